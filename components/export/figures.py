"""The charts of a report: from the frames that the pages' charts are drawn from to drawings that need no browser."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import pandas as pd

from components.charts.palette import ON_BAR, ON_SIDE, SIDE
from components.charts.wording import STANCE
from components.export.drawing import LINE, QUIET, Box, Dot, Drawing, Line, Words
from components.text.messages import Messages, isolate

WIDTH = 720
NAMES, ROW, TOP = 200, 24, 30
# A name longer than this leaves no room for its bar.
LONGEST = 30
_BALANCED = ("articles", "words", "sentences", "mentions")


def balance(denominators: pd.DataFrame, t: Messages) -> Drawing:
    """How the whole divides between the sides; denominators: as comparison.mentions.totals."""
    drawing = Drawing(WIDTH, TOP + len(_BALANCED) * (ROW + 6), t("overview.balance"))
    _sides(drawing, t)
    for number, name in enumerate(_BALANCED):
        values = denominators.set_index("side")[name]
        y, x, total = TOP + number * (ROW + 6), float(NAMES), max(int(values.sum()), 1)
        drawing.add(Words(NAMES - 10, y + 16, t(f"fact.{name}"), anchor="end"))
        for side in ("en", "ar"):
            width = (WIDTH - NAMES) * values[side] / total
            drawing.add(Box(x, y, width, ROW, SIDE[side]))
            if width > 40:
                drawing.add(Words(x + width / 2, y + 16, t.percent(values[side] / total), 11, "middle", ON_SIDE))
            x += width
    return drawing


def facing(rows: Sequence[tuple[str, float, float]], told, title: str, t: Messages) -> Drawing:
    """Bars that face each other, English left: rows of (name, English value, Arabic value); told: a value in words."""
    drawing = Drawing(WIDTH, TOP + len(rows) * ROW + 8, title)
    _sides(drawing, t)
    middle, reach = NAMES + (WIDTH - NAMES) / 2, (WIDTH - NAMES) / 2 - 60
    most = max((value for _, *values in rows for value in values), default=0) or 1
    drawing.add(Line(middle, TOP - 4, middle, TOP + len(rows) * ROW))
    for number, (name, english, arabic) in enumerate(rows):
        y = TOP + number * ROW
        drawing.add(Words(NAMES - 10, y + 15, _short(name), anchor="end"))
        for value, side, sign, anchor in ((english, "en", -1, "end"), (arabic, "ar", 1, "start")):
            long = reach * value / most
            drawing.add(Box(middle - long if sign < 0 else middle, y + 3, long, ROW - 7, SIDE[side]))
            if value:
                drawing.add(Words(middle + sign * (long + 6), y + 15, told(value), 11, anchor, QUIET))
    return drawing


def publications(frame: pd.DataFrame, t: Messages) -> Drawing:
    """A dot per article in its side's lane, hollow where the date was inferred; frame: as timeline.published."""
    drawing = Drawing(WIDTH, TOP + 110, t("timeline.published"))
    days = sorted(set(frame.published))
    first, last = days[0] - dt.timedelta(days=1), days[-1] + dt.timedelta(days=1)
    span = max((last - first).days, 1)

    def at(day: dt.date) -> float:
        return NAMES + 40 + (WIDTH - NAMES - 90) * (day - first).days / span

    for lane, side in enumerate(("en", "ar")):
        y = TOP + 20 + 40 * lane
        drawing.add(Words(NAMES - 10, y + 4, t(f"side.{side}"), anchor="end"), Line(NAMES, y, WIDTH, y, LINE))
        own = frame[frame.side == side]
        for (day, basis), group in own.groupby(["published", "published_basis"]):
            drawing.add(Dot(at(day), y, min(5 + len(group) ** 0.5, 14), SIDE[side], basis == "inferred"))
    shown = days if len(days) <= 4 else [days[0], days[len(days) // 2], days[-1]]
    right = -1.0
    for day in shown:
        if at(day) > right:
            drawing.add(Words(at(day), TOP + 100, isolate(t.date(day, "d MMM y")), 11, "middle", QUIET))
            right = at(day) + 90
    return drawing


def label_shares(shares: pd.DataFrame, concepts: Mapping[str, str], labels: Mapping, t: Messages) -> Drawing:
    """Two bars per concept, divided among its labels, in the colours of their stances; shares: as labels.shares."""
    drawing = Drawing(WIDTH, TOP + len(concepts) * (3 * ROW + 4), t("wording.part.labels"))
    x = float(NAMES)
    for stance in [name for name in STANCE if name in set(shares.stance)]:
        drawing.add(Box(x, 4, 11, 11, STANCE[stance]), Words(x + 16, 14, t(f"stance.{stance}"), 11))
        x += 86
    for number, (concept, name) in enumerate(concepts.items()):
        y = TOP + number * (3 * ROW + 4)
        drawing.add(Words(NAMES, y + 16, isolate(name), 12.5, bold=True))
        for row, side in enumerate(("en", "ar")):
            own = shares[(shares.concept == concept) & (shares.side == side)]
            own = own.groupby(["label", "stance"], sort=False, as_index=False)["count"].sum()
            total, x, top = int(own["count"].sum()), float(NAMES), y + ROW * (row + 1)
            drawing.add(Words(NAMES - 10, top + 14, f"{t(f'side.{side}')} ({t.number(total)})", anchor="end"))
            for item in own.itertuples():
                width = (WIDTH - NAMES) * item.count / total
                drawing.add(Box(x, top, width - 1, ROW - 5, STANCE[item.stance]))
                text = labels[concept, item.label]
                if width > 8 * len(text) + 8:
                    drawing.add(Words(x + width / 2, top + 14, isolate(text), 11, "middle", ON_BAR))
                x += width
    return drawing


def _sides(drawing: Drawing, t: Messages) -> None:
    x = float(NAMES)
    for side in ("en", "ar"):
        drawing.add(Box(x, 4, 11, 11, SIDE[side]), Words(x + 16, 14, t(f"side.{side}"), 11))
        x += 110


def _short(name: str) -> str:
    return isolate(name if len(name) <= LONGEST else name[: LONGEST - 1].rstrip() + "…")
