"""Articles read in other processes: laid out there as they would be here, and none lost with a process."""
import contextlib
import multiprocessing
import multiprocessing.forkserver
import os
import signal
import time
from pathlib import Path

import pytest

from components.corpus import Draft, Parsed, bulk, readied
from components.corpus.schema import reading_of
from components.corpus.workers import outcomes
from components.reading import read
from components.reading.name_changes import variant

SHIPS = "Ships left Odesa on Monday morning with grain for Egypt, the ministry said. “We are glad,” said Olena Hart {}."
FRENCH = "Le ministre a déclaré mardi que les navires quitteraient le port dans la matinée, selon les autorités."


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(120):
        (folder / f"{number}.txt").write_text(SHIPS.format(number))
    return folder


def test_what_can_not_be_read_keeps_nothing_else_from_being_laid_out():
    done = readied.readied(readied.Asked((Parsed(SHIPS.format(1)), Parsed(FRENCH), Draft(SHIPS.format(2), "en"))))
    rows = done.table.to_pylist()
    assert [(place, trouble.code) for place, trouble in done.troubles] == [(1, "third_language")]
    assert [reading_of(row) for row in rows] == [read(SHIPS.format(n), "en") for n in (1, 2)]


def test_rows_laid_out_elsewhere_are_kept_like_drafts(corpus):
    drafts = [Draft(SHIPS.format(n), "en", title=f"No. {n}", story="Grain") for n in range(3)]
    assert corpus.save(drafts[:1]).added
    laid_out = readied.readied(readied.Asked((*drafts, drafts[2]))).table
    saved = corpus.keep(laid_out, corpus.names.forms)
    assert len(saved.added) == 2 and len(saved.already) == 1 and not corpus.keep(laid_out, corpus.names.forms).added
    frame = corpus.articles().query("story == 'Grain'")
    assert sorted(frame.title) == ["No. 0", "No. 1", "No. 2"] and frame.added.notna().all()
    corpus.undo(saved.event)
    assert len(corpus.articles().query("story == 'Grain'")) == 1


def test_names_decided_before_and_meanwhile_are_in_what_is_laid_out_elsewhere(corpus):
    def hers(mentions):
        return {surface for surface, entity in mentions if entity == "person/olena-hart"}

    text = SHIPS.format("as the Dockmaster, or the Grainlady")
    known = {"person/olena-hart": ("person", "Olena Hart", "")}
    corpus.decide_names([variant("person/olena-hart", "en", "Dockmaster")], known)
    before = corpus.names
    laid_out = readied.readied(readied.Asked((Draft(text, "en"),), readied.told(before.payloads))).table
    found = [(m["surface"], m["entity_id"]) for m in laid_out["mentions"].to_pylist()[0]]
    assert hers(found) == {"Olena Hart", "Dockmaster"}
    corpus.decide_names([variant("person/olena-hart", "en", "Grainlady")])
    saved = corpus.keep(laid_out, before.forms)
    found = [(m.surface, m.entity_id) for m in corpus.reading(saved.added[0]).mentions]
    assert hers(found) == {"Olena Hart", "Dockmaster", "Grainlady"}


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="processes are found under /proc")
def test_killing_the_processes_that_read_loses_no_article(corpus, folder):
    killed = []

    def kill(report):
        server = multiprocessing.forkserver._forkserver._forkserver_pid
        if not killed and server:
            killed.extend(Path(f"/proc/{server}/task/{server}/children").read_text().split())
            for process in killed:
                os.kill(int(process), signal.SIGKILL)

    report = bulk.add(corpus, [folder], "Grain", processes=1, progress=kill)
    assert killed and report.added == 120 and not report.failures
    assert corpus.articles().article_id.is_unique and len(corpus.articles()) == 122


def wait_for_ever(folder):
    (folder / str(os.getpid())).touch()
    time.sleep(600)


def take_in(folder):
    list(outcomes(wait_for_ever, [folder], processes=1))


def is_running(process):
    with contextlib.suppress(OSError):
        return ") Z " not in Path(f"/proc/{process}/stat").read_text()
    return False


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="processes are found under /proc")
def test_processes_that_read_end_with_the_one_that_was_killed(tmp_path):
    parent = multiprocessing.get_context("spawn").Process(target=take_in, args=(tmp_path,))
    parent.start()
    deadline = time.monotonic() + 60
    while not (at_work := [file.name for file in tmp_path.iterdir()]) and time.monotonic() < deadline:
        time.sleep(0.05)
    parent.kill()
    parent.join()
    assert at_work
    while is_running(at_work[0]) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not is_running(at_work[0])


def test_a_file_named_beside_its_folder_is_taken_once_and_hidden_ones_never(folder):
    (folder / ".hidden").mkdir()
    (folder / ".hidden" / "a.txt").write_text("a")
    (folder / "z").mkdir()
    (folder / "z" / "b.txt").write_text("b")
    found = list(bulk.files_in([folder / "z" / "b.txt", folder, str(folder), folder / "nowhere.txt"]))
    assert found[:-1] == sorted(folder.glob("*.txt")) + [folder / "z" / "b.txt"]
    assert found[-1] == folder / "nowhere.txt", "what was named and is not there is told"
