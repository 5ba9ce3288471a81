"""The report of the comparison in scope, made when it is asked for."""

from __future__ import annotations

import streamlit as st

from components.comparison.scope import Scope
from components.export.report import report
from components.export.report_html import to_html
from components.export.report_pdf import to_pdf
from components.text.messages import Messages, isolate
from components.ui import filters, ledger, page, take_away
from components.ui.asking import corpus

_KINDS = (
    ("html", "text/html", to_html, ":material/article:"),
    ("pdf", "application/pdf", to_pdf, ":material/picture_as_pdf:"),
)


def section(scope: Scope, t: Messages) -> None:
    """What a report holds, and a button for each of its forms."""
    page.heading(t("report.section"), t("report.section_how"))
    story = filters.story_name(scope.story, t) if scope.story else t("scope.all_stories")
    about = take_away.about(t("report.title", story=isolate(story)), scope, t)
    kept, trust = corpus(), ledger.trusted(t)
    with st.container(horizontal=True):
        for kind, mime, written, icon in _KINDS:
            st.download_button(
                t(f"report.{kind}"), lambda written=written: written(report(kept, scope, about, trust)),
                f"mirsad-report-{t.language}.{kind}", mime, icon=icon, key=f"report-{kind}", on_click="ignore")
