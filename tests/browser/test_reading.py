"""What a visitor sees and does on a corpus that stays as it is, in a real browser."""
import re

import pytest
from playwright.sync_api import expect

from components.ui.sitemap import PAGES
from tests.browser.waiting import settled

NAMES = [name for name, _ in PAGES]


def address(server, page="", **parameters):
    query = "&".join(f"{key}={value}" for key, value in parameters.items())
    return f"{server.url}/{'' if page == 'overview' else page}?{query}"


def chart(page):
    page.wait_for_selector(".js-plotly-plot .main-svg")


def test_the_fonts_come_from_this_server_and_are_used(reading_server, visit):
    page = visit(address(reading_server, lang="ar"))
    page.get_by_role("heading", level=1).wait_for()
    page.evaluate("document.fonts.ready")
    loaded = page.evaluate("[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family)")
    assert "IBM Plex Sans Arabic" in loaded


def test_the_language_switch_changes_words_direction_and_address(reading_server, visit):
    page = visit(address(reading_server, lang="en"))
    page.get_by_role("heading", name="Overview", level=1).wait_for()
    page.get_by_role("radio", name="العربية").click()
    page.get_by_role("heading", name="نظرة عامة", level=1).wait_for()
    page.wait_for_url(re.compile("lang=ar"))
    page.locator("html[lang=ar]").wait_for(state="attached")
    block = page.locator("[data-testid=stMainBlockContainer]")
    assert block.evaluate("node => getComputedStyle(node).direction") == "rtl"
    page.reload()
    page.get_by_role("heading", name="نظرة عامة", level=1).wait_for()


def test_an_arabic_browser_is_met_in_arabic(reading_server, visit):
    visit(reading_server.url, locale="ar-EG").get_by_role("heading", name="نظرة عامة", level=1).wait_for()


def test_passages_that_answer_each_other_light_up_together(reading_server, visit):
    page = visit(address(reading_server, "side-by-side", lang="en"))
    page.wait_for_selector(".panes[data-ready]")
    sentence = page.locator(".pane.en .sentence", has_text="place a spy satellite in orbit")
    sentence.click()
    answer = page.locator(".pane.ar .sentence.active")
    answer.first.wait_for()
    assert "قمر اصطناعي للتجسس" in " ".join(answer.all_inner_texts())
    page.locator(".status .chip").first.wait_for()
    page.locator(".lines path.strong").first.wait_for(state="attached")


def test_hovering_a_name_marks_it_on_both_sides_and_tells_its_other_form(reading_server, visit):
    page = visit(address(reading_server, "side-by-side", lang="en"))
    page.wait_for_selector(".panes[data-ready]")
    page.locator(".pane.en .piece", has_text="Vladivostok").first.hover()
    page.locator(".tip:not([hidden])").wait_for()
    assert "فلاديفوستوك" in page.locator(".tip").inner_text()
    assert page.locator(".pane.ar .piece.same").count() >= 1


def test_hovering_an_arabic_word_tells_what_it_means(reading_server, visit):
    page = visit(address(reading_server, "side-by-side", lang="en"))
    page.wait_for_selector(".panes[data-ready]")
    word = page.locator(".pane.ar .piece[data-tip]", has_text=re.compile("^والغواصات$"))
    word.scroll_into_view_if_needed()
    page.wait_for_timeout(300)
    word.hover()
    page.locator(".tip:not([hidden])").wait_for()
    assert "submarine" in page.locator(".tip").inner_text()


def test_the_legend_switches_a_kind_of_mark_off_and_on(reading_server, visit):
    page = visit(address(reading_server, "side-by-side", lang="en"))
    page.wait_for_selector(".panes[data-ready]")
    button = page.locator(".legend button", has_text="Person")
    button.click()
    assert button.get_attribute("aria-pressed") == "false"
    assert page.locator(".board.hide-person").count() == 1
    button.click()
    assert page.locator(".board.hide-person").count() == 0


def test_the_panes_are_read_by_keyboard(reading_server, visit):
    page = visit(address(reading_server, "side-by-side", lang="en"))
    page.wait_for_selector(".panes[data-ready]")
    page.locator(".pane.en .scroller").focus()
    for _ in range(4):
        page.keyboard.press("ArrowDown")
    page.locator(".pane.en .sentence.active").first.wait_for()
    matched = page.locator(".pane.en .sentence.matched").first
    matched.focus()
    page.keyboard.press("Enter")
    assert page.evaluate(
        "(() => { let at = document.activeElement; while (at?.shadowRoot) at = at.shadowRoot.activeElement;"
        " return at.dataset.side })()") == "ar"
    # In an Arabic passage the next name stands to the left.
    page.keyboard.press("ArrowLeft")
    named = page.locator(".pane.ar .piece.at")
    expect(page.locator(".status")).to_contain_text(named.inner_text())
    expect(page.locator(".tip")).to_be_visible()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowRight")
    assert named.get_attribute("data-tip") in page.locator(".status").inner_text()


def test_each_pane_reads_in_its_own_direction_in_both_languages(reading_server, visit):
    for lang in ("en", "ar"):
        page = visit(address(reading_server, "side-by-side", lang=lang))
        page.wait_for_selector(".panes[data-ready]")
        for side, direction in (("en", "ltr"), ("ar", "rtl")):
            pane = page.locator(f".pane.{side} .scroller")
            assert pane.evaluate("node => getComputedStyle(node).direction") == direction
            assert pane.evaluate("node => getComputedStyle(node).textAlign") == "start"


def test_clicking_a_bar_shows_every_sentence_behind_it(reading_server, visit):
    page = visit(address(reading_server, "mentions", lang="en"))
    chart(page)
    page.locator(".js-plotly-plot").first.locator(".bars .point path").first.click(force=True)
    page.locator(".m-evidence mark").first.wait_for()
    page.wait_for_url(re.compile("entity="))
    settled(page)
    shown = page.locator(".m-evidence li").count()
    assert str(shown) in page.locator("[role=status]", has_text="sentence").first.inner_text()


def test_a_link_from_the_overview_opens_the_sentences_in_the_same_language(reading_server, visit):
    page = visit(address(reading_server, lang="ar"))
    page.locator(".m-differences a").first.click()
    page.get_by_role("heading", name="الأسماء المذكورة", level=1).wait_for()
    page.locator(".m-evidence mark").first.wait_for()


def test_clicking_days_on_the_timeline_shows_their_sentences(reading_server, visit):
    page = visit(address(reading_server, "timeline", lang="en"))
    chart(page)
    page.locator(".js-plotly-plot").nth(1).locator(".bars .point path").first.click(force=True)
    page.locator(".m-evidence mark").first.wait_for()


@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize("name", NAMES)
def test_no_page_is_wider_than_a_phone(reading_server, visit, name, lang):
    page = visit(address(reading_server, name, lang=lang), width=390, height=844)
    page.get_by_role("heading", level=1).first.wait_for()
    page.wait_for_timeout(800)
    wide = page.evaluate(
        "(() => { const m = document.querySelector('[data-testid=stMain]'); return m.scrollWidth - m.clientWidth })()")
    assert wide <= 1


def test_dark_and_light_follow_the_browser(reading_server, visit):
    grounds = {}
    for theme in ("light", "dark"):
        page = visit(address(reading_server, lang="en"), theme=theme)
        page.get_by_role("heading", level=1).wait_for()
        grounds[theme] = page.locator(".stApp").evaluate("node => getComputedStyle(node).backgroundColor")
    assert grounds["light"] != grounds["dark"]


def test_the_headers_forbid_everything_from_elsewhere(reading_server):
    import urllib.request

    with urllib.request.urlopen(reading_server.url) as answer:
        policy = answer.headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "'unsafe-eval'" not in policy
        assert "script-src" in policy and "'unsafe-inline'" not in policy.split("script-src")[1].split(";")[0]
        assert answer.headers["x-content-type-options"] == "nosniff"
