import pytest

from components.text.arabic import fold, freeze, is_arabic, splits, western_digits, without_marks


@pytest.mark.parametrize(("one", "other"), [
    ("أوكرانيا", "اوكرانيا"), ("إيران", "ايران"), ("آسيا", "اسيا"), ("مسؤول", "مسوول"), ("طائرة", "طايره"),
    ("القاهرة", "القاهره"), ("مستشفى", "مستشفي"), ("مــصــر", "مصر"), ("مُحَمَّدٌ", "محمد"), ("زوِّدت", "زودت"),
    ("کیم", "كيم"), ("ہند", "هند"), ("ﻣﺼﺮ", "مصر"), ("ﻻجئ", "لاجي"), ("هٰذا", "هذا"),
])
def test_spellings_of_one_word_share_a_key(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("بوتين", "تين"), ("سوريا", "سوريه"), ("علم", "عالم")])
def test_different_words_keep_different_keys(one, other):
    assert fold(one) != fold(other)


def test_folding_twice_changes_nothing():
    for word in ("أُسْتَاذَةٌ", "مؤامرة", "ﷲ", "کوردستان", "Kim", ""):
        assert fold(fold(word)) == fold(word)


def test_hamza_survives_the_second_look():
    assert without_marks("أَنَّ") == "أن" != without_marks("آن")


def test_freezing_removes_what_cannot_be_seen():
    assert freeze("\ufeffقال\u200f كيم\u00a0جونغ\r\nأون\u2028\u202bنعم\u202c") == "قال كيم جونغ\nأون\nنعم"
    assert freeze("cafe\u0301") == "café"
    assert freeze("ﻣﺤﻤﺪ ﷺ ﻻ") == "محمد صلى الله عليه وسلم لا"


def test_page_break_keeps_the_words_of_two_pages_apart():
    assert freeze("نهاية الصفحة\x0cبداية أخرى") == "نهاية الصفحة\nبداية أخرى"


def test_freezing_twice_changes_nothing():
    for text in ("ﻣﺼﺮ\r\rو\u200fليبيا", "a\u00adb\u0000c", "أ\u0654\u0301", "\u2029\u0085"):
        assert freeze(freeze(text)) == freeze(text)


def test_freezing_keeps_harakat_and_persian_letters_of_the_text():
    assert freeze("زوِّدت کیهان") == "زوِّدت کیهان"


def test_digits_of_both_kinds_become_western_in_place():
    assert western_digits("٢٠٢٣/۰۹ كم") == "2023/09 كم"


def test_latin_text_has_no_arabic_letter():
    assert not is_arabic("Soyuz-2, ٢٠٢٣؟")
    assert is_arabic("نعم")
    assert is_arabic("ﻣﺼﺮ")


@pytest.mark.parametrize(("word", "stem"), [
    ("وبوتين", "بوتين"), ("للرئيس", "رئيس"), ("وبالقاهرة", "قاهرة"), ("فلروسيا", "روسيا"), ("سيقول", "يقول"),
])
def test_clitics_come_off(word, stem):
    assert stem in [split.stem for split in splits(word)]


def test_whole_word_is_the_first_reading():
    assert splits("بوتين")[0].stem == "بوتين"
    assert splits("و")[0].stem == "و"
