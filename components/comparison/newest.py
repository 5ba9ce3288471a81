"""The articles whose words are counted for a question: all of a side, or its newest where there are very many."""

from __future__ import annotations

import datetime as dt

import ibis
import ibis.expr.types as ir
import pandas as pd

from components.comparison.remembering import remembered
from components.comparison.scope import SIDES, Scope
from components.corpus import Corpus, Selection

# How many articles of a side are counted word by word for one answer.
MOST_ARTICLES = 2_000

# The first article that is too many, in the order of `newest`: its day (None: unknown) and id.
Edge = tuple[dt.date | None, str]


def newest(corpus: Corpus, scope: Scope, side: str) -> Selection:
    """The articles of a side, at most MOST_ARTICLES of them."""
    chosen = scope.selection(side)
    edge = _edges(corpus, scope)[side]
    if edge is None:
        return chosen
    articles = before(corpus.table("articles", chosen), edge)
    return Selection(article_ids=tuple(sorted(corpus.execute(articles.select("article_id")).article_id)))


def of_newest(corpus: Corpus, scope: Scope, name: str, side: str) -> ir.Table:
    """A table of the corpus, of the articles of a side that `newest` gives. Quick for those kept by date."""
    return before(corpus.table(name, scope.selection(side)), _edges(corpus, scope)[side])


def sided_newest(corpus: Corpus, scope: Scope, name: str) -> ir.Table:
    """`of_newest` of both sides, with the `side` of each row."""
    edges = _edges(corpus, scope)
    if not scope.by_language:
        halves = [of_newest(corpus, scope, name, side).mutate(side=ibis.literal(side)) for side in SIDES]
        return halves[0].union(halves[1], distinct=False)
    rows = corpus.table(name, scope.selection())
    days = [edge[0] for edge in edges.values() if edge]
    if len(days) == len(SIDES) and all(days):
        # Groups of rows with none of these days need not be read.
        rows = rows.filter(rows.published >= ibis.literal(min(days)))
    if days:
        rows = rows.filter(ibis.or_(*(
            (rows.language == side) & _is_before(rows, edge) if edge else rows.language == side
            for side, edge in edges.items())))
    return rows.mutate(side=rows.language)


def before(rows: ir.Table, edge: Edge | None) -> ir.Table:
    """The rows of articles that come before the edge: later published, the undated last, or the same day by id."""
    if edge is None:
        return rows
    if edge[0] is not None:
        # Groups of rows with none of these days need not be read.
        rows = rows.filter(rows.published >= ibis.literal(edge[0]))
    return rows.filter(_is_before(rows, edge))


def _is_before(rows: ir.Table, edge: Edge) -> ir.BooleanValue:
    day, article_id = edge
    if day is None:
        return rows.published.notnull() | (rows.article_id < article_id)
    return (rows.published > ibis.literal(day)) | (
        (rows.published == ibis.literal(day)) & (rows.article_id < article_id))


def edge_of(corpus: Corpus, articles: ir.Table, most: int = MOST_ARTICLES) -> Edge | None:
    """The first article that is too many. articles: one row per article, with article_id and published."""
    last = articles.order_by(articles.published.desc(), articles.article_id).limit(1, offset=most)
    found = corpus.execute(last.select("published", "article_id"))
    if found.empty:
        return None
    day = found.published.iloc[0]
    return None if pd.isna(day) else pd.Timestamp(day).date(), str(found.article_id.iloc[0])


@remembered
def _edges(corpus: Corpus, scope: Scope) -> dict[str, Edge | None]:
    return {side: edge_of(corpus, corpus.table("articles", scope.selection(side))) for side in SIDES}
