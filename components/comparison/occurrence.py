"""In which articles the words and names of a query stand: the first, quick step of a search, which reads no text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

import ibis
import ibis.expr.types as ir
import pandas as pd

from components.comparison.expansion import Not, Sought, Tree, named, sought
from components.comparison.mentions import added_up, aliases_of, entities_in, mentions_in
from components.comparison.query import And
from components.comparison.scope import SIDES, Scope
from components.comparison.wordforms import language_of, spelled, stored
from components.corpus import Corpus
from components.corpus.schema import search_text
from components.reading.authority import Authority
from components.text.arabic import fold

_ID = "article_id"

# A family name may be shared by dozens; the most named of them are offered, the rest are still found by the word.
MOST_NAMES = 6


@dataclass(frozen=True)
class Occurrences:
    """What the first step found. tree: the query, with the names that the corpus has. ids: every stored id of these
    names, with the id that it counts as. counted: how many articles may hold what is sought, one row per language,
    outlet and day (published): articles. newest: the newest of them, of each side: article_id, language, outlet,
    published; the undated last."""

    tree: Tree
    ids: dict[str, str]
    counted: pd.DataFrame
    newest: pd.DataFrame


def find(corpus: Corpus, scope: Scope, tree: Tree, off: frozenset[str], exact: bool, most: int) -> Occurrences:
    """The articles of the scope in which the query may be answered. off: codes of alternatives not to be looked for.
    most: how many of a side are to be named.
    """
    tree, ids = _with_names(corpus, scope, tree)
    keys = ["language", "outlet", "published"]
    places = _Places(corpus, scope, ids, off, exact).of(tree)
    if places is None:
        return Occurrences(tree, ids, pd.DataFrame(columns=[*keys, "articles"]), pd.DataFrame(columns=[_ID, *keys]))
    table = corpus.table("places", scope.selection())
    among = table.inner_join(places.distinct(), "place").select(_ID, *keys)
    counted = among.group_by(*keys).agg(articles=among.count())
    # By one question, since finding the places is most of the work.
    parts = [counted.select(*keys, "articles", ibis.literal("").name(_ID))]
    for side in SIDES:
        own = among.filter(among.language == side)
        newest = own.order_by(own.published.desc(nulls_first=False), own[_ID]).limit(most)
        parts.append(newest.select(*keys, ibis.literal(0, "int64").name("articles"), _ID))
    rows = corpus.execute(ibis.union(*parts))
    named = rows[_ID] != ""
    newest = rows[named].sort_values(["published", _ID], ascending=[False, True], na_position="last")
    return Occurrences(tree, ids, rows.loc[~named, [*keys, "articles"]].reset_index(drop=True), newest[[_ID, *keys]])


def names(corpus: Corpus, scope: Scope, found: Occurrences, article_ids: Iterable[str]) -> pd.DataFrame:
    """Where these articles name what is sought. One row per mention: article_id, entity_id, demonym, sentence_no,
    start, end."""
    items = ["article_id", "entity_id", "sentence_no", "start", "end"]
    if not found.ids:
        return pd.DataFrame(columns=[*items, "demonym"])
    table = mentions_in(corpus, scope, tuple(article_ids))
    table = table.filter(table.entity_id.isin(list(found.ids)))
    rows = corpus.execute(table.select(*items, demonym=table.form == "demonym"))
    return rows.assign(entity_id=rows.entity_id.map(found.ids))


# -- words ------------------------------------------------------------------------------------


class _Places:
    """Where the parts of a query stand, as expressions of one column: the places of articles, some more than once.

    Each word's places lie together in the files, so that asking for them reads nothing else.
    """

    def __init__(self, corpus: Corpus, scope: Scope, ids: dict[str, str], off: frozenset[str], exact: bool):
        self._corpus, self._scope, self._off, self._exact = corpus, scope, off, exact
        self._stored_ids: dict[str, list[str]] = defaultdict(list)
        for stored_id, entity_id in ids.items():
            self._stored_ids[entity_id].append(stored_id)

    def of(self, node: Tree) -> ir.Table | None:
        """The places in which it may be; None where it says only what is not wanted."""
        if isinstance(node, Sought):
            return self._sought(node)
        if isinstance(node, Not):
            return None
        parts = [part for part in map(self.of, node.parts) if part is not None]
        if not parts:
            return None
        return _both(parts) if isinstance(node, And) else ibis.union(*parts) if len(parts) > 1 else parts[0]

    def _sought(self, term: Sought) -> ir.Table:
        wanted = [a for a in term.alternatives if a.code not in self._off]
        alone = sorted({a.words[0] for a in wanted if len(a.words) == 1})
        found = [*self._words(alone), *(self._phrase(a.words) for a in wanted if len(a.words) > 1)]
        for demonym in (False, True):
            if entity_ids := [a.entity_id for a in wanted if a.entity_id and a.demonym == demonym]:
                found.append(self._named(entity_ids, demonym))
        if not found:
            return self._corpus.table("postings").filter(ibis.literal(False)).select("place")
        return ibis.union(*found) if len(found) > 1 else found[0]

    def _phrase(self, words: tuple[str, ...]) -> ir.Table:
        each = [self._words([word]) for word in dict.fromkeys(words)]
        return _both([ibis.union(*found) if len(found) > 1 else found[0] for found in each])

    def _named(self, entity_ids: list[str], demonym: bool) -> ir.Table:
        table = entities_in(self._corpus, self._scope)
        stored_ids = [stored_id for entity_id in entity_ids for stored_id in self._stored_ids[entity_id]]
        count = table.demonyms if demonym else table.mentions
        return table.filter(table.entity_id.isin(sorted(stored_ids)) & (count > 0)).select("place")

    def _words(self, words: list[str]) -> list[ir.Table]:
        """Where any of the words stands, in any of its forms unless `exact`."""
        lemmas = {lemma for word in words if language_of(word) and not self._exact for lemma in stored(word)}
        forms = {form for word in words if self._exact or not language_of(word) for form in _forms(word)}
        found = []
        for name, column, keys in (("postings", "lemma", lemmas), ("spellings", "word", forms)):
            if keys:
                table = self._corpus.table(name)
                found.append(table.filter(table[column].isin(sorted(keys))).select("place"))
        return found


def containing(corpus: Corpus, words: str) -> ir.Table | None:
    """Where all of these words stand, in any spelling that folds to the same letters; the last one may be half typed.
    The places of articles, some more than once, as an expression; None where there is no word.
    """
    folded = search_text(words).split()
    if not folded:
        return None
    table = corpus.table("spellings")
    begun = (table.word >= folded[-1]) & (table.word < folded[-1] + _LAST)
    exactly = [table.filter(table.word == word).select("place") for word in dict.fromkeys(folded[:-1])]
    return _both([*exactly, table.filter(begun).select("place")])


# Comes after any letter that a word may go on with.
_LAST = chr(0x10FFFF)


def _both(parts: list[ir.Table]) -> ir.Table:
    first, *others = parts
    for other in others:
        first = first.semi_join(other, "place")
    return first


def _forms(word: str) -> set[str]:
    """How a word stands in a search text as it is spelled; digits of either kind."""
    folded = fold(spelled(word))
    return {folded, folded.translate(_ARABIC_DIGITS)} if folded[:1].isdigit() else {folded}


_ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


# -- names ------------------------------------------------------------------------------------


def _with_names(corpus: Corpus, scope: Scope, tree: Tree) -> tuple[Tree, dict[str, str]]:
    """The query with the names that stand in the corpus, the most named first; and their ids, as Occurrences has
    them."""
    terms = list(sought(tree))
    listed = {a.entity_id for term in terms for a in term.alternatives if a.entity_id}
    written = _written(corpus, scope, terms)
    more = set().union(*written.values()) - listed
    new = tuple(sorted(entity_id for entity_id in more if not corpus.authority.entity(entity_id)))
    aliases = aliases_of(corpus, scope, new) if new else {}
    ids = {entity_id: entity_id for entity_id in sorted(listed | more)} | aliases
    if not ids:
        return tree, ids
    table = added_up(corpus, scope)
    table = table.filter(table.entity_id.isin(list(ids)))
    rows = corpus.execute(table.group_by("entity_id").agg(
        mentions=table.mentions.sum(), demonyms=table.demonyms.sum(), en=table.entity_name_en.max(),
        ar=table.entity_name_ar.max()))
    counted = rows.assign(entity_id=rows.entity_id.map(ids)).groupby("entity_id").agg(
        mentions=("mentions", "sum"), demonyms=("demonyms", "sum"), en=("en", "max"), ar=("ar", "max"))
    if not scope.demonyms:
        counted["demonyms"] = 0
    written = {surface: list(dict.fromkeys(map(ids.get, found))) for surface, found in written.items()}
    return _replaced(tree, lambda term: _named(term, counted, written, corpus.authority)), ids


def _written(corpus: Corpus, scope: Scope, terms: Iterable[Sought]) -> dict[str, list[str]]:
    """The ids that are written like a term in the articles of the scope and that the term does not offer by itself."""
    surfaces, offered = defaultdict(set), {}
    for term in terms:
        offered |= {surface: {a.entity_id for a in term.alternatives} for surface in term.surfaces}
    if not offered:
        return {}
    table = corpus.table("surfaces")
    known = corpus.execute(
        table.filter(table.spelled.isin(sorted(offered))).select("spelled", "entity_id").distinct())
    for row in known.itertuples():
        if row.entity_id not in offered[row.spelled]:
            surfaces[row.spelled].add(row.entity_id)
    if not surfaces:
        return {}
    named = mentions_in(corpus, scope)
    if not scope.capitals:
        # What stands for a government is counted under another id than it is kept.
        named = named.filter(named.entity_id.isin(sorted(set().union(*surfaces.values()))))
    named = named.filter(named.surface.lower().isin(sorted(surfaces)) & (named.form != "demonym"))
    found = corpus.execute(named.select("entity_id", spelled=named.surface.lower()).distinct())
    found = found.sort_values(["spelled", "entity_id"])
    return {surface: list(rows) for surface, rows in found.groupby("spelled").entity_id}


def _named(term: Sought, counted: pd.DataFrame, written: dict[str, list[str]], authority: Authority) -> Sought:
    """The term with those of its names that occur, and with names of the corpus that no list has."""
    known = [a for a in term.alternatives if a.entity_id in counted.index
             and (counted.demonyms if a.demonym else counted.mentions)[a.entity_id]]
    for entity_id in dict.fromkeys(entity_id for surface in term.surfaces for entity_id in written.get(surface, ())):
        if entity_id in counted.index and entity_id not in {a.entity_id for a in known}:
            own = counted.loc[entity_id]
            known.append(named(entity_id, authority, False, own.en, own.ar))
    known.sort(key=lambda a: -counted.mentions[a.entity_id])
    own, *others = [a for a in term.alternatives if not a.entity_id]
    return replace(term, alternatives=(own, *known[:MOST_NAMES], *others))


def _replaced(tree: Tree, change) -> Tree:
    if isinstance(tree, Sought):
        return change(tree)
    if isinstance(tree, Not):
        return Not(_replaced(tree.part, change))
    return replace(tree, parts=tuple(_replaced(part, change) for part in tree.parts))
