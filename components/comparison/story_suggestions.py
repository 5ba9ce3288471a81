"""Which articles seem to belong to another story than they are in: by the names they share with it, and by time."""

from __future__ import annotations

import math
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir
import numpy as np
import pandas as pd

from components.comparison.mentions import added_up, aliases_of, entities_in, mentions_in
from components.comparison.scope import Scope
from components.corpus import Corpus

# As many articles are looked at for one answer: those without a story first, the newest first.
MOST_ARTICLES = 200
# The share of an article's names, each weighed by how few articles have it, that a story has to have too. Measured on
# 50 news articles in English and Arabic, the halves of each put into a story of its own and taken out of one: from here
# on 84 of 100 halves found their story and 4 another one (from 0.35: 69 and 2; from 0.1: 82 and 4).
FEWEST_SHARED = 0.25
# An article that somebody put into a story is only said to fit another where that has half of its names, clearly more
# than its own, and where its own story has enough other articles to judge by (in the same trial, with one other article
# to judge by, 4 of 100 were told to move wrongly; with three or more the trial has no such story).
FEWEST_TO_MOVE, BETTER_BY, FEWEST_IN_OWN = 0.5, 0.15, 4
# What names have in common with stories is counted article by article, of so many at most, the rarest names first; the
# others count as not shared, so that a story may be missed and none is suggested for less. Beyond, an answer took 14 s
# among 100,000 articles.
MOST_ROWS = 200_000
# More ids than these are joined.
MOST_IN_QUERY = 1_000
# A name shared alone is no story.
FEWEST_NAMES = 2
# News goes on about an event for some weeks before and after; beyond, the same people are news for something else.
MOST_DAYS_APART = 30
# Names that are shown as the reason, those that few articles have first.
MOST_REASONS = 6

# The kind of the decisions by which people ignore a suggestion.
IGNORED = "story_suggestion"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An article, the story that it seems to belong to, and why.

    own: the story it is in, or empty. share: of its names, weighed by rarity. names: shared ones, the rarest first, in
    English and in Arabic. days: between its publication and the story's nearest article, 0 within it, None if unknown.
    """

    article_id: str
    own: str
    story: str
    share: float
    names: tuple[tuple[str, str], ...]
    days: int | None

    @property
    def subject(self) -> str:
        """What the decision to ignore it is about."""
        return f"{self.article_id}|{self.story}"


def suggestions(corpus: Corpus, scope: Scope) -> list[Suggestion]:
    """For the articles of the scope (at most MOST_ARTICLES), the story that fits clearly better than their own.

    The most certain come first; what people chose to ignore is left out.
    """
    articles = _looked_at(corpus, scope)
    if articles.empty:
        return []
    mentions = mentions_in(corpus, Scope(), tuple(articles.article_id))
    named = corpus.execute(
        mentions.select("article_id", "entity_id", "entity_name_en", "entity_name_ar").distinct())
    aliases = aliases_of(corpus, Scope(), tuple(sorted(set(named.entity_id))))
    named["entity_id"] = named.entity_id.map(lambda entity_id: aliases.get(entity_id, entity_id))
    named = named.sort_values("entity_id").drop_duplicates(["article_id", "entity_id"])
    having = _having(corpus, aliases)
    weights = _weights(having, int(corpus.execute(corpus.table("articles").count())))
    counts = _by_story(corpus, aliases, having)
    stories = _Stories.of(corpus.stories(), counts)
    per_article = dict(tuple(named.groupby("article_id")))
    ignored = corpus.decisions(IGNORED)
    found = [
        suggestion
        for article in articles.itertuples() if article.article_id in per_article
        if (suggestion := _best(article, per_article[article.article_id], stories, weights, ignored))
    ]
    return sorted(found, key=lambda suggestion: -suggestion.share)


def _looked_at(corpus: Corpus, scope: Scope) -> pd.DataFrame:
    table = corpus.table("articles", scope.selection())
    order = [(table.story != "").asc(), table.added.desc(), table.article_id]
    return corpus.execute(table.order_by(order).limit(MOST_ARTICLES).select("article_id", "story", "published"))


def _having(corpus: Corpus, aliases: dict[str, str]) -> pd.Series:
    """How many articles name each of the entities, the fewest first."""
    counted = _of(added_up(corpus, Scope()), aliases)
    found = corpus.execute(counted.group_by("entity_id").agg(articles=counted.articles.sum()))
    return found.groupby(found.entity_id.map(aliases)).articles.sum().sort_values(kind="stable")


def _by_story(corpus: Corpus, aliases: dict[str, str], having: pd.Series) -> pd.DataFrame:
    """How many articles of each story name each of the entities, the commonest of very many left out: story, entity_id,
    articles.
    """
    rare = set(having.index[having.cumsum() <= MOST_ROWS])
    aliases = {entity_id: of for entity_id, of in aliases.items() if of in rare}
    if not aliases:
        return pd.DataFrame(columns=["story", "entity_id", "articles"])
    chosen = _of(entities_in(corpus, Scope()), aliases)
    counts = corpus.execute(chosen.group_by("story", "entity_id").agg(articles=chosen.count()))
    counts["entity_id"] = counts.entity_id.map(aliases)
    return counts.groupby(["story", "entity_id"], as_index=False).agg(articles=("articles", "sum"))


def _of(named: ir.Table, aliases: dict[str, str]) -> ir.Table:
    if len(aliases) <= MOST_IN_QUERY:
        return named.filter(named.entity_id.isin(list(aliases)))
    ids = ibis.literal(list(aliases), "array<string>").unnest().name("entity_id").as_table()
    return named.semi_join(ids, "entity_id")


def _weights(having: pd.Series, articles: int) -> dict[str, float]:
    """How telling each name is: the logarithm of how few articles have it, of all."""
    return {entity_id: math.log(1 + articles / n) for entity_id, n in having.items()}


@dataclass(frozen=True)
class _Stories:
    """The stories by their places in arrays, since every article is compared with all of them.

    names, sizes (articles), first, last (days since 1970, NaN where unknown): of each story. having: entity -> the
    places of the stories that name it, and in how many of their articles.
    """

    names: list[str]
    sizes: np.ndarray
    first: np.ndarray
    last: np.ndarray
    having: dict[str, tuple[np.ndarray, np.ndarray]]

    @classmethod
    def of(cls, stories: pd.DataFrame, counts: pd.DataFrame) -> _Stories:
        place = {story: at for at, story in enumerate(stories.story)}
        counts = counts[(counts.story != "") & counts.story.isin(place.keys())]
        at, number = counts.story.map(place).to_numpy(), counts.articles.to_numpy()
        rows_of = counts.groupby("entity_id").indices
        having = {entity_id: (at[rows], number[rows]) for entity_id, rows in rows_of.items()}
        return cls(list(stories.story), stories.articles.to_numpy(float), *(
            stories[name].map(_day).to_numpy(float) for name in ("first", "last")), having)


def _day(moment) -> float:
    return math.nan if pd.isna(moment) else float((pd.Timestamp(moment) - pd.Timestamp(0)).days)


def _best(article, named: pd.DataFrame, stories: _Stories, weights: dict, ignored: dict) -> Suggestion | None:
    """The best other story for an article, or None where none fits clearly better than its own."""
    names = {row.entity_id: (row.entity_name_en or "", row.entity_name_ar or "") for row in named.itertuples()}
    whole = sum(weights.get(entity_id, 0.0) for entity_id in names) or 1.0
    if article.story not in stories.names:
        # Gone in this moment.
        return None
    own = stories.names.index(article.story)
    if article.story and stories.sizes[own] < FEWEST_IN_OWN:
        return None
    shares, shared = np.zeros(len(stories.names)), np.zeros(len(stories.names), int)
    for entity_id in filter(stories.having.__contains__, names):
        at, count = stories.having[entity_id]
        # An article does not speak for its own story.
        others, of = count - (at == own), stories.sizes[at] - (at == own)
        shares[at] += np.where(others > 0, weights[entity_id] / whole, 0) * np.minimum(
            1.0, others / np.sqrt(np.maximum(of, 1)))
        shared[at] += 1
    fewest = max(FEWEST_TO_MOVE, shares[own] + BETTER_BY) if article.story else FEWEST_SHARED
    day = _day(article.published)
    days = np.maximum(np.maximum(stories.first - day, day - stories.last), 0)
    near = np.isnan(days) | (days <= MOST_DAYS_APART)
    fits = np.flatnonzero((shares >= fewest) & near & (shared >= FEWEST_NAMES))
    for at in sorted(fits, key=lambda at: (-shares[at], stories.names[at])):
        story = stories.names[at]
        if at == own or f"{article.article_id}|{story}" in ignored:
            continue
        reasons = sorted((entity_id for entity_id in names if at in stories.having.get(entity_id, ((),))[0]),
                         key=lambda entity_id: (-weights[entity_id], entity_id))
        return Suggestion(article.article_id, article.story, story, round(min(float(shares[at]), 1.0), 3),
                          tuple(names[entity_id] for entity_id in reasons[:MOST_REASONS]),
                          None if math.isnan(days[at]) else int(days[at]))
    return None
