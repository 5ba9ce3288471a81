"""English noun phrases that name a speaker: where they begin and where they end."""
from __future__ import annotations

from components.reading.quotes_cues import words_of
from components.reading.quotes_words import Speaker, Words

PRONOUNS = words_of("en", "pronoun")
PREPOSITIONS = words_of("en", "preposition")
DETERMINERS = words_of("en", "determiner")
STOPS = words_of("en", "boundary") | PREPOSITIONS
CALENDAR = words_of("en", "calendar")
# "One said", "many say": a determiner that is a whole phrase.
_LONE = words_of("en", "lone")
# Prepositions that may go on with a phrase: the head of the agency, a spokesman for the army.
_ATTACHING = frozenset(("of", "for", "at", "from", "in", "with"))
# Longest phrase for a speaker, in words: "the chairman of the joint chiefs of staff General Joseph Dunford" has 11.
LONGEST_PHRASE = 14
LONGEST_APPOSITION = 28
# "The head of the office of the governor": prepositions that one phrase goes on with.
MOST_ATTACHED = 2


def following(words: Words, first: int, high: int) -> Speaker | None:
    """The noun phrase that begins with the word `first`; None where none begins there.

    high: the end of the sentence, exclusive.
    """
    if first < high and words.keys[first] in PRONOUNS:
        return words.phrase(first, first, pronoun=True)
    at, named = first, False
    while at < min(high, first + LONGEST_PHRASE) and _goes_on(words, first, at, high, named):
        named = named or words.tokens[at].text[0].isupper()
        at += 1
        if at < high and words.breaks(at - 1):
            break
    last = at - 1
    while last >= first and words.keys[last] in STOPS:
        last -= 1
    if last < first or words.keys[last] in DETERMINERS and not (last == first and words.keys[last] in _LONE):
        return None
    return words.phrase(first, last)


def _goes_on(words: Words, first: int, at: int, high: int, named: bool) -> bool:
    """Whether the word `at` belongs to the phrase that begins with `first`; named: a name stands in it already."""
    word = words.keys[at]
    if word == "that" or word in CALENDAR:
        return False
    if word not in STOPS:
        # Said Lind later: a word that ends the phrase after a name is no part of it; said Clinton spokesman Lind.
        closes = at + 1 >= high or words.breaks(at)
        return not (named and closes and words.tokens[at].text[0].islower() and words.tokens[at - 1].text[0].isupper())
    if at == first or at + 1 >= high:
        return False
    if word == "and":
        return named and words.tokens[at + 1].text[0].isupper()
    return word == "of" or word in _ATTACHING and not named


def phrase_ending(words: Words, last: int, low: int) -> Speaker | None:
    """The noun phrase that ends with the word `last`; low: the first word of the sentence."""
    if words.keys[last] in PRONOUNS:
        return words.phrase(last, last, pronoun=True)
    if words.keys[last] in STOPS and words.keys[last] not in DETERMINERS:
        return None
    first, attached = last, 0
    while first > low and last - first < LONGEST_PHRASE and not words.breaks(first - 1):
        at = first - 1
        word = words.keys[at]
        if words.keys[first] in DETERMINERS:
            if word not in _ATTACHING or attached == MOST_ATTACHED or not _joins(words, at, low):
                break
            attached += 1
        elif word in STOPS or word in PRONOUNS:
            if word not in DETERMINERS and not (_joins(words, at, low) and _links_names(words, at)):
                break
        elif word in CALENDAR or words.tokens[at].text[0].islower() and (
                at in words.cue_firsts or word.endswith(("ed", "ly"))):
            break
        first = at
    while first <= last and words.keys[first] in STOPS and words.keys[first] not in DETERMINERS:
        first += 1
    if first > last or first == last and (words.keys[last] in DETERMINERS or words.keys[last][0].isdigit()):
        return None
    return words.phrase(first, last)


def _joins(words: Words, at: int, low: int) -> bool:
    """Whether a preposition or conjunction has a noun before it to join."""
    return at > low and not words.breaks(at - 1) and words.keys[at - 1] not in STOPS


def _links_names(words: Words, at: int) -> bool:
    word, before, after = words.keys[at], words.tokens[at - 1].text, words.tokens[at + 1].text
    if word == "and":
        return before[0].isupper() and after[0].isupper()
    return word in ("of", "for") or word in _ATTACHING and before[0].islower() and after[0].isupper()


def before_apposition(words: Words, last: int, low: int) -> int | None:
    """The word before the comma that opens the apposition which ends with the word `last`."""
    for at in range(last - 1, max(low, last - LONGEST_APPOSITION) - 1, -1):
        if words.breaks(at) and words.gap(at).strip()[:1] in (",", "(", "—", "–", "-"):
            return at
    return None
