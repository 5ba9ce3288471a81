"""The two reading panes with the links between them."""

from __future__ import annotations

import datetime as dt
from html import escape
from pathlib import Path

import streamlit as st

from components.comparison import side_by_side
from components.comparison.scope import Scope
from components.comparison.side_by_side import SideBySide
from components.corpus import Corpus
from components.reading.models import ENTITY_TYPES
from components.text.messages import Messages, isolate
from components.ui import articles, doubts, name_decisions, page, take_away

_HERE = Path(__file__).resolve().parent / "reading_panes"
_DIRECTION = {"ar": "rtl", "en": "ltr"}

_mount = st.components.v2.component(
    "mirsad_reading_panes",
    html='<div class="panes"></div>',
    css=(_HERE / "panes.css").read_text(encoding="utf-8"),
    js=(_HERE / "panes.js").read_text(encoding="utf-8"),
)


def compared(corpus: Corpus, scope: Scope, arabic_id: str, english_id: str) -> SideBySide:
    """The two articles compared; the scope is part of the question only so that answers are kept by it."""
    return side_by_side.compare(corpus, arabic_id, english_id)


def best_pair(corpus: Corpus, scope: Scope) -> tuple[str, str] | None:
    """The Arabic and the English article of the scope that have the most names in common."""
    return side_by_side.best_pair(corpus, scope.selection("ar"), scope.selection("en"))


def show(comparison: SideBySide, t: Messages) -> None:
    """The panes. Hover or focus shows the counterpart; a click holds it."""
    panes = {"ar": comparison.arabic, "en": comparison.english}
    kinds = {kind: t(f"kind.{kind}") for kind in ENTITY_TYPES} | {"date": t("kind.date"), "quote": t("kind.quote")}
    data = {
        "panes": {side: _pane(pane, side, t) for side, pane in panes.items()},
        "links": [_link(match, comparison.decided, t) for match in comparison.matches],
        "words": {
            "direction": t.direction,
            "kinds": kinds,
            "legend": t("side_by_side.legend"),
            "hint": t("side_by_side.hint"),
            "paper": t("side_by_side.paper"),
            "alone": t("side_by_side.alone"),
            "only": {side: t(f"side_by_side.only.{side}") for side in panes},
        },
    }
    _mount(key="reading_panes", data=data, on_picked_change=lambda: None)
    doubts.note((name for pane in panes.values() for name in _named(pane)), t)


def _named(pane) -> list[str]:
    """The article's title and outlet, and every name that is marked in it."""
    marked = (piece.text for line in pane.lines for piece in line.pieces if piece.entity)
    return [pane.article.title, pane.article.outlet, *marked]


def _pane(pane, side: str, t: Messages) -> dict:
    lines = side_by_side.as_data(pane.lines)
    for line in lines:
        for piece in line["pieces"]:
            if piece.get("kind") == "date":
                days = map(dt.date.fromisoformat, piece.pop("tip").split("/"))
                piece["interval"] = t.interval(*days)
            if alike := piece.pop("alike", 0.0):
                piece["joined"] = t("side_by_side.joined_tip", similarity=t.percent(alike))
    article = pane.article
    day = t.date(article.published) if article.published else t("basis.unknown")
    return {
        "side": side,
        "language": side,
        "direction": _DIRECTION[side],
        "lines": lines,
        "label": article.title or articles.opening(article.article_id),
        "meta": f"{isolate(article.outlet or t('outlet.unknown'))} · {day} · {articles.basis(article, t)}",
    }


def _link(match, decided, t: Messages) -> dict:
    numbers = match.english.sentence_no, match.arabic.sentence_no
    by_person = numbers in decided
    return {
        "en": numbers[0],
        "ar": numbers[1],
        "state": match.state,
        "label": t("match.person") if by_person else t(f"match.{match.state}", score=t.percent(match.score)),
        "evidence": [(item.english, item.arabic) for item in match.evidence if item.weight > 0],
    }


def joined(comparison: SideBySide, t: Messages) -> None:
    """The names of the two articles that count as one because they sound alike, and the ways to say whether they do."""
    if not comparison.joins:
        return
    page.heading(t("side_by_side.joined"))
    page.note(t("side_by_side.joined_how"))
    for join in comparison.joins:
        name_decisions.join(join, join.entity_type, t)


def take(comparison: SideBySide, scope: Scope, t: Messages) -> None:
    """The two articles sentence by sentence, each with what answers it, as a table to take away."""
    take_away.offer(
        "side-by-side", t("page.side-by-side"), scope, t, lambda: side_by_side.as_frame(comparison),
        method=summary(comparison, t), heads="ledger.column")


def summary(comparison: SideBySide, t: Messages) -> str:
    """How many passages answer each other, out of how many."""
    matched = [m for m in comparison.matches if m.state == "matched"]
    undecided = len(comparison.matches) - len(matched)
    return t(
        "side_by_side.summary",
        matched=len(matched),
        undecided=undecided,
        arabic=len(comparison.arabic.lines),
        english=len(comparison.english.lines),
    )


def only_here(comparison: SideBySide, t: Messages) -> None:
    """The names that one article has and the other has not."""
    names = {}
    for side, pane in (("ar", comparison.arabic), ("en", comparison.english)):
        for line in pane.lines:
            for piece in line.pieces:
                if piece.only:
                    names.setdefault(side, {}).setdefault(piece.entity, piece.text)
    page.heading(t("side_by_side.only_here"))
    cards = []
    for side in ("en", "ar"):
        tags = " ".join(
            f'<bdi class="m-tag" lang="{side}">{escape(name)}</bdi>' for name in names.get(side, {}).values()
        )
        cards.append(
            f'<section class="m-card {side}" dir="{t.direction}"><h3>{escape(t(f"side_by_side.only.{side}"))}</h3>'
            f'<p dir="{_DIRECTION[side]}">{tags or escape(t("side_by_side.none"))}</p></section>'
        )
    st.html(f'<div class="m-cards" dir="ltr">{"".join(cards)}</div>')
