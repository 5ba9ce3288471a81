"""Where a rule of the date grammar fits: its words, and what is known of the article around them."""
from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from components.reading.dates_calendar import Stretch
from components.reading.dates_lexicon import Lexeme
from components.reading.dates_points import Point, lean, resolve

Value = Point | Stretch | None
# What a rule answers where its words look like a date but denote no days, so that no other rule reads them.
NOTHING = "nothing"
_ENDS = re.compile(r"\s*$|\n|\s+[A-Z\"“‘]")


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


def reduce(article: Article, lexemes: list[Lexeme], rules: tuple[Rule, ...]) -> list[Lexeme]:
    """The stretch with whatever the rules recognise replaced by lexemes of the symbol P."""
    symbols = "".join(lexeme.symbol for lexeme in lexemes)
    for each in rules:
        if article.language not in each.languages or each.needs.isdisjoint(symbols):
            continue
        at = 0
        while m := each.pattern.search(symbols, at):
            fit = Fit(article, lexemes, m)
            value = each.build(fit) if m.end() > m.start() else None
            if value is None:
                at = m.start() + 1
                continue
            value = None if value is NOTHING else value
            # The full stop of an abbreviated month belongs to the date only where it doesn't end the sentence too.
            end = lexemes[fit.last - 1].end if symbols[fit.last] == "." and _ENDS.match(article.text, fit.end) else fit.end
            lexemes = [*lexemes[:fit.first], Lexeme("P", fit.start, end, value), *lexemes[fit.last + 1:]]
            symbols = symbols[:fit.first] + "P" + symbols[fit.last + 1:]
            at = fit.first + 1
    return lexemes
