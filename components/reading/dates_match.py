"""Where a rule of the date grammar fits: its words, and what is known of the article around them."""
from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from components.reading.dates_calendar import Stretch
from components.reading.dates_lexemes import Lexeme
from components.reading.dates_points import Point, lean, resolve

Value = Point | Stretch | None
# What a rule answers where its words look like a date but denote no days, so that no other rule reads them.
NOTHING = "nothing"


@dataclass(slots=True)
class Article:
    """What the rules may know beside the words: the text, its language and its publication date."""

    text: str
    language: str
    published: dt.date | None


class Fit:
    """A rule's pattern found in a stretch of lexemes."""

    def __init__(self, article: Article, lexemes: list[Lexeme], match: re.Match) -> None:
        self.article, self.lexemes, self.match = article, lexemes, match
        self.first, self.last = match.start(), match.end() - 1

    @property
    def published(self) -> dt.date | None:
        return self.article.published

    def get(self, name: str) -> Lexeme | None:
        """The first lexeme of a named group, or None where the rule has no such group or it took no part."""
        found = self.every(name)
        return found[0] if found else None

    def every(self, name: str) -> list[Lexeme]:
        """All lexemes of a named group."""
        if name not in self.match.re.groupindex:
            return []
        at = self.match.start(name)
        return self.lexemes[at:self.match.end(name)] if at >= 0 else []

    def value(self, name: str, default=None):
        lexeme = self.get(name)
        return default if lexeme is None else lexeme.value

    @property
    def before(self) -> Lexeme | None:
        """The lexeme before the pattern, if it belongs to the same stretch."""
        return self.lexemes[self.first - 1] if self.first else None

    @property
    def after(self) -> Lexeme | None:
        """The lexeme after the pattern, if it belongs to the same stretch."""
        return self.lexemes[self.last + 1] if self.last + 1 < len(self.lexemes) else None

    @property
    def start(self) -> int:
        return self.lexemes[self.first].start

    @property
    def end(self) -> int:
        return self.lexemes[self.last].end

    @property
    def tail(self) -> str:
        """A little of the text after the pattern."""
        return self.article.text[self.end:self.end + 24]

    @property
    def leaning(self) -> int:
        """-1 where the sentence speaks of the past, 1 of the future, 0 where it does not tell."""
        return lean(self.article.text, self.start, self.end)

    def days(self, lexeme: Lexeme) -> Stretch | None:
        """The days that an earlier rule's answer stands for."""
        if isinstance(lexeme.value, Point):
            leaning = lean(self.article.text, lexeme.start, lexeme.end)
            return resolve(lexeme.value, self.published, leaning)
        return lexeme.value


class Rule(NamedTuple):
    """A pattern over lexeme symbols and what it means. `needs`: symbols of which at least one must be there."""

    pattern: re.Pattern
    needs: frozenset[str]
    build: Callable[[Fit], Value | str]
    languages: frozenset[str] = frozenset({"ar", "en"})


def rule(pattern: str, needs: str, build: Callable[[Fit], Value | str], languages: str = "ar en") -> Rule:
    """A rule from its pattern, in which spaces are for reading only."""
    return Rule(re.compile(pattern.replace(" ", "")), frozenset(needs), build, frozenset(languages.split()))


# The full stop of an abbreviated month belongs to the date only where it doesn't end the sentence too.
_SENTENCE_GOES_ON = re.compile(r"[^\S\n]*[^\s A-Z\"“‘]")


class Grammar:
    """Rules in the order in which they are tried."""

    def __init__(self, *groups: tuple[Rule, ...]) -> None:
        self.rules = tuple(each for group in groups for each in group)

    @lru_cache(maxsize=4096)  # noqa: B019 - there is one grammar, which lives as long as the program
    def fitting(self, language: str, symbols: frozenset[str]) -> tuple[Rule, ...]:
        """The rules that could ever fit a stretch with these symbols; an answer (P) may come of other rules."""
        return tuple(each for each in self.rules if language in each.languages
                     and ("P" in each.needs or not each.needs.isdisjoint(symbols)))

    def reduce(self, article: Article, lexemes: list[Lexeme]) -> list[Lexeme]:
        """The stretch with whatever the rules recognise replaced by lexemes of the symbol P, rule after rule."""
        symbols = "".join([lexeme.symbol for lexeme in lexemes])
        for each in self.fitting(article.language, frozenset(symbols)):
            if "P" in each.needs and "P" not in symbols and each.needs.isdisjoint(symbols):
                continue
            at = 0
            while m := each.pattern.search(symbols, at):
                fit = Fit(article, lexemes, m)
                # The number of an Arabic dual (عامين) takes no room: it may not be the end of anything.
                whole = m.end() > m.start() and lexemes[fit.last].end > lexemes[fit.last].start
                value = each.build(fit) if whole else None
                if value is None:
                    at = m.start() + 1
                    continue
                last, end = self._end(fit, symbols, m[0])
                answer = Lexeme("P", fit.start, end, None if value is NOTHING else value)
                lexemes = [*lexemes[:fit.first], answer, *lexemes[last + 1:]]
                symbols = symbols[:fit.first] + "P" + symbols[last + 1:]
                at = fit.first + 1
        return lexemes

    @staticmethod
    def _end(fit: Fit, symbols: str, matched: str) -> tuple[int, int]:
        """The last lexeme and the last character of a fit: without a sentence's full stop, with a closing bracket."""
        last = fit.last
        if symbols[last] == "." and not _SENTENCE_GOES_ON.match(fit.article.text, fit.end):
            return last, fit.lexemes[last - 1].end
        if symbols[last + 1:last + 2] == ")" and "(" in matched and ")" not in matched:
            last += 1
        return last, fit.lexemes[last].end
