"""Where sentences begin and end: lines first, then full stops, with what news does to full stops."""
from __future__ import annotations

import regex

# A run of sentence marks with what closes after it: quotation marks, brackets, a footnote's asterisk.
_STOP = regex.compile(r"""[.!?؟…۔]++[*]?+(?P<closing>["”’'»)\]›“]*+)""")
_LINE = regex.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_WORD_BEFORE = regex.compile(r"[\p{L}\p{M}\p{Nd}'’.\-]{1,24}$")
_NEXT = regex.compile(r"""(?P<space>\s*)(?P<opening>["“”‘'’«(\[‹\-–—•*]*\s?)(?P<word>[\p{L}\p{Nd}\p{M}]*)(?P<stop>\.?)""")

# Always followed by a name or a number, so never the end.
_TITLES = frozenset(
    "mr mrs ms messrs mme mlle dr prof rev fr sr st ste mt ft gen lt col capt cpt cmdr maj sgt cpl pvt adm brig supt insp"
    " det hon rep reps sen sens gov pres amb atty sec treas supt vs v cf eg ie viz approx no nos vol pp pg fig figs ch art"
    " op al ed eds est jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu thur thurs fri sat sun"
    .split()
) - {"no", "sun", "sat", "mar", "art", "al", "ed", "fig", "col"} | {"col", "fig"}
# May stand inside a sentence or end one: the next word decides.
_EITHER = frozenset(
    "inc ltd co corp bros llc plc jr sr etc ave blvd rd sq dept univ assn bldg u.s u.k u.n e.u u.s.a u.a.e d.c l.a n.y"
    " a.m p.m ph.d m.d b.a m.a j.d b.c a.d c.e i.e e.g".split()
)
# Words that begin a sentence far more often than a name: after "U.S." or "Inc." they show that the sentence has ended.
_STARTERS = frozenset(
    "the a an he she it they we you i his her its their our my your this that these those there here in on at by for from"
    " with without within after before since until while when where why what who how if although though because as and"
    " but or nor so yet however meanwhile moreover still then now today yesterday tomorrow earlier later last next once"
    " one two some many most more few several all both each every another other others no not under over during despite"
    " according also only even just about among between".split()
)
_NUMBERED = frozenset({"no", "nos", "art", "fig", "p", "pp", "vol", "sec", "ch"})


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
    after = _NEXT.match(text, stop.end(), line_end)
    word, spaced = after["word"], bool(after["space"])
    before = _word_before(text, begin, stop.start())
    if not spaced:
        # A full stop glued to the next word ("failure.But"): a small letter before, a capital after.
        return bool(word[:1].isupper() and before[-1:].islower() and len(before) > 1 and word[1:2].islower()
                    and "." not in before and not stop["closing"])
    if word[:1].islower():
        return False
    if stop[0][:1] != "." or stop["closing"] or stop[0].startswith(".."):
        return True
    key = before.lower().lstrip("'’-")
    if key in _TITLES:
        return False
    if key in _NUMBERED and word[:1].isdigit():
        return False
    if key in _EITHER or regex.fullmatch(r"(?:\p{L}\.)+\p{L}", before):
        return word.lower() in _STARTERS or not word
    # An initial: "John F. Kennedy".
    return not (len(before) == 1 and before.isupper() and before != "I" and word[:1].isupper())


def _ends_in_arabic(text: str, begin: int, stop: regex.Match, line_end: int) -> bool:
    after = _NEXT.match(text, stop.end(), line_end)
    word, spaced = after["word"], bool(after["space"])
    before = _word_before(text, begin, stop.start())
    if not spaced:
        return len(before) > 2 and len(word) > 2 and before[-1].isalpha() and word[0].isalpha() and "." not in before
    if word[:1].islower():
        return False
    if stop[0] == "." and len(before.rpartition(".")[2]) == 1 and before[-1].isalpha():
        return False  # د. and أ. before a name, ا.ف.ب.
    return True
