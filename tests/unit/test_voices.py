"""Who speaks, as what, and how often: the method behind the voices page."""
import pytest

from components.comparison import voices
from components.comparison.mentions import totals
from components.comparison.scope import Scope
from components.corpus import Draft
from components.reading.introductions import introduction
from components.reading.sources import country_of, is_of_person, unnamed

ENGLISH = (
    "PARIS - The deal is dead, two senior officials said on Tuesday.\n"
    "Maria Keller, a professor of trade law at the university, said: “Nobody has read the treaty to its end.”\n"
    "Keller claimed that the text was “badly drafted” and that ministers knew it.\n"
    "State media reported that the talks would go on.\n")
ARABIC = (
    "قال مسؤول رفيع إن الاتفاق انتهى ولن يعود.\n"
    "وقالت ماريا كيلر، أستاذة القانون التجاري: “لم يقرأ أحد المعاهدة حتى نهايتها ولن يقرأها”.\n"
    "وبحسب مراقبين، ستستمر المحادثات حتى نهاية الشهر.\n")


@pytest.fixture
def said(corpus):
    corpus.save([Draft(text=ENGLISH, language="en", story="deal"), Draft(text=ARABIC, language="ar", story="deal")])
    return voices.attributions(corpus, Scope(story="deal"))


@pytest.mark.parametrize("phrase, language, key", [
    ("two senior officials", "en", "source/officials"),
    ("a person familiar with the matter", "en", "source/people"),
    ("state TV in the Far East", "en", "source/official_media"),
    ("مراقبين", "ar", "source/analysts"),
    ("مصدر مسؤول", "ar", "source/sources"),
    ("أحد المحامين", "ar", "source/lawyers"),
    ("وسائل إعلام رسمية", "ar", "source/official_media"),
])
def test_unnamed_sources_meet_under_one_key_in_both_languages(phrase, language, key):
    assert unnamed(phrase, language).key == key


def test_a_name_that_only_looks_like_a_role_is_no_unnamed_source():
    assert unnamed("Gateway Pundit", "en") is None


@pytest.mark.parametrize("phrase, language, country", [
    ("the Russian energy minister", "en", "RU"),
    ("وزير الطاقة الروسي", "ar", "RU"),
    ("a professor of Korean studies", "en", ""),
    ("أستاذ الدراسات الكورية", "ar", ""),
])
def test_a_speaker_is_of_the_country_they_speak_for_not_of_the_one_they_study(phrase, language, country):
    assert country_of(phrase, language) == country


@pytest.mark.parametrize("phrase, name, language, whole", [
    ("a Keller campaign spokesman", "Keller", "en", False),
    ("the coach of Keller", "Keller", "en", False),
    ("Professor Maria Keller", "Maria Keller", "en", True),
    ("حملة كيلر", "كيلر", "ar", False),
    ("الأستاذة ماريا كيلر", "ماريا كيلر", "ar", True),
])
def test_who_speaks_for_somebody_is_somebody_else(phrase, name, language, whole):
    assert is_of_person(phrase, name, language) is whole


def test_a_description_after_the_name_introduces_a_speaker():
    sentence = "Maria Keller, a professor of trade law, told reporters so."
    assert introduction(sentence, "Maria Keller", ["Maria Keller"], "told", "en") == "a professor of trade law"


def test_a_description_ends_where_the_verb_comes():
    sentence = "Maria Keller, head of the trade office said so."
    assert introduction(sentence, "Maria Keller", ["Maria Keller"], "said", "en") == "head of the trade office"


def test_a_courtesy_is_no_introduction():
    assert introduction("Mrs Keller said so.", "Mrs Keller", ["Keller"], "said", "en") == ""


def test_words_in_marks_inside_a_reported_clause_are_counted_once(said):
    inner = said[said.surface == "badly drafted"].iloc[0]
    assert inner.within
    counted = voices.by_speaker(said).set_index(["side", "key"])
    keller = said[(said.side == "en") & said.key.str.contains("keller")]
    assert counted.loc["en", keller.key.iloc[0]].quotes == 2
    assert counted.loc["en", keller.key.iloc[0]].words == keller.words[~keller.within.astype(bool)].sum()


def test_a_verb_is_counted_once_whatever_hangs_on_it(said):
    verbs = voices.by_verb(said).set_index(["side", "verb"])
    assert verbs.loc["en", "claim"].times == 1
    assert verbs.loc["en", "claim"].stance == "doubting"


def test_a_family_name_is_the_person_named_in_full_before(said):
    assert said[(said.side == "en") & said.speaker.str.contains("Keller")].key.nunique() == 1


def test_unnamed_people_have_their_own_share(corpus, said):
    shares = voices.by_source(said).set_index(["side", "source"])
    assert shares.loc["ar", "anonymous"].quotes == 2
    assert shares.loc["en", "anonymous"].quotes == 1
    figures = voices.totals(said, totals(corpus, Scope(story="deal"))).set_index("side")
    assert figures.anonymous["ar"] == 2
    assert figures.quotes["ar"] == 3


def test_officials_are_quoted_by_both_sides(said):
    shared = voices.by_speaker(said).query("both")
    assert set(shared.key) >= {"source/officials"}


def test_the_speakers_of_the_seed_story(corpus):
    speakers = voices.by_speaker(voices.attributions(corpus, Scope())).set_index(["side", "name_ar"])
    assert speakers.loc["ar", "فلاديمير بوتين"].country == "RU"
    assert speakers.loc["ar", "آن تشان إيل"].introduced == ["مدير المعهد العالمي لدراسات كوريا الشمالية"]
    assert speakers.loc["ar", "فلاديمير تيخونوف"].introduced == ["أستاذ الدراسات الكورية في جامعة أوسلو"]
    assert speakers.loc["ar", "محللون ومراقبون"].both


def test_a_name_in_marks_is_no_term_held_apart(corpus):
    text = "قال الوزير إن السفينة عادت.\nوزار الوفد مدينة \"القاهرة\" أمس.\n"
    corpus.save([Draft(text=text, language="ar", story="ship")])
    assert "القاهرة" not in set(voices.held_apart(corpus, Scope(story="ship")).surface)
