"""New names in a text of either script or both: each stretch is read by the rules of its own script."""
from __future__ import annotations

from collections.abc import Sequence

import regex

from components.reading import entities_arabic, entities_english
from components.reading.authority import Authority
from components.reading.discovery import Discovery
from components.reading.english_words import is_ordinary
from components.reading.entities_known import Match
from components.reading.entities_triggers import triggers
from components.reading.name_keys import arabic_key, script_language
from components.text.arabic import is_arabic
from components.text.words import Token

_ARTICLE = "ال"
_CAPITAL = regex.compile(r"\p{Lu}")


def discover(
    text: str,
    words: Sequence[Token],
    joined: Sequence[bool],
    starts: frozenset[int],
    known: Sequence[Match],
    authority: Authority,
) -> list[Discovery]:
    """New names in order of place; arguments as in entities_arabic.discover and entities_english.discover."""
    if not is_arabic(text):
        return entities_english.discover(text, words, joined, starts, known, authority)
    found = entities_arabic.discover(text, words, joined, starts, known, authority)
    if not _CAPITAL.search(text):
        return found
    arabic = [script_language(word.text) == "ar" for word in words]
    covered = {at for name in found for at in range(name.first, name.last)}
    # A name that goes on in the other script is two names: X (Y), شركة X.
    apart = [both and arabic[at] == arabic[at + 1] if both else False for at, both in enumerate(joined)]
    for name in entities_english.discover(text, words, apart, starts, known, authority):
        if not covered.isdisjoint(range(name.first, name.last)) or _says_little(words, name):
            continue
        found.append(_typed(words, joined, arabic, name))
    return sorted(found)


def _says_little(words: Sequence[Token], name: Discovery) -> bool:
    """Whether a weak find is one ordinary English word, as a sentence, a heading or a term in brackets begins with."""
    return name.weak and name.last - name.first == 1 and is_ordinary(words[name.first].text)


def _typed(words: Sequence[Token], joined: Sequence[bool], arabic: Sequence[bool], name: Discovery) -> Discovery:
    """The kind that an Arabic word in front tells: شركة X is a firm, مدينة X a place, الرئيس X a person."""
    if name.weak and name.type == "person" and name.last - name.first == 1:
        # Arabic writes people's names in its own letters; what it leaves in Latin ones is mostly a firm or a body.
        name = name._replace(type="organisation")
    before = name.first - 1
    if before < 0 or not joined[before] or not arabic[before]:
        return name
    key = arabic_key(words[before].text)
    table = triggers("ar")
    for word in (key, key.removeprefix(_ARTICLE)):
        kind = table.kinds["before"].get(word) or ("person" if (word,) in table.before else "")
        if kind:
            return name._replace(type=kind, weak=False)
    return name
