"""The charts of the Wording page."""
import pandas as pd
import pytest

from components.charts import wording as charts
from components.comparison import keywords, labels
from components.comparison.scope import Scope
from components.text.messages import Messages

T = Messages("en")


def words(*rows):
    """A frame of keywords given as (lemma, count, articles, lrc)."""
    frame = pd.DataFrame(rows, columns=["lemma", "count", "articles", "lrc"])
    return frame.assign(gloss="", log_ratio=frame.lrc)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_bars_fill_with_the_shares_of_each_side_and_hatch_what_is_quoted(corpus, language):
    t = Messages(language)
    shares = labels.shares(labels.references(corpus, Scope()))
    shown = {(c, n): label.name(language) for c, named in labels.table().items() for n, label in named.items()}
    figure = charts.label_shares(shares, {"armed-conflict": "armed conflict"}, shown, t)
    segments = [
        (bar.name, bar.customdata[n][1], bar.x[n], bar.marker.pattern.shape[n])
        for bar in figure.data for n in range(len(bar.x))]
    assert sorted(segments, key=lambda item: item[1:]) == [
        (t("stance.euphemistic"), "military operation", 0.5, ""),
        (t("stance.neutral"), "war", 0.5, "/"),
        (t("stance.neutral"), "war", 1.0, ""),
    ]


def test_segments_of_a_bar_stand_one_after_another(corpus):
    shares = labels.shares(labels.references(corpus, Scope()))
    shown = {(c, n): n for c, named in labels.table().items() for n in named}
    figure = charts.label_shares(shares, {"leader-title": "leader"}, shown, T)
    rows = {}
    for bar in figure.data:
        for start, width, y in zip(bar.base, bar.x, bar.y, strict=True):
            rows.setdefault(y, []).append((start, start + width))
    assert len(rows) == 2
    for stretches in rows.values():
        stretches.sort()
        assert all(left[1] == pytest.approx(right[0]) for left, right in zip(stretches, stretches[1:], strict=False))
        assert stretches[-1][1] == pytest.approx(1)


def test_at_most_two_hundred_words_are_drawn_and_few_of_them_labelled():
    frame = words(*[(f"word{n}", 2 + n % 9, 3, 5 - n / 100) for n in range(300)])
    points = charts.words(frame, "en", "lrc", T).data[0]
    assert len(points.x) == charts.MOST_POINTS
    assert 0 < sum(map(bool, points.text)) <= charts.MOST_LABELS


def test_words_in_one_place_are_not_written_over_each_other():
    frame = words(("tsunami", 10, 2, 5.0), ("earthquake", 10, 2, 5.0), ("say", 200, 2, 1.0))
    assert list(map(bool, charts.words(frame, "en", "lrc", T).data[0].text)) == [True, False, True]
    apart = charts.words(words(("tsunami", 10, 2, 5.0), ("bat", 100, 2, 1.0)), "en", "lrc", T).data[0]
    assert all(apart.text)


def test_a_word_of_a_single_article_is_a_hollow_point():
    points = charts.words(words(("tsunami", 10, 2, 5.0), ("bat", 17, 1, 3.0)), "en", "lrc", T).data[0]
    assert points.marker.symbol == ("circle", "circle-open")


def test_names_in_hover_texts_are_escaped():
    points = charts.words(words(("<b>x", 10, 2, 5.0)), "en", "lrc", T).data[0]
    assert "&lt;b&gt;x" in points.hovertext[0]


def test_a_frame_without_words_draws_an_empty_chart(corpus):
    frame = keywords.ranked(keywords.Counts({}, {}, 0, 0), {}, 100, "en")
    assert len(charts.words(frame, "en", "lrc", T).data[0].x) == 0
