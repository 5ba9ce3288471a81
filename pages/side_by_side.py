"""What does each article say, and which passage answers which?"""

import streamlit as st

from components.comparison.scope import Scope
from components.ui import articles, filters, library, page, panes
from components.ui.asking import ask

t = page.head("side-by-side")
library.last_change(t)
scope = filters.scope()
pair = ask(panes.best_pair, scope.any_names)
if pair is None:
    st.info(t("side_by_side.one_side"))
    st.stop()

best = dict(zip(("ar", "en"), pair, strict=True))
columns = st.columns(2)
chosen = {}
# The first column stands where reading begins, and English stands left in either case.
for side, column in zip(("en", "ar") if t.direction == "ltr" else ("ar", "en"), columns, strict=True):
    with column:
        chosen[side] = articles.chooser(
            t(f"side_by_side.choose.{side}"), scope, t, side, key=f"article_{side}", default=best[side]
        )
comparison = ask(panes.compared, Scope(), chosen["ar"], chosen["en"])
page.note(panes.summary(comparison, t))
panes.show(comparison, t)
panes.joined(comparison, t)
panes.take(comparison, scope, t)
panes.only_here(comparison, t)
