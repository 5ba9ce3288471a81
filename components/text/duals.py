"""Arabic duals: صاروخين is "two rockets", and مسؤولين is no dual but "officials"."""
from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from components.text.arabic import without_marks

_TABLE = Path(__file__).resolve().parents[2] / "data" / "counted_nouns.csv"
_DUAL_ENDINGS = ("ين", "ان")


@lru_cache(maxsize=1)
def _counted_nouns() -> frozenset[str]:
    """Nouns whose form in ين is a dual: things and people with a broken or a feminine plural.

    The form of others (مسؤولين, صحفيين) is nearly always a plural, and many names end the same way (بوتين, لبنان).
    """
    with _TABLE.open(encoding="utf-8", newline="") as table:
        return frozenset(without_marks(row["noun"]) for row in csv.DictReader(table) if row["language"] == "ar")


@lru_cache(maxsize=40_000)
def dual_noun(word: str) -> tuple[str, int] | None:
    """The noun of which a word is the dual, and how many letters (و, ب, ل, ال) are written onto it.

    >>> dual_noun("وصاروخين"), dual_noun("بوتين"), dual_noun("الدولتان")
    (('صاروخ', 1), None, ('دولة', 2))
    """
    word = without_marks(word)
    if word[-2:] not in _DUAL_ENDINGS or len(word) < 5:
        return None
    nouns = _counted_nouns()
    for lead in _leads(word):
        stem = word[lead:-2]
        if stem in nouns:
            return stem, lead
        if stem.endswith("ت") and stem[:-1] + "ة" in nouns:
            return stem[:-1] + "ة", lead
        if stem.endswith("ي") and stem[:-1] + "ى" in nouns:
            return stem[:-1] + "ى", lead
    return None


def _leads(word: str) -> Iterator[int]:
    yield 0
    for clitics in ("و", "ف", "ب", "ل", "ك", "ال", "لل", "وال", "فال", "بال", "كال", "ولل", "وب", "ول", "وبال"):
        if word.startswith(clitics):
            yield len(clitics)


def is_counted(word: str) -> bool:
    """Whether a word is a noun that things are counted by, in the singular: شخص, دولار."""
    return without_marks(word) in _counted_nouns()


def is_dual(word: str) -> bool:
    return dual_noun(word) is not None


def dual_lead(word: str) -> int:
    """How many characters before a dual are a conjunction or preposition; the article stays with the word."""
    found = dual_noun(word)
    lead = found[1] if found else 0
    letters = max(0, lead - (2 if "ال" in without_marks(word)[:lead] else 0))
    at = 0
    while letters or at and at < len(word) and not without_marks(word[at]):  # a mark goes with the letter it is on
        letters -= bool(without_marks(word[at]))
        at += 1
    return at
