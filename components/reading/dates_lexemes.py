"""Where a text may speak of dates, as lexemes: words, numbers and marks with the grammar's symbols and their values."""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from components.reading.dates_lexicon import (
    MARKS,
    ORDINAL_ENDINGS,
    SYMBOLS,
    WORDLESS,
    Entry,
    entries,
    glances,
)
from components.text.arabic import fold, western_digits
from components.text.number_words import NumberWord, number_word, word_run
from components.text.pieces import Pieces, pieces

# A run of words known to the grammar is looked at only if it holds a month, a day of the week, a year and so on, or
# a unit with something that places it in time.
_STRONG = re.compile(r"[MHWSQZTYV]|#'?s|#[-/.]#")
_PLACED_UNIT = re.compile(r"[RrxaeblvEuOFw]|s#?U|U#|i[#ncf]")
# "for the 27", "on the twenty second"; في 15 at the end of a line.
_LONE_DAY = {"en": re.compile(r"[pF]t#O?\.?$"), "ar": re.compile(r"[pKs]#\.?$")}
_RUN = re.compile(r"(?<![^~])[^~MHWSQZTYVU#]*[MHWSQZTYVU#][^~]*")
# Longer runs are lists or noise; they are cut, so that time stays in proportion to the length of the text.
_LONGEST_RUN = 120

# The digits of a date, with the same mark between them: 2016-11-07, 12/09/2023, 21 / 10 / 1436, 08/12, 2015, 3/2015.
_DIGIT_DATE = re.compile(
    r"(?<![\w/.,:$€£٫٬-])(\d{1,4})(?: ?([-/.]) ?(\d{1,2})(?: ?\2 ?(\d{1,4})|, ?(\d{4}|\d\d))?)"
    r"(?=[مه]|[^\w/٪%]|$)(?![-.,:٫٬]\d|-\w)")
_NO_DATES = frozenset({"24/7", "9/11"})
_CURRENCIES = frozenset("$€£¥")
# Written onto digits in Arabic: "in", "to", "the".
_WRITTEN_ON = frozenset({"ل", "ب", "لـ", "بـ", "الـ", "ـ", "و", "لل", "ال"})


@dataclass(slots=True)
class Lexeme:
    """A word, number or mark that a date may be made of.

    start, end: its place in the text, without a conjunction or preposition written onto it (`led` tells of one).
    ordinary: it is also an everyday word or a name (March, مارس), so it needs company to count; `lower`: and it is
    written without a capital, so it needs more still.
    """

    symbol: str
    start: int
    end: int
    value: Any = None
    led: bool = False
    ordinary: bool = False
    lower: bool = False
    plural: bool = False
    definite: bool = False


def stretches(text: str, language: str) -> Iterator[list[Lexeme]]:
    """The stretches of a text that may hold a date; words that no date is made of end a stretch."""
    found = pieces(text)
    line = "".join(map(glances(language).__getitem__, found.texts))
    for run in _RUN.finditer(line):
        symbols = run[0]
        if not (_STRONG.search(symbols) or ("U" in symbols and _PLACED_UNIT.search(symbols))
                or _LONE_DAY[language].search(symbols) and not _goes_on(found, run.end(), language)):
            continue
        for first in range(run.start(), run.end(), _LONGEST_RUN):
            yield _Lexer(text, language, found, line, first, min(run.end(), first + _LONGEST_RUN)).lexemes()


def _goes_on(found: Pieces, at: int, language: str) -> bool:
    """Whether the line goes on with a word behind a run: في 15 is a day at the end of one only."""
    return language == "ar" and "".join(found.texts[at:at + 1]).isalnum()


class _Lexer:
    """Reads the pieces from `at` to `last`; each method reads what is there, goes on, and adds to `out`."""

    def __init__(self, text: str, language: str, found: Pieces, line: str, first: int, last: int) -> None:
        self.text, self.language, self.found, self.line = text, language, found, line
        self.at, self.last = first, last
        self.out: list[Lexeme] = []

    def lexemes(self) -> list[Lexeme]:
        while self.at < self.last:
            piece = self.found[self.at]
            if piece.text[0].isdecimal():
                if not self._digit_date():
                    self._digits()
            elif piece.text in MARKS:
                self._add(MARKS[piece.text], piece.start, piece.end)
            elif not (self._name() or self._numbered_quarter() or self._number()):
                self._add("&" if piece.text == "و" else "_", piece.start, piece.end)
        return _paired_months(self.out)

    def _add(self, symbol: str, start: int, end: int, value: Any = None, length: int = 1, **more) -> bool:
        self.out.append(Lexeme(symbol, start, end, value, **more))
        self.at += length
        return True

    def _text(self, i: int) -> str:
        return self.found.texts[i] if 0 <= i < len(self.found) else ""

    def _tight(self, i: int) -> bool:
        """Whether a piece follows the one before it without a space."""
        return self.found.tight(i)

    # -- digits --

    def _digit_date(self) -> bool:
        following = self.line[self.at + 1:self.at + 2]
        if not following or following not in "-/.":
            return False
        start = self.found[self.at].start
        m = _DIGIT_DATE.match(self.text, start)
        if m is None or m[0] in _NO_DATES or (" " in m[0].replace(", ", ",") and len(m[4] or "") < 4):
            return False
        parts = [part for part in (m[1], m[3], m[4] or m[5]) if part]
        length = 1
        while self.at + length < len(self.found) and self.found[self.at + length].start < m.end():
            length += 1
        if len(parts) == 2 and self._beside_month(self.at + length):
            return False
        value = (m[2], tuple(int(western_digits(part)) for part in parts), tuple(map(len, parts)))
        return self._add("X", start, m.end(), value, length)

    def _beside_month(self, after: int) -> bool:
        """Whether digits are days of a month that is named beside them: November 19-20, 4-22 يناير."""
        before = "".join(lexeme.symbol for lexeme in self.out[-2:])
        return before[-1:] in ("M", "H") or before == "M." or re.match("o?[MH]", self.line[after:after + 2]) is not None

    def _digits(self) -> None:
        piece, before = self.found[self.at], self._text(self.at - 1)
        value, ending = int(western_digits(piece.text)), ""
        if self._tight(self.at + 1):
            ending = self._text(self.at + 1).lower()
        if ending in ORDINAL_ENDINGS and value < 100:
            self._add("O", piece.start, self.found[self.at + 1].end, value, 2)
            return
        decade = 1 if ending == "s" else 2 if ending in ("'", "’") and self._text(self.at + 2) == "s" else 0
        if decade and value % 10 == 0 and self._tight(self.at + decade):
            self._add("Z", piece.start, self.found[self.at + decade].end, value, 1 + decade)
            return
        glued = self._tight(self.at) and before[-1:].isalpha() and before not in _WRITTEN_ON \
            and not (self.out and self.out[-1].symbol in "MQ&t")
        glued = glued or (ending[:1].isalpha() and ending not in ("م", "هـ", "ه") and ending not in ("h", "q"))
        part = before in (".", ",", "٫", "٬") and self._tight(self.at) and self._text(self.at - 2)[:1].isdecimal() \
            and self._tight(self.at - 1)
        known = {1: "D", 2: "D", 3: "d", 4: "Y"}.get(len(piece.text), "_")
        self._add("_" if glued or part or before in _CURRENCIES else known, piece.start, piece.end, value)

    def _numbered_quarter(self) -> bool:
        """Q3, H2."""
        letter, digit = self.found[self.at], self._text(self.at + 1)
        if letter.text not in ("Q", "H") or not self._tight(self.at + 1) or digit not in ("1", "2", "3", "4"):
            return False
        if letter.text == "H" and digit > "2":
            return False
        return self._add("Q", letter.start, letter.end + 1, (letter.text, int(digit)), 2)

    # -- words --

    def _name(self) -> bool:
        """A month, a day, a unit and so on: the longest name that begins here."""
        known = entries(self._text(self.at), self.language)
        for entry in known[0] if known else ():
            if entry.kind in WORDLESS and entry.kind != "never":
                continue
            if entry.kind == "part" and self._text(self.at).lower() == "earlier" and self.out \
                    and self.out[-1].symbol == "U":
                continue  # "a year earlier", not "earlier this year"
            if self._continues(entry.tail):
                self._enter(entry, known[1])
                return True
        return False

    def _continues(self, tail: tuple[str, ...]) -> bool:
        plain = fold if self.language == "ar" else str.lower
        return all(plain(self._text(self.at + 1 + n)) == word for n, word in enumerate(tail))

    def _enter(self, entry: Entry, lead: int) -> None:
        first, last = self.found[self.at], self.found[self.at + len(entry.tail)]
        key = fold(first.text) if lead else ""
        joined = key[lead - 1:lead + 1] == "لل" if lead else False  # the second ل stands for the alef of ال too
        start, length = first.start + lead - joined, 1 + len(entry.tail)
        if key[:1] == "و":
            self.out.append(Lexeme("&", first.start, first.start + 1))
        if entry.kind in WORDLESS or not self._stands(entry, self.at + length):
            self._add("_", start, last.end, length=length)
            return
        if entry.kind == "dual_unit":
            self.out.append(Lexeme("N", start, start, 2))
        self._add(SYMBOLS[entry.kind], start, last.end, entry.value, length, led=lead > 0, ordinary=entry.ordinary,
                  lower=entry.ordinary and first.text.islower() and self.language == "en",
                  plural=entry.kind == "units", definite=entry.definite)

    def _stands(self, entry: Entry, after: int) -> bool:
        """Whether a word means here what it may mean: اليوم is "today" or "the day", العام "the year" or "general"."""
        if entry.kind == "this_day":
            following = number_word(self._text(after), "ar") if self._text(after) else None
            counted = following is not None and following.kind == "ordinal" and not following.lead
            return not (counted or self._is("not_today_before", self.at - 1) or self._is("not_today_after", after))
        return not (entry.value == "year" and entry.definite and self._is("general", self.at - 1))

    def _is(self, kind: str, i: int) -> bool:
        word = self._text(i)
        known = entries(word, self.language) if word else None
        return known is not None and any(entry.kind == kind for entry in known[0])

    def _number(self) -> bool:
        """A number in words: a cardinal, an ordinal up to 31st, a year (nineteen ninety nine), or a decade."""
        piece = self.found[self.at]
        word = number_word(piece.text, self.language)
        if word is None:
            return False
        start = piece.start + word.lead
        if word.linked:
            self.out.append(Lexeme("&", piece.start, start))
        if word.kind == "ordinal":
            return self._ordinal(start, word)
        run = word_run(self.found, self.at, self.language)
        if run is None:
            return self._add("_", start, piece.end)
        end, value = self.at + run.length, run.value
        if self._unit_ordinal(start, end, value) or self._decade(start, end, value):
            return True
        more = word_run(self.found, end, self.language) if 10 <= value <= 29 and end < self.last else None
        if more and 10 <= more.value <= 99 and not more.lead:
            year = int(value * 100 + more.value)
            return self._add("V", start, self.found[end + more.length - 1].end, year, run.length + more.length)
        symbol = "V" if 1000 <= value <= 2999 and value == int(value) else "N"
        return self._add(symbol, start, self.found[end - 1].end, value, run.length, led=run.lead > 0)

    def _ordinal(self, start: int, word: NumberWord) -> bool:
        """Second, الثاني, الثاني عشر, الثاني والعشرون."""
        value, length = word.value, 1
        more = number_word(self._text(self.at + 1), "ar") if self.language == "ar" and self._text(self.at + 1) else None
        if more and value < 10 and (more.kind == "teen" and not more.lead or more.kind == "tens" and more.linked):
            value, length = value + more.value, 2
        return self._add("O", start, self.found[self.at + length - 1].end, int(value), length, led=word.lead > 0)

    def _unit_ordinal(self, start: int, end: int, tens: float) -> bool:
        """The end of "twenty second", "thirty-first"."""
        end += self._text(end) == "-"
        counting = self.language == "en" and tens in (20, 30) and self._text(end)
        unit = number_word(self._text(end), "en") if counting else None
        if unit is None or unit.kind != "ordinal" or unit.value >= 10:
            return False
        return self._add("O", start, self.found[end].end, int(tens + unit.value), end + 1 - self.at)

    def _decade(self, start: int, end: int, century: float) -> bool:
        """The end of "nineteen seventies", "two thousand and tens"."""
        end += self._text(end).lower() == "and" and century == 2000
        known = entries(self._text(end), "en") if century in (17, 18, 19, 2000) and self._text(end) else None
        if self.language != "en" or known is None or known[0][0].kind != "decade":
            return False
        year = int(century * (100 if century < 100 else 1)) + known[0][0].value
        return self._add("Z", start, self.found[end].end, year, end + 1 - self.at)


def _paired_months(lexemes: list[Lexeme]) -> list[Lexeme]:
    """Two names of the same month next to each other (أبريل/نيسان, مايو (أيار)) as one."""
    out: list[Lexeme] = []
    for i, lexeme in enumerate(lexemes):
        mark = out[-1].symbol if out else ""
        month = out[-2] if len(out) > 1 and mark in ("/", "-", "(") else None
        if lexeme.symbol == "M" and mark == "M" and out[-1].value == lexeme.value:
            out[-1].end, out[-1].ordinary = lexeme.end, False  # سبتمبر أيلول
        elif lexeme.symbol == "M" and month is not None and month.symbol == "M" and month.value == lexeme.value:
            closing = mark == "(" and i + 1 < len(lexemes) and lexemes[i + 1].symbol == ")"
            month.end, month.ordinary = lexemes[i + 1].end if closing else lexeme.end, False
            out.pop()
            if closing:
                lexemes[i + 1].symbol = ""
        elif lexeme.symbol:
            out.append(lexeme)
    return out
