"""Sentences as evidence: highlighted, each in its own direction, with article, outlet and date."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import pandas as pd
import streamlit as st

from components.comparison.evidence import PAGE_SIZE
from components.comparison.scope import Scope
from components.text.messages import Messages
from components.ui import articles, filters, page, take_away


def highlighted(text: str, marks: list[tuple[int, int]]) -> str:
    """The text as HTML, escaped, with the stretches marked; overlapping stretches are marked once.

    >>> highlighted("a <b>", [(2, 5)])
    'a <mark>&lt;b&gt;</mark>'
    """
    pieces, at = [], 0
    for start, end in sorted(marks):
        if start < at or start == end:
            continue
        pieces += [escape(text[at:start]), "<mark>", escape(text[start:end]), "</mark>"]
        at = end
    return "".join(pieces) + escape(text[at:])


def source_line(row, t: Messages) -> str:
    """Where a sentence stands: outlet, title, date (and how it is known), as escaped HTML."""
    parts = [f"<bdi>{escape(row.outlet or t('outlet.unknown'))}</bdi>"]
    parts.append(articles.linked(row.article_id, row.title))
    if pd.isna(row.published):
        parts.append(t("basis.unknown"))
    else:
        day = t.date(pd.Timestamp(row.published).date())
        parts.append(day if row.published_basis != "inferred" else f"{day} ({t('basis.inferred')})")
    parts.append(t("evidence.sentence", number=int(row.sentence_no) + 1))
    return " · ".join(parts)


def listing(
    frame: pd.DataFrame, t: Messages, name: str = "sentences", whole: Callable[[], pd.DataFrame] | None = None,
    within: Scope | None = None,
) -> None:
    """The sentences of a frame as comparison.evidence gives it, at most a page of them, the number of all above.

    name: of the list among the page's. whole: what makes the frame of all sentences, where this one was cut.
    within: the scope of a page whose sides may be outlets and tags.
    """
    shown(frame, t)
    if frame.empty:
        return
    take_away.offer(
        name, t("take.sentences"), within or filters.scope(), t,
        lambda: (whole() if whole else frame).drop(columns="marks"),
        codes={"language": "side"})


def shown(frame: pd.DataFrame, t: Messages) -> None:
    """The sentences as `listing` shows them, where there is nothing to take away."""
    if frame.empty:
        st.info(t("evidence.none"))
        return
    page.told(t.plural("evidence.count", frame.attrs.get("all", len(frame))))
    shown = frame.head(PAGE_SIZE)
    named = articles.titles(tuple(shown[["article_id", "title"]].drop_duplicates().itertuples(index=False, name=None)))
    shown = shown.assign(title=shown.article_id.map(named).fillna(""))
    items = [
        f'<li class="{getattr(row, "side", row.language)}">'
        f'<p lang="{row.language}" dir="{"rtl" if row.language == "ar" else "ltr"}">'
        f"{highlighted(row.text, row.marks)}</p><small>{source_line(row, t)}</small></li>"
        for row in shown.itertuples()
    ]
    st.html(f'<ul class="m-evidence">{"".join(items)}</ul>')
    if frame.attrs.get("all", len(frame)) > PAGE_SIZE:
        st.html(f'<p class="m-note">{escape(t("evidence.more", shown=PAGE_SIZE))}</p>')
