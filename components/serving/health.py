"""Whether this server can do its work: for load balancers and containers."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from components.corpus import Corpus, CorpusError

log = logging.getLogger("mirsad.health")


def state(corpus: Callable[[], Corpus]) -> tuple[int, dict[str, object]]:
    """The HTTP status and what to say: 200 where the corpus answers, 503 where it does not. No path, no name."""
    try:
        asked = corpus()
        articles = int(asked.execute(asked.table("articles").count()))
        return 200, {"status": "ok", "articles": articles, "unusable_files": len(asked.problems)}
    except CorpusError as error:
        log.warning("the corpus does not answer: %s", error)
        return 503, {"status": "failing", "fault": error.code}
    except Exception as error:  # whatever it is, the answer is that it does not work
        log.exception("the corpus does not answer")
        return 503, {"status": "failing", "fault": type(error).__name__}


def healthz(corpus: Callable[[], Corpus]) -> Callable[[Request], Awaitable[Response]]:
    """What answers /healthz about the corpus that the function gives."""

    async def answer(_: Request) -> Response:
        status, told = await run_in_threadpool(state, corpus)
        return JSONResponse(told, status, headers={"cache-control": "no-store"})

    return answer
