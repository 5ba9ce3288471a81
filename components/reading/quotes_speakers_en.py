"""Who speaks, in English: the noun phrase that a reporting verb or frame belongs to."""
from __future__ import annotations

from bisect import bisect_left

from components.reading.quotes_cues import Cue, words_of
from components.reading.quotes_phrases_en import (
    CALENDAR,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    STOPS,
    before_apposition,
    following,
    phrase_ending,
)
from components.reading.quotes_words import Speaker, Words

_BE = words_of("en", "be")
# Words that may stand between a subject and its verb.
_BETWEEN = words_of("en", "between")
_ROLE = words_of("en", "role")
# "He went on to say" reports; "a leader to counter threats" does not.
_TO_SAY = words_of("en", "to_say")
# "He continued to work" reports nothing.
_GOES_ON = words_of("en", "goes_on")
_SUBORDINATORS = words_of("en", "subordinator")
_NOUN_TOO = words_of("en", "noun_too")
_RELATIVE = frozenset(("who", "which", "whom"))
# Verbs whose object is the one who said it.
_PASSES_ON = frozenset(("quote", "cite"))
_BEFORE_DAY = frozenset(("on", "late", "early", "last", "earlier", "this", "in"))
_OBJECT_PREPOSITIONS = frozenset(("of", "for", "in", "with", "on", "from", "at", "about"))
# "That says", "one said", "some claim": a determiner that may be the subject itself.
_SUBJECT_DETERMINERS = frozenset(("that", "this", "one", "all", "both", "some", "many", "most", "few"))
_CLAUSE_OR_OBJECT = frozenset(("that", "to", "how", "why", "if", "whether", "him", "them"))


def speaker(words: Words, cue: Cue, low: int, high: int, after_quote: bool) -> Speaker | None:
    """The speaker whom a cue names.

    low, high: the words of the cue's sentence, high exclusive. after_quote: whether no word stands between a quotation
    and the cue, so that the speaker follows (“…,” said Smith).
    """
    if cue.report.kind == "frame":
        return following(words, cue.last + 1, high) if words.keys[cue.last] in ("to", "of", "per") else None
    passive = cue.first > low and _is_passive(words, cue, low)
    if passive:
        if cue.last + 1 < high and words.keys[cue.last + 1] == "by":
            return following(words, cue.last + 2, high)
        return preceding(words, cue.first, low) if words.keys[cue.first] == "quoted" else None
    participle = words.keys[cue.first].endswith("ing")
    if cue.report.form in _PASSES_ON and not after_quote:
        verb = bisect_left(words.cue_order, cue.last + 1)
        until = min([high, *words.cue_order[verb:verb + 1]])
        if quoted := following(words, cue.last + 1, until):
            return quoted  # we quoted the ministry announcing that
    if after_quote:
        return following(words, cue.last + 1, high) if not participle else None
    found = preceding(words, cue.first, low)
    if found and not (participle and found.text.split()[-1][0].islower() and not found.pronoun):
        return found
    return subject(words, low, cue.first) or found


def is_verb(words: Words, cue: Cue, low: int) -> bool:
    """Whether a form that may be a noun (claims, reports, States) is used as a verb here."""
    token, before = words.tokens[cue.first], words.keys[cue.first - 1] if cue.first > low else ""
    if cue.report.kind == "frame":
        return True
    if cue.first > 0 and words.gap(cue.first - 1) == "-":
        return False
    if cue.first == low or words.breaks(cue.first - 1):
        # A bare form at the head of a clause has no subject: "But, state television reported".
        return words.keys[cue.first] != cue.report.form or cue.report.form not in _NOUN_TOO
    if token.text[0].isupper() and not token.text.isupper():
        return False
    if cue.report.form in _GOES_ON and words.keys[cue.last + 1:cue.last + 2] == ["to"]:
        return words.keys[cue.last + 2:cue.last + 3] in (["say"], ["tell"])
    if before == "to":
        return cue.report.form in _TO_SAY
    if cue.report.form in _NOUN_TOO and not token.text.endswith(("ed", "ing")) and cue.last + 1 < len(words.keys) and (
            not words.breaks(cue.last) and not _may_follow_verb(words, cue.last + 1)):
        return False
    if before in DETERMINERS - _SUBJECT_DETERMINERS or before in _OBJECT_PREPOSITIONS and token.text[-3:] != "ing":
        return False
    possessive = words.text[words.tokens[cue.first - 1].end:token.start].startswith(("'s", "’s"))
    return not possessive or token.text.endswith("ed")


def _may_follow_verb(words: Words, number: int) -> bool:
    """Whether a word can stand after "claims" the verb: an object, a clause; not "of", "is", "targeting"."""
    word = words.keys[number]
    known = word in DETERMINERS or word in PRONOUNS or word in _CLAUSE_OR_OBJECT
    return known or words.tokens[number].text[0].isupper()


def preceding(words: Words, at: int, low: int) -> Speaker | None:
    """The noun phrase before the word `at`, an apposition or relative clause in between passed over."""
    last = at - 1
    while last >= low and not words.breaks(last) and (
            words.keys[last] in _BETWEEN or words.keys[last].endswith(("ly", "n't"))):
        last -= 1
    last = _before_day(words, last, low)
    if last < low:
        return None
    if words.breaks(last):
        if words.keys[at].endswith("ing"):  # Trump shrugged, saying: no subject of its own
            return None
        opening = before_apposition(words, last, low)
        if opening is None:
            return None
        last = opening
    if words.keys[last] in _RELATIVE:
        if last == low:
            return None
        last -= 1
    found = phrase_ending(words, last, low)
    return _described(words, found, low) or found


def _described(words: Words, found: Speaker | None, low: int) -> Speaker | None:
    """The name that a phrase only describes: Ann Lee, a senior adviser and head of the office, said."""
    if found is None or found.pronoun:
        return None
    first = bisect_left(words.starts, found.start)
    opening = first
    while opening > low and not words.breaks(opening - 1):
        opening -= 1
    if opening <= low or words.gap(opening - 1).strip() != ",":
        return None
    last = bisect_left(words.starts, found.end) - 1
    if words.keys[opening] != "of" and not any(key in _ROLE for key in words.keys[opening:last + 1]):
        return None  # …, Ann Lee, The Guardian reported
    name = phrase_ending(words, opening - 1, low)
    if name is None or name.pronoun or not all(word[0].isupper() for word in name.text.split()):
        return None
    start = bisect_left(words.starts, name.start)
    at_head = start == low or words.breaks(start - 1) or words.starts[start] == 0
    return name if at_head and len(name.text.split()) > 1 and words.keys[opening - 1] not in CALENDAR else None


def _before_day(words: Words, last: int, low: int) -> int:
    """The word before "on Friday", "late Friday", where that stands between a subject and its verb."""
    at = last
    while at > low and not words.breaks(at) and words.keys[at] in CALENDAR:
        at -= 1
    if at == last:
        return last
    while at > low and not words.breaks(at) and words.keys[at] in _BEFORE_DAY:
        at -= 1
    return at


def _is_passive(words: Words, cue: Cue, low: int) -> bool:
    at = cue.first - 1
    while at > low and (words.keys[at][-2:] == "ly" or words.keys[at] in ("also", "not", "first", "widely", "being")):
        at -= 1
    return words.keys[at] in _BE and words.tokens[cue.first].text[-3:] != "ing"


def subject(words: Words, low: int, high: int) -> Speaker | None:
    """The subject of a sentence: of "Trump went to Iowa and said", of "Asked about it, he shrugged".

    The first pronoun, proper name or word for a role that stands in no prepositional phrase; one in a short phrase that
    introduces the sentence ("Hours later, …") counts only where nothing else does.
    """
    in_preposition, introduction = False, None
    if low < high and words.keys[low] in _SUBORDINATORS:
        comma = next((n for n in range(low, high - 1) if words.gap(n)[:1] == ","), low - 1)
        low = comma + 1
    for number in range(low, high):
        word = words.keys[number]
        if word in ("he", "she", "they", "i", "we"):
            return words.phrase(number, number, pronoun=True)
        if number > low and words.breaks(number - 1):
            in_preposition = False
        if word in PREPOSITIONS:
            in_preposition = True
            continue
        if in_preposition or not (word in _ROLE or _is_name(words, number, low, high)):
            continue
        last = number
        while last + 1 < high and not words.breaks(last) and words.tokens[last + 1].text[0].isupper():
            last += 1
        found = phrase_ending(words, last, low)
        comma = any(words.gap(i)[:1] == "," for i in range(last, min(last + 3, high - 1)))
        if introduction is None and last == number <= low + 1 and comma:
            introduction = found
            continue
        return found
    return introduction


def _is_name(words: Words, number: int, low: int, high: int) -> bool:
    word, token = words.keys[number], words.tokens[number].text
    if not token[0].isupper() or word in STOPS or word in CALENDAR or word in DETERMINERS:
        return False
    return number > low or token in words.proper or _is_lone_name(words, number, high)


def _is_lone_name(words: Words, number: int, high: int) -> bool:
    """Whether the first word of a sentence is a name, as in "Lind praised the wall": a verb follows at once."""
    after = number + 1
    return len(words.keys[number]) > 3 and after < high and not words.breaks(number) and (
        words.keys[after].endswith("ed") or after in words.cue_firsts)
