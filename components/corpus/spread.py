"""Work spread over a cluster: what workers.outcomes does with processes here is done by tasks of a Spark.

Inside of a task each item is worked out in a process of its own, with limits (apart.py): one that kills or blocks it is
named, and its neighbours are done all the same. When a worker of the cluster is lost, Spark does its tasks again
elsewhere and hands over the answers of one attempt only.
"""
from __future__ import annotations

import hashlib
import io
import itertools
import os
import pickle
import threading
import zipfile
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from functools import cache
from pathlib import Path

import pandas as pd

from components.corpus import apart, seed, task, workers
from components.corpus.errors import CorpusError, Unreadable
from components.reading.models import Reading

# So many of the chunks that a process would get make a task, one to two seconds of work: starting a task takes a tenth
# of a second, and the archive is sent with each.
CHUNKS_PER_TASK = 4

# The frames that go to a task and come from it.
GIVEN, FOUND = "work", "place long, answer binary"

_ROOT = Path(__file__).resolve().parents[2]
# What a worker needs for parsing and reading.
_PARTS = ("components/__init__.py", "components/corpus", "components/reading", "components/text", "data")
_LEFT_OUT = {"__pycache__", "locale", "seed"}

# What answers a frame of work on the cluster: (task, frame, columns that come back) -> frame.
Ask = Callable[[Callable, pd.DataFrame, str], pd.DataFrame]


def outcomes(ask: Ask, function: Callable, items: Iterable, tasks: int = 2, chunk: int = workers.CHUNK,
             seconds: float = apart.SECONDS) -> Iterator[tuple]:
    """As workers.outcomes: (item, what function(item) gives, or Unreadable), as they are done.

    tasks: so many at once. seconds: an item that takes longer is given up.
    Raises CorpusError: engine_gone, engine_failed, engine_lacks, engine_differs.
    """
    job, checked = _Job(ask, function, seconds), False
    source = iter(items)
    parts = iter(lambda: list(itertools.islice(source, chunk * CHUNKS_PER_TASK)), [])
    running: dict[Future, list] = {}
    threads = ThreadPoolExecutor(max(1, tasks), "mirsad-spread")
    try:
        while True:
            for part in itertools.islice(parts, max(1, tasks) - len(running)):
                if not checked:
                    job.check()
                    checked = True
                running[threads.submit(job.done, part)] = part
            if not running:
                return
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                yield from zip(running.pop(future), future.result(), strict=True)
    finally:
        threads.shutdown(wait=False, cancel_futures=True)


class _Job:
    """A function sent to the cluster, with the code that it needs there."""

    def __init__(self, ask: Ask, function: Callable, seconds: float) -> None:
        self._ask, self._seconds = ask, seconds
        self._task = self._sent(function)

    def _sent(self, function: Callable) -> Callable:
        from pyspark import cloudpickle

        # The module itself travels, not its name.
        cloudpickle.register_pickle_by_value(task)
        return task.answering(*luggage(), cloudpickle.dumps(function), self._seconds)

    def check(self) -> None:
        """Raises CorpusError where the workers can't read, or not as this process does, before all is done in vain."""
        sample = [(draft.text, draft.language, draft.published) for draft in seed.drafts()]
        [told] = self._answers(self._sent(_read), [sample])
        if isinstance(told, Unreadable):
            raise CorpusError("engine_failed", reason=str(told))
        if isinstance(told, str):
            raise CorpusError("engine_lacks", package=told)
        if told != _read(sample):
            raise CorpusError("engine_differs")

    def done(self, items: list) -> list:
        """What becomes of each item."""
        try:
            return self._answers(self._task, items)
        except CorpusError as error:
            if error.code != "engine_failed":
                raise
        # Something among them took the workers along, as often as Spark tried it. One by one shows which.
        if len(items) > 1:
            return [outcome for item in items for outcome in self.done([item])]
        self.check()
        return [Unreadable("worker_died")]

    def _answers(self, sent: Callable, items: list) -> list:
        work = pickle.dumps([pickle.dumps(item) for item in items])
        found = self._ask(sent, pd.DataFrame({GIVEN: [work]}), FOUND)
        return [pickle.loads(answer) for answer in found.sort_values("place").answer]


def _read(sample: list[tuple]) -> list[Reading] | str:
    """The sample read, or the package that is missing for it."""
    try:
        from components.corpus import bulk  # noqa: F401
        from components.reading import read

        return [read(*told) for told in sample]
    except ImportError as error:
        return error.name or str(error)


@cache
def luggage() -> tuple[bytes, str]:
    """The parts of Mirsad that read, as an archive, and a mark that changes with its content."""
    found = [[_ROOT / part] if part.endswith(".py") else (_ROOT / part).rglob("*") for part in _PARTS]
    packed = io.BytesIO()
    content = hashlib.sha256()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(itertools.chain.from_iterable(found)):
            name = file.relative_to(_ROOT)
            if file.is_file() and not _LEFT_OUT.intersection(name.parts):
                data = file.read_bytes()
                archive.writestr(name.as_posix(), data)
                content.update(f"{name.as_posix()}\0{len(data)}\0".encode() + data)
    return packed.getvalue(), content.hexdigest()[:16]


# -- in a task ------------------------------------------------------------------------------------

# Where tasks are threads of one process (Sail), there may be more of them than processors.
_seats = threading.BoundedSemaphore(os.cpu_count() or 1)


def answers(function: bytes, work: bytes, seconds: float) -> Iterator[bytes]:
    """What becomes of each item, pickled as it came."""
    return (_answer(function, item, seconds) for item in pickle.loads(work))


def _answer(function: bytes, item: bytes, seconds: float) -> bytes:
    trouble = None
    # A process may also be ended from outside; what ends it twice is the item.
    for _ in range(2):
        try:
            [answer] = apart.run(_alone, function, item, seconds=seconds, seats=_seats)
            return answer
        except Unreadable as error:
            trouble = error
            if error.code != "worker_died":
                break
    return pickle.dumps(trouble)


def _alone(function: bytes, item: bytes) -> Iterator[bytes]:
    yield pickle.dumps(workers.outcome(pickle.loads(function), pickle.loads(item)))
