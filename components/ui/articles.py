"""Articles as a person sees them: a card, a list, and what is known of their dates."""

from __future__ import annotations

from html import escape

import pandas as pd
import streamlit as st

from components.corpus import Article
from components.text.messages import Messages, isolate
from components.ui import page
from components.ui.asking import corpus

# Under a chart; all of them are on the Articles page.
MOST_DATED = 20


def label(row, t: Messages) -> str:
    """One line that tells the article from others: title or first words, outlet, date. `row`: an article or its row."""
    title = row.title or opening(row.article_id)
    parts = [isolate(title), isolate(row.outlet) if row.outlet else "", _day(row.published, t)]
    return " · ".join(part for part in parts if part)


@st.cache_data(show_spinner=False, max_entries=2_000)
def opening(article_id: str) -> str:
    """The first words of an article's body, for articles without a title."""
    article, reading = corpus().article(article_id), corpus().reading(article_id)
    body = article.text[reading.sentences[0].start : reading.sentences[0].end] if reading.sentences else article.text
    words = " ".join(body.split())
    return words if len(words) <= 70 else words[:70].rsplit(" ", 1)[0] + "…"


def card(article_id: str, t: Messages) -> None:
    """What is known of one article, and how its date is known."""
    article = corpus().article(article_id)
    rows = [
        ("article.title", article.title or opening(article_id)),
        ("article.outlet", article.outlet or t("outlet.unknown")),
        ("article.published", f"{_day(article.published, t) or t('basis.unknown')} — {basis(article, t)}"),
        ("article.words", t.number(article.word_count)),
        ("article.source", article.source_name),
    ]
    items = "".join(f'<dt>{escape(t(key))}</dt><dd dir="auto">{escape(value)}</dd>' for key, value in rows if value)
    st.html(f'<section class="m-card {article.language}"><dl>{items}</dl></section>')


def basis(article: Article, t: Messages) -> str:
    """How the publication date is known, with the reason where there is one."""
    reason = (article.published_reason_ar if t.language == "ar" else "") or article.published_reason
    if reason and t.has(f"reason.{reason}"):
        reason = t(f"reason.{reason}")
    known = t(f"basis.{article.published_basis}")
    return f"{known}: {isolate(reason)}" if reason else known


def dated(frame: pd.DataFrame, t: Messages) -> None:
    """The dated articles as a list under their timeline, each with how its date is known; at most MOST_DATED."""
    rows = []
    for row in frame.sort_values("published", kind="stable").head(MOST_DATED).itertuples():
        article = corpus().article(row.article_id)
        rows.append(
            [
                page.side_mark(row.side, t),
                escape(_day(row.published, t)),
                f"<bdi>{escape(row.title or opening(row.article_id))}</bdi>",
                escape(basis(article, t)),
            ]
        )
    page.table([t(key) for key in ("article.side", "article.published", "article.title", "article.basis")], rows)


def _day(day, t: Messages) -> str:
    return "" if day is None or pd.isna(day) else t.date(pd.Timestamp(day).date())
