"""Two clocks as lanes: publication above, the days spoken of below."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import plotly.graph_objects as go

from components.charts.palette import SIDE, dressed
from components.comparison.timeline import code
from components.text.messages import Messages, isolate

LANE_HEIGHT = 22


def publications(frame: pd.DataFrame, t: Messages) -> go.Figure:
    """One point per article, a lane per side; hollow where the date was inferred.

    frame: as comparison.timeline.published. The points' customdata is the article_id.
    """
    figure = go.Figure()
    for side in ("ar", "en"):
        own = frame[frame.side == side].sort_values("published", kind="stable")
        # Articles of one day stand above each other, so that each can be pointed at.
        stack = own.groupby("published").cumcount()
        inferred = own.published_basis == "inferred"
        figure.add_scatter(
            x=own.published,
            y=[(0.3 if side == "en" else 1.3) + 0.12 * (level % 6) for level in stack],
            mode="markers",
            name=t(f"side.{side}"),
            customdata=list(own.article_id),
            marker={
                "size": 15,
                "color": SIDE[side],
                "line": {"width": 2, "color": SIDE[side]},
                "symbol": ["circle-open" if is_inferred else "circle" for is_inferred in inferred],
            },
            hovertext=[_article(row, t) for row in own.itertuples()],
            hoverinfo="text",
        )
    figure.update_yaxes(
        range=[-0.1, 2.1],
        tickvals=[0.3, 1.3],
        ticktext=[t("side.en"), t("side.ar")],
        showgrid=False,
        zeroline=False,
    )
    days = pd.to_datetime(frame.published)
    if len(days):
        # A day or two on a bare axis would be cut into hours.
        margin = pd.Timedelta(days=max(2, (days.max() - days.min()).days // 12))
        figure.update_xaxes(range=[days.min() - margin, days.max() + margin])
    figure.update_layout(showlegend=False)
    return dressed(_dated(figure, t, frame.published), t, height=190)


def publications_counted(frame: pd.DataFrame, t: Messages) -> go.Figure:
    """Articles per period, Arabic upwards and English downwards from one line; frame: as timeline.per_period."""
    figure = go.Figure()
    most = int(frame.articles.max())
    for side, sign in (("ar", 1), ("en", -1)):
        own = frame[frame.side == side]
        figure.add_bar(
            x=own.first_day,
            y=sign * own.articles,
            name=t(f"side.{side}"),
            marker={"color": SIDE[side]},
            hovertext=[
                f"{t.date(row.first_day)}<br>{t(f'side.{side}')}: {t.plural('articles.count', int(row.articles))}"
                for row in own.itertuples()
            ],
            hoverinfo="text",
        )
    figure.update_yaxes(
        range=[-1.1 * most, 1.1 * most], tickvals=[-most, 0, most], ticktext=[t.number(n) for n in (most, 0, most)]
    )
    days = pd.to_datetime(frame.first_day)
    figure.update_xaxes(range=[days.min() - pd.Timedelta(days=15), days.max() + pd.Timedelta(days=30)])
    figure.update_layout(barmode="relative", bargap=0.1)
    return dressed(_dated(figure, t, frame.first_day), t, height=280)


def days_spoken_of(frame: pd.DataFrame, t: Messages, window: tuple[dt.date, dt.date]) -> go.Figure:
    """Intervals as bars, a lane per side, overlapping ones stacked; the more mentions, the fuller the colour.

    frame: as comparison.timeline.spoken_of. window: the first and last day to show.
    The bars' customdata is comparison.timeline.code of the interval.
    """
    first, last = window
    shown = frame[(frame.last_day >= first) & (frame.first_day <= last)]
    figure, base, ticks = go.Figure(), 0, []
    least = max((last - first).days / 160, 0.9)
    for side in ("en", "ar"):
        own = shown[shown.side == side].sort_values(["first_day", "last_day"], kind="stable")
        rows = _rows(own, least)
        deepest = max(rows, default=0) + 1
        most = max(own.mentions.max(), 1) if len(own) else 1
        starts = [max(day, first) for day in own.first_day]
        ends = [min(day, last) for day in own.last_day]
        widths = [max((end - start).days + 1, least) for start, end in zip(starts, ends, strict=True)]
        figure.add_bar(
            base=[dt.datetime.combine(day, dt.time()) for day in starts],
            x=[width * 86_400_000 for width in widths],
            y=[base + row for row in rows],
            orientation="h",
            name=t(f"side.{side}"),
            width=0.8,
            customdata=[code(row.first_day, row.last_day) for row in own.itertuples()],
            marker={
                "color": SIDE[side],
                "opacity": [0.45 + 0.55 * n / most for n in own.mentions],
                "pattern": {"shape": ["" if basis == "absolute" else "/" for basis in own.basis], "solidity": 0.25},
            },
            hovertext=[_interval(row, t) for row in own.itertuples()],
            hoverinfo="text",
        )
        ticks.append(base + (deepest - 1) / 2)
        base += deepest + 1
    figure.update_yaxes(
        tickvals=ticks,
        ticktext=[t("side.en"), t("side.ar")],
        showgrid=False,
        zeroline=False,
        range=[-0.8, base - 1 + 0.3],
    )
    figure.update_xaxes(type="date", range=[first, last])
    figure.update_layout(showlegend=False, barmode="overlay")
    return dressed(_dated(figure, t, None), t, height=70 + LANE_HEIGHT * max(base, 6))


def _rows(frame: pd.DataFrame, least: float) -> list[int]:
    """The row of each interval such that none covers another; intervals come sorted by their first day."""
    free_from: list[dt.date] = []
    rows = []
    for item in frame.itertuples():
        end = (
            max(item.last_day, item.first_day + dt.timedelta(days=round(least)))
            if item.first_day < dt.date(9998, 1, 1)
            else item.last_day
        )
        row = next((i for i, day in enumerate(free_from) if day < item.first_day), len(free_from))
        if row == len(free_from):
            free_from.append(end)
        else:
            free_from[row] = end
        rows.append(row)
    return rows


def _dated(figure: go.Figure, t: Messages, days) -> go.Figure:
    """The figure with its date axis in the interface language: Plotly itself knows English months only."""
    axis = figure.layout.xaxis
    first, last = (pd.Timestamp(end).date() for end in axis.range) if axis.range else (None, None)
    if first is None:
        return figure
    ticks = _ticks(first, last)
    span = (last - first).days
    style = "y" if span > 1500 else "MMM<br>y" if span > 100 else "d MMM<br>y"
    texts = ["<br>".join(isolate(t.date(day, part)) for part in style.split("<br>")) for day in ticks]
    figure.update_xaxes(tickmode="array", tickvals=ticks, ticktext=texts, tickangle=0, showgrid=True)
    return figure


def _ticks(first: dt.date, last: dt.date, most: int = 5) -> list[dt.date]:
    span = max((last - first).days, 1)
    for days in (1, 2, 7, 14):
        if span / days <= most:
            return [first + dt.timedelta(days=i) for i in range(0, span + 1, days)]
    for months in (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000, 12000):
        if span / (30.4 * months) <= most:
            break
    index = -(-(first.year * 12 + first.month - 1) // months) * months
    ticks = []
    while (day := dt.date(index // 12, index % 12 + 1, 1)) <= last:
        ticks.append(day)
        index += months
        if index // 12 > 9999:
            break
    return ticks


def _article(row, t: Messages) -> str:
    what = isolate(row.title or row.outlet or t("article.untitled"))
    return f"{what}<br>{t.date(row.published)}<br>{t(f'basis.{row.published_basis}')}"


def _interval(row, t: Messages) -> str:
    written = t.list(row.surfaces)
    return (
        f"{t.interval(row.first_day, row.last_day)}<br>{written}<br>{t.plural('timeline.mentions', int(row.mentions))}"
    )
