"""Where the named places lie: from each, the English side's wing opens to the left, the Arabic side's to the right."""

from __future__ import annotations

import math

import pandas as pd
import plotly.graph_objects as go

from components.charts.mentions import display_name, hover
from components.charts.palette import SIDE, dressed
from components.text.messages import Messages, isolate

LARGEST, SMALLEST = 34, 6
HEIGHT = 560
# Places that are labelled: the most named, as many as a wide screen keeps apart.
LABELLED = 18
# Room of a name, as shares of the map's width in degrees.
LABEL_ROOM = 0.085, 0.025
# Degrees around the outermost places; a wider stretch than this is drawn as the whole world.
MARGIN = 8
WHOLE_WORLD = 150
# Coarse outlines show their corners when less than this is drawn.
FINE_BELOW = 90


def wings(located: pd.DataFrame, measure: str, t: Messages) -> go.Figure:
    """The places and countries named, each side's wing in proportion to the measure.

    located: as comparison.places.located. The points' customdata is the entity_id.
    """
    frame = located[located.lat.notna() & (located[measure] > 0)]
    most = float(frame[measure].max()) if len(frame) else 1.0
    told = {
        entity_id: "<br>".join(
            hover(row, display_name(row, t.language), row.side, t)
            for row in own.sort_values("side", ascending=False).itertuples()
        )
        for entity_id, own in frame.groupby("entity_id")
    }
    figure = go.Figure()
    # A triangle with its tip at the place, turned to one side, keeps there however far the map is zoomed in.
    for side, angle in (("en", 90), ("ar", -90)):
        own = frame[frame.side == side].sort_values(measure, ascending=False, kind="stable")
        figure.add_scattergeo(
            lat=own.lat,
            lon=own.lon,
            mode="markers",
            name=t(f"side.{side}"),
            customdata=list(own.entity_id),
            marker={
                "color": SIDE[side],
                "opacity": 0.85,
                "symbol": "arrow",
                "angle": angle,
                "size": [max(SMALLEST, LARGEST * math.sqrt(value / most)) for value in own[measure]],
                "line": {"width": 0.5, "color": "rgba(255,255,255,0.6)"},
            },
            # Both wings answer the pointer at their common tip, so each tells of both.
            hovertext=[told[entity_id] for entity_id in own.entity_id],
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
    """The names of the most named places, above their wings, where no name of a more named place stands already."""
    columns = {"total": (measure, "sum"), **{name: (name, "first") for name in ("lat", "lon", "name_en", "name_ar")}}
    places = frame.groupby("entity_id", as_index=False).agg(**columns).sort_values("total", ascending=False)
    window = _window(frame)
    west, east = window.get("lonaxis", {}).get("range", (-180, 180))
    shown = []
    for row in places.itertuples():
        free = all(abs(row.lon - other.lon) > LABEL_ROOM[0] * (east - west)
                   or abs(row.lat - other.lat) > LABEL_ROOM[1] * (east - west) for other in shown)
        if free and len(shown) < LABELLED:
            shown.append(row)
    return {
        "lat": [row.lat for row in shown],
        "lon": [row.lon for row in shown],
        "mode": "text",
        # An empty line below lifts the name clear of the wings.
        "text": [f"{isolate(display_name(row, t.language))}<br> " for row in shown],
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
