"""Zip archives of files: each is read as if it came alone. Nothing is written to disk, no bad one stops the others."""
from __future__ import annotations

import contextlib
import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from components.corpus.errors import Unreadable

# What all files of an archive may unpack to. Text shrinks to a third or a tenth of its size; of what shrinks to less
# than a two-hundredth nothing is news.
UNPACKED_BYTES = 300_000_000
RATIO, RATIO_FROM_BYTES = 200, 1_000_000
MEMBERS = 50_000
_CHUNK = 1 << 16
# What zipfile raises for archives that are damaged, locked or packed in a way that it does not know.
DAMAGES = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, RuntimeError,
           ImportError)
_DEPOSITED = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


def members(data: bytes, endings: set[str]) -> Iterator[tuple[str, bytes | Unreadable]]:
    """Each file in an archive with its path there, and its bytes or the reason why they can't be had.

    endings: of files that are asked for; of the others only the number is told, at last.
    Raises Unreadable: broken_zip, too_many_members, zip_bomb (where all files together are too large).
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except DAMAGES as error:
        raise Unreadable("broken_zip") from error
    with archive:
        inside = [info for info in archive.infolist() if not info.is_dir() and not _deposited(info.filename)]
        if len(inside) > MEMBERS:
            raise Unreadable("too_many_members", limit=MEMBERS)
        left, others = UNPACKED_BYTES, 0
        for info in inside:
            name = _name(info)
            ending = PurePosixPath(name).suffix.lower()
            if ending == ".zip":
                yield name, Unreadable("nested_zip")
            elif ending not in endings:
                others += 1
            else:
                found = _bytes(archive, info, left)
                left -= len(found) if isinstance(found, bytes) else 0
                if left <= 0:
                    raise Unreadable("zip_bomb", limit_mb=UNPACKED_BYTES // 1_000_000)
                yield name, found
        if others:
            yield "", Unreadable("other_files", count=others)


def _deposited(name: str) -> bool:
    """Whether a system put the file there and no person."""
    return name.startswith(_DEPOSITED) or PurePosixPath(name).name.startswith((".", *_DEPOSITED))


def _name(info: zipfile.ZipInfo) -> str:
    """The file's path inside of the archive. It is only ever shown: nothing is written to where it points."""
    name = info.filename
    if not info.flag_bits & 0x800:
        # Old programs did not say how they wrote a name; most write UTF-8 today.
        with contextlib.suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    return "/".join(parts)


def unpacking(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int) -> Iterator[bytes]:
    """What a file unpacks to, a piece at a time, counted while it does, whatever it says about its size.

    most: the bytes that the whole archive may unpack to, for the message. Raises Unreadable: encrypted_zip, zip_bomb
    (what no text is packed like); and DAMAGES.
    """
    if info.flag_bits & 0x1:
        raise Unreadable("encrypted_zip")
    count = 0
    with archive.open(info) as file:
        while chunk := file.read(_CHUNK):
            count += len(chunk)
            if count > RATIO_FROM_BYTES and count > RATIO * max(1, info.compress_size):
                raise Unreadable("zip_bomb", limit_mb=most // 1_000_000)
            yield chunk


def _bytes(archive: zipfile.ZipFile, info: zipfile.ZipInfo, left: int) -> bytes | Unreadable:
    """What a file unpacks to, or why it does not; no more of it than shows that it is more than `left`."""
    out = bytearray()
    try:
        for chunk in unpacking(archive, info, UNPACKED_BYTES):
            out += chunk
            if len(out) > left:
                break
    except Unreadable as trouble:
        return trouble
    except DAMAGES:
        return Unreadable("broken_zip")
    return bytes(out)
