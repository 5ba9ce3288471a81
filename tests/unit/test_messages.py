"""Every sentence is there in both languages, with the same placeholders."""
import ast
import datetime as dt
import re
import string
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from components.charts.wording import STANCE
from components.comparison.browsing import PROBLEMS as ARTICLE_PROBLEMS
from components.comparison.decisions import DECIDED
from components.comparison.discrepancies import KINDS
from components.comparison.labels import VOICES
from components.comparison.ledger import REASONS, STATES
from components.comparison.mentions import MEASURES
from components.comparison.name_table import COLUMNS, EFFECTS
from components.comparison.name_table import PROBLEMS as NAME_PROBLEMS
from components.comparison.provenance import SOURCES as FACT_SOURCES
from components.comparison.timeline import PERIODS
from components.comparison.voices import KINDS as VOICE_KINDS
from components.comparison.voices import MEASURES as VOICE_MEASURES
from components.comparison.voices import STANCES
from components.corpus import CORPUS_ERRORS, PUBLISHED_BASES, UNREADABLE
from components.corpus.columns import FIELDS
from components.corpus.errors import PROBLEMS
from components.corpus.ingest import PROBLEMS as DRAFT_PROBLEMS
from components.corpus.people import ROLES
from components.reading.models import ENTITY_TYPES
from components.reading.sources import SOURCES
from components.text.messages import CATALOGUES, LANGUAGES, Messages, isolate
from components.ui.method import SECTIONS
from components.ui.style import STREAMLIT
from components.ui.wording import PARTS

ROOT = Path(__file__).resolve().parents[2]
# Keys that code puts together: each stem with all that it is put together with.
FAMILIES = {
    "access.role.": ROLES,
    "page.": None, "lede.": None,
    "side.": ("ar", "en"),
    "kind.": (*ENTITY_TYPES, "date", "quote"),
    "basis.": PUBLISHED_BASES,
    "source.": FACT_SOURCES,
    "streamlit.": STREAMLIT,
    "articles.problem.": ARTICLE_PROBLEMS,
    "history.": ("upload", "delete"),
    "measure.": MEASURES,
    "stance.": STANCE,
    "voice.": VOICES,
    "wording.part.": PARTS,
    "timeline.counted.": PERIODS,
    "method.": SECTIONS,
    "error.": (*UNREADABLE, *CORPUS_ERRORS),
    "ledger.state.": STATES,
    "ledger.reason.": REASONS,
    "ledger.decided.": DECIDED,
    "ledger.discrepancy.": KINDS,
    "ledger.differ.": KINDS,
    "ledger.column.": None,
    "column.": None,
    "names.effect.": EFFECTS,
    "names.problem.": NAME_PROBLEMS,
    "names.column.": None,
    "names.column_of.": COLUMNS,
    "voices.measure.": (*VOICE_MEASURES, *(f"{measure}.how" for measure in VOICE_MEASURES)),
    "voices.stance.": STANCES,
    "voices.source.": SOURCES,
    "voices.form.": VOICE_KINDS,
    "voices.column.": None,
    "field.": FIELDS,
    "problem.": (*PROBLEMS, *DRAFT_PROBLEMS),
}


def catalogue(language):
    with (CATALOGUES / language / "LC_MESSAGES" / "mirsad.po").open("rb") as file:
        return {message.id if isinstance(message.id, str) else message.id[0]: message
                for message in read_po(file, locale=language) if message.id}


def sources():
    return [*(ROOT / "components").rglob("*.py"), *(ROOT / "pages").glob("*.py")]


def asked_for():
    """Keys written out in code, and the stems and ends of those that code puts together."""
    whole, patterns = {}, {}
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and node.args):
                continue
            called = node.func
            name = getattr(called, "id", getattr(called, "attr", ""))
            if name not in ("t", "self", "plural", "has"):
                continue
            key = node.args[0]
            if isinstance(key, ast.Constant) and isinstance(key.value, str):
                whole[key.value] = path
            elif isinstance(key, ast.JoinedStr):
                parts = [re.escape(p.value) if isinstance(p, ast.Constant) else "[a-z_-]+" for p in key.values]
                patterns["".join(parts)] = path
    return whole, patterns


def texts(message):
    return message.string if isinstance(message.string, tuple) else (message.string,)


def placeholders(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_that_code_asks_for_is_in_the_catalogue(language):
    known = catalogue(language)
    whole, patterns = asked_for()
    assert len(whole) > 80
    assert not {key: str(path) for key, path in whole.items() if key not in known}
    assert not {p: str(path) for p, path in patterns.items() if not any(re.fullmatch(p, key) for key in known)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_member_of_a_family_of_messages_is_in_the_catalogue(language):
    known = catalogue(language)
    assert not [stem + name for stem, names in FAMILIES.items() for name in names or () if stem + name not in known]


def test_both_languages_have_the_same_messages_none_of_them_empty():
    english, arabic = catalogue("en"), catalogue("ar")
    assert english.keys() == arabic.keys()
    for known in (english, arabic):
        assert not [key for key, message in known.items() if not all(text.strip() for text in texts(message))]


def test_nothing_in_an_isolated_name_reaches_beyond_it_or_turns_its_letters_round():
    assert isolate("report\u202efdp.exe\u202c") == "\u2068reportfdp.exe\u2069"
    assert isolate("a\u2069 out") == isolate("a out") == isolate("a\u2067 out") == "\u2068a out\u2069"
    assert isolate("Kim \u2068كيم\u2069") == "\u2068Kim \u2068كيم\u2069\u2069"


def test_arabic_messages_are_in_arabic_script():
    exempt = {"mentions.denominators", "settings.digits.western", "settings.digits.arabic", "accuracy.f1"}
    latin = [key for key, message in catalogue("ar").items()
             if key not in exempt and not all(re.search("[\u0621-\u064a]", text) for text in texts(message))]
    assert not latin


def test_a_message_has_the_same_placeholders_in_both_languages():
    english, arabic = catalogue("en"), catalogue("ar")
    for key, message in english.items():
        wanted = set().union(*map(placeholders, texts(message)))
        for text in texts(arabic[key]):
            # Arabic says "one article" and "two articles" without the figure.
            assert placeholders(text) <= wanted and wanted - placeholders(text) <= {"n"}, key


def test_no_message_lies_unused():
    whole, patterns = asked_for()
    families = tuple(FAMILIES)
    dynamic = ("article.", "fact.", "accuracy.", "reason.", "uploader.")
    unused = [key for key in catalogue("en")
              if key not in whole and not key.startswith(families + dynamic)
              and not any(re.fullmatch(pattern, key) for pattern in patterns)]
    assert not unused


def test_arabic_counts_in_six_forms():
    t = Messages("ar")
    assert [t.plural("articles.count", n) for n in (0, 1, 2, 3, 11, 100)] == [
        "لا مقالات", "مقال واحد", "مقالان", "3 مقالات", "11 مقالًا", "100 مقال"]


def test_digits_follow_the_setting_in_arabic_only():
    day = dt.date(2023, 9, 13)
    assert Messages("ar").date(day) == "13 سبتمبر 2023"
    assert Messages("ar", "arabic").date(day) == "١٣ سبتمبر ٢٠٢٣"
    assert Messages("en", "arabic").date(day) == "13 September 2023"
    assert Messages("ar", "arabic").number(1500) == "١٬٥٠٠"


@pytest.mark.parametrize(("first", "last", "said"), [
    ((2019, 4, 1), (2019, 4, 30), "April 2019"),
    ((2019, 12, 1), (2019, 12, 31), "December 2019"),
    ((1991, 1, 1), (1991, 12, 31), "1991"),
    ((2023, 9, 4), (2023, 9, 10), "4 September 2023 to 10 September 2023"),
    ((9999, 12, 31), (9999, 12, 31), "31 December 9999"),
])
def test_an_interval_is_said_as_shortly_as_it_can_be(first, last, said):
    assert Messages("en").interval(dt.date(*first), dt.date(*last)) == said


def test_what_rounds_to_nothing_has_no_sign():
    assert Messages("en").number(-0.04, 1) == "0"
    assert Messages("ar").number(-0.3) == "0"
    assert Messages("en").number(-0.06, 1) == "-0.1"
