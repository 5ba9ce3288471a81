"""Who is named by whom: diverging bars and a heat map."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from components.charts.palette import QUIET, SIDE, dressed
from components.text.messages import Messages, isolate

SHARES = ("share_of_mentions", "share_of_sentences")
ROW_HEIGHT = 32
# On a telephone longer names would leave no room for the bars; beside them a name takes two lines where it has to.
LABEL_CHARACTERS = 24
LINE_CHARACTERS = 18
# Between the end of a bar or its whisker and its figure, as a share of the longest.
LABEL_GAP = 0.012
# How far the axis goes beyond the longest bar, so that its figure has room on a telephone too.
ROOM = 1.42


def display_name(row, language: str) -> str:
    """The entity's name in the interface language, else in the other one."""
    own, other = (row.name_ar, row.name_en) if language == "ar" else (row.name_en, row.name_ar)
    return own or other or row.entity_id.partition("/")[2]


def short(name: str) -> str:
    """A name as an axis has room for it, fenced off in its own direction; the whole of it is in the hover text."""
    return isolate(name if len(name) <= LABEL_CHARACTERS else name[: LABEL_CHARACTERS - 1].rstrip() + "…")


def in_lines(name: str) -> str:
    """A name as it stands beside a bar: in two lines where one would take the room of the bars.

    >>> in_lines("Vostochny Cosmodrome").count("<br>"), in_lines("Russia").count("<br>")
    (1, 0)
    """
    words = name.split()
    first = ""
    while words and len(f"{first} {words[0]}".strip()) <= LINE_CHARACTERS:
        first = f"{first} {words.pop(0)}".strip()
    if not first or not words:
        return short(name)
    return f"{isolate(first)}<br>{short(' '.join(words))}"


def most_named(entities: pd.DataFrame, measure: str, most: int = 25) -> tuple[str, ...]:
    """The entities that the bars show, the most named first; entities: as comparison.mentions.by_entity."""
    return tuple(entities.groupby("entity_id")[measure].sum().nlargest(most).index)


def diverging_bars(
    entities: pd.DataFrame, measure: str, t: Messages, intervals: pd.DataFrame | None = None
) -> go.Figure:
    """English to the left, Arabic to the right, one row per entity; the most named first.

    entities: as comparison.mentions.by_entity. intervals: as comparison.sampling.intervals, drawn as whiskers where the
    measure has any. The points' customdata is the entity_id.
    """
    order = list(most_named(entities, measure))
    frame = entities[entities.entity_id.isin(order)]
    ends = _ends(frame, measure, intervals)
    names = {row.entity_id: display_name(row, t.language) for row in frame.itertuples()}
    widest = float(ends.high.max() or 1)
    figure = go.Figure()
    for side, sign in (("en", -1), ("ar", 1)):
        own = frame[frame.side == side].set_index("entity_id").reindex(order)
        values = own[measure].fillna(0.0)
        own_ends = ends.reindex([(side, entity_id) for entity_id in order]).fillna(0.0)
        low, high = own_ends.low.to_numpy(), own_ends.high.to_numpy()
        figure.add_bar(
            y=order,
            x=sign * values,
            orientation="h",
            name=t(f"side.{side}"),
            marker={"color": SIDE[side]},
            customdata=order,
            hovertext=[hover(row, names[row.Index], side, t) for row in own.itertuples()],
            hoverinfo="text",
            error_x=whiskers(values, low, high, sign),
        )
        told = [label(value, measure, t) if value else "" for value in values]
        beyond(figure, order, sign * (high + LABEL_GAP * widest), told, sign)
    return facing(figure, order, names, widest, t)


def whiskers(values, low, high, sign: int) -> dict:
    """Plotly's error bars from low to high, on bars that grow to the right (sign 1) or to the left (-1)."""
    return {
        "type": "data",
        "symmetric": False,
        "array": high - values if sign > 0 else values - low,
        "arrayminus": values - low if sign > 0 else high - values,
        "color": QUIET,
        "thickness": 1.5,
        "width": 4,
        "visible": bool((high > low).any()),
    }


def beyond(figure: go.Figure, order: list[str], at, told: list[str], sign: int) -> None:
    """The bars' figures beyond their whiskers, which would cross out a bar's own label."""
    figure.add_scatter(
        y=order,
        x=at,
        mode="text",
        text=told,
        textposition="middle right" if sign > 0 else "middle left",
        textfont={"size": 12},
        cliponaxis=False,
        hoverinfo="skip",
        showlegend=False,
    )


def facing(figure: go.Figure, order: list[str], names: dict[str, str], widest: float, t: Messages) -> go.Figure:
    """The figure of bars that face each other, dressed: a row per key in this order, room for the figures at both ends.

    names: key to what its row is called. widest: the longest bar, to either side.
    """
    figure.update_yaxes(
        autorange="reversed",
        tickmode="array",
        tickvals=order,
        ticktext=[in_lines(names[key]) for key in order],
        side="left",
        automargin=True,
        ticklabelstandoff=6,
        tickfont={"size": 12},
    )
    figure.update_xaxes(
        range=[-ROOM * widest, ROOM * widest],
        zeroline=True,
        zerolinecolor=QUIET,
        showticklabels=False,
        showgrid=False,
    )
    figure.update_layout(barmode="overlay")
    return dressed(figure, t, height=66 + ROW_HEIGHT * max(len(order), 3))


def outlet_heat_map(outlets: pd.DataFrame, names: dict[str, str], t: Messages) -> go.Figure:
    """Mentions per 1,000 words, an outlet a column and an entity a row.

    outlets: as comparison.mentions.by_outlet; names: entity_id to its display name, in the order of the rows.
    The points' customdata is [entity_id, side, outlet].
    """
    columns = list(dict.fromkeys(zip(outlets.side, outlets.outlet, strict=True)))
    columns.sort(key=lambda column: (column[0] != "en", column[1]))
    values = outlets.set_index(["entity_id", "side", "outlet"])
    rows = [entity_id for entity_id in names if entity_id in set(outlets.entity_id)]
    cells = [[(entity_id, *column) for column in columns] for entity_id in rows]
    rate = [[values.per_1000_words.get(key) for key in row] for row in cells]
    count = [[values["count"].get(key, 0) for key in row] for row in cells]
    heads = [f"{isolate(outlet or t('outlet.unknown'))} · {t(f'side.{side}')}" for side, outlet in columns]
    rows_named = [isolate(names[i]) for i in rows]
    figure = go.Figure(
        go.Heatmap(
            z=rate,
            x=heads,
            y=rows_named,
            customdata=cells,
            colorscale="Teal",
            xgap=2,
            ygap=2,
            text=[[t.number(value) if value else "" for value in row] for row in count],
            texttemplate="%{text}",
            hovertemplate="%{y}<br>%{x}<br>%{z:.1f}<extra></extra>",
            showscale=False,
        )
    )
    # Names are cut at the axes only: two that begin alike stay two.
    figure.update_yaxes(
        autorange="reversed", automargin=True, tickmode="array", tickvals=rows_named,
        ticktext=[short(names[i]) for i in rows])
    figure.update_xaxes(
        side="top", automargin=True, tickmode="array", tickvals=heads,
        ticktext=[f"{short(outlet or t('outlet.unknown'))} · {t(f'side.{side}')}" for side, outlet in columns])
    return dressed(figure, t, height=130 + ROW_HEIGHT * max(len(rows), 3))


def _ends(frame: pd.DataFrame, measure: str, intervals: pd.DataFrame | None) -> pd.DataFrame:
    """Where each side's and entity's whisker begins and ends; at its value where it has none."""
    ends = frame.set_index(["side", "entity_id"])[[measure]].fillna(0.0)
    ends = ends.assign(low=ends[measure], high=ends[measure])
    if intervals is not None:
        ends.update(intervals[intervals.measure == measure].set_index(["side", "entity_id"])[["low", "high"]])
    return ends


def label(value: float, measure: str, t: Messages) -> str:
    """A measure's value as it is read."""
    return t.percent(value, 1) if measure in SHARES else t.number(value, 0 if measure in ("count", "articles") else 1)


def hover(row, name: str, side: str, t: Messages) -> str:
    """What stands beside a bar or disc when it is pointed at; nothing where the side does not name the entity."""
    if pd.isna(row.count):
        return ""
    return t(
        "mentions.hover",
        name=isolate(name),
        side=t(f"side.{side}"),
        count=int(row.count),
        sentences=int(row.sentences),
        articles=int(row.articles),
    ).replace("\n", "<br>")


