"""In which articles the words and names of a query stand: the first, quick step of a search, which reads no text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

import ibis
import numpy as np
import pandas as pd

from components.comparison.expansion import Alternative, Not, Sought, Tree, named, sought
from components.comparison.mentions import aliases_of, entities_in, mentions_in
from components.comparison.query import And
from components.comparison.scope import Scope
from components.comparison.wordforms import language_of, spelled, stored
from components.corpus import Corpus
from components.reading.authority import Authority
from components.text.arabic import fold

# A family name may be shared by dozens; the most named of them are offered, the rest are still found by the word.
MOST_NAMES = 6
_KEYS = ["article_id", "language", "outlet", "published"]


@dataclass(frozen=True)
class Occurrences:
    """What the first step found. tree: the query, with the names that the corpus has. ids: every stored id of these
    names, with the id that it counts as. articles: one row per article that may hold what is sought (article_id,
    language, outlet, published), in any order."""

    tree: Tree
    ids: dict[str, str]
    articles: pd.DataFrame


def find(corpus: Corpus, scope: Scope, tree: Tree, off: frozenset[str], exact: bool) -> Occurrences:
    """The articles of the scope in which the query may be answered. off: codes of alternatives not to be looked for."""
    tree, ids, named_in = _with_names(corpus, scope, tree)
    used = {a.code: a for term in sought(tree) for a in term.alternatives if a.code not in off}
    words = sorted({word for alternative in used.values() for word in alternative.words})
    frames = [*_articles_by_word(corpus, scope, words, exact), named_in]
    seen = pd.concat([frame[_KEYS] for frame in frames if len(frame)] or [named_in[_KEYS]], ignore_index=True)
    # From here on an article is a number, and a set of articles a yes or no for each of them.
    numbers, found = pd.factorize(seen.article_id)
    articles = seen.iloc[np.unique(numbers, return_index=True)[1]]
    bounds = np.cumsum([0, *map(len, frames)])
    having: dict[str | tuple[str, bool], np.ndarray] = defaultdict(lambda: np.zeros(len(found), bool))
    for frame, begin, end in zip(frames, bounds, bounds[1:], strict=False):
        own = numbers[begin:end]
        for column in frame.columns.difference(named_in.columns):
            having[column][own[frame[column].to_numpy(bool)]] = True
    own = numbers[bounds[-2]:]
    for entity_id, rows in named_in.reset_index(drop=True).groupby("entity_id"):
        for demonym, count in ((False, rows.mentions), (True, rows.demonyms)):
            having[entity_id, demonym][own[rows.index[count.to_numpy() > 0]]] = True

    def articles_of(alternative: Alternative) -> np.ndarray:
        if alternative.entity_id:
            return having[alternative.entity_id, alternative.demonym]
        return np.logical_and.reduce([having[f" {word}"] for word in alternative.words])

    def satisfying(node: Tree) -> np.ndarray | None:
        if isinstance(node, Sought):
            return np.logical_or.reduce(
                [np.zeros(len(found), bool), *(articles_of(a) for a in node.alternatives if a.code in used)])
        if isinstance(node, Not):
            return None
        sets = [own for own in map(satisfying, node.parts) if own is not None]
        if not sets:
            return None
        return np.logical_and.reduce(sets) if isinstance(node, And) else np.logical_or.reduce(sets)

    satisfied = satisfying(tree)
    kept = articles[satisfied] if satisfied is not None else articles[:0]
    return Occurrences(tree, ids, kept.reset_index(drop=True))


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


def _articles_by_word(corpus: Corpus, scope: Scope, words: Iterable[str], exact: bool) -> list[pd.DataFrame]:
    """The articles that have any of the words: frames of one row per article, with a column for each word that says
    whether the article has it, in any of its forms."""
    counted = {word: sorted(stored(word)) for word in words if language_of(word) and not exact}
    spelled_out = [word for word in words if word not in counted]
    frames = []
    if counted:
        table = corpus.table("postings", scope.selection())
        table = table.filter(table.lemma.isin(sorted(set().union(*counted.values()))))
        flags = {f"has_{number}": table.lemma.isin(lemmas).any() for number, lemmas in enumerate(counted.values())}
        frames.append(_flagged(corpus, table.group_by(*_KEYS).agg(**flags), list(counted)))
    if spelled_out:
        table = corpus.table("search", scope.selection())
        holds = {f"has_{number}": _holds(table.search_text, word) for number, word in enumerate(spelled_out)}
        frames.append(_flagged(
            corpus, table.filter(ibis.or_(*holds.values())).select(*_KEYS, **holds), spelled_out))
    return frames


def _flagged(corpus: Corpus, table, words: list[str]) -> pd.DataFrame:
    # A word that is named like one of the keys has to stay apart from it.
    return corpus.execute(table).rename(columns={f"has_{number}": f" {word}" for number, word in enumerate(words)})


def _holds(text, word: str):
    """Whether a search text has the word as it is spelled; digits of either kind."""
    folded = fold(spelled(word))
    forms = {folded, folded.translate(_ARABIC_DIGITS)} if folded[:1].isdigit() else {folded}
    return ibis.or_(*[text.contains(f" {form} ") for form in sorted(forms)])


_ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


# -- names ------------------------------------------------------------------------------------


def _with_names(corpus: Corpus, scope: Scope, tree: Tree) -> tuple[Tree, dict[str, str], pd.DataFrame]:
    """The query with the names that stand in the corpus, the most named first; their ids, as Occurrences has them; and
    the articles that name them, one row per article and name: _KEYS, entity_id, mentions, demonyms."""
    terms = list(sought(tree))
    listed = {a.entity_id for term in terms for a in term.alternatives if a.entity_id}
    written = _written(corpus, scope, terms)
    more = set().union(*written.values()) - listed
    new = tuple(sorted(entity_id for entity_id in more if not corpus.authority.entity(entity_id)))
    aliases = aliases_of(corpus, scope, new) if new else {}
    ids = {entity_id: entity_id for entity_id in sorted(listed | more)} | aliases
    if not ids:
        return tree, ids, pd.DataFrame(columns=[*_KEYS, *_COUNTED])
    table = entities_in(corpus, scope)
    rows = corpus.execute(table.filter(table.entity_id.isin(list(ids))).select(*_KEYS, *_COUNTED))
    rows["entity_id"] = rows.entity_id.map(ids)
    if not scope.demonyms:
        rows["demonyms"] = 0
    counted = rows.groupby("entity_id").agg(
        mentions=("mentions", "sum"), demonyms=("demonyms", "sum"), en=("entity_name_en", "max"),
        ar=("entity_name_ar", "max"))
    written = {surface: list(dict.fromkeys(map(ids.get, found))) for surface, found in written.items()}
    tree = _replaced(tree, lambda term: _named(term, counted, written, corpus.authority))
    return tree, ids, rows


_COUNTED = ["entity_id", "entity_name_en", "entity_name_ar", "mentions", "demonyms"]


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
