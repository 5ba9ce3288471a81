"""A whole project as one .zip: what lies in it, how it is written, and how a stranger's is looked through.

manifest.json (what, by which version, how many, each file's length and SHA-256), README.txt, articles/*.parquet (texts
with their readings, as the corpus keeps them), events/events.json (corrections, decisions, names, stories, settings).
"""
from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

import components
from components.corpus import edits, files, schema, shelf, upgrade
from components.corpus.archives import DAMAGES, unpacking
from components.corpus.errors import CorpusError, Unreadable
from components.corpus.models import Event

KIND, FORMAT = "mirsad project", 1
MANIFEST, READ_ME, EVENTS = "manifest.json", "README.txt", "events/events.json"
_ARTICLES = re.compile(r"articles/\d{20}-[0-9a-f]{8}\.parquet")
_STAMP = re.compile(r"\d{20}-[0-9a-f]{8}")
# A hundred thousand articles take 150 MB as they are kept; ten times as many with all their history fit.
MOST_BYTES = 4_000_000_000
# What one cell of a table may hold in all: the longest article has a million words.
MOST_TEXT = 50_000_000
MOST_FILES = 20_000
_SMALL = 50_000_000
# What the tables may unpack to for each byte that they take: names and stamps that repeat shrink very much.
TABLE_RATIO, TABLE_FROM_BYTES = 300, 50_000_000
_ROWS = 200

_TOLD = """\
A project of Mirsad {version}, taken away on {day} (UTC).

Open it with:  python -m components.corpus open FILE.zip
or on the page "Articles" of a running Mirsad.

articles/   texts with what was read in them, Apache Parquet
events/     what people corrected and decided, JSON
manifest.json names every file with its length and SHA-256.
"""


def pack(file: BinaryIO | Path, tables: Iterable[Path], events: Iterable[Event], told: dict) -> dict:
    """Write a project; returns its manifest. told: further facts for it (how many articles…)."""
    day = dt.datetime.now(dt.UTC)
    manifest = {"kind": KIND, "format": FORMAT, "version": components.__version__,
                "made": day.isoformat(timespec="seconds"), **told, "files": {}}
    with zipfile.ZipFile(file, "w") as archive:
        def add(name: str, data: bytes, packed: bool = False) -> None:
            info = zipfile.ZipInfo(name, day.timetuple()[:6])
            info.external_attr = 0o644 << 16
            info.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
            if name != MANIFEST:
                manifest["files"][name] = {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}

        add(READ_ME, _TOLD.format(version=components.__version__, day=day.date()).encode())
        for path in tables:
            add(f"articles/{path.name}", path.read_bytes(), packed=True)
        add(EVENTS, edits.encoded(events))
        add(MANIFEST, json.dumps(manifest, indent=1).encode())
    return manifest


def unpack(source: str, folder: str) -> Iterator[dict]:
    """Look a project through and lay its files out as a corpus folder; gives its manifest at last, if all is in order.

    Every file is counted while it unpacks, compared with its hash, and read: each article must have the identity of its
    text, each place must lie within it, the events must add up. Meant to run apart, for a hostile file's sake.
    Raises Unreadable: not_a_project, newer_project, damaged_project, foreign_in_project, zip_bomb, encrypted_zip.
    """
    try:
        archive = zipfile.ZipFile(source)
    except DAMAGES as error:
        raise Unreadable("not_a_project") from error
    with archive:
        inside = {info.filename: info for info in archive.infolist()}
        manifest = _manifest(archive, inside)
        _check_names(archive, inside, manifest)
        for part in ("articles", "events"):
            (Path(folder) / part).mkdir(parents=True)
        for name in manifest["files"]:
            if name == READ_ME:
                continue
            data = _bytes(archive, inside[name], manifest["files"][name])
            if name == EVENTS:
                _check_events(data)
                name = f"events/{files.stamp()}{edits.ENDING}"
            (Path(folder) / name).write_bytes(data)
            if name.startswith("articles/"):
                yield from _check_table(Path(folder) / name)
    yield manifest


def _manifest(archive: zipfile.ZipFile, inside: dict[str, zipfile.ZipInfo]) -> dict:
    if MANIFEST not in inside:
        raise Unreadable("not_a_project")
    try:
        manifest = json.loads(_bytes(archive, inside[MANIFEST]))
        if manifest["kind"] != KIND or not isinstance(manifest["format"], int):
            raise Unreadable("not_a_project")
        if manifest["format"] > FORMAT:
            raise Unreadable("newer_project")
        sound = all(isinstance(told["bytes"], int) and isinstance(told["sha256"], str) and isinstance(name, str)
                    for name, told in manifest["files"].items())
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Unreadable("not_a_project") from error
    if not sound:
        raise Unreadable("damaged_project", file=MANIFEST)
    return manifest


def _check_names(archive: zipfile.ZipFile, inside: dict[str, zipfile.ZipInfo], manifest: dict) -> None:
    """Nothing but what a project has, each once, none of it where it does not belong."""
    if len(archive.infolist()) > MOST_FILES:
        raise Unreadable("zip_bomb", limit_mb=MOST_BYTES // 1_000_000)
    for info in archive.infolist():
        name = info.filename
        if name not in (MANIFEST, READ_ME, EVENTS) and not _ARTICLES.fullmatch(name) or inside[name] is not info:
            raise Unreadable("foreign_in_project", file=name[:100])
    if inside.keys() - {MANIFEST} != manifest["files"].keys() or EVENTS not in inside:
        odd = sorted((inside.keys() - {MANIFEST}) ^ (manifest["files"].keys() | {EVENTS}))
        raise Unreadable("damaged_project", file=odd[0][:100] if odd else EVENTS)
    if sum(info.file_size for info in archive.infolist()) > MOST_BYTES:
        raise Unreadable("zip_bomb", limit_mb=MOST_BYTES // 1_000_000)


def _bytes(archive: zipfile.ZipFile, info: zipfile.ZipInfo, told: dict | None = None) -> bytes:
    """A file of the archive, never more of it than it says."""
    limit, out, digest = told["bytes"] if told else _SMALL, bytearray(), hashlib.sha256()
    try:
        for chunk in unpacking(archive, info, MOST_BYTES):
            out += chunk
            digest.update(chunk)
            if len(out) > limit:
                raise Unreadable("damaged_project", file=info.filename)
    except DAMAGES as error:
        raise Unreadable("damaged_project", file=info.filename) from error
    if told and (len(out) != told["bytes"] or digest.hexdigest() != told["sha256"]):
        raise Unreadable("damaged_project", file=info.filename)
    return bytes(out)


def _check_events(data: bytes) -> None:
    try:
        events, merged = edits.decoded(data)
        if merged.sources:
            raise ValueError("names sources")
        for event in events:
            _check_event(event)
        edits.state(events)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, CorpusError) as error:
        raise Unreadable("damaged_project", file=EVENTS) from error


def _check_event(event: Event) -> None:
    texts = (event.event_id, event.kind, event.subject, event.at, event.by)
    if not all(isinstance(text, str) for text in texts) or not _STAMP.fullmatch(event.event_id):
        raise ValueError("no event")
    about = edits.about(event)
    if isinstance(about, str) or not all(isinstance(article, str) for article in about):
        raise ValueError("about no articles")
    if event.kind == edits.UNDO and not all(isinstance(undone, str) for undone in edits.taken_back(event)):
        raise ValueError("takes nothing back")
    if event.kind in (edits.CORRECT, edits.AMEND):
        for name, value in edits.fields_of(event).items():
            edits.checked(name, edits.typed(name, value))
        edits.checked("tags", tuple(edits.tags_of(event)))


def _check_table(path: Path) -> Iterator[dict]:
    """Looks at all rows, and gives a sign of life after some of them."""
    name = f"articles/{path.name}"
    try:
        with pq.ParquetFile(path) as file:
            metadata = file.metadata
            written = (metadata.metadata or {}).get(shelf.FORMAT_KEY, b"")
            if written.isdigit() and int(written) > shelf.FORMAT:
                raise Unreadable("newer_project")
            today = file.schema_arrow.equals(schema.SCHEMA)
            if not written or not (today or upgrade.is_earlier(file.schema_arrow)):
                raise Unreadable("damaged_project", file=name)
            unpacked = sum(metadata.row_group(n).total_byte_size for n in range(metadata.num_row_groups))
            if unpacked > max(TABLE_FROM_BYTES, TABLE_RATIO * path.stat().st_size):
                raise Unreadable("zip_bomb", limit_mb=MOST_BYTES // 1_000_000)
            for batch in file.iter_batches(_ROWS):
                _check_rows(batch, today)
                yield {}
    except (OSError, pa.ArrowException, ValueError, TypeError, KeyError, OverflowError) as error:
        raise Unreadable("damaged_project", file=name) from error


def _check_rows(batch: pa.RecordBatch, today: bool) -> None:
    """Raises ValueError where a row is none that Mirsad has written."""
    columns = ("article_id", "text", "stamp", "upload", "language", "read_language")
    for row in batch.select(columns).to_pylist():
        text = row["text"]
        if len(text) > MOST_TEXT or row["article_id"] != schema.article_id(text) or schema.storable(text) != text:
            raise ValueError("another text")
        if not (_STAMP.fullmatch(row["stamp"]) and _STAMP.fullmatch(row["upload"])):
            raise ValueError("no stamp")
        if not {row["language"], row["read_language"]} <= {"ar", "en"}:
            raise ValueError("another language")
    lengths = pc.utf8_length(batch["text"])
    for column in schema.ITEMS if today else ():
        items, of = pc.list_flatten(batch[column]), pc.list_parent_indices(batch[column])
        places = [pa.scalar(0), pc.struct_field(items, "start"), pc.struct_field(items, "end"), pc.take(lengths, of)]
        for before, after in zip(places, places[1:], strict=False):
            if not pc.all(pc.less_equal(before, after), skip_nulls=False).as_py() and len(items):
                raise ValueError("outside the text")
