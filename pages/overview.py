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
few = denominators.articles.min() < FEWEST_ARTICLES
page.heading(t("overview.differences"), *([t("honesty.few_articles", fewest=FEWEST_ARTICLES)] if few else []))
findings.listing(ask(overview.differences, scope), denominators, t)
page.note(t("overview.differences_how"))
findings.take_differences(scope, t)

page.heading(t("overview.balance"))
findings.balance(denominators, t)
findings.take_balance(denominators, scope, t)

if not scope.by_language:
    page.note(t("sides.no_ledger"))
    st.stop()
found = ledger.quick_book(scope, t) if denominators.articles.min() > 0 else None
if found:
    page.heading(t("overview.told"))
    findings.told_by_one(found, t)
    page.note(t("overview.told_how"))
    page.heading(t("overview.disagree"))
    findings.disagreeing(found, t)
    page.note(t("overview.disagree_how"))
    ledger.take(found.points, scope, t)
report.section(scope, t)
