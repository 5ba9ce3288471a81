"""Who is named together with whom, each side over one and the same layout."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from components.charts.mentions import LABEL_CHARACTERS, display_name, short
from components.charts.palette import KIND, QUIET, SIDE, dressed
from components.comparison.comentions import Network, code
from components.text.messages import Messages, isolate

HEIGHT = 640
LARGEST, SMALLEST = 30, 8
WIDEST_LINE = 7
FAINT = 0.16
# Steps until the picture no longer moves: with 40 names nothing visible happened after the 200th.
STEPS = 300
# Room of a character and of a line of text, and of a pixel of a disc's height, in the units of the layout, on a picture
# as narrow as a telephone has it: 360 by 640 pixels.
LABEL_WIDTH, LABEL_HEIGHT, DISC_HEIGHT = 0.042, 0.07, 0.0034


def side_network(network: Network, side: str, places: pd.DataFrame, t: Messages) -> go.Figure:
    """One side's network. The nodes' customdata is the entity_id, that of the points amid the lines a pair's code.

    places: as `layout`, the same for both sides; what this side does not name stands there faintly.
    """
    figure = go.Figure()
    names = {row.entity_id: display_name(row, t.language) for row in network.nodes.itertuples()}
    kinds = network.nodes.groupby("entity_id").entity_type.first()
    own_edges = network.edges[network.edges.side == side]
    _lines(figure, own_edges, float(network.edges.sentences.max() or 1), side, places)
    _amid_lines(figure, own_edges, places, names, t)
    own = network.nodes[network.nodes.side == side].set_index("entity_id")
    shares = own.share_of_sentences.reindex(places.index).fillna(0.0)
    sizes = _sizes(shares, network)
    for named in (False, True):
        chosen = places.index[(shares > 0) == named]
        figure.add_scatter(
            x=places.x[chosen],
            y=places.y[chosen],
            mode="markers+text",
            customdata=list(chosen) if named else None,
            text=[short(names[i]) for i in chosen],
            textposition="top center",
            textfont={"size": 11.5},
            opacity=1 if named else FAINT + 0.12,
            marker={
                "size": list(sizes[chosen]),
                "color": [KIND[kinds[i]] for i in chosen],
                "line": {"width": 1, "color": "rgba(255,255,255,0.6)"},
                "opacity": 1,
            },
            hovertext=[_node(own.loc[i], names[i], t) if named else isolate(names[i]) for i in chosen],
            hoverinfo="text",
            cliponaxis=False,
            showlegend=False,
        )
    for axis, lowest, highest in (("xaxis", -1.25, 1.25), ("yaxis", -1.06, 1.12)):
        figure.update_layout({axis: {"visible": False, "range": [lowest, highest], "fixedrange": True}})
    figure = dressed(figure, t, height=HEIGHT)
    figure.update_layout(margin={"l": 4, "r": 4, "t": 8, "b": 8})
    return figure


def layout(network: Network) -> pd.DataFrame:
    """Where each name stands in both pictures: index entity_id, columns x and y, both within -1..1.

    Names that either side names together attract each other, all repel each other (Fruchterman & Reingold 1991); the
    start is a circle in a fixed order, so the same network always looks the same.
    """
    ids = sorted(set(network.nodes.entity_id))
    # Either interface language shows the same picture.
    longest = network.nodes.groupby("entity_id")[["name_en", "name_ar"]].first()
    lengths = longest.apply(lambda names: names.str.len()).max(axis=1)
    at = {entity_id: number for number, entity_id in enumerate(ids)}
    ties = np.zeros((len(ids), len(ids)))
    for row in network.edges.itertuples():
        a, b = at[row.first], at[row.second]
        ties[a, b] += row.sentences
        ties[b, a] += row.sentences
    sizes = _sizes(network.nodes.groupby("entity_id").share_of_sentences.max(), network)
    placed = _spread(_settled(np.log1p(ties)), [int(lengths[i]) for i in ids], [float(sizes[i]) for i in ids])
    return pd.DataFrame(placed, columns=["x", "y"], index=pd.Index(ids, name="entity_id"))


def _sizes(shares: pd.Series, network: Network) -> pd.Series:
    """How wide each disc is, in pixels: its area grows with the share of sentences."""
    return (LARGEST * np.sqrt(shares / float(network.nodes.share_of_sentences.max() or 1))).clip(lower=SMALLEST)


def _settled(ties: np.ndarray) -> np.ndarray:
    count = len(ties)
    turn = 2 * np.pi * np.arange(count) / max(count, 1)
    placed = np.column_stack([np.cos(turn), np.sin(turn)])
    ideal = 1.4 / math.sqrt(max(count, 1))
    for step in range(STEPS):
        apart = placed[:, None] - placed[None]
        distance = np.maximum(np.linalg.norm(apart, axis=2), 0.01)
        push = ideal**2 / distance**2
        pull = ties * distance / ideal
        # A little gravity keeps groups that share no sentence on the same page.
        force = (apart * (push - pull)[:, :, None]).sum(axis=1) - 0.6 * placed
        length = np.maximum(np.linalg.norm(force, axis=1, keepdims=True), 1e-9)
        placed = placed + force / length * np.minimum(length, 0.12 * (1 - step / STEPS))
    return placed


def _spread(placed: np.ndarray, label_lengths: list[int], discs: list[float]) -> np.ndarray:
    """The places stretched to fill -1..1, then moved apart until no name covers another name or disc, as far as there
    is room. discs: how wide each is, in pixels."""
    if not len(placed):
        return placed
    ranks = placed.argsort(axis=0).argsort(axis=0) / max(len(placed) - 1, 1) * 2 - 1
    extent = np.maximum(np.abs(placed).max(axis=0), 1e-9)
    # Most of the way to even ranks: dense middles open up, neighbours stay neighbours.
    placed = (placed / extent + 2 * ranks) / 3
    half_width = np.minimum(np.array(label_lengths), LABEL_CHARACTERS) * LABEL_WIDTH / 2
    half_height = (LABEL_HEIGHT + DISC_HEIGHT * np.array(discs)) / 2
    room = np.stack([half[:, None] + half[None] for half in (half_width, half_height)], axis=2)
    order = np.sign(np.arange(len(placed))[:, None] - np.arange(len(placed))[None])
    for _ in range(STEPS):
        apart = placed[:, None] - placed[None]
        covered = room - np.abs(apart)
        covering = (covered > 0).all(axis=2)
        np.fill_diagonal(covering, False)
        if not covering.any():
            break
        direction = np.where(apart == 0, order[:, :, None], np.sign(apart))
        # The shorter way out, measured in rooms: names are wide and low, so it is mostly up or down.
        upward = covered[:, :, 1] / room[:, :, 1] <= covered[:, :, 0] / room[:, :, 0]
        chosen = np.stack([covering & ~upward, covering & upward], axis=2)
        placed = (placed + 0.25 * (np.where(chosen, covered, 0) * direction).sum(axis=1)).clip(-1, 1)
    low, high = placed.min(axis=0), placed.max(axis=0)
    return (2 * placed - low - high) / np.maximum(high - low, 1e-9)


def _lines(figure: go.Figure, edges: pd.DataFrame, most: float, side: str, places: pd.DataFrame) -> None:
    """The pairs as lines, the more sentences the wider; one trace per width, as Plotly asks for."""
    widths = (WIDEST_LINE * (edges.sentences / most) ** 0.5).clip(lower=0.8).round()
    for width, group in edges.groupby(widths):
        x, y = [], []
        for row in group.itertuples():
            x += [places.x[row.first], places.x[row.second], None]
            y += [places.y[row.first], places.y[row.second], None]
        figure.add_scatter(
            x=x,
            y=y,
            mode="lines",
            line={"width": max(width, 0.8), "color": SIDE[side]},
            opacity=0.32,
            hoverinfo="skip",
            showlegend=False,
        )


def _amid_lines(figure: go.Figure, edges: pd.DataFrame, places: pd.DataFrame, names: dict, t: Messages) -> None:
    """Something to point at and click amid each line."""
    figure.add_scatter(
        x=[(places.x[row.first] + places.x[row.second]) / 2 for row in edges.itertuples()],
        y=[(places.y[row.first] + places.y[row.second]) / 2 for row in edges.itertuples()],
        mode="markers",
        customdata=[code(row.first, row.second) for row in edges.itertuples()],
        marker={"size": 12, "color": QUIET, "opacity": 0},
        hovertext=[
            t(
                "network.pair",
                first=isolate(names[row.first]),
                second=isolate(names[row.second]),
                sentences=int(row.sentences),
                expected=float(row.expected),
            ).replace("\n", "<br>")
            for row in edges.itertuples()
        ],
        hoverinfo="text",
        showlegend=False,
    )


def _node(row, name: str, t: Messages) -> str:
    sentences = t.plural("sentences.count", int(row.sentences))
    return f"{isolate(name)}<br>{sentences} ({t.percent(row.share_of_sentences, 1)})"
