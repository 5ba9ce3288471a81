"""Where two passages that answer each other contradict each other: numbers, dates, places, speakers.

Precise rather than many: the two must say it of the same thing, and both surfaces are given for a person to judge.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import floor, log10

from components.comparison.coverage import Evidence
from components.comparison.passages import TELLING, Match
from components.comparison.units import SMALL_NUMBER, Passage
from components.corpus import Article
from components.reading.models import DateMention, Mention, Number, Quote
from components.text.arabic import splits
from components.text.names import similarity
from components.text.words import tokens

KINDS = ("number", "date", "place", "speaker")
# What is counted stands right after its number, or one word on ("15 South Korean soldiers" has two).
COUNTED_WITHIN = 3
# "One of them", أحدهم: a one in words is hardly ever a count.
FEWEST_COUNTED = 2
# Dates and places are compared only where the passages are the same event rather surely, by the score of the pair …
SURE = 0.9
# … and quotations only where this many telling things that they share lie inside both quotations.
SAME_QUOTATION = 2
# Words of names that sound this much alike may be one name's: forms of one reach .85 (Johnson and جنسن .87), Angela and
# إيمانويل .62.
MAY_BE_ONE_NAME = 0.75
A_MONTH = 31
_EITHER_WAY = re.compile(r"\d{1,3}\.\d{3}")
_IN_ENGLISH = frozenset(("in", "at", "near", "outside"))
_IN_ARABIC = frozenset(("في", "قرب", "داخل", "خارج"))
_PLACES = ("place", "country")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation and the entity that speaks in it, by the id that both languages use ("" or None: nobody known)."""

    quote: Quote
    speaker_id: str | None


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """What two matched passages say differently: kind is one of KINDS, english and arabic the words as they stand.

    english_marks, arabic_marks: where those words stand, (start, end) in the passages' texts; english_key and
    arabic_key: whose words they are, as components.comparison.decisions.passage_key names passages.
    """

    kind: str
    english: str
    arabic: str
    english_key: str = ""
    arabic_key: str = ""
    english_mark: tuple[int, int] = (0, 0)
    arabic_mark: tuple[int, int] = (0, 0)


def discrepancies(
    pair: Match, english: Article, arabic: Article, said: Sequence[Quoted] = (), answered: Sequence[Quoted] = ()
) -> list[Discrepancy]:
    """What a matched pair says differently. said, answered: the quotations in its English and Arabic passage."""
    return [
        *_numbers(pair),
        *_dates(pair, english, arabic),
        *_places(pair),
        *_speakers(pair, said, answered),
    ]


def _found(kind: str, pair: Match, ours: tuple[int, int], theirs: tuple[int, int]) -> Discrepancy:
    """ours, theirs: stretches of the two passages' texts."""
    return Discrepancy(
        kind,
        pair.english.text[slice(*ours)],
        pair.arabic.text[slice(*theirs)],
        f"{pair.english.article_id}:{pair.english.sentence_no}",
        f"{pair.arabic.article_id}:{pair.arabic.sentence_no}",
        ours,
        theirs,
    )


def _stretch(item, passage: Passage) -> tuple[int, int]:
    return item.start - passage.start, item.end - passage.start


def _numbers(pair: Match) -> Iterable[Discrepancy]:
    """Different values for the same counted thing: the two nouns are evidence of the pair, or no other number is left
    in passages that surely answer each other."""
    said, answered = _counts(pair.english), _counts(pair.arabic)
    ours, theirs = _unanswered(said, pair.arabic.numbers), _unanswered(answered, pair.english.numbers)
    last = len(ours) == len(theirs) == 1 and pair.score >= SURE and _are_figures(ours[0], theirs[0])
    last = last and not _count_something_else(pair, ours[0], theirs[0])
    for number in ours:
        for other in theirs:
            if last or _counted(pair, number, other):
                yield _found("number", pair, _stretch(number, pair.english), _stretch(other, pair.arabic))


def _unanswered(numbers: Sequence[Number], others: Iterable[Number]) -> list[Number]:
    """The numbers that the other passage does not give as often; there they may also be part of a date ("ten years
    ago") or of a name."""
    left, unanswered = list(others), []
    for number in numbers:
        answer = min(
            (other for other in left if _agree(number.value, other.value)),
            key=lambda other: abs(number.value - other.value),
            default=None,
        )
        if answer is None:
            unanswered.append(number)
        else:
            left.remove(answer)
    return unanswered


def _are_figures(*numbers: Number) -> bool:
    """Whether all are written in digits and are more than a dozen or have a fraction: words and small numbers are said
    in many ways."""
    return all(
        any(map(str.isdigit, number.surface)) and (number.value > SMALL_NUMBER or number.value % 1)
        for number in numbers
    )


def _counts(passage: Passage) -> list[Number]:
    """The passage's numbers that count something: no part of a date or a name."""
    taken = [(item.start, item.end) for item in (*passage.dates, *passage.mentions)]
    return [
        number
        for number in passage.numbers
        if abs(number.value) >= FEWEST_COUNTED
        and not any(start < number.end and number.start < end for start, end in taken)
        # 76.000 is seventy-six thousand or seventy-six, by the newspaper.
        and not _EITHER_WAY.fullmatch(number.surface)
    ]


def _agree(one: float, other: float) -> bool:
    """Whether one value may be the other, rounded: 1,487,000 and 1.5 million."""
    if one == other:
        return True
    rough, fine = sorted((one, other), key=_figures)
    digits = _figures(rough)
    return round(fine, digits - 1 - floor(log10(abs(fine)))) == rough if fine else False


def _figures(value: float) -> int:
    """Significant figures of a value: 1500 has two."""
    return len(f"{abs(value):.10g}".replace(".", "").strip("0")) or 1


def _counted(pair: Match, ours: Number, theirs: Number) -> bool:
    """Whether something that the passages share stands right after both numbers."""
    return any(
        _follows(pair.english.text, ours.end - pair.english.start, item.english_start)
        and _follows(pair.arabic.text, theirs.end - pair.arabic.start, item.arabic_start)
        for item in pair.evidence
        if item.kind in ("gloss", "concept")
    )


def _count_something_else(pair: Match, ours: Number, theirs: Number) -> bool:
    """Whether the very next word after one number is said elsewhere on the other side."""
    return any(
        _follows(pair.english.text, ours.end - pair.english.start, item.english_start, 1)
        != _follows(pair.arabic.text, theirs.end - pair.arabic.start, item.arabic_start, 1)
        for item in pair.evidence
        if item.kind in ("gloss", "concept")
    )


def _follows(text: str, end: int, start: int, within: int = COUNTED_WITHIN) -> bool:
    """Whether the word at `start` is one of the next `within` words after `end`, in the same clause."""
    between = text[end:start]
    return start >= end and not set(between) & set(",;:،؛.()") and len(tokens(between)) < within


def _dates(pair: Match, english: Article, arabic: Article) -> Iterable[Discrepancy]:
    """Each passage speaks of one date that the other does not, and these lie apart."""
    if pair.score < SURE:
        return
    said, answered = pair.english.dates, pair.arabic.dates
    ours = [date for date in said if not any(_may_be_one_date(date, other) for other in answered)]
    theirs = [date for date in answered if not any(_may_be_one_date(date, other) for other in said)]
    if len(ours) != 1 or len(theirs) != 1 or not _is_known(ours[0], english) or not _is_known(theirs[0], arabic):
        return
    # "Last week" and "in the 1980s" are told of two events.
    if (_days(ours[0]) > A_MONTH) == (_days(theirs[0]) > A_MONTH):
        yield _found("date", pair, _stretch(ours[0], pair.english), _stretch(theirs[0], pair.arabic))


def _may_be_one_date(one: DateMention, other: DateMention) -> bool:
    """Whether two dates meet, or are only counted from the day of publication in different directions: "Monday" is the
    last or the next one, "in November" this year's or last year's, by the tense, which the languages tell apart
    differently."""
    if one.first_day <= other.last_day and other.first_day <= one.last_day:
        return True
    if one.basis == other.basis == "absolute":
        return False
    weeks = abs((one.first_day - other.first_day).days)
    if one.first_day == one.last_day and other.first_day == other.last_day and weeks in (7, 14):
        return True
    return _in_the_year(one) == _in_the_year(other)


def _days(date: DateMention) -> int:
    return (date.last_day - date.first_day).days + 1


def _in_the_year(date: DateMention) -> tuple[int, ...]:
    """Where in a year the date lies, whichever year it is."""
    return date.first_day.month, date.first_day.day, date.last_day.month, date.last_day.day


def _is_known(date: DateMention, article: Article) -> bool:
    """Whether the date rests on no guess: it says its year, or the day of publication is not inferred."""
    return date.basis == "absolute" or article.published_basis in ("stated", "given")


def _places(pair: Match) -> Iterable[Discrepancy]:
    """Both name where it happened, in different places of the same kind, and nothing else sets them apart."""
    if pair.score < SURE:
        return
    ours, theirs = _located(pair.english, _IN_ENGLISH), _located(pair.arabic, _IN_ARABIC)
    if len(ours) != 1 or len(theirs) != 1 or ours[0].entity_type != theirs[0].entity_type:
        return
    named = {m.entity_id for m in pair.english.mentions}, {m.entity_id for m in pair.arabic.mentions}
    if ours[0].entity_id in named[1] or theirs[0].entity_id in named[0]:
        return
    if not _may_be_one(ours[0], theirs[0]):
        yield _found("place", pair, _stretch(ours[0], pair.english), _stretch(theirs[0], pair.arabic))


def _located(passage: Passage, prepositions: frozenset[str]) -> list[Mention]:
    """The places that a passage says something happened in: right after a preposition of place."""
    found: dict[str, Mention] = {}
    for mention in passage.mentions:
        if mention.entity_type in _PLACES and mention.form in ("name", "short"):
            start = mention.start - passage.start
            before = tokens(passage.text, 0, start)[-1:]
            glued = passage.language == "ar" and any(
                split.clitics[-1:] == ("ب",) for split in splits(passage.text[start : mention.end - passage.start])
            )
            if glued or before and before[0].text.lower() in prepositions:
                found.setdefault(mention.entity_id, mention)
    return list(found.values())


def _speakers(pair: Match, said: Sequence[Quoted], answered: Sequence[Quoted]) -> Iterable[Discrepancy]:
    """The same words in quotation marks, given to different speakers, each named in the passage itself."""
    for ours in said:
        for theirs in answered:
            first, second = _naming(ours, pair.english), _naming(theirs, pair.arabic)
            if first is None or second is None or first.entity_type != second.entity_type:
                continue
            named = {m.entity_id for m in pair.english.mentions}, {m.entity_id for m in pair.arabic.mentions}
            if first.entity_id in named[1] or second.entity_id in named[0]:
                continue
            if _may_be_one(first, second):
                continue
            inside = [
                item
                for item in pair.evidence
                if item.weight > TELLING and _inside(item, pair, ours.quote, theirs.quote)
            ]
            if len(inside) >= SAME_QUOTATION:
                yield _found("speaker", pair, _stretch(first, pair.english), _stretch(second, pair.arabic))


def _may_be_one(english: Mention, arabic: Mention) -> bool:
    """Whether any two words of the two names, as written or in full, sound alike: Pelosi and نانسي."""
    ours = {token.text for token in tokens(f"{english.surface} {english.name_en}")}
    theirs = {token.text for token in tokens(f"{arabic.surface} {arabic.name_ar}")}
    return any(similarity(other, one) >= MAY_BE_ONE_NAME for one in ours for other in theirs)


def _naming(quoted: Quoted, passage: Passage) -> Mention | None:
    """Where the passage names who speaks; None for speech that is not direct, pronouns, speakers carried over."""
    quote = quoted.quote
    if quote.kind != "direct" or not quoted.speaker_id or quote.speaker_name or not quote.speaker:
        return None
    return next(
        (m for m in passage.mentions if m.entity_id == quoted.speaker_id and m.surface in quote.speaker), None
    )


def _inside(item: Evidence, pair: Match, ours: Quote, theirs: Quote) -> bool:
    english, arabic = item.english_start + pair.english.start, item.arabic_start + pair.arabic.start
    return ours.start <= english < ours.end and theirs.start <= arabic < theirs.end
