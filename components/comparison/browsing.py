"""All articles as a list to work on: narrowed, put in order and paged by the corpus itself, however many there are."""

from __future__ import annotations

from dataclasses import dataclass

import ibis
import ibis.expr.types as ir
import pandas as pd

from components.comparison.occurrence import containing
from components.comparison.offering import stretch
from components.comparison.scope import Scope
from components.corpus import Corpus
from components.corpus.ingest import SHORT_WORDS

ORDERS = ("title", "language", "outlet", "author", "published", "words", "story", "tags", "added")
# What may be amiss with an article, so that somebody should look at it.
PROBLEMS = ("no_date", "inferred_date", "no_outlet", "no_title", "no_story", "short")


@dataclass(frozen=True)
class Wanted:
    """Which articles of the scope are looked for; whatever is left empty does not restrict.

    words: in the title or the text, in any spelling that folds to the same letters. outlet, author: a part of the name.
    tag: the whole tag. language: ar | en. problem: one of PROBLEMS.
    """

    words: str = ""
    outlet: str = ""
    author: str = ""
    tag: str = ""
    language: str = ""
    problem: str = ""


def matching(corpus: Corpus, scope: Scope, wanted: Wanted) -> ir.Table:
    """The articles that are looked for, as an expression with the columns of Corpus.articles() and place."""
    table = corpus.table("articles", scope.selection())
    for column in ("outlet", "author"):
        if part := getattr(wanted, column).strip().lower():
            table = table.filter(table[column].lower().contains(part))
    if wanted.tag:
        table = table.filter(table.tags.contains(wanted.tag))
    if wanted.language:
        table = table.filter(table.language == wanted.language)
    if wanted.problem:
        table = table.filter(_amiss(table, wanted.problem))
    return _having(corpus, table, wanted.words.strip()) if wanted.words.strip() else table


def _amiss(table: ir.Table, problem: str) -> ir.BooleanValue:
    return {
        "no_date": table.published.isnull(),
        "inferred_date": table.published_basis == "inferred",
        "no_outlet": table.outlet == "",
        "no_title": table.title == "",
        "no_story": table.story == "",
        "short": table.word_count < SHORT_WORDS,
    }[problem]


def _having(corpus: Corpus, table: ir.Table, words: str) -> ir.Table:
    named = table.title.lower().contains(words.lower())
    found = containing(corpus, words)
    return table.filter(named if found is None else named | table.place.isin(found.place))


def count(corpus: Corpus, scope: Scope, wanted: Wanted) -> int:
    """How many articles are found."""
    return int(corpus.execute(matching(corpus, scope, wanted).count()))


def ids(corpus: Corpus, scope: Scope, wanted: Wanted) -> tuple[str, ...]:
    """The ids of all articles that are found."""
    return tuple(corpus.execute(matching(corpus, scope, wanted).select("article_id")).article_id)


def listed(
    corpus: Corpus, scope: Scope, wanted: Wanted, order: str, descending: bool, after: int, most: int
) -> pd.DataFrame:
    """A stretch of the articles found, in an order of ORDERS; what has no value comes last either way.

    Columns as Corpus.articles(); the title of an untitled article is its first words.
    """
    table = matching(corpus, scope, wanted)
    value = _ordering(table, order)
    keys = [value.desc(nulls_first=False) if descending else value.asc(nulls_first=False)]
    if order != "added":
        keys.append(table.added.desc())
    return stretch(corpus, table.order_by(*keys, table.article_id), after, most)


def everything(corpus: Corpus, scope: Scope, wanted: Wanted) -> pd.DataFrame:
    """All articles found, oldest publication first, to take away; columns as Corpus.articles()."""
    table = matching(corpus, scope, wanted)
    ordered = table.order_by(table.published.asc(nulls_first=False), table.added, table.article_id)
    return corpus.execute(ordered.drop("place"))


def _ordering(table: ir.Table, order: str) -> ir.Value:
    if order == "tags":
        return table.tags.sort().join(" ").lower().nullif("")
    if order in ("title", "outlet", "author", "story"):
        return table[order].lower().nullif("")
    return table[{"words": "word_count"}.get(order, order)]


def tags(corpus: Corpus, scope: Scope, article_ids: tuple[str, ...] = ()) -> pd.DataFrame:
    """The tags in use, the most used first. One row per tag: tag, articles.

    article_ids: of these articles only, instead of all in the scope.
    """
    table = corpus.table("articles", scope.selection()).select("article_id", "tags")
    if article_ids:
        table = table.filter(table.article_id.isin(list(article_ids)))
    each = table.select(tag=table.tags.unnest())
    return corpus.execute(each.group_by("tag").agg(articles=each.count()).order_by(ibis.desc("articles"), "tag"))
