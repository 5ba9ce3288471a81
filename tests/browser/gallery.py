"""Takes the README's pictures of every page: `make gallery`. They are to be looked at before they are kept."""
from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from components.ui.sitemap import PAGES
from tests.browser.conftest import FLAGS, ROOT, Server, chromium

FOLDER = ROOT / "docs" / "gallery"
# Language, theme, width and height: each page once in each of these.
LOOKS = {
    "en-light": ("en", "light", 1440, 1000),
    "ar-dark": ("ar", "dark", 1440, 1000),
    "phone": ("ar", "light", 390, 844),
}


def take(browser, url: str, name: str, look: str) -> None:
    """One picture of one page."""
    language, theme, width, height = LOOKS[look]
    page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=theme)
    page.goto(f"{url}/{'' if name == 'overview' else name}?lang={language}")
    page.get_by_role("heading", level=1).first.wait_for()
    page.wait_for_timeout(3_000)
    page.screenshot(path=FOLDER / f"{name}.{look}.png")
    page.close()


def main() -> None:
    """Every page in every look, on the seed story."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = Server(Path(folder) / "corpus")
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        try:
            for name, _ in PAGES:
                for look in LOOKS:
                    take(browser, server.url, name, look)
        finally:
            browser.close()
            server.stop()


if __name__ == "__main__":
    main()
