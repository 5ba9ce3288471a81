"""The decisions about names, laid over the tables when they are asked: whose each mention and each quotation is."""
from __future__ import annotations

from collections.abc import Mapping

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from components.corpus import flat
from components.reading.own_names import OwnNames

# Names, within the engine, of what ids stand for, and of what they stand for where they are written in a certain way.
NAMED, RESPELLED = "named", "respelled"
# Up to this many ids stand in the query itself, where they are compared while a file is read; more are joined.
IDS_IN_QUERY = 1000

_TOLD = ("new_id", "new_type", "new_name_en", "new_name_ar")
_SCHEMAS = {
    NAMED: pa.schema([(name, pa.string()) for name in ("entity_id", *_TOLD)]),
    RESPELLED: pa.schema([(name, pa.string()) for name in ("entity_id", "language", "surface", *_TOLD)]),
}


def overlays(names: OwnNames) -> dict[str, pa.Table]:
    """The small tables that the expressions here need."""
    rows = {
        NAMED: [(entity_id, *told) for entity_id, told in names.by_id.items()],
        RESPELLED: [(*key, *told) for key, told in names.by_spelling.items()],
    }
    return {
        name: pa.Table.from_pydict(
            {field: [row[at] for row in found] for at, field in enumerate(_SCHEMAS[name].names)}, _SCHEMAS[name])
        for name, found in rows.items()
    }


def renamed(tables: Mapping[str, ir.Table], names: OwnNames) -> dict[str, ir.Table]:
    """The flat tables of mentions, entities, surfaces and quotes with everybody under the id and names that were
    decided.

    Rows about which nothing was decided are set apart, so that a filter on them still reaches the files.
    """
    ids = sorted({*names.by_id, *(entity_id for entity_id, _, _ in names.by_spelling)})
    mentions, entities, surfaces, quotes = (tables[name] for name in ("mentions", "entities", "surfaces", "quotes"))
    touched = _mentions(_those(mentions, "entity_id", ids))
    return {
        "mentions": _others(mentions, "entity_id", ids).union(touched, distinct=False),
        "entities": _others(entities, "entity_id", ids).union(
            flat.by_entity(touched).cast(entities.schema()), distinct=False),
        "surfaces": _others(surfaces, "entity_id", ids).union(
            _mentions(_those(surfaces, "entity_id", ids)), distinct=False),
        "quotes": _others(quotes, "speaker_id", ids).union(
            _quotes(_those(quotes, "speaker_id", ids)), distinct=False),
    }


def _those(rows: ir.Table, column: str, ids: list[str]) -> ir.Table:
    if len(ids) <= IDS_IN_QUERY:
        return rows.filter(rows[column].isin(ids))
    return rows.semi_join(_ids(), rows[column] == _ids().entity_id)


def _others(rows: ir.Table, column: str, ids: list[str]) -> ir.Table:
    if len(ids) <= IDS_IN_QUERY:
        return rows.filter(rows[column].isnull() | rows[column].notin(ids))
    return rows.anti_join(_ids(), rows[column] == _ids().entity_id)


def _ids() -> ir.Table:
    return _table(NAMED).select("entity_id").union(_table(RESPELLED).select("entity_id"), distinct=True)


def _table(name: str) -> ir.Table:
    return ibis.table(ibis.Schema.from_pyarrow(_SCHEMAS[name]), name=name)


def _told(rows: ir.Table, entity_id: str, surface: str) -> ir.Table:
    """The rows with what was decided about their id beside it; nothing decided is null."""
    by_spelling = _table(RESPELLED)
    own = {name: f"own_{name}" for name in _TOLD}
    joined = rows.left_join(by_spelling, [
        rows[entity_id] == by_spelling.entity_id, rows.language == by_spelling.language,
        rows[surface] == by_spelling.surface,
    ], rname="spelled_{name}").select(*rows.columns, **{own[name]: by_spelling[name] for name in _TOLD})
    by_id = _table(NAMED)
    return joined.left_join(by_id, joined[entity_id] == by_id.entity_id, rname="named_{name}").select(
        *rows.columns, **{name: ibis.coalesce(joined[own[name]], by_id[name]) for name in _TOLD})


def _mentions(rows: ir.Table) -> ir.Table:
    told = _told(rows, "entity_id", "surface")
    # An empty id says that it is no name.
    told = told.filter(told.new_id.isnull() | (told.new_id != ""))
    new = {
        column: ibis.coalesce(told[new].nullif(""), told[column])
        for column, new in (("entity_id", "new_id"), ("entity_type", "new_type"), ("entity_name_en", "new_name_en"),
                            ("entity_name_ar", "new_name_ar"))
    }
    return told.select(**{name: new.get(name, told[name]) for name in rows.columns})


def _quotes(rows: ir.Table) -> ir.Table:
    told = _told(rows, "speaker_id", "speaker")
    speaker = ibis.ifelse(told.new_id.isnull(), told.speaker_id, told.new_id.nullif(""))
    return told.select(**{name: speaker if name == "speaker_id" else told[name] for name in rows.columns})
