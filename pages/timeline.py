"""When each side published, and which days the texts speak of."""

import datetime as dt

import streamlit as st

from components.charts import timeline as charts
from components.charts.palette import CONFIG
from components.comparison import evidence as sentences
from components.comparison import timeline
from components.ui import address, articles, evidence, filters, page
from components.ui.asking import ask

t = page.head("timeline")
scope = filters.scope()
published = ask(timeline.published, scope)
spoken_of = ask(timeline.spoken_of, scope)

st.subheader(t("timeline.published"), anchor=False)
if published.empty:
    st.info(t("timeline.no_publication"))
else:
    points = st.plotly_chart(
        charts.publications(published, t),
        on_select="rerun",
        selection_mode="points",
        key="publications",
        config=CONFIG,
        alt=t("timeline.published"),
    ).selection.points
    inferred = published[published.published_basis == "inferred"]
    if not inferred.empty:
        page.note(t("timeline.inferred"))
    if points:
        articles.card(points[0]["customdata"], t)
    else:
        articles.dated(published, t)

st.subheader(t("timeline.spoken_of"), anchor=False)
if spoken_of.empty:
    st.info(t("timeline.no_dates"))
    st.stop()

address.field("window", "near", ("near", "all"))
window = st.segmented_control(
    t("timeline.window"),
    ("near", "all"),
    required=True,
    key="window",
    format_func=lambda name: t(f"timeline.window.{name}"),
)
first, last = timeline.window(spoken_of, published, near=window == "near")
bars = st.plotly_chart(
    charts.days_spoken_of(spoken_of, t, (first, last)),
    on_select="rerun",
    selection_mode="points",
    key="days",
    config=CONFIG,
    alt=t("timeline.spoken_of"),
).selection.points
outside = int(((spoken_of.last_day < first) | (spoken_of.first_day > last)).sum())
page.note(t("timeline.how") + (" " + t.plural("timeline.outside", outside) if outside else ""))

intervals = list(dict.fromkeys(zip(spoken_of.first_day, spoken_of.last_day, strict=True)))
if bars and bars[0]["customdata"] != st.session_state.get("_bar"):
    st.session_state["_bar"] = bars[0]["customdata"]
    st.session_state["interval"] = tuple(map(dt.date.fromisoformat, bars[0]["customdata"]))
chosen = st.selectbox(
    t("timeline.interval"),
    intervals,
    index=None,
    key="interval",
    placeholder=t("timeline.choose"),
    format_func=lambda days: t.interval(*days),
)
if chosen:
    evidence.listing(ask(sentences.speaking_of, scope, *chosen), t)
