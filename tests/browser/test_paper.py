"""Pages on paper, and the words that Streamlit has in English only."""
import io
import re

from playwright.sync_api import expect
from pypdf import PdfReader

from tests.browser.waiting import settled


def test_on_paper_both_articles_are_whole_and_say_what_they_are_of(visit, reading_server):
    page = visit(f"{reading_server.url}/side-by-side?lang=en", theme="dark")
    settled(page)
    expect(page.locator(".panes .sentence").last).to_be_attached()
    sheets = [sheet.extract_text() for sheet in PdfReader(io.BytesIO(page.pdf(format="A4"))).pages]
    assert re.search(r"Mirsad · \W*Kim Jong Un meets Putin in Russia.* printed on", sheets[0], re.S)
    assert "technologies for satellites" in " ".join(sheets).replace("\n", " ")
    # No sheet is empty but for its number, and nothing that can only be pressed is on any.
    assert all(len(sheet) > 100 for sheet in sheets)
    assert not any("What is compared" in sheet or "Take away" in sheet for sheet in sheets)


def test_streamlits_own_words_follow_the_language_of_the_page(visit, reading_server):
    page = visit(f"{reading_server.url}/method?lang=ar")
    settled(page)
    page.get_by_role("button", name="اختر تاريخًا").first.click()
    expect(page.get_by_role("button", name="الشهر التالي")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_text("English", exact=True).click()
    expect(page.get_by_role("button", name="Choose date").first).to_be_visible()
