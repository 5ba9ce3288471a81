"""When something was said: articles with it by publication date, side beside side."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from components.charts.palette import SIDE, dressed
from components.text.messages import Messages, isolate

# Up to so many days, each has its bar; then weeks, months, years: some sixty bars can be told apart.
DAYS, WEEKS, MONTHS = 60, 420, 1800
MOST_TICKS = 6
FEWEST_DAYS = 6


def over_time(articles: pd.DataFrame, by_day: pd.DataFrame, t: Messages) -> go.Figure:
    """Bars of articles by publication date, one colour per side.

    articles: as comparison.concordance.Concordance.articles; by_day: the second of concordance.totals.
    """
    dated = articles[articles.published.notna()]
    days = pd.to_datetime(dated.published)
    code = _period((days.max() - days.min()).days)
    figure = go.Figure()
    every: set[pd.Timestamp] = set()
    for side in ("en", "ar"):
        here = dated[dated.side == side]
        own = here.articles.groupby(_begins(here.published, code)).sum()
        there = by_day[by_day.side == side]
        of = there.articles.groupby(_begins(there.published, code)).sum()
        every.update(own.index)
        figure.add_bar(
            x=list(own.index),
            y=list(own),
            name=t(f"side.{side}"),
            marker={"color": SIDE[side]},
            hovertext=[
                f"{isolate(_label(day, code, t))}<br>"
                + t("search.of_articles", found=int(count), articles=int(of.get(day, count)))
                for day, count in own.items()
            ],
            hoverinfo="text",
        )
    ticks = _apart(sorted(every), days.max() - days.min())
    figure.update_xaxes(
        type="date", tickmode="array", tickvals=ticks, tickangle=0,
        ticktext=[_tick(day, code, t) for day in ticks],
    )
    if code == "D":
        # A few days alone on the axis would be drawn as wide as the chart.
        margin = pd.Timedelta(days=max(1, (FEWEST_DAYS - (days.max() - days.min()).days) // 2))
        figure.update_xaxes(range=[days.min() - margin, days.max() + margin])
    most = int(max((max(bar.y) for bar in figure.data if len(bar.y)), default=1))
    figure.update_yaxes(rangemode="tozero", dtick=max(1, -(-most // 4)), tickformat=",d")
    figure.update_layout(barmode="group")
    return dressed(figure, t, height=240)


def _apart(days: list[pd.Timestamp], span: pd.Timedelta) -> list[pd.Timestamp]:
    """Those of the days that leave room for a label between them."""
    room, kept = max(span, pd.Timedelta(days=FEWEST_DAYS)) / MOST_TICKS, []
    for day in days:
        if not kept or day - kept[-1] >= room:
            kept.append(day)
    return kept


def _period(span_days: int) -> str:
    return "D" if span_days <= DAYS else "W" if span_days <= WEEKS else "M" if span_days <= MONTHS else "Y"


def _begins(published: pd.Series, code: str) -> pd.Series:
    return pd.to_datetime(published).dt.to_period(code).dt.start_time


def _label(day: pd.Timestamp, code: str, t: Messages) -> str:
    return t.date(day.date(), {"D": "d MMM y", "W": "d MMM y", "M": "MMM y", "Y": "y"}[code])


def _tick(day: pd.Timestamp, code: str, t: Messages) -> str:
    """A label of the axis, its year below, so that neighbouring days have room."""
    parts = {"M": ("MMM", "y"), "Y": ("y",)}.get(code, ("d MMM", "y"))
    return "<br>".join(isolate(t.date(day.date(), part)) for part in parts)
