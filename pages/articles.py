"""What is in the corpus; correct, remove."""

import streamlit as st

from components.comparison import browsing as listing
from components.comparison import offering
from components.ui import access, browsing, editing, filters, library, page, project, take_away
from components.ui.asking import ask, corpus

t = page.head("articles")
library.last_change(t)

if access.changing(t):
    st.page_link("../pages/add.py", label=t("page.add"), icon=":material/add_circle:")
scope = filters.with_reprints()
within = scope.any_names
if ask(offering.count, within) == 0:
    page.nothing_here(t)
else:
    looked_for = browsing.wanted(within, t)
    browsing.table(within, looked_for, t)
    kept = corpus()
    take_away.offer("articles", t("page.articles"), scope, t, lambda: listing.everything(kept, scope, looked_for))
    editing.panel(browsing.chosen(), t)
project.section(t)
library.seed(t)
library.problems(t)
