"""What each side calls people, places and events, which labels compete, and which words set each side apart."""

import streamlit as st

from components.comparison.mentions import totals
from components.comparison.scope import FEWEST_ARTICLES
from components.ui import address, filters, page, wording
from components.ui.asking import ask

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
for row in denominators.iloc[::-1].itertuples():
    page.note(t("mentions.denominators", side=t(f"side.{row.side}"), facts=page.facts(row, t)))
if denominators.articles.min() < FEWEST_ARTICLES:
    page.note(t("honesty.few_articles", fewest=FEWEST_ARTICLES))

show = {"labels": wording.competing, "names": wording.named, "words": wording.words}[part]
show(scope, t)
