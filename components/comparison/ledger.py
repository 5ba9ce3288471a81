"""The ledger: every point of a story, who says it on which side, and what a person decided about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from components.comparison.coverage import Story, Tell
from components.comparison.decisions import Decision, decisions, passage_key
from components.comparison.discrepancies import Quoted
from components.comparison.passages import likelihood, match
from components.comparison.points import alike
from components.comparison.scope import SIDES, Scope
from components.comparison.settling import REASONS, STATES, Point, Said, Settling, Weighed
from components.comparison.side_by_side import aliases_in, key_of, passages
from components.comparison.units import Passage
from components.corpus import Corpus

__all__ = [
    "REASONS", "STATES", "STEPS", "Ledger", "Point", "Said", "Weighed", "article_ids", "as_frame", "counterparts",
    "ledger", "settle", "weigh",
]

# Passages of a side that are weighed against the other side's; the newest articles are taken. 2,500 a side are about
# 125 articles, and keep the tables of all pairs at some 300 MB while they are weighed; these grow with the product.
MOST_PASSAGES = 2_500
# What is done in turn, as `weigh` tells it; articles are fetched this many at a time.
STEPS = ("reading", "names", "alike", "words", "pairs")
AT_A_TIME = 50
# Counterparts offered to a person who chooses one by hand.
MOST_COUNTERPARTS = 40


@dataclass(frozen=True, slots=True)
class Ledger:
    """All points in the order of STATES; within a state what most articles say and what is surest comes first."""

    points: tuple[Point, ...]
    passages: dict[str, int]
    articles: dict[str, int]
    left_out: dict[str, int]

    def count(self, state: str) -> int:
        """How many points are in a state."""
        return sum(point.state == state for point in self.points)

    @property
    def discrepancies(self) -> tuple[Point, ...]:
        """The points whose two sides contradict each other in something."""
        return tuple(point for point in self.points if point.discrepancies)


def article_ids(corpus: Corpus, scope: Scope) -> dict[str, tuple[str, ...] | int]:
    """The articles of each side whose passages are compared: the newest, up to MOST_PASSAGES; "…_left" is how many are
    too many.
    """
    chosen = {}
    for side in SIDES:
        articles = corpus.table("articles", scope.selection(side))
        newest = articles.order_by(articles.published.desc(nulls_first=False), articles.article_id)
        frame = corpus.execute(newest.limit(MOST_PASSAGES + 1).select("article_id", "sentence_count"))
        together = frame.sentence_count.cumsum()
        # The newest is always in, however long it is.
        fits = (together <= MOST_PASSAGES) | (together == frame.sentence_count)
        chosen[side] = tuple(frame.article_id[fits])
        left = len(frame) - len(chosen[side])
        chosen[side + "_left"] = left and int(corpus.execute(articles.count())) - len(chosen[side])
    return chosen


def weigh(
    corpus: Corpus, ids: dict[str, tuple[str, ...] | int], tell: Tell = lambda step, count: None
) -> Weighed:
    """Read and compare the articles that `article_ids` chose. tell: hears of each of STEPS as it begins."""
    wanted, whole = [*ids["en"], *ids["ar"]], []
    for begin in range(0, len(wanted), AT_A_TIME):
        tell("reading", begin)
        whole += corpus.whole(wanted[begin : begin + AT_A_TIME])
    tell("names", len(whole))
    aliases = aliases_in([reading for _, reading in whole], corpus.names.are_apart)
    found: dict[str, list[Passage]] = {side: [] for side in SIDES}
    quotes: dict[str, tuple[Quoted, ...]] = {}
    for article, reading in whole:
        found[article.language] += passages(article, reading, aliases)
        for quote in reading.quotes:
            key = passage_key(article.article_id, quote.sentence_no)
            quotes[key] = (*quotes.get(key, ()), Quoted(quote, aliases.get(quote.speaker_id, quote.speaker_id)))
    tell("alike", sum(map(len, found.values())))
    groups = {side: alike(found[side]) for side in SIDES}
    leading = {side: [found[side][group[0]] for group in groups[side]] for side in SIDES}
    return Weighed(
        articles={article.article_id: article for article, _ in whole},
        passages=found,
        groups=groups,
        found=match(leading["en"], leading["ar"], tell).all,
        quotes=quotes,
        left_out={side: ids[side + "_left"] for side in SIDES},
    )


def ledger(corpus: Corpus, scope: Scope) -> Ledger:
    """The points of the story in scope."""
    return settle(weigh(corpus, article_ids(corpus, scope)), decisions(corpus))


def settle(weighed: Weighed, made: dict[str, Decision]) -> Ledger:
    """The points that the comparison found, with people's decisions laid over them."""
    points = Settling(weighed, made).points()
    return Ledger(
        points=tuple(sorted(points, key=_order)),
        passages={side: len(weighed.passages[side]) for side in SIDES},
        articles={side: sum(a.language == side for a in weighed.articles.values()) for side in SIDES},
        left_out=weighed.left_out,
    )


def _order(point: Point) -> tuple:
    said_by = len({said.article_id for said in (*point.english, *point.arabic)})
    telling = point.telling if point.state.startswith("only") else point.score
    return STATES.index(point.state), -said_by, -telling, point.subject


def counterparts(weighed: Weighed, key: str) -> list[Said]:
    """The other side's passages that a person may choose from for a passage, the likeliest first."""
    side = "en" if any(key_of(passage) == key for passage in weighed.passages["en"]) else "ar"
    other = "ar" if side == "en" else "en"
    own = [p for p in weighed.passages[side] if p.article_id == key.partition(":")[0]]
    leading = [weighed.passages[other][group[0]] for group in weighed.groups[other]]
    if not own or not leading:
        return []
    story = Story(own, leading) if side == "en" else Story(leading, own)
    chances = likelihood(story) if side == "en" else likelihood(story).T
    row = chances[next(n for n, passage in enumerate(own) if key_of(passage) == key)]
    settling = Settling(weighed, {})
    best = sorted(range(len(leading)), key=lambda n: -row[n])[:MOST_COUNTERPARTS]
    return [settling.said(other, [n], {})[0] for n in best]


def as_frame(points: Sequence[Point]) -> pd.DataFrame:
    """The points as a table, one row per point.

    Columns: state, score, decided, note, english, english_sources, english_articles, arabic, arabic_sources,
    arabic_articles, evidence ("ammunition ↔ الذخيرة"), reason, nearest, discrepancies, subject.
    """
    rows = [
        {
            "state": point.state,
            "score": point.score,
            "decided": point.decision.decided if point.decision else "",
            "note": point.decision.note if point.decision else "",
            **{
                column: value
                for side, name in (("en", "english"), ("ar", "arabic"))
                for column, value in (
                    (name, "\n".join(said.text for said in point.of(side))),
                    (f"{name}_sources", "\n".join(_source(said) for said in point.of(side))),
                    (f"{name}_articles", point.articles(side)),
                )
            },
            "evidence": "; ".join(f"{item.english} ↔ {item.arabic}" for item in point.evidence),
            "reason": point.reason,
            "nearest": point.nearest.text if point.nearest else "",
            "discrepancies": "; ".join(f"{d.kind}: {d.english} ≠ {d.arabic}" for d in point.discrepancies),
            "subject": point.subject,
        }
        for point in points
    ]
    return pd.DataFrame(rows, columns=list(rows[0]) if rows else ["state"])


def _source(said: Said) -> str:
    day = said.published.isoformat() if said.published else ""
    return ", ".join(filter(None, (said.outlet, said.title, day, said.key)))
