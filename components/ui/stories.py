"""Stories and tags to work on: a table of them, what seems to belong elsewhere, and the forms that change them."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import pandas as pd
import streamlit as st

from components.comparison import browsing, offering, stories, story_suggestions
from components.comparison.scope import Scope
from components.comparison.story_suggestions import IGNORED, Suggestion
from components.corpus import Corpus, CorpusError
from components.text.messages import Messages, isolate
from components.ui import articles, editing, filters, library, page, take_away
from components.ui.asking import ask, corpus

# A screen of each; more come when these are dealt with, or by naming what one looks for.
MOST_SUGGESTED, MOST_STORIES, MOST_TAGS = 10, 100, 50


def table(listed: pd.DataFrame, t: Messages) -> None:
    """Every story with its names, its articles of each side and its days, each a link into its articles."""
    page.note(t.plural("stories.count", int((listed.story != "").sum())))
    rows = []
    for row in listed.head(MOST_STORIES).itertuples():
        own, other = (row.name_ar, row.name_en) if t.language == "ar" else (row.name_en, row.name_ar)
        days = "" if pd.isna(row.first) else t.interval(row.first.date(), row.last.date())
        rows.append([
            _linked(row.story, own or t("story.none"), row.articles),
            f"<bdi>{escape(other if other != own else '')}</bdi>",
            escape(t.number(row.arabic)), escape(t.number(row.english)), escape(days)])
    heads = ("article.story", "article.name_other", "side.ar", "side.en", "article.published")
    page.table([t(key) for key in heads], rows)
    if len(listed) > MOST_STORIES:
        page.note(t("stories.more", shown=MOST_STORIES))
    take_away.offer("stories", t("page.stories"), None, t, listed.rename(columns={
        "arabic": "articles_ar", "english": "articles_en"}))


def _linked(story: str, name: str, count: int) -> str:
    """A story's name, a link into its articles where it has some, as safe HTML."""
    if not count:
        return f"<bdi>{escape(name)}</bdi>"
    link = filters.link("articles", story=story) if story else filters.link("articles", problem="no_story")
    return f'<a class="m-article" href="{escape(link)}" target="_self"><bdi>{escape(name)}</bdi></a>'


def suggested(scope: Scope, t: Messages) -> None:
    """Articles that seem to belong to another story, each with the reason, to accept or to ignore."""
    found = ask(_suggestions, scope)
    page.note(t("stories.suggested_how", most=story_suggestions.MOST_ARTICLES))
    if not found:
        page.note(t("stories.none_suggested"))
        return
    shown = found[:MOST_SUGGESTED]
    rows = ask(offering.described, Scope(), tuple(sorted({item.article_id for item in shown})))
    titles = dict(zip(rows.article_id, rows.title, strict=True))
    for item in shown:
        with st.container(horizontal=True, vertical_alignment="center", key=f"suggested-{item.article_id}"):
            st.html(_reason(item, titles.get(item.article_id, ""), t))
            if st.button(t("stories.accept"), key=f"accept-{item.article_id}", icon=":material/check:"):
                edit = editing.Edit((item.article_id,), {"story": item.story})
                editing.apply(edit, corpus().moment, t("stories.moved_one"), t)
            if st.button(t("stories.ignore"), key=f"ignore-{item.article_id}", icon=":material/close:"):
                _do(lambda item=item: corpus().record(IGNORED, item.subject, {}), t("stories.ignored"), t)
    if len(found) > len(shown):
        page.note(t.plural("stories.more_suggested", len(found) - len(shown)))
    take_away.offer("stories-suggested", t("stories.suggested"), scope, t, lambda: pd.DataFrame(
        [(item.article_id, item.own, item.story, item.share, [own or other for own, other in item.names])
         for item in found], columns=["article_id", "story", "suggested", "share", "shared"]))


def _suggestions(asked: Corpus, scope: Scope) -> list[Suggestion]:
    return story_suggestions.suggestions(asked, scope)


def _reason(item: Suggestion, title: str, t: Messages) -> str:
    names = t.list([own or other for own, other in (pair[::-1] if t.language == "ar" else pair for pair in item.names)])
    to = isolate(filters.story_name(item.story, t))
    told = t("stories.fits", story=to) if not item.own else t(
        "stories.fits_better", story=to, own=isolate(filters.story_name(item.own, t)))
    why = t("stories.shares", share=t.percent(item.share), names=names)
    when = "" if item.days is None else t("stories.within") if not item.days else t.plural("stories.days", item.days)
    return (f'<p class="m-suggested">{articles.linked(item.article_id, title)}<br>{escape(told)}<br>'
            f"<small>{escape(why)} {escape(when)}</small></p>")


def made(t: Messages) -> None:
    """The form that names a new story."""
    with st.form("make-story", border=False, clear_on_submit=True):
        english, arabic = _both_names(t, "", "", "make-story")
        if st.form_submit_button(t("stories.make"), icon=":material/add:"):
            _do(lambda: stories.make(corpus(), english, arabic), t("stories.made"), t)


def changed(listed: pd.DataFrame, t: Messages) -> None:
    """One story: renamed, split, merged into another one, or forgotten where it is empty."""
    known = [story for story in listed.story if story]
    story = st.selectbox(t("stories.choose"), known, None, key="story-to-change", placeholder=t("stories.choose_hint"),
                         format_func=lambda name: filters.story_name(name, t))
    if not story:
        return
    row = listed.set_index("story").loc[story]
    _rename(story, row, t)
    if not row.articles:
        if st.button(t("stories.forget"), icon=":material/delete:", key="forget"):
            _do(lambda: stories.forget(corpus(), story), t("stories.forgotten"), t)
        return
    _split(story, t)
    others = [other for other in known if other != story]
    if others:
        _merge(story, others, t)


def _rename(story: str, row, t: Messages) -> None:
    held = editing.opened(f"story-{story}")
    # As it was called when the form was opened: should somebody else rename it meanwhile, what is typed here stays.
    before = editing.as_opened(f"story-{story}", (row.name_en, row.name_ar))
    with st.form(f"rename-{story}-{held.moment}", border=True):
        page.note(t("stories.rename_how"))
        english, arabic = _both_names(t, *before, key=f"rename-{story}-{held.moment}")
        if st.form_submit_button(t("stories.rename"), icon=":material/check:"):
            try:
                names = stories.names(corpus(), story, english, arabic)
            except CorpusError as error:
                st.error(library.message(error, t))
            else:
                editing.apply(editing.Edit((), stories={story: names}), held.moment, t("stories.renamed"), t)


def _split(story: str, t: Messages) -> None:
    with st.container(border=True, key="split"):
        page.note(t("stories.split_how"))
        chosen = articles.chooser(t("stories.split_articles"), Scope(story=story), t, key="split_articles", many=True,
                                  placeholder=t("stories.split_hint"))
        with st.form("split-story", border=False):
            english, arabic = _both_names(t, "", "", f"split-{story}")
            if st.form_submit_button(t("stories.split"), icon=":material/call_split:", disabled=not chosen):
                _do(lambda: stories.split(corpus(), chosen, english, arabic), t.plural("stories.moved", len(chosen)), t)


def _merge(story: str, others: list[str], t: Messages) -> None:
    with st.form("merge-story", border=True):
        page.note(t("stories.merge_how"))
        into = st.selectbox(t("stories.merge_into"), others, None, placeholder=t("stories.choose_hint"),
                            format_func=lambda name: filters.story_name(name, t))
        if st.form_submit_button(t("stories.merge"), icon=":material/call_merge:") and into:
            _do(lambda: stories.merge(corpus(), story, into), t("stories.merged"), t)


def tags(t: Messages) -> None:
    """Every tag with its articles, and the form that renames or removes one everywhere."""
    found = ask(browsing.tags, Scope())
    if found.empty:
        page.note(t("stories.no_tags"))
        return
    items = "".join(
        f'<a class="m-tag" href="{escape(filters.link("articles", tag=row.tag))}" target="_self">'
        f"<bdi>{escape(row.tag)}</bdi> · {escape(t.number(row.articles))}</a> "
        for row in found.head(MOST_TAGS).itertuples())
    st.html(f"<p>{items}</p>")
    take_away.offer("tags", t("article.tags"), None, t, found)
    with st.form("rename-tag", border=True):
        left, right = st.columns(2)
        tag = left.selectbox(t("article.tag"), list(found.tag), None, placeholder=t("stories.choose_tag"))
        new = right.text_input(t("stories.new_tag"), help=t("stories.new_tag_help"))
        if st.form_submit_button(t("stories.rename_tag"), icon=":material/sell:") and tag and new.strip() != tag:
            _do(lambda: stories.rename_tag(corpus(), tag, new), t("stories.tag_renamed"), t)


def _both_names(t: Messages, english: str, arabic: str, key: str) -> tuple[str, str]:
    left, right = st.columns(2)
    return (left.text_input(t("stories.name_en"), english, key=f"{key}-en"),
            right.text_input(t("stories.name_ar"), arabic, key=f"{key}-ar"))


def _do(change: Callable[[], str], told: str, t: Messages) -> None:
    try:
        event = change()
    except CorpusError as error:
        st.error(library.message(error, t))
        return
    library.done(event, told)
