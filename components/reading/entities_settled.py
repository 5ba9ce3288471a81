"""Known names in a text, settled: which of the candidates count, whom each means, and how much of it is the name."""
from __future__ import annotations

from collections.abc import Iterator, Sequence

from components.reading.authority import Authority, Form
from components.reading.entities_known import Match
from components.reading.entities_triggers import triggers
from components.reading.models import Mention
from components.reading.name_keys import (
    arabic_heads,
    arabic_key,
    cues,
    english_key,
    heads,
    key_of,
    key_words,
    script_language,
)
from components.text.words import Token, tokens

_CLASSES = cues("ar", "class of place")
_PLACES = ("place/", "country/")
_KIN = cues("en", "kin")
_OTHER_BODY = cues("ar", "other body")


def standing(candidates: Sequence[Match]) -> list[Match]:
    """Candidates with the forms that count: strong ones, and weak ones of what the article has a strong form of.

    A word that is left without any is free to be read as a new name: أنان alone is somebody called Annan.
    """
    strong = {form.entity_id for match in candidates for form in match.forms if not form.weak}
    usable = [match._replace(forms=tuple(f for f in match.forms if not f.weak or f.entity_id in strong))
              for match in candidates]
    return [match for match in usable if match.forms]


def of_this_country(
    candidates: Sequence[Match], words: Sequence[Token], joined: Sequence[bool], authority: Authority
) -> list[Match]:
    """Candidates without bodies whose like every country has, where the words beside them tell of another one.

    Iran's National Security Council is not that of the United States, and مجلس الأمن القومي is no مجلس الأمن.
    """
    kept = []
    for place, match in enumerate(candidates):
        forms = match.forms
        if match.last - match.first > 1 and all(form.entity_id.startswith("organisation/") for form in forms):
            beside = _country_beside(candidates, place, words, joined)
            forms = tuple(form for form in forms if not beside or _may_be_of(beside, form, authority))
            if joined[match.last - 1] and arabic_key(words[match.last].text) in _OTHER_BODY:
                forms = ()
        if forms:
            kept.append(match._replace(forms=forms))
    return kept


def _country_beside(candidates: Sequence[Match], place: int, words: Sequence[Token], joined: Sequence[bool]) -> str:
    """The country that an English name stands behind and an Arabic one before; "" for none."""
    match = candidates[place]
    arabic = script_language(words[match.first].text) == "ar"
    other = candidates[place + 1:place + 2] if arabic else candidates[max(place - 1, 0):place]
    if not other or not joined[match.last - 1 if arabic else match.first - 1]:
        return ""
    # الجيش الأميركي والعراقي: what `and` joins on is no part of the name.
    alone = other[0].start == words[other[0].first].start
    touches = other[0].first == match.last and alone if arabic else other[0].last == match.first
    country = next((form for form in other[0].forms if form.entity_id.startswith("country/")), None)
    return country.entity_id if touches and country and (not arabic or country.kind == "demonym") else ""


def _may_be_of(country: str, form: Form, authority: Authority) -> bool:
    """Whether the entity's English name tells of no country, or of this one."""
    told = {of.entity_id for key in key_words(authority.entities[form.entity_id].name_en, "en")
            for of in authority.forms(key) if of.entity_id.startswith("country/")}
    return not told or country in told


def settled(
    text: str, words: Sequence[Token], candidates: Sequence[Match], language: str, authority: Authority
) -> Iterator[tuple[Match, Mention]]:
    """Each candidate that names something, as far as it is the name, and the mention that it is."""
    for match in candidates:
        form = _choice(match, words)
        if not form.entity_id:
            continue
        if form.entity_id.startswith("person/"):
            if _is_somebodys_child(match, words):
                continue
            match = _without_title(match, words, language, authority)
        elif form.kind == "name":
            match = _without_class(match, words, authority)
        yield match, _mention(text, match, form, authority)


def _choice(match: Match, words: Sequence[Token]) -> Form:
    """Which of several entities a spelling means: a country before others, else the first listed."""
    usable = list(match.forms)
    if len(usable) < 2:
        return usable[0]
    if any(form.kind == "demonym" for form in usable):
        # سورية is Syria behind a preposition, and Syrian behind a noun.
        behind_preposition = match.start > words[match.first].start or (
            match.first > 0 and arabic_key(words[match.first - 1].text) in cues("ar", "preposition")
        )
        usable = [form for form in usable if (form.kind == "demonym") != behind_preposition] or usable
    return min(usable, key=lambda f: (f.weak, not f.entity_id.startswith("country/")))


def _mention(text: str, match: Match, form: Form, authority: Authority) -> Mention:
    entity = authority.entities[form.entity_id]
    return Mention(match.start, match.end, text[match.start:match.end], entity.id, entity.type,
                   entity.name_en, entity.name_ar, form.kind, "known")


def _is_somebodys_child(match: Match, words: Sequence[Token]) -> bool:
    """Khalifa Haftar's son Saddam: a name of one word behind a word for a relative is a given name of another one."""
    return match.last - match.first == 1 and match.first > 0 and english_key(words[match.first - 1].text) in _KIN


def _begins_with_given_name(match: Match, words: Sequence[Token], language: str, authority: Authority) -> bool:
    """Whether what may be a title is the first of somebody's names: Sultan Al Jaber, خليفة حفتر."""
    entity, first = authority.entities[match.forms[0].entity_id], words[match.first]
    listed = tokens(entity.name_en if script_language(first.text) == "en" else entity.name_ar)
    key = key_of(first.text)
    return key in triggers(language).given and bool(listed) and key_of(listed[0].text) == key


def _without_title(match: Match, words: Sequence[Token], language: str, authority: Authority) -> Match:
    """A listed name that begins with a title (King Charles, الملك محمد السادس) without it."""
    titles = triggers(language)
    if _begins_with_given_name(match, words, language, authority):
        return match
    keys = [key for word in words[match.first:match.last] for key in key_words(word.text, language)]
    if language == "ar":
        bare = [head[2:] for _, head in arabic_heads(words[match.first].text) if head.startswith("ال")]
        keys[0] = next((head for head in bare if head in titles.single), keys[0])
    count = titles.title_at(keys, 0) if len(keys) > 1 else 0
    if not count or count >= len(keys):
        return match
    return match._replace(first=match.first + count, start=words[match.first + count].start)


def _without_class(match: Match, words: Sequence[Token], authority: Authority) -> Match:
    """A listed Arabic place (نهر النيجر, قطاع غزة) without the word for its kind, where the rest is a place's name too.

    Only the mention is shorter, as a person's is without the title; whom it means stays.
    """
    after = match.first + 1
    if match.last == after or not any(head in _CLASSES for _, head in heads(words[match.first].text)):
        return match
    rest = " ".join(key_of(word.text) for word in words[after:match.last])
    if not any(form.kind != "demonym" and form.entity_id.startswith(_PLACES) for form in authority.forms(rest)):
        return match
    return match._replace(first=after, start=words[after].start)
