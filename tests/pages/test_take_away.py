"""Every table and chart of every page has its menu, and an open menu has its files."""
import pytest

# A page and its parameters, and the menus that are there with the seed story.
MENUS = {
    ("overview", ()): {"balance", "differences", "ledger"},
    ("side-by-side", ()): {"side-by-side"},
    ("ledger", ()): {"ledger"},
    ("timeline", (("interval", "2019-04-01..2019-04-30"),)): {"publications", "days", "sentences"},
    ("mentions", (("entity", "country/RU"),)): {"mentions", "sentences"},
    ("mentions", (("view", "network"),)): {"network"},
    ("mentions", (("view", "map"),)): {"places"},
    ("mentions", (("view", "outlets"),)): {"outlets"},
    ("wording", ()): {"labels", "sentences"},
    ("wording", (("part", "names"),)): {"designations", "sentences"},
    ("wording", (("part", "words"),)): {"words", "cloud-ar", "cloud-en"},
    ("voices", ()): {"speakers", "stances", "sources", "quotations", "terms"},
    ("search", (("q", "putin"),)): {"search", "search-counts"},
    ("articles", ()): {"articles"},
}
# Those of them that stand under a chart whose figures no table of the page has.
FIGURES = {"days", "mentions", "places", "outlets", "labels", "stances", "sources", "search-counts"}


@pytest.mark.parametrize(("place", "wanted"), MENUS.items(), ids=[f"{name}-{given}" for name, given in MENUS])
def test_whatever_a_page_shows_can_be_taken_away(visit, place, wanted):
    name, parameters = place
    page = visit(name, lang="ar", **dict(parameters))
    assert not page.faults
    assert {key for key in wanted if f"take-{key}" in page.app.session_state} == wanted
    assert not page.app.get("download_button") or page.app.get("download_button")[0].proto.label != "CSV"
    for key in wanted:
        page.app.session_state[f"take-{key}"] = True
    page.app.run()
    assert not page.faults
    labels = [button.proto.label for button in page.app.get("download_button")]
    tables = [key for key in wanted if not key.startswith("cloud-")]
    assert labels.count("CSV") == labels.count("XLSX") == len(tables)

    drawn = sorted(wanted & FIGURES)
    assert sorted(key for key in wanted if f"figures-{key}" in page.app.session_state) == drawn
    before = page.html.count("<table")
    for key in drawn:
        page.app.session_state[f"figures-{key}"] = True
    page.app.run()
    assert not page.faults
    assert page.html.count("<table") == before + len(drawn)
