"""What do both sides say, and what does only one say?"""

import streamlit as st

from components.comparison.mentions import totals
from components.ui import access, filters, ledger, library, page
from components.ui.asking import ask

t = page.head("ledger")
library.last_change(t)
scope = filters.scope()
denominators = ask(totals, scope)
if denominators.articles.sum() == 0:
    page.nothing_here(t)
    st.stop()
if denominators.articles.min() == 0:
    st.info(t("side_by_side.one_side"))
    st.stop()

if scope.story is None and filters.several_stories(scope):
    page.note(t("ledger.stories"))
access.changing(t)
found = ledger.book(scope, t)
ledger.trust(found, t)
linked = ledger.linked(found, scope, t)
points = [point for point in ledger.chosen(found, t) if point.subject != linked]
ledger.listing(points, scope, t)
if points:
    ledger.take(points, scope, t)
