"""What an Arabic word is by itself: a name, a word that may be one, a title, a function word.

Three sources know words: the lemmatiser's dictionary, the analyser's tables (which mark proper names) and a list of how
common words are. What none of them knows is most likely a foreign name.
"""
from __future__ import annotations

from functools import lru_cache, partial
from typing import NamedTuple

import simplemma

from components.reading.entities_triggers import triggers
from components.reading.name_keys import arabic_key, english_key
from components.reading.name_tables import cue_words, reporting_verbs
from components.text import glosses
from components.text.arabic import without_marks
from components.text.remembered import Remembered
from components.text.words import is_function_word, proclitics, zipf


class Nature(NamedTuple):
    """level: 2 a name if anything, 1 a name or an ordinary word, 0 an ordinary word. key: folded, without clitics.

    common: zipf of the word without clitics. listed: some source knows the word. place: known as a place's name.
    """

    level: int
    key: str
    clitic: str = ""
    definite: bool = False
    given: bool = False
    person: bool = False
    place: bool = False
    proper: bool = False
    title: bool = False
    function: bool = False
    verb: bool = False
    saying: bool = False
    listed: bool = True
    common: float = 0.0

    @property
    def looks_foreign(self) -> bool:
        """An unfamiliar word of letters and vowels as transliterations have them (ماتيراتزي)."""
        if self.level < 2 or self.listed or self.definite or self.clitic or not 5 <= len(self.key) <= _LONGEST_FOREIGN:
            return False
        vowels = sum(letter in "اوي" for letter in self.key)
        return vowels >= _VOWELS_OF_TRANSLITERATION * len(self.key) and not _ARABIC_LETTERS & set(self.key)


_FUNCTION = frozenset({"PREP", "CONJ", "SUB_CONJ", "FUNC_WORD", "REL_PRON", "DEM_PRON", "PRON", "INTERROG", "NEG_PART",
                       "ADV", "INTERJ", "PART", "REL_ADV", "INTERROG_PART", "DEM_PRON_F", "DEM_PRON_MS", "EXCEPT_PART"})
_SAYING = frozenset(map(arabic_key, reporting_verbs("ar")))
# Words rarer than this (zipf) are not taken for the stem of another.
_HEARD_OF = 2.0
# A form that may be a verb, but that nobody ever wrote in so many words (zipf), is rather a foreign name.
_UNSEEN = 1.0
# Longer unknown words are mostly several that lost the space between them.
_LONGEST_FOREIGN = 11
# Transliterations write their vowels out: of unknown words with this share of ا و ي and none of the letters that stand
# for sounds of Arabic alone, half were names in newswire, of the other unknown words one in seven.
_VOWELS_OF_TRANSLITERATION = 0.33
_TANWIN = "ً"
_ARABIC_LETTERS = frozenset("حعضصظذثءطق")
# وهو is used 6.2 (zipf) and فهو 5.3, the name ولي 4.8.
_COMMON_GRAMMAR = 5.0
_INFLECTED_ENDINGS = cue_words("ar", "inflected ending")


@lru_cache(maxsize=4)
def natures(people: frozenset[str]) -> Remembered[Nature]:
    """`nature` for every word that comes along."""
    return Remembered(partial(nature, people=people))


def nature(word: str, people: frozenset[str]) -> Nature:
    """The nature of an Arabic word; `people` are the folded words of known people's names."""
    plain = without_marks(word)
    if not plain or plain.isascii() or plain[0].isdigit():
        return Nature(0, arabic_key(word), function=plain[:1].isdigit())
    table = triggers("ar")
    whole = arabic_key(plain)
    clitic = ""
    if whole not in table.given and whole not in people:
        clitic = _clitic(plain, table.given, people)
    stem = plain[len(clitic):]
    if clitic.endswith("ل") and stem.startswith("ل") and len(stem) > 3:
        stem = "ا" + stem
    elif clitic.endswith("لل"):
        clitic, stem = clitic[:-1], "ال" + stem
    key = arabic_key(stem)
    common = zipf(stem, "ar")
    known = glosses.kinds(stem)
    grammar = _grammar(known.parts_of_speech)
    proper = grammar.proper
    if common <= _UNSEEN and grammar.verb:
        grammar = _NO_GRAMMAR
    ordinary = grammar.ordinary or (not proper and simplemma.is_known(stem, lang="ar"))
    english = [english_key(name) for name in known.names] if known.names else []
    given = key in table.given or any(name in triggers("en").given for name in english)
    person = key in people or any(name in people for name in english)
    definite = stem.startswith("ال") and len(stem) > 4
    bare = key[2:] if definite else key
    title = (bare,) in table.before or (bare[:-1],) in table.before and bare.endswith(("ه", "ي", "ا"))
    function = grammar.function and not proper or common > 6.2
    verb = grammar.verb
    # A name takes no tanwin in newspapers; an object or an adverb (اتصالاً) does.
    accusative = plain != word and _TANWIN in word
    excluded = accusative or function or key in table.no_names
    excluded |= title and key not in table.given or verb and not (given or person)
    return Nature(
        level=0 if excluded else _level(stem, proper, ordinary, given, person, common),
        key=key,
        clitic=clitic,
        definite=definite,
        given=given,
        person=person,
        place=bool(english) and _is_place(english),
        proper=proper,
        title=title,
        function=function,
        verb=verb,
        saying=key in _SAYING or key[1:] in _SAYING and key[0] in "وف",
        listed=proper or ordinary,
        common=common,
    )


class _Grammar(NamedTuple):
    """What a word's parts of speech come to. proper: a name among others; verb: nothing but a verb."""

    proper: bool = False
    ordinary: bool = False
    function: bool = False
    verb: bool = False


_NO_GRAMMAR = _Grammar()


@lru_cache(maxsize=5_000)
def _grammar(parts: frozenset[str]) -> _Grammar:
    return _Grammar("NOUN_PROP" in parts, bool(parts - {"NOUN_PROP"}), bool(parts & _FUNCTION),
                    bool(parts) and all(part.startswith("VERB") for part in parts))


def _clitic(plain: str, given: frozenset[str], people: frozenset[str]) -> str:
    """What is written onto the word: by what is commoner, or because the rest is a name that is known."""
    for cut in (1, 2):
        if len(plain) - cut < 3 or plain[cut - 1] not in "وفبلك":
            break
        rest = arabic_key(plain[cut:])
        if (rest in given or rest in people) and zipf(plain, "ar") < zipf(plain[cut:], "ar"):
            return plain[:cut]
    written = "".join(proclitics(plain))
    # ولي العهد: two letters are left of many a word, and few of them are names.
    if len(plain) - len(written) < 3 and glosses.is_known(plain) and not _is_grammar(plain):
        written = ""
    if written or zipf(plain, "ar") > 0 or glosses.is_known(plain) and not glosses.is_proper(plain):
        return written
    if plain[0] == "و" and len(plain) > 4:
        return "و"
    if plain[0] in "بلفك" and len(plain) > 4 and glosses.is_proper(plain[1:]) and not glosses.is_known(plain):
        return plain[0]
    return ""


def _is_grammar(plain: str) -> bool:
    """Whether the word is `and he` and the like rather than a name: few readings are as common as those."""
    return is_function_word(plain, "ar") and zipf(plain, "ar") > _COMMON_GRAMMAR


def _level(stem: str, proper: bool, ordinary: bool, given: bool, person: bool, common: float) -> int:
    if len(stem) < 2 or not stem.isalpha() and any(letter.isdigit() for letter in stem):
        return 0
    if not ordinary:
        if proper or given or person:
            return 2
        return 2 if len(stem) > 2 and common < 4.8 and not _is_inflected(stem) else 0
    return 1 if proper or given or person else 0


def _is_inflected(stem: str) -> bool:
    """An unknown word that only looks like a form of a known one."""
    for ending in _INFLECTED_ENDINGS:
        if stem.endswith(ending) and len(stem) - len(ending) >= 3:
            rest = stem[: -len(ending)]
            if zipf(rest, "ar") > _HEARD_OF and (glosses.is_known(rest) or glosses.is_known(rest + "ة")):
                return True
    if stem.startswith("ال") and glosses.is_known(stem[2:]):
        return True
    return stem[0] in "يتنس" and zipf(stem[1:], "ar") > _HEARD_OF and glosses.is_known(stem[1:])


def _is_place(english: list[str]) -> bool:
    from components.reading.authority import load

    forms = [form for name in english for form in load().forms(name) if form.kind != "demonym"]
    return bool(forms) and all(form.entity_id.startswith(("place/", "country/")) for form in forms)
