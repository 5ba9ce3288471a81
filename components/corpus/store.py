"""The corpus: a folder of immutable files, and everything that can be asked of it."""
from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import os
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd
import platformdirs
import pyarrow as pa

from components.corpus import compaction, edits, files, schema, shelf, upgrade, views
from components.corpus.asking import Asking
from components.corpus.engine import open_engine
from components.corpus.errors import CorpusError
from components.corpus.models import CORRECTABLE, Draft, Event, Problem, Saved
from components.reading.models import Reading
from components.text.arabic import freeze

# Articles that are re-read and written down in one go when a newer reader renews the corpus.
REREAD_BATCH = 500


def open_corpus(path: str | os.PathLike | None = None, engine: str | None = None) -> Corpus:
    """Open the corpus folder, made on first use with the seed story in it.

    path: the folder; where it is None, MIRSAD_CORPUS, else the platform's place for a user's data.
    engine: empty for DuckDB in this process, sc://host:port for Spark; where it is None, MIRSAD_ENGINE.

    Raises CorpusError where the folder can't be used. The corpus may be shared by threads and the folder by processes.
    """
    folder = Path(path or os.environ.get("MIRSAD_CORPUS") or platformdirs.user_data_dir("mirsad", appauthor=False))
    corpus = Corpus(folder.expanduser(), engine)
    if corpus.is_new:
        corpus.restore_seed()
    return corpus


class Corpus(Asking):
    """Articles kept with their readings; see open_corpus. What it can be asked stands in Asking."""

    def __init__(self, folder: Path, engine: str | None = None):
        self.folder = folder.absolute()
        self._lock = threading.RLock()
        for part in (self.folder, self._articles_folder, self._events_folder):
            _make(part)
        files.sweep(self._articles_folder)
        files.sweep(self._events_folder)
        self._shelf = shelf.Shelf(self._articles_folder, self._upgrade)
        self._journal = edits.Journal(self._events_folder)
        self._engine = open_engine(engine)
        self._state = edits.State()
        self._seen: tuple = ()
        self._defined: tuple = ()
        self._version = ""
        self._tidying: threading.Thread | None = None
        self._refresh()

    @property
    def _articles_folder(self) -> Path:
        return self.folder / "articles"

    @property
    def _events_folder(self) -> Path:
        return self.folder / "events"

    @property
    def is_new(self) -> bool:
        """Whether nothing was ever kept here."""
        return self._seen == (frozenset(), frozenset())

    @property
    def version(self) -> str:
        """Changes whenever anything is saved, corrected or removed, by this process or another: a key for caches."""
        with self._lock:
            self._refresh()
            return self._version

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Files in the folder that could not be used; the rest works without them."""
        with self._lock:
            self._refresh()
            return (*self._shelf.problems.values(), *self._journal.problems.values())

    # -- keeping ------------------------------------------------------------------------------

    def save(self, drafts: Sequence[Draft], progress: Callable[[int], None] | None = None) -> Saved:
        """Keep articles: one call, one file, all or nothing; after the return they survive a crash.

        An article whose text is there already is left as it is. Raises CorpusError where nothing could be written.
        """
        drafts = [replace(draft, text=storable(draft.text)) for draft in drafts]
        ids = [schema.article_id(draft.text) for draft in drafts]
        there = self.have(ids)
        fresh = {article: draft for article, draft in zip(ids, drafts, strict=True) if article not in there}
        already = tuple(dict.fromkeys(article for article in ids if article in there))
        if not fresh:
            return Saved((), already)
        readings = {}
        for number, (article, draft) in enumerate(fresh.items()):
            readings[article] = draft.reading or self._read(draft.text, draft.language, draft.published)
            if progress:
                progress(number + 1)
        added = dt.datetime.now(dt.UTC).replace(tzinfo=None)
        with self._lock:
            stamp = self._stamp()
            self._write(stamp, [schema.new_row(fresh[article], readings[article], stamp, added) for article in fresh])
        return Saved(tuple(fresh), already, stamp)

    def have(self, article_ids: Iterable[str]) -> set[str]:
        """Those of the articles that are there (schema.article_id gives the id of a text before it is saved)."""
        with self._lock:
            self._refresh()
            return {article for article in article_ids if self._shelf.current(article, self._state)}

    def delete(self, article_ids: Iterable[str]) -> str:
        """Remove articles; returns the event that `undo` takes back. Raises CorpusError for an unknown article."""
        article_ids = sorted(set(article_ids))
        with self._lock:
            for article in article_ids:
                self._row(article)
            subject = article_ids[0] if len(article_ids) == 1 else ""
            return self._append(edits.DELETE, subject, {"article_ids": article_ids})

    def correct(self, article_id: str, **fields: object) -> str:
        """Correct what is known about an article (title, outlet, author, published, language, story, tags, url).

        Returns the event that `undo` takes back. A new publication date or language makes the text be read again.
        Raises CorpusError for an unknown article or field, or a value of the wrong kind.
        """
        checked = {name: _checked(name, value) for name, value in fields.items()}
        with self._lock:
            self._row(article_id)
            event = self._append(edits.CORRECT, article_id, checked)
            if {"published", "language"} & set(checked):
                self._renew([article_id])
            return event

    def undo(self, event_id: str) -> str:
        """Take an event back (an upload, a deletion, a correction, a decision, or an undo); returns the new event."""
        with self._lock:
            self._refresh()
            event = self._journal.get(event_id)
            if event is None and event_id not in self._shelf.uploads:
                raise CorpusError("no_such_event", event_id=event_id)
            new = self._append(edits.UNDO, event_id, {})
            self._renew(self._touched(event_id))
            return new

    def record(self, kind: str, subject: str, payload: dict | None) -> str:
        """Write down a decision of another kind (about a ledger row, a name…); the last one on a subject wins.

        payload: whatever JSON can hold, and dates; None withdraws what was decided before. Returns the event.
        """
        if kind in (edits.DELETE, edits.CORRECT, edits.UNDO, edits.UPLOAD):
            raise ValueError(f"{kind} has its own method")
        with self._lock:
            return self._append(kind, subject, {"withdrawn": True} if payload is None else payload)

    def decisions(self, kind: str) -> dict[str, dict]:
        """What `record` wrote down under this kind and is still in force: subject -> payload."""
        with self._lock:
            self._refresh()
            found = self._state.decisions.get(kind, {})
            return {subject: payload for subject, payload in found.items() if payload != {"withdrawn": True}}

    def events(self) -> pd.DataFrame:
        """One row per event, newest first: event_id, at (UTC), kind, subject, payload, articles, undone.

        An upload is an event too; `articles` are the ids that an upload, a deletion or a correction is about.
        """
        with self._lock:
            self._refresh()
            rows = [
                {"event_id": e.event_id, "kind": e.kind, "subject": e.subject, "payload": e.payload,
                 "articles": tuple(self._about(e)), "undone": e.event_id in self._state.undone}
                for e in self._journal
            ]
            rows += [
                {"event_id": upload, "kind": edits.UPLOAD, "subject": "", "payload": {},
                 "articles": tuple(sorted(set(articles))), "undone": upload in self._state.undone}
                for upload, articles in self._shelf.uploads.items()
            ]
        rows.sort(key=lambda row: row["event_id"], reverse=True)
        frame = pd.DataFrame(rows, columns=["event_id", "kind", "subject", "payload", "articles", "undone"])
        nanoseconds = [int(event_id.partition("-")[0]) for event_id in frame.event_id]
        frame.insert(1, "at", pd.to_datetime(nanoseconds, unit="ns"))
        return frame

    def restore_seed(self) -> Saved:
        """Bring the seed story back; what is there of it stays as it is."""
        from components.corpus import seed

        with self._lock:
            saved = self.save(seed.drafts())
            for story, names in seed.stories().items():
                if self.decisions("story").get(story) != names:
                    self.record("story", story, names)
            return saved

    def reread(self, progress: Callable[[int, int], None] | None = None) -> int:
        """Read again what an older reader read, or read with another date or language; returns how many articles.

        May run in the background: the old reading stands until the new one is written down.
        """
        with self._lock:
            stale = self._stale()
        for begin in range(0, len(stale), REREAD_BATCH):
            self._renew(stale[begin:begin + REREAD_BATCH])
            if progress:
                progress(min(begin + REREAD_BATCH, len(stale)), len(stale))
        return len(stale)

    def compact(self) -> None:
        """Merge many small files into one and delete what was merged long ago; queries get quicker, answers the same.

        Happens by itself in the background when an upload or event makes the files too many.
        """
        with self._lock:
            self._refresh()
            planned = compaction.plan(self._shelf)
        if planned:
            # Saving goes on meanwhile: a file that comes now is no part of the plan.
            compaction.merge(self._articles_folder, planned)
        with self._lock:
            if self._journal.file_count > 1:
                self._journal.merge()
            self._refresh()
            compaction.remove_sources(self._articles_folder, self._shelf.merged)
            compaction.remove_sources(self._events_folder, self._journal.merged)
            self._refresh()

    # -- inside -------------------------------------------------------------------------------

    def _refresh(self) -> None:
        """Take in what any process has written since the last look."""
        seen = (files.listing(self._articles_folder, shelf.ENDING), files.listing(self._events_folder, edits.ENDING))
        if seen == self._seen:
            return
        self._shelf.refresh(seen[0])
        if not self._seen or seen[1] != self._seen[1]:
            self._journal.refresh(seen[1])
            self._state = edits.state(self._journal)
        self._seen = seen
        names = "\n".join([*sorted(seen[0]), "", *sorted(seen[1])])
        self._version = hashlib.sha256(names.encode()).hexdigest()[:16]

    def _upgrade(self, found: pa.Schema, name: str, sources: frozenset[str]) -> str | None:
        if not upgrade.is_earlier(found):
            return None
        latest = files.latest(files.listing(self._articles_folder, shelf.ENDING))
        return upgrade.upgrade(self._articles_folder, name, sources, latest)

    def _define(self, anew: bool = False) -> bool:
        """Bring the engine's views up to date; says whether there was anything to bring."""
        with self._lock:
            if anew:
                self._seen = ()
            self._refresh()
            if self._defined == self._seen and not anew:
                return False
            hidden, names = self._shelf.hidden(self._state)
            corrections = self._corrections()
            paths = [self._articles_folder / name for name in sorted(names)]
            self._engine.define(paths, schema.SCHEMA, views.overlays(hidden, corrections),
                                views.current_rows(hidden, list(corrections)))
            changed = self._defined != self._seen
            self._defined = self._seen
            return changed

    def _corrections(self) -> dict[int, dict[str, object]]:
        """Corrections in force, by row: those of articles that are there, made after the upload that they speak of."""
        found = {}
        for article, fields in self._state.corrections.items():
            row = self._shelf.current(article, self._state)
            later = {name: value for name, (event, value) in fields.items() if row and event > row.upload}
            if later:
                found[row.row_key] = later
        return found

    def _row(self, article_id: str) -> shelf.Row:
        with self._lock:
            self._refresh()
            row = self._shelf.current(article_id, self._state)
        if row is None:
            raise CorpusError("no_such_article", article_id=article_id)
        return row

    def _stamp(self) -> str:
        return files.stamp(max(files.latest(names) for names in self._seen))

    def _write(self, stamp: str, rows: list[dict]) -> None:
        try:
            name = shelf.write(self._articles_folder, stamp, schema.to_table(rows))
        except OSError as error:
            raise CorpusError("not_saved", reason=error.strerror or str(error)) from error
        columns = ("article_id", "reader_version", "stamp", "row_key", "upload")
        self._shelf.add(name, *([row[column] for row in rows] for column in columns))
        self._refresh()
        self._tidy()

    def _append(self, kind: str, subject: str, payload: dict) -> str:
        self._refresh()
        try:
            event = self._journal.append(kind, subject, payload, after=self._stamp())
        except OSError as error:
            raise CorpusError("not_saved", reason=error.strerror or str(error)) from error
        self._refresh()
        self._tidy()
        return event.event_id

    def _tidy(self) -> None:
        """Compact in the background where the files have become many; a failure there changes nothing."""
        most = max(len(self._shelf.names), self._journal.file_count)
        if most > compaction.MANY_FILES and not (self._tidying and self._tidying.is_alive()):
            self._tidying = threading.Thread(target=self._compact_quietly, name="mirsad-compaction", daemon=True)
            self._tidying.start()

    def _compact_quietly(self) -> None:
        with contextlib.suppress(OSError, pa.ArrowException):
            self.compact()

    def _about(self, event: Event) -> Sequence[str]:
        return (event.subject,) if event.kind == edits.CORRECT else event.payload.get("article_ids", ())

    def _touched(self, event_id: str) -> Sequence[str]:
        """Articles whose date or language may be others after this event was undone."""
        event = self._journal.get(event_id)
        while event is not None and event.kind == edits.UNDO:
            event_id, event = event.subject, self._journal.get(event.subject)
        return self._shelf.uploads.get(event_id, ()) if event is None else self._about(event)

    def _stale(self, article_ids: Sequence[str] | None = None) -> list[str]:
        from components.reading.reader import READER_VERSION

        table = self.table("bookkeeping")
        if article_ids is not None:
            table = table.filter(table.article_id.isin(list(article_ids)))
        told_so = (table.published.identical_to(table.read_published)
                   & table.language.identical_to(table.read_language))
        stale = table.filter((table.reader_version < READER_VERSION) | ~told_so)
        return list(self.execute(stale.select("article_id").order_by("article_id")).article_id)

    def _renew(self, article_ids: Sequence[str]) -> None:
        """Read these articles again where their reading is stale, and write the new readings down beside the old."""
        stale = self._stale(article_ids) if article_ids else []
        if not stale:
            return
        effective = {row["article_id"]: row for row in self._rows(stale, "article_id", "published", "language")}
        originals = self._originals(stale)
        readings = {
            article: self._read(row["text"], effective[article]["language"], effective[article]["published"])
            for article, row in originals.items() if article in effective
        }
        with self._lock:
            stamp = self._stamp()
            self._write(stamp, [
                originals[article] | schema.read_part(reading, effective[article]["published"],
                                                      effective[article]["language"], stamp)
                for article, reading in readings.items()
            ])

    def _originals(self, article_ids: Sequence[str]) -> dict[str, dict]:
        """The rows that count, as they were given, without the corrections."""
        self._define()
        keys = [row.row_key for a in article_ids if (row := self._shelf.current(a, self._state))]
        stored = views.STORED_TABLE
        rows = self._engine.to_arrow(stored.filter(stored.row_key.isin(keys))).to_pylist()
        return {row["article_id"]: row for row in rows}

    @staticmethod
    def _read(text: str, language: str, published: dt.date | None) -> Reading:
        from components.reading import read

        return read(text, language, published)


def storable(text: str) -> str:
    """The text frozen, and without the half characters that no file can hold."""
    return freeze(text.encode("utf-8", "replace").decode())


def _make(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise CorpusError("not_a_folder", path=str(folder))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CorpusError("not_writable", path=str(folder), reason=error.strerror or str(error)) from error


def _checked(name: str, value: object) -> object:
    """The value as it will be written down. Raises CorpusError where it is of the wrong kind."""
    if name not in CORRECTABLE:
        raise CorpusError("not_correctable", field=name)
    if name == "published":
        if isinstance(value, dt.datetime):
            value = value.date()
        right = value is None or isinstance(value, dt.date)
    elif name == "tags":
        right = not isinstance(value, str) and all(isinstance(tag, str) for tag in value)
        value = list(value) if right else value
    else:
        right = isinstance(value, str) and (name != "language" or value in ("ar", "en"))
    if not right:
        raise CorpusError("bad_value", field=name, value=repr(value))
    return storable(value) if isinstance(value, str) else value
