"""What a person decides about a point of the ledger: confirm, reject, pair it with another passage, write a note."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from textwrap import shorten

import streamlit as st

from components.comparison import decisions, ledger
from components.comparison.decisions import CONFIRMED, PAIRED, REJECTED, Decision
from components.comparison.ledger import Point
from components.comparison.scope import Scope
from components.text.messages import Messages, isolate
from components.ui import library
from components.ui.asking import corpus
from components.ui.ledger_kept import weighing
from components.ui.ledger_point import DIRECTION

# A list cuts a longer line at its end on screen, which is where an Arabic one begins.
OPTION_LENGTH = 110


def buttons(point: Point, scope: Scope, t: Messages) -> None:
    """What may be decided about the point, or taken back."""
    subject, decided = point.subject, point.decision.decided if point.decision else ""
    if decided:
        if st.button(t("ledger.withdraw"), icon=":material/undo:", key=f"withdraw-{subject}"):
            library.change(lambda: decisions.withdraw(corpus(), point.decision.subject), t("ledger.told.withdrawn"), t)
    else:
        if st.button(t("ledger.confirm"), icon=":material/check:", key=f"confirm-{subject}"):
            _decide(_decision(point, CONFIRMED), t("ledger.told.confirmed"), t)
        if point.english and point.arabic and st.button(
            t("ledger.reject"), icon=":material/close:", key=f"reject-{subject}"
        ):
            _decide(_decision(point, REJECTED), t("ledger.told.rejected"), t)
    if st.button(t("ledger.pair"), icon=":material/link:", key=f"pair-{subject}"):
        _pairing(point, scope, t)
    if st.button(t("ledger.note"), icon=":material/edit_note:", key=f"note-{subject}"):
        _noting(point, t)


def _decision(point: Point, decided: str) -> Decision:
    keys = {side: tuple(said.key for said in point.of(side)) for side in ("en", "ar")}
    return Decision(point.subject, decided, keys["en"], keys["ar"])


def _pairing(point: Point, scope: Scope, t: Messages) -> None:
    """A dialog to choose another counterpart for one side's passage."""

    @st.dialog(t("ledger.pair"), width="large")
    def ask_for_counterpart() -> None:
        sides = [side for side in ("en", "ar") if point.of(side)]
        side = sides[0]
        if len(sides) == 2:
            side = st.radio(t("ledger.pair.which"), sides, format_func=lambda name: t(f"side.{name}"), horizontal=True)
        said, other = point.of(side)[0], "ar" if side == "en" else "en"
        st.html(f'<p class="m-opening" lang="{side}" dir="{DIRECTION[side]}">{escape(said.text)}</p>')
        weighed = weighing(scope, t)
        choices = {one.key: one for one in ledger.counterparts(weighed, said.key)}
        key = st.selectbox(
            t("ledger.pair.choose"),
            list(choices),
            index=None,
            format_func=lambda key: isolate(shorten(choices[key].text, OPTION_LENGTH, placeholder="…")),
            placeholder=t("ledger.pair.hint"),
        )
        if key:
            st.html(f'<p class="m-opening" lang="{other}" dir="{DIRECTION[other]}">{escape(choices[key].text)}</p>')
        if st.button(t("ledger.pair.save"), icon=":material/check:", disabled=key is None, key="pair-save"):
            keys = {side: (said.key,), other: (key,)}
            instead = tuple(one.key for one in point.of(other) if one.key != key)
            made = Decision(point.subject, PAIRED, keys["en"], keys["ar"], instead)
            _decide(made, t("ledger.told.paired"), t, seen=_seen(point, made))

    ask_for_counterpart()


def _noting(point: Point, t: Messages) -> None:
    """A dialog to write a note on a point."""

    @st.dialog(t("ledger.note"))
    def ask_for_note() -> None:
        before = point.decision or replace(_decision(point, ""), subject=point.subject)
        note = st.text_area(t("ledger.note.text"), before.note, max_chars=2000)
        if st.button(t("ledger.note.save"), icon=":material/check:", key="note-save"):
            made = replace(before, note=note)
            _decide(made, t("ledger.told.noted"), t, keep_note=False, seen=_seen(point, made))

    ask_for_note()


def _decide(
    made: Decision, told: str, t: Messages, keep_note: bool = True, seen: tuple[Decision, ...] | None = None
) -> None:
    library.change(lambda: decisions.decide(corpus(), made, keep_note, seen), told, t)


def _seen(point: Point, made: Decision) -> tuple[Decision, ...]:
    """What stood decided where the new decision goes, when the dialog was opened: it may have been open for long."""
    return (point.decision,) if point.decision and point.decision.subject == made.subject else ()
