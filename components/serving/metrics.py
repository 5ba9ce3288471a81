"""What Prometheus can ask at /metrics: requests, pages, errors, articles kept, how quickly they were read, what waits.

No metric has an article's words, a person's name or an address in it.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, Counter, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from components.corpus import Corpus, waiting

log = logging.getLogger("mirsad.metrics")

REQUESTS = Counter("mirsad_http_requests_total", "HTTP requests answered", ["method", "status"])
REQUEST_SECONDS = Histogram("mirsad_http_request_seconds", "Time until a request was answered")
PAGE_SECONDS = Histogram("mirsad_page_seconds", "Time that one run of a page took", ["page"])
PAGE_FAULTS = Counter("mirsad_page_faults_total", "Runs of a page that ended in a fault", ["page"])

_METHODS = {"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"}


class CountRequests:
    """ASGI middleware that counts and times every HTTP answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun, status = time.perf_counter(), ["none"]

        async def send_and_note(message: Message) -> None:
            if message["type"] == "http.response.start":
                status[0] = str(message["status"])
            await send(message)

        try:
            await self.app(scope, receive, send_and_note)
        finally:
            # A method that a visitor made up must not make a new series.
            method = scope["method"] if scope["method"] in _METHODS else "other"
            REQUESTS.labels(method, status[0]).inc()
            REQUEST_SECONDS.observe(time.perf_counter() - begun)


@contextmanager
def page_run(page: str) -> Iterator[None]:
    """Time a run of a page. Being stopped or run again is part of Streamlit's ways and counts as a run."""
    with PAGE_SECONDS.labels(page).time():
        yield


class CorpusMetrics:
    """What is asked of the corpus at the moment that Prometheus asks."""

    def __init__(self, corpus: Callable[[], Corpus]) -> None:
        self.corpus = corpus

    def collect(self) -> Iterator[Metric]:
        """The families, in Prometheus' own terms; of a corpus that does not answer, only that."""
        try:
            told, answers = list(_told(self.corpus())), 1
        except Exception:  # the other figures are needed most when this one fails
            log.exception("the corpus does not answer")
            told, answers = [], 0
        yield GaugeMetricFamily("mirsad_corpus_answers", "Whether the corpus answers (1) or not (0)", value=answers)
        yield from told


def _told(corpus: Corpus) -> Iterator[Metric]:
    """The families of a corpus that answers."""
    articles = corpus.table("articles")
    counted = corpus.execute(articles.group_by("language").agg(n=articles.count()))
    kept = GaugeMetricFamily("mirsad_articles", "Articles in the corpus", labels=["language"])
    for row in counted.itertuples():
        kept.add_metric([row.language], row.n)
    yield kept
    yield GaugeMetricFamily("mirsad_unusable_files", "Files in the corpus folder that could not be used",
                            value=len(corpus.problems))
    yield CounterMetricFamily("mirsad_articles_saved", "Articles that this server has saved",
                              value=corpus.saved_articles)
    yield CounterMetricFamily("mirsad_articles_read", "Articles that this server has read",
                              value=corpus.read_articles)
    yield CounterMetricFamily("mirsad_reading_seconds", "Time that this server has spent reading articles",
                              value=corpus.reading_seconds)
    intakes = waiting.intakes(corpus.folder)
    phases = GaugeMetricFamily("mirsad_intakes", "What came in and was not put away yet, by what is asked of it",
                               labels=["phase"])
    for phase in ("read", "look", "keep", "kept"):
        phases.add_metric([phase], sum(one.phase == phase for one in intakes))
    yield phases
    yield GaugeMetricFamily("mirsad_queue_articles", "Articles that are to be kept and are not yet",
                            value=sum(len(one.remaining()) for one in intakes))
    yield GaugeMetricFamily("mirsad_queue_sources", "Files, texts and addresses that are to be read and are not yet",
                            value=sum(len(one.unread()) for one in intakes))
    yield GaugeMetricFamily("mirsad_intake_faults", "What could not be read or kept, of intakes not put away yet",
                            value=sum(len(one.troubles) for one in intakes))


def watch(corpus: Callable[[], Corpus]) -> None:
    """Answer for the corpus that the function gives from now on."""
    for old in [c for c in list(REGISTRY._collector_to_names) if isinstance(c, CorpusMetrics)]:
        REGISTRY.unregister(old)
    REGISTRY.register(CorpusMetrics(corpus))


async def metrics(_: Request) -> Response:
    """The answer of /metrics."""
    return Response(await run_in_threadpool(generate_latest), headers={"content-type": CONTENT_TYPE_LATEST})
