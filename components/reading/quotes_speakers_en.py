"""Who speaks, in English: the noun phrase that a reporting verb or frame belongs to."""
from __future__ import annotations

from components.reading.quotes_cues import Cue, words_of
from components.reading.quotes_words import Speaker, Words

PRONOUNS = words_of("en", "pronoun")
_BE = words_of("en", "be")
# Words that may stand between a subject and its verb.
_BETWEEN = words_of("en", "between")
_PREPOSITIONS = words_of("en", "preposition")
_ATTACHING = frozenset(("of", "for", "at", "from", "in", "with"))
_ROLE = words_of("en", "role")
_DETERMINERS = words_of("en", "determiner")
_STOPS = words_of("en", "boundary") | _PREPOSITIONS
_CALENDAR = words_of("en", "calendar")
# "He went on to say" reports; "a leader to counter threats" does not.
_TO_SAY = words_of("en", "to_say")
# "He continued to work" reports nothing.
_GOES_ON = words_of("en", "goes_on")
_SUBORDINATORS = words_of("en", "subordinator")
_NOUN_TOO = words_of("en", "noun_too")
_LONE = words_of("en", "lone")
_RELATIVE = frozenset(("who", "which", "whom"))
# Longest phrase for a speaker, in words: "the chairman of the joint chiefs of staff General Joseph Dunford" has 11.
LONGEST_PHRASE = 14
LONGEST_APPOSITION = 28


def speaker(words: Words, cue: Cue, low: int, high: int, after_quote: bool) -> Speaker | None:
    """The speaker whom a cue names.

    low, high: the words of the cue's sentence, high exclusive. after_quote: whether the words between a quotation and
    the cue are none, so that the speaker follows (“…,” said Smith).
    """
    if cue.report.kind == "frame":
        return _frame(words, cue, low, high)
    passive = cue.first > low and _is_passive(words, cue, low)
    if passive:
        if cue.last + 1 < high and words.keys[cue.last + 1] == "by":
            return following(words, cue.last + 2, high)
        return preceding(words, cue.first, low) if words.keys[cue.first] == "quoted" else None
    participle = words.keys[cue.first].endswith("ing")
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
        return True
    if token.text[0].isupper() and not token.text.isupper():
        return False
    if cue.report.form in _GOES_ON and words.keys[cue.last + 1:cue.last + 2] == ["to"]:
        return words.keys[cue.last + 2:cue.last + 3] in (["say"], ["tell"])
    if before == "to":
        return cue.report.form in _TO_SAY
    if cue.report.form in _NOUN_TOO and not token.text.endswith(("ed", "ing", "said")) and cue.last + 1 < len(words.keys) \
            and not words.breaks(cue.last) and not _may_follow_verb(words, cue.last + 1):
        return False
    if before in _DETERMINERS and before not in ("that", "one", "all", "both", "some", "many", "most", "few", "this"):
        return False
    if before in ("of", "for", "in", "with", "on", "from", "at", "about") and not token.text.endswith("ing"):
        return False
    return not words.text[words.tokens[cue.first - 1].end:token.start].startswith(("'s", "’s")) or token.text[-2:] == "ed"


def _may_follow_verb(words: Words, number: int) -> bool:
    """Whether a word can stand after "claims" the verb: an object, a clause; not "of", "is", "targeting"."""
    word = words.keys[number]
    return word in _DETERMINERS or word in PRONOUNS or word in ("that", "to", "how", "why", "if", "whether", "him", "them") or \
        words.tokens[number].text[0].isupper()


def preceding(words: Words, at: int, low: int) -> Speaker | None:
    """The noun phrase before the word `at`, an apposition or relative clause in between passed over."""
    last = at - 1
    while last >= low and not words.breaks(last) and (
            words.keys[last] in _BETWEEN or words.keys[last].endswith(("ly", "n't"))):
        last -= 1
    if last < low:
        return None
    if words.breaks(last):
        if words.keys[at][-3:] == "ing":
            return None
        opening = _before_apposition(words, last, low)
        if opening is None:
            return None
        last = opening
    if words.keys[last] in _RELATIVE:
        if last == low:
            return None
        last -= 1
    return _phrase_ending(words, last, low)


def following(words: Words, first: int, high: int) -> Speaker | None:
    """The noun phrase that begins with the word `first`."""
    at = first
    while at < high and at < first + LONGEST_PHRASE:
        word, token = words.keys[at], words.tokens[at].text
        if word == "that":
            break
        if at == first and word in PRONOUNS:
            return words.phrase(first, first, pronoun=True)
        named = any(words.tokens[i].text[0].isupper() for i in range(first, at))
        if word in _CALENDAR or (word in _STOPS and not (at > first and word in _ATTACHING and not named and at + 1 < high)):
            if not (word == "of" and at > first and at + 1 < high) and not (
                word == "and" and at > first and at + 1 < high and named and words.tokens[at + 1].text[0].isupper()
            ) and not (at == first and word in _DETERMINERS):
                break
        if named and token[0].islower() and word not in _ATTACHING and word != "and" and not (
            words.tokens[at - 1].text[0].islower() or at + 1 < high and not words.breaks(at)
        ):
            break
        at += 1
        if at >= high or words.breaks(at - 1):
            break
    last = at - 1
    while last >= first and words.keys[last] in _STOPS:
        last -= 1
    if last < first or words.keys[last] in _DETERMINERS and not (last == first and words.keys[last] in _LONE):
        return None
    return words.phrase(first, last)


def _frame(words: Words, cue: Cue, low: int, high: int) -> Speaker | None:
    if words.keys[cue.last] in ("to", "of", "per"):
        return following(words, cue.last + 1, high)
    return None


def _is_passive(words: Words, cue: Cue, low: int) -> bool:
    at = cue.first - 1
    while at > low and (words.keys[at][-2:] == "ly" or words.keys[at] in ("also", "not", "first", "widely", "being")):
        at -= 1
    return words.keys[at] in _BE and words.tokens[cue.first].text[-3:] != "ing"


def _before_apposition(words: Words, last: int, low: int) -> int | None:
    """The word before the comma that opens the apposition which ends with the word `last`."""
    for at in range(last - 1, max(low, last - LONGEST_APPOSITION) - 1, -1):
        if words.breaks(at) and words.gap(at).strip()[:1] in (",", "(", "—", "–", "-"):
            return at
    return None


def _phrase_ending(words: Words, last: int, low: int) -> Speaker | None:
    if words.keys[last] in PRONOUNS:
        return words.phrase(last, last, pronoun=True)
    first = last + 1
    attached = 0
    while first > low and last - first < LONGEST_PHRASE:
        at = first - 1
        word, token = words.keys[at], words.tokens[at].text
        if at < last and words.breaks(at):
            break
        if at < last and (word in _CALENDAR or at in words.cue_firsts and token[0].islower()):
            break
        if word in _DETERMINERS and at < last:
            first = at
            before = at - 1
            if before > low and words.keys[before] in _ATTACHING and attached < 2 and not words.breaks(before) \
                    and not words.breaks(before - 1) and words.keys[before - 1] not in _STOPS:
                attached += 1
                first = before
                continue
            break
        if word in _STOPS or word in PRONOUNS:
            inner = (word in ("of", "for", "and") or word in _ATTACHING and last > at and words.tokens[at + 1].text[0].isupper()
                     and at > low and words.tokens[at - 1].text[0].islower())
            if not (inner and at < last and at > low and not words.breaks(at - 1) and words.keys[at - 1] not in _STOPS
                    and (word != "and" or words.tokens[at - 1].text[0].isupper() and words.tokens[at + 1].text[0].isupper())):
                break
        elif token[0].islower() and words.keys[at][-2:] in ("ed", "ly") and at < last:
            break
        first = at
    while first <= last and words.keys[first] in _STOPS and words.keys[first] not in _DETERMINERS:
        first += 1
    if first > last or first == last and (words.keys[last] in _DETERMINERS or words.keys[last][0].isdigit()):
        return None
    return words.phrase(first, last)


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
        word, token = words.keys[number], words.tokens[number].text
        if word in ("he", "she", "they", "i", "we"):
            return words.phrase(number, number, pronoun=True)
        if number > low and words.breaks(number - 1):
            in_preposition = False
        if word in _PREPOSITIONS:
            in_preposition = True
            continue
        proper = token[0].isupper() and (number > low or token in words.proper or _is_lone_name(words, number, high)) and word not in _STOPS and word not in _CALENDAR and word not in _DETERMINERS
        if in_preposition or not (proper or word in _ROLE):
            continue
        last = number
        while last + 1 < high and not words.breaks(last) and words.tokens[last + 1].text[0].isupper():
            last += 1
        found = _phrase_ending(words, last, low)
        if number - low <= 1 and any(words.breaks(i) and words.gap(i)[:1] == "," for i in range(last, min(last + 3, high - 1))) \
                and introduction is None and last == number:
            introduction = found
            continue
        return found
    return introduction


def _is_lone_name(words: Words, number: int, high: int) -> bool:
    """Whether the first word of a sentence is a name, as in "Lind praised the wall": a verb follows at once."""
    after = number + 1
    return len(words.keys[number]) > 3 and after < high and not words.breaks(number) and (
        words.keys[after].endswith("ed") or after in words.cue_firsts)
