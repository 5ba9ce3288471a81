"""Searching in a real browser."""
import re

from tests.browser.menus import taken_away
from tests.browser.waiting import settled, until


def test_a_query_is_typed_and_answered_on_both_sides_sorted_and_taken_away(reading_server, visit):
    page = visit(f"{reading_server.url}/search?lang=en")
    box = page.get_by_label("What are you looking for?")
    box.fill("Kim")
    box.press("Enter")
    page.wait_for_selector(".m-kwic.en li")
    page.wait_for_selector(".m-kwic.ar li")
    page.wait_for_url(re.compile("q=Kim"))
    english, arabic = page.locator(".m-kwic.en").bounding_box(), page.locator(".m-kwic.ar").bounding_box()
    assert english["x"] < arabic["x"]

    for side in ("en", "ar"):
        line = page.locator(f".m-kwic.{side} li").first
        places = [line.locator(part).first.bounding_box()["x"] for part in (".before", "summary > mark", ".after")]
        assert places == sorted(places, reverse=side == "ar")

    page.get_by_role("radio", name="Words after").click()
    page.wait_for_url(re.compile("sort=after"))
    until(page, """() => {
      const after = [...document.querySelectorAll('.m-kwic.en .after')].map(n => n.textContent.replace(/^[^a-z]+/i, ''))
        .map(text => text.toLowerCase());
      return after.length > 3 && after.every((text, i) => !i || after[i - 1].split(' ')[0] <= text.split(' ')[0]);
    }""")

    line = page.locator(".m-kwic.ar li").first
    line.locator("summary").click()
    line.get_by_role("link", name="All sentences of the article").wait_for()

    with page.expect_download() as download:
        taken_away(page, "search", "csv").click()
    content = download.value.path().read_bytes()
    settled(page)
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == 1 + page.locator(".m-kwic li").count()


def test_lines_are_whole_sentences_on_a_telephone(reading_server, visit):
    page = visit(f"{reading_server.url}/search?lang=ar&q=كيم", width=390, height=800)
    page.wait_for_selector(".m-kwic.ar li")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.locator(".m-kwic.ar .before").first.evaluate("node => getComputedStyle(node).whiteSpace") == "normal"
