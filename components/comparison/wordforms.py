"""Keys under which the forms of a word meet when a text is searched: by dictionary form, or as spelled."""

from __future__ import annotations

from functools import lru_cache

from components.comparison.units import arabic_key
from components.text.arabic import fold, is_arabic, western_digits, without_marks
from components.text.words import LONGEST_WORD, lemma

# Pronouns written onto an Arabic noun; before them the feminine ending opens (ة becomes ت).
_PRONOUNS = ("هما", "كما", "هم", "هن", "كم", "ها", "نا", "ه")
_CONJUNCTIONS = ("", "و", "ف")
_PREPOSITIONS = ("", "ب", "ل", "ك")
_SHORTEST_STEM = 3


def language_of(word: str) -> str:
    """ar or en by the word's script; '' for a number, which both languages write."""
    return "" if word[:1].isdigit() else "ar" if is_arabic(word) else "en"


@lru_cache(maxsize=100_000)
def keys(word: str) -> frozenset[str]:
    """The dictionary forms, folded, that a word of a text may be a form of; nearly always one.

    >>> keys("Shells"), keys("الذخائر") == keys("وبذخيرتهم")
    (frozenset({'shell'}), True)
    """
    language = language_of(word)
    if not language or len(word) > LONGEST_WORD:
        return frozenset((spelled(word),))
    if language == "en":
        return frozenset((lemma(word, "en"),))
    whole = lemma(word, "ar")
    if whole != without_marks(word):
        return frozenset((fold(whole),))
    # simplemma gives back what it doesn't know, mostly a noun with something written onto both its ends.
    found = {fold(whole)}
    rest = arabic_key(word)
    if rest != word:
        found.add(fold(lemma(rest, "ar")))
    for pronoun in _PRONOUNS:
        bare = rest.removesuffix(pronoun)
        if bare != rest and len(bare) >= _SHORTEST_STEM:
            bare = bare[:-1] + "ة" if bare.endswith("ت") else bare
            found.add(fold(lemma(bare, "ar")))
            break
    return frozenset(found)


@lru_cache(maxsize=100_000)
def spelled(word: str) -> str:
    """The word as it is written, case, vowel marks and the kind of digits aside."""
    return western_digits(without_marks(word)).lower()


@lru_cache(maxsize=10_000)
def stored(word: str) -> frozenset[str]:
    """The lemmas under which the corpus counts the forms of a word that a person typed."""
    if language_of(word) == "en":
        forms = {word, word.lower(), word.capitalize()}
        return frozenset({lemma(form, "en") for form in forms} | ({word.upper()} if len(word) > 1 else set()))
    bases = {lemma(spelling, "ar") for spelling in _spellings(word)} | set(_spellings(word))
    wanted = wanted_keys(word)
    forms = {base for base in bases if keys(base) & wanted}
    for base in list(forms):
        opened = base[:-1] + "ت" if base.endswith("ة") else base
        for conjunction in _CONJUNCTIONS:
            for preposition in _PREPOSITIONS:
                before = conjunction + preposition
                candidates = [before + base] + [before + opened + pronoun for pronoun in _PRONOUNS]
                forms.update(form for form in candidates if lemma(form, "ar") == form and keys(form) & wanted)
    return frozenset(forms)


@lru_cache(maxsize=10_000)
def wanted_keys(word: str) -> frozenset[str]:
    """The keys that a word of a text must have one of to be a form of the word that a person typed."""
    if language_of(word) == "en":
        return stored(word)
    if not language_of(word):
        return keys(word)
    return frozenset(fold(lemma(spelling, "ar")) for spelling in _spellings(word))


def _spellings(word: str) -> tuple[str, ...]:
    """The word and the spellings that a person may have been too quick to type: hamzas left out, ه for ة, ي for ى."""
    bare = without_marks(word)
    found = {bare: None}
    for end, other in (("ه", "ة"), ("ي", "ى"), ("ى", "ي")):
        if bare.endswith(end):
            found[bare[:-1] + other] = None
    for spelling in list(found):
        at = spelling.find("ا")
        if at in (0, 2):
            found.update((spelling[:at] + hamza + spelling[at + 1:], None) for hamza in "أإآ")
    return tuple(found)
