"""The longest tasks by keyboard alone, in Arabic, where the arrow keys have to lead where they point."""
import re

from playwright.sync_api import expect

from components.text.messages import Messages
from tests.browser.test_keeping import ARABIC
from tests.browser.test_reading import address
from tests.browser.waiting import settled

T = Messages("ar")
# What the keyboard is at: its kind, what it is called, and the key of the piece of the page that it stands in.
AT = """() => {
  const at = document.activeElement;
  return [at.tagName, at.getAttribute("role"), at.ariaLabel || at.labels?.[0]?.innerText || at.innerText,
    at.closest("[class*=st-key-]")?.className.match(/st-key-\\S+/)?.[0]].join(" | ");
}"""
FARTHEST = 60


def past_the_sidebar(page):
    page.get_by_role("heading", level=1).first.wait_for()
    settled(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("[data-testid=stMain]")).to_be_focused()


def go_to(page, wanted, key="Tab"):
    """Tab on, or back, to what is called so."""
    for _ in range(FARTHEST):
        page.keyboard.press(key)
        if re.search(wanted, page.evaluate(AT)):
            return
    raise AssertionError(f"{wanted} is never reached; the keyboard is at {page.evaluate(AT)}")


def said(page, sentence):
    """What a screen reader is told."""
    expect(page.get_by_role("status").filter(has_text=sentence).first).to_be_visible()
    settled(page)


def test_an_article_is_pasted_kept_and_taken_back_and_a_point_decided_without_a_mouse(own_server, visit):
    page = visit(address(own_server, "add", lang="ar"))
    past_the_sidebar(page)
    go_to(page, "radio.*st-key-way")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Space")
    page.get_by_role("textbox", name=T("intake.text")).wait_for()
    settled(page)
    go_to(page, "TEXTAREA")
    page.keyboard.insert_text(ARABIC)
    go_to(page, "st-key-FormSubmitter-pasted")
    page.keyboard.press("Enter")
    said(page, T.plural("upload.found", 1))
    go_to(page, "st-key-keep")
    page.keyboard.press("Enter")
    said(page, T.plural("upload.kept", 1))
    go_to(page, "st-key-undo")
    page.keyboard.press("Enter")
    said(page, T("articles.undone"))

    page.goto(address(own_server, "ledger", lang="ar"))
    past_the_sidebar(page)
    go_to(page, "radio.*st-key-state")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Space")
    page.wait_for_url(re.compile("state=matched"))
    settled(page)
    go_to(page, "st-key-confirm-")
    page.keyboard.press("Enter")
    said(page, T("ledger.told.confirmed"))
    # Going on is one step away, and so is the way back.
    go_to(page, "st-key-undo", "Shift+Tab")
    page.keyboard.press("Enter")
    said(page, T("articles.undone"))
    assert page.outside == []
