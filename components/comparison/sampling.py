"""How far a figure would move had other articles of the same kind been read: intervals from resampling articles.

Words of one article are not independent of each other, so whole articles are drawn, with replacement (Lijffijt et al.
2016, "Significance testing of word frequencies in corpora"; percentile intervals after Efron & Tibshirani 1993).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

import ibis.expr.types as ir
import numpy as np
import pandas as pd

from components.comparison.mentions import aliases_of, by_bundle, entities_in, totals
from components.comparison.scope import FEWEST_ARTICLES, SIDES, Scope, sided
from components.corpus import Corpus
from components.corpus.flat import BUNDLE_LETTERS

# Each measure as what is counted, out of what, times what. A bare count is no estimate of anything and has no interval.
MEASURED = {
    "per_1000_words": ("mentions", "words", 1000),
    "share_of_mentions": ("mentions", "mentions", 1),
    "share_of_sentences": ("sentences", "sentences", 1),
}
RESAMPLES = 1_000
CONFIDENCE = 0.95
SEED = 1
# Beyond this many articles on a side they are drawn in random bundles, those whose ids (digests of the texts) begin
# with the same two of 32 letters: 1,024 draws tell as much as 100,000, and memory stays at some megabytes.
BUNDLED_FROM = 2_000


def enough(corpus: Corpus, scope: Scope) -> bool:
    """Whether both sides have FEWEST_ARTICLES or more articles that are independent, as reprints are not."""
    return not scope.reprints and bool(totals(corpus, scope).articles.min() >= FEWEST_ARTICLES)


def intervals(
    corpus: Corpus, scope: Scope, entity_ids: tuple[str, ...], measures: tuple[str, ...] = tuple(MEASURED)
) -> pd.DataFrame:
    """The intervals of the measures of named entities; no rows where there are too few independent articles.

    One row per side, entity and measure. Columns: side, entity_id, measure, low, high (in the measure's
    unit). An entity that a side never names has no row there: resampling can't tell how often it might have.
    """
    rows = []
    for side, drawn in resampled(corpus, scope, entity_ids, measures).items():
        for measure, values in drawn.items():
            low, high = _ends(values)
            named = values.any(axis=0)
            rows += [
                (side, entity_id, measure, low[at], high[at]) for at, entity_id in enumerate(entity_ids) if named[at]
            ]
    return pd.DataFrame(rows, columns=["side", "entity_id", "measure", "low", "high"])


def differences(corpus: Corpus, scope: Scope, entity_ids: tuple[str, ...]) -> pd.DataFrame:
    """How far the sides' shares of sentences differ; no rows where there are too few independent articles.

    One row per entity. Columns: entity_id, low, high (Arabic share - English share), clear (zero lies outside).
    """
    drawn = resampled(corpus, scope, entity_ids, ("share_of_sentences",))
    if not drawn:
        return pd.DataFrame(columns=["entity_id", "low", "high", "clear"])
    low, high = _ends(drawn["ar"]["share_of_sentences"] - drawn["en"]["share_of_sentences"])
    return pd.DataFrame({"entity_id": entity_ids, "low": low, "high": high, "clear": (low > 0) | (high < 0)})


def shares(found: pd.DataFrame, parts: Sequence[str], whole: Sequence[str] = ()) -> pd.DataFrame:
    """The intervals of shares: how much of a whole is of each part, on each side.

    found: one row per thing counted, with side, article_id and the columns that `parts` and `whole` name. Of a whole
    that fewer than FEWEST_ARTICLES of a side's articles hold anything of there are no rows: drawing from so few says
    nothing; nor where all of it is one part. One row per side, whole and part: side, the columns of whole and parts,
    low, high.
    """
    keys, rows = ["side", *whole], []
    for side, own in found.groupby("side"):
        unit, articles = pd.factorize(own.article_id, sort=True)
        part, named = pd.factorize(pd.MultiIndex.from_frame(own[list(parts)]), sort=True)
        # Drawn once for a side: that takes longer than all the rest.
        draws = _sample(len(articles), SEED)
        of_whole = own.groupby(list(whole), sort=False).indices if whole else {(): np.arange(len(own))}
        for name, at in of_whole.items():
            held, unit_at = np.unique(unit[at], return_inverse=True)
            there, part_at = np.unique(part[at], return_inverse=True)
            if len(held) < FEWEST_ARTICLES or len(there) < 2:
                continue
            counts = np.zeros((len(held), len(there)), np.float32)
            np.add.at(counts, (unit_at, part_at), 1)
            drawn = draws[:, held] @ counts
            together = drawn.sum(axis=1, keepdims=True)
            # A sample that holds nothing of the whole tells nothing of its parts.
            low, high = _ends((drawn / np.maximum(together, 1))[together[:, 0] > 0])
            names = name if isinstance(name, tuple) else (name,)
            rows += [(side, *names, *named[n], *ends) for n, *ends in zip(there, low, high, strict=True)]
    return pd.DataFrame(rows, columns=[*keys, *parts, "low", "high"])


def resampled(
    corpus: Corpus, scope: Scope, entity_ids: tuple[str, ...], measures: tuple[str, ...] = tuple(MEASURED)
) -> dict[str, dict[str, np.ndarray]]:
    """Each measure of each entity in RESAMPLES samples of a side's articles: side -> measure -> samples x entities.

    Empty where there are too few independent articles. The same corpus and scope give the same samples.
    """
    if not entity_ids or not enough(corpus, scope):
        return {}
    chosen = {measure: MEASURED[measure] for measure in measures}
    counts, wholes = ({parts[at] for parts in chosen.values()} for at in (0, 1))
    counted = _per_article(corpus, scope, entity_ids, "mentions" in wholes)
    drawn = {}
    for number, side in enumerate(SIDES):
        articles, named = (frame[frame.side == side] for frame in counted)
        draws = _draws(len(articles), SEED + number)
        out_of = {name: draws @ articles[name].to_numpy(np.float32) for name in wholes}
        found = {name: draws @ _table(named, name, articles.unit, entity_ids) for name in counts}
        drawn[side] = {
            measure: times * found[count] / np.maximum(out_of[whole], 1)[:, None]
            for measure, (count, whole, times) in chosen.items()
        }
    return drawn


def _per_article(
    corpus: Corpus, scope: Scope, entity_ids: tuple[str, ...], with_mentions: bool
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What each article (or bundle of them) has: side, unit, words, sentences, mentions if wanted; and of each entity.
    """
    bundled = totals(corpus, scope).articles.max() > BUNDLED_FROM
    articles = sided(corpus, scope, "articles")
    whole = corpus.execute(
        articles.group_by(side=articles.side, unit=_unit(articles, bundled)).agg(
            words=articles.word_count.sum(), sentences=articles.sentence_count.sum()
        )
    )
    named = by_bundle(corpus, scope) if bundled else entities_in(corpus, scope)
    if with_mentions:
        of_all = corpus.execute(
            named.group_by(side=named.side, unit=_unit(named, bundled)).agg(mentions=named.mentions.sum())
        )
        whole = whole.merge(of_all, how="left", on=["side", "unit"]).fillna({"mentions": 0})
    aliases = aliases_of(corpus, scope, entity_ids)
    named = named.filter(named.entity_id.isin(list(aliases)))
    of_each = corpus.execute(
        named.group_by(side=named.side, unit=_unit(named, bundled), entity_id=named.entity_id).agg(
            mentions=named.mentions.sum(), sentences=named.sentences.sum()
        )
    )
    # The engine gives groups in any order, and the samples must not depend on it.
    whole = whole.sort_values(["side", "unit"], ignore_index=True)
    return whole, of_each.assign(entity_id=of_each.entity_id.map(aliases))


def _unit(table: ir.Table, bundled: bool) -> ir.StringValue:
    if not bundled:
        return table.article_id
    return table.bundle if "bundle" in table.columns else table.article_id.substr(0, BUNDLE_LETTERS)


@lru_cache(maxsize=4)
def _draws(units: int, seed: int) -> np.ndarray:
    """A sample that is kept, for in large scopes the units are always the same 1,024 bundles: drawing them takes 70 ms,
    and keeping them 4 MB."""
    return _sample(units, seed)


def _sample(units: int, seed: int) -> np.ndarray:
    """How often each unit is drawn in each sample: samples x units."""
    return np.random.default_rng(seed).multinomial(units, np.full(units, 1 / units), RESAMPLES).astype(np.float32)


def _table(named: pd.DataFrame, counts: str, units: pd.Series, entity_ids: tuple[str, ...]) -> np.ndarray:
    at = (pd.Index(units).get_indexer(named.unit), pd.Index(entity_ids).get_indexer(named.entity_id))
    table = np.zeros((len(units), len(entity_ids)), np.float32)
    np.add.at(table, at, named[counts].to_numpy(np.float32))
    return table


def _ends(values: np.ndarray) -> np.ndarray:
    tail = 100 * (1 - CONFIDENCE) / 2
    return np.percentile(values, [tail, 100 - tail], axis=0) if values.size else np.full((2, 0), math.nan)
