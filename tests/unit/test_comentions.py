"""Who shares a sentence with whom, where places lie, and how both are drawn."""
import numpy as np
import pytest

from components.charts import network as network_chart
from components.charts import places as places_chart
from components.comparison import comentions, mentions, places
from components.comparison.scope import Scope
from components.reading.authority import load
from components.text.messages import Messages

SEED = Scope(story="kim-putin-2023")
KIM, PUTIN, RUSSIA = "person/kim-jong-un", "person/vladimir-putin", "country/RU"


@pytest.fixture
def seed(corpus):
    return comentions.network(corpus, SEED)


def test_a_pair_counts_each_sentence_that_names_both_once(corpus, seed):
    assert len(seed.edges) > 20
    for row in seed.edges.head(8).itertuples():
        shown = comentions.together(corpus, SEED, row.first, row.second)
        assert (shown.language == row.side).sum() == row.sentences


def test_the_sentences_of_a_pair_mark_both_names(corpus):
    shown = comentions.together(corpus, SEED, KIM, PUTIN)
    assert len(shown) and all(len(marks) >= 2 for marks in shown.marks)


def test_of_very_many_articles_that_name_both_the_newest_are_read_and_all_are_counted(corpus, monkeypatch):
    whole = comentions.together(corpus, SEED, KIM, PUTIN)
    monkeypatch.setattr(comentions, "MOST_READ", 1)
    newest = comentions.together(corpus, SEED, KIM, PUTIN, most=1)
    assert len(newest) == 1 and newest.iloc[0].text == whole.iloc[0].text
    assert newest.attrs["all"] == whole.attrs["all"] > len(newest)


def test_what_chance_alone_would_bring_together_is_worked_out_from_both_names(corpus, seed):
    named = mentions.by_entity(corpus, SEED).set_index(["side", "entity_id"]).sentences
    read = mentions.totals(corpus, SEED).set_index("side").sentences
    pair = seed.edges[(seed.edges["first"] == RUSSIA) & (seed.edges.second == KIM) & (seed.edges.side == "ar")]
    assert pair.expected.iloc[0] == pytest.approx(named["ar", RUSSIA] * named["ar", KIM] / read["ar"])


def test_no_more_names_are_drawn_than_can_be_told_apart(corpus):
    found = comentions.network(corpus, SEED, most=6)
    assert 2 <= found.nodes.entity_id.nunique() <= 6


def test_the_same_network_always_has_the_same_layout_within_its_frame(seed):
    first, second = network_chart.layout(seed), network_chart.layout(seed)
    assert first.equals(second)
    assert np.abs(first.to_numpy()).max() <= 1
    assert len(first.drop_duplicates()) == seed.nodes.entity_id.nunique()


def test_names_that_share_sentences_stand_nearer_than_others(seed):
    where = network_chart.layout(seed)
    tied = [np.hypot(*(where.loc[row.first] - where.loc[row.second])) for row in seed.edges.itertuples()]
    every = [np.hypot(*(where.iloc[i] - where.iloc[j])) for i in range(len(where)) for j in range(i)]
    assert np.mean(tied) < np.mean(every)


def test_both_sides_show_every_name_in_the_same_place_and_faintly_where_they_lack_it(seed):
    where, t = network_chart.layout(seed), Messages("ar")
    drawn = {}
    for side in ("en", "ar"):
        figure = network_chart.side_network(seed, side, where, t)
        nodes = [trace for trace in figure.data if trace.mode == "markers+text"]
        drawn[side] = {text: (x, y) for trace in nodes for text, x, y in zip(trace.text, trace.x, trace.y, strict=True)}
        own = set(seed.nodes[seed.nodes.side == side].entity_id)
        assert {i for trace in nodes for i in trace.customdata or ()} == own
        assert {trace.opacity == 1 for trace in nodes if trace.customdata} == {True}
    assert drawn["en"] == drawn["ar"]


def test_every_country_and_every_listed_place_has_a_point_on_the_globe():
    for entity_id, entity in load().entities.items():
        if entity.type in places.PLACED:
            lat, lon = places.where(entity_id)
            assert -90 <= lat <= 90 and -180 <= lon <= 180, entity_id


@pytest.mark.parametrize(("entity_id", "lat", "lon"), [
    ("country/RU", 60, 95), ("country/KP", 40, 127), ("country/EG", 27, 30), ("place/vladivostok", 43, 132)])
def test_places_lie_where_they_lie(entity_id, lat, lon):
    found = places.where(entity_id)
    assert abs(found[0] - lat) < 3 and abs(found[1] - lon) < 6


def test_a_place_that_no_table_knows_is_not_put_anywhere():
    assert all(np.isnan(places.where("place/some-village-nobody-lists")))


def test_the_map_gives_each_side_a_wing_of_its_own_size_that_tells_of_both(corpus):
    frame = places.located(mentions.by_entity(corpus, SEED))
    figure = places_chart.wings(frame, "share_of_sentences", Messages("en"))
    sides = {trace.name: trace for trace in figure.data if trace.customdata}
    assert set(sides) == {"English", "Arabic"}
    assert sides["English"].marker.angle == -sides["Arabic"].marker.angle
    at = list(sides["Arabic"].customdata).index("country/KP")
    assert "English" in sides["Arabic"].hovertext[at] and "Arabic" in sides["Arabic"].hovertext[at]


def test_the_outlines_that_the_map_asks_for_are_served_by_the_app():
    from components.charts.palette import CONFIG

    folder = places_chart.__file__.replace("charts/places.py", "static/maps")
    assert CONFIG["topojsonURL"] == "/app/static/maps/"
    for resolution in (50, 110):
        with open(f"{folder}/world_{resolution}m.json", encoding="utf-8") as file:
            assert '"coastlines"' in file.read()
