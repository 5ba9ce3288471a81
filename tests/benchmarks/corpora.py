"""Corpora of any size for measuring: written in the corpus's own files, with answers that are known beforehand."""
from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np
import pyarrow as pa

from components.corpus import Draft, files, shelf, storage
from components.corpus.bulk import BATCH
from components.corpus.schema import ITEM_FIELDS, SCHEMA, article_id
from components.reading.reader import READER_VERSION
from tests.benchmarks import pool

# Measured on news of both languages: 14 to 26 sentences an article, 20 in the mean, which name 30 and date 3.
FEWEST_SENTENCES, MOST_SENTENCES = 14, 26
ARTICLES_PER_STORY = 40
# Articles of one file: the batches that are saved, and in large corpora what merging makes of them.
PER_FILE, PER_MERGED_FILE, LARGE = BATCH, 40_000, 250_000
OUTLETS_PER_SIDE = 20
FIRST_DAY, DAYS = dt.date(2023, 1, 1), 730
# An article in this many has no title, as pasted and scanned texts have none.
UNTITLED_ONE_IN = 5
_EPOCH = dt.date(1970, 1, 1)


@dataclass
class Known:
    """What a corpus holds by construction: counts by side, by (side, entity_id), by (side, day)."""

    articles: Counter = field(default_factory=Counter)
    sentences: Counter = field(default_factory=Counter)
    mentions: Counter = field(default_factory=Counter)
    by_entity: Counter = field(default_factory=Counter)
    by_day: Counter = field(default_factory=Counter)


def build(folder: Path, size: int, seed: int = 1) -> Known:
    """Write a corpus of `size` articles, half of them Arabic, into a new folder, in files of the usual size."""
    chance, known = np.random.default_rng(seed), Known()
    per_file = PER_FILE if size < LARGE else PER_MERGED_FILE
    (folder / "articles").mkdir(parents=True)
    (folder / "events").mkdir()
    stamp, articles = "", storage.Folder(folder / "articles")
    for begin in range(0, size, per_file):
        tables = []
        stamp = files.stamp(after=stamp)
        for side, language in enumerate(pool.LANGUAGES):
            numbers = np.arange(begin + (begin + side) % 2, min(begin + per_file, size), 2)
            if len(numbers):
                tables.append(_table(numbers, language, stamp, chance, known))
        shelf.write(articles, stamp, pa.concat_tables(tables))
    return known


def texts(language: str, count: int, seed: int = 2) -> list[str]:
    """Composed articles as plain text, of 60 to 1,300 words, about 400 in the mean."""
    chance, composed = np.random.default_rng(seed), pool.sentences(language)
    lengths = np.clip(chance.lognormal(3.1, 0.55, count), 4, 90).astype(int)
    return ["".join(_lines([composed[i].text for i in chance.integers(0, len(composed), n)])) for n in lengths]


def drafts(language: str, count: int, seed: int = 3) -> list[Draft]:
    """New articles to save into a corpus."""
    return [Draft(text=text, language=language, outlet="New outlet", story="story-0", published=FIRST_DAY)
            for text in texts(language, count, seed)]


def _lines(pieces: list[str]) -> Iterator[str]:
    """Sentences with what stands between them: a paragraph is three sentences."""
    for number, piece in enumerate(pieces):
        yield piece
        yield "\n" if number % 3 == 2 else " "


class _Pool:
    """A pool's rows as columns, so that a batch of articles is made by taking from them."""

    def __init__(self, language: str) -> None:
        composed = pool.sentences(language)
        self.texts = [c.text for c in composed]
        self.searches = [c.search for c in composed]
        self.words = np.array([c.words for c in composed])
        self.lengths = np.array([len(text) for text in self.texts])
        lemmas = sorted({lemma for c in composed for lemma in c.lemmas})
        code = {lemma: number for number, lemma in enumerate(lemmas)}
        self.lemmas = pa.array(lemmas)
        self.lemma_codes = [np.array([code[lemma] for lemma in c.lemmas.elements()]) for c in composed]
        self.counts, self.first, self.columns = {}, {}, {}
        for column in ("mentions", "dates", "quotes", "numbers"):
            rows = [row for c in composed for row in c.items[column]]
            counts = np.array([len(c.items[column]) for c in composed])
            kinds = SCHEMA.field(column).type.value_type
            self.counts[column], self.first[column] = counts, np.concatenate([[0], np.cumsum(counts)[:-1]])
            self.columns[column] = {
                name: pa.array([row[name] for row in rows], kinds.field(name).type)
                for name in ITEM_FIELDS[column] if name != "sentence_no"}


_pool = cache(_Pool)


def _table(numbers: np.ndarray, language: str, stamp: str, chance: np.random.Generator, known: Known) -> pa.Table:
    """The rows of some articles. All item columns are made at once: `owner` says whose sentence each is."""
    own = _pool(language)
    per_article = chance.integers(FEWEST_SENTENCES, MOST_SENTENCES + 1, len(numbers))
    owner = np.repeat(np.arange(len(numbers)), per_article)
    first = np.cumsum(per_article) - per_article
    picks = chance.integers(0, len(own.texts), len(owner))
    order = np.arange(len(owner)) - first[owner]
    before = np.cumsum(own.lengths[picks] + 1) - own.lengths[picks] - 1
    starts = before - before[first][owner]
    texts, searches = [], []
    for number, begin, count in zip(numbers, first, per_article, strict=True):
        chosen = picks[begin:begin + count]
        texts.append("".join(_lines([own.texts[i] for i in chosen])) + f"Ref. {number:06d}")
        searches.append(" " + " ".join([own.searches[i] for i in chosen]) + f" ref {number:06d} ")
    ends = starts + own.lengths[picks]
    items = {"sentences": _nested("sentences", per_article, {
        "number": order, "start": starts, "end": ends, "paragraph": order // 3})}
    for column, columns in own.columns.items():
        items[column] = _items(own, column, columns, picks, owner, order, starts, len(numbers))
    lengths = np.array([len(text) for text in texts])
    items["boilerplate"] = _nested("boilerplate", np.ones(len(texts), int), {
        "start": lengths - 11, "end": lengths, "surface": [text[-11:] for text in texts],
        "kind": ["credit"] * len(texts), "value": [""] * len(texts)})
    days = (FIRST_DAY - _EPOCH).days + chance.integers(0, DAYS, len(numbers))
    _note(known, language, own, picks, per_article, days)
    plain = _plain(numbers, language, stamp, days, texts)
    plain |= {"text": texts, "search_text": searches, "sentence_count": per_article, "word_count": np.add.reduceat(
        own.words[picks], first), "lemmas": _lemmas(own, picks, owner, len(numbers))}
    return pa.Table.from_arrays([_column(f, (plain | items)[f.name]) for f in SCHEMA], schema=SCHEMA)


def _items(own: _Pool, column: str, columns: dict, picks, owner, order, starts, articles: int) -> pa.Array:
    counts = own.counts[column][picks]
    sentence = np.repeat(np.arange(len(picks)), counts)
    within = np.arange(len(sentence)) - np.repeat(np.cumsum(counts) - counts, counts)
    taken = own.first[column][picks][sentence] + within
    values = {name: values.take(pa.array(taken)) for name, values in columns.items()}
    for edge in ("start", "end"):
        values[edge] = values[edge].to_numpy() + starts[sentence]
    values["sentence_no"] = order[sentence]
    return _nested(column, np.bincount(owner[sentence], minlength=articles), values)


def _lemmas(own: _Pool, picks, owner, articles: int) -> pa.Array:
    sizes = np.array([len(codes) for codes in own.lemma_codes])[picks]
    keys = np.concatenate([own.lemma_codes[i] for i in picks]) + np.repeat(owner, sizes) * len(own.lemmas)
    pairs, counts = np.unique(keys, return_counts=True)
    return _nested("lemmas", np.bincount(pairs // len(own.lemmas), minlength=articles), {
        "lemma": own.lemmas.take(pa.array(pairs % len(own.lemmas))), "count": counts})


def _nested(column: str, counts: np.ndarray, values: dict) -> pa.Array:
    kinds = SCHEMA.field(column).type.value_type
    flat = pa.StructArray.from_arrays([_column(kind, values[kind.name]) for kind in kinds], fields=list(kinds))
    offsets = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
    return pa.ListArray.from_arrays(pa.array(offsets), flat).cast(SCHEMA.field(column).type)


def _column(kind: pa.Field, values) -> pa.Array:
    return (values if isinstance(values, pa.Array) else pa.array(values)).cast(kind.type)


def _plain(numbers, language: str, stamp: str, days, texts: list[str]) -> dict:
    """The columns that say what an article is."""
    size = len(numbers)
    published = pa.array(days.astype(np.int32)).cast(pa.date32())
    title = {"en": "Report {} from the region", "ar": "تقرير {} من المنطقة"}[language]
    constant = {"stamp": stamp, "upload": stamp, "language": language, "read_language": language, "author": "",
                "published_basis": "stated", "published_reason": "", "published_reason_ar": "", "url": "",
                "reader_version": READER_VERSION, "added_by": "", "added": dt.datetime(2024, 1, 1)}
    return {name: [value] * size for name, value in constant.items()} | {
        "article_id": [article_id(text) for text in texts],
        "row_key": numbers + 1,
        "story": [f"story-{number // ARTICLES_PER_STORY}" for number in numbers],
        "title": [title.format(n) if n % UNTITLED_ONE_IN else "" for n in numbers],
        "outlet": [f"{language.upper()} outlet {n // 2 % OUTLETS_PER_SIDE + 1}" for n in numbers],
        "published": published, "read_published": published,
        "tags": pa.array([[]] * size, pa.list_(pa.string())),
        "source_name": [f"{n:06d}.txt" for n in numbers],
    }


def _note(known: Known, language: str, own: _Pool, picks, per_article, days) -> None:
    """Count what these articles hold, from what they were composed of."""
    named = own.counts["mentions"][picks]
    known.articles[language] += len(per_article)
    known.sentences[language] += int(per_article.sum())
    known.mentions[language] += int(named.sum())
    uses = np.bincount(picks, minlength=len(own.texts))
    entities = own.columns["mentions"]["entity_id"].to_pylist()
    for entity, count in zip(entities, np.repeat(uses, own.counts["mentions"]), strict=True):
        if count:
            known.by_entity[language, entity] += int(count)
    for day, count in zip(*np.unique(days, return_counts=True), strict=True):
        known.by_day[language, _EPOCH + dt.timedelta(days=int(day))] += int(count)
