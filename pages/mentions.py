"""Who and what is named, by whom, how much, together with whom, and where in the world."""

import streamlit as st

from components.charts.mentions import display_name
from components.comparison import comentions, mentions
from components.comparison import evidence as sentences
from components.ui import address, clicks, evidence, filters, library, name_decisions, naming, page, take_away
from components.ui.asking import ask, corpus

t = page.head("mentions")
library.last_change(t)
scope, t = filters.compared(t)
denominators = ask(mentions.totals, scope)
entities = ask(mentions.by_entity, scope)

if entities.empty:
    page.nothing_here(t)
    st.stop()

names = {row.entity_id: display_name(row, t.language) for row in entities.itertuples()}
address.field("view", "bars", naming.VIEWS)
view = st.segmented_control(
    t("mentions.view"),
    naming.VIEWS,
    required=True,
    key="view",
    format_func=lambda name: t(f"view.{name}"),
    label_visibility="collapsed",
)
measure = "share_of_sentences"
if view in ("bars", "map"):
    address.field("measure", measure, mentions.MEASURES)
    measure = st.segmented_control(
        t("mentions.measure"),
        mentions.MEASURES,
        required=True,
        key="measure",
        format_func=lambda name: t(f"measure.{name}"),
    )
    page.note(t(f"measure.{measure}.how"))
page.out_of(denominators, scope, t, told=filters.left_out(t, scope))

if view == "bars":
    clicks.follow("mention-bars", "entity")
    naming.bars(entities, scope, measure, t)
elif view == "network":
    found = ask(comentions.network, scope)
    naming.network_clicks(found, names)
    naming.network(found, scope, names, t)
elif view == "map":
    clicks.follow("places-map", "entity")
    naming.world(entities, scope, measure, names, t)
else:
    naming.outlets(entities, scope, names, t)

page.heading(t("mentions.evidence"))
address.field("entity", None, names)
chosen = st.selectbox(
    t("mentions.entity"),
    sorted(names, key=lambda entity_id: names[entity_id].casefold()),
    index=None,
    key="entity",
    placeholder=t("mentions.choose"),
    format_func=names.__getitem__,
)
if chosen:
    name_decisions.joined(chosen, entities.entity_type[entities.entity_id == chosen].iloc[0], scope, t)
    page.note_link(t("mentions.who_is_who"), filters.link("names", entity=chosen))
    kept = corpus()
    evidence.listing(
        ask(sentences.naming, scope, chosen), t, within=scope,
        whole=lambda: sentences.naming(kept, scope, chosen, most=take_away.ALL))
