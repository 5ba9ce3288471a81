"""Who is who, and how are the spellings linked?"""

import streamlit as st

from components.comparison.mentions import totals
from components.ui import (
    access,
    address,
    filters,
    library,
    name_card,
    name_decisions,
    name_list,
    name_waiting,
    names_file,
    page,
)
from components.ui.asking import ask

t = page.head("names")
library.last_change(t)
scope = filters.scope()
name_decisions.at_work(t)
may_change = access.changing(t)

address.field("view", "list", name_list.VIEWS)
view = st.segmented_control(
    t("names.view"),
    name_list.VIEWS,
    required=True,
    key="view",
    format_func=lambda name: t(f"names.view.{name}"),
    label_visibility="collapsed",
)
page.note(t(f"names.view.{view}.how"))

if view == "decided":
    name_decisions.listing(t)
elif view == "file":
    names_file.going_out(scope, t)
    if may_change:
        names_file.bring_in(t)
elif ask(totals, scope).articles.sum() == 0:
    page.nothing_here(t)
elif view == "waiting":
    name_waiting.listing(scope, t)
else:
    shown = name_list.listing(scope, t)
    chosen = name_list.chosen(shown, scope, t)
    if chosen:
        name_card.show(chosen, scope, t)
