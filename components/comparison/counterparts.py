"""Who a name may be: names of the other script that sound like it, and names of its own script that look like it."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import pandas as pd
from rapidfuzz import fuzz

from components.comparison.linking import JOINED_FROM
from components.comparison.mentions import most_named
from components.comparison.scope import Scope
from components.corpus import Corpus
from components.text.arabic import fold
from components.text.names import nearest, word_pairs

# Of 20,000 random pairs of two people of data/names/people.csv 1 in 900 sounds as alike as this, 1 in 57 as alike as
# .5; the two spellings of one of them do in all but 1 of 2,000.
SOUNDS_LIKE = 0.65
# Spellings of one name in one script differ by a letter or two: Zelenskiy, Zelensky (.94); below, by a syllable.
SPELLED_ALIKE = 0.85
MOST_CANDIDATES = 4


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody whom a name may mean.

    reason: sound | spelling (nearly the same letters) | part (one name is a part of the other). similarity: 0..1.
    words: for `sound`, pairs of words (Arabic, English, similarity), an empty one where a word has no counterpart.
    known: whether the list of names has it. apart: whether somebody said that it is another.
    """

    entity_id: str
    entity_type: str
    name_en: str
    name_ar: str
    reason: str
    similarity: float
    words: tuple[tuple[str, str, float], ...] = ()
    known: bool = False
    apart: bool = False


def candidates(corpus: Corpus, scope: Scope, entity_id: str, name_en: str, name_ar: str) -> list[Candidate]:
    """Whom an entity may be one with, the likeliest first: names in the scope and names of the list."""
    others, names, kind = _others(corpus, scope, entity_id), corpus.names, entity_id.partition("/")[0]
    found: dict[str, Candidate] = {}
    for candidate in (*_by_sound(others, name_en, name_ar), *_by_spelling(others, name_en, name_ar)):
        # A name of another kind may be the same one, misjudged, but only a great likeness speaks for that.
        if candidate.entity_type != kind and candidate.similarity < JOINED_FROM:
            continue
        before = found.get(candidate.entity_id)
        if before is None or before.similarity < candidate.similarity:
            found[candidate.entity_id] = replace(candidate, apart=names.are_apart(entity_id, candidate.entity_id))
    ranked = sorted(found.values(), key=lambda c: (c.apart, -c.similarity, c.entity_type != kind, c.entity_id))
    return ranked[:MOST_CANDIDATES]


def _others(corpus: Corpus, scope: Scope, entity_id: str) -> pd.DataFrame:
    """Everybody else: entity_id, entity_type, name_en, name_ar, known."""
    named = most_named(corpus, replace(scope, types=()))
    named = named.rename(columns={"entity_name_en": "name_en", "entity_name_ar": "name_ar"})
    columns = ["entity_id", "entity_type", "name_en", "name_ar"]
    known = [(e.id, e.type, e.name_en, e.name_ar) for e in corpus.authority.entities.values()]
    frame = pd.concat([named[columns], pd.DataFrame(known, columns=columns)], ignore_index=True)
    frame["known"] = frame.entity_id.isin([row[0] for row in known])
    frame = frame.drop_duplicates("entity_id", keep="last")
    return frame[frame.entity_id != entity_id].reset_index(drop=True)


def _by_sound(others: pd.DataFrame, name_en: str, name_ar: str) -> Iterable[Candidate]:
    if bool(name_en) == bool(name_ar):
        return
    own, column = (name_ar, "name_en") if name_ar else (name_en, "name_ar")
    pool = others[others[column] != ""]
    for at, score in nearest(own, list(pool[column]), 2 * MOST_CANDIDATES):
        if score < SOUNDS_LIKE:
            return
        row = pool.iloc[at]
        pair = (own, row.name_en) if name_ar else (row.name_ar, own)
        yield Candidate(row.entity_id, row.entity_type, row.name_en, row.name_ar, "sound", round(score, 2),
                        tuple(word_pairs(*pair)), bool(row.known))


def _by_spelling(others: pd.DataFrame, name_en: str, name_ar: str) -> Iterable[Candidate]:
    for own, column in ((name_en, "name_en"), (name_ar, "name_ar")):
        key = fold(own.lower())
        words = set(key.split())
        for row in others[others[column] != ""].itertuples() if own else ():
            other = fold(getattr(row, column).lower())
            alike = fuzz.ratio(key, other, score_cutoff=100 * SPELLED_ALIKE) / 100
            theirs = set(other.split())
            part = len(words & theirs) / max(len(words), len(theirs)) if words <= theirs or theirs <= words else 0
            if alike or part:
                reason, score = ("spelling", alike) if alike >= part else ("part", part)
                yield Candidate(row.entity_id, row.entity_type, row.name_en, row.name_ar, reason, round(score, 2),
                                (), bool(row.known))
