"""The decisions about names, laid over the tables when they are asked: whose each mention and each quotation is."""
from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from components.corpus import flat
from components.reading.own_names import OwnNames

# Names, within the engine, of what ids stand for, and of what they stand for where they are written in a certain way;
# of all these ids, of those that are counted together with others, and, with what they stand for, of the rest.
NAMED, RESPELLED, DECIDED, TOGETHER, CALLED = "named", "respelled", "decided", "together", "called"
# Up to this many ids stand in the query itself, where they are compared while a file is read; more are joined.
IDS_IN_QUERY = 1000

_TOLD = ("new_id", "new_type", "new_name_en", "new_name_ar")
_SCHEMAS = {
    NAMED: pa.schema([(name, pa.string()) for name in ("entity_id", *_TOLD)]),
    RESPELLED: pa.schema([(name, pa.string()) for name in ("entity_id", "language", "surface", *_TOLD)]),
    DECIDED: pa.schema([("entity_id", pa.string())]),
    TOGETHER: pa.schema([("entity_id", pa.string())]),
    CALLED: pa.schema([(name, pa.string()) for name in ("entity_id", *_TOLD)]),
}


def overlays(names: OwnNames) -> dict[str, pa.Table]:
    """The small tables that the expressions here need."""
    together = _together(names)
    rows = {
        NAMED: [(entity_id, *told) for entity_id, told in names.by_id.items()],
        RESPELLED: [(*key, *told) for key, told in names.by_spelling.items()],
        DECIDED: [(entity_id,) for entity_id in _decided(names)],
        TOGETHER: [(entity_id,) for entity_id in together],
        CALLED: [(entity_id, *told) for entity_id, told in names.by_id.items()
                 if told.id and entity_id not in set(together)],
    }
    return {
        name: pa.Table.from_pydict(
            {field: [row[at] for row in found] for at, field in enumerate(_SCHEMAS[name].names)}, _SCHEMAS[name])
        for name, found in rows.items()
    }


def renamed(tables: Mapping[str, ir.Table], names: OwnNames) -> dict[str, ir.Table]:
    """The flat tables of mentions, designations, entities, tallies, bundles, surfaces and quotes with everybody under
    the id and names that were decided. Pairs stay as they were read.

    Rows about which nothing was decided are set apart, so that a filter on them still reaches the files. So are those
    of ids that only go by another name: their rows change, and nothing about them has to be counted again.
    """
    mentions, entities, surfaces, quotes = (tables[name] for name in ("mentions", "entities", "surfaces", "quotes"))
    decided, together = _decided(names), _together(names)
    found = {
        name: _others(tables[name], "entity_id", decided).union(_called(tables[name]), distinct=False)
        for name in ("mentions", "designations", "entities", *flat.OF_ENTITIES, "surfaces")
    }
    if together:
        again = _mentions(_those(mentions, "entity_id", together))
        entities = flat.by_entity(again).cast(entities.schema())
        found["mentions"] = found["mentions"].union(again, distinct=False)
        found["designations"] = found["designations"].union(
            _mentions(_those(tables["designations"], "entity_id", together)), distinct=False)
        found["entities"] = found["entities"].union(entities, distinct=False)
        for name in flat.OF_ENTITIES:
            found[name] = found[name].union(flat.tallied(entities, name), distinct=False)
        found["surfaces"] = found["surfaces"].union(
            _mentions(_those(surfaces, "entity_id", together)), distinct=False)
    found["quotes"] = _others(quotes, "speaker_id", decided).union(
        _quotes(_those(quotes, "speaker_id", decided, DECIDED)), distinct=False)
    return found


def _decided(names: OwnNames) -> list[str]:
    return sorted({*names.by_id, *(entity_id for entity_id, _, _ in names.by_spelling)})


def _together(names: OwnNames) -> list[str]:
    """The ids that count as one with another, or that are told apart by how they are written: an article may have
    several of them, so that its sentences have to be counted anew.
    """
    written = {entity_id for entity_id, _, _ in names.by_spelling}
    meant = {told.id for told in names.by_spelling.values()}
    standing_for = Counter(told.id for told in names.by_id.values())
    return sorted(written | {entity_id for entity_id, told in names.by_id.items()
                             if told.id and (standing_for[told.id] > 1 or told.id in meant)})


def _those(rows: ir.Table, column: str, ids: list[str], listed: str = TOGETHER) -> ir.Table:
    if len(ids) <= IDS_IN_QUERY:
        return rows.filter(rows[column].isin(ids))
    return rows.semi_join(_table(listed), rows[column] == _table(listed).entity_id)


def _others(rows: ir.Table, column: str, ids: list[str]) -> ir.Table:
    if len(ids) <= IDS_IN_QUERY:
        return rows.filter(rows[column].isnull() | rows[column].notin(ids))
    return rows.anti_join(_table(DECIDED), rows[column] == _table(DECIDED).entity_id)


def _table(name: str) -> ir.Table:
    return ibis.table(ibis.Schema.from_pyarrow(_SCHEMAS[name]), name=name)


def _called(rows: ir.Table) -> ir.Table:
    """The rows of ids that only go by another name, under it; those that are no name are left out.

    An inner join with few ids: what is asked of one entity reaches the files through it.
    """
    called = _table(CALLED)
    told = rows.inner_join(called, [rows.entity_id == called.entity_id], rname="told_{name}")
    return told.select(**{name: told.new_id if name == "entity_id" else _new(told, name) for name in rows.columns})


def _new(told: ir.Table, column: str) -> ir.Value:
    """A column of a mention, or what was decided to stand there."""
    new = {"entity_id": "new_id", "entity_type": "new_type", "entity_name_en": "new_name_en",
           "entity_name_ar": "new_name_ar"}.get(column)
    return ibis.coalesce(told[new].nullif(""), told[column]) if new else told[column]


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
    return told.select(**{name: _new(told, name) for name in rows.columns})


def _quotes(rows: ir.Table) -> ir.Table:
    told = _told(rows, "speaker_id", "speaker")
    speaker = ibis.ifelse(told.new_id.isnull(), told.speaker_id, told.new_id.nullif(""))
    return told.select(**{name: speaker if name == "speaker_id" else told[name] for name in rows.columns})
