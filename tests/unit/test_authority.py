"""The authority list: what is known by name."""
from __future__ import annotations

import csv

from components.reading import authority
from components.reading.authority import build, load, nisba_forms, short_forms
from components.reading.models import ENTITY_TYPES

ROW = {"id": "person/zaza-quxley", "type": "person", "name_en": "Zaza Quxley", "name_ar": "زازا كوكسلي"}


def test_countries_have_names_in_both_languages():
    korea = load().entity("country/KP")
    assert (korea.type, korea.name_en, korea.name_ar) == ("country", "North Korea", "كوريا الشمالية")


def test_spellings_of_outlets_that_cldr_lacks_name_the_country():
    for spelling in ("أميركا", "أمريكا", "الولايات المتحدة"):
        assert load().named(spelling, "ar").id == "country/US"
    for spelling in ("DPRK", "Britain", "Burma", "Soviet Union"):
        assert load().named(spelling, "en") is not None


def test_every_entity_has_a_known_type_and_a_name():
    for entity in load().entities.values():
        assert entity.type in ENTITY_TYPES
        assert entity.name_en or entity.name_ar


def test_the_tables_that_ship_have_no_bad_rows():
    assert load().problems == ()


def test_a_missing_folder_leaves_the_countries(tmp_path):
    found = build(tmp_path)
    assert found.entity("country/FR") is not None
    assert found.problems == ()


def test_a_bad_row_is_reported_and_the_others_are_read(tmp_path):
    (tmp_path / "names").mkdir()
    with (tmp_path / "names" / "people.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(ROW))
        writer.writeheader()
        writer.writerow({**ROW, "id": "no slash", "type": ""})
        writer.writerow(ROW)
    found = build(tmp_path)
    assert found.entity(ROW["id"]) is not None
    assert len(found.problems) == 1
    assert "people.csv, line 2" in found.problems[0]


def test_a_users_rows_are_added_and_the_list_that_ships_stays_as_it_is():
    more = load().with_rows([{**ROW, "variants_en": "Zaz Q."}])
    assert more.named("Zaz Q.", "en").id == ROW["id"]
    assert load().entity(ROW["id"]) is None


def test_a_users_row_for_a_known_entity_adds_its_spelling():
    more = load().with_rows([{"id": "person/vladimir-putin", "name_en": "Wladimir Putin", "name_ar": ""}])
    assert more.named("Wladimir Putin", "en").id == "person/vladimir-putin"
    assert more.named("Vladimir Putin", "en").id == "person/vladimir-putin"
    assert more.entity("person/vladimir-putin").name_ar == load().entity("person/vladimir-putin").name_ar


def test_a_users_row_without_a_name_is_reported():
    assert "has no name" in load().with_rows([{"id": "person/nobody"}]).problems[-1]


def test_korean_and_chinese_family_names_come_first():
    assert short_forms(load().entity("person/kim-jong-un"), "en") == ("kim",)
    assert short_forms(load().entity("person/xi-jinping"), "en") == ("xi",)
    assert short_forms(load().entity("person/sergei-lavrov"), "en") == ("lavrov",)


def test_adjectives_of_nationality_agree_in_all_their_words():
    forms = nisba_forms("كوري جنوبي")
    assert "الكورية الجنوبية" in forms
    assert "كوريين جنوبيين" in forms
    assert "الكوري جنوبي" not in forms


def test_every_country_with_a_demonym_is_known():
    for row in authority.rows(authority.DATA / "demonyms.csv"):
        assert not row["country"] or load().entity(f"country/{row['country']}") is not None
