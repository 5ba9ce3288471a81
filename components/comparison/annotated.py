"""A whole article in stretches, each marked by what was read in it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from components.corpus import Article
from components.reading.models import DateMention, Reading


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the text that is marked in one way.

    kind: an entity type, "date", or "" for plain words. entity_id, other: of a name, and its form in the other
    language ('' where nobody knows it). days: what a date means. quoted: part of a quotation. out: no part of the
    article (a comment form, a credit line).
    """

    text: str
    kind: str = ""
    entity_id: str = ""
    other: str = ""
    days: tuple[dt.date, dt.date] | None = None
    quoted: bool = False
    out: bool = False


def annotated(article: Article, reading: Reading) -> list[Stretch]:
    """The text from its first to its last character, in stretches; of marks that overlap the longer one is kept."""
    text, length = article.text, len(article.text)
    marks = sorted([*reading.mentions, *reading.dates], key=lambda item: (item.start, -item.end))
    kept, at = [], 0
    for item in marks:
        if item.start >= at and item.end > item.start:
            kept.append(item)
            at = item.end
    quotes = [(quote.start, quote.end) for quote in reading.quotes if quote.kind == "direct"]
    left_out = [(item.start, item.end) for item in reading.boilerplate]
    edges = {0, length, *(edge for item in kept for edge in (item.start, item.end))}
    edges |= {edge for span in (*quotes, *left_out) for edge in span}
    cuts = sorted(edge for edge in edges if 0 <= edge <= length)
    quoted, out = _inside(cuts, quotes), _inside(cuts, left_out)
    by_start = {item.start: item for item in kept}
    found, item = [], None
    for begin, end in zip(cuts, cuts[1:], strict=False):
        if begin in by_start:
            item = by_start[begin]
        elif item is not None and begin >= item.end:
            item = None
        found.append(_stretch(text[begin:end], item, reading.language, begin in quoted, begin in out))
    return found


def _inside(cuts: list[int], spans: list[tuple[int, int]]) -> set[int]:
    """The cuts at which one of the spans covers what follows."""
    opening, closing = Counter(start for start, _ in spans), Counter(end for _, end in spans)
    depth, found = 0, set()
    for cut in cuts:
        depth += opening[cut] - closing[cut]
        if depth > 0:
            found.add(cut)
    return found


def _stretch(text: str, item, language: str, quoted: bool, out: bool) -> Stretch:
    if item is None:
        return Stretch(text, quoted=quoted, out=out)
    if isinstance(item, DateMention):
        return Stretch(text, "date", days=(item.first_day, item.last_day), quoted=quoted, out=out)
    other = item.name_en if language == "ar" else item.name_ar
    return Stretch(text, item.entity_type, item.entity_id, other, quoted=quoted, out=out)


def names(reading: Reading) -> list[tuple[str, str, str, str, int]]:
    """The names in an article, the most frequent first: entity id, type, English and Arabic name, mentions."""
    counted = Counter(mention.entity_id for mention in reading.mentions)
    known: dict[str, tuple[str, str, str]] = {}
    for m in reading.mentions:
        kind, english, arabic = known.get(m.entity_id, (m.entity_type, "", ""))
        known[m.entity_id] = kind, english or m.name_en, arabic or m.name_ar
    return [(entity_id, *known[entity_id], n) for entity_id, n in counted.most_common()]
