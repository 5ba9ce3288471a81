"""Who and what an article names: known names, new ones, and the short forms that it goes on to use for them.

`find` reads as the order of the work: known names by the authority's index, new names by their form and neighbours,
one answer where both claim the same words, then the short forms of whoever was named in full.
"""
from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from components.reading import authority as authorities
from components.reading import entities_mixed, metonyms
from components.reading.authority import Authority, short_forms
from components.reading.discovery import Discovery
from components.reading.entities_known import behind, joints, matches
from components.reading.entities_settled import of_this_country, settled, standing
from components.reading.entities_triggers import triggers
from components.reading.models import Boilerplate, Mention, Sentence
from components.reading.name_keys import (
    arabic_key,
    cues,
    english_key,
    heads,
    key_of,
    key_words,
    script_language,
    short_name,
)
from components.text.names import transliterate
from components.text.remembered import Remembered
from components.text.words import Token, tokens

# One occurrence whose neighbours tell the kind of a name weighs as much as this many without.
_EVIDENCE = 5
# No name begins with `son of`; where one seems to, its beginning was missed.
_SON_OF = frozenset({"بن", "bin"})
_CHILD_OF = frozenset({"بن", "بنت", "bin", "bint", "ibn"})
_SAME_AS_ITS_NAME = cues("ar", "same as its name")


class Found(NamedTuple):
    """A mention and the words it covers: first..last-1 of the text's words. weak: known only by a capital letter."""

    first: int
    last: int
    mention: Mention
    weak: bool = False


def find(
    text: str,
    language: str,
    sentences: Sequence[Sentence],
    authority: Authority | None = None,
    outside: Sequence[Boilerplate] = (),
) -> list[Mention]:
    """The mentions of an article in the order of the text; none overlaps another, none lies in `outside`.

    language: "ar" or "en". authority: the names to know, the ones that ship with Mirsad where it is None.
    Never raises on any string.
    """
    authority = authority or authorities.load()
    words = tokens(text)
    joined = joints(text, words)
    candidates = of_this_country(standing(matches(words, joined, authority)), words, joined, authority)
    known = [Found(match.first, match.last, mention)
             for match, mention in settled(text, words, candidates, language, authority)]
    starts = frozenset(sentence.start for sentence in sentences)
    discoveries = [d for d in entities_mixed.discover(text, words, joined, starts, candidates, authority)
                   if key_of(words[d.first].text) not in _SON_OF]
    discoveries = _of_one_kind(discoveries, words)
    new = [Found(d.first, d.last, _discovered(text, words, d, authority), d.weak) for d in discoveries]
    found = _together(known, new, words)
    found = _with_short_forms(text, words, joined, found, authority)
    found = _with_metonyms(text, words, found, language, authority)
    return _placed((item.mention for item in found), sentences, outside)


# -- new names -----------------------------------------------------------------------------------------


def _of_one_kind(discoveries: Sequence[Discovery], words: Sequence[Token]) -> list[Discovery]:
    """The same new name is of one kind throughout an article: the kind that most evidence speaks for."""
    votes: dict[str, Counter[str]] = {}
    keys = [" ".join(key_of(word.text) for word in words[d.first:d.last]) for d in discoveries]
    for key, discovery in zip(keys, discoveries, strict=True):
        votes.setdefault(key, Counter())[discovery.type] += 1 if discovery.weak else _EVIDENCE
    kinds = {key: counted.most_common(1)[0][0] for key, counted in votes.items()}
    return [discovery._replace(type=kinds[key]) for key, discovery in zip(keys, discoveries, strict=True)]


def _discovered(text: str, words: Sequence[Token], new: Discovery, authority: Authority) -> Mention:
    """The mention of a new name; one that a known entity bears in a way that no list has is that entity's."""
    end = words[new.last - 1].end
    surface = text[new.start:end]
    language = script_language(surface)
    entity = _known_otherwise(surface, words[new.first:new.last], new, language, authority)
    if entity:
        return Mention(new.start, end, surface, entity.id, entity.type, entity.name_en, entity.name_ar)
    return Mention(new.start, end, surface, discovered_id(surface, new.type, language), new.type,
                   surface if language == "en" else "", surface if language == "ar" else "", "name", "discovered")


def _known_otherwise(surface: str, part: Sequence[Token], new: Discovery, language: str, authority: Authority):
    """Whom a name means that is in no list as it stands; None where nobody known is meant."""
    if new.type != "person":
        return None if new.weak else _known_by_kind(surface, new.type, language, authority)
    entity = _known_but_for_case(surface, authority) or _known_but_for_son_of(surface, language, authority)
    if entity or language != "en":
        return entity
    return _known_but_for_initials(part, authority) or authority.respelled(surface)


def _known_but_for_case(surface: str, authority: Authority):
    """أبي محمد الجولاني: behind a preposition `father of` has another ending."""
    first, _, rest = surface.partition(" ")
    return authority.named(f"أبو {rest}", "ar") if rest and first in ("أبي", "أبا", "ابي", "ابا") else None


def _known_but_for_son_of(surface: str, language: str, authority: Authority):
    """Sultan bin Ahmed Al Jaber, سلطان بن أحمد الجابر: whom a name means that is listed without `son of`.

    The father's name has to be listed: families share their given names.
    """
    keys = key_words(surface, language)
    if len(keys) < 4 or keys[1] not in _CHILD_OF:
        return None
    name = " ".join([keys[0], *keys[2:]])
    found = {form.entity_id for form in authority.forms(name) if not form.weak and form.entity_id.startswith("person/")}
    return authority.entity(found.pop()) if len(found) == 1 else None


def _known_by_kind(surface: str, kind: str, language: str, authority: Authority):
    """Whom a name of one word means that counts only where something else tells its kind: Meta, beside other firms.

    Longer ones of that sort are what many bodies are called, as National Security Council is.
    """
    forms = authority.forms(" ".join(key_words(surface, language))) if " " not in surface else ()
    found = {form.entity_id for form in forms if form.weak and form.entity_id.startswith(f"{kind}/")}
    return authority.entity(found.pop()) if len(found) == 1 else None


def _known_but_for_initials(part: Sequence[Token], authority: Authority):
    after = cues("en", "after name")
    kept = [word.text for word in part if len(word.text.rstrip(".")) > 1 and english_key(word.text) not in after]
    return authority.named(" ".join(kept), "en") if 1 < len(kept) < len(part) else None


@lru_cache(maxsize=20_000)
def discovered_id(name: str, kind: str, language: str) -> str:
    """A stable and readable id for a name that is in no list.

    >>> discovered_id("Hack Forums", "organisation", "en")
    'organisation/hack-forums'
    """
    latin = name
    if language == "ar":
        latin = " ".join(_in_latin(word.text) for word in tokens(name))
    slug = "-".join(key.strip("'.").replace("'", "").replace(".", "") for key in key_words(latin, "en"))
    return f"{kind}/{slug or name}"


def _in_latin(word: str) -> str:
    """A given name in its usual English spelling, any other word by its letters.

    Two letters are too little to tell a name by: آن is Ann in one name and An in another.
    """
    english = triggers("ar").english.get(arabic_key(word)) if len(word) > 2 else None
    return english or transliterate(word)


def _together(known: Sequence[Found], new: Sequence[Found], words: Sequence[Token]) -> list[Found]:
    """Known and new names in order; a new name that contains known ones replaces them, any other overlap yields.

    منظمة اليونسكو is no other than اليونسكو: there the word for its kind only says again what it is.
    """
    owner = {at: item for item in known for at in range(item.first, item.last)}
    kept_new, dropped = [], set()
    for item in new:
        inside = {id(owner[at]): owner[at] for at in range(item.first, item.last) if at in owner}
        whole = all(item.first <= k.first and k.last <= item.last for k in inside.values())
        same = any((k.first, k.last) == (item.first, item.last) for k in inside.values())
        if whole and not same:
            kept_new.append(_same_as_inside(item, list(inside.values()), words))
            dropped.update(inside)
    return sorted([k for k in known if id(k) not in dropped] + kept_new, key=lambda item: item.first)


def _same_as_inside(item: Found, inside: Sequence[Found], words: Sequence[Token]) -> Found:
    named = inside[0].mention if len(inside) == 1 else None
    if named is None or named.entity_type != item.mention.entity_type or inside[0].first != item.first + 1 \
            or inside[0].last != item.last or not any(h in _SAME_AS_ITS_NAME for _, h in heads(words[item.first].text)):
        return item
    return item._replace(mention=replace(
        item.mention, entity_id=named.entity_id, name_en=named.name_en, name_ar=named.name_ar, method=named.method))


# -- short forms ---------------------------------------------------------------------------------------


def _with_short_forms(text, words, joined, found: list[Found], authority: Authority) -> list[Found]:
    """Family names alone, of people whom the article has named in full before, stand for the one named last.

    A lone name that was taken for something new is corrected in the same way.
    """
    at_word = {item.first: item for item in found}
    covered = {at for item in found for at in range(item.first, item.last)}
    first_keys = list(map(_first_keys.__getitem__, [word.text for word in words]))
    full: dict[str, Mention] = {}
    firsts: set[str] = set()
    longest = 1
    result = []
    at = 0
    while at < len(words):
        item = at_word.get(at)
        free = result and result[-1].last == at and (item is None or item.weak)
        if free and _is_acronym_of(text, words[at], result[-1]):
            mention = _repeated(text, words, (result[-1].mention, words[at].start, at + 1))
            full[english_key(words[at].text)] = mention
            firsts.add(english_key(words[at].text))
            result.append(Found(at, at + 1, mention))
            at += 1
            continue
        if item:
            mention = item.mention
            single = item.last - item.first == 1 or mention.method == "discovered"
            may_be = single and not firsts.isdisjoint(first_keys[at])
            again = _again(text, words, joined, at, full, firsts, longest) if may_be else None
            if again and again[2] == item.last and mention.method == "discovered":
                result.append(Found(at, item.last, _repeated(text, words, again)))
            else:
                result.append(item)
                if mention.form == "name" and mention.method in ("known", "discovered"):
                    for key in _short_keys(mention, authority):
                        full[key] = mention
                        firsts.add(key.partition(" ")[0])
                        longest = max(longest, key.count(" ") + 1)
            at = item.last
            continue
        may_be = at not in covered and not firsts.isdisjoint(first_keys[at])
        again = _again(text, words, joined, at, full, firsts, longest) if may_be else None
        if again and not any(i in covered for i in range(at, again[2])):
            result.append(Found(at, again[2], _repeated(text, words, again)))
            at = again[2]
        else:
            at += 1
    return result


def _short_keys(mention: Mention, authority: Authority) -> tuple[str, ...]:
    """Under which folded words the article may go on to name what it has named here."""
    entity = authority.entity(mention.entity_id)
    if (entity.type if entity else mention.entity_type) != "person":
        return ()
    language = script_language(mention.surface)
    keys = short_forms(entity, language) if entity else short_name(mention.surface, language)
    if language == "en":
        # Abdulmenam al-Ghaithi is Mr Ghaithi later on.
        return (*keys, *(key.partition(" ")[2] for key in keys if key.startswith(("al ", "el "))))
    # محمد بن عبد الرحمن آل ثاني: the house that an article names somebody with, though no list does.
    house = short_name(mention.surface, language) if entity else ()
    return tuple(key for key in (*keys, *(k for k in house if " " in k)) if len(key) > 2)


# For every word the keys that it may have as the first of a name.
_first_keys: Remembered[tuple[str, ...]] = Remembered(lambda word: tuple(key for _, key in heads(word)))


def _is_acronym_of(text: str, word: Token, before: Found) -> bool:
    """Agence France-Presse (AFP): capitals in brackets directly behind a name, and no name of a person."""
    return (
        word.text.isupper() and word.text.isascii() and 2 <= len(word.text) <= 7
        and before.mention.entity_type != "person" and before.mention.form != "demonym"
        and text[before.mention.end:word.start].strip() == "(" and text[word.end:word.end + 2].lstrip()[:1] == ")"
    )


def _again(text, words, joined, at: int, full: dict[str, Mention], firsts: set[str], longest: int):
    """(mention of the full name, start, one past the last word) where a short form of it begins at word `at`."""
    word = words[at]
    for cut, head in heads(word.text):
        if head not in firsts:
            continue
        if script_language(word.text) == "en" and (not word.text[0].isupper() or _is_title_of_another(text, words, at)):
            return None
        for count in range(longest, 0, -1):
            if at + count > len(words) or (count > 1 and not all(joined[at:at + count - 1])):
                continue
            rest = [key_of(w.text) for w in words[at + 1:at + count]]
            mention = full.get(" ".join([head, *rest]))
            if mention:
                return mention, behind(word, cut) if cut else word.start, at + count
    return None


def _is_title_of_another(text: str, words: Sequence[Token], at: int) -> bool:
    """Whether a word is a title before somebody else's name (Sen. Sanders), though Hun Sen was named before."""
    if english_key(words[at].text) not in triggers("en").single:
        return False
    between = text[words[at].end:words[at + 1].start] if at + 1 < len(words) else ""
    return between in (" ", ". ") and words[at + 1].text[0].isupper()


def _repeated(text: str, words: Sequence[Token], again) -> Mention:
    mention, start, last = again
    end = words[last - 1].end
    return replace(mention, start=start, end=end, surface=text[start:end], form="short", method="repeated")


def _with_metonyms(text, words, found: list[Found], language: str, authority: Authority) -> list[Found]:
    named = [(item.first, item.last, item.mention) for item in found]
    changed = metonyms.with_metonyms(text, words, named, language, authority)
    return [item._replace(mention=changed.get(item.first, item.mention)) for item in found] if changed else found


# -- places in the text --------------------------------------------------------------------------------


def _placed(
    mentions: Iterable[Mention], sentences: Sequence[Sentence], outside: Sequence[Boilerplate]
) -> list[Mention]:
    """Mentions outside of the boilerplate, each with the number of its sentence."""
    starts = [sentence.start for sentence in sentences]
    placed = []
    for mention in mentions:
        if outside and any(mention.start < item.end and item.start < mention.end for item in outside):
            continue
        at = bisect_right(starts, mention.start) - 1
        number = sentences[at].number if at >= 0 else mention.sentence_no
        placed.append(mention if number == mention.sentence_no else mention.in_sentence(number))
    return placed
