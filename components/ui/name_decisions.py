"""Decisions about names: made, told of in words, taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

import pandas as pd
import streamlit as st

from components.comparison.counterparts import Candidate
from components.comparison.mentions import joined_by_sound
from components.comparison.scope import Scope
from components.corpus.naming import NAME
from components.reading import name_changes as change
from components.reading.own_names import OwnNames
from components.text.messages import Messages, isolate
from components.ui import access, library, page, take_away
from components.ui.asking import ask, corpus

PAGE_SIZE = 20
# An imported table may hold thousands of changes; so many of them are told.
MOST_TOLD = 3


def both(name_en: str, name_ar: str, t: Messages) -> str:
    """An entity's names, that in the language of the page first, each in its own direction; not escaped."""
    names = (name_ar, name_en) if t.language == "ar" else (name_en, name_ar)
    return " · ".join(isolate(name) for name in dict.fromkeys(names) if name)


def shown(entity_id: str, names: OwnNames, t: Messages) -> str:
    """How an id is called in a sentence; names: everybody's decisions."""
    told = names.told(entity_id)
    about = names.about.get(entity_id)
    pair = (told.name_en, told.name_ar) if told.id else (about.name_en, about.name_ar) if about else ("", "")
    return both(*pair, t) or isolate(entity_id)


def decide(changes: Sequence[Mapping], about: Mapping[str, Sequence[str]], told: str, t: Messages) -> None:
    """Write changes down, remember them for the undo button, and draw the page anew."""
    library.change(lambda: corpus().decide_names(changes, about), told, t)


def one(first, second, t: Messages) -> None:
    """Decide that the first is the second; each has entity_id, entity_type, name_en and name_ar."""
    told = t("names.told.same", one=_name(first, t), other=_name(second, t))
    decide([change.same(corpus().names.subject(first.entity_id), second.entity_id)], _about(first, second), told, t)


def not_one(first, second, t: Messages) -> None:
    """Decide that the two are not one."""
    told = t("names.told.apart", one=_name(first, t), other=_name(second, t))
    decide([change.apart(first.entity_id, second.entity_id)], _about(first, second), told, t)


def _name(row, t: Messages) -> str:
    return both(row.name_en, row.name_ar, t) or isolate(row.entity_id)


def _about(*rows) -> dict[str, tuple[str, str, str]]:
    return {corpus().names.subject(row.entity_id): (row.entity_type, row.name_en, row.name_ar) for row in rows}


def about(row) -> dict[str, tuple[str, str, str]]:
    """What is known of an entity now, to be written down beside a decision about it."""
    return _about(row)


def at_work(t: Messages) -> None:
    """Said while articles are still being read again."""
    if corpus().names_waiting:
        with st.container(horizontal=True, vertical_alignment="center", key="names-at-work"):
            st.info(t("names.at_work"), icon=":material/hourglass_top:")
            st.button(t("names.look_again"), icon=":material/refresh:", key="look-again")


def listing(t: Messages) -> None:
    """Everything that was ever decided about names, the newest first, each with its way back."""
    events = corpus().events()
    made = events[events.kind == NAME]
    if made.empty:
        st.info(t("names.nothing_decided"))
        return
    undone_by = events[events.kind == "undo"].drop_duplicates("subject").set_index("subject").event_id
    author = dict(zip(events.event_id, events.by, strict=True))
    first = page.part(len(made), PAGE_SIZE, t)
    for row in made.iloc[first : first + PAGE_SIZE].itertuples():
        with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"decision-{row.event_id}"):
            st.html(_told(row, t))
            label = t("names.bring_back") if row.undone else t("articles.undo")
            event = undone_by.get(row.event_id) if row.undone else row.event_id
            if event and access.may_undo(author[event]) and st.button(
                label, icon=":material/undo:", key=f"undo-{row.event_id}"
            ):
                library.take_back(t, event)
    names = corpus().names
    take_away.offer("names-decided", t("names.view.decided"), None, t, lambda: _table(made, names, t))


def _table(made: pd.DataFrame, names: OwnNames, t: Messages) -> pd.DataFrame:
    """Every change of every decision in words, one row each."""
    return pd.DataFrame(
        [(row.at, in_words(one, names, t), row.by, row.undone, row.event_id)
         for row in made.itertuples() for one in row.payload.get("changes", ()) if change.is_sound(one)],
        columns=["changed_at", "told", "by", "undone", "event_id"])


def _told(row, t: Messages) -> str:
    changes = [made for made in row.payload.get("changes", ()) if change.is_sound(made)]
    names = corpus().names
    told = [escape(in_words(made, names, t)) for made in changes[:MOST_TOLD]]
    if len(changes) > MOST_TOLD:
        told.append(escape(t.plural("names.more_changes", len(changes) - MOST_TOLD)))
    when = escape(t("names.when", date=t.date(row.at.date()), time=f"{row.at:%H:%M}"))
    who = f" · <bdi>{escape(row.by)}</bdi>" if row.by else ""
    undone = f' <span class="m-state undecided">{escape(t("names.undone"))}</span>' if row.undone else ""
    return f'<div class="m-decision"><p>{"<br>".join(told)}{undone}</p><small>{when}{who}</small></div>'


def in_words(made: Mapping, names: OwnNames, t: Messages) -> str:
    """A change as a sentence, not escaped; names: everybody's decisions."""
    what, name = made["what"], shown(made["id"], names, t)
    if what in ("same", "apart"):
        held = made["of"] if what == "same" else made["holds"]
        other = shown(made["of"], names, t) if made["of"] else ""
        return t(f"names.change.{what}.{'holds' if held else 'not'}", name=name, other=other)
    if what == "name":
        return t(f"names.change.name.{made['language']}", name=name, new=isolate(made["name"]))
    if what == "type":
        return t("names.change.type", name=name, kind=t(f"kind.{made['type']}"))
    if what == "variant":
        held, spelling = "holds" if made["holds"] else "not", isolate(made["variant"])
        return t(f"names.change.variant.{held}", name=name, spelling=spelling)
    if what == "spelling":
        meant = "not" if made["of"] is None else "other" if made["of"] else "none"
        other = shown(made["of"], names, t) if made["of"] else ""
        return t(f"names.change.spelling.{meant}", name=name, spelling=isolate(made["surface"]), other=other)
    return t(f"names.change.{what}.{'holds' if made['holds'] else 'not'}", name=name)


def way_back(entity_id: str, t: Messages) -> None:
    """What was decided about an entity and is in force, each with its undo."""
    members = set(corpus().names.members(entity_id))
    events = corpus().events()
    made = events[(events.kind == NAME) & ~events.undone.astype(bool)]
    for row in made.itertuples():
        changes = [c for c in row.payload.get("changes", ()) if change.is_sound(c)]
        own = [c for c in changes if c["id"] in members or c.get("of") in members]
        if own:
            with st.container(horizontal=True, vertical_alignment="center", key=f"own-{row.event_id}"):
                st.html(_told(row._replace(payload={"changes": own}), t))
                label = t.plural("names.undo_all", len(changes))
                if access.may_undo(row.by) and st.button(
                    label, icon=":material/undo:", key=f"back-{row.event_id}"
                ):
                    library.take_back(t, row.event_id)


def _joins(entity_id: str, scope: Scope) -> pd.DataFrame:
    linked = ask(joined_by_sound, scope)
    return linked[(linked.entity_id == entity_id) | (linked.linked_id == entity_id)]


def partners(entity_id: str, scope: Scope) -> tuple[str, ...]:
    """The ids that count as one with this one because they sound alike."""
    found = _joins(entity_id, scope)
    return tuple(dict.fromkeys(other for other in (*found.entity_id, *found.linked_id) if other != entity_id))


def joined(entity_id: str, kind: str, scope: Scope, t: Messages) -> None:
    """Where an entity counts as one with another because they sound alike: that it does, and the ways to say that they
    are one, or are not.
    """
    for found in _joins(entity_id, scope).itertuples():
        join(found, kind, t)


def join(found, kind: str, t: Messages) -> None:
    """One such pair (a row of linking.links), with its buttons."""
    arabic = Candidate(found.entity_id, kind, "", found.name_ar, "sound", found.similarity)
    english = Candidate(found.linked_id, kind, found.name_en, "", "sound", found.similarity)
    told = t("mentions.joined", similarity=float(found.similarity))
    page.note(f"{both(found.name_en, found.name_ar, t)}: {told}")
    if not access.may("editor"):
        return
    with st.container(horizontal=True, key=f"joined-{found.entity_id}"):
        if st.button(t("names.one"), icon=":material/link:", key=f"joined-one-{found.entity_id}"):
            one(arabic, english, t)
        if st.button(t("names.not_one"), icon=":material/link_off:", key=f"joined-not-{found.entity_id}"):
            not_one(arabic, english, t)
