"""The words of a text that stand outside its quotations, with what is needed to walk among them."""
from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from components.reading.quotes_cues import Cue, find_cues, keys
from components.reading.quotes_marks import Quoted
from components.text.words import Token, tokens

# What ends a phrase when it stands between two words. A full stop does too, but not the one of "Sen." or "J."
_BREAK = re.compile(r"[,;:!?()\[\]{}“”\"«»‘…—–،؛؟\n]|''|``|--|\s-\s|\.")
_ABBREVIATION = re.compile(
    r"(?:[A-Z]|[أ-ي]{1,2}|Sen|Rep|Gov|Gen|Lt|Col|Maj|Sgt|Capt|Adm|Rev|Dr|Mr|Mrs|Ms|Jr|Sr|St|Prof|Hon|No)\Z")


class Speaker(NamedTuple):
    """The phrase that names a speaker, and whether it only stands for a name given before."""

    start: int
    end: int
    text: str
    pronoun: bool = False


class Words:
    """The words outside of quotations, their look-up keys, and the reporting cues among them."""

    def __init__(self, text: str, language: str, quotations: Sequence[Quoted], names: Sequence[str] = ()) -> None:
        self.text, self.language, self.names = text, language, names
        look_up = keys(language)
        self.every_token = tokens(text)
        self.every_start = [token.start for token in self.every_token]
        self.tokens: list[Token] = _outside(self.every_token, quotations)
        self.keys = [look_up[token.text] for token in self.tokens]
        self.starts = [token.start for token in self.tokens]
        self.set_cues(find_cues(self.keys, language))

    def set_cues(self, cues: list[Cue]) -> None:
        """Keep these cues, in order of place."""
        self.cues = cues
        self.cue_order = [cue.first for cue in cues]
        self.cue_firsts = frozenset(self.cue_order)

    @cached_property
    def proper(self) -> frozenset[str]:
        """Words of the known names, and those that have a capital letter inside a sentence somewhere."""
        return frozenset(word for name in self.names for word in name.split()) | frozenset(
            token.text for number, token in enumerate(self.tokens)
            if number and token.text[0].isupper() and not self.breaks(number - 1))

    def within(self, start: int, end: int) -> list[str]:
        """The words of a stretch of text, quoted or not."""
        return [token.text for token in self.every_token[
            bisect_left(self.every_start, start):bisect_left(self.every_start, end)]]

    def gap(self, number: int) -> str:
        """What stands between a word and the next one."""
        return self.text[self.tokens[number].end:self.tokens[number + 1].start]

    def breaks(self, number: int) -> bool:
        """Whether a phrase ends between a word and the next one."""
        gap = self.gap(number)
        if gap == " ":
            return False
        found = _BREAK.search(gap)
        if found is None:
            return "  " in gap and "\n" in gap
        if found[0] == "." and gap.strip() == ".":
            return _ABBREVIATION.match(self.tokens[number].text) is None
        return True

    def phrase(self, first: int, last: int, pronoun: bool = False) -> Speaker:
        """The words first to last (inclusive) as a speaker's phrase."""
        start, end = self.tokens[first].start, self.tokens[last].end
        if self.text[end:end + 1] == "." and _ABBREVIATION.match(self.tokens[last].text) and last > first:
            end += 1
        return Speaker(start, end, self.text[start:end], pronoun)


def _outside(all_tokens: list[Token], quotations: Sequence[Quoted]) -> list[Token]:
    """The words that lie in no quotation, nor across the beginning of one."""
    starts, ends = [token.start for token in all_tokens], [token.end for token in all_tokens]
    kept, at = [], 0
    for quotation in quotations:
        kept += all_tokens[at:max(at, bisect_right(ends, quotation.outer_start))]
        at = max(at, bisect_left(starts, quotation.outer_end))
    return kept + all_tokens[at:]
