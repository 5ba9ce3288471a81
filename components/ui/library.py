"""What was done last to the articles that are kept, the ways back, and what is amiss with the folder."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from html import escape

import streamlit as st

from components.corpus import CorpusError
from components.corpus.seed import article_ids
from components.text.messages import Messages, isolate
from components.ui import access, page
from components.ui.asking import corpus

# Under keys that begin so stands what forms were opened with.
OPENED = "_opened_"


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


def done(event: str, told: str, *others: str) -> None:
    """Remember the change for the undo button, and draw the page anew with the corpus as it is now.

    others: further events of the same act, to be taken back with it. Every form is opened anew: what it was opened with
    is what was there before.
    """
    close_forms()
    st.session_state["_last_change"] = ((event, *others) if event else (), told)
    st.rerun()


def close_forms() -> None:
    """Forget what the forms were opened with, and what was typed into them."""
    for key in [key for key in st.session_state if isinstance(key, str) and key.startswith(OPENED)]:
        del st.session_state[key]


def change(work: Callable[[], str], told: str, t: Messages) -> None:
    """Make a change (work gives its event) and remember it for the undo button; where it can't be made, say why."""
    try:
        event = work()
    except CorpusError as error:
        st.error(message(error, t))
        return
    done(event, told)


def last_change(t: Messages) -> None:
    """What was done last in this session, with the way back."""
    if "_last_change" not in st.session_state:
        return
    events, told = st.session_state["_last_change"]
    with st.container(horizontal=True, vertical_alignment="center", key="last-change"):
        st.success(told)
        if events and st.button(t("articles.undo"), icon=":material/undo:", key="undo"):
            take_back(t, *events)


def take_back(t: Messages, *events: str) -> None:
    """Take a change back and say so."""
    def work() -> str:
        corpus().undo(*events)
        # An undo is not offered to be undone.
        return ""

    change(work, t("articles.undone"), t)


def way_back(article_id: str, t: Messages) -> None:
    """For an article that was removed: the button that takes the removal back."""
    try:
        last = corpus().history(article_id)[0]
    except CorpusError:
        return
    if last.kind == "delete" and not last.undone:
        told = t("article.removed") if last.articles == 1 else t.plural("article.removed_with", last.articles)
        page.note(told)
        if access.may_undo(last.by) and st.button(t("articles.undo"), icon=":material/undo:", key="undo-removal"):
            take_back(t, last.event_id)


def seed(t: Messages) -> None:
    """The way back for the story that ships with Mirsad, where some of it was removed."""
    gone = access.may("editor") and len(corpus().have(article_ids())) < len(article_ids())
    if gone and st.button(t("articles.restore_seed"), icon=":material/restart_alt:", key="restore-seed"):
        change(lambda: corpus().restore_seed().event, t("articles.seed_restored"), t)


def problems(t: Messages) -> None:
    """Files in the corpus folder that could not be used."""
    for problem in corpus().problems:
        st.warning(t(f"problem.{problem.code}", file=isolate(problem.file)))


def incomplete(t: Messages) -> None:
    """Said on every page where files in the corpus folder could not be used: its figures are without them."""
    if count := len(corpus().problems):
        st.warning(t("problems.left_out", count=count), icon=":material/heart_broken:")


def message(error: Exception, t: Messages) -> str:
    """An error of the corpus or of a parser as a sentence that says what to do."""
    return t(f"error.{error.code}", **{name: isolate(_said(name, value, t)) for name, value in error.values.items()})


# What the operating system says where nothing can be written, and the messages that say it in both languages.
_REASONS = {os.strerror(number): told for number, told in (
    (errno.ENOSPC, "disk_full"), (errno.EDQUOT, "disk_full"), (errno.EFBIG, "disk_full"), (errno.EROFS, "read_only"),
    (errno.EACCES, "no_permission"), (errno.EPERM, "no_permission"), (errno.EIO, "disk_failed"))}


def _said(name: str, value: object, t: Messages) -> str:
    if isinstance(value, (int, float)):
        return t.number(value, 1)
    if name == "reason" and (known := _REASONS.get(str(value))):
        return t(f"reason.{known}")
    return t.language_name(str(value)) if name == "language" else str(value)
