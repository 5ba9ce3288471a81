"""What is in this corpus, and what are the main differences?"""

from html import escape

import streamlit as st

from components.comparison import overview
from components.comparison.mentions import totals
from components.comparison.scope import FEWEST_ARTICLES
from components.ui import filters, findings, ledger, page, report
from components.ui.asking import ask

t = page.head("overview")
scope, t = filters.compared(t)
denominators = ask(totals, scope)
if denominators.articles.sum() == 0:
    page.nothing_here(t)
    st.stop()

if story := filters.story_compared(scope, t):
    st.html(f'<p class="m-story">{escape(story)}</p>')
findings.cards(denominators, t)
findings.ways(t)
if told := filters.left_out(t, scope):
    page.note(told)
st.header(t("overview.differences"), anchor=False)
if denominators.articles.min() < FEWEST_ARTICLES:
    page.note(t("honesty.few_articles", fewest=FEWEST_ARTICLES))
findings.listing(ask(overview.differences, scope), denominators, t)
page.note(t("overview.differences_how"))
findings.take_differences(scope, t)

st.header(t("overview.balance"), anchor=False)
findings.balance(denominators, t)
findings.take_balance(denominators, scope, t)

if not scope.by_language:
    page.note(t("sides.no_ledger"))
    st.stop()
found = ledger.quick_book(scope, t) if denominators.articles.min() > 0 else None
if found:
    st.header(t("overview.told"), anchor=False)
    findings.told_by_one(found, t)
    page.note(t("overview.told_how"))
    st.header(t("overview.disagree"), anchor=False)
    findings.disagreeing(found, t)
    page.note(t("overview.disagree_how"))
    ledger.take(found.points, scope, t)
report.section(scope, t)
