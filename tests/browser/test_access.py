"""Signing in with a real OpenID Connect provider, and what each role may do."""
import json
import re
import subprocess
import sys
import time
import urllib.request

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Server, free_port

PEOPLE = {"head": "head@example.org", "guest": "guest@example.org", "stranger": "someone@elsewhere.org"}
SECRETS = """
[auth]
redirect_uri = "http://127.0.0.1:{port}/oauth2callback"
cookie_secret = "for this test only, long enough to sign with"
client_id = "mirsad"
client_secret = "not a secret"
server_metadata_url = "http://127.0.0.1:{provider}/.well-known/openid-configuration"

[roles]
administrator = ["head@example.org"]
viewer = ["*@example.org"]
"""


# What is written on buttons that change something.
CHANGES = re.compile("Confirm|Reject|Note|Undo|Remove|Change|Move it there|They are|No name|A name|Make|Save")


@pytest.fixture
def provider(tmp_path):
    port = free_port()
    users = [word for name, email in PEOPLE.items()
             for word in ("--user-claims", json.dumps({"sub": name, "email": email, "email_verified": True}))]
    with (tmp_path / "provider.log").open("w") as log:
        process = subprocess.Popen([sys.executable, "-m", "oidc_provider_mock", "--port", str(port), *users],
                                   stdout=log, stderr=log)
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/.well-known/openid-configuration", timeout=2)
                break
            except OSError:
                time.sleep(0.1)
        yield port
        process.terminate()
        process.wait(timeout=30)


@pytest.fixture
def guarded_server(tmp_path, provider):
    port, secrets = free_port(), tmp_path / "secrets.toml"
    secrets.write_text(SECRETS.format(port=port, provider=provider))
    server = Server(tmp_path / "corpus", "--secrets.files", str(secrets), port=port)
    yield server
    server.stop()


def signed_in(visit, server, name, path="/"):
    page = visit(server.url + path)
    expect(page.get_by_text("Sign in to see its articles")).to_be_visible()
    expect(page.get_by_text("Vostochny")).to_have_count(0)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name=name, exact=True).click()
    return page


def test_nobody_sees_an_article_before_signing_in_and_each_role_sees_what_it_may(visit, guarded_server):
    head = signed_in(visit, guarded_server, "head", "/articles")
    expect(head.get_by_text(re.compile(r"head@example.org.*administrator"))).to_be_visible()

    guest = signed_in(visit, guarded_server, "guest", "/add")
    expect(guest.get_by_text(re.compile(r"guest@example.org.*viewer"))).to_be_visible()
    guest.goto(guarded_server.url + "/add")
    expect(guest.get_by_text("this change takes more rights than you have")).to_be_visible()

    for path, drawn in (("/stories", ".m-table"), ("/names?view=waiting", ".m-name"), ("/ledger", ".m-point"),
                        ("/articles", ".st-key-project-zip")):
        guest.goto(guarded_server.url + path)
        expect(guest.get_by_text("Changing it takes the role of an editor")).to_be_visible()
        expect(guest.locator(drawn).first).to_be_visible()
        expect(guest.get_by_role("button", name=CHANGES)).to_have_count(0)
    head.goto(guarded_server.url + "/ledger")
    expect(head.get_by_role("button", name=CHANGES).first).to_be_visible()

    stranger = signed_in(visit, guarded_server, "stranger")
    expect(stranger.get_by_text("nobody has let this address in yet")).to_be_visible()
    expect(stranger.get_by_text("Vostochny")).to_have_count(0)

    guest.get_by_role("button", name="Sign out").click()
    expect(guest.get_by_role("heading", name="End Session")).to_be_visible()
    guest.goto(guarded_server.url)
    expect(guest.get_by_text("Sign in to see its articles")).to_be_visible()
