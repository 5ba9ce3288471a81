"""Pages fetched from web addresses, and from nowhere else: no address inside of the server's own network is reached.

A name is looked up once, every address that it stands for is checked, and the connection goes to the one that was
checked, so that a name which changes its meaning meanwhile gains nothing. Each redirect is checked like the first
address. MIRSAD_FETCH=off switches it all off; MIRSAD_FETCH_PORTS names ports beside 80 and 443.
"""
from __future__ import annotations

import http.client
import ipaddress
import os
import re
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TookTooLong
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from urllib.parse import quote, unquote, urljoin, urlsplit

import certifi

from components.corpus.errors import Unreadable
from components.corpus.parsers import PAGE_BYTES

# A news page comes within a few seconds; a server that drips holds nobody longer than this, redirects included.
SECONDS = 20.0
# What is kept of an answer, unpacked: as much as a page or document may have.
BYTES = PAGE_BYTES
# Browsers follow twenty; from http to https to www to the article are three.
REDIRECTS = 5
_CHUNK = 1 << 16
_MOVED = (301, 302, 303, 307, 308)
_AGENT = "Mozilla/5.0 (compatible; Mirsad)"
_ADDRESS_CHARACTERS = 2_000
_ENDINGS = {"text/html": ".html", "application/xhtml+xml": ".html", "application/pdf": ".pdf", "text/plain": ".txt",
            "text/csv": ".csv", "application/json": ".json", "multipart/related": ".mhtml",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx"}
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset", re.IGNORECASE)

# Not public, whatever else is said of them: what the ipaddress module of some Python versions passes, addresses that
# stand for others inside (NAT64, 6to4, Teredo), and the one public address at which a cloud (Azure) serves secrets.
_CLOSED = [ipaddress.ip_network(network) for network in (
    "0.0.0.0/8", "100.64.0.0/10", "168.63.129.16/32", "192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15", "240.0.0.0/4",
    "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2002::/16", "fc00::/7", "fec0::/10", "5f00::/16",
    "::/96")]


def is_public(address: str) -> bool:
    """Whether an IP address lies in the open internet.

    >>> [is_public(a) for a in ("93.184.216.34", "127.0.0.1", "169.254.169.254", "::ffff:10.0.0.1", "fd00:ec2::254")]
    [True, False, False, False, False]
    """
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    ip = getattr(ip, "ipv4_mapped", None) or ip
    if not ip.is_global or ip.is_multicast or ip.is_reserved or ip.is_unspecified:
        return False
    return not any(ip.version == network.version and ip in network for network in _CLOSED)


def _looked_up(host: str, port: int) -> list[str]:
    return list(dict.fromkeys(str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))


@cache
def _trusted() -> ssl.SSLContext:
    context = ssl.create_default_context()
    # Some systems' Python comes without authorities of its own.
    context.load_verify_locations(certifi.where())
    return context


@dataclass(frozen=True, slots=True)
class Network:
    """What may be reached and how: names to IP addresses, which of these are permitted, and on which ports."""

    resolve: Callable[[str, int], list[str]] = _looked_up
    permits: Callable[[str], bool] = is_public
    ports: frozenset[int] = frozenset({80, 443})
    tls: Callable[[], ssl.SSLContext] = _trusted


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave: a file name for it, its bytes, the address that it came from in the end, and its type."""

    name: str
    data: bytes
    address: str
    content_type: str


def allowed() -> bool:
    """Whether pages may be fetched: MIRSAD_FETCH is not off."""
    return os.environ.get("MIRSAD_FETCH", "on").strip().casefold() not in ("off", "0", "no", "false")


def open_network() -> Network:
    """The internet, with the ports that MIRSAD_FETCH_PORTS adds ("8080,8443")."""
    told = re.findall(r"\d+", os.environ.get("MIRSAD_FETCH_PORTS", ""))
    return Network(ports=frozenset({80, 443, *map(int, told)}))


def fetch(address: str, network: Network | None = None) -> Fetched:
    """The page or file at an address, redirects followed. Nothing is sent but the request: no cookies, no referrer.

    Raises Unreadable: fetch_off, fetch_address, fetch_scheme, fetch_port, fetch_private, fetch_unknown_host,
    fetch_timeout, fetch_too_large, fetch_too_many_redirects, fetch_status, fetch_certificate, fetch_failed.
    """
    if not allowed():
        raise Unreadable("fetch_off")
    network, until = network or open_network(), time.monotonic() + SECONDS
    for _ in range(REDIRECTS + 1):
        answer = _one(_Target.of(address, network), network, until)
        if isinstance(answer, Fetched):
            return answer
        address = urljoin(address, answer)
    raise Unreadable("fetch_too_many_redirects", limit=REDIRECTS)


@dataclass(frozen=True, slots=True)
class _Target:
    """An address taken apart."""

    address: str
    secure: bool
    host: str
    port: int
    path: str

    @classmethod
    def of(cls, address: str, network: Network) -> _Target:
        address = address.strip()
        # Browsers drop tabs and line ends; somebody who writes them here has something else in mind.
        if not address or len(address) > _ADDRESS_CHARACTERS or any(c <= " " or c == "\x7f" for c in address):
            raise Unreadable("fetch_address")
        try:
            parts = urlsplit(address)
            port = parts.port
        except ValueError as error:
            raise Unreadable("fetch_address") from error
        if parts.scheme.casefold() not in ("http", "https"):
            raise Unreadable("fetch_scheme")
        if not parts.hostname or parts.username is not None or parts.password is not None or "\\" in address:
            raise Unreadable("fetch_address")
        try:
            host = parts.hostname if ":" in parts.hostname else parts.hostname.encode("idna").decode("ascii")
        except UnicodeError as error:
            raise Unreadable("fetch_address") from error
        if not re.fullmatch(r"[\w.:%-]+", host, re.ASCII):
            raise Unreadable("fetch_address")
        secure = parts.scheme.casefold() == "https"
        port = port if port is not None else (443 if secure else 80)
        if port not in network.ports:
            raise Unreadable("fetch_port", port=str(port))
        path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
        path += "?" + quote(parts.query, safe="/%:@!$&'()*+,;=~-._?") if parts.query else ""
        return cls(address, secure, host, port, path)


class _Line:
    """A connection that is cut at a given time, however slowly the other side answers."""

    def __init__(self, until: float) -> None:
        self.socket: socket.socket | None = None
        self.was_cut = False
        self._timer = threading.Timer(max(0.0, until - time.monotonic()), self._cut)
        self._timer.daemon = True

    def __enter__(self) -> _Line:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        if self.socket is not None:
            self.socket.close()

    def _cut(self) -> None:
        self.was_cut = True
        if self.socket is not None:
            with suppress(OSError):
                socket.socket.shutdown(self.socket, socket.SHUT_RDWR)


def _one(target: _Target, network: Network, until: float) -> Fetched | str:
    """What one address gives, or the address that it points on to."""
    addresses = _checked(target, network, until)
    with _Line(until) as line:
        try:
            connection = _connection(target, addresses, network, line, until)
            connection.request("GET", target.path, headers={
                "User-Agent": _AGENT, "Accept": "text/html,application/xhtml+xml,*/*;q=0.5",
                "Accept-Encoding": "gzip", "Connection": "close"})
            response = connection.getresponse()
            if response.status in _MOVED and (onward := response.headers.get("Location")):
                return onward.strip()
            if response.status != 200:
                raise Unreadable("fetch_status", status=str(response.status))
            data = _body(response, target, line)
        except ssl.SSLCertVerificationError as error:
            raise Unreadable("fetch_certificate", host=target.host) from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            if line.was_cut or isinstance(error, TimeoutError):
                raise Unreadable("fetch_timeout", seconds=round(SECONDS)) from error
            raise Unreadable("fetch_failed", host=target.host) from error
        if line.was_cut:
            raise Unreadable("fetch_timeout", seconds=round(SECONDS))
        kind = response.headers.get_content_type()
        return Fetched(_file_name(target, kind), _in_utf8(data, kind, response.headers.get_content_charset() or ""),
                       target.address, kind)


def _checked(target: _Target, network: Network, until: float) -> list[str]:
    """The host's IP addresses, all of them permitted."""
    looking = ThreadPoolExecutor(1, thread_name_prefix="mirsad-lookup")
    try:
        addresses = looking.submit(network.resolve, target.host, target.port).result(
            timeout=max(0.0, until - time.monotonic()))
    except TookTooLong as error:
        raise Unreadable("fetch_timeout", seconds=round(SECONDS)) from error
    except (OSError, UnicodeError, ValueError) as error:
        raise Unreadable("fetch_unknown_host", host=target.host) from error
    finally:
        looking.shutdown(wait=False)
    if not addresses:
        raise Unreadable("fetch_unknown_host", host=target.host)
    if not all(map(network.permits, addresses)):
        raise Unreadable("fetch_private", host=target.host)
    return addresses


def _connection(target: _Target, addresses: list[str], network: Network, line: _Line,
                until: float) -> http.client.HTTPConnection:
    """A connection to one of the checked addresses, under the name that was asked for."""
    for at, ip in enumerate(addresses, start=1):
        try:
            line.socket = socket.create_connection((ip, target.port), timeout=max(0.1, until - time.monotonic()))
            break
        except OSError:
            if at == len(addresses):
                raise
    if line.was_cut:
        raise TimeoutError
    if not target.secure:
        connection = http.client.HTTPConnection(target.host, target.port)
    else:
        context = network.tls()
        line.socket = context.wrap_socket(line.socket, server_hostname=target.host, do_handshake_on_connect=False)
        line.socket.do_handshake()
        connection = http.client.HTTPSConnection(target.host, target.port, context=context)
    connection.sock = line.socket
    return connection


def _body(response: http.client.HTTPResponse, target: _Target, line: _Line) -> bytes:
    """The answer's bytes, unpacked; no more is held than may be, whatever it packs."""
    coding = (response.headers.get("Content-Encoding") or "identity").strip().casefold()
    if coding not in ("identity", "gzip", "x-gzip"):
        raise Unreadable("fetch_failed", host=target.host)
    unpacking = zlib.decompressobj(16 + zlib.MAX_WBITS) if coding != "identity" else None
    out = bytearray()
    try:
        while chunk := response.read(_CHUNK):
            while chunk:
                out += unpacking.decompress(chunk, _CHUNK) if unpacking else chunk
                chunk = unpacking.unconsumed_tail if unpacking else b""
                if len(out) > BYTES:
                    raise Unreadable("fetch_too_large", limit_mb=BYTES // 1_000_000)
    except zlib.error as error:
        raise Unreadable("fetch_failed", host=target.host) from error
    if response.length and not line.was_cut:
        # The other side broke off; half a page is no page.
        raise Unreadable("fetch_failed", host=target.host)
    return bytes(out)


def _file_name(target: _Target, kind: str) -> str:
    """A file's name for what was fetched, with the ending of its type."""
    last = unquote(target.path.partition("?")[0].rstrip("/").rpartition("/")[2])[:100] or target.host
    ending = _ENDINGS.get(kind, "")
    return last if not ending or last.casefold().endswith(ending) else last + ending


def _in_utf8(data: bytes, kind: str, charset: str) -> bytes:
    """A text in UTF-8, marked so, where only the answer's head names another encoding; else the bytes as they are."""
    if not kind.startswith("text/") or charset in ("", "utf-8", "utf8") or _META_CHARSET.search(data[:4096]):
        return data
    try:
        return b"\xef\xbb\xbf" + data.decode(charset).encode("utf-8")
    except (LookupError, UnicodeError):
        return data
