"""The page of the way in: what comes in is read, looked over, and only then kept. Each step has a room of its own."""

from __future__ import annotations

import streamlit as st

from components.corpus import CorpusError, taking, waiting
from components.corpus.waiting import Intake
from components.text.messages import Messages
from components.ui import intake_done, intake_preview, intake_progress, intake_ways, library
from components.ui.asking import corpus

# Little work is done by the time the page is drawn; for more of it there is a bar to watch.
PATIENCE_SECONDS = 1.5


def show(t: Messages) -> None:
    """Whatever step the intake that the address names is at, else the ways to bring something in."""
    chosen = waiting.intake(corpus().folder, st.query_params.get("intake", ""))
    try:
        if chosen is None:
            if made := intake_ways.offer(t):
                begin(made, "read")
            intake_ways.waiting_list(t)
        else:
            _step(chosen, t)
    except CorpusError as error:
        st.error(library.message(error, t), icon=":material/error:")


def _step(chosen: Intake, t: Messages) -> None:
    if chosen.asked and not chosen.busy:
        if intake_progress.interrupted(chosen, t):
            begin(chosen, chosen.asked)
    elif chosen.asked:
        intake_progress.watch(chosen.intake_id, t)
    elif chosen.phase == "kept":
        intake_done.show(chosen, t)
    elif wanted := intake_preview.show(chosen, t):
        begin(chosen, wanted)


def begin(chosen: Intake, what: str) -> None:
    """Have the work done, and come back to see how it goes."""
    chosen.begin(what)
    # Set first: should the visitor click meanwhile, the page still knows what it was at.
    st.query_params["intake"] = chosen.intake_id
    taking.start(corpus(), chosen, PATIENCE_SECONDS)
    st.rerun()
