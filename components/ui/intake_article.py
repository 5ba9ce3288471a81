"""One article that waits: its text as it will be stored, what is left out of it, and its fields open to correction."""

from __future__ import annotations

from html import escape

import streamlit as st

from components.corpus import CorpusError, outlets
from components.corpus.arrivals import Waiting
from components.corpus.waiting import Intake
from components.reading import boilerplate
from components.text.messages import Messages, isolate
from components.ui import address, filters, intake_grid, intake_list, library, page


def show(one: Intake, numbers: list[int], there: set[str], t: Messages) -> None:
    """The article chosen, at first the first one on the page."""
    page.heading(t("intake.look"))
    choices = [number + 1 for number in numbers]
    asked = st.query_params.get("look", "")
    # One that a link names is shown although it stands on another page of the table.
    if asked.isdecimal() and int(asked) - 1 in one.articles and int(asked) not in choices:
        choices.append(int(asked))
    address.field("look", choices[0], choices, int)
    number = st.selectbox(
        t("intake.look_at"), choices, key="look",
        format_func=lambda n: f"{t.number(n)} · {isolate(intake_list.name(one.articles[n - 1]))}",
    )
    row = one.articles[number - 1]
    left, right = st.columns([3, 2])
    with right:
        _fields(one, row, t)
    with left:
        _text(one, row, there, t)


def _text(one: Intake, row: Waiting, there: set[str], t: Messages) -> None:
    draft = one.whole(row.number)
    stripped = boilerplate.find(draft.text, draft.language)
    told = [escape(sentence) for sentence in intake_list.doubts(row, there, t)]
    told += intake_list.alike(one, row, intake_list.titles(one, [row.number]), t)
    page.listed(told, safe=True)
    page.note(t.plural("upload.text", len(stripped)))
    library.stored_text(draft.text, stripped, draft.language)


def _fields(one: Intake, row: Waiting, t: Messages) -> None:
    """The fields as widgets; a change is written down before the page is drawn anew."""
    draft = row.draft

    def field(name: str, value: object) -> dict:
        key = f"look-{name}-{one.intake_id}-{row.number}"
        # What the table or another tab changed stands here too; what is typed here is written down by then.
        st.session_state[key] = value
        return {"key": key, "on_change": _changed, "args": (one, row.number, name, key)}

    st.checkbox(t("intake.keep_this"), **field("keep", row.keep))
    st.text_input(t("article.title"), **field("title", draft.title))
    st.text_input(t("article.outlet"), **field("outlet", draft.outlet))
    page.note(_outlet(row, t))
    st.date_input(t("article.published"), min_value=filters.FIRST_DAY, max_value=filters.LAST_DAY,
                  format="YYYY-MM-DD", **field("published", draft.published))
    page.note(how_dated(draft, t))
    st.selectbox(t("article.language"), intake_grid.LANGUAGES, format_func=lambda side: t(f"side.{side}"),
                 **field("language", draft.language))
    st.text_input(t("article.author"), **field("author", draft.author))
    st.text_input(t("article.story"), **field("story", draft.story), placeholder=filters.story_name(one.story, t))
    st.text_input(t("article.tags"), help=t("intake.tags_help"), **field("tags", ", ".join(draft.tags)))
    st.text_input(t("article.url"), **field("url", draft.url))
    page.note(t("intake.from", source=isolate(draft.source_name)))
    if draft.encoding:
        page.note(t("intake.encoded", encoding=isolate(draft.encoding)))


def _changed(one: Intake, number: int, name: str, key: str) -> None:
    value = st.session_state[key]
    if name == "tags":
        value = intake_grid.tags(value)
    elif name in intake_grid.TEXTS:
        value = intake_grid.text(value)
    try:
        one.edit({number: {name: value}})
    except CorpusError:
        # The page says why nothing can be written as soon as it tries to keep or to go on.
        return


def _outlet(row: Waiting, t: Messages) -> str:
    """How the outlet was recognised."""
    draft = row.draft
    known = outlets.named(draft.outlet)
    if not draft.outlet:
        return t("problem.no_outlet")
    if known is None:
        return t("intake.outlet_unknown")
    way = "address" if draft.url and outlets.by_address(draft.url) == known else "name"
    return t(f"intake.outlet_by_{way}",
             outlet=isolate(known.name_ar if t.language == "ar" and known.name_ar else known.name_en))


def how_dated(draft, t: Messages) -> str:
    """How the publication date was found."""
    reason = f"reason.{draft.published_reason}"
    return t(f"basis.{draft.published_basis}.long") + (" " + t(reason) if t.has(reason) else "")
