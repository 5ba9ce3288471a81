"""Labels in competition: which of a concept's names (war, military operation) each side uses, and in whose voice.

The concepts and their labels are data/concepts.csv; where a text names one is found by components.comparison.concepts.
"""

from __future__ import annotations

import csv
from functools import cache
from typing import NamedTuple

import pandas as pd

from components.comparison import concepts, sampling
from components.comparison.newest import newest
from components.comparison.scope import SIDES, Scope
from components.corpus import Corpus

# own: the article's own words, indirect speech included; quoted: inside the quotation marks of somebody's speech;
# scare: in marks that hold the words at arm's length without being speech.
VOICES = ("own", "quoted", "scare")
_VOICE_OF_QUOTE = {"direct": "quoted", "fragment": "quoted", "scare": "scare"}

# A word inside one of these names was chosen by who gave the name; that of an event is the writer's choice.
_NAMES_OF_THEIR_OWN = ("person", "country", "place", "organisation", "product")

# Shares of few references are drawn towards those of both sides together, as if by so many references of no
# difference. On a hundred articles about many things five of the first eight concepts had four references or fewer on
# a side with 2; with 5 they were two, and the seeds still have their war first.
DOUBT = 5.0

COLUMNS = ["side", "article_id", "sentence_no", "start", "end", "surface", "concept", "label", "voice"]


class Label(NamedTuple):
    """A way to name a concept. stance: neutral | critical | supportive | euphemistic | loaded | legal."""

    concept: str
    label: str
    stance: str
    variants_en: tuple[str, ...]
    variants_ar: tuple[str, ...]

    def name(self, language: str) -> str:
        """The label in a language: its first variant there, else its English name."""
        variants = self.variants_ar if language == "ar" else ()
        return variants[0] if variants else self.label


@cache
def table() -> dict[str, dict[str, Label]]:
    """The concepts that have labels to choose between: concept -> label -> Label, in the table's order."""
    found: dict[str, dict[str, Label]] = {}
    for row in _rows():
        variants = [tuple(v for part in row[side].split("|") if (v := part.strip())) for side in ("en", "ar")]
        label = Label(row["concept"], row["label"], row["stance"], *variants)
        found.setdefault(label.concept, {})[label.label] = label
    return {concept: labels for concept, labels in found.items() if len(labels) > 1}


@cache
def concept_names() -> dict[str, dict[str, str]]:
    """What a concept is called: concept -> language -> name."""
    return {row["concept"]: {"en": row["concept_en"], "ar": row["concept_ar"]} for row in _rows()}


def _rows() -> list[dict[str, str]]:
    with concepts.TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def _label_of() -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for labels in table().values():
        for label in labels.values():
            for variant in (*label.variants_en, *label.variants_ar):
                found.setdefault((label.concept, variant), label.label)
    return found


def references(corpus: Corpus, scope: Scope) -> pd.DataFrame:
    """Where each side refers to a concept that has several labels. One row per reference.

    Columns: side, article_id, sentence_no, start, end (in the article's text), surface (as written), concept, label,
    voice (one of VOICES). A word inside a person's, place's or organisation's name is no reference. Of more than
    newest.MOST_ARTICLES articles of a side the newest are read.
    """
    frames = []
    for side in SIDES:
        chosen = newest(corpus, scope, side)
        frames.append(
            found(
                side,
                corpus.sentences(chosen),
                corpus.quotes(chosen),
                corpus.mentions(chosen),
            )
        )
    return pd.concat(frames, ignore_index=True)


def found(side: str, sentences: pd.DataFrame, quotes: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """The references in some sentences of a side, given the frames of quotations and mentions of the same articles."""
    label_of, rows = _label_of(), []
    speech = _spans(quotes[quotes.kind.isin(_VOICE_OF_QUOTE)], "kind")
    names = _spans(mentions[mentions.entity_type.isin(_NAMES_OF_THEIR_OWN)], "entity_type")
    for item in sentences[["article_id", "sentence_no", "start", "text"]].itertuples(index=False):
        for hit in concepts.find(item.text, side):
            label = label_of.get((hit.concept, hit.variant))
            if label is None:
                continue
            start, end = item.start + hit.start, item.start + hit.end
            inside = _around(names.get(item.article_id, ()), start, end)
            if any((first, last) != (start, end) for first, last, _ in inside):
                continue
            kinds = {_VOICE_OF_QUOTE[kind] for _, _, kind in _around(speech.get(item.article_id, ()), start, end)}
            voice = "quoted" if "quoted" in kinds else "scare" if kinds else "own"
            surface = item.text[hit.start : hit.end]
            rows.append((side, item.article_id, item.sentence_no, start, end, surface, hit.concept, label, voice))
    return pd.DataFrame(rows, columns=COLUMNS)


def _spans(frame: pd.DataFrame, column: str) -> dict[str, list[tuple[int, int, str]]]:
    spans: dict[str, list[tuple[int, int, str]]] = {}
    for article_id, start, end, what in zip(frame.article_id, frame.start, frame.end, frame[column], strict=True):
        spans.setdefault(article_id, []).append((start, end, what))
    return spans


def _around(spans, start: int, end: int) -> list[tuple[int, int, str]]:
    return [span for span in spans if span[0] <= start and end <= span[1]]


def shares(references: pd.DataFrame, sampled: bool = False) -> pd.DataFrame:
    """How each side divides its references to a concept among labels. One row per concept, label, side and voice.

    Columns: concept, label, stance, side, voice, count, articles, surfaces (as written, the commonest first),
    references (of the side to the concept, all voices), share (count of references), low, high (the share's interval
    where the articles may be resampled, see sampling.shares; else missing).
    """
    keys = ["concept", "label", "side", "voice"]
    frame = references.groupby(keys, as_index=False).agg(
        count=("start", "size"),
        articles=("article_id", "nunique"),
        surfaces=("surface", lambda written: list(written.value_counts(sort=True).index)),
    )
    frame["references"] = frame.groupby(["concept", "side"])["count"].transform("sum")
    frame["share"] = frame["count"] / frame.references
    intervals = sampling.shares(references if sampled else references[:0], ["label", "voice"], ["concept"])
    frame = frame.merge(intervals, how="left", on=keys)
    known = table()
    frame.insert(2, "stance", [known[row.concept][row.label].stance for row in frame.itertuples()])
    order = ["concept", "side", "count", "label", "voice"]
    return frame.sort_values(order, ascending=[True, True, False, True, True], ignore_index=True)


def contrasts(shares: pd.DataFrame) -> pd.DataFrame:
    """The concepts, those that the sides name most differently in their own words first. One row per concept.

    Columns: concept, references_ar, references_en (all voices), difference: half the sum of the absolute differences
    between the two sides' shares of labels (0 the same, 1 nothing in common), own words only, drawn towards 0 where
    references are few (DOUBT); NaN where a side has none of its own.
    """
    rows = []
    for concept, group in shares.groupby("concept", sort=True):
        counts = group.pivot_table(index="label", columns="side", values="count", aggfunc="sum", fill_value=0)
        counts = counts.reindex(columns=SIDES, fill_value=0)
        own = group[group.voice == "own"].pivot_table(index="label", columns="side", values="count", aggfunc="sum")
        rows.append((concept, int(counts.ar.sum()), int(counts.en.sum()), _difference(own.reindex(columns=SIDES))))
    frame = pd.DataFrame(rows, columns=["concept", "references_ar", "references_en", "difference"])
    frame["all"] = frame.references_ar + frame.references_en
    frame = frame.sort_values(["difference", "all"], ascending=False, na_position="last", kind="stable")
    return frame.drop(columns="all").reset_index(drop=True)


def _difference(own: pd.DataFrame) -> float:
    own = own.fillna(0)
    if not own.ar.sum() or not own.en.sum():
        return float("nan")
    pooled = own.sum(axis=1) / own.to_numpy().sum()
    drawn = [(own[side] + DOUBT * pooled) / (own[side].sum() + DOUBT) for side in SIDES]
    return float((drawn[0] - drawn[1]).abs().sum() / 2)
