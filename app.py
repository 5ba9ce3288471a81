"""Mirsad's server: `streamlit run app.py` finds the app object here."""

import gc
import logging
from contextlib import asynccontextmanager

import streamlit as st
from starlette.middleware import Middleware

from components.corpus import open_corpus
from components.reading import read
from components.ui.headers import SecurityHeaders

log = logging.getLogger("mirsad")


@asynccontextmanager
async def lifespan(app):
    """Load the tables and open the corpus before the first visitor waits for them."""
    read("زار الرئيس موسكو أمس.")
    read("The president visited Moscow yesterday.")
    open_corpus().articles()
    # What lives as long as the process need never be looked at by the collector again (runner.postScriptGC is off).
    gc.collect()
    gc.freeze()
    log.info("ready")
    yield


app = st.App("components/router.py", lifespan=lifespan, middleware=[Middleware(SecurityHeaders)])
