"""Who is quoted, saying what, in English and Arabic."""
from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from components.reading import quotes
from components.reading.models import Mention, Quote, Sentence
from components.reading.quotes_marks import quoted
from components.text.sentences import sentences

SEED = Path(__file__).resolve().parents[2] / "data" / "seed"


def read(text: str, language: str, mentions=()) -> list[Quote]:
    found, position = [], 0
    for paragraph, line in enumerate(text.split("\n")):
        for start, end in sentences(text, language, position, position + len(line)):
            found.append(Sentence(len(found), start, end, paragraph))
        position += len(line) + 1
    return quotes.find(text, language, found, list(mentions))


def only(text: str, language: str, kind: str = "direct", mentions=()) -> Quote:
    [quote] = [quote for quote in read(text, language, mentions) if quote.kind == kind]
    return quote


def direct(text: str, language: str) -> list[tuple[str, str | None]]:
    return [(quote.surface, quote.speaker) for quote in read(text, language) if quote.kind == "direct"]


def mention(text: str, surface: str, entity_id: str, entity_type: str = "person") -> Mention:
    start = text.index(surface)
    return Mention(start, start + len(surface), surface, entity_id, entity_type, surface, "")


# -- marks -------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", [
    "He said: “The dam will hold this winter.”",
    'He said: "The dam will hold this winter."',
    "He said: «The dam will hold this winter.»",
    "He said: „The dam will hold this winter.”",
    "He said: ''The dam will hold this winter.''",
    "He said: ``The dam will hold this winter.''",
    "He said: ‘The dam will hold this winter.’",
    "He said: 'The dam will hold this winter.'",
])
def test_every_kind_of_quotation_mark_opens_and_closes_speech(text):
    assert direct(text, "en") == [("The dam will hold this winter.", "He")]


def test_unclosed_quote_ends_with_its_paragraph():
    text = "وقال الوزير إن “السد سيصمد هذا الشتاء وسنراقبه كل يوم.\n\nوفي سياق آخر هطلت الأمطار."
    quote = only(text, "ar")
    assert quote.surface == "السد سيصمد هذا الشتاء وسنراقبه كل يوم."
    assert not quote.closed


def test_quotation_over_paragraphs_keeps_its_speaker_and_misses_no_mark():
    text = "“We will rebuild it,” Mayor Ann Lee said.\n\n“It takes a year or more.\n\n“But it will stand again.”"
    found = [quote for quote in read(text, "en") if quote.kind == "direct"]
    assert [quote.speaker for quote in found] == ["Mayor Ann Lee"] * 3
    assert all(quote.closed for quote in found)


def test_inner_marks_belong_to_the_outer_quotation():
    text = "“They told me ‘go home and wait’ and I went,” said Omar."
    assert direct(text, "en") == [("They told me ‘go home and wait’ and I went,", "Omar")]


def test_apostrophes_feet_and_inches_are_no_quotations():
    assert quoted("It's the workers' view, in the '90s, that a 6'2\" man can't sit on a 19\" seat.") == []


def test_mark_before_a_full_stop_closes():
    text = 'وقال المدير: " لن نغلق المصنع هذا العام ". وغادر القاعة.'
    assert direct(text, "ar") == [("لن نغلق المصنع هذا العام", "المدير")]


def test_arabic_marks_set_the_wrong_way_round_are_read_by_their_neighbours():
    assert direct("وأضاف الوزير ”لن نغلق المصنع هذا العام“ ثم غادر.", "ar") == [
        ("لن نغلق المصنع هذا العام", "الوزير")]


# -- kinds -------------------------------------------------------------------------------------


def test_term_held_at_arms_length_is_no_speech():
    text = (SEED / "kim-arrives-in-russia.en.txt").read_text(encoding="utf-8")
    kinds = {quote.surface: quote.kind for quote in read(text, "en") if quote.kind != "indirect"}
    assert kinds["rogue states"] == "scare"
    assert kinds["normally"] == "scare"
    assert kinds["actively advancing"] == "fragment"


def test_title_of_a_work_is_no_speech():
    assert only("He said she had read “The Grapes of Wrath” at school.", "en", "scare").speaker is None


def test_short_fragment_of_speech_has_its_speaker():
    quote = only("The minister said he was “deeply concerned” about the floods.", "en", "fragment")
    assert (quote.surface, quote.speaker, quote.cue) == ("deeply concerned", "The minister", "said")


def test_newspaper_in_marks_is_no_speech():
    text = "وقال مصدر أمني لـ«الخليج» إن الطريق مغلق منذ أمس."
    assert [quote.kind for quote in read(text, "ar")] == ["scare", "indirect"]


# -- speakers in English -----------------------------------------------------------------------


@pytest.mark.parametrize(("text", "speaker"), [
    ("“The road is closed for now,” said Josef Lind, the mayor.", "Josef Lind"),
    ("“The road is closed for now,” Mr. Lind, who runs the town, said on Friday.", "Mr. Lind"),
    ("Josef Lind, mayor of the town, told reporters that “the road is closed for now.”", "Josef Lind"),
    ("“The road,” Lind said, “is closed for now and for long.”", "Lind"),
    ("According to a senior official, “the road is closed for now.”", "a senior official"),
    ("“The road is closed for now,” according to the head of the agency.", "the head of the agency"),
    ("Josef Lind went to the town hall on Monday and said “the road is closed for now.”", "Josef Lind"),
    ("“Is the road closed for now?” asked a spokeswoman for the army.", "a spokeswoman for the army"),
    ("A report was ready. “The road is closed for now,” analysts say.", "analysts"),
    ("“The road is closed for now,” was written by the engineers.", "the engineers"),
])
def test_english_speaker_stands_around_the_reporting_verb(text, speaker):
    assert direct(text, "en")[-1][1] == speaker


def test_quotation_without_a_verb_goes_on_with_the_last_speaker():
    text = "“We saw the water rise,” Lind said. “It came over the wall at night.”"
    assert direct(text, "en")[1] == ("It came over the wall at night.", "Lind")


def test_pronoun_stands_for_the_last_person_who_spoke():
    text = "Josef Lind said the wall held. “It did not move at all,” he said."
    quote = only(text, "en", mentions=[mention(text, "Josef Lind", "person/josef-lind")])
    assert (quote.speaker, quote.speaker_name, quote.speaker_id) == ("he", "Josef Lind", "person/josef-lind")


def test_noun_that_looks_like_a_verb_reports_nothing():
    assert read("The company reports of March and the claims against it came late.", "en") == []


def test_speaker_in_a_colon_line_before_the_quotation():
    assert direct("Lind continued:\n\n“Nobody slept in the town that night.”", "en") == [
        ("Nobody slept in the town that night.", "Lind")]


# -- speakers in Arabic ------------------------------------------------------------------------


@pytest.mark.parametrize(("text", "speaker"), [
    ("وقال وزير الري المصري هاني سويلم إن “السد لن يغير حصة البلاد من الماء”.", "وزير الري المصري هاني سويلم"),
    ("وقالت المتحدثة باسم الوزارة للصحفيين: «لن نغلق المدارس هذا الأسبوع».", "المتحدثة باسم الوزارة"),
    ("«لن نغلق المدارس هذا الأسبوع»، بحسب مسؤول في الوزارة.", "مسؤول في الوزارة"),
    ("“لن نغلق المدارس هذا الأسبوع”، وفقا للمتحدث باسم الوزارة.", "المتحدث باسم الوزارة"),
    ("ونقلت الوكالة عن مدير المدرسة قوله: “لن نغلق المدرسة هذا الأسبوع”.", "مدير المدرسة"),
    ("وكان المدير أكد أن “المدرسة لن تغلق أبوابها أبدا”.", "المدير"),
    ("ودافع الرئيس عن القرار أمس. وقال الوزير سالم مضيفا: “لن نغلق المدرسة هذا الأسبوع”.", "الوزير سالم"),
])
def test_arabic_speaker_follows_the_verb_of_saying(text, speaker):
    assert direct(text, "ar")[-1][1] == speaker


def test_arabic_verb_without_a_subject_takes_the_last_speaker():
    text = "وقال المدير سالم إن “المدرسة لن تغلق هذا العام”.\n\nوتابع “سنفتح صفوفا جديدة في كل مبنى”."
    assert [speaker for _, speaker in direct(text, "ar")] == ["المدير سالم", "المدير سالم"]


def test_name_that_looks_like_a_content_marker_is_a_name():
    text = "ويقول آن تشان إيل، مدير المعهد: “سيكون لذلك تأثير كبير على الحرب”."
    assert direct(text, "ar")[0][1] == "آن تشان إيل"


def test_the_name_ali_is_no_preposition():
    assert direct("وقال الرائد علي حسن: “لن نغلق الطريق هذا العام”.", "ar") == [
        ("لن نغلق الطريق هذا العام", "الرائد علي حسن")]


def test_speaker_named_in_marks_is_a_speaker():
    text = 'وذكرت "ليند" ابنة المدير أمس: "لن نغلق المصنع هذا العام".'
    assert direct(text, "ar") == [("لن نغلق المصنع هذا العام", "ليند")]


def test_arabic_verb_takes_the_last_speaker_of_its_gender():
    text = ("وقالت الوزيرة إن الطريق مغلق منذ أمس.\n\nوقال المدير إن الطريق مفتوح منذ أمس.\n\n"
            "وأضافت “لن نفتح الطريق قبل نهاية العام”.")
    assert direct(text, "ar") == [("لن نفتح الطريق قبل نهاية العام", "الوزيرة")]


def test_seed_speakers_are_read_across_its_paragraphs():
    text = (SEED / "kim-vostochny-summit.ar.txt").read_text(encoding="utf-8")
    speakers = [quote.speaker.split()[-1] for quote in read(text, "ar") if quote.kind == "direct"]
    assert speakers == ["بوتين", "إيل", "تيخونوف", "تيخونوف"]


def test_speaker_has_the_id_of_the_entity_in_the_phrase():
    text = "وقال وزير الدفاع سيرغي شويغو إن “القاعدة ستبقى في مكانها”."
    quote = only(text, "ar", mentions=[mention(text, "سيرغي شويغو", "person/sergei-shoigu")])
    assert quote.speaker_id == "person/sergei-shoigu"


def test_speaker_is_not_the_one_whose_sister_speaks():
    text = "Lind’s sister, Ann Lee, said that the wall had held."
    names = [mention(text, "Lind", "person/lind"), mention(text, "Ann Lee", "person/ann-lee")]
    assert only(text, "en", "indirect", names).speaker_id == "person/ann-lee"


def test_spokesman_of_an_organisation_is_not_the_organisation():
    text = "A spokesman for the Red Cross said that the wall had held."
    red_cross = mention(text, "Red Cross", "organisation/red-cross", "organisation")
    assert only(text, "en", "indirect", [red_cross]).speaker_id is None


def test_short_answer_is_a_fragment_of_speech():
    assert only("“No,” Ann Lee said.", "en", "fragment").speaker == "Ann Lee"


@pytest.mark.parametrize(("text", "language", "stance"), [
    ("The group claimed that the road was closed for days.", "en", "doubting"),
    ("The group denied that the road was closed for days.", "en", "denying"),
    ("وأكد الوزير أن الطريق سيبقى مغلقا أياما.", "ar", "assertive"),
    ("وزعم الحزب أن الطريق سيبقى مغلقا أياما.", "ar", "doubting"),
])
def test_stance_comes_from_the_reporting_verb(text, language, stance):
    assert only(text, language, "indirect").stance == stance


# -- reported speech ---------------------------------------------------------------------------


@pytest.mark.parametrize(("text", "language", "content", "speaker"), [
    ("The mayor told reporters on Friday that the wall would hold.", "en", "the wall would hold", "The mayor"),
    ("The wall would hold all winter, engineers say.", "en", "The wall would hold all winter", "engineers"),
    ("According to the mayor, the wall would hold.", "en", "the wall would hold", "the mayor"),
    ("وقال رئيس البلدية إن الجدار سيصمد طوال الشتاء.", "ar", "الجدار سيصمد طوال الشتاء", "رئيس البلدية"),
    ("الجدار سيصمد طوال الشتاء، بحسب خبراء.", "ar", "الجدار سيصمد طوال الشتاء", "خبراء"),
])
def test_reported_speech_is_the_clause_of_its_verb(text, language, content, speaker):
    quote = only(text, language, "indirect")
    assert (quote.surface, quote.speaker) == (content, speaker)


def test_two_reports_in_one_sentence_are_two():
    text = "وقال رئيس البلدية إن الجدار سيصمد طوال الشتاء، مضيفا أن العمل فيه مستمر."
    assert [quote.surface for quote in read(text, "ar")] == ["الجدار سيصمد طوال الشتاء", "أن العمل فيه مستمر"[3:]]


def test_prayer_is_no_reported_speech():
    assert read("سائلا الله أن يتقبل الشهداء برحمته الواسعة.", "ar") == []


# -- any string --------------------------------------------------------------------------------

PIECES = st.lists(st.sampled_from([
    "“", "”", '"', "«", "»", "‘", "’", "'", "''", "``", " ", "\n", ":", "،", ".", "said", "Smith", "he", "according to",
    "that", "وقال", "إن", "الوزير", "بحسب", "قوله", "عن", "word", "كلمة", "لـ", "\u0000", "😀", "ال", "و", "ـ", "ً",
]), max_size=60)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=120), PIECES.map("".join), PIECES.map(" ".join)), st.sampled_from(["en", "ar"]))
def test_offsets_are_right_on_any_string(text, language):
    for quote in read(text, language):
        assert 0 <= quote.start < quote.end <= len(text)
        assert text[quote.start:quote.end] == quote.surface
    marked = [quote for quote in read(text, language) if quote.kind != "indirect"]
    assert all(first.end <= second.start for first, second in zip(marked, marked[1:], strict=False))


@pytest.mark.parametrize("piece", [
    "“a ", '"', '"a b ', "«", "‘a ", "''", "said “", "وقال “", "قال: « ", "a\n“", " said ",
])
def test_thousands_of_unbalanced_marks_are_read(piece):
    text = piece * 20_000
    assert all(text[quote.start:quote.end] == quote.surface for quote in quotes.find(text, "ar", [], []))
    assert all(text[quote.start:quote.end] == quote.surface for quote in quotes.find(text, "en", [], []))
