"""Documents of word processors: Word (.docx), OpenDocument (.odt) and Rich Text (.rtf)."""
from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import docx
from defusedxml.ElementTree import fromstring
from docx.document import Document
from docx.table import Table
from striprtf.striprtf import rtf_to_text

from components.corpus import packages
from components.corpus.errors import Unreadable
from components.corpus.models import Parsed

# Programs put their own name where nobody set an author.
_PROGRAMS = ("python-docx", "microsoft office user", "user", "admin", "unknown")
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
# What stands in an OpenDocument's paragraphs without being part of its running text.
_BESIDE = {_TEXT + "note", _OFFICE + "annotation", _TEXT + "tracked-changes", _TEXT + "table-of-content"}
_SPACES = 1_000
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
_RTF_FACT = {name: re.compile(r"\{\\" + name + r"\s((?:[^{}\\]|\\[^{}]|\\[{}])*)\}") for name in ("title", "author")}


def is_encrypted(data: bytes) -> bool:
    """Whether an OLE file is an Office document locked with a password."""
    return "EncryptedPackage".encode("utf-16-le") in data


def from_docx(source: str, data: bytes) -> Parsed:
    """The text of a Word document, a line per paragraph, tables row by row.

    Raises Unreadable: broken_docx, zip_bomb, xml_bomb.
    """
    with packages.opened(data, "word/document.xml", "broken_docx"):
        document = docx.Document(io.BytesIO(data))
        lines = list(_lines(document))
        properties = document.core_properties
        return _article(source, lines, properties.title or "", properties.author or "")


def _article(source: str, lines: list[str], title: str, author: str) -> Parsed:
    author = "" if author.strip().casefold() in _PROGRAMS else author
    title = "" if title.strip().casefold() in ("word document",) else title
    return Parsed(text="\n".join(lines), source_name=source, title=title.strip(), author=author.strip())


def _lines(document: Document) -> Iterator[str]:
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                yield "\t".join(dict.fromkeys(cell.text.strip() for cell in row.cells))
        else:
            yield block.text


def from_odt(source: str, data: bytes) -> Parsed:
    """The text of an OpenDocument, a line per paragraph, tables row by row, without notes and deleted passages.

    Raises Unreadable: broken_odt, encrypted_odt, zip_bomb, xml_bomb.
    """
    with packages.opened(data, "content.xml", "broken_odt") as archive:
        body = fromstring(archive.read("content.xml"), forbid_dtd=True).find(f"{_OFFICE}body/{_OFFICE}text")
        if body is None:
            raise Unreadable("broken_odt")
        facts = _odt_facts(archive)
        return _article(source, list(_odt_lines(body)), facts.get("title", ""), facts.get("author", ""))


def odt_is_encrypted(data: bytes) -> bool:
    """Whether the manifest of an OpenDocument says that its parts are locked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return b"encryption-data" in archive.open("META-INF/manifest.xml").read(200_000)
    except Exception:  # a damaged one is told as such by whoever opens it
        return False


def _odt_facts(archive: zipfile.ZipFile) -> dict[str, str]:
    if "meta.xml" not in archive.namelist():
        return {}
    meta = fromstring(archive.read("meta.xml"), forbid_dtd=True)
    named = {"title": f".//{_DC}title", "author": f".//{_META}initial-creator"}
    return {name: "".join(found.itertext()) for name, path in named.items() if (found := meta.find(path)) is not None}


def _odt_lines(body: Element) -> Iterator[str]:
    waiting = [body]
    while waiting:
        element = waiting.pop()
        if element.tag in _BESIDE:
            continue
        if element.tag in (_TEXT + "p", _TEXT + "h"):
            yield "".join(_odt_pieces(element))
        elif element.tag == _TABLE + "table-row":
            yield "\t".join(" ".join(_odt_lines(cell)) for cell in element)
        else:
            waiting.extend(reversed(element))


def _odt_pieces(element: Element, deep: int = 0) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag == _TEXT + "s":
            told = child.get(_TEXT + "c", "1")
            yield " " * (min(int(told), _SPACES) if told.isdecimal() else 1)
        elif child.tag == _TEXT + "tab":
            yield "\t"
        elif child.tag == _TEXT + "line-break":
            yield "\n"
        elif child.tag not in _BESIDE and deep < 100:
            yield from _odt_pieces(child, deep + 1)
        yield child.tail or ""


def from_rtf(source: str, data: bytes) -> Parsed:
    """The text of a Rich Text file, with the title and author that it states. Raises Unreadable: broken_rtf."""
    # Rich Text is ASCII, with other letters by their number in the code page that the file names. Some programs write
    # them as they are.
    written = _BEYOND_ASCII.sub(lambda m: b"\\'%02x" % m[0][0], data).decode("ascii")
    if not written.rstrip("\0 \r\n").endswith("}"):
        raise Unreadable("broken_rtf")
    try:
        lines = rtf_to_text(written, errors="replace").split("\n")
        facts = {name: rtf_to_text("{\\rtf1 " + found[1] + "}", errors="replace").strip()
                 for name, fact in _RTF_FACT.items() if (found := fact.search(written))}
    except MemoryError:
        raise
    except Exception as error:
        raise Unreadable("broken_rtf") from error
    article = _article(source, lines, facts.get("title", ""), facts.get("author", ""))
    if not article.text.strip():
        raise Unreadable("broken_rtf")
    return article
