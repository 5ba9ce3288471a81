"""The voices by mouse: a bar leads to its speaker's quotations, the table can be taken away."""
import csv
import io
from pathlib import Path


def open_voices(server, visit, **parameters):
    query = "&".join(f"{key}={value}" for key, value in {"lang": "en", **parameters}.items())
    page = visit(f"{server.url}/voices?{query}")
    page.locator(".m-quoted").first.wait_for()
    return page


def test_a_click_on_a_bar_leaves_only_that_speakers_quotations(reading_server, visit):
    page = open_voices(reading_server, visit)
    page.locator(".js-plotly-plot .main-svg").first.wait_for()
    before = page.locator(".m-quoted").count()
    bar = page.locator(".js-plotly-plot").first.locator(".barlayer .trace").last.locator(".point path").first
    bar.scroll_into_view_if_needed()
    page.wait_for_timeout(1_000)  # the page still settles while its lower charts are drawn
    place = bar.bounding_box()
    middle = place["x"] + place["width"] / 2, place["y"] + place["height"] / 2
    page.mouse.move(*middle)
    page.wait_for_timeout(500)  # Plotly takes a click only on what is pointed at
    page.mouse.click(*middle)
    page.wait_for_function(f"document.querySelectorAll('.m-quoted').length < {before}")
    assert "speaker=" in page.url
    assert not page.outside


def test_the_table_taken_away_holds_the_quotations_that_pass_the_filter(reading_server, visit):
    page = open_voices(reading_server, visit, stance="doubting")
    shown = page.locator(".m-quoted").count()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as CSV").click()
    data = Path(download.value.path()).read_bytes()
    assert data.startswith("\ufeff".encode())
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert len(rows) == shown == 2
    assert {row["stance"] for row in rows} == {"doubting"}
