"""Tables that give web addresses in place of texts: their pages are fetched as soon as a person says so."""

from __future__ import annotations

import streamlit as st

from components.corpus import fetching
from components.corpus.waiting import Intake
from components.text.messages import Messages, isolate
from components.ui import page

# Fetched one after the other at a second or two each: an hour or two, which can be broken off and gone on with.
MOST_PAGES = 5_000


def offer(one: Intake, t: Messages) -> bool:
    """A button for every such table; whether one was pressed."""
    # Every table is drawn, whichever of them was sent.
    sent = [_table(one, number, count, t) for number, count in one.lists().items()]
    return any(sent)


def _table(one: Intake, number: int, count: int, t: Messages) -> bool:
    source = one.sources[number]
    with st.container(border=True, key=f"listed-{one.intake_id}-{number}"):
        page.told(t.plural("intake.listed", count))
        if not fetching.allowed():
            st.info(t("error.fetch_off"), icon=":material/public_off:")
            return False
        if count > MOST_PAGES:
            page.note(t("intake.listed_many", most=t.number(MOST_PAGES)))
            return False
        page.note(t("intake.listed_how", file=isolate(source.name), seconds=t.number(int(fetching.SECONDS))))
        if not st.button(t.plural("intake.fetch_listed", count), type="primary", icon=":material/download:",
                         key=f"fetch-{one.intake_id}-{number}"):
            return False
    one.fetch(source)
    return True
