"""One name: its spellings, its sentences, what was decided about it, and everything that can be."""

from __future__ import annotations

from html import escape

import streamlit as st

from components.comparison import who_is_who
from components.comparison.counterparts import Candidate, candidates
from components.comparison.scope import SIDES, Scope
from components.reading import name_changes as change
from components.reading.entities import discovered_id
from components.reading.models import ENTITY_TYPES
from components.text.messages import Messages, isolate
from components.ui import access, filters, name_list, page, take_away
from components.ui.asking import ask, corpus
from components.ui.name_decisions import about, both, decide, joined, one, partners, way_back
from components.ui.name_waiting import contexts, option

MOST_MET = 20
LONGEST_NAME = 120
# What a name's form was opened with: the moment, and how the name was called then.
_SEEN = "_seen_name_"


def show(row, scope: Scope, t: Messages) -> None:
    """The card of an entity; row: as comparison.who_is_who.listed has it."""
    spelled = ask(who_is_who.spellings, scope, (row.entity_id,))
    with st.container(border=True, key="name-card"):
        st.html(_head(row, spelled, t))
        title = t("take.spellings", name=both(row.name_en, row.name_ar, t))
        take_away.offer("spellings", title, scope, t, spelled.drop(columns="kind"))
        way_back(row.entity_id, t)
        joined(row.entity_id, row.entity_type, scope, t)
        contexts((row.entity_id,), partners(row.entity_id, scope), scope, t)
        if access.may("editor"):
            _changes(row, spelled, scope, t)


def _changes(row, spelled, scope: Scope, t: Messages) -> None:
    with st.expander(t("names.rename")):
        _rename(row, t)
    with st.expander(t("names.spellings")):
        _variants(row, t)
    with st.expander(t("names.merge")):
        _merge(row, scope, t)
    with st.expander(t("names.split")):
        _split(row, spelled, t)
    name = both(row.name_en, row.name_ar, t)
    with st.container(horizontal=True, key="name-buttons"):
        if not corpus().authority.entity(row.entity_id) and st.button(
            t("names.own"), icon=":material/person_check:", key="card-own"
        ):
            decide([change.listed(_subject(row))], about(row), t("names.told.listed", name=name), t)
        if st.button(t("names.no_name"), icon=":material/block:", key="card-ignore"):
            decide([change.ignored(_subject(row))], about(row), t("names.told.ignored", name=name), t)


def _subject(row) -> str:
    return corpus().names.subject(row.entity_id)


def _head(row, spelled, t: Messages) -> str:
    told = [escape(t(f"kind.{row.entity_type}")), f'<bdi dir="ltr">{escape(row.entity_id)}</bdi>']
    query = row.name_en or row.name_ar
    links = [("page.mentions", filters.link("mentions", entity=row.entity_id)),
             ("page.search", filters.link("search", q=query))]
    told += [f'<a href="{escape(where)}" target="_self">{escape(t(key))}</a>' for key, where in links]
    sides = "".join(
        f'<p class="m-note">{page.side_mark(side, t)}: {name_list.spellings(own, side, t, 40)}</p>'
        for side in reversed(SIDES) if len(own := spelled[spelled.side == side]))
    return (f'<div class="m-name"><h2>{escape(both(row.name_en, row.name_ar, t))}</h2><p>{" · ".join(told)}</p>'
            f"{sides}</div>")


def _rename(row, t: Messages) -> None:
    """The form for names and kind. What somebody else has made of them since it was opened is told, not overwritten."""
    key = _SEEN + row.entity_id
    now = {language: getattr(row, f"name_{language}") for language in change.LANGUAGES} | {"type": row.entity_type}
    moment, seen = st.session_state.setdefault(key, (corpus().moment, now))
    with st.form(f"rename-{row.entity_id}-{moment}", border=False):
        typed = {
            language: st.text_input(t(f"names.name.{language}"), seen[language], max_chars=LONGEST_NAME,
                                    key=f"rename-{language}-{row.entity_id}-{moment}")
            for language in change.LANGUAGES
        }
        kinds = list(ENTITY_TYPES)
        typed["type"] = st.selectbox(
            t("names.column.kind"), kinds, kinds.index(seen["type"]), format_func=lambda name: t(f"kind.{name}"),
            key=f"rename-type-{row.entity_id}-{moment}")
        sent = st.form_submit_button(t("names.save"), icon=":material/check:")
    if seen != now:
        name = both(row.name_en, row.name_ar, t)
        st.warning(t("names.changed_since", name=name, kind=t(f"kind.{now['type']}")), icon=":material/group:")
        if st.button(t("conflict.reload"), key=f"reload-{row.entity_id}", icon=":material/refresh:"):
            st.session_state.pop(key)
            st.rerun()
    if not sent:
        return
    wanted = {field: value.strip() for field, value in typed.items() if value.strip() not in ("", seen[field])}
    if any(now[field] not in (seen[field], value) for field, value in wanted.items()):
        # Told above; who saves again knows what they put theirs in the place of.
        st.session_state[key] = (moment, now)
        return
    st.session_state.pop(key)
    made = [change.typed(_subject(row), value) if field == "type" else change.called(_subject(row), field, value)
            for field, value in wanted.items() if value != now[field]]
    _changed(made, row, t)


def _variants(row, t: Messages) -> None:
    page.note(t("names.spellings_how"))
    names = corpus().names
    shipped = names.base.entity(row.entity_id)
    with st.form(f"variants-{row.entity_id}", border=False):
        chosen, before = {}, {}
        for language in change.LANGUAGES:
            before[language] = list(dict.fromkeys(
                written for member in names.members(row.entity_id)
                for written in names.variants.get((member, language), ())))
            if known := getattr(shipped, f"variants_{language}", ()):
                page.note(t(f"names.shipped.{language}", spellings=t.list([name.lstrip("?") for name in known])))
            chosen[language] = st.multiselect(
                t(f"names.variants.{language}"), before[language], before[language], accept_new_options=True,
                placeholder=t("names.variants_hint"))
        if not st.form_submit_button(t("names.save"), icon=":material/check:"):
            return
    made = []
    for language in change.LANGUAGES:
        now = [written.strip()[:LONGEST_NAME] for written in chosen[language] if written.strip("? ")]
        made += [change.variant(_subject(row), language, written) for written in now if written not in before[language]]
        for written in before[language]:
            if written not in now:
                made += [change.variant(member, language, written, False) for member in names.members(row.entity_id)
                         if written in names.variants.get((member, language), ())]
    _changed(made, row, t)


def _merge(row, scope: Scope, t: Messages) -> None:
    text = st.text_input(t("names.merge_find"), key=f"merge-find-{row.entity_id}", placeholder=t("names.find_hint"))
    if text.strip():
        wanted = who_is_who.Wanted(text=text.strip())
        found = ask(who_is_who.listed, scope, wanted, 0, MOST_MET)
        known = [corpus().authority.entity(entity_id) for entity_id in who_is_who.meeting(corpus(), text, MOST_MET)]
        rows = [*found.itertuples(), *(Candidate(e.id, e.type, e.name_en, e.name_ar, "", 1.0) for e in known)]
    else:
        rows = ask(candidates, scope, row.entity_id, row.name_en, row.name_ar)
    others = {other.entity_id: other for other in rows if other.entity_id != row.entity_id}
    chosen = st.selectbox(
        t("names.merge_into"),
        list(others),
        index=None,
        key=f"merge-{row.entity_id}",
        placeholder=t("names.choose_hint"),
        format_func=lambda entity_id: option(others[entity_id], t)
        if getattr(others[entity_id], "words", ()) else _plain_option(others[entity_id], t),
    )
    nobody = chosen is None
    if st.button(t("names.merge_save"), icon=":material/merge:", disabled=nobody, key=f"merge-do-{row.entity_id}"):
        one(row, others[chosen], t)


def _plain_option(other, t: Messages) -> str:
    return t("names.plain_option", name=both(other.name_en, other.name_ar, t), kind=t(f"kind.{other.entity_type}"))


def _split(row, spelled, t: Messages) -> None:
    page.note(t("names.split_how"))
    options = list(dict.fromkeys(zip(spelled.side, spelled.surface, strict=True)))
    with st.form(f"split-{row.entity_id}", border=False):
        chosen = st.multiselect(
            t("names.split_spellings"), options, placeholder=t("names.choose_hint"),
            format_func=lambda pair: f"{isolate(pair[1])} ({t(f'side.{pair[0]}')})")
        name = st.text_input(t("names.split_name"), max_chars=LONGEST_NAME).strip()
        kinds = list(ENTITY_TYPES)
        kind = st.selectbox(
            t("names.column.kind"), kinds, kinds.index(row.entity_type), format_func=lambda name: t(f"kind.{name}"))
        off, no_name = st.columns(2)
        splits = off.form_submit_button(t("names.split_save"), icon=":material/call_split:")
        drops = no_name.form_submit_button(t("names.split_drop"), icon=":material/block:")
    if not (splits or drops):
        return
    if not chosen or splits and not name:
        st.info(t("names.split_missing"))
        return
    new, known = "", {}
    if splits:
        side = chosen[0][0]
        new = _unused(discovered_id(name, kind, side))
        known = {new: (kind, name if side == "en" else "", name if side == "ar" else "")}
    made = [change.spelling(member, side, surface, new) for side, surface in chosen
            for member in corpus().names.members(row.entity_id)]
    decide(made, about(row) | known, t("names.told.changed", name=both(row.name_en, row.name_ar, t)), t)


def _unused(entity_id: str) -> str:
    """The id, with a number behind it where somebody has it already."""
    table = corpus().table("entities")
    number, new = 1, entity_id
    while (corpus().authority.entity(new) or new in corpus().names.shown_under
           or len(corpus().execute(table.filter(table.entity_id == new).select("entity_id").limit(1)))):
        number += 1
        new = f"{entity_id}-{number}"
    return new


def _changed(made: list[dict], row, t: Messages) -> None:
    if made:
        decide(made, about(row), t("names.told.changed", name=both(row.name_en, row.name_ar, t)), t)
    else:
        st.info(t("articles.unchanged"))
