"""The voices by mouse: the quotations that pass the filter can be taken away as a table."""
import csv
import io
from pathlib import Path

from tests.browser.menus import taken_away
from tests.browser.waiting import settled


def open_voices(server, visit, **parameters):
    query = "&".join(f"{key}={value}" for key, value in {"lang": "en", **parameters}.items())
    page = visit(f"{server.url}/voices?{query}")
    page.locator(".m-quoted").first.wait_for()
    return settled(page)


def test_the_table_taken_away_holds_the_quotations_that_pass_the_filter(reading_server, visit):
    page = open_voices(reading_server, visit, stance="doubting")
    shown = page.locator(".m-quoted").count()
    with page.expect_download() as download:
        taken_away(page, "quotations", "csv").click()
    data = Path(download.value.path()).read_bytes()
    assert data.startswith("\ufeff".encode())
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert len(rows) == shown == 2
    assert {row["Stance"] for row in rows} == {"doubting"}
