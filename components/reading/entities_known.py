"""Known names in a text: longest match of folded words against the authority's index."""
from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import compress, pairwise
from typing import NamedTuple

import regex

from components.reading.authority import Authority, Form
from components.reading.entities_triggers import triggers
from components.reading.name_keys import cues, key_of, script_language
from components.text.arabic import fold, without_marks
from components.text.words import COMMONER, Token, tokens, zipf

# What may stand between two words of one name: a space, a hyphen, an ampersand, a possessive, the stop of an initial.
_JOINT = regex.compile(r" ?[-‐‑–&] ?|[’']|  ?| ?[’']s |\.-?|\. |/")
_STOPPED = regex.compile(r"\p{L}|\p{Lu}\p{L}|St|Mt|Ft|Dr|Jr|Sr|[Gg]en|Inc|Co|No")
_SEATED = frozenset("ئؤ")
_LOWER_IN_NAMES = cues("en", "small word")


class Match(NamedTuple):
    """Words first..last-1 may be one of `forms`; `start` lies behind what is written onto the first word."""

    first: int
    last: int
    start: int
    end: int
    forms: tuple[Form, ...]


def joints(text: str, words: Sequence[Token]) -> list[bool]:
    """For each word whether it and the next one may belong to one name, judged by what stands between them."""
    found = []
    for word, after in pairwise(words):
        between = text[word.end:after.start]
        joined = between in ("", " ") or len(between) < 4 and _JOINT.fullmatch(between) is not None
        if joined and "." in between:
            joined = _STOPPED.fullmatch(word.text) is not None and (between != "." or len(after.text) == 1)
        found.append(joined)
    return [*found, False] if words else []


def matches(words: Sequence[Token], joined: Sequence[bool], authority: Authority) -> list[Match]:
    """Every known name in the words, the longest at each place, from left to right without overlap."""
    found: list[Match] = []
    free = 0
    openers = list(map(authority.openers.__getitem__, [word.text for word in words]))
    for at in compress(range(len(words)), openers):
        if at < free:
            continue
        for cut, head, longest in openers[at]:
            match = _longest_at(words, joined, at, cut, head, longest, authority)
            if match:
                found.append(match)
                free = match.last
                break
    return found


def _longest_at(words, joined, at, cut, head, longest, authority) -> Match | None:
    """The longest known name that begins with word `at`, read with `cut` letters stripped off it."""
    second = authority.second[head]
    goes_on = longest > 1 and at + 1 < len(words) and joined[at] and key_of(words[at + 1].text) in second
    if not goes_on and "" not in second:
        return None
    keys, last = [head], at + 1
    longest = longest if goes_on else 1
    while last < len(words) and last - at < longest and joined[last - 1]:
        keys.append(key_of(words[last].text))
        last += 1
    while keys:
        forms = authority.forms(" ".join(keys))
        if forms:
            part = words[at:at + len(keys)]
            language = "ar" if any(script_language(word.text) == "ar" for word in part) else "en"
            fitting = tuple(f for f in forms if _fits(f, part, cut, language))
            if len(keys) == 1 and _SEATED & set(part[0].text):
                fitting = tuple(f for f in fitting if f.kind == "demonym" or _has_seated_hamza(f, authority))
            if fitting and not (len(keys) == 1 and cut and _is_rather_whole(part[0].text, cut)):
                return Match(at, at + len(keys), behind(part[0], cut), part[-1].end, fitting)
        keys.pop()
    return None


def _has_seated_hamza(form: Form, authority: Authority) -> bool:
    """Whether some listed spelling has a hamza on و or ي too: nobody adds one by mistake, so فئات is no فيات."""
    entity = authority.entities[form.entity_id]
    return any(_SEATED & set(name) for name in (entity.name_ar, *entity.variants_ar))


def behind(word: Token, cut: int) -> int:
    """Where the name begins in a word with `cut` letters written onto it; marks over those letters are theirs.

    Of لل the second lam stays with the name: it is the article's.
    """
    if not cut:
        return word.start
    if without_marks(word.text)[:cut].endswith("لل"):
        cut -= 1
    at = 0
    while cut and at < len(word.text):
        cut -= bool(without_marks(word.text[at]))
        at += 1
    while at < len(word.text) and not without_marks(word.text[at]):
        at += 1
    return word.start + at


@lru_cache(maxsize=50_000)
def _is_rather_whole(word: str, cut: int) -> bool:
    """Whether the word is commoner unstripped, as وليد is and no name with something written onto it can be."""
    plain = without_marks(word)
    rest = plain[cut:]
    if plain[:cut].endswith("لل"):
        rest = "ال" + rest
    whole = zipf(plain, "ar")
    return fold(plain) in triggers("ar").given or whole > 0 and whole > zipf(rest, "ar") - COMMONER.get(plain[0], 0.0)


def _fits(form: Form, part: Sequence[Token], cut: int, language: str) -> bool:
    """Whether these words may be this form, now that case and hamzas are looked at."""
    if language == "ar":
        return not form.spelling or _same_hamzas(form.spelling, part, cut)
    if form.kind == "demonym":
        return not form.entity_id or all(word.text[0].isupper() for word in part)
    if not form.spelling:
        return all(word.text[0].isupper() or word.text[0].isdigit() or word.text in _LOWER_IN_NAMES for word in part)
    for word, listed in zip(part, tokens(form.spelling), strict=False):
        if listed.text.isupper() and len(part) == 1 and not word.text.isupper():
            return False
        if listed.text[0].isupper() and word.text[0].islower() and word.text not in _LOWER_IN_NAMES:
            return False
    return True


def _same_hamzas(spelling: str, part: Sequence[Token], cut: int) -> bool:
    """Short words must carry the listed hamza: آن is a name, أن never. Words of three letters may drop it."""
    for number, (word, listed) in enumerate(zip(part, tokens(spelling), strict=False)):
        have, want = without_marks(word.text), without_marks(listed.text)
        if number == 0 and cut:
            have = ("ال" if have[:cut].endswith("لل") else "") + have[cut:]
        if len(want) > 3 or have == want:
            continue
        bare = len(want) == 3 and have == want.replace("أ", "ا").replace("إ", "ا").replace("آ", "ا")
        ending = have[:-1] == want[:-1] and {have[-1:], want[-1:]} in ({"ه", "ة"}, {"ى", "ي"})
        if not (bare or ending):
            return False
    return True
