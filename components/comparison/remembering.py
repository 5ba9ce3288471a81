"""Answers that other answers are made of, kept until the corpus changes."""

from __future__ import annotations

import functools
import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import TypeVar
from weakref import WeakKeyDictionary

import pandas as pd

from components.comparison.scope import Scope
from components.corpus import Corpus

Answer = TypeVar("Answer")

# A page asks half a dozen such questions of one scope; a few people look at scopes of their own.
MOST_ANSWERS = 32

_kept: WeakKeyDictionary[Corpus, OrderedDict] = WeakKeyDictionary()
_lock = threading.Lock()


def remembered(question: Callable[[Corpus, Scope], Answer]) -> Callable[[Corpus, Scope], Answer]:
    """The question with a memory of its latest answers; a frame is given out as a copy, so nobody can spoil it."""

    @functools.wraps(question)
    def ask(corpus: Corpus, scope: Scope) -> Answer:
        key = (question.__module__, question.__qualname__, corpus.version, scope)
        with _lock:
            answers = _kept.setdefault(corpus, OrderedDict())
            if key in answers:
                answers.move_to_end(key)
                return _given(answers[key])
        answer = question(corpus, scope)
        with _lock:
            answers[key] = answer
            while len(answers) > MOST_ANSWERS:
                answers.popitem(last=False)
        return _given(answer)

    return ask


def forget(corpus: Corpus) -> None:
    """Let go of all answers about a corpus."""
    with _lock:
        _kept.pop(corpus, None)


def _given(answer: Answer) -> Answer:
    # pandas copies what is written to, so a copy of the surface is a copy.
    return answer.copy(deep=False) if isinstance(answer, pd.DataFrame) else answer
