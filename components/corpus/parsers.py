"""From an uploaded file to the articles in it. What a file is, its bytes say; its name only settles a doubt."""
from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import PurePath

from components.corpus import documents, pdf, records, webpage
from components.corpus.encoding import decode
from components.corpus.errors import Unreadable
from components.corpus.models import Parsed

# A year of a newspaper's articles in one CSV is about 60 MB; Streamlit holds an upload in memory several times over.
FILE_BYTES = 100_000_000
# One page, one document: the largest news pages, with their scripts, are 5 MB.
PAGE_BYTES = 20_000_000
# One upload is one file of the corpus and one answer to the person who waits for it.
ARTICLES_PER_FILE = 50_000
# The longest long reads have 100,000 characters; a whole book would make every figure per article meaningless.
CHARACTERS_PER_ARTICLE = 500_000

# Called with the place (a line, a row) and the reason where one article of many could not be read.
Rejected = Callable[[str, Unreadable], None]

_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|div|p|meta|title)[\s>]", re.IGNORECASE)
_REFUSED = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"\x7fELF", b"MZ\x90",
            b"OggS", b"ID3", b"SQLite format 3", b"PAR1")
_OLE = b"\xd0\xcf\x11\xe0"
_REFUSED_ENDINGS = {".doc", ".rtf", ".odt", ".epub", ".xls", ".xlsx", ".ppt", ".pptx", ".zip", ".png", ".jpg", ".jpeg",
                    ".gif", ".mp3", ".mp4", ".exe"}


def parse(name: str, data: bytes, rejected: Rejected | None = None) -> list[Parsed]:
    """The articles in a file: one, or as many as a table or a file of JSON lines has.

    name: the file's name, for its ending and to tell the article's source.
    rejected: told of single articles that could not be read while the others could; without it the first such
        article is raised.
    Raises Unreadable, and nothing else whatever the bytes are.
    """
    try:
        found = _parse(name, data, rejected)
    except Unreadable:
        raise
    except RecursionError as error:
        raise Unreadable("parser_failed", kind="RecursionError") from error
    except Exception as error:
        raise Unreadable("parser_failed", kind=type(error).__name__) from error
    kept = []
    for number, article in enumerate(found, start=1):
        trouble = _trouble(article)
        if trouble is None:
            kept.append(article)
        elif rejected is None or len(found) == 1:
            raise trouble
        else:
            rejected(article.source_name or str(number), trouble)
    if not kept:
        raise Unreadable("no_articles")
    return kept


def _parse(name: str, data: bytes, rejected: Rejected | None) -> list[Parsed]:
    source, ending = PurePath(name.replace("\\", "/")).name, PurePath(name).suffix.lower()
    if not data.strip(b"\0 \t\r\n"):
        raise Unreadable("empty_file")
    kind = kind_of(source, data)
    limit = FILE_BYTES if kind in ("csv", "json") else PAGE_BYTES
    if len(data) > limit:
        raise Unreadable("too_large", limit_mb=limit // 1_000_000, size_mb=round(len(data) / 1_000_000, 1))
    if kind == "pdf":
        return [pdf.parse(source, data)]
    if kind == "docx":
        return [documents.parse(source, data)]
    text, problems = decode(data) if kind != "html" else ("", ())
    if kind == "html":
        return [webpage.parse(source, data)]
    if kind == "json":
        return records.from_json(source, text, ARTICLES_PER_FILE, rejected)
    if kind == "csv":
        return records.from_csv(source, text, ARTICLES_PER_FILE, "\t" if ending == ".tsv" else "")
    return [Parsed(text=text, source_name=source, problems=problems)]


def kind_of(name: str, data: bytes) -> str:
    """What the file is: pdf | docx | html | json | csv | text. Raises Unreadable for anything else.

    >>> kind_of("article.txt", b"%PDF-1.7 ...")
    'pdf'
    """
    ending = PurePath(name).suffix.lower()
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if ending == ".pdf":
        raise Unreadable("broken_pdf")
    if data.startswith(b"PK\x03\x04") and (ending == ".docx" or documents.is_docx(data)):
        return "docx"
    if data.startswith(_OLE):
        raise Unreadable("encrypted_docx") if documents.is_encrypted(data) else Unreadable("unknown_type", name=name)
    if ending == ".docx":
        raise Unreadable("broken_docx")
    if data.startswith((*_REFUSED, b"PK\x03\x04")) or ending in _REFUSED_ENDINGS:
        raise Unreadable("unknown_type", name=name)
    if ending in (".csv", ".tsv"):
        return "csv"
    if ending in (".jsonl", ".ndjson", ".json"):
        return "json"
    narrow = head.replace(b"\0", b"")
    if ending in (".html", ".htm", ".xhtml") or (narrow.startswith(b"<") and _HTML.search(narrow)):
        return "html"
    return "text"


def _trouble(article: Parsed) -> Unreadable | None:
    if not any(character.isalpha() for character in article.text):
        return Unreadable("no_text")
    if len(article.text) > CHARACTERS_PER_ARTICLE:
        return Unreadable("too_long_article", limit=CHARACTERS_PER_ARTICLE, length=len(article.text))
    return None
