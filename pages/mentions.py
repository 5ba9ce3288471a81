"""Who and what is named, by whom, how much."""

import streamlit as st

from components.charts import mentions as charts
from components.charts.palette import CONFIG
from components.comparison import evidence as sentences
from components.comparison import mentions
from components.comparison.scope import FEWEST_ARTICLES
from components.ui import address, clicks, evidence, filters, page
from components.ui.asking import ask

t = page.head("mentions")
scope = filters.scope()
denominators = ask(mentions.totals, scope)
entities = ask(mentions.by_entity, scope)

if entities.empty:
    page.nothing_here(t)
    st.stop()

address.field("measure", "share_of_sentences", mentions.MEASURES)
measure = st.segmented_control(
    t("mentions.measure"),
    mentions.MEASURES,
    required=True,
    key="measure",
    format_func=lambda name: t(f"measure.{name}"),
)
page.note(t(f"measure.{measure}.how"))
for row in denominators.iloc[::-1].itertuples():
    page.note(t("mentions.denominators", side=t(f"side.{row.side}"), facts=page.facts(row, t)))
if denominators.articles.min() < FEWEST_ARTICLES:
    page.note(t("honesty.few_articles", fewest=FEWEST_ARTICLES))

names = {row.entity_id: charts.display_name(row, t.language) for row in entities.itertuples()}
by_name = sorted(names, key=lambda entity_id: names[entity_id].casefold())
clicks.follow("mention-bars", "entity")
st.plotly_chart(
    charts.diverging_bars(entities, measure, t),
    on_select="rerun",
    selection_mode="points",
    key="mention-bars",
    config=CONFIG,
    alt=t("mentions.chart_alt"),
)
page.note(t("mentions.click"))

st.subheader(t("mentions.evidence"), anchor=False)
address.field("entity", None, names)
chosen = st.selectbox(
    t("mentions.entity"),
    by_name,
    index=None,
    key="entity",
    placeholder=t("mentions.choose"),
    format_func=names.__getitem__,
)
if chosen:
    joined = entities[(entities.entity_id == chosen) & entities.similarity.notna()]
    if not joined.empty:
        page.note(t("mentions.joined", similarity=float(joined.similarity.iloc[0])))
    evidence.listing(ask(sentences.naming, scope, chosen), t)

st.subheader(t("mentions.by_outlet"), anchor=False)
most = entities.groupby("entity_id")["count"].sum().nlargest(15).index
outlets = ask(mentions.by_outlet, scope, tuple(most))
st.plotly_chart(
    charts.outlet_heat_map(outlets, {entity_id: names[entity_id] for entity_id in most}, t),
    key="outlet-map",
    config=CONFIG,
    alt=t("mentions.by_outlet"),
)
page.note(t("mentions.by_outlet_how"))
