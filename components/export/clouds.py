"""Word clouds as pictures."""

from __future__ import annotations

import io
from collections.abc import Mapping
from html import escape

from PIL import ImageFont
from wordcloud import WordCloud

from components.export.about import About
from components.export.pictures import FONT, SCALE, as_png, as_svg
from components.export.shaping import drawable

WIDTH, HEIGHT = 900, 560
MOST_WORDS = 80
# The side's colour stands on light and dark grounds alike, so the screen's cloud needs no ground of its own.
_SEED = 7


def cloud(weights: Mapping[str, float], colour: str, ground: str | None = None) -> bytes:
    """A PNG of the words, each as large as its weight is to the others', upright, the same picture every time.

    weights: word -> weight above 0. colour: of all words (#rrggbb). ground: a colour, or None for a clear one.
    Raises ValueError where there is no word.
    """
    picture = io.BytesIO()
    _laid_out(weights, colour, ground).to_image().save(picture, "PNG", optimize=True)
    return picture.getvalue()


def cloud_png(weights: Mapping[str, float], colour: str, about: About) -> bytes:
    """The cloud as a picture that says what it is of. Raises ValueError where there is no word."""
    return as_png(about, _laid_out(weights, colour, None, SCALE).to_image())


def cloud_svg(weights: Mapping[str, float], colour: str, about: About) -> bytes:
    """The cloud as a drawing whose words are words: they can be searched, and a browser shapes them."""
    plain = {drawable(word): word for word in weights}
    placed = []
    for (drawn, _), size, (y, x), _, _ in _laid_out(weights, colour, None).layout_:
        # The place is that of the ink's upper left corner, not of the line.
        left, top, _, _ = ImageFont.truetype(str(FONT), size).getbbox(drawn, anchor="ls")
        placed.append(
            f'<text x="{x - left:g}" y="{y - top:g}" font-size="{size}">{escape(plain[drawn])}</text>')
    body = f'<g fill="{colour}">{"".join(placed)}</g>'
    return as_svg(about, body, WIDTH, HEIGHT, "".join(weights))


def _laid_out(weights: Mapping[str, float], colour: str, ground: str | None, scale: int = 1) -> WordCloud:
    if not any(weight > 0 for weight in weights.values()):
        raise ValueError("a cloud needs a word")
    return WordCloud(
        font_path=str(FONT),
        width=WIDTH,
        height=HEIGHT,
        scale=scale,
        mode="RGBA",
        background_color=ground,
        max_words=MOST_WORDS,
        prefer_horizontal=1.0,
        relative_scaling=0.5,
        min_font_size=14,
        max_font_size=120,
        margin=6,
        random_state=_SEED,
        color_func=lambda *_, **__: colour,
    ).generate_from_frequencies({drawable(word): weight for word, weight in weights.items() if weight > 0})
