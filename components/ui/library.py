"""The articles that are kept: the list, corrections, deletion and undo."""

from __future__ import annotations

from html import escape

import pandas as pd
import streamlit as st

from components.comparison import offering
from components.comparison.scope import Scope
from components.corpus import CorpusError
from components.corpus.seed import article_ids
from components.text.messages import Messages, isolate
from components.ui import articles, filters, page
from components.ui.asking import ask, corpus

PAGE_SIZE = 25
_COLUMNS = ("article.side", "article.title", "article.outlet", "article.published", "article.words", "article.story")


def table(scope: Scope, t: Messages) -> None:
    """The articles as a table that can be read aloud and searched in, a page at a time."""
    articles_in_scope = ask(offering.count, scope)
    pages = -(-articles_in_scope // PAGE_SIZE)
    number = 1
    if pages > 1:
        number = st.number_input(t("articles.page", pages=pages), 1, pages, key="page", width=220)
    st.html(f'<p class="m-note">{escape(t.plural("articles.count", articles_in_scope))}</p>')
    shown = ask(offering.listed, scope, (number - 1) * PAGE_SIZE, PAGE_SIZE)
    page.table([t(key) for key in _COLUMNS], [_row(row, t) for row in shown.itertuples()])


def _row(row, t: Messages) -> list[str]:
    day = t("basis.unknown") if pd.isna(row.published) else t.date(row.published.date())
    if row.published_basis == "inferred":
        day += f" ({t('basis.inferred')})"
    return [
        page.side_mark(row.language, t),
        f"<bdi>{escape(row.title)}</bdi>",
        f"<bdi>{escape(row.outlet or t('outlet.unknown'))}</bdi>",
        escape(day),
        escape(t.number(row.word_count)),
        f"<bdi>{escape(filters.story_name(row.story, t))}</bdi>",
    ]


def actions(scope: Scope, t: Messages) -> None:
    """Choose articles, then correct one or remove them."""
    chosen = articles.chooser(
        t("articles.choose"), scope, t, key="chosen_articles", placeholder=t("articles.choose_hint"), many=True
    )
    if not chosen:
        return
    if len(chosen) == 1:
        _correction(chosen[0], t)
    if st.button(t.plural("articles.delete", len(chosen)), icon=":material/delete:", key="delete"):
        _done(corpus().delete(chosen), t.plural("articles.deleted", len(chosen)))


def _correction(article_id: str, t: Messages) -> None:
    article = corpus().article(article_id)
    with st.form(f"correct-{article_id}", border=True):
        st.html(f'<p class="m-note">{escape(articles.basis(article, t))}</p>')
        fields = {
            "title": st.text_input(t("article.title"), article.title),
            "outlet": st.text_input(t("article.outlet"), article.outlet),
            "author": st.text_input(t("article.author"), article.author),
            "published": st.date_input(
                t("article.published"), article.published, filters.FIRST_DAY, filters.LAST_DAY, format="YYYY-MM-DD"
            ),
            "language": st.selectbox(
                t("article.language"),
                ("ar", "en"),
                ("ar", "en").index(article.language),
                format_func=lambda side: t(f"side.{side}"),
            ),
            "story": st.text_input(t("article.story"), article.story),
        }
        if st.form_submit_button(t("articles.save_correction"), icon=":material/check:"):
            changed = {name: value for name, value in fields.items() if value != getattr(article, name)}
            if not changed:
                st.info(t("articles.unchanged"))
                return
            try:
                _done(corpus().correct(article_id, **changed), t("articles.corrected"))
            except CorpusError as error:
                st.error(message(error, t))
    with st.expander(t("articles.text")):
        stored_text(article.text, corpus().reading(article_id).boilerplate, article.language)


def stored_text(text: str, boilerplate, language: str) -> None:
    """The text as it is stored, what is no part of the article struck through."""
    pieces, at = [], 0
    for item in sorted(boilerplate, key=lambda item: item.start):
        if item.start < at:
            continue
        pieces += [escape(text[at : item.start]), f'<del class="out">{escape(text[item.start : item.end])}</del>']
        at = item.end
    direction = "rtl" if language == "ar" else "ltr"
    body = "".join(pieces) + escape(text[at:])
    st.html(f'<div class="m-text" lang="{language}" dir="{direction}" tabindex="0">{body}</div>')


def _done(event: str, told: str) -> None:
    """Remember the change for the undo button, and draw the page anew with the corpus as it is now."""
    st.session_state["_last_change"] = (event, told)
    st.rerun()


def last_change(t: Messages) -> None:
    """What was done last in this session, with the way back."""
    if "_last_change" not in st.session_state:
        return
    event, told = st.session_state["_last_change"]
    with st.container(horizontal=True, vertical_alignment="center", key="last-change"):
        st.success(told)
        if event and st.button(t("articles.undo"), icon=":material/undo:", key="undo"):
            corpus().undo(event)
            _done("", t("articles.undone"))


def seed(t: Messages) -> None:
    """The way back for the story that ships with Mirsad, where some of it was removed."""
    if len(corpus().have(article_ids())) < len(article_ids()) and st.button(
        t("articles.restore_seed"), icon=":material/restart_alt:", key="restore-seed"
    ):
        saved = corpus().restore_seed()
        _done(saved.event, t("articles.seed_restored"))


def problems(t: Messages) -> None:
    """Files in the corpus folder that could not be used."""
    for problem in corpus().problems:
        st.warning(t(f"problem.{problem.code}", file=isolate(problem.file)))


def message(error: Exception, t: Messages) -> str:
    """An error of the corpus or of a parser as a sentence that says what to do."""
    return t(f"error.{error.code}", **{name: isolate(str(value)) for name, value in error.values.items()})
