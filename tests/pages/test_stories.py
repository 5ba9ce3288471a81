"""What the Stories page changes, and that each change can be taken back."""
import datetime as dt

import pytest

from components.comparison import stories
from components.corpus import Draft
from tests.unit.test_stories import DAM, MORE

SEED = "kim-putin-2023"


def press(page, label):
    next(button for button in page.app.button if button.label == label).click().run()
    assert not page.faults


def field(page, label, number=0):
    return [w for w in [*page.app.text_input, *page.app.selectbox, *page.app.multiselect] if w.label == label][number]


@pytest.fixture
def dam(corpus):
    given = {"published": dt.date(2024, 5, 1), "published_basis": "given"}
    ids = corpus.save([Draft(text, "en", story="Dam", **given) for text in DAM]).added
    return *ids, corpus.save([Draft(MORE, "en", **given)]).added[0]


def names(corpus):
    return {row.story: (row.name_en, row.articles) for row in corpus.stories(with_empty=True).itertuples()}


def test_a_suggestion_is_shown_with_its_reason_accepted_and_taken_back(visit, corpus, dam):
    page = visit("stories")
    assert "Abiy Ahmed" in page.html and "It seems to belong to" in page.html
    press(page, "Move it there")
    assert corpus.article(dam[2]).story == "Dam" and "No article seems to belong elsewhere" in page.html
    press(page, "Undo")
    assert corpus.article(dam[2]).story == ""
    press(page, "Ignore")
    assert corpus.article(dam[2]).story == "" and "No article seems to belong elsewhere" in page.html


def test_a_story_is_made_renamed_merged_and_split_on_the_page(visit, corpus, dam):
    page = visit("stories")
    field(page, "Name in English").set_value("Ports")
    press(page, "Make the story")
    assert names(corpus)["Ports"] == ("Ports", 0)
    page.app.selectbox(key="story-to-change").set_value("Ports").run()
    press(page, "Remove the empty story")
    assert "Ports" not in names(corpus)
    page.app.selectbox(key="story-to-change").set_value("Dam").run()
    field(page, "Name in English").set_value("The dam talks")
    press(page, "Rename")
    assert names(corpus)["Dam"] == ("The dam talks", 2)
    page.app.multiselect(key="split_articles").select(dam[0]).run()
    field(page, "Name in English", 1).set_value("First round")
    press(page, "Split off")
    assert names(corpus)["First round"] == ("First round", 1) and names(corpus)["Dam"][1] == 1
    field(page, "Merge into").set_value(SEED)
    press(page, "Merge")
    assert "Dam" not in names(corpus) and names(corpus)[SEED][1] == 3
    press(page, "Undo")
    assert names(corpus)["Dam"] == ("The dam talks", 1)


def test_of_two_people_who_rename_one_story_the_second_sees_both_names_and_chooses(visit, corpus, dam):
    page = visit("stories")
    page.app.selectbox(key="story-to-change").set_value("Dam").run()
    stories.rename(corpus, "Dam", "Dam", "لهم")
    field(page, "Name in Arabic").set_value("لي")
    press(page, "Rename")
    [choice] = [radio for radio in page.app.radio if "لهم" in " ".join(radio.options)]
    assert "لي" in " ".join(choice.options)
    choice.set_value("mine")
    press(page, "Save what is chosen here")
    assert corpus.stories(with_empty=True).set_index("story").name_ar["Dam"] == "لي"


def test_a_name_that_another_story_has_is_refused_in_words(visit, corpus, dam):
    page = visit("stories")
    field(page, "Name in English").set_value("Dam")
    next(button for button in page.app.button if button.label == "Make the story").click().run()
    assert "There is already a story under the name" in page.app.error[0].value


def test_a_tag_is_renamed_everywhere(visit, corpus, dam):
    corpus.amend(dam, add_tags=["wire"])
    page = visit("stories")
    field(page, "Tag").set_value("wire")
    field(page, "Its new name").set_value("agency")
    press(page, "Rename the tag everywhere")
    assert {corpus.article(article).tags for article in dam} == {("agency",)}
