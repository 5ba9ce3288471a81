"""Number words of both languages, and how they add up: "two hundred and six", خمسة وعشرون ألفا."""
from __future__ import annotations

import csv
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from components.text.arabic import fold
from components.text.duals import is_counted
from components.text.pieces import Piece

_TABLE = Path(__file__).resolve().parents[2] / "data" / "number_words.csv"
_WAW = "و"


class NumberWord(NamedTuple):
    """What a word contributes to a number; `lead` is how many characters of و, ب, ل, ك stand before it."""

    kind: str
    value: float
    lead: int = 0
    linked: bool = False


class Run(NamedTuple):
    """A number in words: its value, how many pieces it takes, and the letters written onto its first word."""

    value: float
    length: int
    lead: int


@lru_cache(maxsize=2)
def _vocabulary(language: str) -> dict[str, tuple[str, float]]:
    words: dict[str, tuple[str, float]] = {}
    with _TABLE.open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            if row["language"] == language:
                for form in row["forms"].split("|"):
                    words.setdefault(fold(form) if language == "ar" else form, (row["kind"], float(row["value"])))
    return words


@lru_cache(maxsize=40_000)
def number_word(word: str, language: str) -> NumberWord | None:
    """What a single word contributes to a number, or None for other words.

    >>> number_word("وعشرون", "ar")
    NumberWord(kind='tens', value=20.0, lead=1, linked=True)
    """
    words = _vocabulary(language)
    if language != "ar":
        known = words.get(word.lower())
        return NumberWord(*known) if known else None
    key = fold(word)
    # fold() takes marks away, so the letters written onto a word are counted in the folded form;
    # they never carry tatweel, and a vowel mark on them is rarer than a wrong offset is harmful.
    for lead in range(1 + (key[:1] in "وفبلك") + (key[:2] in ("وب", "ول", "فب", "فل"))):
        rest = key[lead:]
        if lead and key[lead - 1:lead + 1] == "لل":
            rest = "ا" + rest
        known = words.get(rest)
        if known is None and rest.startswith("ال") and not rest.startswith("الاثن"):
            known = words.get(rest[2:])
            known = known if known and known[0] not in ("ordinal", "half", "vague") else None
        if known:
            return NumberWord(*known, lead, linked=lead > 0 and key[0] == _WAW)
    return None


class _Sum:
    """A number in the making: what stands under a thousand, and what has been multiplied already."""

    def __init__(self, arabic: bool) -> None:
        self.arabic = arabic
        self.total = 0.0
        self.group = 0.0
        self.lowest = "start"  # the last kind added to the group
        self.scale = float("inf")

    def add(self, word: NumberWord, linked: bool, adjoined: bool) -> bool:
        """Whether the next word belongs to the same number; linked: "and" or و before it; adjoined: a hyphen."""
        kind, value = word.kind, word.value
        started = self.lowest != "start"
        if kind in ("scale", "dual_scale", "plural_scale"):
            return self._multiply(kind, value, linked, started)
        if started and self.arabic and not linked:
            if kind == "teen" and value == 10 and self.lowest == "unit" and self.group % 10:
                self.group, self.lowest = self.group + 10, "teen"
                return True
            if kind == "hundred" and self.lowest == "unit" and 3 <= self.group <= 9:
                self.group, self.lowest = self.group * 100, "hundred"
                return True
            return False
        if kind == "hundred" and not self.arabic and started:
            if linked or self.lowest not in ("unit", "teen") or not self.group or self.group > 99:
                return False
            self.group, self.lowest = self.group * 100, "hundred"
            return True
        allowed = {
            "unit": ("start", "hundred", "thousand") + (() if self.arabic else ("tens",)),
            "teen": ("start", "hundred", "thousand"),
            "tens": ("start", "hundred", "thousand") + (("unit",) if self.arabic else ()),
            "hundred": ("start", "thousand"),
            "hundreds": ("start", "thousand"),
        }.get(kind, ())
        if self.lowest not in allowed or (self.lowest == "tens" and (linked or value == 0)):
            return False
        if self.arabic and kind == "tens" and self.lowest == "unit" and not 1 <= self.group % 10 <= 9:
            return False
        self.group += value
        self.lowest = "hundred" if kind.startswith("hundred") else kind
        return True

    def _multiply(self, kind: str, value: float, linked: bool, started: bool) -> bool:
        if value >= self.scale:
            return False
        if kind == "dual_scale":
            if self.group or (started and not linked):
                return False
            self.total += 2 * value
        elif self.group and not linked:
            self.total += self.group * value
        elif not self.group and kind == "scale" and (not started or linked):
            self.total += value
        else:
            return False
        self.group, self.lowest, self.scale = 0.0, "thousand", value
        return True

    @property
    def value(self) -> float:
        return self.total + self.group


def word_run(found: Sequence[Piece], at: int, language: str) -> Run | None:
    """The number in words that begins at a piece of the text, or None.

    >>> from components.text.pieces import pieces
    >>> word_run(pieces("two hundred and six ships"), 0, "en")
    Run(value=206.0, length=4, lead=0)
    """
    first = number_word(found[at].text, language)
    if first is None or first.kind in ("ordinal", "vague", "article", "half", "adverb", "plural_scale"):
        return None
    if language == "ar" and first.kind == "scale" and _is_two_of(found, at):
        return Run(2 * first.value, 1, first.lead)
    number = _Sum(language == "ar")
    if not number.add(first, False, False):
        return None
    end = i = at + 1
    while i < len(found):
        linked = adjoined = False
        if found[i].text.lower() == "and" or found[i].text == _WAW:
            # English says "and" after hundred, thousand and so on only.
            if language != "ar" and number.lowest not in ("hundred", "thousand"):
                break
            linked, i = True, i + 1
        elif found[i].text == "-" and found[i].start == found[i - 1].end:
            adjoined, i = True, i + 1
        if i >= len(found):
            break
        word = number_word(found[i].text, language)
        if word is None or (word.lead and not word.linked):
            break
        if language != "ar" and word.kind == "article":
            break
        if not number.add(word, linked or word.linked, adjoined):
            break
        i += 1
        end = i
    return Run(number.value, end - at, first.lead)


def _is_two_of(found: Sequence[Piece], at: int) -> bool:
    """مليونا شخص, ألفا دولار are two of them: a dual loses its ن before the noun; the accusative مليوناً has none."""
    return found[at].text.endswith("ا") and at + 1 < len(found) and is_counted(found[at + 1].text)
