"""Who a quotation's speaker is: one key for one speaker, whatever the language and the wording of the place."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import pandas as pd

from components.comparison.mentions import aliases_of
from components.comparison.scope import Scope
from components.comparison.sources import (
    country_of,
    country_of_entity,
    is_generic,
    is_name,
    is_pronoun,
    kind_of_entity,
    unnamed,
)
from components.corpus import Corpus
from components.text.arabic import fold
from components.text.words import tokens

UNKNOWN = "unknown"
_ARTICLES = ("the ", "a ", "an ")


class Voice(NamedTuple):
    """One speaker. key: an entity's id, a row of data/sources.csv with its country (source/officials@US), the folded
    phrase (said/...), or UNKNOWN. source: one of sources.SOURCES. country: ISO 3166 or "".
    """

    key: str
    source: str
    name_en: str
    name_ar: str
    country: str


class Speakers:
    """The speakers of the articles in scope.

    named: the mentions of the articles that quote anybody (article_id, language, sentence_no, surface, entity_id,
    entity_type, entity_name_en, entity_name_ar).
    """

    def __init__(self, corpus: Corpus, scope: Scope, named: pd.DataFrame) -> None:
        english = tuple(sorted(set(named.entity_id[named.language == "en"])))
        self._alias = aliases_of(corpus, replace(scope, types=(), demonyms=True), english) if english else {}
        named = named.assign(entity_id=[self._alias.get(found, found) for found in named.entity_id])
        both = named.groupby("entity_id")
        self._names = pd.DataFrame(
            {"en": both.entity_name_en.max(), "ar": both.entity_name_ar.max(), "type": both.entity_type.first()}
        ).to_dict("index")
        self._people = _people(named)
        self._surfaces: dict[tuple[str, str], set[str]] = {}
        for row in named[["article_id", "entity_id", "surface"]].drop_duplicates().itertuples():
            self._surfaces.setdefault((row.article_id, row.entity_id), set()).add(row.surface)

    def voice(self, article_id: str, language: str, phrase: str, speaker_id: str, name: str) -> Voice:
        """Who speaks. phrase: as the text names them; speaker_id: "" for none; name: what a pronoun stands for."""
        said = name or phrase
        entity_id = self._full(article_id, self._alias.get(speaker_id, speaker_id), said)
        if entity_id.startswith("person/"):
            return self._entity(entity_id, said, language)
        if entity_id and self._is_whole(article_id, entity_id, said):
            return self._entity(entity_id, said, language)
        if not said or is_pronoun(said, language):
            return Voice(UNKNOWN, "unknown", "", "", "")
        return _by_phrase(said, language)

    def surfaces(self, article_id: str, key: str) -> set[str]:
        """How the article writes a speaker's name."""
        return self._surfaces.get((article_id, key), set())

    def _full(self, article_id: str, entity_id: str, said: str) -> str:
        """The person of whom a lone family name is short, where the article names one such person."""
        last = _last(said)
        if entity_id and not entity_id.startswith("person/") or not last:
            return entity_id
        known = self._names.get(entity_id, {"en": "", "ar": ""})
        if " " in (known["en"] or known["ar"]):
            return entity_id
        found = self._people.get((article_id, last), set()) - {entity_id}
        return next(iter(found)) if len(found) == 1 else entity_id

    def _is_whole(self, article_id: str, entity_id: str, said: str) -> bool:
        """Whether a phrase is the entity's name and nothing else: not "the Los Angeles Democrat"."""
        bare = _bare(said)
        return any(_bare(surface) == bare for surface in self._surfaces.get((article_id, entity_id), ())) or (
            entity_id.startswith("organisation/"))

    def _entity(self, entity_id: str, said: str, language: str) -> Voice:
        known = self._names.get(entity_id, {"en": "", "ar": "", "type": entity_id.partition("/")[0]})
        country = country_of_entity(entity_id) or country_of(said, language)
        return Voice(entity_id, kind_of_entity(entity_id, known["type"]), known["en"], known["ar"], country)


def _by_phrase(said: str, language: str) -> Voice:
    source, country = unnamed(said, language), country_of(said, language)
    if source and source.kind != "person" and (source.kind == "anonymous" or is_generic(said, language)):
        # The wording of the place stays in `speaker`; here it is one of a kind, joined across the languages.
        return Voice(f"{source.key}@{country}" if country else source.key, source.kind, source.name_en,
                     source.name_ar, country)
    kind = source.kind if source else "person" if is_name(said, language) else "anonymous"
    shown = _bare(said)
    names = (shown, "") if language == "en" else ("", shown)
    return Voice(f"said/{fold(shown.lower())}", kind, *names, country)


def _people(named: pd.DataFrame) -> dict[tuple[str, str], set[str]]:
    """By article and last word of a full name, the people who have it."""
    found: dict[tuple[str, str], set[str]] = {}
    people = named[named.entity_type == "person"]
    for row in people[["article_id", "entity_id", "surface"]].drop_duplicates().itertuples():
        if " " in row.surface:
            found.setdefault((row.article_id, _last(row.surface)), set()).add(row.entity_id)
    return found


def _last(phrase: str) -> str:
    words = tokens(phrase)
    return fold(words[-1].text.lower()) if words else ""


def _bare(phrase: str) -> str:
    lower = phrase.lower()
    return next((phrase[len(word):] for word in _ARTICLES if lower.startswith(word)), phrase).strip()
