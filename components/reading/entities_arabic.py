"""Names in Arabic text that are in no list: words that no dictionary knows or knows as names, titles before them,
and what the words before say about their kind."""
from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from components.reading.authority import Authority
from components.reading.entities_english import Discovery
from components.reading.entities_known import Match, behind
from components.reading.entities_triggers import Triggers, triggers
from components.reading.name_keys import arabic_key
from components.reading.word_nature import Nature, nature
from components.text.words import Token

_LONGEST_PERSON = 6
_LONGEST_ORGANISATION = 7
_TITLE_REACH = 7


def discover(
    text: str,
    words: Sequence[Token],
    joined: Sequence[bool],
    starts: frozenset[int],
    known: Sequence[Match],
    authority: Authority,
) -> list[Discovery]:
    """Names that their unfamiliarity and their neighbours give away; they may contain known names (جامعة أوسلو)."""
    return _Reader(text, words, joined, starts, known, authority).read()


class _Reader:
    """A walk over the words of one text, from right to left as it is written, from first to last as it is stored."""

    def __init__(self, text, words, joined, starts, known, authority: Authority):
        self.text, self.words, self.joined, self.starts, self.authority = text, words, joined, starts, authority
        self.table: Triggers = triggers("ar")
        self.known_at: dict[int, Match] = {at: match for match in known for at in range(match.first, match.last)}
        people = authority.person_words
        self.natures: list[Nature] = [nature(word.text, people) for word in words]
        self.title_until = -1

    def read(self) -> list[Discovery]:
        found = []
        at = 0
        while at < len(self.words):
            name = self._name_at(at)
            if name:
                found.append(name)
                at = name.last
                continue
            self._note_title(at)
            at = self.known_at[at].last if at in self.known_at else at + 1
        return found

    def _note_title(self, at: int) -> None:
        """A title opens a stretch in which a name is a person's; a stop or a function word closes it."""
        its = self.natures[at]
        if at in self.known_at:
            if at + 1 < len(self.words) and not self.joined[self.known_at[at].last - 1]:
                self.title_until = -1
            return
        if its.title and not (at and its.clitic == "و" and False):
            self.title_until = at + _TITLE_REACH
        elif its.function or its.verb:
            self.title_until = -1
        if not self.joined[at]:
            self.title_until = -1

    def _name_at(self, at: int) -> Discovery | None:
        match = self.known_at.get(at)
        if match is not None and match.first != at:
            return None
        its = self.natures[at]
        organisation = self._organisation(at)
        if organisation:
            return organisation
        if match is not None:
            return None
        if its.level == 0:
            return None
        return self._place(at) or self._person(at) or self._lone(at)

    # -- people ------------------------------------------------------------------------------------

    def _person(self, at: int) -> Discovery | None:
        its = self.natures[at]
        last = self._person_end(at)
        titled = at <= self.title_until
        count = last - at
        if count == 1:
            if its.level == 2 and (titled or self._speaks(at, last)) and not self._after_place_word(at):
                return self._discovery(at, last, "person")
            if its.given and titled and its.common < 4.5 and self.natures[at - 1].title:
                return self._discovery(at, last, "person")
            return None
        evidence = sum(n.given or n.person for n in self.natures[at:last])
        strong = sum(n.level == 2 for n in self.natures[at:last])
        if its.given or its.person or (titled and strong) or evidence and strong:
            if its.level == 2 or strong or titled or evidence > 1:
                return self._discovery(at, last, "person")
        if strong == count and not self._after_place_word(at):
            return self._discovery(at, last, "person", weak=True)
        return None

    def _person_end(self, at: int) -> int:
        """One past the last word of a person's name that begins here."""
        last = at + 1
        if self.natures[at].key in _OPENERS and last < len(self.words) and self.joined[at]:
            last += 1
        while last < len(self.words) and last - at < _LONGEST_PERSON and self.joined[last - 1]:
            step = self._continues(at, last)
            if not step:
                break
            last += step
        return min(last, len(self.words))

    def _continues(self, first: int, at: int) -> int:
        """How many words from `at` on continue the person's name that began at `first`."""
        its = self.natures[at]
        if its.key in _LINKS:
            after = at + 1
            if after < len(self.words) and self.joined[at]:
                # عبد العزيز, بن علي: the word behind the link belongs to the name whatever else it means.
                return 2
            return 0
        if its.clitic:
            return 0
        if at in self.known_at:
            match = self.known_at[at]
            single = match.last - match.first == 1
            if single and self.natures[first].given and at == first + 1 and its.definite and match.forms[0].kind == "demonym" \
                    and first > self.title_until:
                return 1
            return 0
        if its.level == 2 or its.level == 1 and (its.given or its.person):
            return 1
        if self.natures[first].given and at == first + 1:
            if its.definite and not its.function and its.common < 4.6:
                return 1
            if its.level == 1 and its.common < 4.5:
                return 1
        return 1 if its.level == 1 and its.common < 3.6 else 0

    def _speaks(self, at: int, last: int) -> bool:
        """Whether a verb of saying stands directly before or behind."""
        before = at > 0 and self.joined[at - 1] and self.natures[at - 1].saying
        after = last < len(self.words) and self.joined[last - 1] and self.natures[last].saying \
            and not self.natures[last].clitic
        return before or after

    # -- places ------------------------------------------------------------------------------------

    def _place(self, at: int) -> Discovery | None:
        its = self.natures[at]
        trigger = at > 0 and self.joined[at - 1] and at - 1 not in self.known_at \
            and self.table.kinds["before"].get(self.natures[at - 1].key) == "place"
        if trigger and its.level and not its.clitic and not its.given:
            return self._discovery(at, self._place_end(at), "place")
        if its.level == 2 and its.place and not (its.given and at <= self.title_until):
            return self._discovery(at, at + 1, "place")
        return None

    def _place_end(self, at: int) -> int:
        last = at + 1
        while last < len(self.words) and last - at < 3 and self.joined[last - 1] and last not in self.known_at \
                and self.natures[last].level == 2 and not self.natures[last].clitic:
            last += 1
        return last

    def _after_place_word(self, at: int) -> bool:
        its = self.natures[at]
        if its.clitic.endswith("ب"):
            return True
        return at > 0 and self.joined[at - 1] and self.natures[at - 1].key in _BEFORE_PLACE

    # -- single words ------------------------------------------------------------------------------

    def _lone(self, at: int) -> Discovery | None:
        its = self.natures[at]
        if its.level < 2:
            return None
        before = self.table.kinds["before"].get(self.natures[at - 1].key) if at and self.joined[at - 1] else None
        if before in ("organisation", "event"):
            return self._discovery(at, at + 1, before, weak=True)
        if its.person or its.given:
            return self._discovery(at, at + 1, "person", weak=True)
        return None

    # -- organisations -----------------------------------------------------------------------------

    def _organisation(self, at: int) -> Discovery | None:
        """وزارة الدفاع الروسية, جامعة أوسلو, حزب X: a word for a kind of organisation and what it is called."""
        its = self.natures[at]
        if its.key not in _OWN_NAMES or at + 1 >= len(self.words) or not self.joined[at] or its.definite:
            return None
        if at in self.known_at and self.known_at[at].last > at + 1:
            return None
        last, telling = at + 1, False
        while last < len(self.words) and last - at < _LONGEST_ORGANISATION and self.joined[last - 1]:
            that = self.natures[last]
            if last in self.known_at:
                match = self.known_at[last]
                if that.clitic and not that.clitic.startswith("ل"):
                    break
                telling = True
                last = match.last
                if match.forms[0].kind != "demonym":
                    break
                continue
            if that.function or that.verb or that.clitic:
                break
            if that.level == 2:
                telling = True
            elif not that.definite:
                if last > at + 1 or that.level == 0 and not (last + 1 < len(self.words) and self.natures[last + 1].definite):
                    break
            last += 1
        if last > at + 1 and telling:
            return self._discovery(at, last, "organisation")
        return None

    def _discovery(self, first: int, last: int, kind: str, weak: bool = False) -> Discovery:
        start = behind(self.words[first], len(self.natures[first].clitic))
        return Discovery(first, last, start, kind, weak)


_OWN_NAMES = frozenset(map(arabic_key, (
    "وزارة حزب حركة جامعة معهد منظمة جمعية مؤسسة هيئة اتحاد رابطة نقابة جبهة كلية أكاديمية مستشفى مركز مصرف بنك صندوق"
    " وكالة مجلس لجنة محكمة كتائب سرايا متحف مرصد غرفة بورصة".split()
)))
_LINKS = frozenset(map(arabic_key, "بن ابن بنت أبو أبي ابو آل عبد فان فون دي دو دا دوس لا لو ولد سان سانت".split()))
_OPENERS = frozenset(map(arabic_key, "عبد أبو أم بن ابن آل سان سانت".split()))
_BEFORE_PLACE = frozenset(map(arabic_key, (
    "في من إلى الى إلي نحو قرب شمال جنوب شرق غرب شمالي جنوبي شرقي غربي وسط داخل خارج عبر باتجاه بين وإلى وفي ومن بلدة".split()
)))
