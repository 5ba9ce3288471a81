"""Reprints: one wire text that several outlets carry counts once, as its earliest article."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from components.comparison.scope import SIDES, Scope
from components.corpus import Corpus
from components.corpus.duplicates import near_duplicates

# Texts of a scope that are compared with one another: 3,000 articles of 400 words take about three seconds, once until
# the scope or the corpus changes. Beyond, every article counts, and the page says so.
MOST_ARTICLES = 3_000


@dataclass(frozen=True, slots=True)
class Reprints:
    """What was found among the articles of a scope.

    searched: False where there are too many articles to compare. groups: the article ids of each group of reprints,
    the earliest first; groups of one are left out.
    """

    searched: bool
    groups: tuple[tuple[str, ...], ...] = ()

    @property
    def surplus(self) -> tuple[str, ...]:
        """The articles that repeat an earlier one."""
        return tuple(sorted(article_id for group in self.groups for article_id in group[1:]))


def find(corpus: Corpus, scope: Scope) -> Reprints:
    """Groups of near-identical articles of one language (components.corpus.duplicates says how near) in the scope."""
    chosen = scope.selection()
    articles = corpus.table("articles", chosen)
    if int(corpus.execute(articles.agg(n=articles.count())).n.iloc[0]) > MOST_ARTICLES:
        return Reprints(searched=False)
    order = corpus.articles(chosen)[["article_id", "language"]]
    texts = corpus.execute(corpus.table("texts", chosen).select("article_id", "text")).set_index("article_id").text
    groups = [group for side in SIDES for group in _groups(order[order.language == side].article_id, texts)]
    return Reprints(searched=True, groups=tuple(groups))


def _groups(article_ids: pd.Series, texts: pd.Series) -> list[tuple[str, ...]]:
    """The ids of each group of reprints; ids come, and are given, the earliest published first, undated ones last."""
    ids = list(article_ids)
    earliest = list(range(len(ids)))

    def root(number: int) -> int:
        while earliest[number] != number:
            earliest[number] = number = earliest[earliest[number]]
        return number

    for i, j in sorted(near_duplicates([texts[article_id] for article_id in ids])):
        first, later = sorted((root(i), root(j)))
        earliest[later] = first
    members: dict[int, list[str]] = {}
    for number, article_id in enumerate(ids):
        members.setdefault(root(number), []).append(article_id)
    return [tuple(group) for group in members.values() if len(group) > 1]
