"""The date grammar's last rules: parts of stretches (early May, the third week of …), and from one date to another."""
from __future__ import annotations

from dataclasses import replace

from components.reading import dates_calendar as cal
from components.reading.dates_calendar import SIZES, Stretch
from components.reading.dates_match import NOTHING, Fit, Rule, Value, rule
from components.reading.dates_points import Point, joined, resolve
from components.reading.dates_relative import amounts_of, moved_by


def _unit_of(value) -> str:
    return value.unit if isinstance(value, (Point, Stretch)) else ""


def _whole(fit: Fit, name: str = "p") -> Stretch | None:
    """The days of a P, or the current unit where a bare "the week", نهاية العام stands for it."""
    lexeme = fit.get(name)
    if lexeme.symbol == "P":
        return fit.days(lexeme)
    if fit.published is None or lexeme.plural or lexeme.value in ("day", "half", "century"):
        return None
    return cal.unit_of(fit.published, lexeme.value)


def _completed(fit: Fit) -> Value | None:
    """May last year, the 20th of next month, سبتمبر من العام الماضي: a point and the stretch that completes it."""
    point, whole = fit.get("a").value, fit.get("p").value
    if not isinstance(point, Point) or whole is None or point.year is not None or point.relation is not None:
        return None
    unit = _unit_of(whole)
    if unit == "year" and point.month is not None:
        if isinstance(whole, Point):
            return replace(point, year=whole.year)
        found = Point(whole.first.year, point.month, point.day)
        return found
    return None


def _weekday_in(fit: Fit) -> Value | None:
    """Friday next week, الأسبوع المقبل يوم الجمعة."""
    weekday, week = fit.get("w"), fit.get("p").value
    if weekday.symbol == "P":
        point = weekday.value
        if not isinstance(point, Point) or point.weekday is None or point.day is not None or point.relation is not None:
            return None
        number = point.weekday
    else:
        number = weekday.value
    if not isinstance(week, Stretch) or week.unit != "week":
        return None
    date = cal.moved(week.first, number)
    return Stretch(date, date, "day", week.basis) if date else None


def _same_day(fit: Fit) -> Value | None:
    """Friday (June 15), الأحد الماضي 13 سبتمبر: a day named twice is one date, the fuller naming counts."""
    a, b = fit.get("a").value, fit.get("b").value
    if not isinstance(a, Point) or a.weekday is None or a.day is not None or _unit_of(b) != "day":
        return None
    if isinstance(b, Point) and b.weekday is None and b.day is not None and b.month is not None:
        return replace(b, weekday=a.weekday)
    return None


def _nth(fit: Fit) -> Value | str | None:
    """the third week of May, first half of 2019, الربع الثالث من هذا العام."""
    unit, ordinal = fit.get("u"), fit.every("o")[-1]
    whole = _whole(fit)
    number = -1 if ordinal.symbol in "Rr" else int(ordinal.value)
    if unit.plural or (ordinal.symbol in "Rr" and ordinal.value != -1) or not -1 <= number <= 53:
        return None
    if whole is None:
        return NOTHING if fit.get("p").value is None and fit.get("p").symbol == "P" else None
    if SIZES.get(unit.value, 0) >= SIZES.get(whole.unit, 0):
        return None
    return cal.nth(whole, unit.value, number)


def _several_of(fit: Fit) -> Value | str | None:
    """the first three months of 2023, the last two weeks of May, الأشهر الستة الأولى من العام."""
    unit, ordinal, count = fit.get("u"), fit.get("o"), int(fit.every("n")[-1].value)
    from_end = ordinal.symbol in "Rr"
    if not unit.plural and fit.article.language == "en" or not 1 <= count <= 100 or ordinal.value not in (1, -1) \
            or ordinal.symbol == "O" and ordinal.value != 1:
        return None
    whole = _whole(fit)
    if whole is None or SIZES.get(unit.value, 0) >= SIZES.get(whole.unit, 0):
        return NOTHING if fit.get("p").symbol == "P" and fit.get("p").value is None else None
    a, b = cal.nth(whole, unit.value, -count if from_end else 1), cal.nth(whole, unit.value, -1 if from_end else count)
    return Stretch(a.first, b.last, "range", whole.basis) if a and b and a.first <= b.last else None


def _nth_weekday(fit: Fit) -> Value | None:
    """the first Friday of next month, الأحد الثاني (of this month)."""
    ordinal, weekday = fit.every("o")[-1], fit.value("w")
    number = -1 if ordinal.symbol == "R" else int(ordinal.value)
    if fit.get("p") is not None:
        whole = fit.days(fit.get("p"))
        if ordinal.symbol == "R" and ordinal.value != -1 or whole is not None and SIZES.get(whole.unit, 0) < 28:
            return None
    elif ordinal.symbol == "R" or fit.published is None or fit.get("w").ordinary:
        return None
    else:
        whole = cal.unit_of(fit.published, "month")
    return cal.nth_weekday(whole, weekday, number) if whole and number <= 5 else None


def _day_in(fit: Fit) -> Value | None:
    """the 20th of next month, 31st of this month, 20 من الشهر المقبل."""
    number, month = int(fit.every("d")[-1].value), fit.get("p").value
    if _unit_of(month) != "month" or not isinstance(month, Stretch):
        return None
    return cal.nth(month, "day", number) if 1 <= number <= 31 else None


def _lone_quarter(fit: Fit) -> Value | str | None:
    """the third quarter, without its year: the latest that has ended, or the coming one where the text looks ahead."""
    unit, number = fit.get("u"), int(fit.every("o")[-1].value)
    if unit.value != "quarter" or unit.plural or not 1 <= number <= 4:
        return None
    if fit.article.language == "ar" and not unit.definite:
        return None
    if fit.published is None:
        return NOTHING
    found = [s for n in (-1, 0, 1) if 1 <= fit.published.year + n <= 9999
             and (s := cal.months(fit.published.year + n, number * 3 - 2, 3, "quarter", "partial"))]
    leaning = fit.leaning
    if leaning > 0:
        return next((s for s in found if s.last >= fit.published), None)
    # A quarter that has begun may be meant; where the tense is past, one that has ended.
    past = [s for s in found if (s.last if leaning < 0 else s.first) < fit.published]
    return past[-1] if past else None


def _season_of(fit: Fit) -> Value | None:
    """summer of 2016, صيف عام 2019, winter last year."""
    year = fit.get("p").value
    if _unit_of(year) != "year":
        return None
    whole = fit.days(fit.get("p"))
    return cal.season(whole.first.year, fit.value("s"), whole.basis) if whole and whole.first.year > 1 else None


def _part(fit: Fit) -> Value | str | None:
    """early 2023, mid-May, the end of next week, earlier this month, بقية العام, مطلع الأسبوع المقبل."""
    name, target = fit.value("e"), fit.get("p")
    if target.symbol == "U" and not (target.definite or fit.get("t") or name in ("so_far", "remaining_whole")
                                     or (fit.article.language == "en" and name in ("start", "end"))):
        return None
    whole = _whole(fit)
    if whole is None:
        return NOTHING if target.symbol == "P" and target.value is None else None
    if SIZES.get(whole.unit, 0) < 7 and whole.unit != "range":
        return None
    if whole.unit == "range":
        return None
    today = fit.published
    if name == "early" and fit.article.text[fit.get("e").start:fit.get("e").end].lower() == "earlier":
        name = "so_far"
    if name in ("so_far", "remaining", "remaining_whole"):
        if today is None or not whole.first <= today <= whole.last:
            return whole if name != "remaining" else cal.part(whole, "late")
        if name == "so_far":
            return replace(whole, last=today, unit="range")
        return replace(whole, first=today, unit="range")
    return cal.part(whole, name)


def _week_of(fit: Fit) -> Value | None:
    """the week of 16 September, the month of May 5, أسبوع 30 نوفمبر, w/c 4 February."""
    unit, day = fit.get("u"), fit.get("p")
    if _unit_of(day.value) != "day":
        return None
    size = unit.value if unit.symbol == "U" else "week"
    if unit.plural or unit.definite and fit.article.language == "ar" or size not in ("week", "month", "weekend"):
        return None
    date = fit.days(day)
    return cal.unit_of(date.first, size, date.basis) if date else NOTHING


def _week_number(fit: Fit) -> Value | None:
    """week 31, of the publication's year."""
    number, unit = fit.value("n"), fit.get("u")
    if unit.value != "week" or unit.plural or fit.published is None or not 1 <= number <= 53:
        return None
    year = cal.months(fit.published.year, 1, 12, "year", "partial")
    return cal.nth(year, "week", int(number)) if year else None


def _after_next(fit: Fit) -> Value | None:
    """the week after next, the weekend after the next."""
    if fit.published is None or fit.value("r") != 1 or fit.get("u").plural:
        return None
    anchor = cal.shifted(fit.published, fit.value("u"), 2)
    return cal.unit_of(anchor, fit.value("u")) if anchor else None


def _counted_from(fit: Fit) -> Value | str | None:
    """two days before yesterday, 3 weeks after 5 May."""
    base = fit.days(fit.get("p"))
    if base is None:
        return NOTHING
    if base.unit != "day":
        return None
    sign = -1 if fit.get("l").symbol == "b" else 1
    date = moved_by(base.first, amounts_of(fit), sign)
    return Stretch(date, date, "day", base.basis) if date else None


def _lasting(fit: Fit) -> Value | None:
    """for 1 week, from 20 December; 2 weeks starting May 20; but three weeks from tomorrow is that day."""
    base, opening = fit.get("p").value, fit.get("f")
    if fit.get("for") is None and fit.get("comma") is None and \
            fit.article.text[opening.start:opening.end].lower() == "from":
        found = fit.days(fit.get("p"))  # three weeks from tomorrow
        date = moved_by(found.first, amounts_of(fit), 1) if found and found.unit == "day" else None
        return Stretch(date, date, "day", found.basis) if date else None
    if isinstance(base, Point):
        base = resolve(base, fit.published, fit.leaning or 1)
    end = moved_by(base.first, amounts_of(fit), 1) if base and base.unit == "day" else None
    last = cal.moved(end, -1) if end else None
    return Stretch(base.first, last, "range", base.basis) if last and last >= base.first else None


def _range(fit: Fit) -> Value | None:
    """from Oct. 2 to October 22, between 2015 and 2018, today till tomorrow."""
    a, b = fit.get("a"), fit.get("b")
    if fit.get("dash") is not None and not _dash_joins(fit, a, b):
        return None
    values = [_endpoint(fit, lexeme) for lexeme in (a, b)]
    if None in values:
        return None
    leaning = fit.leaning
    return joined(values[0], values[1], fit.published, leaning)


def _endpoint(fit: Fit, lexeme) -> Point | Stretch | None:
    if lexeme.symbol == "w":  # now
        return Stretch(fit.published, fit.published, "day", "relative") if fit.published else None
    return lexeme.value


def _dash_joins(fit: Fit, a, b) -> bool:
    """A dash joins two dates of a kind (2014-2018, May 5 – June 3); between others it is a pause."""
    kinds = {_unit_of(a.value), _unit_of(b.value)}
    tight = fit.article.text[a.end:b.start].strip(" ") == fit.article.text[a.end:b.start]
    return len(kinds) == 1 and (tight or "day" in kinds or "month" in kinds) or kinds <= {"month", "day"}


def _days_of_month(fit: Fit) -> Value | None:
    """from 4 to 22 January, 4-22 January 1995, 4 و5 مايو: the month is said with the last day."""
    first, last = int(fit.every("d")[-1].value), fit.get("p")
    month = last.value
    listed = fit.get("link").symbol in "&," and not fit.get("b")
    if listed and not (isinstance(month, Point) and month.day is not None and month.day - first == 1):
        return None  # "4 and 5 May" are two days in a row; "4 and 22 May" are not one stretch
    if isinstance(month, Point) and month.day is not None and month.month is not None and 1 <= first <= 31:
        return joined(Point(month.year if month.month else None, month.month, first, hijri=month.hijri)
                      if first <= month.day else Point(day=first), month, fit.published, fit.leaning)
    if isinstance(month, Stretch) and month.unit == "day" and 1 <= first <= month.first.day:
        return Stretch(month.first.replace(day=first), month.first, "range", month.basis)
    return None


def _days_in(fit: Fit) -> Value | None:
    """from 4 to 22 this month: both days in the stretch that follows."""
    whole = fit.get("p").value
    if _unit_of(whole) != "month" or not isinstance(whole, Stretch):
        return None
    first, last = (cal.nth(whole, "day", int(fit.every(name)[-1].value)) for name in ("d", "e"))
    if first and last and first.first <= last.first:
        return Stretch(first.first, last.first, "range", whole.basis)
    return None


def _month_days(fit: Fit) -> Value | None:
    """November 19-20, November between 19 and 20, November 19-20, 2016."""
    month, last = fit.get("p").value, int(fit.every("d")[-1].value)
    if not isinstance(month, Point) or month.month is None or month.year is not None or not 1 <= last <= 31:
        return None
    if fit.tail[:1] in (":", "%"):
        return None  # a clock time
    first = int(fit.every("c")[-1].value) if fit.get("c") else month.day
    if first is None or (fit.get("c") and month.day is not None) or not 1 <= first < last:
        return None
    year = int(fit.value("y")) if fit.get("y") else month.year
    start = Point(year, month.month, first, month.weekday, month.hijri)
    return joined(start, Point(year, month.month, last, hijri=month.hijri), fit.published, fit.leaning)


def _weekdays_in(fit: Fit) -> Value | None:
    """next week between Wednesday and Friday."""
    week, a, b = fit.get("p").value, fit.get("a").value, fit.get("b").value
    if not isinstance(week, Stretch) or week.unit != "week":
        return None
    if not all(isinstance(x, Point) and x.weekday is not None and x.day is None for x in (a, b)):
        return None
    first, last = cal.moved(week.first, a.weekday), cal.moved(week.first, b.weekday)
    return Stretch(first, last, "range", week.basis) if first and last and first <= last else None


def _years(fit: Fit) -> Value | None:
    """2014-18, عامي 2003 و2011 after between."""
    first, last = fit.value("a"), int(fit.value("b"))
    if not isinstance(first, Point) or first.unit != "year":
        return None
    year = first.year // 100 * 100 + last
    return joined(first, Point(year), fit.published, 0) if first.year < year <= first.year + 60 else None


_NUMBER = r"(?: t? [OND] )"
_COUNT = r"(?P<n>[NDnfc])"

COMPOUND: tuple[Rule, ...] = (
    rule(r"(?P<a>P) ,? [oi]? t? (?P<p>P)", "P", _completed),
    rule(r"(?P<a>P) [,]? \(? (?P<b>P) \)?", "P", _same_day),
    rule(r"(?P<w>P) [oi,]? U? (?P<p>P)", "P", _weekday_in),
    rule(r"(?P<p>P) ,? [pi]? U? (?P<w>P)", "P", _weekday_in),
    rule(r"t? (?P<o>[ORr]) (?P<n>[ND]) (?P<u>U) [oi] t? (?P<p>[PU])", "U", _several_of, "en"),
    rule(r"(?P<u>U) (?P<n>[NDO]) (?P<o>[Or]) [oi]? (?P<p>[PU])", "U", _several_of, "ar"),
    rule(r"(?P<n>N) (?P<u>U) (?P<o>[Or]) [oi]? (?P<p>[PU])", "U", _several_of, "ar"),
    rule(r"t? (?P<o>[ORr]) -? (?P<u>U) [oi]? t? (?P<p>P)", "U", _nth, "en"),
    rule(r"t? (?P<o>[OR]) -? (?P<u>U) [oi] t (?P<p>U)", "U", _nth, "en"),
    rule(r"(?P<u>U) (?P<o>[ORr]) [oi]? (?P<p>P)", "U", _nth, "ar"),
    rule(r"(?P<u>U) (?P<o>[O]) [oi] (?P<p>U)", "U", _nth, "ar"),
    rule(r"(?P<d> t? [OND]) [oi]? (?P<p>P)", "P", _day_in),
    rule(r"(?P<p>P) ' _ (?P<o>O) -? (?P<u>U)", "U", _nth, "en"),
    rule(r"t? (?P<s>S) [,oi]? (?P<p>P)", "S", _season_of),
    rule(r"(?P<u>U) (?P<o>O)", "U", _lone_quarter, "ar"),
    rule(r"t? (?P<o>O) -? (?P<u>U)(?!o)", "U", _lone_quarter, "en"),
    rule(r"(?: t? (?P<u>[Uu]) o? ) (?P<p>P)", "Uu", _week_of),
    rule(r"(?P<u>U) (?P<n>D)", "U", _week_number, "en"),
    rule(r"t? (?P<u>U) l t? (?P<r>R)", "l", _after_next, "en"),
    rule(r"(?P<for>p)? (?P<n>[ND]) (?P<u>U) (?P<comma>,)? (?P<f>F) (?P<p>P)", "F", _lasting),
    rule(rf"q? {_COUNT} (?P<u>U) (?P<l>[bl]) (?P<p>P)", "bl", _counted_from),
    rule(r"(?P<p>P) [FB] (?P<a>P) [K&] (?P<b>P)", "P", _weekdays_in),
    rule(r"(?P<p>P) o U? (?P<a>P) K U? (?P<b>P)", "P", _weekdays_in, "ar"),
    rule(rf"(?P<b>[FBo])? (?P<d>{_NUMBER}) (?P<link>[K&,-]) (?P<p>P)", "P", _days_of_month),
    rule(rf"[FBo]? (?P<d>{_NUMBER}) [K&-] (?P<e>{_NUMBER}) o? (?P<p>P)", "P", _days_in),
    rule(rf"(?P<p>P) B (?P<c>{_NUMBER}) [K&-] (?P<d>{_NUMBER}) (?: ,? (?P<y>Y) )?", "P", _month_days),
    rule(rf"[FB]? (?P<p>P) [K-] (?P<d>{_NUMBER}) (?: ,? (?P<y>Y) )?(?![U])", "P", _month_days),
    rule(r"(?P<a>P) - (?P<b>D)", "P", _years),
    rule(r"t? (?P<e>E) -? [oi]? (?P<t>t)? (?P<p>P)", "E", _part),
    rule(r"t? (?P<e>E) -? [oi]? (?P<t>t)? (?P<p>U)", "E", _part),
    rule(r" [FB] U? (?P<a>[Pw]) [K&-] U? (?P<b>[Pw])", "P", _range),
    rule(r"o? (?P<a>P) K (?P<b>P)", "P", _range, "ar"),
    rule(r"(?P<a>P) K (?P<b>P)", "P", _range, "en"),
    rule(r"B? (?P<a>P) (?P<dash>-) (?P<b>P)", "P", _range),
)
NESTED: tuple[Rule, ...] = tuple(each for each in COMPOUND if each.build in (_part, _nth, _nth_weekday))
# Before days of the week are read by themselves.
NTH_WEEKDAYS: tuple[Rule, ...] = (
    rule(r"t? (?P<o>[OR]) (?P<w>W) [oi]? (?P<p>P)", "W", _nth_weekday),
    rule(r"t? (?P<o>O) (?P<w>W)", "W", _nth_weekday, "en"),
    rule(r"(?P<w>W) (?P<o>O)", "W", _nth_weekday, "ar"),
)
