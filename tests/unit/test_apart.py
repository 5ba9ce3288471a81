"""Files parsed in another process: the same answers, and nothing that a file does there is felt here."""
import sys
import time

import pytest

from components.corpus import Unreadable, apart, ingest, parsers

PAGE = ("<html><head><title>Grain corridor stays open</title></head><body><article>"
        + "<p>Turkey said on Monday that the grain corridor would stay open for four more months.</p>" * 6
        + "</article></body></html>").encode()


@pytest.fixture
def no_process_waits():
    """Starting one takes seconds, so tests share it, but for those that need a new one or leave it unfit."""
    def stop_all():
        while apart._kept:
            apart._kept.pop().stop()

    stop_all()
    yield
    stop_all()


def parsed(name: str, data: bytes) -> list:
    return list(apart.run(parsers.articles, name, data))


def refused(name: str, data: bytes) -> Unreadable:
    with pytest.raises(Unreadable) as raised:
        parsed(name, data)
    return raised.value


def test_a_page_gives_the_same_articles_in_another_process():
    assert parsed("page.html", PAGE) == parsers.parse("page.html", PAGE)
    kept = list(apart._kept)
    assert refused("a.pdf", b"%PDF-1.7\n1 0 obj").code == "broken_pdf"
    assert apart._kept == kept, "one process does for all files that come one after the other"


def test_a_file_that_takes_too_long_is_given_up_and_the_next_is_read(monkeypatch):
    monkeypatch.setattr(apart, "SECONDS", 0.0)
    found, trouble = ingest.drafts("page.html", PAGE)
    [(place, why)] = trouble
    assert (found, place, why.code, why.values) == ([], "", "too_slow", {"seconds": 0})
    monkeypatch.undo()
    found, trouble = ingest.drafts("page.html", PAGE)
    assert [made.title for made in found] == ["Grain corridor stays open"] and not trouble


def test_a_file_that_is_parsed_too_long_holds_up_nobody_else():
    # More tabs of a person than there are processes must not wait for one another's files for ever either.
    first = apart.run(parsers.articles, "page.html", PAGE)
    assert next(first).title == parsed("page.html", PAGE)[0].title
    assert list(first) == []


def test_an_answer_that_nobody_wants_to_the_end_leaves_no_process_that_talks():
    rows = "text\n" + "The corridor stays open, they said.\n" * 2_000
    before = len(apart._kept)
    answers = apart.run(parsers.articles, "a.csv", rows.encode())
    next(answers)
    answers.close()
    assert len(apart._kept) == max(0, before - 1) and len(parsed("a.csv", rows.encode())) == 2_000


def test_a_file_whose_process_dies_is_told_and_the_next_is_read():
    parsed("page.html", PAGE)
    for worker in apart._kept:
        worker._process.kill()
    assert refused("page.html", PAGE).code == "worker_died"
    assert parsed("page.html", PAGE)


def test_where_no_process_can_be_started_the_file_is_parsed_all_the_same(monkeypatch, no_process_waits):
    monkeypatch.setattr(sys, "executable", "/no/such/python")
    assert parsed("page.html", PAGE) == parsers.parse("page.html", PAGE)
    assert not apart._kept


def greedy():
    yield len(b"x" * (2 * apart.MEMORY_BYTES))


def endless():
    while True:
        time.sleep(0.01)
    yield


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux only")
def test_a_file_that_wants_all_the_memory_is_told_and_its_process_goes_on():
    with pytest.raises(Unreadable) as raised:
        list(apart.run(greedy))
    assert raised.value.code == "too_much_memory"
    assert apart._kept and parsed("page.html", PAGE)


def test_a_file_that_never_ends_is_ended(monkeypatch):
    before = len(apart._kept)
    monkeypatch.setattr(apart, "SECONDS", 0.5)
    with pytest.raises(Unreadable) as raised:
        list(apart.run(endless))
    assert (raised.value.code, len(apart._kept)) == ("too_slow", max(0, before - 1))


def test_the_process_ends_when_nobody_asks_any_more(no_process_waits):
    parsed("page.html", PAGE)
    process = apart._kept[0]._process
    process.stdin.close()
    deadline = time.monotonic() + 30
    while process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.05)
    assert process.poll() == 0
