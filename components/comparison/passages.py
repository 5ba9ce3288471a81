"""Which sentences of two languages say the same: matched by shared evidence, never by position."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from components.comparison.coverage import Evidence, Story, Tell, shared
from components.comparison.units import Passage

__all__ = ["Evidence", "Match", "Matches", "Passage", "align", "match"]

# A pair is the same sentence where it scores this much above what either sentence scores with just any other (counted
# BACKGROUND times). On the one half of professionally translated news, a quarter removed on each side, that gave
# precision .99 and recall .94, on the other half .98 and .96; with half removed .96 and .94, .94 and .97.
SAME_SENTENCE = 0.13
BACKGROUND = 2.0

# Chance that two passages answer each other, in whole or in part: a logistic model of the share that they account for
# of each other (geometric mean), of how far that share and the weight of the evidence lie ahead of what either has with
# its next best counterpart, of what either shares with its RIVALS best others, and of dates that both speak of. Fitted
# on one half of translated news and of posts about one war, as stories whose sentences were cut, joined, shortened word
# by word and removed at random (tests/evaluation/stories.py); those with joined sentences counted six times, since
# in independent reports a passage mostly answers a part of another.
INTERCEPT = -2.7
OF_SHARE = 15.7
OF_SHARE_AHEAD = 3.5
OF_WEIGHT_AHEAD = 0.35
OF_RIVALS = -20.3
OF_DATES = 1.0
RIVALS = 8
# The chance from which a pair is called matched, and undecided. Of the pairs of both halves at .5 to .65 six in ten
# were right, from .75 on .97; at .15 to .3 one in five. What the states are worth on the half that nothing was fitted
# on is measured by tests/evaluation/ledger_trial.py; the pages show it from data/accuracy_ledger.csv.
MATCHED = 0.75
UNDECIDED = 0.2
# Either needs this many separate things shared that are no function words and no ubiquitous names …
FEWEST_SHARED = 2
TELLING = 0.5
# … and this much weight of them together: short sentences look alike by chance ("Was Kim the first visitor?"). With 2.5
# in place of 3 for a match, .04 more counterparts are found and a tenth more of the matched are wrong.
LEAST_WEIGHT = 3.0
PLAUSIBLE_WEIGHT = 2.0
# With less than that a passage is not told to stand alone where its best counterpart has this chance: of 457 such
# passages on the fitted half 35 in 100 stood alone, of all others called alone 87 in 100. Their pairs are undecided,
# and however far ahead they are, one in two was right: no higher chance is told of them.
LIKELY = 0.3
UNPROVEN = 0.5
# Without a match a passage may answer its nearest counterpart, and of this many nearest ones those that share as much
# as a match needs: "ammunition and artillery shells" finds both halves in two Arabic sentences.
CONSIDERED = 3


@dataclass(frozen=True, slots=True)
class Match:
    """A point of the ledger.

    state: matched (both say it) | undecided (perhaps) | only_here (one side says it; the other passage is then the
    nearest that was found, or None). side: en or ar, the side that says it alone, "" where both do.
    score: the chance that the two passages answer each other, in whole or in part, 0..1.
    evidence: what they share, what says most first.
    """

    state: str
    score: float
    english: Passage | None
    arabic: Passage | None
    evidence: tuple[Evidence, ...] = ()
    side: str = ""


@dataclass(frozen=True, slots=True)
class Matches:
    """All points of a story: matched pairs, then undecided ones, each best first, then what only one side says."""

    all: tuple[Match, ...]

    @property
    def matched(self) -> tuple[Match, ...]:
        """What both sides say; a passage that answers parts of several is in several."""
        return tuple(point for point in self.all if point.state == "matched")

    @property
    def undecided(self) -> tuple[Match, ...]:
        """Passages without a match, with their nearest counterparts, which may be one."""
        return tuple(point for point in self.all if point.state == "undecided")

    def only(self, side: str) -> tuple[Match, ...]:
        """What the side (en or ar) says alone."""
        return tuple(point for point in self.all if point.state == "only_here" and point.side == side)


def align(english: Sequence[str], arabic: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs (i, j) of sentences that say the same, each index at most once; the order of the lists plays no part."""
    if not english or not arabic:
        return []
    story = Story(
        [Passage("", n, text, "en") for n, text in enumerate(english)],
        [Passage("", n, text, "ar") for n, text in enumerate(arabic)],
    )
    return one_to_one(story.scores - BACKGROUND * _background(story.scores), SAME_SENTENCE)


def one_to_one(scores: np.ndarray, floor: float) -> list[tuple[int, int]]:
    """Best pairs first, each row and column once, none below the floor."""
    pairs, rows, columns = [], set(), set()
    for i, j in _best_first(scores, floor):
        if i not in rows and j not in columns:
            rows.add(i)
            columns.add(j)
            pairs.append((i, j))
    return sorted(pairs)


def match(
    english: Sequence[Passage], arabic: Sequence[Passage], tell: Tell = lambda step, count: None
) -> Matches:
    """What the passages of a story's two sides say together and alone, with the evidence.

    Give the passages of all articles of the story: what is rare in it is judged from them. tell: hears of each step.
    """
    if not english or not arabic:
        alone = [Match("only_here", 0.0, passage, None, side="en") for passage in english]
        alone += [Match("only_here", 0.0, None, passage, side="ar") for passage in arabic]
        return Matches(tuple(alone))
    story = Story(english, arabic, tell)
    chances = likelihood(story)
    matched, answered = [], {"en": set(), "ar": set()}
    for i, j in _best_first(chances, MATCHED):
        point = _point("matched", story, chances, i, j)
        if _is_proven(point.evidence):
            matched.append(point)
            answered["en"].add(i)
            answered["ar"].add(j)
    undecided: dict[tuple[int, int], Match] = {}
    alone = []
    for side, table in (("en", chances), ("ar", chances.T)):
        for n in sorted(set(range(len(table))) - answered[side], key=lambda n: -table[n].max()):
            nearest = np.argsort(-table[n], kind="stable")[:CONSIDERED].tolist()
            likely = []
            for m in nearest:
                pair = (n, m) if side == "en" else (m, n)
                if table[n, m] < UNDECIDED:
                    continue
                point = _point("undecided", story, chances, *pair)
                enough = _is_proven if likely else _is_plausible
                if enough(point.evidence):
                    likely.append((pair, point))
                elif not likely and table[n, m] >= LIKELY and _shares(point.evidence, 1, 0):
                    likely.append((pair, replace(point, score=min(point.score, UNPROVEN))))
            undecided |= likely
            if not likely:
                pair = (n, nearest[0]) if side == "en" else (nearest[0], n)
                alone.append(_point("only_here", story, chances, *pair, side))
    doubtful = sorted(undecided.values(), key=lambda point: -point.score)
    return Matches((*matched, *doubtful, *alone))


def _is_plausible(evidence: Sequence[Evidence]) -> bool:
    return _shares(evidence, FEWEST_SHARED, PLAUSIBLE_WEIGHT)


def _is_proven(evidence: Sequence[Evidence]) -> bool:
    return _shares(evidence, FEWEST_SHARED, LEAST_WEIGHT)


def _shares(evidence: Sequence[Evidence], fewest: int, least: float) -> bool:
    telling = [item.weight for item in evidence if item.weight > TELLING]
    return len(telling) >= fewest and sum(telling) >= least


def _point(state: str, story: Story, chances: np.ndarray, i: int, j: int, side: str = "") -> Match:
    score = round(float(chances[i, j]), 3)
    return Match(state, score, story.english.passages[i], story.arabic.passages[j], tuple(shared(story, i, j)), side)


def _best_first(scores: np.ndarray, floor: float) -> list[tuple[int, int]]:
    """Places of the scores at or above the floor, the highest first."""
    places = np.argwhere(scores >= floor)
    order = np.argsort(-scores[tuple(places.T)], kind="stable")
    return [(int(i), int(j)) for i, j in places[order]]


def likelihood(story: Story) -> np.ndarray:
    """The chance of each English (row) and Arabic (column) passage to answer each other."""
    share, weight = story.scores, story.telling
    logit = (
        INTERCEPT + OF_SHARE * share + OF_DATES * story.dates + OF_RIVALS * _rivals(share)
        + OF_SHARE_AHEAD * np.minimum(_ahead(share), _ahead(share.T).T)
        + OF_WEIGHT_AHEAD * np.maximum(_ahead(weight), _ahead(weight.T).T)
    )
    return 1 / (1 + np.exp(-logit))


def _ahead(scores: np.ndarray) -> np.ndarray:
    """By how much every score is above the best other one in its row; below 0 where another one is better."""
    if scores.shape[1] < 2:
        return scores
    second, best = np.moveaxis(np.partition(scores, -2, axis=1)[:, -2:], 1, 0)[..., None]
    return scores - np.where(scores >= best, second, best)


def _background(scores: np.ndarray) -> np.ndarray:
    """What the two passages of each pair score on average with all others."""
    rows, columns = scores.shape
    of_row = (scores.sum(axis=1, keepdims=True) - scores) / max(1, columns - 1)
    of_column = (scores.sum(axis=0, keepdims=True) - scores) / max(1, rows - 1)
    return (of_row + of_column) / 2


def _rivals(scores: np.ndarray) -> np.ndarray:
    """What the two passages of each pair score on average with their best others, RIVALS on each side."""
    return (_best_others(scores) + _best_others(scores.T).T) / 2


def _best_others(scores: np.ndarray) -> np.ndarray:
    """For every place the mean of the RIVALS highest scores in its row, its own left out."""
    count = min(RIVALS, scores.shape[1] - 1)
    if count < 1:
        return np.zeros_like(scores)
    best = -np.partition(-scores, count, axis=1)[:, :count + 1]
    best.sort(axis=1)
    smallest, total = best[:, :1], best.sum(axis=1, keepdims=True)
    # The highest count + 1 hold the place itself or, where it is not among them, one more than is wanted.
    return (total - np.maximum(scores, smallest)) / count
