"""Who is named together with whom: in one sentence, on each side."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from components.comparison import evidence
from components.comparison.mentions import aliases_of, by_entity, mentions_in, totals
from components.comparison.scope import Scope
from components.corpus import Corpus

# More names than these can't be told apart in a network half a screen wide.
MOST_NODES = 40


@dataclass(frozen=True)
class Network:
    """Both sides' networks over the same names.

    nodes: one row per side and entity that it names, as comparison.mentions.by_entity has it, of the entities that
    either side names together with another of them. edges: one row per side and pair: side, first, second (entity ids
    in alphabetic order), sentences (that name both), expected (as many would by chance alone, were the names strewn
    over the side's sentences independently of each other).
    """

    nodes: pd.DataFrame
    edges: pd.DataFrame


def network(corpus: Corpus, scope: Scope, most: int = MOST_NODES) -> Network:
    """The most named entities of both sides and how often each two of them share a sentence."""
    entities = by_entity(corpus, scope)
    # By shares, so that the longer side doesn't fill the picture.
    chosen = tuple(entities.groupby("entity_id").share_of_sentences.sum().nlargest(most).index)
    edges = _pairs(corpus, scope, chosen)
    read = totals(corpus, scope).set_index("side").sentences
    naming = entities.set_index(["side", "entity_id"]).sentences
    edges["expected"] = [
        naming.get((row.side, row.first), 0) * naming.get((row.side, row.second), 0) / max(read[row.side], 1)
        for row in edges.itertuples()
    ]
    linked = set(edges["first"]) | set(edges.second)
    return Network(entities[entities.entity_id.isin(linked)].reset_index(drop=True), edges)


def together(corpus: Corpus, scope: Scope, first: str, second: str, most: int | None = None) -> pd.DataFrame:
    """The sentences that name both entities, each marked; columns as in comparison.evidence.naming."""
    aliases = aliases_of(corpus, scope, (first, second))
    named = mentions_in(corpus, scope)
    named = named.filter(named.entity_id.isin(list(aliases)))
    spans = corpus.execute(named.select(*evidence.columns_of(scope), "entity_id"))
    spans["entity_id"] = spans.entity_id.map(aliases)
    both = spans.groupby(["article_id", "sentence_no"]).entity_id.transform("nunique") == 2
    return evidence.in_sentences(corpus, spans.loc[both].drop(columns="entity_id"), most)


def code(first: str, second: str) -> str:
    """A pair as one word, for addresses and charts.

    >>> code("country/KP", "country/RU")
    'country/KP~country/RU'
    """
    return f"{first}~{second}"


def _pairs(corpus: Corpus, scope: Scope, entity_ids: tuple[str, ...]) -> pd.DataFrame:
    aliases = aliases_of(corpus, scope, entity_ids)
    named = mentions_in(corpus, scope)
    named = named.filter(named.entity_id.isin(list(aliases)))
    named = named.select("side", "article_id", "sentence_no", "entity_id").distinct()
    other = named.view()
    pairs = named.inner_join(
        other,
        [
            named.article_id == other.article_id,
            named.sentence_no == other.sentence_no,
            named.entity_id < other.entity_id,
        ],
        rname="other_{name}",
    )
    pairs = pairs.group_by(side=pairs.side, first=pairs.entity_id, second=pairs.other_entity_id)
    frame = corpus.execute(pairs.agg(sentences=lambda table: table.count()))
    # A joined name's own id may sort otherwise than the id that it is joined to.
    ends = [sorted((aliases[row.first], aliases[row.second])) for row in frame.itertuples()]
    frame = frame.assign(first=[first for first, _ in ends], second=[second for _, second in ends])
    frame = frame[frame["first"] != frame.second].groupby(["side", "first", "second"], as_index=False).sum()
    return frame.sort_values(["sentences", "first", "second"], ascending=[False, True, True], ignore_index=True)
