"""Names in English text that are in no list: capitalised runs, without what only begins a sentence, cut at titles."""
from __future__ import annotations

from collections.abc import Sequence

from components.reading.authority import Authority
from components.reading.discovery import Discovery
from components.reading.english_words import is_ordinary, loud_words, opens_something
from components.reading.entities_known import Match
from components.reading.entities_triggers import triggers
from components.reading.name_keys import cues, folded
from components.reading.name_types_english import Typing
from components.text.words import Token, zipf

_LONGEST_RUN = 12
# A word as common as this (zipf) is taken for a function word at the beginning of a sentence.
_FUNCTION_WORD = 5.7
_PARTICLES, _LINKS, _SAYING = cues("en", "particle"), cues("en", "link"), cues("en", "says")


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
    reader = _Reader(text, words, joined, starts, known, authority)
    found: list[Discovery] = []
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

    def __init__(self, text, words, joined, starts, known, authority: Authority):
        self.text, self.words, self.joined, self.starts = text, words, joined, starts
        key = folded("en")
        self.keys = [key[word.text] for word in words]
        self.people = authority.person_words
        self.table = triggers("en")
        self.known_at: dict[int, Match] = {at: match for match in known for at in range(match.first, match.last)}
        self.lower = {word.text for word in words if word.text[0].islower()}
        self.loud = loud_words(text, words)
        self.typing = Typing(text, words, joined, self.keys, self.known_at, self.opens, self.lower, authority)

    # -- where a run begins and ends ----------------------------------------------------------------

    def is_capital(self, at: int) -> bool:
        return self.words[at].text[0].isupper() and at not in self.loud

    def run_end(self, at: int) -> int:
        """One past the last word of the capitalised run that begins at `at`, particles inside included."""
        end = at + 1
        while end < len(self.words) and end - at < _LONGEST_RUN and self.joined[end - 1] and not self._breaks(end):
            if self.is_capital(end) or end in self.known_at and self.known_at[end] is self.known_at.get(end - 1):
                end += 1
                continue
            step = self._link(at, end)
            if not step:
                break
            end += step
        return end

    def _breaks(self, at: int) -> bool:
        """A possessive ends a name unless a known name spans it."""
        if "s" not in self.text[self.words[at - 1].end:self.words[at].start]:
            return False
        match = self.known_at.get(at)
        return match is None or self.known_at.get(at - 1) is not match

    def _link(self, first: int, at: int) -> int:
        """How many lower-case words from `at` on belong inside the run: particles, `of the` behind a trigger."""
        word, after = self.words[at].text, at + 1
        if after >= len(self.words) or not self.joined[at]:
            return 0
        if word in _PARTICLES and self.is_capital(after):
            return 1
        before = self.keys[first:at]
        opened = any(key in self.table.kinds["of"] for key in before)
        if word == "on" and self.keys[at - 1] not in self.table.kinds["of"]:
            return 0  # at the Education City Stadium on Tuesday
        if word in ("of", "for", "on") and opened:
            if self.words[after].text == "the" and after + 1 < len(self.words) and self.joined[after]:
                return 2 if self.is_capital(after + 1) else 0
            return 1 if self.is_capital(after) else 0
        if word == "and" and self._is_pair_of_fields(at):
            return 1
        if word == "and" and opened and len(before) > 2 and self.is_capital(after):
            return 1 if after not in self.known_at and is_ordinary(self.words[after].text) else 0
        return 0

    def _is_pair_of_fields(self, at: int) -> bool:
        """Whether `and` stands in the name of a body with two fields: the Competition and Markets Authority."""
        last = at + 2
        if last >= len(self.words) or not self.joined[at + 1] or self.table.kinds["last"].get(
                self.keys[last]) != "organisation":
            return False
        fields = (at - 1, at + 1)
        return self.is_capital(last) and all(
            self.is_capital(n) and n not in self.known_at and is_ordinary(self.words[n].text) for n in fields)

    def opens(self, at: int) -> bool:
        """Whether a capital at this word may be only the beginning of a sentence, a quotation or a line."""
        if at == 0 or self.words[at].start in self.starts:
            return True
        return opens_something(self.text[self.words[at - 1].end:self.words[at].start])

    # -- from a run to names ------------------------------------------------------------------------

    def names(self, first: int, last: int) -> list[Discovery]:
        """The new names in a run."""
        first = self._without_opening(first, last)
        while first < last and self.keys[last - 1] in _LINKS | _PARTICLES and last - 1 not in self.known_at:
            last -= 1
        if first >= last:
            return []
        if self.typing.is_quoted(first, last):
            return [self._name(first, last, "product", weak=True)] if last - first > 1 else []
        return self._by_kind(first, last) or self._cut(first, last)

    def _without_opening(self, first: int, last: int) -> int:
        """Without the ordinary words that only begin the sentence."""
        while first < last and first not in self.known_at and self.opens(first):
            word, key = self.words[first].text, self.keys[first]
            alone = last - first == 1
            if not alone and (key in self.table.given or self.table.title_at(self.keys, first)):
                break
            if not (key in _LINKS or key in self.lower or is_ordinary(word)):
                break
            if alone:
                return first if self.typing.acts_as_person(first) else last
            if zipf(key, "en") < _FUNCTION_WORD and not self.opens(first + 1) and (
                key in self.people or key in self.table.kinds["of"] or self.keys[last - 1] in self.table.kinds["last"]
            ):
                break
            first += 1
        return first

    def _by_kind(self, first: int, last: int) -> list[Discovery]:
        """The whole run as an organisation, place or event by its last or first word."""
        match = self.known_at.get(first)
        if last - first < 2 or match and match.last >= last:
            return []
        titled = self._behind_titles(first, last)
        if titled is not None:
            return []
        kinds = self.table.kinds
        for at in range(first, last - 1):
            if self.keys[at] in kinds["of"] and self.words[at + 1].text in ("of", "for", "on"):
                return [self._name(first, last, kinds["of"][self.keys[at]])]
        if self.typing.is_thing(first):
            return [self._name(first, last, "product")]
        kind = kinds["last"].get(self.keys[last - 1])
        if kind and not self.typing.is_person(first, last):
            return [self._name(first, last, kind)]
        kind = kinds["first"].get(self.keys[first])
        if kind and last - first <= 3 and first not in self.known_at and not self.typing.is_person(first, last):
            return [self._name(first, last, kind)]
        return []

    def _behind_titles(self, first: int, last: int) -> int | None:
        """Where the words behind the last title in the run begin, where there are any."""
        after = None
        at = first
        while at < last:
            count = 0 if at in self.known_at else self.table.title_at(self.keys, at, last)
            at += count or 1
            if count:
                after = at
        return after

    def _cut(self, first: int, last: int) -> list[Discovery]:
        """Known names cut the run; titles open a person's name; what remains is typed by itself."""
        found: list[Discovery] = []
        at, titled = first, False
        while at < last:
            match = self.known_at.get(at)
            if match and self._is_given_name_of_somebody(at, last, match):
                return [*found, self._name(at, last, "person")]
            if match:
                at, titled = match.last, False
                continue
            title = self.table.title_at(self.keys, at, last)
            if title:
                at, titled = at + title, True
                continue
            end = self._piece_end(at, last)
            if titled and self.keys[at] not in _LINKS:
                found.append(self._name(at, end, "person"))
            elif not titled:
                piece = self.typing.piece(at, end)
                if piece:
                    found.append(self._name(at, end, *piece))
            at, titled = end, titled and self.keys[at] in _LINKS
        return found

    def _is_given_name_of_somebody(self, at: int, last: int, match: Match) -> bool:
        """Whether a known place or person of one word is only a first name here: Jordan Spieth, Adele Raemer."""
        if not 2 <= last - at <= 3 or match.last - match.first > 1 or match.forms[0].kind == "demonym":
            return False
        rest = range(match.last, last)
        mononym = match.forms[0].entity_id.startswith("person/") and not any(
            is_ordinary(self.words[i].text) or self.keys[i] in self.table.no_names for i in rest)
        return (mononym or self.keys[at] in self.table.given) and not any(i in self.known_at for i in rest)

    def _piece_end(self, at: int, last: int) -> int:
        end = at + 1
        while end < last and end not in self.known_at and not self.table.title_at(self.keys, end, last):
            end += 1
        return end

    def _name(self, first: int, last: int, kind: str, weak: bool = False) -> Discovery:
        return Discovery(first, last, self.words[first].start, kind, weak)
