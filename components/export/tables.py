"""Tables to take away, safe to open in a spreadsheet: CSV for programs, XLSX for people."""

from __future__ import annotations

import datetime as dt
import io
import math
import re
from collections.abc import Collection, Iterator, Sequence

import openpyxl
import pandas as pd
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ERROR_CODES, ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from components.export.about import About

# A spreadsheet runs a cell that begins with one of these as a formula (OWASP, "CSV Injection"); the last four are the
# wide forms, which some spreadsheets take for the same.
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# What a sheet and a cell of an .xlsx file hold (Excel's specifications and limits).
MOST_ROWS = 1_048_576
MOST_CHARACTERS = 32_767
# Before this day a spreadsheet's calendar does not begin, or disagrees with everybody else's.
FIRST_DAY = dt.date(1900, 3, 1)
# What a name of a sheet must not have.
_NOT_IN_A_NAME = re.compile(r"[\\/*?:\[\]\u2066-\u2069]")
# Excel reads _x0041_ in a text as the letter of that number.
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
# Columns are as wide as their first rows need, between these numbers of characters.
_NARROWEST, _WIDEST, _ROWS_MEASURED = 9, 60, 200
_SHARE = "0.0%"


def to_csv(frame: pd.DataFrame) -> bytes:
    """The frame as CSV in UTF-8 with a byte order mark, which spreadsheets need to read Arabic.

    A text that a spreadsheet would run as a formula gets an apostrophe before it; numbers stay numbers, days are in ISO
    form, lists are joined with " | ".

    >>> to_csv(pd.DataFrame({"said": ["=1+1"], "times": [-2]})).decode("utf-8-sig").splitlines()
    ['said,times', "'=1+1,-2"]
    """
    safe = plain(frame).map(_harmless).rename(columns=_harmless)
    return safe.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig", "replace")


def to_xlsx(frame: pd.DataFrame, about: About, shares: Collection[int] = ()) -> bytes:
    """The frame as a workbook: a sheet with its rows, then a sheet that says what they are.

    Texts are texts, whatever they begin with; days and numbers are days and numbers, the columns numbered in `shares`
    percentages.
    Rows beyond what a sheet holds go on in further sheets; a text longer than a cell holds is cut, and the second sheet
    says so. Sheets run from right to left where `about` is in Arabic.
    """
    book = openpyxl.Workbook(write_only=True)
    values, cut = plain(frame), 0
    heads = [str(name) for name in values.columns]
    widths = [_width(head, values.iloc[:_ROWS_MEASURED, at]) for at, head in enumerate(heads)]
    formats = [_SHARE if at in shares else "" for at in range(len(heads))]
    for number, first in enumerate(range(0, max(len(values), 1), MOST_ROWS - 1)):
        part = values.iloc[first : first + MOST_ROWS - 1]
        title = about.title if not number else f"{number + 1} {about.title}"
        sheet = _sheet(book, title, about, widths)
        sheet.freeze_panes = "A2"
        sheet.auto_filter.ref = f"A1:{get_column_letter(max(len(heads), 1))}{len(part) + 1}"
        sheet.append([_head(sheet, head) for head in heads])
        for row in part.itertuples(index=False, name=None):
            cut += sum(isinstance(value, str) and len(value) > MOST_CHARACTERS for value in row)
            sheet.append([_cell(sheet, value, form) for value, form in zip(row, formats, strict=True)])
    told = _sheet(book, about.sheet, about, [26, 100])
    for name, value in about.rows(cut):
        cell = _text(told, value)
        cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal=about.align)
        told.append([_head(told, name), cell])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _sheet(book: openpyxl.Workbook, title: str, about: About, widths: Sequence[float]):
    name = " ".join(_NOT_IN_A_NAME.sub("", ILLEGAL_CHARACTERS_RE.sub("", title)).split()).strip("' ")[:31] or "Mirsad"
    sheet = book.create_sheet(name)
    sheet.sheet_view.rightToLeft = about.right_to_left
    for at, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(at)].width = width
    return sheet


def _head(sheet, text: str) -> WriteOnlyCell:
    cell = _text(sheet, text)
    cell.font = Font(bold=True)
    cell.fill = PatternFill("solid", start_color="F1EFE8")
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    return cell


def _cell(sheet, value: object, form: str) -> object:
    """The value as the sheet takes it: bare where that is enough, since a cell object takes three times as long."""
    if isinstance(value, str):
        told = _LOOKS_ESCAPED.sub("_x005F_", ILLEGAL_CHARACTERS_RE.sub("", value))[:MOST_CHARACTERS]
        told = told.encode("utf-8", "replace").decode()
        return _text(sheet, told) if told.startswith(_STARTS_A_FORMULA) or told in ERROR_CODES else told
    if form and value is not None:
        cell = WriteOnlyCell(sheet, value)
        cell.number_format = form
        return cell
    return value


def _text(sheet, text: str) -> WriteOnlyCell:
    """A cell that is text although it looks like a formula, and stays so when somebody edits it."""
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", text))
    cell.data_type = "s"
    cell.quotePrefix = True
    return cell


def _width(head: str, column: pd.Series) -> float:
    longest = max((len(str(value)) for value in column if value is not None), default=0)
    return min(_WIDEST, max(_NARROWEST, len(head) + 3, longest + 2))


def plain(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with plain Python values only: None for what is missing, days as days, lists joined."""
    columns = {name: list(_values(frame.iloc[:, at])) for at, name in enumerate(frame.columns)}
    return pd.DataFrame(columns, dtype=object, columns=list(frame.columns), index=range(len(frame)))


def _values(column: pd.Series) -> Iterator[object]:
    # A column of days has no time of day in any row; one of moments has.
    days = pd.api.types.is_datetime64_any_dtype(column) and (column.dropna() == column.dropna().dt.normalize()).all()
    for value in column.astype(object):
        if isinstance(value, (list, tuple, set, frozenset)):
            yield " | ".join(map(str, value))
        elif isinstance(value, dict):
            yield " | ".join(f"{name} ({count})" for name, count in value.items())
        elif _is_missing(value):
            yield None
        elif isinstance(value, dt.datetime):
            yield _day(value.date()) if days else value.replace(tzinfo=None, microsecond=0)
        elif isinstance(value, dt.date):
            yield _day(value)
        else:
            yield value.item() if hasattr(value, "item") else value


def _is_missing(value: object) -> bool:
    return value is None or value is pd.NaT or value is pd.NA or (isinstance(value, float) and not math.isfinite(value))


def _day(day: dt.date) -> dt.date | str:
    return day if day >= FIRST_DAY else day.isoformat()


def _harmless(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(_STARTS_A_FORMULA) else value
