"""SQL from memory is the SQL that would have been compiled, and frames are as Ibis gives them."""
import ibis
import pandas as pd
import pytest

from components.comparison import mentions
from components.comparison.scope import Scope, Side, named_sides, sided
from components.corpus import Selection, compiled, views

NASTY = ["plain", "", "it's", "''", "a\\b", "a\nb", '"quoted"', "%_?$1{}", "قصة السد", "\u2068x\u2069", "--", "a;b"]
SIDES = named_sides(Side("", outlets=("BBC", "it's")), Side("", tags=("water",)))


def kinds_of_questions(corpus, text):
    """Expressions as the pages ask them, with a text in every place that has one."""
    scope = Scope(story=text, outlets=("BBC", text), without=(text, "other"))
    tallies, articles = mentions.added_up(corpus, scope), corpus.table("articles", scope.selection())
    return [
        articles.group_by("story").agg(n=articles.count()).order_by(ibis.desc("n")),
        articles.filter(articles.title.lower().contains(text) | (articles.outlet == "")).limit(3, offset=2),
        tallies.group_by("side", "entity_id").agg(n=tallies.mentions.sum()),
        mentions.mentions_in(corpus, Scope(story=text, demonyms=False, types=("person", text))),
        mentions.mentions_in(corpus, Scope(story=text, capitals=True)),
        sided(corpus, Scope(story=text, sides=SIDES), "dates"),
        corpus.table("sentences", Selection(article_ids=(text, "b", "c"))).order_by("article_id", "start"),
    ]


def test_sql_from_memory_is_what_would_have_been_compiled(corpus):
    backend = ibis.duckdb.connect()
    for text in NASTY:
        for expression in kinds_of_questions(corpus, text):
            assert compiled.sql(backend, expression) == backend.compile(expression)


def test_of_a_shape_that_was_met_nothing_is_compiled_again(corpus, monkeypatch):
    backend = ibis.duckdb.connect()
    for expression in kinds_of_questions(corpus, "quokka"):
        compiled.sql(backend, expression)
    monkeypatch.setattr(backend, "compile", lambda expression: pytest.fail("compiled"))
    for expression in kinds_of_questions(corpus, "numbat"):
        found = compiled.sql(backend, expression)
        assert "numbat" in found and "quokka" not in found


def test_texts_that_are_the_same_are_not_taken_for_different_ones(corpus):
    backend, articles = ibis.duckdb.connect(), corpus.table("articles")
    for one, other in (("a", "b"), ("c", "c"), ("d", "e"), ("f", "f")):
        expression = articles.filter((articles.story == one) | (articles.outlet == other))
        assert compiled.sql(backend, expression) == backend.compile(expression)


@pytest.mark.parametrize("name", views.TABLES)
def test_frames_are_as_ibis_gives_them(corpus, name):
    table = corpus.table(name)
    mine = corpus.execute(table)
    with corpus._engine._connection() as backend:
        theirs = backend.execute(table)
    keys = [column for column in mine if mine[column].map(type).isin([str, int, float, bool]).all()]
    mine, theirs = (frame.sort_values(keys, ignore_index=True) for frame in (mine, theirs))
    pd.testing.assert_frame_equal(mine, theirs)


def test_gaps_and_no_rows_are_as_ibis_gives_them(corpus):
    articles = corpus.table("articles")
    english = articles.language == "en"
    with_gaps = articles.mutate(
        day=ibis.ifelse(english, articles.published, None), n=ibis.ifelse(english, articles.word_count, None),
        told=ibis.ifelse(english, articles.title, None), listed=ibis.ifelse(english, articles.tags, None),
    ).order_by("article_id")
    for expression in (with_gaps, with_gaps.filter(with_gaps.story == "none")):
        mine = corpus.execute(expression)
        with corpus._engine._connection() as backend:
            pd.testing.assert_frame_equal(mine, backend.execute(expression))
            assert corpus._engine.to_arrow(expression).equals(backend.to_pyarrow(expression))
