"""From words to the symbols that the date grammar reads: one letter for each kind of word.

The words are in data/date_words.csv; months and days of the week come from CLDR (Babel), Levantine and Maghrebi names
included. The same symbols serve both languages, so that most of the grammar does too.
"""
from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from babel import Locale

from components.text.arabic import fold, western_digits, without_marks
from components.text.numbers import Piece, number_word, pieces, word_run

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
# Without one of these (or digits that look like a year or a date) a stretch of words speaks of no date.
TRIGGERS = frozenset("MHWUSQZTXYV")
_WORDLESS = frozenset({"never", "general", "not_today_before", "not_today_after"})
_MARKS = {",": ",", "،": ",", "/": "/", "-": "-", "–": "-", "—": "-", "‑": "-", ".": ".", "(": "(", ")": ")",
          "'": "'", "’": "'", "‘": "'"}
_ORDINAL_ENDINGS = frozenset({"st", "nd", "rd", "th"})
_ARTICLE = "ال"


@dataclass(slots=True)
class Lexeme:
    """A word, number or mark that a date may be made of.

    start, end: its place in the text, without a conjunction or preposition written onto it (`led` tells of one).
    ordinary: it is also an everyday word or a name (March, مارس), so it needs company to count.
    """

    symbol: str
    start: int
    end: int
    value: Any = None
    led: bool = False
    ordinary: bool = False
    plural: bool = False
    definite: bool = False


@dataclass(frozen=True, slots=True)
class _Entry:
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
            words = [piece.text.lower() for piece in pieces(form)]
        if words:
            entry = _Entry(kind, value, tuple(words[1:]), ordinary, form.startswith(_ARTICLE))
            entries = [*self.get(words[0], ()), entry]
            self[words[0]] = tuple(sorted(entries, key=lambda e: -len(e.tail)))


class _Tables(NamedTuple):
    """The words of a language; those that are looked up with their hamza (آب is a month, أب a father), and the same
    without it; and the later words of names of several words."""

    words: _Words
    exact: frozenset[str]
    inexact: frozenset[str]
    tails: frozenset[str]


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
    tails = frozenset(word for entries in words.values() for entry in entries for word in entry.tail)
    return _Tables(words, exact, frozenset(map(plain, exact)), tails)


@lru_cache(maxsize=100_000)
def _entries(word: str, language: str) -> tuple[tuple[_Entry, ...], int] | None:
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


@lru_cache(maxsize=100_000)
def _glance(text: str, language: str) -> str:
    """A piece's first symbol, "#" for digits and number words, "" for what no date is made of; quick and rough."""
    if text[0].isdecimal():
        return "Y" if len(text) == 4 else "#" if len(text) < 4 else ""
    if text in _MARKS:
        return _MARKS[text]
    if len(text) > 20 or text == "\n":
        return ""
    found = _entries(text, language)
    if found:
        kinds = [entry.kind for entry in found[0] if entry.kind not in _WORDLESS]
        best = [SYMBOLS[kind] for kind in kinds if SYMBOLS[kind] in TRIGGERS]
        if best:
            return best[0]
        if kinds:
            return SYMBOLS[kinds[0]]
    number = number_word(text, language)
    if number:
        return "V" if number.value in (19, 1000) else "#"
    plain = fold(text) if language == "ar" else text.lower()
    if plain in _ORDINAL_ENDINGS or plain == "s":
        return "s"
    return "Q" if text in ("Q", "H") else "_" if found or text == "و" or plain in _tables(language).tails else ""


def stretches(text: str, language: str) -> list[list[Lexeme]]:
    """The stretches of text that may hold a date, as lexemes; other words end a stretch."""
    found = pieces(text)
    glances = [_glance(piece.text, language) for piece in found]
    out: list[list[Lexeme]] = []
    digits = _digit_dates(text, found, glances)
    wanted = [i for i, symbol in enumerate(glances) if symbol in TRIGGERS]
    if digits or "s" in glances:
        # 27th, 70s, 70's
        ends = (i for i, symbol in enumerate(glances) if symbol == "s" and i and "#" in glances[max(0, i - 2):i])
        wanted = sorted({*wanted, *digits, *ends})
    if language == "ar":
        # "في 15" with nothing after it is a day of the month.
        lone = (i for i, symbol in enumerate(glances) if symbol == "#" and i and glances[i - 1] in ("p", "K", "s")
                and len(found[i].text) < 3 and (i + 1 == len(found) or found[i + 1].text in ".!؟\n"))
        wanted = sorted({*wanted, *lone})
    done = 0
    for i in wanted:
        if i < done:
            continue
        first = i
        while first > done and glances[first - 1]:
            first -= 1
        last = i + 1
        while last < len(found) and glances[last]:
            last += 1
        done = last
        out.append(_lex(text, found, first, last, language, digits))
    return out


# -- dates in digits -------------------------------------------------------------------------------------------------

_DIGIT_DATE = re.compile(
    r"(?<![\w/.,:$€£٫٬-])(\d{1,4})(?: ?([-/.]) ?(\d{1,2})(?: ?\2 ?(\d{1,4})|, ?(\d{4}|\d\d))?)"
    r"(?=[مهـ]|[^\w/٪%]|$)(?![-.,:٫٬]\d|-\w)")
_NUMBERED_MONTH = re.compile(r"(?<![\w/.,-])(\d{4})([-/.])([^\W\d_]{3,12})\2(\d{1,2})(?![\w/-])")


def _digit_dates(text: str, found: Sequence[Piece], glances: list[str]) -> dict[int, tuple[int, tuple]]:
    """Where digits may be a date: number of the first piece -> (end, the groups of digits and their mark)."""
    if "#" not in glances and "Y" not in glances:
        return {}
    at = {piece.start: i for i, piece in enumerate(found) if glances[i] in ("#", "Y")}
    out = {}
    for m in _DIGIT_DATE.finditer(text):
        spaced = " " in m[0].replace(", ", ",") and len(m[4] or "") < 4
        if m.start() in at and not spaced and text[m.start():m.end()] not in ("24/7", "9/11"):
            groups = tuple(int(western_digits(g)) for g in (m[1], m[3], m[4] or m[5]) if g)
            widths = tuple(len(g) for g in (m[1], m[3], m[4] or m[5]) if g)
            out[at[m.start()]] = (m.end(), (m[2], groups, widths))
    return out


# -- words -----------------------------------------------------------------------------------------------------------


def _lex(text: str, found: Sequence[Piece], first: int, last: int, language: str, digits: dict) -> list[Lexeme]:
    out: list[Lexeme] = []
    i = first
    while i < last:
        piece = found[i]
        if i in digits and not _beside_month(found, i, digits[i], out, language):
            end, value = digits[i]
            out.append(Lexeme("X", piece.start, end, value))
            while i < last and found[i].start < end:
                i += 1
            continue
        if piece.text[0].isdecimal():
            i = _lex_digits(found, i, last, out)
            continue
        mark = _MARKS.get(piece.text)
        if mark:
            out.append(Lexeme(mark, piece.start, piece.end))
            i += 1
            continue
        i = _lex_word(text, found, i, last, language, out)
    return _paired_months(out)


def _beside_month(found: Sequence[Piece], i: int, digits: tuple, out: list[Lexeme], language: str) -> bool:
    """Whether two groups of digits are days of a month that is named beside them: November 19-20, 4-22 يناير."""
    end, (_, groups, _) = digits
    if len(groups) != 2:
        return False
    if out and out[-1].symbol in "MH" or len(out) > 1 and out[-1].symbol == "." and out[-2].symbol == "M":
        return True
    while i < len(found) and found[i].start < end:
        i += 1
    following = [_glance(piece.text, language) for piece in found[i:i + 2]]
    return following[:1] in (["M"], ["H"]) or following in (["o", "M"], ["o", "H"])


def _lex_digits(found: Sequence[Piece], i: int, last: int, out: list[Lexeme]) -> int:
    piece = found[i]
    before = found[i - 1] if i else None
    glued = before is not None and before.end == piece.start and before.text[-1].isalpha() and not (
        out and out[-1].symbol in "MQ&t") and before.text not in ("ل", "ب", "لـ", "بـ", "الـ", "ـ", "و", "لل")
    value, tail = int(western_digits(piece.text)), found[i + 1] if i + 1 < last else None
    if tail and tail.start == piece.end:
        ending = tail.text.lower()
        if ending in _ORDINAL_ENDINGS and value < 100:
            out.append(Lexeme("O", piece.start, tail.end, value))
            return i + 2
        if ending == "s" and value % 10 == 0:
            out.append(Lexeme("Z", piece.start, tail.end, value))
            return i + 2
        if tail.text in "'’" and i + 2 < last and found[i + 2].text == "s" and value % 10 == 0 and (
                value < 100 or value % 100 < 100) and found[i + 2].start == tail.end:
            out.append(Lexeme("Z", piece.start, found[i + 2].end, value))
            return i + 3
        if ending[0].isalpha() and ending not in ("م", "هـ", "ه") and ending.upper() not in ("H1", "H2", "H", "Q"):
            glued = True
    symbol = "_" if glued else {1: "D", 2: "D", 3: "d", 4: "Y"}[len(piece.text)]
    out.append(Lexeme(symbol, piece.start, piece.end, value))
    return i + 1


def _lex_word(text: str, found: Sequence[Piece], i: int, last: int, language: str, out: list[Lexeme]) -> int:
    piece = found[i]
    known = _entries(piece.text, language)
    if known:
        for entry in known[0]:
            if entry.kind in _WORDLESS and entry.kind != "never":
                continue
            length = 1 + len(entry.tail)
            if entry.tail and not _continues(found, i, last, entry.tail, language):
                continue
            _put(found, i, i + length - 1, known[1], entry, language, out)
            return i + length
    if piece.text.lower() == "q" or piece.text.lower() == "h":
        i = _lex_numbered_quarter(found, i, last, out)
        return i
    word = number_word(piece.text, language)
    if word is not None:
        return _lex_number(found, i, last, language, out, word)
    if language == "ar" and piece.text == "و":
        out.append(Lexeme("&", piece.start, piece.end))
    else:
        out.append(Lexeme("_", piece.start, piece.end))
    return i + 1


def _continues(found: Sequence[Piece], i: int, last: int, tail: tuple[str, ...], language: str) -> bool:
    if i + len(tail) >= last and i + len(tail) >= len(found):
        return False
    plain = fold if language == "ar" else str.lower
    return all(plain(found[i + 1 + n].text) == word for n, word in enumerate(tail))


def _put(found: Sequence[Piece], i: int, j: int, lead: int, entry: _Entry, language: str, out: list[Lexeme]) -> None:
    joined = lead and fold(found[i].text)[lead - 1:lead + 1] == "لل"  # the ل stands for the alef of ال too
    start, end = found[i].start + lead - bool(joined), found[j].end
    if lead and fold(found[i].text)[0] == "و":
        out.append(Lexeme("&", found[i].start, found[i].start + 1))
    if entry.kind in _WORDLESS or not _stands(found, i, j, entry):
        out.append(Lexeme("_", start, end))
        return
    if entry.kind == "dual_unit":
        out.append(Lexeme("N", start, start, 2))
    lexeme = Lexeme(SYMBOLS[entry.kind], start, end, entry.value, lead > 0, entry.ordinary, entry.kind == "units",
                    entry.definite)
    if entry.ordinary and language == "en" and found[i].text.islower():
        lexeme.plural = True  # lower-case "may" and "march" need more company still
    out.append(lexeme)


def _stands(found: Sequence[Piece], i: int, j: int, entry: _Entry) -> bool:
    """Whether a word means what it seems to, given the words around: اليوم is "today" or "the day", العام "the year"
    or "general"."""
    before = _kinds(found[i - 1].text) if i else ()
    if entry.kind == "this_day":
        after = _kinds(found[j + 1].text) if j + 1 < len(found) else ()
        ordinal = number_word(found[j + 1].text, "ar") if j + 1 < len(found) else None
        return ("not_today_before" not in before and "not_today_after" not in after
                and not (ordinal and ordinal.kind == "ordinal" and not ordinal.lead))
    return not (entry.value == "year" and entry.definite and "general" in before)


def _kinds(word: str) -> tuple[str, ...]:
    found = _entries(word, "ar") if len(word) < 20 else None
    return tuple(entry.kind for entry in found[0]) if found else ()


def _lex_numbered_quarter(found: Sequence[Piece], i: int, last: int, out: list[Lexeme]) -> int:
    """Q3, H2."""
    digits = found[i + 1] if i + 1 < last and found[i + 1].start == found[i].end else None
    most = 4 if found[i].text in "qQ" else 2
    if found[i].text.isupper() and digits and digits.text in "1234" and int(western_digits(digits.text)) <= most:
        value = (found[i].text, int(western_digits(digits.text)))
        out.append(Lexeme("Q", found[i].start, digits.end, value))
        return i + 2
    out.append(Lexeme("_", found[i].start, found[i].end))
    return i + 1


def _lex_number(found: Sequence[Piece], i: int, last: int, language: str, out: list[Lexeme], word) -> int:
    """A number in words: a cardinal, an ordinal up to 31st, or a year (nineteen ninety nine)."""
    start = found[i].start + word.lead
    if word.linked:
        out.append(Lexeme("&", found[i].start, start))
    if word.kind == "ordinal":
        return _lex_ordinal(found, i, last, language, out, word.value, start, word.lead > 0)
    run = word_run(found, i, language)
    if run is None:
        out.append(Lexeme("_", start, found[i].end))
        return i + 1
    end, value = i + run.length, run.value
    if language != "ar" and value in (20, 30):
        unit = end + (end < last and found[end].text == "-")
        following = number_word(found[unit].text, language) if unit < last else None
        if following and following.kind == "ordinal" and following.value < 10:
            out.append(Lexeme("O", start, found[unit].end, int(value + following.value)))
            return unit + 1
    if (decade := _decade(found, end, last, language, value)) is not None:
        end, value = decade
        out.append(Lexeme("Z", start, found[end - 1].end, value))
        return end
    if 10 <= value <= 29 and end < last and value == int(value):
        more = word_run(found, end, language)
        if more and 10 <= more.value <= 99 and found[end].text[0] not in "و":
            out.append(Lexeme("V", start, found[end + more.length - 1].end, int(value * 100 + more.value)))
            return end + more.length
    year = 1000 <= value <= 2999 and value == int(value)
    out.append(Lexeme("V" if year else "N", start, found[end - 1].end, value, run.lead > 0))
    return end


def _decade(found: Sequence[Piece], i: int, last: int, language: str, century: float) -> tuple[int, int] | None:
    """ "nineteen seventies", "two thousand and tens": the piece after it and the first year."""
    if i < last and language == "en" and found[i].text.lower() == "and" and century == 2000:
        i += 1
    known = _entries(found[i].text, language) if i < last and century in (17, 18, 19, 2000) else None
    if known and known[0][0].kind == "decade":
        return i + 1, int(century * (100 if century < 100 else 1) + known[0][0].value)
    return None


def _lex_ordinal(found, i, last, language, out, value, start, led) -> int:
    end = i + 1
    if language == "ar" and end < last:
        more = number_word(found[end].text, language)
        if more and more.kind == "teen" and not more.lead and value < 10:
            value, end = value + 10, end + 1
        elif more and more.kind == "tens" and more.linked and value < 10:
            value, end = value + more.value, end + 1
    out.append(Lexeme("O", start, found[end - 1].end, int(value), led))
    return end


def _paired_months(lexemes: list[Lexeme]) -> list[Lexeme]:
    """Two names of the same month next to each other (أبريل/نيسان, مايو (أيار)) as one."""
    out: list[Lexeme] = []
    i = 0
    while i < len(lexemes):
        lexeme = lexemes[i]
        if lexeme.symbol == "M" and out:
            k = len(out) - 1
            while k >= 0 and out[k].symbol in "/-(" and len(out) - 1 - k < 2:
                k -= 1
            if k >= 0 and out[k].symbol == "M" and out[k].value == lexeme.value and k < len(out) - 1:
                out[k].end, out[k].ordinary = lexeme.end, False
                bracket = any(item.symbol == "(" for item in out[k + 1:])
                del out[k + 1:]
                if bracket and i + 1 < len(lexemes) and lexemes[i + 1].symbol == ")":
                    out[k].end = lexemes[i + 1].end
                    i += 1
                i += 1
                continue
        out.append(lexeme)
        i += 1
    return out
