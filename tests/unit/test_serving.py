"""What stands around the pages: health, metrics, logs."""
import json
import logging

from prometheus_client import generate_latest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route
from starlette.testclient import TestClient
from streamlit.web.server.server_util import is_url_from_allowed_origins

from components.corpus import Draft, waiting
from components.serving import alone
from components.serving.headers import SecurityHeaders
from components.serving.health import healthz
from components.serving.logs import AsJson
from components.serving.metrics import CountRequests, metrics, watch


def client(corpus):
    return TestClient(Starlette(
        routes=[Route("/healthz", healthz(corpus)), Route("/metrics", metrics)],
        middleware=[Middleware(CountRequests), Middleware(SecurityHeaders)]))


def test_a_sound_corpus_is_healthy(corpus):
    answer = client(lambda: corpus).get("/healthz")
    assert answer.status_code == 200 and answer.json() == {"status": "ok", "articles": 2, "unusable_files": 0}
    assert answer.headers["x-frame-options"] == "DENY"


def test_a_corpus_that_does_not_answer_is_told_without_its_place():
    def broken():
        raise OSError("/secret/place is gone")

    answer = client(broken).get("/healthz")
    assert answer.status_code == 503 and answer.json() == {"status": "failing", "fault": "OSError"}


def test_metrics_count_articles_requests_and_reading(corpus):
    watch(lambda: corpus)
    asked = client(lambda: corpus)
    asked.get("/healthz"), asked.get("/nowhere"), asked.request("MADEUP", "/healthz")
    corpus.save([Draft(text="Kim has left Pyongyang by train for Russia.", language="en")])
    told = asked.get("/metrics").text
    assert 'mirsad_articles{language="ar"} 1.0' in told and 'mirsad_articles{language="en"} 2.0' in told
    assert 'mirsad_http_requests_total{method="GET",status="404"}' in told and "MADEUP" not in told
    assert "mirsad_articles_saved_total 3.0" in told and "mirsad_reading_seconds_total" in told
    assert "Pyongyang" not in told


def test_metrics_tell_what_waits_and_outlast_a_corpus_that_fails(corpus):
    def answers():
        if broken:
            raise OSError("/secret/place is gone")
        return corpus

    broken = []
    watch(answers)
    intake = waiting.make(corpus.folder, [("a.txt", "file", b"text"), ("b.txt", "file", b"text")])
    intake.begin("read")
    told = generate_latest().decode()
    assert 'mirsad_intakes{phase="read"} 1.0' in told and "mirsad_queue_sources 2.0" in told
    assert "mirsad_queue_articles 0.0" in told and "mirsad_corpus_answers 1.0" in told
    broken.append(True)
    told = generate_latest().decode()
    assert "mirsad_corpus_answers 0.0" in told and "mirsad_http_requests_total" in told and "secret" not in told


def test_watching_another_corpus_ends_the_watch_on_the_first(corpus, tmp_path):
    watch(lambda: corpus), watch(lambda: corpus)
    assert generate_latest().decode().count('mirsad_articles{language="ar"}') == 1


def test_a_page_of_another_site_is_refused_without_asking_anybody_for_this_machines_address(monkeypatch):
    asked = []
    monkeypatch.setattr("requests.get", lambda address, **_: asked.append(address))
    alone.ask_nobody()
    assert not is_url_from_allowed_origins("https://elsewhere.example")
    assert is_url_from_allowed_origins("http://localhost:8501") and not asked


def test_a_log_line_is_json_and_keeps_an_articles_words_to_itself():
    try:
        raise ValueError("the whole text of an article")
    except ValueError as error:
        record = logging.LogRecord("mirsad", logging.ERROR, "here.py", 1, "page %s", ("ledger",),
                                   (type(error), error, error.__traceback__))
    told = json.loads(AsJson().format(record))
    assert told["event"] == "page ledger" and told["fault"] == "ValueError" and told["level"] == "error"
    assert "whole text" not in json.dumps(told)
