"""From what the comparison found in a story, and what people decided about it, to the points of the ledger."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from components.comparison.coverage import Evidence
from components.comparison.decisions import (
    CONFIRMED,
    PAIRED,
    REJECTED,
    Decision,
    confirmed_pairs,
    rejected_pairs,
    subject_of,
)
from components.comparison.discrepancies import Discrepancy, Quoted, discrepancies
from components.comparison.passages import FEWEST_SHARED, TELLING, Match
from components.comparison.points import gather
from components.comparison.scope import SIDES
from components.comparison.side_by_side import key_of, pair_alone
from components.comparison.units import Passage, words
from components.corpus import Article
from components.text.words import is_function_word

STATES = ("matched", "undecided", "only_en", "only_ar")
# Why the nearest counterpart of what only one side says was not enough.
REASONS = ("too_short", "nothing", "everywhere", "one_thing", "small_part", "rejected")
# A passage with fewer words that say anything ("It made sense.") has nothing to recognise a counterpart by: of those
# called alone in translated news half were, of longer ones .9.
FEWEST_CONTENT_WORDS = 4
# What one side tells alone is told by the names that the other side never names; others count this much of theirs.
SHARED_NAME = 0.2


@dataclass(frozen=True, slots=True)
class Said:
    """A passage and who says it. marks: stretches (start, end) of the text that the other side shares."""

    key: str
    side: str
    article_id: str
    sentence_no: int
    text: str
    outlet: str
    title: str
    published: object
    published_basis: str
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Point:
    """One point of the story.

    subject: its stable name (decisions.subject_of). state: one of STATES. score: the chance that the sides answer each
    other, 0..1. english, arabic: who says it, the surest passage first. evidence: what the surest passages share.
    nearest: for what only one side says, the other side's nearest passage; reason: one of REASONS, or "". telling: how
    much is named that little else in the story names, for ordering. decision: a person's, or None.
    """

    subject: str
    state: str
    score: float
    english: tuple[Said, ...]
    arabic: tuple[Said, ...]
    evidence: tuple[Evidence, ...] = ()
    nearest: Said | None = None
    reason: str = ""
    telling: float = 0.0
    discrepancies: tuple[Discrepancy, ...] = ()
    decision: Decision | None = None

    def articles(self, side: str) -> int:
        """How many articles of the side say it."""
        return len({said.article_id for said in self.of(side)})

    def outlets(self, side: str) -> int:
        """How many outlets of the side say it, as far as they are known."""
        return len({said.outlet for said in self.of(side) if said.outlet})

    def of(self, side: str) -> tuple[Said, ...]:
        """Who says it on one side."""
        return self.english if side == "en" else self.arabic


@dataclass(frozen=True)
class Weighed:
    """A story's passages and what the comparison found in them, before any decision: what takes time.

    groups: for each side the places of passages of the same wording; left_out: articles of each side that were too
    many to weigh.
    """

    articles: dict[str, Article]
    passages: dict[str, list[Passage]]
    groups: dict[str, list[list[int]]]
    found: tuple[Match, ...]
    quotes: dict[str, tuple[Quoted, ...]]
    left_out: dict[str, int]


class Settling:
    """The work of one `settle`. Groups of the same wording are called by their place: i English, j Arabic."""

    def __init__(self, weighed: Weighed, made: dict[str, Decision]):
        self.weighed, self.made = weighed, made
        self.group: dict[str, dict[str, int]] = {
            side: {
                key_of(weighed.passages[side][n]): g for g, group in enumerate(weighed.groups[side]) for n in group
            }
            for side in SIDES
        }
        self.matches = {self._pair(found): found for found in weighed.found if found.english and found.arabic}
        self.apart = self._places(rejected_pairs(made.values())) - self._places(confirmed_pairs(made.values()))
        self.joined = self._places(confirmed_pairs(made.values()))
        self.alone = {
            side: {
                self.group[side][key]
                for decision in made.values()
                if decision.decided == CONFIRMED and not (decision.arabic if side == "en" else decision.english)
                for key in (decision.english if side == "en" else decision.arabic)
                if key in self.group[side]
            }
            for side in SIDES
        }
        self.names = {side: _names(weighed.passages[side]) for side in SIDES}

    def points(self) -> list[Point]:
        """Matched points, undecided pairs, then what is left on either side."""
        matched = [
            (i, j) for (i, j), found in self.matches.items()
            if found.state == "matched" and self._free(i, j)
        ]
        matched.sort(key=lambda pair: (pair not in self.joined, -self.matches[pair].score))
        pairs = list(dict.fromkeys([*sorted(self.joined), *matched]))
        points = [self._together(gathered) for gathered in gather(pairs)]
        answered = {"en": {i for i, _ in pairs} | self.alone["en"], "ar": {j for _, j in pairs} | self.alone["ar"]}
        doubted: dict[str, set[int]] = {side: set() for side in SIDES}
        for (i, j), found in self.matches.items():
            if found.state == "undecided" and self._free(i, j) and not (i in answered["en"] and j in answered["ar"]):
                points.append(self._pair_point(found, i, j))
                doubted["en"].add(i)
                doubted["ar"].add(j)
        nearest = {side: self._nearest(side) for side in SIDES}
        for side in SIDES:
            said = answered[side] | doubted[side]
            for g in range(len(self.weighed.groups[side])):
                if g not in said or g in self.alone[side]:
                    points.append(self._only(side, g, nearest[side].get(g)))
        return points

    def _free(self, i: int, j: int) -> bool:
        return (i, j) not in self.apart and i not in self.alone["en"] and j not in self.alone["ar"]

    def _places(self, keys: Iterable[tuple[str, str]]) -> set[tuple[int, int]]:
        english, arabic = self.group["en"], self.group["ar"]
        return {(english[one], arabic[other]) for one, other in keys if one in english and other in arabic}

    def _pair(self, found: Match) -> tuple[int, int]:
        return self.group["en"][key_of(found.english)], self.group["ar"][key_of(found.arabic)]

    def _nearest(self, side: str) -> dict[int, Match]:
        """For each group of the side its best pair of those that were looked at."""
        best: dict[int, Match] = {}
        for pair, found in self.matches.items():
            g = pair[0] if side == "en" else pair[1]
            if g not in best or found.score > best[g].score:
                best[g] = found
        return best

    def _together(self, gathered) -> Point:
        i, j = gathered.seed
        found = self._match(i, j)
        marks = {side: {} for side in SIDES}
        differ: list[Discrepancy] = []
        for one in gathered.english:
            for other in gathered.arabic:
                pair = self.matches.get((one, other)) if (one, other) != (i, j) else found
                if pair is None or pair.state != "matched" and (one, other) not in self.joined:
                    continue
                marks["en"].setdefault(one, [(e.english_start, e.english_end) for e in pair.evidence])
                marks["ar"].setdefault(other, [(e.arabic_start, e.arabic_end) for e in pair.evidence])
                differ += self._differ(pair)
        english = self.said("en", gathered.english, marks["en"])
        arabic = self.said("ar", gathered.arabic, marks["ar"])
        subject = subject_of(english[0].key, arabic[0].key)
        return Point(
            subject, "matched", found.score, english, arabic, found.evidence,
            discrepancies=tuple(dict.fromkeys(differ)), decision=self._decision(subject, english, arabic),
        )

    def _differ(self, pair: Match) -> list[Discrepancy]:
        return discrepancies(
            pair,
            self.weighed.articles[pair.english.article_id],
            self.weighed.articles[pair.arabic.article_id],
            self.weighed.quotes.get(key_of(pair.english), ()),
            self.weighed.quotes.get(key_of(pair.arabic), ()),
        )

    def _match(self, i: int, j: int) -> Match:
        """What was found for a pair, or what can be said of one that only a person saw."""
        if (i, j) in self.matches:
            return self.matches[i, j]
        return pair_alone(self._leader("en", i), self._leader("ar", j))

    def _pair_point(self, found: Match, i: int, j: int) -> Point:
        english = self.said("en", [i], {i: [(e.english_start, e.english_end) for e in found.evidence]})
        arabic = self.said("ar", [j], {j: [(e.arabic_start, e.arabic_end) for e in found.evidence]})
        subject = subject_of(english[0].key, arabic[0].key)
        return Point(
            subject, "undecided", found.score, english, arabic, found.evidence,
            decision=self._decision(subject, english, arabic),
        )

    def _only(self, side: str, g: int, found: Match | None) -> Point:
        other = "ar" if side == "en" else "en"
        near, reason, evidence = None, "nothing", ()
        if found is not None:
            i, j = self._pair(found)
            reason = "rejected" if (i, j) in self.apart else _reason(found.evidence, self._leader(side, g))
            evidence = found.evidence
            spans = [(e.arabic_start, e.arabic_end) if side == "en" else (e.english_start, e.english_end)
                     for e in evidence]
            near = self.said(other, [j if side == "en" else i], {(j if side == "en" else i): spans})[0]
        own = [(e.english_start, e.english_end) if side == "en" else (e.arabic_start, e.arabic_end) for e in evidence]
        said = self.said(side, [g], {g: own})
        english, arabic = (said, ()) if side == "en" else ((), said)
        subject = subject_of(said[0].key, "") if side == "en" else subject_of("", said[0].key)
        return Point(
            subject, f"only_{side}", found.score if found else 0.0, english, arabic, evidence, near, reason,
            telling=self._telling(side, g), decision=self._decision(subject, english, arabic, reason),
        )

    def _leader(self, side: str, g: int) -> Passage:
        return self.weighed.passages[side][self.weighed.groups[side][g][0]]

    def said(self, side: str, groups: Sequence[int], marks: dict[int, list]) -> tuple[Said, ...]:
        """The passages of some groups of a side and who says them; marks: what to mark in each group's first one."""
        found = []
        for g in groups:
            for place, n in enumerate(self.weighed.groups[side][g]):
                passage = self.weighed.passages[side][n]
                article = self.weighed.articles[passage.article_id]
                found.append(Said(
                    key_of(passage), side, passage.article_id, passage.sentence_no, passage.text, article.outlet,
                    article.title, article.published, article.published_basis,
                    # The evidence was found in the group's first passage; the others say it in other places.
                    tuple(marks.get(g, ())) if place == 0 else (),
                ))
        return tuple(found)

    def _decision(self, subject: str, english, arabic, reason: str = "") -> Decision | None:
        """The decision on this very point, or one that made it what it is."""
        if subject in self.made and self.made[subject].decided != REJECTED:
            return self.made[subject]
        ours, theirs = {said.key for said in english}, {said.key for said in arabic}
        for decision in self.made.values():
            if decision.decided in (CONFIRMED, PAIRED):
                if ours & set(decision.english) and theirs & set(decision.arabic):
                    return decision
            elif decision.decided == REJECTED and reason == "rejected" and (
                ours & set(decision.english) or theirs & set(decision.arabic)
            ):
                return decision
        return None

    def _telling(self, side: str, g: int) -> float:
        """How rare in the story the names are that a passage names, in natural logs summed up; those that the other
        side names as well count less."""
        other = "ar" if side == "en" else "en"
        total = sum(len(found) for found in self.weighed.passages.values())
        named = {mention.entity_id for mention in self._leader(side, g).mentions}
        rare = 0.0
        for entity in named:
            shared = SHARED_NAME if entity in self.names[other] else 1.0
            rare += shared * math.log(total / (self.names[side][entity] + self.names[other][entity]))
        return round(rare, 3)


def _names(passages: Sequence[Passage]) -> Counter[str]:
    """How many of the passages name each entity."""
    return Counter(entity for passage in passages for entity in {mention.entity_id for mention in passage.mentions})


def _reason(evidence: Sequence[Evidence], passage: Passage) -> str:
    """Why what a passage shares with its nearest counterpart was not enough."""
    content = [w for w in words(passage.text, passage.language) if not is_function_word(w.key, passage.language)]
    if len(content) < FEWEST_CONTENT_WORDS:
        return "too_short"
    if not evidence:
        return "nothing"
    telling = [item for item in evidence if item.weight > TELLING]
    if not telling:
        return "everywhere"
    return "one_thing" if len(telling) < FEWEST_SHARED else "small_part"
