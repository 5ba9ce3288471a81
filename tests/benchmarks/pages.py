"""Page switches and widget changes in a real browser, each page of Mirsad against an empty page of Streamlit.

What counts is the time from the click to the last change of the page's document, whatever it is of. Some of these
changes nobody sees: Streamlit marks every piece of a page as stale when a run begins and takes the mark back when the
piece has come again. They count on both sides nevertheless, because they are work that the browser does before it is at
rest, and more of it where a page has more pieces. What is drawn after the last change (layout and paint) counts on
neither side.

The switch that is moved is no idle one: whether nationalities count as countries alters figures, sentences and links of
most pages, and the bars of Mentions, while the empty page changes one line.
"""
from __future__ import annotations

import argparse
import contextlib
import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from components.ui.sitemap import PAGES
from tests.benchmarks import corpora, report
from tests.browser.conftest import FLAGS, chromium, free_port

ROOT = Path(__file__).resolve().parents[2]
AIM, TIMES = 3.0, 6

# Clicks, then waits until the page has been still for a while and the script has come to rest; gives the milliseconds
# from the click to the last change that the page saw, so that the waiting itself does not count.
_CLICK = """
([selector, still]) => new Promise((resolve) => {
  const target = document.querySelector(selector);
  const begun = performance.now();
  let last = begun, moved = false;
  const watcher = new MutationObserver(() => { last = performance.now(); moved = true; });
  watcher.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
  target.click();
  const look = () => {
    const now = performance.now();
    const app = document.querySelector('[data-testid="stApp"]');
    const running = app && app.getAttribute('data-test-script-state') === 'running';
    if ((moved && !running && now - last > still) || now - begun > 60000) {
      watcher.disconnect();
      resolve(last - begun);
    } else setTimeout(look, 20);
  };
  look();
})
"""
# Longer than any pause that a page makes on its way.
_STILL = 700
_SWITCH = ".st-key-demonyms input"


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks pages")
    parser.add_argument("--articles", type=int, default=0, help="a composed corpus of this size, not the seed story")
    parser.add_argument("--pages", nargs="+", default=[name for name, _ in PAGES])
    told = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="mirsad-bench-") as folder, sync_playwright() as playwright:
        corpus = Path(folder) / "corpus"
        if told.articles:
            corpora.build(corpus, told.articles)
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        with served("tests/benchmarks/empty_page.py", corpus) as empty, served("app.py", corpus) as app:
            floor = _visited(browser, f"{empty}/first", f"{empty}/second")
            rows = [_row("an empty page", floor, floor)]
            for name in told.pages:
                report.progress(f"pages: {name}")
                other = "method" if name != "method" else "overview"
                rows.append(_row(name, _visited(browser, f"{app}/{other}", f"{app}/{name}"), floor))
        browser.close()
    report.table(
        "Pages in Chromium, milliseconds until the page is still",
        ["page", "first visit", "switch to it", "widget, first time", "widget", "x empty", "aim"], rows,
        [f"{told.articles or 2:,} articles. Widget: a switch of the sidebar, median of {TIMES}, answers known already; "
         f"first time: with the questions asked anew. Aim: {AIM:.0f} x the empty page. {report.circumstances()}."])


def _row(name: str, found: dict[str, float], floor: dict[str, float]) -> list[object]:
    ratio = found["widget"] / floor["widget"]
    return [name, found["visit"], found["switch"], found["first"], found["widget"], ratio, report.against(ratio, AIM)]


def _visited(browser, start: str, address: str) -> dict[str, float]:
    """A new visitor who opens the page, goes to it from another one, and moves a switch in the sidebar."""
    context = browser.new_context(viewport={"width": 1440, "height": 1000}, locale="en-GB", bypass_csp=True)
    page = context.new_page()
    page.set_default_timeout(120_000)
    found = {"visit": _opened(page, address)}
    _opened(page, start)
    found["switch"] = _clicked(page, f'[data-testid="stSidebarNavLink"][href*="{address.rsplit("/", 1)[1]}"]',
                               fallback='[data-testid="stSidebarNavLink"]')
    found["first"] = _clicked(page, _SWITCH)
    _clicked(page, _SWITCH)
    found["widget"] = statistics.median(_clicked(page, _SWITCH) for _ in range(TIMES))
    context.close()
    return found


def _opened(page: Page, address: str) -> float:
    begun = time.perf_counter()
    page.goto(address)
    page.wait_for_selector("h1")
    page.wait_for_selector(_SWITCH, state="attached")
    page.wait_for_function("document.querySelector('[data-testid=stApp]').dataset.testScriptState !== 'running'")
    taken = 1000 * (time.perf_counter() - begun)
    page.wait_for_timeout(_STILL)
    return taken


def _clicked(page: Page, selector: str, fallback: str = "") -> float:
    if fallback and not page.query_selector(selector):
        selector = fallback  # the default page's link has no name in it
    return page.evaluate(_CLICK, [selector, _STILL])


@contextlib.contextmanager
def served(script: str, corpus: Path) -> Iterator[str]:
    """A server of this script over a corpus, at the address given; it ends with the block."""
    address, log = f"http://127.0.0.1:{(port := free_port())}", corpus.parent / f"{Path(script).stem}.log"
    with log.open("w") as told:
        process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port)], cwd=ROOT,
            env={**os.environ, "MIRSAD_CORPUS": str(corpus), "PYTHONPATH": str(ROOT)}, stdout=told, stderr=told)
        try:
            deadline = time.monotonic() + 180
            while time.monotonic() < deadline and process.poll() is None:
                with contextlib.suppress(OSError), urllib.request.urlopen(f"{address}/_stcore/health", timeout=2):
                    break
                time.sleep(0.2)
            else:
                raise RuntimeError(log.read_text())
            yield address
        finally:
            process.terminate()
            process.wait(timeout=30)
