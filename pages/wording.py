"""What each side calls people, places and events, which labels compete, and which words set each side apart."""

import streamlit as st

from components.comparison.mentions import totals
from components.ui import address, filters, page, wording
from components.ui.asking import ask, corpus

t = page.head("wording")
scope = filters.scope()
denominators = ask(totals, scope)
if denominators.articles.sum() == 0:
    page.nothing_here(t)
    st.stop()

address.field("part", "labels", wording.PARTS)
part = st.segmented_control(
    t("wording.part"),
    wording.PARTS,
    required=True,
    key="part",
    label_visibility="collapsed",
    format_func=lambda name: t(f"wording.part.{name}"),
)
page.out_of(denominators, scope, t)

show = {"labels": wording.competing, "names": wording.named, "words": wording.words}[part]
show(scope, t)
page.counted(denominators, corpus().left_out, t)
