"""Where each fact about an article came from, and which other articles say nearly the same."""

from __future__ import annotations

from dataclasses import dataclass

import ibis

from components.corpus import Article, Corpus, Selection, outlets
from components.corpus.correcting import Change
from components.corpus.duplicates import THRESHOLD, grams, similarity
from components.corpus.ingest import headline
from components.corpus.schema import search_text
from components.reading.models import Reading

FIELDS = ("title", "outlet", "author", "published", "language", "url")
# How a fact may be known beside what its date's basis says: by hand, or by one of these.
SOURCES = ("corrected", "first_line", "opening", "address", "credit", "given", "nowhere", "recognised")

# A near-duplicate shares at least half of an article's runs of words, so one at the threshold shows none of six of
# them with a chance of 1 in 64, one at a similarity of 0.8 with less than 1 in 15,000.
PROBES = 6
WORDS_PER_PROBE = 4
# Stock phrases can bring more articles together than are worth comparing.
MOST_CANDIDATES = 200


@dataclass(frozen=True, slots=True)
class Fact:
    """What is known of an article in one field, and how: one of SOURCES, or `date` for a publication date by its basis.

    change: the correction in force, where a person made one.
    """

    field: str
    value: object
    source: str
    change: Change | None = None


def facts(article: Article, reading: Reading, history: list[Change]) -> list[Fact]:
    """Where what is known of the article came from, one Fact per field of FIELDS. history: as Corpus.history."""
    corrected: dict[str, Change] = {}
    for change in history:
        if change.field and not change.undone:
            corrected.setdefault(change.field, change)
    found = []
    for name in FIELDS:
        value = getattr(article, name)
        if name in corrected:
            found.append(Fact(name, value, "corrected", corrected[name]))
        else:
            found.append(Fact(name, value, _source(name, article, reading)))
    return found


def _source(name: str, article: Article, reading: Reading) -> str:
    if name == "published":
        return "date"
    if name == "language":
        return "recognised"
    if name == "title":
        if not article.title:
            return "opening"
        return "first_line" if article.title == headline(article.text, reading.boilerplate) else "given"
    value = getattr(article, name)
    if not value:
        return "nowhere"
    if name == "outlet":
        by_address = outlets.by_address(article.url) if article.url else None
        if by_address and by_address.name_en == value:
            return "address"
        credits = [item.value for item in reading.boilerplate if item.kind == "credit"]
        if credits and outlets.outlet_name("", "", credits) == value:
            return "credit"
    return "given"


def alike(corpus: Corpus, article_id: str) -> list[tuple[str, float]]:
    """Articles whose text is nearly this one's, the most similar first: id and similarity (corpus.duplicates)."""
    article = corpus.article(article_id)
    words = search_text(article.text).split()
    step = max(1, (len(words) - WORDS_PER_PROBE) // PROBES)
    probes = {" " + " ".join(words[at:at + WORDS_PER_PROBE]) + " " for at in range(step // 2, len(words), step)}
    texts = corpus.table("search", Selection(languages=(article.language,), without=(article_id,)))
    shares = ibis.or_(*[texts.search_text.contains(probe) for probe in sorted(probes)[:2 * PROBES]])
    ids = tuple(corpus.execute(texts.filter(shares).select("article_id").limit(MOST_CANDIDATES)).article_id)
    if not ids:
        return []
    others = corpus.execute(corpus.table("texts", Selection(article_ids=ids)).select("article_id", "text"))
    own = grams(article.text)
    found = [(row.article_id, similarity(own, grams(row.text))) for row in others.itertuples()]
    return sorted(((other, share) for other, share in found if share >= THRESHOLD), key=lambda pair: -pair[1])
