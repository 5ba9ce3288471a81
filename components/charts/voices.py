"""Who speaks and how they are introduced: diverging bars, stacked shares."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from components.charts.mentions import LABEL_GAP, beyond, facing, whiskers
from components.charts.palette import ON_BAR, SIDE, dressed
from components.comparison.voices import STANCES
from components.reading.sources import SOURCES
from components.text.messages import Messages, isolate

# The column of comparison.voices.by_speaker behind each measure.
COLUMN = {"quotes": "quotes", "words": "words", "share": "share"}
# Dark enough for white writing at 4.5:1, and told apart on light and dark grounds.
STANCE = {"neutral": "#5b6770", "assertive": "#4c5fd5", "doubting": "#946400", "denying": "#c0392b"}
SOURCE = {
    "person": "#4c5fd5",
    "institution": "#9440b4",
    "media": "#2b7a4b",
    "document": "#2f7391",
    "anonymous": "#946400",
    "unknown": "#5b6770",
}
# Verbs that the hover text of a stance names; the table below the chart has them all.
MOST_VERBS = 12


def speaker_bars(
    speakers: pd.DataFrame, measure: str, names: dict[str, str], t: Messages, intervals: dict, most: int = 20
) -> go.Figure:
    """English to the left, Arabic to the right, one row per speaker, the most quoted first.

    speakers: as comparison.voices.by_speaker; names: key to display name; intervals: as comparison.voices.intervals
    gives them, by part: those of the speakers' shares are drawn as whiskers. The points' customdata is the key.
    """
    column = COLUMN[measure]
    ends = intervals["key"].set_index(["side", "key"])[["low", "high"]][:None if measure == "share" else 0]
    widest = max(float(speakers[column].max() or 1), float(ends.high.max() if len(ends) else 0))
    order = list(speakers.groupby("key")[column].sum().nlargest(most).index)
    figure = go.Figure()
    for side, sign in (("en", -1), ("ar", 1)):
        own = speakers[speakers.side == side].set_index("key").reindex(order)
        values = own[column].fillna(0.0).to_numpy()
        low = high = values
        if len(ends):
            own_ends = ends.reindex([(side, key) for key in order])
            low, high = (own_ends[end].fillna(own[column].fillna(0.0).set_axis(own_ends.index)) for end in own_ends)
            low, high = low.to_numpy(), high.to_numpy()
        figure.add_bar(
            y=order,
            x=sign * values,
            orientation="h",
            name=t(f"side.{side}"),
            marker={"color": SIDE[side]},
            customdata=order,
            hovertext=[_hover(row, names[row.Index], side, t) for row in own.itertuples()],
            hoverinfo="text",
            error_x=whiskers(values, low, high, sign),
        )
        told = [_label(value, measure, t) if value else "" for value in values]
        beyond(figure, order, sign * (high + LABEL_GAP * widest), told, sign)
    return facing(figure, order, names, widest, t)


def stance_bars(verbs: pd.DataFrame, t: Messages, intervals: dict[str, pd.DataFrame]) -> go.Figure:
    """One bar per side, divided by the stance of its reporting verbs; the verbs stand in the hover text.

    verbs: as comparison.voices.by_verb; intervals: see speaker_bars. The points' customdata is the stance.
    """
    rows = {}
    for (side, stance), group in verbs.groupby(["side", "stance"]):
        listed = [f"{isolate(row.verb)} ×{t.number(row.times)}" for row in group.itertuples()]
        more = "<br>".join([*_interval(intervals["stance"], side, stance, t), *listed[:MOST_VERBS]])
        rows[side, stance] = (int(group.times.sum()), float(group.share.sum()), more)
    return _stacked(rows, STANCES, STANCE, "stance", t)


def source_bars(sources: pd.DataFrame, t: Messages, intervals: dict[str, pd.DataFrame]) -> go.Figure:
    """One bar per side, divided by the kind of source.

    sources: as comparison.voices.by_source; intervals: see speaker_bars. The points' customdata is the kind.
    """
    rows = {
        (row.side, row.source): (
            row.quotes,
            row.share,
            "<br>".join([*_interval(intervals["source"], row.side, row.source, t), t.plural("words.count", row.words)]),
        )
        for row in sources.itertuples()
        if row.quotes
    }
    return _stacked(rows, SOURCES, SOURCE, "source", t)


def _interval(intervals: pd.DataFrame, side: str, part: str, t: Messages) -> list[str]:
    """The interval of a side's share of a part, in words; nothing where there is none."""
    own = intervals[(intervals.side == side) & (intervals.iloc[:, 1] == part)]
    return [t("interval.share", low=t.percent(row.low), high=t.percent(row.high)) for row in own.itertuples()]


def _stacked(
    rows: dict[tuple[str, str], tuple[int, float, str]], parts: tuple, colours: dict, family: str, t: Messages
) -> go.Figure:
    figure = go.Figure()
    sides = ("en", "ar")
    for part in parts:
        found = [rows.get((side, part), (0, 0.0, "")) for side in sides]
        if not any(times for times, _, _ in found):
            continue
        label = t(f"voices.{family}.{part}")
        figure.add_bar(
            y=[t(f"side.{side}") for side in sides],
            x=[share for _, share, _ in found],
            orientation="h",
            name=label,
            marker={"color": colours[part]},
            customdata=[part] * len(sides),
            text=[f"{t.number(times)} · {t.percent(share)}" if times else "" for times, share, _ in found],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            textfont={"color": ON_BAR, "size": 13},
            hovertext=[f"<b>{label}</b><br>{more}" for _, _, more in found],
            hoverinfo="text",
        )
    figure.update_xaxes(range=[0, 1], showticklabels=False, showgrid=False, zeroline=False)
    figure.update_yaxes(autorange="reversed", automargin=True, ticklabelstandoff=6, tickfont={"size": 13})
    figure.update_layout(barmode="stack", uniformtext={"minsize": 11, "mode": "hide"})
    figure = dressed(figure, t, height=170)
    return figure.update_layout(legend={"traceorder": "normal"})


def _label(value: float, measure: str, t: Messages) -> str:
    return t.percent(value, 1) if measure == "share" else t.number(value)


def _hover(row, name: str, side: str, t: Messages) -> str:
    """What stands beside a bar when it is pointed at; nothing where the side does not quote the speaker."""
    if pd.isna(row.quotes):
        return ""
    return t(
        "voices.hover",
        name=isolate(name),
        side=t(f"side.{side}"),
        quotes=t.plural("voices.quotes", int(row.quotes)),
        words=t.plural("words.count", int(row.words)),
        verbatim=t.percent(row.verbatim),
    ).replace("\n", "<br>")
