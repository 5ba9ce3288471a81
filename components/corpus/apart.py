"""Files from strangers are parsed in processes of their own.

A file that never ends, or wants all the memory there is, is given up with its reason, and nothing else is disturbed.
The processes are kept for the next files. They are started as a program and not by `multiprocessing`, which would run
the page script of a Streamlit app once more in them. Where none can be started, files are parsed in this process.
"""
from __future__ import annotations

import contextlib
import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from components.corpus.errors import Unreadable

# A person waits for the answer. A long PDF gives up by itself before this and says so; whatever else gives nothing for
# so long is stuck.
SECONDS = 75.0
# An archive of fifty thousand articles answers all the while; after this it is given up as well.
SECONDS_IN_ALL = 1_800.0
# What parsing may take beyond the imports: 75 times the largest page, since a tree of small elements is that much
# larger than its source.
MEMORY_BYTES = 1_500_000_000
# Starting takes the imports, some seconds; on a machine too busy for it in a minute, the file is parsed in this one.
START_SECONDS = 60.0
# How many files are parsed at once, whoever uploads them: one that takes its whole time holds up nobody but its owner.
PROCESSES = 2

_ROOT = Path(__file__).parents[2]
_END = "end"


def run(function: Callable[..., Iterator], *arguments: object, seconds_in_all: float | None = SECONDS_IN_ALL,
        seconds: float | None = None, seats: threading.Semaphore | None = None) -> Iterator:
    """What a generator function yields, worked out in another process.

    function: one that can be imported by its name; arguments and answers must be ones that pickle can carry.
    seconds_in_all: after which it is given up; None: as long as it goes on to answer.
    seconds: without any answer, after which it is given up; None: SECONDS.
    seats: of which one is taken meanwhile, where it is not PROCESSES that limits how many run at once.
    Raises Unreadable: what the function raises, too_slow, too_much_memory, worker_died.
    """
    with seats or _seats:
        worker = _free()
        if worker is None:
            yield from function(*arguments)
            return
        sound = False
        try:
            yield from worker.answers(function, arguments, SECONDS if seconds is None else seconds, seconds_in_all)
            sound = True
        except Unreadable as trouble:
            sound = not worker.lost
            raise trouble
        finally:
            # Whoever stops listening halfway leaves a process that still talks: it is of no further use.
            if sound:
                with _lock:
                    _kept.append(worker)
            else:
                worker.stop()


class _Worker:
    """The other process, and a thread that waits for its answers."""

    def __init__(self) -> None:
        environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(_ROOT), os.environ.get("PYTHONPATH", "")])}
        self._process = subprocess.Popen([sys.executable, "-m", __name__], stdin=subprocess.PIPE, env=environment,
                                         stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=_ROOT)
        # Few wait here at a time: a process that finds faster than it is listened to has to wait, not to be stored.
        self._told: queue.Queue = queue.Queue(maxsize=64)
        self._stopped = threading.Event()
        self.lost = False
        threading.Thread(target=self._listen, name="mirsad-parsing", daemon=True).start()

    def _listen(self) -> None:
        # Whatever ends the process, something is put last, so that nobody waits in vain.
        with contextlib.suppress(EOFError, OSError, ValueError, pickle.UnpicklingError):
            while not self._stopped.is_set():
                self._put(pickle.load(self._process.stdout))
        self._put(None)

    def _put(self, item: object) -> None:
        while not self._stopped.is_set():
            with contextlib.suppress(queue.Full):
                return self._told.put(item, timeout=1)

    def lives(self) -> bool:
        """Whether it has not ended."""
        return self._process.poll() is None

    def ready(self) -> bool:
        """Whether it has started."""
        with contextlib.suppress(queue.Empty):
            return self._told.get(timeout=START_SECONDS) is not None
        return False

    def answers(self, function: Callable, arguments: tuple, seconds: float,
                seconds_in_all: float | None) -> Iterator:
        """Raises Unreadable; `lost` is true then where the process is of no further use."""
        self.lost, began = True, time.monotonic()
        try:
            pickle.dump((function, arguments, seconds), self._process.stdin)
            self._process.stdin.flush()
        except OSError:
            raise Unreadable("worker_died") from None
        while True:
            try:
                answer = self._told.get(timeout=seconds)
            except queue.Empty:
                raise Unreadable("too_slow", seconds=round(seconds)) from None
            if answer is None:
                raise Unreadable("worker_died")
            kind, value = answer
            if kind == _END:
                self.lost = False
                if value is not None:
                    raise value
                return
            yield from value
            if seconds_in_all is not None and time.monotonic() - began > seconds_in_all:
                raise Unreadable("too_slow", seconds=round(seconds_in_all))

    def stop(self) -> None:
        self._stopped.set()
        with contextlib.suppress(OSError):
            self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError, ValueError):
                pipe.close()


_seats = threading.BoundedSemaphore(PROCESSES)
_lock = threading.Lock()
_kept: list[_Worker] = []


def _free() -> _Worker | None:
    """A process that waits for work, a new one where none does; None where none can be started."""
    with _lock:
        while _kept:
            worker = _kept.pop()
            if worker.lives():
                return worker
            # Ended while it had nothing to do; that is no fault of the next file.
            worker.stop()
    try:
        worker = _Worker()
    except OSError:
        return None
    if worker.ready():
        return worker
    worker.stop()
    return None


# Found articles are handed over by so many, or as many as there are after a second.
_TOGETHER, _TOGETHER_SECONDS = 50, 1.0


def _serve(questions: BinaryIO, answers: BinaryIO) -> None:
    """Work out what is asked for until nobody asks any more."""
    limit_memory()
    _say(answers, "ready")
    while True:
        try:
            function, arguments, seconds = pickle.load(questions)
        except EOFError:
            return
        trouble = None
        try:
            for found in _in_batches(function(*arguments), seconds):
                _say(answers, ("some", found))
        except Unreadable as error:
            trouble = error
        except MemoryError:
            trouble = Unreadable("too_much_memory")
        except Exception as error:  # whoever asked is told; this process goes on
            trouble = Unreadable("parser_failed", kind=type(error).__name__)
        _say(answers, (_END, trouble))


def _in_batches(found: Iterator, seconds: float) -> Iterator[list]:
    batch, since = [], time.monotonic()
    _alarm(seconds)
    for item in found:
        batch.append(item)
        if len(batch) >= _TOGETHER or time.monotonic() - since > _TOGETHER_SECONDS:
            yield batch
            batch, since = [], time.monotonic()
            _alarm(seconds)
    if batch:
        yield batch


def _alarm(seconds: float) -> None:
    # Should the one who asked be gone, nobody else would end a file that never does.
    if hasattr(signal, "alarm"):
        signal.alarm(round(seconds) + 10)


def _say(answers: BinaryIO, what: object) -> None:
    if hasattr(signal, "alarm"):
        # Whoever asked may take time over what was said; the pipe holds this process until then.
        signal.alarm(0)
    pickle.dump(what, answers)
    answers.flush()


def limit_memory() -> None:
    """Let this process have so much memory beyond what it has now, and no more (where the system can do that)."""
    try:
        import resource

        pages = int(Path("/proc/self/statm").read_text().split()[0])
        most = pages * resource.getpagesize() + MEMORY_BYTES
        resource.setrlimit(resource.RLIMIT_AS, (most, resource.getrlimit(resource.RLIMIT_AS)[1]))
    except (ImportError, OSError, ValueError):
        # Elsewhere than on Linux the deadline is all there is.
        return


if __name__ == "__main__":
    # What every file needs is loaded before the limit is set and the first one comes.
    from components.corpus import ingest, parsers  # noqa: F401
    from components.reading import boilerplate, dates  # noqa: F401
    from components.text import language  # noqa: F401

    output = os.fdopen(os.dup(1), "wb")
    # What a library prints must not get among the answers.
    os.dup2(2, 1)
    _serve(sys.stdin.buffer, output)
