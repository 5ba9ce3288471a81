"""How a corpus folder stands at this moment: its files looked into, its events added up, its tables defined."""
from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

import duckdb
import pyarrow as pa

from components.corpus import derived, edits, files, flat, fresh, renamed, shelf, upgrade, views, workers
from components.corpus.engine import Files, open_engine
from components.corpus.errors import CorpusError
from components.corpus.models import Problem
from components.corpus.storage import storage

# Of more articles than this the files are not looked up: they lie in most of them.
MOST_LOOKED_UP = 2_000
# How often a question is asked while the folder's files change under it or turn out to be damaged.
ATTEMPTS = 4

Answer = TypeVar("Answer")


class Standing:
    """One corpus, followed while this and other processes write to it. Threads may share it.

    folder: on this machine; where the corpus lies, or for one in an object store what is made from it here.
    """

    def __init__(self, address: str | os.PathLike, engine: str | None = None):
        self._storage = storage(address)
        self.address, self.folder = self._storage.address, self._storage.folder
        self._lock = threading.RLock()
        self._storage.tidy()
        self._shelf = shelf.Shelf(self._storage.articles, self._upgrade)
        self._journal = edits.Journal(self._storage.events)
        self._derived = derived.Derived(self.folder / "derived")
        self._engine = open_engine(engine)
        self._fresh = fresh.Fresh(self._storage.articles)
        self._state = edits.State()
        self._seen: tuple = ()
        # What the engine's tables are of, and what they were last to be of.
        self._defined: tuple = ()
        self._asked: tuple = ()
        self._version = ""
        self._at_work: dict[str, threading.Thread] = {}
        self._can_derive = True
        self._refresh()

    @property
    def is_new(self) -> bool:
        """Whether no article was ever kept here."""
        return not self._seen[0]

    @property
    def version(self) -> str:
        """Changes whenever anything is saved, corrected or removed, by this process or another, and when what was left
        out of answers for now has been laid flat: a key for caches.
        """
        return f"{self._stood}~{self.left_out}" if self.left_out else self._stood

    @property
    def left_out(self) -> int:
        """How many articles the tables of worded.py are without for now, because they are being laid flat."""
        with self._lock:
            if self._fresh.left:
                self._refresh()
                self._fresh.look(self._uncovered())
            return self._fresh.left

    @property
    def _stood(self) -> str:
        with self._lock:
            self._refresh()
            return self._version

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Files in the folder that could not be used; the rest works without them."""
        with self._lock:
            self._refresh()
            return (*self._shelf.problems.values(), *self._journal.problems.values())

    def prepare(self) -> None:
        """Lay flat what has not been yet, so that the next question about the whole corpus is quick.

        Happens by itself in the background where a question finds much that is not flat; nothing depends on it.
        Raises CorpusError where it can't be written down.
        """
        with self._lock:
            self._refresh()
            names = self._shelf.names
            cover = self._derived.cover(self._derived.listing(), names)
            rest = names - cover.sources
            anew = len(cover.sets) >= derived.MANY_SETS
        if self._shelf.row_count(rest) >= derived.WORTH_A_SET or (anew and rest):
            chosen = names if anew else rest
            try:
                self._derived.make(map(self._storage.articles.path, chosen))
            except FileNotFoundError:
                # Merged away meanwhile: the merged file is laid flat the next time.
                return
            except (OSError, pa.ArrowException, duckdb.Error) as error:
                raise CorpusError("not_saved", reason=str(error)) from error
        self._derived.remove_needless(self._derived.cover(self._derived.listing(), names))

    def outcomes(self, function: Callable, items: Iterable, processes: int = 2,
                 chunk: int = workers.CHUNK) -> Iterator[tuple]:
        """(item, what function(item) gives, or Unreadable) for every item, worked out by the engine: in processes of
        this machine, or in tasks of its cluster.
        """
        return self._engine.outcomes(function, items, processes, chunk)

    # -- inside -------------------------------------------------------------------------------

    def _refresh(self) -> None:
        """Take in what any process has written since the last look."""
        try:
            seen = (self._storage.articles.listing(shelf.ENDING), self._storage.events.listing(edits.ENDING))
            if seen == self._seen:
                return
            self._shelf.refresh(seen[0])
            if not self._seen or seen[1] != self._seen[1]:
                self._journal.refresh(seen[1])
                self._state = edits.state(self._journal)
        except OSError as error:
            raise CorpusError("storage_gone", address=self.address) from error
        self._seen = seen
        names = "\n".join([*sorted(seen[0]), "", *sorted(seen[1]), "", *sorted(self._shelf.problems)])
        self._version = hashlib.sha256(names.encode()).hexdigest()[:16]

    def _answered(self, ask: Callable[[], Answer]) -> Answer:
        """What `ask` has from the engine. Another process may merge files away under a question, and a file may be
        damaged: then it is asked again of what is there.
        """
        for attempt in range(ATTEMPTS):
            try:
                self._tell()
                self._define()
                return ask()
            except CorpusError:
                raise
            except Exception:
                # The first time the files' ends are looked at again, then all of them.
                if attempt and not self._mended():
                    raise
                self._distrust()
        self._tell()
        self._define()
        return ask()

    def _tell(self) -> None:
        """Have told what is asked of rows that are not laid flat, if anybody asks for that; others need not wait."""
        if self._fresh.wanted:
            with self._lock:
                self._refresh()
                rest = self._uncovered()
            self._fresh.tell(rest)

    def _uncovered(self) -> dict[str, int]:
        """The files in no derived set, and the rows of each."""
        cover = self._derived.cover(self._derived.listing(), self._shelf.names)
        return {name: self._shelf.row_count({name}) for name in self._shelf.names - cover.sources}

    def _distrust(self) -> None:
        with self._lock:
            self._storage.doubt()
            self._derived.distrust()
            self._shelf.distrust()
            self._seen = self._defined = ()
            self._refresh()

    def _mended(self) -> bool:
        """Read the files to their ends where that was not done yet. Says whether any of them turned out damaged, or
        anything was written or merged away since they were last asked about.
        """
        with self._lock:
            before = self._asked, self._shelf.names
            self._derived.verify()
            self._shelf.verify()
            self._distrust()
            return before != ((*self._seen, self._derived.listing()), self._shelf.names)

    def _upgrade(self, found: pa.Schema, name: str, sources: frozenset[str]) -> str | None:
        if not upgrade.is_earlier(found):
            return None
        latest = files.latest(self._storage.articles.listing(shelf.ENDING))
        return upgrade.upgrade(self._storage.articles, name, sources, latest)

    def _define(self) -> None:
        """Bring the engine's tables up to date."""
        with self._lock:
            self._refresh()
            seen = (*self._seen, self._derived.listing(), self._fresh.version)
            if self._defined == seen:
                return
            self._asked = seen[:3]
            cover = self._derived.cover(seen[2], self._shelf.names)
            hidden, names = self._shelf.hidden(self._state, cover.sources)
            corrections, decided = self._corrections(), self._own_names()
            self._engine.define(
                self._files(names, cover),
                views.overlays(hidden, corrections) | views.fresh(self._fresh.told(names - cover.sources))
                | (renamed.overlays(decided) if decided else {}),
                views.definitions(hidden, list(corrections), bool(cover.sets), not names <= cover.sources, decided),
            )
            self._defined = seen
            if self._can_derive and self._shelf.row_count(names - cover.sources) >= derived.WORTH_A_SET:
                self._in_background("derive", self._derive)

    def _files(self, names: frozenset[str], cover: derived.Cover) -> dict[str, Files]:
        def stored(chosen: frozenset[str]) -> Files:
            return Files(list(map(self._storage.articles.path, sorted(chosen))), views.ROWS)

        return {views.STORED: stored(names), views.UNCOVERED: stored(names - cover.sources)} | {
            views.FLAT.format(name): Files(self._derived.paths(cover.sets, name), flat.schema(name).to_pyarrow())
            for name in flat.TABLES
        }

    def _derive(self) -> None:
        try:
            self.prepare()
        except CorpusError:
            # No room or no permission: every question is still answered, if slower, until something can be saved again.
            self._can_derive = self._mended()

    def _in_background(self, what: str, work: Callable[[], None]) -> None:
        """Do this in a thread of its own, once at a time."""
        busy = self._at_work.get(what)
        if busy is None or not busy.is_alive():
            self._at_work[what] = threading.Thread(target=work, name=f"mirsad-{what}", daemon=True)
            self._at_work[what].start()

    def _corrections(self) -> dict[int, dict[str, object]]:
        """Corrections in force, by row: those of articles that are there, made after the upload that they speak of."""
        found = {}
        for article in self._state.corrections.keys() | self._state.tags.keys():
            row = self._shelf.current(article, self._state)
            if row and (given := self._given(article, row.upload, self._state)):
                found[row.row_key] = given
        return found

    def _given(self, article: str, upload: str, state: edits.State) -> dict[str, object]:
        """What was corrected of an article after it was uploaded; tags added and removed under names of their own."""
        corrections = state.corrections.get(article, {})
        given = {name: value for name, (event, value) in corrections.items() if event > upload}
        if tags := state.tags.get(article):
            later = {tag: there for tag, (event, there) in tags.items() if event > upload}
            given |= {name: [tag for tag, there in later.items() if there == added]
                      for name, added in (("tags_added", True), ("tags_removed", False)) if later}
        return given

    def _among(self, article_ids: Sequence[str]) -> views.Among | None:
        """Where rows of these articles lie; None where it is not worth telling."""
        if not 0 < len(article_ids) <= MOST_LOOKED_UP:
            return None
        with self._lock:
            self._refresh()
            found = {row.file for article in article_ids for row in self._shelf.rows.get(article, ())}
            return views.Among(sorted(found), files.latest(self._seen[0]))

    def _row(self, article_id: str) -> shelf.Row:
        with self._lock:
            self._refresh()
            row = self._shelf.current(article_id, self._state)
        if row is None:
            raise CorpusError("no_such_article", article_id=article_id)
        return row

    def _stamp(self) -> str:
        return files.stamp(max(self._journal.latest, *(files.latest(names) for names in self._seen)))
