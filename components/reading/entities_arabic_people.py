"""People whom Arabic text names: given names, what links them to family names, titles before them."""
from __future__ import annotations

import regex

from components.reading.authority import Authority
from components.reading.discovery import Discovery
from components.reading.entities_known import Match, behind
from components.reading.entities_triggers import Triggers, triggers
from components.reading.name_keys import cues
from components.reading.word_nature import Nature, natures

LONGEST_PERSON = 6
# Ordinary words as common as this (zipf) are not taken for a further given name or for a family name.
_TOO_COMMON = 6.0
_COMMON_SURNAME = 4.7
_RARE = 4.0
# "Arrived bin X": a word as common as this (zipf) that no list has as a name is no given name before بن.
_COMMON_BEFORE_SON = 4.5
# طه مفتاح (39 عاما): an age stands behind the last word of a name.
_AGE = regex.compile(r"\s*[(،]\s*\d{1,3}\s*(?:عام|سن)")
SON, SERVANT = "بن", "عبد"
_ALI, _GOD = "علي", "الله"
ORDINALS = cues("ar", "ordinal")
OWN_NAMES = cues("ar", "own name")
_LINKS = cues("ar", "link")
OPENERS = cues("ar", "opener")
_RULERS = cues("ar", "ruler")
BEFORE_PLACE = cues("ar", "before place")


class People:
    """The words of one text, the nature of each, and the people whose names begin at them.

    title_until: up to which word a title before it makes a name a person's.
    """

    def __init__(self, text, words, joined, starts, known, authority: Authority):
        self.text, self.words, self.joined, self.starts, self.authority = text, words, joined, starts, authority
        self.table: Triggers = triggers("ar")
        self.known_at: dict[int, Match] = {at: match for match in known for at in range(match.first, match.last)}
        known_natures = natures(authority.person_words)
        self.natures: list[Nature] = [known_natures[word.text] for word in words]
        self.title_until = -1

    def _begins_person(self, at: int) -> bool:
        """A word that the next one shows to open a person's name: X بن Y, عبد الله, أبو مازن."""
        if at + 1 >= len(self.words) or not self.joined[at]:
            return False
        its, after = self.natures[at], self.natures[at + 1]
        if after.key == SON and (not its.title or self._is_apposed(at)) and (not its.function or its.given):
            named = its.level > 0 or its.given or its.person
            return not its.saying and (named or its.common < _COMMON_BEFORE_SON and not its.verb)
        if its.key == SERVANT:
            return after.definite or after.key == "الله"
        return its.key in OPENERS and (after.level == 2 or after.given or after.person) and not after.clitic

    def _is_apposed(self, at: int) -> bool:
        """مستشار الأمن الوطني السعودي مساعد بن محمد: behind a title that is complete, a word for one is a name."""
        its = self.natures[at]
        return its.person and not its.definite and at <= self.title_until and self.joined[at - 1] and (
            at - 1 in self.known_at or self.natures[at - 1].definite)

    def _is_possessed_title(self, at: int) -> bool:
        """أمينه العام: a title of somebody's before a definite word, though أمينة is a name."""
        word = self.words[at].text
        return self.natures[at].title and word.endswith("ه") and self.joined[at] and self._is_definite(at + 1)

    def _behind_title(self, at: int) -> Discovery | None:
        """المحامية عادلة هاشم: an indefinite word directly behind a definite title is neither its adjective nor its
        owner, so that with a name behind it it is a given name, whatever else it means."""
        its = self.natures[at]
        if not 0 < at < len(self.words) - 1 or at > self.title_until or not (self.joined[at - 1] and self.joined[at]):
            return None
        behind_definite = self.natures[at - 1].definite and (self.natures[at - 1].title or at - 1 in self.known_at)
        may_be_given = its.level or not (its.title or its.function or its.verb or its.saying or its.key in OWN_NAMES)
        after = self.natures[at + 1]
        is_named = after.level == 2 and not after.clitic and at + 1 not in self.known_at
        if not (behind_definite and may_be_given and is_named) or its.definite or its.clitic or \
                its.key in self.table.kinds["before"]:
            return None
        return self._discovery(at, self._person_end(at + 1), "person")

    def _longer_person(self, at: int, match: Match) -> Discovery | None:
        """A known name of one word (or عبد الله), or of given names only, may begin another one's longer name."""
        if not match.forms[0].entity_id.startswith("person/") or self.natures[at].title:
            return None
        if self._is_family_name_behind(match):
            return self._discovery(at, match.last + 1, "person")
        if match.last - match.first > (2 if self.natures[at].key in OPENERS else 1):
            return None
        last = match.last
        while last < len(self.words) and last - at < LONGEST_PERSON and self.joined[last - 1]:
            that = self.natures[last]
            named = that.level == 2 or that.level == 1 and (that.given or that.person or that.proper)
            if last in self.known_at or that.clitic or not named:
                break
            last += 1
        return self._discovery(at, last, "person") if last > match.last else None

    def _is_family_name_behind(self, match: Match) -> bool:
        """محمد بن راشد الخضيري: behind father's and given name a definite word in ي that is no ordinary one."""
        at = match.last
        if at >= len(self.words) or not self.joined[at - 1] or at in self.known_at:
            return False
        if not any(nature.key == SON for nature in self.natures[match.first:match.last]):
            return False
        its = self.natures[at]
        return its.definite and not its.clitic and its.key.endswith("ي") and (its.level > 0 or not its.listed)

    def _person(self, at: int) -> Discovery | None:
        its = self.natures[at]
        titled = at <= self.title_until
        opened = self._begins_person(at)
        if not (its.level == 2 or its.given or titled and its.person and not its.definite or opened):
            told = its.person and its.proper and not its.definite and self._speaks(at, at + 1)
            return self._discovery(at, self._person_end(at), "person") if told else None
        if its.key == _ALI and not self._is_ali(at):
            return None
        if its.title and not opened and at + 1 < len(self.words) and self.natures[at + 1].given:
            return None
        last = self._person_end(at)
        if last - at == 1:
            return self._person_of_one_word(at, titled)
        names = self.natures[at:last]
        strong = sum(n.level == 2 for n in names)
        evidence = sum(n.given or n.person for n in names)
        if opened or its.given and (strong or evidence > 1 or titled) or strong and (titled or evidence):
            return self._discovery(at, last, "person")
        if titled and evidence > 1 or its.given and its.level == 2 and last - at == 2:
            return self._discovery(at, last, "person")
        return None

    def _is_ali(self, at: int) -> bool:
        """علي is a name before another name or behind a title; careless texts write the preposition على like that."""
        after = self.natures[at + 1] if at + 1 < len(self.words) and self.joined[at] else None
        if after is not None and not after.definite and (after.level or after.key in _LINKS):
            return True
        if at == 0 or not self.joined[at - 1]:
            return False
        before = self.natures[at - 1]
        # محمد علي: behind a given name `on` would stand before a noun, so that what is none leaves the name.
        return before.title or before.given and (after is None or after.function or after.verb or after.saying)

    def _person_of_one_word(self, at: int, titled: bool) -> Discovery | None:
        its = self.natures[at]
        if self._after_place_word(at):
            return None
        if at and self.joined[at - 1] and self.natures[at - 1].key in _RULERS and its.level == 2 and not its.given:
            return self._discovery(at, at + 1, "place")
        speaks = self._speaks(at, at + 1)
        if its.level == 2 and (titled or speaks) or its.person and speaks:
            return self._discovery(at, at + 1, "person")
        if its.given and titled and self.natures[at - 1].title:
            return self._discovery(at, at + 1, "person")
        return None

    def _person_end(self, at: int) -> int:
        """One past the last word of a person's name that begins here."""
        last = at + 1
        if self.natures[at].key in OPENERS:
            while last - at < LONGEST_PERSON and self._links_on(last):
                last += 1
            last += last < len(self.words) and self.joined[last - 1]
        while last < len(self.words) and last - at < LONGEST_PERSON and self.joined[last - 1]:
            step = self._continues(at, last)
            if not step:
                break
            last += step
        return min(last, len(self.words))

    def _continues(self, first: int, at: int) -> int:
        """How many words from `at` on continue the person's name that began at `first`."""
        its = self.natures[at]
        if its.key == _GOD:
            return 1  # نصر الله, خير الله
        if its.key == _ALI and self.natures[first].given and self._is_ali(at):
            return 1
        if its.key in _LINKS and not its.clitic:
            # عبد العزيز, بن أبي طالب: the word behind the links belongs to the name whatever else it means.
            after = at + 1
            while after - first < LONGEST_PERSON and self._links_on(after):
                after += 1
            ends = after >= len(self.words) or not self.joined[after - 1] or self.natures[after].key in _LINKS
            return 0 if ends else after + 1 - at
        if its.clitic:
            # جان ونر: an unfamiliar word behind a lone given name is its family name, not `and` with another name.
            return 1 if not its.listed and at == first + 1 and self.natures[first].given else 0
        if at in self.known_at:
            match = self.known_at[at]
            if match.first == at and match.last - at < 3 and match.forms[0].entity_id.startswith("person/") \
                    and not its.title and (self.natures[first].given or self.natures[first].level == 2):
                return match.last - at
            return 1 if self._is_nisba_name(first, at) else 0
        hyphened = "-" in self.text[self.words[at - 1].end:self.words[at].start]
        if hyphened and (its.level or len(its.key) < 5 and not its.function):
            return 1
        if its.title and (self._is_definite(at + 1) or at - first > 2 and not its.definite):
            return 0  # فيصل بن خالد أمير المنطقة: behind a long name it is what the person is
        if its.level == 2 or its.level == 1 and its.given and its.common < _TOO_COMMON:
            return 1
        if its.level == 1 and its.person and its.common < _COMMON_SURNAME:
            return 1
        if its.key in ORDINALS and (self.natures[first].given or self.natures[first].level == 2):
            return 2 if at + 1 < len(self.words) and self.natures[at + 1].key == "عشر" else 1
        opened = self.natures[first].key in OPENERS
        given = opened or self.natures[first].given
        second = given and at == first + (2 if opened else 1)
        rare = its.common < _RARE or _AGE.match(self.text, self.words[at].end) is not None
        if second and not (its.definite or its.function or its.title or its.verb) and rare:
            return 1
        if its.definite and not its.function and not its.title and its.common < _COMMON_SURNAME:
            return 1 if second or given and its.key.endswith("ي") else 0
        return 0

    def _links_on(self, at: int) -> bool:
        return at < len(self.words) and self.joined[at - 1] and self.natures[at].key in _LINKS

    def _is_nisba_name(self, first: int, at: int) -> bool:
        """محمد المصري: a nationality directly behind a lone given name is a family name, unless a title is about."""
        match, begins = self.known_at[at], self.natures[first]
        if match.last - match.first > 1 or match.forms[0].kind != "demonym" or not self.natures[at].definite:
            return False
        if begins.key in OPENERS:
            return at <= first + 3
        return at == first + 1 and begins.given and first > self.title_until

    def _speaks(self, at: int, last: int) -> bool:
        """Whether a verb of saying stands directly before or behind."""
        before = at > 0 and self.joined[at - 1] and self.natures[at - 1].saying
        after = last < len(self.words) and self.joined[last - 1] and self.natures[last].saying \
            and not self.natures[last].clitic
        return before or after

    def _after_place_word(self, at: int) -> bool:
        its = self.natures[at]
        if its.clitic.endswith("ب"):
            return True
        return at > 0 and self.joined[at - 1] and self.natures[at - 1].key in BEFORE_PLACE

    def _is_definite(self, at: int) -> bool:
        return at < len(self.words) and self.natures[at].definite

    def _discovery(self, first: int, last: int, kind: str, weak: bool = False) -> Discovery:
        start = behind(self.words[first], len(self.natures[first].clitic))
        return Discovery(first, last, start, kind, weak)
