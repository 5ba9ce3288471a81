"""Word documents. A .docx is a zip of XML files, so both may be built to explode; neither is opened unchecked."""
from __future__ import annotations

import io
import zipfile
import zlib

import docx
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse
from docx.document import Document
from docx.table import Table

from components.corpus.errors import Unreadable
from components.corpus.models import Parsed

# A long report with its pictures unpacks to some 50 MB; its text, the largest XML file, to 10 MB.
UNPACKED_BYTES = 150_000_000
XML_BYTES = 40_000_000
PARTS = 5_000


def is_docx(data: bytes) -> bool:
    """Whether a zip file has a Word document in it."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "word/document.xml" in archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, UnicodeError):
        return False


def is_encrypted(data: bytes) -> bool:
    """Whether an OLE file is a Word document locked with a password."""
    return "EncryptedPackage".encode("utf-16-le") in data


def parse(source: str, data: bytes) -> Parsed:
    """The text of a Word document, a line per paragraph, tables row by row.

    Raises Unreadable: broken_docx, zip_bomb, xml_bomb.
    """
    try:
        _check(data)
        document = docx.Document(io.BytesIO(data))
        lines = list(_lines(document))
        properties = document.core_properties
        title, author = properties.title or "", properties.author or ""
    except Unreadable:
        raise
    except Exception as error:
        raise Unreadable("broken_docx") from error
    # The program's own name stands as author where nobody set one.
    author = "" if author.casefold() in ("python-docx", "microsoft office user", "user", "admin") else author
    title = "" if title.casefold() in ("word document",) else title
    return Parsed(text="\n".join(lines), source_name=source, title=title.strip(), author=author.strip())


def _lines(document: Document):
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                yield "\t".join(dict.fromkeys(cell.text.strip() for cell in row.cells))
        else:
            yield block.text


def _check(data: bytes) -> None:
    """Refuse an archive that unpacks to too much, or XML that defines entities, before anything is built from it."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            unpacked = sum(part.file_size for part in parts)
            xml = [part for part in parts if part.filename.lower().endswith((".xml", ".rels"))]
            if (unpacked > UNPACKED_BYTES or len(parts) > PARTS or sum(part.file_size for part in xml) > XML_BYTES):
                raise Unreadable("zip_bomb", limit_mb=XML_BYTES // 1_000_000)
            if "word/document.xml" not in archive.namelist():
                raise Unreadable("broken_docx")
            for part in xml:
                with archive.open(part) as file:
                    for _, element in iterparse(file, forbid_dtd=True):
                        element.clear()
    except DefusedXmlException as error:
        raise Unreadable("xml_bomb") from error
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError) as error:
        raise Unreadable("broken_docx") from error
