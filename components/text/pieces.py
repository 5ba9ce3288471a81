"""A text cut into the smallest pieces that a grammar of numbers or dates looks at."""
from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

# A run of Arabic or Latin letters, a run of digits, a line end, or any other visible character by itself.
_PIECE = re.compile(r"[A-Za-z\u00C0-\u024F\u0621-\u065F\u0670-\u06D3]+|\d+|\n|[^\w\s]|[^\W\d]")


class Piece(NamedTuple):
    """A word, a run of digits or a mark, and its place in the text, in code points."""

    start: int
    end: int
    text: str


class Pieces(Sequence):
    """The pieces of a text, in order. `texts` has their characters alone, which is all that most readers look at.

    >>> [piece.text for piece in Pieces("F-16s and سويوز-2")]
    ['F', '-', '16', 's', 'and', 'سويوز', '-', '2']
    """

    __slots__ = ("_starts", "texts")

    def __init__(self, text: str) -> None:
        matches = list(_PIECE.finditer(text))
        self.texts = [m[0] for m in matches]
        self._starts = [m.start() for m in matches]

    def tight(self, i: int) -> bool:
        """Whether a piece follows the one before it without a space."""
        starts = self._starts
        return 0 < i < len(starts) and starts[i] == starts[i - 1] + len(self.texts[i - 1])

    def __len__(self) -> int:
        return len(self.texts)

    def __getitem__(self, i):
        if isinstance(i, slice):
            return [self[k] for k in range(*i.indices(len(self.texts)))]
        text, start = self.texts[i], self._starts[i]
        return tuple.__new__(Piece, (start, start + len(text), text))


@lru_cache(maxsize=4)
def pieces(text: str) -> Pieces:
    """The pieces of a text. The last few texts are remembered, as numbers and dates ask after the same one."""
    return Pieces(text)
