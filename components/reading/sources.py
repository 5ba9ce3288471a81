"""What kind of source a speaker's phrase names: a person, an institution, the media, a document, somebody unnamed."""

from __future__ import annotations

import csv
import re
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from components.reading import authority
from components.reading.name_keys import key_words
from components.reading.quotes_cues import words_of
from components.text.arabic import fold
from components.text.words import tokens

DATA = Path(__file__).resolve().parents[2] / "data"

SOURCES = ("person", "institution", "media", "document", "anonymous", "unknown")
# Kinds of organisations in data/names/organisations.csv that speak as media.
_MEDIA = frozenset(("media", "agency", "newspaper", "broadcaster"))
# What ends the head of an English noun phrase: a spokesman | for the army; people | familiar with the matter.
_AFTER_HEAD = frozenset((
    "of", "from", "in", "with", "who", "at", "for", "to", "on", "familiar", "close", "whose", "that", "which", "by",
    "about", "against", "near", "inside", "and",
))
_POSSESSIVE = re.compile(r"['’]s?\Z")
# A demonym before one of these names what is studied, not who speaks: a professor of Korean studies.
_STUDIED = frozenset(("studies", "affairs", "history", "language", "literature", "politics", "expert", "specialist"))
_STUDIED_AR = frozenset(fold(word) for word in ("دراسات", "شؤون", "لغة", "آداب", "ملف", "تاريخ", "قضايا", "سياسة"))
_QUANTIFIERS_AR = frozenset(
    fold(word) for word in ("أحد", "إحدى", "بعض", "عدد", "كثير", "كبار", "عدة", "من", "أبرز", "كبير"))
_CAPITALISED = frozenset(("source/lawmakers", "source/people"))
LONGEST_NAME = 4
_OF = frozenset(("of", "for", "from", "at", "by"))
_BODIES = frozenset(("institution", "media", "document"))


class Source(NamedTuple):
    """A row of data/sources.csv: who speaks where no name is given, one key for both languages."""

    key: str
    kind: str
    name_en: str
    name_ar: str


@cache
def _table(language: str) -> dict[tuple[str, ...], Source]:
    column = "english" if language == "en" else "arabic"
    found: dict[tuple[str, ...], Source] = {}
    with (DATA / "sources.csv").open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            source = Source(f"source/{row['source']}", row["kind"], row["name_en"], row["name_ar"])
            for form in row[column].split("|"):
                found.setdefault(tuple(_key(word, language) for word in form.split()), source)
    return found


def unnamed(phrase: str, language: str) -> Source | None:
    """The unnamed source that a phrase speaks of, by its head noun; None where the head is no word of the table.

    >>> unnamed("a senior official from the ministry", "en").key, unnamed("مراقبين", "ar").key
    ('source/officials', 'source/analysts')
    """
    written = [_POSSESSIVE.sub("", token.text) for token in tokens(phrase)]
    words = [_key(word, language) for word in written]
    table = _table(language)
    return _head_en(words, written, table) if language == "en" else _head_ar(words, table)


def _head_en(words: list[str], written: list[str], table: dict[tuple[str, ...], Source]) -> Source | None:
    head = next((at for at, word in enumerate(words) if at and word in _AFTER_HEAD), len(words))
    for first in range(max(0, head - 3), head):
        source = table.get(tuple(words[first:head]))
        # "Gateway Pundit" is a name; "Republicans" have a capital without being one.
        if source and (source.kind != "anonymous" or first == 0 or written[first][0].islower()
                       or source.key in _CAPITALISED):
            return source
    return None


def _head_ar(words: list[str], table: dict[tuple[str, ...], Source]) -> Source | None:
    while len(words) > 1 and words[0] in _QUANTIFIERS_AR:
        words = words[1:]
    for last in range(min(len(words), 3), 0, -1):
        if source := table.get(tuple(words[:last])):
            return source
    # A conjunction or preposition may still be written onto the noun: وفقا لممثلي الادعاء.
    return table.get((_key(words[0][1:], "ar"),)) if words and words[0][:1] in "وبل" else None


def is_generic(phrase: str, language: str) -> bool:
    """Whether a phrase only says what kind of source speaks ("state media", الشرطة الروسية) and names none."""
    words = [token.text for token in tokens(phrase)]
    if language == "en":
        head = next((at for at, word in enumerate(words) if at and word in _AFTER_HEAD), len(words))
        named = [word for word in words[1:head] if word[0].isupper() and not word.isupper()]
        return all(_is_nationality(word, "en") for word in named)
    keys = [_key(word, "ar") for word in words]
    table = _table("ar")
    known = next((last for last in range(min(len(words), 3), 0, -1) if tuple(keys[:last]) in table), 1)
    return all(_is_nationality(word, "ar") for word in words[known:])


def _is_nationality(word: str, language: str) -> bool:
    known = authority.load()
    bare = word.removeprefix("ال") if language == "ar" else word
    return any(form.kind == "demonym" for form in known.forms(" ".join(key_words(bare, language))))


@lru_cache(maxsize=20_000)
def country_of(phrase: str, language: str) -> str:
    """The country that a phrase gives for its speaker ("the Russian foreign minister" -> "RU"), "" where none.

    The first nationality or country in it counts; what somebody studies does not (a professor of Korean studies).
    """
    known = authority.load()
    words = [token.text for token in tokens(phrase)]
    for first in range(len(words)):
        for last in range(min(len(words), first + LONGEST_NAME), first, -1):
            stretch = [_POSSESSIVE.sub("", word) for word in words[first:last]]
            candidates = [" ".join(key_words(" ".join(stretch), language))]
            if language == "ar":
                candidates += [" ".join(key_words(" ".join(word.removeprefix("ال") for word in stretch), language))]
            code = next((form.entity_id[8:] for key in candidates for form in known.forms(key)
                         if form.entity_id.startswith("country/")), "")
            if code and not _is_studied(words, first, last, language):
                return code
    return ""


def _is_studied(words: list[str], first: int, last: int, language: str) -> bool:
    if language == "en":
        return last < len(words) and words[last].lower() in _STUDIED
    return first > 0 and _key(words[first - 1], "ar") in _STUDIED_AR


def is_of_person(phrase: str, name: str, language: str) -> bool:
    """Whether a phrase that holds a person's name is about that person: not "a Trump campaign spokesman", not
    "the coach of Lind", not حملة ترامب or صحيفة ذا أدفوكات.
    """
    before, found, after = phrase.partition(name)
    if not found:
        return True
    words = [token.text for token in tokens(before)]
    if language == "en":
        rest = after.lstrip()
        next_word = rest.split(" ", 1)[0].lower() if after[:1] == " " else ""
        return not (next_word and next_word[0].isalpha() and next_word not in _AFTER_HEAD) and (
            not words or words[-1].lower() not in _OF)
    first = _table("ar").get((_key(words[0], "ar"),)) if words else None
    if first and first.kind in _BODIES and not words[0].startswith("ال"):
        return False
    last = _table("ar").get((_key(words[-1], "ar"),)) if words else None
    return not (last and last.kind in _BODIES and not words[-1].startswith("ال"))


def is_pronoun(phrase: str, language: str) -> bool:
    """Whether a phrase is nothing but a pronoun: he, they, we."""
    return phrase.lower() in words_of(language, "pronoun")


def is_name(phrase: str, language: str) -> bool:
    """Whether a phrase that the table doesn't know has the form of a name. Arabic has no capitals: it does."""
    if language == "ar":
        return bool(phrase)
    return any(token.text[0].isupper() for token in tokens(phrase)[1:]) or phrase[:1].isupper() and len(phrase) > 3


def kind_of_entity(entity_id: str, entity_type: str) -> str:
    """Which of SOURCES an entity speaks as."""
    if entity_type == "person":
        return "person"
    entity = authority.load().entity(entity_id)
    if entity is not None and entity.extra.get("kind") in _MEDIA and entity_type == "organisation":
        return "media"
    return "institution"


def country_of_entity(entity_id: str) -> str:
    """The country of a known entity, "" where there is none or it is not known; of several the first."""
    if entity_id.startswith("country/"):
        return entity_id.partition("/")[2]
    entity = authority.load().entity(entity_id)
    return (entity.country if entity else "").split("|")[0]


def _key(word: str, language: str) -> str:
    if language == "en":
        return word.lower().replace("’", "'")
    folded = fold(word)
    return folded.removeprefix("ال") if len(folded) > 4 else folded
