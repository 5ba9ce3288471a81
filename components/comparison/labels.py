"""Labels in competition: which of a concept's names (war, military operation) each side uses, and in whose voice.

The concepts and their labels are data/concepts.csv; where an article refers to one, components.reading.labels tells.
"""

from __future__ import annotations

import pandas as pd

from components.comparison import sampling
from components.comparison.newest import sided_newest
from components.comparison.scope import SIDES, Scope
from components.corpus import Corpus
from components.reading.labels import NAMES_OF_THEIR_OWN, VOICES, Label, concept_names, table

__all__ = ["VOICES", "Label", "concept_names", "contrasts", "references", "shares", "table"]

# Shares of few references are drawn towards those of both sides together, as if by so many references of no
# difference. On a hundred articles about many things five of the first eight concepts had four references or fewer on
# a side with 2; with 5 they were two, and the seeds still have their war first.
DOUBT = 5.0

COLUMNS = ["side", "article_id", "sentence_no", "start", "end", "surface", "concept", "label", "voice"]


def references(corpus: Corpus, scope: Scope) -> pd.DataFrame:
    """Where each side refers to a concept that has several labels. One row per reference.

    Columns: side, article_id, sentence_no, start, end (in the article's text), surface (as written), concept, label,
    voice (one of VOICES), published (of the article). A word inside a person's, place's or organisation's name is no
    reference. Of more than newest.MOST_ARTICLES articles of a side the newest are counted.
    """
    rows = sided_newest(corpus, scope, "labels")
    rows = rows.filter(rows.inside.isin(["", *_no_names(corpus)]))
    return corpus.execute(rows.select(*COLUMNS, "published").order_by("side", "article_id", "start"))


def _no_names(corpus: Corpus) -> list[str]:
    """The ids of which somebody said that they are no names, or those of events: what stands in them was chosen."""
    told = {**corpus.names.by_id, **{key[0]: told for key, told in corpus.names.by_spelling.items()}}
    return sorted(entity_id for entity_id, what in told.items()
                  if not what.id or what.type and what.type not in NAMES_OF_THEIR_OWN)


def shares(references: pd.DataFrame, sampled: bool = False) -> pd.DataFrame:
    """How each side divides its references to a concept among labels. One row per concept, label, side and voice.

    Columns: concept, label, stance, side, voice, count, articles, surfaces (as written, the commonest first),
    references (of the side to the concept, all voices), share (count of references), low, high (the share's interval
    where the articles may be resampled, see sampling.shares; else missing).
    """
    keys = ["concept", "label", "side", "voice"]
    frame = references.groupby(keys, as_index=False).agg(
        count=("start", "size"),
        articles=("article_id", "nunique"),
        surfaces=("surface", lambda written: list(written.value_counts(sort=True).index)),
    )
    frame["references"] = frame.groupby(["concept", "side"])["count"].transform("sum")
    frame["share"] = frame["count"] / frame.references
    intervals = sampling.shares(references if sampled else references[:0], ["label", "voice"], ["concept"])
    frame = frame.merge(intervals, how="left", on=keys)
    known = table()
    frame.insert(2, "stance", [known[row.concept][row.label].stance for row in frame.itertuples()])
    order = ["concept", "side", "count", "label", "voice"]
    return frame.sort_values(order, ascending=[True, True, False, True, True], ignore_index=True)


def contrasts(shares: pd.DataFrame) -> pd.DataFrame:
    """The concepts, those that the sides name most differently in their own words first. One row per concept.

    Columns: concept, references_ar, references_en (all voices), difference: half the sum of the absolute differences
    between the two sides' shares of labels (0 the same, 1 nothing in common), own words only, drawn towards 0 where
    references are few (DOUBT); NaN where a side has none of its own.
    """
    rows = []
    for concept, group in shares.groupby("concept", sort=True):
        counts = group.pivot_table(index="label", columns="side", values="count", aggfunc="sum", fill_value=0)
        counts = counts.reindex(columns=SIDES, fill_value=0)
        own = group[group.voice == "own"].pivot_table(index="label", columns="side", values="count", aggfunc="sum")
        rows.append((concept, int(counts.ar.sum()), int(counts.en.sum()), _difference(own.reindex(columns=SIDES))))
    frame = pd.DataFrame(rows, columns=["concept", "references_ar", "references_en", "difference"])
    frame["all"] = frame.references_ar + frame.references_en
    frame = frame.sort_values(["difference", "all"], ascending=False, na_position="last", kind="stable")
    return frame.drop(columns="all").reset_index(drop=True)


def _difference(own: pd.DataFrame) -> float:
    own = own.fillna(0)
    if not own.ar.sum() or not own.en.sum():
        return float("nan")
    pooled = own.sum(axis=1) / own.to_numpy().sum()
    drawn = [(own[side] + DOUBT * pooled) / (own[side].sum() + DOUBT) for side in SIDES]
    return float((drawn[0] - drawn[1]).abs().sum() / 2)
