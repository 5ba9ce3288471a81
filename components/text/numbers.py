"""Numbers in running text: digits of both kinds, number words in both languages, Arabic duals."""
from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from components.text.arabic import fold, western_digits, without_marks

_DATA = Path(__file__).resolve().parents[2] / "data"

# A run of Arabic or Latin letters, a run of digits, a line end, or any other visible character by itself.
_TOKEN = re.compile(r"[A-Za-z\u00C0-\u024F\u0621-\u065F\u0670-\u06D3]+|\d+|\n|[^\w\s]|[^\W\d]")
_WAW = "و"


class NumberSpan(NamedTuple):
    """A number and its place in the text, in code points; "1,500" has the value 1500.0."""

    start: int
    end: int
    value: float


class Piece(NamedTuple):
    """A word, a run of digits or a mark, and its place in the text."""

    start: int
    end: int
    text: str


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


@lru_cache(maxsize=4)
def pieces(text: str) -> tuple[Piece, ...]:
    """Words, digits and marks of a text, in order. The last few texts are remembered: dates ask after numbers."""
    return tuple(Piece(m.start(), m.end(), m[0]) for m in _TOKEN.finditer(text))


@lru_cache(maxsize=2)
def _vocabulary(language: str) -> dict[str, tuple[str, float]]:
    words: dict[str, tuple[str, float]] = {}
    with (_DATA / "number_words.csv").open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            if row["language"] == language:
                for form in row["forms"].split("|"):
                    words.setdefault(fold(form) if language == "ar" else form, (row["kind"], float(row["value"])))
    return words


@lru_cache(maxsize=100_000)
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
    for lead in range(0, 1 + (key[:1] in "وفبلك") + (key[:2] in ("وب", "ول", "فب", "فل"))):
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

    >>> word_run(pieces("two hundred and six ships"), 0, "en")
    Run(value=206.0, length=4, lead=0)
    """
    first = number_word(found[at].text, language)
    if first is None or first.kind in ("ordinal", "vague", "article", "half", "adverb", "plural_scale"):
        return None
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
    for i, piece in enumerate(found):
        if i < after:
            continue
        if piece.text.isdecimal():
            number, after = _digits(text, found, i, language)
        else:
            number, after = _words(text, found, i, language)
        if number is not None:
            spans.append(number)
    return spans


# -- digits ----------------------------------------------------------------------------------------------------------

_ORDINAL_ENDINGS = frozenset({"st", "nd", "rd", "th", "s"})
_CURRENCY = frozenset("$€£¥₪﷼")
_SHORT_SCALES = {"m": 1e6, "k": 1e3, "b": 1e9}
_THOUSANDS = frozenset(",٬،")
_DECIMAL = frozenset(".٫")
# Longer runs are telephone and serial numbers.
_LONGEST_DIGITS = 15


def _digits(text: str, found: Sequence[Piece], at: int, language: str) -> tuple[NumberSpan | None, int]:
    """The number whose first digits are at a piece, and the piece to go on from."""
    end, whole, fraction = at + 1, found[at].text, ""

    def tight(i: int) -> bool:
        return i < len(found) and found[i].start == found[i - 1].end

    groups = [found[at].text]
    marks = []
    while tight(end) and tight(end + 1) and found[end].text in ".,٫٬،:/" and found[end + 1].text.isdecimal():
        marks.append(found[end].text)
        groups.append(found[end + 1].text)
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
    if tight(end) and found[end].text.lower() in _ORDINAL_ENDINGS:
        return None, end + 1
    currency = at > 0 and found[at - 1].text in _CURRENCY
    if tight(end) and currency and found[end].text.lower() in _SHORT_SCALES:
        return NumberSpan(start, found[end].end, value * _SHORT_SCALES[found[end].text.lower()]), end + 1
    value, last = _scaled(found, value, end, language)
    return NumberSpan(start, found[last - 1].end, value), last


def _grouped(groups: list[str], marks: list[str], language: str) -> tuple[str, str] | None:
    """Whole part and fraction of digits with marks between them; None where they are no one number (versions, dates)."""
    *thousands, last = marks
    three = [len(group) == 3 for group in groups[1:]]
    if all(mark in _THOUSANDS for mark in marks) and all(three) and len(groups[0]) <= 3:
        return "".join(groups), ""
    if len(marks) > 1 and set(marks) == {"."} and all(three) and len(groups[0]) <= 3:
        return "".join(groups), ""  # 1.500.000, as North African papers write it
    if all(mark in _THOUSANDS for mark in thousands) and all(three[:-1]):
        if last in _DECIMAL or (language == "ar" and last in ",،" and not thousands and len(groups[-1]) <= 2):
            return "".join(groups[:-1]), groups[-1]
    return None


def _in_a_name(found: Sequence[Piece], at: int, end: int) -> bool:
    """Whether the digits stick to a name, with a hyphen or without: F-16, B52, سويوز-2."""
    before = found[at - 1] if at else None
    if before is None or before.end != found[at].start:
        return False
    if before.text[-1].isalpha():
        return before.text not in ("و", "ف", "ب", "ل", "ك", "ال", "لل", "وال", "بال", "الـ", "ـ", "لـ", "بـ", "US", "s")
    if before.text in "-–‑_" and at > 1 and found[at - 2].end == before.start:
        return found[at - 2].text[-1].isalnum() and not found[at - 2].text.isdecimal()
    return False


def _scaled(found: Sequence[Piece], value: float, at: int, language: str) -> tuple[float, int]:
    """The value after "million", آلاف and the like that follow digits, and the piece to go on from."""
    end = at
    if end < len(found) and found[end].text == "-" and language != "ar":
        end += 1
    word = number_word(found[end].text, language) if end < len(found) else None
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


def _words(text: str, found: Sequence[Piece], at: int, language: str) -> tuple[NumberSpan | None, int]:
    piece = found[at]
    word = number_word(piece.text, language)
    if word is None:
        dual = language == "ar" and _is_dual(piece.text)
        if dual and not (at and _agrees(found[at - 1].text, piece.text)):
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


# -- Arabic duals ----------------------------------------------------------------------------------------------------

_DUAL_ENDINGS = ("ين", "ان")


@lru_cache(maxsize=1)
def _counted_nouns() -> frozenset[str]:
    """Nouns whose form in ين is a dual: things and people with a broken or a feminine plural.

    The form of others (مسؤولين, صحفيين) is nearly always a plural, and many names end the same way (بوتين, لبنان).
    """
    with (_DATA / "counted_nouns.csv").open(encoding="utf-8", newline="") as table:
        return frozenset(without_marks(row["noun"]) for row in csv.DictReader(table) if row["language"] == "ar")


@lru_cache(maxsize=100_000)
def dual_noun(word: str) -> tuple[str, int] | None:
    """The noun of which a word is the dual, and how many letters (و, ب, ل, ال) are written onto it.

    >>> dual_noun("وصاروخين"), dual_noun("بوتين"), dual_noun("الدولتان")
    (('صاروخ', 1), None, ('دولة', 2))
    """
    if word[-2:] not in _DUAL_ENDINGS or len(word) < 5:
        return None
    word, nouns = without_marks(word), _counted_nouns()
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


def _is_dual(word: str) -> bool:
    return dual_noun(word) is not None


def dual_lead(word: str) -> int:
    """How many characters before a dual are a conjunction or preposition; the article stays with the word."""
    found = dual_noun(word)
    lead = found[1] if found else 0
    article = 2 if "ال" in word[:lead] else 0
    return max(0, lead - article)


def _agrees(before: str, word: str) -> bool:
    """Whether a dual only agrees with the dual before it (الدولتين الجارتين counts two once)."""
    return before[-2:] == word[-2:] and _is_dual(before) and before.startswith("ال") == word.startswith("ال")
