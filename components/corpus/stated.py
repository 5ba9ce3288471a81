"""Publication dates as files and pages state them."""
from __future__ import annotations

import datetime as dt
import re

from components.reading import dates
from components.text.arabic import is_arabic, western_digits

_ISO = re.compile(r"\s*(\d{4})[-/.]?(\d{1,2})[-/.]?(\d{1,2})(?!\d)")
_DAY_FIRST = re.compile(r"\s*(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?!\d)")
# 20230912214500, as GDELT writes it.
_COMPACT = re.compile(r"\s*(\d{4})(\d\d)(\d\d)\d{6}\s*")
# Seconds or milliseconds since 1970, as some exports write a date.
_EPOCH = re.compile(r"\s*(\d{10})(\d{3})?(?:\.\d+)?\s*")

# The first printed newspaper is from 1605; what is older is a slip.
EARLIEST = dt.date(1605, 1, 1)


def day(value: object, today: dt.date | None = None) -> tuple[dt.date | None, str]:
    """The day that a stated date means, and a message key where it means none: date_unclear, date_impossible.

    >>> day("2023-09-12T21:40:00+03:00")[0].isoformat(), day("03/04/2023")
    ('2023-09-12', (None, 'date_unclear'))
    """
    if isinstance(value, dt.datetime):
        value = value.date()
    if isinstance(value, dt.date):
        return _checked(value, today)
    text = western_digits(str(value)).strip() if value is not None else ""
    if not text:
        return None, ""
    if m := _EPOCH.fullmatch(text):
        return _checked(dt.datetime.fromtimestamp(int(m[1]), dt.UTC).date(), today)
    if m := _COMPACT.fullmatch(text) or _ISO.match(text):
        return _of(int(m[1]), int(m[2]), int(m[3]), today)
    if m := _DAY_FIRST.match(text):
        first, second, year = map(int, m.groups())
        if first > 12 or first == second:
            return _of(year, second, first, today)
        if second > 12:
            return _of(year, first, second, today)
        return None, "date_unclear"
    found = dates.find(text[:200], "ar" if is_arabic(text) else "en", None)
    single = [item.first_day for item in found if item.first_day == item.last_day]
    return _checked(single[0], today) if single else (None, "date_unclear")


def _of(year: int, month: int, number: int, today: dt.date | None) -> tuple[dt.date | None, str]:
    try:
        return _checked(dt.date(year, month, number), today)
    except ValueError:
        return None, "date_impossible"


def _checked(value: dt.date, today: dt.date | None) -> tuple[dt.date | None, str]:
    # Tomorrow is allowed: somewhere it has begun.
    latest = (today or dt.datetime.now(dt.UTC).date()) + dt.timedelta(days=1)
    return (value, "") if EARLIEST <= value <= latest else (None, "date_impossible")
