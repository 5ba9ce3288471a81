"""The corpus of this server, and its answers kept until the corpus changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import streamlit as st

from components.comparison.scope import Scope
from components.corpus import Corpus, open_corpus

Answer = TypeVar("Answer")


@st.cache_resource(show_spinner=False)
def corpus() -> Corpus:
    """The corpus that MIRSAD_CORPUS names, opened once per server."""
    return open_corpus()


def ask(question: Callable[..., Answer], scope: Scope, *details: object) -> Answer:
    """The answer of a function of comparison/ to the corpus, the scope and further hashable details.

    Answers are remembered for as long as the corpus has the same version, whoever asks.
    """
    name = f"{question.__module__}.{question.__qualname__}"
    return _answer(question, name, corpus().version, repr(scope), repr(details), _scope=scope, _details=details)


@st.cache_data(show_spinner=False, max_entries=300)
def _answer(_question, name: str, version: str, scope: str, details: str, *, _scope: Scope, _details: tuple):
    return _question(corpus(), _scope, *_details)


def kept(work: Callable[[], Answer], *depends_on: object) -> Answer:
    """What is worked out or drawn from answers, kept for as long as the corpus stays as it is.

    depends_on: first a name of the work, then everything else that its outcome hangs on: the scope, the language, what
    was chosen. The outcome is handed out as it is, so nobody may change it.
    """
    return _kept(work, corpus().version, repr(depends_on))


@st.cache_resource(show_spinner=False, max_entries=300)
def _kept(_work, version: str, depends_on: str):
    return _work()
