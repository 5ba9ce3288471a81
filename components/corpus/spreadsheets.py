"""Excel workbooks (.xlsx): the rows of the first sheet that has any, read one after the other."""
from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator

import openpyxl

from components.corpus import columns, packages
from components.corpus.errors import Unreadable
from components.corpus.records import Table

# A workbook is read as a stream, but the texts that its cells share are held at once.
XML_BYTES = 140_000_000
# Excel has no more rows than these; a file that numbers its rows beyond was made to keep the reader busy.
MOST_ROWS = 1_048_576


def from_xlsx(data: bytes) -> Table:
    """The table on the first sheet with content; its first row names the columns.

    Raises Unreadable: broken_xlsx, zip_bomb, xml_bomb, too_many_columns, no_articles; while its rows are read too.
    """
    rows = _rows(data)
    heading = next((row for row in rows if any(cell is not None for cell in row)), None)
    if heading is None:
        raise Unreadable("no_articles")
    names = columns.unique([_plain(cell) for cell in heading])
    numbered = enumerate(rows, start=2)
    return Table(names, ((number, dict(zip(names, map(_plain, row), strict=False))) for number, row in numbered
                         if any(cell is not None for cell in row)))


def _rows(data: bytes) -> Iterator[tuple]:
    with packages.opened(data, "xl/workbook.xml", "broken_xlsx", XML_BYTES):
        workbook = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        for sheet in workbook.worksheets:
            # What a sheet says of its own size may be wrong either way.
            sheet.reset_dimensions()
            empty = True
            for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
                if number > MOST_ROWS:
                    raise Unreadable("broken_xlsx")
                empty &= not any(cell is not None for cell in row)
                yield row
            if not empty:
                return


def _plain(cell: object) -> object:
    """The cell as a table of text would have it; days stay days."""
    if cell is None or isinstance(cell, (str, dt.date)):
        return cell
    return str(cell)
