"""Web pages as browsers save them whole (.mhtml): a letter whose parts are the page and its pictures."""
from __future__ import annotations

import email
import email.policy
import re
from dataclasses import replace
from email.message import Message

from components.corpus import webpage
from components.corpus.errors import Unreadable
from components.corpus.models import Parsed

_HEAD = re.compile(rb"(?:^|\n)(?:mime-version|snapshot-content-location|content-type:\s*multipart/related)",
                   re.IGNORECASE)
_PARTS = 5_000


def looks_like(head: bytes) -> bool:
    """Whether a file begins as a saved page does."""
    return b":" in head[:200] and bool(_HEAD.search(head)) and b"multipart/related" in head.lower()


def parse(source: str, data: bytes) -> Parsed:
    """The article of the page; its address comes from the letter's head.

    Raises Unreadable: broken_mhtml, and what webpage.parse raises.
    """
    try:
        letter = email.message_from_bytes(data, policy=email.policy.compat32)
        page = next((part for number, part in enumerate(letter.walk())
                     if number < _PARTS and part.get_content_type() in ("text/html", "application/xhtml+xml")), None)
        body = page.get_payload(decode=True) if page is not None else None
    except (ValueError, LookupError, RecursionError, AttributeError, TypeError) as error:
        raise Unreadable("broken_mhtml") from error
    if not isinstance(body, bytes) or not body.strip():
        raise Unreadable("broken_mhtml")
    article = webpage.parse(source, _as_utf8(body, page))
    address = str(letter.get("Snapshot-Content-Location") or page.get("Content-Location") or "").strip()
    return replace(article, url=article.url or (address if address.startswith(("http://", "https://")) else ""))


def _as_utf8(body: bytes, page: Message) -> bytes:
    """The page in UTF-8 where the letter names its encoding; the page's own bytes otherwise."""
    charset = page.get_content_charset() or ""
    if charset in ("", "utf-8"):
        return body
    try:
        return b"\xef\xbb\xbf" + body.decode(charset).encode("utf-8")
    except (LookupError, UnicodeError):
        return body
