"""Numbers in running text: digits of both kinds, number words in both languages, Arabic duals."""
from __future__ import annotations

from collections.abc import Sequence
from functools import cache, partial
from itertools import compress
from typing import NamedTuple

from components.text.arabic import western_digits
from components.text.duals import dual_lead, is_dual
from components.text.number_words import Run, number_word, word_run
from components.text.pieces import Piece, Pieces, pieces
from components.text.remembered import Remembered

_WAW = "و"


class NumberSpan(NamedTuple):
    """A number and its place in the text, in code points; "1,500" has the value 1500.0."""

    start: int
    end: int
    value: float


def numbers(text: str, language: str) -> list[NumberSpan]:
    """The numbers of a text, in order, none inside another.

    Left out on purpose: "one" and واحد alone (mostly no number), ordinals, clock times and dates in digits, and digits
    that belong to a name (F-16, سويوز-2, COVID-19).

    >>> [n.value for n in numbers("twenty-five shells and 1.5 million rounds for a 1,500km front", "en")]
    [25.0, 1500000.0, 1500.0]
    >>> [n.value for n in numbers("أطلقت صاروخين و٣ آلاف قذيفة مرتين", "ar")]
    [2.0, 3000.0, 2.0]
    """
    found = pieces(text)
    spans: list[NumberSpan] = []
    after = 0  # no number may begin before this piece
    for i in compress(range(len(found)), map(_beginnings(language).__getitem__, found.texts)):
        if i < after:
            continue
        number, after = (_digits if found.texts[i][0].isdecimal() else _words)(found, i, language)
        if number is not None:
            spans.append(number)
    return spans


@cache
def _beginnings(language: str) -> Remembered[bool]:
    """For every piece of text whether a number may begin with it."""
    return Remembered(partial(_may_begin, language=language))


def _may_begin(word: str, language: str) -> bool:
    return word[0].isdecimal() or number_word(word, language) is not None or (language == "ar" and is_dual(word))


# -- digits ----------------------------------------------------------------------------------------------------------

_ORDINAL_ENDINGS = frozenset({"st", "nd", "rd", "th", "s"})
_CURRENCY = frozenset("$€£¥₪﷼")
_SHORT_SCALES = {"m": 1e6, "k": 1e3, "b": 1e9}
_AFTER_METRES = frozenset((
    "from", "above", "below", "away", "high", "long", "deep", "tall", "wide", "thick", "north", "south", "east", "west",
    "off", "to", "and", "or", "of", "in", "on", "at", "by", "for", "with", "behind", "ahead", "down", "up", "inside",
    "underwater", "under", "over", "apart", "across", "along", "into", "beneath", "before", "after", "race", "final",
    "finals", "sprint", "hurdles", "relay", "freestyle", "butterfly", "breaststroke", "backstroke", "world", "record",
    "title", "gold", "champion", "crater", "tower", "waves", "tunnel", "wall", "radius", "drop", "pool", "runner"))
_THOUSANDS = frozenset(",٬،")
_DECIMAL = frozenset(".٫")
# Longer runs are telephone and serial numbers.
_LONGEST_DIGITS = 15


def _digits(found: Pieces, at: int, language: str) -> tuple[NumberSpan | None, int]:
    """The number whose first digits are at a piece, and the piece to go on from."""
    texts, tight = found.texts, found.tight
    end, whole, fraction = at + 1, texts[at], ""
    groups = [whole]
    marks = []
    while tight(end) and tight(end + 1) and texts[end] in ".,٫٬،:/" and texts[end + 1].isdecimal():
        marks.append(texts[end])
        groups.append(texts[end + 1])
        end += 2
    if any(mark in ":/" for mark in marks) or len(whole) > _LONGEST_DIGITS or _in_a_name(found, at, end):
        return None, end
    if marks:
        number = _grouped(groups, marks, language)
        if number is None:
            return None, end
        whole, fraction = number
    value = float(western_digits(f"{whole}.{fraction or 0}"))
    start, last = found[at].start, end
    if tight(end) and texts[end].lower() in _ORDINAL_ENDINGS:
        return None, end + 1
    currency = at > 0 and texts[at - 1] in _CURRENCY
    if tight(end) and currency and texts[end].lower() in _SHORT_SCALES:
        return NumberSpan(start, found[end].end, value * _SHORT_SCALES[texts[end].lower()]), end + 1
    if tight(end) and texts[end] == "m" and _counts_millions(found, end):
        return NumberSpan(start, found[end].end, value * _SHORT_SCALES["m"]), end + 1
    value, last = _scaled(found, value, end, language)
    return NumberSpan(start, found[last - 1].end, value), last


def _counts_millions(found: Pieces, at: int) -> bool:
    """Whether m behind digits is "million" and not "metres": 2.7m barrels; not 488m from the bow, 100m hurdles."""
    after = found.texts[at + 1] if at + 1 < len(found) and not found.tight(at + 1) else ""
    return after.isalpha() and after.islower() and after not in _AFTER_METRES


def _grouped(groups: list[str], marks: list[str], language: str) -> tuple[str, str] | None:
    """Whole part and fraction of digits with marks between them; None for what is no one number (versions, dates)."""
    *thousands, last = marks
    three = [len(group) == 3 for group in groups[1:]]
    if all(mark in _THOUSANDS for mark in marks) and all(three) and len(groups[0]) <= 3:
        return "".join(groups), ""
    if len(marks) > 1 and set(marks) == {"."} and all(three) and len(groups[0]) <= 3:
        return "".join(groups), ""  # 1.500.000, as North African papers write it
    decimal = last in _DECIMAL or (language == "ar" and last in ",،" and not thousands and len(groups[-1]) <= 2)
    if decimal and all(mark in _THOUSANDS for mark in thousands) and all(three[:-1]):
        return "".join(groups[:-1]), groups[-1]
    return None


def _in_a_name(found: Pieces, at: int, end: int) -> bool:
    """Whether the digits stick to a name, with a hyphen or without: F-16, B52, سويوز-2."""
    if not found.tight(at):
        return False
    before = found[at - 1]
    if before.text[-1].isalpha():
        return before.text not in ("و", "ف", "ب", "ل", "ك", "ال", "لل", "وال", "بال", "الـ", "ـ", "لـ", "بـ", "US", "s")
    if before.text in "-–‑_" and at > 1 and found[at - 2].end == before.start:
        return found[at - 2].text[-1].isalnum() and not found[at - 2].text.isdecimal()
    return False


def _scaled(found: Pieces, value: float, at: int, language: str) -> tuple[float, int]:
    """The value after "million", آلاف and the like that follow digits, and the piece to go on from."""
    end, texts = at, found.texts
    if end < len(texts) and texts[end] == "-" and language != "ar":
        end += 1
    word = number_word(texts[end], language) if end < len(texts) else None
    if word is None or word.lead or not word.kind.endswith("scale") or word.kind == "dual_scale":
        return value, at
    if word.kind != "plural_scale" and word.value == 12:
        return value * 12, end + 1
    value, end, scale = value * word.value, end + 1, word.value
    # "2 مليون و500 ألف": the parts of one number, each smaller than the one before.
    if end + 2 < len(found) and found[end].text == _WAW and found[end + 1].text.isdecimal():
        smaller = number_word(found[end + 2].text, language)
        if smaller and not smaller.lead and smaller.kind in ("scale", "plural_scale") and smaller.value < scale:
            return value + float(western_digits(found[end + 1].text)) * smaller.value, end + 3
    return value, end


# -- words -----------------------------------------------------------------------------------------------------------

_PERCENT_BEFORE = frozenset({"في", "فى"})


def _words(found: Sequence[Piece], at: int, language: str) -> tuple[NumberSpan | None, int]:
    piece = found[at]
    word = number_word(piece.text, language)
    if word is None:
        if language == "ar" and is_dual(piece.text):
            return NumberSpan(piece.start + dual_lead(piece.text), piece.end, 2.0), at + 1
        return None, at + 1
    if word.kind == "adverb":
        return NumberSpan(piece.start, piece.end, word.value), at + 1
    if word.kind == "half":
        return _half(found, at, language)
    if word.kind == "vague":
        # "several hundred" and بضعة آلاف are no number.
        run = word_run(found, at + 1, language) if at + 1 < len(found) else None
        return None, at + 1 + (run.length if run and run.value >= 100 else 0)
    run = word_run(found, at, language)
    if run is None:
        return None, at + 1
    after = at + run.length
    if _is_no_number(found, at, run, language):
        return None, after
    value, after = _and_a_half(found, run.value, after, language)
    return NumberSpan(piece.start + run.lead, found[after - 1].end, value), after


def _is_no_number(found: Sequence[Piece], at: int, run: Run, language: str) -> bool:
    if run.length == 1 and run.value == 1:
        return True
    if language == "ar" and at and found[at - 1].text.endswith("القرن"):
        return True  # القرن العشرين, the twentieth century
    if run.length == 1 and language == "ar" and run.value == 100:
        # في المئة, بالمئة: per cent.
        before = found[at - 1].text if at else ""
        return run.lead > 0 and found[at].text.startswith("ب") or before in _PERCENT_BEFORE
    return False


def _half(found: Sequence[Piece], at: int, language: str) -> tuple[NumberSpan | None, int]:
    """ "half a million", نصف مليون."""
    i = at + 1
    if language != "ar" and i < len(found) and found[i].text.lower() == "a":
        i += 1
    word = number_word(found[i].text, language) if i < len(found) else None
    if word and word.kind == "scale" and not word.lead:
        lead = number_word(found[at].text, language).lead
        return NumberSpan(found[at].start + lead, found[i].end, word.value / 2), i + 1
    return None, at + 1


def _and_a_half(found: Sequence[Piece], value: float, at: int, language: str) -> tuple[float, int]:
    """ "two and a half million", مليون ونصف."""
    texts = [piece.text.lower() for piece in found[at:at + 4]]
    if language == "ar":
        if texts and texts[0] == "ونصف":
            scale = max((s for s in (1.0, 1e3, 1e6, 1e9, 1e12) if value % s == 0), default=1.0)
            word = number_word(found[at + 1].text, language) if len(texts) > 1 else None
            return value + scale / 2, at + 1 + bool(word and word.kind == "scale" and word.value == scale)
    elif texts[:3] == ["and", "a", "half"]:
        word = number_word(texts[3], language) if len(texts) == 4 else None
        if word and word.kind == "scale":
            return (value + 0.5) * word.value, at + 4
        return value + 0.5, at + 3
    return value, at
