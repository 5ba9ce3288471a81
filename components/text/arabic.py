"""Arabic script: freezing a text, folding spellings, splitting clitics.

Folding gives keys for looking words up; what people see is always the text itself.
"""
from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

import regex

ARABIC_LETTER = re.compile(r"[\u0621-\u064A\u066E-\u06D3\u06FA-\u06FF\uFB50-\uFDFF\uFE70-\uFEFC]")

# Marks over and under letters (harakat, Quranic signs, the superscript alef) and the tatweel that stretches a word.
_MARKS = re.compile(r"[\u0610-\u061A\u064B-\u065F\u0670\u06D6-\u06DC\u06DF-\u06E4\u06E7\u06E8\u06EA-\u06ED\u0640]")
_PRESENTATION = re.compile(r"[\uFB50-\uFDFF\uFE70-\uFEFC]+")
# Zero-width characters and directional controls: invisible, and they would split words or reorder what is shown.
_INVISIBLE = re.compile(r"[\u00AD\u061C\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]")
_CONTROL = re.compile(r"[\x00-\x08\x0B\x0C\x0E-\x1F\x7F\uFFF9-\uFFFB\uFFFE\uFFFF]")
_ODD_SPACE = re.compile(r"[\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000]")
# No writing puts more marks on a letter than these (the limit of Unicode's "stream-safe" text, UAX 15); the time that
# NFC takes for one letter grows with the square of their number: 7 seconds for 60,000.
_HEAPED = regex.compile(r"(\p{M}{30})\p{M}+")
# A page break ends a line too: taken out, it would join the words of two pages.
_NEWLINE = re.compile(r"\r\n?|[\x0B\x0C\x1C-\x1E\x85\u2028\u2029]")

_PERSIAN = {"ی": "ي", "ې": "ي", "ک": "ك", "ڪ": "ك", "ہ": "ه", "ە": "ه", "ھ": "ه"}
_TO_ARABIC = str.maketrans(_PERSIAN)
_HAMZA = {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ؤ": "و", "ئ": "ي"}
_ENDINGS = {"ة": "ه", "ى": "ي"}
_FOLDED = str.maketrans(_HAMZA | _ENDINGS)
# Most words have nothing that has to be taken away or replaced: one look tells.
_UNUSUAL = re.compile("|".join([_MARKS.pattern, _PRESENTATION.pattern, f"[{''.join(_PERSIAN)}]"]))
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


def freeze(text: str) -> str:
    """The text as it will be stored: NFC, one kind of line end, nothing invisible, presentation forms as letters.

    >>> freeze("ﻣﺼﺮ\\r\\nو\\u200fليبيا")
    'مصر\\nوليبيا'
    """
    text = _NEWLINE.sub("\n", text)
    text = _PRESENTATION.sub(lambda m: unicodedata.normalize("NFKC", m[0]), text)
    text = _ODD_SPACE.sub(" ", _CONTROL.sub("", _INVISIBLE.sub("", text)))
    return unicodedata.normalize("NFC", _HEAPED.sub(r"\1", text))


def is_arabic(text: str) -> bool:
    """Whether the string has an Arabic letter.

    >>> is_arabic("Soyuz-2"), is_arabic("سويوز-2")
    (False, True)
    """
    return ARABIC_LETTER.search(text) is not None


def without_marks(word: str) -> str:
    """The word without harakat and tatweel, letters untouched except Persian forms of Arabic ones.

    >>> without_marks("زوِّدت"), without_marks("کیم")
    ('زودت', 'كيم')
    """
    if not _UNUSUAL.search(word):
        return word
    if _PRESENTATION.search(word):
        word = unicodedata.normalize("NFKC", word)
    return _MARKS.sub("", word).translate(_TO_ARABIC)


@lru_cache(maxsize=80_000)
def fold(word: str) -> str:
    """A key under which spellings of one word meet: no marks, bare alef, ha for ta marbuta, ya for alef maqsura.

    It also makes different words equal (آن and أن), so a doubtful match needs `without_marks` as a second look.

    >>> fold("أوكرانيا"), fold("اوكرانيا"), fold("القاهرة")
    ('اوكرانيا', 'اوكرانيا', 'القاهره')
    """
    return without_marks(word).translate(_FOLDED)


def western_digits(text: str) -> str:
    """Arabic-Indic and Persian digits as 0-9; the length stays the same.

    >>> western_digits("٢٠٢٣")
    '2023'
    """
    return text.translate(_DIGITS)


class Split(NamedTuple):
    """One way to read a word: what stands before the stem, and the stem."""

    clitics: str
    stem: str


# Conjunctions and prepositions that are written onto the next word, then the article; longest last,
# so that candidates come least stripped first.
_PROCLITICS = ("و", "ف", "ب", "ل", "ك", "ال", "وب", "ول", "وك", "فب", "فل", "لل", "وال", "فال", "بال", "كال",
               "ولل", "فلل", "وبال", "وكال", "فبال", "س", "وس", "فس")
_SHORTEST_STEM = 2


@lru_cache(maxsize=20_000)
def splits(word: str) -> tuple[Split, ...]:
    """Every way to split proclitics off a word, the least stripped first; the whole word is always the first.

    >>> [s.stem for s in splits("وبوتين")]
    ['وبوتين', 'بوتين', 'وتين']
    """
    word = without_marks(word)
    found = [Split("", word)]
    for clitics in sorted(_PROCLITICS, key=len):
        if word.startswith(clitics) and len(word) - len(clitics) >= _SHORTEST_STEM:
            found.append(Split(clitics, word[len(clitics):]))
    return tuple(found)
