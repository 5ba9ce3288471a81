"""The two articles that ship with Mirsad, read by the same rules as any other."""
import datetime as dt

import pytest

from components.corpus.seed import drafts
from components.reading import read


@pytest.fixture(scope="module")
def story():
    """Each side's text and reading."""
    return {draft.language: (draft.text, read(draft.text, draft.language, draft.published)) for draft in drafts()}


def ids(story, language, *surfaces):
    """The ids under which the names are found in an article; a name that is not found fails the test."""
    text, reading = story[language]
    found = {}
    for mention in reading.mentions:
        found.setdefault(mention.surface, mention.entity_id)
    missing = [surface for surface in surfaces if surface not in found]
    assert not missing, sorted(found)
    return [found[surface] for surface in surfaces]


def test_every_person_of_the_arabic_article_is_found(story):
    people = ids(story, "ar", "كيم جونغ أون", "فلاديمير بوتين", "سيرغي شويغو", "سيرغي لافروف", "ألكسندر كوزلوف",
                 "يوري غاغارين", "باك جونغ تشون", "جو تشون ريونغ", "فلاديمير تيخونوف", "ألكسندر لوكاشينكو",
                 "مين أونغ هلاينغ", "آن تشان إيل")
    assert all(entity.startswith("person/") for entity in people)
    assert len(set(people)) == len(people)


def test_both_spellings_of_vostochny_and_the_english_one_are_one_place(story):
    text, reading = story["ar"]
    arabic = {m.entity_id for m in reading.mentions if "فوستوتشني" in m.surface or "فوستوشني" in m.surface}
    spelled = {m.surface for m in reading.mentions if m.entity_id in arabic}
    assert len(arabic) == 1
    assert any("فوستوتشني" in s for s in spelled) and any("فوستوشني" in s for s in spelled)
    english = {m.entity_id for m in story["en"][1].mentions if "Vostochny" in m.surface}
    assert english == arabic


@pytest.mark.parametrize(("arabic", "english"), [
    ("كيم جونغ أون", "Kim Jong Un"), ("فلاديمير بوتين", "Vladimir Putin"), ("فلاديفوستوك", "Vladivostok"),
    ("كوريا الشمالية", "North Korea"), ("روسيا", "Russia"), ("موسكو", "Moscow"), ("بيونغ يانغ", "Pyongyang"),
])
def test_what_both_sides_name_is_one_entity(story, arabic, english):
    assert ids(story, "ar", arabic) == ids(story, "en", english)


def test_the_soviet_union_is_one_country_under_name_and_adjective(story):
    english = ids(story, "en", "Soviet Union")
    assert {m.entity_id for m in story["ar"][1].mentions if "السوفيات" in m.surface} == set(english)


def test_places_organisations_and_products_are_found(story):
    ids(story, "en", "Ussuriysk", "Khabarovsk", "New York Times", "Eastern Economic Forum", "US", "Ukraine")
    ids(story, "ar", "بكين", "الصين", "أوكرانيا", "أنغارا", "سويوز-2")
    assert {m.entity_id for m in story["ar"][1].mentions if "فرانس برس" in m.surface}


def test_kim_alone_is_the_kim_whom_the_article_named(story):
    for language, name in (("en", "Kim"), ("ar", "كيم")):
        _, reading = story[language]
        assert {m.entity_id for m in reading.mentions if m.surface == name} == {"person/kim-jong-un"}


def test_no_common_word_is_taken_for_a_name(story):
    for language, words in (("en", ("But", "Both", "It", "Several", "Journalists", "When", "That", "A", "For")),
                            ("ar", ("أن", "كان", "لكن", "زعيم", "الحرب", "الفضاء", "الرئيس", "لماذا"))):
        assert not {m.surface for m in story[language][1].mentions} & set(words)


def test_the_comment_form_is_no_part_of_the_article(story):
    text, reading = story["ar"]
    body = " ".join(text[s.start:s.end] for s in reading.sentences)
    assert "اترك تعليق" not in body and "بريدك الإلكتروني" not in body
    assert any(item.kind == "comment_form" for item in reading.boilerplate)


def test_the_credit_line_is_the_outlet_and_no_text(story):
    text, reading = story["en"]
    assert [item.value for item in reading.boilerplate if item.kind == "credit"] == ["BBC News"]
    assert not any("BBC" in text[s.start:s.end] for s in reading.sentences)


def test_full_stops_glued_to_the_next_word_end_their_sentences(story):
    text, reading = story["en"]
    ends = [text[s.start:s.end] for s in reading.sentences]
    assert any(end.endswith("after a rocket failure.") for end in ends)
    assert any(end.startswith("But Russia’s own space programme") for end in ends)


def test_unclosed_quotation_ends_with_its_paragraph(story):
    text, reading = story["ar"]
    (unclosed,) = [quote for quote in reading.quotes if not quote.closed]
    assert unclosed.surface.startswith("زعيم كوريا الشمالية يظهر")
    assert unclosed.surface.endswith("الفضاء.")
    assert unclosed.speaker_id == "person/vladimir-putin"


def test_speech_continued_with_watabaa_keeps_its_speaker(story):
    _, reading = story["ar"]
    (quote,) = [quote for quote in reading.quotes if quote.surface.startswith("لن تكون الصين")]
    assert "تيخونوف" in f"{quote.speaker} {quote.speaker_name}"


def test_a_month_under_two_names_is_one_date(story):
    _, reading = story["ar"]
    (date,) = [d for d in reading.dates if "2019" in d.surface]
    assert date.surface == "أبريل/نيسان 2019"
    assert (date.first_day, date.last_day) == (dt.date(2019, 4, 1), dt.date(2019, 4, 30))


def test_yesterday_is_the_day_before_publication(story):
    _, reading = story["en"]
    (date,) = [d for d in reading.dates if d.surface == "yesterday"]
    assert date.first_day == date.last_day == dt.date(2023, 9, 11)


def test_every_item_lies_in_the_text_and_says_what_stands_there(story):
    for text, reading in story.values():
        items = [*reading.mentions, *reading.dates, *reading.quotes, *reading.numbers, *reading.boilerplate]
        assert items
        for item in items:
            assert text[item.start:item.end] == item.surface
