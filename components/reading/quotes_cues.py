"""Verbs and phrases that report speech, found among the words of a text."""
from __future__ import annotations

import csv
from collections.abc import Sequence
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import NamedTuple

from components.text.arabic import fold
from components.text.remembered import Remembered

DATA = Path(__file__).resolve().parents[2] / "data"
# Conjunctions and the future particle are written onto an Arabic verb.
_VERB_PROCLITICS = ("و", "ف", "س", "وس")


class Report(NamedTuple):
    """A form of the table of reporting verbs and frames.

    anaphoric: it goes on with the last speaker (وتابع). participle: it leans on another verb's subject (قائلا).
    """

    language: str
    form: str
    kind: str
    stance: str
    anaphoric: bool
    participle: bool = False


class Cue(NamedTuple):
    """A reporting verb or frame in a text: the words `first` to `last` (inclusive) of its list of words."""

    first: int
    last: int
    report: Report


@lru_cache(maxsize=2)
def _reports(language: str) -> dict[str, list[tuple[tuple[str, ...], Report]]]:
    """By first word: the words of each form and its report, longest form first."""
    table: dict[str, list[tuple[tuple[str, ...], Report]]] = {}
    with (DATA / "reporting_verbs.csv").open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            if row["language"] != language:
                continue
            report = Report(language, row["form"], row["kind"], row["stance"], row["anaphoric"] == "1")
            participles = set(row["participles"].split("|"))
            for form in row["forms"].split("|"):
                report = report._replace(participle=form in participles)
                parts = tuple(key(word, language) for word in form.removesuffix(" ل").split())
                table.setdefault(parts[0], []).append((parts, report))
    for entries in table.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return table


@lru_cache(maxsize=64)
def words_of(language: str, kind: str) -> frozenset[str]:
    """The `key`s of the words of one kind: those that tell where the name of a speaker begins, goes on or ends."""
    with (DATA / "speaker_words.csv").open(encoding="utf-8", newline="") as rows:
        return frozenset(
            key(word, language) for row in csv.DictReader(rows)
            if row["language"] == language and row["kind"] == kind for word in row["words"].split("|")
        )


def key(word: str, language: str) -> str:
    """The spelling under which a word is looked up."""
    return fold(word) or word if language == "ar" else word.lower().replace("’", "'")


@cache
def keys(language: str) -> Remembered[str]:
    """`key` for every word that comes along."""
    return Remembered(partial(key, language=language))


def find_cues(keys: Sequence[str], language: str) -> list[Cue]:
    """Every reporting verb and frame among the words, in order, none within another.

    keys: the words' `key`s.
    """
    table = _reports(language)
    found: list[Cue] = []
    free = 0
    for at, word in enumerate(keys):
        listed = word in table
        if at < free or not listed and (language != "ar" or word[0] not in "وفس"):
            continue
        cue = _matching(table, word, keys, at) if listed else None
        if cue is None and language == "ar" and word[0] in "وفس":
            stems = (word[len(c):] for c in _VERB_PROCLITICS if word.startswith(c) and len(word) - len(c) > 2)
            cue = next((cue for stem in stems if stem in table and (cue := _matching(table, stem, keys, at))), None)
        if cue is not None:
            found.append(cue)
            free = cue.last + 1
    return found


def _matching(table: dict, stem: str, keys: Sequence[str], at: int) -> Cue | None:
    for parts, report in table[stem]:
        if len(parts) == 1 or tuple(keys[at + 1:at + len(parts)]) == parts[1:]:
            return Cue(at, at + len(parts) - 1, report)
    return None
