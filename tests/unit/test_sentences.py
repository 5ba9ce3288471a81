import pytest

from components.text.sentences import sentences


def cut(text, language="en"):
    return [text[start:end] for start, end in sentences(text, language)]


def test_full_stop_glued_to_the_next_word_ends_its_sentence():
    assert cut("It followed a rocket failure.But the talks went on.In 2019.But nobody knew.") == [
        "It followed a rocket failure.", "But the talks went on.", "In 2019.", "But nobody knew."]
    assert cut("It confirmed the trip of Kim Jong Un.Moscow said nothing.") == [
        "It confirmed the trip of Kim Jong Un.", "Moscow said nothing."]


@pytest.mark.parametrize("text", [
    "The U.S. Navy sent Dr. Sarah J. Miller to St. Petersburg on Oct. 4 at 7.30 a.m. local time.",
    "Shares of Apple Inc. Rose and Ltd. partners fell 3.5 percent, said Gen. Mark A. Milley.",
    "He read bbc.co.uk and Reuters.com on the train.",
    "Prices rose by 1.5 million... and then fell.",
    "“Are you ready?” CNN asked the pilot.",
    "He cried “Stop!” and ran.",
])
def test_abbreviations_initials_decimals_and_addresses_stay_in_their_sentence(text):
    assert cut(text) == [text]


def test_abbreviation_ends_the_sentence_before_a_word_that_begins_one():
    assert cut("He returned to the U.S. The talks failed.") == ["He returned to the U.S.", "The talks failed."]
    assert cut("It stays closed until Oct. President Widodo will come.") == [
        "It stays closed until Oct.", "President Widodo will come."]


def test_closing_quotation_mark_belongs_to_the_sentence_it_closes():
    assert cut("“We will not stop.” He left. \"Never!\" She stayed.") == [
        "“We will not stop.”", "He left.", "\"Never!\"", "She stayed."]
    assert cut("قال: «لن نتوقف.» ثم غادر القاعة. وأضاف \"هل انتهى الأمر؟\" وسكت.", "ar") == [
        "قال: «لن نتوقف.»", "ثم غادر القاعة.", "وأضاف \"هل انتهى الأمر؟\"", "وسكت."]


def test_arabic_comma_and_titles_do_not_end_a_sentence():
    text = "التقى د. أحمد زويل، وأ. د. سامي حسن، مراسل ا.ف.ب. في القاهرة؛ وبلغت النسبة 3.5 في المئة."
    assert cut(text, "ar") == [text]


def test_short_words_that_look_like_titles_end_a_sentence():
    assert cut("سيحدد هل أشفى أم لا. لقد كان شاقا. وهو ما يعمل به. وقال أ. سامي نعم.", "ar") == [
        "سيحدد هل أشفى أم لا.", "لقد كان شاقا.", "وهو ما يعمل به.", "وقال أ. سامي نعم."]


def test_arabic_full_stop_glued_to_the_next_word_ends_its_sentence():
    assert cut("انتهت الزيارة.وغادر الوفد", "ar") == ["انتهت الزيارة.", "وغادر الوفد"]


def test_two_quotations_in_a_row_are_two_sentences():
    assert cut('"هذا كل ما لدينا" "ولن نقول المزيد"', "ar") == ['"هذا كل ما لدينا"', '"ولن نقول المزيد"']


def test_line_ends_a_sentence_and_marks_alone_are_none():
    assert cut("Kim in Russia\n\n***\nHe came by rail.") == ["Kim in Russia", "He came by rail."]


def test_offsets_count_from_the_start_of_the_whole_text():
    text = "First one. Second one. Third one."
    assert [text[s:e] for s, e in sentences(text, "en", 11, 22)] == ["Second one."]


def test_possessive_of_an_abbreviation_ends_no_sentence():
    text = "Geir Pedersen, the U.N.'s special envoy, called for talks. He left."
    assert [text[start:end] for start, end in sentences(text, "en")] == [
        "Geir Pedersen, the U.N.'s special envoy, called for talks.", "He left."]
