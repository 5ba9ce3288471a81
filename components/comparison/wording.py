"""What each side calls a person, place, organisation or event."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

import pandas as pd

from components.comparison.designations import Named, designation
from components.comparison.mentions import aliases_of, mentions_in
from components.comparison.newest import MOST_ARTICLES
from components.comparison.scope import SIDES, Scope
from components.corpus import Corpus, Selection
from components.reading.authority import load
from components.text.arabic import fold
from components.text.words import tokens

COLUMNS = ["side", "article_id", "sentence_no", "start", "end", "surface", "designation", "added", "form", "key"]
_ARTICLE = "ال"


def designations(corpus: Corpus, scope: Scope, entity_id: str) -> pd.DataFrame:
    """Every place where the sides name an entity, and what they call it there. One row per mention.

    Columns: side, article_id, sentence_no, start, end (of the whole designation, in the article's text), surface (the
    name as written), designation (for reading), added (titles, epithets and adjectives beyond the name), form (name |
    short | demonym | metonym), key (the same for spellings of one designation). At most newest.MOST_ARTICLES articles
    of a side are read.
    """
    rows = []
    table = mentions_in(corpus, replace(scope, types=()))
    table = table.filter(table.entity_id.isin(list(aliases_of(corpus, scope, (entity_id,)))))
    counted = corpus.execute(table.select("article_id", "language", "published", "sentence_no", "start", "form"))
    for side in SIDES:
        own = _newest(counted[counted.language == side])
        if own.empty:
            continue
        wanted = dict(zip(zip(own.article_id, own.start, strict=True), own.form, strict=True))
        places = set(zip(own.article_id, own.sentence_no, strict=True))
        chosen = Selection(article_ids=tuple(sorted(set(own.article_id))))
        # What else is named in those sentences tells where the phrase ends.
        beside = defaultdict(list)
        for row in corpus.mentions(chosen).itertuples():
            if (row.article_id, row.sentence_no) in places:
                beside[row.article_id, row.sentence_no].append(row)
        for sentence in corpus.sentences(chosen).itertuples():
            named = beside.get((sentence.article_id, sentence.sentence_no))
            if named:
                rows += _in_sentence(side, sentence, named, wanted)
    return pd.DataFrame(rows, columns=COLUMNS)


def _newest(mentions: pd.DataFrame) -> pd.DataFrame:
    dated = mentions.drop_duplicates("article_id").sort_values("published", ascending=False, kind="stable")
    return mentions[mentions.article_id.isin(dated.article_id.head(MOST_ARTICLES))]


def _in_sentence(side: str, sentence, mentions, wanted: dict[tuple[str, int], str]) -> list[tuple]:
    """The rows of a sentence; wanted: the mentions that count as the entity's, by article and place, and their form."""
    words = tokens(sentence.text)
    named = [_named(row, sentence.start) for row in mentions]
    found = []
    for row, mention in zip(mentions, named, strict=True):
        form = wanted.get((row.article_id, row.start))
        if form is None:
            continue
        others = [other for other in named if other is not mention]
        called = designation(sentence.text, words, mention, others, side)
        start, end = sentence.start + called.start, sentence.start + called.end
        key = _key(called.text, side, form)
        found.append(
            (side, row.article_id, row.sentence_no, start, end, row.surface, called.text, called.added, form, key)
        )
    return found


def _named(row, offset: int) -> Named:
    entity = load().entity(row.entity_id)
    country = entity.country if entity else ""
    if row.entity_id.startswith("country/"):
        country = row.entity_id.partition("/")[2]
    return Named(row.start - offset, row.end - offset, row.entity_type, row.form, country)


def _key(text: str, side: str, form: str) -> str:
    if side != "ar":
        return text.casefold()
    words = [fold(word) for word in text.split()]
    if form == "demonym":
        # Gender and article follow the noun that the nationality stands with.
        words = [word.removeprefix(_ARTICLE).removesuffix("ه") for word in words]
    return " ".join(words)


def counted(designations: pd.DataFrame) -> pd.DataFrame:
    """What each side calls the entity, the commonest first. One row per side and designation.

    designations: as `designations`. Columns: side, key, designation (in its commonest spelling), added, form, count,
    articles, mentions (of the entity on the side), share (count of mentions).
    """
    frame = designations.groupby(["side", "key"], as_index=False).agg(
        designation=("designation", _commonest),
        added=("added", _commonest),
        form=("form", _commonest),
        count=("key", "size"),
        articles=("article_id", "nunique"),
    )
    frame["mentions"] = frame.groupby("side")["count"].transform("sum")
    frame["share"] = frame["count"] / frame.mentions
    return frame.sort_values(["side", "count", "designation"], ascending=[True, False, True], ignore_index=True)


def _commonest(values: pd.Series) -> str:
    return values.value_counts().index[0]
