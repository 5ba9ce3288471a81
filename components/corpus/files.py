"""Files of the corpus folder: written so that a file is there whole or not at all, listed, named by time."""
from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

# A temporary file older than this was left by a process that died.
ABANDONED_SECONDS = 3600

# What file systems say that can't give one file two names.
_NO_LINKS = {errno.EPERM, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP}

_STAMP = re.compile(r"\d{20}-[0-9a-f]{8}(?=\.|$)")


def stamp(after: str = "") -> str:
    """A new name that sorts by time, later than `after`, and that no other process has.

    >>> stamp() < stamp(after=stamp())
    True
    """
    nanoseconds = time.time_ns()
    if after:
        nanoseconds = max(nanoseconds, int(after.partition("-")[0]) + 1)
    return f"{nanoseconds:020d}-{secrets.token_hex(4)}"


def latest(names: Iterable[str]) -> str:
    """The newest stamp among file names; empty where none of them has one (foreign files have none)."""
    return max((m[0] for name in names if (m := _STAMP.match(name))), default="")


def write_durably(path: Path, data: bytes) -> None:
    """Put a new file in place: after the return it survives a crash, before it nothing of it can be seen.

    Raises OSError (disk full, no permission) and leaves nothing behind then.
    """
    with coming(path) as temporary:
        temporary.write_bytes(data)


def create_durably(path: Path, data: bytes) -> None:
    """As `write_durably`, but of several who try at once one succeeds. Raises FileExistsError for the others."""
    with coming(path, _put_first) as temporary:
        temporary.write_bytes(data)


@contextlib.contextmanager
def coming(path: Path, put: Callable[[Path, Path], None] = os.replace) -> Iterator[Path]:
    """A place to write a new file to, which is put in its own place, as `write_durably` says, when the block ends."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}.tmp")
    try:
        yield temporary
        with open(temporary, "rb+") as file:
            os.fsync(file.fileno())
        put(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    _sync_folder(path.parent)


def _put_first(temporary: Path, path: Path) -> None:
    if os.name == "nt":
        # There a rename refuses to put a file in another's place.
        os.rename(temporary, path)
        return
    try:
        os.link(temporary, path)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        # A memory stick, say: a crash at this very moment leaves a file that is told to be damaged.
        with open(path, "xb", buffering=0) as file:
            file.write(temporary.read_bytes())
            os.fsync(file.fileno())
    temporary.unlink()


def _sync_folder(folder: Path) -> None:
    # Windows can't open a folder; there the rename itself is written through.
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def listing(folder: Path, ending: str) -> frozenset[str]:
    """Names of the finished files with that ending."""
    with os.scandir(folder) as entries:
        return frozenset(e.name for e in entries if e.name.endswith(ending) and not e.name.startswith("."))


def mark(path: Path) -> tuple[int, int]:
    """What tells a file from the one that it was before it was damaged or replaced; empty where it is gone."""
    try:
        found = path.stat()
    except OSError:
        return ()
    return found.st_size, found.st_mtime_ns


def sweep(folder: Path) -> None:
    """Remove temporary files of processes that died long ago."""
    limit = time.time() - ABANDONED_SECONDS
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(".") and entry.name.endswith(".tmp"):
                with contextlib.suppress(OSError):
                    if entry.stat().st_mtime < limit:
                        os.unlink(entry.path)
