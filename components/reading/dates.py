"""Dates that a text speaks of."""
from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Sequence
from functools import lru_cache

from babel import Locale

from components.reading.models import DateMention, Sentence
from components.text.arabic import western_digits

_LOCALES = {"ar": ("ar", "ar_LB", "ar_MA", "ar_TN"), "en": ("en",)}


@lru_cache(maxsize=2)
def _grammar(language: str) -> tuple[re.Pattern, dict[str, int]]:
    names = {name: number for code in _LOCALES.get(language, ("en",))
             for number, name in Locale.parse(code).months["format"]["wide"].items()}
    month = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    return re.compile(rf"(?<!\d)(\d{{1,2}})\s+({month})(?:/(?:{month}))?,?\s+(\d{{4}})(?!\d)"), names


def find(text: str, language: str, published: dt.date | None = None,
         sentences: Sequence[Sentence] = ()) -> list[DateMention]:
    """The calendar dates of a text, in order."""
    pattern, names = _grammar(language)
    found = []
    for m in pattern.finditer(text):
        day, month, year = int(western_digits(m[1])), names[m[2]], int(western_digits(m[3]))
        if 1 <= year <= 9999 and 1 <= day <= calendar.monthrange(year, month)[1]:
            date = dt.date(year, month, day)
            found.append(DateMention(m.start(), m.end(), m[0], date, date))
    return found


def published_in(text: str, language: str) -> tuple[dt.date, str] | None:
    """The publication date that the head of the text itself states, with the reason, or None."""
    for line in text[:600].splitlines()[:6]:
        found = find(line, language)
        if found and len(line) < 60:
            return found[0].first_day, "stated_in_head"
    return None
