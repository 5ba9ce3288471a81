"""What does each article say, and which passage answers which?"""

import streamlit as st

from components.ui import address, articles, filters, page, panes
from components.ui.asking import ask, corpus

t = page.head("side-by-side")
scope = filters.scope()
listed = {side: corpus().articles(scope.selection(side)) for side in ("en", "ar")}
if listed["ar"].empty or listed["en"].empty:
    st.info(t("side_by_side.one_side"))
    st.stop()

best = dict(zip(("ar", "en"), ask(panes.best_pair, scope), strict=True))
columns = st.columns(2)
chosen = {}
# The first column stands where reading begins, and English stands left in either case.
for side, column in zip(("en", "ar") if t.direction == "ltr" else ("ar", "en"), columns, strict=True):
    rows = {row.article_id: row for row in listed[side].itertuples()}
    address.field(f"article_{side}", best[side], rows, always=True)
    with column:
        chosen[side] = st.selectbox(
            t(f"side_by_side.choose.{side}"),
            list(rows),
            key=f"article_{side}",
            format_func=lambda article_id, rows=rows: articles.label(rows[article_id], t),
        )
comparison = ask(panes.compared, scope, chosen["ar"], chosen["en"])
page.note(panes.summary(comparison, t))
panes.show(comparison, t)
panes.only_here(comparison, t)
