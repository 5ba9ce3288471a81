"""The list of names taken away as a file, and a file brought in: each row seen before anything is kept."""

from __future__ import annotations

from html import escape

import streamlit as st

from components.comparison import name_table
from components.comparison.name_table import Line
from components.comparison.scope import Scope
from components.corpus import CorpusError, Unreadable
from components.export.tables import to_csv
from components.text.messages import Messages, isolate
from components.ui import library, page
from components.ui.asking import corpus
from components.ui.name_decisions import both, in_words

PAGE_SIZE = 50
MOST_TOLD = 3


def take_away(scope: Scope, t: Messages) -> None:
    """The names in the scope as CSV, all of them."""
    kept = corpus()
    st.download_button(
        t("names.download"), lambda: to_csv(name_table.exported(kept, scope)), "mirsad-names.csv", "text/csv",
        icon=":material/download:", key="names-csv", on_click="ignore")
    with st.expander(t("names.columns")):
        page.table(
            [t("names.columns.column"), t("names.columns.meaning")],
            [[f"<code>{name}</code>", escape(t(f"names.column_of.{name}"))] for name in name_table.COLUMNS])


def bring_in(t: Messages) -> None:
    """A table of names, what each of its rows would do, and the button that keeps them."""
    st.header(t("names.bring_in"), anchor=False)
    generation = st.session_state.setdefault("_names_generation", 0)
    file = st.file_uploader(t("names.file"), type=("csv", "tsv", "txt"), key=f"names-file-{generation}")
    if file is None:
        return
    try:
        lines = name_table.brought_in(corpus(), file.getvalue())
    except Unreadable as trouble:
        st.error(f"{isolate(file.name)}: {library.message(trouble, t)}", icon=":material/error:")
        return
    counts = {effect: sum(line.effect == effect for line in lines) for effect in name_table.EFFECTS}
    page.note(t.list([t.plural(f"names.effect.{effect}.count", n) for effect, n in counts.items() if n]))
    _table(lines, t)
    kept = [line for line in lines if line.changes and not line.problems]
    if kept and st.button(
        t.plural("names.keep_rows", len(kept)), type="primary", icon=":material/save:", key="keep-names"
    ):
        try:
            event = name_table.keep(corpus(), kept)
        except CorpusError as error:
            st.error(library.message(error, t))
            return
        st.session_state["_names_generation"] += 1
        st.session_state["_last_change"] = (event, t.plural("names.told.kept", len(kept)))
        st.rerun()


def _table(lines: list[Line], t: Messages) -> None:
    order = sorted(lines, key=lambda line: (not line.problems, not line.changes, line.number))
    first = page.part(len(order), PAGE_SIZE, t, "rows")
    page.table(
        [t(f"names.preview.{name}") for name in ("line", "name", "effect", "told")],
        [_row(line, t) for line in order[first : first + PAGE_SIZE]])


def _row(line: Line, t: Messages) -> list[str]:
    told = [t(f"names.problem.{code}", value=isolate(value)) for code, value in line.problems]
    told = told or [in_words(made, t) for made in line.changes[:MOST_TOLD]]
    if not line.problems and len(line.changes) > MOST_TOLD:
        told.append(t.plural("names.more_changes", len(line.changes) - MOST_TOLD))
    name = escape(both(line.cells["name_en"], line.cells["name_ar"], t))
    return [
        escape(t.number(line.number)),
        f'{name}<br><small dir="ltr"><bdi>{escape(line.entity_id or line.cells["id"])}</bdi></small>',
        f'<span class="m-state {"differ" if line.problems else ""}">{escape(t(f"names.effect.{line.effect}"))}</span>',
        "<br>".join(map(escape, told)),
    ]
