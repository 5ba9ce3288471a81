"""The table of what waits, every field open to correction; and one value for many articles at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

import pandas as pd
import streamlit as st

from components.corpus.arrivals import Waiting
from components.corpus.schema import storable
from components.corpus.waiting import Intake
from components.text.messages import Messages
from components.ui import filters, intake_list

LANGUAGES = ("ar", "en")
# Fields that one value may be given for all; an empty one is no value for any of them.
FILLED = ("outlet", "author", "story", "tags")
TEXTS = ("title", "outlet", "author", "story", "url")


def show(one: Intake, numbers: list[int], there: set[str], t: Messages) -> None:
    """The table. What is changed in it is written down at once.

    The table that the editor starts from stays as it was while the person edits, else the cell in hand would be lost;
    what is changed elsewhere (below, in another tab) begins it anew.
    """
    grid = st.session_state.get("_grid")
    shown = (one.intake_id, tuple(numbers), t.language)
    if not grid or grid["shown"] != shown or grid["revision"] != one.revision:
        count = st.session_state["_grids"] = st.session_state.get("_grids", 0) + 1
        frame = _frame(one, numbers, there, t)
        grid = {"shown": shown, "revision": one.revision, "frame": frame, "key": f"grid-{count}"}
        st.session_state["_grid"] = grid
    edited = st.data_editor(
        grid["frame"], key=grid["key"], column_config=_columns(t), hide_index=False, height="auto",
        disabled=("opening", "basis", "doubts", "source", "encoding"), alt=t("intake.grid"), placeholder="–",
    )
    if one.edit(changes(edited, one.articles)):
        grid["revision"] = one.revision


def changes(edited: pd.DataFrame, articles: Mapping[int, Waiting]) -> dict[int, dict[str, object]]:
    """The fields of the table, each as it is to be stored; `edited` has the articles' numbers from 1 as its index."""
    wanted = {}
    for row in edited.itertuples():
        if row.Index - 1 not in articles:
            continue
        wanted[row.Index - 1] = {
            "keep": bool(row.keep),
            "published": _day(row.published),
            "language": row.language if row.language in LANGUAGES else articles[row.Index - 1].draft.language,
            "tags": tags(row.tags if isinstance(row.tags, Iterable) else ()),
        } | {name: text(getattr(row, name)) for name in TEXTS}
        if not articles[row.Index - 1].draft.story and wanted[row.Index - 1]["story"] == edited.attrs.get("story"):
            # The story of all the others, shown and not changed here.
            wanted[row.Index - 1]["story"] = ""
    return wanted


def text(value: object) -> str:
    """What was typed, as it is stored."""
    return "" if value is None or (not isinstance(value, str) and pd.isna(value)) else storable(str(value)).strip()


def tags(values: str | Iterable[object]) -> list[str]:
    """Tags, each once; typed in one line they stand between commas of either script."""
    each = values.replace("،", ",").split(",") if isinstance(values, str) else values
    return list(dict.fromkeys(tag for tag in map(text, each) if tag))


def _day(value: object) -> dt.date | None:
    if value is None or pd.isna(value):
        return None
    day = pd.Timestamp(value).date()
    return day if filters.FIRST_DAY <= day <= filters.LAST_DAY else None


def _frame(one: Intake, numbers: list[int], there: set[str], t: Messages) -> pd.DataFrame:
    rows = [one.articles[number] for number in numbers]
    drafts = [row.draft for row in rows]
    frame = pd.DataFrame({
        "keep": [row.keep for row in rows],
        "title": [draft.title for draft in drafts],
        "outlet": [draft.outlet for draft in drafts],
        "published": pd.Series([pd.Timestamp(draft.published) if draft.published else pd.NaT for draft in drafts],
                               dtype="datetime64[s]"),
        "basis": [t(f"basis.{draft.published_basis}") for draft in drafts],
        "language": [draft.language for draft in drafts],
        "doubts": [" ".join(intake_list.doubts(row, there, t)) for row in rows],
        "story": [draft.story or one.story for draft in drafts],
        "author": [draft.author for draft in drafts],
        "tags": pd.Series([list(draft.tags) for draft in drafts], dtype=object),
        "url": [draft.url for draft in drafts],
        "opening": [intake_list.opening(row) for row in rows],
        "source": [draft.source_name for draft in drafts],
        "encoding": [draft.encoding for draft in drafts],
    })
    frame.index = [number + 1 for number in numbers]
    frame.attrs["story"] = one.story
    return frame


def _columns(t: Messages) -> dict[str, object]:
    column = st.column_config
    return {
        "_index": column.NumberColumn(t("intake.number"), pinned=True, width=65),
        "keep": column.CheckboxColumn(t("intake.keep"), pinned=True, width=80),
        "title": column.TextColumn(t("article.title"), width=300),
        "outlet": column.TextColumn(t("article.outlet"), width=150),
        "published": column.DateColumn(t("article.published"), min_value=filters.FIRST_DAY,
                                       max_value=filters.LAST_DAY, format="YYYY-MM-DD", width=125),
        "basis": column.TextColumn(t("article.basis"), width=150),
        "language": column.SelectboxColumn(t("article.language"), options=LANGUAGES, required=True, width=105,
                                           format_func=lambda side: t(f"side.{side}")),
        "doubts": column.TextColumn(t("intake.doubts"), width="medium"),
        "story": column.TextColumn(t("article.story"), width="small"),
        "author": column.TextColumn(t("article.author"), width="small"),
        "tags": column.ListColumn(t("article.tags"), width="small"),
        "url": column.TextColumn(t("article.url"), width="small"),
        "opening": column.TextColumn(t("intake.opening"), width="medium"),
        "source": column.TextColumn(t("article.source"), width="small"),
        "encoding": column.TextColumn(t("intake.encoding"), width="small"),
    }


def fill(one: Intake, numbers: list[int], t: Messages) -> None:
    """One value for a field of all articles that are shown, and keeping all or none of them."""
    if len(numbers) < 2:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        for which, keep in (("all", True), ("none", False)):
            if st.button(t(f"intake.keep_{which}"), key=f"keep-{which}"):
                one.edit({number: {"keep": keep} for number in numbers})
        with st.popover(t("intake.fill"), icon=":material/format_color_fill:"), st.form("fill", border=False):
            name = st.selectbox(t("intake.fill_field"), FILLED, key="fill-field",
                                format_func=lambda field: t(f"article.{field}"))
            value = st.text_input(t("intake.fill_value"), key="fill-value", help=t("intake.fill_help"))
            only = st.checkbox(t("intake.fill_empty"), True)
            if st.form_submit_button(t("intake.fill_apply")) and text(value):
                given = tags(value) if name == "tags" else text(value)
                one.edit({n: {name: given} for n in numbers if not only or not getattr(one.articles[n].draft, name)})
