"""How each question grows with the corpus, drawn as SVG from what `queries --out FILE` measured.

python -m tests.benchmarks plot FILE [--to docs/growth.svg]
"""
from __future__ import annotations

import argparse
import json
import math
from html import escape
from pathlib import Path

# What is drawn of all that was measured: each as it is called there, and a name that a reader knows.
DRAWN = {
    "mentions.totals": "Totals of both sides",
    "mentions.by_entity": "Who is named, how often",
    "overview.differences": "Differences, with intervals",
    "evidence.naming, most named": "Sentences behind a name",
    "timeline.spoken_of": "Days spoken of",
    "articles to choose from": "Articles to choose from",
    "search: a name": "Search: a name",
    "search: a word, its meanings": "Search: a word and its meanings",
    "search: a phrase": "Search: a phrase",
    "search: AND, OR, NOT": "Search: AND, OR, NOT",
}
COLOURS = ("#0b7a75", "#c2571a", "#3b5bdb", "#2f855a", "#7c3aed", "#b83280", "#8d6e00", "#4a5568", "#0e7490", "#9b2c2c")
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 860, 460, 70, 270, 50, 60
# Milliseconds at the foot and at the top of the picture, and the line that no question should cross.
LOWEST, HIGHEST, AIM = 1.0, 10_000.0, 500.0
# Names at the right keep this far apart.
LINE = 17


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks plot")
    parser.add_argument("figures", type=Path)
    parser.add_argument("--to", type=Path, default=Path("docs/growth.svg"))
    told = parser.parse_args(arguments)
    measured = json.loads(told.figures.read_text())
    told.to.write_text(drawn({int(size): found for size, found in measured["milliseconds"].items()},
                             measured["machine"]), encoding="utf-8")
    print(f"drawn: {told.to}")


def drawn(milliseconds: dict[int, dict[str, float]], machine: str) -> str:
    """The picture. milliseconds: articles -> question -> what it took."""
    sizes = sorted(milliseconds)
    names = [name for name in DRAWN if all(name in milliseconds[size] for size in sizes)]
    parts = [_text(LEFT, 26, "Milliseconds until a question is answered, by the size of the corpus", "start", 15, 600)]
    for power in range(int(math.log10(LOWEST)), int(math.log10(HIGHEST)) + 1):
        y = _y(10 ** power)
        parts += [_line(LEFT, y, WIDTH - RIGHT, y, "#e3e0d8"), _text(LEFT - 8, y + 4, f"{10 ** power:,}", "end")]
    parts += [_line(LEFT, _y(AIM), WIDTH - RIGHT, _y(AIM), "#8a8577", "5 4"),
              _text(LEFT + 4, _y(AIM) - 5, f"{AIM:.0f} ms", "start", 11)]
    for size in sizes:
        parts.append(_text(_x(size, sizes), HEIGHT - BOTTOM + 20, f"{size:,}", "middle"))
    parts += [_text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 18, f"articles (both scales are logarithmic) · {machine}",
                    "middle")]
    labels = _apart({name: _y(milliseconds[sizes[-1]][name]) for name in names})
    for name, colour in zip(names, COLOURS, strict=False):
        points = [(_x(size, sizes), _y(milliseconds[size][name])) for size in sizes]
        parts.append(f'<polyline fill="none" stroke="{colour}" stroke-width="2" points="'
                     + " ".join(f"{x:.1f},{y:.1f}" for x, y in points) + '"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in points]
        said = f"{milliseconds[sizes[-1]][name]:,.0f}  {DRAWN[name]}"
        parts.append(_text(WIDTH - RIGHT + 14, labels[name] + 4, said, "start", colour=colour))
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
            f'font-family="system-ui, sans-serif"><rect width="{WIDTH}" height="{HEIGHT}" fill="#fbfaf7"/>'
            + "\n".join(parts) + "</svg>\n")


def _x(size: int, sizes: list[int]) -> float:
    first, last = math.log10(sizes[0]), math.log10(sizes[-1])
    return LEFT + 20 + (math.log10(size) - first) / ((last - first) or 1) * (WIDTH - RIGHT - LEFT - 40)


def _y(value: float) -> float:
    part = (math.log10(min(max(value, LOWEST), HIGHEST)) - math.log10(LOWEST)) / math.log10(HIGHEST / LOWEST)
    return HEIGHT - BOTTOM - part * (HEIGHT - BOTTOM - TOP)


def _apart(heights: dict[str, float]) -> dict[str, float]:
    """Heights of the names, moved down where they would cover each other, then up where they left the picture."""
    placed, before = {}, -math.inf
    for name in sorted(heights, key=heights.get):
        before = placed[name] = max(heights[name], before + LINE)
    too_low = max(0.0, before - (HEIGHT - BOTTOM))
    return {name: height - too_low for name, height in placed.items()}


def _line(x: float, y: float, to_x: float, to_y: float, colour: str, dashes: str = "") -> str:
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'<line x1="{x:.1f}" y1="{y:.1f}" x2="{to_x:.1f}" y2="{to_y:.1f}" stroke="{colour}"{dashed}/>'


def _text(x: float, y: float, said: str, anchor: str, size: int = 12, weight: int = 400,
          colour: str = "#1c2321") -> str:
    return (f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}" font-weight="{weight}" '
            f'fill="{colour}">{escape(said)}</text>')
