"""A running Mirsad with a new corpus, and a real browser to open it in."""
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[2]
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
         "--disable-sync", "--no-first-run", "--disable-quic"]


def chromium() -> str:
    """Where the system's Chromium is."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") \
        or shutil.which("google-chrome")
    assert found, "no Chromium: install it (on Debian: apt-get install chromium fonts-noto-core) or set CHROMIUM"
    return found


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Server:
    """A Mirsad of its own, which can be stopped and started again over the same corpus."""

    def __init__(self, folder: Path, *options: str, port: int = 0):
        self.folder, self.port, self.options = folder, port or free_port(), options
        self.url = f"http://127.0.0.1:{self.port}"
        self.start()

    def start(self) -> None:
        self.log = (self.folder.parent / "server.log").open("a")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(self.port), *self.options],
            cwd=ROOT, env={**os.environ, "MIRSAD_CORPUS": str(self.folder)}, stdout=self.log, stderr=self.log)
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline:
            try:
                with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=2) as answer:
                    if answer.status == 200:
                        return
            except OSError:
                pass
            if self.process.poll() is not None:
                break
            time.sleep(0.2)
        raise RuntimeError((self.folder.parent / "server.log").read_text())

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=30)
        self.log.close()


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        instance = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield instance
        instance.close()


@pytest.fixture(scope="session")
def reading_server(tmp_path_factory):
    """A server whose corpus no test changes."""
    server = Server(tmp_path_factory.mktemp("reading") / "corpus")
    yield server
    server.stop()


@pytest.fixture
def own_server(tmp_path):
    """A server with a corpus that the test may change."""
    server = Server(tmp_path / "corpus")
    yield server
    server.stop()


@pytest.fixture
def visit(browser):
    """Opens an address in a fresh context and gives the page; asks for requests to other hosts, and answers none."""
    contexts = []

    def open_page(url, width=1440, height=1000, theme="light", locale="en-GB"):
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=theme, locale=locale, accept_downloads=True)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(45_000)
        page.outside = []
        page.faults = []
        page.on("request", lambda request: page.outside.append(request.url) if not request.url.startswith(
            (url.split("/", 3)[0] + "//" + url.split("/", 3)[2], "data:", "blob:", "ws://127.0.0.1")) else None)
        page.on("console", lambda message: page.faults.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.goto(url)
        return page

    yield open_page
    for context in contexts:
        context.close()
