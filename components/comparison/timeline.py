"""Two clocks: when each side published, and which days its texts speak of."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from components.comparison.scope import Scope, sided
from components.corpus import Corpus

# News speaks mostly of its own weeks; the years around them would press those into one line.
DAYS_NEAR = 75

# Beyond this many articles points cover each other, and a browser takes seconds to draw them: they are counted.
MOST_POINTS = 400
MOST_PERIODS = 150
PERIODS = ("day", "week", "month")


def published(corpus: Corpus, scope: Scope) -> pd.DataFrame:
    """When articles appeared. One row per article that has a date.

    Columns: side, article_id, title, outlet, published (day), published_basis, published_reason, published_reason_ar.
    """
    table = sided(corpus, scope, "articles")
    frame = corpus.execute(table.order_by("published", "added", "article_id"))
    columns = ["side", "article_id", "title", "outlet", "published", "published_basis", "published_reason",
               "published_reason_ar"]
    frame = frame.loc[frame.published.notna(), columns].reset_index(drop=True)
    return frame.assign(published=_days(frame.published))


def per_day(corpus: Corpus, scope: Scope) -> pd.DataFrame:
    """How many articles appeared on each day. One row per side and day on which any did: side, published, articles."""
    table = sided(corpus, scope, "articles")
    table = table.filter(table.published.notnull())
    frame = corpus.execute(table.group_by(side=table.side, published=table.published).agg(articles=table.count()))
    return frame.assign(published=_days(frame.published)).sort_values(["published", "side"], ignore_index=True)


def per_period(days: pd.DataFrame) -> tuple[str, pd.DataFrame]:
    """The articles of `per_day` by day, week (from its Monday) or month, whichever makes at most MOST_PERIODS of them.

    Gives the name of the period, and one row per side and period: side, first_day, articles.
    """
    reach = (days.published.max() - days.published.min()).days
    name = "day" if reach < MOST_PERIODS else "week" if reach < 7 * MOST_PERIODS else "month"
    begun = {
        "day": lambda day: day,
        "week": lambda day: day - dt.timedelta(days=min(day.weekday(), day.toordinal() - 1)),
        "month": lambda day: day.replace(day=1),
    }[name]
    frame = days.assign(first_day=[begun(day) for day in days.published])
    return name, frame.groupby(["side", "first_day"], as_index=False).agg(articles=("articles", "sum"))


def spoken_of(corpus: Corpus, scope: Scope) -> pd.DataFrame:
    """Which days the texts speak of. One row per side and interval.

    Columns: side, first_day, last_day (both included), mentions, articles, basis (the surest of its mentions: absolute,
    partial or relative), surfaces (as written, most frequent first, at most three).
    """
    if scope.of_whole_outlets:
        table = sided(corpus, scope, "days")
        counted = {"mentions": table.mentions.sum(), "articles": table.articles.sum()}
    else:
        table = sided(corpus, scope, "dates")
        counted = {"mentions": table.count(), "articles": table.article_id.nunique()}
    frame = corpus.execute(table.group_by("side", "first_day", "last_day", "surface", "basis").agg(**counted))
    frame = frame[frame.mentions > 0]
    if frame.empty:
        return pd.DataFrame(columns=["side", "first_day", "last_day", "mentions", "articles", "basis", "surfaces"])
    frame = frame.assign(first_day=_days(frame.first_day), last_day=_days(frame.last_day))
    # "absolute" < "partial" < "relative" in the alphabet as in trust, so the least is the surest.
    frame = frame.sort_values("mentions", ascending=False, kind="stable")
    grouped = frame.groupby(["side", "first_day", "last_day"], as_index=False).agg(
        mentions=("mentions", "sum"),
        articles=("articles", "max"),
        basis=("basis", "min"),
        surfaces=("surface", lambda surfaces: list(dict.fromkeys(surfaces))[:3]),
    )
    return grouped.sort_values(["first_day", "last_day", "side"], kind="stable").reset_index(drop=True)


def code(first_day: dt.date, last_day: dt.date) -> str:
    """An interval as one word, for addresses and charts.

    >>> code(dt.date(2019, 4, 1), dt.date(2019, 4, 30))
    '2019-04-01..2019-04-30'
    """
    return f"{first_day}..{last_day}"


def window(spoken: pd.DataFrame, appeared: pd.DataFrame, near: bool) -> tuple[dt.date, dt.date]:
    """The first and last day to draw: all that is spoken of, or what lies within DAYS_NEAR of a publication.

    spoken: as `spoken_of`; appeared: as `published` or `per_day`. Without a publication date, or with nothing near
    one, all.
    """
    first, last = spoken.first_day.min(), spoken.last_day.max()
    if near and not appeared.empty:
        days = pd.to_datetime(appeared.published)
        margin = pd.Timedelta(days=DAYS_NEAR)
        low, high = (days.min() - margin).date(), (days.max() + margin).date()
        inside = spoken[(spoken.first_day >= low) & (spoken.last_day <= high)]
        if not inside.empty:
            first, last = inside.first_day.min(), inside.last_day.max()
    pad = dt.timedelta(days=max(2, (last - first).days // 20))
    return _shifted(first, -pad), _shifted(last, pad)


def _shifted(day: dt.date, by: dt.timedelta) -> dt.date:
    try:
        return day + by
    except OverflowError:
        return dt.date.min if by.days < 0 else dt.date.max


def _days(column: pd.Series) -> pd.Series:
    """Plain dates, which reach from the year 1 to the year 9999, unlike pandas' own."""
    return pd.Series([day.date() if hasattr(day, "date") else day for day in column], index=column.index, dtype=object)
