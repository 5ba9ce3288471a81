"""The tables that the corpus can be asked: their columns, and how each comes from the stored rows."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from components.corpus import flat, renamed, worded
from components.corpus.engine import APART, CORRECTED, CURRENT, FILE, STORED
from components.corpus.flat import ARTICLE_KEYS
from components.corpus.models import CORRECTABLE, Selection
from components.corpus.schema import SCHEMA
from components.reading.own_names import OwnNames

_FIELD_TYPES = {name: SCHEMA.field(name).type for name in CORRECTABLE}

TABLES = ("articles", "openings", "places", "texts", "search", "bookkeeping", "lemmas", "postings", "spellings",
          "sentences", "entities", *flat.ADDED_UP, "mentions", "surfaces", "dates", "quotes", "numbers", "boilerplate",
          *worded.TABLES)
# Names, within the engine, of the rows that no derived file covers and of what was told of them, and of a flat table
# before and after corrections.
UNCOVERED, FRESH, FLAT, FLAT_CURRENT = "uncovered", "fresh_{}", "flat_{}", "current_{}"

# Up to this many row keys stand in the query itself, where they are compared while a file is read; more are joined.
KEYS_IN_QUERY = 1000

# The stored rows as they are asked, with the name of the file that each lies in.
ROWS = SCHEMA.append(pa.field(FILE, pa.string()))
ROW_KEYS_SCHEMA = pa.schema([("row_key", pa.int64())])
CORRECTED_SCHEMA = pa.schema(
    [("row_key", pa.int64())]
    + list(_FIELD_TYPES.items())
    + [(f"has_{name}", pa.bool_()) for name in CORRECTABLE]
    + [(name, pa.list_(pa.string())) for name in ("tags_added", "tags_removed")]
)


def overlays(hidden: Sequence[int], corrections: Mapping[int, Mapping[str, object]]) -> dict[str, pa.Table]:
    """The small tables that `current_rows` needs. corrections: row key -> field -> value; absent fields stay.

    Beside the fields there may be tags_added and tags_removed.
    """
    fields = list(corrections.values())
    columns = {"row_key": list(corrections)}
    columns |= {f"has_{name}": [name in given for given in fields] for name in CORRECTABLE}
    columns |= {name: [given.get(name) for given in fields] for name in (*CORRECTABLE, "tags_added", "tags_removed")}
    return {
        APART: pa.table({"row_key": pa.array([*hidden, *corrections], pa.int64())}),
        CORRECTED: pa.Table.from_pydict(columns, schema=CORRECTED_SCHEMA),
    }


def fresh(told: Sequence[Mapping[str, pa.Table]]) -> dict[str, pa.Table]:
    """What was told of rows that no derived file covers, as small tables for the engine."""
    return {FRESH.format(name): pa.concat_tables([schema.empty_table(), *(tables[name] for tables in told)])
            for name, schema in worded.SCHEMAS.items()}


def current_rows(stored: ir.Table, hidden: Sequence[int], corrected: Sequence[int]) -> ir.Table:
    """The rows that count, corrections laid over: what every table comes from.

    stored: rows as they are stored, or flat ones. hidden, corrected: keys of the rows that don't count, and of those
    that have a correction. The corrected rows are set apart, so that a filter on the others still reaches the files
    (through a join it would not: 45 against 355 ms).
    """
    apart = [*hidden, *corrected]
    live = stored
    if len(apart) > KEYS_IN_QUERY:
        live = live.anti_join(_named(APART, ROW_KEYS_SCHEMA), "row_key")
    elif apart:
        live = live.filter(live.row_key.notin(apart))
    if not corrected:
        return live
    changed = stored
    if len(corrected) <= KEYS_IN_QUERY:
        changed = changed.filter(changed.row_key.isin(corrected))
    return live.union(_corrected(changed), distinct=False)


def definitions(hidden: Sequence[int], corrected: Sequence[int], covered: bool, uncovered: bool,
                names: OwnNames) -> dict[str, ir.Table]:
    """What `current_rows` and the flat tables stand for. covered, uncovered: whether derived files hold some of the
    rows, and whether some rows are in none of them. names: what was decided about names.
    """
    found = {CURRENT: current_rows(STORED_TABLE, hidden, corrected)}
    rest = current_rows(_named(UNCOVERED, ROWS), hidden, corrected)
    tables = {}
    for name in flat.TABLES:
        parts = []
        if covered and name in flat.ADDED_UP:
            parts += _added_up(name, hidden, corrected)
        elif covered:
            kept = _kept(name)
            parts.append(kept if name in flat.OF_NO_ARTICLE else current_rows(kept, hidden, corrected))
        if name in worded.TABLES:
            parts.append(current_rows(_named(FRESH.format(name), worded.SCHEMAS[name]), hidden, corrected))
        elif uncovered or not covered:
            parts.append(flat.flat(rest, name))
        tables[name] = ibis.union(*parts) if len(parts) > 1 else parts[0]
    if names:
        tables |= renamed.renamed(tables, names)
    return found | {FLAT_CURRENT.format(name): tables[name] for name in flat.TABLES}


def _kept(name: str) -> ir.Table:
    return ibis.table(flat.schema(name), name=FLAT.format(name))


def _added_up(name: str, hidden: Sequence[int], corrected: Sequence[int]) -> list[ir.Table]:
    """What is kept added up; then, to be taken away, that of rows that don't count or were corrected; and that of the
    corrected rows as they are now. Of very many such rows all are added up anew.
    """
    apart, items = [*hidden, *corrected], _kept(flat.ADDED_UP_FROM.get(name, "mentions"))
    if len(apart) > KEYS_IN_QUERY:
        if name in flat.OF_ENTITIES:
            return [flat.tallied(current_rows(_kept("entities"), hidden, corrected), name)]
        return [flat.counted(current_rows(items, hidden, corrected), name)]
    found = [_kept(name)]
    if apart:
        # Mentions and dates lie article by article, so that few of them are read for a few articles.
        found.append(flat.negative(flat.counted(items.filter(items.row_key.isin(apart)), name), name))
        if corrected:
            found.append(flat.counted(_corrected(items.filter(items.row_key.isin(corrected))), name))
    return found


def _named(name: str, schema: pa.Schema) -> ir.Table:
    return ibis.table(ibis.Schema.from_pyarrow(schema), name=name)


def _corrected(rows: ir.Table) -> ir.Table:
    overlay = _named(CORRECTED, CORRECTED_SCHEMA)
    joined = rows.inner_join(overlay, "row_key", rname="new_{name}")
    new = {name: ibis.ifelse(joined[f"has_{name}"], joined[f"new_{name}"], joined[name])
           for name in CORRECTABLE if name in rows.columns}
    if "tags" in new:
        new["tags"] = _tags(joined, new["tags"])
    if "published_basis" in rows.columns:
        dated, known = joined.has_published, joined.new_published.notnull()
        new |= {
            "published_basis": ibis.cases((dated & known, "given"), (dated, "unknown"), else_=joined.published_basis),
            "published_reason": ibis.cases((dated & known, "corrected_by_hand"), (dated, ""),
                                           else_=joined.published_reason),
            "published_reason_ar": ibis.ifelse(dated, "", joined.published_reason_ar),
        }
    return joined.select(**{name: new.get(name, joined[name]) for name in rows.columns})


def _tags(joined: ir.Table, given: ir.ArrayValue) -> ir.ArrayValue:
    """The tags given, without those taken away, with those added."""
    none = ibis.literal([], type="array<string>")
    given, added, removed = (ibis.coalesce(tags, none) for tags in (given, joined.tags_added, joined.tags_removed))
    return given.filter(lambda tag: ~removed.contains(tag) & ~added.contains(tag)).concat(added)


STORED_TABLE = _named(STORED, ROWS)
_CURRENT = _named(CURRENT, ROWS)


class Among(NamedTuple):
    """Files in which rows of some articles lie, and the newest file of the corpus when that was so.

    Whatever file came later is looked into as well: the rows may have been merged into it.
    """

    files: Sequence[str]
    newest: str


def table(name: str, selection: Selection | None = None, among: Among | None = None) -> ir.Table:
    """One of TABLES, of the articles in the selection, as an expression that either engine answers.

    The selection is made among articles, before their items are unfolded. among: where the articles selected lie, if
    that is known; other files are not opened then.
    """
    if name in flat.OF_NO_ARTICLE:
        return _flat(name)
    if name in flat.ADDED_UP:
        return _selected(_flat(name), selection)
    if name == "openings":
        return _selected(_flat("articles"), selection).select("article_id", "opening")
    if name == "places":
        return _selected(_flat("articles"), selection).select("place", *ARTICLE_KEYS)
    if name in flat.TABLES:
        current = _selected(_flat(name), selection)
        return current.drop("row_key", "opening" if name == "articles" else "tags")
    current = _selected(_among(_CURRENT, among), selection)
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
        return flat.unfolded(current, name, ARTICLE_KEYS)
    raise KeyError(name)


def rows(article_ids: Sequence[str], *columns: str, among: Among | None = None) -> ir.Table:
    """Whole rows of some articles, nested as they are stored."""
    current = _among(_CURRENT, among)
    return current.filter(current.article_id.isin(list(article_ids))).select(*columns)


def _flat(name: str) -> ir.Table:
    return ibis.table(flat.schema(name), name=FLAT_CURRENT.format(name))


def _among(rows: ir.Table, among: Among | None) -> ir.Table:
    if among is None:
        return rows
    return rows.filter(rows[FILE].isin(list(among.files)) | (rows[FILE] > among.newest))


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
        rows = rows.filter(_any(rows, (), selection.tags))
    if selection.of_outlets or selection.of_tags:
        rows = rows.filter(_any(rows, selection.of_outlets, selection.of_tags))
    if selection.not_of_outlets or selection.not_of_tags:
        rows = rows.filter(~_any(rows, selection.not_of_outlets, selection.not_of_tags))
    return rows


def _any(rows: ir.Table, outlets: Sequence[str], tags: Sequence[str]) -> ir.BooleanValue:
    """Whether a row is of one of these outlets or has one of these tags."""
    found = [ibis.coalesce(rows.tags.contains(tag), False) for tag in tags]
    return ibis.or_(*found, *([rows.outlet.isin(list(outlets))] if outlets else []))


def _sentences(current: ir.Table) -> ir.Table:
    nested = current.select(*ARTICLE_KEYS, "text", item=current.sentences.unnest())
    start, end = nested.item["start"], nested.item["end"]
    return nested.select(
        *ARTICLE_KEYS, sentence_no=nested.item["number"], paragraph=nested.item["paragraph"], start=start, end=end,
        text=nested.text.substr(start, end - start),
    )
