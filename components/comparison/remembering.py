"""Answers and what is made of them, kept until the corpus changes, within so many bytes.

Whoever asks what somebody else is just finding out waits for that answer. Of what has to be found out, little is worked
on at once: Python computes one thing at a time, and a page whose answers are all known must not stand behind ten that
are not.
"""

from __future__ import annotations

import functools
import inspect
import pickle
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import TypeVar
from weakref import WeakKeyDictionary

import pandas as pd

from components.comparison.scope import Scope
from components.corpus import Corpus

Answer = TypeVar("Answer")

# Of one corpus, by estimate. With 100 users on 25 stories of 40 articles the whole server came to 0.9 GB.
MOST_BYTES = 256 * 1024**2
# An object in memory is larger than written down, which is how it is weighed: lists, small dataclasses and figures two
# to four times, frames hardly.
BYTES_PER_WRITTEN = 2
# What can't be written down is taken for so large.
UNKNOWN_BYTES = 256 * 1024
# How many things are worked out at once, of all corpora.
WORKED_OUT_AT_ONCE = 2

_turns = threading.Semaphore(WORKED_OUT_AT_ONCE)
_mine = threading.local()


class Memory:
    """What was worked out, by key, the least lately used forgotten first. Threads may share it."""

    def __init__(self, most_bytes: int = MOST_BYTES, weigh: Callable[[object], int] | None = None) -> None:
        self.most_bytes, self.bytes = most_bytes, 0
        self._weigh = weigh or weight
        self._kept: OrderedDict[Hashable, tuple[object, int]] = OrderedDict()
        self._under_way: dict[Hashable, _UnderWay] = {}
        self._lock = threading.Lock()

    def recall(self, key: Hashable, work: Callable[[], Answer]) -> Answer:
        """What is kept under the key, else what `work` gives, which is then kept. What it raises is not."""
        with self._lock:
            if key in self._kept:
                return self._given(key)
            place = self._under_way.setdefault(key, _UnderWay())
            place.waiting += 1
        try:
            with place.reserved():
                with self._lock:
                    if key in self._kept:
                        return self._given(key)
                with _turn():
                    answer = work()
                    self._keep(key, answer)
                return _copied(answer)
        finally:
            with self._lock:
                place.waiting -= 1
                if not place.waiting:
                    self._under_way.pop(key, None)

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._kept.clear()
            self.bytes = 0

    def __len__(self) -> int:
        return len(self._kept)

    def __contains__(self, key: Hashable) -> bool:
        return key in self._kept

    def _given(self, key: Hashable):
        self._kept.move_to_end(key)
        return _copied(self._kept[key][0])

    def _keep(self, key: Hashable, answer: object) -> None:
        size = self._weigh(answer)
        if size > self.most_bytes:
            return
        with self._lock:
            self.bytes += size - self._kept.pop(key, (None, 0))[1]
            self._kept[key] = answer, size
            while self.bytes > self.most_bytes:
                self.bytes -= self._kept.popitem(last=False)[1][1]


class _UnderWay:
    """What somebody is working out; the others wait for it."""

    def __init__(self) -> None:
        self.waiting, self._lock = 0, threading.Lock()

    @contextmanager
    def reserved(self) -> Iterator[None]:
        # Who is at work on something that this is a part of does not wait, and works it out once more at worst: were
        # the other to wait for this one in turn, neither would go on.
        mine = self._lock.acquire(blocking=not _depth())
        try:
            yield
        finally:
            if mine:
                self._lock.release()


def _depth() -> int:
    return getattr(_mine, "depth", 0)


@contextmanager
def _turn() -> Iterator[None]:
    """One of the turns to work something out, which holds for all that it is made of."""
    _mine.depth = _depth() + 1
    if _mine.depth == 1:
        _turns.acquire()
    try:
        yield
    finally:
        if _mine.depth == 1:
            _turns.release()
        _mine.depth -= 1


def weight(answer: object) -> int:
    """About how many bytes it takes to keep this."""
    try:
        return BYTES_PER_WRITTEN * len(pickle.dumps(answer, pickle.HIGHEST_PROTOCOL))
    except Exception:
        return UNKNOWN_BYTES


def _copied(answer: Answer) -> Answer:
    """The answer so that nobody can spoil it for others: pandas copies what is written to, so a copy of a frame's
    surface is a copy of it.
    """
    if isinstance(answer, pd.DataFrame | pd.Series):
        return answer.copy(deep=False)
    if type(answer) is tuple:
        return tuple(map(_copied, answer))
    if type(answer) in (list, dict, set):
        return answer.copy()
    return answer


class _Known:
    """What is remembered of a corpus as it was at one moment."""

    def __init__(self) -> None:
        self.version, self.memory = "", Memory()


_known: WeakKeyDictionary[Corpus, _Known] = WeakKeyDictionary()
_lock = threading.Lock()


def recall(corpus: Corpus, key: Hashable, work: Callable[[], Answer]) -> Answer:
    """What `work` gave under this key since the corpus last changed, else what it gives now."""
    version = corpus.version
    with _lock:
        known = _known.setdefault(corpus, _Known())
        if known.version != version:
            known.version = version
            known.memory.clear()
        memory = known.memory
    # Whoever began before the change may keep what is of an earlier version: nobody asks for it under this one.
    return memory.recall((version, key), work)


def asked(corpus: Corpus, question: Callable[..., Answer], scope: Scope, *details: Hashable) -> Answer:
    """The answer of a function of comparison/ to the corpus, the scope and further details, remembered."""
    question = inspect.unwrap(question)
    key = (question.__module__, question.__qualname__, scope, details)
    return recall(corpus, key, lambda: question(corpus, scope, *details))


def remembered(question: Callable[[Corpus, Scope], Answer]) -> Callable[[Corpus, Scope], Answer]:
    """The question, its answers remembered whoever asks; for what other answers are made of."""

    @functools.wraps(question)
    def ask(corpus: Corpus, scope: Scope) -> Answer:
        return asked(corpus, question, scope)

    return ask


def forget(corpus: Corpus) -> None:
    """Let go of all answers about a corpus."""
    with _lock:
        _known.pop(corpus, None)
