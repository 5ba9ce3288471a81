"""Dates that leave something unsaid (May, the 27th, Tuesday), and how the publication date completes them."""
from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

import simplemma

from components.reading import dates_calendar as cal
from components.reading.dates_calendar import Stretch

# How far the tense of a sentence is looked for, in characters to each side of a date.
_REACH = 160
# A month or day this close to the publication is meant, whatever the tense: of the one almost a year away the text
# would give the year.
_NEAR_DAYS = 60
_FUTURE = re.compile(
    r"\b(?:will|won't|shall|going to|scheduled|schedule|expected|due(?! to)|plan(?:s|ned|ning)?|upcoming|"
    r"(?:until|till|through|by|before)(?= (?:the )?$)|ahead|deadline|starting|begins?|set to|book|arrange|coordinate|"
    r"hopes?|promised|vowed|in time for|slated|please|sometime|set up)\b|['’]ll\b"
    r"|(?<![\u0621-\u064A])(?:و|ف)?(?:(?P<verb>س[يتنأ][\u0621-\u064A]{2,})|سوف|لن|المقرر|مقرر[ةا]?|المزمع|المرتقب|المنتظر|المتوقع|"
    r"يعتزم|تعتزم|ينوي|يتوقع|يستعد|تستعد|بحلول|حتى|قبل)(?![\u0621-\u064A])")
_PAST = re.compile(
    r"\b(?:was|were|had|did|has|have|since|ago|went|came|took|made|began|met|told|said|won|lost|left|fell|rose|held|"
    r"sent|gave|found|got|became|broke|saw|kept|grew|sold|paid|led|struck|shot|hit|[a-z]{2,}ed)\b"
    r"|(?<![\u0621-\u064A])(?:و|ف)?(?:كان|كانت|منذ|قد|لقد|قال|قالت|أعلن|أعلنت|لم|أكد|أكدت|أفاد|ذكر|ذكرت|شهد|شهدت|وقع|وقعت|جرى|تم|"
    r"أصدر|أصدرت|التقى|زار|وصل|وصلت|قتل|أجرى|أجرت|أطلق|أطلقت|عقد|بدأ|بدأت|انتهى|صدر|اندلع|اندلعت)(?![\u0621-\u064A])")
_SENTENCE_END = re.compile(r"[.!?؟](?:\s|$)|\n")


@dataclass(frozen=True, slots=True)
class Point:
    """A date as far as the text gives it; month and year are Islamic ones where `hijri`.

    relation: -1 last, 0 this, 1 next, None unsaid; strict: a relation counts weeks (English "next Tuesday") rather
    than naming the nearest such day (Arabic الثلاثاء المقبل).
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    hijri: bool = False
    relation: int | None = None
    strict: bool = False

    @property
    def unit(self) -> str:
        if self.day is not None or self.weekday is not None:
            return "day"
        return "month" if self.month is not None else "year"


def lean(text: str, start: int, end: int) -> int:
    """Whether the words around a date speak of the past (-1) or of the future (1); 0 where nothing tells.

    The nearest word before the date, within its sentence, is asked first, then the nearest one after it.
    """
    before = text[max(0, start - _REACH):start]
    cut = 0
    for m in _SENTENCE_END.finditer(before):
        cut = m.end()
    before = before[cut:]
    future, past = _last(_FUTURE, before), _last(_PAST, before)
    if future != past:
        return 1 if future > past else -1
    after = text[end:end + _REACH]
    stop = _SENTENCE_END.search(after)
    after = after[:stop.start()] if stop else after
    future, past = _first(_FUTURE, after), _first(_PAST, after)
    return 0 if future == past else 1 if future < past else -1


def _last(pattern: re.Pattern, text: str) -> int:
    return max((m.start() for m in pattern.finditer(text) if _is_marker(m)), default=-1)


def _first(pattern: re.Pattern, text: str) -> int:
    return next((m.start() for m in pattern.finditer(text) if _is_marker(m)), len(text))


def _is_marker(match: re.Match) -> bool:
    """Whether a word with the Arabic future's س is a verb (سيعقد) and no noun that begins so (سياسة, سيدة)."""
    verb = match.groupdict().get("verb")
    return verb is None or is_future_verb(verb)


@lru_cache(maxsize=20_000)
def is_future_verb(word: str) -> bool:
    """Whether taking the س of an Arabic word away leaves a word, while the whole is no word of its own.

    >>> is_future_verb("سيعقد"), is_future_verb("سياسة"), is_future_verb("سيارة")
    (True, False, False)
    """
    return not simplemma.is_known(word, lang="ar") and simplemma.is_known(word[1:], lang="ar")


def resolve(point: Point, published: dt.date | None, leaning: int, bound: dt.date | None = None) -> Stretch | None:
    """The days that a point stands for, or None where there are none or the publication date would be needed.

    leaning: as lean() gives it; bound: the latest first day allowed (the end of a stretch of which this is the start).
    """
    if point.year is not None and not (point.month is None and point.day is not None):
        return _absolute(point)
    if published is None:
        return None
    if point.weekday is not None and point.day is None and point.month is None:
        return _weekday(point, published, leaning, bound)
    choices = sorted(_candidates(point, published), key=lambda s: s.first)
    if point.weekday is not None:
        choices = [s for s in choices if s.first.weekday() == point.weekday
                   and abs((s.first - published).days) < 400] or choices
    if bound is not None:
        choices = [s for s in choices if s.first <= bound]
        return choices[-1] if choices else None
    return _chosen(choices, point, published, leaning)


def _absolute(point: Point) -> Stretch | None:
    year, month = point.year, point.month
    if point.hijri:
        if year > 1700:  # an Islamic month of a Gregorian year: رمضان 2019
            near = cal.hijri_year_of(dt.date(min(year, 9999), 1, 1))
            year = next((y for y in (near, near + 1) if (s := cal.hijri_months(y, month or 1, 1))
                         and s.first.year == point.year), near)
        if month is None:
            return cal.hijri_months(year, 1, 12)
        if point.day is None:
            return cal.hijri_months(year, month, 1)
        date = cal.hijri_day(year, month, point.day)
        return Stretch(date, date, "day", "absolute", "hijri") if date else None
    if month is None:
        return cal.months(year, 1, 12, "year")
    if point.day is None:
        return cal.months(year, month, 1, "month")
    date = cal.day(year, month, point.day)
    return Stretch(date, date, "day") if date else None


def _candidates(point: Point, published: dt.date) -> Iterator[Stretch]:
    """The same day or month in the years (or months) around the publication date."""
    if point.hijri:
        year = cal.hijri_year_of(published)
        around: Iterable[Point] = (replace(point, year=year + n) for n in (-1, 0, 1))
    elif point.month is not None:
        # Nine years hold every 29 February; a day of the week tells which year of a few is meant.
        reach = 9 if point.day == 29 else 2
        around = (replace(point, year=published.year + n) for n in range(-reach, reach + 1))
    else:
        reach = 12 if point.weekday is not None else 2
        starts = (cal.shifted(published.replace(day=1), "month", n) for n in range(-reach, reach + 1))
        around = (replace(point, year=s.year, month=s.month) for s in starts if s)
    for candidate in around:
        found = _absolute(candidate) if candidate.year and 1 <= candidate.year <= 9999 else None
        if found:
            yield replace(found, basis="partial")


def _chosen(choices: list[Stretch], point: Point, published: dt.date, leaning: int) -> Stretch | None:
    past = [s for s in choices if s.first <= published]
    future = [s for s in choices if s.last >= published]
    relation = point.relation
    if relation is not None:
        if relation == 0 and point.month is not None and point.day is None:
            past = [s for s in past if s.first.year == published.year] or future[:1]
        elif relation == 0:
            past = [s for s in choices if (s.first.year, s.first.month) == (published.year, published.month)] or past
        elif relation < 0:
            past = [s for s in past if s.last < published]
        else:
            future = [s for s in future if s.first > published]
        chosen = future[:1] if relation > 0 else past[-1:]
        return replace(chosen[0], basis="relative") if chosen else None
    near = sorted(past[-1:] + future[:1], key=lambda s: _distance(s, published))
    if leaning and len(near) > 1 and _distance(near[0], published) > _NEAR_DAYS:
        return past[-1] if leaning < 0 else future[0]
    return near[0] if near else None


def _distance(stretch: Stretch, published: dt.date) -> int:
    """Days between a stretch and the publication; those to come count twice, as news tells mostly of what has been."""
    if stretch.first <= published <= stretch.last:
        return 0
    return max((published - stretch.last).days, 2 * (stretch.first - published).days)


def _weekday(point: Point, published: dt.date, leaning: int, bound: dt.date | None) -> Stretch | None:
    back, ahead = (published.weekday() - point.weekday) % 7, (point.weekday - published.weekday()) % 7
    relation = point.relation
    if bound is not None:
        days = (bound - published).days - (bound.weekday() - point.weekday) % 7
    elif relation is None:
        days = ahead if leaning > 0 else -back
    elif relation == 0:
        days = point.weekday - published.weekday() if point.strict else ahead
    elif relation < 0:
        days = -(back or 7)
    else:
        days = point.weekday - published.weekday() + 7 * relation if point.strict else ahead or 7
    date = cal.moved(published, days)
    return Stretch(date, date, "day", "relative") if date else None


def joined(a: Point | Stretch, b: Point | Stretch, published: dt.date | None, leaning: int) -> Stretch | None:
    """The days from the first of `a` to the last of `b`; what one leaves unsaid is taken from the other."""
    if isinstance(a, Point) and isinstance(b, Point):
        if a.month is None and a.day is not None and b.month is not None:
            a = replace(a, month=b.month, hijri=b.hijri)
        if b.month is None and b.day is not None and a.month is not None:
            b = replace(b, month=a.month, hijri=a.hijri)
        if a.year is None and b.year is not None and a.month is not None:
            turned = b.month is not None and a.month > b.month
            a = replace(a, year=b.year - turned)
        elif b.year is None and a.year is not None and b.month is not None:
            turned = a.month is not None and a.month > b.month
            b = replace(b, year=a.year + turned)
    if isinstance(a, Point) and isinstance(b, Point) and a.unit == b.unit == "day" and a.month is b.month is None \
            and a.weekday is not None and b.weekday is not None:
        first = resolve(a, published, leaning)
        end = cal.moved(first.first, (b.weekday - a.weekday) % 7) if first else None
        last = Stretch(end, end, "day", "relative") if end else None
    else:
        last = b if isinstance(b, Stretch) else resolve(b, published, leaning)
        if last is None:
            return None
        first = a if isinstance(a, Stretch) else resolve(a, published, leaning, bound=last.first)
    if first is None or last is None or first.first > last.last:
        return None
    bases = {first.basis, last.basis}
    basis = "relative" if "relative" in bases else "partial" if "partial" in bases else "absolute"
    return Stretch(first.first, last.last, "range", basis, last.calendar)
