"""A click on a chart chooses in the widget below it, so that whatever can be clicked can be chosen by keyboard too."""

from __future__ import annotations

from collections.abc import Container

import streamlit as st


def follow(chart: str, field: str, options: Container | None = None) -> None:
    """Take a new click on the chart over into the widget; called before either is drawn.

    chart: the key of a plotly_chart whose points' customdata is an option of the widget. field: the widget's key.
    options: where points stand for different things, those that this widget takes; the others leave it as it is.
    A choice made in the widget itself stands until the next click.
    """
    points = st.session_state.get(chart, {}).get("selection", {}).get("points", [])
    chosen = points[0].get("customdata") if points else None
    if chosen is not None and options is not None and chosen not in options:
        chosen = None
    seen = f"_clicked_{chart}_{field}"
    if chosen is not None and chosen != st.session_state.get(seen):
        st.session_state[field] = chosen
    st.session_state[seen] = chosen
