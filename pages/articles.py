"""What is in the corpus; add, correct, remove."""

import streamlit as st

from components.ui import filters, library, page, upload
from components.ui.asking import corpus

t = page.head("articles")
library.last_change(t)

st.subheader(t("upload.title"), anchor=False)
upload.form(t)

st.subheader(t("articles.in_corpus"), anchor=False)
frame = corpus().articles(filters.with_reprints().selection())
if frame.empty:
    page.nothing_here(t)
else:
    library.table(frame, t)
    library.actions(frame, t)
library.seed(t)
library.problems(t)
