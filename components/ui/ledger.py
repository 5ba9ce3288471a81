"""The ledger's pieces: the points as rows, what a person decides about them, the table to take away."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Sequence
from dataclasses import replace
from html import escape
from textwrap import shorten

import pandas as pd
import streamlit as st

from components.comparison import decisions, ledger
from components.comparison.decisions import CONFIRMED, PAIRED, REJECTED, Decision
from components.comparison.discrepancies import KINDS
from components.comparison.ledger import STATES, Ledger, Point, Said
from components.comparison.mentions import totals
from components.comparison.scope import Scope
from components.corpus import Corpus
from components.text.messages import Messages, isolate
from components.ui import access, address, evidence, filters, library, method, page, take_away
from components.ui.asking import ask, corpus

# Ten points stand on a page: every one brings its buttons, and drawing these is most of what a page takes.
PAGE_SIZE = 10
FILTERS = ("all", *STATES, "differ", "decided")
# Who says a point, and what it shares, are shown up to this many, with the number of the rest.
MOST_SAID = 3
MOST_EVIDENCE = 8
# A list cuts a longer line at its end on screen, which is where an Arabic one begins.
OPTION_LENGTH = 110
# From this many articles on the comparison takes long enough to say what is going on.
MANY_ARTICLES = 30
# After what share of the whole time each of its steps begins; measured on fifty articles a side, no word met before.
BEGINS = {"reading": 0.0, "names": 0.2, "alike": 0.35, "words": 0.5, "pairs": 0.8}
# Fifty articles a side have about 1,550 passages together, and take two seconds of one core.
QUICK_PASSAGES = 2_000
_DIRECTION = {"ar": "rtl", "en": "ltr"}


class _Held:
    """A comparison that is made once, whoever asks for it first; the others wait for it."""

    def __init__(self):
        self.lock, self.weighed = threading.Lock(), None


@st.cache_resource(show_spinner=False, max_entries=8)
def _held(revision: str) -> _Held:
    return _Held()


def _articles(corpus: Corpus, scope: Scope) -> tuple[dict[str, tuple[str, ...]], str]:
    """The articles to compare, and a digest of what is known about them, which a person may have corrected."""
    frame = corpus.articles(scope.selection())[["article_id", "published", "outlet", "title"]].astype(str)
    told = tuple(frame.itertuples(index=False, name=None))
    known = repr((corpus.readings(frame.article_id), told))
    return ledger.article_ids(corpus, scope), hashlib.sha256(known.encode()).hexdigest()


def _weighing(scope: Scope, t: Messages) -> ledger.Weighed:
    """The comparison of the scope's articles, kept while the articles stay as they are, whatever people decide."""
    ids, revision = ask(_articles, replace(scope, types=(), demonyms=True))
    held = _held(revision)
    with held.lock:
        if held.weighed is None:
            held.weighed = _told_as_it_goes(ids, t)
    return held.weighed


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


@st.cache_resource(show_spinner=False, max_entries=8)
def _settled(_found: ledger.Weighed, version: str, scope: str) -> Ledger:
    return ledger.settle(_found, decisions.decisions(corpus()))


def book(scope: Scope, t: Messages) -> Ledger:
    """The points of the story in scope, with everybody's decisions."""
    # At 50 articles a side settling takes a third of a second, too long for every click.
    return _settled(_weighing(scope, t), corpus().version, repr(scope))


def quick_book(scope: Scope, t: Messages) -> Ledger | None:
    """The ledger, where it is small enough that a page about something else may wait for it; else None."""
    if ask(totals, scope).sentences.sum() > QUICK_PASSAGES:
        return None
    return book(scope, t)


def trusted(t: Messages) -> str:
    """How far the states can be trusted, as was measured."""
    right = {
        f"{state}_{kind}": t.percent(method.figure("ledger", f"{state}_right", kind))
        for state in ("matched", "only", "undecided")
        for kind in ("translated", "retold")
    }
    return t("ledger.trust", **right)


def trusted_to_differ(t: Messages) -> str:
    """How far the differences that are told can be trusted, as was measured."""
    flagged = {kind: t.percent(method.figure("discrepancies", "told", kind)) for kind in KINDS}
    false = sum(method.figure("discrepancies", "false_per_100_passages", kind) for kind in KINDS)
    return t("ledger.trust.differ", false=false, **flagged)


def trust(found: Ledger, t: Messages) -> None:
    """How far states and differences can be trusted, and what was left out."""
    page.note(trusted(t))
    page.note(trusted_to_differ(t))
    page.note(t("ledger.looser"))
    if any(found.left_out.values()):
        page.note(t("ledger.left_out", arabic=found.left_out["ar"], english=found.left_out["en"]))


def chosen(found: Ledger, t: Messages) -> list[Point]:
    """The filter with the number of points behind each choice; gives the points chosen."""
    counts = {name: len(_filtered(found, name)) for name in FILTERS}
    address.field("state", "all", FILTERS)
    state = st.segmented_control(
        t("ledger.filter"),
        FILTERS,
        required=True,
        key="state",
        format_func=lambda name: f"{t(f'ledger.filter.{name}')} · {t.number(counts[name])}",
    )
    return _filtered(found, state)


def _filtered(found: Ledger, name: str) -> list[Point]:
    if name == "all":
        return list(found.points)
    if name == "differ":
        return list(found.discrepancies)
    if name == "decided":
        return [point for point in found.points if point.decision]
    return [point for point in found.points if point.state == name]


def linked(found: Ledger, scope: Scope, t: Messages) -> str:
    """The point that the address names, on top; gives its subject, "" where there is none."""
    subject = st.query_params.get("point", "")
    point = next((point for point in found.points if point.subject == subject), None)
    if point is None:
        return ""
    with st.container(key="linked-point"):
        row(point, scope, t)
    back = f'<a href="{escape(filters.link("ledger"))}" target="_self">{escape(t("ledger.all"))}</a>'
    st.html(f'<p class="m-note">{back}</p>')
    return subject


def listing(points: list[Point], scope: Scope, t: Messages) -> None:
    """The points, PAGE_SIZE to a page."""
    if not points:
        st.info(t("ledger.none"))
        return
    pages = -(-len(points) // PAGE_SIZE)
    number = 1
    if pages > 1:
        address.field("part", 1, range(1, pages + 1), read=int)
        number = st.number_input(t("articles.page", pages=pages), 1, pages, key="part", width=220)
    for point in points[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]:
        row(point, scope, t)


def row(point: Point, scope: Scope, t: Messages) -> None:
    """One point with its buttons."""
    with st.container(border=True, key=f"point-{point.subject}"):
        st.html(_html(point, t))
        if access.may("editor"):
            with st.container(horizontal=True, key=f"decide-{point.subject}"):
                _buttons(point, scope, t)


def _html(point: Point, t: Messages) -> str:
    sides = "".join(
        f'<div class="{side}" lang="{side}" dir="{_DIRECTION[side]}">{_passages(point, side, t)}</div>'
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
        told.append(t("ledger.score", score=t.percent(point.score)))
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
        return f'<p class="m-none" dir="{t.direction}" lang="{t.language}">{escape(t(f"ledger.silent.{side}"))}</p>'
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
    told = escape(t(f"ledger.reason.{point.reason}"))
    if point.nearest is None:
        return f'<p class="m-note">{told}</p>'
    near = point.nearest
    return (
        f'<details class="m-note"><summary>{told}</summary>'
        f'<blockquote lang="{near.side}" dir="{_DIRECTION[near.side]}">'
        f"{evidence.highlighted(near.text, list(near.marks))}</blockquote>"
        f"<small>{evidence.source_line(_Source(near), t)}</small></details>"
    )


def _buttons(point: Point, scope: Scope, t: Messages) -> None:
    subject, decided = point.subject, point.decision.decided if point.decision else ""
    if decided:
        if st.button(t("ledger.withdraw"), icon=":material/undo:", key=f"withdraw-{subject}"):
            library.change(lambda: decisions.withdraw(corpus(), point.decision.subject), t("ledger.told.withdrawn"), t)
    else:
        if st.button(t("ledger.confirm"), icon=":material/check:", key=f"confirm-{subject}"):
            _decide(_decision(point, CONFIRMED), t("ledger.told.confirmed"), t)
        if point.english and point.arabic and st.button(
            t("ledger.reject"), icon=":material/close:", key=f"reject-{subject}"
        ):
            _decide(_decision(point, REJECTED), t("ledger.told.rejected"), t)
    if st.button(t("ledger.pair"), icon=":material/link:", key=f"pair-{subject}"):
        _pairing(point, scope, t)
    if st.button(t("ledger.note"), icon=":material/edit_note:", key=f"note-{subject}"):
        _noting(point, t)


def _decision(point: Point, decided: str) -> Decision:
    keys = {side: tuple(said.key for said in point.of(side)) for side in ("en", "ar")}
    return Decision(point.subject, decided, keys["en"], keys["ar"])


def _pairing(point: Point, scope: Scope, t: Messages) -> None:
    """A dialog to choose another counterpart for one side's passage."""

    @st.dialog(t("ledger.pair"), width="large")
    def ask_for_counterpart() -> None:
        sides = [side for side in ("en", "ar") if point.of(side)]
        side = sides[0]
        if len(sides) == 2:
            side = st.radio(t("ledger.pair.which"), sides, format_func=lambda name: t(f"side.{name}"), horizontal=True)
        said, other = point.of(side)[0], "ar" if side == "en" else "en"
        st.html(f'<p class="m-opening" lang="{side}" dir="{_DIRECTION[side]}">{escape(said.text)}</p>')
        weighed = _weighing(scope, t)
        choices = {one.key: one for one in ledger.counterparts(weighed, said.key)}
        key = st.selectbox(
            t("ledger.pair.choose"),
            list(choices),
            index=None,
            format_func=lambda key: isolate(shorten(choices[key].text, OPTION_LENGTH, placeholder="…")),
            placeholder=t("ledger.pair.hint"),
        )
        if key:
            st.html(f'<p class="m-opening" lang="{other}" dir="{_DIRECTION[other]}">{escape(choices[key].text)}</p>')
        if st.button(t("ledger.pair.save"), icon=":material/check:", disabled=key is None, key="pair-save"):
            keys = {side: (said.key,), other: (key,)}
            instead = tuple(one.key for one in point.of(other) if one.key != key)
            made = Decision(point.subject, PAIRED, keys["en"], keys["ar"], instead)
            _decide(made, t("ledger.told.paired"), t, seen=_seen(point, made))

    ask_for_counterpart()


def _noting(point: Point, t: Messages) -> None:
    """A dialog to write a note on a point."""

    @st.dialog(t("ledger.note"))
    def ask_for_note() -> None:
        before = point.decision or replace(_decision(point, ""), subject=point.subject)
        note = st.text_area(t("ledger.note.text"), before.note, max_chars=2000)
        if st.button(t("ledger.note.save"), icon=":material/check:", key="note-save"):
            made = replace(before, note=note)
            _decide(made, t("ledger.told.noted"), t, keep_note=False, seen=_seen(point, made))

    ask_for_note()


def _decide(
    made: Decision, told: str, t: Messages, keep_note: bool = True, seen: tuple[Decision, ...] | None = None
) -> None:
    library.change(lambda: decisions.decide(corpus(), made, keep_note, seen), told, t)


def _seen(point: Point, made: Decision) -> tuple[Decision, ...]:
    """What stood decided where the new decision goes, when the dialog was opened: it may have been open for long."""
    return (point.decision,) if point.decision and point.decision.subject == made.subject else ()


def take(points: Sequence[Point], scope: Scope, t: Messages) -> None:
    """The points as a table to take away."""
    take_away.offer(
        "ledger", t("page.ledger"), scope, t, lambda: ledger.as_frame(points), method=t("ledger.looser"),
        heads="ledger.column", codes={"reason": "ledger.reason", "decided": "ledger.decided"})
