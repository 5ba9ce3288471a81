"""What the Ledger says, and what becomes of a person's decisions on it."""
import re

import pytest

from components.comparison import ledger
from components.comparison.scope import Scope
from components.text.messages import Messages


def button(page, action, subject=""):
    return next(b for b in page.app.button if (b.key or "").startswith(f"{action}-{subject}"))


def matched(corpus):
    return next(point for point in ledger.ledger(corpus, Scope()).points if point.state == "matched")


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_the_ledger_shows_both_passages_with_their_evidence_marked(visit, corpus, lang):
    page = visit("ledger", lang)
    assert not page.faults
    assert "<mark>orbit</mark>" in page.html and "<mark>المدار</mark>" in page.html
    assert Messages(lang)("ledger.state.matched") in page.html
    assert "98" in page.html and Messages(lang)("ledger.looser") in page.html


def test_english_stands_left_of_arabic_in_either_language(visit):
    for lang in ("en", "ar"):
        rows = re.findall(r'<div class="m-pair" dir="ltr">.*?</section>', visit("ledger", lang).html, re.S)
        assert rows
        assert all(row.index('<div class="en" lang="en"') < row.index('<div class="ar" lang="ar"') for row in rows)


def test_a_filter_in_the_address_shows_one_kind_of_points(visit, corpus):
    page = visit("ledger", state="only_ar")
    shown = re.findall(r'<section class="m-point (\w+)"', page.html)
    assert shown and set(shown) == {"only_ar"}
    assert len(shown) == ledger.ledger(corpus, Scope()).count("only_ar")


def test_a_point_in_the_address_stands_first(visit, corpus):
    point = ledger.ledger(corpus, Scope()).points[-1]
    page = visit("ledger", point=point.subject)
    said = (*point.english, *point.arabic)[0]
    first = page.html[page.html.index('<section class="m-point') :]
    assert re.sub("<[^>]*>", "", first).find(said.text[:20]) < 400


def test_a_confirmed_point_says_so_and_can_be_undone(visit, corpus):
    page = visit("ledger")
    subject = matched(corpus).subject
    button(page, "confirm", subject).click()
    page.app.run()
    assert not page.faults
    assert Messages("en")("ledger.decided.confirmed") in page.html
    assert corpus.decisions("ledger")[subject]["decided"] == "confirmed"
    page.app.button(key="undo").click()
    page.app.run()
    assert not corpus.decisions("ledger")


def test_a_rejected_pair_is_told_as_rejected_by_a_person(visit, corpus):
    page = visit("ledger")
    button(page, "reject", matched(corpus).subject).click()
    page.app.run()
    page.app.segmented_control(key="state").set_value("decided").run()
    assert not page.faults
    assert Messages("en")("ledger.reason.rejected") in page.html
    assert '<section class="m-point only_en"' in page.html


def test_a_decision_taken_back_leaves_the_point_as_it_was_found(visit, corpus):
    page = visit("ledger")
    subject = matched(corpus).subject
    button(page, "confirm", subject).click()
    page.app.run()
    button(page, "withdraw", subject).click()
    page.app.run()
    assert not corpus.decisions("ledger")
    assert Messages("en")("ledger.decided.confirmed") not in page.html


def test_the_overview_links_what_one_side_tells_to_its_point(visit):
    html = visit("overview").html
    told = html[html.index('class="m-card m-told') :]
    assert re.search(r'href="ledger\?[^"]*point=', told)
    assert "باك جونغ تشون" in told
