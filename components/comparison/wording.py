"""What each side calls a person, place, organisation or event."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from components.comparison.governments import as_countries
from components.comparison.mentions import aliases_of
from components.comparison.newest import before, edge_of
from components.comparison.scope import SIDES, Scope
from components.corpus import Corpus

COLUMNS = ["side", "article_id", "sentence_no", "start", "end", "surface", "designation", "added", "form", "key"]


def designations(corpus: Corpus, scope: Scope, entity_id: str) -> pd.DataFrame:
    """Every place where the sides name an entity, and what they call it there. One row per mention.

    Columns: side, article_id, sentence_no, start, end (of the whole designation, in the article's text), surface (the
    name as written), designation (for reading), added (titles, epithets and adjectives beyond the name), form (name |
    short | demonym | metonym), key (the same for spellings of one designation), published (of the article). Of at most
    newest.MOST_ARTICLES articles of a side, the newest that name it.
    """
    frames = []
    ids = list(aliases_of(corpus, replace(scope, types=()), (entity_id,)))
    for side in SIDES:
        rows = corpus.table("designations", scope.selection(side))
        if scope.capitals:
            rows = as_countries(rows, corpus.authority)
        rows = rows.filter(rows.entity_id.isin(ids))
        if not scope.demonyms:
            rows = rows.filter(rows.form != "demonym")
        rows = before(rows, edge_of(corpus, rows.select("article_id", "published").distinct()))
        found = corpus.execute(rows.select(*COLUMNS[1:], "published").order_by("article_id", "start", "end", "surface"))
        frames.append(found.assign(side=side)[[*COLUMNS, "published"]])
    return pd.concat(frames, ignore_index=True)


def counted(designations: pd.DataFrame) -> pd.DataFrame:
    """What each side calls the entity, the commonest first. One row per side and designation.

    designations: as `designations`. Columns: side, key, designation (in its commonest spelling), added, form, count,
    articles, mentions (of the entity on the side), share (count of mentions).
    """
    frame = designations.groupby(["side", "key"], as_index=False).agg(
        designation=("designation", _commonest),
        added=("added", _commonest),
        form=("form", _commonest),
        count=("key", "size"),
        articles=("article_id", "nunique"),
    )
    frame["mentions"] = frame.groupby("side")["count"].transform("sum")
    frame["share"] = frame["count"] / frame.mentions
    return frame.sort_values(["side", "count", "designation"], ascending=[True, False, True], ignore_index=True)


def _commonest(values: pd.Series) -> str:
    return values.value_counts().index[0]
