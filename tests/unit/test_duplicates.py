"""Reprints are found, and found as one would by comparing every text with every other."""
import random

import pytest

from components.corpus import duplicates
from components.corpus.duplicates import near_duplicates

WORDS = ("ships", "wheat", "port", "ministry", "Ankara", "Odesa", "corridor", "Monday", "fleet", "Kyiv", "talks", "sea")


def story(seed: int, words: int = 120) -> str:
    chance = random.Random(seed)
    return " ".join(f"{chance.choice(WORDS)}{chance.randrange(60)}" for _ in range(words))


def reprint(text: str, changed: float, seed: int) -> str:
    chance = random.Random(seed)
    return " ".join("altered" if chance.random() < changed else word for word in text.split())


def all_pairs(texts):
    def grams(text):
        words = text.split()
        return {tuple(words[at:at + 4]) for at in range(max(1, len(words) - 3))}

    sets = [grams(text) for text in texts]
    return {(i, j) for j in range(len(sets)) for i in range(j) if len(sets[i] & sets[j]) * 2 >= len(sets[i] | sets[j])}


@pytest.fixture(scope="module")
def texts():
    originals = [story(seed) for seed in range(60)]
    reprints = [reprint(text, 0.01 * (seed % 14), seed) for seed, text in enumerate(originals)]
    return originals + reprints


def test_reprints_are_exactly_the_pairs_that_share_half_of_their_runs_of_four_words(texts):
    found = near_duplicates(texts)
    assert found == all_pairs(texts) and 20 < len(found) < 60


def test_the_hashed_search_for_large_corpora_finds_the_same(texts, monkeypatch):
    monkeypatch.setattr(duplicates, "EXACT_UP_TO", 10)
    assert near_duplicates(texts) == all_pairs(texts)


def test_a_footer_that_all_articles_bear_makes_no_reprints():
    footer = " all rights reserved by this newspaper and its owners wherever it may be read"
    assert near_duplicates([story(seed) + footer for seed in range(30)]) == set()


def test_short_and_empty_texts_are_compared_too():
    assert near_duplicates(["", "two words", "two words", "other words", ""]) == {(1, 2)}
