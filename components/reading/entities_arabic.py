"""Names in Arabic text that are in no list: words that no dictionary knows or knows as names, titles before them,
and what the words before say about their kind."""
from __future__ import annotations

from collections.abc import Sequence

from components.reading.authority import Authority
from components.reading.discovery import Discovery
from components.reading.entities_arabic_people import (
    BEFORE_PLACE,
    LONGEST_PERSON,
    OPENERS,
    ORDINALS,
    OWN_NAMES,
    SERVANT,
    SON,
    People,
)
from components.reading.entities_known import Match
from components.reading.name_keys import cues
from components.text.words import Token

_LONGEST_ORGANISATION, _LONGEST_QUOTED = 7, 4
_OPENING_QUOTES = ("«", '"', "“", "'")
_TITLE_REACH = 7
# "The quarter of X-y": a word in ي as rare as this (zipf) is rather its name than what it is like.
_RARE_NISBA = 2.5
# "The stadium of x": a name that is as common a word (zipf) as المدينة is none.
_TOO_COMMON_PLACE = 5.5
_BEGINNINGS = OWN_NAMES | OPENERS | {SERVANT}
_CLASSES, _SAME_AS_ITS_NAME = cues("ar", "kind of place"), cues("ar", "same as its name")
_NAMED_AFTER = cues("ar", "named after people")


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

class _Reader(People):
    """A walk over the words of one text, from right to left as it is written, from first to last as it is stored."""

    def read(self) -> list[Discovery]:
        found = []
        at = 0
        may_begin = self._beginnings()
        while at < len(self.words):
            name = self._name_at(at) if may_begin[at] else None
            if name:
                found.append(name)
                at = name.last
                continue
            self._note_title(at)
            at = self.known_at[at].last if at in self.known_at else at + 1
        return found

    def _beginnings(self) -> list[bool]:
        """For each word whether a name may begin with it at all: with most none does, and a look at them is dear."""
        found = [its.level > 0 or its.key in _BEGINNINGS for its in self.natures]
        for at in self.known_at:
            found[at] = True
        for at, its in enumerate(self.natures[1:]):
            if its.key == SON:
                found[at] = True
            if self.natures[at].key in _CLASSES or self.natures[at].title:
                found[at + 1] = True
        for at in self.known_at:
            if at + 1 < len(found):
                found[at + 1] = True
        for at in range(1, len(found)):
            if not self.joined[at - 1] and self._opens_quotes(at):
                found[at] = True
        return found

    def _note_title(self, at: int) -> None:
        """A title opens a stretch in which a name is a person's; a stop or a function word closes it."""
        its = self.natures[at]
        if at in self.known_at:
            if at + 1 < len(self.words) and not self.joined[self.known_at[at].last - 1]:
                self.title_until = -1
            return
        if its.title:
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
        organisation = self._organisation(at) if its.key in OWN_NAMES else None
        if organisation:
            return organisation
        if match is not None:
            return self._named_after(at, match) or self._longer_person(at, match)
        if self._is_possessed_title(at):
            return None
        called = self._called_in_quotes(at) or self._called_place(at) or self._called_firm(at) or self._behind_title(at)
        if called:
            return called
        if self._begins_person(at):
            return self._person(at)
        if its.level == 0:
            return None
        return self._place(at) or self._person(at) or self._lone(at)

    # -- places ------------------------------------------------------------------------------------

    def _place(self, at: int) -> Discovery | None:
        its = self.natures[at]
        trigger = at > 0 and self.joined[at - 1] and at - 1 not in self.known_at \
            and self.table.kinds["before"].get(self.natures[at - 1].key) == "place"
        rare = its.level == 2 or its.proper and its.common < _TOO_COMMON_PLACE
        if trigger and rare and not (its.clitic or its.given or its.key in BEFORE_PLACE):
            return self._discovery(at, self._place_end(at), "place")
        if its.level == 2 and its.place and not (its.given and at <= self.title_until):
            return self._discovery(at, at + 1, "place")
        return None

    def _called_place(self, at: int) -> Discovery | None:
        """قرية مولاي إبراهيم, مدينة بحري: what a kind of place is called, be it after a person.

        A masculine adjective can't belong to a feminine noun, so that there it is a name.
        """
        if not at or not self.joined[at - 1] or at - 1 in self.known_at:
            return None
        before, its = self.natures[at - 1], self.natures[at]
        if before.key not in _CLASSES or before.definite or its.clitic or its.definite or its.function or its.saying \
                or its.key in BEFORE_PLACE or its.key in ORDINALS:
            return None
        if its.level == 2 or its.given and its.level or its.proper:
            return self._discovery(at, max(self._place_end(at), self._person_end(at) if its.given else 0), "place")
        nisba = self.words[at].text.endswith("ي") and not (its.title or its.verb)
        if nisba and (before.key.endswith("ه") or its.common < _RARE_NISBA):
            return self._discovery(at, at + 1, "place")
        return None

    def _called_in_quotes(self, at: int) -> Discovery | None:
        """العاصفة «دانيال», منصة «إكس»: what stands alone in quotation marks is what the word before says."""
        if not at or at in self.known_at or self.natures[at].clitic or not self._opens_quotes(at):
            return None
        # السفينة الكندية "هورايزن أركتيك": an adjective of nationality may stand between.
        adjective = at > 1 and at - 1 in self.known_at and self.known_at[at - 1].forms[0].kind == "demonym"
        of = at - 2 if adjective else at - 1
        before = self.natures[of].key if of not in self.known_at else ""
        kind = self.table.kinds["before"].get(before) or self.table.kinds["before"].get(before.removeprefix("ال"))
        last = at + 1
        while last < len(self.words) and last - at < _LONGEST_QUOTED and self.joined[last - 1]:
            last += 1
        new = any(its.level for its in self.natures[at:last])
        plain = any(its.function or its.verb for its in self.natures[at:last])
        return self._discovery(at, last, kind) if kind and new and not plain and self._is_in_quotes(at, last) else None

    def _named_after(self, at: int, match: Match) -> Discovery | None:
        """ساحة محمد الخامس is no person, قناة القاهرة الإخبارية no city: the word before and the one behind tell."""
        if not at or not self.joined[at - 1] or at - 1 in self.known_at or self.natures[at].clitic:
            return None
        before, kind = self.natures[at - 1].key, match.forms[0].entity_id
        if before in _NAMED_AFTER and kind.startswith("person/"):
            return self._discovery(at - 1, match.last, "place")
        is_place = kind.startswith(("place/", "country/")) and match.forms[0].kind != "demonym"
        if before in _SAME_AS_ITS_NAME and is_place and self._is_adjective(match.last):
            return self._discovery(at - 1, match.last + 1, "organisation")
        return None

    def _called_firm(self, at: int) -> Discovery | None:
        """لشركة سيلزفورس: what a firm, a site, a group is called is no person's name, whatever titles are about."""
        its = self.natures[at]
        if not at or not self.joined[at - 1] or at - 1 in self.known_at or its.level < 2 or its.given or its.clitic:
            return None
        if self.natures[at - 1].key not in _SAME_AS_ITS_NAME:
            return None
        last = at + 1
        while last < len(self.words) and last - at < _LONGEST_ORGANISATION and self._goes_on(last):
            last += 1
        return self._discovery(at, last, "organisation")

    def _place_end(self, at: int) -> int:
        last = at + 1
        if self.natures[at].definite and self._is_definite(last) and self.joined[at] and last not in self.known_at:
            its = self.natures[last]
            last += not (its.clitic or its.title or its.function)  # الجبل الأخضر
        while last < len(self.words) and last - at < 3 and self.joined[last - 1] and last not in self.known_at \
                and not self.natures[last].clitic and self.natures[last].level > self.natures[last].definite:
            last += 1
        return last

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
        if its.looks_foreign:
            last = at + 1
            while last < len(self.words) and last - at < LONGEST_PERSON and self._goes_on(last):
                last += 1
            kind = "place" if self._after_place_word(at) else self._kind_by_nationality(at)
            return self._discovery(at, last, kind or self._kind_in_quotes(at, last) or "person", weak=True)
        return None

    def _kind_by_nationality(self, at: int) -> str:
        """الإيطالي X is a person, X الإيطالي a club or a firm, X الإيطالية a city."""
        if at + 1 in self.known_at and self.joined[at] and self.known_at[at + 1].forms[0].kind == "demonym":
            return "place" if self.natures[at + 1].key.endswith("ه") else "organisation"
        return ""

    def _kind_in_quotes(self, first: int, last: int) -> str:
        """شركة «X» is a firm; an unfamiliar word alone between quotation marks is a thing that is called so."""
        if not self._is_in_quotes(first, last):
            return ""
        kind = self.table.kinds["before"].get(self.natures[first - 1].key) if first else None
        return kind if kind in ("organisation", "event") else "product"

    def _is_in_quotes(self, first: int, last: int) -> bool:
        before = self.text[max(0, self.words[first].start - 3):self.words[first].start].rstrip()
        after = self.text[self.words[last - 1].end:self.words[last - 1].end + 2].lstrip()
        return before[-1:] in tuple("«\"“»'") and after[:1] in tuple("»\"”«'")

    def _opens_quotes(self, at: int) -> bool:
        return self.text[max(0, self.words[at].start - 3):self.words[at].start].rstrip().endswith(_OPENING_QUOTES)

    def _goes_on(self, at: int) -> bool:
        its = self.natures[at]
        unfamiliar = its.level == 2 and not its.clitic and not its.definite
        return self.joined[at - 1] and unfamiliar and at not in self.known_at

    # -- organisations -----------------------------------------------------------------------------

    def _organisation(self, at: int) -> Discovery | None:
        """وزارة الدفاع الروسية, جامعة أوسلو, حزب X: a word for a kind of organisation and what it is called."""
        its = self.natures[at]
        if at + 1 >= len(self.words) or not self.joined[at] or its.definite:
            return None
        if at in self.known_at and self.known_at[at].last > at + 1:
            return None
        if self.words[at + 1].text.isascii():
            # وكالة NASA: what is written in Latin letters is the name by itself.
            return None
        last, telling = at + 1, False
        while last < len(self.words) and last - at < _LONGEST_ORGANISATION and self.joined[last - 1]:
            that = self.natures[last]
            if that.clitic and that.key in OWN_NAMES:
                break  # مصدر في وزارة الطاقة لوكالة الأنباء السعودية
            if last in self.known_at:
                match = self.known_at[last]
                if that.clitic and not that.clitic.startswith("ل"):
                    break
                if last > at + 1 and match.forms[0].entity_id.startswith("person/"):
                    break  # رئيس مجلس الأمن القومي السعودي بندر بن سلطان
                if match.forms[0].kind == "demonym" and not that.definite:
                    break  # منظمة إسرائيلية is some organisation
                telling = True
                last = match.last
                if match.forms[0].kind != "demonym":
                    while self._is_adjective(last):
                        last += 1
                    break
                continue
            if that.function or that.verb or that.clitic:
                break
            if that.level == 2:
                telling = True
            elif not that.definite and (last > at + 1 or that.level == 0 and not self._is_definite(last + 1)):
                break
            last += 1
        if last > at + 1 and telling:
            return self._discovery(at, last, "organisation")
        return None

    def _is_adjective(self, at: int) -> bool:
        """محكمة ديترويت الفدرالية: a definite word without clitics that goes on from the name."""
        if not self._is_definite(at) or not self.joined[at - 1] or at in self.known_at:
            return False
        its = self.natures[at]
        return not (its.clitic or its.function or its.title or its.key in self.table.no_names) and \
            its.key.endswith(("يه", "ي"))
