"""Which sentences of two languages say the same: matched by shared evidence, never by position."""
from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from components.comparison import wordpairs

FLOOR = 0.235


def align(english: Sequence[str], arabic: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs (i, j) of sentences that say the same, each index at most once; order of the lists plays no part."""
    if not english or not arabic:
        return []
    scores = score_matrix(english, arabic)
    return one_to_one(scores, FLOOR)


def one_to_one(scores: np.ndarray, floor: float) -> list[tuple[int, int]]:
    """Best pairs first, each row and column once, none below the floor."""
    pairs = []
    scores = scores.copy()
    while scores.size:
        i, j = np.unravel_index(int(scores.argmax()), scores.shape)
        if scores[i, j] < floor:
            break
        pairs.append((int(i), int(j)))
        scores[i, :] = -1
        scores[:, j] = -1
    return sorted(pairs)


def _incidence(sentences: Sequence[str], language: str) -> tuple[list[str], np.ndarray]:
    """The word types of a side, and a 0/1 matrix of sentences by types."""
    rows = [{o.key for o in wordpairs.occurrences(text, language)} for text in sentences]
    types = sorted(set().union(*rows))
    at = {key: n for n, key in enumerate(types)}
    matrix = np.zeros((len(sentences), len(types)), dtype=np.float32)
    for n, row in enumerate(rows):
        matrix[n, [at[key] for key in row]] = 1
    return types, matrix


def _weights(types: list[str], incidence: np.ndarray, language: str) -> np.ndarray:
    """Rarity in the language times rarity in the story."""
    general = np.array([wordpairs.rarity(key, language) for key in types], dtype=np.float32)
    frequency = incidence.sum(axis=0)
    return general * np.log((1 + len(incidence)) / frequency)


def score_matrix(english: Sequence[str], arabic: Sequence[str]) -> np.ndarray:
    """How much of each English sentence each Arabic sentence accounts for, and the reverse: 0..1."""
    en_types, en = _incidence(english, "en")
    ar_types, ar = _incidence(arabic, "ar")
    strength = wordpairs.strengths(en_types, ar_types)
    en_weight, ar_weight = _weights(en_types, en, "en"), _weights(ar_types, ar, "ar")
    best_for_en = np.stack([strength[:, row > 0].max(axis=1, initial=0) for row in ar], axis=1)
    best_for_ar = np.stack([strength[row > 0].max(axis=0, initial=0) for row in en], axis=0)
    covered_en = (en * en_weight) @ best_for_en / np.maximum((en * en_weight).sum(axis=1, keepdims=True), 1e-6)
    covered_ar = best_for_ar @ (ar * ar_weight).T / np.maximum((ar * ar_weight).sum(axis=1), 1e-6)
    return np.sqrt(covered_en * covered_ar)
