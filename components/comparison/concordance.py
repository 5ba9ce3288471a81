"""Where something is said, in either language: every place with the words around it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from components.comparison import occurrence
from components.comparison.expansion import Not, Sought, Tree, plan, sought
from components.comparison.query import And, parse
from components.comparison.scope import SIDES, Scope
from components.comparison.wordforms import keys, spelled, wanted_keys
from components.corpus import Corpus, Selection
from components.text.words import Token, tokens

# Articles of a side whose text is read for the first answer, the newest first: they give about a page of lines (50).
# Among 100,000 articles finding them takes 0.1 to 0.3 s, reading two times 40 another 0.25; the rest is read when it is
# asked for.
ARTICLES_READ = 40
# No table of a spreadsheet is of use beyond this.
MOST_ARTICLES = 20_000

COLUMNS = ["side", "article_id", "title", "outlet", "published", "published_basis", "sentence_no", "start", "end",
           "before", "match", "after", "found", "others"]


@dataclass(frozen=True)
class Concordance:
    """The answer to a query.

    terms: what was searched for, with every alternative, also those switched off.
    lines: one row per place: side, article_id, title, outlet, published, published_basis, sentence_no, start, end (code
        points into the article's text), before, match, after (the sentence, cut in three), found (codes of what was
        found), others (places of the query's further terms in the sentence, as (start, end) within it).
    articles: how many articles have the words or names, one row per side, outlet and day (published): articles. Where
        `complete`, those of the lines; else also articles whose text was not read yet, so that some may not fit.
    read: articles read, by side. counts: lines by code of what was found.
    """

    terms: tuple[Sought, ...]
    lines: pd.DataFrame
    articles: pd.DataFrame
    read: dict[str, int]
    complete: bool
    counts: dict[str, int]


def search(
    corpus: Corpus, scope: Scope, query: str, exact: bool = False, off: Sequence[str] = (), most: int = ARTICLES_READ
) -> Concordance:
    """Every place of the scope's articles where the query is answered, on both sides.

    exact: the words as they are spelled, nothing in their place. off: codes of alternatives not to be looked for.
    most: how many articles of a side are read, the newest first. Raises query.QueryError.
    """
    found = occurrence.find(corpus, scope, plan(parse(query), corpus.authority, exact), frozenset(off), exact, most)
    chosen = found.newest
    lines = _lines(corpus, scope, found, tuple(chosen.article_id), frozenset(off), exact)
    counted = found.counted.rename(columns={"language": "side"})
    complete = len(chosen) == counted.articles.sum()
    if complete:
        each = lines.drop_duplicates("article_id").groupby(["side", "outlet", "published"], dropna=False)
        counted = each.size().rename("articles").reset_index()
    return Concordance(
        terms=tuple(sought(found.tree)),
        lines=lines,
        articles=counted.sort_values(["side", "outlet", "published"], ignore_index=True),
        read={side: int((chosen.language == side).sum()) for side in SIDES},
        complete=complete,
        counts=dict(Counter(code for codes in lines.found for code in codes)),
    )


def totals(corpus: Corpus, scope: Scope) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The denominators: articles by side and outlet (side, outlet, articles), and by side and day (side, published,
    articles; without the undated)."""
    table = corpus.table("articles", scope.selection())
    by_outlet = corpus.execute(
        table.group_by(side=table.language, outlet=table.outlet).agg(articles=table.count()).order_by("side", "outlet"))
    dated = table.filter(table.published.notnull())
    by_day = corpus.execute(
        dated.group_by(side=dated.language, published=dated.published).agg(articles=dated.count())
        .order_by("side", "published"))
    return by_outlet, by_day


def by_outlet(answer: Concordance, denominators: pd.DataFrame) -> pd.DataFrame:
    """One row per outlet with anything found, the most articles first.

    Columns: side, outlet, articles, lines, of (its articles in scope), share (articles / of). denominators: the first
    of `totals`.
    """
    lines = answer.lines.groupby(["side", "outlet"]).size().rename("lines")
    articles = answer.articles.groupby(["side", "outlet"]).articles.sum()
    frame = pd.concat([articles, lines], axis=1).fillna(0).astype(int).reset_index()
    frame = frame.merge(denominators.rename(columns={"articles": "of"}), on=["side", "outlet"])
    frame["share"] = frame.articles / frame.of
    return frame.sort_values(["articles", "lines", "outlet"], ascending=[False, False, True], ignore_index=True)


SORTS = ("date", "before", "after", "outlet")


def ordered(lines: pd.DataFrame, by: str) -> pd.DataFrame:
    """The lines by one of SORTS: newest first; by the words before the match, the nearest first; by those after it; by
    outlet."""
    lines = lines.sort_values(
        ["published", "article_id", "start"], ascending=[False, True, True], na_position="last", kind="stable")
    if by == "outlet":
        lines = lines.sort_values("outlet", kind="stable")
    elif by in ("before", "after"):
        step = -1 if by == "before" else 1
        order = lines[by].map(lambda text: tuple(spelled(token.text) for token in tokens(text)[::step][:6]))
        lines = lines.loc[order.sort_values(kind="stable").index]
    return lines.reset_index(drop=True)


# -- reading the sentences ----------------------------------------------------------------------


class _Matcher:
    """Finds the alternatives of all terms in a sentence in one pass over its words."""

    def __init__(self, terms: Sequence[Sought], off: frozenset[str], exact: bool):
        self.exact = exact
        self._by_first: dict[str, list[tuple[str, tuple[frozenset[str], ...]]]] = defaultdict(list)
        for code, words in {a.code: a.words for t in terms for a in t.alternatives if a.words}.items():
            if code not in off:
                pattern = tuple(frozenset((spelled(w),)) if exact else wanted_keys(w) for w in words)
                for first in pattern[0]:
                    self._by_first[first].append((code, pattern))

    def find(self, text: str) -> Iterator[tuple[str, int, int]]:
        """(code, start, end) of every alternative made of words."""
        words = tokens(text)
        said = [frozenset((spelled(word.text),)) if self.exact else keys(word.text) for word in words]
        for at, own in enumerate(said):
            for key in own:
                for code, pattern in self._by_first.get(key, ()):
                    if self._fits(pattern, said, at):
                        yield code, *_extent(words, at, at + len(pattern))

    @staticmethod
    def _fits(pattern, said, at: int) -> bool:
        return at + len(pattern) <= len(said) and all(
            want & have for want, have in zip(pattern, said[at:at + len(pattern)], strict=True))


def _extent(words: list[Token], first: int, last: int) -> tuple[int, int]:
    return words[first].start, words[last - 1].end


def _lines(
    corpus: Corpus, scope: Scope, found: occurrence.Occurrences, articles: tuple[str, ...], off: frozenset[str],
    exact: bool,
) -> pd.DataFrame:
    if not articles:
        return pd.DataFrame(columns=COLUMNS)
    chosen = Selection(article_ids=articles)
    matcher = _Matcher(list(sought(found.tree)), off, exact)
    names = _names_by_sentence(occurrence.names(corpus, scope, found, articles), off)
    rows = []
    for sentence in corpus.execute(corpus.table("sentences", chosen)).itertuples():
        spans = defaultdict(list)
        for code, start, end in matcher.find(sentence.text):
            spans[code].append((start, end))
        for code, start, end in names.get((sentence.article_id, sentence.sentence_no), ()):
            spans[code].append((start - sentence.start, end - sentence.start))
        if not spans or not _holds(found.tree, spans):
            continue
        places = _merged(_centre(found.tree, spans))
        everything = {(start, end) for start, end, _ in _merged(_all(found.tree, spans))}
        for start, end, codes in places:
            others = sorted(span for span in everything if span[1] <= start or span[0] >= end)
            rows.append((
                sentence.language, sentence.article_id, sentence.sentence_no, sentence.start + start,
                sentence.start + end, sentence.text[:start], sentence.text[start:end], sentence.text[end:],
                tuple(sorted(codes)), others))
    columns = ["side", "article_id", "sentence_no", "start", "end", "before", "match", "after", "found", "others"]
    frame = pd.DataFrame(rows, columns=columns)
    known = corpus.execute(corpus.table("articles", chosen).select(
        "article_id", "title", "outlet", "published", "published_basis"))
    return ordered(frame.merge(known, on="article_id")[COLUMNS], "date")


def _names_by_sentence(mentions: pd.DataFrame, off: frozenset[str]) -> dict[tuple[str, int], list]:
    found = defaultdict(list)
    for row in mentions.itertuples():
        for code in (row.entity_id, row.entity_id + "~") if row.demonym else (row.entity_id,):
            if code not in off:
                found[row.article_id, row.sentence_no].append((code, row.start, row.end))
    return found


Spans = dict[str, list[tuple[int, int]]]


def _holds(tree: Tree, spans: Spans) -> bool:
    if isinstance(tree, Sought):
        return any(alternative.code in spans for alternative in tree.alternatives)
    if isinstance(tree, Not):
        return not _holds(tree.part, spans)
    answers = (_holds(part, spans) for part in tree.parts)
    return all(answers) if isinstance(tree, And) else any(answers)


def _centre(tree: Tree, spans: Spans) -> list[tuple[int, int, str]]:
    """The places that lines are centred on: those of the first thing wanted, of each where any will do."""
    if isinstance(tree, Sought):
        return [(*span, a.code) for a in tree.alternatives for span in spans.get(a.code, ())]
    if isinstance(tree, Not):
        return []
    parts = [places for part in tree.parts if _holds(part, spans) and (places := _centre(part, spans))]
    return parts[0] if isinstance(tree, And) and parts else [place for places in parts for place in places]


def _all(tree: Tree, spans: Spans) -> list[tuple[int, int, str]]:
    if isinstance(tree, (Sought, Not)):
        return _centre(tree, spans)
    return [place for part in tree.parts for place in _all(part, spans)]


def _merged(places: list[tuple[int, int, str]]) -> list[tuple[int, int, set[str]]]:
    """The places in order, those that overlap made one."""
    merged: list[tuple[int, int, set[str]]] = []
    for start, end, code in sorted(places):
        if merged and start < merged[-1][1]:
            first, last, codes = merged[-1]
            merged[-1] = first, max(last, end), codes | {code}
        else:
            merged.append((start, end, {code}))
    return merged
