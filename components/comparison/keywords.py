"""The words that set a side's articles apart within their language: from its other outlets or general language."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache

import ibis.expr.types as ir
import pandas as pd
import simplemma
import wordfreq

from components.comparison.keyness import log_likelihood, log_odds_prior, log_ratio, lrc
from components.comparison.newest import newest, of_newest
from components.comparison.scope import FEWEST_ARTICLES, Scope
from components.corpus import Corpus, Selection
from components.reading.own_words import bare
from components.text import glosses
from components.text.words import lemma, tokens, zipf

# A house style is no comparison: the articles compared against come from at least so many outlets.
FEWEST_OUTLETS = 2
# General language is taken as so many words: wordfreq's lists end where a word is rarer than one in that many.
GENERAL_WORDS = 100_000_000
# Forms of general language rarer than one in a million are not gathered under their lemmas: the commoner ones are .97
# of English and .94 of Arabic, and the rest would take six seconds. A rare lemma has its own frequency instead.
_GATHERED_FROM = 1e-6
# What occurs once in a text says nothing about it.
FEWEST_OCCURRENCES = 2
_GLOSSES = 3

COLUMNS = [
    "lemma", "gloss", "listed", "count", "per_1000_words", "articles", "reference_count", "g2", "log_ratio", "lrc",
    "log_odds", "dispersion",
]


@dataclass(frozen=True)
class Keywords:
    """The words of a side and what they were compared against.

    frame: one row per word, the most distinctive first. Columns: lemma, gloss (English, for Arabic words), listed
    (whether a dictionary knows the word), count,
    per_1000_words, articles (that use it), reference_count (occurrences in the reference, in GENERAL_WORDS words where
    that is general language), g2 (signed log-likelihood), log_ratio (doublings), lrc (the conservative log ratio, by
    which they are ranked), log_odds (z score with informative prior), dispersion (DP: 0 even over the articles, 1 all
    in the smallest one).
    reference: outlets (the language's other outlets) | general (general language by wordfreq).
    articles, words: how many articles and words other than names were read; reference_articles: 0 for general language.
    tested: whether there are enough articles on both sides to speak of significance.
    """

    frame: pd.DataFrame
    reference: str
    articles: int
    words: int
    reference_articles: int
    tested: bool


def keywords(corpus: Corpus, scope: Scope, side: str) -> Keywords:
    """The words of a side's articles in scope, apart from names, function words and numbers, ranked by LRC.

    Where the scope chooses outlets, the reference is the same story's articles of the language's other outlets, if
    there are FEWEST_ARTICLES on either hand and FEWEST_OUTLETS among the others; else it is general language.
    """
    here = Counts.of(corpus, of_newest(corpus, scope, "vocabulary", side))
    others = _others(corpus, scope, side) if scope.outlets and here.articles >= FEWEST_ARTICLES else None
    if others is None:
        frame = ranked(here, general(here.total, side), GENERAL_WORDS, side)
        return Keywords(frame, "general", here.articles, here.words, 0, here.articles >= FEWEST_ARTICLES)
    total, words, articles = _total(corpus, others)
    return Keywords(ranked(here, total, words, side), "outlets", here.articles, here.words, articles, True)


def _others(corpus: Corpus, scope: Scope, side: str) -> ir.Table | None:
    """The vocabulary of the language's other outlets under the same story and dates, where there is enough."""
    everywhere = replace(scope, outlets=()).selection(side)
    articles = corpus.table("articles", everywhere)
    articles = articles.filter(articles.outlet.notin(list(scope.outlets)))
    counted = corpus.execute(articles.agg(
        articles=articles.count(), outlets=articles.outlet.nullif("").nunique())).iloc[0]
    if counted.articles < FEWEST_ARTICLES or counted.outlets < FEWEST_OUTLETS:
        return None
    rows = corpus.table("vocabulary", everywhere)
    return rows.filter(rows.outlet.notin(list(scope.outlets)), rows["size"] > 0)


def _total(corpus: Corpus, rows: ir.Table) -> tuple[dict[str, int], int, int]:
    """How often each word occurs in the vocabulary of some articles, how many words they have, and how many they are.
    """
    items = _items(rows)
    found = corpus.execute(items.group_by("word").agg(total=items["count"].sum().cast("int64")))
    sizes = corpus.execute(rows.agg(words=rows["size"].sum().cast("int64"), articles=rows.count())).iloc[0]
    return dict(zip(found.word, map(int, found.total), strict=True)), int(sizes.words), int(sizes.articles)


def _items(rows: ir.Table) -> ir.Table:
    """One row per article and word: size (of the article), word, count."""
    items = rows.select("size", item=rows.words.unnest())
    return items.select("size", word=items.item.word, count=items.item["count"].cast("int64"))


@dataclass(frozen=True)
class Counts:
    """How often each word occurs, the words of names taken out.

    total: word -> occurrences; spread: word -> articles that use it, and its dispersion over all of them (as
    keyness.dispersion). articles, words: how many there are, function words included.
    """

    total: Mapping[str, int]
    spread: Mapping[str, tuple[int, float]]
    articles: int
    words: int

    @classmethod
    def of(cls, corpus: Corpus, rows: ir.Table) -> Counts:
        """The counts of some articles. rows: of the corpus's vocabulary."""
        rows = rows.filter(rows["size"] > 0)
        sizes = corpus.execute(rows.agg(
            articles=rows.count(), words=rows["size"].sum().cast("int64"), least=rows["size"].min())).iloc[0]
        if not sizes.articles:
            return cls({}, {}, 0, 0)
        articles, words, least = map(int, sizes)
        items = _items(rows)
        whole = items.group_by("word").agg(total=items["count"].sum().cast("int64"))
        each = items.join(whole, "word")
        # Whole numbers, so that the order in which they are added up changes no digit.
        off = (each["count"] * words - each["size"].cast("int64") * each.total).abs().sum().cast("int64")
        found = corpus.execute(each.group_by("word").agg(
            total=each.total.max(), articles=each.count(), size=each["size"].sum().cast("int64"), off=off))
        silent = words - found["size"]
        uneven = (found.off / (found.total * words) + silent / words) / 2
        # Of one article nothing can be said of how evenly it uses a word.
        dispersion = uneven / (1 - least / words) if articles > 1 else uneven * 0
        return cls(
            dict(zip(found.word, map(int, found.total), strict=True)),
            dict(zip(found.word, zip(map(int, found.articles), map(float, dispersion), strict=True), strict=True)),
            articles, words)


@lru_cache(maxsize=100_000)
def is_listed(word: str, language: str) -> bool:
    """Whether a dictionary knows the word; what none knows is mostly a name that was not recognised as one."""
    if language == "ar":
        return simplemma.is_known(word, lang="ar") or bool(glosses.analysis(word).glosses)
    return simplemma.is_known(word, lang="en")


@cache
def _general_lemmas(language: str) -> dict[str, float]:
    """The share of general language that each lemma's commoner forms have together."""
    shares: Counter[str] = Counter()
    for form, share in wordfreq.get_frequency_dict(language).items():
        if share >= _GATHERED_FROM:
            shares[lemma(form, language)] += share
    return dict(shares)


def general(words: Mapping[str, int], language: str) -> dict[str, float]:
    """How often general language uses each word in GENERAL_WORDS words, all forms of the lemma together."""
    known = _general_lemmas(language)
    shares = {word: known.get(word) or _rare(word, language) for word in words}
    return {word: share * GENERAL_WORDS for word, share in shares.items()}


def _rare(word: str, language: str) -> float:
    scale = zipf(word, language)
    return 10 ** (scale - 9) if scale else 0.0


def ranked(here: Counts, reference: Mapping[str, float], reference_words: int, language: str) -> pd.DataFrame:
    """Every word that occurs FEWEST_OCCURRENCES times or more, with all measures; columns as in `Keywords`."""
    total, words = here.total, here.words
    kept = sorted(word for word, count in total.items() if count >= FEWEST_OCCURRENCES)
    prior = general(total, language)
    scores = log_odds_prior(total, {word: reference.get(word, 0.0) for word in total}, prior)
    rows = []
    for word in kept:
        a, b = total[word], reference.get(word, 0.0)
        articles, dispersion = here.spread[word]
        rows.append(
            {
                "lemma": word,
                "gloss": ", ".join(glosses.glosses(word)[:_GLOSSES]) if language == "ar" else "",
                "listed": is_listed(word, language),
                "count": a,
                "per_1000_words": 1000 * a / words if words else math.nan,
                "articles": articles,
                "reference_count": b,
                "g2": log_likelihood(a, b, words, reference_words),
                "log_ratio": log_ratio(a, b, words, reference_words),
                "lrc": lrc(a, b, words, reference_words, words=len(kept)),
                "log_odds": scores[word],
                "dispersion": dispersion,
            }
        )
    frame = pd.DataFrame(rows, columns=COLUMNS)
    order = ["lrc", "g2", "lemma"]
    return frame.sort_values(order, ascending=[False, False, True], kind="stable", ignore_index=True)


def occurrences(corpus: Corpus, scope: Scope, side: str, word: str) -> pd.DataFrame:
    """Where a side's articles use a word in any form, names aside. Columns: article_id, sentence_no, start, end."""
    lemmas = corpus.table("lemmas", newest(corpus, scope, side))
    forms = corpus.execute(lemmas.select("lemma").distinct()).lemma
    forms = {form for form in forms if bare(form, side) == word}
    using = corpus.execute(lemmas.filter(lemmas.lemma.isin(sorted(forms))).select("article_id").distinct()).article_id
    if not len(using):
        return pd.DataFrame(columns=["article_id", "sentence_no", "start", "end"])
    chosen = Selection(article_ids=tuple(sorted(using)))
    named: dict[str, list[tuple[int, int]]] = {}
    for row in corpus.mentions(chosen).itertuples():
        named.setdefault(row.article_id, []).append((row.start, row.end))
    rows = []
    for sentence in corpus.sentences(chosen).itertuples():
        for token in tokens(sentence.text):
            start, end = sentence.start + token.start, sentence.start + token.end
            if lemma(token.text, side) in forms and not any(
                first < end and start < last for first, last in named.get(sentence.article_id, ())
            ):
                rows.append((sentence.article_id, sentence.sentence_no, start, end))
    return pd.DataFrame(rows, columns=["article_id", "sentence_no", "start", "end"])
