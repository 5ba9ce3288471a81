"""What is looked for in place of the words that were typed: names, dictionary words and concepts in both languages."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from components.comparison.query import And, Node, Not, Or, Run, Term
from components.comparison.wordforms import keys, language_of, wanted_keys
from components.reading import concepts
from components.reading.authority import Authority, short_forms
from components.reading.name_keys import key_words
from components.text import glosses
from components.text.dictionary import arabic_for
from components.text.words import tokens

KINDS = ("word", "name", "dictionary", "concept")
# More words than these in place of one would be searched for what nobody asked for.
MOST_GLOSSES = 3
MOST_VARIANTS = 8
LONGEST_NAME = 6


@dataclass(frozen=True, slots=True)
class Alternative:
    """Something that is looked for in place of a term.

    code: names it in an address. kind: one of KINDS. language: ar | en, '' for names and numbers. words: the words in
    their order; for a name its entity_id instead, with `demonym` where only the adjective is meant (Russian, روسي).
    shown: how it is written, for a name its English and its Arabic form.
    """

    code: str
    kind: str
    language: str
    words: tuple[str, ...] = ()
    entity_id: str = ""
    demonym: bool = False
    shown: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Sought:
    """A term of the query with all that is looked for in its place. `surfaces`: how a name that no list knows would
    be written, '' where the term can be no name."""

    typed: str
    quoted: bool
    alternatives: tuple[Alternative, ...]
    surfaces: tuple[str, ...] = ()


Tree = Sought | And | Or | Not


def plan(tree: Node, authority: Authority, exact: bool = False) -> Tree:
    """The query with every term expanded; with `exact` a term stands for nothing but itself.

    authority: the known names.
    """
    if isinstance(tree, Run):
        terms = tuple(_terms(tree, authority, exact))
        found = tuple(_sought(term, authority, exact) for term in terms)
        if len(found) == 1:
            return found[0]
        # Together they may be a name that no list knows; whether the corpus has it is seen later.
        together = Term(tuple(word for term in terms for word in term.words), quoted=True)
        if not exact and terms == tree.terms and len(terms) <= LONGEST_NAME and all(s.surfaces for s in found):
            return Or((_sought(together, authority, exact), And(found)))
        return And(found)
    if isinstance(tree, Not):
        return Not(plan(tree.part, authority, exact))
    return replace(tree, parts=tuple(plan(part, authority, exact) for part in tree.parts))


def sought(tree: Tree) -> Iterator[Sought]:
    """The terms of an expanded query, in the order in which they were typed."""
    if isinstance(tree, Sought):
        yield tree
    elif isinstance(tree, Not):
        yield from sought(tree.part)
    else:
        for part in tree.parts:
            yield from sought(part)


def _terms(run: Run, authority: Authority, exact: bool) -> Iterator[Term]:
    """The run's terms, neighbours that are one known name together put together: Kim Jong Un."""
    at = 0
    while at < len(run.terms):
        length = 1
        for last in range(min(len(run.terms), at + LONGEST_NAME), at + 1, -1):
            part = run.terms[at:last]
            if not exact and not any(term.quoted for term in part):
                words = tuple(word for term in part for word in term.words)
                if _known(words, authority):
                    yield Term(words, quoted=True)
                    length = last - at
                    break
        else:
            yield run.terms[at]
        at += length


def _sought(term: Term, authority: Authority, exact: bool) -> Sought:
    typed = " ".join(term.words)
    language = next((language_of(word) for word in term.words if language_of(word)), "")
    own = Alternative(f"{language}:{typed}", "word", language, term.words, shown=(typed, typed))
    if exact or not language:
        return Sought(typed, term.quoted, (own,))
    found = {_key(own): own}
    names = _names(term.words, language, authority)
    more = [] if names and _is_only_a_name(term.words, language) else [
        *_translations(term.words, language), *_concept_variants(term.words, language)]
    for alternative in [*names, *more]:
        found.setdefault(_key(alternative), alternative)
    return Sought(typed, term.quoted, tuple(found.values()), _surfaces(term.words, language))


def _key(alternative: Alternative) -> tuple:
    return (alternative.entity_id, alternative.demonym) if alternative.entity_id else tuple(
        sorted(wanted_keys(word)) for word in map(str, alternative.words)) and tuple(
        min(keys(word)) for word in alternative.words)


def _word(kind: str, language: str, text: str) -> Alternative:
    words = tuple(token.text for token in tokens(text))
    return Alternative(f"{language}:{text}", kind, language, words, shown=(text, text))


# -- names ------------------------------------------------------------------------------------


def _known(words: tuple[str, ...], authority: Authority) -> bool:
    return bool(authority.forms(_name_key(words, language_of(words[0]))))


def _name_key(words: tuple[str, ...], language: str) -> str:
    return " ".join(key_words(" ".join(words), language or "en"))


def _names(words: tuple[str, ...], language: str, authority: Authority) -> list[Alternative]:
    """Known entities that go by these words: by a full name, a family name, an acronym or as a nationality."""
    key = _name_key(words, language)
    forms = [form for form in authority.forms(key) if form.entity_id]
    wanted = {(form.entity_id, form.kind == "demonym"): None for form in forms}
    wanted |= {(entity_id, False): None for entity_id in _by_short_name(authority, language).get(key, ())}
    return [named(entity_id, authority, demonym) for entity_id, demonym in wanted if authority.entity(entity_id)]


def named(
    entity_id: str, authority: Authority, demonym: bool = False, name_en: str = "", name_ar: str = ""
) -> Alternative:
    """The alternative that finds every mention of an entity."""
    entity = authority.entity(entity_id)
    shown = (entity.name_en, entity.name_ar) if entity else (name_en, name_ar)
    shown = (shown[0] or shown[1], shown[1] or shown[0])
    return Alternative(entity_id + ("~" if demonym else ""), "name", "", (), entity_id, demonym, shown)


@lru_cache(maxsize=4)
def _by_short_name(authority: Authority, language: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for entity in authority.entities.values():
        for short in short_forms(entity, language):
            found[short].append(entity.id)
    return {short: tuple(ids) for short, ids in found.items()}


def _is_only_a_name(words: tuple[str, ...], language: str) -> bool:
    """Whether the words as typed are a name and no other word: capitals in English, no ordinary reading in Arabic."""
    if len(words) > 1:
        return True
    if language == "en":
        return words[0][:1].isupper()
    return not glosses.analysis(words[0]).confirmed


def _surfaces(words: tuple[str, ...], language: str) -> tuple[str, ...]:
    """How an unlisted name of these words would stand in a text, in lower case; none where they are ordinary words."""
    text = " ".join(words).lower()
    if language == "en" and not any(word[:1].isupper() for word in words):
        return ()
    if language == "ar" and all(glosses.analysis(word).confirmed for word in words):
        return ()
    return (text,)


# -- words ------------------------------------------------------------------------------------


def _translations(words: tuple[str, ...], language: str) -> list[Alternative]:
    """What a dictionary gives for a single word in the other language."""
    if len(words) > 1:
        return []
    if language == "en":
        return [_word("dictionary", "ar", arabic) for arabic in arabic_for(words[0])]
    known = glosses.analysis(words[0])
    single = [meaning for meaning in known.glosses[: known.confirmed or None] if meaning.isalpha()]
    return [_word("dictionary", "en", meaning.lower()) for meaning in single[:MOST_GLOSSES]]


def _concept_variants(words: tuple[str, ...], language: str) -> list[Alternative]:
    """Other ways to say the same label, in both languages, of data/concepts.csv."""
    wanted = [keys(word) | wanted_keys(word) for word in words]
    found = []
    for row in _rows_with(language).get(len(words), ()):
        variants, english, arabic = row
        if any(all(key in want for key, want in zip(variant, wanted, strict=True)) for variant in variants):
            found += [_word("concept", "ar", variant) for variant in arabic[:MOST_VARIANTS]]
            found += [_word("concept", "en", variant) for variant in english[:MOST_VARIANTS]]
    return found


@cache
def _rows_with(language: str) -> dict[int, list[tuple]]:
    """Rows of the concepts by the number of words: (their variants of that length as keys, English, Arabic)."""
    found: dict[int, list[tuple]] = defaultdict(list)
    with concepts.TABLE.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            listed = {code: [v.strip() for v in row[code].split("|") if v.strip()] for code in ("en", "ar")}
            by_length = defaultdict(list)
            for variant in listed[language]:
                key = tuple(min(keys(token.text)) for token in tokens(variant))
                by_length[len(key)].append(key)
            for length, variants in by_length.items():
                found[length].append((variants, listed["en"], listed["ar"]))
    return found
