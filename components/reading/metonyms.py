"""Capitals that stand for their country's government: Moscow confirmed, relations with Beijing, أكدت موسكو.

Only where the sentence leaves no doubt: the capital does what governments do, is dealt with as they are, or owns what
only they have. Everywhere else it stays a place.
"""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from components.reading.authority import Authority
from components.reading.models import Mention
from components.reading.name_keys import arabic_key, english_key, folded
from components.reading.name_tables import DATA, listed, reporting_verbs, rows
from components.text.words import Token

# "Talks on the future of Syria between Moscow and Ankara": how far the noun may stand before `between`.
_REACH = 4
# "Moscow has now also repeatedly denied": words between a subject and its verb.
_MOST_AUXILIARIES = 4
_CLITICS = ("و", "ف", "س", "وس", "فس")

_BE = frozenset({"is", "was", "are", "were", "be", "been"})

Named = tuple[int, int, Mention]


def with_metonyms(
    text: str, words: Sequence[Token], named: Sequence[Named], language: str, authority: Authority
) -> dict[int, Mention]:
    """The mentions that stand for a government, by the number of their first word, their form changed to `metonym`.

    named: first word, one past the last word and mention, in order of place. What they keep is the capital's id; its
    country is `authority.entity(id).country`.
    """
    capitals = [at for at, (_, _, mention) in enumerate(named) if _is_capital(mention, authority)]
    if not capitals:
        return {}
    sentence = _Sentences(text, words, named, language)
    found = {}
    for at in capitals:
        first, _, mention = named[at]
        if sentence.stands_for_government(at):
            found[first] = replace(mention, form="metonym")
    return found


def government_of(entity_id: str, authority: Authority) -> str:
    """The id of the country whose government a capital stands for; empty for what is no capital of one country.

    >>> from components.reading.authority import load
    >>> government_of("place/moscow", load()), government_of("place/vladivostok", load())
    ('country/RU', '')
    """
    entity = authority.entity(entity_id)
    if entity is None or entity.extra.get("kind") != "capital" or len(entity.country) != 2:
        return ""
    if entity_id in _ids("en", "no capital of its country's government"):
        return ""
    country = f"country/{entity.country}"
    return country if authority.entity(country) else ""


def _is_capital(mention: Mention, authority: Authority) -> bool:
    return mention.entity_type == "place" and mention.form == "name" \
        and government_of(mention.entity_id, authority) != ""


class _Sentences:
    """The words of a text around its names, folded by the language's rules."""

    def __init__(self, text: str, words: Sequence[Token], named: Sequence[Named], language: str) -> None:
        self.text, self.words, self.named, self.language = text, words, named, language
        key = folded(language)
        self.keys = [key[word.text] for word in words]
        self.starts = {first: mention.start for first, _, mention in reversed(named)}

    def stands_for_government(self, at: int) -> bool:
        """Whether the name number `at` is one of a row (Moscow and Kyiv) that acts or is treated as governments do."""
        first_name, last_name = self._row(at)
        first, last = self.named[first_name][0], self.named[last_name][1]
        if self._written_on(first):
            return False
        rules = (self._acts_in_arabic, self._is_partner, self._is_pressed, self._owns_in_arabic) \
            if self.language == "ar" else (self._acts_in_english, self._is_partner, self._is_pressed,
                                           self._owns_in_english, self._is_addressed)
        return any(rule(first, last) for rule in rules)

    # -- the row that a name stands in ---------------------------------------------------------------

    def _row(self, at: int) -> tuple[int, int]:
        first = last = at
        while first > 0 and self._in_row(first - 1):
            first -= 1
        while last + 1 < len(self.named) and self._in_row(last):
            last += 1
        return first, last

    def _in_row(self, at: int) -> bool:
        """Whether this name and the next one stand in a row of countries and capitals."""
        (_, end, mention), (begin, _, after) = self.named[at], self.named[at + 1]
        if not {mention.entity_type, after.entity_type} <= {"place", "country"} or "demonym" in (
                mention.form, after.form):
            return False
        between = self.text[self.words[end - 1].end:after.start]
        return between.strip() in (("و", "، و", "وبين و") if self.language == "ar" else ("and", "or", ", and")) \
            and (self.language != "ar" or begin >= end)

    def _written_on(self, first: int) -> str:
        """What is written onto the first word of a name, but for a conjunction."""
        return self.text[self.words[first].start:self.starts.get(first, self.words[first].start)].lstrip("وف")

    # -- what is around it ---------------------------------------------------------------------------

    def _gap(self, at: int) -> str:
        """What stands between word `at` and the next one."""
        return self.text[self.words[at].end:self.words[at + 1].start]

    def _joined(self, at: int) -> bool:
        return 0 <= at < len(self.words) - 1 and self._gap(at) == " "

    def _opens(self, first: int) -> bool:
        """Whether a clause begins here: behind a stop or a word that opens one."""
        if first == 0 or not self._joined(first - 1):
            return True
        return self.keys[first - 1] in _words(self.language, "opener")

    def _acts_in_english(self, first: int, last: int) -> bool:
        at = last
        auxiliary, verbs = _words("en", "auxiliary"), _words("en", "verb") | _saying()
        while at < len(self.words) and at - last < _MOST_AUXILIARIES and self._joined(at - 1) and (
                self.keys[at] in auxiliary or self.keys[at].endswith("ly")):
            at += 1
        if at >= len(self.words) or not self._joined(at - 1):
            return False
        key, helped = self.keys[at], at > last
        acts = key in verbs or helped and key in _words("en", "mood")
        if key.endswith("ing") and _BE.isdisjoint(self.keys[last:at]):
            return False
        # "Seoul confirmed 10 cases" counts what happens in the city; "Moscow accused of" is no more than a headline.
        after = self.words[at + 1].text if self._joined(at) else ""
        return acts and not after[:1].isdigit() and after not in ("by", "of") and self._opens(first)

    def _acts_in_arabic(self, first: int, last: int) -> bool:
        verbs = _words("ar", "verb")
        if first and self._joined(first - 1) and self.words[first].text[0] != "و" and _is_of(
                self.keys[first - 1], verbs):
            return True
        return self._joined(last - 1) and last < len(self.words) and self._opens(first) and _is_of(
            self.keys[last], verbs, ("س", ""))

    def _is_partner(self, first: int, last: int) -> bool:
        """Talks between Moscow and Kyiv, relations with Beijing."""
        at = first - 1
        if at < 1 or not self._joined(at) or self.keys[at] not in _words(self.language, "between"):
            return False
        relations = _words(self.language, "relation")
        for before in range(at - 1, max(-1, at - 1 - _REACH), -1):
            if not self._joined(before):
                return False
            if _is_of(self.keys[before], relations, ("", "و", "ب", "ل")) if self.language == "ar" \
                    else self.keys[before] in relations:
                return True
        return False

    def _is_pressed(self, first: int, last: int) -> bool:
        """Sanctions on Moscow, عقوبات على موسكو."""
        at = first - 1
        if at < 1 or not self._joined(at) or not self._joined(at - 1):
            return False
        if self.keys[at] not in _words(self.language, "pressure preposition"):
            return False
        return any(self._joined(before) and self.keys[before] in _words(self.language, "pressure")
                   for before in (at - 1, at - 2) if before >= 0)

    def _owns_in_english(self, first: int, last: int) -> bool:
        """Moscow's refusal."""
        if last >= len(self.words) or self._gap(last - 1).strip() not in ("'s", "’s"):
            return False
        return self.keys[last] in _words("en", "held")

    def _owns_in_arabic(self, first: int, last: int) -> bool:
        """موقف موسكو."""
        return first > 0 and self._joined(first - 1) and self.words[first].text[0] != "و" and _is_of(
            self.keys[first - 1], _words("ar", "held"), ("", "و", "ب", "ل"))

    def _is_addressed(self, first: int, last: int) -> bool:
        """Accused Moscow of, urged Beijing to."""
        return first > 0 and self._joined(first - 1) and self.keys[first - 1] in _words("en", "object") \
            and self._joined(last - 1)


def _is_of(key: str, listed_words: frozenset[str], clitics: Sequence[str] = _CLITICS) -> bool:
    """Whether a word is listed, or is with one of the clitics in front."""
    return key in listed_words or any(
        clitic and key.startswith(clitic) and key[len(clitic):] in listed_words for clitic in clitics)


@cache
def _ids(language: str, use: str) -> frozenset[str]:
    return frozenset(
        word for row in rows(DATA / "metonyms.csv") if (row["language"], row["use"]) == (language, use)
        for word in listed(row["words"]))


@cache
def _words(language: str, use: str) -> frozenset[str]:
    return frozenset(map(arabic_key if language == "ar" else english_key, _ids(language, use)))


@cache
def _saying() -> frozenset[str]:
    return frozenset(map(english_key, reporting_verbs("en")))
