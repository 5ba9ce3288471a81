"""What may be typed into the search box, and what is said of what may not."""
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from components.comparison.query import ERRORS, And, Not, Or, QueryError, Run, Term, parse
from components.text.messages import LANGUAGES, Messages


def run(*words):
    return Run(tuple(Term((word,)) for word in words))


def test_words_beside_each_other_are_all_wanted():
    assert parse("spy satellite") == run("spy", "satellite")
    assert parse("  ذخيرة   كيم ") == run("ذخيرة", "كيم")


def test_quotation_marks_of_any_kind_hold_a_phrase_together():
    phrase = Run((Term(("military", "operation"), quoted=True),))
    assert parse('"military operation"') == parse("“military operation”") == parse("«military operation»") == phrase


def test_a_hyphen_inside_a_word_is_no_operator():
    assert parse("Kim Jong-un") == Run((Term(("Kim",)), Term(("Jong", "un"))))


def test_and_binds_closer_than_or_and_brackets_closest():
    assert parse("war OR train AND Kim") == Or((run("war"), And((run("train"), run("Kim")))))
    assert parse("(war OR train) Kim") == And((Or((run("war"), run("train"))), run("Kim")))


@pytest.mark.parametrize(("signs", "words"), [
    ("war | train", "war OR train"), ("war & train", "war AND train"), ("war -train", "war NOT train"),
    ("Kim !(train | war)", "Kim NOT (train OR war)"),
])
def test_signs_stand_for_the_english_operators(signs, words):
    assert parse(signs) == parse(words)


def test_small_letters_and_arabic_conjunctions_are_words_to_be_found():
    assert parse("war or peace") == run("war", "or", "peace")
    assert parse("حرب أو سلام") == run("حرب", "أو", "سلام")


def test_what_follows_not_must_not_be_there():
    assert parse("Kim NOT Putin") == And((run("Kim"), Not(run("Putin"))))
    assert parse("Kim NOT NOT Putin") == And((run("Kim"), run("Putin")))


@pytest.mark.parametrize(("query", "code"), [
    ("", "empty"), ("  ", "empty"), ("?!", "no_words"), ("ـ", "no_words"), ("()", "no_words"),
    ('"military operation', "open_quote"),
    ("(war", "open_bracket"), ("war)", "stray_bracket"), (") war", "stray_bracket"), ("war AND", "nothing_beside"),
    ("OR war", "nothing_beside"), ("war OR OR train", "nothing_beside"), ("NOT war", "only_not"),
    ("war OR NOT train", "only_not"), ("(" * 30 + "war", "too_deep"), ("war " * 100, "too_long"),
])
def test_a_query_that_cannot_be_understood_says_why(query, code):
    with pytest.raises(QueryError) as caught:
        parse(query)
    assert caught.value.code == code
    for language in LANGUAGES:
        assert Messages(language)(f"search.error.{code}", **caught.value.values)


@given(st.one_of(
    st.text(max_size=320),
    st.lists(st.sampled_from(["AND", "OR", "NOT", "(", ")", '"', "«", "»", "-", "!", "|", "&", "كيم", "2019"]),
             max_size=60).map(" ".join),
    st.lists(st.sampled_from(["AND", "(", ")", '"', "-", "|", "كيم", "a"]), max_size=60).map("".join),
))
@settings(max_examples=400, deadline=None)
def test_any_string_is_a_query_or_says_why_not(text):
    try:
        assert isinstance(parse(text), Run | And | Or | Not)
    except QueryError as error:
        assert error.code in ERRORS
