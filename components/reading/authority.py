"""The authority list: who and what is known by name in both languages, and how each is written.

Names come from `data/names/*.csv`, nationalities from `data/demonyms.csv`, countries from CLDR (through Babel),
which `data/names/countries.csv` corrects and completes. The index is a dictionary of folded words, so looking a name up
costs the same however many names there are.
"""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

from babel import Locale

from components.reading.models import ENTITY_TYPES
from components.reading.name_keys import cues, english_key, heads, key_words, short_name, without_article
from components.reading.name_tables import DATA, listed, rows
from components.text.arabic import fold
from components.text.remembered import Remembered

NAME_FILES = ("countries", "places", "people", "organisations", "events", "products")

# CLDR's territories that are no country in the news sense: groupings, test locales, uninhabited rocks.
NO_COUNTRIES = {
    "EU", "EZ", "UN", "QO", "ZZ", "XA", "XB", "AC", "BV", "CP", "CQ", "DG", "EA", "HM", "TA", "UM", "IO", "TF", "GS",
}
# Lands that CLDR lists and that news speaks of as parts of others or as regions.
TERRITORIES = {
    "HK", "MO", "GL", "PR", "GU", "GI", "AQ", "BM", "FK", "FO", "IM", "JE", "GG", "RE", "GP", "MQ", "GF", "NC", "PF",
    "KY", "VG", "VI", "AS", "MP", "AW", "CW", "SX", "MF", "BL", "PM", "WF", "YT", "SH", "PN", "NF", "CX", "CC", "CK",
    "NU", "TK", "AI", "MS", "TC", "SJ", "AX", "BQ", "IC",
}


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something with a stable identity; variants are further spellings, without the display names.

    A variant that begins with `?` is weak: it counts only in an article that has a strong form of the same entity.
    translated: whether the Arabic name is a translation (الأمم المتحدة) rather than a transliteration.
    """

    id: str
    type: str
    name_en: str
    name_ar: str
    variants_en: tuple[str, ...] = ()
    variants_ar: tuple[str, ...] = ()
    country: str = ""
    translated: bool = False
    extra: Mapping[str, str] = field(default_factory=dict, compare=False)


class Form(NamedTuple):
    """One way of writing a known name: whose it is, and what has to hold for a stretch of text to be it.

    kind: name | short | demonym. weak: see Entity. spelling: the name as listed, where its letter case or its hamzas
    have to be looked at, otherwise empty.
    """

    entity_id: str
    kind: str
    weak: bool
    spelling: str


class Authority:
    """Known entities and an index of their names; never changed after it was built."""

    def __init__(
        self,
        entities: dict[str, Entity],
        forms: dict[str, tuple[Form, ...]],
        longest: dict[str, int],
        second: dict[str, frozenset[str]],
        person_words: frozenset[str],
        problems: tuple[str, ...],
    ):
        self.entities = entities
        self.problems = problems
        # Every word of the known people's names, folded: a sign that an unknown name is a person's.
        self.person_words = person_words
        self._forms = forms
        self._longest = longest
        # By first folded word, the second ones of the names that begin with it; "" where a name is that word alone.
        self.second: Mapping[str, frozenset[str]] = second
        # By word, every way to read it as the first of a known name: letters to strip, folded rest, words of the
        # longest such name.
        self.openers: Remembered[tuple[tuple[int, str, int], ...]] = Remembered(self._openers)

    def __len__(self) -> int:
        return len(self.entities)

    def entity(self, entity_id: str) -> Entity | None:
        """The entity with this id, or None."""
        return self.entities.get(entity_id)

    @property
    def longest(self) -> Mapping[str, int]:
        """By first folded word, how many words the longest known name has that begins with it."""
        return self._longest

    def _openers(self, word: str) -> tuple[tuple[int, str, int], ...]:
        return tuple((cut, head, self._longest[head]) for cut, head in heads(word) if head in self._longest)

    def forms(self, key: str) -> tuple[Form, ...]:
        """What the folded words of `key`, joined by spaces, may name."""
        return self._forms.get(key, ())

    def named(self, name: str, language: str) -> Entity | None:
        """The entity that goes by this full name in this language, where exactly one does.

        >>> load().named("Vladimir Putin", "en").id
        'person/vladimir-putin'
        """
        found = {form.entity_id for form in self.forms(" ".join(key_words(name, language))) if not form.weak}
        return self.entities.get(found.pop()) if len(found) == 1 else None

    def respelled(self, name: str) -> Entity | None:
        """The one person whose English name is this one but for the spelling of a given name and the article.

        Arabic given names have several English spellings (data/names/given_names.csv). A name of given names alone is
        many people's.

        >>> load().respelled("Mohammed Ghazi Jalali").id
        'person/mohammad-ghazi-al-jalali'
        """
        found = self._by_plain_name.get(_plain_name(name), frozenset())
        return self.entities[next(iter(found))] if len(found) == 1 else None

    @cached_property
    def _by_plain_name(self) -> dict[tuple[str, ...], frozenset[str]]:
        found: dict[tuple[str, ...], set[str]] = {}
        for entity in self.entities.values():
            if entity.type == "person":
                for name in (entity.name_en, *entity.variants_en):
                    if not name.startswith("?") and (plain := _plain_name(name)):
                        found.setdefault(plain, set()).add(entity.id)
        return {plain: frozenset(ids) for plain, ids in found.items()}

    def with_rows(self, rows: Iterable[Mapping[str, str]]) -> Authority:
        """This authority and a user's own rows (columns as in data/names). A row with a known id adds its names to it.

        Rows that cannot be used are described in `problems` of the answer.
        """
        builder = _Builder(self)
        builder.add_rows(rows, "added names")
        return builder.build()

    def with_moved(self, moved: Mapping[str, str]) -> Authority:
        """This authority with the names of some entities given to others ("" for nobody); the former are gone."""
        builder = _Builder(self)
        for old in moved:
            builder.entities.pop(old, None)
        to = {old: new if new in builder.entities else "" for old, new in moved.items()}
        for key, forms in self._forms.items():
            if any(form.entity_id in to for form in forms):
                kept = [form._replace(entity_id=to.get(form.entity_id, form.entity_id)) for form in forms
                        if to.get(form.entity_id, form.entity_id) or form.entity_id not in to]
                builder.forms[key] = tuple(dict.fromkeys(kept))
        return builder.build()


@lru_cache(maxsize=20_000)
def _plain_name(name: str) -> tuple[str, ...]:
    """The folded words of an English name without its articles, each given name in its first spelling.

    Empty where it says too little: a name of one word, or of given names alone.
    """
    first = _first_spellings()
    words = [word for word in key_words(name, "en") if word not in ("al", "el")]
    known = all(word in first for word in words)
    return () if len(words) < 2 or known else tuple(first.get(word, word) for word in words)


@cache
def _first_spellings() -> dict[str, str]:
    """For each given name the first of its English spellings, folded."""
    found: dict[str, str] = {}
    for row in rows(DATA / "names" / "given_names.csv"):
        spellings = [english_key(name) for name in listed(row["en"])]
        found |= {spelling: spellings[0] for spelling in spellings if spelling not in found}
    return found


class _Builder:
    """Collects entities and their forms; copies what it starts from."""

    def __init__(self, base: Authority | None = None):
        self.entities: dict[str, Entity] = dict(base.entities) if base else {}
        self.forms: dict[str, tuple[Form, ...]] = dict(base._forms) if base else {}
        self.longest: dict[str, int] = dict(base._longest) if base else {}
        self.second: dict[str, frozenset[str]] = dict(base.second) if base else {}
        self.person_words: set[str] = set(base.person_words) if base else set()
        self.problems: list[str] = list(base.problems) if base else []

    def build(self) -> Authority:
        return Authority(self.entities, self.forms, self.longest, self.second, frozenset(self.person_words),
                         tuple(self.problems))

    def add_rows(self, rows: Iterable[Mapping[str, str]], source: str) -> None:
        for number, row in enumerate(rows, start=2):
            try:
                self.add(_entity(row))
            except (ValueError, AttributeError, TypeError) as error:
                self.problems.append(f"{source}, line {number}: {error}")

    def add(self, entity: Entity) -> None:
        known = self.entities.get(entity.id)
        self.entities[entity.id] = _merged(known, entity) if known else entity
        for language, name, variants in (("en", entity.name_en, entity.variants_en),
                                         ("ar", entity.name_ar, entity.variants_ar)):
            for spelling in dict.fromkeys((name, *variants)):
                self._add_form(spelling, language, entity.id, "name")
        if entity.type == "person":
            self.person_words.update(word for word in key_words(entity.name_en, "en") if len(word) > 2)
            self.person_words.update(word for word in key_words(entity.name_ar, "ar") if len(word) > 2)

    def add_demonyms(self, row: Mapping[str, str]) -> None:
        """Forms of a nationality; a row without a country lists what only looks like one (Latin American)."""
        country = f"country/{row['country']}" if row.get("country") else ""
        for spelling in listed(row.get("en")):
            self._add_form(spelling, "en", country, "demonym")
        for masculine in listed(row.get("ar_masculine")):
            for spelling in nisba_forms(masculine):
                self._add_form(spelling, "ar", country, "demonym")
        for plural in listed(row.get("ar_plural")):
            self._add_form(plural, "ar", country, "demonym")

    def _is_description(self, words: list[str], language: str) -> bool:
        """Whether an event's name only describes it by a place: `war in Ukraine` is a wording and names Ukraine."""
        prepositions = cues(language, "preposition")
        return any(
            word in prepositions and " ".join(words[at:]) in self.forms for at, word in enumerate(words[:-1], start=1)
        )

    def _add_form(self, spelling: str, language: str, entity_id: str, kind: str) -> None:
        weak = spelling.startswith("?")
        spelling = spelling.lstrip("? ").strip()
        words = key_words(spelling, language)
        if not words or entity_id.startswith("event/") and self._is_description(words, language):
            return
        if kind == "name" and language == "en" and len(words) == 1 and spelling.isupper():
            kind = "short"
        listed_as = without_article(spelling) if language == "en" else spelling
        form = Form(entity_id, kind, weak, listed_as if _is_delicate(words, listed_as, language) else "")
        key = " ".join(words)
        others = [f for f in self.forms.get(key, ()) if (f.entity_id, f.kind) != (entity_id, kind)]
        self.forms[key] = (*others, form)
        self.longest[words[0]] = max(self.longest.get(words[0], 0), len(words))
        self.second[words[0]] = self.second.get(words[0], frozenset()) | {words[1] if len(words) > 1 else ""}


def _is_delicate(words: list[str], spelling: str, language: str) -> bool:
    """Whether the folded key alone could be another word: short Arabic words with hamza, English ones by their case."""
    if language == "ar":
        return any(len(word) <= 3 for word in words) and fold(spelling) != spelling
    letters = spelling.replace(" ", "")
    return not spelling.istitle() or (letters.isupper() and len(words) == 1)


def _merged(known: Entity, added: Entity) -> Entity:
    def both(a: tuple[str, ...], b: tuple[str, ...], old: str, new: str) -> tuple[str, ...]:
        return tuple(v for v in dict.fromkeys((*a, *b, old)) if v and v != new)

    return replace(
        added,
        name_en=added.name_en or known.name_en,
        name_ar=added.name_ar or known.name_ar,
        variants_en=both(known.variants_en, added.variants_en, known.name_en, added.name_en or known.name_en),
        variants_ar=both(known.variants_ar, added.variants_ar, known.name_ar, added.name_ar or known.name_ar),
        country=added.country or known.country,
        translated=added.translated or known.translated,
        extra={**known.extra, **added.extra},
    )


_COLUMNS = {"id", "type", "name_en", "name_ar", "variants_en", "variants_ar", "country", "translated"}


def _entity(row: Mapping[str, str]) -> Entity:
    """The entity that a row describes; ValueError with what is wrong with it otherwise."""
    cell = {key: (value or "").strip() for key, value in row.items() if isinstance(key, str)}
    if "/" not in cell.get("id", ""):
        raise ValueError(f"the id {cell.get('id', '')!r} is not of the form type/name")
    kind = cell.get("type") or cell["id"].split("/")[0]
    if kind not in ENTITY_TYPES:
        raise ValueError(f"{kind!r} is no type of entity")
    if not cell.get("name_en") and not cell.get("name_ar"):
        raise ValueError(f"{cell['id']} has no name")
    if None in row:
        raise ValueError(f"{cell['id']} has more cells than columns")
    return Entity(
        id=cell["id"],
        type=kind,
        name_en=cell.get("name_en", ""),
        name_ar=cell.get("name_ar", ""),
        variants_en=listed(cell.get("variants_en", "")),
        variants_ar=listed(cell.get("variants_ar", "")),
        country=cell.get("country", ""),
        translated=cell.get("translated") == "1",
        extra={key: value for key, value in cell.items() if key not in _COLUMNS and value},
    )


# Endings of an Arabic adjective of nationality: masculine, feminine, plurals, duals.
_NISBA_ENDINGS = ("", "ة", "ون", "ين", "ات", "ان", "تين", "تان")


def nisba_forms(masculine: str) -> list[str]:
    """All forms of an adjective of nationality, every word agreeing, with and without article.

    >>> [form for form in nisba_forms("كوري شمالي") if form.endswith("ة")]
    ['كورية شمالية', 'الكورية الشمالية']
    """
    found = []
    for ending in _NISBA_ENDINGS:
        words = [word + ending if word.endswith("ي") else word for word in masculine.split()]
        found += [" ".join(words), " ".join("ال" + word for word in words)]
    return found


def _cldr_countries() -> Iterable[dict[str, str]]:
    """A row per territory that CLDR names in both languages, without what it adds in brackets."""
    english, arabic = Locale("en").territories, Locale("ar").territories
    for code, name in english.items():
        if len(code) != 2 or code.isdigit() or code in NO_COUNTRIES or not arabic.get(code):
            continue
        plain = name.split(" (")[0].replace(" SAR China", "")
        variants = [plain.replace("&", "and"), plain.replace("St.", "Saint")]
        yield {
            "id": f"country/{code}",
            "type": "place" if code in TERRITORIES else "country",
            "name_en": plain,
            "name_ar": arabic[code].split(" (")[0],
            "variants_en": "|".join(v for v in variants if v != plain),
            "country": code,
        }


def build(folder: Path = DATA) -> Authority:
    """The authority of a data folder; missing files count as empty, bad rows are kept as `problems`."""
    builder = _Builder()
    builder.add_rows(_cldr_countries(), "CLDR")
    for name in NAME_FILES:
        builder.add_rows(rows(folder / "names" / f"{name}.csv"), f"{name}.csv")
    for row in rows(folder / "demonyms.csv"):
        builder.add_demonyms(row)
    return builder.build()


@cache
def load() -> Authority:
    """The names that ship with Mirsad, built once in a process."""
    return build()


def short_forms(entity: Entity, language: str) -> tuple[str, ...]:
    """Keys under which an article goes on to name a person whom it has named in full: the family name.

    >>> short_forms(load().entity("person/kim-jong-un"), "en")
    ('kim',)
    """
    if entity.type != "person":
        return ()
    return short_name(entity.name_en if language == "en" else entity.name_ar, language, entity.country)
