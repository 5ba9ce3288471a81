"""How far an Arabic spelling of one word is from a Latin one, letter group by letter group.

Arabic writes what it hears with what letters it has: Georgian g comes as غ, ج, ق or ك, p as ب, short vowels not at
all. `data/letters.csv` says which Latin letters answer which Arabic ones at what cost (0 usual, 1 as bad as two
letters that have nothing to do with each other); the cheapest way through both words is their distance. It is the
weighted edit distance of Wagner and Fischer (1974) with groups of up to four letters as its units.
"""
from __future__ import annotations

import csv
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

from .arabic import western_digits, without_marks

_TABLE = Path(__file__).resolve().parents[2] / "data" / "letters.csv"

# What a letter weighs. Consonants carry a name across scripts; vowels are half heard and half written.
_CONSONANT, _VOWEL = 1.0, 0.35
_LATIN_VOWELS = frozenset("aeiouy'")
_ARABIC_VOWELS = frozenset("اويىةءهع")
# Letters without a counterpart, where the table has no word on them.
_LOST_LATIN = {"vowel": 0.3, "consonant": 0.8}
_LOST_ARABIC = {"ا": 0.15, "و": 0.28, "ي": 0.22, "ى": 0.15, "ء": 0.05, "ع": 0.2, "ه": 0.3, "ة": 0.15}
_LOST_OTHER = 0.8
_MISMATCH = 1.1
# A path that costs more than this for each letter of the longer word is no reading of the other.
_HOPELESS_PER_LETTER = 0.7
_LONGEST_WORD = 40

# Letters of Latin alphabets that the table has rows for; all other marks are taken off.
_KEPT = frozenset("çčćğłđñńřśşšţżźžßþð'")
_RESPELT = str.maketrans({"ø": "o", "œ": "oe", "æ": "ae", "ı": "i", "ə": "a", "ț": "ţ", "ș": "ş", "’": "'", "ʻ": "'",
                          "ʼ": "'", "`": "'", "‘": "'", "ʿ": "'", "ʾ": "'", "ö": "oe", "ü": "u", "å": "o"})
_BARE = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ؤ": "و", "ئ": "ي", "ڤ": "ف", "پ": "ب", "چ": "ج",
                       "گ": "غ", "ژ": "ج", "ڨ": "غ", "ڭ": "غ", "ۆ": "و", "ێ": "ي"})

Rules = dict[str, dict[str, float]]


def latin_key(word: str) -> str:
    """The word in small letters, with only those marks that change how it is written in Arabic.

    >>> latin_key("Škoda"), latin_key("Blériot")
    ('škoda', 'bleriot')
    """
    kept = []
    for letter in word.lower().translate(_RESPELT):
        if letter in _KEPT:
            kept.append(letter)
        elif letter.isalnum():
            kept.append(unicodedata.normalize("NFKD", letter)[0])
    return "".join(kept)


def arabic_key(word: str) -> str:
    """The word without marks, hamza seats and letters of neighbouring alphabets.

    >>> arabic_key("أوكرانيا"), arabic_key("ڤيينا")
    ('اوكرانيا', 'فيينا')
    """
    bare = without_marks(word).translate(_BARE)
    return "".join(letter for letter in western_digits(bare) if letter.isalnum())


@cache
def _rules() -> dict[str, Rules]:
    """For each place in a word (start, any, end): Latin letters -> Arabic letters -> cost."""
    by_place: dict[str, Rules] = {"any": {}, "start": {}, "end": {}}
    with _TABLE.open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            places = by_place if row["place"] == "any" else (row["place"],)
            for place in places:
                costs = by_place[place].setdefault(row["latin"], {})
                cost = float(row["cost"])
                costs[row["arabic"]] = min(cost, costs.get(row["arabic"], cost))
    for place in by_place.values():
        for latin, costs in list(place.items()):
            if len(latin) == 1 and latin not in _LATIN_VOWELS:  # a doubled consonant sounds as one
                doubled = place.setdefault(latin * 2, {})
                for arabic, cost in costs.items():
                    doubled[arabic] = min(cost, doubled.get(arabic, cost))
    return by_place


@lru_cache(maxsize=50_000)
def _edges(latin: str) -> tuple[tuple[tuple[int, dict[str, float]], ...], ...]:
    """For each place in the Latin word: how many letters a group takes, and its Arabic counterparts."""
    rules, size = _rules(), len(latin)
    edges = []
    for at in range(size):
        here = []
        for length in range(1, min(4, size - at) + 1):
            place = "start" if at == 0 else "end" if at + length == size else "any"
            costs = rules[place].get(latin[at:at + length])
            if costs:
                here.append((length, costs))
        edges.append(tuple(here))
    return tuple(edges)


@lru_cache(maxsize=100_000)
def distance(arabic: str, latin: str) -> float:
    """Cost of reading one key as the other: 0 for the same sounds, about 1 for each consonant that differs.

    Takes the keys that `arabic_key` and `latin_key` give; infinite where there is no hope.

    >>> distance("شميدت", "schmidt")
    0.0
    """
    arabic, latin = arabic[:_LONGEST_WORD], latin[:_LONGEST_WORD]
    n, m = len(arabic), len(latin)
    hopeless = _HOPELESS_PER_LETTER * max(n, m)
    lost_arabic = [_LOST_ARABIC.get(letter, _LOST_OTHER) for letter in arabic]
    edges = _edges(latin)
    best = [[hopeless + 1.0] * (n + 1) for _ in range(m + 1)]
    best[0][0] = 0.0
    for j in range(m + 1):
        row = best[j]
        latin_vowel = j < m and latin[j] in _LATIN_VOWELS
        for i in range(n + 1):
            cost = row[i]
            if cost > hopeless:
                continue
            if i < n and cost + lost_arabic[i] < row[i + 1]:
                row[i + 1] = cost + lost_arabic[i]
            if j == m:
                continue
            below = best[j + 1]
            lost = cost + _LOST_LATIN["vowel" if latin_vowel else "consonant"]
            if lost < below[i]:
                below[i] = lost
            if i < n:
                step = 0.0 if arabic[i] == latin[j] else _MISMATCH
                if cost + step < below[i + 1]:
                    below[i + 1] = cost + step
            for length, costs in edges[j]:
                there = best[j + length]
                for size in range(min(3, n - i) + 1):
                    step = costs.get(arabic[i:i + size])
                    if step is not None and cost + step < there[i + size]:
                        there[i + size] = cost + step
    return best[m][n] if best[m][n] <= hopeless else float("inf")


@lru_cache(maxsize=50_000)
def mass(key: str) -> float:
    """How much there is to agree on in a key of either script: consonants 1, vowels a third."""
    return sum(_VOWEL if letter in _LATIN_VOWELS or letter in _ARABIC_VOWELS else _CONSONANT for letter in key)
