"""Files that are zip archives inside: Word, Excel and OpenDocument. None is opened before it was looked over.

Such a file may be built to unpack to a million times its size, or hold XML that defines entities.
"""
from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from components.corpus.archives import DAMAGES
from components.corpus.errors import Unreadable

# A long report with its pictures unpacks to some 50 MB; its text, the largest XML file, to 10 MB.
UNPACKED_BYTES = 150_000_000
XML_BYTES = 40_000_000
PARTS = 5_000

# What tells one package from another: a part that only this kind has.
_TELLING = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}
_OPENDOCUMENT = {"application/vnd.oasis.opendocument.text": "odt", "application/epub+zip": "epub"}


def kind_of(data: bytes) -> str:
    """docx | xlsx | pptx | odt | epub, "package" for others of these families, else zip; empty for no zip at all."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            for kind, part in _TELLING.items():
                if part in names:
                    return kind
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                told = archive.read("mimetype").decode("ascii", "replace").strip()
                return _OPENDOCUMENT.get(told, "package")
            return "package" if "[Content_Types].xml" in names else "zip"
    except DAMAGES:
        return ""


@contextmanager
def opened(data: bytes, needed: str, broken: str, xml_bytes: int = XML_BYTES) -> Iterator[zipfile.ZipFile]:
    """The archive, when it was found to unpack to a sensible size and its XML to define nothing.

    needed: a part without which it is no such file. broken: the code where it is damaged, also inside of the block.
    Raises Unreadable: that code, zip_bomb, xml_bomb.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            unpacked = sum(part.file_size for part in parts)
            xml = [part for part in parts if part.filename.lower().endswith((".xml", ".rels"))]
            if unpacked > UNPACKED_BYTES or len(parts) > PARTS or sum(part.file_size for part in xml) > xml_bytes:
                raise Unreadable("zip_bomb", limit_mb=xml_bytes // 1_000_000)
            if needed not in archive.namelist():
                raise Unreadable(broken)
            for part in xml:
                with archive.open(part) as file:
                    for _, element in iterparse(file, forbid_dtd=True):
                        element.clear()
            yield archive
    except Unreadable:
        raise
    except DefusedXmlException as error:
        raise Unreadable("xml_bomb") from error
    except MemoryError:
        raise
    except Exception as error:
        raise Unreadable(broken) from error
