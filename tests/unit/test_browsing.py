"""The list of articles to work on: narrowed, put in order and paged by the corpus."""
import datetime as dt

import pytest

from components.comparison import browsing
from components.comparison.browsing import Wanted
from components.comparison.scope import Scope
from components.corpus import Draft

BODY = "The minister visited port number {} on Monday. " + "Workers there asked for better wages and got none. " * 6


@pytest.fixture
def ids(corpus):
    corpus.delete(list(corpus.articles().article_id))
    return corpus.save([
        Draft(BODY.format(1), "en", title="Strike in the port", outlet="AP", author="Jane Doe", tags=("wire", "port"),
              story="Ports", published=dt.date(2024, 5, 1), published_basis="stated"),
        Draft(BODY.format(2), "en", title="a strike ends", outlet="BBC News", published=dt.date(2024, 5, 3),
              published_basis="inferred", tags=("port",), story="Ports"),
        Draft("The minister left.", "en", outlet="ap online"),
        Draft("زار الوزير الميناء يوم الاثنين وتحدّث مع العمال حول الأجور. " * 10, "ar", title="زيارة إلى الميناء"),
    ]).added


@pytest.mark.parametrize(("wanted", "found"), [
    (Wanted(), [0, 1, 2, 3]),
    (Wanted(words="STRIKE"), [0, 1]),
    (Wanted(words="minister left"), [2]),
    (Wanted(words="الاجور"), [3]),
    (Wanted(words="no such words"), []),
    (Wanted(outlet="ap"), [0, 2]),
    (Wanted(author="doe"), [0]),
    (Wanted(tag="port"), [0, 1]),
    (Wanted(tag="por"), []),
    (Wanted(language="ar"), [3]),
    (Wanted(problem="no_date"), [2, 3]),
    (Wanted(problem="inferred_date"), [1]),
    (Wanted(problem="no_outlet"), [3]),
    (Wanted(problem="no_title"), [2]),
    (Wanted(problem="no_story"), [2, 3]),
    (Wanted(problem="short"), [2]),
    (Wanted(words="minister", language="en", tag="port", outlet="BBC"), [1]),
])
def test_articles_are_found_by_what_is_known_of_them(corpus, ids, wanted, found):
    assert set(browsing.ids(corpus, Scope(), wanted)) == {ids[number] for number in found}
    assert browsing.count(corpus, Scope(), wanted) == len(found)


@pytest.mark.parametrize(("order", "descending", "expected"), [
    ("title", False, [1, 0, 3, 2]),
    ("title", True, [3, 0, 1, 2]),
    ("published", False, [0, 1]),
    ("published", True, [1, 0]),
    ("outlet", False, [0, 2, 1, 3]),
    ("words", False, [2]),
    ("story", True, [0, 1]),
    ("tags", False, [1, 0]),
])
def test_articles_stand_in_the_order_asked_for_and_what_has_no_value_last(corpus, ids, order, descending, expected):
    listed = browsing.listed(corpus, Scope(), Wanted(), order, descending, 0, 10)
    found = [ids.index(article_id) for article_id in listed.article_id]
    if order == "story":
        assert set(found[:2]) == set(expected)
    else:
        assert found[:len(expected)] == expected


def test_every_article_stands_on_exactly_one_page_whatever_the_order(corpus, ids):
    for order in browsing.ORDERS:
        pages = [browsing.listed(corpus, Scope(), Wanted(), order, True, after, 1) for after in range(5)]
        assert [len(page) for page in pages] == [1, 1, 1, 1, 0]
        assert len({page.article_id.iloc[0] for page in pages[:4]}) == 4


def test_an_untitled_article_is_listed_under_its_first_words(corpus, ids):
    listed = browsing.listed(corpus, Scope(), Wanted(problem="no_title"), "title", False, 0, 10)
    assert list(listed.title) == ["The minister left."]


def test_the_scope_narrows_the_list_too(corpus, ids):
    assert browsing.count(corpus, Scope(story="Ports", last_day=dt.date(2024, 5, 2)), Wanted()) == 1
    assert browsing.count(corpus, Scope(story=""), Wanted()) == 2


def test_tags_are_counted_over_all_articles_or_some(corpus, ids):
    assert list(browsing.tags(corpus, Scope()).itertuples(index=False, name=None)) == [("port", 2), ("wire", 1)]
    assert list(browsing.tags(corpus, Scope(), ids[1:]).tag) == ["port"]
