"""Where is this said, in either language?"""

import streamlit as st

from components.comparison import concordance
from components.comparison.query import QueryError
from components.text.messages import isolate
from components.ui import address, filters, page, take_away
from components.ui import concordance as panes
from components.ui.asking import ask, corpus

t = page.head("search")
scope = filters.scope()


def begin_anew() -> None:
    """A new query starts at its first page, with nothing switched off."""
    st.session_state.update({"off": [], "lines": 0, "all": False})


address.field("q", "")
query = st.text_input(t("search.query"), key="q", placeholder=t("search.placeholder"), on_change=begin_anew)
address.field("exact", False, read=address.flag)
exact = st.toggle(t("search.exact"), key="exact", help=t("search.exact_help"))
with st.expander(t("search.help"), expanded=not query.strip()):
    st.markdown(t("search.help.text"))
off = tuple(address.field("off", ()))
everything = address.field("all", False, read=address.flag)
totals = ask(concordance.totals, scope.any_names)
if totals[0].empty:
    page.nothing_here(t)
    st.stop()
if not query.strip():
    st.stop()

most = concordance.MOST_ARTICLES if everything else concordance.ARTICLES_READ
try:
    answer = ask(concordance.search, scope, query, exact, off, most)
except QueryError as error:
    panes.trouble(error, t)
    st.stop()

panes.sought(answer, off, t)
if answer.articles.empty:
    st.info(t("search.nothing"), icon=":material/search_off:")
    st.stop()

controls = st.columns([3, 2, 2], vertical_alignment="bottom")
address.field("sort", "date", concordance.SORTS)
sort = controls[0].segmented_control(
    t("search.sort"), concordance.SORTS, required=True, key="sort", format_func=lambda name: t(f"search.sort.{name}"))
lines = concordance.ordered(answer.lines, sort)
by_side = {side: lines[lines.side == side] for side in ("en", "ar")}
pages = range(max(1, -(-max(map(len, by_side.values())) // panes.PAGE_LINES)))
address.field("lines", 0, pages, read=int)
if len(pages) > 1:
    controls[1].selectbox(
        t("search.page"), pages, key="lines",
        format_func=lambda n: t("search.page_of", first=n * panes.PAGE_LINES + 1, last=(n + 1) * panes.PAGE_LINES))
kept = corpus()


def all_lines():
    """Also of the articles that the page has not read."""
    whole = answer if answer.complete else concordance.search(
        kept, scope, query, exact, off, concordance.MOST_ARTICLES)
    return panes.table(concordance.ordered(whole.lines, sort))


title = t("take.search", query=isolate(query))
with controls[2]:
    take_away.offer("search", title, scope, t, all_lines)
if not answer.complete:
    st.button(t("search.read_all"), key="read-all", on_click=lambda: st.session_state.update({"all": True}))

columns = st.columns(2)
for side, column in zip(("en", "ar") if t.direction == "ltr" else ("ar", "en"), columns, strict=True):
    with column:
        panes.side(by_side[side], answer, side, st.session_state["lines"], t)
panes.counts(answer, totals, title, scope, t)
