"""Articles that were read and not kept yet: they wait on disk to be looked over, so that nobody loses them.

What comes in together is one intake: a folder with the files that it came from and a journal. Every step adds a line to
the journal (an article, a file that could not be read, a correction, a batch that was kept) and nothing else is ever
written, so whoever reads it from the start, in whatever process and however late, comes to the same state.
"""
from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import re
import shutil
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from pathlib import Path

from components.corpus import files, people
from components.corpus.arrivals import Arrivals, Source, Waiting
from components.corpus.errors import CorpusError, Unreadable
from components.corpus.models import Draft

_ID = re.compile(r"\d{20}-[0-9a-f]{8}")
# Whoever works on an intake says so every other second; after this long without a word nobody does.
SILENT_SECONDS = 10.0
# What was kept is told, and can be taken back as one, for this long.
TOLD_DAYS = 7


class Intake(Arrivals):
    """One intake, as its journal tells it. Threads may share it, and other processes may write to it as well."""

    def __init__(self, folder: Path):
        super().__init__()
        self.folder = folder
        self.intake_id = folder.name
        self._offset = 0
        self._torn = False
        self._lock = threading.RLock()
        self.refresh()

    @property
    def made(self) -> dt.datetime:
        """When it came in, UTC."""
        return dt.datetime.fromtimestamp(int(self.intake_id[:20]) / 1e9, dt.UTC)

    @property
    def busy(self) -> bool:
        """Whether somebody, in whatever process, is at work on it."""
        try:
            # A word from the future was said before the clock was set back.
            return abs(time.time() - (self.folder / "at-work").stat().st_mtime) < SILENT_SECONDS
        except OSError:
            return False

    def whole(self, number: int) -> Draft:
        """The draft with its whole text and with everything that was corrected."""
        waiting = self.articles[number]
        with open(self._journal, "rb") as file:
            file.seek(waiting.at)
            record = json.loads(file.readline())
        return replace(waiting.draft, text=record["draft"]["text"], story=waiting.draft.story or self.story)

    def data(self, source: Source) -> bytes:
        """What a source holds. Raises OSError where it is gone."""
        return (self.folder / str(source.number)).read_bytes()

    # -- what is done -------------------------------------------------------------------------

    def refresh(self) -> None:
        """Take in what any process has written since."""
        with self._lock, open(self._journal, "rb") as file:
            file.seek(self._offset)
            for line in file:
                if not line.endswith(b"\n"):
                    # Being written at this moment, or cut off by a crash.
                    self._torn = True
                    return
                at, self._offset = self._offset, self._offset + len(line)
                self._torn = False
                with contextlib.suppress(ValueError, KeyError, TypeError, AttributeError, AssertionError):
                    self._apply(json.loads(line), at)

    def write(self, *records: Mapping[str, object], durable: bool = True) -> None:
        """Add to the journal. Raises CorpusError where that fails."""
        encoded = b"".join(json.dumps(record, default=_plain).encode() + b"\n" for record in records)
        with self._lock:
            self.refresh()
            try:
                with open(self._journal, "ab") as file:
                    # A line that a crash cut off is closed first; it holds nothing that was told to anybody.
                    file.write(b"\n" + encoded if self._torn else encoded)
                    if durable:
                        file.flush()
                        os.fsync(file.fileno())
            except OSError as error:
                raise CorpusError("not_saved", reason=error.strerror or str(error)) from error
            self.refresh()

    def begin(self, what: str) -> None:
        """Ask for reading or keeping, or for going on with it, in the name of the person at work.

        Raises CorpusError where that person may not add, or where it can't be written down.
        """
        by = people.require("editor")
        record: dict[str, object] = {"do": "begin", "what": what, "at": time.time(), "by": [by.name, by.role]}
        if what == "keep":
            record["numbers"] = [n for n, waiting in self.articles.items() if waiting.keep and not waiting.kept]
        self.write(record)

    def stop(self) -> None:
        """Stop after the article that is being worked on."""
        self.write({"do": "stop"})

    def edit(self, changes: Mapping[int, Mapping[str, object]]) -> bool:
        """Correct fields of articles (EDITABLE, and `keep`); what is so already is left. Says whether any changed."""
        changed = {}
        for number, wanted in changes.items():
            waiting = self.articles[number]
            fresh = {name: value for name, value in wanted.items() if _plainly(value) != _value(waiting, name)}
            if fresh:
                changed[number] = fresh
        if changed:
            self.write({"do": "edit", "fields": changed})
        return bool(changed)

    def into(self, story: str) -> None:
        """The story of all articles that have none of their own."""
        if story != self.story:
            self.write({"do": "story", "story": story})

    def read_anew(self, source: Source, columns: Mapping[str, str]) -> None:
        """Forget what a table gave and read it with other columns."""
        self.write({"do": "again", "source": source.number, "columns": dict(columns)})

    def fetch(self, source: Source) -> None:
        """Have the pages fetched whose addresses a table lists; what else was read of it stays."""
        self.write({"do": "fetch", "source": source.number})

    def put_away(self) -> None:
        """What it came from is needed no more; what was done is told for some days, with the way back."""
        for source in self.sources:
            (self.folder / str(source.number)).unlink(missing_ok=True)

    def is_table(self, source: Source, columns: Mapping[str, str] | None) -> None:
        """A source turned out to be a table; columns: as remembered from one like it."""
        self.write({"do": "table", "source": source.number, "columns": dict(columns) if columns else None})

    def add(self, source: Source, draft: Draft) -> None:
        """An article was read."""
        given = {f.name: getattr(draft, f.name) for f in fields(Draft) if f.name != "reading"}
        self.write({"do": "draft", "source": source.number, "draft": given}, durable=False)

    def refuse(self, name: str, place: str, error: Unreadable | CorpusError, source: int = -1) -> None:
        """Something could not be read or kept."""
        self.write({"do": "trouble", "source": source, "name": name, "place": place, "code": error.code,
                    "values": {key: value if isinstance(value, int | float) else str(value)
                               for key, value in error.values.items()}}, durable=False)

    # -- inside -------------------------------------------------------------------------------

    @property
    def _journal(self) -> Path:
        return self.folder / "journal"


def intakes(folder: Path) -> list[Intake]:
    """What waits in a corpus folder, the newest first."""
    found = [found for name in sorted(_names(folder), reverse=True) if (found := intake(folder, name))]
    old = dt.datetime.now(dt.UTC) - dt.timedelta(days=TOLD_DAYS)
    for finished in [one for one in found if one.phase == "kept" and one.made < old]:
        found.remove(finished)
        discard(finished)
    return found


def _names(folder: Path) -> list[str]:
    try:
        return [name for name in os.listdir(folder / "waiting") if _ID.fullmatch(name)]
    except OSError:
        return []


def intake(folder: Path, intake_id: str) -> Intake | None:
    """One intake as it is now, or None where there is none by this name."""
    if not _ID.fullmatch(intake_id):
        return None
    path = folder / "waiting" / intake_id
    with _opened_lock:
        try:
            if path not in _opened:
                _opened[path] = Intake(path)
            _opened[path].refresh()
            return _opened[path]
        except OSError:
            _opened.pop(path, None)
            return None


def make(folder: Path, sources: Sequence[tuple[str, str, bytes]]) -> Intake:
    """A new intake of (name, kind, data), all of it on disk before this returns. kind: file | text | address.

    Raises CorpusError where nothing can be written, or where the person at work may not add.
    """
    people.require("editor")
    # Later than those that wait already, wherever the clock stands.
    path = folder / "waiting" / files.stamp(max(_names(folder), default=""))
    lines = [{"do": "source", "name": name, "kind": kind, "size": max(1, len(data))} for name, kind, data in sources]
    try:
        path.mkdir(parents=True)
        for number, (_, _, data) in enumerate(sources):
            files.write_durably(path / str(number), data)
        files.write_durably(path / "journal", b"".join(json.dumps(line).encode() + b"\n" for line in lines))
    except OSError as error:
        shutil.rmtree(path, ignore_errors=True)
        raise CorpusError("not_saved", reason=error.strerror or str(error)) from error
    return intake(folder, path.name)


def discard(waiting: Intake) -> None:
    """Take an intake away, with whatever of it was not kept."""
    with _opened_lock:
        _opened.pop(waiting.folder, None)
    shutil.rmtree(waiting.folder, ignore_errors=True)


_opened: dict[Path, Intake] = {}
_opened_lock = threading.Lock()


def _value(waiting: Waiting, name: str) -> object:
    return waiting.keep if name == "keep" else getattr(waiting.draft, name)


def _plainly(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


def _plain(value: object) -> object:
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} can't be written down")

