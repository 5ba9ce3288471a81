"""Words of a text: tokens with their places, and the keys under which their forms are counted together."""
from __future__ import annotations

import csv
import math
import unicodedata
from bisect import bisect_left
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import NamedTuple

import regex
import wordfreq
from simplemma.strategies import DefaultStrategy

from components.text.arabic import fold, without_marks
from components.text.remembered import Remembered

_FUNCTION_WORDS = Path(__file__).resolve().parents[2] / "data" / "function_words.csv"
# A word that general language uses less than once in a hundred million words says as much as one that it never uses.
RAREST = 7.0
# Words that simplemma takes for forms of others: "according" is not said of an accord.
_NO_FORMS = frozenset({"according"})
_LEMMA_LANGUAGES = frozenset({"en", "ar"})
# No real word is longer; what is longer is a web address or noise, and is left as it is.
LONGEST_WORD = 40

# An abbreviation with inner full stops (U.S.), a number with its separators, or a run of letters.
# A possessive 's stays outside of the word: "Kim’s" gives Kim.
_TOKEN = regex.compile(
    r"(?:\p{Lu}\.){2,}"
    r"|\p{Nd}+(?:[.,٫٬]\p{Nd}+)*"
    r"|(?!(?<=\p{L}['’ʼ])s\b)\p{L}[\p{L}\p{M}ـ]*(?:['’ʼ](?!s\b)\p{L}[\p{L}\p{M}]*)*"
)


class Token(NamedTuple):
    """A word or number and its place in the text, in code points."""

    start: int
    end: int
    text: str


def tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The words and numbers of a text, in order; hyphens and punctuation stand between them.

    >>> [t.text for t in tokens("Kim’s train left the U.S. for Al-Quds in 2019.")]
    ['Kim', 'train', 'left', 'the', 'U.S.', 'for', 'Al', 'Quds', 'in', '2019']
    """
    found, starts = _tokens(text) if len(text) > _LONGEST_NAME else _cut(text)
    if start == 0 and (end is None or end >= len(text)):
        return list(found)
    first = bisect_left(starts, start)
    last = len(starts) if end is None else bisect_left(starts, end, first)
    if last > first and end is not None and found[last - 1].end > end:
        last -= 1
    return found[first:last]


def _cut(text: str) -> tuple[list[Token], list[int]]:
    """Every token of a text and where each starts."""
    matches = list(_TOKEN.finditer(text))
    starts = [match.start() for match in matches]
    # No call in Python for each word: an article has hundreds.
    parts = zip(starts, [match.end() for match in matches], [match[0] for match in matches], strict=True)
    return list(map(partial(tuple.__new__, Token), parts)), starts


# An article is asked for its tokens by everything that reads it; names are cut apart in between and must not crowd it
# out.
_LONGEST_NAME = 200
_tokens = lru_cache(maxsize=4)(_cut)


def lemma(word: str, language: str) -> str:
    """The dictionary form of a word; Arabic clitics go with it. Names must be protected by the caller.

    >>> lemma("shells", "en"), lemma("بالذخيرة", "ar")
    ('shell', 'ذخيرة')
    """
    return lemmas(language)[word]


@cache
def lemmas(language: str) -> Remembered[str]:
    """`lemma` for every word that comes along."""
    return Remembered(partial(_lemma, language=language), most=80_000)


def _lemma(word: str, language: str) -> str:
    if len(word) > LONGEST_WORD:
        return word
    if language == "ar":
        return _dictionary_form(without_marks(word) or word, "ar")
    if word.isupper() and len(word) > 1:
        return word
    if word.lower() in _NO_FORMS:
        return word.lower()
    return _dictionary_form(word, language if language in _LEMMA_LANGUAGES else "en").lower()


# simplemma's own way of asking these two remembers every word a second time.
_DICTIONARY = DefaultStrategy()


def _dictionary_form(word: str, language: str) -> str:
    word = unicodedata.normalize("NFC", word)
    return _DICTIONARY.get_lemma(word, language) or word


# Clitics that are words of their own in English; the article ال and the future س are no separate words there.
_CONJUNCTIONS = ("و", "ف")
_SEPARATE = ("و", "ف", "ب", "ل", "ك")
# A clitic is split off only where the rest is so much commoner than the whole (in powers of ten, by wordfreq).
# On UD's Arabic PUD .98 of words were split as there (never splitting: .89), four in five of the rest too little.
COMMONER = {"و": 0.0, "ف": 0.3, "ب": 0.3, "ل": 0.3, "ك": 0.6}
# What looks like clitic and article together mostly is, even in a set phrase that is commoner as a whole.
BEFORE_ARTICLE = 1.5
_SHORTEST_STEM = 2


@lru_cache(maxsize=60_000)
def proclitics(word: str) -> tuple[str, ...]:
    """The conjunction and preposition written onto an Arabic word, by what is commoner: the word or its rest.

    >>> proclitics("وبالذخيرة"), proclitics("وزير"), proclitics("بوتين")
    (('و', 'ب'), (), ())
    """
    found: list[str] = []
    if len(word) > LONGEST_WORD:
        return ()
    rest = without_marks(word)
    while rest[:1] in _SEPARATE and len(rest) > _SHORTEST_STEM and len(found) < 2:
        clitic, stem = rest[0], rest[1:]
        if clitic == "ل" and stem.startswith("ل"):
            stem = "ا" + stem
        lead = COMMONER[clitic] - (BEFORE_ARTICLE if stem.startswith("ال") and len(stem) > _SHORTEST_STEM + 2 else 0)
        if zipf(stem, "ar") < zipf(rest, "ar") + lead:
            break
        found.append(clitic)
        rest = stem
    return tuple(found)


@lru_cache(maxsize=2)
def _frequencies(language: str) -> dict[str, float]:
    return wordfreq.get_frequency_dict(language)


@lru_cache(maxsize=40_000)
def is_function_word(word: str, language: str) -> bool:
    """Whether a word serves grammar more than it says something: data/function_words.csv, reviewed by hand.

    >>> is_function_word("whose", "en"), is_function_word("وفي", "ar"), is_function_word("war", "en")
    (True, True, False)
    """
    if language != "ar":
        return word.lower().replace("’", "'") in _function_words("en")
    known = _function_words("ar")
    if len(word) > LONGEST_WORD:
        return False
    bare = fold(word)
    # "And in", "so that": set phrases that stay whole when clitics are split, but say no more for that.
    return bare in known or (bare[:1] in _CONJUNCTIONS and bare[1:] in known)


@cache
def _function_words(language: str) -> frozenset[str]:
    with _FUNCTION_WORDS.open(encoding="utf-8", newline="") as rows:
        words = [row["word"] for row in csv.DictReader(rows) if row["language"] == language]
    return frozenset(map(fold, words) if language == "ar" else words)


def rarity(word: str, language: str) -> float:
    """How much it says that a word occurs at all, from 0 for the commonest words to RAREST for those never seen.

    The inverse document frequency of general language, in powers of ten, by wordfreq.
    """
    return min(RAREST, max(0.0, RAREST - zipf(word, language)))


def zipf(word: str, language: str) -> float:
    """How common a word is in general language: log10 of its occurrences per thousand million words, 0 when unseen.

    The scale is van Heuven et al. 2014 (the: 7.7, ammunition: 3.9); the counts are wordfreq's.
    """
    frequency = _frequencies(language).get(word.lower())
    return math.log10(frequency) + 9 if frequency else 0.0


def count_words(text: str, language: str, start: int = 0, end: int | None = None) -> int:
    """How many words a stretch of text has, an Arabic word counted after splitting its clitics."""
    apart = words_in(language)
    return sum(apart[token.text] for token in tokens(text, start, end))


@cache
def words_in(language: str) -> Remembered[int]:
    """How many words each word in writing is: an Arabic one and the clitics written onto it.

    >>> words_in("ar")["وبالذخيرة"], words_in("en")["shells"]
    (3, 1)
    """
    return Remembered((lambda word: 1 + len(proclitics(word))) if language == "ar" else (lambda word: 1))
