"""What charts draw can be told from the ground, and what they write on it can be read, in both themes."""
import tomllib
from itertools import product
from pathlib import Path

import pytest

from components.charts import voices, wording
from components.charts.palette import GROUNDS, KIND, ON_BAR, ON_SIDE, SIDE

ROOT = Path(__file__).resolve().parents[2]
# WCAG 2.2, success criteria 1.4.3 (text) and 1.4.11 (what a chart draws).
TEXT, DRAWN = 4.5, 3.0
BARS = {f"{name} {key}": colour for name, colours in
        (("voices stance", voices.STANCE), ("voices source", voices.SOURCE), ("wording stance", wording.STANCE))
        for key, colour in colours.items()}


def luminance(colour: str) -> float:
    channels = [int(colour[at:at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_that_of_the_published_examples():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


def test_grounds_are_those_of_the_theme():
    theme = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())["theme"]
    assert (theme["light"]["backgroundColor"], theme["dark"]["backgroundColor"]) == GROUNDS


@pytest.mark.parametrize(("colour", "ground"), [*product({**SIDE, **KIND, **BARS}.items(), GROUNDS)])
def test_what_is_drawn_stands_out_from_either_ground(colour, ground):
    assert contrast(colour[1], ground) >= DRAWN


@pytest.mark.parametrize(("colour", "written"), [*product(BARS.items(), [ON_BAR]), *product(SIDE.items(), [ON_SIDE])])
def test_what_is_written_on_a_bar_can_be_read(colour, written):
    assert contrast(colour[1], written) >= TEXT


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_of_the_theme_can_be_read_on_its_grounds(theme):
    colours = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())["theme"][theme]
    grounds = (colours["backgroundColor"], colours["secondaryBackgroundColor"], colours["sidebar"]["backgroundColor"])
    assert min(contrast(colours[name], ground) for name in ("textColor", "linkColor") for ground in grounds) >= TEXT
    assert contrast(colours["blueTextColor"], colours["blueBackgroundColor"]) >= TEXT
