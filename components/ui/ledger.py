"""The ledger's pieces: how far it can be trusted, the points chosen, page by page, the table to take away."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from components.comparison import ledger
from components.comparison.discrepancies import KINDS
from components.comparison.ledger import STATES, Ledger, Point
from components.comparison.scope import Scope
from components.text.messages import Messages
from components.ui import access, address, articles, filters, method, page, take_away
from components.ui.ledger_decisions import buttons
from components.ui.ledger_kept import book, quick_book
from components.ui.ledger_point import html

__all__ = ["book", "chosen", "linked", "listing", "quick_book", "row", "take", "trust", "trusted"]

# Ten points stand on a page: every one brings its buttons, and drawing these is most of what a page takes.
PAGE_SIZE = 10
FILTERS = ("all", *STATES, "differ", "decided")


def trusted(t: Messages) -> str:
    """How far the states can be trusted, as was measured."""
    return t("ledger.trust", **_right(t))


def _right(t: Messages) -> dict[str, str]:
    """The measured share of right answers of each state, on translated news and on loose retellings."""
    return {
        f"{state}_{kind}": t.percent(method.figure("ledger", f"{state}_right", kind))
        for state in ("matched", "only", "undecided")
        for kind in ("translated", "retold")
    }


def trusted_to_differ(t: Messages) -> str:
    """How far the differences that are told can be trusted, as was measured."""
    flagged = {kind: t.percent(method.figure("discrepancies", "told", kind)) for kind in KINDS}
    false = sum(method.figure("discrepancies", "false_per_100_passages", kind) for kind in KINDS)
    return t("ledger.trust.differ", false=false, **flagged)


def trust(found: Ledger, t: Messages) -> None:
    """How far states and differences can be trusted, in a line and at length, and what was left out."""
    right = _right(t)
    page.note(t("ledger.trust.short", **{name: right[name] for name in right if not name.startswith("undecided")}))
    with st.expander(t("ledger.how")):
        page.note(trusted(t))
        page.note(trusted_to_differ(t))
        page.note(t("ledger.looser"))
    if any(found.left_out.values()):
        page.note(t("ledger.left_out", arabic=found.left_out["ar"], english=found.left_out["en"]))


def chosen(found: Ledger, t: Messages) -> list[Point]:
    """The filter with the number of points behind each choice; gives the points chosen."""
    counts = {name: len(_filtered(found, name)) for name in FILTERS}
    address.field("state", "all", FILTERS)
    state = st.segmented_control(
        t("ledger.filter"),
        FILTERS,
        required=True,
        key="state",
        format_func=lambda name: f"{t(f'ledger.filter.{name}')} · {t.number(counts[name])}",
    )
    return _filtered(found, state)


def _filtered(found: Ledger, name: str) -> list[Point]:
    if name == "all":
        return list(found.points)
    if name == "differ":
        return list(found.discrepancies)
    if name == "decided":
        return [point for point in found.points if point.decision]
    return [point for point in found.points if point.state == name]


def linked(found: Ledger, scope: Scope, t: Messages) -> str:
    """The point that the address names, on top; gives its subject, "" where there is none."""
    subject = st.query_params.get("point", "")
    point = next((point for point in found.points if point.subject == subject), None)
    if point is None:
        return ""
    with st.container(key="linked-point"):
        row(point, scope, t)
    back = f'<a href="{escape(filters.link("ledger"))}" target="_self">{escape(t("ledger.all"))}</a>'
    st.html(f'<p class="m-note">{back}</p>')
    return subject


def listing(points: list[Point], scope: Scope, t: Messages) -> None:
    """The points, PAGE_SIZE to a page."""
    if not points:
        st.info(t("ledger.none"))
        return
    first = page.part(len(points), PAGE_SIZE, t)
    shown = points[first : first + PAGE_SIZE]
    articles.look_up(said for point in shown for said in (*point.english, *point.arabic, point.nearest) if said)
    for point in shown:
        row(point, scope, t)


def row(point: Point, scope: Scope, t: Messages) -> None:
    """One point with its buttons."""
    with st.container(border=True, key=f"point-{point.subject}"):
        st.html(html(point, t))
        if access.may("editor"):
            with st.container(horizontal=True, key=f"decide-{point.subject}"):
                buttons(point, scope, t)


def take(points: Sequence[Point], scope: Scope, t: Messages) -> None:
    """The points as a table to take away."""
    take_away.offer(
        "ledger", t("page.ledger"), scope, t, lambda: ledger.as_frame(points), method=t("ledger.looser"),
        heads="ledger.column", codes={"reason": "ledger.reason", "decided": "ledger.decided"})
