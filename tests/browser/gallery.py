"""Takes the README's pictures of every page: `make gallery`. They are to be looked at before they are kept."""
from __future__ import annotations

import io
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from components.text.messages import Messages
from components.ui.sitemap import PAGES
from tests.browser.conftest import FLAGS, ROOT, Server, chromium
from tests.browser.waiting import settled, until

FOLDER = ROOT / "docs" / "gallery"
# Language, theme, width and height: each page once in each of these, so that either language is seen in both themes.
LOOKS = {
    "en-light": ("en", "light", 1440, 1000),
    "ar-dark": ("ar", "dark", 1440, 1000),
    "en-phone": ("en", "dark", 390, 844),
    "ar-phone": ("ar", "light", 390, 844),
}
# How wide each stands in the gallery, in pixels.
SHOWN = {"en-light": 400, "ar-dark": 400, "en-phone": 140, "ar-phone": 140}
# A page of text has few colours: so many of them look the same and take a third of the room; fewer where it is large.
COLOURS, LARGEST_BYTES = (160, 96, 64, 40), 110_000
# What a page is shown with, where it opens with nothing to see.
WITH = {"search": "q=ammunition", "names": "view=waiting"}
DRAWN = """() => [...document.querySelectorAll("[data-testid=stPlotlyChart]")]
    .every(chart => chart.querySelector(".main-svg"))"""


def take(page, address: str, name: str, look: str) -> None:
    """One picture of one page, once it stands still."""
    page.goto(address)
    page.get_by_role("heading", level=1).first.wait_for()
    until(settled(page), DRAWN)
    page.wait_for_timeout(1_500)
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    for colours in COLOURS:
        small = io.BytesIO()
        picture.quantize(colours, dither=Image.Dither.NONE).convert("RGB").save(small, "webp", lossless=True, method=6)
        if small.tell() <= LARGEST_BYTES:
            break
    (FOLDER / f"{name}.{look}.webp").write_bytes(small.getvalue())


def addresses(page, url: str, language: str) -> dict[str, str]:
    """Every page's address in a language; that of an article's own page is found on the list of articles."""
    found = {
        name: f"{url}/{'' if name == 'overview' else name}?lang={language}&{WITH.get(name, '')}" for name, _ in PAGES}
    page.goto(found["articles"])
    return found | {"article": page.locator("a[href*='article?']").last.evaluate("link => link.href")}


def main() -> None:
    """Every page in every look, on the seed story."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.webp"):
        old.unlink()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = Server(Path(folder) / "corpus")
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        try:
            for look, (language, theme, width, height) in LOOKS.items():
                page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=theme)
                for name, address in addresses(page, server.url, language).items():
                    take(page, address, name, look)
                page.close()
            (FOLDER / "README.md").write_text(listed(), encoding="utf-8")
        finally:
            browser.close()
            server.stop()


def listed() -> str:
    """The pictures as a page of their own: a heading for each page, its pictures in a row below."""
    lines = [
        "# Every page", "",
        "On the two articles that Mirsad opens with: at 1,440 pixels in English and light, in Arabic and dark; on a",
        "telephone of 390 in English and dark, in Arabic and light. `make gallery` takes them again.", "",
    ]
    for name in (*(name for name, _ in PAGES), "article"):
        title = Messages("en")(f"page.{name}")
        lines += [f"## {title}", "", "<p>", *(
            f'<img src="{name}.{look}.webp" width="{width}" alt="{title}, {look.replace("-", ", ")}">'
            for look, width in SHOWN.items()), "</p>", ""]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
