"""The nouns of the corpus: what comes in, what is kept, and what is asked for."""
from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from components.reading.models import Reading

# How a publication date came to be known, from surest to least sure: the page or the text states it; a person gave
# it; it was worked out from what the text says; nobody knows.
PUBLISHED_BASES = ("stated", "given", "inferred", "unknown")

# What a person may correct about an article. Its text is what it is.
CORRECTABLE = ("title", "outlet", "author", "published", "language", "story", "tags", "url")


@dataclass(frozen=True, slots=True)
class Parsed:
    """One article as a file holds it, before anything is concluded from it.

    text: the whole text as read. language, story, outlet…: only what the file itself says, else empty.
    published: the publication date that the file states about itself, and `published_reason` where it was found.
    problems: message keys of what went half wrong (a PDF's digits may have moved, an undecodable byte).
    encoding: how its letters were guessed to be written ("UTF-8", "windows-1256"); empty where its format says.
    """

    text: str
    source_name: str = ""
    title: str = ""
    outlet: str = ""
    author: str = ""
    published: dt.date | None = None
    published_reason: str = ""
    language: str = ""
    url: str = ""
    story: str = ""
    tags: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    encoding: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """An article ready to be saved: what a person sees, corrects and confirms before it is kept.

    text: frozen (components.text.arabic.freeze). language: ar | en.
    published_basis: one of PUBLISHED_BASES. published_reason: a message key, or a sentence with its Arabic beside it.
    problems: message keys of what a person should look at. encoding: as guessed, empty where the format says it.
    reading: filled in where the text was read already.
    """

    text: str
    language: str
    title: str = ""
    outlet: str = ""
    author: str = ""
    published: dt.date | None = None
    published_basis: str = "unknown"
    published_reason: str = ""
    published_reason_ar: str = ""
    url: str = ""
    story: str = ""
    tags: tuple[str, ...] = ()
    source_name: str = ""
    problems: tuple[str, ...] = ()
    encoding: str = ""
    reading: Reading | None = field(default=None, repr=False, compare=False)

    @property
    def first_lines(self) -> str:
        """The beginning of the text, enough to recognise the article by (at most three lines, 400 characters)."""
        lines = [line for line in self.text.split("\n") if line.strip()]
        return "\n".join(lines[:3])[:400]


@dataclass(frozen=True, slots=True)
class Article:
    """A stored article with its corrections applied. added: when it was saved, in UTC; added_by: by whom, or empty."""

    article_id: str
    text: str = field(repr=False)
    language: str = ""
    title: str = ""
    outlet: str = ""
    author: str = ""
    published: dt.date | None = None
    published_basis: str = "unknown"
    published_reason: str = ""
    published_reason_ar: str = ""
    url: str = ""
    story: str = ""
    tags: tuple[str, ...] = ()
    source_name: str = ""
    word_count: int = 0
    sentence_count: int = 0
    added: dt.datetime | None = None
    added_by: str = ""


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of an upload: ids that are new, ids that were there already, and the event by which to undo it.

    `event` is empty where nothing was new. others: what else was written by the same act, to be undone with it.
    """

    added: tuple[str, ...]
    already: tuple[str, ...]
    event: str = ""
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """Something that a person did to the corpus. Events are only ever added; `undo` is another event.

    event_id: sorts by time. subject: what it is about (an article id, the id of the undone event, a ledger row…).
    by: who did it, empty where nobody had to sign in.
    """

    event_id: str
    kind: str
    subject: str
    payload: dict = field(default_factory=dict)
    at: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something amiss in the corpus folder that does not stop the rest: `code` is a message key, `file` a name."""

    code: str
    file: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which articles are looked at; whatever is left empty does not restrict.

    first_day, last_day: both included; an article without a publication date lies in no stretch of days.
    tags: an article that has any of them. without: ids of articles that are left out. of_outlets, of_tags: an article
    of any of these outlets or with any of these tags. not_of_outlets, not_of_tags: none such.
    """

    story: str | None = None
    languages: Sequence[str] = ()
    outlets: Sequence[str] = ()
    first_day: dt.date | None = None
    last_day: dt.date | None = None
    article_ids: Sequence[str] = ()
    tags: Sequence[str] = ()
    without: Sequence[str] = ()
    of_outlets: Sequence[str] = ()
    of_tags: Sequence[str] = ()
    not_of_outlets: Sequence[str] = ()
    not_of_tags: Sequence[str] = ()
