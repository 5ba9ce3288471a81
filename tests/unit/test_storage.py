"""One corpus, wherever it lies: a folder, a store in memory, an S3 server. The same answers, whole or not at all."""
import datetime as dt
import socket
import uuid
from pathlib import Path

import fsspec
import pytest
from fsspec.implementations.memory import MemoryFileSystem

from components.corpus import Conflict, CorpusError, Draft, bulk, compaction, open_corpus, shelf, storage
from components.corpus.storage import Folder

SHIPS = "Ships left Odesa on Monday with grain for Egypt, the ministry said. Olena Hart counted {} of them."


class Failing(MemoryFileSystem):
    """A store in memory whose network can be cut: `fails` counts down the requests that still get through."""

    protocol = "failing"
    fails: int | None = None

    def _pass(self):
        if Failing.fails is not None:
            Failing.fails -= 1
            if Failing.fails < 0:
                # No OSError: clients of stores have exceptions of their own.
                raise RuntimeError("the network is gone")

    def ls(self, *told, **more):
        self._pass()
        return super().ls(*told, **more)

    def pipe_file(self, *told, **more):
        self._pass()
        return super().pipe_file(*told, **more)

    def get_file(self, *told, **more):
        self._pass()
        return super().get_file(*told, **more)


@pytest.fixture(scope="module")
def s3():
    """The address of an S3 server on this machine, with a bucket of its own."""
    pytest.importorskip("s3fs", reason="requirements-storage.txt is not installed")
    server = pytest.importorskip("moto.server", reason="moto is not installed")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    running = server.ThreadedMotoServer("127.0.0.1", port, verbose=False)
    running.start()
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (("AWS_ENDPOINT_URL", f"http://127.0.0.1:{port}"), ("AWS_ACCESS_KEY_ID", "test"),
                            ("AWS_SECRET_ACCESS_KEY", "test"), ("AWS_DEFAULT_REGION", "us-east-1")):
            patch.setenv(name, value)
        fsspec.filesystem("s3").mkdir("news")
        yield "s3://news"
    running.stop()


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """Lets the test be on this machine, or another: copies lie in a folder of their own then."""
    def on(name):
        monkeypatch.setenv("MIRSAD_COPIES", str(tmp_path / name))

    monkeypatch.setattr(storage, "NEWS_SECONDS", 0.0)
    monkeypatch.setattr(storage, "AWAY_SECONDS", 0.0)
    on("here")
    return on


@pytest.fixture(params=["folder", "memory", "s3"])
def address(request, tmp_path, machine):
    name = uuid.uuid4().hex
    if request.param == "folder":
        return str(tmp_path / name)
    return f"memory://{name}" if request.param == "memory" else f"{request.getfixturevalue('s3')}/{name}"


@pytest.fixture
def failing(machine, monkeypatch):
    fsspec.register_implementation("failing", Failing, clobber=True)
    monkeypatch.setattr(Failing, "fails", None)
    return f"failing://{uuid.uuid4().hex}"


def draft(number: int) -> Draft:
    return Draft(SHIPS.format(number), "en", title=f"No. {number}", story="Grain", published=dt.date(2024, 1, number))


def titles(corpus):
    return sorted(corpus.articles().query("story == 'Grain'").title)


def test_what_one_machine_keeps_another_sees_and_the_other_way_round(address, machine):
    here = open_corpus(address)
    saved = here.save([draft(1), draft(2)]).added
    machine("there")
    there = open_corpus(address)
    assert titles(there) == ["No. 1", "No. 2"] and len(there.articles()) == 4
    there.correct(saved[0], outlet="Grain Daily")
    deleted = there.delete([saved[1]])
    assert here.article(saved[0]).outlet == "Grain Daily" and titles(here) == ["No. 1"]
    here.undo(deleted)
    assert titles(there) == titles(here) == ["No. 1", "No. 2"] and there.version == here.version
    assert here.mentions().equals(there.mentions())


def test_of_two_machines_that_change_one_field_at_once_one_is_refused(address, machine, monkeypatch):
    here = open_corpus(address)
    [article] = here.save([draft(1)]).added
    machine("there")
    there, opened, create = open_corpus(address), here.moment, here._journal.place.create

    def in_the_same_instant(name, data):
        monkeypatch.setattr(here._journal.place, "create", create)
        there.correct(article, outlet="Grain Daily")
        create(name, data)

    monkeypatch.setattr(here._journal.place, "create", in_the_same_instant)
    with pytest.raises(Conflict):
        here.correct(article, since=opened, outlet="Mine")
    assert here.article(article).outlet == there.article(article).outlet == "Grain Daily"
    here.correct(article, since=here.moment, outlet="Mine")
    assert there.article(article).outlet == "Mine"


class Careless(MemoryFileSystem):
    """A store that takes the condition "only where there is none" and puts the object in the other's place."""

    protocol = "careless"

    def pipe_file(self, path, value, mode="overwrite", **more):
        return super().pipe_file(path, value, **more)


def test_in_a_store_that_overwrites_whatever_it_is_told_nothing_is_overwritten(machine):
    fsspec.register_implementation("careless", Careless, clobber=True)
    address = f"careless://{uuid.uuid4().hex}"
    here = open_corpus(address)
    [article] = here.save([draft(1)]).added
    here.correct(article, outlet="Grain Daily")
    machine("there")
    open_corpus(address).correct(article, author="B. Reporter")
    assert here.article(article).outlet == "Grain Daily" and here.article(article).author == "B. Reporter"
    assert not [name for name in here._storage.events.listing(".json") if name.startswith("turn-")]


def test_a_copy_of_a_turn_that_was_put_back_and_taken_again_is_not_mistaken_for_it(address):
    corpus = open_corpus(address)
    [article] = corpus.save([draft(1)]).added
    corpus.correct(article, outlet="Grain Daily")
    name = max(corpus._journal._names)
    events = corpus._storage.events
    other = events.read(name).replace(b"Grain Daily", b"Grain Weeks")
    events.remove(name)
    events.create(name, other)
    assert open_corpus(address).article(article).outlet == "Grain Weeks"


def test_merging_and_removing_merged_files_changes_no_answer(address, machine):
    here = open_corpus(address)
    for number in range(1, 4):
        here.save([draft(number)])
    machine("there")
    there, before = open_corpus(address), here.articles()
    here.compact()
    later = dt.datetime.now().timestamp() + compaction.GRACE_SECONDS + 1
    compaction.remove_sources(here._storage.articles, here._shelf.merged, now=later)
    assert len(here._storage.articles.listing(shelf.ENDING)) == 1
    assert there.articles().equals(before) and here.articles().equals(before) and not there.problems
    assert open_corpus(address).articles().equals(before)


def test_a_project_taken_from_one_kind_of_storage_opens_in_another(address, tmp_path):
    here = open_corpus(address)
    here.save([draft(1)])
    here.export_project(tmp_path / "all.zip")
    other = open_corpus(f"memory://{uuid.uuid4().hex}")
    other.open_project(tmp_path / "all.zip")
    assert other.articles().equals(here.articles()) and other.mentions().equals(here.mentions())


def test_files_are_taken_in_from_the_command_line_wherever_the_corpus_lies(address, tmp_path):
    (tmp_path / "in").mkdir()
    for number in range(5):
        (tmp_path / "in" / f"{number}.txt").write_text(SHIPS.format(number))
    corpus = open_corpus(address)
    assert bulk.add(corpus, [tmp_path / "in"], "Grain", processes=0).added == 5
    again = bulk.add(open_corpus(address), [tmp_path / "in"], "Grain", processes=0)
    assert (again.added, again.already) == (0, 5)


def test_a_save_that_is_cut_off_leaves_nothing_and_can_be_made_again(failing):
    corpus = open_corpus(failing)
    before, objects = corpus.version, set(Failing().find("/"))
    for through in range(20):
        Failing.fails = through
        try:
            saved = corpus.save([draft(1), draft(2)])
            break
        except CorpusError as error:
            assert error.code in ("not_saved", "storage_gone") and "the network is gone" in str(error.__cause__)
            Failing.fails = None
            assert corpus.version == before and not titles(corpus) and set(Failing().find("/")) == objects
    Failing.fails = None
    assert through and len(saved.added) == 2 and titles(corpus) == ["No. 1", "No. 2"]


def test_a_store_that_is_away_for_a_while_is_said_to_be_and_nothing_counts_as_damaged(failing, machine):
    here = open_corpus(failing)
    saved = here.save([draft(1)]).added
    machine("there")
    there = open_corpus(failing)
    here.correct(saved[0], outlet="Grain Daily")
    here.save([draft(2)])
    for through in range(20):
        # Listings come through, copies don't, and so on.
        Failing.fails = through
        try:
            there.articles()
            break
        except CorpusError as error:
            assert error.code == "storage_gone"
    Failing.fails = None
    assert through and titles(there) == ["No. 1", "No. 2"] and not there.problems
    assert there.article(saved[0]).outlet == "Grain Daily"


def test_a_store_that_is_away_is_not_asked_by_everybody(failing, monkeypatch):
    corpus = open_corpus(failing)
    monkeypatch.setattr(storage, "AWAY_SECONDS", 600.0)
    Failing.fails = 0
    for _ in range(3):
        with pytest.raises(CorpusError):
            corpus.articles()
    assert Failing.fails == -1, "it was asked once"
    Failing.fails = None
    monkeypatch.setattr(storage, "AWAY_SECONDS", 0.0)
    assert len(corpus.articles()) == 2


def test_a_copy_that_was_cut_off_is_made_again(failing, tmp_path):
    corpus = open_corpus(failing)
    corpus.save([draft(1)])
    corpus.articles()
    copies = [copy for copy in Path(tmp_path / "here").rglob("*.parquet") if copy.parent.name == "articles"]
    assert copies
    for copy in copies:
        copy.write_bytes(copy.read_bytes()[:100])
    assert titles(open_corpus(failing)) == ["No. 1"]


def test_copies_of_files_that_are_gone_are_removed_in_time(failing, machine, tmp_path, monkeypatch):
    corpus = open_corpus(failing)
    corpus.save([draft(1)])
    copies = Folder(corpus.folder / "articles")
    corpus.compact()
    compaction.remove_sources(corpus._storage.articles, corpus._shelf.merged, now=float("inf"))
    assert titles(corpus) == ["No. 1"] and len(copies.listing(shelf.ENDING)) == 3, "a question may still be about them"
    monkeypatch.setattr(storage.files, "ABANDONED_SECONDS", -1)
    assert corpus.version and len(copies.listing(shelf.ENDING)) == 1


@pytest.mark.parametrize(("wrong", "code"), [("nosuch://x", "storage_address"), ("file:///dev/null", "not_a_folder")])
def test_an_address_that_can_not_be_used_is_refused_in_a_sentence(wrong, code):
    with pytest.raises(CorpusError) as error:
        open_corpus(wrong)
    assert error.value.code == code


def test_a_bucket_that_is_not_there_is_told(s3, machine):
    with pytest.raises(CorpusError) as error:
        open_corpus("s3://no-such-bucket-here/x")
    assert error.value.code in ("not_saved", "storage_gone")
