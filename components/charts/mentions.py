"""Who is named by whom: diverging bars and a heat map."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from components.charts.palette import QUIET, SIDE, dressed
from components.text.messages import Messages, isolate

SHARES = ("share_of_mentions", "share_of_sentences")
ROW_HEIGHT = 30
# On a telephone longer names would leave no room for the bars.
LABEL_CHARACTERS = 24


def display_name(row, language: str) -> str:
    """The entity's name in the interface language, else in the other one."""
    own, other = (row.name_ar, row.name_en) if language == "ar" else (row.name_en, row.name_ar)
    return own or other or row.entity_id.partition("/")[2]


def short(name: str) -> str:
    """A name as an axis has room for it, fenced off in its own direction; the whole of it is in the hover text."""
    return isolate(name if len(name) <= LABEL_CHARACTERS else name[: LABEL_CHARACTERS - 1].rstrip() + "…")


def diverging_bars(entities: pd.DataFrame, measure: str, t: Messages, most: int = 25) -> go.Figure:
    """English to the left, Arabic to the right, one row per entity; the most named first.

    entities: as comparison.mentions.by_entity. The points' customdata is the entity_id.
    """
    total = entities.groupby("entity_id")[measure].sum().nlargest(most)
    frame = entities[entities.entity_id.isin(total.index)]
    order = list(total.index)
    names = {row.entity_id: display_name(row, t.language) for row in frame.itertuples()}
    figure = go.Figure()
    for side, sign in (("en", -1), ("ar", 1)):
        own = frame[frame.side == side].set_index("entity_id").reindex(order)
        values = own[measure].fillna(0.0)
        figure.add_bar(
            y=order,
            x=sign * values,
            orientation="h",
            name=t(f"side.{side}"),
            marker={"color": SIDE[side]},
            customdata=order,
            text=[_label(value, measure, t) if value else "" for value in values],
            textposition="outside",
            cliponaxis=False,
            textfont={"size": 12},
            hovertext=[_hover(row, names, side, t) for row in own.itertuples()],
            hoverinfo="text",
        )
    widest = float(frame[measure].max() or 1)
    figure.update_yaxes(
        autorange="reversed",
        tickmode="array",
        tickvals=order,
        ticktext=[short(names[i]) for i in order],
        side="left",
        automargin=True,
        ticklabelstandoff=6,
        tickfont={"size": 13},
    )
    figure.update_xaxes(
        range=[-1.35 * widest, 1.35 * widest],
        zeroline=True,
        zerolinecolor=QUIET,
        showticklabels=False,
        showgrid=False,
    )
    figure.update_layout(barmode="overlay")
    return dressed(figure, t, height=110 + ROW_HEIGHT * max(len(order), 3))


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
    figure = go.Figure(
        go.Heatmap(
            z=rate,
            x=heads,
            y=[short(names[i]) for i in rows],
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
    figure.update_yaxes(autorange="reversed", automargin=True)
    figure.update_xaxes(side="top", automargin=True)
    return dressed(figure, t, height=130 + ROW_HEIGHT * max(len(rows), 3))


def _label(value: float, measure: str, t: Messages) -> str:
    return t.percent(value, 1) if measure in SHARES else t.number(value, 0 if measure in ("count", "articles") else 1)


def _hover(row, names: dict[str, str], side: str, t: Messages) -> str:
    """What stands beside a bar when it is pointed at; nothing where the side does not name the entity."""
    if pd.isna(row.count):
        return ""
    return t(
        "mentions.hover",
        name=isolate(names[row.Index]),
        side=t(f"side.{side}"),
        count=int(row.count),
        sentences=int(row.sentences),
        articles=int(row.articles),
    ).replace("\n", "<br>")


