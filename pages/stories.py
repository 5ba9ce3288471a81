"""Which articles belong together: stories made, renamed, merged, split; what seems to belong elsewhere; tags."""

import streamlit as st

from components.ui import access, editing, filters, library, page, stories
from components.ui.asking import corpus

t = page.head("stories")
library.last_change(t)
listed = corpus().stories(with_empty=True)
stories.table(listed, t)
if listed.articles.sum() == 0:
    page.nothing_here(t)
if not access.changing(t):
    st.stop()
if not editing.pending(t):
    st.header(t("stories.suggested"), anchor=False)
    stories.suggested(filters.with_reprints(), t)
    st.header(t("stories.change"), anchor=False)
    stories.changed(listed, t)
    st.header(t("stories.new"), anchor=False)
    stories.made(t)
    st.header(t("article.tags"), anchor=False)
    stories.tags(t)
