"""Tables to take away, safe to open in a spreadsheet."""

from __future__ import annotations

import pandas as pd

# A spreadsheet runs a cell that begins with one of these as a formula (OWASP, "CSV Injection").
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def to_csv(frame: pd.DataFrame) -> bytes:
    """The frame as CSV in UTF-8 with a byte order mark, which spreadsheets need to read Arabic.

    A text that a spreadsheet would run as a formula gets an apostrophe before it; numbers stay numbers.

    >>> to_csv(pd.DataFrame({"said": ["=1+1"], "times": [-2]})).decode("utf-8-sig").splitlines()
    ['said,times', "'=1+1,-2"]
    """
    safe = frame.map(_harmless).rename(columns=_harmless)
    return safe.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig", "replace")


def _harmless(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(_STARTS_A_FORMULA) else value
