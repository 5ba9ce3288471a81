"""From English to Arabic: the glosses of Arabic words turned around."""

from __future__ import annotations

from collections import defaultdict
from functools import cache, lru_cache

from components.text import glosses
from components.text.words import lemma, zipf

# Of "ammunition;treasure;provisions" the first two are what the word usually means; later ones drag in far words.
FIRST_MEANINGS = 2
# Rarer Arabic words than this (one in ten million) are in the tables for completeness and hardly in news.
COMMON_ENOUGH = 2.0
MOST_WORDS = 6


@lru_cache(maxsize=5_000)
def arabic_for(english: str) -> tuple[str, ...]:
    """Dictionary forms of the Arabic words that mean an English word, likeliest first, at most MOST_WORDS.

    >>> arabic_for("ammunition")[0]
    'ذخيرة'
    """
    ranks: dict[str, int] = {}
    for form in dict.fromkeys((english.lower(), lemma(english, "en").lower(), lemma(english.lower(), "en") + "s")):
        for arabic, rank in _by_meaning().get(form, ()):
            ranks[arabic] = min(rank, ranks.get(arabic, rank))
    common = {arabic: zipf(arabic, "ar") for arabic in ranks}
    likely = sorted(ranks, key=lambda arabic: (ranks[arabic] - common[arabic] / 2, arabic))
    return tuple(arabic for arabic in likely if common[arabic] >= COMMON_ENOUGH)[:MOST_WORDS]


@cache
def _by_meaning() -> dict[str, tuple[tuple[str, int], ...]]:
    """Arabic dictionary forms by English meaning of one word, each with the place of the meaning in its entry."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for arabic, meanings, part_of_speech in glosses.entries():
        if part_of_speech.startswith(("NOUN_PROP", "PREP", "CONJ", "PRON", "DET", "PART", "FUNC", "INTERJ", "ABBREV")):
            continue
        for rank, meaning in enumerate(meanings[:FIRST_MEANINGS]):
            word = meaning.lower().removeprefix("be ").removeprefix("the ")
            if word.isalpha():
                known = found[word]
                known[arabic] = min(rank, known.get(arabic, rank))
    return {word: tuple(forms.items()) for word, forms in found.items()}
