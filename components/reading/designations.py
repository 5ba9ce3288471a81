"""What a text calls somebody or something: a mention with the titles, epithets and adjectives next to it.

The noun phrase is followed left and right of the name, by the tables of titles and epithets and by form; where the
tables know nothing, the name stands alone.
"""

from __future__ import annotations

import csv
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from components.reading.entities_triggers import triggers
from components.reading.name_keys import arabic_key, english_key
from components.text.arabic import fold, splits
from components.text.words import Token

_EPITHETS = Path(__file__).resolve().parents[2] / "data" / "epithets.csv"
# Entity types that share the words that say what they are.
_USE = {"country": "place", "product": "organisation"}
# Words beyond the name that are still one phrase with it.
FARTHEST = 8
# Written onto the word that they precede; they are no part of the designation.
_LOOSE = ("و", "ف", "ب", "ك", "ل", "وب", "ول", "وك", "فب", "فل")
_ARTICLE = "ال"
_OPENED = ("لل", "ولل", "فلل")


class Named(NamedTuple):
    """A mention in a sentence, in code points of the sentence. country: ISO code, where it is known."""

    start: int
    end: int
    entity_type: str
    form: str = "name"
    country: str = ""


class Line(NamedTuple):
    """A sentence with its words, and for each word the mention that it belongs to, if any."""

    text: str
    words: Sequence[Token]
    named: dict[int, Named]

    def between(self, at: int) -> str:
        """What stands between a word and the next one."""
        return self.text[self.words[at].end : self.words[at + 1].start]


class Designation(NamedTuple):
    """How a text names something at one place. start, end: of the whole phrase, in the sentence.

    text: the phrase for reading, without article and particles in front; added: what it says beyond the name.
    """

    start: int
    end: int
    text: str
    added: str


def designation(text: str, words: Sequence[Token], mention: Named, others: Sequence[Named], language: str):
    """The designation at a mention of a sentence; `words` are the sentence's tokens, `others` its other mentions."""
    return in_sentence(text, words, [*others, mention], language)[-1]


def in_sentence(text: str, words: Sequence[Token], mentions: Sequence[Named], language: str) -> list[Designation]:
    """The designations at all mentions of a sentence, in their order; `words` are the sentence's tokens."""
    if len(mentions) == 1 and mentions[0].form == "demonym":
        return [_alone(text, mentions[0])]
    ends = [word.end for word in words]
    reach = [_reach(words, ends, mention) for mention in mentions]
    # A word that several hold is the last one's, unless it is asked about for a name that holds it itself: that never
    # happens, for phrases are followed away from the name.
    named = {at: mention for mention, (first, last) in zip(mentions, reach, strict=True)
             for at in range(first, last + 1)}
    line = Line(text, words, named)
    return [
        _alone(text, mention) if last < first or mention.form == "demonym"
        else _phrase(line, mention, first, last, language)
        for mention, (first, last) in zip(mentions, reach, strict=True)
    ]


def _alone(text: str, mention: Named) -> Designation:
    return Designation(mention.start, mention.end, text[mention.start : mention.end], "")


def _reach(words: Sequence[Token], ends: Sequence[int], mention: Named) -> tuple[int, int]:
    """The first and the last word that a mention holds something of; the last before the first where it holds none."""
    first = last = bisect_right(ends, mention.start)
    while last < len(words) and words[last].start < mention.end:
        last += 1
    return first, last - 1


def _phrase(line: Line, mention: Named, inside: int, until: int, language: str) -> Designation:
    """The designation at a mention that holds the words from `inside` to `until`."""
    text, words = line.text, line.words
    left, right = _method(language)
    first, last = left(line, inside, mention), right(line, until, mention)
    if first == inside and last == until:
        return Designation(mention.start, mention.end, _spaced(text[mention.start : mention.end]), "")
    start = words[first].start if first < inside else mention.start
    end = words[last].end if last > until else mention.end
    before = loosened(text[start : mention.start], language) if start < mention.start else ""
    after = text[mention.end : end]
    whole = f"{before}{text[mention.start : mention.end]}{after}"
    added = _spaced(f"{before} {after.lstrip(',، ')}") if before or after else ""
    return Designation(start, end, _spaced(whole), added)


@cache
def _method(language: str):
    """How the phrase is followed to its first word, and to its last."""
    from components.reading import designations_arabic, designations_english

    method = designations_arabic if language == "ar" else designations_english
    return method.left, method.right


@lru_cache(maxsize=50_000)
def key(text: str, language: str, form: str) -> str:
    """The same for spellings of one designation; form: of the mention, as Named has it."""
    if language != "ar":
        return text.casefold()
    words = [fold(word) for word in text.split()]
    if form == "demonym":
        # Gender and article follow the noun that the nationality stands with.
        words = [word.removeprefix(_ARTICLE).removesuffix("ه") for word in words]
    return " ".join(words)


def _spaced(text: str) -> str:
    return " ".join(text.split()).strip(" ,،")


def loosened(text: str, language: str) -> str:
    """The beginning of a phrase without what only ties it to the sentence: articles, و, ل.

    >>> loosened("the Russian ", "en"), loosened("للزعيم ", "ar"), loosened("وزعيم ", "ar")
    ('Russian ', 'الزعيم ', 'زعيم ')
    """
    first, space, rest = text.partition(" ")
    if language != "ar":
        return rest if first.lower() in ("the", "a", "an") else text
    known = head_words("person", "ar") | head_words("place", "ar") | head_words("organisation", "ar")
    known |= head_words("event", "ar")
    for split in splits(first):
        bare = arabic_key(split.stem)
        if split.clitics in _LOOSE and (bare in known or bare.removeprefix("ال") in known and bare.startswith("ال")):
            return split.stem + space + rest
        if split.clitics in _OPENED and bare in known:
            return "ال" + split.stem + space + rest
    return text


@cache
def epithets(language: str, use: str) -> frozenset[str]:
    """The words of data/epithets.csv for one use, folded."""
    fold = arabic_key if language == "ar" else english_key
    with _EPITHETS.open(encoding="utf-8", newline="") as file:
        return frozenset(
            fold(row["word"]) for row in csv.DictReader(file) if (row["language"], row["use"]) == (language, use)
        )


@cache
def head_words(entity_type: str, language: str) -> frozenset[str]:
    """Nouns that say what a thing of this type is (president, city, حركة), folded, from titles and epithets."""
    use = _USE.get(entity_type, entity_type)
    table = triggers(language)
    own = epithets(language, use)
    if use == "person":
        return own | table.single | table.role
    kinds = (position.items() for position in table.kinds.values()) if language == "ar" else (
        table.kinds.get("role", {}).items(), table.kinds.get("of", {}).items(), table.kinds.get("last", {}).items()
    )
    return own | {word for items in kinds for word, kind in items if kind == use}
