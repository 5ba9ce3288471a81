"""Who is named together with whom: in one sentence, on each side."""

from __future__ import annotations

from dataclasses import dataclass

import ibis.expr.types as ir
import pandas as pd

from components.comparison import evidence
from components.comparison.mentions import aliases_of, by_entity, entities_in, mentions_in, totals
from components.comparison.scope import Scope, sided
from components.corpus import Corpus

# More names than these can't be told apart in a network half a screen wide.
MOST_NODES = 40
# Articles that name two entities somewhere, for each sentence that is wanted: not all of them do so in one sentence.
MOST_READ = 4


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
    articles = _naming_both(corpus, scope, aliases, first, MOST_READ * (most or evidence.MOST_SENTENCES))
    named = mentions_in(corpus, scope, articles)
    named = named.filter(named.entity_id.isin(list(aliases)))
    spans = corpus.execute(named.select(*evidence.columns_of(scope), "entity_id"))
    spans["entity_id"] = spans.entity_id.map(aliases)
    both = spans.groupby(["article_id", "sentence_no"]).entity_id.transform("nunique") == 2
    found = evidence.in_sentences(corpus, spans.loc[both].drop(columns="entity_id"), most)
    if articles:
        found.attrs["all"] = int(_pairs(corpus, scope, (first, second)).sentences.sum())
    return found


def _naming_both(corpus: Corpus, scope: Scope, aliases: dict[str, str], first: str, most: int) -> tuple[str, ...]:
    """The newest articles that name both entities, where more than `most` do; none where all are to be looked at."""
    named = entities_in(corpus, scope)
    one = [entity_id for entity_id, of in aliases.items() if of == first]
    other = sorted(aliases.keys() - set(one))
    both = named.filter(named.entity_id.isin(one)).semi_join(named.filter(named.entity_id.isin(other)), "place")
    newest = both.order_by(both.published.desc(nulls_first=False), both.article_id).limit(most + 1)
    found = tuple(corpus.execute(newest.select("article_id")).article_id.unique())
    return found[:most] if len(found) > most else ()


def code(first: str, second: str) -> str:
    """A pair as one word, for addresses and charts.

    >>> code("country/KP", "country/RU")
    'country/KP~country/RU'
    """
    return f"{first}~{second}"


def _pairs(corpus: Corpus, scope: Scope, entity_ids: tuple[str, ...]) -> pd.DataFrame:
    aliases = aliases_of(corpus, scope, entity_ids)
    ids = sorted(aliases)
    # Pairs are kept as they were read: those of whom something was decided are counted now.
    decided = corpus.names.decided & aliases.keys() if _is_kept(scope) else aliases.keys()
    counted = [_kept_pairs(corpus, scope, ids, sorted(decided))] if _is_kept(scope) else []
    if decided:
        counted.append(_counted_pairs(corpus, scope, ids, sorted(decided)))
    frame = pd.concat([corpus.execute(pairs) for pairs in counted], ignore_index=True)
    # A joined name's own id may sort otherwise than the id that it is joined to.
    ends = [sorted((aliases[row.first], aliases[row.second])) for row in frame.itertuples()]
    frame = frame.assign(first=[first for first, _ in ends], second=[second for _, second in ends])
    frame = frame[frame["first"] != frame.second].groupby(["side", "first", "second"], as_index=False).sum()
    return frame.sort_values(["sentences", "first", "second"], ascending=[False, True, True], ignore_index=True)


def _is_kept(scope: Scope) -> bool:
    return scope.of_whole_outlets and not scope.capitals


def _kept_pairs(corpus: Corpus, scope: Scope, ids: list[str], without: list[str]) -> ir.Table:
    """How many sentences name two of these, by side, as the corpus keeps it: side, first, second, sentences."""
    table = sided(corpus, scope, "pairs")
    table = table.filter(table["first"].isin(ids) & table.second.isin(ids))
    if without:
        table = table.filter(table["first"].notin(without) & table.second.notin(without))
    sentences = table.sentences if scope.demonyms else table.sentences_by_name
    found = table.group_by("side", "first", "second").agg(sentences=sentences.sum())
    return found.filter(found.sentences > 0)


def _counted_pairs(corpus: Corpus, scope: Scope, ids: list[str], of: list[str]) -> ir.Table:
    """The same counted sentence by sentence, of the pairs that have one of `of`."""
    named = mentions_in(corpus, scope)
    named = named.filter(named.entity_id.isin(ids))
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
    if len(of) < len(ids):
        pairs = pairs.filter(pairs.entity_id.isin(of) | pairs.other_entity_id.isin(of))
    pairs = pairs.group_by(side=pairs.side, first=pairs.entity_id, second=pairs.other_entity_id)
    return pairs.agg(sentences=lambda table: table.count())
