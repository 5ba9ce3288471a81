"""How an article and its reading lie in a Parquet row, and the way back."""
from __future__ import annotations

import base64
import datetime as dt
import hashlib
import secrets
from dataclasses import fields

import pyarrow as pa

from components.corpus.models import Article, Draft
from components.reading import models
from components.reading.models import Reading
from components.text import words
from components.text.arabic import fold, freeze

_ARROW = {"int": pa.int32(), "str": pa.string(), "float": pa.float64(), "bool": pa.bool_(), "dt.date": pa.date32(),
          "str | None": pa.string()}

# The nested readings: column of the row -> noun of reading.
ITEMS = {
    "sentences": models.Sentence,
    "mentions": models.Mention,
    "dates": models.DateMention,
    "quotes": models.Quote,
    "numbers": models.Number,
    "boilerplate": models.Boilerplate,
}
ITEM_FIELDS = {column: tuple(f.name for f in fields(noun)) for column, noun in ITEMS.items()}


def _nested(noun: type) -> pa.DataType:
    return pa.list_(pa.struct([(f.name, _ARROW[f.type]) for f in fields(noun)]))


SCHEMA = pa.schema([
    ("article_id", pa.string()),
    # The row itself: its own number, when it was written, by which upload, and what its reader knew.
    ("row_key", pa.int64()),
    ("stamp", pa.string()),
    ("upload", pa.string()),
    ("reader_version", pa.int32()),
    ("read_published", pa.date32()),
    ("read_language", pa.string()),
    # The article as it was given; corrections are laid over it, never written into it.
    ("story", pa.string()),
    ("language", pa.string()),
    ("title", pa.string()),
    ("outlet", pa.string()),
    ("author", pa.string()),
    ("published", pa.date32()),
    ("published_basis", pa.string()),
    ("published_reason", pa.string()),
    ("published_reason_ar", pa.string()),
    ("url", pa.string()),
    ("tags", pa.list_(pa.string())),
    ("source_name", pa.string()),
    ("added", pa.timestamp("us")),
    ("added_by", pa.string()),
    ("word_count", pa.int32()),
    ("sentence_count", pa.int32()),
    ("text", pa.string()),
    ("search_text", pa.string()),
    ("lemmas", pa.list_(pa.struct([("lemma", pa.string()), ("count", pa.int32())]))),
    *((column, _nested(noun)) for column, noun in ITEMS.items()),
])

# Columns that a re-reading takes over from the row that it replaces.
GIVEN = ("story", "language", "title", "outlet", "author", "published", "published_basis", "published_reason",
         "published_reason_ar", "url", "tags", "source_name")


def storable(text: str) -> str:
    """The text frozen, and without the half characters that no file can hold."""
    return freeze(text.encode("utf-8", "replace").decode())


def article_id(text: str) -> str:
    """The identity of a frozen text: the first 60 bits of its SHA-256 in twelve letters and digits (RFC 4648 base32).

    Twelve, because DuckDB keeps strings of up to twelve bytes in place and counts them five times as fast. Two of
    a million different texts get the same identity with a chance of 4 in ten million.
    """
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
    return base64.b32encode(digest[:10]).decode().lower()[:12]


def search_text(text: str) -> str:
    """The text's words in folded spelling and lower case, one space apart: what a search looks into.

    >>> search_text("Kim’s train; القِمّة")
    ' kim train القمه '
    """
    return " " + " ".join(fold(token.text.lower()) for token in words.tokens(text)) + " "


def new_row(draft: Draft, reading: Reading, stamp: str, added: dt.datetime, added_by: str = "") -> dict:
    """The row of an article that is saved for the first time; its upload bears the row's own stamp."""
    given = {column: getattr(draft, column) for column in GIVEN}
    return given | {
        "article_id": article_id(draft.text),
        "upload": stamp,
        "added": added,
        "added_by": added_by,
        "text": draft.text,
        "search_text": search_text(draft.text),
    } | read_part(reading, draft.published, draft.language, stamp)


def read_part(reading: Reading, published: dt.date | None, language: str, stamp: str) -> dict:
    """The part of a row that comes from reading the text, and what the reader was told."""
    return {
        "row_key": secrets.randbits(63),
        "stamp": stamp,
        "reader_version": reading.reader_version,
        "read_published": published,
        "read_language": language,
        "word_count": reading.word_count,
        "sentence_count": len(reading.sentences),
        "lemmas": [{"lemma": lemma, "count": count} for lemma, count in reading.lemmas.items()],
    } | {
        column: [{name: getattr(item, name) for name in names} for item in getattr(reading, column)]
        for column, names in ITEM_FIELDS.items()
    }


def to_table(rows: list[dict]) -> pa.Table:
    """The rows as an Arrow table of SCHEMA."""
    return pa.Table.from_pylist(rows, schema=SCHEMA)


def stamped(table: pa.Table, stamp: str, added: dt.datetime, added_by: str) -> pa.Table:
    """Rows that were laid out before it was known when, and by whom, they are saved: told now."""
    for name, value in (("stamp", stamp), ("upload", stamp), ("added", added), ("added_by", added_by)):
        kind = SCHEMA.field(name)
        table = table.set_column(SCHEMA.get_field_index(name), kind, pa.repeat(pa.scalar(value, kind.type), len(table)))
    return table


def reading_of(row: dict) -> Reading:
    """The reading that a row holds."""
    return Reading(
        language=row["read_language"],
        lemmas={item["lemma"]: item["count"] for item in row["lemmas"]},
        word_count=row["word_count"],
        reader_version=row["reader_version"],
        **{column: tuple(noun(**item) for item in row[column]) for column, noun in ITEMS.items()},
    )


def article_of(row: dict) -> Article:
    """The article that a row, with its corrections applied, holds."""
    named = {f.name: row[f.name] for f in fields(Article)}
    return Article(**named | {"tags": tuple(row["tags"] or ())})
