"""How far the reading or keeping of what came in is: for whoever looks, in any tab; the work itself needs no page."""

from __future__ import annotations

import time

import pandas as pd
import streamlit as st

from components.corpus import waiting
from components.corpus.arrivals import Trouble
from components.corpus.waiting import Intake
from components.text.messages import Messages, isolate
from components.ui import i18n, page, take_away
from components.ui.asking import corpus
from components.ui.library import message

POLL_SECONDS = 1.0
# Before so much was done, what remains is anybody's guess.
FEWEST_SECONDS, SMALLEST_SHARE = 2.0, 0.02
FEW_TROUBLES, MOST_TROUBLES = 5, 200


def watch(intake_id: str, t: Messages) -> None:
    """The bar, looked at anew every second until the work has ended."""
    _bar(intake_id)
    page.note(t("intake.leave"))


@st.fragment(run_every=POLL_SECONDS)
def _bar(intake_id: str) -> None:
    one, t = waiting.intake(corpus().folder, intake_id), i18n.current()
    if one is None or not one.asked or not one.busy:
        st.rerun()
    done, total = one.progress()
    st.progress(min(1.0, done / max(total, 1)), text=_told(one, done, total, t))
    if st.button(t("intake.cancel"), icon=":material/cancel:", key="cancel"):
        one.stop()
        st.rerun()
    troubles(one, t)


def _told(one: Intake, done: float, total: float, t: Messages) -> str:
    """What is being done, how much of it is, how fast, how long it will take, and what went wrong so far."""
    elapsed = max(time.time() - one.began, 0.001)
    fresh = done - one.done_before
    if one.asked == "keep":
        parts = [t("intake.keeping", done=int(done), all=int(total))]
        rate = fresh / elapsed
    else:
        parts = [t("intake.reading", done=len(one.sources) - len(one.unread()), all=len(one.sources)),
                 t.plural("intake.articles_read", len(one.articles))]
        if pages := [(source.fetched, source.pages) for source in one.unread() if source.pages]:
            parts.insert(1, t("intake.pages", done=t.number(sum(done for done, _ in pages)),
                              all=t.number(sum(most for _, most in pages))))
        rate = (len(one.articles) - one.articles_before) / elapsed
        if not one.unread():
            parts = [t.plural("intake.comparing", len(one.articles))]
    if elapsed > FEWEST_SECONDS and rate > 0:
        parts.append(t("intake.rate", rate=t.number(rate, 1 if rate < 10 else 0)))
    if elapsed > FEWEST_SECONDS and SMALLEST_SHARE * total < fresh < total:
        seconds = round(elapsed * (total - done) / fresh)
        parts.append(t.plural("intake.seconds_left", seconds) if seconds < 90
                     else t.plural("intake.minutes_left", round(seconds / 60)))
    if one.troubles:
        parts.append(t.plural("intake.troubles", len(one.troubles)))
    return " · ".join(parts)


def interrupted(one: Intake, t: Messages) -> bool:
    """Said where nobody is at work on what was begun, after a crash or a restart. Whether to go on."""
    done, total = one.progress()
    st.warning(t("intake.interrupted", share=t.percent(done / max(total, 1))), icon=":material/pause_circle:")
    with st.container(horizontal=True):
        go_on = st.button(t("intake.continue"), type="primary", icon=":material/play_arrow:", key="continue")
        if st.button(t("intake.stop_here"), icon=":material/stop:", key="stop-here"):
            one.stop()
            st.rerun()
    troubles(one, t)
    return go_on


def troubles(one: Intake, t: Messages) -> None:
    """A sentence for everything that could not be read or kept, with its file and its place there."""
    if not one.troubles:
        return
    rows = [(trouble.name, _place(trouble), message(trouble.error, t)) for trouble in one.troubles]
    sentences = [" · ".join(isolate(part) for part in where if part) + ": " + why for *where, why in rows]
    if len(sentences) == 1:
        st.error(_plain(sentences[0]), icon=":material/error:")
        return
    told = t.plural("intake.troubles", len(sentences))
    with st.expander(told, expanded=len(sentences) <= FEW_TROUBLES, icon=":material/error:"):
        page.listed(sentences[:MOST_TROUBLES])
        if len(sentences) > MOST_TROUBLES:
            page.note(t("intake.more_troubles", shown=MOST_TROUBLES, all=len(sentences)))
    if not one.asked:
        take_away.offer("not-read", told, None, t, pd.DataFrame(rows, columns=["file", "place", "reason"]))


def _place(trouble: Trouble) -> str:
    """The place in the source, without the source's own name."""
    return trouble.place.removeprefix(trouble.name).lstrip(":/")


def _plain(sentence: str) -> str:
    """The sentence with nothing in it that Markdown would take for an image, a link or emphasis."""
    return "".join("\\" + c if c in "\\`*_{}[]()#+!|<>$~:" else c for c in sentence)
