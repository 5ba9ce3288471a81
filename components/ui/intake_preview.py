"""What was read, before any of it is kept: which, into which story, with which title, outlet, date; and the button."""

from __future__ import annotations

import streamlit as st

from components.comparison.stories import suggest
from components.corpus import waiting
from components.corpus.waiting import Intake
from components.reading import read
from components.text.messages import Messages
from components.ui import (
    filters,
    intake_article,
    intake_columns,
    intake_grid,
    intake_list,
    intake_listed,
    intake_progress,
    page,
)
from components.ui.asking import corpus
from components.ui.library import message

PAGE_SIZE = 50
SHOWN = ("all", "doubts", "alike", "left")
# A story is suggested by what these many articles name.
SAMPLE = 30


def show(one: Intake, t: Messages) -> str:
    """Everything that waits, a page at a time. Gives "keep" or "read" where the person wants that done now."""
    page.told(t.plural("upload.found", len(one.articles)))
    if one.stopped:
        st.error(message(one.stopped, t), icon=":material/error:")
    intake_progress.troubles(one, t)
    # Both are drawn, whichever of them was pressed.
    to_read = [intake_listed.offer(one, t), intake_columns.show(one, t)]
    wanted = _unfinished(one, t) or ("read" if any(to_read) else "")
    if not one.articles:
        _discard(one, t)
        return wanted
    _story(one, t)
    there = corpus().have(article.article_id for article in one.articles.values())
    numbers = _chosen(one, there, t)
    intake_grid.fill(one, numbers, t)
    on_page = _page(numbers, t)
    intake_grid.show(one, on_page, there, t)
    with st.container(horizontal=True, vertical_alignment="center"):
        keeping = sum(article.keep and not article.kept for article in one.articles.values())
        label = t.plural("upload.keep", keeping) if keeping else t("intake.nothing_chosen")
        if st.button(label, type="primary", icon=":material/save:", key="keep", disabled=not keeping):
            wanted = "keep"
        _discard(one, t)
    if on_page:
        intake_article.show(one, on_page, there, t)
        intake_list.show(one, on_page, there, t)
    return wanted


def _unfinished(one: Intake, t: Messages) -> str:
    """What was cancelled can be gone on with."""
    unread, remaining = one.unread(), one.remaining()
    if not unread and not remaining:
        return ""
    with st.container(horizontal=True, vertical_alignment="center"):
        told = t.plural("intake.unread", len(unread)) if unread else t.plural("intake.unkept", len(remaining))
        st.info(told, icon=":material/pause_circle:")
        if unread and st.button(t("intake.continue"), icon=":material/play_arrow:", key="continue"):
            return "read"
    return ""


def _discard(one: Intake, t: Messages) -> None:
    if st.button(t("intake.discard"), icon=":material/delete:", key="discard"):
        waiting.discard(one)
        del st.query_params["intake"]
        st.rerun()


def _story(one: Intake, t: Messages) -> None:
    """The story of all that name none themselves: chosen, or named anew; the one that shares their names is offered."""
    known = list(corpus().stories().story)
    key = f"story-{one.intake_id}"
    storyless = tuple(n for n, article in one.articles.items() if not article.draft.story)[:SAMPLE]
    suggested = _suggested(one.intake_id, corpus().version, storyless, _one=one) if storyless else None
    if key not in st.session_state:
        st.session_state[key] = one.story or suggested
    story = st.selectbox(
        t("upload.story"), known, index=None, key=key, accept_new_options=True, placeholder=t("upload.story_hint"),
        format_func=lambda name: filters.story_name(name, t), help=t("upload.story_help"),
    )
    one.into(story or "")
    if suggested and story == suggested:
        page.note(t("upload.story_suggested"))


@st.cache_data(show_spinner=False, max_entries=50)
def _suggested(intake_id: str, version: str, numbers: tuple[int, ...], *, _one: Intake) -> str | None:
    drafts = [_one.whole(number) for number in numbers]
    readings = [read(draft.text, draft.language, draft.published) for draft in drafts]
    return suggest(corpus(), {mention.entity_id for reading in readings for mention in reading.mentions})


def _chosen(one: Intake, there: set[str], t: Messages) -> list[int]:
    """The numbers of all articles, or of those only that want a look."""
    kinds = {
        "all": lambda article: True,
        "doubts": lambda article: bool(article.draft.problems),
        "alike": lambda article: bool(article.alike or article.twin is not None or article.article_id in there),
        "left": lambda article: not article.keep,
    }
    waits = {n: article for n, article in one.articles.items() if not article.kept}
    found = {kind: [n for n, article in waits.items() if is_one(article)] for kind, is_one in kinds.items()}
    if len(waits) == 1:
        return found["all"]
    kind = st.segmented_control(
        t("intake.show"), SHOWN, default="all", required=True, key="shown",
        format_func=lambda name: t(f"intake.show.{name}", n=len(found[name])),
    )
    return found[kind]


def _page(numbers: list[int], t: Messages) -> list[int]:
    pages = -(-len(numbers) // PAGE_SIZE)
    if pages < 2:
        return numbers
    number = st.number_input(t("articles.page", pages=pages), 1, pages, key="waiting-page", width=220)
    return numbers[(number - 1) * PAGE_SIZE:number * PAGE_SIZE]
