"""What people did to the corpus: events, each a small immutable file, and the state that they add up to.

Writers take turns. Each file has the number that follows the last one its writer knows, and of several who want the
same number one gets it: the others look at what was done first, and try the next number only where it is not in their
way. So nobody's change stands upon something that its writer had not seen, and what is refused was never written,
whoever is killed when.
"""
from __future__ import annotations

import contextlib
import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from itertools import islice
from typing import NamedTuple

from components.corpus import files, people
from components.corpus.errors import CorpusError
from components.corpus.models import CORRECTABLE, Event, Problem
from components.corpus.schema import storable
from components.corpus.storage import Place

ENDING = ".json"
FORMAT = 1

# Corrections of one article, and of many at once with tags added and removed and stories named.
DELETE, CORRECT, AMEND, UNDO, UPLOAD = "delete", "correct", "amend", "undo", "upload"
# The kind of the decisions that name stories.
STORY = "story"
WITHDRAWN = {"withdrawn": True}

_TURN = re.compile(r"turn-(\d{12})\.json")


class Merged(NamedTuple):
    """What a merged file says that it stands for: files, and every turn up to one, but for those left open."""

    sources: frozenset[str] = frozenset()
    turn: int = 0
    left_open: frozenset[int] = frozenset()

    def covers(self, turn: int) -> bool:
        return turn <= self.turn and turn not in self.left_open


_NOTHING_MERGED = Merged()


class Journal:
    """The events of one corpus folder, read as they appear; adding one makes it durable before it counts."""

    def __init__(self, place: Place):
        self.place = place
        self.problems: dict[str, Problem] = {}
        self._events: dict[str, Event] = {}
        self._merged: dict[str, Merged] = {}
        self._names: frozenset[str] = frozenset()
        # The last turn that anybody is known to have taken, and those of which the events are known.
        self._turn, self._read = 0, set()

    def refresh(self, names: frozenset[str]) -> None:
        """Read the event files that are new; `names` is the place's listing.

        Raises OSError where they can't be had now; then all is as before.
        """
        self.place.bring(names - self._names)
        self._names &= names
        # What could not be read is tried again: it may have been put in order, or is gone.
        self._names -= self.problems.keys()
        self.problems.clear()
        new = names - self._names
        # Newest first: a merged file makes its sources needless before they are opened.
        for name in sorted(new - _turns(new).keys(), reverse=True):
            self._take_in(name)
        for name, turn in _turns(new).items():
            if not self._covered(turn) and self._take_in(name):
                self._read.add(turn)
        self._turn = max(self._turn, *_turns(new).values(), *(merged.turn for merged in self._merged.values()), 0)
        self._names = names

    def _take_in(self, name: str) -> bool:
        """Whether there are events to be had from a file; what is wrong with it is told in `problems`."""
        if any(name in merged.sources for merged in self._merged.values()):
            return False
        try:
            events, merged = decoded(self.place.path(name).read_bytes())
        except FileNotFoundError:
            return False
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            self.problems[name] = Problem("damaged_event", name, str(error))
            return False
        self._events.update((event.event_id, event) for event in events)
        if merged.sources:
            self._merged[name] = merged
        return True

    def append_all(self, told: Iterable[tuple[str, str, dict]], after: str = "") -> list[Event]:
        """Write events (kind, subject, payload) down in one file, all or none.

        Raises OSError likewise, and FileExistsError where somebody else took the turn: what they did is known then.
        """
        event_id, events = max(after, self.latest), []
        at = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        for kind, subject, payload in told:
            event_id = files.stamp(event_id)
            plain = json.loads(json.dumps(payload, default=_plain))
            events.append(Event(event_id, kind, subject, plain, at, people.acting().name))
        if not events:
            return events
        if not self.place.takes_turns:
            self.place.write(f"{event_id}{ENDING}", encoded(events))
        else:
            turn = self._turn + 1
            name = f"turn-{turn:012d}{ENDING}"
            try:
                self.place.create(name, encoded(events))
            except FileExistsError:
                self.refresh(self._names | {name})
                raise
            if not self._counts(name, turn, event_id):
                raise FileExistsError(name)
            self._turn = max(self._turn, turn)
            self._read.add(turn)
        self._events.update((event.event_id, event) for event in events)
        return events

    def _covered(self, turn: int) -> bool:
        return any(merged.covers(turn) for merged in self._merged.values())

    def _counts(self, name: str, turn: int, event_id: str) -> bool:
        """Whether an event just written counts. It does not if its turn was long over: taken by somebody else, merged,
        and the file's name given free, while this process slept.
        """
        # It is written, whether the place can be looked at now or not.
        with contextlib.suppress(OSError):
            self.refresh(self.place.listing(ENDING) | {name})
        return not self._covered(turn) or event_id in self._events

    def merge(self) -> None:
        """Put all events into one new file that names the others as its sources. Raises OSError."""
        sources = {name for name in self._names if name not in self.problems}
        known = max((merged.turn for merged in self._merged.values()), default=0)
        turns = {*range(known + 1, self._turn + 1)}.union(*(merged.left_open for merged in self._merged.values()))
        left_open = frozenset(turn for turn in turns - self._read if not self._covered(turn))
        name = f"{files.stamp(max(files.latest(self._names), self.latest))}{ENDING}"
        self.place.write(name, encoded(list(self), Merged(frozenset(sources), self._turn, left_open)))

    @property
    def latest(self) -> str:
        """The newest event; empty where there is none."""
        return max(self._events, default="")

    @property
    def merged(self) -> dict[str, frozenset[str]]:
        """Merged files and their sources."""
        return {name: merged.sources for name, merged in self._merged.items()}

    @property
    def file_count(self) -> int:
        """How many files hold events that no merged file has taken in."""
        return len(self._names - frozenset().union(*(merged.sources for merged in self._merged.values())))

    def __iter__(self) -> Iterator[Event]:
        return (self._events[event_id] for event_id in sorted(self._events))

    def __len__(self) -> int:
        return len(self._events)

    def first(self, count: int) -> list[Event]:
        """The events that this journal saw first, so many of them, in order of time. What another process wrote may be
        seen later than its time says.
        """
        return [self._events[event_id] for event_id in sorted(islice(self._events, count))]

    def get(self, event_id: str) -> Event | None:
        return self._events.get(event_id)


def encoded(events: Iterable[Event], merged: Merged = _NOTHING_MERGED) -> bytes:
    """Events as a file has them. merged: what it stands for."""
    record = {"format": FORMAT, "sources": sorted(merged.sources), "turn": merged.turn,
              "left_open": sorted(merged.left_open), "events": [asdict(event) for event in events]}
    return json.dumps(record, ensure_ascii=False).encode()


def decoded(data: bytes) -> tuple[list[Event], Merged]:
    """The events of a file, and what it stands for.

    Raises ValueError, KeyError, TypeError, AttributeError.
    """
    record = json.loads(data)
    events = [Event(**event) for event in record["events"]]
    if not all(files.latest([event.event_id]) and isinstance(event.payload, dict) for event in events):
        raise ValueError("not a record of events")
    # Files of before writers took turns name none.
    turn, left_open = record.get("turn", 0), frozenset(record.get("left_open", ()))
    if not all(isinstance(number, int) for number in (turn, *left_open)):
        raise ValueError("turns are numbers")
    return events, Merged(frozenset(record["sources"]), turn, left_open)


def _turns(names: Iterable[str]) -> dict[str, int]:
    """The files that were written in turn, and their numbers, in order."""
    return {name: int(match[1]) for name in sorted(names) if (match := _TURN.fullmatch(name))}


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
    corrections: article -> field -> (event id, value). tags: article -> tag -> (event id, whether it is there), what
    was added and removed since the tags were last given as a whole.
    """

    undone: frozenset[str] = frozenset()
    deleted: dict[str, str] = field(default_factory=dict)
    corrections: dict[str, dict[str, tuple[str, object]]] = field(default_factory=dict)
    tags: dict[str, dict[str, tuple[str, bool]]] = field(default_factory=dict)
    decisions: dict[str, dict[str, dict]] = field(default_factory=dict)


def state(events: Iterable[Event]) -> State:
    """Add up the events, given in order of time: an undone event never was, otherwise the last one wins."""
    events = list(events)
    undone: set[str] = set()
    for event in reversed(events):
        if event.kind == UNDO and event.event_id not in undone:
            # Undoing an undo brings the first event back, because the undo itself is skipped here.
            undone.update(taken_back(event))
    result = State(frozenset(undone))
    for event in events:
        if event.event_id in undone or event.kind == UNDO:
            continue
        if event.kind == DELETE:
            for article in about(event):
                result.deleted[article] = event.event_id
        elif event.kind in (CORRECT, AMEND):
            _amend(result, event)
        else:
            result.decisions.setdefault(event.kind, {})[event.subject] = event.payload
    return result


def _amend(result: State, event: Event) -> None:
    given = {name: (event.event_id, typed(name, value)) for name, value in fields_of(event).items()}
    tags = {tag: (event.event_id, there) for tag, there in tags_of(event).items()}
    for article in about(event):
        if given:
            result.corrections.setdefault(article, {}).update(given)
        if "tags" in given:
            result.tags.pop(article, None)
        if tags:
            result.tags.setdefault(article, {}).update(tags)
    for story, names in event.payload.get("stories", {}).items() if event.kind == AMEND else ():
        result.decisions.setdefault(STORY, {})[story] = WITHDRAWN if names is None else names


def about(event: Event) -> Sequence[str]:
    """The articles that a deletion or a correction is about."""
    return (event.subject,) if event.kind == CORRECT else event.payload.get("article_ids", ())


def taken_back(event: Event) -> tuple[str, ...]:
    """The events that an undo is about: one, or the several uploads of one act."""
    return event.subject, *event.payload.get("with", ())


def fields_of(event: Event) -> dict[str, object]:
    """The fields that a correction sets, as they were written down."""
    return event.payload if event.kind == CORRECT else event.payload.get("fields", {})


def tags_of(event: Event) -> dict[str, bool]:
    """The tags that a correction of many articles adds (True) and removes (False)."""
    if event.kind != AMEND:
        return {}
    return dict.fromkeys(event.payload.get("tags_removed", ()), False) | dict.fromkeys(
        event.payload.get("tags_added", ()), True)


def typed(name: str, value: object) -> object:
    if name == "published" and value is not None:
        return dt.date.fromisoformat(value)
    return tuple(value) if name == "tags" else value


def checked(name: str, value: object) -> object:
    """The value as a correction writes it down. Raises CorpusError where it is of the wrong kind."""
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
