"""Articles read by the tasks of a cluster (Sail) are as those read here, whatever dies meanwhile."""
import os
import signal
import sys
import time
from pathlib import Path

import pytest
from pyspark import cloudpickle

from components.corpus import CorpusError, Unreadable, bulk, open_corpus, spread, task
from components.corpus.__main__ import main
from tests.sail import Sail

ENGLISH = ("Turkey's president Recep Tayyip Erdogan said on {} November 2022 that the grain corridor would stay open. "
           "“We will not close it,” he told reporters in Ankara. {} ships left Odesa in the morning.")
ARABIC = ("قال الرئيس التركي رجب طيب أردوغان في {} نوفمبر/تشرين الثاني 2022 إن ممر الحبوب سيبقى مفتوحا. "
          "وغادرت {} سفينة ميناء أوديسا في الصباح، بحسب وكالة الأناضول.")
ARTICLES = 70
ITEMS = ("articles", "mentions", "dates", "quotes", "sentences", "numbers")

# Functions of this file are no part of what travels.
cloudpickle.register_pickle_by_value(sys.modules[__name__])


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    """A folder of articles, and of files that can't be read."""
    folder = tmp_path_factory.mktemp("source")
    for number in range(ARTICLES):
        text = (ENGLISH if number % 2 else ARABIC).format(number % 28 + 1, number + 3)
        (folder / f"{number:03}.txt").write_text(text, encoding="utf-8")
    (folder / "broken.pdf").write_bytes(b"no pdf")
    return folder


@pytest.fixture(scope="module")
def local(source, tmp_path_factory):
    """What a run on this machine makes of it."""
    corpus = open_corpus(tmp_path_factory.mktemp("local") / "corpus", engine="")
    bulk.add(corpus, [source], "Grain", processes=0)
    return corpus


def readers_of(server):
    """The processes in which a server's tasks read."""
    children = [path.read_text().split() for path in Path(f"/proc/{server.pid}/task").glob("*/children")]
    return [int(pid) for pids in children for pid in pids]


def same_articles(one, other):
    for name in ITEMS:
        frames = [getattr(corpus, name)() for corpus in (one, other)]
        order = [column for column in ("article_id", "start") if column in frames[0]]
        first, second = (frame.sort_values(order, ignore_index=True).drop(columns="added", errors="ignore")
                         for frame in frames)
        assert first.equals(second), name
    assert one.articles().article_id.is_unique


def test_articles_read_on_the_cluster_are_as_those_read_here(sail, source, local, corpus_folder, monkeypatch, capsys):
    monkeypatch.setenv("MIRSAD_ENGINE", sail.address)
    assert main(["add", str(source), "--story", "Grain", "--processes", "1"]) == 1
    told = capsys.readouterr()
    assert f"{ARTICLES} added, 0 already there, 1 not read" in told.err and "broken.pdf" in told.out
    same_articles(open_corpus(), local)
    assert main(["add", str(source), "--story", "Grain"]) == 1
    assert f"0 added, {ARTICLES} already there" in capsys.readouterr().err


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="the readers are found in /proc")
def test_readers_that_are_killed_meanwhile_cost_no_article(sail, source, local, corpus_folder):
    killed = []

    def kill(report):
        if report.done and not killed:
            killed.extend(readers_of(sail))
            for pid in killed:
                os.kill(pid, signal.SIGKILL)

    corpus = open_corpus(corpus_folder, engine=sail.address)
    report = bulk.add(corpus, [source], "Grain", 1, progress=kill)
    assert killed and [failure.trouble.code for failure in report.failures] == ["broken_pdf"]
    same_articles(corpus, local)


def test_a_server_that_is_killed_meanwhile_ends_the_run_and_the_next_one_completes_it(
        source, local, corpus_folder, tmp_path, monkeypatch):
    monkeypatch.setattr(bulk, "BATCH", 16)
    monkeypatch.setattr(spread, "CHUNKS_PER_TASK", 1)
    server = Sail(tmp_path)
    server.start()
    try:
        corpus = open_corpus(corpus_folder, engine=server.address)
        with pytest.raises(CorpusError) as told:
            bulk.add(corpus, [source], "Grain", processes=1,
                     progress=lambda report: server.kill() if report.added else None)
        assert told.value.code == "engine_gone"
        server.start()
        there = len(corpus.articles()) - 2
        assert 0 < there < ARTICLES
        report = bulk.add(corpus, [source], "Grain", 1)
        assert (report.added, report.already) == (ARTICLES - there, there)
        same_articles(corpus, local)
    finally:
        server.kill()


def test_a_worker_of_spark_that_is_killed_meanwhile_costs_no_article(
        spark, source, local, corpus_folder, monkeypatch):
    monkeypatch.setattr(spread, "CHUNKS_PER_TASK", 1)
    corpus = open_corpus(corpus_folder, engine=spark.address)
    report = bulk.add(corpus, [source], "Grain",
                      progress=lambda report: spark.kill_worker() if report.done and len(spark.workers) == 2 else None)
    assert len(spark.workers) == 1 and [failure.trouble.code for failure in report.failures] == ["broken_pdf"]
    same_articles(corpus, local)


def halve(number, folder):
    if number == 3:
        os._exit(1)
    if number == 5:
        time.sleep(600)
    if number == 7 and not (folder / "was here").exists():
        (folder / "was here").touch()
        os.kill(os.getpid(), signal.SIGKILL)
    if number % 2:
        raise Unreadable("no_text")
    return number // 2


def halve_in(told):
    return halve(*told)


def test_an_item_that_kills_or_blocks_its_reader_is_named_and_the_others_are_done(sail, corpus_folder, tmp_path):
    engine = open_corpus(corpus_folder, engine=sail.address)._engine
    found = {number: outcome for (number, _), outcome in
             engine.outcomes(halve_in, [(number, tmp_path) for number in range(12)], chunk=1, seconds=3)}
    assert [found[number] for number in range(0, 12, 2)] == [0, 1, 2, 3, 4, 5]
    assert {number: found[number].code for number in (1, 3, 5, 7, 9, 11)} == {
        1: "no_text", 3: "worker_died", 5: "too_slow", 7: "no_text", 9: "no_text", 11: "no_text"}


def test_workers_that_lack_a_package_are_told_before_anything_is_read(source, corpus_folder, tmp_path, monkeypatch):
    (tmp_path / "simplemma.py").write_text("raise ModuleNotFoundError(\"No module named 'simplemma'\", "
                                           "name='simplemma')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    server = Sail(tmp_path)
    server.start()
    try:
        with pytest.raises(CorpusError) as told:
            bulk.add(open_corpus(corpus_folder, engine=server.address), [source], "Grain")
    finally:
        server.kill()
    assert (told.value.code, told.value.values) == ("engine_lacks", {"package": "simplemma"})


def test_what_travels_is_unpacked_once_and_made_good_where_something_is_missing(tmp_path, monkeypatch):
    monkeypatch.setattr(task.tempfile, "gettempdir", lambda: str(tmp_path))
    folder = task.unpacked(*spread.luggage())
    assert task.unpacked(*spread.luggage()) == folder
    os.unlink(Path(folder) / "components" / "reading" / "reader.py")
    other = task.unpacked(*spread.luggage())
    assert other != folder and (Path(other) / "components" / "reading" / "reader.py").exists()
    names = {path.relative_to(other).as_posix() for path in Path(other).rglob("*") if path.is_file()}
    assert "data/titles.csv" in names and not any("locale" in name or "/ui/" in name for name in names)


def test_a_folder_that_somebody_else_could_write_to_is_not_trusted(tmp_path, monkeypatch):
    monkeypatch.setattr(task.tempfile, "gettempdir", lambda: str(tmp_path))
    folder = task.unpacked(*spread.luggage())
    os.chmod(folder, 0o777)
    assert task.unpacked(*spread.luggage()) != folder
