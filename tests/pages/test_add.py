"""Articles on their way in: what a person is shown before anything is kept, and what they can change of it."""
import csv
import datetime as dt
import io
import json
import threading

import pandas as pd
import pytest

from components.corpus import open_corpus, waiting
from components.corpus.arrivals import Waiting
from components.corpus.models import Draft
from components.ui import intake_grid
from tests.unit.test_taking import ARABIC, ENGLISH


def bring(page, *files):
    """Upload files, and come back when they are read."""
    page.app.file_uploader[0].set_value([(name, text.encode() if isinstance(text, str) else text, "text/plain")
                                         for name, text in files]).run()
    return settle(page)


def settle(page):
    """The page as it is when the work that was begun is done."""
    corpus = open_corpus()
    named = page.app.query_params["intake"]
    one = waiting.intake(corpus.folder, named if isinstance(named, str) else named[0])
    for thread in threading.enumerate():
        if thread.name == "mirsad-intake":
            thread.join()
    page.app.run()
    return one


def keep(page):
    page.app.button(key="keep").click().run()
    return settle(page)


def test_files_are_shown_before_they_are_kept_and_bad_ones_are_told(visit, corpus):
    page = visit("add")
    bring(page, ("dam-en.txt", ENGLISH), ("dam-ar.txt", ARABIC), ("bad.txt", b"\x89PNG\r\n\x1a\n\0\0"), ("no.txt", b""))
    assert "2 articles were read" in page.html
    assert "bad.txt" in page.html and "The file is empty" in page.html
    assert "Cairo talks on the dam resume" in page.html and "استئناف المحادثات حول السد" in page.html
    assert page.app.button(key="keep").label == "Keep 2 articles"
    assert len(corpus.articles()) == 2
    keep(page)
    assert [message.value for message in page.app.success] == ["2 articles were kept."]
    assert len(corpus.articles()) == 4
    page.app.button(key="add-more").click().run()
    # The way back stands there for days.
    assert "2 articles were kept." in "".join(text.value for text in page.app.text)
    next(button for button in page.app.button if button.key and button.key.startswith("open-")).click().run()
    page.app.button(key="undo").click().run()
    assert len(corpus.articles()) == 2


def test_a_cell_that_is_edited_is_kept_as_edited(visit, corpus):
    page = visit("add")
    one = bring(page, ("en.txt", ENGLISH), ("ar.txt", ARABIC))
    grid = page.app.session_state["_grid"]["key"]
    page.app.session_state[grid] = {"edited_rows": {1: {"outlet": " مرصد النيل ", "published": "2024-05-02",
                                                        "tags": ["سد", "سد"]}, 0: {"keep": False}},
                                    "added_rows": [], "deleted_rows": []}
    page.app.run()
    assert page.app.button(key="keep").label == "Keep the article"
    keep(page)
    kept = corpus.article(one.articles[1].article_id)
    assert (kept.outlet, kept.published, kept.published_basis, kept.tags) == (
        "مرصد النيل", dt.date(2024, 5, 2), "given", ("سد",))
    assert len(corpus.articles()) == 3


def test_the_fields_beside_the_text_say_the_same_as_the_table(visit, corpus):
    page = visit("add")
    one = bring(page, ("en.txt", ENGLISH + "Leave a Reply\nYour email address will not be published.\n"))
    assert '<del class="out">Leave a Reply' in page.html
    assert "A line at the head of the text gives the date." in page.html
    page.app.text_input(key=f"look-outlet-{one.intake_id}-0").set_value("BBC").run()
    assert "BBC News" in page.html or "outlets" in page.html
    page.app.date_input(key=f"look-published-{one.intake_id}-0").set_value(None).run()
    assert "No publication date was found" not in page.html
    keep(page)
    kept = corpus.article(one.articles[0].article_id)
    assert (kept.outlet, kept.published) == ("BBC", None)


def test_what_is_there_already_and_what_nearly_is_are_named(visit, corpus):
    page = visit("add")
    long = ENGLISH + "The talks had been broken off in December. Ethiopia began to fill the dam in 2020.\n" * 3
    bring(page, ("en.txt", long))
    keep(page)
    page.app.button(key="add-more").click().run()
    bring(page, ("same.txt", long), ("reprint.txt", "By our staff\n" + long))
    assert "This very text is already there" in page.html
    assert "of their runs of four words are in both" in page.html
    assert 'href="side-by-side?' in page.html
    assert page.app.button(key="keep").label == "Keep the article"


def test_a_pasted_text_is_read_like_a_file(visit, corpus):
    page = visit("add", way="text")
    page.app.text_area(key="pasted-text").set_value(ENGLISH)
    page.app.text_input(key="pasted-outlet").set_value("Nile Observer")
    page.app.date_input(key="pasted-published").set_value(dt.date(2024, 5, 4))
    next(button for button in page.app.button if button.label == "Read it").click().run()
    one = settle(page)
    draft = one.articles[0].draft
    assert (draft.title, draft.outlet, draft.published, draft.published_basis) == (
        "Cairo talks on the dam resume", "Nile Observer", dt.date(2024, 5, 4), "given")


def test_a_story_is_suggested_by_the_names_that_are_shared(visit, corpus):
    page = visit("add")
    text = corpus.text(corpus.articles().query("language == 'en'").article_id.iloc[0])
    one = bring(page, ("kim.txt", "Kim Jong Un meets Putin\n" + text.replace("\n", " ", 1) + "\nMore was not said."))
    assert page.app.selectbox(key=f"story-{one.intake_id}").value == corpus.stories().story.iloc[0]
    assert "Suggested because the articles name much of what this story names." in page.html


def test_thousands_of_drafts_are_shown_a_page_at_a_time_and_one_value_fills_all(visit, corpus):
    page = visit("add")
    rows = "\n".join(json.dumps({"text": f"Report number {n}. {ENGLISH}", "title": f"Report {n}"}) for n in range(120))
    one = bring(page, ("many.jsonl", rows))
    assert page.html.count('<li value="') == 50
    page.app.number_input(key="waiting-page").set_value(3).run()
    assert "Report 119" in page.html and "Report 99" not in page.html
    page.app.selectbox(key="fill-field").set_value("outlet")
    page.app.text_input(key="fill-value").set_value("Nile Observer")
    next(button for button in page.app.button if button.label == "Fill in").click().run()
    assert {article.draft.outlet for article in one.articles.values()} == {"Nile Observer"}
    page.app.button(key="keep-none").click().run()
    assert page.app.button(key="keep").disabled


def test_another_visitor_finds_what_waits_and_can_finish_it(visit, corpus):
    first = visit("add")
    one = bring(first, ("en.txt", ENGLISH))
    second = visit("add")
    assert "en.txt" in "".join(text.value for text in second.app.text)
    second.app.button(key=f"open-{one.intake_id}").click().run()
    assert "1 article was read" in second.html
    keep(second)
    assert len(corpus.articles()) == 3


def test_interrupted_work_is_told_and_can_go_on(visit, corpus):
    one = waiting.make(corpus.folder, [("en.txt", "file", ENGLISH.encode())])
    one.begin("read")
    page = visit("add", intake=one.intake_id)
    assert "interrupted" in page.app.warning[0].value
    page.app.button(key="continue").click().run()
    settle(page)
    assert "1 article was read" in page.html


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_hostile_names_and_texts_stay_text(visit, lang):
    page = visit("add", lang)
    hostile = "<img src=x onerror=alert(1)>"
    rows = [{"text": f"{hostile} {ENGLISH}", "title": hostile, "outlet": hostile, "story": hostile, "tags": [hostile]},
            {"text": f"Exclusive. {hostile} {ENGLISH}", "title": f"Second {hostile}"}]
    bring(page, (f"{hostile}.jsonl", "\n".join(map(json.dumps, rows))), (f"{hostile}.txt", b""))
    assert not page.faults[1:]
    assert "<img" not in page.html


def test_an_empty_cell_of_the_table_is_an_empty_field():
    frame = pd.DataFrame({"keep": [True], "title": [None], "outlet": [float("nan")], "published": [pd.NaT],
                          "language": ["ar"], "author": [" A "], "story": [""], "tags": [None], "url": [""]}, index=[1])
    one = {0: Waiting(0, 0, "x", Draft(text="t", language="en"), 0)}
    assert intake_grid.changes(frame, one)[0] == {
        "keep": True, "title": "", "outlet": "", "published": None, "language": "ar", "author": "A", "story": "",
        "tags": [], "url": ""}


def test_columns_are_said_once_and_remembered_for_the_next_table(visit, corpus):
    def month(number):
        rows = [["kopf", "inhalt", "haus"], [f"Talks in month {number}", f"Month {number}. {ENGLISH}", "Nile Observer"]]
        written = io.StringIO()
        csv.writer(written, delimiter=";").writerows(rows)
        return written.getvalue()

    page = visit("add")
    one = bring(page, ("may.csv", month(5)))
    assert "0 articles were read" in page.html and "No column holds the text" in page.app.error[0].value
    assert "Talks in month 5" in page.html
    for field, column in (("text", "inhalt"), ("title", "kopf"), ("outlet", "haus")):
        page.app.selectbox(key=f"column-{field}-{one.intake_id}-0").set_value(column)
    next(button for button in page.app.button if button.label == "Read it with these columns").click().run()
    settle(page)
    assert not page.faults
    assert (one.articles[0].draft.title, one.articles[0].draft.outlet) == ("Talks in month 5", "Nile Observer")
    keep(page)
    page.app.button(key="add-more").click().run()
    june = bring(page, ("june.csv", month(6)))
    assert june.articles[0].draft.title == "Talks in month 6"
    assert not page.faults


def test_an_address_inside_the_servers_own_network_is_refused_in_a_sentence(visit, corpus):
    page = visit("add", way="addresses")
    page.app.text_area(key="addresses-text").set_value("http://127.0.0.1/secret\nhttp://127.0.0.1/secret\nftp://x.y/z")
    next(button for button in page.app.button if button.label == "Fetch and read").click().run()
    one = settle(page)
    assert [trouble.error.code for trouble in one.troubles] == ["fetch_private", "fetch_scheme"]
    assert "127.0.0.1" in page.html and not page.app.exception


LISTED = "url,title,media_name\nhttp://127.0.0.1/1,One,BBC\nhttp://127.0.0.1/2,Two,BBC\nhttp://127.0.0.1/1,One,BBC\n"


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_a_table_of_addresses_offers_to_fetch_them_and_each_that_fails_says_why(visit, corpus, lang):
    page = visit("add", lang)
    one = bring(page, ("gdelt.csv", LISTED))
    assert [trouble.error.code for trouble in one.troubles] == ["addresses_only"]
    page.app.button(key=f"fetch-{one.intake_id}-0").click().run()
    settle(page)
    assert [(trouble.place, trouble.error.code) for trouble in one.troubles] == [
        ("http://127.0.0.1/1", "fetch_private"), ("http://127.0.0.1/2", "fetch_private")]
    assert "http://127.0.0.1/2" in page.html and not page.app.exception
    assert not [button for button in page.app.button if button.key and button.key.startswith("fetch-")]


def test_a_table_of_addresses_offers_nothing_where_fetching_is_switched_off(visit, corpus, monkeypatch):
    monkeypatch.setenv("MIRSAD_FETCH", "off")
    page = visit("add")
    one = bring(page, ("gdelt.csv", LISTED))
    assert page.app.info[0].value.startswith("Fetching web addresses is switched off")
    assert f"fetch-{one.intake_id}-0" not in [button.key for button in page.app.button]


def test_fetching_can_be_switched_off(visit, monkeypatch):
    monkeypatch.setenv("MIRSAD_FETCH", "off")
    page = visit("add", way="addresses")
    assert page.app.info and not page.app.text_area


def test_the_guessed_encoding_is_shown(visit):
    page = visit("add")
    bring(page, ("old.txt", ARABIC.encode("windows-1256")))
    assert "windows-1256" in page.html.lower()
