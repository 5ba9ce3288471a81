"""Places that a sentence points back to, in sentences written for these tests."""
import pytest

from components.comparison.carried import places
from components.reading import read


def pointed_at(text, language):
    return [(m.surface, m.entity_id) for m in places(text, read(text, language))]


def test_where_stands_for_the_place_named_last_in_its_paragraph():
    text = "The talks may be held in Vladivostok. It made sense. That's where the forum opens. It's also where he came."
    assert pointed_at(text, "en") == [("where", "place/vladivostok")] * 2


def test_arabic_points_back_with_a_preposition():
    text = "ستعقد القمة في فلاديفوستوك. وسافر الوفد إلى هناك بالقطار."
    assert pointed_at(text, "ar") == [("هناك", "place/vladivostok")]


@pytest.mark.parametrize("text", [
    "The talks may be held in Vladivostok.\nThat's where the forum opens.",
    "The talks may be held in Vladivostok. That is where Moscow hosts the forum.",
    "The talks may be held in Vladivostok. There is no doubt about it.",
    "It made sense. That's where the forum opens.",
    "The talks may be held in Vladivostok. One. Two. Three. That's where the forum opens.",
])
def test_nothing_is_carried_over_a_paragraph_or_past_another_place_or_too_far(text):
    assert pointed_at(text, "en") == []


def test_what_is_carried_stands_where_the_pronoun_stands():
    text = "The talks may be held in Vladivostok. It’s also where Kim Jong Un came in 2019."
    (mention,) = places(text, read(text, "en"))
    assert text[mention.start:mention.end] == mention.surface == "where"
    assert mention.sentence_no == 1
