"""Quotation marks of both scripts: which stretches of a text stand between them."""
from __future__ import annotations

import re
from typing import NamedTuple


class Quoted(NamedTuple):
    """Words between marks: `start` and `end` without the marks, `outer_start` and `outer_end` with them.

    closed: False where the closing mark is missing. continued: the next paragraph goes on with the same quotation.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    closed: bool
    continued: bool = False


class _Open(NamedTuple):
    family: str
    mark_start: int
    inside: int
    shown: bool


_MARK = re.compile(r"``|''|[“”„‟\"«»‘’‚'`]")
_DOUBLE, _GUILLEMET, _SINGLE = "double", "guillemet", "single"
_FAMILY = {"«": _GUILLEMET, "»": _GUILLEMET, "‘": _SINGLE, "’": _SINGLE, "‚": _SINGLE, "'": _SINGLE, "`": _SINGLE}
_OPENING_SHAPES = {"“", "„", "«", "‘", "‚", "``", "`"}
_CLOSING_SHAPES = {"”", "»", "’", "''"}
_BEFORE_OPENING = frozenset("([{<—–-/:…،,؛;“”\"«‘'=>*_")
_STOPS = frozenset(".,;:!?،؛؟)]}")
_STOPS_AGAIN = frozenset((".", "…"))
_AFTER_CLOSING = frozenset(")]}.,;:!?…،؛؟—–-/”\"»’'<*_[")


def quoted(text: str) -> list[Quoted]:
    """The outermost stretches in quotation marks, in order; marks never reach beyond their paragraph.

    A stretch whose closing mark is missing ends where the next one of its kind opens, or with its paragraph. Where the
    next paragraph opens with a mark again, the quotation goes on there and nothing is missing.

    >>> [("“A long road” ahead".__getitem__(slice(q.start, q.end)), q.closed) for q in quoted("“A long road” ahead")]
    [('A long road', True)]
    """
    found: list[Quoted] = []
    paragraphs = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text)]
    paragraphs = [(s, e) for s, e in paragraphs if not text[s:e].isspace()]
    for number, (start, end) in enumerate(paragraphs):
        inside = _paragraph(text, start, end)
        if inside and not inside[-1].closed and inside[-1].outer_end == end and number + 1 < len(paragraphs):
            opener = text[inside[-1].outer_start:inside[-1].start].strip()[:1]
            if opener and text[slice(*paragraphs[number + 1])].lstrip().startswith(opener):
                inside[-1] = inside[-1]._replace(closed=True, continued=True)
        found.extend(inside)
    return found


def _paragraph(text: str, start: int, end: int) -> list[Quoted]:
    marks = [(m[0], m.start(), m.end()) for m in _MARK.finditer(text, start, end)]
    stack: list[_Open] = []
    done: list[tuple[int, int, int, int, bool, bool]] = []
    for number, (mark, at, after) in enumerate(marks):
        family = _FAMILY.get(mark, _DOUBLE)
        if family == _SINGLE and _is_apostrophe(text, at, after, start, end):
            continue
        is_open = any(item.family == family for item in stack[-3:])
        if family == _SINGLE and is_open and _is_possessive(text, at, after, marks[number + 1:number + 2]):
            continue
        if _opens(text, mark, at, after, start, end, is_open, family):
            stack.append(_Open(family, at, after, at == start or text[at - 1] != "="))
        elif is_open:
            while stack[-1].family != family:  # an inner mark left open goes with the quotation around it
                stack.pop()
            item = stack.pop()
            if item.shown:
                done.append(Quoted(item.inside, at, item.mark_start, after, True))
    following = end
    for item in reversed(stack):
        if item.family != _SINGLE:
            done.append(Quoted(item.inside, following, item.mark_start, following, False))
            following = item.mark_start
    return _outermost(text, done)


def _outermost(text: str, spans: list[Quoted]) -> list[Quoted]:
    spans.sort(key=lambda span: (span.outer_start, -span.outer_end))
    closed_starts = [span.outer_start for span in spans if span.closed]
    found: list[Quoted] = []
    at = 0
    for start, end, outer_start, outer_end, closed, _ in spans:
        if not closed:
            # An unclosed stretch ends where the next closed one begins.
            while at < len(closed_starts) and closed_starts[at] <= outer_start:
                at += 1
            if at < len(closed_starts) and closed_starts[at] < end:
                end = outer_end = closed_starts[at]
        if found and outer_start < found[-1].outer_end:
            continue
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start < end:
            found.append(Quoted(start, end, outer_start, outer_end, closed))
    return found


def _opens(text: str, mark: str, at: int, after: int, start: int, end: int, is_open: bool, family: str) -> bool:
    before = text[at - 1] if at > start else " "
    behind = text[after] if after < end else " "
    stops = behind in _STOPS and text[after + 1:after + 2] not in _STOPS_AGAIN
    can_open = (before.isspace() or before in _BEFORE_OPENING) and not behind.isspace() and not stops
    can_close = (not before.isspace() or is_open and stops) and (behind.isspace() or behind in _AFTER_CLOSING)
    if family == _SINGLE:
        return can_open and mark not in _CLOSING_SHAPES and (behind.isalpha() or behind in "“\"«[(…" or mark == "‘")
    if can_open and not can_close:
        return mark not in _CLOSING_SHAPES or not is_open or before.isspace()
    if can_close and not can_open:
        # Two outlets of twelve set “ and ” the wrong way round in Arabic: the neighbours decide.
        return False
    if mark in _OPENING_SHAPES:
        return not (is_open and can_close and mark != "«")
    return not is_open and mark not in ("»", "''")


def _is_apostrophe(text: str, at: int, after: int, start: int, end: int) -> bool:
    if at == start:
        return False
    if text[at] == "'" and after == at + 1 and text[at - 1].isdigit():  # six feet: 6'
        return True
    return after < end and text[at - 1].isalnum() and text[after].isalpha()


def _is_possessive(text: str, at: int, after: int, following: list[tuple[str, int, int]]) -> bool:
    """The workers’ rights: a word's own mark, where a surer closing one (,’) comes next."""
    if text[at - 1:at] not in ("s", "n") or text[after:after + 1] != " ":
        return False
    return bool(following) and _FAMILY.get(following[0][0]) == _SINGLE and text[following[0][1] - 1] in ".,!?…"
