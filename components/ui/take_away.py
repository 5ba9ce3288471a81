"""Taking away what a page shows: a table as CSV and XLSX, a chart as PNG and SVG, each saying what it is of.

Nothing is made before it is asked for: a page has one closed menu for each thing shown, and a file comes into being
when its button is pressed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pandas as pd
import streamlit as st

from components.charts.palette import SIDE
from components.comparison import timeline
from components.comparison.mentions import totals
from components.comparison.scope import SIDES, Scope
from components.export.about import About, described
from components.export.tables import MOST_ROWS, to_csv, to_xlsx
from components.text.messages import Messages
from components.ui import figures, filters, page
from components.ui.asking import ask, corpus

_HERE = Path(__file__).resolve().parent / "pictures"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_DRAWN = {"png": "image/png", "svg": "image/svg+xml"}
# Columns whose values are codes, and the family of messages that says them.
CODES = {"side": "side", "language": "side", "entity_type": "kind", "published_basis": "basis", "state": "ledger.state"}
# Columns that are shares of one, by how their names begin.
_SHARES = ("share", "verbatim", "indirect", "score", "silence")

_pictures = st.components.v2.component(
    "mirsad_pictures",
    html='<div class="pictures"></div>',
    css=(_HERE / "pictures.css").read_text(encoding="utf-8"),
    js=(_HERE / "pictures.js").read_text(encoding="utf-8"),
)

# More sentences than any sheet holds.
ALL = MOST_ROWS

Table = pd.DataFrame | Callable[[], pd.DataFrame]


def about(title: str, scope: Scope | None, t: Messages, method: str = "") -> About:
    """What a file says of itself. scope: None for what no scope limits."""
    if scope is None:
        return About(title, t, method=method, corpus=corpus().version)
    read = ask(totals, scope)
    out_of = [
        t("mentions.denominators", side=t(f"side.{row.side}"), facts=page.facts(row, t))
        for row in read.iloc[::-1].itertuples()
    ]
    told = filters.left_out(t, scope)
    story = filters.story_name(scope.story, t) if scope.story else ""
    return About(title, t, described(scope, story, t), (*out_of, *([told] if told else [])), method, corpus().version)


def offer(
    name: str,
    title: str,
    scope: Scope | None,
    t: Messages,
    table: Table | None = None,
    charts: Mapping[str, str] | Sequence[str] = (),
    method: str = "",
    legend: Sequence[tuple[str, str]] = (),
    codes: Mapping[str, str] | None = None,
    heads: str = "column",
    drawn: Mapping[str, Callable[[About], bytes]] | None = None,
    read: Table | bool = True,
) -> None:
    """The menu under a table, a chart, or both; under a chart also its figures as a table to read.

    name: of the files, and of the menu among the page's. title: what is shown. scope: see about. table: all rows, or
    what makes them without Streamlit. charts: keys of plotly_charts of one picture, each with what stands above it
    where they are several. legend: (colour, text) of what the charts themselves don't explain. codes: see CODES.
    heads: the family of messages that names the columns. drawn: where the server draws the picture, how (png, svg).
    read: what the chart draws, where that is not the table; False where the page has its figures in a table already.
    """
    codes = {**CODES, **(codes or {})}
    if charts and table is not None and read is not False:
        _figures(name, table if read is True else read, codes, heads, t)
    _menu(name, title, scope, t, table, dict.fromkeys(charts, "") if not isinstance(charts, Mapping) else charts,
          method, tuple(legend), codes, heads, drawn or {})


@st.fragment
def _figures(name: str, table: Table, codes: Mapping[str, str], heads: str, t: Messages) -> None:
    figures.disclosed(name, lambda: _whole(table), lambda frame: readable(frame, t, codes, heads), _SHARES, t)


@st.fragment
def _menu(name: str, title: str, scope: Scope | None, t: Messages, table: Table | None, charts: Mapping[str, str],
          method: str, legend: Sequence[tuple[str, str]], codes: Mapping[str, str], heads: str,
          drawn: Mapping[str, Callable[[About], bytes]]) -> None:
    box = st.popover(
        t("take.away"), icon=":material/download:", type="tertiary", key=f"take-{name}", on_change="rerun",
        help=t("take.what", title=title),
    )
    if not box.open:
        return
    told = about(title, scope, t, method)
    with box:
        if table is not None:
            _tables(name, told, table, codes, heads, t)
        if charts:
            st.caption(t("take.picture"))
            _pictures(key=f"pictures-{name}", data=picture(name, told, charts, legend))
        if drawn:
            st.caption(t("take.picture"))
            with st.container(horizontal=True):
                for kind, make in drawn.items():
                    st.download_button(
                        kind.upper(), lambda make=make: make(told), f"mirsad-{name}.{kind}", _DRAWN[kind],
                        key=f"{kind}-{name}", on_click="ignore", help=t(f"take.{kind}"))


def _tables(name: str, told: About, table: Table, codes: Mapping[str, str], heads: str, t: Messages) -> None:
    def plain() -> bytes:
        return to_csv(readable(_whole(table), t, codes, heads))

    def workbook() -> bytes:
        frame = _whole(table)
        shares = [at for at, column in enumerate(frame) if str(column).startswith(_SHARES)]
        return to_xlsx(readable(frame, t, codes, heads), told, shares)

    st.caption(t("take.table"))
    with st.container(horizontal=True):
        st.download_button(
            "CSV", plain, f"mirsad-{name}.csv", "text/csv", key=f"csv-{name}", on_click="ignore",
            help=t("take.csv"))
        st.download_button(
            "XLSX", workbook, f"mirsad-{name}.xlsx", _XLSX, key=f"xlsx-{name}", on_click="ignore", help=t("take.xlsx"))


def _whole(table: Table) -> pd.DataFrame:
    return table() if callable(table) else table


def readable(frame: pd.DataFrame, t: Messages, codes: Mapping[str, str] = CODES, heads: str = "column") -> pd.DataFrame:
    """The frame with its columns and codes in words; a column without words of its own keeps its name."""
    frame = frame.copy()
    for column, family in codes.items():
        if column in frame:
            frame[column] = [_said(value, family, t) for value in frame[column]]
    if "added" in frame and pd.api.types.is_datetime64_any_dtype(frame.added):
        # Of designations it is the words added to the name.
        frame = frame.rename(columns={"added": "added_at"})
    return frame.rename(columns={name: t(f"{heads}.{name}") for name in frame if t.has(f"{heads}.{name}")})


def _said(value: object, family: str, t: Messages) -> object:
    return t(f"{family}.{value}") if isinstance(value, str) and t.has(f"{family}.{value}") else value


def picture(name: str, told: About, charts: Mapping[str, str], legend: Sequence[tuple[str, str]] = ()) -> dict:
    """What the browser writes around the charts that it has drawn."""
    t = told.t
    return {
        "name": f"mirsad-{name}",
        "direction": t.direction,
        "language": t.language,
        "title": told.title,
        "lines": [told.limits, *told.out_of, *([told.method] if told.method else [])],
        "legend": [{"colour": colour, "text": text} for colour, text in legend],
        "charts": [{"key": key, "caption": caption} for key, caption in charts.items()],
        "foot": told.made_by,
        "words": {name: t(f"take.{name}") for name in ("png", "svg", "making", "made", "missing")},
    }


def publications(scope: Scope, t: Messages, counted: pd.DataFrame | None = None) -> None:
    """Every dated article, and the chart of when they appeared; counted: by stretches of days, where it draws those."""
    kept = corpus()
    offer("publications", t("timeline.published"), scope, t, lambda: timeline.published(kept, scope), ["publications"],
          legend=sides(t), read=False if counted is None else counted)


def sides(t: Messages) -> list[tuple[str, str]]:
    """A legend of the two sides, English first, for charts that have none."""
    return [(SIDE[side], t(f"side.{side}")) for side in reversed(SIDES)]
