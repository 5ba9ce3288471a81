"""Web addresses are fetched from the open internet only, in bounds of time and size, whatever the other side tries."""
import gzip
import http.server
import socket
import ssl
import subprocess
import threading
from shutil import which

import pytest

from components.corpus import UNREADABLE, Unreadable, fetching, ingest, taking, waiting
from components.corpus.fetching import Network, fetch, is_public
from tests.unit.test_formats import PAGE
from tests.unit.test_parsers import ARABIC, ENGLISH

CLOSED = [
    "0.0.0.0", "10.0.0.1", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.8.8.8", "168.63.129.16",
    "169.254.169.254", "172.16.0.1", "192.0.0.192", "192.168.1.1", "198.18.0.1", "224.0.0.1", "240.0.0.1",
    "255.255.255.255", "::", "::1", "::ffff:127.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1", "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "2001:0:a9fe:a9fe::", "fc00::1", "fd00:ec2::254", "fe80::1", "fe80::1%eth0",
    "fec0::1", "ff02::1", "nonsense"]


class Site(http.server.BaseHTTPRequestHandler):
    """A small site on this machine; what it was asked is kept."""

    protocol_version = "HTTP/1.1"
    asked: list = []

    def do_GET(self):
        Site.asked.append((self.path, dict(self.headers)))
        getattr(self, self.path.strip("/").partition("/")[0].partition("?")[0] or "page")()

    def log_message(self, *_):
        pass

    def give(self, body, status=200, **headers):
        self.send_response(status)
        for name, value in ({"Content_Type": "text/html", "Content_Length": str(len(body))} | headers).items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def page(self):
        self.give(PAGE.encode())

    def arabic(self):
        body = PAGE.replace(ENGLISH, ARABIC).encode("windows-1256")
        self.give(body, Content_Type="text/html; charset=windows-1256")

    def packed(self):
        self.give(gzip.compress(PAGE.encode()), Content_Encoding="gzip")

    def bomb(self):
        self.give(gzip.compress(b"\0" * 60_000_000), Content_Encoding="gzip")

    def brotli(self):
        self.give(b"??", Content_Encoding="br")

    def moved(self):
        self.give(b"", 302, Location="/page")

    def round(self):
        self.give(b"", 302, Location="/round")

    def inside(self):
        self.give(b"", 302, Location=f"http://inside.example:{self.server.server_port}/page")

    def file(self):
        self.give(b"", 301, Location="file:///etc/passwd")

    def port(self):
        self.give(b"", 307, Location="http://news.example:22/")

    def missing(self):
        self.give(b"nothing here", 404)

    def cut(self):
        self.give(PAGE.encode(), Content_Length="999999")
        self.close_connection = True

    def large(self):
        self.send_response(200)
        self.end_headers()
        try:
            while True:
                self.wfile.write(b" " * 65_536)
        except OSError:
            self.close_connection = True

    def drip(self):
        try:
            self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
            while not self.server.over.wait(0.02):
                self.wfile.write(b"z")
                self.wfile.flush()
        except OSError:
            pass
        self.close_connection = True


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        """Who is fetched from by somebody who hangs up need not say so."""


@pytest.fixture
def site():
    server = Server(("127.0.0.1", 0), Site)
    server.over, Site.asked = threading.Event(), []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.over.set()
    server.shutdown()
    server.server_close()


HOSTS = {"news.example": ["127.0.0.1"], "inside.example": ["127.0.0.2"], "both.example": ["127.0.0.1", "10.0.0.1"]}


def network(site, **more) -> Network:
    """This machine as the test lets it be reached: one address is open, all others are closed as ever."""
    return Network(**{"resolve": lambda host, port: HOSTS[host], "permits": lambda ip: ip == "127.0.0.1",
                      "ports": frozenset({site.server_port})} | more)


def get(site, path: str, host: str = "news.example", **more) -> fetching.Fetched:
    return fetch(f"http://{host}:{site.server_port}{path}", network(site, **more))


def refused(site, path: str, host: str = "news.example", **more) -> Unreadable:
    with pytest.raises(Unreadable) as error:
        get(site, path, host, **more)
    assert set(error.value.values) == set(UNREADABLE[error.value.code])
    return error.value


@pytest.mark.parametrize("address", CLOSED)
def test_addresses_that_are_not_public_are_closed(address):
    assert not is_public(address)


def test_public_addresses_are_open():
    assert is_public("93.184.216.34") and is_public("2606:2800:220:1:248:1893:25c8:1946")


@pytest.mark.parametrize("address", [
    "http://127.0.0.1/", "http://localhost/", "http://127.1/", "http://0x7f.1/", "http://2130706433/", "http://[::1]/",
    "http://[::ffff:169.254.169.254]/latest/meta-data/", "https://169.254.169.254/", "http://0/", "http://017700000001/"])
def test_no_spelling_of_an_inner_address_is_fetched(address):
    with pytest.raises(Unreadable) as error:
        fetch(address)
    assert error.value.code in ("fetch_private", "fetch_unknown_host")


@pytest.mark.parametrize(("code", "address"), [
    ("fetch_scheme", "ftp://example.org/"), ("fetch_scheme", "file:///etc/passwd"), ("fetch_scheme", "example.org"),
    ("fetch_address", "http://user:secret@example.org/"), ("fetch_address", "http:///path"), ("fetch_address", ""),
    ("fetch_address", "http://example.org\\@127.0.0.1/"), ("fetch_address", "http://exa mple.org/"),
    ("fetch_address", "http://example.org/\r\nHost: inside"), ("fetch_address", "http://[::1/"),
    ("fetch_address", "http://" + "a" * 3_000), ("fetch_port", "http://example.org:22/"),
    ("fetch_port", "https://example.org:8443/")])
def test_what_is_no_plain_web_address_is_refused(code, address):
    with pytest.raises(Unreadable) as error:
        fetch(address)
    assert error.value.code == code


def test_a_page_is_fetched_under_its_name_without_cookies_or_referrer(site):
    got = get(site, "/page?q=قمة")
    assert got.data == PAGE.encode() and got.content_type == "text/html" and got.name == "page.html"
    path, headers = Site.asked[0]
    assert path == "/page?q=%D9%82%D9%85%D8%A9" and headers["Host"] == f"news.example:{site.server_port}"
    assert not {"Cookie", "Referer", "Authorization"} & set(headers)


def test_a_redirect_is_followed_and_the_address_is_that_of_the_end(site):
    assert get(site, "/moved").address.endswith("/page")


@pytest.mark.parametrize(("path", "code"), [
    ("/inside", "fetch_private"), ("/file", "fetch_scheme"), ("/port", "fetch_port"),
    ("/round", "fetch_too_many_redirects"), ("/missing", "fetch_status"), ("/cut", "fetch_failed"),
    ("/brotli", "fetch_failed"), ("/bomb", "fetch_too_large"), ("/large", "fetch_too_large")])
def test_what_a_site_may_try_is_told_for_what_it_is(site, path, code):
    assert refused(site, path).code == code


def test_a_name_that_stands_for_an_open_and_a_closed_address_is_closed(site):
    assert refused(site, "/page", "both.example").code == "fetch_private"
    assert not Site.asked


def test_a_name_that_changes_its_meaning_after_the_check_gains_nothing(site):
    answers = iter([["127.0.0.1"], ["127.0.0.2"]])
    got = get(site, "/page", resolve=lambda host, port: next(answers))
    assert got.data and next(answers) == ["127.0.0.2"], "it was looked up once, and the checked address was used"
    answers = iter([["127.0.0.1"], ["127.0.0.2"]])
    assert refused(site, "/moved", resolve=lambda host, port: next(answers)).code == "fetch_private"


def test_an_unknown_name_and_a_closed_door_are_told_apart(site):
    def unknown(host, port):
        raise socket.gaierror

    assert refused(site, "/page", resolve=unknown).code == "fetch_unknown_host"
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
    with pytest.raises(Unreadable) as error:
        fetch(f"http://news.example:{port}/", network(site, ports=frozenset({port})))
    assert error.value.code == "fetch_failed"


def test_a_site_that_drips_and_a_name_server_that_sleeps_are_given_up_in_time(site, monkeypatch):
    monkeypatch.setattr(fetching, "SECONDS", 0.4)
    assert refused(site, "/drip").code == "fetch_timeout"
    assert refused(site, "/page", resolve=lambda host, port: site.over.wait(30)).code == "fetch_timeout"


def test_a_packed_page_and_one_in_an_old_encoding_are_read(site):
    assert get(site, "/packed").data == PAGE.encode()
    made = list(ingest.fetched(f"http://news.example:{site.server_port}/arabic",
                               fetch=lambda address: fetch(address, network(site))))
    assert made[0].text.startswith(ARABIC) and made[0].url.endswith("/arabic")


def test_what_a_list_knows_of_an_article_completes_its_page(site):
    known = ingest.Parsed(text="", title="From the list", outlet="Reuters", story="Corridor")
    [made] = ingest.fetched(f"http://news.example:{site.server_port}/page", known,
                            lambda address: fetch(address, network(site)))
    assert (made.outlet, made.story, made.title) == ("Reuters", "Corridor", "Corridor stays open")
    assert "no_outlet" not in made.problems
    [(place, trouble)] = ingest.fetched("ftp://x")
    assert (place, trouble.code) == ("ftp://x", "fetch_scheme")


def test_fetching_can_be_switched_off(monkeypatch):
    assert fetching.allowed()
    monkeypatch.setenv("MIRSAD_FETCH", "off")
    assert not fetching.allowed()
    with pytest.raises(Unreadable) as error:
        fetch("https://example.org/")
    assert error.value.code == "fetch_off"


def test_ports_are_opened_by_configuration_only(monkeypatch):
    assert fetching.open_network().ports == {80, 443}
    monkeypatch.setenv("MIRSAD_FETCH_PORTS", "8080, 8443")
    assert fetching.open_network().ports == {80, 443, 8080, 8443}


def an_intake_of_addresses(site, corpus, monkeypatch, rows):
    """A table of addresses of the site on the page Add articles, its pages asked for."""
    monkeypatch.setattr(fetching, "open_network", lambda: network(site))
    heading = "url,title,media_name,publish_date,text\n"
    lines = [f"http://news.example:{site.server_port}{path},{title},BBC,2024-05-03,{text}\n"
             for path, title, text in rows]
    one = waiting.make(corpus.folder, [("list.csv", "file", (heading + "".join(lines)).encode())])
    one.begin("read")
    taking.work(corpus, one)
    one.fetch(one.sources[0])
    one.begin("read")
    return one


def test_a_list_of_addresses_is_fetched_with_what_the_list_knows_of_each(site, corpus, monkeypatch):
    one = an_intake_of_addresses(site, corpus, monkeypatch, [
        ("/page", "Ours", ""), ("/missing", "Gone", ""), ("/page", "Twice", ""), ("", "Here", f'"{ENGLISH}"')])
    assert [waits.draft.title for waits in one.articles.values()] == ["Here"], "what the table has is not lost"
    assert not one.lists()
    taking.work(corpus, one)
    assert [waits.draft.outlet for waits in one.articles.values()] == ["BBC News", "BBC News"]
    assert one.whole(1).url.endswith("/page") and ENGLISH in one.whole(1).text
    assert [(trouble.place.rpartition("/")[2], trouble.error.code) for trouble in one.troubles] == [
        ("missing", "fetch_status")]
    assert (one.sources[0].fetched, one.sources[0].pages, one.phase) == (2, 2, "look")


def test_fetching_that_was_broken_off_goes_on_with_the_next_page(site, corpus, monkeypatch):
    one = an_intake_of_addresses(site, corpus, monkeypatch, [("/page", "One", ""), ("/arabic", "Two", "")])
    answered = Site.page

    def page_and_cancel(asked):
        one.stop()
        answered(asked)

    monkeypatch.setattr(Site, "page", page_and_cancel)
    taking.work(corpus, one)
    assert (one.phase, len(one.unread()), one.sources[0].fetched) == ("look", 1, 0)
    monkeypatch.setattr(Site, "page", answered)
    found = waiting.Intake(one.folder)
    found.begin("read")
    taking.work(corpus, found)
    assert (found.sources[0].fetched, len(found.articles), found.phase) == (2, 2, "look")
    assert [path for path, _ in Site.asked] == ["/page", "/page", "/arabic"]


@pytest.mark.skipif(not which("openssl"), reason="a certificate is made with openssl")
def test_a_secure_site_has_to_prove_the_name_that_was_asked_for(site, tmp_path):
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate,
                    "-days", "2", "-subj", "/CN=news.example", "-addext", "subjectAltName=DNS:news.example"],
                   check=True, capture_output=True)
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(certificate, key)
    site.socket = serving.wrap_socket(site.socket, server_side=True)

    def trusting() -> ssl.SSLContext:
        return ssl.create_default_context(cafile=certificate)

    def at(host: str, tls) -> fetching.Fetched:
        return fetch(f"https://{host}:{site.server_port}/page",
                     network(site, resolve=lambda host, port: ["127.0.0.1"], tls=tls))

    assert at("news.example", trusting).data == PAGE.encode()
    for host, tls in (("other.example", trusting), ("news.example", fetching._trusted)):
        with pytest.raises(Unreadable) as error:
            at(host, tls)
        assert error.value.code == "fetch_certificate"
