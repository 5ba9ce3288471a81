"""When each side published, and which days the texts speak of."""

import streamlit as st

from components.charts import timeline as charts
from components.charts.palette import CONFIG
from components.comparison import evidence as sentences
from components.comparison import timeline
from components.ui import address, articles, clicks, evidence, filters, page, take_away
from components.ui.asking import ask, corpus, kept

t = page.head("timeline")
scope, t = filters.compared(t)
within = scope.any_names
appeared = ask(timeline.per_day, within)
spoken_of = ask(timeline.spoken_of, within)

page.heading(t("timeline.published"))
counted = None
if appeared.empty:
    st.info(t("timeline.no_publication"))
else:
    if appeared.articles.sum() > timeline.MOST_POINTS:
        period, counted = timeline.per_period(appeared)
        st.plotly_chart(
            charts.publications_counted(counted, t), key="publications", config=CONFIG, alt=t("timeline.published"))
        page.note(t(f"timeline.counted.{period}", articles=t.number(appeared.articles.sum())))
    else:
        published = ask(timeline.published, within)
        clicks.follow("publications", "article")
        st.plotly_chart(
            kept(lambda: charts.publications(published, t), "publications", within, t.language, t.digits),
            on_select="rerun",
            selection_mode="points",
            key="publications",
            config=CONFIG,
            alt=t("timeline.published"),
        )
        if (published.published_basis == "inferred").any():
            page.note(t("timeline.inferred"))
        articles.dated(published, t)
    take_away.publications(scope, t, counted)
    article = articles.chooser(t("timeline.article"), scope, t, placeholder=t("timeline.choose_article"))
    if article:
        articles.card(article, t)
        evidence.listing(ask(sentences.of_article, scope, article), t, "article", within=scope)

page.heading(t("timeline.spoken_of"))
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
first, last = timeline.window(spoken_of, appeared, near=window == "near")
clicks.follow("days", "interval")
st.plotly_chart(
    kept(
        lambda: charts.days_spoken_of(spoken_of, t, (first, last)),
        "days spoken of",
        within,
        window,
        t.language,
        t.digits,
    ),
    on_select="rerun",
    selection_mode="points",
    key="days",
    config=CONFIG,
    alt=t("timeline.spoken_of"),
)
outside = int(((spoken_of.last_day < first) | (spoken_of.first_day > last)).sum())
page.note(t("timeline.how") + " " + t("timeline.click"))
if outside:
    page.note(t.plural("timeline.outside", outside))
take_away.offer("days", t("timeline.spoken_of"), scope, t, spoken_of, ["days"], t("timeline.how"), take_away.sides(t))

intervals = {timeline.code(row.first_day, row.last_day): row for row in spoken_of.itertuples()}
address.field("interval", None, intervals)
chosen = st.selectbox(
    t("timeline.interval"),
    list(intervals),
    index=None,
    key="interval",
    placeholder=t("timeline.choose"),
    format_func=lambda code: t.interval(intervals[code].first_day, intervals[code].last_day),
)
if chosen:
    days, all_of = (intervals[chosen].first_day, intervals[chosen].last_day), corpus()
    evidence.listing(
        ask(sentences.speaking_of, within, *days), t, within=scope,
        whole=lambda: sentences.speaking_of(all_of, scope, *days, most=take_away.ALL))
