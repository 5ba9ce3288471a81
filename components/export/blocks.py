"""What a report is made of, whatever it will look like: blocks, and the numbered sentences that they rest on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

from components.comparison.ledger import Said
from components.comparison.scope import SIDES
from components.export.about import About
from components.export.drawing import Drawing
from components.text.messages import Messages, isolate

# Sentences that a figure points to on each side; more are counted, not printed.
MOST_SENTENCES = 4


@dataclass(frozen=True)
class Heading:
    text: str
    level: int = 2


@dataclass(frozen=True)
class Paragraph:
    """refs: numbers of the sentences that it rests on. side: whose colour it bears, "" for none."""

    text: str
    refs: tuple[int, ...] = ()
    side: str = ""
    quiet: bool = False


@dataclass(frozen=True)
class Figure:
    drawing: Drawing
    caption: str = ""


@dataclass(frozen=True)
class Table:
    """rows: cells as text, then the numbers of sentences of the row."""

    heads: tuple[str, ...]
    rows: tuple[tuple[tuple[str, ...], tuple[int, ...]], ...]


@dataclass(frozen=True)
class Sentence:
    """A numbered sentence. source: where it stands. marks: what of it a figure counts."""

    number: int
    side: str
    text: str
    source: str
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Pair:
    """A point of the ledger: what each side says of it, and what is to be said of that."""

    head: str
    english: tuple[Sentence, ...]
    arabic: tuple[Sentence, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Report:
    title: str
    about: About
    blocks: tuple = ()
    sentences: tuple[Sentence, ...] = ()


@dataclass
class References:
    """The sentences of a report, numbered in the order in which they are first needed."""

    t: Messages
    found: dict[tuple[str, int], Sentence] = field(default_factory=dict)

    def of(self, frame: pd.DataFrame, most: int = MOST_SENTENCES) -> tuple[int, ...]:
        """The numbers of some sentences of each side of a frame as comparison.evidence gives it."""
        numbers = []
        for side in reversed(SIDES):
            for row in frame[frame.language == side].head(most).itertuples():
                numbers.append(self._numbered(row, side, row.text, row.marks).number)
        return tuple(sorted(numbers))

    def said(self, passages: Sequence[Said]) -> tuple[Sentence, ...]:
        """A point's passages, as many as a figure points to; what is marked is what this point shares."""
        return tuple(
            replace(self._numbered(one, one.side, one.text, one.marks), marks=one.marks)
            for one in passages[:MOST_SENTENCES])

    def _numbered(self, row, side: str, text: str, marks) -> Sentence:
        key = (row.article_id, int(row.sentence_no))
        if key not in self.found:
            told = Sentence(len(self.found) + 1, side, text, source(row, self.t), tuple(map(tuple, marks)))
            self.found[key] = told
        return self.found[key]


def source(row, t: Messages) -> str:
    """Where a sentence stands: outlet, title, date and how it is known, number."""
    parts = [isolate(row.outlet or t("outlet.unknown"))]
    if row.title:
        parts.append(isolate(row.title))
    known = row.published is not None and not pd.isna(row.published)
    day = t.date(pd.Timestamp(row.published).date()) if known else t("basis.unknown")
    parts.append(f"{day} ({t('basis.inferred')})" if row.published_basis == "inferred" else day)
    parts.append(t("evidence.sentence", number=int(row.sentence_no) + 1))
    return " · ".join(parts)
