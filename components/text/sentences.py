"""Where sentences begin and end: lines first, then full stops, with what news does to full stops."""
from __future__ import annotations

import regex

from .arabic import is_arabic

# A run of sentence marks with what closes after it (quotation marks, brackets, a footnote's asterisk), or a quotation
# that closes right before another opens.
_STOP = regex.compile(r"""[.!?؟…۔]++[*]?+(?P<closing>["”’'»)\]›“]*+)|(?<=[^\s"“«])(?P<between>["”»])(?=\s+["“«]\S)""")
_LINE = regex.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_INITIALS = regex.compile(r"(?:\p{L}\.)+\p{L}")
_WORD_BEFORE = regex.compile(r"[\p{L}\p{M}\p{Nd}'’.\-]{1,24}$")
_NEXT = regex.compile(r"""(?P<space>\s*)(?P<opening>["“”‘'’«(\[‹\-–—•*]*\s?)(?P<word>[\p{L}\p{Nd}\p{M}]*)""")

# Always followed by a name, so never the end.
_TITLES = frozenset((
    "mr", "mrs", "ms", "messrs", "mme", "mlle", "dr", "prof", "rev", "fr", "st", "ste", "mt", "ft", "gen", "lt",
    "col", "capt", "cmdr", "maj", "sgt", "cpl", "pvt", "adm", "brig", "supt", "insp", "det", "hon", "rep", "reps",
    "sen", "sens", "gov", "pres", "amb", "atty", "treas", "vs", "v", "cf", "eg", "ie", "viz", "approx", "op", "al",
    "eds", "est"))
# Followed by a number, or else the end.
_BEFORE_NUMBER = frozenset((
    "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "no", "nos", "art", "fig", "p",
    "pp", "pg", "vol", "sec", "ch"))
# May stand inside a sentence or end one: the next word decides.
_EITHER = frozenset((
    "inc", "ltd", "co", "corp", "bros", "llc", "plc", "jr", "sr", "etc", "ave", "blvd", "rd", "sq", "dept", "univ",
    "assn", "bldg", "ph.d"))
# Words that begin a sentence far more often than a name: after "U.S." or "Inc." they show that the sentence has ended.
_STARTERS = frozenset((
    "the", "a", "an", "he", "she", "it", "they", "we", "you", "i", "his", "her", "its", "their", "our", "my", "your",
    "this", "that", "these", "those", "there", "here", "in", "on", "at", "by", "for", "from", "with", "without",
    "within", "after", "before", "since", "until", "while", "when", "where", "why", "what", "who", "how", "if",
    "although", "though", "because", "as", "and", "but", "or", "nor", "so", "yet", "however", "meanwhile", "moreover",
    "still", "then", "now", "today", "yesterday", "tomorrow", "earlier", "later", "last", "next", "once", "one",
    "two", "some", "many", "most", "more", "few", "several", "all", "both", "each", "every", "another", "other",
    "others", "no", "not", "under", "over", "during", "despite", "according", "also", "only", "even", "just", "about",
    "among", "between"))
# "Are you ready?" CNN asked: who says it comes after, in the same sentence.
_SAID_AFTER = regex.compile(
    r"\s+(?:\p{Lu}[\w.’'-]*+\s+){1,3}(?:said|says|asked|asks|told|tells|wrote|writes|reported|reports|added|adds|tweeted"
    r"|replied|cried|shouted|joked|recalled|wondered)\b")
# The letters that stand for titles, alone or after a conjunction or preposition: د. أحمد، وأ. سامي.
_ARABIC_TITLE = regex.compile(r"(?:.*\.)?[ولبف]?\p{Arabic}|.*[اأ]\.ش|\p{Lu}")
# Two letters of which the second is no title but the word: أم لا. يعمل به.
_SHORT_WORDS = frozenset(("لا", "به", "له", "لي", "لك", "بك", "بي", "في", "فى", "بل"))
_YEAR_BEFORE = regex.compile(r"\p{Nd}\s*\p{Arabic}$")


def sentences(text: str, language: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Spans of the sentences of `text[start:end]`, in order, without the white space around them.

    A line end always ends a sentence; a line of marks alone is none. Offsets are code points into `text`.

    >>> text = "It was a failure.But the U.S. said no."
    >>> [text[s:e] for s, e in sentences(text, "en")]
    ['It was a failure.', 'But the U.S. said no.']
    """
    end = len(text) if end is None else min(end, len(text))
    ends_here = _ends_in_arabic if language == "ar" else _ends_in_latin
    found: list[tuple[int, int]] = []
    for line in _LINE.finditer(text, max(start, 0), end):
        begin, stop_at = line.span()
        for stop in _STOP.finditer(text, begin, stop_at):
            if stop.end() < stop_at and ends_here(text, begin, stop, stop_at):
                begin = _add(found, text, begin, stop.end())
        _add(found, text, begin, stop_at)
    return found


def _add(found: list[tuple[int, int]], text: str, begin: int, finish: int) -> int:
    """Keep the stretch if it has a letter or digit; what has none belongs to the sentence before it."""
    piece = text[begin:finish]
    trimmed = piece.strip()
    if trimmed and any(map(str.isalnum, trimmed)):
        first = begin + len(piece) - len(piece.lstrip())
        found.append((first, first + len(trimmed)))
    return finish


def _word_before(text: str, begin: int, at: int) -> str:
    word = _WORD_BEFORE.search(text, max(begin, at - 24), at)
    return word[0] if word else ""


def _ends_in_latin(text: str, begin: int, stop: regex.Match, line_end: int) -> bool:
    if stop["between"]:
        return True
    after = _NEXT.match(text, stop.end(), line_end)
    word = after["word"]
    before = _word_before(text, begin, stop.start())
    if stop["closing"] in ("'", "’") and word == "s":
        return False  # the U.N.'s envoy
    if not after["space"]:
        # A full stop glued to the next word ("failure.But"): no address, no abbreviation, no decimal.
        return (len(before) > 1 and (before[-1].islower() or before[-1].isdigit()) and "." not in before
                and len(word) > 1 and word[0].isupper() and word[1].islower() or bool(stop["closing"] and word))
    if word[:1].islower():
        return False
    if stop["closing"] and stop[0][0] in "?!" and _SAID_AFTER.match(text, stop.end(), line_end):
        return False
    if stop[0] != ".":
        return True
    key = before.lower().lstrip("'’-")
    if key in _TITLES:
        return False
    if key in _BEFORE_NUMBER:
        return not word[:1].isdigit()
    if key in _EITHER or _INITIALS.fullmatch(before):
        return word.lower() in _STARTERS or not word
    # An initial: "John F. Kennedy".
    return not (len(before) == 1 and before.isupper() and before != "I" and word[:1].isupper())


def _ends_in_arabic(text: str, begin: int, stop: regex.Match, line_end: int) -> bool:
    if stop["between"]:
        return True
    after = _NEXT.match(text, stop.end(), line_end)
    word = after["word"]
    before = _word_before(text, begin, stop.start())
    if not after["space"]:
        return (len(before) > 2 and before[-1].isalpha() and len(word) > 2 and word[0].isalpha() and "." not in before
                and is_arabic(before) == is_arabic(word))
    if word[:1].islower():
        return False
    if stop[0] == "." and _ARABIC_TITLE.fullmatch(before) and before not in _SHORT_WORDS:
        return bool(_YEAR_BEFORE.search(text, max(begin, stop.start() - 8), stop.start()))
    return True
