"""Articles read and laid out as rows wherever there is time for it: whoever keeps them has little left to do."""
from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import pyarrow as pa

from components.corpus import ingest, schema
from components.corpus.errors import Unreadable
from components.corpus.models import Draft, Parsed
from components.corpus.workers import outcome
from components.reading.authority import Authority


class Asked(NamedTuple):
    """Articles to read. decided: what people had decided about names by then, as `told` writes it down."""

    articles: tuple[Draft | Parsed, ...]
    decided: str = "[]"


class Readied(NamedTuple):
    """rows: those of the articles that could be read, an Arrow stream of SCHEMA; stamp, upload and time are blank.
    troubles: of the others, the place among those asked for, and why.
    """

    rows: bytes
    troubles: tuple[tuple[int, Unreadable], ...]

    @property
    def table(self) -> pa.Table:
        return pa.ipc.open_stream(self.rows).read_all()


def told(decisions: Sequence[Mapping]) -> str:
    """Decisions about names (OwnNames.payloads) as another process is told of them."""
    return json.dumps(list(decisions), ensure_ascii=False)


def readied(asked: Asked) -> Readied:
    """The articles as rows. One that can't be read never keeps the others from it."""
    reader, rows, troubles = _reader(asked.decided), [], []
    for place, item in enumerate(asked.articles):
        found = outcome(_row, item, reader)
        if isinstance(found, Unreadable):
            troubles.append((place, found))
        else:
            rows.append(found)
    table, sink = schema.to_table(rows), pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table)
    return Readied(sink.getvalue().to_pybytes(), tuple(troubles))


def _row(item: Draft | Parsed, reader: Authority) -> dict:
    from components.reading import read

    made = ingest.draft(item) if isinstance(item, Parsed) else item
    return schema.new_row(made, read(made.text, made.language, made.published, reader), "", dt.datetime.min)


@lru_cache(maxsize=1)
def _reader(decided: str) -> Authority:
    """The known names to read with."""
    from components.reading import authority, own_names

    return own_names.added_up(authority.load(), json.loads(decided)).reader
