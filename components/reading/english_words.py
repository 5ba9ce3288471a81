"""English words by themselves: ordinary or not, in a line of capitals or not, at the beginning of something or not."""
from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import regex
import simplemma

from components.text.words import Token, zipf

_OPENING = regex.compile(r"[.!?:;…\n\"“”‘«»(\[•—–|]|^\s*['’]|- $")
# A word as rare as this (zipf) does not count as one of the language, whatever a dictionary says.
_UNHEARD_OF = 2.0
# The share of words in capitals from which on a line is a headline in capitals.
_LOUD_SHARE = 0.7
# So many words in capitals one after the other are shouted, wherever they stand.
_LONGEST_IN_CAPITALS = 4


def opens_something(between: str) -> bool:
    """Whether what stands between two words ends one sentence, quotation or line, or begins another."""
    return _OPENING.search(between) is not None


@lru_cache(maxsize=50_000)
def is_ordinary(word: str) -> bool:
    """Whether the word is one of the language, apart from being a name: its dictionary form is not capitalised.

    >>> is_ordinary("Meanwhile"), is_ordinary("Danevirke"), is_ordinary("Obama")
    (True, False, False)
    """
    lower = word.lower()
    if zipf(lower, "en") < _UNHEARD_OF or not simplemma.is_known(lower, lang="en"):
        return False
    return simplemma.lemmatize(lower, lang="en")[:1].islower()


def loud_words(text: str, words: Sequence[Token]) -> frozenset[int]:
    """Which words stand in lines of capitals: there a capital letter says nothing."""
    loud: list[int] = []
    line: list[int] = []
    for at, word in enumerate(words):
        if line and "\n" in text[words[at - 1].end:word.start]:
            loud += line if _is_loud(words, line) else []
            line = []
        line.append(at)
    return frozenset(loud + (line if _is_loud(words, line) else []) + _shouted(words))


def _shouted(words: Sequence[Token]) -> list[int]:
    found: list[int] = []
    run: list[int] = []
    for at, word in enumerate(words):
        if word.text.isupper():
            run.append(at)
            continue
        found += run if len(run) > _LONGEST_IN_CAPITALS else []
        run = []
    return found + (run if len(run) > _LONGEST_IN_CAPITALS else [])


def _is_loud(words: Sequence[Token], line: list[int]) -> bool:
    letters = [words[at].text for at in line if words[at].text[0].isalpha()]
    return len(letters) > 2 and sum(word.isupper() for word in letters) > _LOUD_SHARE * len(letters)
