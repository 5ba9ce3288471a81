"""Whether an Arabic and an English name are one name: of several words, in any order, spelt by ear."""
from __future__ import annotations

import csv
from collections.abc import Container, Sequence
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
import regex
from rapidfuzz import fuzz, process

from . import spelling
from .arabic import is_arabic
from .transliteration import transliterate

_TRANSLATED = Path(__file__).resolve().parents[2] / "data" / "name_words.csv"
_WORDS = regex.compile(r"[\p{L}\p{M}\p{Nd}'’ʼʻ`ʿʾـ]+")
# Written apart in one script and joined in the other, or left out: they say nothing about who is meant.
_PARTICLES_AR = frozenset(("ال", "بن", "ابن", "بنت", "دي", "دو", "دا", "فان", "فون", "لا", "لو"))
_PARTICLES_EN = frozenset(("al", "el", "ul", "ibn", "bin", "ben", "bint", "the", "of", "de", "di", "du", "da", "van",
                           "von", "der", "den", "la", "le"))
_LINKING_EN = frozenset(("al", "el", "ul", "an", "ar", "as", "ash", "at", "az"))
# An initial agrees with any name that begins so: well, but not as well as the name itself.
_INITIAL = 0.85
# A name of which the other has only a part (family name alone): never as sure as the whole name.
_PART_OF_NAME = 0.72
# Two people of one family share most of their names: the word that agrees least counts again.
_ONE_WORD_OFF = 0.4
# "City", "company", "club" are added or left out at will, so they weigh little where only one side has them; anything
# below a translation's likeness pairs them with a name by accident.
_KIND_WORTH, _TRANSLATION_AT_LEAST = 0.15, 0.75
_FORMS_EN = frozenset(("fc", "sc", "ac", "inc", "plc", "llc", "ltd", "corp", "co", "com", "holding", "holdings"))
# No name is longer; a paragraph handed over by mistake must not take minutes.
_MOST_WORDS, _LONGEST_NAME = 12, 200
# The candidates that the quick comparison leaves for the exact one: of 3,000 Wikidata names in three pools of 1,000,
# 2,812 were found with 10, 2,828 with 20, 2,836 with 40 and no more with 80.
_LOOKED_AT_CLOSELY = 40


def similarity(arabic: str, english: str) -> float:
    """How alike an Arabic and an English name sound, from 0 to 1.

    At .80 and above two names in one story are worth suggesting as the same; it is never proof, for two
    people may share a name.

    >>> similarity("سيرغي لافروف", "Sergei Lavrov") > 0.9, similarity("سيرغي لافروف", "Sergei Shoigu") < 0.6
    (True, True)
    """
    ours, theirs = _arabic_words(arabic), _english_words(english)
    if not ours or not theirs:
        return 0.0
    if _letter_by_letter(ours, theirs):
        return 1.0
    if len(ours) == len(theirs):
        return _words_similarity(ours, theirs)
    return max(_word_similarity("".join(ours), "".join(theirs)), _words_similarity(ours, theirs))


def best_matches(
    arabic_names: Sequence[str], english_candidates: Sequence[str], closely: int = _LOOKED_AT_CLOSELY,
    least: float = 0.0,
) -> list[int]:
    """For each Arabic name the index of the English candidate that sounds most like it (-1 where there is none).

    closely: how many candidates the quick comparison leaves for the exact one, which takes most of the time; least:
    what it has to give them (0..200).
    """
    if not english_candidates:
        return [-1] * len(arabic_names)
    if not arabic_names:
        return []
    consonants = _quick(arabic_names, english_candidates, _consonants)
    sounds = _quick(arabic_names, english_candidates, _sounds)
    quick = consonants + sounds
    kept = min(closely, len(english_candidates))
    found = []
    for name, row in zip(arabic_names, quick, strict=True):
        close = [i for i in sorted(np.argpartition(-row, kept - 1)[:kept].tolist()) if row[i] >= least]
        found.append(max(close, key=lambda i: (similarity(name, english_candidates[i]), row[i]), default=-1))
    return found


def nearest(name: str, candidates: Sequence[str], count: int = 4) -> list[tuple[int, float]]:
    """The candidates of the other script that sound most like a name: their indices and similarities, best first."""
    if not candidates:
        return []
    quick = (_quick([name], candidates, _consonants) + _quick([name], candidates, _sounds))[0]
    kept = min(_LOOKED_AT_CLOSELY, len(candidates))
    arabic = is_arabic(name)
    scored = [(similarity(name, candidates[i]) if arabic else similarity(candidates[i], name), i)
              for i in np.argpartition(-quick, kept - 1)[:kept].tolist()]
    return [(i, score) for score, i in sorted(scored, key=lambda pair: (-pair[0], pair[1]))[:count] if score > 0]


def word_pairs(arabic: str, english: str) -> list[tuple[str, str, float]]:
    """Which words of two names answer each other, and how alike they sound: what a similarity comes from.

    A word without a counterpart stands with an empty one and 0.

    >>> [(a, e) for a, e, _ in word_pairs("سيرغي لافروف", "Lavrov Sergei")]
    [('سيرغي', 'Sergei'), ('لافروف', 'Lavrov')]
    """
    ours = _WORDS.findall(arabic[:_LONGEST_NAME])[:_MOST_WORDS]
    theirs = _WORDS.findall(english[:_LONGEST_NAME])[:_MOST_WORDS]
    pairs = sorted(((similarity(a, e), -i, -j) for i, a in enumerate(ours) for j, e in enumerate(theirs)), reverse=True)
    with_whom: dict[int, tuple[int, float]] = {}
    taken: set[int] = set()
    for score, i, j in pairs:
        if score > 0 and -i not in with_whom and -j not in taken:
            with_whom[-i] = -j, score
            taken.add(-j)
    found = [(a, theirs[with_whom[i][0]], with_whom[i][1]) if i in with_whom else (a, "", 0.0)
             for i, a in enumerate(ours)]
    return found + [("", e, 0.0) for j, e in enumerate(theirs) if j not in taken]


def _quick(ours: Sequence[str], theirs: Sequence[str], key) -> np.ndarray:
    return process.cdist([key(n) for n in ours], [key(n) for n in theirs], scorer=fuzz.ratio, dtype=np.float32)


@lru_cache(maxsize=50_000)
def _arabic_words(name: str) -> tuple[str, ...]:
    words = [spelling.arabic_key(word) for word in _WORDS.findall(name[:_LONGEST_NAME])]
    words = [word for word in words if word][:_MOST_WORDS]
    joined: list[str] = []
    for word in words:
        if joined and joined[-1] == "عبد":
            joined[-1] += word
        else:
            joined.append(word)
    return tuple(joined)


@lru_cache(maxsize=50_000)
def _english_words(name: str) -> tuple[str, ...]:
    words = [spelling.latin_key(word) for word in _WORDS.findall(name[:_LONGEST_NAME])][:_MOST_WORDS]
    joined: list[str] = []
    for word in words:
        if joined and (joined[-1] in ("abd", "abdul", "abdel", "abdal", "abdu") or joined[-1] in _LINKING_EN):
            joined[-1] += word
        elif word:
            joined.append(word)
    return tuple(joined)


@lru_cache(maxsize=200_000)
def _word_similarity(arabic: str, latin: str) -> float:
    if latin in _translations().get(arabic, ()):
        return 1.0
    best = _spelt_alike(arabic, latin)
    # The article is written or not as the fashion goes: الحريري, Hariri, al-Hariri.
    if arabic.startswith("ال") and len(arabic) > 4:
        best = max(best, _spelt_alike(arabic[2:], latin) - 0.01)
        for article in ("al", "el", "ul"):
            if latin.startswith(article) and len(latin) > 4:
                best = max(best, _spelt_alike(arabic[2:], latin[2:]))
        if latin[:2] in ("an", "ar", "as", "at", "az", "ad") and latin[1:2] == latin[2:3]:
            best = max(best, _spelt_alike(arabic[2:], latin[2:]))
    return best


def _spelt_alike(arabic: str, latin: str) -> float:
    weight = (spelling.mass(arabic) + spelling.mass(latin)) / 2
    return max(0.0, 1.0 - spelling.distance(arabic, latin) / weight) if weight else 0.0


def _words_similarity(ours: tuple[str, ...], theirs: tuple[str, ...]) -> float:
    """Words paired off, best pairs first; what is left over counts against, particles hardly."""
    pairs = sorted(
        ((_word_or_initial(a, b), -abs(i - j), i, j) for i, a in enumerate(ours) for j, b in enumerate(theirs)),
        reverse=True,
    )
    free_ours, free_theirs = set(range(len(ours))), set(range(len(theirs)))
    kinds_ar, kinds_en = _kinds()
    total = weight = 0.0
    worst, core = 1.0, False
    for alike, _, i, j in pairs:
        # A word for the kind of thing (city, company) pairs with its translation or with nothing.
        unlike_kinds = alike < _TRANSLATION_AT_LEAST and (ours[i] in kinds_ar or theirs[j] in kinds_en)
        if i in free_ours and j in free_theirs and not unlike_kinds:
            free_ours.discard(i)
            free_theirs.discard(j)
            heavy = (spelling.mass(ours[i]) + spelling.mass(theirs[j])) / 2
            total += alike * heavy
            weight += heavy
            worst = min(worst, alike)
            core = core or ours[i] not in kinds_ar
    if not core:
        kinds_ar = kinds_en = frozenset()
    left = sum(_left_over(ours[i], _PARTICLES_AR, kinds_ar) for i in free_ours)
    left += sum(_left_over(theirs[j], _PARTICLES_EN, kinds_en) for j in free_theirs)
    if not weight:
        return 0.0
    covered = weight / (weight + left)
    part = _PART_OF_NAME + (1 - _PART_OF_NAME) * covered if left else 1.0
    return total / weight * part * (1 - _ONE_WORD_OFF * (1 - worst) if len(ours) > 1 < len(theirs) else 1.0)


def _left_over(word: str, particles: Container[str], kinds: Container[str]) -> float:
    if word in particles:
        return 0.0
    return spelling.mass(word) * (_KIND_WORTH if word in kinds else 1.0)


def _letter_by_letter(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Whether the Arabic says the letters of an English acronym: بي بي سي, BBC."""
    return (len(theirs) == 1 and len(ours) == len(theirs[0]) > 1
            and all(letter in _translations().get(word, ()) for word, letter in zip(ours, theirs[0], strict=True)))


def _word_or_initial(arabic: str, latin: str) -> float:
    if len(latin) == 1 and latin.isalpha() and latin not in _translations().get(arabic, ()):
        return _INITIAL if spelling.distance(arabic[:1], latin) < 0.2 else 0.0
    return _word_similarity(arabic, latin)


@cache
def _kinds() -> tuple[frozenset[str], frozenset[str]]:
    """Words for kinds of things that names are given with or without, in Arabic and in English."""
    arabic: set[str] = set()
    english = set(_FORMS_EN)
    for row in _name_words():
        if row["kind"]:
            english.update(row["english"].split("|"))
            for form in row["arabic"].split("|"):
                arabic.update((spelling.arabic_key(form), "ال" + spelling.arabic_key(form)))
    return frozenset(arabic), frozenset(english)


@cache
def _translations() -> dict[str, frozenset[str]]:
    """Words of names that are translated, not spelt: جمهورية republic, جامعة university."""
    table: dict[str, frozenset[str]] = {}
    for row in _name_words():
        english = frozenset(row["english"].split("|"))
        for form in row["arabic"].split("|"):
            for key in (spelling.arabic_key(form), "ال" + spelling.arabic_key(form)):
                table[key] = table.get(key, frozenset()) | english
    return table


@cache
def _name_words() -> tuple[dict[str, str], ...]:
    with _TRANSLATED.open(encoding="utf-8", newline="") as rows:
        return tuple(csv.DictReader(rows))


_CLASSES_AR = str.maketrans({"ق": "ك", "غ": "ك", "ج": "ك", "خ": "ك", "ص": "س", "ز": "س", "ذ": "د", "ض": "د", "ظ": "د",
                             "ث": "ت", "ط": "ت", "ش": "س"})
_TO_LATIN_CLASS = str.maketrans({"ب": "b", "ت": "t", "د": "d", "ر": "r", "س": "s", "ف": "f", "ك": "k", "ل": "l",
                                 "م": "m", "ن": "n"})
_CLASSES_EN = str.maketrans({"p": "b", "q": "k", "g": "k", "c": "k", "j": "k", "v": "f", "z": "s", "x": "s", "ş": "s",
                             "š": "s", "ś": "s", "ß": "s", "ç": "s", "č": "s", "ć": "s", "ž": "s", "ź": "s", "ż": "s",
                             "ł": "l", "đ": "d", "ñ": "n", "ń": "n", "ř": "r", "ţ": "t", "ğ": "k"})
_GROUPS_EN = regex.compile(r"sch|tch|ch|sh|kh|gh|th|dh|ph|ck|(.)\1")
_GROUP_CLASS = {"sch": "s", "tch": "s", "ch": "s", "sh": "s", "kh": "k", "gh": "k", "th": "t", "dh": "d", "ph": "f",
                "ck": "k"}


@lru_cache(maxsize=100_000)
def _consonants(name: str) -> str:
    """What is left when vowels go and letters that may stand for each other become one."""
    if is_arabic(name):
        key = "".join(_arabic_words(name)).replace("تش", "ش").translate(_CLASSES_AR).translate(_TO_LATIN_CLASS)
    else:
        key = _GROUPS_EN.sub(lambda m: _GROUP_CLASS.get(m[0], m[1]), "".join(_english_words(name)))
        key = key.translate(_CLASSES_EN)
    return "".join(letter for letter in key if letter in "btdrsfklmn0123456789")


@lru_cache(maxsize=100_000)
def _sounds(name: str) -> str:
    """A rough common spelling with the long vowels."""
    if is_arabic(name):
        return transliterate(name).lower().replace("kh", "k").replace("gh", "g").replace(" ", "")
    key = "".join(_english_words(name)).replace("e", "i").replace("o", "u").replace("y", "i").replace("w", "u")
    return key.replace("p", "b").replace("v", "f").replace("c", "k").replace("q", "k")
