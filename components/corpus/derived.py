"""Flat tables (flat.py) kept as files, so that questions about the whole corpus need not unfold nested lists.

Nothing here is the truth: a derived set of files is made from some of the corpus's files, names them, and counts only
while all of them are in use. What no set covers is unfolded when it is asked for. The folder may be deleted at any
time; it is made anew in the background.
"""
from __future__ import annotations

import contextlib
import hashlib
import json
import os
import secrets
import time
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

import duckdb
import ibis
import pyarrow as pa
import pyarrow.parquet as pq

from components.corpus import files, flat, shelf, worded
from components.corpus.engine import settings
from components.corpus.schema import SCHEMA

# The longest query takes seconds; a set that is not needed any more outlives it by far more than that.
GRACE_SECONDS = 600
# So many rows that no set covers are worth a set of their own: unfolding them takes 0.1 s for the dearest question.
WORTH_A_SET = 2_000
# More sets than this are made into one: every file costs each question a third of a millisecond.
MANY_SETS = 12
# Rows unfolded at once while a set is made: 60 MB of memory, whatever the corpus holds.
ROWS_AT_ONCE = 2_048
# DuckDB's own choice: groups this large are read twice as fast as groups of 500 articles.
ROW_GROUP = 122_880
# Tables that are asked for what some articles have: in smaller groups, of which a Bloom filter tells which have them.
# The mentions of 60 articles among 100,000 come in 35 instead of 55 ms, and counting all takes as long as before.
# Words are looked for several at once: the places of four of them among a million articles take 0.12 instead of 0.23 s.
ROW_GROUPS: Mapping[str, int] = {"articles": 16_384, "mentions": 32_768, "postings": 32_768, "spellings": 32_768}
# Rows put into order at once, by table: 50 to 100 MB of memory each. A question looks into one or two groups of every
# such stretch, so that fewer and longer ones would answer quicker.
STRETCHES: Mapping[str, int] = {
    "entities": 4 * ROW_GROUP, "postings": 20 * ROW_GROUP, "spellings": 10 * ROW_GROUP, "surfaces": 4 * ROW_GROUP,
    **dict.fromkeys(flat.ADDED_UP, 4 * ROW_GROUP), "labels": ROW_GROUP, "designations": 2 * ROW_GROUP,
    "attributions": ROW_GROUP // 4, "vocabulary": 8_192,
}
# Rows that are read together, where the newest articles are asked for, or one entity: a small part of a stretch.
GROUPS: Mapping[str, int] = {"labels": 16_384, "designations": 16_384, "attributions": 4_096, "vocabulary": 512}
# Columns of ordered tables in which each value is a little more than the one before: kept as steps, a third the size.
STEPS = {"postings": ("place",), "spellings": ("place",)}

_BY_ARTICLE = ("articles", "mentions")
_ADDED_UP_FROM = ("entities", "mentions", "dates")

_SOURCES_KEY = b"mirsad.sources"
_ENDING = ".parquet"
_NEEDED = sorted({*flat.ARTICLE_COLUMNS, "row_key", "text", "sentences", "search_text", *flat.ITEMS, *worded.NEEDED})


@cache
def _statements() -> Mapping[str, str]:
    stored = ibis.table(ibis.Schema.from_pyarrow(SCHEMA.append(pa.field("place", pa.int64()))), name="stored")
    made = {name: flat.flat(stored, name) for name in flat.UNFOLDED}
    # What is added up is made of what has just been laid flat.
    laid = {name: ibis.table(flat.schema(name), name=name) for name in _ADDED_UP_FROM}
    made |= {name: flat.tallied(laid["entities"], name) for name in flat.OF_ENTITIES}
    made |= {"pairs": flat.paired(laid["mentions"]), "days": flat.spoken_of(laid["dates"])}
    return {name: ibis.to_sql(expression, dialect="duckdb") for name, expression in made.items()}


@cache
def _added_up(table: str) -> str:
    return ibis.to_sql(flat.added_up(ibis.table(flat.schema(table), name="waiting"), table), dialect="duckdb")


def _shape() -> str:
    """Another one whenever the flat tables are made in another way, so that no set of another Mirsad is mistaken."""
    told = [f"{name} {flat.schema(name)} {flat.ORDERS.get(name)} {_statements().get(name)}" for name in flat.TABLES]
    told.append(worded.knowledge())
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:8]


class Cover(NamedTuple):
    """The sets that count, and the corpus's files that they stand for."""

    sets: tuple[str, ...] = ()
    sources: frozenset[str] = frozenset()


class Derived:
    """The derived sets of one corpus folder."""

    def __init__(self, folder: Path):
        self.folder = folder
        self._shape = _shape()
        # Sources of each set that was looked into; None for one that can't be used.
        self._sources: dict[str, frozenset[str] | None] = {}
        self._verified: dict[str, tuple] = {}

    def listing(self) -> frozenset[str]:
        """Names of the sets of today's shape."""
        # The articles' table is written last: where it is there, the others are.
        last = f".articles.{self._shape}{_ENDING}"
        try:
            return frozenset(name.removesuffix(last) for name in files.listing(self.folder, last))
        except OSError:
            return frozenset()

    def paths(self, sets: Iterable[str], table: str) -> list[Path]:
        """The files of a table in some sets."""
        return [self.folder / f"{name}.{table}.{self._shape}{_ENDING}" for name in sorted(sets)]

    def cover(self, listing: frozenset[str], names: frozenset[str]) -> Cover:
        """Sets that don't overlap and whose sources are all among the corpus's files in use; the largest first."""
        for name in listing - set(self._sources):
            self._sources[name] = self._look(name)
        chosen, covered = [], frozenset()
        whole = [name for name in listing if self._sources[name] and self._sources[name] <= names]
        for name in sorted(whole, key=lambda name: (-len(self._sources[name]), name)):
            if not self._sources[name] & covered:
                chosen.append(name)
                covered |= self._sources[name]
        return Cover(tuple(chosen), covered)

    def _look(self, name: str) -> frozenset[str] | None:
        try:
            for table in flat.TABLES:
                metadata = pq.read_metadata(self.paths([name], table)[0]).metadata or {}
            return frozenset(json.loads(metadata[_SOURCES_KEY]))
        except (OSError, pa.ArrowException, KeyError, ValueError):
            return None

    def distrust(self) -> None:
        """Look into every set again, and remove those that can't be used: a question about them failed."""
        self._sources = {}
        for name in self.listing():
            self._sources[name] = self._look(name)
            if self._sources[name] is None:
                self._remove(name)

    def verify(self) -> None:
        """Read every set to its end, once, and remove those that can't be."""
        for name in self.listing():
            marks = tuple(files.mark(self.paths([name], table)[0]) for table in flat.TABLES)
            if self._verified.get(name) != marks:
                if all(shelf.is_sound(self.paths([name], table)[0]) for table in flat.TABLES):
                    self._verified[name] = marks
                else:
                    self._remove(name)

    def make(self, sources: Iterable[Path]) -> str:
        """Make a set from these files and return its name. Raises OSError, ArrowException and duckdb.Error."""
        sources = sorted(sources)
        self.folder.mkdir(exist_ok=True)
        name = files.stamp()
        metadata = {_SOURCES_KEY: json.dumps([path.name for path in sources]).encode()}
        with contextlib.ExitStack() as stack:
            writers = {}
            con = stack.enter_context(duckdb.connect(":memory:", config={**settings(), "threads": 1}))
            # The stack ends them in the reverse order, so the first table here is the last to come into its place.
            for table in ("articles", *(table for table in flat.TABLES if table != "articles")):
                temporary = stack.enter_context(files.coming(self.paths([name], table)[0]))
                writers[table] = stack.enter_context(_Writer(temporary, table, metadata, con))
            # Sets number their articles apart from each other; a row that no set covers has its row_key for a number.
            place = secrets.randbits(30) << 32
            for rows in _batches(sources):
                places = pa.array(range(place, place + len(rows)), pa.int64())
                place += len(rows)
                rows = rows.append_column("place", places)
                con.register("stored", rows)
                for table, sql in _statements().items():
                    made = con.sql(sql).to_arrow_table()
                    if table in _ADDED_UP_FROM:
                        con.register(table, made)
                    writers[table].add(made)
                for registered in ("stored", *_ADDED_UP_FROM):
                    con.unregister(registered)
                for table, made in worded.tables(rows).items():
                    writers[table].add(made)
        return name

    def remove_needless(self, cover: Cover) -> None:
        """Remove sets that no longer count, and those of other shapes, when no question can still be about them."""
        limit = time.time() - GRACE_SECONDS
        with contextlib.suppress(OSError), os.scandir(self.folder) as entries:
            for entry in list(entries):
                if entry.name.partition(".")[0] not in cover.sets and entry.name.endswith(_ENDING):
                    with contextlib.suppress(OSError):
                        if entry.stat().st_mtime < limit:
                            os.unlink(entry.path)
        with contextlib.suppress(OSError):
            files.sweep(self.folder)

    def _remove(self, name: str) -> None:
        for table in flat.TABLES:
            with contextlib.suppress(OSError):
                self.paths([name], table)[0].unlink()


class _Writer:
    """A flat table's file, written in large groups of rows, and in the table's order where it has one."""

    def __init__(self, path: Path, table: str, metadata: dict[bytes, bytes], con: duckdb.DuckDBPyConnection):
        self._schema = flat.schema(table).to_pyarrow().with_metadata(metadata)
        steps = STEPS.get(table, ())
        self._group = {**ROW_GROUPS, **GROUPS}.get(table, ROW_GROUP)
        bloom = {"article_id": {"ndv": self._group, "fpp": shelf.WRONG_GROUPS}} if table in _BY_ARTICLE else None
        self._file = pq.ParquetWriter(
            path, self._schema, compression="zstd", bloom_filter_options=bloom,
            column_encoding=dict.fromkeys(steps, "DELTA_BINARY_PACKED") or None,
            use_dictionary=[name for name in self._schema.names if name not in steps] if steps else True)
        self._con, self._order = con, flat.ORDERS.get(table, ())
        self._most = STRETCHES.get(table, ROW_GROUP)
        self._added_up = _added_up(table) if table in flat.ADDED_UP else ""
        self._waiting: list[pa.Table] = []

    def add(self, rows: pa.Table) -> None:
        """Write these rows, now or with the next ones."""
        self._waiting.append(rows.cast(self._schema))
        if self._added_up and sum(map(len, self._waiting)) >= self._most:
            self._waiting = [self._asked(self._added_up)]
        if sum(map(len, self._waiting)) >= self._most:
            self._flush()

    def _flush(self) -> None:
        if self._waiting:
            rows = self._asked(self._in_order()) if self._order else pa.concat_tables(self._waiting)
            self._file.write_table(rows, row_group_size=self._group)
            self._waiting = []

    def _in_order(self) -> str:
        """The rows in order; where they say nothing of an article, each of them once."""
        if self._added_up:
            return f"SELECT * FROM ({self._added_up}) ORDER BY {', '.join(self._order)}"
        once = "" if {"row_key", "place"} & set(self._schema.names) else "DISTINCT "
        return f"SELECT {once}* FROM waiting ORDER BY {', '.join(self._order)}"

    def _asked(self, sql: str) -> pa.Table:
        self._con.register("waiting", pa.concat_tables(self._waiting))
        rows = self._con.sql(sql).to_arrow_table().cast(self._schema)
        self._con.unregister("waiting")
        return rows

    def __enter__(self) -> _Writer:
        return self

    def __exit__(self, kind, *told: object) -> None:
        try:
            if kind is None:
                self._flush()
        finally:
            self._file.close()


def _batches(sources: Iterable[Path]) -> Iterator[pa.Table]:
    """The rows of the files, the columns that are needed, some thousands at once."""
    waiting, count = [], 0
    for path in sources:
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(ROWS_AT_ONCE, columns=_NEEDED):
                waiting.append(batch)
                count += len(batch)
                if count >= ROWS_AT_ONCE:
                    yield pa.Table.from_batches(waiting)
                    waiting, count = [], 0
    if waiting:
        yield pa.Table.from_batches(waiting)
