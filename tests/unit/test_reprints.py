"""One wire text counts once, however many outlets carry it."""
import datetime as dt
from dataclasses import replace

import pytest

from components.comparison import mentions, reprints, timeline
from components.comparison.scope import Scope
from components.corpus import Draft

WIRE = (
    "Rescue workers in Derna pulled two sisters from a collapsed house on Tuesday, the Libyan Red Crescent said. "
    "The storm had broken two dams above the city and swept whole streets into the sea within minutes. "
    "Officials in Tripoli asked neighbouring Egypt for mobile hospitals and generators, and promised an inquiry."
)
OTHER = "Farmers near Benghazi said on Monday that the rain had spared most of their olive trees this year."
ARABIC = "قال الهلال الأحمر الليبي إن فرق الإنقاذ انتشلت شقيقتين من منزل منهار في درنة يوم الثلاثاء."
FLOOD = Scope(story="flood")


@pytest.fixture
def flood(corpus):
    corpus.save([
        Draft(WIRE + " (Writing in London)", "en", outlet="Later Post", published=dt.date(2023, 9, 14), story="flood"),
        Draft(WIRE, "en", outlet="Early Wire", published=dt.date(2023, 9, 12), story="flood"),
        Draft("LONDON — " + WIRE, "en", outlet="Undated Herald", story="flood"),
        Draft(OTHER, "en", outlet="Early Wire", published=dt.date(2023, 9, 13), story="flood"),
        Draft(ARABIC, "ar", outlet="النشرة", published=dt.date(2023, 9, 12), story="flood"),
    ])
    return corpus


def counted_once(corpus, scope):
    return replace(scope, without=reprints.find(corpus, scope).surplus)


def outlets(corpus, article_ids):
    return [corpus.article(article_id).outlet for article_id in article_ids]


def test_reprints_stand_in_one_group_the_earliest_first_and_the_undated_last(flood):
    found = reprints.find(flood, FLOOD)
    assert found.searched
    assert [outlets(flood, group) for group in found.groups] == [["Early Wire", "Later Post", "Undated Herald"]]


def test_only_the_earliest_reprint_counts_in_every_figure(flood):
    once = counted_once(flood, FLOOD)
    assert mentions.totals(flood, FLOOD).articles.tolist() == [1, 4]
    assert mentions.totals(flood, once).articles.tolist() == [1, 2]
    named = mentions.by_entity(flood, once)
    assert named[(named.side == "en") & (named.entity_id == "country/EG")]["count"].tolist() == [1]
    assert "Later Post" not in set(timeline.published(flood, once).outlet)


def test_a_reprint_whose_original_lies_outside_the_scope_counts(flood):
    late = replace(FLOOD, first_day=dt.date(2023, 9, 14))
    assert reprints.find(flood, late).surplus == ()
    assert mentions.totals(flood, counted_once(flood, late)).set_index("side").articles["en"] == 1


def test_among_too_many_articles_no_reprint_is_looked_for(flood, monkeypatch):
    monkeypatch.setattr(reprints, "MOST_ARTICLES", 3)
    found = reprints.find(flood, FLOOD)
    assert not found.searched and found.surplus == ()
