"""How far an English name's phrase reaches: North Korean leader Kim, Putin, the Russian president."""

from __future__ import annotations

import re
from functools import cache

from components.reading.designations import FARTHEST, Line, Named, epithets, head_words
from components.reading.entities_triggers import triggers
from components.reading.name_keys import english_key
from components.reading.name_tables import reporting_verbs
from components.text.remembered import Remembered
from components.text.words import is_function_word

_ARTICLES = frozenset({"the", "a", "an"})
_POSSESSIVES = frozenset({"my", "our", "your", "his", "her", "its", "their"})
_PREPOSITIONS = frozenset({"of", "in", "on", "by", "with", "for", "from", "against", "between", "toward", "towards"})
# What adjectives end in; a word is taken for one by its ending only directly after an article.
_ADJECTIVE = re.compile(r"(?:ous|ful|ive|al|ic|less|able|ible|ish|ist|ary|ant|ent|ed|ian|ese)$")
# Said of a land or a town, hardly of a thing that it owns: war-torn, occupied.
_OF_PLACES = re.compile(r"-|ed$")
_POSSESSIVE_GAP = re.compile(r"['’ʼ]s? $")
# A title may be held at arm's length: so-called “president” Maduro.
_TOUCHING = re.compile(r"(?: |-| [\"“]|[\"”] )$")
# What may stand between a phrase and the name that it leads to, other names aside.
_PLAIN = (" ", ", ")
_CLOSING = re.compile(r"\s*(?:[,.:;!?)\]–—\"”]|$)")


def left(line: Line, first: int, mention: Named) -> int:
    """The index of the phrase's first word, where the name begins with the word at `first`."""
    at = first - 1
    if at < 0 or at not in line.named and line.between(at) in _PLAIN and not _leads()[line.words[at].text] and (
            at == 0 or line.between(at - 1) != "-"):
        return first
    heads = head_words(mention.entity_type, "en")
    best, anchored = first, False
    if at >= 1 and line.words[at].text == "of" and line.between(at) == " " == line.between(at - 1):
        if mention.entity_type in ("place", "country") and _key(line, at - 1) in epithets("en", "of"):
            best, anchored, at = at - 1, True, at - 2
    elif at >= 0 and line.between(at) == ", " and mention.entity_type == "person":
        after = line.text[mention.end : mention.end + 2]
        if not (_key(line, at) in heads and _CLOSING.match(after)):
            return first
        best, anchored, at = at, True, at - 1
    while at >= 0 and first - at <= FARTHEST:
        gap = line.between(at)
        owned = _POSSESSIVE_GAP.match(gap) is not None
        if not owned and not _TOUCHING.match(gap):
            break
        other = line.named.get(at)
        if other:
            fits = owned or other.form == "demonym" or other.entity_type != "person" and anchored
            if not fits or owned and not anchored and mention.entity_type not in ("event", "organisation"):
                break
            while at > 0 and line.named.get(at - 1) is other:
                at -= 1
            if other.form != "demonym" and not owned and at > 0 and _key(line, at - 1) in _PREPOSITIONS | {"to", "at"}:
                # In Moscow President Putin …
                break
            best, at = at, at - 1
            if owned:
                break
            continue
        start = _compound(line, at)
        word = english_key(line.text[line.words[start].start : line.words[at].end])
        title = _title(line, at) if mention.entity_type == "person" else 0
        if title or word in heads:
            best, anchored = (at + 1 - title if title else start), True
        elif anchored or _OF_PLACES.search(word) or not _qualifies(line, mention):
            listed = word in epithets("en", "modifier") or anchored and _is_name_like(line, start, at)
            if not listed and not _fits_between(line, start, anchored):
                break
            best = start
        else:
            break
        at = best - 1
    owned = anchored and 0 < best < first and line.between(best - 1) == " "
    return best - 1 if owned and _key(line, best - 1) in _POSSESSIVES else best


@cache
def _leads() -> Remembered[bool]:
    """For every word whether a phrase may begin with it, directly before a name; three in four can't."""
    kinds = ("person", "place", "organisation", "event")
    known = {"of"}.union(epithets("en", "modifier"), *(head_words(kind, "en") for kind in kinds),
                         (words[-1] for words in triggers("en").before))
    return Remembered(lambda word: english_key(word) in known or _ADJECTIVE.search(english_key(word)) is not None)


def _key(line: Line, at: int) -> str:
    return english_key(line.words[at].text)


def _compound(line: Line, at: int) -> int:
    """The first word of a hyphenated compound that ends with the word at `at`."""
    while at > 0 and line.between(at - 1) == "-" and at - 1 not in line.named:
        at -= 1
    return at


def _title(line: Line, at: int) -> int:
    """How many words up to the one at `at` are a title, 0 for none."""
    table = triggers("en")
    for count in range(min(table.longest_title, at + 1), 0, -1):
        words = range(at + 1 - count, at + 1)
        if all(line.between(i) in (" ", "-") for i in words[:-1]):
            keys = tuple(_key(line, i) for i in words)
            if keys in table.before and line.words[words[0]].text[:1].isupper():
                return count
    return 0


def _is_name_like(line: Line, start: int, at: int) -> bool:
    """A word with a capital before a title that has one too: Defence Minister."""
    word = line.words[start].text
    if not word[:1].isupper() or is_function_word(word, "en") or word.lower() in reporting_verbs("en"):
        return False
    return start > 0 or line.words[at + 1].text[:1].isupper() and not word.endswith("ly")


def _qualifies(line: Line, mention: Named) -> bool:
    """Whether the name stands before a noun that owns the adjective: new U.S. tariffs."""
    following = next((at for at, word in enumerate(line.words) if word.start >= mention.end), None)
    if following is None or line.text[mention.end : line.words[following].start] not in (" ", "-"):
        return False
    word = line.words[following].text
    return not is_function_word(word, "en") and word.lower() not in reporting_verbs("en")


def _fits_between(line: Line, start: int, anchored: bool) -> bool:
    """An unlisted word between an article or a preposition and the rest of the phrase."""
    word = line.words[start].text
    if start == 0 or line.between(start - 1) != " " or not word[:1].islower() or is_function_word(word, "en"):
        return False
    before = _key(line, start - 1)
    if before in _ARTICLES:
        return anchored or _ADJECTIVE.search(word) is not None
    verbal = word.endswith("ing") or word in reporting_verbs("en")
    return anchored and not verbal and (before in _PREPOSITIONS or before in _POSSESSIVES)


def right(line: Line, last: int, mention: Named) -> int:
    """The index of the phrase's last word: that of an apposition between commas, else the name's own."""
    if not line.text.startswith(", ", mention.end) or last + 1 >= len(line.words):
        return last
    heads = head_words(mention.entity_type, "en")
    anchored = False
    for at in range(last + 1, min(last + 1 + FARTHEST, len(line.words))):
        other = line.named.get(at)
        word = _key(line, at)
        if other and other.entity_type == "person":
            return last
        if not other and word in heads:
            anchored = True
        elif not other and not (_continues(line, at) if anchored else _leads_in(word)):
            return last
        if _CLOSING.match(line.text, line.words[at].end):
            return at if anchored else last
    return last


def _leads_in(word: str) -> bool:
    """Whether a word may stand before the noun that an apposition turns on: the outgoing president."""
    return word in _ARTICLES | _POSSESSIVES or word in epithets("en", "modifier") or not word.isalpha()


def _continues(line: Line, at: int) -> bool:
    """Whether a word may follow that noun: president of the republic."""
    return _key(line, at) in _PREPOSITIONS | _ARTICLES or not is_function_word(line.words[at].text, "en")
