"""Names that wait for a decision, each with its evidence and with those whom it may mean."""

from __future__ import annotations

from html import escape

import streamlit as st

from components.comparison import who_is_who
from components.comparison.counterparts import Candidate, candidates
from components.comparison.linking import JOINED_FROM
from components.comparison.scope import Scope
from components.reading import name_changes as change
from components.text.messages import Messages
from components.ui import access, evidence, filters, page, take_away
from components.ui.asking import ask, corpus
from components.ui.name_decisions import about, both, decide, not_one, one

PAGE_SIZE = 5
SENTENCES = 2


def listing(scope: Scope, t: Messages) -> None:
    """A page of the names that wait, those first that count as one with another because they sound alike."""
    whole = ask(who_is_who.waiting, scope, 0, 0).attrs["all"]
    page.note(t.plural("names.waiting", whole))
    if not whole:
        return
    page.note(t("names.similarity_how", joined=t.percent(JOINED_FROM)))
    for row in ask(who_is_who.waiting, scope, page.part(whole, PAGE_SIZE, t), PAGE_SIZE).itertuples():
        with st.container(border=True, key=f"waiting-{row.entity_id}"):
            _card(row, scope, t)
    kept = corpus()
    take_away.offer("names-waiting", t("names.view.waiting"), scope, t, lambda: who_is_who.waiting(kept, scope))


def _card(row, scope: Scope, t: Messages) -> None:
    found = ask(candidates, scope, row.entity_id, row.name_en, row.name_ar)
    # The one that it counts as already comes first.
    found = sorted(found, key=lambda candidate: candidate.entity_id != row.linked_id)
    st.html(_head(row, t))
    by_id = {candidate.entity_id: candidate for candidate in found}
    chosen = None
    if found:
        chosen = by_id[st.selectbox(
            t("names.candidate"),
            list(by_id),
            key=f"candidate-{row.entity_id}",
            format_func=lambda entity_id: option(by_id[entity_id], t),
        )]
        st.html(why(chosen, t))
    else:
        page.note(t("names.no_candidate"))
    contexts((row.entity_id,), (chosen.entity_id,) if chosen else (), scope, t)
    if access.may("editor"):
        with st.container(horizontal=True, vertical_alignment="center", key=f"decide-{row.entity_id}"):
            _buttons(row, chosen, t)


def _head(row, t: Messages) -> str:
    told = [escape(t(f"kind.{row.entity_type}"))]
    told += [escape(f"{t(f'side.{side}')}: {t.plural('names.mentions', int(getattr(row, f'mentions_{side}')))}, "
                    f"{t.plural('articles.count', int(getattr(row, f'articles_{side}')))}")
             for side in ("en", "ar") if getattr(row, f"mentions_{side}")]
    joined = ""
    if row.linked_id:
        sentence = t("names.counts_as", other=both(row.linked_name, "", t), similarity=t.percent(row.similarity))
        joined = f' <span class="m-state undecided">{escape(sentence)}</span>'
    return (f'<div class="m-name"><h2>{escape(both(row.name_en, row.name_ar, t))}{joined}</h2>'
            f'<p>{" · ".join(told)} · <bdi dir="ltr">{escape(row.entity_id)}</bdi></p></div>')


def option(candidate: Candidate, t: Messages) -> str:
    """A candidate in a list of choices."""
    return t("names.option", name=both(candidate.name_en, candidate.name_ar, t),
             kind=t(f"kind.{candidate.entity_type}"), similarity=t.percent(candidate.similarity))


def why(candidate: Candidate, t: Messages) -> str:
    """Why a candidate is one, as safe HTML: the words that answer each other, and what is known of it."""
    told = [escape(t(f"names.reason.{candidate.reason}", similarity=t.percent(candidate.similarity)))]
    if candidate.words:
        told.append(" ".join(
            f'<span class="m-tag" dir="ltr"><bdi lang="en">{escape(english or "–")}</bdi> ↔ '
            f'<bdi lang="ar">{escape(arabic or "–")}</bdi> {escape(t.percent(alike)) if alike else ""}</span>'
            for arabic, english, alike in candidate.words))
    told.append(escape(t(f"names.candidate.{'known' if candidate.known else 'discovered'}")))
    if candidate.apart:
        told.append(escape(t("names.candidate.apart")))
    return f'<p class="m-note">{" ".join(told)}</p>'


def contexts(own: tuple[str, ...], other: tuple[str, ...], scope: Scope, t: Messages) -> None:
    """Sentences that name the one or the other, English left and Arabic right."""
    columns = st.columns(2)
    for side, column in zip(("en", "ar") if t.direction == "ltr" else ("ar", "en"), columns, strict=True):
        with column:
            st.html(f'<p class="m-side {side}">{page.side_mark(side, t)}</p>')
            evidence.shown(ask(who_is_who.contexts, scope, (*own, *other), side, SENTENCES), t)


def _buttons(row, chosen: Candidate | None, t: Messages) -> None:
    key, name = row.entity_id, both(row.name_en, row.name_ar, t)
    if chosen and st.button(t("names.one"), icon=":material/link:", key=f"one-{key}"):
        one(*directed(row, chosen), t)
    if chosen and not chosen.apart and st.button(t("names.not_one"), icon=":material/link_off:", key=f"apart-{key}"):
        not_one(row, chosen, t)
    if st.button(t("names.own"), icon=":material/person_check:", key=f"own-{key}"):
        decide([change.listed(corpus().names.subject(key))], about(row), t("names.told.listed", name=name), t)
    if st.button(t("names.no_name"), icon=":material/block:", key=f"ignore-{key}"):
        decide([change.ignored(corpus().names.subject(key))], about(row), t("names.told.ignored", name=name), t)
    page.note_link(t("names.correct"), filters.link("names", entity=key))


def directed(row, candidate: Candidate) -> tuple:
    """(the one that is the other, the other): a known name stays, of two new ones the one with an English form."""
    if candidate.known or row.name_ar and not row.name_en:
        return row, candidate
    return candidate, row
