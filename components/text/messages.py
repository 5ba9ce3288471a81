"""Everything that people read, in their language: messages, plurals, numbers, dates, lists.

The sentences are in gettext catalogues under data/locale, one per interface language, under keys such as
"mentions.title". They are read as they stand, so no compiled copy can fall behind.
"""
from __future__ import annotations

import datetime as dt
import gettext
import io
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent

CATALOGUES = Path(__file__).resolve().parents[2] / "data" / "locale"
LANGUAGES = ("en", "ar")
DIGITS = {"western": "latn", "arabic": "arab"}

# U+2068 and U+2069 keep a name's own direction inside a sentence of the other one.
_ISOLATE, _POP = "\u2068", "\u2069"
# What turns the letters after it round, whatever they are; and what opens and closes an isolate.
_OVERRIDES = dict.fromkeys(range(0x202A, 0x202F))
_FENCES = {"\u2066": 1, "\u2067": 1, "\u2068": 1, "\u2069": -1}


def isolate(text: str) -> str:
    """The text fenced off, so that it keeps its own direction wherever it stands, and nothing in it reaches beyond it
    or shows its letters in another order (report<U+202E>fdp.exe).

    >>> isolate("كيم") == "\\u2068كيم\\u2069"
    True
    """
    text = text.translate(_OVERRIDES)
    depth = 0
    for letter in text:
        depth += _FENCES.get(letter, 0)
        if depth < 0:
            break
    if depth:
        text = text.translate(dict.fromkeys(map(ord, _FENCES)))
    return f"{_ISOLATE}{text}{_POP}"


@lru_cache(maxsize=len(LANGUAGES))
def catalogue(language: str) -> gettext.GNUTranslations:
    """The catalogue of an interface language. Raises FileNotFoundError where there is none."""
    path = CATALOGUES / language / "LC_MESSAGES" / "mirsad.po"
    compiled = io.BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


# A page says the same numbers and days again at each run, a hundred of them and more.
@lru_cache(maxsize=20_000)
def _decimal(value: float, pattern: str, locale: str, numerals: str) -> str:
    return format_decimal(value, format=pattern, locale=locale, numbering_system=numerals)


@lru_cache(maxsize=20_000)
def _percent(share: float, pattern: str, locale: str, numerals: str) -> str:
    return format_percent(share, format=pattern, locale=locale, numbering_system=numerals)


@lru_cache(maxsize=20_000)
def _date(day: dt.date, style: str, locale: str) -> str:
    return format_date(day, format=style, locale=locale)


class Messages:
    """One person's language and digits: call it with a key for a sentence.

    >>> Messages("ar").direction, Messages("en").number(1500)
    ('rtl', '1,500')
    """

    def __init__(self, language: str = "en", digits: str = "western", names: Mapping[str, str] | None = None) -> None:
        self.names = dict(names or {})
        self.language = language if language in LANGUAGES else "en"
        self.digits = digits if digits in DIGITS else "western"
        self.direction = "rtl" if self.language == "ar" else "ltr"
        # The region decides nothing but separators: "ar" alone writes 1٬500 with Western digits.
        self._locale = "ar" if self.language == "ar" else "en_GB"
        self._numerals = DIGITS[self.digits] if self.language == "ar" else "latn"

    def __call__(self, key: str, /, **values: object) -> str:
        """The sentence under a key, its placeholders filled. Raises KeyError where the catalogue has none."""
        if key in self.names:
            return self.names[key]
        sentence = catalogue(self.language).gettext(key)
        if sentence == key:
            raise KeyError(f"no message {key!r} in {self.language}")
        return sentence.format(**{name: self._value(value) for name, value in values.items()})

    def calling(self, names: Mapping[str, str]) -> Messages:
        """The same, but that what these keys stand for has a name of its own.

        >>> Messages("en").calling({"side.ar": "Al Jazeera"})("side.ar")
        'Al Jazeera'
        """
        return Messages(self.language, self.digits, names)

    def plural(self, key: str, n: int, /, **values: object) -> str:
        """The sentence under a key in the form that the number asks for; `{n}` stands for the number."""
        sentence = catalogue(self.language).ngettext(key, key + "#", n)
        if sentence.rstrip("#") == key:
            raise KeyError(f"no message {key!r} in {self.language}")
        return sentence.format(n=self.number(n), **{name: self._value(value) for name, value in values.items()})

    def has(self, key: str) -> bool:
        """Whether the catalogue knows the key."""
        return catalogue(self.language).gettext(key) != key

    def number(self, value: float, decimals: int = 0) -> str:
        """A number with the language's separators and the person's digits, at most so many decimals."""
        pattern = "#,##0" + ("." + "#" * decimals if decimals else "")
        # What rounds to nothing has no sign: "between -0 and 33".
        value = value if round(value, decimals) else 0
        return self._digits(_decimal(value, pattern, self._locale, self._numerals))

    def percent(self, share: float, decimals: int = 0) -> str:
        """A share of 1 as a percentage."""
        pattern = "#,##0" + ("." + "#" * decimals if decimals else "") + "%"
        return self._digits(_percent(share, pattern, self._locale, self._numerals))

    def language_name(self, code: str) -> str:
        """What a language is called, the code itself where nobody knows.

        >>> Messages("en").language_name("fr"), Messages("en").language_name("??")
        ('French', '??')
        """
        return Locale.parse(self.language).languages.get(code, code)

    def script_name(self, code: str) -> str:
        """What a script is called (ISO 15924): Latin, Cyrillic…"""
        return Locale.parse(self.language).scripts.get(code, code)

    def date(self, day: dt.date, style: str = "d MMMM y") -> str:
        """A day in words; `style` is a CLDR date pattern."""
        return self._digits(_date(day, style, self._locale))

    def moment(self, at: dt.datetime) -> str:
        """A moment to the minute, in the server's own time."""
        local = at.astimezone() if at.tzinfo else at
        return self._digits(format_datetime(local, format="d MMMM y HH:mm", locale=self._locale))

    def interval(self, first: dt.date, last: dt.date) -> str:
        """A stretch of days, as short as it can be said: a day, a month, a year, or from ... to.

        >>> Messages("en").interval(dt.date(2019, 4, 1), dt.date(2019, 4, 30))
        'April 2019'
        """
        if first == last:
            return self.date(first)
        after = last + dt.timedelta(days=1) if last < dt.date.max else last
        if first.day == 1 and after.day == 1:
            if (after.year, after.month) == (first.year + first.month // 12, first.month % 12 + 1):
                return self.date(first, "MMMM y")
            if first.month == 1 and after.month == 1 and after.year == first.year + 1:
                return self.date(first, "y")
        return self("dates.from_to", first=first, last=last)

    def list(self, items: Sequence[str]) -> str:
        """Items as a phrase: "a, b and c"."""
        return format_list([isolate(item) for item in items], locale=self._locale) if items else ""

    def _value(self, value: object) -> str:
        if isinstance(value, dt.date):
            return self.date(value)
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            return str(value)
        return self.number(value, decimals=0 if isinstance(value, int) else 1)

    def _digits(self, text: str) -> str:
        western, arabic = "0123456789", "٠١٢٣٤٥٦٧٨٩"
        wanted = (western, arabic) if self._numerals == "arab" else (arabic, western)
        return text.translate(str.maketrans(*wanted))
