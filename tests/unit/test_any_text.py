"""No string may stop the reading of text: whatever comes in, spans lie within it and nothing is raised."""
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from components.reading import boilerplate
from components.text.language import detect
from components.text.names import best_matches, similarity, transliterate
from components.text.sentences import sentences

LETTERS = st.sampled_from(list("abcXYZéßاأبتةىكقشغوي ءَُ"))
ODD = st.sampled_from(list(".,!?؟«»“”\"'()[]-–—:/*©ـ\n\t\r\x00\x1a\u200f\u2028🙂٣7@"))
WORDS = st.sampled_from(["د.", "U.S.", "Reuters", "رويترز", "المصدر:", "By John", "اترك تعليقا", " ", "\n",
                         "عبد", "ال"])
TEXT = st.one_of(st.text(), st.lists(st.one_of(LETTERS, ODD, WORDS), max_size=60).map("".join))
LANGUAGE = st.sampled_from(["ar", "en", "fr", "und", ""])


def in_order_and_within(spans, text):
    last = 0
    for start, end in spans:
        assert last <= start < end <= len(text)
        last = end


@settings(max_examples=150, deadline=None)
@given(TEXT, LANGUAGE)
def test_sentences_lie_within_any_text(text, language):
    spans = sentences(text, language)
    in_order_and_within(spans, text)
    assert all(text[s:e] == text[s:e].strip() for s, e in spans)
    covered = {i for s, e in spans for i in range(s, e)}
    assert all(i in covered for i, letter in enumerate(text) if letter.isalnum())


@settings(max_examples=150, deadline=None)
@given(TEXT, LANGUAGE)
def test_boilerplate_lies_within_any_text(text, language):
    found = boilerplate.find(text, language)
    in_order_and_within([(b.start, b.end) for b in found], text)
    assert all(text[b.start:b.end] == b.surface for b in found)


@settings(max_examples=100, deadline=None)
@given(TEXT)
def test_any_text_has_a_language_code(text):
    assert 2 <= len(detect(text)) <= 3


@settings(max_examples=150, deadline=None)
@given(TEXT, TEXT)
def test_names_of_any_letters_can_be_compared(arabic, english):
    assert 0 <= similarity(arabic, english) <= 1
    assert best_matches([arabic], [english, "Putin"])[0] in (0, 1)
    assert transliterate(arabic) == transliterate(arabic).strip()


@pytest.mark.parametrize(("piece", "size"), [
    ("كلمة ", 1_000_000), ("word ", 1_000_000), (" ", 1_000_000), ("\"", 1_000_000), ("!؟", 1_000_000),
    ("ـ", 1_000_000), ("🙂", 1_000_000), ("a.b.", 100_000), ("د. ", 100_000), ("Facebook ", 100_000),
    ("\n \n", 100_000),
])
def test_line_of_a_megabyte_is_read(piece, size):
    text = piece * (size // len(piece))
    for language in ("en", "ar"):
        in_order_and_within(sentences(text, language), text)
        in_order_and_within([(b.start, b.end) for b in boilerplate.find(text, language)], text)
    assert detect(text)
    assert 0 <= similarity(text, text) <= 1
    assert len(transliterate(text)) < 3 * size
