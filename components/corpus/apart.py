"""Pages, PDF and Word files from strangers are parsed in a process of their own.

One that never ends, or wants all the memory there is, is given up with its reason, and nothing else is disturbed. The
process is kept for the next file. It is started as a program and not by `multiprocessing`, which would run the page
script of a Streamlit app once more in it. Where no process can be started, files are parsed in this one.
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
from pathlib import Path
from typing import BinaryIO

from components.corpus import parsers
from components.corpus.errors import Unreadable
from components.corpus.models import Parsed

# Tables, JSON and plain text are read in one pass over their bytes; these go through libraries with lives of their own.
RISKY = ("pdf", "docx", "html")
# A person waits for the answer. A long PDF gives up by itself before this and says so; whatever else is late is stuck.
SECONDS = 75.0
# What parsing may take beyond the imports: 75 times the largest page, since a tree of small elements is that much
# larger than its source.
MEMORY_BYTES = 1_500_000_000
# Starting takes the imports, some seconds; on a machine too busy for it in a minute, the file is parsed in this one.
START_SECONDS = 60.0

_ROOT = Path(__file__).parents[2]


def parse(name: str, data: bytes, rejected: parsers.Rejected | None = None) -> list[Parsed]:
    """As parsers.parse, in another process where the file is of a risky kind. Raises Unreadable (also too_slow)."""
    if parsers.kind_of(name, data) not in RISKY:
        return parsers.parse(name, data, rejected)
    with _lock:
        answer = _ask(name, data)
    if answer is None:
        return parsers.parse(name, data, rejected)
    found, troubles = answer
    for place, trouble in troubles:
        if rejected is None or not place:
            raise trouble
        rejected(place, trouble)
    return found


class _Worker:
    """The other process, and a thread that waits for its answers."""

    def __init__(self) -> None:
        environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(_ROOT), os.environ.get("PYTHONPATH", "")])}
        self._process = subprocess.Popen([sys.executable, "-m", __name__], stdin=subprocess.PIPE, env=environment,
                                         stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=_ROOT)
        self._answers: queue.SimpleQueue = queue.SimpleQueue()
        threading.Thread(target=self._listen, name="mirsad-parsing", daemon=True).start()

    def _listen(self) -> None:
        # Whatever ends the process, something is put last, so that nobody waits in vain.
        with contextlib.suppress(EOFError, OSError, pickle.UnpicklingError):
            while True:
                self._answers.put(pickle.load(self._process.stdout))
        self._answers.put(None)

    def answer(self, seconds: float) -> object:
        """The next answer; None where the process has ended. Raises queue.Empty after that time."""
        return self._answers.get(timeout=seconds)

    def tell(self, question: object) -> None:
        """Raises OSError where the process has ended."""
        pickle.dump(question, self._process.stdin)
        self._process.stdin.flush()

    def stop(self) -> None:
        with contextlib.suppress(OSError):
            self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                pipe.close()


_lock = threading.Lock()
_kept: list[_Worker] = []


def _ask(name: str, data: bytes) -> tuple[list[Parsed], list[tuple[str, Unreadable]]] | None:
    """What the other process finds: articles, and troubles with their places; None where there is no such process."""
    worker = _worker()
    if worker is None:
        return None
    try:
        worker.tell((name, data, SECONDS))
        answer = worker.answer(SECONDS)
        if answer is not None:
            return answer
        trouble = Unreadable("worker_died")
    except OSError:
        trouble = Unreadable("worker_died")
    except queue.Empty:
        trouble = Unreadable("too_slow", seconds=round(SECONDS))
    _kept.clear()
    worker.stop()
    return [], [("", trouble)]


def _worker() -> _Worker | None:
    if not _kept:
        try:
            worker = _Worker()
        except OSError:
            return None
        try:
            ready = worker.answer(START_SECONDS)
        except queue.Empty:
            ready = None
        if ready is None:
            worker.stop()
            return None
        _kept.append(worker)
    return _kept[0]


def _serve(questions: BinaryIO, answers: BinaryIO) -> None:
    """Parse what is asked for until nobody asks any more."""
    _limit_memory()
    pickle.dump("ready", answers)
    answers.flush()
    while True:
        try:
            name, data, seconds = pickle.load(questions)
        except EOFError:
            return
        # Should the one who asked be gone, nobody else would end a file that never does.
        if hasattr(signal, "alarm"):
            signal.alarm(round(seconds) + 10)
        pickle.dump(_parsed(name, data), answers)
        answers.flush()


def _parsed(name: str, data: bytes) -> tuple[list[Parsed], list[tuple[str, Unreadable]]]:
    troubles: list[tuple[str, Unreadable]] = []
    try:
        return parsers.parse(name, data, lambda place, trouble: troubles.append((place, trouble))), troubles
    except Unreadable as trouble:
        return [], [*troubles, ("", trouble)]


def _limit_memory() -> None:
    try:
        import resource

        pages = int(Path("/proc/self/statm").read_text().split()[0])
        most = pages * resource.getpagesize() + MEMORY_BYTES
        resource.setrlimit(resource.RLIMIT_AS, (most, resource.getrlimit(resource.RLIMIT_AS)[1]))
    except (ImportError, OSError, ValueError):
        # Elsewhere than on Linux the deadline is all there is.
        return


if __name__ == "__main__":
    output = os.fdopen(os.dup(1), "wb")
    # What a library prints must not get among the answers.
    os.dup2(2, 1)
    _serve(sys.stdin.buffer, output)
