"""One article: what it says, where each fact about it came from, and what happened to it."""

import streamlit as st

from components.corpus import CorpusError
from components.ui import access, address, article, editing, library, page
from components.ui.asking import corpus

t = page.head("article")
library.last_change(t)
article_id = address.field("id", None)
try:
    found = corpus().article(article_id or "")
    changes = corpus().history(found.article_id)
except CorpusError:
    st.info(t("article.not_there"), icon=":material/search_off:")
    library.way_back(article_id or "", t)
    st.page_link("../pages/articles.py", label=t("page.articles"), icon=":material/library_books:")
    st.stop()

article.heading(found, t)
article.text(found, t)
page.heading(t("article.names"))
article.names(found, t)
page.heading(t("article.facts"))
article.facts(found, changes, t)
page.heading(t("article.near"))
article.near_duplicates(found, t)
if access.changing(t):
    page.heading(t("article.edit"))
    if not editing.pending(t):
        editing.correction(found.article_id, t)
if access.may("administrator"):
    editing.removal((found.article_id,), t)
page.heading(t("article.history"))
article.history(found, changes, t)
