"""How a table is laid out: its columns, what they seem to hold, its first rows; a person then says what is what."""
from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from components.corpus import columns, records, spreadsheets
from components.corpus.encoding import decode
from components.corpus.errors import Unreadable
from components.corpus.models import Parsed
from components.corpus.records import Table

KINDS = ("csv", "xlsx", "json")
SAMPLE_ROWS = 5
_CELL_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class Layout:
    """A table before its articles are read.

    columns: a name of its own for each. guessed: the column that each of our fields seems to be in.
    sample: the first rows, cells cut short. signature: the same for tables with the same heading.
    """

    columns: tuple[str, ...]
    guessed: dict[str, str]
    sample: tuple[tuple[str, ...], ...]
    signature: str


def layout(name: str, data: bytes) -> Layout | None:
    """The layout of a table (.csv .tsv .xlsx, JSON records); None for any other file and for one that can't be read.

    Found out in another process, as files are parsed (apart.py).
    """
    from components.corpus import apart

    try:
        return next(iter([*apart.run(laid_out, name, data)]), None)
    except Unreadable:
        return None


def laid_out(name: str, data: bytes) -> Iterator[Layout]:
    """The layout, in this process; nothing for a file that is no table. Raises Unreadable."""
    from components.corpus.parsers import kind_of

    kind = kind_of(name, data)
    if kind not in KINDS:
        return
    table = opened(kind, name, data)[0]
    first = [row for _, row in islice(table.rows, SAMPLE_ROWS) if isinstance(row, Mapping)]
    sample = tuple(tuple(_shown(row.get(column)) for column in table.columns) for row in first)
    digest = hashlib.sha256("\x1f".join(table.columns).encode("utf-8", "surrogatepass")).hexdigest()
    if table.columns:
        yield Layout(table.columns, columns.guessed(table.columns), sample, digest[:16])


def opened(kind: str, name: str, data: bytes) -> tuple[Table, str, tuple[str, ...]]:
    """The table in a file of that kind, the encoding of its text, and message keys of what went half wrong."""
    if kind == "xlsx":
        return spreadsheets.from_xlsx(data), "", ()
    text, problems, encoding = decode(data)
    if kind == "json":
        return records.from_json(text), encoding, problems
    return records.from_csv(text, delimiter_of(name)), encoding, problems


def delimiter_of(name: str) -> str:
    """The separator that a table's name promises; empty where it promises none."""
    return "\t" if name.lower().endswith((".tsv", ".tab")) else ""


def completed(name: str, data: bytes, given: Mapping[str, str]) -> dict[str, str] | None:
    """The columns that were given with those of the other fields as guessed; None where none was given."""
    if not given:
        return None
    found = next(laid_out(name, data), None)
    return {**found.guessed, **given} if found else None


def listed(name: str, data: bytes, given: Mapping[str, str] | None = None) -> Iterator[Parsed]:
    """What a table tells of articles whose texts it has not, only their addresses (exports of Media Cloud and GDELT).

    given: columns of some fields; the others are guessed. Each has no text but a url, which no other has. In this
    process; `apart.run(tables.listed, …)` does it in another. Raises Unreadable.
    """
    from components.corpus.parsers import kind_of

    kind = kind_of(name, data)
    if kind not in KINDS:
        return
    wanted, told = completed(name, data, given or {}), set()
    for known in records.articles(name, opened(kind, name, data)[0], wanted, lambda *_: None, only_listed=True):
        if known.url not in told:
            told.add(known.url)
            yield known


def _shown(cell: object) -> str:
    return " ".join(str("" if cell is None else cell)[:2 * _CELL_CHARACTERS].split())[:_CELL_CHARACTERS]
