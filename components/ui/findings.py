"""The overview's pieces: what each side holds, the balance of the two, the differences as sentences."""

from __future__ import annotations

from html import escape

import pandas as pd
import streamlit as st

from components.comparison.ledger import Ledger, Point
from components.comparison.mentions import by_entity, sides_apart, totals
from components.comparison.overview import Finding, disagreements, told_alone
from components.comparison.scope import Scope
from components.export import figures
from components.export.drawing import Drawing
from components.export.pictures import as_png, drawn_svg, painted
from components.export.report import finding_sentence
from components.text.messages import Messages, isolate
from components.ui import access, filters, take_away
from components.ui.asking import ask, corpus

_BALANCED = ("articles", "words", "sentences", "mentions")


def cards(denominators: pd.DataFrame, t: Messages) -> None:
    """One card per side: its articles, outlets, words, sentences, names and dates."""
    rows = {row.side: row for row in denominators.itertuples()}
    st.html(f'<div class="m-cards" dir="ltr">{"".join(_card(rows[side], t) for side in ("en", "ar"))}</div>')


def ways(t: Messages) -> None:
    """Where to go from here, for whoever sees the page for the first time: to read, to compare, to add one's own."""
    pages = ("side-by-side", "ledger", *(["add"] if access.may("editor") else []))
    links = "".join(
        f'<a href="{escape(filters.link(name))}" target="_self">{escape(t(f"overview.way.{name}"))}</a>'
        for name in pages)
    st.html(f'<nav class="m-ways" aria-label="{escape(t("overview.ways"))}">{links}</nav>')


def _card(row, t: Messages) -> str:
    days = t("overview.undated") if pd.isna(row.first) else t.interval(row.first.date(), row.last.date())
    facts = [
        ("articles", t.number(row.articles)),
        ("outlets", t.number(row.outlets)),
        ("words", t.number(row.words)),
        ("sentences", t.number(row.sentences)),
        ("entities", t.number(row.entities)),
    ]
    items = "".join(
        f"<div><dt>{escape(t(f'fact.{name}'))}</dt><dd>{escape(value)}</dd></div>" for name, value in facts)
    head = escape(t(f"side.{row.side}.coverage"))
    return (
        f'<section class="m-card m-facts {row.side}" dir="{t.direction}"><h2>{head}</h2>'
        f'<p class="m-quiet">{escape(days)}</p><dl>{items}</dl></section>'
    )


def balance(denominators: pd.DataFrame, t: Messages) -> None:
    """How the whole divides between the sides, a bar per measure."""
    rows = []
    for name in _BALANCED:
        values = denominators.set_index("side")[name]
        total = values.sum()
        if not total:
            continue
        bars = "".join(
            f'<span class="{side}" style="flex:{values[side] / total:.4f} 1 0">'
            f"{escape(t.percent(values[side] / total))}</span>"
            for side in ("en", "ar")
            if values[side]
        )
        rows.append(
            f'<div class="m-balance-row"><span>{escape(t(f"fact.{name}"))}</span>'
            f'<div class="m-balance-bar" dir="ltr">{bars}</div></div>'
        )
    key = " ".join(
        f'<span><span class="m-swatch {side}"></span>{escape(t(f"side.{side}"))}</span>' for side in ("en", "ar")
    )
    st.html(f'<div class="m-balance"><div class="m-note">{key}</div>{"".join(rows)}</div>')


def take_balance(denominators: pd.DataFrame, scope: Scope, t: Messages) -> None:
    """The denominators as a table, and their balance as a picture."""
    def drawing() -> Drawing:
        return figures.balance(denominators, t)

    take_away.offer("balance", t("overview.balance"), scope, t, denominators, drawn={
        "png": lambda about: as_png(about, painted(drawing())),
        "svg": lambda about: drawn_svg(about, drawing()),
    })


def listing(findings: list[Finding], denominators: pd.DataFrame, t: Messages) -> None:
    """The differences as sentences, each with its shares drawn and a link to the sentences behind it."""
    if not findings:
        st.info(t("overview.no_differences"))
        return
    widest = max(max(finding.share_en, finding.share_ar) for finding in findings)
    items = [
        f'<li class="{finding.side}"><div>{escape(finding_sentence(finding, denominators, t))} '
        f'<a href="{escape(filters.link("mentions", entity=finding.entity_id))}" target="_self">'
        f"{escape(t('overview.see'))}</a>{_sureness(finding, t)}</div>{_shares(finding, widest, t)}</li>"
        for finding in findings
    ]
    st.html(f'<ul class="m-differences m-drawn">{"".join(items)}</ul>')


def _shares(finding: Finding, widest: float, t: Messages) -> str:
    """Each side's share of sentences as a bar, English left of the middle and Arabic right of it, as safe HTML.

    widest: the share that fills its half. The sentence beside it says the same, so that the drawing is for eyes only.
    """
    halves = "".join(
        f'<span class="m-half-bar {side}"><i style="inline-size:{share / widest:.1%}"></i>'
        f"<b>{escape(t.percent(share))}</b></span>"
        for side, share in (("en", finding.share_en), ("ar", finding.share_ar))
    )
    return f'<div class="m-facing" dir="ltr" aria-hidden="true">{halves}</div>'


def take_differences(scope: Scope, t: Messages) -> None:
    """Every name with what both sides have of it, not only the strongest differences."""
    kept, read = corpus(), ask(totals, scope)
    take_away.offer(
        "differences", t("overview.differences"), scope, t, lambda: sides_apart(by_entity(kept, scope), read),
        method=t("overview.differences_how"), codes={"only": "side"})


def _sureness(finding: Finding, t: Messages) -> str:
    """What resampling the articles says of the difference, as safe HTML; nothing where they are too few."""
    if finding.clear is None:
        return ""
    ends = (finding.low, finding.high) if finding.side == "ar" else (-finding.high, -finding.low)
    low, high = (t.number(100 * end, 1) for end in ends)
    told = t("finding.clear", low=low, high=high) if finding.clear else t("finding.unclear", low=low, high=high)
    return f'<small class="m-quiet">{escape(told)}</small>'


def told_by_one(found: Ledger, t: Messages) -> None:
    """What only one side tells, English left and Arabic right, each passage with a link into the ledger."""
    columns = []
    for side in ("en", "ar"):
        points = told_alone(found, side)
        items = "".join(_passage(point, side, t) for point in points)
        told = f"<ul>{items}</ul>" if points else f"<p>{escape(t(f'overview.told.none.{side}'))}</p>"
        head = escape(t(f"overview.told.{side}"))
        columns.append(f'<section class="m-card m-told {side}" dir="{t.direction}"><h3>{head}</h3>{told}</section>')
    st.html(f'<div class="m-cards" dir="ltr">{"".join(columns)}</div>')


def _passage(point: Point, side: str, t: Messages) -> str:
    said = point.of(side)[0]
    direction = "rtl" if side == "ar" else "ltr"
    outlet = escape(said.outlet or t("outlet.unknown"))
    return (
        f'<li><p lang="{side}" dir="{direction}">{escape(said.text)}</p>'
        f"<small><bdi>{outlet}</bdi> · {_into_ledger(point, t)}</small></li>"
    )


def disagreeing(found: Ledger, t: Messages) -> None:
    """Where matched passages contradict each other, with links into the ledger."""
    points = disagreements(found)
    if not points:
        st.html(f'<p class="m-note">{escape(t("overview.no_disagreement"))}</p>')
        return
    items = "".join(
        f"<li>{escape(t(f'ledger.differ.{item.kind}', english=isolate(item.english), arabic=isolate(item.arabic)))} "
        f"{_into_ledger(point, t)}</li>"
        for point in points
        for item in point.discrepancies
    )
    st.html(f'<ul class="m-differences">{items}</ul>')


def _into_ledger(point: Point, t: Messages) -> str:
    address = escape(filters.link("ledger", point=point.subject))
    return f'<a href="{address}" target="_self">{escape(t("overview.into_ledger"))}</a>'
