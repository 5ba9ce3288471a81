"""The corpus of this server, and its answers kept until the corpus changes."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar

import streamlit as st

from components.comparison import remembering
from components.comparison.scope import Scope
from components.corpus import Corpus, open_corpus

Answer = TypeVar("Answer")


@st.cache_resource(show_spinner=False)
def corpus() -> Corpus:
    """The corpus that MIRSAD_CORPUS names, opened once per server."""
    return open_corpus()


def ask(question: Callable[..., Answer], scope: Scope, *details: Hashable) -> Answer:
    """The answer of a function of comparison/ to the corpus, the scope and further details.

    Answers are remembered for as long as the corpus has the same version, whoever asks.
    """
    return remembering.asked(corpus(), question, scope, *details)


def kept(work: Callable[[], Answer], *depends_on: Hashable) -> Answer:
    """What is worked out or drawn from answers, kept for as long as the corpus stays as it is.

    depends_on: first a name of the work, then everything else that its outcome hangs on: the scope, the language, what
    was chosen. The outcome is handed out as it is, so nobody may change it.
    """
    return remembering.recall(corpus(), depends_on, work)
