"""Verbs and phrases that report speech, found among the words of a text."""
from __future__ import annotations

import csv
from collections.abc import Sequence
from functools import cache, lru_cache, partial
from itertools import compress
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
    found: list[Cue] = []
    free = 0
    beginning = list(map(_beginning(language).__getitem__, keys))
    for at in compress(range(len(keys)), beginning):
        if at < free:
            continue
        for parts, report in beginning[at]:
            if len(parts) == 1 or tuple(keys[at + 1:at + len(parts)]) == parts[1:]:
                found.append(Cue(at, at + len(parts) - 1, report))
                free = at + len(parts)
                break
    return found


@cache
def _beginning(language: str) -> Remembered[tuple[tuple[tuple[str, ...], Report], ...]]:
    """For every word the forms that may begin with it, in the order in which they are tried."""
    return Remembered(partial(_begun, language=language))


def _begun(word: str, language: str) -> tuple[tuple[tuple[str, ...], Report], ...]:
    table = _reports(language)
    stems = [word]
    if language == "ar" and word[0] in "وفس":
        stems += [word[len(c):] for c in _VERB_PROCLITICS if word.startswith(c) and len(word) - len(c) > 2]
    return tuple(entry for stem in stems for entry in table.get(stem, ()))
