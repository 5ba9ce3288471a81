"""Reprints: articles that share half or more of their runs of four words."""
from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import chain

from rensa import RMinHash, RMinHashLSH

# Two texts are reprints of one another from this Jaccard similarity of their sets of word 4-grams.
THRESHOLD = 0.5
WORDS_PER_GRAM = 4
# Up to this many texts the search for pairs is exact; beyond, hashing brings likely pairs together, in less memory.
EXACT_UP_TO = 1000

# 85 bands of 3 hashes: a pair at 0.5 is missed once in 80,000 (0.875 ** 85), one at 0.6 never; unrelated articles
# of one outlet (0.01) meet by chance once in 10,000 and are sorted out by the exact comparison.
_HASHES, _BANDS = 255, 85

_WORD = re.compile(r"\w+")


def near_duplicates(texts: Sequence[str]) -> set[tuple[int, int]]:
    """Pairs (i, j), i < j, of texts whose sets of word 4-grams have a Jaccard similarity of THRESHOLD or more.

    Exact up to EXACT_UP_TO texts; beyond, a pair that lies at the threshold is missed once in 80,000 times.
    """
    each = [grams(text) for text in texts]
    pairs = _sharing(each) if len(each) <= EXACT_UP_TO else _hashed_alike(each)
    return {(i, j) for i, j in pairs if similarity(each[i], each[j]) >= THRESHOLD}


def similarity(a: frozenset[int], b: frozenset[int]) -> float:
    """The Jaccard similarity of two sets, 0 where both are empty."""
    shared = len(a & b)
    return shared / (len(a) + len(b) - shared) if shared else 0.0


def grams(text: str) -> frozenset[int]:
    """Hashes of the text's runs of four words; a shorter text is one run."""
    words = _WORD.findall(text)
    if not words:
        return frozenset()
    return frozenset(map(hash, zip(*(words[at:] for at in range(min(WORDS_PER_GRAM, len(words)))), strict=False)))


def _sharing(each: Sequence[frozenset[int]]) -> set[tuple[int, int]]:
    """Pairs that share one of their rarer grams.

    A pair above the threshold shares more than half of the grams of each, so one of them is among the rarer half
    (and one more) of either text: only those need be looked at, and a footer that all articles bear brings no pairs
    together (prefix filtering: Chaudhuri, Ganti & Kaushik 2006).
    """
    frequency = Counter(chain.from_iterable(each))
    holders = defaultdict(list)
    for number, own in enumerate(each):
        rarest_first = sorted(own, key=lambda gram: (frequency[gram], gram))
        for gram in rarest_first[:len(own) - int(THRESHOLD * len(own) + 0.999999) + 1]:
            if frequency[gram] > 1:
                holders[gram].append(number)
    return {(i, j) for numbers in holders.values() for at, i in enumerate(numbers) for j in numbers[at + 1:]}


def _hashed_alike(each: Sequence[frozenset[int]]) -> set[tuple[int, int]]:
    """Pairs that MinHash with locality-sensitive hashing brings together."""
    index = RMinHashLSH(threshold=THRESHOLD, num_perm=_HASHES, num_bands=_BANDS)
    pairs = set()
    for number, own in enumerate(each):
        if not own:
            continue
        hashed = RMinHash(num_perm=_HASHES, seed=1)
        hashed.update(list(map(str, own)))
        pairs.update((other, number) for other in index.query(hashed))
        index.insert(number, hashed)
    return pairs
