"""Labels in competition as stacked shares; words by how often and how distinctively they are used."""

from __future__ import annotations

from html import escape
from math import log

import pandas as pd
import plotly.graph_objects as go

from components.charts.palette import ON_BAR, QUIET, SIDE, dressed
from components.text.messages import Messages, isolate

# Dark enough for white writing at 4.5:1, and told apart on light and dark grounds.
STANCE = {
    "neutral": "#5b6770",
    "legal": "#4c5fd5",
    "supportive": "#2b7a4b",
    "euphemistic": "#7e57c2",
    "critical": "#b3541e",
    "loaded": "#c0392b",
}
VOICE_PATTERN = {"own": "", "quoted": "/", "scare": "."}
ROW_HEIGHT = 34
# A scatter of more points is slow to draw and can't be read.
MOST_POINTS = 200
SCATTER_HEIGHT = 430
# What a label takes, in shares of a plot as wide as a phone's (300 px): taken for narrower, labels would touch.
_LETTER, _LINE = 0.025, 0.065
# More labels than these hide the points.
MOST_LABELS = 30


def label_shares(shares: pd.DataFrame, concepts: dict[str, str], labels: dict[tuple[str, str], str], t: Messages):
    """Two bars per concept, one a side, divided among its labels; colour is stance, hatching somebody else's words.

    shares: as comparison.labels.shares; concepts: concept to its display name, in the order of the rows; labels:
    (concept, label) to its display name. The segments' customdata is [concept, label].
    """
    figure, ticks, names, at = go.Figure(), [], [], 0.0
    segments: dict[str, list[dict]] = {stance: [] for stance in STANCE}
    for concept, name in concepts.items():
        figure.add_annotation(
            text=f"<b>{escape(isolate(name))}</b>",
            x=1 if t.direction == "rtl" else 0,
            xref="paper",
            xanchor="right" if t.direction == "rtl" else "left",
            y=at,
            showarrow=False,
        )
        for side in ("en", "ar"):
            at += 1
            own = shares[(shares.concept == concept) & (shares.side == side)]
            total = int(own["count"].sum())
            ticks.append(at)
            names.append(f"{t(f'side.{side}')} ({t.number(total)})")
            start = 0.0
            for row in own.itertuples():
                segments[row.stance].append({"row": row, "start": start, "y": at, "name": labels[concept, row.label]})
                start += row.share
        at += 1.15
    for stance, found in segments.items():
        if found:
            figure.add_bar(
                base=[item["start"] for item in found],
                x=[item["row"].share for item in found],
                y=[item["y"] for item in found],
                orientation="h",
                width=0.86,
                name=t(f"stance.{stance}"),
                text=[isolate(item["name"]) for item in found],
                textposition="inside",
                insidetextanchor="middle",
                textangle=0,
                textfont={"color": ON_BAR, "size": 13},
                customdata=[[item["row"].concept, item["row"].label] for item in found],
                marker={
                    "color": STANCE[stance],
                    "line": {"color": "rgba(255,255,255,.55)", "width": 1},
                    "pattern": {
                        "shape": [VOICE_PATTERN[item["row"].voice] for item in found],
                        "fillmode": "overlay",
                        "fgcolor": "rgba(255,255,255,.38)",
                        "size": 9,
                        "solidity": 0.22,
                    },
                },
                hovertext=[_segment(item, t) for item in found],
                hoverinfo="text",
            )
    figure.update_yaxes(
        tickvals=ticks, ticktext=names, range=[at - 0.6, -0.6], showgrid=False, zeroline=False, automargin=True
    )
    figure.update_xaxes(range=[0, 1], showgrid=False, zeroline=False, showticklabels=False)
    figure.update_layout(barmode="overlay", uniformtext={"minsize": 11, "mode": "hide"})
    figure = dressed(figure, t, height=50 + round(ROW_HEIGHT * max(at, 4)))
    return figure.update_layout(legend={"y": 1.0, "yanchor": "bottom"}, bargap=0.1)


def _segment(item: dict, t: Messages) -> str:
    row = item["row"]
    lines = [
        isolate(item["name"]),
        t(f"stance.{row.stance}"),
        t(f"voice.{row.voice}"),
        t.plural("wording.references", int(row.count)) + " · " + t.percent(row.share),
        t.list(row.surfaces[:4]),
    ]
    if pd.notna(row.low):
        lines.append(t("interval.share", low=t.percent(row.low), high=t.percent(row.high)))
    return "<br>".join(map(escape, lines))


def words(frame: pd.DataFrame, side: str, measure: str, t: Messages) -> go.Figure:
    """Words by how often they occur (x) and how distinctive they are (y), the first of them labelled.

    frame: as comparison.keywords.Keywords.frame; measure: its column for the height, lrc or log_ratio.
    The points' customdata is the lemma.
    """
    shown = frame.head(MOST_POINTS)
    spread = _beside_each_other(shown, measure)
    labelled = _labelled(spread)
    figure = go.Figure(
        go.Scatter(
            x=spread.x,
            y=spread.y,
            mode="markers+text",
            text=[isolate(row.lemma) if row.Index in labelled else "" for row in shown.itertuples()],
            textposition="top center",
            textfont={"size": 13},
            customdata=list(shown.lemma),
            cliponaxis=False,
            marker={
                "color": SIDE[side],
                "size": 9,
                "opacity": 0.75,
                "symbol": ["circle" if n > 1 else "circle-open" for n in shown.articles],
            },
            hovertext=[_word(row, measure, t) for row in shown.itertuples()],
            hoverinfo="text",
            showlegend=False,
        )
    )
    most = int(frame["count"].max()) if len(frame) else 1
    figure.update_xaxes(
        type="log",
        title=t("wording.axis.count"),
        tickvals=[n for n in (1, 2, 3, 5, 10, 20, 50, 100, 200, 500, 1000, 5000) if n <= 2 * most],
        ticktext=[t.number(n) for n in (1, 2, 3, 5, 10, 20, 50, 100, 200, 500, 1000, 5000) if n <= 2 * most],
        zeroline=False,
    )
    figure.update_yaxes(title=t(f"wording.axis.{measure}"), zeroline=True, zerolinecolor=QUIET, automargin=True)
    return dressed(figure, t, height=SCATTER_HEIGHT)


def _beside_each_other(frame: pd.DataFrame, measure: str) -> pd.DataFrame:
    """Points of words used equally often, moved a little apart, since a whole number of uses makes columns of them."""
    nth = frame.groupby("count").cumcount()
    many = frame.groupby("count")["count"].transform("size")
    shift = (nth % 7 - (many.clip(upper=7) - 1) / 2) * 0.035
    return pd.DataFrame({"x": frame["count"] * (1 + shift), "y": frame[measure], "lemma": frame.lemma})


def _labelled(points: pd.DataFrame) -> set:
    """The points whose labels fit without touching, the most distinctive first."""
    if points.empty:
        return set()
    x = points.x.map(lambda value: pd.NA if value <= 0 else value).astype(float).map(log)
    width, height = max(x.max() - x.min(), 0.1), max(points.y.max() - points.y.min(), 0.1)
    taken: list[tuple[float, float, float, float]] = []
    chosen = set()
    for index in points.index[points.y > 0] if (points.y > 0).any() else points.index:
        half = _LETTER * len(points.lemma[index]) / 2
        at, up = (x[index] - x.min()) / width, (points.y[index] - points.y.min()) / height
        box = (at - half, at + half, up, up + _LINE)
        if all(box[1] < other[0] or other[1] < box[0] or box[3] < other[2] or other[3] < box[2] for other in taken):
            taken.append(box)
            chosen.add(index)
        if len(chosen) == MOST_LABELS:
            break
    return chosen


def _word(row, measure: str, t: Messages) -> str:
    lines = [isolate(row.lemma)] + ([row.gloss] if row.gloss else [])
    lines.append(t("wording.hover", count=int(row.count), articles=int(row.articles)))
    lines.append(t(f"wording.hover.{measure}", doublings=float(getattr(row, measure))))
    return "<br>".join(map(escape, lines))
