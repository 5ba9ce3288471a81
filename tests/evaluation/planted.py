"""How many differences the ledger tells where one side's numbers, dates, places and speakers were altered.

    python -m tests.evaluation.planted [--fitted] [--data DIR] [--record] [--show KIND]

In news translated by professionals every sentence in which both sides give the same number, date, place or speaker is
altered in its English text, one at a time within its own article, and the whole article compared: was the difference
told, of these very words? And how many differences are told of articles that nobody altered, as they stand and with
passages left out and joined on either side, so that passages that answer each other also speak of different things?
Printed and recorded of the half that no rule was made by; --fitted takes the other one, whose errors may be looked at.
"""
from __future__ import annotations

import argparse
import datetime as dt
import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from components.comparison.discrepancies import KINDS, Quoted, discrepancies
from components.comparison.passages import match
from components.comparison.side_by_side import aliases_in, passages
from components.corpus import Article
from components.reading import read
from components.reading.models import Reading
from tests.evaluation.record import keep
from tests.evaluation.stories import DATA, SIDES, Line, articles, held_out, loosened

# The day that undated articles are read as of, so that "Tuesday" is a day; both sides have it.
PUBLISHED = dt.date(2018, 9, 28)
FIGURES = ("told", "false_per_100_passages")
# Of an unaltered article this many looser versions are compared beside itself.
LOOSENED = 4
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
PLACES = ("Tokyo", "Cairo", "Nairobi", "Ottawa", "Lima")
COUNTRIES = ("Brazil", "Kenya", "Japan", "Norway", "Vietnam")
PEOPLE = ("Angela Merkel", "Ban Ki-moon", "Nelson Mandela")


def altered_number(surface: str, chance: random.Random) -> str:
    """Another number written the same way: one of its first two digits is another one."""
    places = [n for n, letter in enumerate(surface) if letter.isdigit()][:2]
    at = chance.choice(places)
    return surface[:at] + chance.choice([d for d in "123456789" if d != surface[at]]) + surface[at + 1:]


def altered_date(surface: str, chance: random.Random) -> str:
    """Another date written the same way: another month, another weekday, or another year."""
    for names in (MONTHS, DAYS):
        for name in names:
            if name in surface:
                return surface.replace(name, names[(names.index(name) + chance.randint(2, 4)) % len(names)])
    digits = "".join(filter(str.isdigit, surface))
    return surface.replace(digits, str(int(digits) - chance.randint(2, 6))) if len(digits) == 4 else surface


def plants(english: Reading, arabic: Reading, text: str, span: tuple[int, int], other: tuple[int, int],
           chance: random.Random) -> Iterator[tuple[str, int, int, str]]:
    """What may be altered in an English sentence, as its translation says the same: (kind, start, end, instead)."""
    def within(items, edges):
        return [item for item in items if edges[0] <= item.start and item.end <= edges[1]]

    ours, theirs = within(english.numbers, span), within(arabic.numbers, other)
    dates, other_dates = within(english.dates, span), within(arabic.dates, other)
    for number in ours:
        counted = number.surface[:1].isdigit() and number.value >= 2 and not any(
            date.start < number.end and number.start < date.end for date in dates)
        if counted and any(number.value == answer.value for answer in theirs):
            yield "number", number.start, number.end, altered_number(number.surface, chance)
    for date in dates:
        instead = altered_date(date.surface, chance)
        if instead != date.surface and any(
            (date.first_day, date.last_day) == (answer.first_day, answer.last_day) for answer in other_dates
        ):
            yield "date", date.start, date.end, instead
    named = {mention.entity_id for mention in within(arabic.mentions, other)}
    spoken = {quote.speaker_id for quote in within(english.quotes, span) if quote.kind == "direct"}
    for mention in within(english.mentions, span):
        if mention.entity_id not in named or mention.form not in ("name", "short"):
            continue
        located = text[:mention.start].rstrip().lower().endswith((" in", " at"))
        if mention.entity_type in ("place", "country") and located:
            pool = PLACES if mention.entity_type == "place" else COUNTRIES
            yield "place", mention.start, mention.end, chance.choice(pool)
        elif mention.entity_type == "person" and mention.entity_id in spoken:
            yield "speaker", mention.start, mention.end, chance.choice(PEOPLE)


def told(english: str, arabic: str) -> list[tuple[str, int, str]]:
    """The differences between two articles: (kind, where the English words begin in its text, these words)."""
    made = {
        side: Article(article_id=side, text=text, language=side, published=PUBLISHED, published_basis="stated")
        for side, text in (("en", english), ("ar", arabic))
    }
    readings = {side: read(article.text, side, PUBLISHED) for side, article in made.items()}
    aliases = aliases_in(list(readings.values()), lambda one, other: False)
    sides = {side: passages(made[side], readings[side], aliases) for side in made}
    quoted: dict[tuple[str, int], list[Quoted]] = defaultdict(list)
    for side, reading in readings.items():
        for quote in reading.quotes:
            quoted[side, quote.sentence_no].append(Quoted(quote, aliases.get(quote.speaker_id, quote.speaker_id)))
    found = []
    for pair in match(sides["en"], sides["ar"]).matched:
        for item in discrepancies(
            pair, made["en"], made["ar"], quoted["en", pair.english.sentence_no], quoted["ar", pair.arabic.sentence_no]
        ):
            found.append((item.kind, pair.english.start + item.english_mark[0], f"{item.english} ≠ {item.arabic}"))
    return sorted(set(found))


def measured(of_held_out: bool = True, data: Path = DATA, show: str = "") -> dict[str, dict[str, float]]:
    """By kind: what share of the altered things was told, and what is told of unaltered articles."""
    planted, right, false = Counter(), Counter(), Counter()
    unaltered = 0
    for name, lines in articles(data).items():
        if held_out(name) != of_held_out:
            continue
        chance = random.Random(name)
        english, arabic = "\n".join(line.en for line in lines), "\n".join(line.ar for line in lines)
        for english_told, arabic_told in ((english, arabic), *_looser(lines, name)):
            unaltered += 1 + english_told.count("\n")
            for kind, _, words in told(english_told, arabic_told):
                false[kind] += 1
                if kind == show:
                    print(f"false  {name}  {words}")
        for kind, start, end, instead in _plants(lines, english, arabic, chance):
            planted[kind] += 1
            after = told(english[:start] + instead + english[end:], arabic)
            hit = any(found == kind and start - 3 <= at <= start + len(instead) for found, at, _ in after)
            right[kind] += hit
            if kind == show and not hit:
                line = english[english.rfind("\n", 0, start) + 1:].partition("\n")[0]
                print(f"missed {name}  {english[start:end]} -> {instead}: {line}")
    kinds = [kind for kind in KINDS if planted[kind]]
    for kind in kinds:
        print(f"{kind:8} told {right[kind]} of {planted[kind]}, false {false[kind]} in {unaltered} passages")
    return {
        kind: dict(zip(FIGURES, (right[kind] / planted[kind], 100 * false[kind] / unaltered), strict=True))
        for kind in kinds
    }


def _looser(lines: list[Line], name: str) -> Iterator[tuple[str, str]]:
    for n in range(LOOSENED):
        texts = loosened("translated", lines, random.Random(f"{name} {n}"), left_out=0.3, joined=0.5)
        yield tuple("\n".join(text for _, text in texts[side]) for side in SIDES)


def _plants(lines: list[Line], english: str, arabic: str, chance: random.Random):
    readings = read(english, "en", PUBLISHED), read(arabic, "ar", PUBLISHED)
    aliases = aliases_in(readings, lambda one, other: False)
    linked = replace(readings[1], mentions=tuple(
        replace(m, entity_id=aliases.get(m.entity_id, m.entity_id)) for m in readings[1].mentions))
    at = other = 0
    for line in lines:
        span, answer = (at, at + len(line.en)), (other, other + len(line.ar))
        yield from plants(readings[0], linked, english, span, answer, chance)
        at, other = span[1] + 1, answer[1] + 1


def main() -> None:
    """Measure, print, and record where asked to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--fitted", action="store_true", help="the half that the rules were made by")
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--record", action="store_true")
    parser.add_argument("--show", default="", help="print what was missed and what was told wrongly of this kind")
    given = parser.parse_args()
    found = measured(not given.fitted, given.data, given.show)
    if given.record:
        keep("discrepancies", found)


if __name__ == "__main__":
    main()
