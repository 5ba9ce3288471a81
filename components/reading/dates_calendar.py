"""Stretches of days and the arithmetic of calendars. Weeks begin on Monday (ISO 8601) in both languages."""
from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass, replace

DAY = dt.timedelta(days=1)

# How many days a unit has, roughly: only to tell the larger from the smaller.
SIZES = {"day": 1, "weekend": 2, "week": 7, "fortnight": 14, "month": 30, "season": 91, "quarter": 92, "half": 183,
         "year": 365, "decade": 3652, "century": 36524, "range": 0}
_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
_WEEKS = {"week": 7, "fortnight": 14, "weekend": 7, "day": 1}
# Meteorological seasons of the northern hemisphere; winter begins in the December before.
_SEASON_STARTS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days from `first` to `last`, both included; `unit` is what they were named as (day, month, range …)."""

    first: dt.date
    last: dt.date
    unit: str
    basis: str = "absolute"
    calendar: str = "gregorian"


def day(year: int, month: int, number: int) -> dt.date | None:
    """The date, or None where the calendar has no such day.

    >>> day(2023, 2, 30) is None
    True
    """
    if 1 <= year <= 9999 and 1 <= month <= 12 and 1 <= number <= calendar.monthrange(year, month)[1]:
        return dt.date(year, month, number)
    return None


def moved(date: dt.date, days: int) -> dt.date | None:
    """The date that many days later, or None where the calendar ends before."""
    number = date.toordinal() + days
    return dt.date.fromordinal(number) if 1 <= number <= dt.date.max.toordinal() else None


def shifted(date: dt.date, unit: str, count: float) -> dt.date | None:
    """The date that many units later; the 31st becomes the last day of a shorter month.

    >>> shifted(dt.date(2024, 3, 31), "month", -1)
    datetime.date(2024, 2, 29)
    """
    if abs(count) > 10_000:
        return None
    if unit in _WEEKS:
        return moved(date, int(count * _WEEKS[unit]))
    months = date.year * 12 + date.month - 1 + int(count * _MONTHS.get(unit, 1))
    year, month = divmod(months, 12)
    if not 1 <= year <= 9999:
        return None
    return dt.date(year, month + 1, min(date.day, calendar.monthrange(year, month + 1)[1]))


def business_days(date: dt.date, count: int) -> dt.date | None:
    """The date that many days from Monday to Friday later."""
    while count > 0 and date is not None:
        date = moved(date, 1)
        count -= date is not None and date.weekday() < 5
    return date


def months(year: int, month: int, count: int, unit: str, basis: str = "absolute") -> Stretch | None:
    """A stretch of whole months."""
    first = day(year, month, 1)
    after = shifted(first, "month", count) if first else None
    last = moved(after, -1) if after else day(9999, 12, 31)
    return Stretch(first, last, unit, basis) if first else None


def unit_of(date: dt.date, unit: str, basis: str = "relative") -> Stretch | None:
    """The calendar unit in which a day lies: its week, month, quarter, decade …"""
    if unit == "day":
        return Stretch(date, date, unit, basis)
    if unit in ("week", "fortnight", "weekend"):
        first = moved(date, (5 if unit == "weekend" else 0) - date.weekday())
        last = moved(first, {"week": 6, "fortnight": 13, "weekend": 1}[unit]) if first else None
        return Stretch(first, last, unit, basis) if first and last else None
    size = _MONTHS[unit]
    if size <= 12:
        return months(date.year, (date.month - 1) // size * size + 1, size, unit, basis)
    if unit == "century":
        return months((date.year - 1) // 100 * 100 + 1, 1, size, unit, basis)
    return months(max(1, date.year // 10 * 10), 1, size, unit, basis)


def season(year: int, name: str, basis: str = "absolute") -> Stretch | None:
    """Three months; the winter of a year is the one that ends in it."""
    start = _SEASON_STARTS[name]
    return months(year - (start == 12), start, 3, "season", basis)


def part(whole: Stretch, name: str) -> Stretch:
    """The early, middle or late part of a stretch, or its start or end.

    Weeks: Monday to Wednesday, Tuesday to Friday, Thursday to Sunday. Months: to the 15th, 10th to 20th, from the
    16th. Years: early and late are halves, mid is April to September, start and end are thirds. Anything else is cut
    in thirds, decades and centuries in whole years.
    """
    thirds, name = name in ("start", "end"), {"start": "early", "end": "late"}.get(name, name)
    first, last = whole.first, whole.last
    if whole.unit == "week":
        low, high = {"early": (0, 2), "mid": (1, 4), "late": (3, 6)}[name]
    elif whole.unit == "month":
        low, high = {"early": (0, 14), "mid": (9, 19), "late": (15, (last - first).days)}[name]
    elif whole.unit == "year":
        year = first.year
        count = 4 if thirds else 6
        start = {"early": 1, "mid": 4, "late": 13 - count}[name]
        return replace(months(year, start, count, "range"), basis=whole.basis, calendar=whole.calendar)
    elif whole.unit in ("decade", "century"):
        size = SIZES[whole.unit] // 365
        low, high = {"early": (0, size // 3), "mid": (size // 3, 2 * size // 3), "late": (2 * size // 3, size)}[name]
        found = months(first.year + low, 1, 12 * (high - low), "range", whole.basis)
        return found or whole
    else:
        third = max(1, ((last - first).days + 1) // 3)
        days = (last - first).days
        low, high = {"early": (0, third - 1), "mid": (third, 2 * third - 1), "late": (days - third + 1, days)}[name]
    low, high = min(low, (last - first).days), min(high, (last - first).days)
    return replace(whole, first=first + low * DAY, last=first + max(low, high) * DAY, unit="range")


def nth(whole: Stretch, unit: str, number: int) -> Stretch | None:
    """The nth (-1: the last) day, week, month, quarter or half of a stretch.

    A week belongs to the month or year that holds its Thursday, as ISO 8601 counts the weeks of a year.
    """
    if number == 0:
        return None
    if unit in ("week", "weekend"):
        return _nth_weekday(whole, 3, number, unit)
    if unit == "day":
        date = moved(whole.first, number - 1) if number > 0 else moved(whole.last, number + 1)
        inside = date and whole.first <= date <= whole.last
        return Stretch(date, date, "day", whole.basis) if inside else None
    if unit == "decade" and whole.unit == "century":
        start = (whole.first.year - 1 + 10 * (number - 1)) if number > 0 else whole.last.year + 10 * number
        return months(start, 1, 120, "decade", whole.basis) if abs(number) <= 10 and start > 0 else None
    found = unit_of(whole.first, unit, whole.basis) if number > 0 else unit_of(whole.last, unit, whole.basis)
    anchor = shifted(found.first, unit, number - 1 if number > 0 else number + 1) if found else None
    found = unit_of(anchor, unit, whole.basis) if anchor else None
    return found if found and whole.first <= found.first and found.last <= whole.last else None


def nth_weekday(whole: Stretch, weekday: int, number: int) -> Stretch | None:
    """The nth (-1: the last) Monday, Tuesday … of a stretch."""
    return _nth_weekday(whole, weekday, number, "day")


def _nth_weekday(whole: Stretch, weekday: int, number: int, unit: str) -> Stretch | None:
    if number > 0:
        anchor = moved(whole.first, (weekday - whole.first.weekday()) % 7 + 7 * (number - 1))
    else:
        anchor = moved(whole.last, -((whole.last.weekday() - weekday) % 7) + 7 * (number + 1))
    if anchor is None or not whole.first <= anchor <= whole.last:
        return None
    return unit_of(anchor, unit, whole.basis)


# The day before 1 Muharram of the year 1 (Friday 16 July 622 of the Julian calendar), as datetime counts days.
_HIJRI_EPOCH = 227_014


def hijri_day(year: int, month: int, number: int) -> dt.date | None:
    """A date of the tabular ("civil") Islamic calendar as a Gregorian one; a sighting of the moon may differ by a day.

    Eleven leap years in thirty, odd months of 30 days: Reingold and Dershowitz, Calendrical Calculations, chapter 7.

    >>> hijri_day(1445, 2, 28)
    datetime.date(2023, 9, 14)
    """
    if not (1 <= year <= 9000 and 1 <= month <= 12 and 1 <= number <= 30):
        return None
    days = (year - 1) * 354 + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2 + number
    return dt.date.fromordinal(_HIJRI_EPOCH + days)


def hijri_months(year: int, month: int, count: int) -> Stretch | None:
    """Whole months of the tabular Islamic calendar."""
    after = divmod(year * 12 + month - 1 + count, 12)
    first, end = hijri_day(year, month, 1), hijri_day(after[0], after[1] + 1, 1)
    return Stretch(first, end - DAY, "month" if count == 1 else "year", calendar="hijri") if first and end else None


def hijri_year_of(date: dt.date) -> int:
    """The Islamic year in which a Gregorian day lies, or 0 before the first.

    >>> hijri_year_of(dt.date(2023, 9, 13))
    1445
    """
    return max(0, (30 * (date.toordinal() - _HIJRI_EPOCH - 1) + 10646) // 10631)
