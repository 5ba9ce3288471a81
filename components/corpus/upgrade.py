"""Files of an earlier Mirsad whose readings had other fields: taken over, not lost, and read anew later.

What an article was given (its text above all) has the same columns in every version. Only the nested readings change
shape as the reader learns to tell more.
"""
from __future__ import annotations

import secrets
from dataclasses import MISSING, fields

import pyarrow as pa
import pyarrow.parquet as pq

from components.corpus import files, shelf
from components.corpus.schema import ITEMS, SCHEMA, to_table
from components.corpus.storage import Place

# Below every version that a reader has had, so that the rows are read again when the corpus renews its readings.
OUTDATED = 0

_READ = {*ITEMS, "lemmas", "search_text", "published_reason_ar", "added_by"}
GIVEN_COLUMNS = tuple(name for name in SCHEMA.names if name not in _READ)


def is_earlier(schema: pa.Schema) -> bool:
    """Whether a file with this schema was written by an earlier Mirsad: what was given is there, readings differ."""
    return all(name in schema.names and schema.field(name).type == SCHEMA.field(name).type for name in GIVEN_COLUMNS)


def upgrade(place: Place, name: str, sources: frozenset[str], after: str) -> str:
    """Write the file's rows in today's shape into a new file that stands for it; returns the new file's name.

    Fields that the old readings lack get their default until the article is read again. Raises OSError, ArrowException.
    """
    rows = pq.read_table(place.path(name)).to_pylist()
    for row in rows:
        row["reader_version"] = OUTDATED
        row["row_key"] = secrets.randbits(63)
        for column, noun in ITEMS.items():
            row[column] = [_completed(item, noun) for item in row.get(column) or ()]
        row.setdefault("lemmas", [])
        row.setdefault("search_text", "")
        row.setdefault("published_reason_ar", "")
        row.setdefault("added_by", "")
    return shelf.write(place, files.stamp(after), to_table(rows), {name, *sources})


def _completed(item: dict, noun: type) -> dict:
    return {
        field.name: item.get(field.name, None if field.default is MISSING else field.default)
        for field in fields(noun)
    }
