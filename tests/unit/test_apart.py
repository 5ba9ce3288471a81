"""Files parsed in another process: the same answers, and nothing that a file does there is felt here."""
import subprocess
import sys
import time

import pytest

from components.corpus import Unreadable, apart, ingest, parsers

PAGE = ("<html><head><title>Grain corridor stays open</title></head><body><article>"
        + "<p>Turkey said on Monday that the grain corridor would stay open for four more months.</p>" * 6
        + "</article></body></html>").encode()


@pytest.fixture(autouse=True)
def no_worker_is_left():
    yield
    while apart._kept:
        apart._kept.pop().stop()


def parsed(name: str, data: bytes) -> list:
    return list(apart.run(parsers.articles, name, data))


def refused(name: str, data: bytes) -> Unreadable:
    with pytest.raises(Unreadable) as raised:
        parsed(name, data)
    return raised.value


def test_a_page_gives_the_same_articles_in_another_process():
    assert parsed("page.html", PAGE) == parsers.parse("page.html", PAGE)
    assert refused("a.pdf", b"%PDF-1.7\n1 0 obj").code == "broken_pdf"
    assert len(apart._kept) == 1, "one process does for all files that come one after the other"


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
    answers = apart.run(parsers.articles, "a.csv", rows.encode())
    next(answers)
    answers.close()
    assert not apart._kept and len(parsed("a.csv", rows.encode())) == 2_000


def test_a_file_whose_process_dies_is_told_and_the_next_is_read():
    parsed("page.html", PAGE)
    apart._kept[0]._process.kill()
    assert refused("page.html", PAGE).code == "worker_died"
    assert parsed("page.html", PAGE)


def test_where_no_process_can_be_started_the_file_is_parsed_all_the_same(monkeypatch):
    monkeypatch.setattr(sys, "executable", "/no/such/python")
    assert parsed("page.html", PAGE) == parsers.parse("page.html", PAGE)
    assert not apart._kept


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux only")
def test_a_process_that_wants_all_the_memory_gets_an_error_and_no_more():
    greedy = "from components.corpus import apart; apart.limit_memory(); b'x' * (2 * apart.MEMORY_BYTES)"
    done = subprocess.run([sys.executable, "-c", greedy], cwd=apart._ROOT, capture_output=True, text=True, timeout=120)
    assert "MemoryError" in done.stderr


def test_the_process_ends_when_nobody_asks_any_more():
    parsed("page.html", PAGE)
    process = apart._kept[0]._process
    process.stdin.close()
    deadline = time.monotonic() + 30
    while process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.05)
    assert process.poll() == 0
