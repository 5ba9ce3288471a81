"""Capitals that stand for their government count as the country where a person chooses so."""
import datetime as dt
from dataclasses import replace

import pytest

from components.comparison import evidence, mentions
from components.comparison.scope import Scope
from components.corpus import Draft

ENGLISH = (
    "Moscow confirmed the visit on Tuesday. Russia had kept silent for a week. "
    "The train left Moscow at night and crossed the whole country before it reached the bridge."
)
ARABIC = "أكدت موسكو موعد الزيارة يوم الثلاثاء. ووصل القطار إلى موسكو ليلا بعد رحلة طويلة عبر السهول."
CITY = Scope(story="visit")
COUNTRY = replace(CITY, capitals=True)


@pytest.fixture
def visit_story(corpus):
    corpus.save([
        Draft(ENGLISH, "en", outlet="Wire", published=dt.date(2023, 9, 12), story="visit"),
        Draft(ARABIC, "ar", outlet="النشرة", published=dt.date(2023, 9, 12), story="visit"),
    ])
    return corpus


def by_place(corpus, scope):
    frame = mentions.by_entity(corpus, scope).set_index(["side", "entity_id"])["count"]
    return {key: int(frame[key]) for key in frame.index if key[1] in ("country/RU", "place/moscow")}


def test_a_capital_is_a_place_unless_the_person_chooses_otherwise(visit_story):
    assert by_place(visit_story, CITY) == {
        ("en", "country/RU"): 1, ("en", "place/moscow"): 2, ("ar", "place/moscow"): 2}


def test_a_capital_that_stands_for_its_government_counts_as_the_country_where_chosen(visit_story):
    assert by_place(visit_story, COUNTRY) == {
        ("en", "country/RU"): 2, ("en", "place/moscow"): 1, ("ar", "country/RU"): 1, ("ar", "place/moscow"): 1}
    russia = mentions.by_entity(visit_story, COUNTRY).set_index(["side", "entity_id"]).loc["ar", "country/RU"]
    assert (russia.name_en, russia.name_ar, russia.entity_type) == ("Russia", "روسيا", "country")


def test_choosing_moves_mentions_and_adds_none(visit_story):
    apart, together = (mentions.totals(visit_story, scope).mentions.tolist() for scope in (CITY, COUNTRY))
    assert apart == together == [2, 3]


def test_the_sentences_behind_the_country_include_those_that_name_its_government_by_the_capital(visit_story):
    texts = evidence.naming(visit_story, COUNTRY, "country/RU").text.tolist()
    assert any(text.startswith("Moscow confirmed") for text in texts)
    assert any(text.startswith("أكدت موسكو") for text in texts)
    assert len(evidence.naming(visit_story, CITY, "country/RU")) == 1
    assert len(evidence.naming(visit_story, COUNTRY, "place/moscow")) == 2


def test_kinds_of_names_are_chosen_after_the_capitals_were_counted(visit_story):
    countries = replace(COUNTRY, types=("country",))
    assert by_place(visit_story, countries) == {("en", "country/RU"): 2, ("ar", "country/RU"): 1}
