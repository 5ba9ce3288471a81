"""An engine that is gone is told of in a sentence, and asked again when it is back."""
import pytest
from prometheus_client.core import CollectorRegistry
from prometheus_client.exposition import generate_latest
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from components.corpus import CorpusError, Draft, open_corpus
from components.serving.health import healthz
from components.serving.metrics import CorpusMetrics
from tests.sail import Sail


@pytest.fixture
def sail(tmp_path):
    server = Sail(tmp_path)
    yield server
    server.kill()


def health(corpus):
    answer = TestClient(Starlette(routes=[Route("/healthz", healthz(lambda: corpus))])).get("/healthz")
    return answer.status_code, answer.json()


def test_an_engine_that_goes_and_comes_back_is_asked_again(corpus_folder, sail):
    corpus = open_corpus(corpus_folder, engine=sail.address)
    for time in ("before it was ever there", "after it was killed"):
        with pytest.raises(CorpusError) as told:
            corpus.mentions()
        assert (told.value.code, told.value.values) == ("engine_gone", {"address": sail.address})
        assert health(corpus) == (503, {"status": "failing", "fault": "engine_gone"})
        sail.start()
        assert len(corpus.mentions()) == len(open_corpus(corpus_folder, engine="").mentions())
        assert health(corpus)[0] == 200
        sail.kill()
        # What is kept does not pass through the engine.
        assert corpus.save([Draft(text=f"The minister spoke {time}.", language="en")]).added


def test_a_server_that_was_started_anew_is_told_of_the_corpus_again(corpus_folder, sail):
    sail.start()
    corpus = open_corpus(corpus_folder, engine=sail.address)
    before = corpus.articles()
    sail.kill()
    sail.start()
    assert corpus.articles().equals(before)


def test_metrics_say_whether_the_corpus_answers(corpus_folder, sail):
    registry = CollectorRegistry()
    corpus = open_corpus(corpus_folder, engine=sail.address)
    registry.register(CorpusMetrics(lambda: corpus))
    assert b"mirsad_corpus_answers 0.0" in generate_latest(registry)
    sail.start()
    told = generate_latest(registry)
    assert b"mirsad_corpus_answers 1.0" in told and b'mirsad_articles{language="ar"} 1.0' in told


@pytest.mark.parametrize("address", ["spark://host:7077", "sc:/host", "host:15002", "sc://"])
def test_an_address_that_is_none_is_told(corpus_folder, address):
    with pytest.raises(CorpusError) as told:
        open_corpus(corpus_folder, engine=address)
    assert told.value.code == "engine_address"


def test_what_stands_behind_the_address_is_not_told(corpus_folder):
    corpus = open_corpus(corpus_folder, engine="sc://127.0.0.1:1/;token=secret")
    with pytest.raises(CorpusError) as told:
        corpus.articles()
    assert told.value.values == {"address": "sc://127.0.0.1:1"}
