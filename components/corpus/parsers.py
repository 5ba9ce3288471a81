"""From an uploaded file to the articles in it. What a file is, its bytes say; its name only settles a doubt."""
from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import PurePath

from components.corpus import archives, documents, packages, pdf, records, several, tables, webarchive, webpage
from components.corpus.encoding import decode
from components.corpus.errors import Unreadable
from components.corpus.models import Parsed
from components.corpus.records import Rejected

# A year of a newspaper's articles in one CSV is about 60 MB; Streamlit holds an upload in memory several times over.
FILE_BYTES = 100_000_000
# One page, one document: the largest news pages, with their scripts, are 5 MB.
PAGE_BYTES = 20_000_000
# One upload is one file of the corpus and one answer to the person who waits for it.
ARTICLES_PER_FILE = 50_000
# The longest long reads have 100,000 characters; a whole book would make every figure per article meaningless.
CHARACTERS_PER_ARTICLE = 500_000

# Endings of the files that are read: what folders and archives are looked through for.
ENDINGS = {".txt", ".text", ".md", ".html", ".htm", ".xhtml", ".mhtml", ".mht", ".pdf", ".docx", ".odt", ".rtf", ".csv",
           ".tsv", ".tab", ".xlsx", ".jsonl", ".ndjson", ".json", ".zip"}

_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|div|p|meta|title)[\s>]", re.IGNORECASE)
_REFUSED = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"\x7fELF", b"MZ\x90", b"OggS",
            b"ID3", b"SQLite format 3", b"PAR1")
_OLE = b"\xd0\xcf\x11\xe0"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_REFUSED_ENDINGS = {".doc", ".epub", ".xls", ".ods", ".ppt", ".pptx", ".png", ".jpg", ".jpeg", ".gif", ".mp3", ".mp4",
                    ".exe"}
# Kinds that may hold thousands of articles, and so may be large.
_MANY = (*tables.KINDS, "zip")
_BY_ENDING = {".csv": "csv", ".tsv": "csv", ".tab": "csv", ".jsonl": "json", ".ndjson": "json", ".json": "json",
              ".html": "html", ".htm": "html", ".xhtml": "html", ".mhtml": "mhtml", ".mht": "mhtml"}
# Files of these endings that do not begin as such a file must.
_BROKEN = {".pdf": "broken_pdf", ".docx": "broken_docx", ".odt": "broken_odt", ".rtf": "broken_rtf",
           ".xlsx": "broken_xlsx", ".zip": "broken_zip"}


def parse(name: str, data: bytes, rejected: Rejected | None = None,
          columns: Mapping[str, str] | None = None) -> list[Parsed]:
    """The articles in a file: one, or as many as a table, an archive or a file of JSON lines has.

    name: the file's name, for its ending and to tell the article's source.
    rejected: told of single articles that could not be read while the others could; without it the first such
        article is raised.
    columns: of a table, which column each of our fields is in; None: guessed.
    Raises Unreadable, and nothing else whatever the bytes are.
    """
    return list(articles(name, data, rejected, columns))


def articles(name: str, data: bytes, rejected: Rejected | None = None,
             columns: Mapping[str, str] | None = None) -> Iterator[Parsed]:
    """As `parse`, one after the other as they are found."""
    try:
        for number, article in enumerate(sound(_articles(name, data, rejected, columns), rejected), start=1):
            if number > ARTICLES_PER_FILE:
                raise Unreadable("too_many_articles", limit=ARTICLES_PER_FILE)
            yield article
    except Unreadable:
        raise
    except MemoryError as error:
        raise Unreadable("too_much_memory") from error
    except Exception as error:
        raise Unreadable("parser_failed", kind=type(error).__name__) from error


def with_troubles(name: str, data: bytes, columns: Mapping[str, str] | None = None,
                  ) -> Iterator[Parsed | tuple[str, Unreadable]]:
    """The articles of a file and, in between, the places in it where none could be had, each with the reason.

    Raises Unreadable where the file as a whole can't be read.
    """
    told: list[tuple[str, Unreadable]] = []
    yield from joined(articles(name, data, lambda *trouble: told.append(trouble), columns), told)


def joined(found: Iterator[Parsed], told: list[tuple[str, Unreadable]]) -> Iterator[Parsed | tuple[str, Unreadable]]:
    """Articles, and what `told` gathers while they are found."""
    said = False
    try:
        for article in found:
            while told:
                said = True
                yield told.pop(0)
            yield article
    except Unreadable as trouble:
        # That nothing is left need not be said beside the reasons.
        if trouble.code != "no_articles" or not (said or told):
            yield from told
            raise
    yield from told


def sound(found: Iterable[Parsed], rejected: Rejected | None) -> Iterator[Parsed]:
    """Those articles that have words, and not too many. Raises Unreadable: no_articles, or why the only one has not."""
    count, held = 0, None
    for number, article in enumerate(found, start=1):
        trouble = _trouble(article)
        # The only article of a file is the file: that it can't be read is said of the file.
        if held is not None:
            _reject(rejected, *held)
            held = None
        if trouble is None:
            count += 1
            yield article
        elif number == 1:
            held = article.source_name or str(number), trouble
        else:
            _reject(rejected, article.source_name or str(number), trouble)
    if held is not None:
        raise held[1]
    if not count:
        raise Unreadable("no_articles")


def _reject(rejected: Rejected | None, place: str, trouble: Unreadable) -> None:
    if rejected is None:
        raise trouble
    rejected(place, trouble)


def _articles(name: str, data: bytes, rejected: Rejected | None,
              columns: Mapping[str, str] | None) -> Iterator[Parsed]:
    source = PurePath(name.replace("\\", "/")).name
    kind = checked_kind(source, data)
    if kind == "zip":
        yield from _of_archive(source, data, rejected, columns)
    elif kind in tables.KINDS:
        table, encoding, problems = tables.opened(kind, source, data)
        for article in records.articles(source, table, columns, rejected):
            yield replace(article, encoding=encoding, problems=(*problems, *article.problems))
    elif kind == "text":
        yield from of_text(source, *decode(data))
    else:
        yield _DOCUMENTS[kind](source, data)


_DOCUMENTS = {"pdf": pdf.parse, "docx": documents.from_docx, "odt": documents.from_odt, "rtf": documents.from_rtf,
              "html": webpage.parse, "mhtml": webarchive.parse}


def of_text(source: str, text: str, problems: tuple[str, ...] = (), encoding: str = "") -> Iterator[Parsed]:
    """The article that a plain text is, or the several that it holds (several.py)."""
    parts = several.split(text)
    for number, part in enumerate(parts, start=1):
        place = f"{source}:{number}" if len(parts) > 1 else source
        yield Parsed(text=part, source_name=place, problems=problems, encoding=encoding)


def _of_archive(source: str, data: bytes, rejected: Rejected | None,
                columns: Mapping[str, str] | None) -> Iterator[Parsed]:
    """The articles of all files in an archive; of a file that can't be read, the reason is told with its path."""
    for path, found in archives.members(data, ENDINGS):
        if isinstance(found, Unreadable):
            _reject(rejected, path, found)
            continue
        place = f"{source}/{path}"

        def told(inside: str, trouble: Unreadable, path: str = path) -> None:
            _reject(rejected, f"{path}:{inside.rpartition(':')[2]}" if inside else path, trouble)

        try:
            if kind_of(path, found) == "zip":
                raise Unreadable("nested_zip")
            for article in articles(path, found, told, columns):
                number = article.source_name.rpartition(":")[2]
                several_inside = article.source_name.endswith(f":{number}") and number.isdecimal()
                yield replace(article, source_name=f"{place}:{number}" if several_inside else place)
        except Unreadable as trouble:
            _reject(rejected, path, trouble)


def checked_kind(name: str, data: bytes) -> str:
    """As kind_of. Raises Unreadable also for a file that is empty or larger than its kind may be."""
    if len(data) > FILE_BYTES:
        raise too_large(len(data))
    if not data[:4096].strip(b"\0 \t\r\n") and not data.strip(b"\0 \t\r\n"):
        raise Unreadable("empty_file")
    kind = kind_of(name, data)
    if kind not in _MANY and len(data) > PAGE_BYTES:
        raise too_large(len(data), PAGE_BYTES)
    return kind


def too_large(size: int, limit: int = FILE_BYTES) -> Unreadable:
    """The trouble with a file of that many bytes."""
    # Rounded up, so that what is over a limit by little is seen to be.
    return Unreadable("too_large", limit_mb=limit // 1_000_000, size_mb=math.ceil(size / 100_000) / 10)


def kind_of(name: str, data: bytes) -> str:
    """What the file is: pdf | docx | odt | rtf | html | mhtml | csv | xlsx | json | zip | text. Else raises Unreadable.

    >>> kind_of("article.txt", b"%PDF-1.7 ...")
    'pdf'
    """
    ending = PurePath(name).suffix.lower()
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(_ZIP):
        return _kind_of_zip(name, ending, data)
    if data.startswith(_OLE):
        raise Unreadable("encrypted_docx") if documents.is_encrypted(data) else Unreadable("unknown_type", name=name)
    if head.startswith(b"{\\rtf"):
        return "rtf"
    if ending in _BROKEN:
        raise Unreadable(_BROKEN[ending])
    if data.startswith(_REFUSED) or ending in _REFUSED_ENDINGS:
        raise Unreadable("unknown_type", name=name)
    if ending in _BY_ENDING:
        return _BY_ENDING[ending]
    narrow = head.replace(b"\0", b"")
    if narrow.startswith(b"<") and _HTML.search(narrow):
        return "html"
    return "mhtml" if webarchive.looks_like(head) else "text"


def _kind_of_zip(name: str, ending: str, data: bytes) -> str:
    kind = packages.kind_of(data)
    if kind == "odt" and documents.odt_is_encrypted(data):
        raise Unreadable("encrypted_odt")
    if kind in ("docx", "xlsx", "odt", "zip"):
        # A .docx without a document in it is no archive of articles either.
        if kind == "zip" and ending in _BROKEN and ending != ".zip":
            raise Unreadable(_BROKEN[ending])
        return kind
    if not kind and ending in _BROKEN:
        raise Unreadable(_BROKEN[ending])
    raise Unreadable("unknown_type", name=name)


def _trouble(article: Parsed) -> Unreadable | None:
    if not any(character.isalpha() for character in article.text):
        return Unreadable("no_text")
    if len(article.text) > CHARACTERS_PER_ARTICLE:
        return Unreadable("too_long_article", limit=CHARACTERS_PER_ARTICLE, length=len(article.text))
    return None
