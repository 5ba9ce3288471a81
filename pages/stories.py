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
    page.heading(t("stories.suggested"))
    stories.suggested(filters.with_reprints(), t)
    page.heading(t("stories.change"))
    stories.changed(listed, t)
    page.heading(t("stories.new"))
    stories.made(t)
    page.heading(t("article.tags"))
    stories.tags(t)
