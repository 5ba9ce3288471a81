"""Many small files become few: queries stay quick, and nothing is ever missing on the way.

A merged file names its sources. Whoever sees it skips them, so from the moment of its renaming it stands for all of
them; before that moment they stand. The sources are deleted only when no reader can still be in the middle of them.
Two processes that merge at once do no harm: what is there twice counts once.
"""
from __future__ import annotations

import contextlib
import os
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from components.corpus import files, shelf
from components.corpus.schema import SCHEMA

# Queries over 2,000 files take 0.3 s longer than over one, over 500 still under 0.1 s.
MANY_FILES = 500
# A merged file is as large as stays quick to rewrite (about 60,000 articles); larger ones are left alone.
MERGED_BYTES = 64_000_000
# The longest query takes seconds; a source outlives its merging by far more than that.
GRACE_SECONDS = 600


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
            size = (kept.folder / name).stat().st_size
            if total + size <= MERGED_BYTES:
                chosen.append(name)
                total += size
    if len(chosen) < 2:
        return None
    superseded = _superseded(kept, frozenset(chosen))
    return Plan(tuple(chosen), superseded, frozenset(chosen).union(*(kept.sources(name) for name in chosen)))


def merge(folder: Path, planned: Plan) -> None:
    """Write the merged file. Raises OSError and pyarrow's errors, and then nothing has changed."""
    table = pa.concat_tables([pq.read_table(folder / name, schema=SCHEMA) for name in planned.names])
    keep = [key not in planned.superseded for key in table.column("row_key").to_pylist()]
    table = table.filter(pa.array(keep, pa.bool_()))
    # Rows get numbers of their own, so that a row and its copy in a merged file can be told apart.
    keys = pa.array([secrets.randbits(63) for _ in range(len(table))], pa.int64())
    table = table.set_column(table.schema.get_field_index("row_key"), SCHEMA.field("row_key"), keys)
    # Later than any other: who looked for rows before the merging finds them in what came after (views.Among).
    shelf.write(folder, files.stamp(files.latest(files.listing(folder, shelf.ENDING))), table, planned.sources)


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


def remove_sources(folder: Path, merged: Mapping[str, frozenset[str]], now: float | None = None) -> None:
    """Delete the sources of merged files whose grace period is over. What can't be deleted now is deleted later."""
    limit = (time.time() if now is None else now) - GRACE_SECONDS
    for name, sources in merged.items():
        try:
            old_enough = sources and (folder / name).stat().st_mtime <= limit
        except OSError:
            continue
        if old_enough:
            for source in sources:
                with contextlib.suppress(OSError):
                    os.unlink(folder / source)
