"""Two names are said to be one in a real browser: Mentions shows it, and shows it no more once it is undone."""

from components.corpus import open_corpus
from tests.browser.test_reading import address
from tests.browser.waiting import settled
from tests.unit.test_own_names import BELOTSERKOV, lock_story


def test_two_names_are_linked_seen_as_one_on_mentions_and_apart_again_after_undo(own_server, visit):
    lock_story(open_corpus(own_server.folder))
    page = visit(address(own_server, "names", lang="en", view="waiting", story="lock"))
    page.get_by_text("counted as one with").first.wait_for()
    button = page.get_by_role("button", name="They are one").first
    button.focus()
    page.keyboard.press("Enter")
    page.get_by_text("are one from now on").wait_for()

    mentions = visit(address(own_server, "mentions", lang="en", story="lock", entity=BELOTSERKOV))
    mentions.get_by_text("6 sentences").wait_for()
    settled(mentions)
    assert mentions.get_by_text("no list confirms").count() == 0
    assert mentions.locator(".m-evidence li.ar mark", has_text="دميتري").count()

    page.get_by_role("radio", name="Decisions").click()
    page.get_by_text("is the same as").wait_for()
    page.locator("[class*=st-key-undo-]").get_by_role("button", name="Undo").click()
    page.get_by_text("taken back").wait_for()
    again = visit(address(own_server, "mentions", lang="en", story="lock", entity=BELOTSERKOV))
    again.get_by_text("no list confirms").wait_for()
    assert page.outside == []
