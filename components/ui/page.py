"""What every page begins with, and what it says when there is nothing to show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

import pandas as pd
import streamlit as st

from components.comparison.newest import MOST_ARTICLES
from components.comparison.scope import FEWEST_ARTICLES, Scope
from components.export.about import About, described
from components.text.messages import Messages
from components.ui import address, filters, i18n

# Pages that match or count words of the two languages: sides of outlets and tags mean nothing to them.
BY_LANGUAGE_ONLY = ("side-by-side", "ledger", "wording", "voices", "search")


def head(name: str) -> Messages:
    """The page's title and the question that it answers; gives the messages of this session."""
    t = i18n.current()
    st.title(t(f"page.{name}"), anchor=False)
    st.html(f'<p class="m-lede">{escape(t(f"lede.{name}"))}</p><p class="m-printed">{escape(printed(t))}</p>')
    if name in BY_LANGUAGE_ONLY and st.session_state.get("compare") and st.session_state.get("against"):
        st.info(t("sides.not_here"), icon=":material/translate:")
    return t


def printed(t: Messages) -> str:
    """What a page says of itself on paper: of which story and scope it is, and when it was printed."""
    scope = filters.with_reprints()
    about = About("", t, described(scope, filters.story_compared(scope, t), t))
    return t("print.source", scope=about.limits, day=about.made_on)


def heading(text: str, *notes: str) -> None:
    """The heading of a part, with quiet explanations under it; all of them are escaped.

    One piece of HTML, because every piece of its own costs the browser time at every click, and Streamlit's heading,
    which is Markdown that is read anew each time, as much as eight of them (2.4 ms).
    """
    st.html(f'<h2 class="m-heading">{escape(text)}</h2>' + "".join(map(_quiet, notes)))


def note(text: str) -> None:
    """A quiet explanation; the text is escaped."""
    st.html(_quiet(text))


def _quiet(text: str) -> str:
    return f'<p class="m-note">{escape(text)}</p>'


def told(text: str) -> None:
    """A quiet sentence on what has just been done or found, which is also said to those who can't see it."""
    st.html(f'<p class="m-note" role="status">{escape(text)}</p>')


def counted(denominators: pd.DataFrame, left_out: int, t: Messages) -> None:
    """Which articles the figures of a page are of, where they are not of all: the newest of very many, and without
    those that came just now (left_out: as Corpus.left_out).
    """
    if denominators.articles.max() > MOST_ARTICLES:
        note(t("counted.newest", most=MOST_ARTICLES))
    if left_out:
        told(t.plural("counted.left_out", left_out))


def out_of(
    denominators: pd.DataFrame, scope: Scope, t: Messages, lines: Mapping[str, str] | None = None, told: str = ""
) -> None:
    """Out of how much each side speaks, English first, and what so few articles can't carry.

    denominators: as comparison.mentions.totals. lines: what is said of each side, where it is not what stands there.
    told: a sentence between the two.
    """
    said = lines or {
        row.side: t("mentions.denominators", side=t(f"side.{row.side}"), facts=facts(row, t))
        for row in denominators.itertuples()
    }
    limits = t("honesty.reprints") if scope.reprints else ""
    if denominators.articles.min() < FEWEST_ARTICLES:
        limits = t("honesty.few_articles", fewest=FEWEST_ARTICLES)
    by_side(said, (told, limits))


def by_side(said: Mapping[str, str], more: Iterable[str] = ()) -> None:
    """A quiet sentence of each side, English first, then what holds of both; all of them are escaped."""
    sides = [side for side in ("en", "ar") if side in said]
    shown = [f'<p><span class="m-swatch {side}"></span>{escape(said[side])}</p>' for side in sides]
    shown += [f"<p>{escape(sentence)}</p>" for sentence in more if sentence]
    st.html(f'<div class="m-note m-by-side">{"".join(shown)}</div>')


def listed(sentences: list[str], safe: bool = False) -> None:
    """Sentences as a list; they are escaped here unless they come as safe HTML."""
    items = "".join(f"<li>{sentence if safe else escape(sentence)}</li>" for sentence in sentences)
    if items:
        st.html(f'<ul class="m-list">{items}</ul>')


def note_link(text: str, where: str) -> None:
    """A quiet way to another page; text and address are escaped."""
    st.html(f'<p class="m-note"><a href="{escape(where)}" target="_self">{escape(text)}</a></p>')


def part(whole: int, size: int, t: Messages, key: str = "part") -> int:
    """Which page of a list is shown, kept in the address; gives how many rows stand before it."""
    pages = -(-whole // size)
    if pages <= 1:
        return 0
    address.field(key, 1, range(1, pages + 1), read=int)
    return (st.number_input(t("articles.page", pages=pages), 1, pages, key=key, width=220) - 1) * size


def nothing_here(t: Messages) -> None:
    """Said where the scope holds no article."""
    st.info(t("scope.empty"), icon=":material/search_off:")


def table(heads: list[str], rows: list[list[str]]) -> None:
    """A table as HTML, which find-in-page and screen readers see. Heads are escaped here; cells come as safe HTML.

    On a telephone each row stands as a card, each cell under the head of its column; the roles say that it is a table
    there too.
    """
    named = [escape(text) for text in heads]
    head = "".join(f'<th scope="col" role="columnheader">{text}</th>' for text in named)
    body = "".join(
        '<tr role="row">'
        + "".join(f'<td role="cell" data-head="{text}">{cell}</td>' for text, cell in zip(named, cells, strict=True))
        + "</tr>"
        for cells in rows
    )
    st.html(
        '<div class="m-scroll" tabindex="0"><table class="m-table" role="table"><thead role="rowgroup">'
        f'<tr role="row">{head}</tr></thead><tbody role="rowgroup">{body}</tbody></table></div>'
    )


def side_mark(side: str, t: Messages) -> str:
    """A side's colour and name as safe HTML."""
    return f'<span class="m-swatch {side}"></span>{escape(t(f"side.{side}"))}'


def facts(row, t: Messages) -> str:
    """A side's denominators as a phrase: "1 article, 445 words, …"."""
    names = ("articles", "words", "sentences", "mentions")
    return t.list([t.plural(f"{name}.count", int(getattr(row, name))) for name in names])
