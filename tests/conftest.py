"""Corpora to test with, each in a folder of its own."""
import pytest


@pytest.fixture
def corpus_folder(tmp_path, monkeypatch):
    """A folder for a new corpus, which MIRSAD_CORPUS names for the length of the test."""
    folder = tmp_path / "corpus"
    monkeypatch.setenv("MIRSAD_CORPUS", str(folder))
    return folder


@pytest.fixture
def corpus(corpus_folder):
    """A new corpus: the seed story stands in it."""
    from components.corpus import open_corpus

    return open_corpus(corpus_folder)


@pytest.fixture(scope="module")
def sail(tmp_path_factory):
    """A server that speaks Spark Connect and needs no Java."""
    from tests.sail import Sail

    server = Sail(tmp_path_factory.mktemp("sail"))
    server.start()
    yield server
    server.kill()


@pytest.fixture(scope="session")
def spark(tmp_path_factory):
    """A real Spark with two workers, where Java and the whole of pyspark are at hand."""
    from tests.spark import Spark, missing

    if reason := missing():
        pytest.skip(reason)
    cluster = Spark(tmp_path_factory.mktemp("spark"))
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.stop()
