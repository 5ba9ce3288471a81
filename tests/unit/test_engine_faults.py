"""An engine that is gone is told of in a sentence, and asked again when it is back."""
import os
import signal
import socket

import pytest
from prometheus_client.core import CollectorRegistry
from prometheus_client.exposition import generate_latest
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from components.corpus import CorpusError, Draft, open_corpus, spark
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


def test_an_engine_that_takes_the_connection_and_never_answers_is_gone(corpus_folder, monkeypatch):
    monkeypatch.setattr(spark, "SIGN_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        corpus = open_corpus(corpus_folder, engine=f"sc://127.0.0.1:{silent.getsockname()[1]}")
        for _ in range(3):
            with pytest.raises(CorpusError) as told:
                corpus.mentions()
            assert told.value.code == "engine_gone"
        assert corpus.save([Draft(text="The minister spoke in Cairo.", language="en")]).added


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="there is no SIGSTOP on Windows")
def test_an_engine_that_falls_silent_is_gone_and_asked_again_when_it_goes_on(corpus_folder, sail, monkeypatch):
    monkeypatch.setattr(spark, "PATIENCE_SECONDS", 0.2)
    monkeypatch.setattr(spark, "AWAY_SECONDS", 0.0)
    sail.start()
    corpus = open_corpus(corpus_folder, engine=sail.address)
    before = corpus.articles()
    os.kill(sail.pid, signal.SIGSTOP)
    with monkeypatch.context() as patch, pytest.raises(CorpusError) as told:
        patch.setattr(spark, "SIGN_SECONDS", 0.5)
        corpus.articles()
    assert told.value.code == "engine_gone"
    os.kill(sail.pid, signal.SIGCONT)
    assert corpus.articles().equals(before)


def test_a_question_keeps_to_what_was_defined_when_it_began(corpus_folder, sail):
    sail.start()
    corpus = open_corpus(corpus_folder, engine=sail.address)
    assert len(corpus.articles()) == 2
    session = corpus._engine._session
    begun = session.over_views(corpus.table("articles").count())
    corpus.save([Draft(text="The minister spoke in Cairo.", language="en")])
    assert len(corpus.articles()) == 3
    assert session.backend.execute(begun) == 2 and corpus.execute(corpus.table("articles").count()) == 3


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
