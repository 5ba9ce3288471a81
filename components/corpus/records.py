"""Many articles in one file: the rows of a table, or JSON records, each an article with what is known of it."""
from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice

from components.corpus import columns
from components.corpus.errors import Unreadable
from components.corpus.models import Parsed
from components.corpus.stated import day

# The limit is one for the whole process, so it is raised once and never lowered: no field is longer than its file.
csv.field_size_limit(max(csv.field_size_limit(), 200_000_000))
# After so many broken rows the file itself is broken; each may cost a pass over the rest of it.
BROKEN_ROWS = 30
# Records that tell which fields there are; what only later ones have is found all the same.
_RECORDS_LOOKED_AT = 100

_LANGUAGES = {"ar": "ar", "ara": "ar", "arabic": "ar", "العربية": "ar", "عربي": "ar", "en": "en", "eng": "en",
              "english": "en", "الإنجليزية": "en"}
# Exports that may not pass on whole texts cut them: NewsAPI says by how much, Excel at the length of its cells.
_CUT = re.compile(r"\s*(?:…|\.\.\.)?\s*\[\+\d+ chars\]\s*$")
EXCEL_CELL = 32_767
# Where services wrap the records that they send: the name of the list, or of the object around it.
_WRAPPED_BY = ("articles", "stories", "results", "data", "items", "records", "hits", "response", "docs", "documents")

# Called with the place (a line, a row) and the reason where one article of many could not be read.
Rejected = Callable[[str, Unreadable], None]


@dataclass(frozen=True, slots=True)
class Table:
    """A table that is being read. `rows`: the number of each row, and its cells by column or why it can't be read."""

    columns: tuple[str, ...]
    rows: Iterator[tuple[int, Mapping[str, object] | Unreadable]]
    # Records may have fields that none before them had; a table's heading holds for all of its rows.
    varies: bool = False


def articles(source: str, table: Table, given: Mapping[str, str] | None, rejected: Rejected | None,
             only_listed: bool = False) -> Iterator[Parsed]:
    """The articles of a table, one per row that has a text. `only_listed`: rows with an address and no text instead.

    given: which column each field is in; None: guessed by the columns' names. rejected: told of rows that can't be
    read, and at last of how many have an address only; where it is None the first row that can't be read is raised.
    Raises Unreadable: no_text_column, no_such_column, addresses_only, no_articles, and what the rows raise.
    """
    wanted, found, listed = {}, 0, 0
    if given is not None or not table.varies:
        wanted = _chosen(table.columns, given, only_listed)
    for number, row in table.rows:
        if isinstance(row, Unreadable):
            _refuse(rejected, number, row)
            continue
        record = _record(row, wanted or _guessed(tuple(row)))
        text, address = record.get("text"), _string(record.get("url"))
        has_text = isinstance(text, str) and bool(text.strip())
        listed += bool(address) and not has_text
        if has_text != only_listed and (has_text or address):
            found += 1
            yield _parsed(record, f"{source}:{number}")
    if found:
        if listed and not only_listed and rejected is not None:
            rejected("", Unreadable("addresses_among", count=listed))
        return
    if listed:
        raise Unreadable("addresses_only", count=listed)
    if table.varies and table.columns and "text" not in columns.guessed(table.columns):
        raise Unreadable("no_text_column", columns=columns.told(table.columns))
    raise Unreadable("no_articles")


def _chosen(names: Sequence[str], given: Mapping[str, str] | None, only_listed: bool) -> Mapping[str, str]:
    try:
        return columns.chosen(names, given)
    except Unreadable as trouble:
        # A list of addresses has no text; what it is, is told when its rows have been counted.
        wanted = {field: name for field, name in (given or columns.guessed(names)).items() if name in names}
        if trouble.code == "no_text_column" and "url" in wanted:
            return wanted
        raise


@lru_cache(maxsize=256)
def _guessed(names: tuple[str, ...]) -> Mapping[str, str]:
    return columns.guessed(names)


def _record(row: Mapping[str, object], wanted: Mapping[str, str]) -> dict[str, object]:
    return {field: row[name] for field, name in wanted.items() if name in row}


def from_csv(text: str, delimiter: str = "") -> Table:
    """A table whose first row names the columns. A row that is quoted wrongly is told, and reading goes on behind it.

    Raises Unreadable: too_many_columns, broken_csv.
    """
    return csv_table(io.StringIO(text, newline=""), dialect(text, delimiter))


def dialect(text: str, delimiter: str = "") -> Mapping[str, object]:
    """How the csv module is to read a table, by the whole of it or its beginning."""
    delimiter = delimiter or _delimiter(text)
    # Tabs seldom stand in a text, so tables with tabs often go without quoting: there a quotation mark is a letter.
    bare = delimiter == "\t" and _even_without_quoting(text)
    return {"delimiter": delimiter} | ({"quoting": csv.QUOTE_NONE} if bare else {"strict": True})


def csv_table(lines, dialect: Mapping[str, object]) -> Table:
    """The table in lines that can also tell where they are and go back there."""
    reader = csv.reader(lines, **dialect)
    try:
        heading = next((row for row in reader if any(cell.strip() for cell in row)), [])
    except csv.Error as error:
        raise Unreadable("broken_csv", line=reader.line_num) from error
    names = columns.unique(heading)
    return Table(names, _csv_rows(lines, dialect, reader, names))


def _csv_rows(lines, dialect, reader, names):
    number, begun, broken, before = 1, reader.line_num, 0, 0
    place = lines.tell()
    while True:
        # csv asks for a line at a time, so the place of the row's first line is known before it is read.
        place, begun = lines.tell(), before + reader.line_num
        number += 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            broken += 1
            if broken > BROKEN_ROWS:
                raise Unreadable("broken_csv", line=begun + 1) from None
            yield number, Unreadable("broken_csv", line=begun + 1)
            # Its first line is left out, and reading begins anew behind that.
            lines.seek(place)
            lines.readline()
            reader, before = csv.reader(lines, **dialect), begun + 1
            continue
        # Behind a broken row, its own further lines look like rows; they have not all the columns.
        if any(row) and (not broken or len(row) == len(names)):
            yield number, dict(zip(names, row, strict=False))


def _even_without_quoting(text: str) -> bool:
    """Whether every line has as many tabs as the first, read without quoting, and quoting would not matter or break."""
    lines = text.splitlines()
    return '"' in text and len({line.count("\t") for line in lines if line.strip()}) == 1 and not any(
        cell.startswith('"') and cell.endswith('"') and len(cell) > 1 for line in lines for cell in line.split("\t"))


def _delimiter(text: str) -> str:
    """The separator that stands most often in the first line."""
    first = text.lstrip("\n").split("\n", 1)[0]
    return max(",;\t|", key=first.count)


def from_json(text: str) -> Table:
    """JSON lines, one JSON list, or an object that holds such a list (as services send them) or is itself a record."""
    text = text.lstrip("\ufeff")
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        return json_table(json_lines(io.StringIO(text)))
    return json_table((number, _checked(record, number)) for number, record in enumerate(_unwrapped(whole), start=1))


def json_table(records: Iterator[tuple[int, Mapping[str, object] | Unreadable]]) -> Table:
    """The table of numbered records; its columns are the fields of the first ones."""
    first, names = list(islice(records, _RECORDS_LOOKED_AT)), {}
    for _, record in first:
        if isinstance(record, Mapping):
            names.update(dict.fromkeys(record))
    return Table(columns.unique(tuple(names)), chain(first, records), varies=True)


def json_lines(lines: Iterator[str]) -> Iterator[tuple[int, Mapping[str, object] | Unreadable]]:
    """The record on each line that is not empty, or why it is none."""
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                record = json.loads(line)
            except (ValueError, RecursionError):
                record = None
            yield number, _checked(record, number)


def _checked(record: object, number: int) -> Mapping[str, object] | Unreadable:
    if not isinstance(record, Mapping):
        return Unreadable("broken_json_line", line=number)
    # Elasticsearch wraps what was stored into an envelope.
    inner = record.get("_source")
    named = inner if isinstance(inner, Mapping) else record
    return {str(name): value for name, value in named.items()}


def _unwrapped(whole: object, deep: int = 3) -> list:
    """The records of a JSON file: it is a list of them, it has one somewhere, or it is one itself."""
    if isinstance(whole, list):
        return whole
    if isinstance(whole, Mapping) and deep and "text" not in columns.guessed(tuple(map(str, whole))):
        for name in _WRAPPED_BY:
            inner = whole.get(name)
            if isinstance(inner, list) and any(isinstance(item, Mapping) for item in inner):
                return inner
            if isinstance(inner, Mapping):
                return _unwrapped(inner, deep - 1)
    return [whole]


def _refuse(rejected: Rejected | None, number: int, trouble: Unreadable) -> None:
    if rejected is None:
        raise trouble
    rejected(str(number), trouble)


def _parsed(record: Mapping[str, object], source: str) -> Parsed:
    published, problem = day(record.get("published"))
    text = str(record.get("text") or "")
    whole = _CUT.sub("…", text)
    cut = whole != text or len(text) == EXCEL_CELL
    language = re.split(r"[-_]", _string(record.get("language")).casefold())[0]
    return Parsed(
        text=whole,
        source_name=source,
        title=_string(record.get("title")),
        outlet=_string(record.get("outlet")),
        author=_string(record.get("author")),
        published=published,
        published_reason="column" if published else "",
        language=_LANGUAGES.get(language, ""),
        url=_string(record.get("url")),
        story=_string(record.get("story")),
        tags=tuple(_tags(record.get("tags"))),
        problems=(*([problem] if problem else []), *(["text_cut"] if cut else [])),
    )


def _string(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(_string(item) for item in value)
    if isinstance(value, Mapping):
        return _string(value.get("name") or value.get("title") or "")
    return " ".join(str(value).split()) if value is not None else ""


def _tags(value: object) -> list[str]:
    items = value if isinstance(value, list) else re.split(r"[|;,،]", _string(value))
    return [tag for tag in map(_string, items) if tag]
