"""How far an Arabic name's phrase reaches: الرئيس الروسي فلاديمير بوتين, القدس المحتلة, بوتين، زعيم روسيا،."""

from __future__ import annotations

import re
from functools import cache

from components.reading.designations import FARTHEST, Line, Named, epithets, head_words
from components.reading.name_keys import arabic_key
from components.reading.name_tables import reporting_verbs
from components.text import glosses
from components.text.arabic import is_arabic, splits
from components.text.remembered import Remembered
from components.text.words import is_function_word

# A title may be told where it is held: المارشال في الجيش.
_LINKS = frozenset(map(arabic_key, ("في", "لدى")))
_CLOSING = re.compile(r"\s*(?:[،,.:؛;!؟?)\]\-–—\"”»]|$)")
_ADJECTIVE = frozenset({"ADJ"})


def left(line: Line, first: int, mention: Named) -> int:
    """The index of the phrase's first word, where the name begins with the word at `first`."""
    if line.words[first].start < mention.start:
        # A particle is written onto the name itself: what stands before it is another phrase.
        return first
    best, at = first, first - 1
    while at >= 0 and first - at <= FARTHEST and line.between(at).strip() == "" and "\n" not in line.between(at):
        other = line.named.get(at)
        if best < first and (other or _head(line, at, mention) is None):
            break
        if other:
            if not _belongs(other, mention):
                break
            while at > 0 and line.named.get(at - 1) is other:
                at -= 1
            at -= 1
            continue
        clitics = _head(line, at, mention)
        if clitics is not None:
            if not _agrees(line, at, first):
                break
            best = at
            if clitics not in ("", "ال"):
                break
        elif not _is_material(line, at, mention):
            break
        at -= 1
    return best


def _head(line: Line, at: int, mention: Named) -> str | None:
    """What is written onto a word that says what the thing is (وزير, مدينة); None for any other word."""
    return _headed(mention.entity_type)[line.words[at].text]


@cache
def _headed(entity_type: str) -> Remembered[str | None]:
    """`_head` for every word, before a name of this kind."""
    heads = epithets("ar", "place") if entity_type == "country" else head_words(entity_type, "ar")

    def clitics(word: str) -> str | None:
        if is_function_word(word, "ar"):
            return None
        return next((split.clitics for split in splits(word) if arabic_key(split.stem) in heads), None)

    return Remembered(clitics)


def _belongs(other: Named, mention: Named) -> bool:
    """Whether a name may stand inside the phrase: a country or place, but no other person, no other nationality."""
    if other.entity_type == "person":
        return False
    known = other.form == "demonym" and mention.entity_type == "person" and other.country and mention.country
    return not known or other.country in mention.country.split("|")


def _agrees(line: Line, at: int, first: int) -> bool:
    """A title with the article is followed by adjectives with it, up to a preposition: الرئيس الروسي."""
    if not any(split.clitics.endswith(("ال", "لل")) for split in splits(line.words[at].text)):
        return True
    for between in range(at + 1, first):
        word = line.words[between].text
        if arabic_key(word) in _LINKS or line.named.get(between):
            return True
        if not arabic_key(word).startswith("ال"):
            return False
    return True


def _is_material(line: Line, at: int, mention: Named) -> bool:
    """Whether a word may stand between the noun that says what the thing is and the name."""
    word = line.words[at].text
    key = arabic_key(word)
    if mention.entity_type != "person":
        return key.startswith("ال")
    return at + 1 in line.named if key in _LINKS else _of_person[word]


def _may_be_of_person(word: str) -> bool:
    if not is_arabic(word) or is_function_word(word, "ar") or arabic_key(word) in _verbs():
        return False
    kinds = glosses.parts_of_speech(word)
    return not kinds or not all(kind.startswith("VERB") for kind in kinds)


_of_person: Remembered[bool] = Remembered(_may_be_of_person)


@cache
def _verbs() -> frozenset[str]:
    return frozenset(map(arabic_key, reporting_verbs("ar")))


def right(line: Line, last: int, mention: Named) -> int:
    """The index of the phrase's last word: adjectives after a place's name, an apposition between commas."""
    if last + 1 >= len(line.words):
        return last
    if line.text.startswith("،", mention.end):
        return _apposition(line, last, mention)
    if mention.entity_type == "person" or line.between(last) != " " or not _is_epithet(line, last + 1, mention):
        return last
    if not _stands_alone(line, last, mention):
        return last
    while last + 1 < len(line.words) and line.between(last) == " " and _is_epithet(line, last + 1, mention):
        last += 1
    return last


def _stands_alone(line: Line, last: int, mention: Named) -> bool:
    """Whether no noun before the name could own the adjective after it: ذخيرة كوريا الشمالية القديمة."""
    first = next(at for at in range(last + 1) if line.words[at].end > mention.start)
    if first == 0 or line.words[first].start < mention.start or line.between(first - 1).strip():
        return True
    before = line.words[first - 1].text
    if is_function_word(before, "ar") or _head(line, first - 1, mention) is not None:
        return True
    kinds = glosses.parts_of_speech(before)
    return "PREP" in kinds or bool(kinds) and all(kind.startswith("VERB") for kind in kinds)


def _is_epithet(line: Line, at: int, mention: Named) -> bool:
    """An adjective with the article; names of countries and places take the feminine."""
    word = line.words[at].text
    if at in line.named or not word.startswith("ال"):
        return False
    if mention.entity_type in ("country", "place") and not arabic_key(word).endswith(("ه", "ي", "ا")):
        return False
    return bool(_ADJECTIVE & glosses.parts_of_speech(word))


def _apposition(line: Line, last: int, mention: Named) -> int:
    if _head(line, last + 1, mention) not in ("", "ال"):
        return last
    for at in range(last + 1, min(last + 1 + FARTHEST, len(line.words))):
        other = line.named.get(at)
        if other and other.entity_type == "person":
            return last
        if not other and at > last + 1 and not _is_material(line, at, mention):
            return last
        if _CLOSING.match(line.text, line.words[at].end):
            return at
    return last
