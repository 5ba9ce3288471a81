"""The whole reading of an article, on what outlets write and on what nobody would."""
import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from components.reading import read

PUBLISHED = dt.date(2024, 5, 3)

scripts = st.one_of(
    st.text(max_size=300),
    st.text(alphabet="أإآابتثجحخدذرزسشصضطظعغفقكلمنهويىةءئؤ ًٌٍَُِّْـ،؛؟.«»“”\n٠١٢٣٤٥٦٧٨٩", max_size=300),
    st.text(alphabet="abcdefghijklmnopqrstuvwxyzABCDEFGHIJ .,'\"’“”-–—()\n0123456789", max_size=300),
    st.text(alphabet="\x00\x07\x1b\u200f\u202e\u2066\ufeff😀👩‍👩‍👧كيم Kim\r\n\t", max_size=200),
    st.lists(st.sampled_from([
        "قال", "بوتين", "Putin said", "“", "”", "\"", "أمس", "yesterday", "May", "3", "2024", "وزير", "President", "في",
        "Kim", "13 سبتمبر/أيلول 2023", "last week", ".", "\n", "U.S.", "«", "»", "بحسب", "according to", "مرتين",
    ]), max_size=60).map(" ".join),
)


def holds(text, reading):
    items = [*reading.mentions, *reading.dates, *reading.quotes, *reading.numbers, *reading.boilerplate]
    for item in items:
        assert 0 <= item.start < item.end <= len(text)
        assert text[item.start:item.end] == item.surface
    for sentence in reading.sentences:
        assert 0 <= sentence.start < sentence.end <= len(text)
    for date in reading.dates:
        assert date.first_day <= date.last_day
    assert reading.language in ("ar", "en")
    assert reading.word_count >= 0


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(scripts, st.sampled_from([None, "ar", "en", "fr", "xx"]), st.sampled_from([None, PUBLISHED]))
def test_reader_reads_any_string_and_every_item_says_what_stands_there(text, language, published):
    holds(text, read(text, language, published))


@pytest.mark.parametrize("word", ["كلمة ", "word ", "x", "بوتين، ", "1", "\x00\u202e", "👩‍👩‍👧",
                                  "بوتين Putin ", "ـَ"])
def test_line_of_a_megabyte_is_read(word):
    text = word * (1_000_000 // len(word))
    holds(text, read(text, None, PUBLISHED))


@pytest.mark.parametrize("word", ["Mr. ", "LONDON (Reuters) - ", "― Ann Lee\n", "بن عبد "])
def test_names_without_an_end_are_read_in_time_that_grows_with_the_text(word):
    # What looked through everything before at every name took minutes here.
    text = word * (400_000 // len(word))
    holds(text, read(text, None, PUBLISHED))


@pytest.mark.parametrize("word", ["Kim said “", "3 ", "قال «"])
def test_thousands_of_beginnings_without_an_end_are_read(word):
    text = word * 5_000
    holds(text, read(text, None, PUBLISHED))


def read_names(text, language="ar"):
    return {(m.surface, m.entity_id) for m in read(text, language).mentions}


@pytest.mark.parametrize("written", ["أوكرانيا", "اوكرانيا", "أُوكْرَانِيَا", "أوكـــرانيا"])
def test_spelling_habits_do_not_hide_a_name(written):
    assert (written, "country/UA") in read_names(f"وصل الوفد إلى {written} مساء.")


@pytest.mark.parametrize("written", ["أميركا", "أمريكا", "الولايات المتحدة", "الولايات المتحدة الأميركية"])
def test_america_under_all_its_arabic_names_is_one_country(written):
    assert "country/US" in {entity for _, entity in read_names(f"غادر الوزير {written} صباح اليوم.")}


@pytest.mark.parametrize("written", ["U.S.", "US", "United States", "U.S.A.", "America"])
def test_america_under_all_its_english_names_is_one_country(written):
    names = read_names(f"The delegation left the {written} early in the morning.", "en")
    assert "country/US" in {entity for _, entity in names}


@pytest.mark.parametrize(("written", "names"), [
    ("قال فلادیمیر بوتین إن بلاده مستعدة.", {"person/vladimir-putin"}),
    ("زار کیم جونغ اون موسکو.", {"person/kim-jong-un", "place/moscow"}),
    ("زار الوفد ترکیا وامریکا.", {"country/TR", "country/US"}),
    ("ﻗﺎﻝ ﻓﻼﺩﻳﻤﻴﺮ ﺑﻮﺗﻴﻦ ﺇﻥ ﺑﻼﺩﻩ ﻣﺴﺘﻌﺪﺓ.", {"person/vladimir-putin"}),
    ("وصل إلى ﺍﻟﻘﺎﻫﺮﺓ أمس.", {"place/cairo"}),
    ("وصل إلى القاهره ثم الاسكندريه.", {"place/cairo", "place/alexandria"}),
    ("قَالَ فْلَادِيمِيرُ بُوتِينُ إِنَّ بِلَادَهُ مُسْتَعِدَّةٌ.", {"person/vladimir-putin"}),
])
def test_persian_letters_presentation_forms_and_full_diacritics_hide_no_name(written, names):
    assert {entity for _, entity in read_names(written)} == names


@pytest.mark.parametrize(("written", "first", "last"), [
    ("سبتمبر/أيلول 2023", (9, 1), (9, 30)), ("أيلول/سبتمبر 2023", (9, 1), (9, 30)),
    ("أيلول (سبتمبر) ٢٠٢٣", (9, 1), (9, 30)),
    ("١٣ أيلول ٢٠٢٣", (9, 13), (9, 13)), ("١٣ سبتمبر/أيلول ٢٠٢٣", (9, 13), (9, 13)),
])
def test_months_of_two_names_and_arabic_digits_are_one_date(written, first, last):
    (date,) = read(f"عقد الاجتماع في {written} وانتهى.", "ar").dates
    assert (date.surface, date.first_day, date.last_day) == (written, dt.date(2023, *first), dt.date(2023, *last))


def test_latin_names_inside_arabic_are_names():
    assert any("SpaceX" in surface for surface, _ in read_names("أعلنت شركة SpaceX إطلاق قمر اصطناعي جديد."))


def test_two_people_of_one_family_name_stay_two():
    text = ("President George W. Bush met his brother Jeb Bush in Miami. Jeb Bush spoke first. "
            "George W. Bush spoke after him.")
    people = {m.entity_id for m in read(text, "en").mentions if m.entity_type == "person"}
    assert len(people) == 2


def test_family_name_alone_is_the_person_named_in_full_before():
    reading = read("Foreign Minister Anneliese Rundqvarn arrived on Monday. Rundqvarn will meet the press.", "en")
    people = [m for m in reading.mentions if m.entity_type == "person"]
    assert len({m.entity_id for m in people}) == 1
    assert {m.surface for m in people} >= {"Rundqvarn"}
    assert [m.form for m in people if m.surface == "Rundqvarn"] == ["short"]


def test_kim_alone_is_nobody_in_particular():
    reading = read("Kim opened the shop at nine and sold bread until noon.", "en")
    assert "person/kim-jong-un" not in {m.entity_id for m in reading.mentions}


def test_kim_alone_is_the_leader_where_the_article_named_him():
    reading = read("Kim Jong Un arrived on Monday. Kim met the press.", "en")
    assert [(m.entity_id, m.form) for m in reading.mentions] == [
        ("person/kim-jong-un", "name"), ("person/kim-jong-un", "short")]


def test_capital_that_acts_is_the_government_and_one_that_is_visited_the_place():
    reading = read("Moscow said talks went on. He flew to Moscow.", "en")
    assert [(m.surface, m.form) for m in reading.mentions] == [("Moscow", "metonym"), ("Moscow", "name")]


def test_nationality_is_told_apart_from_the_country():
    forms = {m.surface: m.form for m in read("The Russian minister flew to Russia.", "en").mentions}
    assert forms["Russian"] == "demonym"
    assert forms["Russia"] == "name"


def test_without_a_publication_date_only_absolute_dates_are_read():
    text = "He left yesterday and will be back on 3 June 2024."
    assert [d.surface for d in read(text, "en").dates] == ["3 June 2024"]
    assert [d.surface for d in read(text, "en", PUBLISHED).dates] == ["yesterday", "3 June 2024"]


def test_hijri_dates_are_converted_and_marked():
    (date,) = read("صدر القرار في 1 رمضان 1445 هـ في الرياض.", "ar").dates
    assert date.calendar == "hijri"
    assert abs((date.first_day - dt.date(2024, 3, 11)).days) <= 1


def test_digits_of_an_islamic_year_are_a_hijri_date():
    (date,) = read("صدر القرار في 17/5/1436 بالرياض.", "ar").dates
    assert date.calendar == "hijri"
    assert abs((date.first_day - dt.date(2015, 3, 8)).days) <= 1


def test_the_crown_prince_hides_nobody_called_lee():
    assert read_names("واستقبل سمو ولي العهد الضيوف.") == set()
