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
from dataclasses import dataclass, field, fields, replace
from pathlib import Path

from components.corpus import files, people
from components.corpus.errors import CorpusError, Unreadable
from components.corpus.models import Draft
from components.corpus.schema import article_id

_ID = re.compile(r"\d{20}-[0-9a-f]{8}")
# Enough of a text to recognise the article by; the rest stays on disk until somebody looks at it.
OPENING_CHARACTERS = 400
# Whoever works on an intake says so every other second; after this long without a word nobody does.
SILENT_SECONDS = 10.0
# What was kept is told until somebody closes it, or for this long.
TOLD_DAYS = 7

EDITABLE = ("title", "outlet", "author", "published", "language", "story", "tags", "url")


@dataclass(slots=True)
class Source:
    """A file, a pasted text or a web address of an intake.

    columns: what a person said a table's columns hold, now or of an earlier table with the same heading.
    """

    number: int
    name: str
    kind: str
    size: int
    columns: dict[str, str] | None = None
    read: bool = False
    is_table: bool = False


@dataclass(slots=True)
class Waiting:
    """An article that waits. Its draft has only the beginning of the text; `Intake.whole` gives all of it.

    alike: what is nearly the same text, with the Jaccard similarity of their runs of four words: the id of an article
    of the corpus, or the number of another one of this intake. twin: the earlier one of this intake with this text.
    """

    number: int
    source: int
    article_id: str
    draft: Draft
    at: int
    keep: bool = True
    alike: tuple[tuple[str | int, float], ...] = ()
    twin: int | None = None
    kept: bool = False


@dataclass(slots=True)
class Trouble:
    """What could not be read or kept: the source, the place in it, and why."""

    name: str
    place: str
    error: Unreadable | CorpusError


@dataclass(slots=True)
class Outcome:
    """What became of the articles that were to be kept: how many are new, how many were there, and the uploads."""

    added: int = 0
    already: int = 0
    events: list[str] = field(default_factory=list)


class Intake:
    """One intake, as its journal tells it. Threads may share it, and other processes may write to it as well."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.intake_id = folder.name
        self.sources: list[Source] = []
        self.articles: dict[int, Waiting] = {}
        self.troubles: list[Trouble] = []
        self.outcome = Outcome()
        self.story = ""
        # What is to be done: "" | "read" | "keep"; since when, and how much was done by then.
        self.asked = ""
        self.by = people.AT_HOME
        self.began, self.done_before, self.articles_before = 0.0, 0.0, 0
        # Articles of the batch in hand that are read and not kept yet.
        self.in_hand = 0
        self.stopped: CorpusError | None = None
        self.compared = False
        self.undone = False
        # Counts what changes a view of the articles: corrections, near-duplicates found, articles dropped.
        self.revision = 0
        self._outcomes: dict[int, int] = {}
        self._text_bytes: dict[int, int] = {}
        self._by_identity: dict[str, int] = {}
        self._to_keep: tuple[int, ...] = ()
        self._next = 0
        self._offset = 0
        self._torn = False
        self._lock = threading.RLock()
        self.refresh()

    # -- what is known ------------------------------------------------------------------------

    @property
    def phase(self) -> str:
        """read (at it), look (for a person to look over), keep (at it), kept (done)."""
        if self.asked:
            return self.asked
        return "kept" if self._to_keep and not self.remaining() else "look"

    @property
    def made(self) -> dt.datetime:
        """When it came in, UTC."""
        return dt.datetime.fromtimestamp(int(self.intake_id[:20]) / 1e9, dt.UTC)

    @property
    def busy(self) -> bool:
        """Whether somebody, in whatever process, is at work on it."""
        try:
            return time.time() - (self.folder / "at-work").stat().st_mtime < SILENT_SECONDS
        except OSError:
            return False

    def unread(self) -> list[Source]:
        """Sources that were not read to their end."""
        return [source for source in self.sources if not source.read]

    def remaining(self) -> list[int]:
        """Numbers of the articles that were to be kept and are not yet."""
        return [n for n in self._to_keep if n in self.articles and not self.articles[n].kept]

    def progress(self) -> tuple[float, float]:
        """(done, of all): bytes of sources while reading, articles while keeping."""
        if self.asked == "keep":
            return len(self._to_keep) - len(self.remaining()) + self.in_hand, len(self._to_keep)
        return self._bytes_read(), sum(source.size for source in self.sources)

    def heard(self, source: int) -> int:
        """How many articles and troubles of a source are written down."""
        return self._outcomes.get(source, 0)

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

    def _bytes_read(self) -> float:
        done = 0.0
        for source in self.sources:
            if source.read:
                done += source.size
            else:
                # How far a file of many articles is read, their texts tell.
                done += min(self._text_bytes.get(source.number, 0), 0.98 * source.size)
        return done

    def _apply(self, record: dict, at: int) -> None:
        match record["do"]:
            case "source":
                self.sources.append(Source(len(self.sources), record["name"], record["kind"], record["size"]))
            case "begin":
                self._begin(record)
            case "stop":
                self.asked = ""
                self.stopped = CorpusError(record["code"], **record["values"]) if record.get("code") else None
            case "draft":
                self._add(record, at)
            case "trouble":
                self._outcomes[record["source"]] = self.heard(record["source"]) + 1
                kind = Unreadable if record["code"] in Unreadable.codes else CorpusError
                self.troubles.append(
                    Trouble(record["name"], record["place"], kind(record["code"], **record["values"])))
            case "read":
                self.sources[record["source"]].read = True
                self.compared = False
            case "table":
                source = self.sources[record["source"]]
                source.is_table, source.columns = True, record["columns"]
            case "again":
                self._forget(record)
            case "alike":
                self.articles[record["number"]].alike = tuple((other, share) for other, share in record["found"])
                self.revision += 1
            case "compared":
                self.compared = True
            case "there":
                for number in record["numbers"]:
                    self.articles[number].keep = False
                self.revision += 1
            case "edit":
                for number, wanted in record["fields"].items():
                    _correct(self.articles[int(number)], wanted)
                self.revision += 1
            case "story":
                self.story = record["story"]
                self.revision += 1
            case "hand":
                self.in_hand = record["articles"]
            case "kept":
                self.in_hand = 0
                for number in record["numbers"]:
                    self.articles[number].kept = True
                self.outcome.added += record["added"]
                self.outcome.already += record["already"]
                self.outcome.events += [record["event"]] if record["event"] else []
            case "done":
                self.asked = ""
            case "undone":
                self.undone = True

    def _begin(self, record: dict) -> None:
        self.asked, self.stopped, self.began = record["what"], None, record["at"]
        self.by = people.Person(*record["by"])
        if record["what"] == "keep":
            self._to_keep = tuple(dict.fromkeys((*self._to_keep, *record["numbers"])))
        self.in_hand = 0
        self.done_before, self.articles_before = self.progress()[0], len(self.articles)

    def _add(self, record: dict, at: int) -> None:
        draft = _draft(record["draft"])
        identity = article_id(draft.text)
        number, self._next = self._next, self._next + 1
        twin = self._by_identity.setdefault(identity, number)
        source = record["source"]
        self._text_bytes[source] = self._text_bytes.get(source, 0) + len(draft.text.encode())
        self._outcomes[source] = self.heard(source) + 1
        cut = replace(draft, text=draft.text[:OPENING_CHARACTERS])
        self.articles[number] = Waiting(number, source, identity, cut, at, twin == number,
                                        twin=None if twin == number else twin)

    def _forget(self, record: dict) -> None:
        source = self.sources[record["source"]]
        source.columns, source.read = record["columns"], False
        self._outcomes.pop(source.number, None)
        self._text_bytes.pop(source.number, None)
        self.troubles = [trouble for trouble in self.troubles if trouble.name != source.name]
        self.articles = {n: w for n, w in self.articles.items() if w.source != source.number}
        self._by_identity = {w.article_id: n for n, w in reversed(self.articles.items())}
        self.revision += 1

def intakes(folder: Path) -> list[Intake]:
    """What waits in a corpus folder, the newest first."""
    room = folder / "waiting"
    if not room.is_dir():
        return []
    found = [found for name in sorted(os.listdir(room), reverse=True) if (found := intake(folder, name))]
    old = dt.datetime.now(dt.UTC) - dt.timedelta(days=TOLD_DAYS)
    for finished in [one for one in found if one.phase == "kept" and one.made < old]:
        found.remove(finished)
        discard(finished)
    return found


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
    path = folder / "waiting" / files.stamp()
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


def _draft(given: Mapping[str, object]) -> Draft:
    known = {f.name for f in fields(Draft)}
    values = {name: tuple(value) if isinstance(value, list) else value for name, value in given.items()}
    day = values.get("published")
    values["published"] = dt.date.fromisoformat(day) if day else None
    return Draft(**{name: value for name, value in values.items() if name in known})


def _value(waiting: Waiting, name: str) -> object:
    return waiting.keep if name == "keep" else getattr(waiting.draft, name)


def _plainly(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


def _correct(waiting: Waiting, wanted: Mapping[str, object]) -> None:
    wanted = dict(wanted)
    waiting.keep = bool(wanted.pop("keep", waiting.keep))
    changed = {name: value for name, value in wanted.items() if name in EDITABLE}
    if "tags" in changed:
        changed["tags"] = tuple(changed["tags"])
    if "published" in changed:
        day = changed["published"]
        changed |= {"published": dt.date.fromisoformat(day) if day else None, "published_reason": "",
                    "published_reason_ar": "", "published_basis": "given" if day else "unknown"}
    waiting.draft = replace(waiting.draft, **changed)


def _plain(value: object) -> object:
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} can't be written down")

