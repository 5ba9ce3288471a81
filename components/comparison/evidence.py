"""The sentences behind a figure."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from components.comparison.mentions import added_up, aliases_of, entities_in, mentions_in
from components.comparison.scope import Scope, sided
from components.corpus import Corpus, Selection

# How many sentences a screen asks for at once; the number of all of them is always given beside it.
PAGE_SIZE = 50
# Of an entity that a whole corpus speaks of, these are fetched: what stands in their texts is most of the time taken.
MOST_SENTENCES = PAGE_SIZE


def naming(
    corpus: Corpus, scope: Scope, entity_id: str, outlet: str | None = None, most: int | None = None
) -> pd.DataFrame:
    """The sentences that name an entity, the newest article first. One row per sentence.

    Columns: article_id, language, title, outlet, published, published_basis, sentence_no, text, marks (list of
    (start, end) within `text`), and side where that is not the language. At most `most` of them (MOST_SENTENCES);
    `attrs["all"]` is how many there are.
    """
    ids = list(aliases_of(corpus, scope, (entity_id,)))
    scope = replace(scope, types=())
    most, counted, everywhere = most or MOST_SENTENCES, entities_in(corpus, scope), added_up(corpus, scope)
    counted, everywhere = counted.filter(counted.entity_id.isin(ids)), everywhere.filter(everywhere.entity_id.isin(ids))
    if outlet is not None:
        counted, everywhere = counted.filter(counted.outlet == outlet), everywhere.filter(everywhere.outlet == outlet)
    # Every row has a sentence or more, and of two ids in one article both may count the same one: no more are needed.
    latest = counted.order_by(counted.published.desc(nulls_first=False), counted.article_id)
    latest = latest.limit(most * min(2, len(ids)) + len(ids))
    articles = corpus.execute(latest.select("article_id", "published", "sentences"))
    newest = _newest_articles(articles, most * min(2, len(ids)))
    if not newest:
        return in_sentences(corpus, articles)
    table = mentions_in(corpus, scope, newest)
    table = table.filter(table.entity_id.isin(ids))
    spans = corpus.execute(table.select(*columns_of(scope)))
    found = in_sentences(corpus, spans, most)
    # A sentence that names the entity in two of its ids is counted as two outside the articles that are read.
    of_all = int(corpus.execute(everywhere.agg(sentences=everywhere.sentences.sum())).sentences.fillna(0).iloc[0])
    found.attrs["all"] += of_all - int(articles.sentences[articles.article_id.isin(newest)].sum())
    return found


def columns_of(scope: Scope) -> tuple[str, ...]:
    """What of the stretches in scope `in_sentences` asks for."""
    return ("article_id", "sentence_no", "start", "end", "published", *(() if scope.by_language else ("side",)))


def _newest_articles(articles: pd.DataFrame, most: int) -> tuple[str, ...]:
    """The newest articles that have `most` sentences together. articles: article_id, published, sentences."""
    newest = articles.sort_values(["published", "article_id"], ascending=[False, True], na_position="last")
    before = newest.sentences.cumsum() - newest.sentences
    return tuple(newest.article_id[before < most].unique())


def speaking_of(corpus: Corpus, scope: Scope, first_day, last_day, most: int | None = None) -> pd.DataFrame:
    """The sentences with a date that is exactly the interval given; columns as in `naming`."""
    table = sided(corpus, scope, "dates")
    table = table.filter((table.first_day == first_day) & (table.last_day == last_day))
    spans = corpus.execute(table.select(*columns_of(scope)))
    return in_sentences(corpus, spans, most)


def of_article(corpus: Corpus, scope: Scope, article_id: str) -> pd.DataFrame:
    """All sentences of an article, with every name in them marked; columns as in `naming`."""
    chosen = Selection(article_ids=(article_id,))
    spans = corpus.mentions(chosen)[["article_id", "sentence_no", "start", "end"]]
    bare = corpus.sentences(chosen)[["article_id", "sentence_no", "start"]].assign(end=lambda frame: frame.start)
    return in_sentences(corpus, pd.concat([bare, spans], ignore_index=True))


def in_sentences(corpus: Corpus, spans: pd.DataFrame, most: int | None = None) -> pd.DataFrame:
    """The sentences that hold some stretches (article_id, sentence_no, start, end), marked; columns as in `naming`.

    Where the stretches come with their articles' `published` and are very many, the newest `most` (MOST_SENTENCES) are
    taken.
    """
    columns = [
        "article_id",
        "language",
        "title",
        "outlet",
        "published",
        "published_basis",
        "sentence_no",
        "text",
        "marks",
    ]
    if spans.empty:
        return pd.DataFrame(columns=columns)
    side = dict(zip(spans.article_id, spans.side, strict=True)) if "side" in spans else {}
    spans, all_sentences = _newest(spans, most or MOST_SENTENCES)
    chosen = Selection(article_ids=tuple(sorted(set(spans.article_id))))
    sentences = corpus.sentences(chosen)[["article_id", "sentence_no", "start", "text"]]
    sentences = sentences.rename(columns={"start": "sentence_start"})
    frame = spans.merge(sentences, on=["article_id", "sentence_no"])
    frame["mark"] = list(zip(frame.start - frame.sentence_start, frame.end - frame.sentence_start, strict=True))
    frame = frame.groupby(["article_id", "sentence_no", "text"], as_index=False).agg(marks=("mark", list))
    articles = corpus.articles(chosen)[["article_id", "language", "title", "outlet", "published", "published_basis"]]
    frame = frame.merge(articles, on="article_id")
    frame = frame.sort_values(
        ["published", "article_id", "sentence_no"], ascending=[False, True, True], na_position="last", kind="stable"
    )
    frame = frame[columns].reset_index(drop=True)
    if side:
        frame["side"] = frame.article_id.map(side)
    frame.attrs["all"] = all_sentences
    return frame


def _newest(spans: pd.DataFrame, most: int) -> tuple[pd.DataFrame, int]:
    """The stretches of the newest sentences, and how many sentences there are in all."""
    sentences = spans.drop_duplicates(["article_id", "sentence_no"])
    if "published" not in spans:
        return spans, len(sentences)
    newest = sentences.sort_values(
        ["published", "article_id", "sentence_no"], ascending=[False, True, True], na_position="last", kind="stable"
    ).head(most)
    keys = ["article_id", "sentence_no"]
    return spans.drop(columns="published").merge(newest[keys], on=keys), len(sentences)
