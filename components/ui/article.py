"""An article's own page: its text with all that was read in it, where each fact came from, and what happened to it."""

from __future__ import annotations

import datetime as dt
from html import escape

import pandas as pd
import streamlit as st

from components.comparison import annotated, offering, provenance
from components.comparison.annotated import Stretch
from components.comparison.scope import Scope
from components.corpus import Article, Change, Corpus, CorpusError
from components.reading.models import ENTITY_TYPES
from components.text.messages import Messages, isolate
from components.ui import access, articles, doubts, editing, filters, library, page, take_away
from components.ui.asking import ask, corpus

# A long article names hundreds; the rest is in the text itself.
MOST_NAMES = 15


def heading(article: Article, t: Messages) -> None:
    """Title, outlet, date, story and tags, in the article's own direction."""
    title = article.title or articles.opening(article.article_id)
    day = t.date(article.published) if article.published else t("basis.unknown")
    parts = [page.side_mark(article.language, t), f"<bdi>{escape(article.outlet or t('outlet.unknown'))}</bdi>",
             escape(day), escape(t.plural("words.count", article.word_count))]
    tags = "".join(f'<bdi class="m-tag">{escape(tag)}</bdi> ' for tag in article.tags)
    story = f"<bdi>{escape(filters.story_name(article.story, t))}</bdi>"
    direction = "rtl" if article.language == "ar" else "ltr"
    st.html(
        f'<section class="m-card m-article-head {article.language}"><h2 lang="{article.language}" dir="{direction}">'
        f"{escape(title)}{doubts.mark(title, t)}</h2><p>{' · '.join(parts)}</p>"
        f"<p>{escape(t('article.story'))}: {story} {tags}</p></section>"
    )
    doubts.note((title, article.outlet, article.author, *article.tags), t)


def text(article: Article, t: Messages) -> None:
    """The text with names, dates and quotations marked and what is no part of the article struck through."""
    stretches = ask(_annotated, Scope(), article.article_id)
    kinds = (*ENTITY_TYPES, "date")
    key = "".join(f'<span class="m-kind {kind}">{escape(t(f"kind.{kind}"))}</span> ' for kind in kinds)
    key += f'<span class="m-quote">{escape(t("kind.quote"))}</span> <del class="out">{escape(t("article.out"))}</del>'
    direction = "rtl" if article.language == "ar" else "ltr"
    body = "".join(_marked(stretch, t) for stretch in stretches)
    st.html(
        f'<div class="m-legend">{key}</div><div class="m-text m-whole" lang="{article.language}" dir="{direction}" '
        f'tabindex="0">{body}</div>'
    )


def _annotated(corpus_asked: Corpus, scope: Scope, article_id: str) -> list[Stretch]:
    return annotated.annotated(corpus_asked.article(article_id), corpus_asked.reading(article_id))


def _marked(stretch: Stretch, t: Messages) -> str:
    words = escape(stretch.text)
    if stretch.kind:
        told = [t(f"kind.{stretch.kind}"), stretch.other, t.interval(*stretch.days) if stretch.days else ""]
        tip = escape(" · ".join(part for part in told if part))
        words = f'<span class="m-kind {stretch.kind}" title="{tip}">{words}</span>'
    if stretch.quoted:
        words = f'<span class="m-quote">{words}</span>'
    return f'<del class="out">{words}</del>' if stretch.out else words


def names(article: Article, t: Messages) -> None:
    """Who and what the article names, each with a link to its sentences everywhere."""
    found = ask(_names, Scope(), article.article_id)
    if not found:
        page.note(t("article.no_names"))
        return
    items = []
    for entity_id, kind, english, arabic, n in found[:MOST_NAMES]:
        own, other = (arabic, english) if t.language == "ar" else (english, arabic)
        link = escape(filters.link("mentions", entity=entity_id))
        items.append([f'<a class="m-article" href="{link}" target="_self"><bdi>{escape(own or other)}</bdi></a>',
                      f"<bdi>{escape(other if own else '')}</bdi>",
                      f'<span class="m-kind {kind}">{escape(t(f"kind.{kind}"))}</span>', escape(t.number(n))])
    page.table([t(key) for key in ("article.name", "article.name_other", "article.kind", "article.mentions")], items)
    if len(found) > MOST_NAMES:
        page.note(t.plural("article.more_names", len(found) - MOST_NAMES))
    frame = pd.DataFrame(found, columns=["entity_id", "entity_type", "name_en", "name_ar", "mentions"])
    take_away.offer("article-names", _titled("article.names", article, t), None, t, frame)


def _titled(key: str, article: Article, t: Messages) -> str:
    """What a file about the article is called."""
    name = article.title or articles.opening(article.article_id)
    return t("take.of_article", what=t(key), title=isolate(name))


def _names(corpus_asked: Corpus, scope: Scope, article_id: str) -> list:
    return annotated.names(corpus_asked.reading(article_id))


def facts(article: Article, history: list[Change], t: Messages) -> None:
    """Where each fact came from."""
    reading = corpus().reading(article.article_id)
    rows = []
    for fact in provenance.facts(article, reading, history):
        value = articles.opening(article.article_id) if fact.source == "opening" else editing.shown(
            fact.field, fact.value, t)
        rows.append((t(f"article.{fact.field}"), value, _known(fact, article, t)))
    added = t.moment(article.added.replace(tzinfo=dt.UTC)) if article.added else ""
    by = t("article.added_by", moment=added, name=isolate(article.added_by)) if article.added_by else added
    rows.append((t("article.source"), article.source_name or t("article.pasted"), by))
    page.table([t(key) for key in ("article.fact", "article.value", "article.known_by")], [
        [escape(name), f'<bdi dir="auto">{escape(value)}</bdi>', escape(known)] for name, value, known in rows])
    take_away.offer("article-facts", _titled("article.facts", article, t), None, t,
                    pd.DataFrame(rows, columns=["fact", "value", "known_by"]), heads="article")


def _known(fact: provenance.Fact, article: Article, t: Messages) -> str:
    if fact.source == "date":
        return articles.basis(article, t)
    if fact.source != "corrected":
        return t(f"source.{fact.source}")
    change, moment = fact.change, _moment(fact.change.at, t)
    before = isolate(editing.shown(fact.field, change.before, t))
    if change.by:
        return t("source.corrected_by", moment=moment, before=before, name=isolate(change.by))
    return t("source.corrected", moment=moment, before=before)


def near_duplicates(article: Article, t: Messages) -> None:
    """Articles that say nearly the same, with their similarity."""
    found = ask(_alike, Scope(), article.article_id)
    if not found:
        page.note(t("article.none_alike"))
        return
    items = "".join(
        f"<li>{articles.linked(other, title)} · <bdi>{escape(outlet or t('outlet.unknown'))}</bdi> · "
        f"{escape(t('article.alike', share=t.percent(share)))}</li>" for other, title, outlet, share in found)
    st.html(f'<ul class="m-list">{items}</ul>')
    take_away.offer("article-near", _titled("article.near", article, t), None, t,
                    pd.DataFrame(found, columns=["article_id", "title", "outlet", "share"]))


def _alike(corpus_asked: Corpus, scope: Scope, article_id: str) -> list:
    similar = dict(provenance.alike(corpus_asked, article_id))
    rows = offering.described(corpus_asked, scope, tuple(similar))
    named = {row.article_id: row for row in rows.itertuples(name="Article")}
    return [(other, named[other].title, named[other].outlet, share) for other, share in similar.items()]


def history(article: Article, changes: list[Change], t: Messages) -> None:
    """What happened to the article, newest first, each change with its way back."""
    article_id, offered = article.article_id, set()
    for number, change in enumerate(changes):
        with st.container(horizontal=True, vertical_alignment="center", key=f"change-{number}"):
            struck = ' class="m-undone"' if change.undone else ""
            st.html(f'<p{struck}><small>{escape(_moment(change.at, t))}</small><br>{escape(_told(change, t))}</p>')
            if change.undone:
                page.note(t("history.undone"))
                continue
            if change.event_id in offered:
                continue
            offered.add(change.event_id)
            # An upload is taken back where it was added; this article by itself is removed above.
            if change.kind == "upload" or not access.may("editor"):
                continue
            if not access.may_undo(change.by):
                page.note(t("history.of_another"))
                continue
            label = t("history.undo") if change.articles == 1 else t.plural("history.undo_all", change.articles)
            if st.button(label, icon=":material/undo:", key=f"undo-{change.event_id}"):
                _undo(change.event_id, t)
            together = change.articles > 1 and change.field
            if together and st.button(t("history.undo_here"), key=f"here-{change.event_id}"):
                _undo_here(article_id, change.event_id, changes, t)
    rows = [(dt.datetime.fromisoformat(change.at).replace(tzinfo=None), _told(change, t), change.by, change.undone)
            for change in changes]
    take_away.offer("article-history", _titled("article.history", article, t), None, t,
                    pd.DataFrame(rows, columns=["changed_at", "told", "by", "undone"]))


def _undo(event_id: str, t: Messages) -> None:
    try:
        undone = corpus().undo(event_id)
    except CorpusError as error:
        st.error(library.message(error, t))
        return
    library.done(undone, t("articles.undone"))


def _undo_here(article_id: str, event_id: str, changes: list[Change], t: Messages) -> None:
    """Put back, in this article alone, what a change of many made of it."""
    fields, added, removed = {}, (), ()
    for change in changes:
        if change.event_id == event_id and change.field == "tags":
            added = tuple(tag for tag in change.before if tag not in change.after)
            removed = tuple(tag for tag in change.after if tag not in change.before)
        elif change.event_id == event_id:
            fields[change.field] = change.before
    editing.apply(editing.Edit((article_id,), fields, added, removed), corpus().moment, t("articles.undone"), t)


def _told(change: Change, t: Messages) -> str:
    if not change.field:
        told = [t.plural(f"history.{change.kind}", change.articles)]
    else:
        told = [t("history.changed", field=t(f"article.{change.field}"),
                  before=isolate(editing.shown(change.field, change.before, t)),
                  after=isolate(editing.shown(change.field, change.after, t)))]
        if change.articles > 1:
            told.append(t.plural("history.with_others", change.articles))
    return " · ".join([*told, t("history.by", name=isolate(change.by))] if change.by else told)


def _moment(iso: str, t: Messages) -> str:
    return t.moment(dt.datetime.fromisoformat(iso))
