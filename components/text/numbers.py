"""Numbers in running text: digits of both kinds, with their separators and multipliers."""
from __future__ import annotations

import re
from typing import NamedTuple

from components.text.arabic import western_digits


class NumberSpan(NamedTuple):
    """A number and its place in the text, in code points; "1,500" has the value 1500.0."""

    start: int
    end: int
    value: float


_DIGITS = re.compile(r"(?<![^\W\d_])(?<![\d.,٫٬-])\d{1,15}(?:[,٬]\d{3})*(?:[.٫]\d+)?(?!\d)")


def numbers(text: str, language: str) -> list[NumberSpan]:
    """The numbers of a text, in order.

    >>> numbers("a 1,500km range", "en")
    [NumberSpan(start=2, end=7, value=1500.0)]
    """
    found = []
    for m in _DIGITS.finditer(text):
        plain = western_digits(m[0]).replace(",", "").replace("٬", "").replace("٫", ".")
        try:
            found.append(NumberSpan(m.start(), m.end(), float(plain)))
        except ValueError:
            continue
    return found
