"""The date grammar's second rules: what is said from the day of publication (yesterday, last month, قبل عامين)."""
from __future__ import annotations

import datetime as dt
import re
from itertools import pairwise

from components.reading import dates_calendar as cal
from components.reading.dates_calendar import Stretch
from components.reading.dates_match import NOTHING, Fit, Rule, Value, rule
from components.reading.dates_points import Point

# What "a few" and "a couple" are counted as.
FEW, COUPLE = 3, 2
_QUOTES = tuple("\"“”«»'‘’")
_COUNT = r"(?P<n>[NDdnfc])"
# Units of a second amount after the first: "1 month 2 years and 21 days".
_MORE = r"(?P<more>(?: [&,]{0,2} [ND] U)*)"


def _count(symbol: str, value) -> float:
    return {"n": 1, "f": FEW, "c": COUPLE}.get(symbol, value)


def amounts_of(fit: Fit) -> list[tuple[str, float]]:
    """The units and how many of each: [("year", 2), ("day", 21)]; a unit without a number counts one."""
    number = fit.get("n")
    amounts = [(fit.value("u"), _count(number.symbol, number.value) if number else 1)]
    more = fit.every("more")
    for lexeme, following in pairwise(more):
        if lexeme.symbol in "ND" and following.symbol == "U":
            amounts.append((following.value, lexeme.value))
    return amounts


def moved_by(date: dt.date | None, amounts: list[tuple[str, float]], sign: int) -> dt.date | None:
    for unit, count in amounts:
        date = cal.shifted(date, unit, sign * count) if date else None
    return date


def _day(date: dt.date | None, basis: str = "relative") -> Stretch | str:
    return Stretch(date, date, "day", basis) if date else NOTHING


def _today(fit: Fit) -> Value | str:
    """yesterday, غدا, أمس الثلاثاء (where the two disagree, by a day as for a late dispatch, the day's name wins)."""
    if fit.published is None:
        return NOTHING
    text, word = fit.article.text, fit.get("t")
    if text[word.start - 1:word.start] in _QUOTES and text[word.end:word.end + 1] in _QUOTES:
        return NOTHING  # a newspaper by the name of "اليوم"
    date = cal.moved(fit.published, fit.value("t"))
    weekday = fit.value("w")
    if date and weekday is not None and date.weekday() != weekday:
        near = [d for n in (-1, 1) if (d := cal.moved(date, n)) and d.weekday() == weekday]
        date = near[0] if near else date
    return _day(date)


def _weekday(fit: Fit) -> Value | str:
    """Tuesday, next Tuesday, الثلاثاء المقبل, Thursday the 21st."""
    day, weekday = fit.get("w"), fit.value("w")
    if fit.before is not None and fit.before.symbol in "nx" and fit.get("r") is None and fit.get("d") is None:
        return NOTHING  # on a Sunday, every Friday
    if day.ordinary:
        before, text = fit.before, fit.article.text
        alone = fit.get("r") is None and fit.get("d") is None
        if day.lower or (alone and (before is None or before.symbol not in "pKFB" or text[day.start - 1] == "-")):
            return None
    relation = fit.value("r")
    number = int(fit.every("d")[-1].value) if fit.get("d") else None
    if number is not None:
        loose = fit.get("d").symbol != "t" and fit.article.language == "en"
        if loose and (fit.tail.lstrip()[:1].isalnum() or fit.tail.startswith((":", "-", "–", "/", "%"))):
            return None  # Friday 13 people, Friday 13:00
        return Point(day=number, weekday=weekday) if 1 <= number <= 31 else None
    if relation is not None and abs(relation) > 1:
        return NOTHING
    return Point(weekday=weekday, relation=relation, strict=fit.article.language == "en")


def _unit(fit: Fit) -> Value | str:
    """last week, this fiscal year, الشهر المقبل: a unit of the calendar."""
    unit, relation = fit.get("u"), fit.get("r")
    if unit.plural or (relation.symbol == "x" and (relation.value == 0 or fit.before and fit.before.symbol == "t")):
        return None
    if relation.value == -1 and _belongs_to_more(fit):
        return None  # the last week of July
    if fit.published is None:
        return NOTHING
    if fit.article.language == "ar" and relation.start < unit.start and not (unit.definite and relation.value == 0):
        return None  # هذا العام, but not هذه سنة
    steps = relation.value
    definite = fit.get("t") is not None
    rolling_word = relation.symbol == "r" or (definite and fit.article.language == "en")
    spoken_of_as_years = unit.value == "decade" and fit.article.language == "ar"
    if steps and unit.value != "quarter" and (spoken_of_as_years or rolling_word):
        # "the past year", "over the next week", العقد الماضي: as many days up to or from the publication.
        if unit.value == "day" and steps > 0:
            return NOTHING
        return _rolling(fit.published, [(unit.value, 1)], steps)
    if unit.value == "half" and fit.article.language == "en":
        return None
    if unit.value == "weekend" and steps < 0 and fit.published.weekday() == 6:
        steps = -1
    anchor = cal.shifted(fit.published, unit.value, steps)
    return (cal.unit_of(anchor, unit.value) if anchor else None) or NOTHING


def _belongs_to_more(fit: Fit) -> bool:
    """Whether "of May", "of this year", "of the century" follows, so that "last" doesn't mean "before this one"."""
    following = "".join(lexeme.symbol for lexeme in fit.lexemes[fit.last + 1:fit.last + 4])
    return fit.article.language == "en" and re.match("[oi](P|t?R|tU)", following) is not None


def _this_weekend(fit: Fit) -> Value | str | None:
    """the weekend, نهاية الأسبوع: the one that the tense points to, else the one of the publication's week."""
    if fit.value("u") != "weekend" or fit.get("u").plural:
        return None
    counted = fit.before is not None and fit.before.symbol in "xOnNDU-"
    if counted or (fit.after is not None and fit.after.symbol in "lRro"):
        return None
    if fit.published is None:
        return NOTHING
    this = cal.unit_of(fit.published, "weekend")
    past = fit.leaning < 0 or (fit.leaning == 0 and fit.before is not None and fit.before.symbol == "q")  # over the …
    if this and past and this.first > fit.published:
        anchor = cal.moved(fit.published, -7)
        return (cal.unit_of(anchor, "weekend") if anchor else None) or NOTHING
    return this or NOTHING


def _rolling(published: dt.date, amounts: list[tuple[str, float]], direction: int, within=False) -> Stretch | str:
    """So many units up to the day before publication, or from the day after; `within`: from the day itself."""
    if len(amounts) == 1 and amounts[0][0] == "quarter":
        return _whole_quarters(published, int(amounts[0][1]), direction)
    edge = moved_by(published, amounts, 1 if direction > 0 else -1)
    near = cal.moved(published, 1 if direction > 0 else -1)
    if edge is None or near is None:
        return NOTHING
    first, last = (published if within else near, edge) if direction > 0 else (edge, near)
    unit = "day" if first == last else "range"
    return Stretch(first, max(first, last), unit, "relative")


def _whole_quarters(published: dt.date, count: int, direction: int) -> Stretch | str:
    """The last or next so many quarters: businesses count whole ones."""
    start = cal.unit_of(published, "quarter").first
    start = cal.shifted(start, "quarter", 1 if direction > 0 else -count)
    return (cal.months(start.year, start.month, 3 * count, "range", "relative") if start and count else None) or NOTHING


def _several_units(fit: Fit) -> Value | str:
    """the past three years, next 3 months, السنوات الثلاث الماضية, اليومين المقبلين."""
    direction = fit.value("r")
    if direction == 0 or _belongs_to_more(fit) or (fit.get("r").symbol == "r" and fit.after and fit.after.symbol == "o"
                                                  and fit.article.language == "ar"):
        return None
    if fit.published is None:
        return NOTHING
    if fit.get("f") is not None and fit.get("n") is None:
        return _rolling(fit.published, [(fit.value("u"), FEW)], direction)
    if fit.get("n") is not None and fit.get("n").symbol != "f" and fit.get("u").definite and not fit.get("u").plural \
            and fit.get("n").start < fit.get("n").end:
        return None  # 23 الشهر المقبل: a day of next month
    return _rolling(fit.published, amounts_of(fit), direction, within=fit.get("v") is not None)


def _ago(fit: Fit) -> Value | str:
    """three years ago, قبل عامين: the day for days, else the calendar unit in which it falls.

    "Three years ago" seldom means that very day; mixed amounts (1 month and 21 days ago) do.
    """
    if fit.published is None:
        return NOTHING
    amounts = amounts_of(fit)
    today = fit.get("t")
    if today is not None:  # a month ago today
        return None if today.value else _day(moved_by(fit.published, amounts, -1))
    if fit.value("a") == -1 and fit.get("a") and fit.article.text[fit.get("a").start:fit.end].lower() == "earlier" \
            and amounts != [("year", 1)]:
        return NOTHING  # "two days earlier" is counted from whatever was told before
    date = moved_by(fit.published, amounts, -1)
    if date is None:
        return NOTHING
    if len(amounts) > 1 or amounts[0][0] == "day":
        return _day(date)
    return cal.unit_of(date, "week" if amounts[0][0] in ("fortnight", "weekend") else amounts[0][0]) or NOTHING


def _ago_before(fit: Fit) -> Value | str | None:
    """Arabic قبل ثلاثة أيام, منذ عامين; not قبل يومين من الانتخابات, which is counted from the elections."""
    unit, number = fit.get("u"), fit.get("n")
    if number is None and (unit.plural or unit.definite or (fit.after and fit.after.symbol in "WDMHYVPONXd")):
        return None
    if number is not None and unit.definite:
        return None
    hence = fit.get("e")
    if hence is None and fit.after is not None and fit.after.symbol in "oR":
        return NOTHING if fit.after.symbol == "o" else None
    if hence is None and fit.tail.lstrip().startswith("من "):
        return NOTHING
    return _ago(fit)


def _ahead(fit: Fit) -> Value | str | None:
    """two weeks from now, in 3 weeks, بعد يومين: that very day; for months and years the month or year it falls in.

    "In" and بعد count only where the sentence looks ahead.
    """
    if fit.published is None:
        return NOTHING
    marked = fit.get("e") is not None
    if fit.get("i") is not None and not marked:
        if fit.leaning <= 0 or (fit.after and fit.after.symbol in "oR"):
            return None
        if fit.tail.lstrip().startswith("من "):
            return NOTHING
    if fit.get("for") is not None:
        end = moved_by(fit.published, amounts_of(fit), 1)
        if end is None or fit.article.text[fit.get("for").start:fit.get("for").end].lower() != "for":
            return None
        return Stretch(fit.published, max(fit.published, end - cal.DAY), "range", "relative")
    if fit.get("k") is not None:
        return _day(cal.business_days(fit.published, min(1000, int(amounts_of(fit)[0][1]))))
    amounts = amounts_of(fit)
    date = moved_by(fit.published, amounts, 1)
    if date and len(amounts) == 1 and amounts[0][0] in ("month", "year", "decade", "century"):
        return cal.unit_of(date, amounts[0][0]) or NOTHING
    return _day(date)


def _within(fit: Fit) -> Value | str | None:
    """within 10 months, within the next 3 years, خلال أسبوعين: from the day of publication on."""
    if fit.published is None:
        return NOTHING
    if fit.article.language == "ar" and (fit.leaning <= 0 or fit.get("u").definite):
        return None
    end = moved_by(fit.published, amounts_of(fit), 1)
    return Stretch(fit.published, end, "range", "relative") if end else NOTHING


def _season(fit: Fit) -> Value | str | None:
    """last winter, this summer, الصيف المقبل: the nearest such season."""
    name, relation = fit.value("s"), fit.value("r")
    if fit.published is None:
        return NOTHING
    if abs(relation) > 1:
        return None
    around = [s for n in (-1, 0, 1, 2) if (s := _of_year(fit.published.year + n, name))]
    past = [s for s in around if s.last < fit.published]
    future = [s for s in around if s.first > fit.published]
    this = [s for s in around if s.first <= fit.published <= s.last]
    if relation == 0:
        chosen = this or [s for s in around if s.first.year == fit.published.year]
    else:
        chosen = past[-1:] if relation < 0 else future[:1]
    return chosen[0] if chosen else NOTHING


def _of_year(year: int, name: str) -> Stretch | None:
    found = cal.season(year, name, "relative") if 1 < year < 9999 else None
    return found


def _day_of_month(fit: Fit) -> Value | None:
    """on the 27th, the twenty second: only after a preposition and where no noun follows."""
    given, before, tail = fit.every("d")[-1], fit.before, fit.tail
    number = int(given.value)
    day_word = before is not None and (before.symbol, before.value) == ("U", "day")
    led = given.led or day_word or (before is not None and before.symbol in "pKFis")
    if not 1 <= number <= 31 or not led or tail.lstrip(" ")[:1].isalnum():
        return None
    if tail.startswith(tuple("-%٪:،/")) or (tail.startswith(tuple(".,'’")) and tail[1:2].isalnum()):
        return None
    if fit.article.language == "en" and fit.every("d")[0].symbol != "t":
        return None
    in_words = given.symbol in "ON" and fit.article.text[given.start].isalpha()
    return None if in_words and number < 11 and not _ends(fit) else Point(day=number)


def _ends(fit: Fit) -> bool:
    return fit.tail.strip()[:1] in ("", ".", "!", "?", "؟")


UNITS: tuple[Rule, ...] = (
    rule(rf"q? {_COUNT} (?P<u>U) {_MORE} (?P<a>a) (?P<t>T)?", "a", _ago, "en"),
    rule(r"(?P<w>W) [,(]? (?P<t>T) \)?", "T", _today),
    rule(r"(?P<t>T) (?: [,(]? (?P<w>W) \)? )?", "T", _today),
    # Arabic: the relation follows its noun (الأسبوع الماضي), "this" goes before it (هذا الأسبوع).
    rule(r"(?P<u>U) (?P<n>[NOD]) (?P<r>[Rr])", "U", _several_units, "ar"),
    rule(rf"{_COUNT} (?P<u>U) (?P<r>[Rr])", "U", _several_units, "ar"),
    rule(r"(?P<u>U) (?P<f>f) (?P<r>[Rr])", "U", _several_units, "ar"),
    rule(r"(?P<u>U) (?P<r>R)", "U", _unit, "ar"),
    rule(r"(?P<r>R) (?P<u>U)", "U", _unit, "ar"),
    rule(rf"(?P<v>v)? t? (?P<r>[Rr]) q? {_COUNT} g? (?P<u>U) {_MORE}", "U", _several_units, "en"),
    rule(r"(?P<t>t)? (?P<r>[Rr]) g? (?P<u>U)", "U", _unit, "en"),
    rule(r"(?P<r>x) (?P<u>U)", "x", _unit, "en"),
    rule(r"t (?P<u>U)", "U", _this_weekend, "en"),
    rule(r"(?P<u>U)", "U", _this_weekend),
    rule(rf"[bs] q? {_COUNT} (?P<u>U) {_MORE} (?P<e>e)?", "bs", _ago_before, "ar"),
    rule(rf"[bs] (?P<u>U) {_MORE} (?P<e>e)?", "bs", _ago_before, "ar"),
    rule(rf"(?P<for>p) {_COUNT} (?P<u>U) {_MORE} ,? (?P<e>e)", "e", _ahead, "en"),
    rule(rf"[il]? q? {_COUNT} (?P<k>k)? (?P<u>U) {_MORE} (?P<e>e)", "e", _ahead),
    rule(rf"(?P<i>i) q? {_COUNT} (?P<k>k)? (?P<u>U) {_MORE}", "i", _ahead, "en"),
    rule(rf"(?P<i>l) q? {_COUNT} (?P<u>U) {_MORE}", "l", _ahead, "ar"),
    rule(rf"v q? {_COUNT} (?P<u>U) {_MORE} (?!o)", "v", _within),
    rule(r"(?P<r>R) (?P<s>S)", "S", _season),
    rule(r"(?P<s>S) (?P<r>R)", "S", _season, "ar"),
)
WEEKDAYS: tuple[Rule, ...] = (
    rule(r"R? (?P<r>[Rr]) (?P<w>W) \.?", "W", _weekday),
    rule(r"(?P<w>W) (?P<r>R)", "W", _weekday, "ar"),
    rule(r"(?P<w>W) \.? (?P<d> [ip] O | O(?=[pit]|\W|$) | [ip]? D)(?![UYM])", "W", _weekday, "ar"),
    rule(r"(?P<w>W) \.? (?P<d>t[OND] | [OD])(?![UYM])", "W", _weekday, "en"),
    rule(r"(?P<w>W)", "W", _weekday),
    rule(r"(?P<d>t?[OND])", "OND", _day_of_month),
)
