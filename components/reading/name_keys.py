"""Keys of names: under which folded words a name is looked up, and which part of a person's name is the family name."""
from __future__ import annotations

import unicodedata
from functools import cache, lru_cache

import regex

from components.reading.name_tables import cue_words
from components.text.arabic import fold, is_arabic, without_marks
from components.text.remembered import Remembered
from components.text.words import tokens

# The lowest of the Arabic letters: anything below it is in another script, at no cost.
_ARABIC_FIRST = "\u0621"
_ACCENT = regex.compile(r"\p{Mn}")
_PLAIN = str.maketrans({"’": "'", "ʼ": "'", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "ı": "i"})

# Countries whose people put the family name first, in English news as in their own language.
FAMILY_NAME_FIRST = {"KP", "KR", "CN", "TW", "SG", "HK", "MO"}
# No family names: people go on being called by a full name or by the last word (Vietnam).
NO_FAMILY_NAME = {"MM"}


@lru_cache(maxsize=60_000)
def english_key(word: str) -> str:
    """An English word without case, accents and kinds of apostrophe.

    >>> english_key("Türkiye"), english_key("U.S."), english_key("d’Ivoire")
    ('turkiye', 'u.s.', "d'ivoire")
    """
    if word.isascii():
        return word.lower()
    return _ACCENT.sub("", unicodedata.normalize("NFD", word.translate(_PLAIN))).casefold()


def key_words(name: str, language: str) -> list[str]:
    """The folded words of a name, in the form in which texts are looked up.

    >>> key_words("Kim Jong-un", "en"), key_words("كوريا الشمالية", "ar")
    (['kim', 'jong', 'un'], ['كوريا', 'الشماليه'])
    """
    return list(_key_words(name, language) if len(name) <= _LONGEST_KEPT else _key_words.__wrapped__(name, language))


# What is longer is seldom asked after twice.
_LONGEST_KEPT = 60


@lru_cache(maxsize=30_000)
def _key_words(name: str, language: str) -> tuple[str, ...]:
    fold_word = english_key if language == "en" else arabic_key
    return tuple(fold_word(token.text) for token in tokens(without_article(name) if language == "en" else name))


def without_article(name: str) -> str:
    """An English name without its article, which is no part of a mention: the New York Times gives New York Times."""
    first, _, rest = name.partition(" ")
    return rest if rest and first.lower() == "the" else name


@cache
def cues(language: str, use: str) -> frozenset[str]:
    """The words of data/name_cues.csv for one use, folded."""
    fold_word = english_key if language == "en" else arabic_key
    return frozenset(map(fold_word, cue_words(language, use)))


def script_language(word: str) -> str:
    """The language by whose rules a word is looked up: that of its script, whatever text it stands in.

    >>> script_language("SpaceX"), script_language("موسكو"), script_language("لـSpaceX")
    ('en', 'ar', 'ar')
    """
    return "ar" if word[:1] >= _ARABIC_FIRST and is_arabic(word) else "en"


@lru_cache(maxsize=60_000)
def key_of(word: str) -> str:
    """A word folded by the rules of its own script."""
    return arabic_key(word) if script_language(word) == "ar" else english_key(word)


@lru_cache(maxsize=60_000)
def arabic_key(word: str) -> str:
    """An Arabic name's word folded; Latin letters in an Arabic text are folded as English ones."""
    return english_key(word) if word.isascii() else fold(word)


@cache
def folded(language: str) -> Remembered[str]:
    """The key of a name's word in a text of this language, for every word that comes along."""
    return Remembered(arabic_key if language == "ar" else english_key)


# و and the like in front of a word in Latin letters, mostly with a tatweel: لـSpaceX.
_BEFORE_LATIN = regex.compile(r"(?:ال|[وفبلك]{1,2}(?:ال)?)(?=[A-Za-z])")

# Conjunctions and prepositions that are written onto a name, least stripped first, and what stands in the name
# in their place: the article drops its alef after ل.
_NAME_PROCLITICS = (
    ("", ""), ("و", ""), ("ف", ""), ("ب", ""), ("ل", ""), ("ك", ""), ("لل", "ال"), ("وب", ""), ("ول", ""), ("وك", ""),
    ("فب", ""), ("فل", ""), ("ولل", "ال"), ("فلل", "ال"),
)
_NAME_PROCLITICS_BY_LETTER = {
    letter: tuple(pair for pair in _NAME_PROCLITICS if pair[0][:1] in ("", letter)) for letter in "وفبلكا"
}


def arabic_heads(word: str) -> tuple[tuple[int, str], ...]:
    """Ways to read a word as the first word of a name: length of what is written onto it, and the folded rest.

    >>> arabic_heads("للصين")[:1], ("ال" + "صين") in dict(arabic_heads("للصين")).values()
    (((0, 'للصين'),), True)
    """
    plain = without_marks(word)
    proclitics = _NAME_PROCLITICS_BY_LETTER.get(plain[:1])
    if proclitics is None:
        return ((0, fold(plain)),) if len(plain) > 1 else ()
    latin = _BEFORE_LATIN.match(plain)
    if latin:
        return ((latin.end(), english_key(plain[latin.end():])),)
    found = []
    for proclitic, instead in proclitics:
        if plain.startswith(proclitic) and len(plain) - len(proclitic) >= 2:
            found.append((len(proclitic), fold(instead + plain[len(proclitic):])))
    return tuple(found)


@lru_cache(maxsize=60_000)
def heads(word: str) -> tuple[tuple[int, str], ...]:
    """Ways to read a word as the first word of a name, by the rules of its own script; see `arabic_heads`."""
    return arabic_heads(word) if script_language(word) == "ar" else ((0, english_key(word)),)


@lru_cache(maxsize=50_000)
def short_name(name: str, language: str, country: str = "") -> tuple[str, ...]:
    """Keys of the family name of a person's full name; none where the name has one word or there is no family name.

    >>> short_name("Vladimir Putin", "en"), short_name("Xi Jinping", "en", "CN"), short_name("محمد بن سلمان", "ar")
    (('putin',), ('xi',), ('بن سلمان',))
    """
    words = key_words(name, language)
    while words and words[-1] in cues("en", "after name"):
        words.pop()
    if len(words) < 2 or country in NO_FAMILY_NAME:
        return ()
    if country in FAMILY_NAME_FIRST and (len(words) == 3 or len(words) == 2 and country in ("CN", "KP", "TW")):
        return (words[0],)
    particles = cues(language, "before family name")
    at = len(words) - 1
    while at > 1 and words[at - 1] in particles:
        at -= 1
    family = " ".join(words[at:])
    return (family,) if len(family) > 1 else ()
