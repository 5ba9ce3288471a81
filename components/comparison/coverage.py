"""How much of what each passage says each passage of the other language accounts for."""
from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from components.comparison.units import CONCEPT, DATE, NAME, Passage, Unit, of_side, rarity
from components.comparison.wordpairs import strengths

# A name that more than this share of a side's passages mention says little about which passage answers which.
UBIQUITOUS = 0.2
# Units that stand for each other less strongly than this are no evidence to show.
WORTH_SHOWING = 0.5
_OPENING = "\"'“‘«( \n"
# Passages of the other side that are weighed at a time: keeps the largest matrix at some tens of megabytes.
BLOCK = 500

# Told what is being done now, and with how many passages or pairs.
Tell = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that two passages share: where each says it, in code points of the passages' texts.

    kind: gloss | name | number | date | concept. weight: how much it says, about 2 for an ordinary word that the story
    has once; 0 for the story's protagonists, who are in every other sentence and prove nothing.
    """

    kind: str
    english: str
    english_start: int
    english_end: int
    arabic: str
    arabic_start: int
    arabic_end: int
    weight: float


class Side:
    """The passages of one language as units, and what each unit weighs in this story."""

    def __init__(self, passages: Sequence[Passage], units: list[list[Unit]], language: str):
        self.passages = passages
        self.units = units
        self.keys = sorted({unit.key for row in units for unit in row})
        self.at = {key: n for n, key in enumerate(self.keys)}
        self.said = np.zeros((len(passages), len(self.keys)), dtype=np.float32)
        for n, row in enumerate(units):
            self.said[n, [self.at[unit.key] for unit in row]] = 1
        passages_with = self.said.sum(axis=0)
        general = np.sqrt(np.array([rarity(key, language) for key in self.keys], dtype=np.float32))
        self.weights = general * np.log((1 + len(passages)) / passages_with) if self.keys else general
        ubiquitous = (passages_with > UBIQUITOUS * len(passages)) & (passages_with > 2)
        named = np.array([key[0] == NAME for key in self.keys], dtype=bool)
        scale = np.log(1 + len(passages)) if len(passages) > 1 else 1
        self.telling = (np.where(ubiquitous & named, 0, self.weights) / scale).astype(np.float32)
        self.dating = self.telling * np.array([key[0] == DATE for key in self.keys], dtype=np.float32)

    def forget(self, unlinked: set[int]) -> None:
        """Concepts that no other way of saying them answers weigh nothing: their words stand for themselves."""
        for n in unlinked:
            if self.keys[n][0] == CONCEPT:
                self.weights[n] = self.telling[n] = 0


class Story:
    """Two sides of one story, compared passage by passage; every table has English rows and Arabic columns.

    scores: the share of each passage that the other accounts for, 0..1, as the geometric mean of the two.
    telling: weight that two passages share, ubiquitous names left out; about 2 for a word that the story has once.
    dates: as much of it as lies in dates.
    """

    def __init__(
        self, english: Sequence[Passage], arabic: Sequence[Passage], tell: Tell = lambda step, count: None
    ):
        tell("words", len(english) + len(arabic))
        self.english = Side(english, of_side(english, arabic), "en")
        self.arabic = Side(arabic, of_side(arabic, english), "ar")
        self.strengths = strengths(self.english.keys, self.arabic.keys, capitalised(self.english))
        self.english.forget(set(range(len(self.english.keys))) - {row for row, _ in self.strengths})
        self.arabic.forget(set(range(len(self.arabic.keys))) - {column for _, column in self.strengths})
        tell("pairs", len(english) * len(arabic))
        pairs = np.array(list(self.strengths), dtype=np.int32).reshape(-1, 2)
        strong = np.fromiter(self.strengths.values(), dtype=np.float32, count=len(pairs))
        of_english, telling_english, dates_english = _accounted(self.english, self.arabic, _by_second(pairs, strong))
        of_arabic, telling_arabic, dates_arabic = (
            table.T for table in _accounted(self.arabic, self.english, _by_second(pairs[:, ::-1], strong))
        )
        self.worth_showing: dict[int, dict[int, float]] = defaultdict(dict)
        for (row, column), strength in self.strengths.items():
            if strength >= WORTH_SHOWING:
                self.worth_showing[row][column] = strength
        of_english /= _total(self.english)[:, None]
        self.scores = np.sqrt(of_english * of_arabic / _total(self.arabic)[None, :])
        self.telling = np.sqrt(telling_english * telling_arabic)
        self.dates = np.sqrt(dates_english * dates_arabic)


def _total(side: Side) -> np.ndarray:
    return np.maximum(side.said @ side.weights, 1e-6)


def capitalised(side: Side) -> set[str]:
    """The words that the side writes with a capital throughout, and not only because a sentence begins with them."""
    large: set[str] = set()
    small: set[str] = set()
    for passage, units in zip(side.passages, side.units, strict=True):
        for unit in units:
            if not passage.text[unit.start].isupper():
                small.add(unit.key)
            elif passage.text[:unit.start].strip(_OPENING):
                large.add(unit.key)
    return large - small


def _by_second(pairs: np.ndarray, strengths: np.ndarray) -> dict[int, tuple[np.ndarray, np.ndarray]]:
    """The links of each second member: which first members, how strongly."""
    if not len(pairs):
        return {}
    order = np.argsort(pairs[:, 1], kind="stable")
    firsts, seconds, strengths = pairs[order, 0], pairs[order, 1], strengths[order]
    known, begins = np.unique(seconds, return_index=True)
    edges = [*begins.tolist(), len(seconds)]
    return {
        second: (firsts[begin:end], strengths[begin:end])
        for second, begin, end in zip(known.tolist(), edges, edges[1:], strict=False)
    }


def _accounted(side: Side, other: Side, links: dict[int, tuple[np.ndarray, np.ndarray]]) -> tuple[np.ndarray, ...]:
    """What each passage of the other side (column) accounts for of each of this side (row): each unit times the
    strength of its best counterpart; by the units' weights, by what they tell, and by what the dates among them
    tell."""
    weights = np.stack([side.weights, side.telling, side.dating], axis=1)
    own = [np.flatnonzero(row) for row in side.said]
    out = np.zeros((len(side.said), len(other.said), weights.shape[1]), dtype=np.float32)
    for start in range(0, len(other.said), BLOCK):
        block = other.said[start:start + BLOCK]
        best = np.zeros((len(block), len(side.keys)), dtype=np.float32)
        for column, row in zip(best, block, strict=True):
            for unit in np.flatnonzero(row).tolist():
                if unit in links:
                    firsts, strength = links[unit]
                    column[firsts] = np.maximum(column[firsts], strength)
        for row, units in enumerate(own):
            out[row, start:start + BLOCK] = best[:, units] @ weights[units]
    return tuple(np.moveaxis(out, 2, 0))


def shared(story: Story, i: int, j: int) -> list[Evidence]:
    """What English passage i and Arabic passage j share besides function words, what says most first; every place in
    a text is used once."""
    english, arabic = story.english, story.arabic
    ours: dict[int, list[Unit]] = defaultdict(list)
    for unit in arabic.units[j]:
        if not unit.is_function_word("ar"):
            ours[arabic.at[unit.key]].append(unit)
    pairs = []
    for a in english.units[i]:
        row = english.at[a.key]
        columns = story.worth_showing.get(row)
        if not columns or a.is_function_word("en"):
            continue
        for column in columns.keys() & ours.keys():
            weight = math.sqrt(english.telling[row] * arabic.telling[column]) * columns[column]
            pairs += [(weight, columns[column], a, b) for b in ours[column]]
    pairs.sort(key=lambda pair: (-pair[0], -pair[1], pair[2].start, pair[3].start))
    return list(_once(pairs, english.passages[i].text, arabic.passages[j].text))


def _once(pairs, english: str, arabic: str) -> Iterable[Evidence]:
    used_english: set[int] = set()
    used_arabic: set[int] = set()
    for weight, _, a, b in pairs:
        ours, theirs = range(a.start, a.end), range(b.start, b.end)
        if used_english.isdisjoint(ours) and used_arabic.isdisjoint(theirs):
            used_english.update(ours)
            used_arabic.update(theirs)
            yield Evidence(
                a.kind, english[a.start:a.end], a.start, a.end, arabic[b.start:b.end], b.start, b.end, round(weight, 2),
            )
