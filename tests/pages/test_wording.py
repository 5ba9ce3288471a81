"""The Wording page, on the seed story and on none."""
import re

import pytest

from components.corpus import Draft
from components.text.messages import Messages
from components.ui import page as ui_page
from components.ui.wording import PARTS


@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize("part", PARTS)
def test_each_part_opens_under_the_title_without_a_fault(visit, lang, part):
    page = visit("wording", lang, part=part)
    assert not page.faults
    assert [title.value for title in page.app.title] == [Messages(lang)("page.wording")]


def test_an_empty_corpus_says_what_to_do(visit, corpus):
    corpus.delete(list(corpus.articles().article_id))
    page = visit("wording")
    assert not page.faults
    assert any("Add articles" in info.value for info in page.app.info)


def test_the_war_is_named_differently_with_the_sentences_that_show_it(visit):
    page = visit("wording")
    assert page.app.selectbox(key="concept").value == "armed-conflict"
    assert "<mark>لعمليتها العسكرية</mark>" in page.html
    assert "its <mark>war</mark> in Ukraine" in page.html
    rows = [row for row in re.findall(r"<tr.*?</tr>", page.html, re.S) if "<bdi>war</bdi>" in row]
    assert len(rows) == 1
    assert "quoted" in rows[0]


def test_a_label_in_the_address_shows_its_sentences_only(visit):
    page = visit("wording", concept="armed-conflict", label="military operation")
    assert "<mark>لعمليتها العسكرية</mark>" in page.html
    assert "<mark>war</mark>" not in page.html
    assert not visit("wording", concept="no-such-thing", label="nothing").faults


def test_titles_of_a_person_are_listed_by_side(visit):
    page = visit("wording", part="names", entity="person/vladimir-putin")
    for said in ("President Putin", "الرئيس الروسي فلاديمير بوتين"):
        assert f">{said}</bdi>" in page.html
    page.app.selectbox(key="called").set_value("president putin").run()
    assert "<mark>President Putin</mark>" in page.html
    assert page.app.query_params["called"] == "president putin"


def test_a_word_shows_its_sentences_in_every_form(visit):
    page = visit("wording", part="words", word_ar="ذخيرة")
    assert "<mark>بالذخيرة</mark>" in page.html
    assert "ammunition" in page.html


def test_with_few_articles_no_word_is_called_significant(visit):
    page = visit("wording", part="words")
    assert "nothing here is called significant" in page.html
    assert "Doublings at least" not in page.html


def test_with_enough_articles_words_of_a_single_one_are_marked(visit, corpus):
    corpus.save([
        Draft(text=f"Number {n}. The market and the harbour were calm; traders waited for the {word} and the {word}.",
              language="en", story="market")
        for n, word in enumerate(("drought", "flood", "flood", "flood", "flood"))])
    page = visit("wording", part="words", story="market", reprints="1")
    assert "Doublings at least" in page.html
    row = next(row for row in re.findall(r"<tr.*?</tr>", page.html, re.S) if ">drought<" in row)
    assert "in one article" in row


def test_the_page_says_where_only_the_newest_articles_are_counted(visit, monkeypatch):
    assert "newest are counted" not in visit("wording").html
    monkeypatch.setattr(ui_page, "MOST_ARTICLES", 0)
    assert "newest are counted" in visit("wording").html


def test_words_of_an_article_are_escaped(visit, corpus):
    hostile = "The <b>invasion</b> of the <i>regime</i>: “<u>war</u>” said <b>President</b> Vladimir Putin of war."
    corpus.save([Draft(text=hostile, language="en", outlet="<i>Outlet</i>", story="x")])
    for part in PARTS:
        page = visit("wording", part=part, story="x")
        assert not page.faults
        assert not re.search(r"<(script|b|i|u)>", page.html), part
