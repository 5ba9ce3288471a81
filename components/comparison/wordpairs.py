"""How strongly something said in Arabic stands for something said in English.

Words by their glosses and by their sound, names and concepts by being the same, numbers by value, dates by interval.
"""
from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from functools import lru_cache

import numpy as np
import regex
from rapidfuzz import fuzz, process

from components.comparison.units import CONCEPT, DATE, KINDS, NAME, NUMBER, concept_of, english_key, words_of
from components.text import glosses
from components.text.families import family
from components.text.names import similarity, transliterate
from components.text.words import tokens

# What a gloss is worth when its very lemma stands in the English sentence, and when only a relative does.
SAME_LEMMA = 1.0
SAME_FAMILY = 0.8
# The tables list every reading of a word; later ones are less likely to be meant. A gloss of several words shares out.
LATER_READING = 0.97
UNCONFIRMED_READING = 0.8
PART_OF_A_GLOSS = 0.7
# From here on two spellings are taken for one name; below it is chance too often. Where only one of the two can be a
# name (وارين is Warren and a word, البارات are bars) they have to be more alike, and it is worth less.
SAME_SOUND = 0.8
SAME_SOUND_AS_A_WORD = 0.9
WORTH_AS_A_WORD = 0.8
# Consonants alone are compared first, which is quick: of 1,061 by 226 words 1 in 80 reaches this ratio, and with them
# nine tenths of the pairs that sound alike in full.
WORTH_A_LISTEN = 70
# A word that a gloss explains this well needs no name beside it.
EXPLAINED = 0.85
SHORTEST_NAME = 3
# A day within a month, a month within a year: the same time, told more or less exactly.
DATE_WITHIN = 0.75

_VOWELS = regex.compile(r"[aeiouwyh’'ʿʾ]")
_DOUBLED = regex.compile(r"(.)\1+")
_ONE_LETTER = {"kh": "k", "gh": "k", "ch": "s", "sh": "s", "sch": "s", "tch": "s", "th": "t", "dh": "t", "ph": "f",
               "ck": "k", "x": "ks"}
_DIGRAPHS = regex.compile("sch|tch|kh|gh|ch|sh|th|dh|ph|ck|x")
_ALIKE = str.maketrans("pvqcgjzd", "bfkkkkst")
_GLUE = frozenset((
    "a", "an", "the", "to", "of", "be", "become", "make", "get", "give", "do", "have", "with", "by", "for", "in", "on",
    "at", "or", "and", "not", "one's", "someone", "something", "from", "as", "it", "its", "he", "she", "they", "his",
    "her", "their", "this", "that", "is", "are", "was", "were",
))


def strengths(
    english: Sequence[str], arabic: Sequence[str], capitalised: Set[str] = frozenset()
) -> dict[tuple[int, int], float]:
    """Which keys stand for each other, and how strongly (0..1): {(place in english, place in arabic): strength}.

    capitalised: the English keys that are written as names throughout.
    """
    found: dict[tuple[int, int], float] = {}
    for row, column, strength in _meanings(english, arabic):
        found[row, column] = max(strength, found.get((row, column), 0.0))
    explained = [pair for pair, strength in found.items() if strength >= EXPLAINED]
    rows, columns = {row for row, _ in explained}, {column for _, column in explained}
    for row, column, strength in _sounds(english, arabic, capitalised, rows, columns):
        found[row, column] = max(strength, found.get((row, column), 0.0))
    return {pair: strength for pair, strength in found.items() if strength > 0}


def _meanings(english: Sequence[str], arabic: Sequence[str]) -> Iterator[tuple[int, int, float]]:
    """What means the same by glosses, identity, value or interval: (row, column, strength)."""
    at = {key: row for row, key in enumerate(english)}
    by_family: dict[str, list[int]] = defaultdict(list)
    for row, key in enumerate(english):
        if key[0] not in KINDS:
            by_family[family(key)].append(row)
    dates = [row for row, key in enumerate(english) if key[0] == DATE]
    said: dict[str, list[int]] = defaultdict(list)
    for row, key in enumerate(english):
        if key[0] == CONCEPT:
            said[concept_of(key)].append(row)
    for column, key in enumerate(arabic):
        if key[0] == DATE:
            yield from ((row, column, same_time(english[row], key)) for row in dates)
        elif key[0] == CONCEPT:
            yield from ((row, column, 1.0) for row in said[concept_of(key)] if not _glossed(english[row], key))
        elif key[0] in (NAME, NUMBER):
            if key in at:
                yield at[key], column, 1.0
        else:
            for lemma, worth in english_for(key):
                if lemma in at:
                    yield at[lemma], column, SAME_LEMMA * worth
                for row in by_family.get(family(lemma), ()):
                    yield row, column, SAME_FAMILY * worth


@lru_cache(maxsize=50_000)
def english_for(arabic: str) -> tuple[tuple[str, float], ...]:
    """The English lemmas that an Arabic word's glosses offer, each with its worth (0..1)."""
    known = glosses.analysis(arabic)
    worth: dict[str, float] = {}
    for rank, phrase in enumerate(known.glosses + known.names):
        words = [english_key(token.text) for token in tokens(phrase)]
        content = [word for word in words if word not in _GLUE] or words
        likely = LATER_READING ** rank
        if known.confirmed <= rank < len(known.glosses) and known.confirmed:
            likely *= UNCONFIRMED_READING
        for word in content:
            value = likely * (1.0 if len(content) == 1 else PART_OF_A_GLOSS)
            worth[word] = max(worth.get(word, 0.0), value)
    return tuple(worth.items())


def _glossed(english: str, arabic: str) -> bool:
    """Whether two ways to say a concept share a word by its gloss, so that the concept would only count it twice."""
    families = {family(word) for word in words_of(english)}
    return any(family(lemma) in families for word in words_of(arabic) for lemma, _ in english_for(word))


def same_time(english: str, arabic: str) -> float:
    """How far two date keys speak of the same time: 1 the same days, less where one lies within the other, 0 apart."""
    (first, last), (other_first, other_last) = _interval(english), _interval(arabic)
    if (first, last) == (other_first, other_last):
        return 1.0
    within = other_first <= first and last <= other_last or first <= other_first and other_last <= last
    return DATE_WITHIN if within else 0.0


def _interval(key: str) -> tuple[dt.date, dt.date]:
    first, _, last = key[1:].partition("/")
    return dt.date.fromisoformat(first), dt.date.fromisoformat(last)


def _sounds(
    english: Sequence[str], arabic: Sequence[str], capitalised: Set[str], explained_rows: Set[int],
    explained_columns: Set[int],
) -> Iterator[tuple[int, int, float]]:
    """Which English and Arabic words sound like one name: (row, column, strength).

    Listening closely is slow, so it is left out where both words are explained by a gloss already.
    """
    rows = [n for n, key in enumerate(english) if len(key) >= SHORTEST_NAME and key[0] not in KINDS]
    columns = [n for n, key in enumerate(arabic) if len(key) >= SHORTEST_NAME and key[0] not in KINDS]
    if not rows or not columns:
        return
    theirs = [_skeleton(english[row]) for row in rows]
    ours = [_heard(arabic[column]) for column in columns]
    quick = process.cdist(theirs, ours, scorer=fuzz.ratio, dtype=np.uint8, score_cutoff=WORTH_A_LISTEN)
    named = np.array([english[row] in capitalised for row in rows])[:, None]
    nameable = np.array([_may_be_name(arabic[column]) for column in columns])[None, :]
    known = np.array([row in explained_rows for row in rows])[:, None]
    understood = np.array([column in explained_columns for column in columns])[None, :]
    both = (quick > 0) & named & nameable & ~(known & understood)
    either = (quick == 100) & (named ^ nameable) & ~known & ~understood
    for n, m in np.argwhere(both | either):
        row, column = rows[n], columns[m]
        if both[n, m] and len(theirs[n]) <= 2 < len(ours[m]):
            continue
        floor, worth = (SAME_SOUND, 1.0) if both[n, m] else (SAME_SOUND_AS_A_WORD, WORTH_AS_A_WORD)
        alike = similarity(arabic[column], english[row])
        if alike >= floor:
            yield row, column, alike * worth


@lru_cache(maxsize=50_000)
def _may_be_name(arabic: str) -> bool:
    return not glosses.is_known(arabic) or glosses.is_proper(arabic)


@lru_cache(maxsize=50_000)
def _heard(arabic: str) -> str:
    return _skeleton(transliterate(arabic))


@lru_cache(maxsize=50_000)
def _skeleton(word: str) -> str:
    """A word's consonants, with those made one that the two scripts can't keep apart."""
    bare = _VOWELS.sub("", _DIGRAPHS.sub(lambda m: _ONE_LETTER[m[0]], word.lower()))
    return _DOUBLED.sub(r"\1", bare.translate(_ALIKE)) or word.lower()
