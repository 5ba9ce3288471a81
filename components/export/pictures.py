"""Pictures that this server draws itself, with title, scope and denominators above them and the font within them."""

from __future__ import annotations

import base64
import io
from functools import cache
from html import escape
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from PIL import Image, ImageDraw, ImageFont

from components.export.about import About
from components.export.drawing import INK, QUIET, Box, Dot, Drawing, Line, Words, to_elements
from components.export.shaping import bare, drawable

FONT = Path(__file__).resolve().parent / "fonts" / "Amiri-Regular.ttf"
GROUND = "#ffffff"
# Drawn at twice the size, a picture is sharp in print.
SCALE = 2
_PAD, _LEADING = 24, 1.5
_TITLE, _LINE, _FOOT = 22, 14.5, 12.5


def as_png(about: About, body: Image.Image) -> bytes:
    """The drawn picture under what it is; body: at SCALE."""
    width, above, below = body.width // SCALE + 2 * _PAD, *_written(about, body.width // SCALE)
    head = sum(size * _LEADING for _, size, _ in above) + _PAD
    height = head + 10 + body.height / SCALE + sum(size * _LEADING for _, size, _ in below) + _PAD
    whole = Image.new("RGB", (width * SCALE, round(height) * SCALE), GROUND)
    whole.paste(body, (_PAD * SCALE, round((head + 10) * SCALE)), body if body.mode == "RGBA" else None)
    pen, y = ImageDraw.Draw(whole), float(_PAD)
    for lines, start in ((above, y), (below, head + 10 + body.height / SCALE)):
        y = start
        for text, size, colour in lines:
            _write(pen, text, width - _PAD if about.right_to_left else _PAD, y, size, colour,
                   "r" if about.right_to_left else "l")
            y += size * _LEADING
    picture = io.BytesIO()
    whole.save(picture, "PNG", optimize=True)
    return picture.getvalue()


def as_svg(about: About, body: str, width: float, height: float, letters: str) -> bytes:
    """The drawing under what it is. body: its elements; letters: all that it writes, for the font that is put in."""
    above, below = _written(about, width)
    pieces, y = [], float(_PAD)
    x = width + _PAD if about.right_to_left else _PAD
    for lines in (above, below):
        for text, size, colour in lines:
            y += size * _LEADING
            pieces.append(
                f'<text x="{x:g}" y="{y - size * 0.4:.1f}" font-size="{size:g}" fill="{colour}" text-anchor="start" '
                f'direction="{about.t.direction}" unicode-bidi="embed">{escape(text)}</text>')
        if lines is above:
            pieces.append(f'<g transform="translate({_PAD} {y + 10:.1f})" direction="ltr">{body}</g>')
            y += 10 + height
    whole, high = width + 2 * _PAD, y + _PAD / 2
    told = "".join(text for text, _, _ in above + below)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{whole:g}" height="{high:.0f}" '
        f'viewBox="0 0 {whole:g} {high:.0f}" xml:lang="{about.t.language}" role="img" '
        f'aria-label="{escape(bare(about.title))}" font-family="Picture, Amiri, serif">'
        f"<style>@font-face{{font-family:Picture;src:url(data:font/ttf;base64,{_face(letters + told)})}}</style>"
        f'<title>{escape(bare(about.title))}</title><rect width="100%" height="100%" fill="{GROUND}"/>'
        f'{"".join(pieces)}</svg>'
    ).encode("utf-8", "replace")


def drawn_svg(about: About, drawing: Drawing) -> bytes:
    """A drawing under what it is."""
    letters = "".join(mark.text for mark in drawing.marks if isinstance(mark, Words))
    return as_svg(about, to_elements(drawing), drawing.width, drawing.height, letters)


def painted(drawing: Drawing) -> Image.Image:
    """A drawing at SCALE, for as_png."""
    image = Image.new("RGB", (round(drawing.width * SCALE), round(drawing.height * SCALE)), GROUND)
    pen = ImageDraw.Draw(image)
    for mark in drawing.marks:
        if isinstance(mark, Box):
            if mark.width > 0:
                pen.rectangle([value * SCALE for value in (
                    mark.x, mark.y, mark.x + mark.width, mark.y + mark.height)], mark.colour)
        elif isinstance(mark, Line):
            pen.line([value * SCALE for value in (mark.x1, mark.y1, mark.x2, mark.y2)], mark.colour, SCALE)
        elif isinstance(mark, Dot):
            around = [value * SCALE for value in (
                mark.x - mark.radius, mark.y - mark.radius, mark.x + mark.radius, mark.y + mark.radius)]
            pen.ellipse(around, None if mark.hollow else mark.colour, mark.colour, 2 * SCALE)
        else:
            anchor = {"start": "l", "middle": "m", "end": "r"}[mark.anchor]
            _write(pen, bare(mark.text), mark.x, mark.y, mark.size, mark.colour, anchor, "s")
    return image


def _write(pen: ImageDraw.ImageDraw, text: str, x: float, y: float, size: float, colour: str, anchor: str,
           line: str = "a") -> None:
    pen.text((x * SCALE, y * SCALE), drawable(text), colour, _font(size * SCALE), anchor + line)


def _written(about: About, width: float) -> tuple[list, list]:
    """The lines above and below a picture of this width, each as (text, size, colour)."""
    above = [(text, _TITLE, INK) for text in _wrapped(about.title, _TITLE, width)]
    for told in (about.limits, *about.out_of, about.method):
        above += [(text, _LINE, QUIET) for text in _wrapped(told, _LINE, width) if text]
    return above, [(about.made_by, _FOOT, QUIET)]


def _wrapped(text: str, size: float, width: float) -> list[str]:
    lines = [""]
    for word in bare(text).split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and _font(size).getlength(drawable(longer)) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


@cache
def _font(size: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONT), size)


@cache
def _face(letters: str) -> str:
    """As much of the font as the letters need, joined forms included, in base64."""
    options = subset.Options(layout_features=["*"], notdef_outline=True)
    font = TTFont(FONT, lazy=True)
    chosen = subset.Subsetter(options)
    chosen.populate(text=letters)
    chosen.subset(font)
    written = io.BytesIO()
    font.save(written)
    return base64.b64encode(written.getvalue()).decode()
