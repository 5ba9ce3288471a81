"""Simple drawings that need no browser: shapes and words at their places, written as SVG or drawn into a PDF."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape

INK, QUIET, LINE = "#1c2321", "#5b6460", "#b9b5a8"


@dataclass(frozen=True)
class Box:
    """A filled rectangle."""

    x: float
    y: float
    width: float
    height: float
    colour: str
    opacity: float = 1.0


@dataclass(frozen=True)
class Line:
    """A thin line."""

    x1: float
    y1: float
    x2: float
    y2: float
    colour: str = LINE


@dataclass(frozen=True)
class Dot:
    """A disc, or a ring where it is hollow."""

    x: float
    y: float
    radius: float
    colour: str
    hollow: bool = False


@dataclass(frozen=True)
class Words:
    """A line of text; x is where it starts, ends or has its middle, y its base line. bold: only as far as fonts go."""

    x: float
    y: float
    text: str
    size: float = 12
    anchor: str = "start"
    colour: str = INK
    bold: bool = False


@dataclass
class Drawing:
    """Marks in the order in which they are drawn, in units of a CSS pixel."""

    width: float
    height: float
    title: str = ""
    marks: list[Box | Line | Dot | Words] = field(default_factory=list)

    def add(self, *marks: Box | Line | Dot | Words) -> None:
        self.marks += marks


def to_svg(drawing: Drawing) -> str:
    """The drawing as an SVG element. All words are escaped.

    >>> "&lt;b&gt;" in to_svg(Drawing(9, 9, "", [Words(1, 2, "<b>")]))
    True
    """
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {drawing.width:g} {drawing.height:g}" role="img" '
        f'width="{drawing.width:g}" height="{drawing.height:g}" direction="ltr" '
        f'aria-label="{escape(drawing.title)}">{to_elements(drawing)}</svg>'
    )


def to_elements(drawing: Drawing) -> str:
    """The drawing's marks as SVG elements, without anything around them."""
    return "".join(map(_svg, drawing.marks))


def _svg(mark: Box | Line | Dot | Words) -> str:
    if isinstance(mark, Box):
        return (f'<rect x="{mark.x:.1f}" y="{mark.y:.1f}" width="{max(mark.width, 0):.1f}" height="{mark.height:.1f}" '
                f'fill="{mark.colour}" fill-opacity="{mark.opacity:g}"/>')
    if isinstance(mark, Line):
        return (f'<line x1="{mark.x1:.1f}" y1="{mark.y1:.1f}" x2="{mark.x2:.1f}" y2="{mark.y2:.1f}" '
                f'stroke="{mark.colour}"/>')
    if isinstance(mark, Dot):
        fill = "none" if mark.hollow else mark.colour
        return (f'<circle cx="{mark.x:g}" cy="{mark.y:g}" r="{mark.radius:g}" fill="{fill}" stroke="{mark.colour}" '
                'stroke-width="2"/>')
    weight = ' font-weight="600"' if mark.bold else ""
    return (f'<text x="{mark.x:.1f}" y="{mark.y:.1f}" font-size="{mark.size:g}" text-anchor="{mark.anchor}" '
            f'fill="{mark.colour}"{weight}>{escape(mark.text)}</text>')
