"""What is known of articles, changed by hand: one article or many, with the choice left to the person where somebody
else has changed the same meanwhile.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace

import streamlit as st

from components.comparison import browsing, offering
from components.comparison.scope import SIDES, Scope
from components.corpus import Article, Clash, Conflict, Corpus, CorpusError
from components.text.messages import Messages, isolate
from components.ui import access, articles, filters, library, page
from components.ui.asking import ask, corpus

_CLASH = "_clash"
# Of many articles that somebody else changed meanwhile, so many are named.
MOST_NAMED = 5
# What a change of many articles can empty.
EMPTIABLE = ("story", "outlet", "author", "published")


@dataclass(frozen=True)
class Edit:
    """What a person wants changed: fields of some articles, tags added and removed, names of stories."""

    about: tuple[str, ...]
    fields: dict = field(default_factory=dict)
    add_tags: tuple[str, ...] = ()
    remove_tags: tuple[str, ...] = ()
    stories: dict = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        return not (self.fields or self.add_tags or self.remove_tags or self.stories)

    def without(self, name: str) -> Edit:
        """The same without a field (or tags)."""
        kept = {key: value for key, value in self.fields.items() if key != name}
        return replace(self, fields=kept, **({"add_tags": (), "remove_tags": ()} if name == "tags" else {}))


@dataclass(frozen=True)
class _Opened:
    """What a form was opened with."""

    article_id: str
    moment: int
    article: Article | None = None


@dataclass(frozen=True)
class _Pending:
    """An edit that somebody else's changes stand against, and the moment up to which the person sees those."""

    edit: Edit
    clashes: tuple[Clash, ...]
    moment: int
    told: str


def opened(name: str, article_id: str = "") -> _Opened:
    """What the form of this name was opened with; it is opened anew when it is about another article."""
    held = st.session_state.get(library.OPENED + name)
    if held is None or held.article_id != article_id:
        moment = corpus().moment
        held = _Opened(article_id, moment, corpus().article(article_id) if article_id else None)
        st.session_state[library.OPENED + name] = held
    return held


def as_opened(name: str, now: object) -> object:
    """What a form was opened with beside the moment: what is now, the first time."""
    return st.session_state.setdefault(f"{library.OPENED}{name}_with", now)


def apply(edit: Edit, since: int, told: str, t: Messages) -> None:
    """Write an edit down and say so, or ask the person where somebody else changed the same since."""
    if edit.is_empty:
        st.info(t("articles.unchanged"))
        return
    try:
        event = corpus().amend(edit.about, since=since, add_tags=edit.add_tags, remove_tags=edit.remove_tags,
                               stories=edit.stories, **edit.fields)
    except Conflict as conflict:
        st.session_state[_CLASH] = _Pending(edit, conflict.clashes, corpus().moment, told)
        st.rerun()
    except CorpusError as error:
        st.error(library.message(error, t))
        return
    st.session_state.pop(_CLASH, None)
    library.done(event, told)


def pending(t: Messages) -> bool:
    """Ask about an edit that somebody else's changes stand against; says whether there is one."""
    held: _Pending | None = st.session_state.get(_CLASH)
    if held is None:
        return False
    with st.form("clash", border=True):
        page.heading(t("conflict.title"))
        one = len(held.edit.about) <= 1
        left = _field_by_field(held, t) if one else _altogether(held, t)
        save, drop = st.columns(2)
        if save.form_submit_button(t("conflict.save"), type="primary", icon=":material/check:"):
            st.session_state.pop(_CLASH)
            if left.is_empty or not (left.about or left.stories):
                library.done("", t("conflict.theirs_stays"))
            apply(left, held.moment, held.told, t)
        if drop.form_submit_button(t("conflict.drop"), icon=":material/close:"):
            st.session_state.pop(_CLASH)
            library.done("", t("conflict.theirs_stays"))
    return True


def _field_by_field(held: _Pending, t: Messages) -> Edit:
    left = held.edit
    for number, clash in enumerate(held.clashes):
        name = "story" if not clash.article_id else clash.field
        mine = _mine(held.edit, clash, t)
        said = {"theirs": t("conflict.theirs", value=isolate(shown(name, clash.theirs, t))),
                "mine": t("conflict.mine", value=isolate(mine))}
        choice = st.radio(t(f"article.{name}"), list(said), key=f"clash-{held.moment}-{number}",
                          format_func=said.__getitem__)
        if choice == "theirs":
            left = left.without(clash.field) if clash.article_id else replace(
                left, stories={key: names for key, names in left.stories.items() if key != clash.field})
    return left


def _altogether(held: _Pending, t: Messages) -> Edit:
    touched = {clash.article_id for clash in held.clashes if clash.article_id}
    page.note(t.plural("conflict.many", len(touched)))
    named = ask(_titles, Scope(), tuple(sorted({c.article_id for c in held.clashes[:MOST_NAMED] if c.article_id})))
    for clash in held.clashes[:MOST_NAMED]:
        title = named.get(clash.article_id, "")
        page.note(t("conflict.one_of_many", title=isolate(title), field=t(f"article.{clash.field}"),
                    value=isolate(shown(clash.field, clash.theirs, t))) if title else
                  t("conflict.theirs", value=isolate(shown("story", clash.theirs, t))))
    choice = st.radio(t("conflict.choose"), ("leave", "change"), key=f"clash-{held.moment}",
                      format_func=lambda name: t(f"conflict.{name}"))
    if choice == "change":
        return held.edit
    return replace(held.edit, about=tuple(a for a in held.edit.about if a not in touched))


def _titles(corpus_asked: Corpus, scope: Scope, article_ids: tuple[str, ...]) -> dict[str, str]:
    frame = offering.described(corpus_asked, scope, article_ids)
    return dict(zip(frame.article_id, frame.title, strict=True))


def _mine(edit: Edit, clash: Clash, t: Messages) -> str:
    if not clash.article_id:
        return shown("story", edit.stories[clash.field], t)
    if clash.field == "tags":
        changed = [t("conflict.tag_added", tag=isolate(tag)) for tag in edit.add_tags]
        return t.list([*changed, *(t("conflict.tag_removed", tag=isolate(tag)) for tag in edit.remove_tags)])
    return shown(clash.field, edit.fields[clash.field], t)


def shown(name: str, value: object, t: Messages) -> str:
    """A value of a field in words, also where it is empty."""
    if isinstance(value, dict):
        return t("stories.both_names", english=isolate(value.get("en", "")), arabic=isolate(value.get("ar", "")))
    if not value:
        return t("conflict.empty")
    if name == "published":
        return t.date(value if isinstance(value, dt.date) else dt.date.fromisoformat(str(value)))
    if name == "language":
        return t(f"side.{value}")
    if name == "story":
        return filters.story_name(str(value), t)
    return t.list(list(value)) if name == "tags" else str(value)


def correction(article_id: str, t: Messages) -> None:
    """The form that corrects one article."""
    held = opened("one", article_id)
    article = held.article
    known = list(ask(browsing.tags, Scope()).tag)
    stories = list(corpus().stories(with_empty=True).story)
    if _changed_since(article):
        st.warning(t("conflict.changed_since"), icon=":material/group:")
        if st.button(t("conflict.reload"), key="reload", icon=":material/refresh:"):
            st.session_state.pop(library.OPENED + "one")
            st.rerun()
    with st.form(f"correct-{article_id}-{held.moment}", border=True):
        page.note(articles.basis(article, t))
        title = st.text_input(t("article.title"), article.title)
        left, right = st.columns(2)
        outlet = left.text_input(t("article.outlet"), article.outlet)
        author = right.text_input(t("article.author"), article.author)
        published = left.date_input(t("article.published"), article.published, filters.FIRST_DAY, filters.LAST_DAY,
                                    format="YYYY-MM-DD")
        language = right.selectbox(t("article.language"), SIDES, SIDES.index(article.language),
                                   format_func=lambda side: t(f"side.{side}"))
        story = left.selectbox(t("article.story"), [s for s in dict.fromkeys([article.story, *stories]) if s],
                               0 if article.story else None, accept_new_options=True, placeholder=t("story.none"),
                               format_func=lambda name: filters.story_name(name, t))
        tags = right.multiselect(t("article.tags"), list(dict.fromkeys([*article.tags, *known])), list(article.tags),
                                 accept_new_options=True, placeholder=t("articles.tags_hint"))
        if st.form_submit_button(t("articles.save_correction"), icon=":material/check:"):
            fields = {"title": title, "outlet": outlet, "author": author, "published": published, "language": language,
                      "story": filters.story_key(story or "")}
            edit = Edit(
                (article_id,),
                {name: value for name, value in fields.items() if value != getattr(article, name)},
                tuple(tag for tag in tags if tag not in article.tags),
                tuple(tag for tag in article.tags if tag not in tags),
            )
            apply(edit, held.moment, t("articles.corrected"), t)


def _changed_since(article: Article) -> bool:
    return corpus().article(article.article_id) != article


def many(article_ids: tuple[str, ...], t: Messages) -> None:
    """The form that changes many articles alike, by one event; what is left empty stays as it is."""
    held = opened("many")
    known = list(ask(browsing.tags, Scope()).tag)
    own = list(ask(browsing.tags, Scope(), article_ids).tag)
    stays = t("articles.stays")
    with st.form(f"change-{held.moment}", border=True):
        page.note(t("articles.change_hint"))
        left, right = st.columns(2)
        stories = [story for story in corpus().stories(with_empty=True).story if story]
        story = left.selectbox(t("article.story"), stories, None, accept_new_options=True, placeholder=stays,
                               format_func=lambda name: filters.story_name(name, t), key=f"many-story-{held.moment}")
        published = right.date_input(t("article.published"), None, filters.FIRST_DAY, filters.LAST_DAY,
                                     format="YYYY-MM-DD", key=f"many-published-{held.moment}")
        added = left.multiselect(t("articles.add_tags"), known, accept_new_options=True, placeholder=stays,
                                 key=f"many-add-{held.moment}")
        removed = right.multiselect(t("articles.remove_tags"), own, placeholder=stays, key=f"many-remove-{held.moment}")
        outlet = left.text_input(t("article.outlet"), placeholder=stays, key=f"many-outlet-{held.moment}")
        author = right.text_input(t("article.author"), placeholder=stays, key=f"many-author-{held.moment}")
        language = left.selectbox(t("article.language"), SIDES, None, placeholder=stays,
                                  key=f"many-language-{held.moment}", format_func=lambda side: t(f"side.{side}"))
        emptied = right.multiselect(t("articles.empty_fields"), EMPTIABLE, placeholder=stays,
                                    key=f"many-empty-{held.moment}", format_func=lambda name: t(f"article.{name}"))
        if st.form_submit_button(t.plural("articles.change", len(article_ids)), icon=":material/check:"):
            given = {"story": filters.story_key(story or ""), "outlet": outlet, "author": author, "language": language,
                     "published": published}
            fields = {name: value for name, value in given.items() if value}
            fields |= {name: None if name == "published" else "" for name in emptied}
            edit = Edit(article_ids, fields, tuple(added), tuple(removed))
            apply(edit, held.moment, t.plural("articles.changed", len(article_ids)), t)


def removal(article_ids: tuple[str, ...], t: Messages) -> None:
    """The button that removes articles; it can be taken back."""
    if st.button(t.plural("articles.delete", len(article_ids)), icon=":material/delete:", key="delete"):
        try:
            event = corpus().delete(article_ids)
        except CorpusError as error:
            st.error(library.message(error, t))
            return
        library.done(event, t.plural("articles.deleted", len(article_ids)))


def panel(chosen: tuple[str, ...], t: Messages) -> None:
    """What can be done with the articles chosen, by whoever may."""
    asked = pending(t)
    if not chosen or not access.may("editor"):
        library.close_forms()
        return
    page.heading(t.plural("articles.change_chosen", len(chosen)))
    if not asked and len(chosen) == 1:
        correction(chosen[0], t)
    elif not asked:
        many(chosen, t)
    if access.may("administrator"):
        removal(chosen, t)
