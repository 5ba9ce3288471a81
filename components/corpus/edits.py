"""What people did to the corpus: events, each a small immutable file, and the state that they add up to."""
from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from components.corpus import files
from components.corpus.models import Event, Problem

ENDING = ".json"

DELETE, CORRECT, UNDO, UPLOAD = "delete", "correct", "undo", "upload"


class Journal:
    """The events of one corpus folder, read as they appear; adding one makes it durable before it counts."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.problems: dict[str, Problem] = {}
        self._events: dict[str, Event] = {}
        self._names: frozenset[str] = frozenset()

    def refresh(self, names: frozenset[str]) -> None:
        """Read the event files that are new; `names` is the folder's listing."""
        for name in sorted(names - self._names):
            try:
                event = _read(self.folder / name)
            except FileNotFoundError:
                continue
            except (OSError, ValueError, KeyError, TypeError) as error:
                self.problems[name] = Problem("damaged_event", name, str(error))
                continue
            self._events[event.event_id] = event
        self._names = names

    def append(self, kind: str, subject: str, payload: dict, after: str = "") -> Event:
        """Write an event down. Raises OSError where it can't be written."""
        event_id = files.stamp(max(after, max(self._events, default="")))
        at = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        event = Event(event_id, kind, subject, json.loads(json.dumps(payload, default=_plain)), at)
        record = {"id": event_id, "kind": kind, "subject": subject, "payload": event.payload, "at": at}
        data = json.dumps(record, ensure_ascii=False).encode()
        files.write_durably(self.folder / f"{event_id}{ENDING}", data)
        self._events[event_id] = event
        return event

    def __iter__(self) -> Iterator[Event]:
        return (self._events[event_id] for event_id in sorted(self._events))

    def get(self, event_id: str) -> Event | None:
        return self._events.get(event_id)


def _read(path: Path) -> Event:
    record = json.loads(path.read_bytes())
    event = Event(record["id"], record["kind"], record["subject"], record["payload"], record["at"])
    if path.name != f"{event.event_id}{ENDING}" or not isinstance(event.payload, dict):
        raise ValueError("its name and its contents differ")
    return event


def _plain(value: object) -> object:
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} can't be written down")


@dataclass
class State:
    """What all events together say.

    undone: ids of events (uploads included) that no longer count. deleted: article -> id of its last deletion.
    corrections: article -> field -> (event id, value).
    """

    undone: frozenset[str] = frozenset()
    deleted: dict[str, str] = field(default_factory=dict)
    corrections: dict[str, dict[str, tuple[str, object]]] = field(default_factory=dict)
    decisions: dict[str, dict[str, dict]] = field(default_factory=dict)


def state(events: Iterable[Event]) -> State:
    """Add up the events, given in order of time: an undone event never was, otherwise the last one wins."""
    events = list(events)
    undone: set[str] = set()
    for event in reversed(events):
        if event.kind == UNDO and event.event_id not in undone:
            # Undoing an undo brings the first event back, because the undo itself is skipped here.
            undone.add(event.subject)
    result = State(frozenset(undone))
    for event in events:
        if event.event_id in undone or event.kind == UNDO:
            continue
        if event.kind == DELETE:
            for article in event.payload.get("article_ids", ()):
                result.deleted[article] = event.event_id
        elif event.kind == CORRECT:
            fields = result.corrections.setdefault(event.subject, {})
            for name, value in event.payload.items():
                fields[name] = (event.event_id, _typed(name, value))
        else:
            result.decisions.setdefault(event.kind, {})[event.subject] = event.payload
    return result


def _typed(name: str, value: object) -> object:
    if name == "published" and value is not None:
        return dt.date.fromisoformat(value)
    return tuple(value) if name == "tags" else value
