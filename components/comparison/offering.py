"""Articles to choose from: few enough for a list, the newest first, any other one by words of it."""

from __future__ import annotations

import ibis.expr.types as ir
import pandas as pd

from components.comparison.occurrence import containing
from components.comparison.scope import Scope
from components.corpus import Corpus, Selection

# A list longer than this is not read to its end; building one of 50,000 lines took a browser half a minute.
MOST_OFFERED = 300
# As much of an article's beginning as stands for a title that it has not.
OPENING_CHARACTERS = 70

COLUMNS = ["article_id", "language", "title", "outlet", "published"]


def count(corpus: Corpus, scope: Scope, side: str | None = None) -> int:
    """How many articles the scope holds, of a side or of both."""
    table = corpus.table("articles", scope.selection(side))
    return int(corpus.execute(table.agg(n=table.count())).n.iloc[0])


def stories(corpus: Corpus, scope: Scope) -> int:
    """How many stories the articles of the scope belong to; those without a story count as one."""
    table = corpus.table("articles", scope.selection())
    return int(corpus.execute(table.agg(n=table.story.nunique())).n.iloc[0])


def offered(corpus: Corpus, scope: Scope, side: str | None = None, words: str = "") -> pd.DataFrame:
    """The newest articles of the scope, at most MOST_OFFERED. One row per article: COLUMNS, a title in every row.

    words: what the title, the outlet or the text has to have, in any spelling that folds to the same letters.
    """
    table = corpus.table("articles", scope.selection(side))
    if words.strip():
        table = table.filter(table.article_id.isin(list(_having(corpus, scope, side, words))))
    newest = table.order_by(table.published.desc(nulls_first=False), table.article_id).limit(MOST_OFFERED)
    return _titled(corpus, corpus.execute(newest.select(*COLUMNS)))


def listed(corpus: Corpus, scope: Scope, after: int, most: int) -> pd.DataFrame:
    """A stretch of all articles in the order of publication, oldest first; columns as Corpus.articles(), a title in
    every row.
    """
    table = corpus.table("articles", scope.selection())
    return stretch(
        corpus, table.order_by(table.published.asc(nulls_first=False), table.added, table.article_id), after, most)


def stretch(corpus: Corpus, ordered: ir.Table, after: int, most: int) -> pd.DataFrame:
    """A stretch of articles, an expression that is in order already; columns as in `listed`.

    In two steps: a million articles with all that is known of them take twice as long to put in order as their ids.
    """
    ids = list(corpus.execute(ordered.limit(most, offset=after).select("article_id")).article_id)
    if not ids:
        return corpus.execute(ordered.drop("place").limit(0))
    frame = corpus.articles(Selection(article_ids=tuple(ids))).set_index("article_id")
    return _titled(corpus, frame.loc[[article_id for article_id in ids if article_id in frame.index]].reset_index())


def described(corpus: Corpus, scope: Scope, article_ids: tuple[str, ...]) -> pd.DataFrame:
    """Those of these articles that are in the scope, as in `offered`."""
    table = corpus.table("articles", scope.selection())
    return _titled(corpus, corpus.execute(table.filter(table.article_id.isin(list(article_ids))).select(*COLUMNS)))


def openings(corpus: Corpus, article_ids: tuple[str, ...]) -> dict[str, str]:
    """The first words of each article's body, all of them by one question."""
    if not article_ids:
        return {}
    found = corpus.execute(corpus.table("openings", Selection(article_ids=article_ids)))
    return {row.article_id: _cut(row.opening) for row in found.itertuples() if row.opening}


def _having(corpus: Corpus, scope: Scope, side: str | None, words: str) -> list[str]:
    articles = corpus.table("articles", scope.selection(side))
    plain = words.strip().lower()
    named = articles.filter(articles.title.lower().contains(plain) | articles.outlet.lower().contains(plain))
    found = [named.select("article_id", "published")]
    if (places := containing(corpus, words)) is not None:
        texts = corpus.table("places", scope.selection(side)).semi_join(places, "place")
        found.append(texts.select("article_id", "published"))
    ids: list[str] = []
    for rows in found:
        newest = rows.order_by(rows.published.desc(nulls_first=False), rows.article_id).limit(MOST_OFFERED)
        ids += list(corpus.execute(newest).article_id)
    return ids


def _titled(corpus: Corpus, frame: pd.DataFrame) -> pd.DataFrame:
    untitled = frame.title == ""
    begun = openings(corpus, tuple(frame.article_id[untitled]))
    frame.loc[untitled, "title"] = [begun.get(article_id, "") for article_id in frame.article_id[untitled]]
    return frame


def _cut(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= OPENING_CHARACTERS else words[:OPENING_CHARACTERS].rsplit(" ", 1)[0] + "…"
