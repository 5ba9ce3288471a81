"""The list of articles, what is changed there and on an article's own page, and two people who change the same."""
import pytest

from components.corpus import Draft, open_corpus


def button(page, key=None, label=None):
    return next(b for b in page.app.button if (key and b.key == key) or (label and label in b.label))


def field(page, label):
    return next(w for w in [*page.app.text_input, *page.app.selectbox, *page.app.multiselect] if w.label == label)


@pytest.fixture
def ids(corpus):
    """The seed story's articles by language."""
    return dict(corpus.articles()[["language", "article_id"]].itertuples(index=False, name=None))


@pytest.mark.parametrize(("parameters", "found"), [
    ({}, "2 articles"), ({"language": "ar"}, "1 article"), ({"words": "Vladivostok"}, "1 article"),
    ({"problem": "no_outlet"}, "1 article"), ({"problem": "short"}, "0 articles"), ({"outlet": "bbc"}, "1 article"),
    ({"order": "nonsense", "problem": "nonsense", "page": "7", "tag": "none"}, "2 articles"),
])
def test_the_address_narrows_the_list(visit, parameters, found):
    page = visit("articles", **parameters)
    assert not page.faults
    assert f">{found}<" in page.html


def test_a_correction_is_seen_everywhere_and_can_be_taken_back(visit, ids):
    page = visit("articles", language="ar")
    button(page, "choose-all").click().run()
    field(page, "Outlet").set_value("مرصد اليوم")
    button(page, label="Save the correction").click().run()
    assert open_corpus().article(ids["ar"]).outlet == "مرصد اليوم"
    button(page, "undo").click().run()
    assert open_corpus().article(ids["ar"]).outlet == ""
    # One's own undoing is nobody else's change.
    assert not page.app.warning and field(page, "Outlet").value == ""


def test_many_articles_are_changed_by_one_event_and_what_is_left_empty_stays(visit, corpus, ids):
    corpus.correct(ids["ar"], tags=["old"])
    page = visit("articles")
    button(page, "choose-all").click().run()
    events = len(corpus.events())
    field(page, "Author").set_value("A. Reporter")
    field(page, "Remove tags").select("old")
    field(page, "Empty these").select("published")
    button(page, label="Change 2 articles").click().run()
    assert not page.faults and len(corpus.events()) == events + 1
    frame = corpus.articles()
    assert set(frame.author) == {"A. Reporter"} and frame.published.isna().all() and not frame.tags.map(len).any()
    assert set(frame.outlet) == {"BBC News", ""}
    assert "2 articles were changed." in [message.value for message in page.app.success]
    button(page, "undo").click().run()
    assert corpus.articles().published.notna().all() and corpus.article(ids["ar"]).tags == ("old",)


def test_chosen_articles_are_removed_until_that_is_taken_back(visit, corpus, ids):
    page = visit("articles", language="en")
    button(page, "choose-all").click().run()
    button(page, "delete").click().run()
    assert len(corpus.articles()) == 1
    assert "The article was removed." in [message.value for message in page.app.success]
    button(page, "undo").click().run()
    assert len(corpus.articles()) == 2


def test_where_two_changed_one_field_the_person_sees_both_values_and_chooses(visit, corpus, ids):
    page = visit("article", id=ids["en"])
    open_corpus().correct(ids["en"], outlet="Theirs", title="Their title")
    field(page, "Outlet").set_value("Mine")
    field(page, "Author").set_value("Me")
    button(page, label="Save the correction").click().run()
    article = corpus.article(ids["en"])
    assert (article.outlet, article.author, article.title) == ("Theirs", "", "Their title")
    [choice] = page.app.radio
    assert "Theirs" in choice.options[0] and "Mine" in choice.options[1]
    choice.set_value("mine")
    button(page, label="Save what is chosen here").click().run()
    article = corpus.article(ids["en"])
    assert (article.outlet, article.author, article.title) == ("Mine", "Me", "Their title")


def test_the_other_persons_value_stays_where_that_is_chosen(visit, corpus, ids):
    page = visit("article", id=ids["en"])
    open_corpus().correct(ids["en"], outlet="Theirs")
    field(page, "Outlet").set_value("Mine")
    button(page, label="Save the correction").click().run()
    button(page, label="Save what is chosen here").click().run()
    assert not page.faults and corpus.article(ids["en"]).outlet == "Theirs"


def test_of_many_articles_those_that_somebody_else_changed_can_be_left_alone(visit, corpus, ids):
    page = visit("articles")
    button(page, "choose-all").click().run()
    open_corpus().correct(ids["en"], outlet="Theirs")
    field(page, "Outlet").set_value("Mine")
    button(page, label="Change 2 articles").click().run()
    assert "One of the articles was changed by somebody else" in page.html and "Theirs" in page.html
    button(page, label="Save what is chosen here").click().run()
    assert (corpus.article(ids["en"]).outlet, corpus.article(ids["ar"]).outlet) == ("Theirs", "Mine")


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_an_articles_page_marks_its_text_and_tells_where_each_fact_comes_from(visit, ids, lang):
    page = visit("article", lang, id=ids["en"])
    assert not page.faults
    assert '<span class="m-kind person"' in page.html and '<del class="out">' in page.html
    assert "Source : BBC News" in page.html
    told = {"en": "named in a credit line of the text", "ar": "مذكور في سطر المصدر داخل النص"}[lang]
    assert told in page.html


def test_a_change_is_taken_back_from_the_articles_history(visit, corpus, ids):
    event = corpus.amend(list(ids.values()), author="A. Reporter", add_tags=["x"])
    page = visit("article", id=ids["en"])
    assert "A. Reporter" in page.html
    button(page, f"here-{event}").click().run()
    assert (corpus.article(ids["en"]).author, corpus.article(ids["en"]).tags) == ("", ())
    assert (corpus.article(ids["ar"]).author, corpus.article(ids["ar"]).tags) == ("A. Reporter", ("x",))
    button(page, f"undo-{event}").click().run()
    assert corpus.article(ids["ar"]).author == ""


def test_a_removed_articles_address_offers_the_way_back(visit, corpus, ids):
    corpus.delete([ids["en"]])
    page = visit("article", id=ids["en"])
    button(page, "undo-removal").click().run()
    assert corpus.have([ids["en"]])
    assert not visit("article", id="nonsense").faults and not visit("article").faults


def test_hostile_words_stay_words_on_both_pages(visit, corpus):
    hostile = "<script>alert(1)</script> Vladimir Putin <img src=x onerror=alert(1)> visited Moscow on Monday."
    named = dict.fromkeys(("title", "outlet", "author", "story", "source_name"), "<img src=x onerror=alert(1)>")
    article = corpus.save([Draft(hostile, "en", tags=("<img src=x>",), **named)]).added[0]
    corpus.correct(article, author="<script>x</script>")
    for page in (visit("article", id=article), visit("articles", words="<script>")):
        assert not page.faults
        assert "<img" not in page.html and "<script" not in page.html
