"""What is asked of the whole corpus, laid flat: one row per item, with the article's keys beside it.

Reading a field of a nested list costs reading the whole list (counting the mentions of 100,000 articles: 1 s, flat
0.07 s). So these tables are also kept as files of their own (derived.py); what those files don't cover yet is unfolded
from the stored rows by the same expressions. Some are kept in an order of their own, so that what is asked for lies
together and the rest of the file is not read.
"""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

import ibis
import ibis.expr.types as ir

from components.corpus import worded
from components.corpus.schema import SCHEMA

# What every frame says of the article that a row belongs to.
ARTICLE_KEYS = ("article_id", "story", "language", "outlet", "published")

ARTICLE_COLUMNS = (
    "article_id", "story", "language", "title", "outlet", "author", "published", "published_basis",
    "published_reason", "published_reason_ar", "url", "tags", "word_count", "sentence_count", "source_name", "added",
    "added_by",
)

# The tables that are kept flat. Sentences are not: their text would be kept twice.
UNFOLDED = ("articles", "entities", "mentions", "dates", "quotes", "postings", "spellings", "surfaces", "tallies",
            "bundles", "pairs", "days")
TABLES = (*UNFOLDED, *worded.TABLES)
ITEMS = ("mentions", "dates", "quotes", "lemmas")
# Those that say nothing of an article but its place, if that: neither hidden nor corrected rows concern them.
OF_NO_ARTICLE = ("postings", "spellings", "surfaces")
# Tables in an order of their own. The articles that have a lemma, among 100,000: 600 ms nested, 5 ms by this order; an
# entity's articles: 50 ms against 12, and entities added up: 290 against 40.
ORDERS: Mapping[str, tuple[str, ...]] = {
    "entities": ("entity_id", "language", "published"),
    "postings": ("lemma", "place"),
    "spellings": ("word", "place"),
    "surfaces": ("spelled", "entity_id"),
    "tallies": ("entity_id", "language", "outlet"),
    "bundles": ("entity_id", "language", "bundle"),
    "pairs": ("first", "second", "language", "outlet"),
    "days": ("first_day", "last_day", "language", "outlet"),
    **worded.ORDERS,
}
# Tables that are added up: what a row is of, and what it adds up.
_SUMS = ("articles", "articles_by_name", "mentions", "demonyms", "sentences", "sentences_by_name")
ADDED_UP: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "tallies": (("language", "outlet", "entity_id", "entity_type", "entity_name_en", "entity_name_ar"), _SUMS),
    "bundles": (("language", "bundle", "entity_id", "entity_type"), _SUMS),
    "pairs": (("language", "outlet", "first", "second"), ("sentences", "sentences_by_name")),
    "days": (("language", "outlet", "first_day", "last_day", "surface", "basis"), ("mentions", "articles")),
}
# Those of them that are made from entities.
OF_ENTITIES = ("tallies", "bundles")
# The items that each of them is made from, where they are not mentions.
ADDED_UP_FROM: Mapping[str, str] = {"days": "dates"
}

# Articles fall into bundles by the first letters of their ids, which are digests of their texts: 1,024 of them, as good
# as drawn by lot. Kept beside the rows because reading the ids of 3 million rows takes 150 ms, of these 15.
BUNDLE_LETTERS = 2

# So much of an article's first sentence is kept with what is known of it, for those that have no title.
OPENING_CHARACTERS = 200

# Columns of each item as its frame has them: new name -> name in the nested row, where they differ.
RENAMED: Mapping[str, Mapping[str, str]] = {
    "sentences": {"sentence_no": "number"},
    "mentions": {"entity_name_en": "name_en", "entity_name_ar": "name_ar"},
}

# Every flat row can be hidden, corrected and selected by what its article is.
_KEYS = ("row_key", "place", "tags", *ARTICLE_KEYS)


def flat(rows: ir.Table, name: str) -> ir.Table:
    """One of UNFOLDED, made from rows as they are stored.

    `place` numbers the articles: a derived set does so in its order, which takes little room; else it is the row_key.
    """
    placed = rows if "place" in rows.columns else rows.mutate(place=rows.row_key)
    if name == "articles":
        return placed.select("row_key", "place", *ARTICLE_COLUMNS, opening=_opening(placed))
    if name == "postings":
        return unfolded(placed, "lemmas", ("place",))
    if name == "spellings":
        words = placed.search_text.strip().split(" ").unique()
        return placed.select("place", word=words.unnest())
    if name == "surfaces":
        return _surfaces(rows)
    if name == "entities":
        return by_entity(unfolded(placed, "mentions", _KEYS))
    if name in ADDED_UP:
        return counted(unfolded(placed, ADDED_UP_FROM.get(name, "mentions"), _KEYS), name)
    return unfolded(placed, name, _KEYS)


def unfolded(rows: ir.Table, column: str, keys: Sequence[str]) -> ir.Table:
    """The items of a nested column, one row each, after the keys of their article."""
    nested = rows.select(*keys, item=rows[column].unnest())
    wanted = {old: new for new, old in RENAMED.get(column, {}).items()}
    return nested.select(*keys, **{wanted.get(n, n): nested.item[n] for n in nested.item.type().names})


def by_entity(named: ir.Table) -> ir.Table:
    """One row per article and entity: mentions, those by demonym, sentences, and those where a demonym is not all.

    named: the flat table of mentions.
    """
    by_demonym = named.form == "demonym"
    per_sentence = named.group_by("row_key", "entity_id", "entity_type", "sentence_no").agg(
        **{key: named[key].arbitrary() for key in _KEYS[1:]},
        entity_name_en=named.entity_name_en.max(),
        entity_name_ar=named.entity_name_ar.max(),
        mentions=named.count(),
        demonyms=by_demonym.sum(),
    )
    per_entity = per_sentence.group_by("row_key", "entity_id", "entity_type").agg(
        **{key: per_sentence[key].arbitrary() for key in _KEYS[1:]},
        entity_name_en=per_sentence.entity_name_en.max(),
        entity_name_ar=per_sentence.entity_name_ar.max(),
        mentions=per_sentence.mentions.sum().cast("int32"),
        demonyms=per_sentence.demonyms.sum().cast("int32"),
        sentences=per_sentence.count().cast("int32"),
        sentences_by_name=(per_sentence.mentions > per_sentence.demonyms).sum().cast("int32"),
    )
    return per_entity.select(
        *_KEYS, "entity_id", "entity_type", "entity_name_en", "entity_name_ar", "mentions", "demonyms", "sentences",
        "sentences_by_name", bundle=per_entity.article_id.substr(0, BUNDLE_LETTERS),
    )


def counted(items: ir.Table, name: str = "tallies") -> ir.Table:
    """One of ADDED_UP, made from the flat table of mentions, or of dates for days."""
    made = {"pairs": paired, "days": spoken_of}.get(name)
    return made(items) if made else tallied(by_entity(items), name)


def tallied(entities: ir.Table, name: str = "tallies") -> ir.Table:
    """What is named, added up: tallies by language, outlet and entity, a thirtieth of the rows, whatever the corpus
    holds; bundles by language, bundle and entity, at most 2,048 rows for each of these.

    entities: as by_entity. Rows with the same keys may stand in it several times, and some may be negative: whoever
    asks adds them up, and leaves out what comes to no article.
    """
    keys, sums = ADDED_UP[name]
    named = entities.mentions > entities.demonyms
    found = entities.group_by(*keys).agg(
        articles=entities.count(), articles_by_name=named.sum(), **{sum_: entities[sum_].sum() for sum_ in sums[2:]})
    return found.select(*keys, **{sum_: found[sum_].cast("int64") for sum_ in sums})


def paired(mentions: ir.Table) -> ir.Table:
    """How many sentences name two entities both, by language, outlet and pair; those where neither is named by a
    demonym alone. first, second: entity ids in alphabetic order. To be added up as tallies are.

    mentions: the flat table of mentions. Joining it with itself for the forty names of a network takes 0.25 s among
    100,000 articles, and ten times as long among ten times as many.
    """
    once = mentions.group_by("place", "sentence_no", "entity_id").agg(
        language=mentions.language.arbitrary(), outlet=mentions.outlet.arbitrary(),
        by_name=(mentions.form != "demonym").sum())
    other = once.view()
    both = once.inner_join(
        other, [once.place == other.place, once.sentence_no == other.sentence_no, once.entity_id < other.entity_id],
        rname="other_{name}")
    found = both.group_by(language=both.language, outlet=both.outlet, first=both.entity_id, second=both.other_entity_id)
    found = found.agg(sentences=lambda table: table.count(),
                      sentences_by_name=lambda table: ((table.by_name > 0) & (table.other_by_name > 0)).sum())
    keys, sums = ADDED_UP["pairs"]
    return found.select(*keys, **{sum_: found[sum_].cast("int64") for sum_ in sums})


def spoken_of(dates: ir.Table) -> ir.Table:
    """How often each interval is spoken of, by language, outlet, and how it is written and understood. To be added up
    as tallies are.

    dates: the flat table of dates.
    """
    keys, sums = ADDED_UP["days"]
    found = dates.group_by(*keys).agg(mentions=dates.count(), articles=dates.place.nunique())
    return found.select(*keys, **{sum_: found[sum_].cast("int64") for sum_ in sums})


def added_up(rows: ir.Table, name: str = "tallies") -> ir.Table:
    """One of ADDED_UP with one row for the same keys."""
    keys, sums = ADDED_UP[name]
    found = rows.group_by(*keys).agg(**{sum_: rows[sum_].sum().cast("int64") for sum_ in sums})
    return found.select(*keys, *sums)


def negative(rows: ir.Table, name: str = "tallies") -> ir.Table:
    """One of ADDED_UP, to be taken away from others."""
    return rows.mutate(**{sum_: -rows[sum_] for sum_ in ADDED_UP[name][1]})


def _opening(rows: ir.Table) -> ir.StringValue:
    """The beginning of the first sentence: finding the texts of 60 articles for it takes 60 ms among 100,000."""
    first = rows.sentences[0]
    length = ibis.least(first["end"] - first["start"], OPENING_CHARACTERS)
    return ibis.coalesce(rows.text.substr(first["start"], length), "")


def _surfaces(rows: ir.Table) -> ir.Table:
    """One row per way of writing an entity, whichever articles do so. spelled: the surface in lower case."""
    named = unfolded(rows, "mentions", ("language",))
    return named.select(
        "language", "surface", "entity_id", "entity_type", "entity_name_en", "entity_name_ar",
        spelled=named.surface.lower(),
    ).distinct()


@cache
def schema(name: str) -> ibis.Schema:
    """Names and types of a flat table's columns."""
    if name in worded.TABLES:
        return ibis.Schema.from_pyarrow(worded.SCHEMAS[name])
    return flat(ibis.table(ibis.Schema.from_pyarrow(SCHEMA), name="stored"), name).schema()
