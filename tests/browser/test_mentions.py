"""The Mentions page's network and map in a real browser."""
import re

from tests.browser.test_reading import address, chart


def test_the_map_draws_outlines_from_this_server_and_a_click_on_a_place_shows_its_sentences(reading_server, visit):
    answers = []
    page = visit(address(reading_server, "mentions", lang="en"))
    page.on("response", lambda response: answers.append((response.status, response.url)))
    page.get_by_role("radio", name="On the map").click()
    page.locator(".countries path").first.wait_for(state="attached")
    assert [(status, url) for status, url in answers if "/maps/" in url] == [
        (200, f"{reading_server.url}/app/static/maps/world_110m.json")]
    assert page.outside == []
    page.locator(".scattergeo .point").first.click(force=True)
    page.wait_for_url(re.compile("entity=country"))
    page.locator(".m-evidence mark").first.wait_for()


def test_a_click_on_a_name_or_a_line_of_the_network_shows_the_sentences(reading_server, visit):
    page = visit(address(reading_server, "mentions", lang="ar", view="network"))
    chart(page)
    arabic, english = page.locator(".js-plotly-plot").nth(0), page.locator(".js-plotly-plot").nth(1)
    english.wait_for()
    # English stands left in either language.
    assert english.bounding_box()["x"] < arabic.bounding_box()["x"]
    arabic.locator(".scatterlayer .trace").last.locator(".point").first.click(force=True)
    page.wait_for_url(re.compile("entity="))
    page.locator(".m-evidence mark").first.wait_for()


def test_on_a_phone_the_networks_stand_one_below_the_other(reading_server, visit):
    page = visit(address(reading_server, "mentions", lang="en", view="network"), width=390, height=844)
    chart(page)
    first, second = page.locator(".js-plotly-plot").nth(0), page.locator(".js-plotly-plot").nth(1)
    second.wait_for(state="attached")
    assert second.bounding_box()["y"] > first.bounding_box()["y"] + 300
    for plot in (first, second):
        assert plot.bounding_box()["width"] <= 390
