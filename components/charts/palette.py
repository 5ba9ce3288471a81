"""Colours that stand on Streamlit's light and dark ground alike, and what every figure has in common."""

from __future__ import annotations

import plotly.graph_objects as go

from components.text.messages import Messages

SIDE = {"ar": "#14918a", "en": "#d2662a"}
KIND = {
    "person": "#4c6ef5",
    "country": "#2f9e44",
    "place": "#5a940d",
    "organisation": "#ae3ec9",
    "event": "#e03131",
    "product": "#7d858d",
    "date": "#d46e00",
}
QUIET = "#8a938f"
# The two grounds on which every figure has to be read: those of .streamlit/config.toml.
GROUNDS = ("#fbfaf7", "#10161d")
# What is written on a bar of any colour of STANCE or SOURCE.
ON_BAR = "#ffffff"
# What is written on a bar of a colour of SIDE.
ON_SIDE = "#000000"

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
        # Room for the legend above where there is one; what stands at the axes makes its own room.
        margin={"l": 8, "r": 8, "t": 40 if _explained(figure) else 12, "b": 10},
        font={"family": "'IBM Plex Sans', 'IBM Plex Sans Arabic', sans-serif", "size": 13},
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "title": None},
        hoverlabel={"align": "right" if t.direction == "rtl" else "left"},
        bargap=0.25,
        dragmode=False,
        clickmode="event+select",
        separators=".,",
    )
    return figure.update_xaxes(automargin=True)


def _explained(figure: go.Figure) -> bool:
    """Whether a legend stands above the figure."""
    shown = [trace for trace in figure.data if trace.showlegend is not False]
    return figure.layout.showlegend is not False and len(shown) > 1
