"""The corpus: a folder of immutable files, and everything that can be asked of it."""
from __future__ import annotations

import contextlib
import datetime as dt
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import pandas as pd
import platformdirs
import pyarrow as pa

from components.corpus import compaction, edits, people, schema, shelf
from components.corpus.asking import Asking
from components.corpus.correcting import Correcting
from components.corpus.errors import CorpusError
from components.corpus.models import Draft, Saved
from components.corpus.naming import Form, Naming, needles, stands_in
from components.corpus.project import Projects
from components.corpus.renewing import Renewing
from components.corpus.standing import Standing


def open_corpus(path: str | os.PathLike | None = None, engine: str | None = None) -> Corpus:
    """Open the corpus, made on first use with the seed story in it.

    path: its folder, or its address in an object store (storage.py); where it is None, MIRSAD_CORPUS, else the
        platform's place for a user's data.
    engine: empty for DuckDB in this process, sc://host:port for Spark; where it is None, MIRSAD_ENGINE.

    Raises CorpusError where it can't be used. The corpus may be shared by threads, where it lies by processes.
    """
    address = path or os.environ.get("MIRSAD_CORPUS") or platformdirs.user_data_dir("mirsad", appauthor=False)
    corpus = Corpus(address, engine)
    if corpus.is_new:
        # What ships with Mirsad is nobody's upload.
        with people.acting_as(people.AT_HOME):
            corpus.restore_seed()
    corpus.catch_up()
    return corpus


class Corpus(Projects, Naming, Correcting, Renewing, Asking, Standing):
    """Articles kept with their readings; see open_corpus. What it can be asked stands in Asking, what can be changed
    about the articles in Correcting, what about names in Naming; Projects takes all of it to another machine.

    saved_articles: how many articles this object has saved.
    """

    saved_articles = 0

    def save(self, drafts: Sequence[Draft], progress: Callable[[int], None] | None = None) -> Saved:
        """Keep articles: one call, one file, all or nothing; after the return they survive a crash.

        An article whose text is there already is left as it is. Raises CorpusError where nothing could be written, or
        where the person at work may not add (people.require).
        """
        by = people.require("editor").name
        drafts = [replace(draft, text=schema.storable(draft.text)) for draft in drafts]
        ids = [schema.article_id(draft.text) for draft in drafts]
        there = self.have(ids)
        fresh = {article: draft for article, draft in zip(ids, drafts, strict=True) if article not in there}
        already = tuple(dict.fromkeys(article for article in ids if article in there))
        if not fresh:
            return Saved((), already)
        readings, forms = {}, self.names.forms
        own = needles(forms)
        for number, (article, draft) in enumerate(fresh.items()):
            # A draft may have been read by one who knew nothing of the names that people added.
            reading = None if stands_in(draft.text, own) else draft.reading
            readings[article] = reading or self._read(draft.text, draft.language, draft.published)
            if progress:
                progress(number + 1)
        added = dt.datetime.now(dt.UTC).replace(tzinfo=None)
        with self._lock:
            stamp = self._stamp()
            for article in fresh if self.names.forms != forms else ():
                readings[article] = self._read(*(getattr(fresh[article], n) for n in ("text", "language", "published")))
            rows = [schema.new_row(fresh[article], readings[article], stamp, added, by) for article in fresh]
            self._write(stamp, schema.to_table(rows))
            self.saved_articles += len(rows)
        return Saved(tuple(fresh), already, stamp)

    def keep(self, rows: pa.Table, forms: frozenset[Form]) -> Saved:
        """As `save`, of articles that were read and laid out elsewhere (readied.py). forms: what their reader knew
        beyond its list (`names.forms`).
        """
        by = people.require("editor").name
        ids = rows["article_id"].to_pylist()
        added = dt.datetime.now(dt.UTC).replace(tzinfo=None)
        with self._lock:
            there = self.have(ids)
            fresh = {article: place for place, article in enumerate(ids) if article not in there}
            already = tuple(dict.fromkeys(article for article in ids if article in there))
            if not fresh:
                return Saved((), already)
            if len(fresh) < len(ids):
                rows = rows.take(list(fresh.values()))
            stamp = self._stamp()
            if changed := self.names.forms ^ forms:
                rows = self._read_anew(rows, needles(changed))
            self._write(stamp, schema.stamped(rows, stamp, added, by))
            self.saved_articles += len(rows)
        return Saved(tuple(fresh), already, stamp)

    def have(self, article_ids: Iterable[str]) -> set[str]:
        """Those of the articles that are there (schema.article_id gives the id of a text before it is saved)."""
        with self._lock:
            self._refresh()
            return {article for article in article_ids if self._shelf.current(article, self._state)}

    def delete(self, article_ids: Iterable[str]) -> str:
        """Remove articles; returns the event that `undo` takes back.

        Raises CorpusError for an unknown article, or where the person at work is no administrator.
        """
        people.require("administrator")
        article_ids = sorted(set(article_ids))
        with self._lock:
            for article in article_ids:
                self._row(article)
            subject = article_ids[0] if len(article_ids) == 1 else ""
            return self._append(edits.DELETE, subject, {"article_ids": article_ids})

    def undo(self, event_id: str, *others: str) -> str:
        """Take an event back (an upload, a deletion, a correction, a decision, or an undo); returns the new event.

        others: events that were one act with it, as the uploads of one large intake; all are taken back, or none.
        What somebody else did takes an administrator to take back.
        """
        with self._lock:
            self._refresh()
            for known in (event_id, *others):
                if self._journal.get(known) is None and known not in self._shelf.uploads:
                    raise CorpusError("no_such_event", event_id=known)
            for by in self._authors(event_id, *others):
                people.require(people.acting().to_undo(by))
            new = self._append(edits.UNDO, event_id, {"with": list(others)} if others else {})
            touched = self._touched(new)
            self._renew_stale(touched)
            if touched and (forms := self.names.forms):
                # What was gone meanwhile missed the names that were added.
                self._renew(self._articles_with(forms, touched))
        self.catch_up()
        return new

    def record(self, kind: str, subject: str, payload: dict | None) -> str:
        """Write down a decision of another kind (about a ledger row, a name…); the last one on a subject wins.

        payload: whatever JSON can hold, and dates; None withdraws what was decided before. Returns the event.
        """
        if kind in (edits.DELETE, edits.CORRECT, edits.AMEND, edits.UNDO, edits.UPLOAD):
            raise ValueError(f"{kind} has its own method")
        with self._lock:
            return self._append(kind, subject, edits.WITHDRAWN if payload is None else payload)

    def decisions(self, kind: str) -> dict[str, dict]:
        """What `record` wrote down under this kind and is still in force: subject -> payload."""
        with self._lock:
            self._refresh()
            found = self._state.decisions.get(kind, {})
            return {subject: payload for subject, payload in found.items() if payload != edits.WITHDRAWN}

    def events(self) -> pd.DataFrame:
        """One row per event, newest first: event_id, at (UTC), kind, subject, payload, articles, undone, by.

        An upload is an event too; `articles` are the ids that an upload, a deletion or a correction is about, and `by`
        is who did it, empty where nobody had to sign in.
        """
        with self._lock:
            self._refresh()
            rows = [
                {"event_id": e.event_id, "kind": e.kind, "subject": e.subject, "payload": e.payload,
                 "articles": tuple(edits.about(e)), "undone": e.event_id in self._state.undone, "by": e.by}
                for e in self._journal
            ]
            uploaders = self._uploaders()
            rows += [
                {"event_id": upload, "kind": edits.UPLOAD, "subject": "", "payload": {},
                 "articles": tuple(sorted(set(articles))), "undone": upload in self._state.undone,
                 "by": uploaders.get(upload, "")}
                for upload, articles in self._shelf.uploads.items()
            ]
        rows.sort(key=lambda row: row["event_id"], reverse=True)
        frame = pd.DataFrame(rows, columns=["event_id", "kind", "subject", "payload", "articles", "undone", "by"])
        nanoseconds = [int(event_id.partition("-")[0]) for event_id in frame.event_id]
        frame.insert(1, "at", pd.to_datetime(nanoseconds, unit="ns"))
        return frame

    def restore_seed(self) -> Saved:
        """Bring the seed story back; what is there of it stays as it is."""
        from components.corpus import seed

        with self._lock:
            # The articles come last: should this be cut off before, the corpus is still new.
            for story, names in seed.stories().items():
                if self.decisions("story").get(story) != names:
                    self.record("story", story, names)
            return self.save(seed.drafts())

    def compact(self) -> None:
        """Merge many small files into one and delete what was merged long ago; queries get quicker, answers the same.

        Happens by itself in the background when an upload or event makes the files too many.
        """
        with self._lock:
            self._refresh()
            planned = compaction.plan(self._shelf)
        if planned:
            # Saving goes on meanwhile: a file that comes now is no part of the plan.
            try:
                compaction.merge(self._storage.articles, planned)
            except (OSError, pa.ArrowException):
                # A damaged file must not keep the others from being merged the next time.
                self._mended()
                raise
        with self._lock:
            if self._journal.file_count > 1:
                self._journal.merge()
            self._refresh()
            compaction.remove_sources(self._storage.articles, self._shelf.merged)
            compaction.remove_sources(self._storage.events, self._journal.merged)
            self._refresh()
        self._derive()

    # -- inside -------------------------------------------------------------------------------

    def _authors(self, *event_ids: str) -> set[str]:
        """Who did these things."""
        events = [(event_id, self._journal.get(event_id)) for event_id in event_ids]
        uploaders = self._uploaders() if any(event is None for _, event in events) else {}
        return {event.by if event else uploaders.get(event_id, "") for event_id, event in events}

    def _uploaders(self) -> dict[str, str]:
        """Who made each upload that somebody signed."""
        articles = self.table("articles")
        signed = self.execute(articles.filter(articles.added_by != "").select("article_id", "added_by"))
        rows = ((self._shelf.current(row.article_id, self._state), row.added_by) for row in signed.itertuples())
        return {row.upload: by for row, by in rows if row}

    def _read_anew(self, rows: pa.Table, wanted: Sequence[str]) -> pa.Table:
        """The rows, those of them read again that hold what their reader did not know, or no longer has to."""
        listed = rows.to_pylist()
        for row in listed:
            if any(needle in row["search_text"] for needle in wanted):
                told = row["published"], row["language"]
                row |= schema.read_part(self._read(row["text"], *reversed(told)), *told, row["stamp"])
        return schema.to_table(listed)

    def _write(self, stamp: str, rows: pa.Table) -> None:
        try:
            name = shelf.write(self._storage.articles, stamp, rows)
        except OSError as error:
            raise CorpusError("not_saved", reason=error.strerror or str(error)) from error
        self._can_derive = True
        self._shelf.add(name, *(rows[column].to_pylist() for column in shelf.COLUMNS))
        self._look_again()

    def _append(self, kind: str, subject: str, payload: dict, check: Callable[[], None] = lambda: None) -> str:
        return self._append_all([(kind, subject, payload)], check)[0]

    def _append_all(self, told: Sequence[tuple[str, str, dict]], check: Callable[[], None] = lambda: None) -> list[str]:
        """Write events (kind, subject, payload) down, all or none; returns their ids.

        check: raises where the state stands against them. Nothing that it has not seen comes before them.
        """
        people.require("editor")
        events = None
        while events is None:
            self._refresh()
            check()
            try:
                events = self._journal.append_all(told, after=self._stamp())
            except FileExistsError:
                # Somebody else was quicker by a moment.
                self._storage.doubt()
                self._state = edits.state(self._journal)
            except OSError as error:
                raise CorpusError("not_saved", reason=error.strerror or str(error)) from error
        self._look_again()
        return [event.event_id for event in events]

    def _look_again(self) -> None:
        """Take in what has just been written, and what others wrote. It is there, whether they can be seen now or not.
        """
        with contextlib.suppress(CorpusError):
            self._refresh()
            self._tidy()

    def _tidy(self) -> None:
        """Compact in the background where the files have become many; a failure there changes nothing."""
        if max(len(self._shelf.names), self._journal.file_count) > compaction.MANY_FILES:
            self._in_background("compaction", self._compact_quietly)

    def _compact_quietly(self) -> None:
        with contextlib.suppress(OSError, pa.ArrowException):
            self.compact()

    def _touched(self, event_id: str) -> Sequence[str]:
        """Articles whose date or language may be others after this undo, or what it undoes."""
        event = self._journal.get(event_id)
        if event is None:
            return self._shelf.uploads.get(event_id, ())
        if event.kind != edits.UNDO:
            return edits.about(event)
        return [article for undone in edits.taken_back(event) for article in self._touched(undone)]
