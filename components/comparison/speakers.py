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
    is_of_person,
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
        self._people, self._short = _people(named)
        self._surfaces: dict[tuple[str, str], set[str]] = {}
        for row in named[["article_id", "entity_id", "surface"]].drop_duplicates().itertuples():
            self._surfaces.setdefault((row.article_id, row.entity_id), set()).add(row.surface)

    def voice(self, article_id: str, language: str, phrase: str, speaker_id: str, name: str) -> Voice:
        """Who speaks. phrase: as the text names them; speaker_id: "" for none; name: what a pronoun stands for."""
        said = name or phrase
        entity_id = self._full(article_id, self._alias.get(speaker_id, speaker_id), said)
        names = [name for name in self.surfaces(article_id, entity_id) if name in said]
        whole = all(is_of_person(said, max(names, key=len), language) for _ in names[:1])
        if entity_id.startswith("person/") and whole:
            return self._entity(entity_id, said, language)
        if entity_id and not entity_id.startswith("person/") and self._is_whole(article_id, entity_id, said):
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
        if not found and not entity_id and " " in said:
            found = self._short.get((article_id, last), set())
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
    if source is None and not is_name(said, language):
        return Voice(UNKNOWN, "unknown", "", "", "")
    kind = source.kind if source else "person"
    shown = _bare(said)
    names = (shown, "") if language == "en" else ("", shown)
    return Voice(f"said/{fold(shown.lower())}", kind, *names, country)


def _people(named: pd.DataFrame) -> tuple[dict[tuple[str, str], set[str]], dict[tuple[str, str], set[str]]]:
    """By article and last word, the people who are named in full by it, and those who are only named by that word."""
    full: dict[tuple[str, str], set[str]] = {}
    short: dict[tuple[str, str], set[str]] = {}
    people = named[named.entity_type == "person"]
    for row in people[["article_id", "entity_id", "surface"]].drop_duplicates().itertuples():
        found = full if " " in row.surface else short
        found.setdefault((row.article_id, _last(row.surface)), set()).add(row.entity_id)
    return full, short


def with_short_names(frame: pd.DataFrame) -> pd.DataFrame:
    """A frame of quotations in which a lone family name is the speaker of that name whom its article names in full.

    frame: article_id, source and the fields of Voice; only speakers that are no entity are joined here.
    """
    said = frame[frame.key.str.startswith("said/") & (frame.source == "person")]
    whole: dict[tuple[str, str], set[str]] = {}
    for row in said[["article_id", "key"]].drop_duplicates().itertuples():
        if " " in row.key:
            whole.setdefault((row.article_id, _last(row.key)), set()).add(row.key)
    renamed = {}
    for row in said.itertuples():
        found = whole.get((row.article_id, row.key.removeprefix("said/")), ())
        if len(found) == 1:
            renamed[row.Index] = next(iter(found))
    full = said.drop_duplicates("key").set_index("key")[["name_en", "name_ar"]]
    frame = frame.copy()
    for at, key in renamed.items():
        frame.loc[at, ["key", "name_en", "name_ar"]] = [key, *full.loc[key]]
    return frame


def _last(phrase: str) -> str:
    words = tokens(phrase)
    return fold(words[-1].text.lower()) if words else ""


def _bare(phrase: str) -> str:
    lower = phrase.lower()
    return next((phrase[len(word):] for word in _ARTICLES if lower.startswith(word)), phrase).strip()
