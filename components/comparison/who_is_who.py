"""The list of names in use: who is named in the scope, under which spellings, and who waits for a decision."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import ibis
import ibis.expr.types as ir
import pandas as pd

from components.comparison.evidence import in_sentences
from components.comparison.mentions import added_up, joined_by_sound, mentions_in
from components.comparison.scope import SIDES, Scope
from components.corpus import Corpus
from components.text.arabic import fold

SIDES_NAMED = ("all", "both", "en", "ar")
KNOWN = ("all", "known", "discovered", "decided")
# Of the list that ships, so many names that a search meets are asked for; who wants more of them types more.
MOST_MET = 500
COLUMNS = ["entity_id", "entity_type", "name_en", "name_ar",
           *(f"{what}_{side}" for what in ("mentions", "articles") for side in SIDES)]


@dataclass(frozen=True)
class Wanted:
    """Which names are listed. side: one of SIDES_NAMED, both sides or one alone; known: one of KNOWN; text: a part of a
    name, in any spelling that the list has.
    """

    side: str = "all"
    known: str = "all"
    text: str = ""


def listed(corpus: Corpus, scope: Scope, wanted: Wanted, first: int = 0, count: int | None = None) -> pd.DataFrame:
    """The names in the scope, the most named first, a page of them. One row per entity; columns: COLUMNS.

    An Arabic and an English name that only sound alike are two rows. `attrs["all"]` is how many there are in all.
    """
    table = _per_entity(corpus, scope)
    if wanted.side in SIDES:
        other = "en" if wanted.side == "ar" else "ar"
        table = table.filter((table[f"mentions_{wanted.side}"] > 0) & (table[f"mentions_{other}"] == 0))
    elif wanted.side == "both":
        table = table.filter((table.mentions_ar > 0) & (table.mentions_en > 0))
    if wanted.known == "decided":
        table = table.filter(table.entity_id.isin(sorted(corpus.names.shown_under)))
    elif wanted.known != "all":
        discovered = _is_discovered(table, corpus)
        table = table.filter(discovered if wanted.known == "discovered" else ~discovered)
    if wanted.text.strip():
        table = table.filter(_holds(table, wanted.text.strip(), corpus))
    return _page(corpus, table, first, count)


def waiting(corpus: Corpus, scope: Scope, first: int = 0, count: int | None = None) -> pd.DataFrame:
    """The names that are known in one script only and about which nothing was decided; those that count as one with a
    name of the other script because they sound alike first, then the most named. Columns as `listed`, and linked_id,
    linked_name, similarity ("" and NaN without such a name). `attrs["all"]` as there.
    """
    linked = joined_by_sound(corpus, replace(scope, types=())).set_index("entity_id")
    table = _per_entity(corpus, scope)
    table = table.filter(_is_discovered(table, corpus))
    left_out = sorted({*corpus.names.shown_under, *linked.linked_id})
    if left_out:
        table = table.filter(table.entity_id.notin(left_out))
    frame = _page(corpus, table, first, count, table.entity_id.isin(list(linked.index)) if len(linked) else None)
    found = linked.reindex(frame.entity_id)
    frame["linked_id"] = found.linked_id.fillna("").to_numpy()
    frame["linked_name"] = found.name_en.fillna("").to_numpy()
    frame["similarity"] = found.similarity.to_numpy()
    return frame


def one(corpus: Corpus, scope: Scope, entity_id: str) -> pd.DataFrame:
    """The row of one entity, as `listed` has it; none where the scope does not name it."""
    table = _per_entity(corpus, replace(scope, types=()))
    return _page(corpus, table.filter(table.entity_id == entity_id), 0, 1)


def spellings(corpus: Corpus, scope: Scope, entity_ids: Iterable[str]) -> pd.DataFrame:
    """How entities are written in the scope. One row per entity, side and spelling, the commonest first: entity_id,
    side, surface, count, kind (name | demonym).
    """
    table = mentions_in(corpus, replace(scope, types=()))
    table = table.filter(table.entity_id.isin(list(entity_ids)))
    kind = ibis.ifelse(table.form == "demonym", "demonym", "name")
    counted = table.group_by(
        entity_id=table.entity_id, side=table.language, surface=table.surface, kind=kind).agg(count=table.count())
    return corpus.execute(counted.order_by("entity_id", "side", ibis.desc("count"), "surface"))


def contexts(corpus: Corpus, scope: Scope, entity_ids: tuple[str, ...], side: str, most: int = 2) -> pd.DataFrame:
    """The newest sentences of a side that name any of some entities; columns as evidence.naming."""
    table = mentions_in(corpus, replace(scope, types=()))
    table = table.filter(table.entity_id.isin(list(entity_ids)) & (table.language == side))
    places = table.group_by("article_id", "sentence_no", "published").agg(first=table.start.min())
    newest = corpus.execute(places.order_by(
        places.published.desc(nulls_first=False), "article_id", "sentence_no").limit(most))
    spans = corpus.execute(
        table.filter(table.article_id.isin(list(newest.article_id)))
        .select("article_id", "sentence_no", "start", "end", "published"))
    spans = spans.merge(newest[["article_id", "sentence_no"]], on=["article_id", "sentence_no"])
    frame = in_sentences(corpus, spans)
    frame.attrs["all"] = int(corpus.execute(places.count()))
    return frame


def _per_entity(corpus: Corpus, scope: Scope) -> ir.Table:
    named = added_up(corpus, scope)
    sides = {side: named.side == side for side in SIDES}
    found = named.group_by("entity_id").agg(
        entity_type=named.entity_type.max(),
        name_en=named.entity_name_en.max(),
        name_ar=named.entity_name_ar.max(),
        **{f"mentions_{side}": ibis.ifelse(own, named.mentions, 0).sum() for side, own in sides.items()},
        **{f"articles_{side}": ibis.ifelse(own, named.articles, 0).sum() for side, own in sides.items()},
    )
    return found.filter(found.articles_ar + found.articles_en > 0)


def _page(corpus: Corpus, table: ir.Table, first: int, count: int | None, leading=None) -> pd.DataFrame:
    table = table.mutate(named=table.mentions_ar + table.mentions_en,
                         leads=leading if leading is not None else ibis.literal(False))
    ordered = table.order_by(ibis.desc("leads"), ibis.desc("named"), "entity_id")
    frame = corpus.execute(ordered.limit(count, offset=first) if count is not None else ordered)
    whole = len(frame) if count is None else int(corpus.execute(table.count()))
    frame = frame[COLUMNS].reset_index(drop=True)
    frame.attrs["all"] = whole
    return frame


def _is_discovered(table: ir.Table, corpus: Corpus):
    """Whether no list has a name. What a list has in one script only is found by its id."""
    half = sorted(e.id for e in corpus.authority.entities.values() if not (e.name_en and e.name_ar))
    discovered = (table.name_en == "") | (table.name_ar == "")
    return discovered & table.entity_id.notin(half) if half else discovered


def _holds(table: ir.Table, text: str, corpus: Corpus):
    wanted = fold(text.lower())
    spelled = table.name_ar
    for letters, letter in (("أإآٱ", "ا"), ("ة", "ه"), ("ى", "ي")):
        for one_of in letters:
            spelled = spelled.replace(one_of, letter)
    holds = table.name_en.lower().contains(text.lower()) | spelled.contains(wanted) | table.entity_id.contains(text)
    met = meeting(corpus, text)
    return holds | table.entity_id.isin(met) if met else holds


def meeting(corpus: Corpus, text: str, most: int = MOST_MET) -> list[str]:
    """Ids of the known names that hold a text in any of their spellings, those that begin with it first."""
    wanted, found = fold(text.lower()), []
    for entity in corpus.authority.entities.values():
        spelled = [fold(name.lower()) for name in (
            entity.name_en, entity.name_ar, *entity.variants_en, *entity.variants_ar)]
        if any(wanted in name for name in spelled):
            found.append((not any(name.startswith(wanted) for name in spelled), len(spelled[0]), entity.id))
    return [entity_id for _, _, entity_id in sorted(found)[:most]]
