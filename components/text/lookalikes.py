"""Letters that pass for others: a Cyrillic а in a Latin name, a word written wholly in such letters.

Which script a letter belongs to is Unicode's own data (the `regex` package carries it). What is found is told, never
changed: a name may be written so for good reasons. Not found: letters of one script that look alike (l and I, ي and ی),
and a text that is wholly in another script.
"""
from __future__ import annotations

from typing import NamedTuple

import regex

SCRIPTS = {"Latn": "Latin", "Cyrl": "Cyrillic", "Grek": "Greek", "Armn": "Armenian", "Cher": "Cherokee",
           "Copt": "Coptic", "Arab": "Arabic", "Hebr": "Hebrew", "Geor": "Georgian"}
_OF = {code: regex.compile(rf"\p{{Script={name}}}") for code, name in SCRIPTS.items()}
_WORDS = regex.compile(r"[\p{L}\p{M}]+")
# An Arabic word is joined to a Latin one in every newsroom (الـBBC, وCNN), and nobody takes one for the other. Arabic
# letters with Latin ones on both sides (an isolated ه for an o) are no such thing.
_ARABIC_INSIDE = regex.compile(r"\p{Script=Latin}\p{M}*ـ*\p{Script=Arabic}[\p{Script=Arabic}\p{M}]*\p{Script=Latin}")
# Cyrillic and Greek letters that print like Latin ones, capitals and small ones (Unicode's confusables.txt names them).
_PASSING = regex.compile(r"[АВЕЅІЈКМНОРԚСТУԜХаеѕіјорԛсуԝхһԁӏΑΒΕΖΗΙΚΜΝΟΡΤΥΧοναρ]+")
# Turning round what is shown. They are taken out of names when these come in; what is older may hold them.
_TURNING = regex.compile(r"[\u202A-\u202E\u2066-\u2069]")


class Doubt(NamedTuple):
    """A word that may not be what it looks like, and the scripts (ISO 15924) that its letters belong to."""

    word: str
    scripts: tuple[str, ...]


def doubts(text: str) -> list[Doubt]:
    """The words of a name or title whose letters belong to several scripts, or pass for those of the words around.

    >>> doubts("Vladimir Рutin spoke on BBC"), doubts("قالت الـBBC إن Putin وصل")
    ([Doubt(word='Рutin', scripts=('Cyrl', 'Latn'))], [])
    """
    if text.isascii():
        return []
    found = []
    has_latin = bool(_OF["Latn"].search(text))
    for word in _WORDS.findall(text):
        scripts = tuple(code for code, letters in _OF.items() if letters.search(word))
        mixed = len(scripts) > 1 and (set(scripts) != {"Latn", "Arab"} or _ARABIC_INSIDE.search(word))
        if mixed or (has_latin and len(word) > 1 and _PASSING.fullmatch(word)):
            found.append(Doubt(word, tuple(sorted(scripts))))
    return found


def turns(text: str) -> bool:
    """Whether a name holds characters that turn round what is shown of it."""
    return bool(_TURNING.search(text))
