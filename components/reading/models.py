"""The nouns of reading: what was found in one article, each with its place in the article's text.

`start` and `end` are code points into the text as it was handed to the reader, `end` exclusive,
and `text[start:end] == surface` for every item that has a surface.
"""
from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

ENTITY_TYPES = ("person", "country", "place", "organisation", "event", "product")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the article's body; `number` counts from 0 within the article, `paragraph` likewise."""

    number: int
    start: int
    end: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where the article names an entity.

    entity_id: stable and readable, the same in both languages (person/kim-jong-un, country/KP).
    entity_type: one of ENTITY_TYPES.
    name_en, name_ar: the entity's display names; empty where a discovered name has no known form in that language.
    form: how the entity is named: name | short (family name, acronym) | demonym (Russian) | metonym (Moscow for
        Russia's government, only where that is known from the sentence).
    method: known (from the authority list) | discovered (by its form and neighbours) | repeated (short for a name given
        earlier in the same article).
    """

    start: int
    end: int
    surface: str
    entity_id: str
    entity_type: str
    name_en: str
    name_ar: str
    form: str = "name"
    method: str = "known"
    sentence_no: int = 0

    def in_sentence(self, number: int) -> Mention:
        """The same mention, told the number of its sentence; a third of the time of `dataclasses.replace`."""
        return Mention(self.start, self.end, self.surface, self.entity_id, self.entity_type, self.name_en,
                       self.name_ar, self.form, self.method, number)


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date or stretch of days that the text speaks of, both days included.

    basis: absolute (says its year) | relative (resolved against the publication date) | partial (a day or month
        without a year, resolved against the publication date).
    calendar: gregorian | hijri (converted by the civil tabular calendar, so a day's doubt remains).
    """

    start: int
    end: int
    surface: str
    first_day: dt.date
    last_day: dt.date
    basis: str = "absolute"
    calendar: str = "gregorian"
    sentence_no: int = 0


@dataclass(frozen=True, slots=True)
class Quote:
    """A stretch that the article gives as somebody else's words.

    start, end: the words themselves, without quotation marks.
    kind: direct (speech in quotation marks) | fragment (a few words of somebody's speech, under four, in marks inside a
        sentence of the article's own) | indirect (reported without marks) | scare (a term held at arm's length,
        a title).
    speaker: as the text names them at this place ("Kim", "analysts", "he"), or None. Where the verb names nobody
        (وتابع), it is the last speaker. speaker_id: the entity, where it is one.
    speaker_name: the name that a pronoun stands for ("Kim" for "he"); "" where the speaker is no pronoun.
    cue: the reporting verb or phrase (said, بحسب), as in the text; stance: neutral | assertive | doubting |
        denying | "".
    closed: False where the closing mark is missing and the quote was ended with its paragraph.
    """

    start: int
    end: int
    surface: str
    kind: str = "direct"
    speaker: str | None = None
    speaker_id: str | None = None
    cue: str = ""
    stance: str = ""
    closed: bool = True
    sentence_no: int = 0
    speaker_name: str = ""


@dataclass(frozen=True, slots=True)
class Number:
    """A quantity in digits, words or an Arabic dual; `value` is what it says (1,500 -> 1500.0, مرتين -> 2.0)."""

    start: int
    end: int
    surface: str
    value: float
    sentence_no: int = 0


@dataclass(frozen=True, slots=True)
class Boilerplate:
    """A stretch that is in the file but is no part of the article.

    kind: comment_form | credit | dateline | share | related | copyright | byline.
    value: what it tells, where it tells something (the outlet of a credit line, the place of a dateline).
    """

    start: int
    end: int
    surface: str
    kind: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """All that the reader found in one article. Everything but `boilerplate` lies outside the boilerplate.

    language: ar | en. word_count: words of the body, an Arabic word counted after splitting its clitics.
    lemmas: how often each lemma occurs in the body (names and function words included).
    reader_version: raised whenever the reader would give another answer for the same text.
    """

    language: str
    sentences: tuple[Sentence, ...] = ()
    mentions: tuple[Mention, ...] = ()
    dates: tuple[DateMention, ...] = ()
    quotes: tuple[Quote, ...] = ()
    numbers: tuple[Number, ...] = ()
    boilerplate: tuple[Boilerplate, ...] = ()
    lemmas: dict[str, int] = field(default_factory=dict)
    word_count: int = 0
    reader_version: int = 1
