"""Who a quotation's speaker is: one key for one speaker, whatever the language and the wording of the place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

from components.reading.sources import (
    country_of,
    country_of_entity,
    is_generic,
    is_name,
    is_of_person,
    is_pronoun,
    kind_of_entity,
    unnamed,
)
from components.text.arabic import fold
from components.text.remembered import Remembered
from components.text.words import tokens

UNKNOWN = "unknown"
_ARTICLES = ("the ", "a ", "an ")


class Naming(NamedTuple):
    """A name as an article writes it, and whom it means."""

    entity_id: str
    entity_type: str
    surface: str
    name_en: str
    name_ar: str


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
    """The speakers of one article. named: all that it names."""

    def __init__(self, named: Iterable[Naming], language: str) -> None:
        self._language = language
        self._named: dict[str, list[Naming]] = {}
        for one in named:
            self._named.setdefault(one.entity_id, []).append(one)

    def voice(self, phrase: str, speaker_id: str, name: str) -> Voice:
        """Who speaks. phrase: as the text names them; speaker_id: "" for none; name: what a pronoun stands for."""
        said, language = name or phrase, self._language
        entity_id = self._full(speaker_id, said)
        names = [name for name in self.surfaces(entity_id) if name in said]
        whole = all(is_of_person(said, max(names, key=len), language) for _ in names[:1])
        if entity_id.startswith("person/") and whole:
            return self._entity(entity_id, said)
        if entity_id and not entity_id.startswith("person/") and self._is_whole(entity_id, said):
            return self._entity(entity_id, said)
        if not said or is_pronoun(said, language):
            return Voice(UNKNOWN, "unknown", "", "", "")
        return _by_phrase(said, language)

    def surfaces(self, key: str) -> Iterable[str]:
        """How the article writes a speaker's name."""
        return dict.fromkeys(one.surface for one in self._named.get(key, ()))

    def meant(self, phrase: str, speaker_id: str, name: str) -> set[str]:
        """Every id that `voice` looks at: a decision about any of them may change its answer."""
        last = _last[name or phrase]
        return ({speaker_id} | self._people[0].get(last, set()) | self._people[1].get(last, set())) - {""}

    @cached_property
    def _people(self) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
        """By last word, the people who are named in full by it, and those who are only named by that word."""
        full: dict[str, set[str]] = {}
        short: dict[str, set[str]] = {}
        for entity_id, written in self._named.items():
            for surface in {one.surface for one in written if one.entity_type == "person"}:
                (full if " " in surface else short).setdefault(_last[surface], set()).add(entity_id)
        return full, short

    def _known(self, entity_id: str) -> tuple[str, str, str]:
        """What kind of thing this is, and its names."""
        written = self._named.get(entity_id)
        if not written:
            return entity_id.partition("/")[0], "", ""
        return written[0].entity_type, max(one.name_en for one in written), max(one.name_ar for one in written)

    def _full(self, entity_id: str, said: str) -> str:
        """The person of whom a lone family name is short, where the article names one such person."""
        last = _last[said]
        if entity_id and not entity_id.startswith("person/") or not last:
            return entity_id
        _, name_en, name_ar = self._known(entity_id)
        if " " in (name_en or name_ar):
            return entity_id
        found = self._people[0].get(last, set()) - {entity_id}
        if not found and not entity_id and " " in said:
            found = self._people[1].get(last, set())
        return next(iter(found)) if len(found) == 1 else entity_id

    def _is_whole(self, entity_id: str, said: str) -> bool:
        """Whether a phrase is the entity's name and nothing else: not "the Los Angeles Democrat"."""
        bare = _bare(said)
        return any(_bare(surface) == bare for surface in self.surfaces(entity_id)) or (
            entity_id.startswith("organisation/"))

    def _entity(self, entity_id: str, said: str) -> Voice:
        kind, name_en, name_ar = self._known(entity_id)
        country = country_of_entity(entity_id) or country_of(said, self._language)
        return Voice(entity_id, kind_of_entity(entity_id, kind), name_en, name_ar, country)


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


def with_short_names(voices: Sequence[Voice]) -> list[Voice]:
    """The voices of one article, in which a lone family name is the speaker of that name whom it names in full.

    Only speakers that are no entity are joined here.
    """
    whole: dict[str, dict[str, Voice]] = {}
    for voice in voices:
        if _is_said(voice) and " " in voice.key:
            whole.setdefault(_last[voice.key], {}).setdefault(voice.key, voice)
    if not whole:
        return list(voices)
    found = []
    for voice in voices:
        full = whole.get(voice.key.removeprefix("said/"), {}) if _is_said(voice) else {}
        one = next(iter(full.values())) if len(full) == 1 else voice
        found.append(voice._replace(key=one.key, name_en=one.name_en, name_ar=one.name_ar))
    return found


def _is_said(voice: Voice) -> bool:
    return voice.source == "person" and voice.key.startswith("said/")


def _last_word(phrase: str) -> str:
    words = tokens(phrase)
    return fold(words[-1].text.lower()) if words else ""


_last: Remembered[str] = Remembered(_last_word)


def _bare(phrase: str) -> str:
    lower = phrase.lower()
    return next((phrase[len(word):] for word in _ARTICLES if lower.startswith(word)), phrase).strip()
