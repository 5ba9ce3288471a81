"""What people decided about names, kept in the corpus: at once true of every question, then of every reading.

Whose name an id stands for is looked up when a question is asked (renamed.py), so a decision and its undoing need no
reading again. What the reader has to know (new spellings, names taken into the list) is read again in the articles in
which it stands, in the background; a small file says under which names everything has been read.
"""
from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence

import duckdb
import ibis
import pyarrow as pa

from components.corpus import edits, files
from components.corpus.errors import CorpusError
from components.corpus.renewing import REREAD_BATCH
from components.corpus.schema import search_text, storable
from components.reading import authority as authorities
from components.reading.authority import Authority
from components.reading.name_keys import english_key
from components.reading.own_names import OwnNames, added_up

# The kind of the decisions about names.
NAME = "name"
# Texts are searched for so many spellings at once: one pass over 200 MB of text each.
SPELLINGS_AT_ONCE = 50
_FORMS_READ = "names.json"

Form = tuple[str, str, str]


class Naming:
    """Decisions about names; the store that it is part of brings `_append`, `_renew` and the state."""

    @property
    def names(self) -> OwnNames:
        """Everybody's decisions about names, added up."""
        with self._lock:
            self._refresh()
            return self._own_names()

    @property
    def authority(self) -> Authority:
        """The known names as people see them: the list that comes with Mirsad under everybody's decisions."""
        return self.names.authority

    def readings(self, article_ids: Iterable[str]) -> int:
        """Another number whenever one of the articles was read anew, or anything was decided about names."""
        with self._lock:
            self._refresh()
            rows = (self._shelf.current(article, self._state) for article in article_ids)
            return hash((*(row.row_key for row in rows if row), *self._state.decisions.get(NAME, ())))

    def decide_names(self, changes: Sequence[Mapping], about: Mapping[str, Sequence[str]] | None = None) -> str:
        """Write decisions about names down, all or none (components.reading.name_changes makes them).

        about: what is known of the ids now, each as (type, English name, Arabic name), for ids that no list has.
        Returns the event that `undo` takes back.
        """
        known = {entity_id: list(told) for entity_id, told in (about or {}).items()}
        payload = {"changes": [dict(change) for change in changes], "about": known}
        payload = json.loads(storable(json.dumps(payload, ensure_ascii=False)))
        with self._lock:
            # Every event has a subject of its own: they are added up in order, none replaces another.
            event = self._append(NAME, files.stamp(), payload)
        self.catch_up()
        return event

    @property
    def names_waiting(self) -> bool:
        """Whether some articles are still to be read with the names as they are now."""
        return self.names.forms != self._forms_read()

    def catch_up(self) -> None:
        """Read again in the background what was read with other names."""
        if not self.names_waiting:
            return
        with self._lock:
            self._names_wanted = True
            self._in_background("names", self._catch_up)

    def renew_names(self, progress: Callable[[int, int], None] | None = None) -> int:
        """Read again the articles in which names stand that the reader was told of since; returns how many.

        May run in the background: the old reading stands until the new one is written down.
        """
        count = 0
        with self._renewing_names:
            while (goal := self.names.forms) != (read := self._forms_read()):
                chosen = self._articles_with(goal ^ read)
                for begin in range(0, len(chosen), REREAD_BATCH):
                    self._renew(chosen[begin:begin + REREAD_BATCH])
                    if progress:
                        progress(min(begin + REREAD_BATCH, len(chosen)), len(chosen))
                count += len(chosen)
                if not self._write_forms_read(goal):
                    return count
        return count

    # -- inside -------------------------------------------------------------------------------

    _names_wanted = False
    _names_of: tuple[edits.State | None, OwnNames | None] = (None, None)

    def __init__(self, *told: object) -> None:
        self._renewing_names = threading.Lock()
        super().__init__(*told)

    def _own_names(self) -> OwnNames:
        """As `names`, of the state that is at hand."""
        if self._names_of[0] is not self._state:
            found = self._state.decisions.get(NAME, {})
            before = self._names_of[1]
            if before is not None and before.payloads == tuple(found.values()):
                self._names_of = self._state, before
            else:
                self._names_of = self._state, added_up(authorities.load(), found.values())
        return self._names_of[1]

    def _catch_up(self) -> None:
        while True:
            with contextlib.suppress(CorpusError, OSError, pa.ArrowException, duckdb.Error):
                self.renew_names()
            with self._lock:
                if not self._names_wanted:
                    self._at_work.pop("names", None)
                    return
                self._names_wanted = False

    def _forms_read(self) -> frozenset[Form]:
        """The spellings that the reader knew beyond its list, when it last read all that they stand in."""
        try:
            return frozenset(map(tuple, json.loads(self._storage.notes.read(_FORMS_READ))))
        except (OSError, ValueError, TypeError):
            return frozenset()

    def _write_forms_read(self, forms: frozenset[Form]) -> bool:
        try:
            self._derived.folder.mkdir(exist_ok=True)
            self._storage.notes.write(_FORMS_READ, json.dumps(sorted(forms), ensure_ascii=False).encode())
        except OSError:
            # Nowhere to write: what was read again is read again once more the next time.
            return False
        return True

    def _articles_with(self, forms: Iterable[Form], article_ids: Sequence[str] = ()) -> list[str]:
        """The articles in whose texts some of the spellings stand, and a few more."""
        found: set[str] = set()
        looked_for = needles(forms)
        for begin in range(0, len(looked_for), SPELLINGS_AT_ONCE):
            table = self.table("search")
            if article_ids:
                table = table.filter(table.article_id.isin(list(article_ids)))
            some = [table.search_text.contains(needle) for needle in looked_for[begin:begin + SPELLINGS_AT_ONCE]]
            found.update(self.execute(table.filter(ibis.or_(*some)).select("article_id")).article_id)
        return sorted(found)


def needles(forms: Iterable[Form]) -> list[str]:
    """What a search text (schema.search_text) holds wherever one of the spellings stands.

    In Arabic the article may be lost and other words written onto the first one: للشمالي holds the name الشمالي.
    """
    found = set()
    for _, language, words in forms:
        words = search_text(words.lstrip("?"))
        if language == "ar":
            found.add(words.strip().removeprefix("ال") + " ")
        else:
            found.update((words, english_key(words)))
    return sorted(found)


def stands_in(text: str, looked_for: Sequence[str]) -> bool:
    """Whether a text holds any of the `needles`."""
    words = search_text(text) if looked_for else ""
    return any(needle in words for needle in looked_for)
