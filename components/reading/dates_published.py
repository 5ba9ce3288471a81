"""The day of publication, where the text itself states it at its head or foot."""
from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Iterator
from typing import NamedTuple

from components.reading.dates_calendar import day
from components.reading.dates_find import find
from components.reading.dates_lexicon import entries
from components.reading.models import DateMention
from components.text.arabic import western_digits
from components.text.pieces import pieces

# Where a page puts its date: in the first lines, before or after the headline, or in the last ones.
_HEAD_CHARACTERS, _HEAD_LINES = 900, 8
_FOOT_LINES = 3
# A line that states a date is no sentence: words beside the date's own, with a word like "Published" and without.
_WORDS_BESIDE_MARKED, _WORDS_BESIDE = 8, 4
_LONGEST_LINE = 140
_WORDS_BESIDE_COMMA = 2
_SEPARATOR = re.compile(r"[|•·–—]|\s-\s|\s{2,}|\t")
_COMMA = re.compile(r"[,،:]")
_SENTENCE_END = re.compile(r"[.!?؟…]\s*$")
# A dateline opens the first paragraph: a place, an agency in brackets, the date, a dash or colon, and the sentence.
_DATELINE_CHARACTERS, _DATELINE_LINES = 90, 3
_DATELINE_WORDS = {"en": 5, "ar": 4}
_BRACKETS = re.compile(r"\([^()]{1,40}\)")
_BEFORE_DATE = re.compile(r"(?:[,،/)–—:]|\s-)\s*$")
_AFTER_DATE = re.compile(r"\s*(?:\([^()]{1,40}\)\s*)?(?:[–—:]|-(?=\s))\s*(?=\S)")
_FEWEST_WORDS_AFTER = 6
_TWENTY_FOUR_HOURS = re.compile(r"\b\d{1,2}:\d\d\b(?!\s*[apAP]\.?[mM])")


class _Stated(NamedTuple):
    rank: int
    date: dt.date
    reason: str


def published_in(text: str, language: str) -> tuple[dt.date, str] | None:
    """The publication date that the head (or foot) of a text states, and how it is known; None where it states none.

    Only full dates on a line of their own count ("الأربعاء 13 سبتمبر 2023", "12/09/2023 - 14:05", "BBC News |
    12 September 2023"), or after a word such as Published, نشر; of a "published" and an "updated" date the first.
    So does a dateline with a full date ("Cairo, 3 May 2024 (Reuters) - The talks …").
    The reasons: published_line_in_head, date_line_in_head, updated_line_in_head, and the same in_foot, and
    date_in_dateline.

    Digits alone are read as in the text: day first in Arabic, month first in English where both would do, except
    that a 24-hour clock on the same line goes with day first.

    >>> published_in("زيارة كيم\\nالأربعاء 13 سبتمبر 2023 - 14:05\\nوصل الزعيم.", "ar")
    (datetime.date(2023, 9, 13), 'date_line_in_head')
    """
    candidates = [*_stated(text, language), *_datelines(text, language)]
    best = min(candidates, default=None, key=lambda stated: stated.rank)
    return (best.date, best.reason) if best else None


def _stated(text: str, language: str) -> Iterator[_Stated]:
    for rank, (line, where) in enumerate(_lines(text)):
        days = [mention for mention in find(line, language) if mention.first_day == mention.last_day]
        # Where a line gives a day in both calendars, the Gregorian one needs no conversion.
        days.sort(key=lambda mention: mention.calendar != "gregorian")
        kind = _kind(line, days, language) if days else None
        if kind is not None:
            late = {"published": 0, "date": 20, "updated": 40}[kind] + 100 * (where == "foot")
            reason = f"{kind}_line_in_{where}"
            chosen = _after_word(line, days, language) if kind == "published" else days[0]
            yield _Stated(rank + late, _day(line, chosen, language), reason)


def _datelines(text: str, language: str) -> Iterator[_Stated]:
    """The date between a place and the first words of the first paragraph."""
    lines = (line.strip() for line in text[:_HEAD_CHARACTERS].split("\n"))
    for rank, line in enumerate(itertools.islice(filter(None, lines), _DATELINE_LINES)):
        head = line[:_DATELINE_CHARACTERS]
        days = [d for d in find(head, language) if d.first_day == d.last_day and d.basis == "absolute"]
        if not days or not (dash := _AFTER_DATE.match(line, days[0].end)):
            continue
        told = line[dash.end():]
        # A headline may run "Paris Agreement, 12 December 2015: what it promised"; a paragraph ends its sentence.
        paragraph = len(line) > _LONGEST_LINE or _SENTENCE_END.search(line)
        if paragraph and len(told.split()) >= _FEWEST_WORDS_AFTER and _is_place(line, days[0], language):
            # Surer than the day of an update, less sure than a line of its own.
            yield _Stated(35 + rank, _day(line, days[0], language), "date_in_dateline")


def _is_place(line: str, date: DateMention, language: str) -> bool:
    """Whether nothing but a place, an agency and a weekday stands before a dateline's date."""
    before, words = line[:date.start], []
    for piece in pieces(_BRACKETS.sub(" ", before)):
        if piece.text[0].isalpha():
            known = entries(piece.text, language)
            kinds = {entry.kind for entry in known[0]} if known else set()
            if "weekday" not in kinds:
                words.append((piece.text, "preposition" in kinds))
    if not words:
        return True
    if len(words) > _DATELINE_WORDS.get(language, 0) or any(preposition for _, preposition in words):
        return False
    if language == "en" and not all(word[0].isupper() for word, _ in words):
        return False
    agency_follows = _BRACKETS.match(line[date.end:].lstrip()) is not None
    return bool(_BEFORE_DATE.search(before)) or (len(words) == 1 and agency_follows)


def _lines(text: str) -> Iterator[tuple[str, str]]:
    lines = [line for line in text.split("\n") if line.strip()]
    head, length = 0, 0
    while head < min(len(lines), _HEAD_LINES) and length < _HEAD_CHARACTERS:
        length += len(lines[head])
        head += 1
    yield from ((line, "head") for line in lines[:head] if len(line) <= _LONGEST_LINE)
    foot = lines[max(head, len(lines) - _FOOT_LINES):]
    yield from ((line, "foot") for line in reversed(foot) if len(line) <= _LONGEST_LINE)


def _kind(line: str, days: list[DateMention], language: str) -> str | None:
    """published | updated | date for a line that states a date, None for one that tells of it."""
    kinds, others = set(), 0
    for piece in pieces(line):
        if not piece.text[0].isalpha() or any(d.start <= piece.start < d.end for d in days):
            continue
        known = entries(piece.text, language)
        named = {entry.kind for entry in known[0]} if known else set()
        kinds |= named & {"published", "updated"}
        others += not named & {"published", "updated", "beside_date", "weekday", "preposition", "hijri", "era"}
    if kinds and others <= _WORDS_BESIDE_MARKED and not _SENTENCE_END.search(line):
        return "published" if "published" in kinds else "updated"
    if others == 0:
        return "date"
    sides = line[:days[0].start], line[days[0].end:]
    separated = any(map(_SEPARATOR.search, sides)) or (others <= _WORDS_BESIDE_COMMA and any(map(_COMMA.search, sides)))
    return "date" if others <= _WORDS_BESIDE and separated and not _SENTENCE_END.search(line) else None


def _after_word(line: str, days: list[DateMention], language: str) -> DateMention:
    """The date that follows the word "published", on a line that may give the day of an update too."""
    for piece in pieces(line):
        known = entries(piece.text, language) if piece.text[0].isalpha() else None
        if known and any(entry.kind == "published" for entry in known[0]):
            return next((mention for mention in days if mention.start > piece.start), days[0])
    return days[0]


def _day(line: str, mention: DateMention, language: str) -> dt.date:
    """The mention's day, day before month where a 24-hour clock stands beside digits that could be read either way."""
    digits = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", western_digits(mention.surface))
    if digits and language != "ar" and _TWENTY_FOUR_HOURS.search(western_digits(line)):
        return day(int(digits[3]), int(digits[2]), int(digits[1])) or mention.first_day
    return mention.first_day
