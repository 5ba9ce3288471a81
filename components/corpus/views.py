"""The tables that the corpus can be asked: their columns, and how each comes from the stored rows."""
from __future__ import annotations

from collections.abc import Mapping

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from components.corpus.engine import CORRECTED, HIDDEN, STORED
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
_BASIS = ("published_basis", "published_reason", "published_reason_ar")

HIDDEN_SCHEMA = pa.schema([("row_key", pa.int64())])
CORRECTED_SCHEMA = pa.schema(
    [("article_id", pa.string())]
    + list(_FIELD_TYPES.items())
    + [(f"has_{name}", pa.bool_()) for name in CORRECTABLE]
)


def corrected_table(corrections: Mapping[str, Mapping[str, object]]) -> pa.Table:
    """The overlay of corrections: article id -> field -> value, a field that is absent stays as it was given."""
    rows = [
        {"article_id": article}
        | {name: list(value) if name == "tags" else value for name, value in fields.items()}
        | {f"has_{name}": name in fields for name in CORRECTABLE}
        for article, fields in corrections.items()
    ]
    return pa.Table.from_pylist(rows, schema=CORRECTED_SCHEMA)


def definitions(any_hidden: bool, any_corrected: bool) -> dict[str, ir.Table]:
    """Every view, in an order in which each can be built; joins that have nothing to join are left out."""
    live = _named(STORED, SCHEMA)
    if any_hidden:
        live = live.anti_join(_named(HIDDEN, HIDDEN_SCHEMA), "row_key")
    if any_corrected:
        live = _corrected(live)
    live_schema = live.schema()
    current = ibis.table(live_schema, name="current_rows")
    views = {
        "current_rows": live,
        "articles": current.select(*ARTICLE_COLUMNS),
        "texts": current.select(*ARTICLE_KEYS, "text"),
        "search": current.select(*ARTICLE_KEYS, "search_text"),
        "bookkeeping": current.select("article_id", "published", "language", "reader_version", "read_published",
                                      "read_language"),
        "lemmas": _items(current, "lemmas", {}),
        "sentences": _sentences(current),
    }
    for name in ("mentions", "dates", "quotes", "numbers", "boilerplate"):
        views[name] = _items(current, name, _RENAMED.get(name, {}))
    return views


def _named(name: str, schema: pa.Schema) -> ir.Table:
    return ibis.table(ibis.Schema.from_pyarrow(schema), name=name)


def _corrected(live: ir.Table) -> ir.Table:
    overlay = _named(CORRECTED, CORRECTED_SCHEMA)
    joined = live.left_join(overlay, "article_id", rname="new_{name}")
    changed = {
        name: ibis.ifelse(joined[f"has_{name}"].fill_null(False), joined[f"new_{name}"], joined[name])
        for name in CORRECTABLE
    }
    dated = joined.has_published.fill_null(False)
    known = joined.new_published.notnull()
    basis = {
        "published_basis": ibis.cases(
            (dated & known, "given"), (dated, "unknown"), else_=joined.published_basis),
        "published_reason": ibis.cases(
            (dated & known, "corrected_by_hand"), (dated, ""), else_=joined.published_reason),
        "published_reason_ar": ibis.ifelse(dated, "", joined.published_reason_ar),
    }
    return joined.select(**{name: (changed | basis).get(name, joined[name]) for name in live.columns})


def _items(current: ir.Table, column: str, renamed: Mapping[str, str]) -> ir.Table:
    nested = current.select(*ARTICLE_KEYS, item=current[column].unnest())
    inside = nested.item.type().names
    wanted = {old: new for new, old in renamed.items()}
    return nested.select(*ARTICLE_KEYS, **{wanted.get(name, name): nested.item[name] for name in inside})


def _sentences(current: ir.Table) -> ir.Table:
    nested = current.select(*ARTICLE_KEYS, "text", item=current.sentences.unnest())
    start, end = nested.item["start"], nested.item["end"]
    return nested.select(
        *ARTICLE_KEYS, sentence_no=nested.item["number"], paragraph=nested.item["paragraph"], start=start, end=end,
        text=nested.text.substr(start, end - start),
    )


STORED_TABLE = _named(STORED, SCHEMA)

# The tables that `Corpus.table` hands out, each with nothing but a name and types, for any engine.
TABLES: dict[str, ir.Table] = {
    name: ibis.table(expression.schema(), name=name) for name, expression in definitions(True, True).items()
}


def selected(table: ir.Table, selection: Selection | None) -> ir.Table:
    """The rows of a table (one that has ARTICLE_KEYS) whose article lies in the selection."""
    if selection is None:
        return table
    if selection.story is not None:
        table = table.filter(table.story == selection.story)
    for column, values in (("language", selection.languages), ("outlet", selection.outlets),
                           ("article_id", selection.article_ids)):
        if values:
            table = table.filter(table[column].isin(list(values)))
    if selection.first_day is not None:
        table = table.filter(table.published >= selection.first_day)
    if selection.last_day is not None:
        table = table.filter(table.published <= selection.last_day)
    if selection.tags:
        articles = TABLES["articles"]
        tagged = articles.filter(ibis.or_(*[articles.tags.contains(tag) for tag in selection.tags]))
        table = table.semi_join(tagged.select("article_id"), "article_id")
    return table
