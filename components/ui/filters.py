"""The scope that every page obeys, chosen in the sidebar and kept in the address."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import streamlit as st

from components.comparison.scope import Scope
from components.reading.models import ENTITY_TYPES
from components.text.messages import Messages
from components.ui.asking import corpus

FIRST_DAY, LAST_DAY = dt.date(1900, 1, 1), dt.date(2100, 12, 31)


@st.cache_data(show_spinner=False, max_entries=20)
def _choices(version: str) -> tuple[pd.DataFrame, list[str]]:
    articles = corpus().table("articles")
    outlets = corpus().execute(articles.select("outlet").distinct().order_by("outlet")).outlet
    return corpus().stories(), [outlet for outlet in outlets if outlet]


def sidebar(t: Messages) -> None:
    """The widgets. What they hold is read by `scope()`."""
    stories, outlets = _choices(corpus().version)
    st.subheader(t("scope.title"), anchor=False)
    st.selectbox(
        t("scope.story"),
        list(stories.story),
        index=None,
        placeholder=t("scope.all_stories"),
        key="story",
        bind="query-params",
        format_func=lambda story: story_name(story, t),
    )
    st.multiselect(t("scope.outlets"), outlets, placeholder=t("scope.all_outlets"), key="outlets", bind="query-params")
    first, last = st.columns(2)
    with first:
        st.date_input(t("scope.from"), None, FIRST_DAY, LAST_DAY, key="from", bind="query-params", format="YYYY-MM-DD")
    with last:
        st.date_input(t("scope.to"), None, FIRST_DAY, LAST_DAY, key="to", bind="query-params", format="YYYY-MM-DD")
    st.multiselect(
        t("scope.types"),
        ENTITY_TYPES,
        placeholder=t("scope.all_types"),
        key="types",
        bind="query-params",
        format_func=lambda kind: t(f"kind.{kind}"),
    )
    st.toggle(t("scope.demonyms"), True, key="demonyms", bind="query-params", help=t("scope.demonyms_help"))


def scope() -> Scope:
    """What the person is looking at."""
    chosen = st.session_state
    return Scope(
        story=chosen.get("story"),
        outlets=tuple(chosen.get("outlets") or ()),
        first_day=chosen.get("from"),
        last_day=chosen.get("to"),
        types=tuple(chosen.get("types") or ()),
        demonyms=chosen.get("demonyms", True),
    )


def address(**more: str) -> dict[str, str | list[str]]:
    """The query parameters of the present view, with further ones for the page that is linked to."""
    own = {"lang", "digits", "story", "outlets", "from", "to", "types", "demonyms"}
    kept = {
        name: values if len(values := st.query_params.get_all(name)) > 1 else values[0]
        for name in st.query_params
        if name in own
    }
    return kept | more


def story_name(story: str, t: Messages) -> str:
    """The story's name in the interface language, where it has one in it."""
    stories, _ = _choices(corpus().version)
    found = stories.loc[stories.story == story, f"name_{t.language}"]
    return found.iloc[0] if len(found) else story
