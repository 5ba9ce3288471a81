"""The date grammar's first rules: calendar dates, months, years, decades, centuries (symbols: see dates_lexicon)."""
from __future__ import annotations

import re

from components.reading import dates_calendar as cal
from components.reading.dates_calendar import Stretch
from components.reading.dates_match import NOTHING, Fit, Rule, Value, rule
from components.reading.dates_points import Point
from components.text.arabic import without_marks
from components.text.duals import is_counted

# The years that four digits by themselves are taken for.
EARLIEST_BARE_YEAR, LATEST_BARE_YEAR = 1900, 2099
_WEEKDAY = r"(?: (?P<r>R)? (?P<w>W) R? \)? [,.]? [pito]? \(? )?"
_DAY = r"(?P<d> t?O | t?D | N )"
_MONTH = r"(?: (?P<s>U) o? )? (?P<m>[MH]) \.?"
_YEAR = r"[,./-]? o? [pi]? (?P<u>U)? '? (?P<y>[YV]) (?P<e>[AhC])?"
_CONTEXT = frozenset("pioFKBREls&")


def _year(fit: Fit) -> tuple[int, bool] | None:
    """The year of a fit and whether it is Islamic; None where the unit before it is not "year"."""
    if (unit := fit.get("u")) and unit.value != "year":
        return None
    era = fit.get("e")
    if era and era.symbol == "C":
        return None
    return int(fit.value("y")), bool(era and era.symbol == "h")


def _day(fit: Fit) -> int | None:
    lexeme = fit.every("d")[-1]
    number = int(lexeme.value)
    if lexeme.symbol == "N" and number < 11 and fit.article.language == "ar":
        return None  # الست من شوال: six days, not the sixth
    return number if 1 <= number <= 31 else None


def _full(fit: Fit) -> Value:
    """13 September 2023; Wednesday, September 13th, 2023; الأربعاء 13 من سبتمبر/أيلول عام 2023."""
    year, day, month = _year(fit), _day(fit), fit.get("m")
    if year is None or day is None or not _month_word(fit):
        return None
    hijri = month.symbol == "H" or year[1]
    return Point(year[0], month.value, day, hijri=hijri)


def _month_word(fit: Fit) -> bool:
    """Whether the unit before a month's name, if there is one, is "month" (شهر مايو)."""
    unit = fit.get("s")
    return unit is None or unit.value == "month"


def _year_month(fit: Fit) -> Value:
    """September 2023, سبتمبر من عام 2023, شهر رمضان 1445 هـ."""
    year, month = _year(fit), fit.get("m")
    if year is None or not _month_word(fit):
        return None
    hijri = month.symbol == "H" or year[1]
    return Point(year[0], month.value, hijri=hijri)


def _short_year_month(fit: Fit) -> Value:
    """August '99, August 99: a number that can't be a day."""
    year = int(fit.value("y"))
    marked = "'" in (lexeme.symbol for lexeme in fit.lexemes[fit.first:fit.last + 1])
    if year <= 31 and not marked:
        return None
    return Point(year + (1900 if year > 40 else 2000), fit.value("m"), hijri=False)


def _day_month(fit: Fit) -> Value | str:
    """13 September, May 21st, الرابع من مايو, الأربعاء 13 سبتمبر, 12 مايو الماضي."""
    day, month = _day(fit), fit.get("m")
    if day is None or not _month_word(fit):
        return None
    given = fit.every("d")[-1]
    if fit.before is not None and fit.before.symbol == "U" and fit.before.value != "day" and given.symbol == "O":
        return None  # الأسبوع الأول من أكتوبر
    # In lower case "march 5" and "may 3 people" are verbs more often than dates.
    if month.ordinary and month.lower and given.symbol != "O" and fit.tail[:2].strip()[:1].isalnum():
        return None
    if month.ordinary and given.symbol == "N" and not _crowded(fit):
        return None
    if month.ordinary and month.start < given.start and given.symbol == "N" and day < 10:
        return None
    relation = fit.value("rel")
    return Point(None, month.value, day, fit.value("w"), month.symbol == "H", relation)


def _crowded(fit: Fit) -> bool:
    """Whether a date has more to show than an everyday word and a number."""
    return fit.get("w") is not None or not fit.tail[:1].isspace() or not fit.tail[1:2].islower()


def _digits(fit: Fit) -> Value | str:
    """Dates in digits. Year first is year-month-day. Otherwise Arabic is read day first and English month first,
    as long as that gives a date: 22/04/2016 is the 22nd of April in either."""
    mark, groups, widths = fit.value("x")
    era = fit.get("e")
    hijri = bool(era and era.symbol == "h")
    if len(groups) == 3:
        comma = "," in fit.article.text[fit.get("x").start:fit.get("x").end]
        islamic = hijri or era is None and fit.article.language == "ar"
        return _three_groups(groups, widths, hijri, islamic, fit.article.language, mark, comma)
    return _two_groups(fit, mark, groups, widths)


def _three_groups(
    groups: tuple, widths: tuple, hijri: bool, islamic: bool, language: str, mark: str, comma: bool
) -> Value:
    """A date of three numbers; `hijri` says that the text calls it one, `islamic` that its year may tell."""
    a, b, c = groups
    if widths[0] > 2:
        if widths[0] != 4 or widths[2] > 2:
            return None
        orders = [(a, b, c), (a, c, b)]
    elif widths[2] in (2, 4):
        year = c if widths[2] == 4 else c + (2000 if c <= 40 else 1900)
        orders = [(year, b, a), (year, a, b)]
        # Where a comma sets the year apart (08/12, 2015) the month stands first in any language.
        if (language != "ar" and mark != ".") or comma:
            orders.reverse()
        if widths[2] == 2 and mark == ".":
            return None  # a version or a section more often than a date
        if widths[2] == 2 and language == "ar" and a > 31:
            orders = [(a + 1900, b, c)]
    else:
        return None
    for year, month, day in orders:
        hijri = hijri or islamic and year in _HIJRI_YEARS
        date = cal.hijri_day(year, month, day) if hijri and month <= 12 and day <= 30 else cal.day(year, month, day)
        if date and (hijri or 1000 <= year <= 2999):
            return Point(year, month, day, hijri=hijri)
    return None


def _two_groups(fit: Fit, mark: str, groups: tuple, widths: tuple) -> Value:
    a, b = groups
    text = fit.article.text
    if widths[0] == 4 and widths[1] <= 2 and mark in "-/":
        # 2010-12 are years, 2016-11 and 2023/09 are months.
        span = mark == "-" and widths[1] == 2 and b > a % 100 and a >= EARLIEST_BARE_YEAR
        if span:
            last = a // 100 * 100 + b
            return Stretch(cal.day(a, 1, 1), cal.day(last, 12, 31), "range") if 0 < last <= 9999 else None
        return Point(a, b) if 1 <= b <= 12 and 1000 <= a <= 2999 else None
    if widths[0] > 2:
        return None
    # A day and a month without a year look like fractions, scores and decimals: they need a word before them
    # and, with those marks, a number that can only be a day.
    before = fit.before
    led = before is not None and before.symbol in "pFs" and text[before.start:before.end].lower() not in ("at", "for")
    introduced = fit.get("w") or led
    padded = "0" in (str(a) if widths[0] == 1 else f"{a:02}"[0], f"{b:02}"[0]) and widths == (2, 2)
    if mark == "/":
        if not (introduced or padded or (max(a, b) > 12 and widths == (2, 2))):
            return None
    elif not introduced or max(a, b) <= 12 or widths[1] == 1 and mark == ".":
        return None
    orders = [(b, a), (a, b)] if fit.article.language == "ar" else [(a, b), (b, a)]
    for month, day in orders:
        if cal.day(2024, month, day):
            return Point(None, month, day, fit.value("w"))
    return None


def _month_year_digits(fit: Fit) -> Value:
    """3/2015, 2016 / 11, 11 - 2016."""
    month, year = int(fit.value("d")), int(fit.value("y"))
    tight = fit.match.end() - fit.match.start() == 3
    return Point(year, month) if 1 <= month <= 12 and tight and 1900 <= year <= 2099 else None


def _month(fit: Fit) -> Value:
    """A month by itself; one that is an everyday word or a name only in company (in March, شهر رجب)."""
    month, unit, relation = fit.get("m"), fit.get("s"), fit.value("rel")
    if fit.before is not None and fit.before.symbol == "x":
        return NOTHING  # that January, every May
    if unit and unit.value != "month":
        return None
    if month.ordinary and unit is None and relation is None and not month.led:
        before = fit.before
        if month.lower or before is None or not (before.symbol in _CONTEXT or _names_an_event(fit)):
            return None
        if fit.article.language == "en" and fit.tail[1:5] in ("said", "told"):
            return None
    return Point(None, month.value, hijri=month.symbol == "H", relation=relation)


def _names_an_event(fit: Fit) -> bool:
    """the May elections, a March report; but not "the March on Washington"."""
    follows = fit.tail[1:].split(" ")[0].rstrip(".,;:") if fit.tail[:1] == " " else ""
    return fit.article.language == "en" and fit.before.symbol in "tn" and follows.isalpha() and follows.islower() \
        and len(follows) > 3


def _month_related(fit: Fit) -> Value:
    """last May, this September, next June."""
    month = fit.get("m")
    if month.ordinary and month.lower:
        return None  # "this may take long"
    return Point(None, month.value, relation=fit.value("rel"))


def _bare_year(fit: Fit) -> Value:
    """2019 by itself, or after "year" (عام 2019), which then belongs to it."""
    lexeme, unit, era = fit.get("y"), fit.get("u"), fit.get("e")
    if era and era.symbol == "C":
        return NOTHING
    year = int(lexeme.value)
    hijri = bool(era and era.symbol == "h")
    if lexeme.symbol == "N" and year < 100:
        return None
    if unit is not None and unit.value == "year":
        return None if unit.plural and lexeme.symbol != "Y" else Point(year, hijri=hijri or _looks_hijri(fit, year))
    if unit is not None:
        return None
    if hijri:
        return Point(year, hijri=True)
    if lexeme.symbol == "d":
        return None
    introduced = lexeme.led or _introduced(fit)
    if not era:
        if lexeme.symbol == "V" and not introduced:
            return None
        low = 1000 if introduced and year % 100 else EARLIEST_BARE_YEAR
        if not low <= year <= LATEST_BARE_YEAR or _is_quantity(fit, introduced):
            return None
    return Point(year, hijri=not era and _looks_hijri(fit, year))


def _introduced(fit: Fit) -> bool:
    """Whether the word before a year announces one: in 2019, the 2019 election, (2019), mid-2019, 2018 and 2019."""
    before = fit.before
    if before is None:
        return False
    earlier = fit.lexemes[fit.first - 2].symbol if fit.first > 1 else ""
    if before.symbol in "&-":
        return earlier == ("P" if before.symbol == "&" else "E")
    return before.symbol in _CONTEXT or before.symbol in "tn(P"


# Arabic years in these bounds, 1921 to 2028 of the common era, are Islamic ones unless the text says otherwise.
_HIJRI_YEARS = range(1340, 1451)


def _looks_hijri(fit: Fit, year: int) -> bool:
    return fit.article.language == "ar" and fit.get("e") is None and year in _HIJRI_YEARS


_QUANTITY_AFTER = frozenset("U%٪°")
_CURRENCY = frozenset("$€£¥#№")


def _is_quantity(fit: Fit, introduced: bool) -> bool:
    """Whether four digits count or name something: 2000 people, $1950, No. 1984, 1900 GMT, 2019 شخصا."""
    text, start = fit.article.text, fit.start
    head = text[max(0, start - 8):start].rstrip()
    if head[-1:] in _CURRENCY or head[-3:].lower() == "no.":
        return True
    if re.search(r"(?:^|\D)(?:\d{1,3}|\d{5,})-$", head):
        return True  # part of a telephone number
    after_date = fit.first > 1 and fit.lexemes[fit.first - 2].symbol in "EPM"
    if head[-1:] in "-+" and head[-2:-1].isalpha() and not after_date:
        return True
    tail = fit.tail
    if fit.after is not None and fit.after.symbol in _QUANTITY_AFTER or tail[:1] in _QUANTITY_AFTER:
        return True
    if tail[:2].lstrip()[:1] in "%٪" and tail[:2].strip():
        return True
    word = tail[1:].split(" ")[0] if tail[:1] == " " else ""
    bare = word.strip(".,;:!?)»”\"'،؛").lower()
    if bare in ("gmt", "hours", "hrs", "people", "men", "women", "percent", "per", "metres", "meters", "km", "miles"):
        return True
    round_number = int(fit.value("y")) % 100 == 0
    if fit.article.language == "ar":
        # A counted noun follows its number at once; after an unintroduced year comes punctuation or a particle.
        counted = bool(bare) and bare[0].isalpha() and bare not in _PARTICLES_AR and not bare.startswith(("و", "ال"))
        return counted and (round_number or not introduced or _is_counted_noun(bare))
    # English sets a comma into thousands (1,984 troops), so only a round number is taken for an amount.
    return round_number and bare.isalpha() and bare.endswith("s") and bare not in _FUNCTION_EN


# Words that follow a year in a sentence; a counted noun is none of them.
_PARTICLES_AR = frozenset({
    "في", "من", "إلى", "على", "عن", "مع", "أن", "إن", "بعد", "قبل", "حتى", "منذ", "خلال", "عندما", "حين", "حيث", "ثم",
    "أو", "أم", "لم", "لا", "ما", "كان", "كانت", "قد", "التي", "الذي", "بين", "بسبب", "هي", "هو", "بأن", "لكن", "ضد",
    "عبر", "لدى", "أي", "م", "هـ"})
# People whose plural is a regular one; the other nouns that things are counted by are in data/counted_nouns.csv.
_PEOPLE_AR = frozenset({
    "مصاب", "جريح", "مدني", "عسكري", "نازح", "لاجئ", "مهاجر", "عامل", "موظف", "طالب", "ناخب", "مواطن", "مسافر", "راكب",
    "سجين", "معتقل", "مسلح", "مقاتل", "متظاهر", "عائلة", "أسرة", "مفقود", "محتجز", "نائب", "مشارك", "متطوع", "مستوطن"})
_FUNCTION_EN = frozenset({"as", "is", "was", "has", "his", "this", "its", "us", "does"})


def _is_counted_noun(word: str) -> bool:
    """Whether a word is what the number before it counts, in the accusative where it shows: إلى 2012 قتيلا."""
    plain = without_marks(word)
    singular = plain[:-1] if plain.endswith("ا") else plain
    return singular in _PEOPLE_AR or is_counted(singular)


def _decade(fit: Fit) -> Value:
    """1970s, the '70s, seventies, سبعينيات القرن الماضي; without its century the latest that has begun is meant."""
    lexeme, century = fit.get("z"), fit.get("c")
    year = int(lexeme.value)
    if year < 100:
        digits = fit.article.text[lexeme.start].isdecimal()
        # "The tens" and "10s" are amounts; "his seventies" and "in her 30s" are ages.
        in_english_words = not digits and fit.article.language == "en"
        if year % 10 or (digits and year < 20) or (in_english_words and year == 10) or _is_age(fit):
            return None
        if century is None:
            year += 2000 if year < 20 else 1900
        elif isinstance(century.value, Stretch):
            year += (century.value.first.year - 1) // 100 * 100
        else:
            return NOTHING if century.value is None else None
    return cal.months(year, 1, 120, "decade")


def _is_age(fit: Fit) -> bool:
    head = fit.article.text[max(0, fit.start - 8):fit.start].lower().split()
    return bool(head) and head[-1] in ("his", "her", "their", "my", "our", "your", "mid", "highs", "lows", "mid-")


def _century(fit: Fit) -> Value:
    """The 20th century, القرن العشرين, القرن الحادي والعشرين."""
    unit, number = fit.get("u"), int(fit.every("o")[-1].value)
    if unit.value != "century" or unit.plural or not 1 <= number <= 30:
        return None
    if fit.get("e") and fit.get("e").symbol == "C":
        return NOTHING
    return cal.months((number - 1) * 100 + 1, 1, 1200, "century")


def _quarter(fit: Fit) -> Value:
    """Q3 2016, 2016 H2; without a year the quarter of the publication's year that has begun."""
    (letter, number), year = fit.value("q"), fit.value("y")
    size, unit = (3, "quarter") if letter.upper() == "Q" else (6, "half")
    if year is not None:
        return cal.months(int(year), (number - 1) * size + 1, size, unit)
    if fit.published is None:
        return NOTHING
    found = cal.months(fit.published.year, (number - 1) * size + 1, size, unit, "partial")
    if found and found.first > fit.published and fit.leaning <= 0:
        found = cal.months(fit.published.year - 1, (number - 1) * size + 1, size, unit, "partial")
    return found


ABSOLUTE: tuple[Rule, ...] = (
    rule(rf"{_WEEKDAY} (?P<x>X) (?P<e>[Ah])?", "X", _digits),
    rule(rf"{_WEEKDAY} {_DAY} [./-]? o? {_MONTH} {_YEAR}", "MH", _full),
    rule(rf"{_WEEKDAY} {_MONTH} [,/-]? {_DAY} {_YEAR}", "MH", _full),
    rule(r" (?P<y>Y) [/-] (?P<m>M) [/-] (?P<d>D)", "M", _full),
    rule(rf"(?:t(?=U))? {_MONTH} {_YEAR}", "MH", _year_month),
    rule(r" (?P<y>Y) ,? (?P<m>M)(?!\.?[DO])", "M", _year_month),
    rule(r"(?P<q>Q) [,o-]? (?P<y>Y)", "Q", _quarter),
    rule(r"(?P<y>Y) -? (?P<q>Q)", "Q", _quarter),
    rule(r"(?P<q>Q)", "Q", _quarter),
    rule(rf"{_WEEKDAY} {_DAY} [./-]? o? {_MONTH} (?P<rel>R)?", "MH", _day_month, "ar"),
    rule(rf"{_WEEKDAY} {_DAY} [./-]? o? {_MONTH}", "MH", _day_month, "en"),
    rule(rf"{_WEEKDAY} {_MONTH} [,/-]? {_DAY}", "MH", _day_month),
    rule(r"(?P<m>M) \.? ,? '? (?P<y>D)", "M", _short_year_month, "en"),
    rule(r"(?P<d>D) [/-] (?P<y>Y)", "Y", _month_year_digits),
    rule(r"(?P<y>Y) [/-] (?P<d>D)", "Y", _month_year_digits),
    rule(r"(?P<rel>R) (?P<m>[MH]) \.?", "MH", _month_related),
    rule(r"(?P<s>U)? (?P<m>[MH]) (?P<rel>R)", "MH", _month, "ar"),
    rule(r"(?: t? (?P<s>U) o? )? (?P<m>[MH]) \.?", "MH", _month),
    rule(r"t? (?P<o>O) (?P<u>U) (?P<e>C)?", "U", _century, "en"),
    rule(r"(?P<u>U) (?P<o>[ON]) (?P<e>C)?", "U", _century, "ar"),
    rule(r"(?P<u>U) (?P<y>[Nd]) (?P<e>[AhC])?", "U", _bare_year),
    rule(r"(?P<g>g)? (?P<u>U)? (?P<y>[YV]) (?P<e>[AhC])?", "YV", _bare_year),
)
DECADES: tuple[Rule, ...] = (
    rule(r"t? '? (?P<z>Z) (?: o? (?P<c>P) )?", "Z", _decade, "ar"),
    rule(r"t? '? (?P<z>Z)", "Z", _decade, "en"),
)
