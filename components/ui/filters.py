"""The scope that every page obeys, chosen in the sidebar and kept in the address."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable
from dataclasses import replace
from html import escape
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from components.comparison import browsing, offering, reprints
from components.comparison.scope import BY_LANGUAGE, Scope, Side, named_sides
from components.reading.models import ENTITY_TYPES
from components.text.messages import LANGUAGES, Messages, isolate
from components.ui import address
from components.ui.asking import Answer, ask, corpus, kept

# Parameters of the address: the side that is read first, and the other.
SIDE_KEYS = ("compare", "against")

FIRST_DAY, LAST_DAY = dt.date(1900, 1, 1), dt.date(2100, 12, 31)


def _tags() -> list[str]:
    return list(ask(browsing.tags, Scope()).tag)


class _Choices:
    """What the sidebar has to choose from. stories: as Corpus.stories. names: by story, in each language."""

    def __init__(self) -> None:
        articles = corpus().table("articles")
        self.stories: pd.DataFrame = corpus().stories(with_empty=True)
        self.with_articles = list(self.stories.story[self.stories.articles > 0])
        self.names = {
            language: dict(zip(self.stories.story, self.stories[f"name_{language}"], strict=True))
            for language in LANGUAGES
        }
        outlets = corpus().execute(articles.select("outlet").distinct().order_by("outlet")).outlet
        self.outlets = [outlet for outlet in outlets if outlet]


def _choices() -> _Choices:
    return kept(_Choices, "choices")


def sidebar(t: Messages) -> None:
    """The widgets. What they hold is read by `scope()`."""
    choices = _choices()
    outlets, names = choices.outlets, choices.names[t.language]
    st.html(f'<h2 class="m-heading">{escape(t("scope.title"))}</h2>')
    address.choice(t("scope.story"), choices.with_articles, "story", placeholder=t("scope.all_stories"),
                   shown=lambda story: names[story] if story else t("story.none"))
    address.field("outlets", (), outlets)
    st.multiselect(t("scope.outlets"), outlets, placeholder=t("scope.all_outlets"), key="outlets")
    _sides(outlets, t)
    for key in ("from", "to"):
        address.field(key, None, read=address.day)
        st.date_input(t(f"scope.{key}"), None, FIRST_DAY, LAST_DAY, key=key, format="YYYY-MM-DD")
    address.field("types", (), ENTITY_TYPES)
    st.multiselect(
        t("scope.types"),
        ENTITY_TYPES,
        placeholder=t("scope.all_types"),
        key="types",
        format_func=lambda kind: t(f"kind.{kind}"),
    )
    address.field("demonyms", True, read=address.flag)
    st.toggle(t("scope.demonyms"), key="demonyms", help=t("scope.demonyms_help"))
    address.field("capitals", False, read=address.flag)
    st.toggle(t("scope.capitals"), key="capitals", help=t("scope.capitals_help"))
    address.field("reprints", False, read=address.flag)
    st.toggle(t("scope.reprints"), key="reprints", help=t("scope.reprints_help"))
    told = left_out(t)
    if told:
        st.caption(told)


def _sides(outlets: list[str], t: Messages) -> None:
    """What stands on either side, where that is not a language."""
    options = [*(f"outlet:{outlet}" for outlet in outlets), *(f"tag:{tag}" for tag in _tags())]
    for key in SIDE_KEYS:
        address.field(key, (), options)
    with st.expander(t("sides.title"), expanded=any(st.session_state[key] for key in SIDE_KEYS)):
        for key in SIDE_KEYS:
            st.multiselect(t(f"sides.{key}"), options, key=key, placeholder=t(f"sides.{key}.default"),
                           format_func=lambda option: _member(option, t))
        chosen = [bool(st.session_state[key]) for key in SIDE_KEYS]
        st.caption(t("sides.choose_both") if any(chosen) and not all(chosen) else t("sides.how"))


def _member(option: str, t: Messages) -> str:
    kind, _, name = option.partition(":")
    return name if kind == "outlet" else t("sides.tag", tag=isolate(name))


def sides() -> tuple[Side, Side]:
    """The two sides that the person chose: outlets and tags where both sides have some, else the languages."""
    members = [st.session_state.get(key) or () for key in SIDE_KEYS]
    if not all(members):
        return BY_LANGUAGE
    found = [
        Side("", outlets=tuple(m.removeprefix("outlet:") for m in own if m.startswith("outlet:")),
             tags=tuple(m.removeprefix("tag:") for m in own if m.startswith("tag:")))
        for own in members
    ]
    return named_sides(found[1], found[0])


def compared(t: Messages) -> tuple[Scope, Messages]:
    """What the person is looking at on a page whose sides may be outlets and tags, and messages that call them so."""
    chosen = replace(with_reprints(), sides=sides())
    if not chosen.by_language:
        called = {side.slot: t.list([*side.outlets, *(t("sides.tag", tag=tag) for tag in side.tags)])
                  for side in chosen.sides}
        named = {f"side.{slot}{part}": name for slot, name in called.items() for part in ("", ".coverage")}
        named |= {f"network.alt.{slot}": t("network.alt.named", side=name) for slot, name in called.items()}
        t = t.calling(named)
    return (chosen if chosen.reprints else replace(chosen, without=_reprints(chosen).surplus)), t


def scope() -> Scope:
    """What the person is looking at: of reprints the earliest, unless all are to count."""
    chosen = with_reprints()
    return chosen if chosen.reprints else replace(chosen, without=_reprints(chosen).surplus)


def with_reprints() -> Scope:
    """What the person is looking at, every article of it, for pages that list articles rather than count them."""
    chosen = st.session_state
    return Scope(
        story=chosen.get("story"),
        outlets=tuple(chosen.get("outlets") or ()),
        first_day=chosen.get("from"),
        last_day=chosen.get("to"),
        types=tuple(chosen.get("types") or ()),
        demonyms=chosen.get("demonyms", True),
        capitals=chosen.get("capitals", False),
        reprints=chosen.get("reprints", False),
    )


def left_out(t: Messages, within: Scope | None = None) -> str:
    """A sentence on the reprints in the scope: how many don't count, or why none was looked for; empty without any."""
    chosen = replace(within, without=()) if within else with_reprints()
    found = _reprints(chosen)
    if not found.searched:
        return t("reprints.not_searched", most=reprints.MOST_ARTICLES)
    if not found.surplus:
        return ""
    n = len(found.surplus)
    return t.plural("reprints.counted", n) if chosen.reprints else t.plural("reprints.left_out", n)


def _reprints(chosen: Scope) -> reprints.Reprints:
    # What of the articles is counted makes no reprint of them: one search serves every kind of names.
    return ask(reprints.find, replace(chosen.any_names, reprints=False))


def several_stories(scope: Scope) -> bool:
    """Whether articles of more than one story are in scope."""
    return ask(offering.stories, scope.any_names) > 1


def link(page: str, **more: str) -> str:
    """The address of a page within the present scope, with further parameters."""
    kept = address.parameters(
        "lang", "digits", "story", "outlets", "from", "to", "types", "demonyms", "capitals", "reprints", *SIDE_KEYS
    )
    return f"{page}?" + urlencode(kept | more, doseq=True)


def written(work: Callable[[], Answer], t: Messages, *depends_on: Hashable) -> Answer:
    """What is written of answers in this scope and language, its links included, kept until the corpus changes.

    depends_on: as of asking.kept, the scope and the language left out.
    """
    return kept(work, *depends_on, link(""), t.language, t.digits)


def article_link(article_id: str) -> str:
    """The address of an article's own page, within the present scope."""
    return link("article", id=article_id)


def story_name(story: str, t: Messages) -> str:
    """The story's name in the interface language, where it has one in it."""
    return _choices().names[t.language].get(story, story) if story else t("story.none")


def story_compared(scope: Scope, t: Messages) -> str:
    """The name of the one story that the scope can hold; empty where it may hold several, or articles without one."""
    held = _choices().with_articles
    story = scope.story or (held[0] if len(held) == 1 else "")
    return story_name(story, t) if story else ""


def story_key(name: str) -> str:
    """The story that a person means by a name that was chosen or typed; a name of no story is that of a new one."""
    stories, name = _choices().stories, name.strip()
    for column in ("story", "name_en", "name_ar"):
        if len(found := stories.story[stories[column] == name]):
            return str(found.iloc[0])
    return name
