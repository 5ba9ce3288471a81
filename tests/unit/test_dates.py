"""What the date grammar promises, on sentences of the kinds that news has."""
import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from components.reading.dates import find, published_in
from components.reading.models import Sentence

WEDNESDAY = dt.date(2023, 9, 13)


def dates(text: str, language: str, published: dt.date | None = WEDNESDAY) -> list[tuple[str, str, str]]:
    return [(d.surface, str(d.first_day), str(d.last_day)) for d in find(text, language, published)]


def only(text: str, language: str, published: dt.date | None = WEDNESDAY) -> tuple[str, str, str]:
    found = dates(text, language, published)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(("text", "language", "surface"), [
    ("The two met on September 13, 2023, at the cosmodrome.", "en", "September 13, 2023"),
    ("The two met on Wednesday, 13th of September 2023.", "en", "Wednesday, 13th of September 2023"),
    ("التقى الزعيمان في 13 سبتمبر/أيلول 2023 في القاعدة", "ar", "13 سبتمبر/أيلول 2023"),
    ("التقى الزعيمان يوم الأربعاء 13 أيلول (سبتمبر) 2023", "ar", "الأربعاء 13 أيلول (سبتمبر) 2023"),
    ("التقى الزعيمان في الثالث عشر من سبتمبر عام 2023", "ar", "الثالث عشر من سبتمبر عام 2023"),
    ("التقى الزعيمان في ١٣ شتنبر ٢٠٢٣", "ar", "١٣ شتنبر ٢٠٢٣"),
])
def test_a_full_date_needs_no_publication_date(text, language, surface):
    assert only(text, language, None) == (surface, "2023-09-13", "2023-09-13")


def test_month_names_of_three_regions_are_known():
    for month, name in ((1, "كانون الثاني"), (8, "غشت"), (8, "أوت"), (1, "جانفي"), (4, "نيسان"), (9, "شتنبر")):
        assert only(f"في {name} 2019", "ar", None)[1] == f"2019-{month:02}-01"


def test_two_names_of_one_month_are_one_date():
    assert only("آخر زيارة كانت في أبريل/نيسان 2019.", "ar", None) == ("أبريل/نيسان 2019", "2019-04-01", "2019-04-30")


def test_without_publication_date_only_absolute_dates_are_given():
    text = "He left yesterday, on Tuesday, after a visit in May and another in June 2019."
    assert dates(text, "en", None) == [("June 2019", "2019-06-01", "2019-06-30")]
    assert dates("وصل أمس الثلاثاء بعد زيارة الشهر الماضي", "ar", None) == []


@pytest.mark.parametrize(("text", "language", "first", "last"), [
    ("Kim arrived yesterday.", "en", "2023-09-12", "2023-09-12"),
    ("The visit was announced last month.", "en", "2023-08-01", "2023-08-31"),
    ("Shells were delivered earlier this month.", "en", "2023-09-01", "2023-09-13"),
    ("It was agreed late last month.", "en", "2023-08-16", "2023-08-31"),
    ("They will meet next Tuesday.", "en", "2023-09-19", "2023-09-19"),
    ("It happened in the past three years.", "en", "2020-09-13", "2023-09-12"),
    ("Four years ago they met.", "en", "2019-01-01", "2019-12-31"),
    ("They spoke three days ago.", "en", "2023-09-10", "2023-09-10"),
    ("In the first three months of this year trade grew.", "en", "2023-01-01", "2023-03-31"),
    ("وصل كيم أمس الثلاثاء", "ar", "2023-09-12", "2023-09-12"),
    ("أعلنت الزيارة الأسبوع الماضي", "ar", "2023-09-04", "2023-09-10"),
    ("يعقد اللقاء مطلع الشهر المقبل", "ar", "2023-10-01", "2023-10-15"),
    ("التقيا قبل أربع سنوات", "ar", "2019-01-01", "2019-12-31"),
    ("التقيا قبل يومين", "ar", "2023-09-11", "2023-09-11"),
    ("تدهورت العلاقات خلال السنوات الثلاث الماضية", "ar", "2020-09-13", "2023-09-12"),
    ("نمت التجارة في الأشهر الستة الأولى من العام الجاري", "ar", "2023-01-01", "2023-06-30"),
    ("يلتقيان الأحد المقبل", "ar", "2023-09-17", "2023-09-17"),
])
def test_relative_dates_are_counted_from_the_publication(text, language, first, last):
    [found] = find(text, language, WEDNESDAY)
    assert (str(found.first_day), str(found.last_day), found.basis) == (first, last, "relative")


@pytest.mark.parametrize(("text", "language", "surface", "first", "last"), [
    ("The drill runs from 4 to 7 May 2024.", "en", "from 4 to 7 May 2024", "2024-05-04", "2024-05-07"),
    ("Between 2019 and 2021 talks stalled.", "en", "Between 2019 and 2021", "2019-01-01", "2021-12-31"),
    ("The war of 1950-1953 never ended.", "en", "1950-1953", "1950-01-01", "1953-12-31"),
    ("توقفت المحادثات بين عامي 2019 و2021", "ar", "بين عامي 2019 و2021", "2019-01-01", "2021-12-31"),
    ("تستمر المناورات من 4 إلى 7 أيار 2024", "ar", "من 4 إلى 7 أيار 2024", "2024-05-04", "2024-05-07"),
    ("In mid-2023 stocks ran low.", "en", "mid-2023", "2023-04-01", "2023-09-30"),
    ("Profits fell in the third quarter of 2022.", "en", "the third quarter of 2022", "2022-07-01", "2022-09-30"),
    ("تراجعت الأرباح في الربع الثالث من عام 2022", "ar", "الربع الثالث من عام 2022", "2022-07-01", "2022-09-30"),
    ("Since the 1990s they have traded.", "en", "the 1990s", "1990-01-01", "1999-12-31"),
    ("منذ تسعينيات القرن الماضي", "ar", "تسعينيات القرن الماضي", "1990-01-01", "1999-12-31"),
])
def test_stretches_include_both_ends(text, language, surface, first, last):
    assert only(text, language) == (surface, first, last)


@pytest.mark.parametrize(("text", "language"), [
    ("He may march to the second house, and we see the sun.", "en"),
    ("He was sentenced to three years and left after two hours.", "en"),
    ("More than 2,000 people and 1900 troops with F-16 and COVID-19 tests took part.", "en"),
    ("It works 24/7, and the Sunday Times sold 1900 copies.", "en"),
    ("حكم عليه بالسجن ثلاث سنوات بعد ساعتين", "ar"),
    ("قال الأمين العام الحالي إن الرئيس مارس صلاحياته", "ar"),
    ("شارك 2000 شخص قبل يومين من الانتخابات", "ar"),
    ("ذكرت قناة روسيا اليوم أن الصاروخ سويوز-2 أقلع في اليوم التالي", "ar"),
    ("قال أب لطفلين إنه في أمس الحاجة إلى العون", "ar"),
])
def test_ordinary_words_and_quantities_are_no_dates(text, language):
    assert dates(text, language) == []


def test_tense_decides_which_tuesday_is_meant():
    assert only("The leaders met on Tuesday.", "en")[1] == "2023-09-12"
    assert only("The leaders will meet on Tuesday.", "en")[1] == "2023-09-19"
    assert only("سيعقد اللقاء يوم الثلاثاء", "ar")[1] == "2023-09-19"
    assert only("قالت السياسة يوم الثلاثاء", "ar")[1] == "2023-09-12"


def test_a_partial_date_takes_the_year_from_the_publication():
    [found] = find("Control towers will close on April 7.", "en", WEDNESDAY)
    assert (found.first_day, found.basis) == (dt.date(2024, 4, 7), "partial")
    [found] = find("أغلقت الأبراج في 7 أبريل", "ar", WEDNESDAY)
    assert (found.first_day, found.basis) == (dt.date(2023, 4, 7), "partial")


def test_islamic_dates_are_converted_and_marked():
    hijri, gregorian = find("28 صفر 1445هـ الموافق 13 سبتمبر 2023م", "ar")
    assert (hijri.calendar, gregorian.calendar) == ("hijri", "gregorian")
    assert abs((hijri.first_day - gregorian.first_day).days) <= 1
    assert find("رمضان 1444", "ar")[0].first_day.year == 2023


def test_digits_are_read_day_first_in_arabic_and_month_first_in_english_where_both_would_do():
    assert only("بتاريخ 05/04/2023", "ar")[1] == "2023-04-05"
    assert only("On 05/04/2023 it rained.", "en")[1] == "2023-05-04"
    assert only("On 22/04/2023 it rained.", "en")[1] == "2023-04-22"
    assert only("On 2023-04-22 it rained.", "en")[1] == "2023-04-22"


def test_a_conjunction_or_preposition_written_onto_a_date_stays_outside():
    assert only("سافر بالأمس إلى الشرق", "ar")[0] == "الأمس"
    assert [d[0] for d in dates("زار موسكو في 2019 و2021", "ar")] == ["2019", "2021"]


def test_a_date_knows_its_sentence():
    text = "He left. He returned in June 2019."
    sentences = [Sentence(0, 0, 8, 0), Sentence(1, 9, len(text), 0)]
    assert [d.sentence_no for d in find(text, "en", None, sentences)] == [1]


def test_the_ends_of_the_calendar_are_no_trouble():
    for published in (dt.date.min, dt.date.max):
        for text in ("last century, 50 years ago, next month, the past 3 decades, late next year, in May, on Friday",
                     "in 9999 and the year 9000 years from now", "from May to June, the last week of December"):
            find(text, "en", published)
        find("قبل 30 عاما، القرن الماضي، الشهر المقبل، الجمعة، رمضان، 1 محرم 9999هـ", "ar", published)


WORDS = st.sampled_from((
    "the", "last", "next", "this", "week", "of", "May", "5", "2019", "-", "/", ",", ".", "(", ")", "12/05/2019", "and",
    "from", "to", "between", "three", "years", "ago", "in", "early", "Q3", "1990s", "Friday", "first", "month", "22nd",
    "29", "February", "century",
    "الأسبوع", "الماضي", "من", "إلى", "و", "في", "13", "سبتمبر", "عامين", "العام",
    "الثالث",
    "بين", "قبل",
    "منذ", "هـ", "1445", "رمضان", "اليوم", "أمس", "نهاية", "ألف", "وعشرين", "قرنان", "\n", "😀", "\u064b"))


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=14).map(" ".join)), st.sampled_from(["ar", "en"]),
       st.one_of(st.none(), st.dates()))
def test_any_text_is_read_and_every_offset_is_right(text, language, published):
    end = 0
    for found in find(text, language, published):
        assert text[found.start:found.end] == found.surface == found.surface.strip() != ""
        assert found.start >= end
        assert found.first_day <= found.last_day
        assert published is not None or found.basis == "absolute"
        end = found.end
    published_in(text, language)


@pytest.mark.parametrize(("text", "language", "day", "reason"), [
    ("زيارة نادرة\nالأربعاء 13 سبتمبر 2023\nوصل الزعيم إلى الشرق.", "ar", 13, "date_line_in_head"),
    ("A rare visit\nPublished 12 September 2023\nThe leader arrived.", "en", 12, "published_line_in_head"),
    ("A rare visit\n12/09/2023 - 14:05\nThe leader arrived.", "en", 12, "date_line_in_head"),
    ("آخر تحديث: 14 سبتمبر 2023 | نشر: 13 سبتمبر 2023\nوصل الزعيم.", "ar", 13, "published_line_in_head"),
    ("الأربعاء 28 صفر 1445هـ - 13 سبتمبر 2023م\nوصل الزعيم.", "ar", 13, "date_line_in_head"),
])
def test_the_head_of_a_text_may_state_its_publication(text, language, day, reason):
    assert published_in(text, language) == (dt.date(2023, 9, day), reason)


def test_a_date_that_the_article_tells_of_is_not_its_publication():
    assert published_in("On 12 September 2023 the leader arrived.\nHe met the president.", "en") is None
    assert published_in("هجمات 11 سبتمبر 2001 في نيويورك\nكتب كثيرون عنها.", "ar") is None
    assert published_in("The leader arrived.\n© 2023 The Paper", "en") is None


TOLD = {"en": "the ministers of both countries met on the banks of the Nile and signed a document.",
        "ar": "اجتمع وزيرا خارجية البلدين على ضفاف النيل ووقعا وثيقة من عشر نقاط."}


@pytest.mark.parametrize(("dateline", "language"), [
    ("Cairo, 3 May 2024 — ", "en"), ("CAIRO, May 3, 2024 (Reuters) - ", "en"), ("Cairo/Tunis, 3 May 2024: ", "en"),
    ("NEW YORK (AP) - Friday, May 3, 2024 - ", "en"), ("القاهرة - 3 مايو 2024: ", "ar"),
    ("بيروت (أ ف ب) 3-5-2024 - ", "ar"), ("نيويورك، الجمعة 3 مايو/أيار 2024 – ", "ar"),
    ("باريس 3 مايو 2024 (أ ف ب) - ", "ar"),
])
def test_a_dateline_with_a_full_date_states_the_publication(dateline, language):
    for text in (dateline + TOLD[language], f"A line above\n\n{dateline}{TOLD[language]}\nMore."):
        assert published_in(text, language) == (dt.date(2024, 5, 3), "date_in_dateline")


@pytest.mark.parametrize(("opening", "language"), [
    ("On 3 May 2024 - a Friday - ", "en"), ("The Paris Agreement of 12 December 2015 - ", "en"),
    ("Since 7 October 2023 — ", "en"), ("Born in Cairo, 3 May 1950 - ", "en"), ("منذ 3 مايو 2024 - ", "ar"),
    ("وقعت الدولتان في 3 مايو 2024 - ", "ar"),
])
def test_a_sentence_that_opens_with_a_date_is_no_dateline(opening, language):
    assert published_in(opening + TOLD[language], language) is None


def test_a_headline_with_a_date_and_a_colon_is_no_dateline():
    assert published_in("Paris Agreement, 12 December 2015: what it promised and what remains to be done", "en") is None
