"""Articles as a person sees them: a card, a list, and what is known of their dates."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from html import escape

import pandas as pd
import streamlit as st

from components.comparison import offering
from components.comparison.remembering import Memory
from components.comparison.scope import Scope
from components.corpus import Article
from components.text.messages import Messages, isolate
from components.ui import address, filters, page
from components.ui.asking import ask, corpus

# Under a chart; all of them are on the Articles page.
MOST_DATED = 20


def label(row, t: Messages) -> str:
    """One line that tells the article from others: date, outlet, title or first words, which alone may be cut off at
    the end. `row`: an article or its row."""
    title = row.title or opening(row.article_id)
    parts = [_day(row.published, t), isolate(row.outlet) if row.outlet else "", isolate(title)]
    return " · ".join(part for part in parts if part)


@st.cache_resource(show_spinner=False)
def _openings() -> Memory:
    """First words by article; a text never changes, so whatever is done to the corpus, they stay."""
    return Memory(most_bytes=4 * 1024**2, weigh=lambda begun: 100 + 2 * len(begun))


def opening(article_id: str) -> str:
    """The first words of an article's body, for articles without a title."""
    return _openings().recall(article_id, lambda: offering.openings(corpus(), (article_id,)).get(article_id, ""))


def look_up(rows: Iterable) -> None:
    """Find out the first words of those of these articles that have no title (rows: article_id, title), by one
    question for all that are about to be shown.
    """
    known = _openings()
    if wanted := tuple(sorted({row.article_id for row in rows if not row.title and row.article_id not in known})):
        for article_id, begun in offering.openings(corpus(), wanted).items():
            known.recall(article_id, lambda begun=begun: begun)


@st.cache_data(show_spinner=False, max_entries=200)
def titles(rows: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """The title of each article, or its first words; rows: article_id and title. One question for all of them."""
    untitled = tuple(article_id for article_id, title in rows if not title)
    return dict(rows) | offering.openings(corpus(), untitled)


def linked(article_id: str, title: str) -> str:
    """An article's title, or its first words, as a link to its own page, as safe HTML."""
    shown, link = escape(title or opening(article_id)), escape(filters.article_link(article_id))
    return f'<a class="m-article" href="{link}" target="_self"><bdi>{shown}</bdi></a>'


def chooser(
    name: str, scope: Scope, t: Messages, side: str | None = None, key: str = "article", default: str | None = None,
    placeholder: str | None = None, many: bool = False,
) -> str | list[str] | None:
    """A list to choose an article from, or several; with a search above it where the scope has more than a list holds.

    name: the label. default: the article chosen at first, without which none is. The choice is kept in the address.
    """
    scope = scope.any_names
    all_articles = ask(offering.count, scope, side)
    words = ""
    if all_articles > offering.MOST_OFFERED:
        words = st.text_input(t("articles.search"), key=f"{key}_words", icon=":material/search:", help=t(
            "articles.offered", shown=offering.MOST_OFFERED, all=t.number(all_articles)))
    frame = ask(offering.offered, scope, side, words.strip())
    if words and frame.empty:
        page.note(t("articles.not_found"))
    rows = {row.article_id: row for row in frame.itertuples()}
    # What was chosen, or an address names, stays choosable although the list or the search has it not.
    held = st.session_state.get(key, st.query_params.get_all(key) or default)
    held = [default, *([held] if isinstance(held, str) else held or ())]
    if missing := tuple(article_id for article_id in held if article_id and article_id not in rows):
        more = ask(offering.described, scope, missing)
        rows |= {row.article_id: row for row in more.itertuples() if side in (None, row.language)}
    label_of = partial(_labelled, rows, t)
    if many:
        return st.multiselect(name, list(rows), key=key, placeholder=placeholder, format_func=label_of)
    return address.choice(name, rows, key, default, placeholder, label_of, always=default is not None)


def _labelled(rows: dict, t: Messages, article_id: str) -> str:
    return label(rows[article_id], t)


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
    shown = frame.sort_values("published", kind="stable").head(MOST_DATED)
    named = titles(tuple(zip(shown.article_id, shown.title, strict=True)))
    rows = [
        [
            page.side_mark(row.side, t),
            f'<span class="m-day">{escape(_day(row.published, t))}</span>',
            linked(row.article_id, named.get(row.article_id, "")),
            escape(basis(row, t)),
        ]
        for row in shown.itertuples()
    ]
    page.table([t(key) for key in ("article.side", "article.published", "article.title", "article.basis")], rows)


def _day(day, t: Messages) -> str:
    return "" if day is None or pd.isna(day) else t.date(pd.Timestamp(day).date())
