"""From words to the symbols that the date grammar reads: one letter for each kind of word.

The words are in data/date_words.csv; months and days of the week come from CLDR (Babel), Levantine and Maghrebi names
included. The same symbols serve both languages, so that most of the grammar does too.
"""
from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Any, NamedTuple

from babel import Locale

from components.text.arabic import fold, without_marks
from components.text.number_words import number_word
from components.text.pieces import Pieces
from components.text.remembered import Remembered

_TABLE = Path(__file__).resolve().parents[2] / "data" / "date_words.csv"
_LOCALES = {"en": ("en",), "ar": ("ar", "ar_LB", "ar_MA", "ar_TN")}

# What each letter of the grammar stands for. D: one or two digits, d: three, Y: four, V: a year in words,
# N: a number in words, O: an ordinal (22nd, الثاني), X: a date in digits (12/09/2023), Q: a quarter's or half's short
# name (Q3, H1), Z: a decade; marks stand for themselves.
SYMBOLS = {
    "month": "M", "hijri_month": "H", "weekday": "W", "unit": "U", "units": "U", "dual_unit": "U", "season": "S",
    "decade": "Z", "today": "T", "this_day": "T",
    "now": "w", "relation": "R", "rolling": "r", "anaphor": "x", "part": "E", "ago": "a", "earlier": "a", "hence": "e",
    "within": "v", "before": "b", "since": "s", "after": "l", "about": "q", "few": "f", "couple": "c", "article": "n",
    "the": "t", "of": "o", "in": "i", "and": "&", "from": "F", "to": "K", "between": "B", "preposition": "p",
    "fiscal": "g", "business": "k", "era": "A", "hijri": "h", "before_christ": "C", "week_starting": "u",
}
# Kinds that only say how the words beside them are meant.
WORDLESS = frozenset({"never", "general", "not_today_before", "not_today_after",
                      "published", "updated", "beside_date"})
MARKS = {",": ",", "،": ",", "/": "/", "-": "-", "–": "-", "—": "-", "‑": "-", ".": ".", "(": "(", ")": ")",
          "'": "'", "’": "'", "‘": "'"}
ORDINAL_ENDINGS = frozenset({"st", "nd", "rd", "th"})
_ARTICLE = "ال"


@dataclass(frozen=True, slots=True)
class Entry:
    """One meaning of a word or name of several words; `ordinary`: it is an everyday word too."""

    kind: str
    value: Any
    tail: tuple[str, ...] = ()  # the words that follow in a name of several words
    ordinary: bool = False
    definite: bool = False


class _Words(dict):
    """First word of a name -> its entries, the longest first."""

    def put(self, form: str, kind: str, value: Any, language: str, ordinary: bool = False) -> None:
        if language == "ar":
            words = [fold(word) for word in form.split()]
        else:
            words = [text.lower() for text in Pieces(form).texts]
        if words:
            entry = Entry(kind, value, tuple(words[1:]), ordinary, form.startswith(_ARTICLE))
            known = [*self.get(words[0], ()), entry]
            self[words[0]] = tuple(sorted(known, key=lambda e: -len(e.tail)))


class _Tables(NamedTuple):
    """The words of a language; those that are looked up with their hamza (آب is a month, أب a father), and the same
    without it; and the later words of names of several words, with the kind of the name."""

    words: _Words
    exact: frozenset[str]
    inexact: frozenset[str]
    tails: dict[str, str]


@lru_cache(maxsize=2)
def _tables(language: str) -> _Tables:
    with _TABLE.open(encoding="utf-8", newline="") as table:
        rows = [(row["kind"], row["value"], row["forms"].split("|"))
                for row in csv.DictReader(table) if row["language"] == language]
    plain = fold if language == "ar" else str.lower
    ordinary = {plain(form) for kind, _, forms in rows if kind == "ordinary" for form in forms}
    exact = frozenset(form for kind, _, forms in rows if kind == "exact" for form in forms)
    words = _Words()
    for kind, value, forms in rows:
        for form in () if kind in ("ordinary", "exact") else forms:
            value_of = int(value) if value.lstrip("-").isdigit() else value
            words.put(form, kind, value_of, language, plain(form) in ordinary)
    for code in _LOCALES[language]:
        locale = Locale.parse(code)
        for width in ("wide", "abbreviated"):
            for table, kind in ((locale.months["format"][width], "month"), (locale.days["format"][width], "weekday")):
                for number, name in table.items():
                    words.put(name, kind, number, language, plain(name) in ordinary)
    tails = {word: entry.kind for several in words.values() for entry in several for word in entry.tail}
    return _Tables(words, exact, frozenset(map(plain, exact)), tails)


@lru_cache(maxsize=40_000)
def entries(word: str, language: str) -> tuple[tuple[Entry, ...], int] | None:
    """What a word may mean, and how many letters of a conjunction or preposition are written onto it."""
    words, exact, inexact, _ = _tables(language)
    if language != "ar":
        found = words.get(word.lower())
        return (found, 0) if found else None
    bare, key = without_marks(word), fold(word)
    for lead in range(1 + (key[:1] in "وفبلك") + (key[:2] in ("وب", "ول", "فب", "فل"))):
        rest = "ا" + key[lead:] if lead and key[lead - 1:lead + 1] == "لل" else key[lead:]
        found = words.get(rest)
        if found and rest in inexact and bare[lead:] not in exact:
            found = None
        if found:
            return found, lead
    return None


# What glance() says of a piece that no date is made of, and of a number.
UNKNOWN, NUMBER = "~", "#"
_STRONG = frozenset("MHWUSZT")
_LONGEST_WORD = 20


@cache
def glances(language: str) -> Remembered[str]:
    """`glance` for every piece of text that comes along."""
    return Remembered(partial(glance, language=language))


def glance(text: str, language: str) -> str:
    """One character for a piece of text: its likeliest symbol, NUMBER for numbers, "_" for words of longer names.

    Quick and rough, to pass over what holds no date. A number that may be a year is Y or V, an ordinal O, the letters
    of 22nd and 1990s are "s", and a weekend counts as a day of the week.
    """
    if text[0].isdecimal():
        return "Y" if len(text) == 4 else NUMBER if len(text) < 4 else UNKNOWN
    if text in MARKS:
        return MARKS[text]
    if len(text) > _LONGEST_WORD or text == "\n":
        return UNKNOWN
    found = entries(text, language)
    meant = [entry for entry in found[0] if entry.kind not in WORDLESS] if found else []
    # A name of several words is told by its first word only where that means nothing by itself ("the day after
    # tomorrow" is told by its last).
    meant = [entry for entry in meant if not entry.tail] or meant
    if any(entry.value == "weekend" for entry in meant):
        return "W"
    symbols = [SYMBOLS[entry.kind] for entry in meant]
    if symbols:
        return next((symbol for symbol in symbols if symbol in _STRONG), symbols[0])
    number = number_word(text, language)
    if number:
        return "O" if number.kind == "ordinal" else "V" if number.value in (19, 1000) else NUMBER
    plain = fold(text) if language == "ar" else text.lower()
    if plain in ORDINAL_ENDINGS or plain == "s":
        return "s"
    if text in ("Q", "H"):
        return "Q"
    name = _tables(language).tails.get(plain)
    if name == "today":
        return "T"  # the end of "last night", "this morning"
    return "_" if found or name or text == "و" else UNKNOWN
