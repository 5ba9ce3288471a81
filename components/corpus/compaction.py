"""Many small files become few: queries stay quick, and nothing is ever missing on the way.

A merged file names its sources. Whoever sees it skips them, so from the moment of its renaming it stands for all of
them; before that moment they stand. The sources are deleted only when no reader can still be in the middle of them.
Two processes that merge at once do no harm: what is there twice counts once.
"""
from __future__ import annotations

import contextlib
import secrets
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.parquet as pq

from components.corpus import files, shelf
from components.corpus.schema import SCHEMA
from components.corpus.storage import Place

# Queries over 2,000 files take 0.3 s longer than over one, over 500 still under 0.1 s.
MANY_FILES = 500
# A merged file is as large as stays quick to rewrite (about 60,000 articles); larger ones are left alone.
MERGED_BYTES = 64_000_000
# A source outlives its merging by more than the longest query takes, and than a backup that first lists the folder and
# then copies file by file: what it has listed must still be there when it comes to it.
GRACE_SECONDS = 6 * 3600


@dataclass(frozen=True)
class Plan:
    """Which files to merge, which of their rows are not worth taking along, and all that the new file stands for."""

    names: tuple[str, ...]
    superseded: frozenset[int]
    sources: frozenset[str]


def plan(kept: shelf.Shelf) -> Plan | None:
    """What can be merged now, or None. Quick: only sizes of files are asked."""
    chosen, total = [], 0
    for name in sorted(kept.names):
        with contextlib.suppress(OSError):
            size = kept.place.size(name)
            if total + size <= MERGED_BYTES:
                chosen.append(name)
                total += size
    if len(chosen) < 2:
        return None
    superseded = _superseded(kept, frozenset(chosen))
    return Plan(tuple(chosen), superseded, frozenset(chosen).union(*(kept.sources(name) for name in chosen)))


def merge(place: Place, planned: Plan) -> None:
    """Write the merged file. Raises OSError and pyarrow's errors, and then nothing has changed."""
    # Later than any other: who looked for rows before the merging finds them in what came after (views.Among).
    stamp = files.stamp(files.latest(place.listing(shelf.ENDING)))
    shelf.write_groups(place, stamp, _groups(place, planned), planned.sources)


def _groups(place: Place, planned: Plan) -> Iterator[pa.Table]:
    """The rows worth keeping, by the groups that they are written in: two or three of these in memory at once."""
    waiting: list[pa.Table] = []
    for name in planned.names:
        with pq.ParquetFile(place.path(name)) as file:
            for batch in file.iter_batches(shelf.ROW_GROUP):
                waiting.append(_kept(pa.Table.from_batches([batch], SCHEMA), planned.superseded))
                while sum(map(len, waiting)) >= shelf.ROW_GROUP:
                    rows = pa.concat_tables(waiting)
                    yield rows.slice(0, shelf.ROW_GROUP)
                    waiting = [rows.slice(shelf.ROW_GROUP)]
    if waiting:
        yield pa.concat_tables(waiting)


def _kept(rows: pa.Table, superseded: frozenset[int]) -> pa.Table:
    """The rows that no newer reading replaces, with numbers of their own: a row and its copy can be told apart."""
    rows = rows.filter(pa.array([key not in superseded for key in rows["row_key"].to_pylist()], pa.bool_()))
    keys = pa.array([secrets.randbits(63) for _ in range(len(rows))], pa.int64())
    return rows.set_column(SCHEMA.get_field_index("row_key"), SCHEMA.field("row_key"), keys)


def _superseded(kept: shelf.Shelf, among: frozenset[str]) -> frozenset[int]:
    """Keys of rows that a newer reading of the same upload replaces: nothing brings them back."""
    keys = set()
    for rows in kept.rows.values():
        if len(rows) > 1:
            best: dict[str, shelf.Row] = {}
            for row in rows:
                if row.upload not in best or row[:2] > best[row.upload][:2]:
                    best[row.upload] = row
            keys.update(row.row_key for row in rows if row is not best[row.upload] and row.file in among)
    return frozenset(keys)


def remove_sources(place: Place, merged: Mapping[str, frozenset[str]], now: float | None = None) -> None:
    """Delete the sources of merged files whose grace period is over. What can't be deleted now is deleted later."""
    limit = (time.time() if now is None else now) - GRACE_SECONDS
    for name, sources in merged.items():
        try:
            old_enough = sources and place.written(name) <= limit
        except OSError:
            continue
        if old_enough:
            for source in sources:
                with contextlib.suppress(OSError):
                    place.remove(source)
