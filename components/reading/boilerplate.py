"""What is in the file but is no part of the article: comment forms, credits, datelines, share buttons, bylines.

`data/boilerplate.csv` holds a pattern a row; this file says where in an article each may stand:

any     a whole line, anywhere              edge    a whole line near the top or the bottom
head    a whole line near the top           tail    a whole line near the bottom
first   the first line                      first3  one of the first three lines
start   how a line near the top begins      end     how a line near the bottom ends

Arabic lines are compared without harakat and with folded hamza, ta marbuta and alef maqsura. Rows of kind `agency`
are the names that {agency} stands for in the others.
"""
from __future__ import annotations

import csv
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

import babel
import regex

from components.text.arabic import fold

from .models import Boilerplate

_TABLE = Path(__file__).resolve().parents[2] / "data" / "boilerplate.csv"

# Lines with something in them, counted from either end.
_HEAD_LINES, _TAIL_LINES = 6, 12
# Nothing in the table is longer, but paragraphs are.
_LONGEST_LINE = 320
_LONGEST_DATELINE, _LONGEST_CREDIT = 120, 100
# A label ("Read more") may be followed by the headlines that it announces: at most so many, each without a full stop.
_ANNOUNCED_AT_MOST, _LONGEST_HEADLINE = 5, 160

_LINE = regex.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_LABEL = regex.compile(r"[^:：]{2,30}[:：]?")
_STOPPED = regex.compile(r"[.!?؟…:][\"”»’)\]]*$")

_BEFORE_AGENCY = " ([«“\"-–—ـ/،,:"

_PARTS = {
    "network": r"(?:Facebook|Twitter|X|WhatsApp|Whatsapp|Telegram|LinkedIn|Linkedin|Instagram|Pinterest|Reddit|YouTube"
               r"|TikTok|Messenger|Email|E-mail|Print|Copy [Ll]ink|Flipboard|Threads|Google News"
               r"|فيسبوك|تويتر|واتساب|واتس اب|تلغرام|تليغرام|تيليجرام|لينكد ?ان|لينكدإن|انستغرام|انستجرام|يوتيوب"
               r"|بينتيريست|ماسنجر|طباعة|بريد إلكتروني|إيميل)",
    "caps": r"[A-Z][A-Z.’'\-]{2,}(?: [A-Z][A-Z.’'\-]+){0,3}",
    "place": r"[A-Z][\w.’'\-]+(?: (?:[A-Z][\w.’'\-]+|de|del|of|al|el)){0,3}",
    "month": r"(?:Jan|Feb|March|April|May|June|July|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?",
    "person": r"(?:[A-Z][\w.’'\-]*(?: (?:[A-Z][\w.’'\-]*|de|van|von|al|bin|el|der|la)){1,4})",
    "arplace": r"[\p{Arabic}]{2,}(?: [\p{Arabic}]{2,}){0,2}",
    "arword": r"[\p{Arabic}]{2,}",
    "arperson": r"(?:د\. ?|أ\. ?)?[\p{Arabic}]{2,}(?: [\p{Arabic}]{2,}){1,3}",
}
# How datelines name countries that the CLDR calls otherwise.
_COUNTRIES_TOO = ("UK", "U.K.", "US", "U.S.", "USA", "UAE", "England", "Scotland", "Wales", "Northern Ireland",
                  "Turkey", "Palestine", "Gaza", "West Bank", "Congo", "DRC", "Burma", "Ivory Coast", "Korea", "Crimea",
                  "Bosnia", "Czech Republic", "Kurdistan", "Hong Kong")


# Harakat and the tatweel that stretches a word (between spaces it serves as a dash) are no letters to compare.
_DROPPED = regex.compile(r"\p{M}+|(?<=\p{L})ـ+|ـ+(?=\p{L})")
_FOLDED_LETTERS = tuple((letter, fold(letter)) for letter in "أإآٱؤئةىیک")
_FOLDED = str.maketrans(dict(_FOLDED_LETTERS))


class _Line(NamedTuple):
    """A line of the text, its folded letters, and for each of these its place in the text."""

    start: int
    end: int
    shape: str
    at: list[int] | range


class _Pattern(NamedTuple):
    kind: str
    where: str
    form: regex.Pattern


def find(text: str, language: str) -> list[Boilerplate]:
    """Stretches that are no part of the article's own text, in order and without overlap.

    `value` is the outlet or agency of a credit, the place of a dateline, the people of a byline, as written. A dateline
    that names its agency gives two stretches, the second a credit. When in doubt a line stays in the article.

    >>> [(b.kind, b.value) for b in find("LONDON (Reuters) - Oil rose.\\nLeave a Reply", "en")]
    [('dateline', 'LONDON'), ('credit', 'Reuters'), ('comment_form', '')]
    """
    return list(_found(text, language))


# Whoever takes an article in asks once for what is known of it, and again for its reading.
@lru_cache(maxsize=1)
def _found(text: str, language: str) -> tuple[Boilerplate, ...]:
    lines = (_trimmed(text, *line.span()) for line in _LINE.finditer(text))
    spans = [(start, end) for start, end in lines if start < end]
    found: list[Boilerplate] = []
    announced = 0
    for number, (start, end) in enumerate(spans):
        places = _places(number, len(spans))
        line = _shape(text, start, end) if end - start <= _LONGEST_LINE else None
        whole = line and _whole_line(text, line, places, language)
        if whole:
            found.extend(whole)
            announces = whole[0].kind == "related" and _LABEL.fullmatch(text[start:end])
            announced = _announced(number, len(spans)) if announces else 0
        elif announced and line and _is_headline(text[start:end]):
            found.append(Boilerplate(start, end, text[start:end], "related"))
            announced -= 1
        else:
            announced = 0
            if "head" in places:
                found.extend(_beginning(text, start, end, language))
            if "tail" in places:
                found.extend(_ending(text, start, end, language, found))
    return tuple(found)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())


def _places(number: int, count: int) -> tuple[str, ...]:
    places = ["any"]
    if number < _HEAD_LINES:
        places += ["head", "edge"]
        places += ["first"] if number == 0 else []
        places += ["first3"] if number < 3 else []
    if count - number <= _TAIL_LINES:
        places += ["tail"]
        places += ["edge"] if "edge" not in places else []
    return tuple(places)


def _announced(number: int, count: int) -> int:
    """How many headlines may follow a label: one within the article, several where the article has ended."""
    return _ANNOUNCED_AT_MOST if count - number <= _TAIL_LINES else 1


def _is_headline(line: str) -> bool:
    return len(line) <= _LONGEST_HEADLINE and " " in line and not _STOPPED.search(line)


def _shape(text: str, start: int, end: int) -> _Line:
    """The letters that patterns see: no marks, folded Arabic; one letter for each place that `at` gives."""
    line = shape = text[start:end]
    for letter, folded in _FOLDED_LETTERS:  # six times as fast as `translate`
        shape = shape.replace(letter, folded)
    if not _DROPPED.search(line):
        return _Line(start, end, shape, range(start, end + 1))
    dropped = {at for match in _DROPPED.finditer(line) for at in range(*match.span())}
    kept = [at for at in range(len(line)) if at not in dropped]
    return _Line(start, end, "".join(shape[at] for at in kept), [start + at for at in kept] + [end])


def _whole_line(text: str, line: _Line, places: tuple[str, ...], language: str) -> list[Boilerplate]:
    for place in places:
        either, patterns = _patterns(language, place)
        if either is None or not either.fullmatch(line.shape):
            continue
        for pattern in patterns:
            if match := pattern.form.fullmatch(line.shape):
                return _told(text, line, pattern.kind, match)
    return []


def _beginning(text: str, start: int, end: int, language: str) -> list[Boilerplate]:
    line = _shape(text, start, min(end, start + _LONGEST_DATELINE))
    for pattern in _patterns(language, "start")[1]:
        if match := pattern.form.match(line.shape):
            return _told(text, line, pattern.kind, match)
    return []


def _ending(text: str, start: int, end: int, language: str, found: list[Boilerplate]) -> list[Boilerplate]:
    first = max(start, end - _LONGEST_CREDIT, found[-1].end if found else 0)
    line = _shape(text, first, end)
    for pattern in _patterns(language, "end")[1]:
        match = pattern.form.search(line.shape)
        if match and match.end() == len(line.shape):
            return _told(text, line, pattern.kind, match)
    return []


def _told(text: str, line: _Line, kind: str, match: regex.Match) -> list[Boilerplate]:
    """What a match says: one stretch, or a dateline and the credit of the agency it names."""
    groups = match.groupdict()
    start, end = line.at[match.start()], line.at[match.end()]
    value = _written(text, line, match, "value") if groups.get("value") else ""
    pieces = [(start, end, kind, value)]
    if groups.get("agency"):
        agency = _written(text, line, match, "agency").strip("«»\"“”() ")
        if match.start("agency") > match.start("value"):
            cut = line.at[len(line.shape[:match.start("agency")].rstrip(_BEFORE_AGENCY))]
            pieces = [(start, cut, kind, value), (cut, end, "credit", agency)]
        else:
            cut = line.at[match.start("value")]
            pieces = [(start, cut, "credit", agency), (cut, end, kind, value)]
    told = []
    for first, last, which, says in pieces:
        first, last = _trimmed(text, first, last)
        if first < last:
            told.append(Boilerplate(first, last, text[first:last], which, says))
    return told


def _written(text: str, line: _Line, match: regex.Match, group: str) -> str:
    return text[line.at[match.start(group)]:line.at[match.end(group)]].strip()


@cache
def _patterns(language: str, place: str) -> tuple[regex.Pattern | None, tuple[_Pattern, ...]]:
    """The patterns for one place of articles in a language, and one that matches where any of them does."""
    kept = tuple(pattern for spoken, pattern in _table()
                 if pattern.where == place and (spoken in (language, "any") or pattern.kind == "credit"))
    if not kept:
        return None, ()
    return regex.compile("|".join(f"(?:{pattern.form.pattern})" for pattern in kept)), kept


@cache
def _table() -> tuple[tuple[str, _Pattern], ...]:
    with _TABLE.open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    parts = dict(_PARTS)
    agencies = "|".join(row["pattern"] for row in rows if row["kind"] == "agency")
    parts["agency"] = f"(?:{agencies})"
    names = [*babel.Locale("en").territories.values(), *_COUNTRIES_TOO]
    parts["country"] = f"(?:{'|'.join(sorted(map(regex.escape, names), key=len, reverse=True))})"
    filled = []
    for row in rows:
        if row["kind"] != "agency":
            form = regex.sub(r"\{([a-z]+)\}", lambda m: parts[m[1]], row["pattern"])
            filled.append((row["language"], _Pattern(row["kind"], row["where"], regex.compile(_fold_form(form)))))
    return tuple(filled)


def _fold_form(form: str) -> str:
    """A pattern as it must be to match folded lines: each Arabic letter folded, all else as it is."""
    return form.translate(_FOLDED)
