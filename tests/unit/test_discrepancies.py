"""Contradictions between passages that answer each other, in reports written for these tests."""
import datetime as dt

import pytest

from components.comparison import ledger
from components.comparison.scope import Scope
from components.corpus import Draft


def differ(corpus, english, arabic, published=dt.date(2024, 3, 5), basis="stated"):
    """The discrepancies between two reports, as (kind, English words, Arabic words)."""
    corpus.save([
        Draft(english, "en", story="test", published=published, published_basis=basis),
        Draft(arabic, "ar", story="test", published=published, published_basis=basis),
    ])
    found = ledger.ledger(corpus, Scope(story="test"))
    return [(d.kind, d.english, d.arabic) for point in found.points for d in point.discrepancies]


REST_EN = "\nThe mayor thanked the firefighters for their courage.\nSchools reopen after the holiday."
REST_AR = "\nوشكر العمدة رجال الإطفاء على شجاعتهم.\nوتفتح المدارس أبوابها بعد العطلة."


def test_different_numbers_of_the_same_thing_are_told(corpus):
    english = "The explosion at the chemical factory killed 12 workers and destroyed the main warehouse." + REST_EN
    arabic = "أدى الانفجار في المصنع الكيميائي إلى مقتل 15 عاملا وتدمير المستودع الرئيسي." + REST_AR
    assert differ(corpus, english, arabic) == [("number", "12", "15")]


@pytest.mark.parametrize("arabic", [
    "أدى الانفجار في المصنع الكيميائي إلى مقتل 12 عاملا وتدمير المستودع الرئيسي.",
    "أدى الانفجار في المصنع الكيميائي إلى مقتل اثني عشر عاملا وتدمير المستودع الرئيسي.",
    "أدى الانفجار في المصنع الكيميائي إلى مقتل عمال وتدمير المستودع الرئيسي الذي بني قبل 40 سنة.",
])
def test_the_same_number_or_a_number_of_something_else_is_no_contradiction(corpus, arabic):
    english = "The explosion at the chemical factory killed 12 workers and destroyed the main warehouse." + REST_EN
    assert differ(corpus, english, arabic + REST_AR) == []


def test_a_rounded_number_is_no_contradiction(corpus):
    english = "The flood in the river valley destroyed 1,487 houses and bridges, the rescue agency said." + REST_EN
    arabic = "وقالت وكالة الإنقاذ إن الفيضان في وادي النهر دمر 1500 منزل وجسر." + REST_AR
    assert differ(corpus, english, arabic) == []


def test_dates_that_lie_apart_are_told(corpus):
    english = "The explosion destroyed the main warehouse of the chemical factory on 3 March 2024." + REST_EN
    arabic = "دمر الانفجار المستودع الرئيسي للمصنع الكيميائي في 1 مارس 2024." + REST_AR
    assert differ(corpus, english, arabic) == [("date", "3 March 2024", "1 مارس 2024")]


def test_a_month_and_a_day_within_it_are_no_contradiction(corpus):
    english = "The explosion destroyed the main warehouse of the chemical factory on 3 March 2024." + REST_EN
    arabic = "دمر الانفجار المستودع الرئيسي للمصنع الكيميائي في مارس 2024." + REST_AR
    assert differ(corpus, english, arabic) == []


def test_a_relative_date_counts_only_where_the_day_of_publication_is_no_guess(corpus):
    english = "The explosion destroyed the main warehouse of the chemical factory yesterday." + REST_EN
    arabic = "دمر الانفجار المستودع الرئيسي للمصنع الكيميائي في 1 مارس 2024." + REST_AR
    assert differ(corpus, english, arabic, basis="inferred") == []


def test_different_places_of_one_event_are_told(corpus):
    english = "The explosion destroyed the main warehouse of the chemical factory in Berlin." + REST_EN
    arabic = "دمر الانفجار المستودع الرئيسي للمصنع الكيميائي في روما." + REST_AR
    assert differ(corpus, english, arabic) == [("place", "Berlin", "روما")]


def test_the_same_words_given_to_different_speakers_are_told(corpus):
    english = "“The factory ignored every warning about the chemical warehouse,” said Angela Merkel." + REST_EN
    arabic = "وقال إيمانويل ماكرون: “تجاهل المصنع كل تحذير بشأن المستودع الكيميائي”." + REST_AR
    assert differ(corpus, english, arabic) == [("speaker", "Angela Merkel", "إيمانويل ماكرون")]


def test_one_speaker_in_both_languages_is_no_contradiction(corpus):
    english = "“The factory ignored every warning about the chemical warehouse,” said Angela Merkel." + REST_EN
    arabic = "وقالت أنغيلا ميركل: “تجاهل المصنع كل تحذير بشأن المستودع الكيميائي”." + REST_AR
    assert differ(corpus, english, arabic) == []


def test_what_is_left_of_several_dates_is_compared(corpus):
    english = "The warehouse of the chemical factory, built in 1987, was destroyed by the explosion on 3 March 2024."
    arabic = "دمر الانفجار في 1 مارس 2024 المستودع الرئيسي للمصنع الكيميائي الذي بني عام 1987."
    assert differ(corpus, english + REST_EN, arabic + REST_AR) == [("date", "3 March 2024", "1 مارس 2024")]


def test_one_weekday_is_no_contradiction_whichever_week_it_is_taken_to_be_in(corpus):
    english = "The minister was scheduled to visit the warehouse of the chemical factory on Sunday." + REST_EN
    arabic = "كان من المقرر أن يقوم الوزير بزيارة المستودع الرئيسي للمصنع الكيميائي يوم الأحد." + REST_AR
    assert differ(corpus, english, arabic) == []


def test_a_day_and_an_age_are_told_of_two_events(corpus):
    english = "The explosion destroyed the main warehouse of the chemical factory yesterday." + REST_EN
    arabic = "دمر الانفجار المستودع الرئيسي للمصنع الكيميائي الذي بني في الثمانينيات." + REST_AR
    assert differ(corpus, english, arabic) == []


def test_the_only_figures_are_compared_wherever_their_noun_stands(corpus):
    english = "The explosion at the chemical factory set a 550 pound tank of fuel on fire, the agency said." + REST_EN
    arabic = "وقالت وكالة الإنقاذ إن الانفجار في المصنع الكيميائي أشعل خزان وقود يبلغ وزنه 450 رطلا." + REST_AR
    assert differ(corpus, english, arabic) == [("number", "550", "450")]


def test_a_number_within_the_other_sides_date_is_an_answer(corpus):
    english = (
        "Ten years ago a fire destroyed 640 tanks of fuel at the chemical factory." + REST_EN
    )
    arabic = "قبل عشرة أعوام دمر حريق 870 خزان وقود في المصنع الكيميائي." + REST_AR
    assert differ(corpus, english, arabic) == [("number", "640", "870")]
