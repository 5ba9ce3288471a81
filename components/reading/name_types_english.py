"""What kind of thing an unlisted English name names: by its words, the words around it, its neighbours in a row."""
from __future__ import annotations

import regex

from components.reading.english_words import is_ordinary
from components.reading.entities_triggers import triggers
from components.reading.name_keys import cues
from components.text.words import zipf

_SAYING = cues("en", "says")
_BEFORE_PLACE, _AFTER_PLACE = cues("en", "before place"), cues("en", "after place")
_NOUN_OF_PLACE = cues("en", "noun of place")
_AFTER_ORGANISATION, _BEFORE_ORGANISATION = cues("en", "after organisation"), cues("en", "before organisation")
_NOUN_OF_ORGANISATION, _KIND_OF_PLACE = cues("en", "noun of organisation"), cues("en", "kind of place")
# Who is something of, for or at a name belongs to a firm or a body.
_EMPLOYED = {"of": _NOUN_OF_ORGANISATION, "for": cues("en", "works for"), "at": cues("en", "works at")}
_AFTER_NOUN, _OFFICE = cues("en", "after noun"), cues("en", "office")
_NO_FAMILY_NAME = cues("en", "no family name")
_VESSEL = cues("en", "vessel")
_BEFORE_PRODUCT = cues("en", "before product")
_PLACE_ENDINGS, _PERSON_ENDINGS = tuple(cues("en", "place ending")), tuple(cues("en", "person ending"))
_NO_NAME_ENDINGS = tuple(cues("en", "no name ending"))
_PLURAL_ACRONYM = regex.compile(r"\p{Lu}{2,}s")
_ROW = regex.compile(r"\s*[,(]\s*|\s*,? (?:and|or) ")
# At the beginning of a sentence a word up to this common (zipf) may be a name if something else speaks for it.
_NAME_LIKE = 4.3
_COMMON = 3.3
# How far behind a comma the noun that tells what a name is may stand, in words.
_LONGEST_EXPLANATION = 6
_LONGEST_ACRONYM = 7

Piece = tuple[str, bool]


class Typing:
    """Types pieces of capitalised runs in one text; remembers the last answer, for names in a row are of one kind."""

    def __init__(self, text, words, joined, keys, known_at, opens, lower, authority):
        self.text, self.words, self.joined, self.keys = text, words, joined, keys
        self.known_at, self.opens, self.lower = known_at, opens, lower
        self.people = authority.person_words
        self.table = triggers("en")
        self.last_piece: tuple[int, str] = (-1, "")

    def piece(self, first: int, last: int) -> Piece | None:
        """(type, weak) of a piece without title or known name; None where it names nothing."""
        found = self._piece(first, last)
        if found:
            self.last_piece = (last, found[0])
        return found

    def _piece(self, first: int, last: int) -> Piece | None:
        if any(self.keys[at] in self.table.no_names for at in range(first, last)):
            return None
        if self._is_called_place(first, last):
            return "place", False
        if self.is_person(first, last):
            return "person", False
        if kind := self._explained_as(last):
            return kind, False
        before, article = self._before(first)
        after = self._after(last)
        told = after in _AFTER_ORGANISATION or after in _AFTER_PLACE
        if before in self.table.role and not (article or told) and not self.opens(first):
            return "person", False
        around = self._around(first, last, before, article, after)
        if last - first == 1:
            return self._single(first, before, article, after, around)
        if around:
            return around, False
        count = last - first
        if article or self.keys[first] == "the" or count > 3:
            return "product", True
        if all(is_ordinary(self.words[at].text) for at in range(first, last)):
            return "product", True
        return "organisation" if self.words[last - 1].text.isupper() else "person", True

    def _single(self, at: int, before: str, article: bool, after: str, around: str) -> Piece | None:
        word, key = self.words[at].text, self.keys[at]
        if len(word) < 2 or _PLURAL_ACRONYM.fullmatch(word) or key.endswith(_NO_NAME_ENDINGS):
            return None
        speaks = after in _SAYING or self._said_before(at)
        if key in self.lower and not word.isupper() and not speaks:
            return None
        if speaks and not article:
            return "person", False
        if around:
            return around, False
        if word.isupper():
            return ("organisation", True) if len(word.replace(".", "")) <= _LONGEST_ACRONYM else None
        if self.opens(at) and (is_ordinary(word) or zipf(word, "en") > _COMMON) and not self.acts_as_person(at):
            return None
        if is_ordinary(word) and self.keys[at + 1:at + 2] == ["of"]:
            return None
        if key in self.table.kinds["last"] or key in self.table.kinds["of"]:
            return None
        known_to_name = key in self.table.given or key in self.people
        if is_ordinary(word) and (article or not known_to_name and zipf(key, "en") > _NAME_LIKE):
            return "product", True
        if article:
            return "place", True
        return self._by_form(word, key, before), True

    def _by_form(self, word: str, key: str, before: str) -> str:
        """The likeliest kind of a single word that nothing around tells about."""
        if key in self.table.given or key in self.people:
            return "person"
        if len(key) > 5 and key.endswith(_PLACE_ENDINGS):
            return "place"
        if key.endswith(_PERSON_ENDINGS) or word.startswith(("Mc", "Mac", "O'", "O’", "De", "La", "Di")):
            return "person"
        return "organisation" if any(letter.isupper() for letter in word[1:]) else "person"

    def _around(self, first: int, last: int, before: str, article: bool, after: str) -> str:
        """The kind that the neighbours speak for; empty where they are silent."""
        if not article:
            if before in _BEFORE_ORGANISATION:
                return "organisation"
            if before in _BEFORE_PRODUCT:
                return "product"
            if before in self.table.kinds["role"]:
                return self.table.kinds["role"][before]
        if after in _AFTER_PLACE:
            return "place"
        if after in _AFTER_ORGANISATION:
            return "organisation"
        employed = not article and first > 1 and self.keys[first - 2] in _EMPLOYED.get(before, ())
        if employed or self._is_apposed_firm(first) or self._owns_somebody(last):
            return "organisation"
        if before in _BEFORE_PLACE and not (before in ("from", "into") and last - first > 1):
            return "place"
        if before == "of" and first > 1 and (
            self.keys[first - 2] in _NOUN_OF_PLACE or self.words[first - 2].text[0].isupper()
        ):
            return "place"
        if self._before_place_name(last):
            return "place"
        return self._in_a_row(first)

    def _is_called_place(self, first: int, last: int) -> bool:
        """The village of Moulay Brahim: what a kind of place is called, be it after a person."""
        if first < 2 or self.keys[first - 1] != "of" or not self.joined[first - 1]:
            return False
        owns = self.text.startswith(("'s", "’s"), self.words[last - 1].end)
        return self.keys[first - 2] in _KIND_OF_PLACE and not owns

    def _before(self, first: int) -> tuple[str, bool]:
        """The word before, the article skipped, and whether there was one."""
        if not first or not self.joined[first - 1]:
            return "", False
        if self.keys[first - 1] != "the":
            return self.keys[first - 1], False
        return (self.keys[first - 2] if first > 1 and self.joined[first - 2] else ""), True

    def _after(self, last: int) -> str:
        return self.keys[last] if last < len(self.words) and self.joined[last - 1] else ""

    def _before_place_name(self, last: int) -> bool:
        """Tulcea, Romania: a comma and a known place behind a name make it a place."""
        if last >= len(self.words) or self.text[self.words[last - 1].end:self.words[last].start].strip() != ",":
            return False
        match = self.known_at.get(last)
        if match is None or not match.forms[0].entity_id.startswith(("country/", "place/")):
            return False
        closes = self.text[match.end:match.end + 2].strip()[:1] in (",", ".", ")", "")
        return match.forms[0].kind != "demonym" and closes

    def _in_a_row(self, first: int) -> str:
        """The kind of the name that `, X`, `and X` or `(X` goes on from."""
        before = first - 1
        while before > 0 and self.keys[before] in ("and", "or", "the"):
            before -= 1
        if before < 0:
            return ""
        between = self.text[self.words[before].end:self.words[first].start].replace(" the ", " ")
        if not _ROW.fullmatch(between):
            return ""
        if self._is_explained(first):
            return ""
        match = self.known_at.get(before)
        if match and match.forms[0].kind != "demonym":
            kind = match.forms[0].entity_id.split("/")[0]
            return "place" if kind == "country" else kind
        return self.last_piece[1] if self.last_piece[0] == before + 1 else ""

    def _explained_as(self, last: int) -> str:
        """OceanGate, the company that ran it; Neom, a $500bn city: the noun of the phrase behind the comma tells."""
        if last >= len(self.words) or self.keys[last] not in ("the", "a", "an") or (
                self.text[self.words[last - 1].end:self.words[last].start] != ", "):
            return ""
        for at in range(last + 1, min(last + _LONGEST_EXPLANATION, len(self.words))):
            if not self.joined[at - 1] and at > last + 1 or self.words[at].text[0].isupper() and at > last + 2:
                return ""
            owns = self.text.startswith(("'s", "’s"), self.words[at].end)
            if not owns and self.joined[at] and self.keys[at + 1] in _AFTER_NOUN or self._ends_clause(at):
                return "organisation" if self.keys[at] in _BEFORE_ORGANISATION else \
                    "place" if self.keys[at] in _KIND_OF_PLACE else ""
        return ""

    def _ends_clause(self, at: int) -> bool:
        return self.text[self.words[at].end:self.words[at].end + 1] in (",", ".", ";", "")

    def _owns_somebody(self, last: int) -> bool:
        """Goldman's Daan Struyven, OceanGate's former director: a firm or a body has people and offices."""
        if not self.text.startswith(("'s ", "’s "), self.words[last - 1].end):
            return False
        after = self.keys[last:last + 3]
        named = after[:1] and after[0] in self.table.given and self.words[last].text[0].isupper()
        return bool(named) or any(key in _OFFICE for key in after)

    def _is_apposed_firm(self, first: int) -> bool:
        """A Turkish company, Arsel Sons: the word before the comma says what it is."""
        return first > 0 and self.keys[first - 1] in _BEFORE_ORGANISATION and (
            self.text[self.words[first - 1].end:self.words[first].start] == ", ")

    def _is_explained(self, first: int) -> bool:
        """In Khan Younis, Ghada, a mother of five, said: who is told about by a phrase goes on from no row."""
        after = self.text[self.words[first].end:self.words[first].end + len(", a young")]
        return after.startswith((", a ", ", an ", ", who ", ", aged "))

    def _said_before(self, at: int) -> bool:
        """..., ” said Klein ."""
        if not at or self.keys[at - 1] not in _SAYING or not self.joined[at - 1]:
            return False
        before = self.text[self.words[at - 2].end:self.words[at - 1].start] if at > 1 else ""
        return any(mark in before for mark in "\"”’',")

    def is_thing(self, first: int) -> bool:
        """The Canadian ship Horizon Arctic: behind a word for a vessel the whole of the name is its own."""
        before, article = self._before(first)
        return not article and before in _VESSEL

    def acts_as_person(self, at: int) -> bool:
        """Whether an ordinary word at the beginning of a sentence acts as a person does: it says, it owns."""
        if zipf(self.keys[at], "en") > _NAME_LIKE:
            return False
        after = self.text[self.words[at].end:self.words[at].end + 3].lstrip()
        return after[:2] in ("'s", "’s") or self._after(at + 1) in _SAYING

    def is_quoted(self, first: int, last: int) -> bool:
        """Whether the piece stands alone between quotation marks: a title of a work, or a term."""
        before = self.text[max(0, self.words[first].start - 2):self.words[first].start].strip()
        after = self.text[self.words[last - 1].end:self.words[last - 1].end + 2].strip()
        return before[-1:] in tuple("\"“‘'«") and after[:1] in tuple("\"”’'»") and after[:2] not in ("'s", "’s")

    def is_person(self, first: int, last: int) -> bool:
        """A given name or an initial with more behind it, or words of which known people's names are made."""
        if self.keys[last - 1] in _NO_FAMILY_NAME:
            return False  # Mohammed V Square
        if not 2 <= last - first <= 5 or any(key in ("of", "for", "and", "the") for key in self.keys[first:last]):
            return False
        if self.keys[first] in self.table.given and self.words[first].text[1:].islower():
            return True
        if len(self.words[first].text.strip(".")) == 1 and not is_ordinary(self.words[last - 1].text):
            return True
        ordinary = sum(is_ordinary(self.words[at].text) for at in range(first, last))
        return self.keys[first] in self.people and ordinary < last - first
