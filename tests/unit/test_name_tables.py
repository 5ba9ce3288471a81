"""The tables of names, titles, verbs and concepts: how much they hold, and what every row must keep to."""
import csv
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from components.reading import read
from components.reading.authority import load
from components.reading.english_words import is_ordinary
from components.reading.name_keys import key_words
from components.text import glosses
from components.text.names import similarity
from components.text.words import is_function_word, zipf

DATA = Path(__file__).resolve().parents[2] / "data"
NAMES = ("countries", "places", "people", "organisations", "events", "products")
# The floor of the table of people, where it is explained.
SOUNDS_ALIKE = 0.6
# As common as this (zipf), a word that may be an ordinary one has to be looked at by a person.
COMMON = 4.0

# Read over one by one: whoever writes these with a capital letter means the name, even at the head of a sentence.
NAMES_WITH_A_CAPITAL = {
    "Android", "Arctic", "Atlantic", "Berlin", "Bitcoin", "Capitol", "Caribbean", "Chile", "China", "Congress",
    "Democrats", "GPS", "Ga", "Google", "Guardian", "Guinea", "Gulf", "Japan", "Jersey", "Jordan", "London",
    "Michigan", "Oxford", "Pacific", "Shanghai", "Telegraph", "Trump", "Turkey", "Twitter", "Wales", "Xi",
}
# The same in Arabic, where no letter tells: the dictionary has other readings, newspapers hardly do.
NAMES_IN_NEWSPAPERS = {
    "الحج", "الإسكندرية", "فيسبوك", "درعا", "الرقة", "ميسي", "صربيا", "بنغازي", "ناسا", "ويلز", "واتساب",
    "صعدة", "مأرب", "ليستر", "السعودية",
}


@cache
def table(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def spellings(row: dict[str, str], language: str) -> list[str]:
    return [row[f"name_{language}"], *filter(None, row[f"variants_{language}"].split("|"))]


def sure(row: dict[str, str], language: str) -> set[str]:
    """The keys under which the row is found by itself; of two equal ones the later spelling says whether."""
    said = {" ".join(key_words(name.lstrip("?"), language)): not name.startswith("?")
            for name in spellings(row, language)}
    return {key for key, is_sure in said.items() if is_sure and key}


@pytest.mark.parametrize(("name", "least"), [("people", 1500), ("places", 1500), ("organisations", 800)])
def test_the_names_that_world_news_needs_are_known_in_both_languages(name, least):
    rows = table(f"names/{name}")
    assert sum(bool(row["name_en"] and row["name_ar"]) for row in rows) >= least
    assert len({row["id"] for row in rows}) == len(rows)


def test_concepts_verbs_and_titles_are_as_many_as_world_news_needs():
    words = Counter()
    for row in table("concepts"):
        words[row["concept"]] |= bool(row["en"]) and bool(row["ar"])
    assert sum(map(bool, words.values())) >= 400
    verbs = Counter(row["language"] for row in table("reporting_verbs"))
    titles = Counter(row["language"] for row in table("titles") if row["kind"] == "person")
    for language in ("en", "ar"):
        assert verbs[language] >= 150
        assert titles[language] >= 200
    several = [row for row in table("reporting_verbs") if "|" in row["forms"]]
    assert len(several) >= 300


@pytest.mark.parametrize("name", NAMES)
def test_names_sound_alike_in_both_scripts_or_are_marked_as_translated(name):
    unlike = [(row["id"], row["name_ar"]) for row in table(f"names/{name}")
              if not row["translated"] and similarity(row["name_ar"], row["name_en"]) < SOUNDS_ALIKE]
    assert unlike == []


@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_sure_spelling_means_two_things_unless_a_country_comes_first(language):
    owners: dict[str, set[str]] = {}
    for name in NAMES:
        for row in table(f"names/{name}"):
            for key in sure(row, language):
                owners.setdefault(key, set()).add(row["id"])
    shared = {key: ids for key, ids in owners.items() if len(ids) > 1}
    assert {key: ids for key, ids in shared.items() if sum(each.startswith("country/") for each in ids) != 1} == {}
    for key, ids in shared.items():
        text = f"They saw {key.title()}" if language == "en" else f"إلى {key}"
        assert {m.entity_id for m in read(text, language).mentions} == {
            each for each in ids if each.startswith("country/")}


def lone_words(language: str) -> list[tuple[str, str]]:
    """Every name of one word that counts by itself, as it is listed, with whose it is."""
    found = []
    for row in (row for name in NAMES for row in table(f"names/{name}")):
        counts = sure(row, language)
        found += [(name, row["id"]) for name in spellings(row, language)
                  if " " not in name and not name.startswith("?") and " ".join(key_words(name, language)) in counts]
    return found


def test_no_sure_arabic_name_is_a_function_word_or_a_common_word_that_nobody_looked_at():
    known = {name for name, _ in lone_words("ar")}
    assert {name for name in known if is_function_word(name, "ar")} == set()
    ordinary = {name for name in known if zipf(name, "ar") >= COMMON
                and glosses.parts_of_speech(name) and not glosses.is_proper(name)}
    assert ordinary - NAMES_IN_NEWSPAPERS == set()


def test_no_sure_english_name_is_read_without_its_capital_letter():
    listed = {name for name, _ in lone_words("en")}  # bitcoin is listed as it is written
    ordinary = [(name, entity) for name, entity in lone_words("en")
                if name[0].isupper() and name.lower() not in listed and is_ordinary(name)]
    assert len(ordinary) > 50
    for name, entity in ordinary:
        found = read(f"they saw {name.lower()} there", "en").mentions
        assert entity not in {m.entity_id for m in found}, name


def test_english_names_that_begin_sentences_as_ordinary_words_do_were_looked_at():
    alone = {name for name, _ in lone_words("en") if name[0].isupper() and not name.isupper() and is_ordinary(name)
             and zipf(name, "en") >= COMMON}
    assert alone - NAMES_WITH_A_CAPITAL == set()


@pytest.mark.parametrize(("text", "language"), [
    ("Male suspects were held.", "en"), ("Reunion came at last.", "en"), ("the vitamin e helps", "en"),
    ("who told us so", "en"), ("لولا ذلك لما وصل أحد.", "ar"), ("نشرت الصحيفة صور الحفل.", "ar"), ("لا أدري.", "ar"),
])
def test_ordinary_words_are_nobodys_names(text, language):
    assert read(text, language).mentions == ()


def test_every_listed_name_leads_to_its_row():
    names = load()
    lost = [(row["id"], language) for table_name in ("people", "places", "organisations")
            for row in table(f"names/{table_name}") for language in ("en", "ar")
            if row["id"] not in {form.entity_id for form in names.forms(
                " ".join(key_words(row[f"name_{language}"], language)))}]
    assert lost == []
