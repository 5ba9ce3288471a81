"""Two articles next to each other: marked up, linked passage by passage, with what only one of them names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace

import numpy as np
import pandas as pd

from components.comparison.carried import places
from components.comparison.coverage import Story, shared
from components.comparison.decisions import Decision, confirmed_pairs, decisions, passage_key, rejected_pairs
from components.comparison.linking import links
from components.comparison.passages import Match, Passage, likelihood, match
from components.corpus import Article, Corpus, Selection
from components.reading.models import DateMention, Mention, Reading
from components.text.arabic import is_arabic
from components.text.glosses import glosses
from components.text.names import transliterate
from components.text.words import tokens

# As many glosses as fit a tooltip; the likeliest come first.
MOST_GLOSSES = 4


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence that is marked in one way.

    kind: an entity type, "date", or "" for plain words. entity: its id, for marking the same one on both sides alike.
    other: the name's form in the other language. only: the other article does not name it. quoted: part of a quotation.
    tip: glosses of an Arabic word, or a date's interval in ISO form. alike: how much it sounds like the other article's
    name that it was joined with for that alone; 0 for a name that was not.
    """

    text: str
    kind: str = ""
    entity: str = ""
    other: str = ""
    only: bool = False
    quoted: bool = False
    tip: str = ""
    alike: float = 0.0


@dataclass(frozen=True, slots=True)
class Join:
    """A new name of the Arabic article that is taken for one of the English article because they sound alike.

    entity_id, name_ar: of the Arabic one; linked_id, name_en: of the English one. similarity: 0..1.
    """

    entity_id: str
    linked_id: str
    name_en: str
    name_ar: str
    similarity: float
    entity_type: str


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence in pieces; `number` is its number in the article's reading, `paragraph` likewise."""

    number: int
    paragraph: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Pane:
    """One article, ready to be shown."""

    article: Article
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Two panes and the passages that answer each other; `only` holds entity ids that one side alone names.

    decided: sentence numbers (English, Arabic) of the matches that a person confirmed or made.
    joins: the names that count as one only because they sound alike.
    """

    arabic: Pane
    english: Pane
    matches: tuple[Match, ...]
    only: dict[str, tuple[str, ...]] = field(default_factory=dict)
    decided: frozenset[tuple[int, int]] = frozenset()
    joins: tuple[Join, ...] = ()


def as_frame(comparison: SideBySide) -> pd.DataFrame:
    """The sentences of both articles, each pair that answers each other in one row, in the order of the English one.

    Columns: state (matched | undecided | only_en | only_ar), score (0..1, missing where only one side says it),
    english, english_sentence, arabic, arabic_sentence (numbers from 1), evidence ("ammunition ↔ الذخيرة").
    """
    texts = {
        side: {line.number: "".join(piece.text for piece in line.pieces) for line in pane.lines}
        for side, pane in (("en", comparison.english), ("ar", comparison.arabic))
    }
    rows = [
        (match.state, match.score, match.english.sentence_no, match.arabic.sentence_no,
         "; ".join(f"{item.english} ↔ {item.arabic}" for item in match.evidence))
        for match in comparison.matches
    ]
    rows += [("only_en", None, number, None, "") for number in texts["en"].keys() - {row[2] for row in rows}]
    rows += [("only_ar", None, None, number, "") for number in texts["ar"].keys() - {row[3] for row in rows}]
    rows.sort(key=lambda row: (row[2] is None, row[2] or 0, row[3] or 0))
    columns = ["state", "score", "english", "english_sentence", "arabic", "arabic_sentence", "evidence"]
    return pd.DataFrame(
        [
            (state, score, texts["en"].get(english, ""), None if english is None else english + 1,
             texts["ar"].get(arabic, ""), None if arabic is None else arabic + 1, evidence)
            for state, score, english, arabic, evidence in rows
        ],
        columns=columns,
    ).astype({"english_sentence": "Int64", "arabic_sentence": "Int64"})


def compare(corpus: Corpus, arabic_id: str, english_id: str) -> SideBySide:
    """The two articles next to each other. Raises CorpusError where the corpus has no such article."""
    articles = corpus.article(arabic_id), corpus.article(english_id)
    readings = corpus.reading(arabic_id), corpus.reading(english_id)
    joins = joined_in(readings, corpus.names.are_apart)
    aliases = {join.entity_id: join.linked_id for join in joins}
    alike = {join.linked_id: join.similarity for join in joins}
    named = [{aliases.get(m.entity_id, m.entity_id) for m in reading.mentions} for reading in readings]
    forms = _forms(readings, aliases)
    panes = [
        Pane(article, tuple(_lines(article.text, reading, aliases, forms, alike, other)))
        for article, reading, other in zip(articles, readings, reversed(named), strict=True)
    ]
    english, arabic = (passages(articles[i], readings[i], aliases) for i in (1, 0))
    found, made = match(english, arabic), decisions(corpus)
    matches = with_decisions((*found.matched, *found.undecided), english, arabic, made)
    by_person = confirmed_pairs(made.values())
    return SideBySide(
        arabic=panes[0],
        english=panes[1],
        matches=matches,
        only={"ar": tuple(sorted(named[0] - named[1])), "en": tuple(sorted(named[1] - named[0]))},
        decided=frozenset(
            (point.english.sentence_no, point.arabic.sentence_no)
            for point in matches
            if (key_of(point.english), key_of(point.arabic)) in by_person
        ),
        joins=joins,
    )


def with_decisions(
    found: Iterable[Match], english: Sequence[Passage], arabic: Sequence[Passage], made: dict[str, Decision]
) -> tuple[Match, ...]:
    """The matches without the pairs that a person rejected, and with those that a person made or confirmed."""
    places = [{key_of(passage): passage for passage in side} for side in (english, arabic)]
    confirmed = {
        pair for pair in confirmed_pairs(made.values()) if pair[0] in places[0] and pair[1] in places[1]
    }
    apart = rejected_pairs(made.values()) - confirmed
    kept = {}
    for point in found:
        pair = key_of(point.english), key_of(point.arabic)
        if pair not in apart:
            kept[pair] = replace(point, state="matched") if pair in confirmed else point
    for pair in sorted(confirmed - kept.keys()):
        kept[pair] = pair_alone(places[0][pair[0]], places[1][pair[1]])
    return tuple(kept.values())


def key_of(passage: Passage) -> str:
    """What decisions call the passage."""
    return passage_key(passage.article_id, passage.sentence_no)


def pair_alone(english: Passage, arabic: Passage) -> Match:
    """What two passages share, judged by themselves, for a pair that only a person saw."""
    story = Story([english], [arabic])
    return Match("matched", round(float(likelihood(story)[0, 0]), 3), english, arabic, tuple(shared(story, 0, 0)))


def best_pair(corpus: Corpus, selection_ar: Selection, selection_en: Selection) -> tuple[str, str] | None:
    """The Arabic and the English article that name the most entities in common, by Jaccard over entities.

    None where a side has no article. Of equal pairs the longer texts are chosen.
    """
    ids = []
    for selection in (selection_ar, selection_en):
        articles = corpus.table("articles", selection)
        longest = articles.order_by(articles.word_count.desc(), articles.article_id).limit(MOST_CANDIDATES)
        ids.append(list(corpus.execute(longest.select("article_id")).article_id))
        if not ids[-1]:
            return None
    mentions = corpus.table("mentions", Selection(article_ids=(*ids[0], *ids[1])))
    named_in = corpus.execute(mentions.select("article_id", "entity_id").distinct())
    entities, _ = pd.factorize(named_in.entity_id)
    named = []
    for own in ids:
        place = pd.Index(own).get_indexer(named_in.article_id)
        named.append(np.zeros((len(own), entities.max(initial=0) + 1), np.float32))
        named[-1][place[place >= 0], entities[place >= 0]] = 1
    both = named[0] @ named[1].T
    either = named[0].sum(axis=1)[:, None] + named[1].sum(axis=1) - both
    share = both / np.maximum(either, 1)
    _, i, j = max((-i - j, i, j) for i, j in zip(*np.nonzero(share == share.max()), strict=True))
    return ids[0][i], ids[1][j]


# All pairs are compared, so only so many of the longest articles of each side stand for election.
MOST_CANDIDATES = 100


def passages(article: Article, reading: Reading, aliases: dict[str, str]) -> list[Passage]:
    """The article's sentences as passages to be matched."""
    by_sentence: dict[str, dict[int, list]] = {"mentions": {}, "dates": {}, "numbers": {}}
    for kind, items in by_sentence.items():
        carried = places(article.text, reading) if kind == "mentions" else ()
        for item in (*getattr(reading, kind), *carried):
            if kind == "mentions" and item.entity_id in aliases:
                item = replace(item, entity_id=aliases[item.entity_id])
            items.setdefault(item.sentence_no, []).append(item)
    return [
        Passage(
            article_id=article.article_id,
            sentence_no=s.number,
            text=article.text[s.start : s.end],
            language=article.language,
            start=s.start,
            **{kind: tuple(items.get(s.number, ())) for kind, items in by_sentence.items()},
        )
        for s in reading.sentences
    ]


def aliases_in(readings: Iterable[Reading], are_apart: Callable[[str, str], bool]) -> dict[str, str]:
    """Which newly found Arabic names stand for which English ones in these readings: {entity id: the id to use}.

    are_apart: see linking.links.
    """
    return {join.entity_id: join.linked_id for join in joined_in(readings, are_apart)}


def joined_in(readings: Iterable[Reading], are_apart: Callable[[str, str], bool]) -> tuple[Join, ...]:
    """As aliases_in, with the names and how alike they sound."""
    rows = [
        (m.entity_id, reading.language, m.entity_type, m.name_en, m.name_ar, 1)
        for reading in readings
        for m in reading.mentions
    ]
    if not rows:
        return ()
    frame = (
        pd.DataFrame(rows, columns=["entity_id", "side", "entity_type", "entity_name_en", "entity_name_ar", "mentions"])
        .groupby(["entity_id", "side"], as_index=False)
        .agg({"entity_type": "first", "entity_name_en": "max", "entity_name_ar": "max", "mentions": "sum"})
    )
    kinds = dict(zip(frame.entity_id, frame.entity_type, strict=True))
    return tuple(Join(**row, entity_type=kinds[row["entity_id"]]) for row in links(frame, are_apart).to_dict("records"))


def _forms(readings: Iterable[Reading], aliases: dict[str, str]) -> dict[str, tuple[str, str]]:
    """Each entity's English and Arabic name, from whichever side knows it."""
    forms: dict[str, tuple[str, str]] = {}
    for reading in readings:
        for m in reading.mentions:
            entity = aliases.get(m.entity_id, m.entity_id)
            english, arabic = forms.get(entity, ("", ""))
            forms[entity] = (english or m.name_en, arabic or m.name_ar)
    return forms


def _lines(text: str, reading: Reading, aliases, forms, alike, other: set[str]) -> Iterable[Line]:
    quoted = [(q.start, q.end) for q in reading.quotes if q.kind == "direct"]
    marked = sorted([*reading.mentions, *reading.dates], key=lambda item: (item.start, -item.end))
    arabic = reading.language == "ar"
    for sentence in reading.sentences:
        pieces, at = [], sentence.start
        for item in marked:
            if item.start < at or item.end > sentence.end:
                continue
            pieces += _plain(text, at, item.start, quoted, arabic)
            pieces.append(_marked(item, text, aliases, forms, alike, other, quoted, arabic))
            at = item.end
        pieces += _plain(text, at, sentence.end, quoted, arabic)
        yield Line(sentence.number, sentence.paragraph, tuple(pieces))


def _marked(item: Mention | DateMention, text: str, aliases, forms, alike, other, quoted, arabic: bool) -> Piece:
    inside = _within(item.start, quoted)
    if isinstance(item, DateMention):
        return Piece(text[item.start : item.end], kind="date", quoted=inside, tip=f"{item.first_day}/{item.last_day}")
    entity = aliases.get(item.entity_id, item.entity_id)
    english_name, arabic_name = forms[entity]
    # A name that no list knows has no English form; how it sounds is a help, and is marked as no more than that.
    english_name = english_name or f"≈ {transliterate(arabic_name)}"
    return Piece(
        text[item.start : item.end],
        kind=item.entity_type,
        entity=entity,
        other=english_name if arabic else arabic_name,
        only=entity not in other,
        quoted=inside,
        alike=alike.get(entity, 0.0),
    )


def _plain(text: str, start: int, end: int, quoted, arabic: bool) -> list[Piece]:
    """Plain words; an Arabic word stands alone with its glosses, and a quotation's edge splits a stretch."""
    if start >= end:
        return []
    cuts = {start, end, *(edge for span in quoted for edge in span if start < edge < end)}
    tips = {}
    if arabic:
        for token in tokens(text, start, end):
            if is_arabic(token.text) and (found := glosses(token.text)):
                cuts |= {token.start, token.end}
                tips[token.start] = ", ".join(found[:MOST_GLOSSES])
    edges = sorted(cuts)
    return [
        Piece(text[a:b], quoted=_within(a, quoted), tip=tips.get(a, "")) for a, b in zip(edges, edges[1:], strict=False)
    ]


def _within(position: int, spans) -> bool:
    return any(start <= position < end for start, end in spans)


def as_data(lines: Iterable[Line]) -> list[dict]:
    """The lines as plain values for a browser, defaults left out."""
    return [
        {
            "number": line.number,
            "paragraph": line.paragraph,
            "pieces": [{name: value for name, value in asdict(piece).items() if value} for piece in line.pieces],
        }
        for line in lines
    ]
