"""Files taken away by mouse: a workbook of every row, pictures of a chart with its title, scope and legend."""
import io
import xml.etree.ElementTree as ET

import openpyxl
from PIL import Image

from tests.browser.menus import taken_away


def file(page, name, kind):
    with page.expect_download() as waiting:
        taken_away(page, name, kind).click()
    page.keyboard.press("Escape")
    with open(waiting.value.path(), "rb") as data:
        return data.read()


def test_a_chart_becomes_a_drawing_and_a_picture_with_title_scope_and_fonts(visit, reading_server):
    page = visit(f"{reading_server.url}/mentions?lang=ar", theme="dark")
    page.wait_for_selector(".st-key-mention-bars .main-svg")
    drawing = ET.fromstring(file(page, "mentions", "svg"))
    words = ["".join(text.itertext()) for text in drawing.iter("{http://www.w3.org/2000/svg}text")]
    # Logical order: a browser shapes and turns the letters by itself.
    assert "من يُذكر وما يُذكر: الحصة من الجمل" in words
    assert any("كل القصص" in line for line in words)
    assert any(line.startswith("الإنجليزية: ") and "مقال واحد" in line for line in words)
    assert "\u2068فلاديمير بوتين\u2069" in words
    assert {"العربية", "الإنجليزية"} <= set(words)
    styles = "".join(drawing.find("{http://www.w3.org/2000/svg}style").itertext())
    assert styles.count("data:font/woff2;base64,") == 4
    assert "http" not in styles
    picture = Image.open(io.BytesIO(file(page, "mentions", "png"))).convert("RGB")
    assert picture.width == 2 * int(drawing.get("width"))
    # The title begins at the right, so there is ink in the upper right corner and none in the upper left one.
    band = picture.crop((0, 40, picture.width, 90))
    ground, half = band.getpixel((0, 0)), picture.width // 2
    left, right = band.crop((0, 0, half, 50)), band.crop((half, 0, picture.width, 50))
    assert left.getcolors() == [(half * 50, ground)]
    assert len(right.getcolors(10_000)) > 20
    assert not page.outside


def test_a_workbook_holds_every_row_and_says_what_it_is(visit, reading_server):
    page = visit(f"{reading_server.url}/mentions?lang=ar")
    page.wait_for_selector(".st-key-mention-bars .main-svg")
    book = openpyxl.load_workbook(io.BytesIO(file(page, "mentions", "xlsx")))
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert len(rows) > 26, "more than the chart shows"
    assert rows[0][0] == "الجانب"
    assert book.worksheets[0].sheet_view.rightToLeft
    assert "كل القصص" in [row[1] for row in book.worksheets[1].iter_rows(values_only=True)]
