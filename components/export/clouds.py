"""Word clouds as pictures."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path

from wordcloud import WordCloud

from components.export.shaping import drawable

FONT = Path(__file__).resolve().parent / "fonts" / "Amiri-Regular.ttf"
WIDTH, HEIGHT = 900, 560
MOST_WORDS = 80
# The side's colour stands on light and dark grounds alike, so the screen's cloud needs no ground of its own.
_SEED = 7


def cloud(weights: Mapping[str, float], colour: str, ground: str | None = None) -> bytes:
    """A PNG of the words, each as large as its weight is to the others', upright, the same picture every time.

    weights: word -> weight above 0. colour: of all words (#rrggbb). ground: a colour, or None for a clear one.
    Raises ValueError where there is no word.
    """
    if not any(weight > 0 for weight in weights.values()):
        raise ValueError("a cloud needs a word")
    drawn = WordCloud(
        font_path=str(FONT),
        width=WIDTH,
        height=HEIGHT,
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
    picture = io.BytesIO()
    drawn.to_image().save(picture, "PNG", optimize=True)
    return picture.getvalue()
