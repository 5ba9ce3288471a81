"""Arabic in pictures that this server draws: whether its letters must be joined and turned before drawing.

A browser, and Pillow with libraqm, shape Arabic by themselves: given reshaped text they would draw it backwards. Pillow
without libraqm draws one letter after the other from the left, each as it stands alone.
"""

from __future__ import annotations

import arabic_reshaper
from bidi.algorithm import get_display
from PIL import features

# Marks that fence off or turn around what follows.
_UNSEEN = dict.fromkeys((0x200E, 0x200F, 0x061C, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
# Vowel marks tell words apart; the reshaper drops them unless told otherwise.
_RESHAPER = arabic_reshaper.ArabicReshaper({"delete_harakat": False})


def shapes_by_itself() -> bool:
    """Whether this machine's Pillow joins and turns Arabic."""
    return features.check("raqm")


def drawable(text: str, shaped: bool | None = None) -> str:
    """The text as it has to be handed to Pillow. Only for drawing: it can't be searched or copied any more.

    shaped: whether what draws shapes Arabic by itself; by default as this machine's Pillow does.

    >>> drawable("كيم Kim", shaped=True)
    'كيم Kim'
    >>> [hex(ord(letter)) for letter in drawable("كيم", shaped=False)]
    ['0xfee2', '0xfef4', '0xfedb']
    """
    if shapes_by_itself() if shaped is None else shaped:
        return text
    return get_display(_RESHAPER.reshape(text))


def bare(text: str) -> str:
    """The text without the unseen marks of direction, of which a font has no picture.

    >>> bare("\u2068Kim\u2069")
    'Kim'
    """
    return text.translate(_UNSEEN)
