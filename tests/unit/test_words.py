import pytest

from components.text.families import family
from components.text.glued import pieces
from components.text.words import count_words, is_function_word, lemma, proclitics, rarity, zipf


@pytest.mark.parametrize(("word", "language", "expected"), [
    ("shells", "en", "shell"),
    ("failed", "en", "fail"),
    ("Shortages", "en", "shortage"),
    ("بالذخيرة", "ar", "ذخيرة"),
    ("والأسلحة", "ar", "سلاح"),
    ("أقمار", "ar", "قمر"),
])
def test_forms_of_a_word_meet_in_their_lemma(word, language, expected):
    assert lemma(word, language) == expected


def test_an_acronym_is_its_own_lemma():
    assert lemma("US", "en") == "US"
    assert lemma("us", "en") != "US"


@pytest.mark.parametrize(("word", "expected"), [
    ("وبالذخيرة", ("و", "ب")),
    ("للسلطة", ("ل",)),
    ("وموسكو", ("و",)),
    ("لكيم", ("ل",)),
    ("وزير", ()),
    ("بوتين", ()),
    ("كوريا", ()),
    ("فشل", ()),
    ("الذخيرة", ()),
    ("لا", ()),
])
def test_conjunctions_and_prepositions_are_split_off_and_first_letters_are_not(word, expected):
    assert proclitics(word) == expected


def test_an_arabic_word_counts_as_many_words_as_english_would_need():
    # "and with the ammunition", without the article.
    assert count_words("وبالذخيرة", "ar") == 3
    assert count_words("استقبل الوزير كيم", "ar") == 3
    assert count_words("في روسيا وكوريا", "ar") == 4


def test_words_are_counted_within_the_given_stretch():
    text = "Kim left. Putin stayed in Moscow."
    assert count_words(text, "en") == 6
    assert count_words(text, "en", 10) == 4
    assert count_words(text, "en", 0, 9) == 2
    assert count_words("", "ar") == 0


def test_function_words_of_both_languages_are_known_in_any_dress():
    for word in ("the", "Whose", "don’t", "would"):
        assert is_function_word(word, "en")
    for word in ("في", "وفي", "الى", "أنّ", "التي", "ولكن"):
        assert is_function_word(word, "ar")
    for word, language in (("war", "en"), ("will-power", "en"), ("حرب", "ar"), ("وزير", "ar")):
        assert not is_function_word(word, language)


def test_rare_words_say_more_than_common_ones():
    assert rarity("artillery", "en") > rarity("war", "en") > rarity("the", "en") >= 0
    assert rarity("المدفعية", "ar") > rarity("الحرب", "ar") > rarity("في", "ar") >= 0
    assert zipf("qzxvkw", "en") == 0
    assert rarity("qzxvkw", "en") == 7


@pytest.mark.parametrize("pair", [
    ("produced", "produce"), ("labour", "labor"), ("organisation", "organize"), ("Russian", "Russia"),
    ("accused", "accusation"), ("nation", "national"), ("disappear", "disappearance"), ("programme", "program"),
])
def test_relatives_and_both_spellings_of_a_word_share_a_family(pair):
    assert family(pair[0]) == family(pair[1])


@pytest.mark.parametrize("pair", [("nation", "nature"), ("army", "arms"), ("train", "trade"), ("war", "ward")])
def test_strangers_are_no_family(pair):
    assert family(pair[0]) != family(pair[1])


def test_words_that_lost_their_spaces_are_found_again():
    glued = "استقبلالوزيرالروسيفيالمطار"
    assert [glued[a:b] for a, b in pieces(glued)] == ["استقبل", "الوزير", "الروسي", "في", "المطار"]


@pytest.mark.parametrize("word", ["فوستوتشني", "لوكاشينكو", "والاستراتيجية", "موسكو", "", "Vladivostok"])
def test_names_and_long_words_are_not_taken_apart(word):
    assert pieces(word) == ()


@pytest.mark.parametrize("text", ["\x00", "🙂🙂", "و" * 3000, "ــــ", "ab" * 50_000, "لل", "1.5.5.5,,,"])
def test_any_string_is_counted(text):
    for language in ("ar", "en"):
        assert count_words(text, language) >= 0
