"""A whole project taken to another machine: one file with everything, opened there to the same figures.

Opened where nothing but the seed story stands, it is taken over file by file, history and all. Opened where there is
something already, what is new is added to it: nothing that was there is lost, and what both sides know differently is
shown first and decided by the person who opens it.
"""
from __future__ import annotations

import datetime as dt
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

import pandas as pd

from components.corpus import apart, edits, files, packing, people, schema, seed
from components.corpus.errors import CorpusError, Unreadable
from components.corpus.models import CORRECTABLE, Saved


@dataclass(frozen=True)
class Coming:
    """What opening a project would do here.

    manifest: the project's own account. new, already: ids of its articles that are not here, and that are. left: how
    many articles are here and not in it. fields: article -> field -> (here, there), where both know it differently.
    decided, differing: decisions (kind, subject) that are not here, and that are here with another outcome.
    exact: nothing but the seed story is here, so that afterwards everything is as in the project.
    """

    manifest: dict = field(repr=False)
    new: tuple[str, ...]
    already: tuple[str, ...]
    left: int
    fields: dict[str, dict[str, tuple[object, object]]] = field(repr=False)
    decided: tuple[tuple[str, str], ...] = field(repr=False)
    differing: tuple[tuple[str, str], ...] = field(repr=False)
    exact: bool

    @property
    def conflicts(self) -> int:
        """How many things both know, and differently."""
        return sum(map(len, self.fields.values())) + len(self.differing)

    @property
    def anything(self) -> bool:
        """Whether opening it would change anything here."""
        return bool(self.new or self.decided or self.conflicts or (self.exact and self.left))


@contextmanager
def opened(source: str | Path) -> Iterator[tuple[dict, object]]:
    """A project's manifest, and itself as a corpus of its own for as long as the block lasts; looked through apart.

    Raises Unreadable, as packing.unpack says.
    """
    from components.corpus.store import Corpus

    with tempfile.TemporaryDirectory(prefix="mirsad-", ignore_cleanup_errors=True) as folder:
        there = Path(folder) / "project"
        manifest = {}
        for found in apart.run(packing.unpack, str(source), str(there)):
            manifest = found or manifest
        project = Corpus(there, "")
        # It is gone in a moment: nothing is worth laying flat.
        project._can_derive = False
        if project.problems:
            raise Unreadable("damaged_project", file=project.problems[0].file)
        yield manifest, project


class Projects:
    """Projects out and in; the store that it is part of brings everything else."""

    def export_project(self, file: BinaryIO | Path) -> dict:
        """Write everything (texts, readings, events) into one .zip; returns its manifest. Raises CorpusError."""
        with self._lock:
            self._refresh()
            names, events = sorted(self._shelf.names), list(self._journal)
            told = {"articles": len(self.articles()), "stories": len(self.stories()), "events": len(events),
                    "corpus": self.version}
        try:
            return packing.pack(file, map(self._storage.articles.path, names), events, told)
        except OSError as error:
            raise CorpusError("not_saved", reason=error.strerror or str(error)) from error

    def look_into(self, source: str | Path) -> Coming:
        """What `open_project` would do; changes nothing. Raises Unreadable."""
        with opened(source) as (manifest, project):
            return self._coming(manifest, project)

    def open_project(self, source: str | Path, prefer: str = "here") -> tuple[Coming, Saved]:
        """Take a project in; returns what was done, and the articles added with the events that take everything out
        again (none where everything was taken over).

        prefer: here | there, what counts where both know something differently.
        Raises Unreadable, and CorpusError where nothing could be written or the person at work is no administrator.
        """
        people.require("administrator")
        with opened(source) as (manifest, project), self._lock:
            coming = self._coming(manifest, project)
            saved = self._take_over(project) if coming.exact else self._take_in(project, coming, prefer == "there")
        self.catch_up()
        return coming, saved

    # -- inside -------------------------------------------------------------------------------

    def _coming(self, manifest: dict, project) -> Coming:
        with self._lock:
            self._refresh()
            here, there = self._known(), project._known()
            fields = {}
            for article in here.keys() & there.keys():
                pairs = {name: (here[article][name], there[article][name]) for name in CORRECTABLE}
                if differ := {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}:
                    fields[article] = differ
            ours, theirs = self._decided(), project._decided()
            return Coming(
                manifest,
                new=tuple(sorted(there.keys() - here.keys())),
                already=tuple(sorted(there.keys() & here.keys())),
                left=len(here.keys() - there.keys()),
                fields=fields,
                decided=tuple(key for key in theirs if key not in ours),
                differing=tuple(key for key in theirs if key in ours and ours[key] != theirs[key]),
                exact=self._is_untouched(),
            )

    def _known(self) -> dict[str, dict[str, object]]:
        """What is known about each article: article -> field of CORRECTABLE -> value, as corrections take it."""
        rows = self.articles()[["article_id", *CORRECTABLE]].to_dict("records")
        for row in rows:
            row["published"] = None if pd.isna(row["published"]) else row["published"].date()
            row["tags"] = tuple(row["tags"]) if row["tags"] is not None else ()
        return {row.pop("article_id"): row for row in rows}

    def _decided(self) -> dict[tuple[str, str], dict]:
        """All decisions in force, in the order in which they were made."""
        return {
            (kind, subject): payload
            for kind, found in self._state.decisions.items() for subject, payload in found.items()
            if payload != edits.WITHDRAWN
        }

    def _is_untouched(self) -> bool:
        """Whether nothing is here but what came with Mirsad."""
        ours = set(seed.article_ids())
        return set(self._shelf.rows) <= ours and all(
            event.kind == edits.STORY and seed.stories().get(event.subject) == event.payload for event in self._journal)

    def _take_over(self, project) -> Saved:
        """The project's files as they are, in place of the seed story that was here."""
        before = [*self._shelf.uploads, *(event.event_id for event in self._journal)]
        events = list(project._journal)
        try:
            if before:
                self._append_all([(edits.UNDO, event_id, {}) for event_id in before])
            for name in sorted(project._shelf.names):
                self._storage.articles.write(name, project._storage.articles.read(name))
            if events:
                name = f"{files.stamp(files.latest([events[-1].event_id]))}{edits.ENDING}"
                self._storage.events.write(name, edits.encoded(events))
        except OSError as error:
            raise CorpusError("not_saved", reason=error.strerror or str(error)) from error
        self._refresh()
        return Saved(tuple(sorted(project.articles().article_id)), ())

    def _take_in(self, project, coming: Coming, theirs: bool) -> Saved:
        """What is new in the project, as an upload and decisions of today."""
        told = []
        stamp = self._stamp() if coming.new else ""
        if coming.new:
            given = project._originals(coming.new)
            added = dt.datetime.now(dt.UTC).replace(tzinfo=None)
            today = {"upload": stamp, "stamp": stamp, "added": added, "added_by": people.acting().name}
            rows = [row | today | {"row_key": secrets.randbits(63)} for row in given.values()]
            self._write(stamp, schema.to_table(rows))
            there = project._known()
            for article, row in given.items():
                known = there[article]
                row = {**row, "tags": tuple(row["tags"] or ())}
                changed = {name: edits.checked(name, known[name]) for name in CORRECTABLE if known[name] != row[name]}
                if changed:
                    told.append((edits.CORRECT, article, changed))
        if theirs:
            told += [
                (edits.CORRECT, article, {name: edits.checked(name, pair[1]) for name, pair in pairs.items()})
                for article, pairs in coming.fields.items()
            ]
        wanted = {*coming.decided, *(coming.differing if theirs else ())}
        told += [(*key, payload) for key, payload in project._decided().items() if key in wanted]
        events = self._append_all(told) if told else []
        self._renew_stale([*coming.new, *(coming.fields if theirs else ())])
        first, *others = [*([stamp] if stamp else []), *events] or [""]
        return Saved(coming.new, coming.already, first, tuple(others))
