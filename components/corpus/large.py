"""Files larger than memory should hold: tables and JSON lines read from the disk line by line, archives file by file.

A newspaper's archive in one CSV has gigabytes. These are parsed in one process beside those that read (apart.py).
"""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from components.corpus import columns, ingest, parsers, records, tables
from components.corpus.encoding import decode
from components.corpus.errors import Unreadable
from components.corpus.models import Parsed

# From this size on a table or archive is read as a stream; it holds a few thousand articles then.
FROM_BYTES = 8_000_000
# So much of the beginning tells how a file is encoded and what its columns are.
_HEAD_BYTES = 1_000_000
_LINES = {".csv", ".tsv", ".tab", ".jsonl", ".ndjson"}
_WHOLE = {".zip", ".xlsx", ".json"}


def is_large(path: Path, size: int) -> bool:
    """Whether a file is of a kind that may hold many articles, and large."""
    return size > FROM_BYTES and path.suffix.lower() in _LINES | _WHOLE


def articles(path: Path, given: Mapping[str, str]) -> Iterator[Parsed | int | tuple[str, Unreadable]]:
    """The articles of a large file as they come; between them how many bytes were read, and what could not be read.

    given: columns of some fields; the others are guessed. Raises Unreadable.
    """
    try:
        with open(path, "rb") as file:
            head = file.read(_HEAD_BYTES)
            file.seek(0)
            kind = parsers.kind_of(path.name, head) if path.suffix.lower() in _LINES else ""
            encoding = decode(head[:head.rfind(b"\n") + 1] or head).encoding if kind else ""
            if kind in ("csv", "json") and not encoding.startswith("UTF-16"):
                yield from _by_lines(path, kind, _Lines(file, encoding.partition(" ")[0]), head, given, encoding)
                return
            if path.stat().st_size > parsers.FILE_BYTES:
                raise parsers.too_large(path.stat().st_size)
            data = file.read()
    except OSError as error:
        raise Unreadable("not_opened", reason=error.strerror or type(error).__name__) from error
    for answer in parsers.with_troubles(path.name, data, tables.completed(path.name, data, given)):
        yield ingest.frozen(answer) if isinstance(answer, Parsed) else answer


class _Lines:
    """The lines of a file as text, with the place in the file where the next one begins."""

    def __init__(self, file, encoding: str) -> None:
        self._file, self._encoding = file, {"MacArabic": "mac_arabic"}.get(encoding, encoding)
        self.tell, self.seek = file.tell, file.seek

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def readline(self) -> str:
        at_start = self._file.tell() == 0
        line = self._file.readline(parsers.FILE_BYTES).decode(self._encoding, "replace")
        return line.lstrip("\ufeff") if at_start else line


def _by_lines(path: Path, kind: str, lines: _Lines, head: bytes, given: Mapping[str, str],
              encoding: str) -> Iterator[Parsed | int | tuple[str, Unreadable]]:
    start = decode(head[:head.rfind(b"\n") + 1] or head).text
    if kind == "csv":
        table = records.csv_table(lines, records.dialect(start, tables.delimiter_of(path.name)))
    else:
        table = records.json_table(records.json_lines(lines))
    wanted = {**columns.guessed(table.columns), **given} if given else None
    told: list[tuple[str, Unreadable]] = []
    found = records.articles(path.name, table, wanted, lambda *trouble: told.append(trouble))
    for answer in parsers.joined(parsers.sound(found, lambda *trouble: told.append(trouble)), told):
        if isinstance(answer, Parsed):
            yield ingest.frozen(answer, encoding)
            yield lines.tell()
        else:
            yield answer
