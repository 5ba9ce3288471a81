"""Stories are made, renamed, merged, split and suggested; tags are renamed. Each is one event."""
import datetime as dt

import pytest

from components.comparison import stories, story_suggestions
from components.comparison.scope import Scope
from components.corpus import Conflict, CorpusError, Draft, open_corpus

SEED = "kim-putin-2023"
DAM = [
    "Sameh Shoukry met Ethiopian officials in Cairo on Monday about the Nile. Abiy Ahmed stayed in Addis Ababa.",
    "Abiy Ahmed spoke in Addis Ababa about the Nile. Sudan and Egypt sent nobody, Sameh Shoukry said in Cairo.",
]
MORE = "In Cairo Sameh Shoukry spoke of the Nile again on Tuesday; Abiy Ahmed answered from Addis Ababa."
VOTE = "Joe Biden visited Detroit on Monday and spoke with workers. Donald Trump stayed in Florida."


@pytest.fixture
def dam(corpus):
    return corpus.save([
        Draft(text, "en", story="Dam", published=dt.date(2024, 5, 1), published_basis="given") for text in DAM]).added


def loose(corpus, text=MORE, published=dt.date(2024, 5, 8), **given):
    return corpus.save([Draft(text, "en", published=published, published_basis="given", **given)]).added[0]


def test_a_story_is_made_and_renamed_in_both_languages(corpus, dam):
    stories.make(corpus, "Ports", "الموانئ")
    stories.rename(corpus, "Dam", "The dam talks", "")
    named = corpus.stories(with_empty=True).set_index("story")
    assert named.name_ar["Ports"] == "الموانئ" and named.articles["Ports"] == 0
    assert named.name_en["Dam"] == named.name_ar["Dam"] == "The dam talks" and named.articles["Dam"] == 2


@pytest.mark.parametrize(("english", "arabic", "code"), [
    ("Dam", "", "story_exists"), ("Kim Jong Un meets Putin in Russia", "أخرى", "story_exists"),
    ("Other", "لقاء كيم جونغ أون وبوتين في روسيا", "story_exists"), (" ", "", "story_unnamed")])
def test_two_stories_never_have_one_name(corpus, dam, english, arabic, code):
    with pytest.raises(CorpusError) as refused:
        stories.make(corpus, english, arabic)
    assert refused.value.code == code
    stories.rename(corpus, "Dam", "Dam", "السد")


def test_two_people_do_not_rename_one_story_unseen(corpus, corpus_folder, dam):
    opened = corpus.moment
    stories.rename(open_corpus(corpus_folder), "Dam", "Theirs", "")
    with pytest.raises(Conflict):
        stories.rename(corpus, "Dam", "Mine", "", since=opened)


def test_merging_moves_all_articles_and_one_undo_brings_both_stories_back(corpus, dam):
    event = stories.merge(corpus, SEED, "Dam")
    assert list(corpus.stories(with_empty=True).story) == ["Dam"] and len(corpus.articles()) == 4
    corpus.undo(event)
    named = corpus.stories().set_index("story")
    assert set(named.index) == {SEED, "Dam"} and named.name_en[SEED] != SEED


def test_splitting_moves_the_chosen_articles_into_a_new_story(corpus, dam):
    event = stories.split(corpus, dam[:1], "Dam, second round", "السد، الجولة الثانية")
    named = corpus.stories().set_index("story")
    assert named.articles["Dam, second round"] == 1 and named.articles["Dam"] == 1
    corpus.undo(event)
    assert set(corpus.stories(with_empty=True).story) == {SEED, "Dam"}


def test_only_a_story_without_articles_is_forgotten(corpus, dam):
    stories.make(corpus, "Ports", "")
    with pytest.raises(CorpusError):
        stories.forget(corpus, "Dam")
    stories.forget(corpus, "Ports")
    assert "Ports" not in set(corpus.stories(with_empty=True).story)


def test_a_tag_is_renamed_or_removed_wherever_it_stands(corpus, dam):
    corpus.amend(dam, add_tags=["wire"])
    corpus.correct(dam[0], tags=["wire", "agency"])
    stories.rename_tag(corpus, "wire", "agency")
    assert [set(corpus.article(article).tags) for article in dam] == [{"agency"}, {"agency"}]
    stories.rename_tag(corpus, "agency", "")
    assert not any(corpus.article(article).tags for article in dam)


def test_an_article_without_a_story_is_suggested_the_one_that_shares_its_names(corpus, dam):
    article = loose(corpus)
    [found] = story_suggestions.suggestions(corpus, Scope())
    assert (found.article_id, found.own, found.story, found.days) == (article, "", "Dam", 7)
    assert ("Abiy Ahmed", "آبي أحمد") in [(english, arabic) for english, arabic in found.names]


def test_of_very_many_articles_the_commonest_names_suggest_nothing_by_themselves(corpus, dam, monkeypatch):
    loose(corpus)
    shares = []
    for rows in (0, 12, 1_000):
        monkeypatch.setattr(story_suggestions, "MOST_ROWS", rows)
        shares.append(sum(found.share for found in story_suggestions.suggestions(corpus, Scope())))
    assert shares[0] == 0 < shares[2] and shares == sorted(shares)
    monkeypatch.setattr(story_suggestions, "MOST_IN_QUERY", 1)
    assert sum(found.share for found in story_suggestions.suggestions(corpus, Scope())) == shares[2]


def test_other_names_another_season_and_a_name_alone_suggest_nothing(corpus, dam):
    loose(corpus, VOTE)
    loose(corpus, MORE + " That was a year later.", dt.date(2025, 8, 1))
    loose(corpus, "The workers in Cairo asked for more money and got none of it.")
    assert story_suggestions.suggestions(corpus, Scope()) == []


def test_an_article_in_the_wrong_story_is_told_to_move_but_not_where_its_own_is_too_small_to_judge(corpus, dam):
    loose(corpus, story="Votes")
    assert story_suggestions.suggestions(corpus, Scope()) == []
    for number in range(4):
        loose(corpus, f"{VOTE} It was visit number {number}.", story="Votes")
    [found] = story_suggestions.suggestions(corpus, Scope())
    assert (found.own, found.story) == ("Votes", "Dam")


def test_a_suggestion_that_was_ignored_does_not_come_again(corpus, dam):
    loose(corpus)
    [found] = story_suggestions.suggestions(corpus, Scope())
    event = corpus.record(story_suggestions.IGNORED, found.subject, {})
    assert story_suggestions.suggestions(corpus, Scope()) == []
    corpus.undo(event)
    assert len(story_suggestions.suggestions(corpus, Scope())) == 1
