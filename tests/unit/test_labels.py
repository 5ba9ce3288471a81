"""Labels in competition, on the seeds and on sentences written for the case."""
import datetime as dt

import pandas as pd
import pyarrow as pa
import pytest

from components.comparison import labels
from components.comparison.scope import Scope
from components.corpus import Draft, worded
from components.corpus.schema import new_row, to_table
from components.reading.models import Mention, Quote, Reading, Sentence


def references(*rows):
    """A frame of references: (side, label, voice) of one concept, each in an article of its own."""
    return pd.DataFrame(
        [(side, f"a{n}", 0, n, n + 1, label, "armed-conflict", label, voice)
         for n, (side, label, voice) in enumerate(rows)],
        columns=labels.COLUMNS,
    )


def found(text, language, quotes=(), mentions=()):
    """(surface, label, voice) of a one-sentence article; quotes: (words, kind); mentions: (words, type)."""

    def at(words):
        return text.index(words), text.index(words) + len(words), words

    names = tuple(Mention(*at(words), f"{what}/x", what, "", "") for words, what in mentions)
    speech = tuple(Quote(*at(words), kind) for words, kind in quotes)
    reading = Reading(language, (Sentence(0, 0, len(text), 0),), names, quotes=speech)
    row = new_row(Draft(text=text, language=language), reading, "", dt.datetime(2024, 1, 1))
    told = worded.tables(to_table([row]).append_column("place", pa.array([0])))["labels"].to_pylist()
    return [(row["surface"], row["label"], row["voice"]) for row in told if not row["inside"]]


def test_the_seeds_name_the_war_differently_and_the_analyst_is_only_quoted(corpus):
    table = labels.references(corpus, Scope()).query("concept == 'armed-conflict'")
    said = [(row.side, row.label, row.voice, row.surface) for row in table.itertuples()]
    assert sorted(said) == [
        ("ar", "military operation", "own", "لعمليتها العسكرية"),
        ("ar", "war", "quoted", "الحرب"),
        ("en", "war", "own", "war"),
    ]


def test_what_the_seeds_name_most_differently_stands_first(corpus):
    shares = labels.shares(labels.references(corpus, Scope()))
    assert labels.contrasts(shares).concept.iloc[0] == "armed-conflict"


def test_references_lie_where_they_were_read(corpus):
    for row in labels.references(corpus, Scope()).itertuples():
        assert corpus.text(row.article_id)[row.start:row.end] == row.surface


def test_the_longest_label_wins():
    assert found("The special military operation went on.", "en") == [
        ("special military operation", "military operation", "own")]


def test_arabic_labels_are_met_with_particles_and_pronouns():
    assert ("وعمليتها العسكرية", "military operation", "own") in found("انتقدوا روسيا وعمليتها العسكرية.", "ar")


def test_a_label_in_speech_is_quoted_and_in_other_marks_held_at_arms_length():
    text = "He said “the invasion must end” of the “war” and of this conflict."
    assert found(text, "en", [("the invasion must end", "direct"), ("war", "scare")]) == [
        ("invasion", "invasion", "quoted"), ("war", "war", "scare"), ("conflict", "conflict", "own")]


def test_according_is_not_said_of_an_accord():
    assert found("According to the minister it rained.", "en") == []
    assert [label for _, label, _ in found("They reached an accord.", "en")] == ["deal"]


def test_indirect_speech_is_in_the_articles_own_words():
    assert found("He said the war must end.", "en", [("the war must end", "indirect")])[0] == ("war", "war", "own")


def test_a_label_inside_a_name_was_chosen_by_who_gave_the_name():
    text = "The War Museum and the war itself."
    assert found(text, "en", mentions=[("War Museum", "organisation")]) == [("war", "war", "own")]
    assert found("The war in Ukraine.", "en", mentions=[("war in Ukraine", "event")])[0][0] == "war"


def test_shares_are_of_all_references_of_the_side():
    frame = labels.shares(references(
        ("en", "war", "own"), ("en", "war", "quoted"), ("en", "invasion", "own"), ("en", "invasion", "own"),
        ("ar", "war", "own")))
    table = {(row.side, row.label, row.voice): (row.count, row.references, row.share) for row in frame.itertuples()}
    assert table == {
        ("en", "war", "own"): (1, 4, 0.25), ("en", "war", "quoted"): (1, 4, 0.25),
        ("en", "invasion", "own"): (2, 4, 0.5), ("ar", "war", "own"): (1, 1, 1.0)}
    assert frame.articles.tolist() == [1, 2, 1, 1]


def test_difference_is_drawn_towards_none_where_references_are_few():
    # By hand: pooled .5/.5; each side (1 + 5·.5)/6 against (5·.5)/6, so the shares are 7/12 and 5/12.
    few = labels.contrasts(labels.shares(references(("en", "war", "own"), ("ar", "invasion", "own"))))
    assert few.difference.tolist() == pytest.approx([2 / 12])
    # Twenty against twenty: (20 + 2.5)/25 against 2.5/25.
    rows = [("en", "war", "own")] * 20 + [("ar", "invasion", "own")] * 20
    assert labels.contrasts(labels.shares(references(*rows))).difference.tolist() == pytest.approx([20 / 25])


def test_other_peoples_words_make_no_difference_between_the_sides():
    rows = [("en", "war", "own"), ("ar", "war", "own"), ("ar", "invasion", "quoted")]
    assert labels.contrasts(labels.shares(references(*rows))).difference.tolist() == [0]
    silent = labels.contrasts(labels.shares(references(("en", "war", "own"), ("ar", "war", "quoted"))))
    assert silent.difference.isna().all()
    assert silent[["references_ar", "references_en"]].values.tolist() == [[1, 1]]


def test_only_things_with_several_labels_are_in_competition():
    assert all(len(options) > 1 for options in labels.table().values())
    assert labels.table()["armed-conflict"]["war"].name("ar") == "حرب"
    assert labels.table()["armed-conflict"]["war"].name("en") == "war"
    stances = {label.stance for options in labels.table().values() for label in options.values()}
    assert stances <= {"neutral", "critical", "supportive", "euphemistic", "loaded", "legal"}


def test_a_story_without_labels_has_no_references(corpus):
    corpus.save([Draft(text="Rain fell on the hills all day.", language="en", story="weather")])
    frame = labels.references(corpus, Scope(story="weather"))
    assert frame.empty
    assert labels.shares(frame).empty
    assert labels.contrasts(labels.shares(frame)).empty
