"""Finding the dates of a text: the grammar applied to each stretch that may hold one."""
from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Sequence

from components.reading.dates_absolute import ABSOLUTE, DECADES
from components.reading.dates_calendar import Stretch
from components.reading.dates_compound import COMPOUND, NESTED, NTH_WEEKDAYS
from components.reading.dates_lexemes import stretches
from components.reading.dates_match import Article, Grammar
from components.reading.dates_points import Point, lean, resolve
from components.reading.dates_relative import UNITS, WEEKDAYS
from components.reading.models import DateMention, Sentence

_GRAMMAR = Grammar(ABSOLUTE, UNITS, NTH_WEEKDAYS, WEEKDAYS, DECADES, COMPOUND, NESTED)


def find(
    text: str,
    language: str,
    published: dt.date | None = None,
    sentences: Sequence[Sentence] = (),
) -> list[DateMention]:
    """The dates and stretches of days of a text, in order, none inside another.

    published: the day the article appeared; without it only dates that say their year are given.
    sentences: the article's sentences, for the mention's `sentence_no`.

    Durations ("three years of prison") and clock times are no dates. Never raises on any string.

    >>> [(d.surface, str(d.first_day)) for d in find("زار كيم فلاديفوستوك في أبريل/نيسان 2019", "ar")]
    [('أبريل/نيسان 2019', '2019-04-01')]
    """
    language = language if language in ("ar", "en") else "en"
    article = Article(text, language, published)
    starts = [sentence.start for sentence in sentences]
    found = []
    for lexemes in stretches(text, language):
        for lexeme in _GRAMMAR.reduce(article, lexemes):
            days = _days(article, lexeme) if lexeme.symbol == "P" else None
            if days is not None:
                at = max(0, bisect_right(starts, lexeme.start) - 1)
                number = sentences[at].number if sentences else 0
                found.append(DateMention(lexeme.start, lexeme.end, text[lexeme.start:lexeme.end],
                                         days.first, days.last, days.basis, days.calendar, number))
    return found


def _days(article: Article, lexeme) -> Stretch | None:
    if isinstance(lexeme.value, Point):
        leaning = lean(article.text, lexeme.start, lexeme.end) if lexeme.value.year is None else 0
        return resolve(lexeme.value, article.published, leaning)
    return lexeme.value
