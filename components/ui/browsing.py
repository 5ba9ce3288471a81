"""The list of articles to work on: what narrows it, the table with its choice, and what is chosen."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import streamlit as st

from components.comparison import browsing
from components.comparison.browsing import ORDERS, PROBLEMS, Wanted
from components.comparison.scope import SIDES, Scope
from components.text.messages import Messages, isolate
from components.ui import address, doubts, filters, page
from components.ui.asking import ask, corpus

PAGE_SIZE = 50
COLUMNS = ("title", "language", "outlet", "author", "published", "words", "story", "tags")
_HERE = Path(__file__).resolve().parent / "article_table"
_CHOSEN = "_chosen_articles"

_mount = st.components.v2.component(
    "mirsad_article_table",
    html='<div class="board" tabindex="0" role="region"></div>',
    css=(_HERE / "table.css").read_text(encoding="utf-8"),
    js=(_HERE / "table.js").read_text(encoding="utf-8"),
)


def wanted(scope: Scope, t: Messages) -> Wanted:
    """The widgets that narrow the list, within the scope of the sidebar; their state is in the address."""
    tags = list(ask(browsing.tags, scope).tag)
    for key in ("words", "outlet", "author"):
        address.field(key, "")
    for key, options in (("tag", tags), ("language", SIDES), ("problem", PROBLEMS)):
        address.field(key, None, options)
    state = st.session_state
    with st.container(key="list-filters"):
        words, language, problem = st.columns([2, 1, 1])
        words.text_input(t("articles.words"), key="words", icon=":material/search:")
        language.selectbox(t("article.language"), SIDES, index=None, key="language", placeholder=t("articles.any"),
                           format_func=lambda side: t(f"side.{side}"))
        problem.selectbox(t("articles.problem"), PROBLEMS, index=None, key="problem", placeholder=t("articles.any"),
                          format_func=lambda name: t(f"articles.problem.{name}"))
        with st.expander(t("articles.more"), expanded=bool(state.outlet or state.author or state.tag)):
            outlet, author, tag = st.columns(3)
            outlet.text_input(t("articles.outlet_part"), key="outlet")
            author.text_input(t("articles.author_part"), key="author")
            tag.selectbox(t("article.tag"), tags, index=None, key="tag", placeholder=t("articles.any"))
            page.note(t("articles.scope_holds"))
    return Wanted(words=state.words or "", outlet=state.outlet or "", author=state.author or "", tag=state.tag or "",
                  language=state.language or "", problem=state.problem or "")


def table(scope: Scope, looked_for: Wanted, t: Messages) -> None:
    """How many articles are found, a page of them, and the choice among them."""
    found = ask(browsing.count, scope, looked_for)
    address.field("order", "published", ORDERS)
    address.field("ascending", False, read=address.flag)
    pages = max(1, -(-found // PAGE_SIZE))
    number = 1
    told, turn = st.columns([3, 1], vertical_alignment="bottom")
    if pages > 1:
        address.field("page", 1, range(1, pages + 1), read=int)
        number = turn.number_input(t("articles.page", pages=t.number(pages)), 1, pages, key="page")
    with told:
        page.told(t.plural("articles.count", found))
    if not found:
        st.info(t("articles.none_found"), icon=":material/search_off:")
        return
    order, descending = st.session_state.order, not st.session_state.ascending
    shown = ask(browsing.listed, scope, looked_for, order, descending, (number - 1) * PAGE_SIZE, PAGE_SIZE)
    _rows(shown, f"{scope}{looked_for}{order}{descending}{number}", t)
    doubts.note((*shown.title, *shown.outlet, *shown.author), t)
    _choice(found, scope, looked_for, t)


def _rows(shown: pd.DataFrame, name: str, t: Messages) -> None:
    """The table itself. Each page of it keeps its own boxes, so its key hangs on what it shows."""
    key = f"article_table_{st.session_state.get('_choice_generation', 0)}_{hash(name):x}"
    ids = list(shown.article_id)
    if key in st.session_state and "chosen" in st.session_state[key]:
        _rechoose(ids, st.session_state[key]["chosen"])
    here = [article_id for article_id in ids if article_id in st.session_state.get(_CHOSEN, {})]
    data = {
        "rows": [_row(row, t) for row in shown.itertuples()],
        "columns": [{"key": column, "label": t(f"article.{column}")} for column in COLUMNS],
        "order": st.session_state.order,
        "descending": not st.session_state.ascending,
        "chosen": here,
        "words": {
            "direction": t.direction,
            "caption": t("articles.in_corpus"),
            "choose_page": t("articles.choose_page"),
            "order_by": t("articles.order_by"),
        },
    }
    result = _mount(
        key=key, data=data, default={"chosen": here}, on_chosen_change=lambda: None,
        on_order_change=lambda: _reorder(key), on_opened_change=lambda: None,
    )
    if result.opened:
        st.switch_page("../pages/article.py", query_params=address.parameters("lang", "digits") | {"id": result.opened})


def _rechoose(shown: list[str], boxes: list[str]) -> None:
    """Take over which of the articles shown are chosen; what is chosen elsewhere stays."""
    kept = st.session_state.setdefault(_CHOSEN, {})
    for article_id in shown:
        if article_id in boxes:
            kept[article_id] = True
        else:
            kept.pop(article_id, None)


def _reorder(key: str) -> None:
    """The head of a column was pressed: order by it, or turn the order round."""
    column = st.session_state[key]["order"]
    if column in ORDERS:
        same = column == st.session_state.order
        st.session_state.ascending = not st.session_state.ascending if same else column not in ("published", "words")
        st.session_state.order = column
        st.session_state.pop("page", None)
        st.query_params.pop("page", None)


def _row(row, t: Messages) -> dict:
    dated = not pd.isna(row.published)
    return {
        "id": row.article_id,
        "href": filters.article_link(row.article_id),
        "title": row.title,
        "label": t("articles.choose_this", title=isolate(row.title)),
        "language": row.language,
        "side": t(f"side.{row.language}"),
        "outlet": row.outlet or t("outlet.unknown"),
        "author": row.author,
        "day": t.date(row.published.date()) if dated else t("basis.unknown"),
        "known": t("basis.inferred") if row.published_basis == "inferred" else "",
        "words": t.number(row.word_count),
        "story": filters.story_name(row.story, t) if row.story else "",
        "tags": list(row.tags),
    }


def _choice(found: int, scope: Scope, looked_for: Wanted, t: Messages) -> None:
    """How many are chosen, and the buttons that choose all that are found or none."""
    kept = chosen()
    with st.container(horizontal=True, vertical_alignment="center", key="choice"):
        page.told(t.plural("articles.chosen", len(kept)))
        if found > len(kept) and st.button(t.plural("articles.choose_all", found), key="choose-all",
                                           icon=":material/select_all:"):
            st.session_state[_CHOSEN] = dict.fromkeys(ask(browsing.ids, scope, looked_for), True)
            _anew()
        if kept and st.button(t("articles.choose_none"), key="choose-none", icon=":material/deselect:"):
            choose_none()
            st.rerun()


def chosen() -> tuple[str, ...]:
    """The articles that are chosen and still there."""
    kept = st.session_state.get(_CHOSEN, {})
    there = corpus().have(kept)
    if len(there) < len(kept):
        st.session_state[_CHOSEN] = kept = {article_id: True for article_id in kept if article_id in there}
    return tuple(kept)


def choose_none() -> None:
    """Forget the choice; the boxes are drawn empty at the next run."""
    st.session_state[_CHOSEN] = {}
    st.session_state["_choice_generation"] = st.session_state.get("_choice_generation", 0) + 1


def _anew() -> None:
    st.session_state["_choice_generation"] = st.session_state.get("_choice_generation", 0) + 1
    st.rerun()
