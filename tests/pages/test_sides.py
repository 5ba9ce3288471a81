"""Outlets and tags as sides, chosen in the sidebar and kept in the address."""
import pytest

from tests.unit.test_sides import both  # noqa: F401

SIDES = {"compare": "outlet:AP", "against": "outlet:BBC"}


@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize("name", ["overview", "mentions", "timeline"])
def test_counting_pages_call_the_sides_by_their_names(visit, both, name, lang):  # noqa: F811
    page = visit(name, lang, reprints="1", **SIDES)
    assert not page.faults
    assert "AP" in page.html and "BBC" in page.html
    assert page.app.query_params["compare"] == "outlet:AP" or page.app.query_params["compare"] == ["outlet:AP"]
    if name == "overview" and lang == "en":
        assert "Only \u2068BBC\u2069 names" in page.html and "Arabic coverage" not in page.html


@pytest.mark.parametrize("name", ["side-by-side", "ledger", "wording", "voices", "search"])
def test_pages_that_match_the_two_languages_say_so(visit, both, name):  # noqa: F811
    assert any("compares Arabic with English" in info.value for info in visit(name, **SIDES).app.info)
    assert not any("compares Arabic with English" in info.value for info in visit(name).app.info)


def test_one_side_alone_changes_nothing_and_says_what_is_missing(visit, both):  # noqa: F811
    page = visit("overview", compare="tag:wire")
    assert "English coverage" in page.html
    assert any("Choose something for both sides" in caption.value for caption in page.app.sidebar.caption)
    assert not visit("overview", compare="outlet:nobody", against="nonsense").faults
