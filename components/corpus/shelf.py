"""The Parquet files of a corpus folder, and which row of an article counts."""
from __future__ import annotations

import contextlib
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from sys import intern
from typing import NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from components.corpus import files
from components.corpus.edits import State
from components.corpus.models import Problem
from components.corpus.schema import SCHEMA
from components.corpus.storage import Place

ENDING = ".parquet"

# Written into every file, so that a later Mirsad can tell what it reads and an older one can say what it can't.
FORMAT = 1
FORMAT_KEY, SOURCES_KEY = b"mirsad.format", b"mirsad.sources"

# Rows in one row group: small enough that a single large file is read by several cores at once, and that one article
# is found by reading little (its Bloom filter tells which group has it: 50 texts in 59 instead of 600 ms).
ROW_GROUP = 512
# How often a Bloom filter takes a group for one that has the article. Eighty articles are asked for at once, of two
# thousand groups.
WRONG_GROUPS = 1e-4

# What has to be known of every row.
COLUMNS = ("article_id", "reader_version", "stamp", "row_key", "upload")

# Asked to write a file of another shape anew: its schema, name and sources; the new file's name, or None if foreign.
Upgrade = Callable[[pa.Schema, str, frozenset[str]], str | None]


class Row(NamedTuple):
    """What has to be known of a stored row to decide whether it counts."""

    reader_version: int
    stamp: str
    row_key: int
    upload: str
    file: str


class Shelf:
    """All rows of the folder's files. Files are immutable, so each is looked into once."""

    def __init__(self, place: Place, upgrade: Upgrade | None = None):
        self.place = place
        self.upgrade = upgrade
        self.problems: dict[str, Problem] = {}
        self.rows: dict[str, list[Row]] = {}
        self.uploads: dict[str, list[str]] = defaultdict(list)
        self._sources: dict[str, frozenset[str]] = {}
        self._names: frozenset[str] = frozenset()
        # Rows of each file that is read.
        self._counts: dict[str, int] = {}
        # What the files were like that were read to their end, and whether they could be.
        self._verified: dict[str, tuple[tuple[int, int], bool]] = {}
        # Files to look into once more.
        self._doubted: frozenset[str] = frozenset()

    @property
    def names(self) -> frozenset[str]:
        """The files that are read: sound ones that no merged file has taken in."""
        return frozenset(self._counts)

    def sources(self, name: str) -> frozenset[str]:
        """The files that a merged file has taken in."""
        return self._sources.get(name, frozenset())

    @property
    def merged(self) -> dict[str, frozenset[str]]:
        """Merged files and their sources."""
        return {name: sources for name, sources in self._sources.items() if sources}

    def refresh(self, names: frozenset[str]) -> None:
        """Look into the files that are new, forget those that are gone or merged; `names` is the place's listing.

        Raises OSError where they can't be had now; then all is as before.
        """
        self.place.bring(names - self._names)
        # Newest first: a merged file makes its sources needless before they are opened.
        for name in sorted(names - self._names | names & (self._doubted | self.problems.keys()), reverse=True):
            if not any(name in sources for sources in self._sources.values()):
                self.problems.pop(name, None)
                sources = self._look(name)
                if sources is not None:
                    self._sources[name] = sources
                else:
                    self._sources.pop(name, None)
        self._doubted = frozenset()
        for name in self._names - names:
            self._sources.pop(name, None)
            self.problems.pop(name, None)
        self._names = names
        merged = frozenset().union(*self._sources.values()) if self._sources else frozenset()
        wanted = set(self._sources) - merged
        self._forget(set(self._counts) - wanted)
        for name in sorted(wanted - set(self._counts)):
            self._load(name)

    def distrust(self) -> None:
        """Look into the files again at the next refresh: a question about them failed."""
        self._doubted = frozenset(self._sources)

    def verify(self) -> None:
        """Read every file to its end, once; `distrust` then finds what can't be read."""
        for name in self._counts:
            mark = self._mark(name)
            if mark and self._verified.get(name, ((), True))[0] != mark:
                self._verified[name] = mark, is_sound(self.place.path(name))

    def _mark(self, name: str) -> tuple[int, ...]:
        with contextlib.suppress(OSError):
            return files.mark(self.place.path(name))
        return ()

    def _look(self, name: str) -> frozenset[str] | None:
        try:
            with pq.ParquetFile(self.place.path(name)) as file:
                metadata, schema = file.metadata.metadata or {}, file.schema_arrow
        except FileNotFoundError:
            return None
        except (OSError, pa.ArrowException) as error:
            self.problems[name] = Problem("damaged_file", name, str(error))
            return None
        mark, sound = self._verified.get(name, ((), True))
        if not sound and mark == self._mark(name):
            self.problems[name] = Problem("damaged_file", name)
            return None
        written = metadata.get(FORMAT_KEY, b"")
        if written.isdigit() and int(written) > FORMAT:
            self.problems[name] = Problem("newer_file", name)
            return None
        try:
            sources = frozenset(map(str, json.loads(metadata.get(SOURCES_KEY, b"[]"))))
        except (ValueError, TypeError):
            self.problems[name] = Problem("foreign_file", name)
            return None
        if written and not schema.equals(SCHEMA) and self.upgrade:
            return self._upgraded(name, schema, sources)
        if not written or not schema.equals(SCHEMA):
            self.problems[name] = Problem("foreign_file", name)
            return None
        return sources

    def _upgraded(self, name: str, schema: pa.Schema, sources: frozenset[str]) -> None:
        """Let an earlier Mirsad's file be written anew in today's shape; the new file stands for it from then on."""
        try:
            new = self.upgrade(schema, name, sources)
        except OSError as error:
            # No room or no permission: the file itself may be sound.
            self.problems[name] = Problem("not_taken_over", name, error.strerror or str(error))
            return
        except pa.ArrowException as error:
            self.problems[name] = Problem("damaged_file", name, str(error))
            return
        if new is None:
            self.problems[name] = Problem("foreign_file", name)
        else:
            self._sources[new] = self._look(new) or frozenset({name})

    def _load(self, name: str) -> None:
        try:
            table = pq.read_table(self.place.path(name), columns=list(COLUMNS))
        except FileNotFoundError:
            # Merged away since the folder was listed.
            self._sources.pop(name, None)
            return
        except (OSError, pa.ArrowException) as error:
            self.problems[name] = Problem("damaged_file", name, str(error))
            self._sources.pop(name, None)
            return
        self.add(name, *(table[column].to_pylist() for column in COLUMNS))

    def add(self, name: str, article_ids: list[str], versions: list[int], stamps: list[str], keys: list[int],
            uploads: list[str]) -> None:
        """Take a file's rows into account; also called by whoever has just written the file."""
        for article, version, stamp, key, upload in zip(article_ids, versions, stamps, keys, uploads, strict=True):
            row = Row(version, intern(stamp), key, intern(upload), name)
            rows = self.rows.get(article)
            if rows is None:
                self.rows[article] = [row]
            else:
                rows.append(row)
            self.uploads[row.upload].append(article)
        self._counts[name] = len(article_ids)
        self._names |= {name}
        self._sources.setdefault(name, frozenset())

    def _forget(self, names: set[str]) -> None:
        if not names:
            return
        for article in list(self.rows):
            kept = [row for row in self.rows[article] if row.file not in names]
            if kept:
                self.rows[article] = kept
            else:
                del self.rows[article]
        for name in names:
            self._counts.pop(name, None)
        self.uploads = defaultdict(list)
        for article, rows in self.rows.items():
            for upload in {row.upload for row in rows}:
                self.uploads[upload].append(article)

    def current(self, article: str, state: State) -> Row | None:
        """The row that counts for an article: the newest reading of an upload that was not taken back."""
        deleted = state.deleted.get(article, "")
        best = None
        for row in self.rows.get(article, ()):
            if row.upload in state.undone or row.upload < deleted:
                continue
            if best is None or row[:2] > best[:2]:
                best = row
        return best

    def row_count(self, names: Iterable[str]) -> int:
        """How many rows these files have."""
        return sum(self._counts.get(name, 0) for name in names)

    def hidden(self, state: State, covered: frozenset[str] = frozenset()) -> tuple[list[int], frozenset[str]]:
        """Keys of the rows that don't count, and the files to read: those in which at least one row does.

        covered: files whose rows are read in another place too, all of them.
        """
        doubtful = {article for article, rows in self.rows.items() if len(rows) > 1}
        doubtful.update(article for article in state.deleted if article in self.rows)
        for upload in state.undone:
            doubtful.update(self.uploads.get(upload, ()))
        left_out = [
            row for article in doubtful for current in (self.current(article, state),)
            for row in self.rows[article] if row is not current
        ]
        per_file = Counter(row.file for row in left_out)
        used = frozenset(name for name, count in self._counts.items() if per_file[name] < count)
        return sorted(row.row_key for row in left_out if row.file in used or row.file in covered), used


def is_sound(path: Path) -> bool:
    """Whether all of a file can be read."""
    try:
        with pq.ParquetFile(path) as file:
            for _ in file.iter_batches():
                pass
    except (OSError, pa.ArrowException):
        return False
    return True


def write(place: Place, stamp: str, table: pa.Table, sources: Iterable[str] = ()) -> str:
    """Write rows as one new file and return its name. Raises OSError where that fails."""
    groups = (table.slice(begin, ROW_GROUP) for begin in range(0, len(table), ROW_GROUP))
    return write_groups(place, stamp, groups, sources, min(ROW_GROUP, len(table)))


def write_groups(place: Place, stamp: str, groups: Iterable[pa.Table], sources: Iterable[str] = (),
                 rows: int = ROW_GROUP) -> str:
    """As `write`, of rows that come by groups; only what they are packed to is held together. rows: of most groups."""
    metadata = {FORMAT_KEY: str(FORMAT).encode(), SOURCES_KEY: json.dumps(sorted(sources)).encode()}
    buffer = pa.BufferOutputStream()
    bloom = {"article_id": {"ndv": max(1, rows), "fpp": WRONG_GROUPS}}
    schema = SCHEMA.with_metadata(metadata)
    with pq.ParquetWriter(buffer, schema, compression="zstd", bloom_filter_options=bloom) as file:
        for group in groups:
            file.write_table(group.replace_schema_metadata(metadata), row_group_size=ROW_GROUP)
    name = f"{stamp}{ENDING}"
    place.write(name, buffer.getvalue().to_pybytes())
    return name
