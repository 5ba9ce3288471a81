"""What is known about articles, corrected by people: one article or many at once, stories named, nothing overwritten
unseen, and the history of it all.
"""
from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from components.corpus import edits
from components.corpus.errors import Clash, Conflict, CorpusError
from components.corpus.models import CORRECTABLE
from components.corpus.schema import storable

# Up to so many articles are read anew at once when their date or language was corrected (a few seconds); more are read
# in the background, the old readings standing meanwhile.
REREAD_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that happened to an article, the field that it changed, and that field before and after.

    kind: upload | delete | correct | amend. field: empty for an upload or a deletion. articles: how many articles the
    event was about. undone: whether it was taken back since; `before` and `after` leave out what was taken back.
    by: who did it, empty where nobody had to sign in.
    """

    event_id: str
    at: str
    kind: str
    field: str = ""
    before: object = None
    after: object = None
    articles: int = 1
    undone: bool = False
    by: str = ""


class Correcting:
    """Corrections; the store that it is part of brings `_append`, `_row`, `_rows` and the state."""

    @property
    def moment(self) -> int:
        """How much this corpus object has seen happen: handed to a correction as `since`, it is refused with a Conflict
        where somebody else changed the same fields of the same articles after this moment.
        """
        with self._lock:
            self._refresh()
            return len(self._journal)

    def correct(self, article_id: str, *, since: int | None = None, **fields: object) -> str:
        """Correct what is known about an article (title, outlet, author, published, language, story, tags, url).

        Returns the event that `undo` takes back. A new publication date or language makes the text be read again.
        Raises CorpusError for an unknown article or field or a value of the wrong kind, and Conflict (see `moment`).
        """
        checked = {name: edits.checked(name, value) for name, value in fields.items()}
        with self._lock:
            self._row(article_id)
            return self._corrected(edits.CORRECT, article_id, checked, since)

    def amend(self, article_ids: Iterable[str], *, since: int | None = None, add_tags: Iterable[str] = (),
              remove_tags: Iterable[str] = (), stories: Mapping[str, Mapping[str, str] | None] | None = None,
              **fields: object) -> str:
        """Correct many articles alike, by one event that one `undo` takes back; as `correct` otherwise.

        add_tags, remove_tags: what changes of each article's tags, the others stay. stories: names of stories that
        change with it (story -> {"en": …, "ar": …}), None for a story that is forgotten.
        """
        checked = {name: edits.checked(name, value) for name, value in fields.items()}
        added, removed = (edits.checked("tags", tuple(tags)) for tags in (add_tags, remove_tags))
        payload = {
            "article_ids": sorted(set(article_ids)), "fields": checked, "tags_added": list(map(storable, added)),
            "tags_removed": list(map(storable, removed)),
            "stories": {storable(story): names for story, names in (stories or {}).items()},
        }
        with self._lock:
            self._refresh()
            for article in payload["article_ids"]:
                if self._shelf.current(article, self._state) is None:
                    raise CorpusError("no_such_article", article_id=article)
            return self._corrected(edits.AMEND, "", payload, since)

    def history(self, article_id: str) -> list[Change]:
        """What happened to an article, newest first; one Change per field that an event changed.

        Raises CorpusError for an article that was never there.
        """
        with self._lock:
            self._refresh()
            if article_id not in self._shelf.rows:
                raise CorpusError("no_such_article", article_id=article_id)
            undone = self._state.undone
            given, added_by = dict.fromkeys(CORRECTABLE), ""
            if rows := self._originals([article_id]):
                given = {name: rows[article_id][name] for name in CORRECTABLE}
                added_by = rows[article_id]["added_by"] or ""
            given["tags"] = tuple(given["tags"] or ())
            told = [
                Change(upload, _day(upload), edits.UPLOAD, articles=len(set(self._shelf.uploads[upload])),
                       undone=upload in undone, by=added_by)
                for upload in sorted({row.upload for row in self._shelf.rows[article_id]})
            ]
            for event in self._journal:
                if event.kind in (edits.DELETE, edits.CORRECT, edits.AMEND) and article_id in edits.about(event):
                    told += _changes(event, given, event.event_id in undone)
        return sorted(told, key=lambda change: change.event_id, reverse=True)

    # -- inside -------------------------------------------------------------------------------

    def _corrected(self, kind: str, subject: str, payload: dict, since: int | None) -> str:
        event = edits.Event("", kind, subject, payload)
        then = edits.State() if since is None else edits.state(self._journal.first(since))

        def check() -> None:
            if since is not None and (clashes := self._clashes(event, then, self._state)):
                raise Conflict(clashes)

        event_id = self._append(kind, subject, payload, check)
        if {"published", "language"} & set(edits.fields_of(event)):
            self._reread_stale(edits.about(event))
        return event_id

    def _reread_stale(self, article_ids: Sequence[str]) -> None:
        if len(article_ids) <= REREAD_AT_ONCE:
            self._renew_stale(article_ids)
        else:
            self._in_background("reread", lambda: self._renew_stale(article_ids))

    def _clashes(self, event: edits.Event, then: edits.State, now: edits.State) -> tuple[Clash, ...]:
        """Fields that the event sets, that differ then and now, and that are not what the event would make them."""
        fields = {name: edits.typed(name, value) for name, value in edits.fields_of(event).items()}
        tags = edits.tags_of(event)
        touched: dict[str, list[str]] = {}
        for article in edits.about(event):
            (old, old_tags), (new, new_tags) = (
                (kept.corrections.get(article, {}), kept.tags.get(article, {})) for kept in (then, now))
            names = [name for name in fields if old.get(name) != new.get(name)]
            if any(old_tags.get(tag) != new_tags.get(tag) for tag in tags):
                names.append("tags")
            if names:
                touched[article] = names
        found = []
        for article, row in self._originals(sorted(touched)).items() if touched else ():
            given = {"tags": row["tags"]} | self._given(article, row["upload"], now)
            changed = dict.fromkeys(given.pop("tags_added", ()), True)
            changed |= dict.fromkeys(given.pop("tags_removed", ()), False)
            row |= given | {"tags": _with(tuple(given["tags"] or ()), changed)}
            differ = {name for name, value in fields.items() if row[name] != value}
            if any((tag in row["tags"]) != there for tag, there in tags.items()):
                differ.add("tags")
            found += [Clash(article, name, row[name]) for name in touched[article] if name in differ]
        named = event.payload.get("stories", {}) if event.kind == edits.AMEND else {}
        for story, names in named.items():
            old, new = (kept.decisions.get(edits.STORY, {}).get(story) for kept in (then, now))
            if old != new and new not in (None, edits.WITHDRAWN, names):
                found.append(Clash("", story, new))
        return tuple(found)


def _with(tags: Sequence[str], changed: Mapping[str, bool]) -> tuple[str, ...]:
    """The tags without those taken away, and with those added at the end."""
    kept = tuple(tag for tag in tags if tag not in changed)
    return kept + tuple(tag for tag, there in changed.items() if there)


def _changes(event: edits.Event, given: dict[str, object], undone: bool) -> list[Change]:
    """The changes of one event; `given`, the article's fields so far, is brought up to date."""
    about = edits.about(event)
    told = {"event_id": event.event_id, "at": event.at, "kind": event.kind, "articles": len(about), "undone": undone,
            "by": event.by}
    if event.kind == edits.DELETE:
        return [Change(**told)]
    after = {name: edits.typed(name, value) for name, value in edits.fields_of(event).items()}
    if tags := edits.tags_of(event):
        after["tags"] = _with(after.get("tags", given["tags"]), tags)
    changes = [Change(field=name, before=given[name], after=value, **told) for name, value in after.items()]
    if not undone:
        given.update(after)
    return changes


def _day(event_id: str) -> str:
    return dt.datetime.fromtimestamp(int(event_id.partition("-")[0]) / 1e9, dt.UTC).isoformat(timespec="seconds")
