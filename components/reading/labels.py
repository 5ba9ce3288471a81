"""Labels in competition: the words of an article that name something for which there are several names.

The concepts and their labels are data/concepts.csv; where a text names one is found by components.reading.concepts.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from components.reading import concepts
from components.text.words import Token

# own: the article's own words, indirect speech included; quoted: inside the quotation marks of somebody's speech;
# scare: in marks that hold the words at arm's length without being speech.
VOICES = ("own", "quoted", "scare")
VOICE_OF_QUOTE = {"direct": "quoted", "fragment": "quoted", "scare": "scare"}

# A word inside one of these names was chosen by who gave the name; that of an event is the writer's choice.
NAMES_OF_THEIR_OWN = frozenset(("person", "country", "place", "organisation", "product"))


class Label(NamedTuple):
    """A way to name a concept. stance: neutral | critical | supportive | euphemistic | loaded | legal."""

    concept: str
    label: str
    stance: str
    variants_en: tuple[str, ...]
    variants_ar: tuple[str, ...]

    def name(self, language: str) -> str:
        """The label in a language: its first variant there, else its English name."""
        variants = self.variants_ar if language == "ar" else ()
        return variants[0] if variants else self.label


class Reference(NamedTuple):
    """A place in a text that refers to a concept by one of its labels, in code points."""

    start: int
    end: int
    concept: str
    label: str


class Span(NamedTuple):
    """A stretch of a text and what it is."""

    start: int
    end: int
    what: str


@cache
def table() -> dict[str, dict[str, Label]]:
    """The concepts that have labels to choose between: concept -> label -> Label, in the table's order."""
    found: dict[str, dict[str, Label]] = {}
    for row in _rows():
        variants = [tuple(v for part in row[side].split("|") if (v := part.strip())) for side in ("en", "ar")]
        label = Label(row["concept"], row["label"], row["stance"], *variants)
        found.setdefault(label.concept, {})[label.label] = label
    return {concept: labels for concept, labels in found.items() if len(labels) > 1}


@cache
def concept_names() -> dict[str, dict[str, str]]:
    """What a concept is called: concept -> language -> name."""
    return {row["concept"]: {"en": row["concept_en"], "ar": row["concept_ar"]} for row in _rows()}


def _rows() -> list[dict[str, str]]:
    with concepts.TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def _label_of() -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for labels in table().values():
        for label in labels.values():
            for variant in (*label.variants_en, *label.variants_ar):
                found.setdefault((label.concept, variant), label.label)
    return found


def among(words: Sequence[Token], language: str) -> list[Reference]:
    """The references among the words of a sentence, in order, none within another."""
    label_of, found = _label_of(), []
    for hit in concepts.among(words, language):
        label = label_of.get((hit.concept, hit.variant))
        if label is not None:
            found.append(Reference(hit.start, hit.end, hit.concept, label))
    return found


def name_around(names: Iterable[Span], start: int, end: int) -> str:
    """The name that a reference is part of, "" where it is none or all of one: then it is the writer's own choice.

    names: of the kinds NAMES_OF_THEIR_OWN.
    """
    return next((name.what for name in names
                 if name.start <= start and end <= name.end and (name.start, name.end) != (start, end)), "")


def voice(quotes: Iterable[Span], start: int, end: int) -> str:
    """In whose voice (one of VOICES) a reference stands. quotes: those of a kind in VOICE_OF_QUOTE."""
    kinds = {VOICE_OF_QUOTE[quote.what] for quote in quotes if quote.start <= start and end <= quote.end}
    return "quoted" if "quoted" in kinds else "scare" if kinds else "own"
