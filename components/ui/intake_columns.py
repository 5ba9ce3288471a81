"""What the columns of a table hold: guessed by their names, said by a person, remembered for tables like it."""

from __future__ import annotations

from html import escape

import streamlit as st

from components.corpus import columns, tables, taking
from components.corpus.arrivals import Source
from components.corpus.tables import Layout
from components.corpus.waiting import Intake
from components.text.messages import Messages, isolate
from components.ui import page
from components.ui.asking import corpus

# A sample is there to recognise the columns by.
_CELL_CHARACTERS = 60


def show(one: Intake, t: Messages) -> bool:
    """The tables of an intake, each with its columns open to change. Whether one is to be read anew."""
    # Every table is drawn, whichever of them was sent.
    sent = [_table(one, source, t) for source in one.sources if source.is_table]
    return any(sent)


def _table(one: Intake, source: Source, t: Messages) -> bool:
    layout = _layout(one.intake_id, source.number, _one=one, _source=source)
    if layout is None or not layout.columns:
        return False
    given = any(article.source == source.number for article in one.articles.values())
    with st.expander(t("intake.columns", file=isolate(source.name)), icon=":material/view_column:", expanded=not given):
        page.note(t("intake.columns_note"))
        chosen = _form(one, source, layout, t)
    return chosen


def _form(one: Intake, source: Source, layout: Layout, t: Messages) -> bool:
    """Which column each field is in; a field may be in none. Whether the table is to be read by it."""
    at_present = layout.guessed if source.columns is None else source.columns
    with st.form(f"columns-{one.intake_id}-{source.number}", border=False):
        wanted = {}
        for place, name in zip(st.columns(3) * 3, columns.FIELDS, strict=True):
            # A name of its own for each column stands in the table's heading; none of them is empty.
            options = ["", *layout.columns]
            current = at_present.get(name, "")
            wanted[name] = place.selectbox(
                t(f"field.{name}"), options, options.index(current) if current in options else 0,
                format_func=lambda column: isolate(column) if column else t("intake.no_column"),
                key=f"column-{name}-{one.intake_id}-{source.number}",
            )
        sent = st.form_submit_button(t("intake.read_columns"), icon=":material/menu_book:")
    page.table([isolate(column) for column in layout.columns], [
        [f"<bdi>{escape(cell if len(cell) <= _CELL_CHARACTERS else cell[:_CELL_CHARACTERS] + '…')}</bdi>"
         for cell in row] for row in layout.sample])
    if not sent:
        return False
    if not wanted["text"]:
        st.error(t("intake.no_text_chosen"))
        return False
    held = {name: column for name, column in wanted.items() if column}
    taking.remember_columns(corpus(), layout.signature, held)
    one.read_anew(source, held)
    return True


@st.cache_data(show_spinner=False, max_entries=200)
def _layout(intake_id: str, number: int, *, _one: Intake, _source: Source) -> Layout | None:
    return tables.layout(_source.name, _one.data(_source))
