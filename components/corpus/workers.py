"""Work spread over processes: an item that kills or blocks its process is named, the others are done all the same."""
from __future__ import annotations

import itertools
import multiprocessing
import multiprocessing.connection
import multiprocessing.context
import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, ProcessPoolExecutor, wait
from contextlib import suppress
from functools import cache

from components.corpus import apart
from components.corpus.errors import Unreadable

# A chunk takes about a second, so that handing it over costs little and progress is seen.
CHUNK = 32
# A chunk that takes this long is blocked by one of its items.
CHUNK_SECONDS = 300
# An item that takes this long by itself is the one.
ITEM_SECONDS = 75


def outcomes(function: Callable, items: Iterable, processes: int = 2, chunk: int = CHUNK) -> Iterator[tuple]:
    """(item, what function(item) gives) for every item, as they are done; Unreadable in place of what it raises.

    function: importable by its name, since each process loads it anew. processes: 0 does the work in this one.
    """
    if not processes:
        yield from ((item, outcome(function, item)) for item in items)
        return
    source = iter(items)
    chunks = iter(lambda: list(itertools.islice(source, chunk)), [])
    pool, running = _pool(processes), []
    try:
        while True:
            # Two chunks per process: one in work, one waiting.
            for ready in itertools.islice(chunks, max(0, 2 * processes - len(running))):
                running.append((ready, pool.submit(_each, function, ready), time.monotonic()))
            if not running:
                return
            wait([future for _, future, _ in running], timeout=1, return_when=FIRST_COMPLETED)
            suspects = []
            for job in [job for job in running if job[1].done()]:
                running.remove(job)
                try:
                    yield from zip(job[0], job[1].result(), strict=True)
                except BrokenExecutor:
                    suspects.append(job)
            blocked = [job for job in running if time.monotonic() - job[2] > CHUNK_SECONDS]
            if suspects or blocked:
                # A dead process takes the whole pool with it. One by one, each item shows whether it was the one.
                _stop(pool)
                alone = [item for job in (*suspects, *running) for item in job[0]]
                running = []
                yield from _one_by_one(function, alone)
                pool = _pool(processes)
    finally:
        _stop(pool)


def _one_by_one(function: Callable, items: list) -> Iterator[tuple]:
    pool = _pool(1)
    try:
        for item in items:
            try:
                yield item, pool.submit(_each, function, [item]).result(timeout=ITEM_SECONDS)[0]
                continue
            except BrokenExecutor:
                trouble = Unreadable("worker_died")
            except TimeoutError:
                trouble = Unreadable("too_slow", seconds=ITEM_SECONDS)
            _stop(pool)
            pool = _pool(1)
            yield item, trouble
    finally:
        _stop(pool)


def _each(function: Callable, items: list) -> list:
    return [outcome(function, item) for item in items]


def outcome(function: Callable, *items: object) -> object:
    """What the function gives; Unreadable in place of whatever it raises."""
    try:
        return function(*items)
    except Unreadable as trouble:
        return trouble
    except MemoryError:
        return Unreadable("too_much_memory")
    except Exception as error:  # one bad record must not end the run
        return Unreadable("parser_failed", kind=type(error).__name__)


def _pool(processes: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(processes, mp_context=_context(), initializer=_begin)


def _begin() -> None:
    apart.limit_memory()
    threading.Thread(target=_end_with_parent, name="mirsad-parent", daemon=True).start()


def _end_with_parent() -> None:
    """A process that was killed tells nobody: those that work for it would wait for more work for ever."""
    multiprocessing.connection.wait([multiprocessing.parent_process().sentinel])
    os._exit(1)


@cache
def _context() -> multiprocessing.context.BaseContext:
    """How processes are started: never by forking this one, whose threads (DuckDB's) may hold locks at that moment."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    # The server loads once what every process needs: they share it, and a dead one is replaced in no time.
    context.set_forkserver_preload(["components.corpus.bulk", "components.corpus.warm"])
    return context


def _stop(pool: ProcessPoolExecutor) -> None:
    for process in list((pool._processes or {}).values()):
        with suppress(OSError, ValueError):
            process.kill()
    pool.shutdown(wait=True, cancel_futures=True)
