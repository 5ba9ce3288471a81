"""What a chart draws, as a table that is read in place: by keyboard, by ear, and by find-in-page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from html import escape

import pandas as pd
import streamlit as st

from components.export.tables import plain
from components.text.messages import Messages
from components.ui import page

# More rows than this are for a spreadsheet.
MOST_READ = 100
# What a chart counts, the first of these that its frame has: what is most of it is read first.
_COUNTED = ("together", "count", "quotes", "times")
# What a row is about: its rows of either side stand together.
_ABOUT = ("concept", "entity_id", "key", "source", "stance")
# Codes for programs, which the words beside them say.
_FOR_PROGRAMS = ("key", "basis", "both", "lat", "lon", "similarity")


def disclosed(
    name: str, table: Callable[[], pd.DataFrame], said: Callable[[pd.DataFrame], pd.DataFrame],
    shares: Sequence[str], t: Messages,
) -> None:
    """A line under a chart that opens to the table of what it draws, which is made only then.

    said: gives the frame its heads and codes in words. shares: how the names of columns begin that are shares of one.
    """
    box = st.expander(t("figures.read"), key=f"figures-{name}", icon=":material/table_rows:", type="compact",
                      on_change="rerun")
    if not box.open:
        return
    frame = table()
    hidden = [column for column in frame if column in _FOR_PROGRAMS or str(column).endswith("_id")]
    shown = _most_first(frame).head(MOST_READ).drop(columns=hidden)
    parts = [str(column).startswith(tuple(shares)) for column in shown]
    words = plain(said(shown))
    with box:
        if len(frame) > MOST_READ:
            page.note(t("figures.more", shown=MOST_READ, all=t.number(len(frame))))
        page.table(
            [str(head) for head in words],
            [[_cell(value, part, t) for value, part in zip(row, parts, strict=True)]
             for row in words.itertuples(index=False, name=None)])


def _most_first(frame: pd.DataFrame) -> pd.DataFrame:
    """What is counted most comes first, with all its rows, English above Arabic; days keep their order."""
    counted = next((column for column in _COUNTED if column in frame), None)
    about = next((column for column in _ABOUT if column in frame), None)
    if not counted or not about:
        return frame
    whole = frame.groupby(about)[counted].transform("sum")
    order = pd.DataFrame({
        "whole": -whole, "about": frame[about].astype(str), "arabic": frame.side == "ar", "own": -frame[counted]})
    return frame.loc[order.sort_values(list(order), kind="stable").index]


def _cell(value: object, is_share: bool, t: Messages) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, dt.date):
        return escape(t.date(value))
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return escape(t.percent(value, 1) if is_share else t.number(value, 1))
    return f"<bdi>{escape(str(value))}</bdi>"

