"""Where the named places lie: on each, the English side's disc to its left and the Arabic side's to its right."""

from __future__ import annotations

import math

import pandas as pd
import plotly.graph_objects as go

from components.charts.mentions import display_name, hover
from components.charts.palette import SIDE, dressed
from components.text.messages import Messages, isolate

LARGEST, SMALLEST = 34, 5
HEIGHT = 560
# Places that are labelled: the most named, as many as a wide screen keeps apart.
LABELLED = 14
# Degrees around the outermost places; a wider stretch than this is drawn as the whole world.
MARGIN = 8
WHOLE_WORLD = 150
# Coarse outlines show their corners when less than this is drawn.
FINE_BELOW = 90


def disc_map(located: pd.DataFrame, measure: str, t: Messages) -> go.Figure:
    """The places and countries named, each side's disc in proportion to the measure.

    located: as comparison.places.located. The points' customdata is the entity_id.
    """
    frame = located[located.lat.notna() & (located[measure] > 0)]
    most = float(frame[measure].max()) if len(frame) else 1.0
    figure = go.Figure()
    for side, angle in (("en", 90), ("ar", -90)):
        own = frame[frame.side == side].sort_values(measure, ascending=False, kind="stable")
        sizes = [max(SMALLEST, LARGEST * math.sqrt(value / most)) for value in own[measure]]
        figure.add_scattergeo(
            lat=own.lat,
            lon=own.lon,
            mode="markers",
            name=t(f"side.{side}"),
            customdata=list(own.entity_id),
            marker={
                "color": SIDE[side],
                "opacity": 0.78,
                "size": sizes,
                "line": {"width": 1, "color": "rgba(255,255,255,0.7)"},
                # The two discs touch at the place itself, however far the map is zoomed in.
                "angle": angle,
                "standoff": [size / 2 for size in sizes],
            },
            hovertext=[hover(row, display_name(row, t.language), side, t) for row in own.itertuples()],
            hoverinfo="text",
        )
    figure.add_scattergeo(**_names(frame, measure, t))
    figure.update_geos(
        **_window(frame),
        showland=True,
        landcolor="rgba(138,147,143,0.16)",
        showcountries=True,
        countrycolor="rgba(138,147,143,0.55)",
        countrywidth=0.6,
        coastlinecolor="rgba(138,147,143,0.8)",
        coastlinewidth=0.7,
        showlakes=False,
        showframe=False,
        bgcolor="rgba(0,0,0,0)",
    )
    figure = dressed(figure, t, height=HEIGHT)
    figure.update_layout(margin={"l": 0, "r": 0, "t": 40, "b": 0})
    return figure


def _names(frame: pd.DataFrame, measure: str, t: Messages) -> dict:
    """The names of the most named places, above their discs."""
    places = frame.groupby("entity_id", as_index=False).agg(
        total=(measure, "sum"), lat=("lat", "first"), lon=("lon", "first"), name_en=("name_en", "first"),
        name_ar=("name_ar", "first"),
    ).nlargest(LABELLED, "total")
    return {
        "lat": places.lat,
        "lon": places.lon,
        "mode": "text",
        "text": [isolate(display_name(row, t.language)) for row in places.itertuples()],
        "textposition": "top center",
        "textfont": {"size": 12},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _window(frame: pd.DataFrame) -> dict:
    """What of the world is drawn: all of it, or the part around the places where they lie close together."""
    if frame.empty:
        return {"projection": {"type": "natural earth"}, "resolution": 110}
    west, east = frame.lon.min() - MARGIN, frame.lon.max() + MARGIN
    south, north = max(frame.lat.min() - MARGIN, -80), min(frame.lat.max() + MARGIN, 84)
    if east - west > WHOLE_WORLD:
        return {"projection": {"type": "natural earth"}, "lataxis": {"range": [-58, 84]}, "resolution": 110}
    return {
        "projection": {"type": "mercator"},
        "lonaxis": {"range": [west, east]},
        "lataxis": {"range": [south, north]},
        "resolution": 50 if east - west < FINE_BELOW else 110,
    }
