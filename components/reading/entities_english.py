"""Names in English text that are in no list: capitalised runs, cut at titles, typed by what is in and around them."""
from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import regex
import simplemma

from components.reading.authority import Authority
from components.reading.entities_known import Match
from components.reading.entities_triggers import Triggers, triggers
from components.reading.name_keys import english_key
from components.text.words import Token, zipf


class Discovery(NamedTuple):
    """Words first..last-1 are a name of this type; weak: only by its capital letter."""

    first: int
    last: int
    start: int
    type: str
    weak: bool = False


# Lower-case words inside a name of a person, and those that join the parts of any name behind a trigger.
_PARTICLES = frozenset("de da di du del della der den des dos van von bin ibn bint al el ben la le ul ad".split())
_LINKS = frozenset("of for and the de la y du & in on".split())
_INITIAL_AFTER = regex.compile(r"[.!?:;…\n\"“”‘«»(\[•—–|]|^\s*['’]|- $")
_SAYING = frozenset(
    "said says told tells added asked explained wrote writes argued claimed admitted announced insisted replied warned noted"
    " believes thinks stated suggested recalled tweeted confirmed denied declared acknowledged remarked commented".split()
)
_IN_PLACE = frozenset("in at near from around outside inside across throughout via toward towards north south east west into"
                      " southeast southwest northeast northwest".split())
_BY_PERSON = frozenset("by with whom".split())
_PLACE_ENDINGS = ("stan", "grad", "burg", "burgh", "ville", "shire", "land", "abad", "pur", "polis", "holm", "borough", "sk",
                  "ford", "mouth", "chester", "wick", "bury", "heim", "dorf", "hafen", "istan", "vostok", "gorod")
_PERSON_ENDINGS = ("ov", "ova", "ev", "eva", "enko", "sky", "ski", "ska", "skaya", "vich", "vic", "ić", "yan", "sson", "sen",
                   "ez", "oglu", "oğlu", "dze", "shvili", "nen", "escu", "opoulos", "idis", "akis", "wala", "jee", "inho")
_COMMON = 3.3
_LONGEST_RUN = 12


def discover(
    text: str,
    words: Sequence[Token],
    joined: Sequence[bool],
    starts: frozenset[int],
    known: Sequence[Match],
    authority: Authority,
) -> list[Discovery]:
    """Names that the capitals give away; they may contain known names (Paris Agreement) and never cut one in two.

    starts: offsets at which sentences begin.
    """
    table = triggers("en")
    keys = [english_key(word.text) for word in words]
    reader = _Reader(text, words, keys, joined, starts, known, authority, table)
    found = []
    at = 0
    while at < len(words):
        if reader.is_capital(at):
            last = reader.run_end(at)
            found += reader.names(at, last)
            at = last
        else:
            at += 1
    return found


class _Reader:
    """The words of one text and what is known of each."""

    def __init__(self, text, words, keys, joined, starts, known, authority, table: Triggers):
        self.text, self.words, self.keys, self.joined = text, words, keys, joined
        self.starts, self.authority, self.table = starts, authority, table
        self.known_at: dict[int, Match] = {}
        for match in known:
            for at in range(match.first, match.last):
                self.known_at[at] = match
        self.lower = {word.text for word in words if word.text[0].islower()}
        self.loud = _loud_words(text, words)

    def is_capital(self, at: int) -> bool:
        word = self.words[at].text
        return word[0].isupper() and at not in self.loud

    def run_end(self, at: int) -> int:
        """One past the last word of the capitalised run that begins at `at`, particles inside included."""
        end = at + 1
        while end < len(self.words) and end - at < _LONGEST_RUN and self.joined[end - 1]:
            if self._breaks(end):
                break
            if self.is_capital(end) or self.words[end].text[0].isdigit() and end in self.known_at:
                end += 1
                continue
            step = self._link(at, end)
            if not step:
                break
            end += step
        return end

    def _breaks(self, at: int) -> bool:
        """A possessive ends a name unless a known name spans it."""
        between = self.text[self.words[at - 1].end:self.words[at].start]
        if "s" not in between:
            return False
        match = self.known_at.get(at)
        return match is None or self.known_at.get(at - 1) is not match

    def _link(self, first: int, at: int) -> int:
        """How many lower-case words from `at` on belong inside the run: particles, `of the` behind a trigger."""
        match = self.known_at.get(at)
        if match is not None and self.known_at.get(at - 1) is match:
            return 1
        word = self.words[at].text
        after = at + 1
        if after >= len(self.words) or not self.joined[at]:
            return 0
        if word in _PARTICLES and self.is_capital(after):
            return 1
        before = self.keys[first:at]
        opened = any(key in self.table.kinds["of"] for key in before)
        if word == "of" or (word in ("for", "on") and opened):
            if before[-1] not in self.table.kinds["of"] and not (opened and word != "of"):
                return 0
            if self.words[after].text == "the" and after + 1 < len(self.words) and self.joined[after]:
                return 2 if self.is_capital(after + 1) else 0
            return 1 if self.is_capital(after) else 0
        if word == "and" and opened and self.is_capital(after) and self._is_common_word(after) and len(before) > 2:
            return 1
        return 0

    def _is_common_word(self, at: int) -> bool:
        return at not in self.known_at and _is_ordinary(self.words[at].text)

    def opens(self, at: int) -> bool:
        """Whether a capital at this word may be only the beginning of a sentence, a quotation or a line."""
        if at == 0 or self.words[at].start in self.starts:
            return True
        return _INITIAL_AFTER.search(self.text[self.words[at - 1].end:self.words[at].start]) is not None

    # -- from a run to names ------------------------------------------------------------------------

    def names(self, first: int, last: int) -> list[Discovery]:
        """The new names in a run."""
        first = self._without_opening(first, last)
        while first < last and self.keys[last - 1] in _LINKS | _PARTICLES and last - 1 not in self.known_at:
            last -= 1
        if first >= last:
            return []
        whole = self._by_kind(first, last)
        if whole:
            return whole
        return self._cut(first, last)

    def _without_opening(self, first: int, last: int) -> int:
        """Without the ordinary words that only begin the sentence."""
        while first < last and first not in self.known_at and self.opens(first):
            word, key = self.words[first].text, self.keys[first]
            if last - first > 1 and (key in self.table.given or self.table.title_at(self.keys, first)):
                break
            if key in _LINKS or key in self.lower or _is_ordinary(word):
                if last - first > 1 and not _is_function(key) and not self.opens(first + 1) \
                        and (key in self.authority.person_words or key in self.table.kinds["of"]
                             or self.keys[last - 1] in self.table.kinds["last"]):
                    break
                first += 1
            else:
                break
        return first

    def _by_kind(self, first: int, last: int) -> list[Discovery]:
        """The whole run as an organisation, place or event by its last or first word."""
        if any(first <= m.first and m.last >= last for m in [self.known_at.get(first)] if m):
            return []
        titled = self._last_title(first, last)
        if titled is not None and titled < last:
            return []
        kinds = self.table.kinds
        for at in range(first, last - 1):
            if self.keys[at] in kinds["of"] and at + 1 < last and self.words[at + 1].text in ("of", "for", "on"):
                return [self._name(first, last, kinds["of"][self.keys[at]])]
        if last - first < 2:
            return []
        kind = kinds["last"].get(self.keys[last - 1])
        if kind and not self._is_person(first, last):
            return [self._name(first, last, kind)]
        kind = kinds["first"].get(self.keys[first])
        if kind and last - first <= 3 and first not in self.known_at and not self._is_person(first, last):
            return [self._name(first, last, kind)]
        return []

    def _cut(self, first: int, last: int) -> list[Discovery]:
        """Known names cut the run; titles open a person's name; the rest is typed by itself."""
        found = []
        at = first
        while at < last:
            match = self.known_at.get(at)
            if match:
                if self._names_somebody(at, last, match):
                    found.append(self._name(at, last, "person"))
                    return found
                at = match.last
                continue
            title = self.table.title_at(self.keys[:last], at)
            if title and at + title < last:
                at += title
                end = self._piece_end(at, last)
                if at not in self.known_at and end > at:
                    found.append(self._name(at, end, "person"))
                at = max(end, at)
                continue
            end = self._piece_end(at, last)
            if title and at + title >= last:
                return found
            piece = self._typed(at, end)
            if piece:
                found.append(piece)
            at = end
        return found

    def _names_somebody(self, at: int, last: int, match: Match) -> bool:
        """Whether a known place is only a person's first name here: Jordan Spieth, Paris Hilton."""
        if last - at < 2 or match.last - match.first > 1 or last - at > 3 or match.first != at:
            return False
        if match.forms and match.forms[0].kind == "demonym":
            return False
        return self.keys[at] in self.table.given and match.last not in self.known_at

    def _last_title(self, first: int, last: int) -> int | None:
        """Where the words behind the last title in the run begin."""
        after = None
        at = first
        while at < last:
            count = 0 if at in self.known_at else self.table.title_at(self.keys[:last], at)
            if count:
                after = at + count
                at = after
            else:
                at += 1
        return after

    def _piece_end(self, at: int, last: int) -> int:
        end = at
        while end < last and end not in self.known_at:
            if end > at and self.table.title_at(self.keys[:last], end) and end + 1 < last \
                    and tuple(self.keys[end:end + 1]) in self.table.before and len(self.keys[end]) > 2:
                break
            end += 1
        return end

    def _typed(self, first: int, last: int) -> Discovery | None:
        """A piece without title or known name."""
        if any(self.keys[at] in self.table.no_names for at in range(first, last)):
            return None
        if last - first >= 2 and self._is_person(first, last):
            return self._name(first, last, "person")
        word, key = self.words[last - 1].text, self.keys[last - 1]
        before = self.keys[first - 1] if first and self.joined[first - 1] else ""
        after = self.keys[last] if last < len(self.words) and self.joined[last - 1] else ""
        opening = self.opens(first)
        if before in self.table.role and not opening:
            return self._name(first, last, "person")
        if last - first == 1:
            return self._single(first, word, key, before, after, opening)
        if self._in_place(before):
            return self._name(first, last, "place")
        if all(len(self.words[at].text) > 1 for at in range(first, last)) and last - first <= 3:
            if all(_is_ordinary(self.words[at].text) for at in range(first, last)):
                return self._name(first, last, "product", weak=True)
            return self._name(first, last, "person", weak=True)
        return self._name(first, last, "organisation" if word.isupper() else "product", weak=True)

    def _single(self, at: int, word: str, key: str, before: str, after: str, opening: bool) -> Discovery | None:
        if len(word) < 2 or key in self.lower and not word.isupper() and after not in _SAYING:
            return None
        if after in _SAYING or self._said_before(at):
            return self._name(at, at + 1, "person")
        if word.isupper() and "." not in word:
            return self._name(at, at + 1, "organisation", weak=True) if 2 <= len(word) <= 7 else None
        if opening and _is_ordinary(word) and key not in self.authority.person_words:
            return None
        if self._in_place(before) or self._before_place(at):
            return self._name(at, at + 1, "place")
        if key.endswith(_PLACE_ENDINGS) and len(key) > 6:
            return self._name(at, at + 1, "place", weak=True)
        if key in self.table.given or key in self.authority.person_words or key.endswith(_PERSON_ENDINGS):
            return self._name(at, at + 1, "person", weak=True)
        if any(c.isupper() for c in word[1:]) and not word.startswith(("Mc", "Mac", "O'", "O’", "De", "La", "Di")):
            return self._name(at, at + 1, "organisation", weak=True)
        if opening and zipf(word, "en") > _COMMON:
            return None
        return self._name(at, at + 1, "person", weak=True)

    def _in_place(self, before: str) -> bool:
        return before in _IN_PLACE

    def _before_place(self, at: int) -> bool:
        """Denver, Colorado: a comma and a known place behind a name make it a place."""
        after = at + 1
        if after >= len(self.words) or self.text[self.words[at].end:self.words[after].start].strip() != ",":
            return False
        match = self.known_at.get(after)
        return match is not None and any(
            form.kind == "name" and form.entity_id.startswith(("country/", "place/")) for form in match.forms
        ) and self.keys[at - 1] in _IN_PLACE | {"of"} if at else False

    def _said_before(self, at: int) -> bool:
        """..., ” said Klein ."""
        if not at or self.keys[at - 1] not in _SAYING or not self.joined[at - 1]:
            return False
        before = self.text[self.words[at - 2].end:self.words[at - 1].start] if at > 1 else ""
        return any(mark in before for mark in "\"”’',")

    def _is_person(self, first: int, last: int) -> bool:
        """A given name with more behind it, or words of which known people's names are made."""
        if not 2 <= last - first <= 5:
            return False
        if any(self.keys[at] in ("of", "for", "and", "the") for at in range(first, last)):
            return False
        people = self.authority.person_words
        if self.keys[first] in self.table.given and self.words[first].text[1:].islower():
            return True
        if len(self.words[first].text.strip(".")) == 1 and not _is_ordinary(self.words[last - 1].text):
            return True
        score = sum(key in people for key in self.keys[first:last] if len(key) > 2)
        ordinary = sum(_is_ordinary(self.words[at].text) for at in range(first, last))
        return score >= 1 and self.keys[first] in people and ordinary < last - first

    def _name(self, first: int, last: int, kind: str, weak: bool = False) -> Discovery:
        return Discovery(first, last, self.words[first].start, kind, weak)


@lru_cache(maxsize=50_000)
def _is_ordinary(word: str) -> bool:
    """Whether the word is one of the language, apart from being a name: its dictionary form is not capitalised."""
    lower = word.lower()
    if zipf(lower, "en") < 2.0 or not simplemma.is_known(lower, lang="en"):
        return False
    return simplemma.lemmatize(lower, lang="en")[:1].islower()


@lru_cache(maxsize=50_000)
def _is_function(key: str) -> bool:
    return zipf(key, "en") > 5.7


def _loud_words(text: str, words: Sequence[Token]) -> frozenset[int]:
    """Words in lines of capitals: there a capital letter says nothing."""
    loud: list[int] = []
    line: list[int] = []
    for at, word in enumerate(words):
        if line and "\n" in text[words[at - 1].end:word.start]:
            loud += line if _is_loud(words, line) else []
            line = []
        line.append(at)
    return frozenset(loud + (line if line and _is_loud(words, line) else []))


def _is_loud(words: Sequence[Token], line: list[int]) -> bool:
    letters = [words[at].text for at in line if words[at].text[0].isalpha()]
    return len(letters) > 2 and sum(word.isupper() for word in letters) > 0.7 * len(letters)
