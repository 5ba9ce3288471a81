"""Intervals come from whole articles, and only where there are enough of them."""
import datetime as dt
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from components.comparison import mentions, overview, sampling
from components.comparison.scope import FEWEST_ARTICLES, Scope
from components.corpus import Draft

STORY = Scope(story="summit")
PLACES = ("Cairo", "Amman", "Baghdad", "Tunis", "Algiers", "Rabat", "Muscat", "Doha", "Beirut", "Khartoum")
ARABIC = ("القاهرة", "عمان", "بغداد", "تونس", "الجزائر", "الرباط", "مسقط", "الدوحة", "بيروت", "الخرطوم")
EGYPT, YEMEN = "country/EG", "country/YE"


def english(number):
    about = "Egypt said it would send doctors. " * 3 if number % 5 else "The weather was mild. "
    return f"Delegates met in {PLACES[number]} on day {number}. {about}Yemen stayed away from talks number {number}."


def arabic(number):
    return (f"اجتمعت الوفود في {ARABIC[number]} في اليوم رقم {number}. لم تعلن الوفود أي قرار بعد الجلسة {number}. "
            f"وغابت اليمن عن الجولة رقم {number} من المحادثات. وكان الطقس معتدلا في اليوم {number}.")


def summit(corpus, articles):
    drafts = []
    for number in range(articles):
        day = dt.date(2024, 5, 1 + number)
        drafts.append(Draft(english(number), "en", outlet="Gazette", published=day, story="summit"))
        drafts.append(Draft(arabic(number), "ar", outlet="الصحيفة", published=day, story="summit"))
    corpus.save(drafts)
    return corpus


@pytest.fixture
def ten(corpus):
    return summit(corpus, 10)


def ends(frame, side, entity_id, measure):
    row = frame[(frame.side == side) & (frame.entity_id == entity_id) & (frame.measure == measure)]
    return float(row.low.iloc[0]), float(row.high.iloc[0])


def test_with_fewer_articles_than_the_gate_asks_there_is_no_interval(corpus):
    summit(corpus, FEWEST_ARTICLES - 1)
    assert sampling.intervals(corpus, STORY, (EGYPT, YEMEN)).empty
    assert sampling.differences(corpus, STORY, (EGYPT, YEMEN)).empty
    assert {finding.clear for finding in overview.differences(corpus, STORY)} <= {None}


def test_an_interval_holds_the_figure_that_it_belongs_to(ten):
    named = mentions.by_entity(ten, STORY).set_index(["side", "entity_id"])
    frame = sampling.intervals(ten, STORY, (EGYPT, YEMEN))
    for measure in sampling.MEASURED:
        for side, entity_id in (("en", EGYPT), ("en", YEMEN), ("ar", YEMEN)):
            low, high = ends(frame, side, entity_id, measure)
            assert low <= named[measure][side, entity_id] <= high


def test_what_differs_from_article_to_article_has_the_wider_interval(ten):
    frame = sampling.intervals(ten, STORY, (EGYPT, YEMEN))
    spread = {entity_id: ends(frame, "en", entity_id, "per_1000_words") for entity_id in (EGYPT, YEMEN)}
    assert spread[EGYPT][1] - spread[EGYPT][0] > spread[YEMEN][1] - spread[YEMEN][0]


def test_a_side_that_never_names_it_has_no_interval(ten):
    frame = sampling.intervals(ten, STORY, (EGYPT,))
    assert set(frame.side) == {"en"}


def test_the_same_articles_give_the_same_interval_each_time(ten):
    first, second = (sampling.intervals(ten, STORY, (EGYPT, YEMEN)) for _ in range(2))
    assert first.equals(second)


def test_a_difference_is_clear_where_resampling_never_undoes_it(ten):
    frame = sampling.differences(ten, STORY, (EGYPT, YEMEN)).set_index("entity_id")
    assert frame.clear[EGYPT] and frame.high[EGYPT] < 0
    assert not frame.clear[YEMEN] and frame.low[YEMEN] <= 0 <= frame.high[YEMEN]


def test_the_overview_says_which_differences_are_clear(ten):
    found = {finding.entity_id: finding for finding in overview.differences(ten, STORY)}
    assert found[EGYPT].clear is True and found[EGYPT].side == "en"


def test_where_reprints_count_nothing_is_resampled(ten):
    assert sampling.intervals(ten, replace(STORY, reprints=True), (EGYPT,)).empty


def test_bundles_of_articles_give_nearly_the_same_interval(ten, monkeypatch):
    alone = sampling.intervals(ten, STORY, (EGYPT,))
    monkeypatch.setattr(sampling, "BUNDLED_FROM", 0)
    bundled = sampling.intervals(ten, STORY, (EGYPT,))
    assert (bundled.low - alone.low).abs().max() < 0.25 * alone.high.max()
    assert (bundled.high - alone.high).abs().max() < 0.25 * alone.high.max()


def test_resampling_gives_the_published_standard_error():
    # Survival of seven treated mice in days, Efron & Tibshirani 1993, An Introduction to the Bootstrap, tables 2.1 and
    # 2.2: the standard error of the mean is 23.36 with endlessly many samples; of 1,000 it is known to some 2%.
    days = np.array([94, 197, 16, 38, 99, 141, 23])
    means = sampling._draws(len(days), sampling.SEED) @ days / len(days)
    assert means.std() == pytest.approx(23.36, rel=0.06)
    assert means.mean() == pytest.approx(86.86, rel=0.03)


def counted(side, *labels_by_article):
    """One row per thing counted: of the first article's labels, of the second's and so on."""
    return pd.DataFrame(
        [(side, f"{side}{n}", "war", label) for n, labels in enumerate(labels_by_article) for label in labels],
        columns=["side", "article_id", "concept", "label"],
    )


def test_a_share_that_rests_on_one_article_of_many_words_has_a_wide_interval():
    even = sampling.shares(counted("en", *["ab"] * 8), ["label"], ["concept"])
    assert list(even.low) == list(even.high) == [0.5, 0.5]
    one = sampling.shares(counted("en", "a" * 8, *["b"] * 8), ["label"], ["concept"]).set_index("label")
    assert one.low.a == 0 and one.high.a > 0.7


def test_a_whole_that_few_articles_speak_of_has_no_interval():
    few = counted("ar", *["ab"] * (FEWEST_ARTICLES - 1))
    assert sampling.shares(few, ["label"], ["concept"]).empty
    enough = pd.concat([few, counted("en", *["ab"] * FEWEST_ARTICLES)])
    assert set(sampling.shares(enough, ["label"], ["concept"]).side) == {"en"}
