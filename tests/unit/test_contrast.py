"""What the style sheets write and mark can be told from its ground, in both themes."""
import re
from pathlib import Path

import pytest

from components.charts.palette import GROUNDS
from tests.unit.test_palette import DRAWN, TEXT, contrast

UI = Path(__file__).resolve().parents[2] / "components" / "ui"
SHEETS = {name: (UI / name).read_text(encoding="utf-8")
          for name in ("page.css", "reading_panes/panes.css", "article_table/table.css")}
PAIR = r"light-dark\((#[0-9a-f]{3,6}), (#[0-9a-f]{3,6})\)"
KINDS = ("person", "country", "place", "organisation", "event", "product", "date")
THEMES = ("light", "dark")
INK = ("#1c2321", "#e8eae6")


def whole(colour):
    return colour if len(colour) == 7 else "#" + "".join(2 * letter for letter in colour[1:])


def variables(sheet):
    """The sheet's own colours: name -> light and dark."""
    found = re.findall(r"--([\w-]+): " + PAIR, SHEETS[sheet])
    return {name: (whole(light), whole(dark)) for name, light, dark in found}


def of(sheet, rule):
    """Light and dark of the first pair of colours in a rule."""
    return tuple(map(whole, re.search(re.escape(rule) + r"[^}]*?" + PAIR, SHEETS[sheet]).groups()))


@pytest.mark.parametrize("sheet", SHEETS)
@pytest.mark.parametrize("at", (0, 1), ids=THEMES)
def test_words_in_the_sheets_own_colours_can_be_read(sheet, at):
    colours = variables(sheet)
    cards = {GROUNDS[at], colours.get("card", of("reading_panes/panes.css", ".pane {"))[at]}
    for name in {"ar", "en", "quiet"} & set(colours):
        assert min(contrast(colours[name][at], ground) for ground in cards) >= TEXT, name


@pytest.mark.parametrize("sheet", ("page.css", "reading_panes/panes.css"))
@pytest.mark.parametrize("at", (0, 1), ids=THEMES)
def test_words_in_marks_can_be_read(sheet, at):
    colours = variables(sheet)
    for kind in KINDS:
        assert contrast(INK[at], colours[kind][at]) >= TEXT, kind
    marked = [colours["mark"]] if "mark" in colours else [of(sheet, ".sentence.active {")]
    assert min(contrast(INK[at], mark[at]) for mark in marked) >= TEXT


@pytest.mark.parametrize("at", (0, 1), ids=THEMES)
def test_rings_and_lines_under_matched_passages_can_be_seen(at):
    panes = "reading_panes/panes.css"
    assert contrast(variables("page.css")["focus"][at], GROUNDS[at]) >= DRAWN
    assert contrast(of(panes, ".sentence.matched {")[at], of(panes, ".pane {")[at]) >= DRAWN
    share = float(re.search(r"\.lines path \{[^}]*opacity: ([.\d]+)", SHEETS[panes])[1])
    for line in (variables(panes)["quiet"][at], of(panes, ".lines path.matched {")[at]):
        channels = [(int(line[i:i + 2], 16), int(GROUNDS[at][i:i + 2], 16)) for i in (1, 3, 5)]
        mixed = "#" + "".join(f"{round(share * own + (1 - share) * ground):02x}" for own, ground in channels)
        assert contrast(mixed, GROUNDS[at]) >= DRAWN, line
