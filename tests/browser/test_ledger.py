"""The ledger by mouse: deciding, choosing another counterpart, taking the table away."""
import csv
import io
from pathlib import Path

from tests.browser.menus import taken_away
from tests.browser.waiting import settled


def open_ledger(server, visit, **parameters):
    query = "&".join(f"{key}={value}" for key, value in {"lang": "en", **parameters}.items())
    page = visit(f"{server.url}/ledger?{query}")
    page.locator(".m-point").first.wait_for()
    return settled(page)


def test_a_counterpart_chosen_by_hand_becomes_a_match(own_server, visit):
    page = open_ledger(own_server, visit, state="only_en")
    text = page.locator(".m-point .en p").first.inner_text()
    page.get_by_role("button", name="Choose the counterpart").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("combobox").click()
    page.get_by_role("option").first.click()
    dialog.get_by_role("button", name="Pair them").click()
    page.get_by_text("The passages were paired.").wait_for()
    assert not page.outside
    decided = open_ledger(own_server, visit, state="decided")
    row = decided.locator(".m-point", has_text=text[:40])
    row.get_by_text("paired by a person").wait_for()


def test_a_note_stays_with_its_point(own_server, visit):
    page = open_ledger(own_server, visit)
    page.get_by_role("button", name="Note").first.click()
    page.get_by_role("dialog").get_by_role("textbox").fill("check with the agency <b>")
    page.get_by_role("dialog").get_by_role("button", name="Keep the note").click()
    page.locator(".m-point", has_text="check with the agency <b>").wait_for()


def test_the_table_taken_away_holds_the_points_that_are_shown(reading_server, visit):
    page = open_ledger(reading_server, visit, state="only_ar")
    shown = page.locator(".m-point").count()
    with page.expect_download() as download:
        taken_away(page, "ledger", "csv").click()
    data = Path(download.value.path()).read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert len(rows) == shown
    assert {row["State"] for row in rows} == {"Only Arabic"}
