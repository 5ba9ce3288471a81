"""Where a corpus lies: in a folder of this machine, or in an object store that fsspec knows (s3://…, gs://…, memory://).

Either keeps immutable files, each of them there whole or not at all, and what its listing names is the truth. In a
folder a file is written under another name, synced and renamed. To an object store it is sent whole by one request
(large ones in parts that count only together), which puts it in place or does not. All names are new ones, so that
nobody's file is ever overwritten, and a request that has to be sent twice does no harm.

What is read of an object store is copied to a folder of this machine first. A file never changes, so a copy is always
right, and questions are as quick as over a folder; copies of files that are gone are removed.
"""
from __future__ import annotations

import contextlib
import hashlib
import logging
import os
import threading
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import platformdirs

from components.corpus import files
from components.corpus.errors import CorpusError

log = logging.getLogger("mirsad.storage")

# What others write to an object store is seen after so long at most: a page asks two dozen questions, each of which
# looks for news, and a listing takes some 50 ms there. What this process writes it sees at once.
NEWS_SECONDS = 1.0
# A store that is away is not asked again for so long: its client tries for ten seconds before it gives up.
AWAY_SECONDS = 5.0
# The object on which it is tried whether the store refuses to put one in another's place.
_TRIAL = "turns"
# A client asks twice, and waits so many seconds for a connection and for a word: by itself it would go on for minutes,
# while somebody looks at a page that shows nothing.
_PATIENCE = {"s3": {"config_kwargs": {"connect_timeout": 3, "read_timeout": 15, "retries": {"total_max_attempts": 1}}}}
# What the clients of stores call it that tells an object from another of the same name.
_MARKS = ("ETag", "etag", "LastModified", "last_modified", "updated", "created")
# Copies made at once: each waits for the network most of the time.
AT_ONCE = 8


class Folder:
    """Files in a folder of this machine, or of one that it shares."""

    def __init__(self, folder: Path):
        self.folder = folder

    def listing(self, ending: str) -> frozenset[str]:
        """Names of the finished files with that ending. Raises OSError."""
        return files.listing(self.folder, ending)

    def bring(self, names: Iterable[str]) -> None:
        """Have the files where `path` says. Raises OSError where they can't be had now, but for files that are gone."""

    def path(self, name: str) -> Path:
        """Where the file can be read on this machine. Raises OSError."""
        return self.folder / name

    def read(self, name: str) -> bytes:
        """Raises OSError."""
        return self.path(name).read_bytes()

    def write(self, name: str, data: bytes) -> None:
        """Put a file in place: after the return it is there for good, before it nothing of it can be seen.

        Raises OSError, and then there is nothing.
        """
        files.write_durably(self.path(name), data)

    @property
    def takes_turns(self) -> bool:
        """Whether `create` keeps its word here. Raises OSError."""
        return True

    def create(self, name: str, data: bytes) -> None:
        """As `write`, but of several who try at once one succeeds. Raises FileExistsError for the others."""
        files.create_durably(self.path(name), data)

    def size(self, name: str) -> int:
        """Bytes. Raises OSError."""
        return self.path(name).stat().st_size

    def written(self, name: str) -> float:
        """When it was written, in seconds since 1970. Raises OSError."""
        return self.path(name).stat().st_mtime

    def remove(self, name: str) -> None:
        """Raises OSError."""
        self.path(name).unlink()

    def doubt(self) -> None:
        """Take nothing on trust that was known of the files."""

    def tidy(self) -> None:
        """Remove what was left by processes that died."""
        files.sweep(self.folder)


class _Found(NamedTuple):
    """What a listing says of an object. mark: changes where another one is put in its place."""

    size: int
    mark: str = ""

    @classmethod
    def of(cls, entry: dict) -> _Found:
        told = [str(entry[key]) for key in _MARKS if entry.get(key)]
        return cls(entry["size"] or 0, hashlib.sha256(repr(told).encode()).hexdigest()[:16])


class Bucket:
    """Objects under one prefix of an object store, with copies in a folder of this machine; methods as of Folder."""

    def __init__(self, system, prefix: str, copies: Path):
        self._system, self._prefix, self._copies = system, prefix, Folder(copies)
        self._lock = threading.RLock()
        self._found: dict[str, _Found] = {}
        self._looked = self._missed = float("-inf")
        self._is_exclusive: bool | None = None

    def listing(self, ending: str) -> frozenset[str]:
        with self._lock:
            if time.monotonic() - self._missed < AWAY_SECONDS:
                raise OSError("it did not answer a moment ago")
            if time.monotonic() - self._looked > NEWS_SECONDS:
                try:
                    self._look()
                except OSError as error:
                    log.warning("the corpus does not answer: %s", error)
                    self._missed = time.monotonic()
                    raise
            return frozenset(name for name in self._found if name.endswith(ending))

    def _look(self) -> None:
        with _as_os_errors():
            try:
                entries = self._system.ls(self._prefix, detail=True, refresh=True)
            except FileNotFoundError:
                # An object store has no empty folders.
                entries = []
        self._found = {entry["name"].rpartition("/")[2]: _Found.of(entry) for entry in entries
                       if entry["type"] == "file" and not entry["name"].endswith("/")}
        self._looked = time.monotonic()
        self._forget_copies()

    def _forget_copies(self) -> None:
        """Remove copies of files that are gone, when no question can still be about them."""
        limit = time.time() - files.ABANDONED_SECONDS
        for name in self._copies.listing("") - set(map(self._copy_of, self._found)):
            with contextlib.suppress(OSError):
                if self._copies.written(name) < limit:
                    self._copies.remove(name)

    def bring(self, names: Iterable[str]) -> None:
        missing = [name for name in names if not self._is_copied(name)]
        if missing:
            with ThreadPoolExecutor(AT_ONCE) as pool:
                list(pool.map(self._bring, missing))

    def _bring(self, name: str) -> None:
        with contextlib.suppress(FileNotFoundError):
            self.path(name)

    def _is_copied(self, name: str) -> bool:
        with contextlib.suppress(OSError):
            return name in self._found and self._copies.size(self._copy_of(name)) == self._found[name].size
        return False

    def _copy_of(self, name: str) -> str:
        """What its copy is called. A name without a stamp may come again, when the store's files were put back as they
        were before: its copy has the object's own mark.
        """
        if files.latest([name]):
            return name
        return f"{name}.{self._found[name].mark if name in self._found else ''}"

    def path(self, name: str) -> Path:
        place = self._copies.path(self._copy_of(name))
        if not self._is_copied(name):
            with files.coming(place) as temporary, _as_os_errors():
                self._system.get_file(self._at(name), str(temporary))
        return place

    def read(self, name: str) -> bytes:
        with _as_os_errors():
            return self._system.cat_file(self._at(name))

    def write(self, name: str, data: bytes) -> None:
        with _as_os_errors():
            self._system.pipe_file(self._at(name), data)
        self._has(name, data)

    @property
    def takes_turns(self) -> bool:
        with self._lock:
            if self._is_exclusive is None:
                # Asked of the store itself: there are some that take the condition and do not look at it.
                with contextlib.suppress(FileExistsError):
                    self._create(_TRIAL, b"")
                try:
                    self._create(_TRIAL, b"")
                    self._is_exclusive = False
                except FileExistsError:
                    self._is_exclusive = True
            return self._is_exclusive

    def create(self, name: str, data: bytes) -> None:
        try:
            self._create(name, data)
        except FileExistsError:
            # A request whose answer was lost is sent again by the client, and finds what it has put there itself.
            if self.read(name) != data:
                raise
        self._has(name, data)

    def _create(self, name: str, data: bytes) -> None:
        with _as_os_errors():
            self._system.pipe_file(self._at(name), data, mode="create")

    def _has(self, name: str, data: bytes) -> None:
        with self._lock:
            self._found[name] = _Found(len(data))
        # It is kept; without a copy it is fetched once.
        with contextlib.suppress(OSError):
            self._copies.write(self._copy_of(name), data)

    def size(self, name: str) -> int:
        with self._lock:
            if name not in self._found:
                raise FileNotFoundError(name)
            return self._found[name].size

    def written(self, name: str) -> float:
        with _as_os_errors():
            return self._system.modified(self._at(name)).timestamp()

    def remove(self, name: str) -> None:
        with _as_os_errors():
            self._system.rm_file(self._at(name))
        with self._lock:
            self._found.pop(name, None)

    def doubt(self) -> None:
        with self._lock:
            self._looked = float("-inf")

    def tidy(self) -> None:
        self._copies.tidy()

    def _at(self, name: str) -> str:
        return f"{self._prefix}/{name}"


Place = Folder | Bucket


class Storage(NamedTuple):
    """The places of one corpus. folder: on this machine, for what is made from the rest, or is on its way into it."""

    address: str
    folder: Path
    articles: Place
    events: Place
    notes: Place

    def tidy(self) -> None:
        for place in (self.articles, self.events):
            place.tidy()

    def doubt(self) -> None:
        for place in (self.articles, self.events):
            place.doubt()


def storage(address: str | os.PathLike) -> Storage:
    """The storage at a folder's path or an fsspec address, made where it is new.

    Raises CorpusError: not_a_folder, not_writable, storage_client, storage_address.
    """
    told = os.fspath(address)
    if "://" in told and not told.startswith("file://"):
        return _remote(told.rstrip("/"))
    folder = Path(told.removeprefix("file://")).expanduser().absolute()
    for part in (folder, folder / "articles", folder / "events"):
        _make(part)
    return Storage(str(folder), folder, Folder(folder / "articles"), Folder(folder / "events"),
                   Folder(folder / "derived"))


def _remote(address: str) -> Storage:
    try:
        import fsspec

        # Listings are remembered here and nowhere else.
        patience = _PATIENCE.get(address.partition(":")[0], {})
        system, root = fsspec.url_to_fs(address, use_listings_cache=False, **patience)
        if hasattr(system, "retries"):
            system.retries = 2
    except ImportError as error:
        raise CorpusError("storage_client", address=address) from error
    except Exception as error:  # each kind of store refuses an address in its own way
        raise CorpusError("storage_address", address=address, reason=str(error)) from error
    # A secret in the address names no folder.
    own = hashlib.sha256(address.encode()).hexdigest()[:16]
    folder = Path(os.environ.get("MIRSAD_COPIES") or platformdirs.user_cache_dir("mirsad", appauthor=False)) / own
    places = []
    for part in ("articles", "events", "notes"):
        _make(folder / part)
        places.append(Bucket(system, f"{root.rstrip('/')}/{part}", folder / part))
    return Storage(address, folder.absolute(), *places)


def _make(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise CorpusError("not_a_folder", path=str(folder))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CorpusError("not_writable", path=str(folder), reason=error.strerror or str(error)) from error


@contextlib.contextmanager
def _as_os_errors() -> Iterator[None]:
    """What clients of object stores raise, as what a disk would raise."""
    try:
        yield
    except OSError:
        raise
    except Exception as error:  # each client has exceptions of its own
        raise OSError(f"{type(error).__name__}: {error}") from error
