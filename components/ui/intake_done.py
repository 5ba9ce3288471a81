"""What was kept, what was there already, what could not be; and the way back."""

from __future__ import annotations

import streamlit as st

from components.corpus.waiting import Intake
from components.text.messages import Messages
from components.ui import access, intake_progress
from components.ui.asking import corpus


def show(one: Intake, t: Messages) -> None:
    """How it went."""
    told = [t.plural("upload.kept", one.outcome.added)] if one.outcome.added else []
    if one.outcome.already:
        told.append(t.plural("upload.already", one.outcome.already))
    left = sum(not waited.kept for waited in one.articles.values())
    if left:
        told.append(t.plural("intake.left_out", left))
    if one.undone:
        st.info(t("articles.undone"), icon=":material/undo:")
    else:
        st.success(" ".join(told), icon=":material/check:")
    intake_progress.troubles(one, t)
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button(t("intake.add_more"), type="primary", icon=":material/add_circle:", key="add-more"):
            one.put_away()
            del st.query_params["intake"]
            st.rerun()
        can_undo = one.outcome.events and not one.undone and access.may_undo(one.by.name)
        if can_undo and st.button(t("articles.undo"), icon=":material/undo:", key="undo"):
            corpus().undo(*one.outcome.events)
            one.write({"do": "undone"})
            st.rerun()
        st.page_link("../pages/articles.py", label=t("page.articles"), icon=":material/library_books:")
