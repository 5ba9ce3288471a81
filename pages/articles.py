"""What is in the corpus; add, correct, remove."""

import streamlit as st

from components.comparison import offering
from components.ui import filters, library, page, upload
from components.ui.asking import ask

t = page.head("articles")
library.last_change(t)

st.subheader(t("upload.title"), anchor=False)
upload.form(t)

st.subheader(t("articles.in_corpus"), anchor=False)
scope = filters.with_reprints()
if ask(offering.count, scope) == 0:
    page.nothing_here(t)
else:
    library.table(scope, t)
    library.actions(scope, t)
library.seed(t)
library.problems(t)
