"""The list of names in use, a page at a time, as text that can be searched in and read aloud."""

from __future__ import annotations

from html import escape

import pandas as pd
import streamlit as st

from components.comparison import who_is_who
from components.comparison.mentions import joined_by_sound
from components.comparison.scope import SIDES, Scope
from components.reading.models import ENTITY_TYPES
from components.text.messages import Messages, isolate
from components.ui import address, doubts, filters, page, take_away
from components.ui.asking import ask, corpus
from components.ui.name_decisions import both

VIEWS = ("list", "waiting", "decided", "file")
PAGE_SIZE = 25
MOST_SPELLINGS = 4
_HEADS = ("names.column.name", "names.column.kind", "side.en", "side.ar")


def listing(scope: Scope, t: Messages) -> pd.DataFrame:
    """The filters and a page of the list; gives the rows shown."""
    left, middle, right = st.columns([3, 2, 2], vertical_alignment="bottom")
    address.field("find", "")
    text = left.text_input(t("names.find"), key="find", placeholder=t("names.find_hint"))
    with middle:
        known = address.choice(
            t("names.known"), who_is_who.KNOWN, "known", "all", shown=lambda name: t(f"names.known.{name}"))
    with right:
        side = address.choice(
            t("names.side"), who_is_who.SIDES_NAMED, "named", "all", shown=lambda name: t(f"names.side.{name}"))
    wanted = who_is_who.Wanted(side, known, text)
    whole = ask(who_is_who.listed, scope, wanted, 0, 0).attrs["all"]
    page.note(t.plural("names.count", whole))
    first = page.part(whole, PAGE_SIZE, t)
    frame = ask(who_is_who.listed, scope, wanted, first, PAGE_SIZE)
    if frame.empty:
        st.info(t("names.none"))
        return frame
    spelled = ask(who_is_who.spellings, scope, tuple(frame.entity_id))
    linked = ask(joined_by_sound, scope).set_index("entity_id")
    with st.container(key="names-list"):
        page.table([t(key) for key in _HEADS], filters.written(
            lambda: [_row(row, spelled, linked, t) for row in frame.itertuples()], t, "names", wanted, first))
    doubts.note((*frame.name_en, *frame.name_ar, *spelled.surface), t)
    kept = corpus()
    take_away.offer("names", t("page.names"), scope, t, lambda: who_is_who.listed(kept, scope, wanted))
    return frame


def _row(row, spelled: pd.DataFrame, linked: pd.DataFrame, t: Messages) -> list[str]:
    address_of = escape(filters.link("names", entity=row.entity_id))
    name = escape(both(row.name_en, row.name_ar, t)) or f"<bdi>{escape(row.entity_id)}</bdi>"
    marks = [t("names.badge.decided")] if row.entity_id in corpus().names.shown_under else []
    if not marks and not (row.name_en and row.name_ar) and not corpus().authority.entity(row.entity_id):
        marks.append(t("names.badge.discovered"))
    if row.entity_id in linked.index:
        found = linked.loc[row.entity_id]
        marks.append(t("names.badge.joined", other=both(found.name_en, "", t), similarity=t.percent(found.similarity)))
    badges = "".join(f' <span class="m-tag">{escape(mark)}</span>' for mark in marks)
    own = spelled[spelled.entity_id == row.entity_id]
    return [
        f'<a href="{address_of}" target="_self">{name}</a>{badges}{doubts.mark(row.name_en or row.name_ar, t)}'
        f'<br><small dir="ltr"><bdi>{escape(row.entity_id)}</bdi></small>',
        escape(t(f"kind.{row.entity_type}")) if row.entity_type in ENTITY_TYPES else "",
        *(_side(row, own[own.side == side], side, t) for side in reversed(SIDES)),
    ]


def _side(row, spelled: pd.DataFrame, side: str, t: Messages) -> str:
    mentions, articles = getattr(row, f"mentions_{side}"), getattr(row, f"articles_{side}")
    if not mentions:
        return "–"
    told = t("names.counted", mentions=t.plural("names.mentions", int(mentions)),
             articles=t.plural("articles.count", int(articles)))
    return f"{escape(told)}<br><small>{spellings(spelled, side, t, MOST_SPELLINGS)}</small>"


def spellings(spelled: pd.DataFrame, side: str, t: Messages, most: int) -> str:
    """How a side writes a name, with counts, as safe HTML."""
    rows = list(spelled.itertuples())
    told = [f'<bdi lang="{side}">{escape(isolate(row.surface))}</bdi> {escape(t.number(row.count))}'
            for row in rows[:most]]
    if len(rows) > most:
        told.append(escape(t.plural("names.more_spellings", len(rows) - most)))
    return (" · ").join(told)


def chosen(frame: pd.DataFrame, scope: Scope, t: Messages):
    """The row of the name that the person chose or that the address names; None where there is none."""
    wanted = st.session_state.get("entity") or st.query_params.get("entity")
    if wanted and wanted not in set(frame.entity_id):
        frame = pd.concat([ask(who_is_who.one, scope, wanted), frame], ignore_index=True)
    rows = {row.entity_id: row for row in frame.itertuples()}
    name = address.choice(
        t("names.choose"), rows, "entity", placeholder=t("names.choose_hint"),
        shown=lambda entity_id: both(rows[entity_id].name_en, rows[entity_id].name_ar, t) or entity_id)
    return rows.get(name)
