"""How strongly an Arabic word stands for an English word: glosses, names by their sound, numbers by their value."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import regex
from rapidfuzz import fuzz, process

from components.text import glosses
from components.text.arabic import without_marks
from components.text.families import family
from components.text.glued import pieces
from components.text.names import similarity, transliterate
from components.text.numbers import numbers
from components.text.words import lemma, proclitics, tokens, zipf

# What a gloss is worth when its very lemma stands in the English sentence, and when only a relative does.
SAME_LEMMA = 1.0
SAME_FAMILY = 0.8
# The tables list every reading of a word; later ones are less likely to be meant.
LATER_READING = 0.97

# From here on two spellings are taken for one name; below it is chance too often.
SAME_SOUND = 0.8
# Consonants alone are compared first, which is quick; pairs below this ratio never sounded alike in full.
WORTH_A_LISTEN = 55
_VOWELS = regex.compile(r"[aeiouwyhAEIOUWYH’'ʿʾ]")

_GLUE = frozenset((
    "a", "an", "the", "to", "of", "be", "become", "make", "get", "give", "do", "have", "with", "by", "for", "in", "on",
    "at", "or", "and", "not", "one's", "someone", "something", "from", "as", "it", "its", "he", "she", "they", "his",
    "her", "their", "this", "that", "is", "are", "was", "were",
))


class Word(NamedTuple):
    """A word type of one language: its key, how it is written, and its rarity in the language (0 common … 7 unseen)."""

    key: str
    surface: str
    rarity: float


class Occurrence(NamedTuple):
    """One word of a sentence: which type, and where it stands."""

    key: str
    start: int
    end: int


@lru_cache(maxsize=50_000)
def english_key(word: str) -> str:
    """The lemma, lower case; acronyms lose their full stops."""
    return lemma(word.replace(".", ""), "en").lower()


@lru_cache(maxsize=50_000)
def arabic_key(word: str) -> str:
    """The word without marks, conjunctions and prepositions."""
    bare = without_marks(word)
    taken = len("".join(proclitics(bare)))
    rest = bare[taken:]
    if taken and bare[taken - 1] == "ل" and rest.startswith("ل"):
        rest = "ا" + rest
    return rest


def occurrences(text: str, language: str) -> list[Occurrence]:
    """The words of a sentence by their keys; numbers by their value, as '#1500'."""
    spans = numbers(text, language)
    found = [Occurrence(f"#{span.value:g}", span.start, span.end) for span in spans]
    digits = {span.start for span in spans}
    for token in tokens(text):
        if token.start in digits:
            continue
        if language != "ar":
            found.append(Occurrence(english_key(token.text), token.start, token.end))
            continue
        for start, end in parts(token.text):
            found.append(Occurrence(arabic_key(token.text[start:end]), token.start + start, token.start + end))
    return found


@lru_cache(maxsize=50_000)
def parts(word: str) -> tuple[tuple[int, int], ...]:
    """The word's own extent, or those of the words that are glued together in it."""
    return (not glosses.is_known(word) and pieces(word)) or ((0, len(word)),)


@lru_cache(maxsize=50_000)
def rarity(key: str, language: str) -> float:
    """How much a shared word says: from 0 for the commonest words to 7 for those that wordfreq has never seen."""
    if key.startswith("#"):
        return 3.0 if len(key) < 3 else 5.5
    return min(7.0, max(0.0, 7.0 - zipf(key, language)))


@lru_cache(maxsize=50_000)
def english_for(arabic: str) -> tuple[tuple[str, float], ...]:
    """The English lemmas that an Arabic word's glosses offer, each with its worth."""
    worth: dict[str, float] = {}
    for rank, phrase in enumerate(glosses.glosses(arabic)):
        words = [english_key(token.text) for token in tokens(phrase)]
        content = [word for word in words if word not in _GLUE] or words
        for word in content:
            value = LATER_READING ** rank * (1.0 if len(content) == 1 else 0.7)
            worth[word] = max(worth.get(word, 0.0), value)
    return tuple(worth.items())


def strengths(english: Sequence[str], arabic: Sequence[str]) -> np.ndarray:
    """One row per English word type, one column per Arabic: how strongly one stands for the other, 0..1."""
    matrix = np.zeros((len(english), len(arabic)), dtype=np.float32)
    by_key = {key: row for row, key in enumerate(english)}
    by_family: dict[str, list[int]] = defaultdict(list)
    for row, key in enumerate(english):
        by_family[family(key)].append(row)
    for column, key in enumerate(arabic):
        if key.startswith("#"):
            if key in by_key:
                matrix[by_key[key], column] = 1.0
            continue
        for lemma_, worth in english_for(key):
            row = by_key.get(lemma_)
            if row is not None:
                matrix[row, column] = max(matrix[row, column], SAME_LEMMA * worth)
            for row in by_family.get(family(lemma_), ()):
                matrix[row, column] = max(matrix[row, column], SAME_FAMILY * worth)
    rows = [n for n, key in enumerate(english) if len(key) > 2 and not key.startswith("#")]
    columns = [n for n, key in enumerate(arabic) if len(key) > 2 and _may_be_name(key)]
    for row, column, alike in sounds([english[n] for n in rows], [arabic[n] for n in columns]):
        row, column = rows[row], columns[column]
        matrix[row, column] = max(matrix[row, column], alike)
    return matrix


@lru_cache(maxsize=50_000)
def _may_be_name(word: str) -> bool:
    return not word.startswith("#") and (not glosses.is_known(word) or glosses.is_proper(word))


def sounds(english: Sequence[str], arabic: Sequence[str]) -> Iterator[tuple[int, int, float]]:
    """Which English and Arabic words sound like one name: (row, column, likeness) from SAME_SOUND to 1."""
    theirs = [_consonants(word) for word in english]
    ours = [_consonants(transliterate(word)) for word in arabic]
    if not ours or not theirs:
        return
    quick = process.cdist(theirs, ours, scorer=fuzz.ratio, dtype=np.uint8)
    for row, column in np.argwhere(quick >= WORTH_A_LISTEN):
        alike = similarity(arabic[column], english[row])
        if alike >= SAME_SOUND:
            yield int(row), int(column), alike


@lru_cache(maxsize=50_000)
def _consonants(word: str) -> str:
    return _VOWELS.sub("", word).lower() or word.lower()
