"""What came in together, as a journal tells it: its sources, the articles in them, what went wrong, what was done.

A journal is a list of records; whoever adds them up from the first comes to the same state.
"""
from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace

from components.corpus import people
from components.corpus.errors import CorpusError, Unreadable
from components.corpus.models import Draft
from components.corpus.schema import article_id

# Enough of a text to recognise the article by; the rest stays on disk until somebody looks at it.
OPENING_CHARACTERS = 400

EDITABLE = ("title", "outlet", "author", "published", "language", "story", "tags", "url")


@dataclass(slots=True)
class Source:
    """A file, a pasted text or a web address of an intake.

    columns: what a person said a table's columns hold, now or of an earlier table with the same heading.
    to_fetch: whether a person wants the pages whose addresses the table lists; pages: how many they are, as soon as it
        is known; fetched: how many of them are done with.
    """

    number: int
    name: str
    kind: str
    size: int
    columns: dict[str, str] | None = None
    read: bool = False
    is_table: bool = False
    to_fetch: bool = False
    pages: int = 0
    fetched: int = 0


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
    """What could not be read or kept: the source and its number (-1: none), the place in it, and why."""

    name: str
    place: str
    error: Unreadable | CorpusError
    source: int = -1


@dataclass(slots=True)
class Outcome:
    """What became of the articles that were to be kept: how many are new, how many were there, and the uploads."""

    added: int = 0
    already: int = 0
    events: list[str] = field(default_factory=list)


class Arrivals:
    """The state that a journal's records add up to; `waiting.Intake` reads and writes them."""

    def __init__(self) -> None:
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

    # -- what is known ------------------------------------------------------------------------

    @property
    def phase(self) -> str:
        """read (at it), look (for a person to look over), keep (at it), kept (done)."""
        if self.asked:
            return self.asked
        return "kept" if self._to_keep and not self.remaining() else "look"

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
        return sum(map(self._bytes_read, self.sources)), sum(source.size for source in self.sources)

    def heard(self, source: int) -> int:
        """How many articles and troubles of a source (of a list of addresses: of the page in hand) are written down."""
        return self._outcomes.get(source, 0)

    def lists(self) -> dict[int, int]:
        """Tables that have addresses in place of texts, not fetched yet: a source's number, how many of its rows."""
        return {trouble.source: int(trouble.error.values["count"]) for trouble in self.troubles
                if _names_addresses(trouble) and self.sources[trouble.source].is_table}

    # -- adding up ----------------------------------------------------------------------------

    def _bytes_read(self, source: Source) -> float:
        if source.read:
            return source.size
        if source.pages:
            return source.size * source.fetched / source.pages
        # How far a file of many articles is read, their texts tell.
        return min(self._text_bytes.get(source.number, 0), 0.98 * source.size)

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
                error = kind(record["code"], **record["values"])
                self.troubles.append(Trouble(record["name"], record["place"], error, record["source"]))
            case "read":
                self.sources[record["source"]].read = True
                self.compared = False
            case "table":
                source = self.sources[record["source"]]
                source.is_table, source.columns = True, record["columns"]
            case "again":
                self._forget(record)
            case "fetch":
                self._fetch(self.sources[record["source"]])
            case "pages":
                self.sources[record["source"]].pages = record["pages"]
            case "page":
                self.sources[record["source"]].fetched += 1
                self._outcomes.pop(record["source"], None)
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
        source.to_fetch, source.pages, source.fetched = False, 0, 0
        self._outcomes.pop(source.number, None)
        self._text_bytes.pop(source.number, None)
        self.troubles = [trouble for trouble in self.troubles if trouble.source != source.number]
        self.articles = {n: w for n, w in self.articles.items() if w.source != source.number}
        self._by_identity = {w.article_id: n for n, w in reversed(self.articles.items())}
        self.revision += 1

    def _fetch(self, source: Source) -> None:
        source.to_fetch, source.read, source.pages, source.fetched = True, False, 0, 0
        self._outcomes.pop(source.number, None)
        # What kept its rows from being articles is over with.
        self.troubles = [trouble for trouble in self.troubles
                         if trouble.source != source.number or not _names_addresses(trouble)]



def _draft(given: Mapping[str, object]) -> Draft:
    known = {f.name for f in fields(Draft)}
    values = {name: tuple(value) if isinstance(value, list) else value for name, value in given.items()}
    day = values.get("published")
    values["published"] = dt.date.fromisoformat(day) if day else None
    return Draft(**{name: value for name, value in values.items() if name in known})


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


def _names_addresses(trouble: Trouble) -> bool:
    return trouble.error.code in ("addresses_only", "addresses_among") and trouble.source >= 0
