"""What goes wrong around the corpus folder: it is told in words, and everything else goes on working."""
import ctypes
import datetime as dt
import os
import shutil
import sys
import tempfile
import time
from contextlib import contextmanager

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from components.corpus import CorpusError, Draft, open_corpus, waiting

resource = pytest.importorskip("resource", reason="Windows has no such limits")
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits and rights as Linux has them")


def draft(number):
    text = f"Kim Jong Un met Vladimir Putin in Vladivostok, report {number} says. " * 8
    return Draft(text=text, language="en", title=f"Report {number}")


@contextmanager
def full_disk():
    """No file can grow, as on a disk without room."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def only_read(folder):
    """The folder can only be read, even by root, who gives up the right to overlook that for a while."""
    libc, override = ctypes.CDLL(None, use_errno=True), 1 << 1
    head = (ctypes.c_uint32 * 2)(0x20080522, 0)
    have = (ctypes.c_uint32 * 6)()
    assert libc.capget(head, have) == 0
    less = (ctypes.c_uint32 * 6)(*have)
    less[0] &= ~override
    places = [folder, *(path for path in folder.rglob("*") if path.is_dir())]
    for place in places:
        place.chmod(0o555)
    assert libc.capset(head, less) == 0
    try:
        yield
    finally:
        libc.capset(head, have)
        for place in places:
            place.chmod(0o755)


@pytest.fixture
def saved(corpus):
    return [corpus.save([draft(number)]).added[0] for number in range(3)]


def file_of(corpus, article):
    return corpus.folder / "articles" / corpus._row(article).file


@pytest.mark.parametrize("trouble", [full_disk, only_read], ids=["full", "read-only"])
def test_where_nothing_can_be_written_it_is_said_and_all_can_be_asked(corpus, saved, trouble):
    event = corpus.correct(saved[0], outlet="Before")
    before, history = corpus.mentions(), corpus.events()
    with trouble(corpus.folder) if trouble is only_read else trouble():
        for change in (lambda: corpus.save([draft(9)]), lambda: corpus.correct(saved[0], outlet="After"),
                       lambda: corpus.delete([saved[1]]), lambda: corpus.undo(event), lambda: corpus.prepare(),
                       lambda: corpus.record("ledger", "row", {"state": "confirmed"}),
                       lambda: waiting.make(corpus.folder, [("a.txt", "file", b"text")])):
            if change.__code__.co_names == ("prepare",):
                change()
                continue
            with pytest.raises(CorpusError) as told:
                change()
            assert told.value.code == "not_saved" and told.value.values["reason"]
        again = open_corpus(corpus.folder)
        assert len(again.articles()) == 5 and again.mentions().equals(before)
        assert corpus.article(saved[0]).outlet == "Before" and corpus.events().equals(history)
    assert not list(corpus.folder.rglob("*.tmp")) and not corpus.problems
    corpus.save([draft(9)])
    assert len(corpus.articles()) == 6


def test_a_first_start_without_room_is_made_up_for_once_there_is(corpus_folder):
    with full_disk(), pytest.raises(CorpusError):
        open_corpus(corpus_folder)
    corpus = open_corpus(corpus_folder)
    assert len(corpus.articles()) == 2 and set(corpus.stories().name_en) != {""}
    assert corpus.decisions("story")


@pytest.mark.parametrize("damage", ["cut short", "overwritten in the middle"])
def test_a_file_that_is_damaged_while_it_is_in_use_is_left_out_and_named(corpus, saved, damage):
    path = file_of(corpus, saved[1])
    assert len(corpus.articles()) == 5
    version = corpus.version
    if damage == "cut short":
        os.truncate(path, path.stat().st_size // 2)
    else:
        with open(path, "r+b") as file:
            file.seek(4)
            file.write(b"\xa5" * (path.stat().st_size // 2))
    assert not corpus.mentions().article_id.eq(saved[1]).any()
    assert [(problem.code, problem.file) for problem in corpus.problems] == [("damaged_file", path.name)]
    assert corpus.version != version, "answers given before it was known are not given any more"
    assert len(corpus.articles()) == 4 and corpus.text(saved[2]) == draft(2).text
    with pytest.raises(CorpusError):
        corpus.article(saved[1])
    corpus.save([draft(1)])
    assert len(corpus.articles()) == 5, "the same article again mends it"
    corpus.compact()
    assert len(corpus.articles()) == 5 and corpus.save([draft(7)]).added


def test_a_file_put_back_from_a_backup_counts_again(corpus, saved, tmp_path):
    path = file_of(corpus, saved[1])
    shutil.copy2(path, tmp_path / "backup")
    os.truncate(path, 100)
    later = open_corpus(corpus.folder)
    assert len(later.articles()) == 4 and len(later.problems) == 1
    shutil.copy2(tmp_path / "backup", path)
    later.save([draft(8)])
    assert len(later.articles()) == 6 and not later.problems


def test_a_damaged_flat_table_is_made_away_with(corpus, saved, monkeypatch):
    from components.corpus import derived

    monkeypatch.setattr(derived, "WORTH_A_SET", 1)
    corpus.prepare()
    [path] = (corpus.folder / "derived").glob("*.mentions.*")
    before = corpus.mentions()
    with open(path, "r+b") as file:
        file.seek(4)
        file.write(b"\xa5" * (path.stat().st_size // 2))
    assert open_corpus(corpus.folder).mentions().equals(before)


def test_strange_files_are_named_each_for_what_it_is(corpus, saved):
    folder = corpus.folder / "articles"
    sound = pq.read_table(file_of(corpus, saved[0]))
    pq.write_table(pa.table({"a": [1]}), folder / "foreign.parquet")
    (folder / "text.parquet").write_text("hello")
    (folder / "folder.parquet").mkdir()
    marks = {b"mirsad.format": b"1", b"mirsad.sources": b"{nonsense"}
    pq.write_table(sound.replace_schema_metadata(marks), folder / "nonsense.parquet")
    pq.write_table(sound.replace_schema_metadata({b"mirsad.format": b"7"}), folder / "newer.parquet")
    (corpus.folder / "events" / "strange.json").write_text('{"format": 1}')
    assert {problem.file: problem.code for problem in corpus.problems} == {
        "foreign.parquet": "foreign_file", "text.parquet": "damaged_file", "folder.parquet": "damaged_file",
        "nonsense.parquet": "foreign_file", "newer.parquet": "newer_file", "strange.json": "damaged_event"}
    assert len(corpus.articles()) == 5
    corpus.compact()
    (folder / "folder.parquet").rmdir()
    for name in ("foreign", "text", "nonsense", "newer"):
        (folder / f"{name}.parquet").unlink()
    (corpus.folder / "events" / "strange.json").unlink()
    assert not corpus.problems and len(corpus.articles()) == 5


def test_an_earlier_file_that_can_not_be_taken_over_waits_for_room(corpus, saved):
    path = file_of(corpus, saved[0])
    table = pq.read_table(path).drop_columns(["search_text"])
    pq.write_table(table.replace_schema_metadata(pq.read_metadata(path).metadata), path)
    with full_disk():
        without = open_corpus(corpus.folder)
        assert [problem.code for problem in without.problems] == ["not_taken_over"] and len(without.articles()) == 4
    without.save([draft(5)])
    assert len(without.articles()) == 6 and not without.problems


def test_the_database_fetches_nothing_and_writes_nothing_beside_the_program(corpus):
    names = ("autoinstall_known_extensions", "autoload_known_extensions", "temp_directory")
    asked = ", ".join(f"current_setting('{name}')" for name in names)
    told = corpus._engine._database.execute(f"SELECT {asked}").fetchall()
    assert told[0][:2] == (False, False) and told[0][2].startswith(tempfile.gettempdir())


def test_a_clock_set_back_changes_no_order(corpus, saved, monkeypatch):
    first = waiting.make(corpus.folder, [("a.txt", "file", b"text")])
    (first.folder / "at-work").touch()
    corpus.correct(saved[0], outlet="Yesterday")
    back = time.time() - dt.timedelta(hours=5).total_seconds()
    monkeypatch.setattr(time, "time_ns", lambda: int(back * 1e9))
    monkeypatch.setattr(time, "time", lambda: back)
    corpus.correct(saved[0], outlet="Today")
    other = open_corpus(corpus.folder)
    gone = other.delete([saved[1]])
    corpus.undo(gone)
    other.correct(saved[0], outlet="Now")
    assert {c.article(saved[0]).outlet for c in (corpus, other, open_corpus(corpus.folder))} == {"Now"}
    assert len(corpus.articles()) == 5
    corpus.delete([saved[2]])
    assert corpus.save([draft(2)]).added == (saved[2],), "what was removed and comes again is there"
    assert len(other.articles()) == 5
    assert [change.after for change in other.history(saved[0]) if change.field == "outlet"] == [
        "Now", "Today", "Yesterday"]
    second = waiting.make(corpus.folder, [("b.txt", "file", b"text")])
    assert [one.intake_id for one in waiting.intakes(corpus.folder)] == [second.intake_id, first.intake_id]
    assert not first.busy, "a sign of life from the future is from before the clock was set back"
