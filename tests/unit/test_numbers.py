"""Numbers in digits, in words and as Arabic duals."""
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from components.text.numbers import numbers


def values(text: str, language: str) -> list[tuple[str, float]]:
    return [(text[n.start:n.end], n.value) for n in numbers(text, language)]


@pytest.mark.parametrize(("text", "surface", "value"), [
    ("a 1,500km front", "1,500", 1500),
    ("twenty-five shells", "twenty-five", 25),
    ("two hundred and six ships", "two hundred and six", 206),
    ("some 1.5 million rounds", "1.5 million", 1_500_000),
    ("a fine of $3m", "3m", 3_000_000),
    ("half a million people", "half a million", 500_000),
    ("two and a half million people", "two and a half million", 2_500_000),
    ("thirty-six thousand four hundred and two men", "thirty-six thousand four hundred and two", 36_402),
    ("a dozen trains", "dozen", 12),
    ("he went twice", "twice", 2),
])
def test_english_numbers(text, surface, value):
    assert values(text, "en") == [(surface, value)]


@pytest.mark.parametrize(("text", "surface", "value"), [
    ("جبهة طولها ١٬٥٠٠ كيلومتر", "١٬٥٠٠", 1500),
    ("خمسة وعشرون رجلا", "خمسة وعشرون", 25),
    ("مئتان وست سفن", "مئتان وست", 206),
    ("ثلاثة عشر ألف جندي", "ثلاثة عشر ألف", 13_000),
    ("إحدى عشرة سفينة", "إحدى عشرة", 11),
    ("نحو 3 آلاف قذيفة", "3 آلاف", 3000),
    ("2 مليون و500 ألف قذيفة", "2 مليون و500 ألف", 2_500_000),
    ("مليون ونصف المليون قذيفة", "مليون ونصف المليون", 1_500_000),
    ("نصف مليون قذيفة", "نصف مليون", 500_000),
    ("بألفين وثلاثمئة جندي", "ألفين وثلاثمئة", 2300),
    ("الدول الخمس", "الخمس", 5),
    ("نسبة 25 في المئة", "25", 25),
    ("نزح مليونا شخص", "مليونا", 2_000_000),
    ("أنفق ألفا وخمسمئة دولار", "ألفا وخمسمئة", 1500),
    ("كسب مليونا من الدولارات", "مليونا", 1_000_000),
    ("نزح ثلاثون مليونا شخصا", "ثلاثون مليونا", 30_000_000),
    ("سقط صاروخيْن", "صاروخيْن", 2),
    ("وصلت بِالصَّارُوخَيْنِ", "الصَّارُوخَيْنِ", 2),
])
def test_arabic_numbers(text, surface, value):
    assert values(text, "ar") == [(surface, value)]


def test_a_dual_counts_two():
    assert values("أطلقت صاروخين مرتين على الدولتين", "ar") == [("صاروخين", 2), ("مرتين", 2), ("الدولتين", 2)]


def test_words_that_only_end_like_a_dual_count_nothing():
    assert values("التقى بوتين مسؤولين روسيين في لبنان، والبرلمان في ميدان فلسطين", "ar") == []


def test_an_adjective_in_the_dual_counts_nothing():
    assert values("بين الدولتين الجارتين", "ar") == [("الدولتين", 2)]


def test_names_ordinals_dates_and_clock_times_are_no_numbers():
    assert values("F-16 jets, COVID-19, B52s, the 22nd, the 1970s, at 14:05 on 12/09/2023, version 1.2.3", "en") == []
    assert values("الصاروخ سويوز-2 يوم الاثنين الساعة 14:05", "ar") == []


def test_one_alone_is_mostly_a_pronoun():
    assert values("one of them, and no one else", "en") == []
    assert values("one hundred of them", "en") == [("one hundred", 100)]
    assert values("أحد المسؤولين وواحد آخر", "ar") == []


def test_vague_amounts_are_no_numbers():
    assert values("several hundred people", "en") == []
    assert values("بضعة آلاف من الجنود", "ar") == []


def test_a_list_is_several_numbers():
    assert values("three and four", "en") == [("three", 3), ("four", 4)]
    assert values("عشرين وثلاثين", "ar") == [("عشرين", 20), ("ثلاثين", 30)]


WORDS = st.sampled_from((
    "two", "hundred", "and", "six", "thousand", "million", "half", "a", "1,500", "3", "آلاف", "مليون", "و500", "ألف",
    "خمسة", "وعشرون", "مئة", "ونصف", "صاروخين", "1.5", "$3m", "-", ",", ".", "12/5", "twenty-", "first", "مئتان", "أحد",
    "عشر", "المليون"))


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=12).map(" ".join)), st.sampled_from(["ar", "en"]))
def test_any_text_is_read_and_numbers_do_not_overlap(text, language):
    end = 0
    for number in numbers(text, language):
        assert end <= number.start < number.end <= len(text)
        assert number.value >= 0
        end = number.end


def test_m_behind_digits_is_million_or_metres_by_what_follows():
    assert [n.value for n in numbers("a deficit of 2.7m barrels, 488m from the bow and a 100m race", "en")] == [
        2_700_000, 488, 100]
