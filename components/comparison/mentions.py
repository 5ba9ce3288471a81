"""Who and what each side names, how often, and out of how much."""

from __future__ import annotations

import math
from dataclasses import replace

import ibis
import ibis.expr.types as ir
import pandas as pd

from components.comparison.governments import as_countries
from components.comparison.linking import links
from components.comparison.remembering import remembered
from components.comparison.scope import BY_LANGUAGE, SIDES, Scope, sided
from components.corpus import Corpus
from components.corpus.flat import BUNDLE_LETTERS

MEASURES = ("count", "per_1000_words", "share_of_mentions", "share_of_sentences", "articles")

# How many entities of a side are fetched: no screen shows more, and joining names compares pairs.
MOST_ENTITIES = 2_000


@remembered
def totals(corpus: Corpus, scope: Scope) -> pd.DataFrame:
    """The denominators. One row per side, in the order of SIDES.

    Columns: side, articles, outlets, words (Arabic clitics split), sentences, mentions, entities, first and last
    (publication days, NaT where no article of the side has one).
    """
    articles = sided(corpus, scope, "articles")
    counted = corpus.execute(
        articles.group_by(side=articles.side).agg(
            articles=articles.count(),
            outlets=articles.outlet.nullif("").nunique(),
            words=articles.word_count.sum(),
            sentences=articles.sentence_count.sum(),
            first=articles.published.min(),
            last=articles.published.max(),
        )
    ).set_index("side")
    named = added_up(corpus, scope)
    named = named.group_by("side", "entity_id").agg(mentions=named.mentions.sum(), articles=named.articles.sum())
    named = named.filter(named.articles > 0)
    mentions = corpus.execute(
        named.group_by("side").agg(mentions=named.mentions.sum(), entities=named.count())
    ).set_index("side")
    frame = counted.join(mentions).reindex(SIDES)
    figures = ["articles", "outlets", "words", "sentences", "mentions", "entities"]
    frame[figures] = frame[figures].fillna(0).astype(int)
    return frame.rename_axis("side").reset_index()


def by_entity(corpus: Corpus, scope: Scope) -> pd.DataFrame:
    """One row per entity and side that names it.

    Columns: side, entity_id, entity_type, name_en, name_ar, count (mentions), sentences (that name it), articles,
    per_1000_words, share_of_mentions, share_of_sentences (of the side's), similarity (0..1 where the two languages'
    names were joined by sound, else NaN). Joined names carry the English side's entity_id.
    """
    return _measured(_joined(_entities(corpus, scope), _links(corpus, scope)), totals(corpus, scope))


def by_outlet(corpus: Corpus, scope: Scope, entity_ids: tuple[str, ...]) -> pd.DataFrame:
    """One row per outlet and entity that it names, for the entities asked for.

    Columns: side, outlet ('' where unknown), entity_id, count, articles (of the outlet that name it), words (of the
    outlet, all its articles in scope), per_1000_words.
    """
    named = added_up(corpus, scope)
    aliases = aliases_of(corpus, scope, entity_ids)
    named = named.filter(named.entity_id.isin(list(aliases)))
    counts = corpus.execute(
        named.group_by("side", "outlet", "entity_id").agg(count=named.mentions.sum(), articles=named.articles.sum())
    )
    counts = counts[counts.articles > 0]
    counts["entity_id"] = counts.entity_id.map(aliases)
    counts = counts.groupby(["side", "outlet", "entity_id"], as_index=False).sum()
    articles = sided(corpus, scope, "articles")
    words = corpus.execute(
        articles.group_by(side=articles.side, outlet=articles.outlet).agg(words=articles.word_count.sum())
    )
    frame = counts.merge(words, on=["side", "outlet"])
    frame["per_1000_words"] = 1000 * frame["count"] / frame.words.where(frame.words > 0)
    return frame


def aliases_of(corpus: Corpus, scope: Scope, entity_ids: tuple[str, ...]) -> dict[str, str]:
    """Every stored id that stands for one of the entities asked for: itself, and the ids joined to it."""
    aliases = {entity_id: entity_id for entity_id in entity_ids}
    if any(not entity_id.startswith("country/") for entity_id in entity_ids):
        joined = _links(corpus, scope)
        aliases |= {row.entity_id: row.linked_id for row in joined.itertuples() if row.linked_id in aliases}
    return aliases


def sides_apart(entities: pd.DataFrame, denominators: pd.DataFrame) -> pd.DataFrame:
    """The entities side by side, those whose share of sentences differs most first.

    entities: as by_entity; denominators: as totals. One row per entity: entity_id, entity_type, name_en, name_ar,
    sentences_ar, sentences_en, share_ar, share_en (shares of the side's sentences), difference (ar - en),
    only ('ar' | 'en' | ''), silence (the chance, by the rule of three's binomial, that the silent side would have no
    sentence naming it if it named it as often as the other does; NaN where both name it).
    """
    keys = ["entity_id", "entity_type", "name_en", "name_ar"]
    wide = entities.pivot_table(index=keys, columns="side", values=["sentences", "share_of_sentences"], aggfunc="sum")
    wide = wide.reindex(columns=pd.MultiIndex.from_product([["sentences", "share_of_sentences"], SIDES])).fillna(0)
    frame = pd.DataFrame(
        {
            "sentences_ar": wide["sentences", "ar"].astype(int),
            "sentences_en": wide["sentences", "en"].astype(int),
            "share_ar": wide["share_of_sentences", "ar"],
            "share_en": wide["share_of_sentences", "en"],
        }
    ).reset_index()
    frame["difference"] = frame.share_ar - frame.share_en
    frame["only"] = ""
    frame.loc[frame.sentences_en == 0, "only"] = "ar"
    frame.loc[frame.sentences_ar == 0, "only"] = "en"
    read = denominators.set_index("side").sentences
    alone = {"ar": (frame.share_ar, read["en"]), "en": (frame.share_en, read["ar"])}
    frame["silence"] = math.nan
    for side, (share, unread) in alone.items():
        # The chance that so many sentences of the other side all leave it out.
        silent = (1.0 - share.clip(upper=1.0)) ** int(unread)
        frame["silence"] = frame.silence.where(frame.only != side, silent)
    order = frame.difference.abs().sort_values(ascending=False, kind="stable").index
    return frame.loc[order].reset_index(drop=True)


@remembered
def _links(corpus: Corpus, scope: Scope) -> pd.DataFrame:
    # Names are joined across the languages, whatever the sides are.
    return links(_entities(corpus, replace(scope, sides=BY_LANGUAGE)), corpus.names.are_apart)


def joined_by_sound(corpus: Corpus, scope: Scope) -> pd.DataFrame:
    """The names of the two languages that count as one because they sound alike; columns as linking.links."""
    return _links(corpus, scope)


def most_named(corpus: Corpus, scope: Scope) -> pd.DataFrame:
    """One row per side and entity, the most named first, joined by nothing: side, entity_id, entity_type,
    entity_name_en, entity_name_ar, mentions, sentences, articles. At most MOST_ENTITIES a side.
    """
    return _entities(corpus, scope)


@remembered
def _entities(corpus: Corpus, scope: Scope) -> pd.DataFrame:
    """One row per side and entity that is named, the most named first, at most MOST_ENTITIES a side."""
    named = added_up(corpus, scope)
    found = named.group_by("side", "entity_id", "entity_type").agg(
        entity_name_en=named.entity_name_en.max(),
        entity_name_ar=named.entity_name_ar.max(),
        mentions=named.mentions.sum(),
        sentences=named.sentences.sum(),
        articles=named.articles.sum(),
    )
    return corpus.execute(
        found.filter(found.articles > 0).order_by(ibis.desc("mentions"), "entity_id").limit(MOST_ENTITIES * len(SIDES))
    )


def added_up(corpus: Corpus, scope: Scope) -> ir.Table:
    """What is named within the scope, as an expression whose rows are to be added up.

    Columns: side, outlet, entity_id, entity_type, entity_name_en, entity_name_ar, mentions, demonyms, sentences,
    articles. What adds up to no article is not there. Quick where whole outlets are in scope: tallies are kept of them.
    """
    if scope.capitals or not scope.of_whole_outlets:
        table = entities_in(corpus, scope)
        return table.mutate(articles=1)
    return _counted(sided(corpus, scope, "tallies"), scope)


def by_bundle(corpus: Corpus, scope: Scope) -> ir.Table:
    """What is named within the scope in each bundle of articles (flat.BUNDLE_LETTERS), as an expression whose rows are
    to be added up: side, bundle, entity_id, entity_type, mentions, sentences.

    Quick where all outlets are in scope: then it is kept added up.
    """
    if scope.capitals or not scope.of_whole_outlets or scope.outlets or not scope.by_language:
        table = entities_in(corpus, scope)
        return table if "bundle" in table.columns else table.mutate(bundle=table.article_id.substr(0, BUNDLE_LETTERS))
    return _counted(sided(corpus, scope, "bundles"), scope)


def _counted(table: ir.Table, scope: Scope) -> ir.Table:
    """What is kept added up, of the kinds of names in scope, without demonyms where they don't count."""
    if scope.types:
        table = table.filter(table.entity_type.isin(list(scope.types)))
    if scope.demonyms:
        return table
    return table.mutate(
        mentions=table.mentions - table.demonyms, sentences=table.sentences_by_name, articles=table.articles_by_name)


def entities_in(corpus: Corpus, scope: Scope) -> ir.Table:
    """What each article names within the scope, as an expression; one row per article and entity.

    `mentions` and `sentences` are those that count within the scope; demonyms (of all) says how many of the mentions
    are. Far quicker to add up than mentions_in, and to ask for single entities.
    """
    if scope.capitals:
        return _by_article(mentions_in(corpus, scope))
    table = sided(corpus, scope, "entities")
    if scope.types:
        table = table.filter(table.entity_type.isin(list(scope.types)))
    if scope.demonyms:
        return table
    table = table.filter(table.mentions > table.demonyms)
    return table.mutate(mentions=table.mentions - table.demonyms, sentences=table.sentences_by_name)


def _by_article(mentions: ir.Table) -> ir.Table:
    """One row per article and entity, as entities_in has them."""
    keys = ["place", "article_id", "story", "language", "outlet", "published", "side", "entity_id", "entity_type"]
    return mentions.group_by(keys).agg(
        entity_name_en=mentions.entity_name_en.max(),
        entity_name_ar=mentions.entity_name_ar.max(),
        mentions=mentions.count(),
        demonyms=(mentions.form == "demonym").sum(),
        sentences=mentions.sentence_no.nunique(),
    )


def mentions_in(corpus: Corpus, scope: Scope, article_ids: tuple[str, ...] = ()) -> ir.Table:
    """The mentions that count within the scope, or in these articles of it, as an expression."""
    table = sided(corpus, scope, "mentions", article_ids)
    if scope.capitals:
        table = as_countries(table, corpus.authority)
    if scope.types:
        table = table.filter(table.entity_type.isin(list(scope.types)))
    return table if scope.demonyms else table.filter(table.form != "demonym")


def _joined(frame: pd.DataFrame, linked: pd.DataFrame) -> pd.DataFrame:
    """The frame with names of the two languages that sound alike under one id, and one pair of names per entity."""
    found = linked.set_index("entity_id")
    joined = found.linked_id.to_dict()
    frame = frame.assign(
        similarity=frame.entity_id.map(found.similarity),
        entity_id=[joined.get(entity_id, entity_id) for entity_id in frame.entity_id],
    )
    both = frame.groupby("entity_id")
    frame["name_en"] = both.entity_name_en.transform("max")
    frame["name_ar"] = both.entity_name_ar.transform("max")
    frame["entity_type"] = both.entity_type.transform("first")
    frame["similarity"] = both.similarity.transform("max")
    return frame


def _measured(frame: pd.DataFrame, denominators: pd.DataFrame) -> pd.DataFrame:
    keys = ["side", "entity_id", "entity_type", "name_en", "name_ar"]
    frame = frame.groupby(keys, as_index=False, dropna=False).agg(
        count=("mentions", "sum"),
        sentences=("sentences", "sum"),
        articles=("articles", "max"),
        similarity=("similarity", "max"),
    )
    per_side = denominators.set_index("side")
    for column, numerator, denominator, times in (
        ("per_1000_words", "count", "words", 1000),
        ("share_of_mentions", "count", "mentions", 1),
        ("share_of_sentences", "sentences", "sentences", 1),
    ):
        out_of = frame.side.map(per_side[denominator]).astype(float)
        frame[column] = times * frame[numerator] / out_of.where(out_of > 0)
    return frame
