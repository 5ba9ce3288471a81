"""A capital that stands for its country's government is told apart from the city."""
from __future__ import annotations

import pytest

from components.reading import read
from components.reading.authority import load
from components.reading.metonyms import government_of


def standing_for_governments(text: str) -> list[str]:
    return [m.surface for m in read(text).mentions if m.form == "metonym"]


@pytest.mark.parametrize("text, capitals", [
    ("Moscow and Pyongyang confirmed the visit of the minister.", ["Moscow", "Pyongyang"]),
    ("The minister told reporters that Paris would never agree to it.", ["Paris"]),
    ("Talks between Moscow and Beijing ended without a word.", ["Moscow", "Beijing"]),
    ("The king wants better relations with Beijing this year.", ["Beijing"]),
    ("They accused Tehran of lying, and new sanctions on Moscow followed.", ["Tehran", "Moscow"]),
    ("Tehran's refusal surprised the diplomats.", ["Tehran"]),
    ("أكدت موسكو وبيونغ يانغ موعد الزيارة.", ["موسكو", "بيونغ يانغ"]),
    ("وقال الخبير إن بكين ستشعر بالقلق من هذه الزيارة.", ["بكين"]),
    ("وتحرص الحكومة على علاقات جيدة مع بكين في هذا العام.", ["بكين"]),
    ("ورفضت طهران العرض، واستمرت العقوبات على موسكو.", ["طهران", "موسكو"]),
    ("موقف الرياض واضح من هذه القضية.", ["الرياض"]),
])
def test_capital_that_acts_or_is_dealt_with_as_a_government_stands_for_it(text, capitals):
    assert standing_for_governments(text) == capitals


@pytest.mark.parametrize("text", [
    "He flew to Moscow and said little when the train stopped.",
    "A court in Moscow said that the singer was free.",
    "Officials in Moscow and Kyiv denied the report.",
    "The mayor of London warned of floods.",
    "Seoul confirmed 10 cases of the disease on Monday.",
    "Flights between Moscow and Beijing were cancelled.",
    "Vladivostok said goodbye to the guests, and the train left the station.",
    "Brussels rejected the plan of the farmers.",
    "وصل الوزير إلى موسكو وأكد أن الزيارة قصيرة.",
    "وقالت محكمة في موسكو إن المغني حر.",
    "وشهدت القاهرة احتفالا كبيرا في الساحة.",
    "ألغيت الرحلات بين موسكو وبكين أمس.",
    "وأكدت سفارة موسكو تنفيذ القرار.",
])
def test_capital_stays_a_place_where_the_sentence_leaves_a_doubt(text):
    assert standing_for_governments(text) == []


def test_capital_keeps_its_own_identity_and_its_country_is_known():
    mention = next(m for m in read("Pyongyang denied the report.").mentions if m.form == "metonym")
    assert mention.entity_id == "place/pyongyang"
    assert government_of(mention.entity_id, load()) == "country/KP"


def test_capital_of_two_claimants_stands_for_no_government():
    assert government_of("place/jerusalem", load()) == ""
