"""Newspaper pages as PDF. Their text may be locked, a picture, or Arabic in reversed order: then it is refused."""
from __future__ import annotations

import io
import re
import time
import unicodedata
from collections import Counter
from statistics import median

import wordfreq
from pypdf import PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError

from components.corpus.errors import Unreadable
from components.corpus.models import Parsed
from components.text.arabic import freeze, is_arabic
from components.text.words import tokens

PAGES = 200
# pypdf reads about 20 pages a second; a file built to keep it busy is let go.
SECONDS = 60.0

# Below this share of recognised words an Arabic PDF was extracted in reversed order. Words of four letters and more
# that wordfreq knows at 2.5 (three in ten million) and above: sound news 0.92, the same reversed letter by letter
# 0.01, every other line reversed about 0.47.
READABLE_SHARE = 0.7
_KNOWN_FREQUENCY = 2.5
_WORDS_TO_JUDGE = 12

# A scanned page yields nothing, or a page number; a page of news has hundreds of letters.
LETTERS_PER_PAGE = 20

_LIGATURES = re.compile(r"[\uFB00-\uFB06]")
_SENTENCE_END = re.compile(r"[.!?؟:…»”\"]\s*$")


def parse(source: str, data: bytes) -> Parsed:
    """The text of a PDF, its lines joined to paragraphs.

    Raises Unreadable: broken_pdf, encrypted_pdf, too_many_pages, image_only_pdf, reversed_pdf, too_slow.
    """
    try:
        pages, title, author = _extract(data)
    except Unreadable:
        raise
    except (DependencyError, FileNotDecryptedError) as error:
        raise Unreadable("encrypted_pdf") from error
    except Exception as error:
        raise Unreadable("broken_pdf") from error
    if not pages:
        raise Unreadable("broken_pdf")
    if sum(character.isalpha() for page in pages for character in page) < LETTERS_PER_PAGE * len(pages):
        raise Unreadable("image_only_pdf", pages=len(pages))
    text = freeze(_LIGATURES.sub(lambda m: unicodedata.normalize("NFKC", m[0]), paragraphs(pages)))
    problems: tuple[str, ...] = ()
    if is_arabic(text):
        share = recognised_share(text)
        if share is not None and share < READABLE_SHARE:
            raise Unreadable("reversed_pdf", percent=round(100 * share))
        # Digits and brackets inside right-to-left lines may have changed places on their way through the PDF.
        problems = ("pdf_order_unverified",)
    return Parsed(text=text, source_name=source, title=title, author=author, problems=problems)


def _extract(data: bytes) -> tuple[list[str], str, str]:
    deadline = time.monotonic() + SECONDS

    def watch(*_: object) -> None:
        if time.monotonic() > deadline:
            raise Unreadable("too_slow", seconds=int(SECONDS))

    reader = PdfReader(io.BytesIO(data), strict=False)
    # A PDF that only forbids printing opens with the empty password.
    if reader.is_encrypted and not reader.decrypt(""):
        raise Unreadable("encrypted_pdf")
    count = len(reader.pages)
    if count > PAGES:
        raise Unreadable("too_many_pages", limit=PAGES, pages=count)
    pages = []
    for page in reader.pages:
        watch()
        pages.append(page.extract_text(visitor_operand_before=watch))
    told = reader.metadata
    title = (told.title if told else "") or ""
    author = (told.author if told else "") or ""
    return pages, _sensible(title), _sensible(author)


def _sensible(title: str) -> str:
    """The title, unless a program put a file's name there."""
    title = " ".join(str(title).split())
    is_file = re.search(r"\.(?:docx?|pdf|indd|qxd|html?|txt)$|^(?:untitled|microsoft word)", title, re.IGNORECASE)
    return "" if is_file or len(title) > 300 else title


def recognised_share(text: str) -> float | None:
    """The share of Arabic words of four letters and more that are in use; None where there are too few to judge."""
    words = [token.text for token in tokens(text[:20_000]) if len(token.text) > 3 and is_arabic(token.text)]
    if len(words) < _WORDS_TO_JUDGE:
        return None
    return sum(wordfreq.zipf_frequency(word, "ar") >= _KNOWN_FREQUENCY for word in words) / len(words)


def paragraphs(pages: list[str]) -> str:
    """The pages' lines joined again where a paragraph runs on, without running heads and page numbers."""
    furniture = _running(pages)
    lines = [line.strip() for page in pages for line in page.split("\n") if _shape(line) not in furniture]
    widths = [len(line) for line in lines if line]
    full = 0.75 * median(sorted(widths)[len(widths) // 2:]) if widths else 0
    joined: list[str] = []
    runs_on = False
    for line in lines:
        if not line:
            runs_on = False
            continue
        if runs_on and joined[-1].endswith("-") and line[0].islower():
            joined[-1] = joined[-1][:-1] + line
        elif runs_on:
            joined[-1] += " " + line
        else:
            joined.append(line)
        # A short line, or one that ends a sentence and stops early, ends its paragraph.
        stops_early = len(line) < full or (_SENTENCE_END.search(line) and len(line) < full / 0.75 * 0.95)
        runs_on = line.endswith("-") or not stops_early
    return "\n".join(joined)


def _shape(line: str) -> str:
    return re.sub(r"\d+", "0", line.strip())


def _running(pages: list[str]) -> set[str]:
    """Shapes of lines that stand first or last on three pages or more, and bare page numbers."""
    edges: Counter[str] = Counter()
    for page in pages:
        lines = [line for line in page.split("\n") if line.strip()]
        edges.update({_shape(line) for line in (lines[:1] + lines[-1:])})
    return {shape for shape, count in edges.items() if count >= 3} | {"0"}
