"""The views of the Mentions page: bars, outlets, the network, the map. Each leads to the sentences behind it."""

from __future__ import annotations

from html import escape

import pandas as pd
import streamlit as st

from components.charts import mentions as bars_chart
from components.charts import network as network_chart
from components.charts import places as places_chart
from components.charts.palette import CONFIG, KIND
from components.comparison import comentions, mentions, places, sampling
from components.comparison.scope import Scope
from components.text.messages import Messages, isolate
from components.ui import address, clicks, evidence, page, take_away
from components.ui.asking import ask, corpus, kept

VIEWS = ("bars", "network", "map", "outlets")
MOST_IN_HEAT_MAP = 15
MOST_IN_TABLE = 12


def bars(entities: pd.DataFrame, scope: Scope, measure: str, t: Messages) -> None:
    """Diverging bars, with whiskers where the articles are enough to resample."""
    shown = bars_chart.most_named(entities, measure)
    intervals = ask(sampling.intervals, scope, shown, (measure,)) if measure in sampling.MEASURED else None
    st.plotly_chart(
        kept(
            lambda: bars_chart.diverging_bars(entities, measure, t, intervals),
            "mention bars",
            scope,
            measure,
            t.language,
            t.digits,
        ),
        on_select="rerun",
        selection_mode="points",
        key="mention-bars",
        config=CONFIG,
        alt=t("mentions.chart_alt"),
    )
    if intervals is not None and not intervals.empty:
        page.note(t("mentions.intervals", resamples=sampling.RESAMPLES))
    page.note(t("mentions.click"))
    title = t("take.mentions", measure=t(f"measure.{measure}"))
    take_away.offer("mentions", title, scope, t, entities, ["mention-bars"], t(f"measure.{measure}.how"))


def outlets(entities: pd.DataFrame, scope: Scope, names: dict[str, str], t: Messages) -> None:
    """A heat map of the most named, an outlet a column."""
    most = entities.groupby("entity_id")["count"].sum().nlargest(MOST_IN_HEAT_MAP).index
    frame = ask(mentions.by_outlet, scope, tuple(most))
    st.plotly_chart(
        bars_chart.outlet_heat_map(frame, {entity_id: names[entity_id] for entity_id in most}, t),
        key="outlet-map",
        config=CONFIG,
        alt=t("mentions.by_outlet"),
    )
    page.note(t("mentions.by_outlet_how"))
    kept_corpus, everyone = corpus(), tuple(names)
    take_away.offer(
        "outlets", t("mentions.by_outlet"), scope, t,
        lambda: mentions.by_outlet(kept_corpus, scope, everyone).assign(
            name=lambda frame: frame.entity_id.map(names)),
        ["outlet-map"], t("mentions.by_outlet_how"))


def network(found: comentions.Network, scope: Scope, names: dict[str, str], t: Messages) -> None:
    """Both sides' networks, English left, the pairs as a table, and the sentences of a chosen pair."""
    if found.edges.empty:
        st.info(t("network.none"))
        return
    kinds = [(KIND[kind], t(f"kind.{kind}")) for kind in sorted(set(found.nodes.entity_type))]
    key = [
        f'<span><span class="m-swatch" style="background:{colour}"></span>{escape(kind)}</span>'
        for colour, kind in kinds
    ]
    st.html(f'<p class="m-note m-key">{" ".join(key)}</p>')
    where = network_chart.layout(found)
    columns = st.columns(2)
    # The first column stands where reading begins, and English stands left in either case.
    for side, column in zip(("en", "ar") if t.direction == "ltr" else ("ar", "en"), columns, strict=True):
        with column:
            st.html(f'<p class="m-side {side}">{page.side_mark(side, t)}</p>')
            st.plotly_chart(
                network_chart.side_network(found, side, where, t),
                on_select="rerun",
                selection_mode="points",
                key=f"network-{side}",
                config=CONFIG,
                alt=t(f"network.alt.{side}"),
            )
    page.note(t("network.how") + " " + t("network.click"))
    edges = found.edges.rename(columns={"first": "first_id", "second": "second_id"})
    take_away.offer(
        "network", t("view.network"), scope, t,
        lambda: edges.assign(first_name=edges.first_id.map(names), second_name=edges.second_id.map(names)),
        {f"network-{side}": t(f"side.{side}") for side in ("en", "ar")}, t("network.how"), kinds, read=False)
    pairs = _pairs(found, names, t)
    page.table([t("network.pairs"), t("side.en"), t("side.ar")], [cells for _, cells in pairs[:MOST_IN_TABLE]])
    labels = {code: f"{names[code.split('~')[0]]} + {names[code.split('~')[1]]}" for code, _ in pairs}
    chosen = address.choice(
        t("network.pair_choose"), labels, "pair", placeholder=t("network.pair_placeholder"), shown=labels.__getitem__)
    if chosen:
        pair, all_of = chosen.split("~"), corpus()
        evidence.listing(
            ask(comentions.together, scope, *pair), t, "pair", within=scope,
            whole=lambda: comentions.together(all_of, scope, *pair, most=take_away.ALL))


def network_clicks(found: comentions.Network, names: dict[str, str]) -> None:
    """Take clicks on nodes and lines over into the choice of a name and of a pair."""
    pairs = {comentions.code(row.first, row.second) for row in found.edges.itertuples()}
    for side in ("en", "ar"):
        clicks.follow(f"network-{side}", "entity", names)
        clicks.follow(f"network-{side}", "pair", pairs)


def world(entities: pd.DataFrame, scope: Scope, measure: str, names: dict[str, str], t: Messages) -> None:
    """The places and countries named, on a map, and which of them no table places."""
    frame = places.located(entities)
    if frame.lat.notna().sum() == 0:
        st.info(t("places.none"))
        return
    st.plotly_chart(
        places_chart.wings(frame, measure, t),
        on_select="rerun",
        selection_mode="points",
        key="places-map",
        config={**CONFIG, "scrollZoom": False},
        alt=t("places.alt"),
    )
    page.note(t("places.how") + " " + t("places.click"))
    title = t("take.map", measure=t(f"measure.{measure}"))
    take_away.offer("places", title, scope, t, frame, ["places-map"], t("places.how"))
    unplaced = frame[frame.lat.isna()].groupby("entity_id")["count"].sum().sort_values(ascending=False)
    if len(unplaced):
        first = t.list([names[entity_id] for entity_id in unplaced.index[:MOST_IN_TABLE]])
        shown = frame[frame.lat.notna()].entity_id.nunique()
        page.note(t("places.unplaced", shown=shown, n=len(unplaced), names=first))


def _pairs(found: comentions.Network, names: dict[str, str], t: Messages) -> list[tuple[str, list[str]]]:
    """The pairs, those that most sentences of both sides name first: code, and their cells as safe HTML."""
    sides = dict(iter(found.edges.groupby(["first", "second"])))
    order = sorted(sides, key=lambda pair: (-sides[pair].sentences.sum(), pair))
    rows = []
    for first, second in order:
        own = sides[first, second].set_index("side")
        both = f"{escape(isolate(names[first]))} + {escape(isolate(names[second]))}"
        cells = [
            escape(
                t(
                    "network.cell",
                    sentences=t.plural("sentences.count", int(own.sentences[side])),
                    expected=float(own.expected[side]),
                )
            )
            if side in own.index
            else "–"
            for side in ("en", "ar")
        ]
        rows.append((comentions.code(first, second), [both, *cells]))
    return rows
