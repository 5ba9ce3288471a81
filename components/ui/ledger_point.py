"""A point of the ledger as it is read: who says it, what the sides share, where they differ, why one stands alone."""

from __future__ import annotations

from html import escape

import pandas as pd

from components.comparison.ledger import Point, Said
from components.text.messages import Messages, isolate
from components.ui import evidence

# Who says a point, and what it shares, are shown up to this many, with the number of the rest.
MOST_SAID = 3
MOST_EVIDENCE = 8
# No pair is told to be certain: two or three in a hundred of the matched are wrong.
MOST_CERTAIN = 0.99
DIRECTION = {"ar": "rtl", "en": "ltr"}


def html(point: Point, t: Messages) -> str:
    """The point without its buttons; whatever comes from an article is escaped."""
    sides = "".join(
        f'<div class="{side}" lang="{side}" dir="{DIRECTION[side]}">{_passages(point, side, t)}</div>'
        for side in ("en", "ar")
    )
    rest = [_evidence(point, t), *(_discrepancy(item, t) for item in point.discrepancies), _reason(point, t)]
    if point.decision and point.decision.note:
        rest.append(f'<p class="m-note"><b>{escape(t("ledger.note"))}</b> <bdi>{escape(point.decision.note)}</bdi></p>')
    return (
        f'<section class="m-point {point.state}" dir="{t.direction}"><p class="m-point-head">{_head(point, t)}</p>'
        f'<div class="m-pair" dir="ltr">{sides}</div>{"".join(rest)}</section>'
    )


def _head(point: Point, t: Messages) -> str:
    pills, told = [(point.state, t(f"ledger.state.{point.state}"))], []
    if point.decision and point.decision.decided:
        pills.append(("person", t(f"ledger.decided.{point.decision.decided}")))
    elif point.state in ("matched", "undecided"):
        told.append(t("ledger.score", score=t.percent(min(point.score, MOST_CERTAIN))))
    kinds = dict.fromkeys(item.kind for item in point.discrepancies)
    pills += [("differ", t(f"ledger.discrepancy.{kind}")) for kind in kinds]
    for side in ("en", "ar"):
        if point.of(side):
            told.append(t.plural(f"ledger.articles.{side}", point.articles(side)))
            if point.outlets(side) > 1:
                told[-1] += f" ({t.plural('ledger.outlets', point.outlets(side))})"
    shown = "".join(f'<span class="m-state {kind}">{escape(text)}</span> ' for kind, text in pills)
    return f"{shown}<span>{escape(' · '.join(told))}</span>"


def _passages(point: Point, side: str, t: Messages) -> str:
    said = point.of(side)
    if not said:
        return _silence(point, side, t)
    differing: dict[str, list[tuple[int, int]]] = {}
    for item in point.discrepancies:
        key, mark = (item.english_key, item.english_mark) if side == "en" else (item.arabic_key, item.arabic_mark)
        differing.setdefault(key, []).append(mark)
    shown = "".join(_passage(one, differing.get(one.key, []), t) for one in said[:MOST_SAID])
    if len(said) > MOST_SAID:
        more = "".join(_passage(one, differing.get(one.key, []), t) for one in said[MOST_SAID:])
        label = escape(t.plural("ledger.more", len(said) - MOST_SAID))
        shown += f'<details><summary dir="{t.direction}">{label}</summary>{more}</details>'
    return shown


def _silence(point: Point, side: str, t: Messages) -> str:
    """That a side does not say it, and what it says that comes nearest."""
    own = f'dir="{t.direction}" lang="{t.language}"'
    silent = f'<p class="m-none" {own}>{escape(t(f"ledger.silent.{side}"))}</p>'
    near = point.nearest
    if near is None or point.reason == "nothing":
        return silent
    return (
        f'{silent}<p class="m-none" {own}>{escape(t("ledger.nearest"))}</p>'
        f'<blockquote lang="{near.side}" dir="{DIRECTION[near.side]}">'
        f"{evidence.highlighted(near.text, list(near.marks))}</blockquote>"
        f"<small {own}>{evidence.source_line(_Source(near), t)}</small>"
    )


def _passage(said: Said, differing: list[tuple[int, int]], t: Messages) -> str:
    """A passage and its source; what contradicts the other side is marked as well as what agrees with it."""
    source = evidence.source_line(_Source(said), t)
    return (
        f"<p>{evidence.highlighted(said.text, [*differing, *said.marks])}</p>"
        f'<small dir="{t.direction}" lang="{t.language}">{source}</small>'
    )


class _Source:
    """What evidence.source_line asks of a row."""

    def __init__(self, said: Said):
        self.article_id = said.article_id
        self.outlet, self.title, self.sentence_no = said.outlet, said.title, said.sentence_no
        self.published = pd.Timestamp(said.published) if said.published else pd.NaT
        self.published_basis = said.published_basis


def _evidence(point: Point, t: Messages) -> str:
    telling = [item for item in point.evidence if item.weight > 0]
    if not telling:
        return ""
    tags = " ".join(
        f'<span class="m-tag" dir="ltr"><bdi lang="en">{escape(item.english)}</bdi> ↔ '
        f'<bdi lang="ar">{escape(item.arabic)}</bdi></span>'
        for item in telling[:MOST_EVIDENCE]
    )
    label = t("ledger.nearest_shares") if point.nearest else t("ledger.shares")
    return f'<p class="m-note">{escape(label)} {tags}</p>'


def _discrepancy(item, t: Messages) -> str:
    told = t(f"ledger.differ.{item.kind}", english=isolate(item.english), arabic=isolate(item.arabic))
    return f'<p class="m-note m-differ">{escape(told)}</p>'


def _reason(point: Point, t: Messages) -> str:
    if not point.state.startswith("only"):
        return ""
    return f'<p class="m-note">{escape(t(f"ledger.reason.{point.reason}"))}</p>'
