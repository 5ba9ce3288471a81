"""The articles that are read word by word for a question: all of a side, or its newest where there are very many."""

from __future__ import annotations

from components.comparison.scope import Scope
from components.corpus import Corpus, Selection

# How many articles of a side are read sentence by sentence for one answer: a thousand take about a second.
MOST_ARTICLES = 2_000


def newest(corpus: Corpus, scope: Scope, side: str) -> Selection:
    """The articles of a side, at most MOST_ARTICLES of them."""
    chosen = scope.selection(side)
    articles = corpus.table("articles", chosen)
    if int(corpus.execute(articles.agg(n=articles.count())).n.iloc[0]) <= MOST_ARTICLES:
        return chosen
    dated = articles.order_by(articles.published.desc(), articles.article_id).limit(MOST_ARTICLES)
    return Selection(article_ids=tuple(sorted(corpus.execute(dated.select("article_id")).article_id)))
