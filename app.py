"""Mirsad's server: `streamlit run app.py` finds the app object here."""

import gc
import logging
from contextlib import asynccontextmanager

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Route

from components.reading import read
from components.serving import alone, logs
from components.serving.headers import SecurityHeaders
from components.serving.health import healthz
from components.serving.metrics import CountRequests, metrics, watch
from components.ui.ahead import first_questions
from components.ui.asking import corpus

log = logging.getLogger("mirsad")
alone.ask_nobody()


@asynccontextmanager
async def lifespan(app):
    """Load the tables and open the corpus before the first visitor waits for them."""
    logs.set_up()
    read("زار الرئيس موسكو أمس.")
    read("The president visited Moscow yesterday.")
    watch(corpus)
    try:
        first_questions(corpus())
    except Exception as error:
        # An engine or a disk that comes back later than this server is asked again by the first page, which says what
        # is the matter until then.
        log.warning("the corpus does not answer yet: %s", type(error).__name__)
    # What lives as long as the process need never be looked at by the collector again (runner.postScriptGC is off).
    gc.collect()
    gc.freeze()
    log.info("ready")
    yield


app = st.App(
    "components/router.py",
    lifespan=lifespan,
    routes=[Route("/healthz", healthz(corpus)), Route("/metrics", metrics)],
    middleware=[Middleware(CountRequests), Middleware(SecurityHeaders)],
)
