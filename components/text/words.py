"""Words of a text: tokens with their places, and the keys under which their forms are counted together."""
from __future__ import annotations

from typing import NamedTuple

import regex

# An abbreviation with inner full stops (U.S.), a number with its separators, or a run of letters.
# A possessive 's stays outside of the word: "Kim’s" gives Kim.
_TOKEN = regex.compile(
    r"(?:\p{Lu}\.){2,}"
    r"|\p{Nd}+(?:[.,٫٬]\p{Nd}+)*"
    r"|(?!(?<=\p{L}['’ʼ])s\b)\p{L}[\p{L}\p{M}ـ]*(?:['’ʼ](?!s\b)\p{L}[\p{L}\p{M}]*)*"
)


class Token(NamedTuple):
    """A word or number and its place in the text, in code points."""

    start: int
    end: int
    text: str


def tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The words and numbers of a text, in order; hyphens and punctuation stand between them.

    >>> [t.text for t in tokens("Kim’s train left the U.S. for Al-Quds in 2019.")]
    ['Kim', 'train', 'left', 'the', 'U.S.', 'for', 'Al', 'Quds', 'in', '2019']
    """
    return [Token(m.start(), m.end(), m[0]) for m in _TOKEN.finditer(text, start, len(text) if end is None else end)]
