"""The Wording page in a real browser: a click leads to sentences, and what is drawn can be taken away."""
import io

from PIL import Image
from playwright.sync_api import expect


def test_a_click_on_a_label_shows_its_sentences(visit, reading_server):
    page = visit(f"{reading_server.url}/wording?lang=en")
    page.wait_for_selector(".m-evidence li")
    segment = page.locator(".js-plotly-plot .bartext", has_text="military operation").first
    box = segment.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_url("**label=military*")
    expect(page.locator(".m-evidence li")).to_have_count(1)
    expect(page.locator(".m-evidence mark")).to_have_text("لعمليتها العسكرية")
    assert not page.outside


def test_the_words_of_both_sides_stand_beside_each_other_and_their_cloud_can_be_downloaded(visit, reading_server):
    page = visit(f"{reading_server.url}/wording?lang=ar&part=words")
    page.wait_for_selector(".st-key-take-cloud-ar button")
    english, arabic = (page.locator(f".st-key-half-words-{side}").bounding_box() for side in ("en", "ar"))
    assert english["x"] + english["width"] <= arabic["x"]
    with page.expect_download() as waiting:
        page.locator(".st-key-take-cloud-ar button").first.click()
        page.locator(".st-key-png-cloud-ar button").first.click()
    assert waiting.value.suggested_filename == "mirsad-cloud-ar.png"
    with open(waiting.value.path(), "rb") as file:
        assert Image.open(io.BytesIO(file.read())).format == "PNG"


def test_nothing_is_wider_than_a_telephone(visit, reading_server):
    for part in ("labels", "names", "words"):
        page = visit(f"{reading_server.url}/wording?lang=en&part={part}", width=390, height=844)
        page.wait_for_selector(".m-table")
        wide = page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollWidth")
        assert wide <= 390, part
