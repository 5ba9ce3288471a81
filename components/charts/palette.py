"""Colours that stand on Streamlit's light and dark ground alike, and what every figure has in common."""

from __future__ import annotations

import plotly.graph_objects as go

from components.text.messages import Messages

SIDE = {"ar": "#14918a", "en": "#d2662a"}
KIND = {
    "person": "#4c6ef5",
    "country": "#2f9e44",
    "place": "#66a80f",
    "organisation": "#ae3ec9",
    "event": "#e03131",
    "product": "#868e96",
    "date": "#e67700",
}
QUIET = "#8a938f"

# What Streamlit is told beside each figure: a clean bar, no link out, and map outlines from this server.
CONFIG = {
    "displaylogo": False,
    "topojsonURL": "/app/static/maps/",
    "modeBarButtonsToRemove": ["lasso2d", "select2d", "autoScale2d"],
    "toImageButtonOptions": {"format": "svg", "filename": "mirsad"},
}


def dressed(figure: go.Figure, t: Messages, height: int) -> go.Figure:
    """The figure with the margins, fonts and legend that all of them share."""
    figure.update_layout(
        height=height,
        margin={"l": 8, "r": 8, "t": 40, "b": 40},
        font={"family": "'IBM Plex Sans', 'IBM Plex Sans Arabic', sans-serif", "size": 13},
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "title": None},
        hoverlabel={"align": "right" if t.direction == "rtl" else "left"},
        bargap=0.25,
        dragmode=False,
        clickmode="event+select",
        separators=".,",
    )
    return figure
