"""Which articles seem to belong to another story than they are in: by the names they share with it, and by time."""

from __future__ import annotations

import math
from dataclasses import dataclass

import ibis
import pandas as pd

from components.comparison.mentions import aliases_of, entities_in
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
    entities = entities_in(corpus, Scope())
    named = corpus.execute(entities.filter(entities.article_id.isin(list(articles.article_id))).select(
        "article_id", "entity_id", "entity_name_en", "entity_name_ar"))
    ids = tuple(sorted(set(named.entity_id)))
    aliases = aliases_of(corpus, Scope(), ids)
    named["entity_id"] = named.entity_id.map(lambda entity_id: aliases.get(entity_id, entity_id))
    counts = _by_story(corpus, entities, aliases)
    weights = _weights(counts, int(corpus.execute(corpus.table("articles").count())))
    stories = corpus.stories().set_index("story")
    presence = counts[counts.story != ""].groupby("entity_id")
    by_entity = {entity_id: dict(zip(rows.story, rows.articles, strict=True)) for entity_id, rows in presence}
    per_article = dict(tuple(named.groupby("article_id")))
    ignored = corpus.decisions(IGNORED)
    found = [
        suggestion
        for article in articles.itertuples() if article.article_id in per_article
        if (suggestion := _best(article, per_article[article.article_id], by_entity, weights, stories, ignored))
    ]
    return sorted(found, key=lambda suggestion: -suggestion.share)


def _looked_at(corpus: Corpus, scope: Scope) -> pd.DataFrame:
    table = corpus.table("articles", scope.selection())
    order = [(table.story != "").asc(), table.added.desc(), table.article_id]
    return corpus.execute(table.order_by(order).limit(MOST_ARTICLES).select("article_id", "story", "published"))


def _by_story(corpus: Corpus, entities, aliases: dict[str, str]) -> pd.DataFrame:
    """How many articles of each story name each of the entities: story, entity_id, articles."""
    wanted = ibis.memtable(pd.DataFrame({"entity_id": list(aliases)}))
    chosen = entities.semi_join(wanted, "entity_id") if len(aliases) > 1_000 else entities.filter(
        entities.entity_id.isin(list(aliases)))
    counts = corpus.execute(chosen.group_by("story", "entity_id").agg(articles=chosen.count()))
    counts["entity_id"] = counts.entity_id.map(aliases)
    return counts.groupby(["story", "entity_id"], as_index=False).agg(articles=("articles", "sum"))


def _weights(counts: pd.DataFrame, articles: int) -> dict[str, float]:
    """How telling each name is: the logarithm of how few articles have it, of all."""
    everywhere = counts.groupby("entity_id").articles.sum()
    return {entity_id: math.log(1 + articles / n) for entity_id, n in everywhere.items()}


def _best(article, named: pd.DataFrame, by_entity: dict, weights: dict, stories: pd.DataFrame, ignored: dict):
    """The best other story for an article, or None where none fits clearly better than its own."""
    names = {row.entity_id: (row.entity_name_en or "", row.entity_name_ar or "") for row in named.itertuples()}
    whole = sum(weights.get(entity_id, 0.0) for entity_id in names) or 1.0
    shares: dict[str, float] = {}
    for entity_id in names:
        for story, count in by_entity.get(entity_id, {}).items():
            # An article does not speak for its own story.
            others = count - (story == article.story)
            of = int(stories.articles[story]) - (story == article.story)
            if of and others > 0:
                shares[story] = shares.get(story, 0.0) + weights[entity_id] * min(1.0, others / math.sqrt(of)) / whole
    own = shares.pop(article.story, 0.0)
    fewest = max(FEWEST_TO_MOVE, own + BETTER_BY) if article.story else FEWEST_SHARED
    if article.story and stories.articles[article.story] < FEWEST_IN_OWN:
        return None
    for story, share in sorted(shares.items(), key=lambda pair: (-pair[1], pair[0])):
        if share < fewest:
            return None
        days = _days_apart(article.published, stories.loc[story])
        shared = sorted((entity_id for entity_id in names if by_entity.get(entity_id, {}).get(story)),
                        key=lambda entity_id: -weights[entity_id])
        suggestion = Suggestion(article.article_id, article.story, story, round(min(share, 1.0), 3),
                                tuple(names[entity_id] for entity_id in shared[:MOST_REASONS]), days)
        near = days is None or days <= MOST_DAYS_APART
        if near and len(shared) >= FEWEST_NAMES and suggestion.subject not in ignored:
            return suggestion
    return None


def _days_apart(published, story) -> int | None:
    if pd.isna(published) or pd.isna(story["first"]):
        return None
    day, first, last = (pd.Timestamp(value) for value in (published, story["first"], story["last"]))
    return max((first - day).days, (day - last).days, 0)
