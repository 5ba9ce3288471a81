"""A concordance on the page: the line around each match, and what was searched for."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import pandas as pd
import streamlit as st

from components.charts import search as charts
from components.charts.palette import CONFIG
from components.comparison import concordance
from components.comparison.concordance import Concordance
from components.comparison.expansion import Alternative, Sought
from components.comparison.query import ERRORS, QueryError
from components.comparison.scope import FEWEST_ARTICLES, Scope
from components.text.messages import Messages, isolate
from components.ui import evidence, filters, page, take_away

PAGE_LINES = 50
# What is drawn on either side of a match: more than the widest screen has room for.
LINE_CHARACTERS = 160
MOST_OUTLETS = 20


def trouble(error: QueryError, t: Messages) -> None:
    """Why a query can't be understood."""
    assert error.code in ERRORS
    st.warning(t(f"search.error.{error.code}", **{name: isolate(value) for name, value in error.values.items()}))


# -- what was searched for --------------------------------------------------------------------


def sought(answer: Concordance, off: Sequence[str], t: Messages) -> None:
    """Each term with what is looked for in its place; what is switched off goes into the session's `off`."""
    for number, term in enumerate(answer.terms):
        others = {a.code: a for a in term.alternatives}
        if len(others) == 1:
            continue
        key = f"sought-{number}-{term.typed}"
        st.session_state[key] = [code for code in others if code not in off]
        st.pills(
            t("search.instead", term=isolate(term.typed)),
            list(others),
            selection_mode="multi",
            key=key,
            format_func=lambda code, others=others: _shown(others[code], t),
            on_change=_switched,
            args=(key, tuple(others)),
        )
    found = [(a, answer.counts[a.code]) for a in _alternatives(answer.terms) if answer.counts.get(a.code)]
    if found and len(answer.counts) > 1:
        found.sort(key=lambda pair: -pair[1])
        parts = [f"{isolate(_name(a, t))} ({t.number(count)})" for a, count in found]
        # Between isolates a list's commas would turn with the words beside them.
        page.told(t("search.found", words=" · ".join(parts)))


def _switched(key: str, codes: tuple[str, ...]) -> None:
    on = st.session_state[key]
    kept = [code for code in st.session_state.get("off", []) if code not in codes]
    st.session_state["off"] = kept + [code for code in codes if code not in on]


def _alternatives(terms: Sequence[Sought]) -> list[Alternative]:
    return list({a.code: a for term in terms for a in term.alternatives}.values())


def _name(alternative: Alternative, t: Messages) -> str:
    english, arabic = alternative.shown
    return arabic if t.language == "ar" else english


def _shown(alternative: Alternative, t: Messages) -> str:
    name = isolate(_name(alternative, t))
    if alternative.kind == "word":
        return name
    kind = "nationality" if alternative.demonym else alternative.kind
    return t(f"search.kind.{kind}", word=name)


# -- the lines --------------------------------------------------------------------------------


def side(lines: pd.DataFrame, answer: Concordance, name: str, number: int, t: Messages) -> None:
    """A side's lines of one page (from 0), under their number. lines: the side's, in their order."""
    articles = int(answer.articles.articles[answer.articles.side == name].sum())
    st.html(f'<h2 class="m-side {name}">{escape(t(f"side.{name}"))}</h2>')
    if lines.empty:
        page.note(t("search.none_here"))
    else:
        hits, documents = t.plural("search.lines", len(lines)), t.plural("search.articles", lines.article_id.nunique())
        page.note(t("search.lines_in", lines=hits, articles=documents))
    if articles > answer.read[name]:
        page.note(t("search.not_all_read", read=answer.read[name], articles=articles))
    shown = lines.iloc[number * PAGE_LINES : (number + 1) * PAGE_LINES]
    if len(shown):
        items = "".join(_line(row, t) for row in shown.itertuples())
        direction = "rtl" if name == "ar" else "ltr"
        start = number * PAGE_LINES + 1
        st.html(f'<ol class="m-kwic {name}" lang="{name}" dir="{direction}" start="{start}">{items}</ol>')


def _line(row, t: Messages) -> str:
    before, after = row.before[-LINE_CHARACTERS:], row.after[:LINE_CHARACTERS]
    at = len(row.before) - len(before)
    skip = len(row.before) + len(row.match)
    left = evidence.highlighted(before, [(a - at, b - at) for a, b in row.others if at <= a and b <= len(row.before)])
    right = evidence.highlighted(
        after, [(a - skip, b - skip) for a, b in row.others if a >= skip and b <= skip + len(after)])
    whole = evidence.highlighted(row.before + row.match + row.after, [(len(row.before), skip), *row.others])
    link = escape(filters.link("timeline", article=row.article_id))
    source = f'<bdi>{escape(row.outlet or t("outlet.unknown"))}</bdi>'
    if not pd.isna(row.published):
        source += f" · {escape(t.date(pd.Timestamp(row.published).date()))}"
    return (
        f'<li><details><summary><span class="before"><span>{left}</span></span>'
        f'<mark>{escape(row.match)}</mark><span class="after"><span>{right}</span></span>'
        f'<small dir="{t.direction}">{source}</small></summary>'
        f'<p>{whole}</p><small dir="{t.direction}">{evidence.source_line(row, t)} · '
        f'<a href="{link}" target="_self">{escape(t("search.article"))}</a></small></details></li>'
    )


# -- where and when ---------------------------------------------------------------------------


def counts(answer: Concordance, totals: tuple[pd.DataFrame, pd.DataFrame], title: str, scope: Scope,
           t: Messages) -> None:
    """By outlet and over time, with the denominators."""
    by_outlet, by_day = totals
    page.heading(t("search.over_time"))
    if answer.articles.published.notna().any():
        st.plotly_chart(
            charts.over_time(answer.articles, by_day, t), key="search-time", config=CONFIG, alt=t("search.over_time"))
        page.note(t("search.over_time_how"))
    else:
        st.info(t("timeline.no_publication"))
    page.heading(t("search.by_outlet"))
    frame = concordance.by_outlet(answer, by_outlet)
    rows = [
        [page.side_mark(row.side, t), f"<bdi>{escape(row.outlet or t('outlet.unknown'))}</bdi>",
         escape(t("search.of_articles", found=int(row.articles), articles=int(row.of))),
         escape(t.percent(row.share)), escape(t.number(int(row.lines)))]
        for row in frame.head(MOST_OUTLETS).itertuples()
    ]
    columns = [t(f"search.column.{name}") for name in ("articles", "share", "lines")]
    page.table([t("article.side"), t("article.outlet"), *columns], rows)
    if len(frame) > MOST_OUTLETS:
        page.note(t("search.more_outlets", shown=MOST_OUTLETS, outlets=len(frame)))
    # The chart is there only where a date is known.
    charts_shown = ["search-time"] if answer.articles.published.notna().any() else []
    dated = answer.articles[answer.articles.published.notna()]
    take_away.offer(
        "search-counts", title, scope, t, frame, charts_shown, t("search.over_time_how"),
        read=lambda: dated.groupby(["side", "published"], as_index=False).articles.sum())
    if by_outlet.groupby("side").articles.sum().min() < FEWEST_ARTICLES:
        page.note(t("honesty.few_articles", fewest=FEWEST_ARTICLES))


def table(lines: pd.DataFrame) -> pd.DataFrame:
    """The lines as a table to take away: side, outlet, title, published, before, match, after, found, article_id,
    sentence, start, end."""
    return pd.DataFrame({
        "side": lines.side, "outlet": lines.outlet, "title": lines.title,
        "published": pd.to_datetime(lines.published).dt.strftime("%Y-%m-%d"),
        "before": lines.before, "match": lines.match, "after": lines.after, "found": lines.found.map(" | ".join),
        "article_id": lines.article_id, "sentence": lines.sentence_no + 1, "start": lines.start, "end": lines.end,
    })
