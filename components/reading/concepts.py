"""Labels in competition: one concept, its variants in both languages (war, invasion, military operation)."""
from __future__ import annotations

import csv
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import compress
from pathlib import Path
from typing import NamedTuple

from components.text.arabic import fold, splits
from components.text.remembered import Remembered
from components.text.words import LONGEST_WORD, Token, lemma, tokens

TABLE = Path(__file__).resolve().parents[2] / "data" / "concepts.csv"

# Pronouns written onto an Arabic noun: its operation, their war; before them the feminine ending opens (ة becomes ت).
_PRONOUNS = ("هما", "كما", "هم", "هن", "كم", "ها", "نا", "ه", "ك", "ي")
_SHORTEST_STEM = 3


class Concept(NamedTuple):
    """A place in a text that names a concept, in code points, and the table's variant that it is a form of."""

    concept: str
    start: int
    end: int
    variant: str


class _Node:
    """A step in the tree of variants, word by word."""

    __slots__ = ("concept", "following")

    def __init__(self) -> None:
        self.following: dict[str, _Node] = {}
        self.concept: tuple[str, str] | None = None


def find(text: str, language: str) -> list[Concept]:
    """Where a text names concepts of data/concepts.csv, the longest variant at each place, in order, no overlap.

    An Arabic word is met with any clitics and pronouns, an English one by its lemma.
    """
    return among(tokens(text), language)


def among(words: Sequence[Token], language: str) -> list[Concept]:
    """`find`, for a text that has been cut into words already."""
    opened = list(map(_opened(language).__getitem__, [word.text for word in words]))
    found, free = [], 0
    for at in compress(range(len(words)), opened):
        if at < free:
            continue
        length, hit = _longest(opened[at], words, at, language)
        if hit:
            found.append(Concept(hit[0], words[at].start, words[at + length - 1].end, hit[1]))
            free = at + length
    return found


@cache
def _opened(language: str) -> Remembered[tuple[_Node, ...]]:
    """For every word where in the tree of variants it leads: to nowhere for nine in ten."""
    following = _variants(language).following
    return Remembered(lambda word: tuple(following[key] for key in _keys(word, language) if key in following))


def _longest(nodes: Sequence[_Node], words: Sequence[Token], at: int,
             language: str) -> tuple[int, tuple[str, str] | None]:
    """How many words from `at` on name a concept, and which. nodes: where the first of them leads."""
    length, best = 1, (0, None)
    while nodes:
        ending = next((node.concept for node in nodes if node.concept), None)
        if ending:
            best = length, ending
        if at + length == len(words) or not any(node.following for node in nodes):
            break
        keys = _keys(words[at + length].text, language)
        nodes = [node.following[key] for node in nodes for key in keys if key in node.following]
        length += 1
    return best


@lru_cache(maxsize=50_000)
def _keys(word: str, language: str) -> tuple[str, ...]:
    """How the table may spell a word: as it stands, without clitics and pronouns, by its lemma."""
    if len(word) > LONGEST_WORD:
        return ()
    if language != "ar":
        return tuple(dict.fromkeys((word.lower(), lemma(word, "en").lower())))
    keys = {fold(lemma(word, "ar")): None}
    for split in splits(word):
        stem = fold(split.stem)
        keys[stem] = None
        for pronoun in _PRONOUNS:
            bare = stem.removesuffix(pronoun)
            if bare != stem and len(bare) >= _SHORTEST_STEM:
                keys[bare] = None
                if bare.endswith("ت"):
                    keys[bare[:-1] + "ه"] = None
    return tuple(keys)


@cache
def _variants(language: str) -> _Node:
    """The table's variants of one language as a tree."""
    root = _Node()
    if not TABLE.exists():
        return root
    with TABLE.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            for variant in filter(None, map(str.strip, (row.get(language) or "").split("|"))):
                for form in _forms(variant, language):
                    node = root
                    for word in form:
                        node = node.following.setdefault(word, _Node())
                    node.concept = node.concept or (row["concept"], variant)
    return root


def _forms(variant: str, language: str) -> set[tuple[str, ...]]:
    words = [token.text for token in tokens(variant)]
    if language != "ar":
        return {tuple(word.lower() for word in words), tuple(lemma(word, "en").lower() for word in words)} - {()}
    return {tuple(fold(word) for word in words), tuple(fold(word).removeprefix("ال") for word in words)} - {()}
