"""Which files a bulk run has taken in already, so that the next one need not open them again.

One line per file in `taken-in.tsv` of the corpus folder: the file's mark (path, size, time of change, columns) and the
articles that it gave. It only saves work: where it is missing, damaged or can't be written, files are read again.
"""
from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterable
from pathlib import Path

NAME = "taken-in.tsv"


class Taken:
    """The files taken in by earlier runs, and those of this one whose articles are on their way."""

    def __init__(self, folder: Path):
        self._path = folder / NAME
        self._known: dict[str, tuple[str, ...]] = {}
        self._pending: list[tuple[str, tuple[str, ...]]] = []
        with contextlib.suppress(OSError), open(self._path, encoding="ascii", errors="replace") as lines:
            for line in lines:
                mark, *articles = line.rstrip("\n").split("\t")
                # A line that was cut off names articles that there are not, and is of no effect.
                self._known[mark] = tuple(articles)

    def articles(self, mark: str) -> tuple[str, ...]:
        """The articles that a file of this mark gave; empty where it is not known."""
        return self._known.get(mark, ())

    def note(self, mark: str, articles: Iterable[str]) -> None:
        """Remember a file that was read whole and without any failure, once `keep` says that its articles are safe."""
        if mark:
            self._pending.append((mark, tuple(dict.fromkeys(articles))))

    def keep(self, have) -> None:
        """Write down the noted files all of whose articles are there. have: the ids, of those asked for, that are."""
        there = have([article for _, articles in self._pending for article in articles])
        safe = [(mark, articles) for mark, articles in self._pending if articles and there.issuperset(articles)]
        if not safe:
            return
        self._pending = [noted for noted in self._pending if noted not in safe]
        lines = "".join("\t".join((mark, *articles)) + "\n" for mark, articles in safe)
        with contextlib.suppress(OSError), open(self._path, "a", encoding="ascii") as file:
            file.write(lines)


def mark_of(path: Path, columns: object) -> str:
    """What tells a file as it is now from itself after a change; empty where that can't be told."""
    try:
        state = path.stat()
        told = f"{path.resolve()}\0{state.st_size}\0{state.st_mtime_ns}\0{columns}"
    except OSError:
        return ""
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:24]
