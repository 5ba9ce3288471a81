"""The tables that the corpus can be asked: their columns, and how each comes from the stored rows."""
from __future__ import annotations

from collections.abc import Mapping, Sequence

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from components.corpus.engine import APART, CORRECTED, CURRENT, STORED
from components.corpus.models import CORRECTABLE, Selection
from components.corpus.schema import SCHEMA

# What every frame says of the article that a row belongs to.
ARTICLE_KEYS = ("article_id", "story", "language", "outlet", "published")

ARTICLE_COLUMNS = (
    "article_id", "story", "language", "title", "outlet", "author", "published", "published_basis",
    "published_reason", "published_reason_ar", "url", "tags", "word_count", "sentence_count", "source_name", "added",
)

# Columns of each item as its frame has them: new name -> name in the nested row, where they differ.
_RENAMED = {
    "sentences": {"sentence_no": "number"},
    "mentions": {"entity_name_en": "name_en", "entity_name_ar": "name_ar"},
}

_FIELD_TYPES = {name: SCHEMA.field(name).type for name in CORRECTABLE}

TABLES = ("articles", "texts", "search", "bookkeeping", "lemmas", "sentences", "mentions", "dates", "quotes",
          "numbers", "boilerplate")

# Up to this many row keys stand in the query itself, where they are compared while a file is read; more are joined.
KEYS_IN_QUERY = 1000

ROW_KEYS_SCHEMA = pa.schema([("row_key", pa.int64())])
CORRECTED_SCHEMA = pa.schema(
    [("row_key", pa.int64())]
    + list(_FIELD_TYPES.items())
    + [(f"has_{name}", pa.bool_()) for name in CORRECTABLE]
)


def overlays(hidden: Sequence[int], corrections: Mapping[int, Mapping[str, object]]) -> dict[str, pa.Table]:
    """The small tables that `current_rows` needs. corrections: row key -> field -> value; absent fields stay."""
    corrected = [
        {"row_key": key}
        | {name: list(value) if name == "tags" else value for name, value in fields.items()}
        | {f"has_{name}": name in fields for name in CORRECTABLE}
        for key, fields in corrections.items()
    ]
    return {
        APART: pa.table({"row_key": pa.array([*hidden, *corrections], pa.int64())}),
        CORRECTED: pa.Table.from_pylist(corrected, schema=CORRECTED_SCHEMA),
    }


def current_rows(hidden: Sequence[int], corrected: Sequence[int]) -> ir.Table:
    """The rows that count, corrections laid over: what every table comes from.

    hidden, corrected: keys of the rows that don't count, and of those that have a correction. The corrected rows are
    set apart, so that a filter on the others still reaches the files (through a join it would not: 45 against 355 ms).
    """
    apart = [*hidden, *corrected]
    live = STORED_TABLE
    if len(apart) > KEYS_IN_QUERY:
        live = live.anti_join(_named(APART, ROW_KEYS_SCHEMA), "row_key")
    elif apart:
        live = live.filter(live.row_key.notin(apart))
    if not corrected:
        return live
    changed = STORED_TABLE
    if len(corrected) <= KEYS_IN_QUERY:
        changed = changed.filter(changed.row_key.isin(corrected))
    return live.union(_corrected(changed), distinct=False)


def _named(name: str, schema: pa.Schema) -> ir.Table:
    return ibis.table(ibis.Schema.from_pyarrow(schema), name=name)


def _corrected(rows: ir.Table) -> ir.Table:
    overlay = _named(CORRECTED, CORRECTED_SCHEMA)
    joined = rows.inner_join(overlay, "row_key", rname="new_{name}")
    changed = {
        name: ibis.ifelse(joined[f"has_{name}"], joined[f"new_{name}"], joined[name]) for name in CORRECTABLE
    }
    dated, known = joined.has_published, joined.new_published.notnull()
    basis = {
        "published_basis": ibis.cases((dated & known, "given"), (dated, "unknown"), else_=joined.published_basis),
        "published_reason": ibis.cases((dated & known, "corrected_by_hand"), (dated, ""),
                                       else_=joined.published_reason),
        "published_reason_ar": ibis.ifelse(dated, "", joined.published_reason_ar),
    }
    return joined.select(**{name: (changed | basis).get(name, joined[name]) for name in rows.columns})


STORED_TABLE = _named(STORED, SCHEMA)
_CURRENT = _named(CURRENT, SCHEMA)


def table(name: str, selection: Selection | None = None) -> ir.Table:
    """One of TABLES, of the articles in the selection, as an expression that either engine answers.

    The selection is made among articles, before their items are unfolded.
    """
    current = _selected(_CURRENT, selection)
    if name == "articles":
        return current.select(*ARTICLE_COLUMNS)
    if name == "texts":
        return current.select(*ARTICLE_KEYS, "text")
    if name == "search":
        return current.select(*ARTICLE_KEYS, "search_text")
    if name == "bookkeeping":
        return current.select("article_id", "published", "language", "reader_version", "read_published",
                              "read_language")
    if name == "sentences":
        return _sentences(current)
    if name in TABLES:
        return _items(current, name, _RENAMED.get(name, {}))
    raise KeyError(name)


def rows(article_ids: Sequence[str], *columns: str) -> ir.Table:
    """Whole rows of some articles, nested as they are stored."""
    return _CURRENT.filter(_CURRENT.article_id.isin(list(article_ids))).select(*columns)


def _selected(rows: ir.Table, selection: Selection | None) -> ir.Table:
    if selection is None:
        return rows
    if selection.story is not None:
        rows = rows.filter(rows.story == selection.story)
    for column, values in (("language", selection.languages), ("outlet", selection.outlets),
                           ("article_id", selection.article_ids)):
        if values:
            rows = rows.filter(rows[column].isin(list(values)))
    if selection.without:
        rows = rows.filter(rows.article_id.notin(list(selection.without)))
    if selection.first_day is not None:
        rows = rows.filter(rows.published >= selection.first_day)
    if selection.last_day is not None:
        rows = rows.filter(rows.published <= selection.last_day)
    if selection.tags:
        rows = rows.filter(ibis.or_(*[rows.tags.contains(tag) for tag in selection.tags]))
    return rows


def _items(current: ir.Table, column: str, renamed: Mapping[str, str]) -> ir.Table:
    nested = current.select(*ARTICLE_KEYS, item=current[column].unnest())
    wanted = {old: new for new, old in renamed.items()}
    return nested.select(*ARTICLE_KEYS, **{wanted.get(n, n): nested.item[n] for n in nested.item.type().names})


def _sentences(current: ir.Table) -> ir.Table:
    nested = current.select(*ARTICLE_KEYS, "text", item=current.sentences.unnest())
    start, end = nested.item["start"], nested.item["end"]
    return nested.select(
        *ARTICLE_KEYS, sentence_no=nested.item["number"], paragraph=nested.item["paragraph"], start=start, end=end,
        text=nested.text.substr(start, end - start),
    )
