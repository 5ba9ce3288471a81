"""Who gets to speak on each side, and how are they introduced?"""

from dataclasses import replace

import streamlit as st

from components.charts import voices as charts
from components.charts.palette import CONFIG
from components.comparison import voices
from components.comparison.mentions import totals
from components.ui import address, clicks, filters, page, take_away
from components.ui import voices as pieces
from components.ui.asking import ask, corpus, kept

t = page.head("voices")
scope = filters.scope()
# Who a speaker is hangs on how names are joined, which capitals that stand for governments may change.
within = replace(scope.any_names, capitals=scope.capitals)
spoken = (t.language, t.digits)
articles = ask(totals, scope)
if articles.articles.sum() == 0:
    page.nothing_here(t)
    st.stop()

said = ask(voices.attributions, within)
counted = kept(lambda: voices.totals(said, articles), "voices counted", within, scope)
page.out_of(articles, scope, t, pieces.denominators(counted, t))
page.counted(articles, corpus().left_out, t)
if said.empty:
    st.info(t("voices.nobody"))
    st.stop()

speakers = kept(lambda: voices.by_speaker(said), "speakers", within)
ends = pieces.intervals(said, within)
names = {row.key: pieces.speaker_name(row, t) for row in speakers.itertuples()}

page.heading(t("voices.who_speaks"))
address.field("measure", "quotes", voices.MEASURES)
measure = st.segmented_control(
    t("voices.measure"),
    voices.MEASURES,
    required=True,
    key="measure",
    format_func=lambda name: t(f"voices.measure.{name}"),
)
page.note(t(f"voices.measure.{measure}.how"))
clicks.follow("speaker-bars", "speaker")
st.plotly_chart(
    kept(lambda: charts.speaker_bars(speakers, measure, names, t, ends), "speaker chart", within, measure, *spoken),
    on_select="rerun",
    selection_mode="points",
    key="speaker-bars",
    config=CONFIG,
    alt=t("voices.chart_alt"),
)
page.note(t("voices.click"))
pieces.about_intervals(measure, ends, t)
pieces.table(speakers, names, t)
title = t("take.speakers", measure=t(f"voices.measure.{measure}"))
pieces.take_speakers(speakers, names, title, t(f"voices.measure.{measure}.how"), scope, t)

page.heading(t("voices.both"))
pieces.both_sides(said, speakers, names, t)

page.heading(t("voices.introduced"), t("voices.introduced_how"))
clicks.follow("stances", "stance")
st.plotly_chart(
    kept(lambda: charts.stance_bars(voices.by_verb(said), t, ends), "stance chart", within, *spoken),
    on_select="rerun",
    selection_mode="points",
    key="stances",
    config=CONFIG,
    alt=t("voices.introduced"),
)
pieces.take_part("stances", t("voices.introduced"), lambda: voices.by_verb(said), scope, t)

page.heading(t("voices.named"))
pieces.anonymity(counted, t)
clicks.follow("sources", "source")
st.plotly_chart(
    kept(lambda: charts.source_bars(voices.by_source(said), t, ends), "source chart", within, *spoken),
    on_select="rerun",
    selection_mode="points",
    key="sources",
    config=CONFIG,
    alt=t("voices.named"),
)
pieces.take_part("sources", t("voices.named"), lambda: voices.by_source(said), scope, t)

page.heading(t("voices.quotations"))
found = pieces.chosen(said, names, t)
pieces.listing(found, names, t)
pieces.take(found, names, scope, t)

page.heading(t("voices.terms"), t("voices.terms_how"))
terms = ask(voices.held_apart, within)
pieces.held_apart(terms, t)
take_away.offer("terms", t("voices.terms"), scope, t, terms, method=t("voices.terms_how"))
