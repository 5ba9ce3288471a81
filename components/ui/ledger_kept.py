"""The comparison behind the ledger, made once and kept, with a bar that says what is being done."""

from __future__ import annotations

import hashlib

import streamlit as st

from components.comparison import decisions, ledger
from components.comparison.ledger import Ledger
from components.comparison.mentions import totals
from components.comparison.remembering import MOST_BYTES, Memory
from components.comparison.scope import Scope
from components.corpus import Corpus
from components.text.messages import Messages
from components.ui.asking import ask, corpus, kept

# From this many articles on the comparison takes long enough to say what is going on.
MANY_ARTICLES = 30
# After what share of the whole time each of its steps begins: as one run had it over fifty composed articles a side, by
# a process that had met none of their words. Words met before are quick, and the bar then runs faster.
BEGINS = {"reading": 0.0, "names": 0.07, "alike": 0.11, "words": 0.56, "pairs": 0.95}
# Fifty articles a side have about 1,550 passages together, and take two seconds of one core.
QUICK_PASSAGES = 2_000


@st.cache_resource(show_spinner=False)
def _weighed() -> Memory:
    """The comparisons made, which outlive what people decide about them."""
    return Memory(MOST_BYTES // 2)


def _articles(corpus: Corpus, scope: Scope) -> tuple[dict[str, tuple[str, ...]], str]:
    """The articles to compare, and a digest of what is known about them, which a person may have corrected."""
    frame = corpus.articles(scope.selection())[["article_id", "published", "outlet", "title"]].astype(str)
    told = tuple(frame.itertuples(index=False, name=None))
    known = repr((corpus.readings(frame.article_id), told))
    return ledger.article_ids(corpus, scope), hashlib.sha256(known.encode()).hexdigest()


def weighing(scope: Scope, t: Messages) -> ledger.Weighed:
    """The comparison of the scope's articles, kept while the articles stay as they are, whatever people decide."""
    ids, revision = ask(_articles, scope.any_names)
    return _weighed().recall(revision, lambda: _told_as_it_goes(ids, t))


def _told_as_it_goes(ids: dict[str, tuple[str, ...]], t: Messages) -> ledger.Weighed:
    """The comparison, with a bar that says what is being done where it takes a moment."""
    many = len(ids["ar"]) + len(ids["en"])
    if many < MANY_ARTICLES:
        return ledger.weigh(corpus(), ids)
    bar = st.progress(0.0)

    def tell(step: str, count: int) -> None:
        share = BEGINS[step] + (BEGINS["names"] * count / many if step == "reading" else 0)
        bar.progress(share, text=t.plural(f"ledger.step.{step}", many if step == "reading" else count))

    try:
        return ledger.weigh(corpus(), ids, tell)
    finally:
        bar.empty()


def book(scope: Scope, t: Messages) -> Ledger:
    """The points of the story in scope, with everybody's decisions."""
    # At 50 articles a side settling takes a third of a second, too long for every click.
    found = weighing(scope, t)
    return kept(lambda: ledger.settle(found, decisions.decisions(corpus())), "ledger", scope.any_names)


def quick_book(scope: Scope, t: Messages) -> Ledger | None:
    """The ledger, where it is small enough that a page about something else may wait for it; else None."""
    if ask(totals, scope).sentences.sum() > QUICK_PASSAGES:
        return None
    return book(scope, t)
