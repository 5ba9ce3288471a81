"""What a passage offers for comparison: its words, and the names, numbers, dates and concepts that it shares."""
from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from components.reading import concepts
from components.reading.models import DateMention, Mention, Number
from components.text import glosses
from components.text.arabic import without_marks
from components.text.glued import LONGEST_GLUED, SHORTEST_GLUED, pieces
from components.text.numbers import numbers
from components.text.words import is_function_word, lemma, proclitics, tokens
from components.text.words import rarity as rarity_of_word

# The first character of a unit's key says what it is; a word's key is the word.
NAME, NUMBER, DATE, CONCEPT = "@", "#", "~", "&"
KINDS = {NAME: "name", NUMBER: "number", DATE: "date", CONCEPT: "concept"}

# How much a shared unit says, on the scale of `rarity` for words (0 the commonest word … 7 never seen).
NAME_RARITY = 4.0
DATE_RARITY = 5.0
CONCEPT_RARITY = 2.0
NUMBER_RARITY = 5.5
# "Two" and "three" are everywhere.
SMALL_NUMBER_RARITY = 2.0
SMALL_NUMBER = 12
FUNCTION_WORD = 0.2
LONGEST_ACRONYM = 4


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of an article, with what the reader found in it.

    start: where the text begins within its article; the offsets of mentions, dates and numbers are the article's, so
    that a reading's items can be handed over as they are. numbers: None where nobody has looked for them yet.
    """

    article_id: str
    sentence_no: int
    text: str
    language: str
    start: int = 0
    mentions: tuple[Mention, ...] = ()
    dates: tuple[DateMention, ...] = ()
    numbers: tuple[Number, ...] | None = None


class Unit(NamedTuple):
    """Something in a passage that may be shared: its key and where it stands, in code points of the passage's text."""

    key: str
    start: int
    end: int

    @property
    def kind(self) -> str:
        """gloss (a word) | name | number | date | concept."""
        return KINDS.get(self.key[0], "gloss")

    def is_function_word(self, language: str) -> bool:
        """Whether the unit is a word that serves grammar only."""
        return self.key[0] not in KINDS and is_function_word(self.key, language)


def of_side(passages: Sequence[Passage], other: Sequence[Passage]) -> list[list[Unit]]:
    """The units of each passage. Names, dates and concepts count only where the other side has them too: what they
    cover falls back to its words otherwise."""
    theirs_names = {mention.entity_id for passage in other for mention in passage.mentions}
    theirs_concepts = {concept_of(unit.key) for passage in other for unit in _concepts(passage)}
    theirs_days = _days(date for passage in other for date in passage.dates)
    return [list(_units(passage, theirs_names, theirs_concepts, theirs_days)) for passage in passages]


def _units(passage: Passage, names: set[str], shared_concepts: set[str], days: set[dt.date]) -> Iterator[Unit]:
    spans: list[Unit] = []
    taken: set[int] = set()

    def take(unit: Unit) -> None:
        if 0 <= unit.start < unit.end <= len(passage.text) and taken.isdisjoint(range(unit.start, unit.end)):
            spans.append(unit)
            taken.update(range(unit.start, unit.end))

    for date in passage.dates:
        if days & _bounds(date):
            take(Unit(date_key(date), date.start - passage.start, date.end - passage.start))
    for mention in passage.mentions:
        if mention.entity_id in names:
            take(Unit(NAME + mention.entity_id, mention.start - passage.start, mention.end - passage.start))
    # A concept stands beside its words: it counts where the sides say it in words that no gloss connects.
    spans += [concept for concept in _concepts(passage) if concept_of(concept.key) in shared_concepts]
    for start, end, value in _numbers(passage):
        # A number word may also be met by its gloss, digits can't.
        if passage.text[start:end][-1:].isdigit():
            take(Unit(f"{NUMBER}{value:g}", start, end))
        elif start not in taken:
            spans.append(Unit(f"{NUMBER}{value:g}", start, end))
    yield from spans
    for word in words(passage.text, passage.language):
        if word.start not in taken and word.end - 1 not in taken:
            yield word


def _numbers(passage: Passage) -> Iterable[tuple[int, int, float]]:
    if passage.numbers is not None:
        return [(n.start - passage.start, n.end - passage.start, n.value) for n in passage.numbers]
    return [(n.start, n.end, n.value) for n in numbers(passage.text, passage.language)]


def _concepts(passage: Passage) -> tuple[Unit, ...]:
    return _concepts_in(passage.text, passage.language)


# Both sides ask for the concepts of each passage, and a story is compared again with every change of the scope.
@lru_cache(maxsize=6_000)
def _concepts_in(text: str, language: str) -> tuple[Unit, ...]:
    key = arabic_key if language == "ar" else english_key
    units = []
    for concept in concepts.find(text, language):
        said = " ".join(key(token.text) for token in tokens(text, concept.start, concept.end))
        units.append(Unit(f"{CONCEPT}{concept.concept}|{said}", concept.start, concept.end))
    return tuple(units)


def concept_of(key: str) -> str:
    """The concept in a concept's key, without the words that say it."""
    return key[1:].partition("|")[0]


def words_of(key: str) -> list[str]:
    """The words, as keys, by which a concept's key says it."""
    return key.partition("|")[2].split()


def _days(dates: Iterable[DateMention]) -> set[dt.date]:
    return set().union(*(_bounds(date) for date in dates))


def _bounds(date: DateMention) -> set[dt.date]:
    """Days by which two intervals can be seen to meet: both ends and the first of every month between, a year long."""
    days, day = {date.first_day, date.last_day}, date.first_day.replace(day=1)
    for _ in range(13):
        if day > date.last_day:
            break
        days.add(day)
        day = (day + dt.timedelta(days=32)).replace(day=1)
    return days


def date_key(date: DateMention) -> str:
    """An interval as a key that can be taken apart again."""
    return f"{DATE}{date.first_day:%Y-%m-%d}/{date.last_day:%Y-%m-%d}"


# The largest story that is compared at once has 5,000 passages; another scope of it asks for most of them again.
@lru_cache(maxsize=6_000)
def words(text: str, language: str) -> tuple[Unit, ...]:
    """The words of a text by their keys; an Arabic word that lost its spaces as the words that are glued in it."""
    return tuple(_words(text, language))


def _words(text: str, language: str) -> Iterator[Unit]:
    for token in tokens(text):
        # A run of letters that is longer than any glued sentence is noise, and slow to listen to.
        if token.text[0].isdigit() or len(token.text) > LONGEST_GLUED:
            continue
        if language != "ar":
            yield Unit(english_key(token.text), token.start, token.end)
            continue
        for start, end in parts(token.text):
            yield Unit(arabic_key(token.text[start:end]), token.start + start, token.start + end)


@lru_cache(maxsize=50_000)
def parts(word: str) -> tuple[tuple[int, int], ...]:
    """The word's own extent, or those of the words that are glued together in it."""
    if len(word) >= SHORTEST_GLUED and not glosses.is_known(word):
        return pieces(word) or ((0, len(word)),)
    return ((0, len(word)),)


@lru_cache(maxsize=50_000)
def english_key(word: str) -> str:
    """The lemma in lower case; an acronym as it is without full stops, so that US is not us."""
    bare = word.replace(".", "") or word
    if bare.isupper() and 1 < len(bare) <= LONGEST_ACRONYM:
        return bare
    return lemma(bare, "en").lower()


@lru_cache(maxsize=50_000)
def arabic_key(word: str) -> str:
    """The word without marks, conjunctions and prepositions."""
    bare = without_marks(word) or word
    taken = len(proclitics(bare))
    rest = bare[taken:]
    return "ا" + rest if taken and bare[taken - 1] == "ل" and rest.startswith("ل") else rest


@lru_cache(maxsize=50_000)
def rarity(key: str, language: str) -> float:
    """How much a shared unit says: from 0 for the commonest words to 7 for those that general language never used."""
    match key[0]:
        case "@":
            return NAME_RARITY
        case "~":
            return DATE_RARITY
        case "&":
            return max((rarity(word, language) for word in words_of(key)), default=CONCEPT_RARITY)
        case "#":
            return SMALL_NUMBER_RARITY if float(key[1:]) <= SMALL_NUMBER else NUMBER_RARITY
    return FUNCTION_WORD if is_function_word(key, language) else rarity_of_word(key, language)
