"""The ledger on the seed story and on reports written for these tests."""
from dataclasses import replace

import pytest

from components.comparison import decisions, ledger, overview, side_by_side
from components.comparison.decisions import CONFIRMED, PAIRED, REJECTED, Decision
from components.comparison.scope import Scope
from components.corpus import CorpusError, Draft
from components.text.messages import Messages
from components.ui.ledger_point import html

ENGLISH = """Rescuers pulled 14 miners out of a flooded coal mine near the town of Veldra on Tuesday.
The governor promised new safety inspections before the end of the year.
Local bakeries handed out free bread to the families who waited outside."""
ENGLISH_AGAIN = """Rescuers pulled 14 miners out of a flooded coal mine near Veldra town, officials said on Tuesday.
Schools in the valley stay closed this week."""
ARABIC = """أخرج رجال الإنقاذ 14 عاملا من منجم فحم غمرته المياه قرب بلدة فيلدرا يوم الثلاثاء.
ووعد الحاكم بإجراء عمليات تفتيش جديدة للسلامة قبل نهاية العام.
وقدمت فرقة موسيقية حفلا في العاصمة."""


@pytest.fixture
def mine(corpus):
    """A corpus with two English reports and an Arabic one of the same event."""
    corpus.save([
        Draft(ENGLISH, "en", outlet="Valley Post", story="mine"),
        Draft(ENGLISH_AGAIN, "en", outlet="Hill Herald", story="mine"),
        Draft(ARABIC, "ar", outlet="صدى الوادي", story="mine"),
    ])
    return corpus


MINE = Scope(story="mine")


def point_of(found, words):
    """The first point that has these words."""
    return next(p for p in found.points if any(words in said.text for said in (*p.english, *p.arabic)))


def seed_point(corpus, english, arabic):
    found = ledger.ledger(corpus, Scope())
    return [
        point
        for point in found.points
        if any(english in said.text for said in point.english) and any(arabic in said.text for said in point.arabic)
    ]


@pytest.mark.parametrize(("english", "arabic"), [
    ("place a spy satellite in orbit", "قمر اصطناعي للتجسس"),
    ("humanitarian aid from Moscow", "مساعدات غذائية"),
    ("supplies of ammunition", "قذائف المدفعية"),
    ("came in 2019", "أبريل/نيسان 2019"),
])
def test_what_both_seeds_say_is_matched(corpus, english, arabic):
    points = seed_point(corpus, english, arabic)
    assert points
    assert points[0].state == "matched"
    assert len([item for item in points[0].evidence if item.weight > 1]) >= 2


def test_what_the_seeds_may_both_say_is_undecided_with_its_counterpart(corpus):
    munitions = seed_point(corpus, "munitions for its war", "لعمليتها العسكرية")
    assert [point.state for point in munitions] == ["undecided"]
    assert ("war", "لعمليتها العسكرية") in {(item.english, item.arabic) for item in munitions[0].evidence}


def test_nothing_is_undecided_that_shares_no_more_than_the_protagonists(corpus):
    for point in ledger.ledger(corpus, Scope()).points:
        if point.state == "undecided":
            assert any(item.weight > 0.5 for item in point.evidence)


def test_a_passage_too_short_to_recognise_a_counterpart_by_says_so(corpus):
    assert point_of(ledger.ledger(corpus, Scope()), "It made sense.").reason == "too_short"


def test_the_overview_tells_first_what_only_one_side_names(corpus):
    points = overview.told_alone(ledger.ledger(corpus, Scope()), "ar")
    assert "تيخونوف" in points[0].arabic[0].text
    assert any("باك جونغ تشون" in point.arabic[0].text for point in points)
    assert all(point.state == "only_ar" for point in points)


def test_every_passage_of_the_story_stands_in_the_ledger(corpus):
    found = ledger.ledger(corpus, Scope())
    said = {s.key for point in found.points for s in (*point.english, *point.arabic)}
    assert len(said) == found.passages["en"] + found.passages["ar"] == len(corpus.sentences())


def test_two_outlets_with_the_same_report_make_one_point(mine):
    point = point_of(ledger.ledger(mine, MINE), "14 miners")
    assert point.state == "matched"
    assert (point.articles("en"), point.outlets("en"), point.articles("ar")) == (2, 2, 1)


def test_what_one_side_says_alone_names_its_nearest_counterpart_and_why_it_was_not_enough(mine):
    found = ledger.ledger(mine, MINE)
    bread = point_of(found, "free bread")
    assert bread.state == "only_en" and not bread.arabic
    assert bread.reason in ledger.REASONS and bread.reason != "rejected"
    assert bread.nearest is None or bread.nearest.side == "ar"
    assert point_of(found, "فرقة موسيقية").state == "only_ar"


def test_evidence_is_marked_where_it_stands(mine):
    point = point_of(ledger.ledger(mine, MINE), "14 miners")
    marked = {point.english[0].text[start:end] for start, end in point.english[0].marks}
    assert {"miners", "Rescuers"} & marked
    assert all(point.arabic[0].text[start:end].strip() for start, end in point.arabic[0].marks)


def decide(corpus, point, decided, **more):
    keys = {side: tuple(said.key for said in point.of(side)) for side in ("en", "ar")}
    return decisions.decide(corpus, Decision(point.subject, decided, keys["en"], keys["ar"], **more))


def test_a_confirmed_point_is_shown_as_decided_by_a_person(mine):
    point = point_of(ledger.ledger(mine, MINE), "14 miners")
    decide(mine, point, CONFIRMED)
    again = point_of(ledger.ledger(mine, MINE), "14 miners")
    assert (again.state, again.decision.decided) == ("matched", CONFIRMED)


def test_a_rejected_pair_falls_apart_everywhere_until_it_is_undone(mine):
    point = point_of(ledger.ledger(mine, MINE), "14 miners")
    event = decide(mine, point, REJECTED)
    found = ledger.ledger(mine, MINE)
    alone = point_of(found, "14 miners")
    assert (alone.state, alone.reason, alone.decision.decided) == ("only_en", "rejected", REJECTED)
    assert not [p for p in found.points if p.state == "matched" and "14 miners" in p.english[0].text]
    compared = side_by_side.compare(mine, point.arabic[0].article_id, point.english[0].article_id)
    assert (0, 0) not in [(m.english.sentence_no, m.arabic.sentence_no) for m in compared.matches]
    mine.undo(event)
    assert point_of(ledger.ledger(mine, MINE), "14 miners").state == "matched"


def test_a_person_may_pair_what_the_method_left_alone(mine):
    bread = point_of(ledger.ledger(mine, MINE), "free bread")
    band = point_of(ledger.ledger(mine, MINE), "فرقة موسيقية")
    made = Decision(bread.subject, PAIRED, (bread.english[0].key,), (band.arabic[0].key,))
    decisions.decide(mine, made)
    found = ledger.ledger(mine, MINE)
    joined = point_of(found, "free bread")
    assert (joined.state, joined.decision.decided) == ("matched", PAIRED)
    assert "فرقة موسيقية" in joined.arabic[0].text
    assert sum("فرقة موسيقية" in s.text for p in found.points for s in p.arabic) == 1
    compared = side_by_side.compare(mine, joined.arabic[0].article_id, joined.english[0].article_id)
    numbers = joined.english[0].sentence_no, joined.arabic[0].sentence_no
    assert numbers in compared.decided
    assert numbers in [(m.english.sentence_no, m.arabic.sentence_no) for m in compared.matches if m.state == "matched"]


def test_another_counterpart_takes_the_place_of_the_first(mine):
    found = ledger.ledger(mine, MINE)
    point, band = point_of(found, "14 miners"), point_of(found, "فرقة موسيقية")
    made = Decision(
        point.subject, PAIRED, tuple(s.key for s in point.english), (band.arabic[0].key,), (point.arabic[0].key,))
    decisions.decide(mine, made)
    again = point_of(ledger.ledger(mine, MINE), "14 miners")
    assert [said.key for said in again.arabic] == [band.arabic[0].key]


def test_a_note_stays_when_the_decision_changes(mine):
    point = point_of(ledger.ledger(mine, MINE), "14 miners")
    decide(mine, point, "", note="ask the agency")
    assert point_of(ledger.ledger(mine, MINE), "14 miners").decision.note == "ask the agency"
    decide(mine, point, CONFIRMED)
    assert point_of(ledger.ledger(mine, MINE), "14 miners").decision.note == "ask the agency"
    decisions.withdraw(mine, point.subject)
    assert point_of(ledger.ledger(mine, MINE), "14 miners").decision is None


def test_a_dialog_that_was_open_for_long_overwrites_nobodys_decision(mine):
    point = ledger.ledger(mine, MINE).points[0]
    theirs = Decision(point.subject, CONFIRMED, (point.subject,), note="theirs")
    decisions.decide(mine, theirs, seen=())
    for seen in ((), (replace(theirs, note="older"),)):
        with pytest.raises(CorpusError) as refused:
            decisions.decide(mine, replace(theirs, note="mine"), keep_note=False, seen=seen)
        assert refused.value.code == "decided_meanwhile"
    assert decisions.decisions(mine)[point.subject] == theirs
    decisions.decide(mine, replace(theirs, note="mine"), keep_note=False, seen=(theirs,))
    assert decisions.decisions(mine)[point.subject].note == "mine"


def test_a_damaged_decision_is_left_out(mine):
    mine.record("ledger", "x|y", {"decided": "confirmed", "english": "x", "arabic": 3})
    assert not decisions.decisions(mine)
    assert ledger.ledger(mine, MINE).points


def test_counterparts_to_choose_from_begin_with_the_likeliest(mine):
    weighed = ledger.weigh(mine, ledger.article_ids(mine, MINE))
    point = point_of(ledger.ledger(mine, MINE), "14 miners")
    choices = ledger.counterparts(weighed, point.english[0].key)
    assert len(choices) == 3 and "14" in choices[0].text
    back = ledger.counterparts(weighed, point.arabic[0].key)
    assert "14 miners" in back[0].text


def test_a_story_of_one_side_or_of_none_has_points_of_one_side_or_none(mine):
    assert not ledger.ledger(mine, Scope(story="nothing")).points
    found = ledger.ledger(mine, Scope(story="mine", outlets=("Valley Post",)))
    assert {point.state for point in found.points} == {"only_en"}


def test_the_table_has_a_row_for_each_point(mine):
    found = ledger.ledger(mine, MINE)
    frame = ledger.as_frame(found.points)
    assert len(frame) == len(found.points)
    row = frame[frame.english.str.contains("14 miners")].iloc[0]
    assert row.state == "matched" and "↔" in row.evidence and row.english_articles == 2


def test_what_one_side_says_alone_shows_the_nearest_passage_and_why_it_was_not_enough(corpus):
    t = Messages("en")
    alone = [point for point in ledger.ledger(corpus, Scope()).points if point.state.startswith("only")]
    assert {point.reason for point in alone} > {"nothing", "too_short"}
    for point in alone:
        shown = html(point, t)
        assert t(f"ledger.reason.{point.reason}") in shown
        assert (t("ledger.nearest") in shown) == (point.reason != "nothing")
