"""What each page says, on the seed story and on none."""
import re

import pytest
import streamlit as st

from components.reading import name_changes as change
from components.text.messages import Messages
from components.ui.method import COMMANDS
from components.ui.sitemap import PAGES

NAMES = [name for name, _ in PAGES]


@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize("name", NAMES)
def test_a_page_opens_under_its_title_without_a_fault(visit, name, lang):
    page = visit(name, lang)
    assert not page.faults
    assert [title.value for title in page.app.title] == [Messages(lang)(f"page.{name}")]
    assert Messages(lang)(f"lede.{name}") in page.html.replace("&#x27;", "'")


def test_the_method_page_says_which_commands_make_the_figures(visit):
    for language in ("en", "ar"):
        page = visit("method", language)
        assert all(command in page.html for command in COMMANDS.values())


@pytest.mark.parametrize("name", NAMES)
def test_a_page_of_an_empty_corpus_says_what_to_do(visit, corpus, name):
    corpus.delete(list(corpus.articles().article_id))
    page = visit(name)
    assert not page.faults
    if name not in ("add", "method"):
        assert any("Add articles" in info.value or "Articles page" in info.value for info in page.app.info)


def test_the_overview_gives_each_side_its_own_figures(visit, corpus):
    counts = corpus.articles().groupby("language").agg({"word_count": "sum", "sentence_count": "sum"})
    page = visit("overview")
    for side in ("ar", "en"):
        assert f"<dd>{counts.word_count[side]}</dd>" in page.html
        assert f"<dd>{counts.sentence_count[side]}</dd>" in page.html


def test_every_difference_on_the_overview_links_to_its_sentences(visit):
    page = visit("overview")
    items = re.findall(r"<li class=\"(?:ar|en)\">.*?</li>", page.html, re.S)
    assert items
    for item in items:
        assert re.search(r'href="mentions\?[^"]*entity=[a-z]+%2F', item)


def test_with_few_articles_nothing_is_called_significant(visit):
    for name in ("overview", "mentions"):
        assert "nothing here is called significant" in visit(name).html


def test_a_name_in_the_address_opens_its_sentences_highlighted(visit):
    page = visit("mentions", entity="country/UA")
    assert page.app.selectbox(key="entity").value == "country/UA"
    assert "<mark>Ukraine</mark>" in page.html
    assert "<mark>أوكرانيا</mark>" in page.html


def test_a_widget_that_nobody_changed_is_sent_as_it_was(visit):
    page = visit("method")
    page.app.toggle(key="demonyms").set_value(False).run()
    assert not [many.key for many in page.app.multiselect if many.proto.set_value]


def test_an_unknown_name_in_the_address_is_ignored(visit):
    page = visit("mentions", entity="person/nobody-at-all")
    assert not page.faults
    assert page.app.selectbox(key="entity").value is None


def test_the_measure_changes_the_chart_and_its_explanation(visit):
    page = visit("mentions")
    page.app.segmented_control(key="measure").set_value("per_1000_words").run()
    assert "per 1,000 words" in page.html
    assert page.app.query_params["measure"] == "per_1000_words"


def test_the_kind_of_names_in_the_scope_is_obeyed(visit):
    page = visit("mentions", types="person")
    named = page.app.selectbox(key="entity").options
    assert "Vladimir Putin" in named
    assert "Russia" not in named


def test_an_outlet_in_the_scope_leaves_only_its_articles(visit):
    assert ">1 article<" in visit("articles", outlets="BBC News").html


def test_a_scope_of_days_before_everything_is_empty_and_says_so(visit):
    page = visit("overview", to="1999-12-31")
    assert any("No article lies within this scope" in info.value for info in page.app.info)


def test_inferred_publication_dates_say_why(visit):
    page = visit("timeline")
    assert "inferred" in page.html
    assert "confirmed the visit" in page.html
    assert "مستنتج" in visit("timeline", "ar").html


def test_choosing_days_shows_the_sentences_that_speak_of_them(visit):
    page = visit("timeline")
    box = page.app.selectbox(key="interval")
    assert "April 2019" in box.options
    box.select_index(box.options.index("April 2019")).run()
    assert "<mark>أبريل/نيسان 2019</mark>" in page.html
    assert page.app.query_params["interval"] == "2019-04-01..2019-04-30"


def test_choosing_an_article_on_the_timeline_shows_its_sentences(visit, corpus):
    article = corpus.articles().query("language == 'en'").article_id.iloc[0]
    page = visit("timeline", article=article)
    assert f"{corpus.article(article).sentence_count} sentences" in page.html
    assert "<mark>Ussuriysk</mark>" in page.html


def test_arabic_digits_are_a_setting_of_the_arabic_interface(visit):
    page = visit("overview", "ar", digits="arabic")
    assert "٢٠٢٣" in page.html
    assert "2023" not in page.html


def test_article_text_is_escaped_wherever_it_is_shown(visit, corpus):
    from components.corpus import Draft

    hostile = "<script>alert(1)</script> Vladimir Putin <img src=x onerror=alert(1)> visited Moscow on Monday."
    named = {"title": "<b>Title</b>", "outlet": "<i>Outlet</i>", "story": "<u>Story</u>"}
    corpus.save([Draft(text=hostile, language="en", **named)])
    for name, parameters in (("articles", {}), ("mentions", {"entity": "person/vladimir-putin"}), ("side-by-side", {})):
        page = visit(name, **parameters)
        assert not page.faults
        assert not re.search(r"<(script|img|b|i|u)>?[ >]", page.html), name


def test_the_seed_story_can_be_brought_back(visit, corpus):
    corpus.delete(list(corpus.articles().article_id))
    page = visit("articles")
    page.app.button(key="restore-seed").click().run()
    assert len(corpus.articles()) == 2


@pytest.mark.parametrize("name", ["overview", "voices"])
def test_what_is_remembered_of_a_page_does_not_outlive_a_change_made_elsewhere(visit, corpus, name):
    page = visit(name)
    page.app.toggle(key="demonyms").set_value(False).run()
    before = page.html
    seed = corpus.articles().set_index("language").article_id
    corpus.correct(seed["en"], outlet="The Weekly Lantern")
    corpus.decide_names([change.called("person/kim-jong-un", "en", "Kim of the North")])
    page.app.run()
    assert page.html != before
    st.cache_resource.clear()
    assert page.html == visit(name, demonyms="0").html
