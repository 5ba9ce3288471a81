"""What an article gives as somebody's words: who speaks, introduced as what, by which verb, in how many words."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from components.reading.introductions import introduction
from components.reading.quotes_cues import DATA, find_cues, key
from components.reading.speakers import Naming, Speakers, with_short_names
from components.text.words import count_words, tokens


class Said(NamedTuple):
    """A quotation as it was read, in the place of a sentence: fields as components.reading.models.Quote has them.

    sentence: the text of the sentence in which it begins; sentence_start: where in the article that stands.
    """

    start: int
    end: int
    surface: str
    kind: str
    speaker: str
    speaker_id: str
    speaker_name: str
    cue: str
    sentence_no: int
    sentence: str
    sentence_start: int


class Attribution(NamedTuple):
    """What is told of a quotation beyond what was read.

    sentence: that in which it begins; of a quotation that runs over several, the beginning of the first one, and the
    quotation whole. mark_start, mark_end: where in it the quotation stands. within: whether it lies inside a reported
    clause that is an attribution of its own, so that its words are counted there. key, source, name_en, name_ar,
    country: who speaks (see speakers.Voice). introduced: the title or description given with the name here, or the
    words for an unnamed source; "" for none. verb: the cue's dictionary form. words: Arabic clitics split. meant: the
    ids of all names that had a say in who speaks.
    """

    sentence: str
    mark_start: int
    mark_end: int
    within: bool
    key: str
    source: str
    name_en: str
    name_ar: str
    country: str
    introduced: str
    verb: str
    words: int
    meant: tuple[str, ...]


def attributions(quotes: Sequence[Said], named: Iterable[Naming], language: str) -> list[Attribution]:
    """What is told of each quotation of an article. named: all that the article names.

    A term held at arm's length (kind scare) is nobody's speech: nothing is told of it but where it stands.
    """
    speech = [quote for quote in quotes if quote.kind != "scare"]
    speakers = Speakers(named, language) if speech else None
    voices = dict(zip(map(id, speech), with_short_names([
        speakers.voice(quote.speaker, quote.speaker_id, quote.speaker_name) for quote in speech]), strict=True))
    clauses: dict[int, list[tuple[int, int]]] = {}
    for quote in speech:
        if quote.kind == "indirect":
            clauses.setdefault(quote.sentence_no, []).append((quote.start, quote.end))
    found = []
    for quote in quotes:
        first, last = quote.start - quote.sentence_start, quote.end - quote.sentence_start
        sentence = quote.sentence if last <= len(quote.sentence) else quote.sentence[:first] + quote.surface
        voice = voices.get(id(quote))
        if voice is None:
            found.append(Attribution(sentence, first, last, False, "", "", "", "", "", "", "", 0, ()))
            continue
        introduced = quote.speaker if voice.key.startswith("source/") else introduction(
            sentence, quote.speaker, speakers.surfaces(voice.key), quote.cue, language)
        within = quote.kind != "indirect" and any(
            start <= quote.start and quote.end <= end for start, end in clauses.get(quote.sentence_no, ()))
        meant = speakers.meant(quote.speaker, quote.speaker_id, quote.speaker_name)
        found.append(Attribution(
            sentence, first, last, within, *voice, introduced, verb(quote.cue, language),
            count_words(quote.surface, language), tuple(sorted(meant))))
    return found


@cache
def verb(cue: str, language: str) -> str:
    """The dictionary form of a reporting verb or phrase.

    >>> verb("told", "en")
    'tell'
    """
    found = find_cues([key(token.text, language) for token in tokens(cue)], language) if cue else []
    return found[0].report.form if found else cue


@cache
def glosses() -> dict[str, str]:
    """The English meanings of Arabic reporting verbs, by their dictionary forms."""
    with (DATA / "reporting_verbs.csv").open(encoding="utf-8", newline="") as rows:
        return {row["form"]: row["english"] for row in csv.DictReader(rows) if row["language"] == "ar"}
