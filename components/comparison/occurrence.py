"""In which articles the words and names of a query stand: the first, quick step of a search, which reads no text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

import ibis
import pandas as pd

from components.comparison.expansion import Alternative, Not, Sought, Tree, named, sought
from components.comparison.mentions import aliases_of, mentions_in
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
    """What the first step found. tree: the query, with the names that the corpus has. mentions: one row per mention of
    these names (article_id, entity_id, demonym, sentence_no, start, end). articles: one row per article that may hold
    what is sought (article_id, language, outlet, published), the newest first."""

    tree: Tree
    mentions: pd.DataFrame
    articles: pd.DataFrame


def find(corpus: Corpus, scope: Scope, tree: Tree, off: frozenset[str], exact: bool) -> Occurrences:
    """The articles of the scope in which the query may be answered. off: codes of alternatives not to be looked for."""
    tree, mentions = _with_names(corpus, scope, tree)
    used = {a.code: a for term in sought(tree) for a in term.alternatives if a.code not in off}
    words = {word for alternative in used.values() for word in alternative.words}
    having, seen = _articles_by_word(corpus, scope, words, exact)
    frames = [seen]
    by_name: dict[tuple[str, bool], set[str]] = defaultdict(set)
    for (entity_id, demonym), rows in mentions.groupby(["entity_id", "demonym"]):
        by_name[entity_id, bool(demonym)] = set(rows.article_id)
        frames.append(rows[_KEYS])

    def articles_of(alternative: Alternative) -> set[str]:
        if alternative.entity_id:
            adjective = by_name[alternative.entity_id, True]
            return adjective if alternative.demonym else adjective | by_name[alternative.entity_id, False]
        return set.intersection(*(having[word] for word in alternative.words))

    def satisfying(node: Tree) -> set[str] | None:
        if isinstance(node, Sought):
            return set().union(*(articles_of(a) for a in node.alternatives if a.code in used))
        if isinstance(node, Not):
            return None
        sets = [found for found in map(satisfying, node.parts) if found is not None]
        if not sets:
            return None
        return set.intersection(*sets) if isinstance(node, And) else set().union(*sets)

    articles = pd.concat(frames, ignore_index=True).drop_duplicates("article_id")
    articles = articles[articles.article_id.isin(satisfying(tree) or set())]
    articles = articles.sort_values(["published", "article_id"], ascending=[False, True], na_position="last")
    return Occurrences(tree, mentions, articles.reset_index(drop=True))


# -- words ------------------------------------------------------------------------------------


def _articles_by_word(
    corpus: Corpus, scope: Scope, words: Iterable[str], exact: bool
) -> tuple[dict[str, set[str]], pd.DataFrame]:
    """The articles that have each word, in any of its forms, and what is known of those articles."""
    counted = {word: stored(word) for word in words if language_of(word) and not exact}
    spelled_out = [word for word in words if word not in counted]
    having: dict[str, set[str]] = {word: set() for word in words}
    frames = []
    if counted:
        table = corpus.table("lemmas", scope.selection())
        wanted = sorted(set().union(*counted.values()))
        rows = corpus.execute(table.filter(table.lemma.isin(wanted)).select(*_KEYS, "lemma"))
        by_lemma = {lemma: set(articles) for lemma, articles in rows.groupby("lemma").article_id}
        for word, lemmas in counted.items():
            having[word] = set().union(*(by_lemma.get(lemma, ()) for lemma in lemmas))
        frames.append(rows[_KEYS].drop_duplicates("article_id"))
    if spelled_out:
        table = corpus.table("search", scope.selection())
        holds = {word: _holds(table.search_text, word) for word in spelled_out}
        flags = {f"has_{number}": holds[word] for number, word in enumerate(spelled_out)}
        rows = corpus.execute(table.filter(ibis.or_(*holds.values())).select(*_KEYS, **flags))
        for number, word in enumerate(spelled_out):
            having[word] = set(rows.article_id[rows[f"has_{number}"]])
        frames.append(rows[_KEYS])
    return having, pd.concat(frames) if frames else pd.DataFrame(columns=_KEYS)


def _holds(text, word: str):
    """Whether a search text has the word as it is spelled; digits of either kind."""
    folded = fold(spelled(word))
    forms = {folded, folded.translate(_ARABIC_DIGITS)} if folded[:1].isdigit() else {folded}
    return ibis.or_(*[text.contains(f" {form} ") for form in sorted(forms)])


_ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


# -- names ------------------------------------------------------------------------------------


def _with_names(corpus: Corpus, scope: Scope, tree: Tree) -> tuple[Tree, pd.DataFrame]:
    """The query with the names that stand in the corpus, the most named first, and their mentions."""
    terms = list(sought(tree))
    listed = {a.entity_id for term in terms for a in term.alternatives if a.entity_id}
    surfaces = sorted({surface for term in terms for surface in term.surfaces})
    if not listed and not surfaces:
        return tree, _no_mentions()
    rows = _mentions(corpus, scope, lambda m: m.entity_id.isin(sorted(listed)) | m.surface.lower().isin(surfaces))
    known = corpus.authority
    new = {entity_id for entity_id in rows.entity_id if entity_id not in listed and not known.entity(entity_id)}
    if new:
        aliases = aliases_of(corpus, scope, tuple(sorted(new | set(_english_twins(rows, new)))))
        rows = _mentions(corpus, scope, lambda m: m.entity_id.isin(sorted(listed | set(aliases))))
        rows["entity_id"] = rows.entity_id.map(lambda entity_id: aliases.get(entity_id, entity_id))
    return _replaced(tree, lambda term: _named(term, rows, corpus.authority)), rows


def _english_twins(rows: pd.DataFrame, new: set[str]) -> set[str]:
    return {entity_id for entity_id in new if entity_id in set(rows.entity_id[rows.language == "en"])}


def _mentions(corpus: Corpus, scope: Scope, condition) -> pd.DataFrame:
    table = mentions_in(corpus, scope)
    table = table.filter(condition(table))
    rows = corpus.execute(table.select(
        *_KEYS, "entity_id", "entity_name_en", "entity_name_ar", "surface", "sentence_no", "start", "end",
        demonym=table.form == "demonym"))
    return rows.assign(surface=rows.surface.str.lower())


def _named(term: Sought, rows: pd.DataFrame, authority: Authority) -> Sought:
    """The term with those of its names that occur, and with names of the corpus that no list has."""
    counts = rows.entity_id.value_counts()
    adjectives = rows.entity_id[rows.demonym].value_counts()
    known = [a for a in term.alternatives if a.entity_id and (adjectives if a.demonym else counts).get(a.entity_id)]
    same = rows[rows.surface.isin(term.surfaces) & ~rows.demonym]
    for entity_id in dict.fromkeys(same.entity_id):
        if entity_id not in {a.entity_id for a in known}:
            own = rows[rows.entity_id == entity_id]
            known.append(named(entity_id, authority, False, own.entity_name_en.max(), own.entity_name_ar.max()))
    known.sort(key=lambda a: -counts[a.entity_id])
    own, *others = [a for a in term.alternatives if not a.entity_id]
    return replace(term, alternatives=(own, *known[:MOST_NAMES], *others))


def _replaced(tree: Tree, change) -> Tree:
    if isinstance(tree, Sought):
        return change(tree)
    if isinstance(tree, Not):
        return Not(_replaced(tree.part, change))
    return replace(tree, parts=tuple(_replaced(part, change) for part in tree.parts))


def _no_mentions() -> pd.DataFrame:
    items = ["entity_id", "entity_name_en", "entity_name_ar", "surface", "sentence_no", "start", "end", "demonym"]
    return pd.DataFrame(columns=[*_KEYS, *items])
