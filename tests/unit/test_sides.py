"""Outlets and tags as sides: every count is by side, and with the languages nothing is another than before."""
import datetime as dt

import pytest

from components.comparison import comentions, mentions, overview, sampling, timeline
from components.comparison import evidence as sentences
from components.comparison.scope import SIDES, Scope, Side, named_sides
from components.corpus import Draft, Selection

PUTIN = "Vladimir Putin visited Moscow on {} May 2024 and met Sergei Lavrov there. It was visit number {}."
BIDEN = "Joe Biden visited Moscow on {} May 2024 and met Sergei Lavrov there. It was visit number {}."


@pytest.fixture
def both(corpus):
    """Two English outlets, one of them also in Arabic; another outlet that is on no side."""
    corpus.delete(list(corpus.articles().article_id))
    day = dt.date(2024, 5, 9)
    corpus.save([
        *(Draft(PUTIN.format(n, n), "en", outlet="AP", published=day, tags=("wire",)) for n in range(1, 7)),
        *(Draft(BIDEN.format(n, n), "en", outlet="BBC", published=day) for n in range(1, 6)),
        Draft("زار فلاديمير بوتين موسكو والتقى سيرغي لافروف هناك.", "ar", outlet="BBC", published=day),
        Draft("Angela Merkel stayed in Berlin.", "en", outlet="DW", published=day),
    ])
    return corpus


def scope(one, other, **more):
    return Scope(sides=named_sides(other, one), **more)


AP, BBC, WIRE = Side("", outlets=("AP",)), Side("", outlets=("BBC",)), Side("", tags=("wire",))


def test_each_side_counts_its_own_articles_and_neither_counts_others(both):
    read = mentions.totals(both, scope(AP, BBC)).set_index("side")
    assert list(read.index) == list(SIDES)
    assert (read.articles["en"], read.articles["ar"]) == (6, 6)
    named = mentions.by_entity(both, scope(AP, BBC)).set_index(["entity_id", "side"])
    assert named.articles["person/vladimir-putin", "en"] == 6 and named.articles["person/vladimir-putin", "ar"] == 1
    assert "person/angela-merkel" not in named.index.get_level_values(0)


def test_a_tag_is_a_side_too_and_an_article_of_both_counts_on_the_first(both):
    read = mentions.totals(both, scope(WIRE, Side("", outlets=("AP", "BBC")))).set_index("side")
    assert (read.articles["en"], read.articles["ar"]) == (6, 6)
    assert mentions.totals(both, scope(BBC, Side("", ("en",), outlets=("BBC",)))).articles.sum() == 6


def test_differences_intervals_pairs_and_days_follow_the_sides(both):
    chosen = scope(AP, BBC)
    found = {(f.entity_id, f.side) for f in overview.differences(both, chosen)}
    assert ("person/joe-biden", "ar") in found
    assert set(sampling.intervals(both, chosen, ("person/joe-biden",)).side) == {"ar"}
    pairs = comentions.network(both, chosen).edges
    assert set(pairs.side) == {"ar", "en"}
    assert dict(timeline.per_day(both, chosen)[["side", "articles"]].itertuples(index=False)) == {"ar": 6, "en": 6}
    assert len(timeline.published(both, chosen)) == 12
    assert set(timeline.spoken_of(both, chosen).side) == {"ar", "en"}


def test_sentences_carry_the_side_that_they_count_on(both):
    found = sentences.naming(both, scope(AP, BBC), "person/vladimir-putin")
    assert set(zip(found.outlet, found.language, found.side, strict=True)) == {("AP", "en", "en"), ("BBC", "ar", "ar")}
    assert "side" not in sentences.naming(both, Scope(), "person/vladimir-putin")


def test_by_language_everything_is_as_the_languages_say(both):
    read = mentions.totals(both, Scope()).set_index("side")
    assert (read.articles["en"], read.articles["ar"]) == (12, 1)
    assert both.articles(Scope().selection("ar")).language.unique() == ["ar"]


def test_the_rest_of_the_scope_narrows_named_sides_too(both):
    assert mentions.totals(both, scope(AP, BBC, last_day=dt.date(2024, 5, 1))).articles.sum() == 0
    assert mentions.totals(both, scope(AP, BBC, outlets=("AP",))).articles.sum() == 6
    assert len(both.articles(Selection(of_outlets=("DW",), of_tags=("wire",)))) == 7
    assert len(both.articles(Selection(not_of_outlets=("DW",), not_of_tags=("wire",)))) == 6
