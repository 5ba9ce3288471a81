"""The list of names taken away as a file, and a file brought in: each row seen before anything is kept."""

from __future__ import annotations

from html import escape

import pandas as pd
import streamlit as st

from components.comparison import name_table
from components.comparison.name_table import Line
from components.comparison.scope import Scope
from components.corpus import Unreadable
from components.export.tables import to_csv
from components.reading.own_names import OwnNames
from components.text.messages import Messages, isolate
from components.ui import library, page, take_away
from components.ui.asking import corpus
from components.ui.name_decisions import both, in_words

PAGE_SIZE = 50
MOST_TOLD = 3


def going_out(scope: Scope, t: Messages) -> None:
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
    page.heading(t("names.bring_in"))
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
        def keep() -> str:
            event = name_table.keep(corpus(), kept)
            st.session_state["_names_generation"] += 1
            return event

        library.change(keep, t.plural("names.told.kept", len(kept)), t)


def _table(lines: list[Line], t: Messages) -> None:
    order = sorted(lines, key=lambda line: (not line.problems, not line.changes, line.number))
    first = page.part(len(order), PAGE_SIZE, t, "rows")
    page.table(
        [t(f"names.preview.{name}") for name in ("line", "name", "effect", "told")],
        [_row(line, t) for line in order[first : first + PAGE_SIZE]])
    names = corpus().names
    take_away.offer("names-brought-in", t("names.bring_in"), None, t, lambda: _frame(order, names, t),
                    heads="names.preview", codes={"effect": "names.effect"})


def _frame(lines: list[Line], names: OwnNames, t: Messages) -> pd.DataFrame:
    return pd.DataFrame(
        [(line.number, line.entity_id or line.cells["id"], both(line.cells["name_en"], line.cells["name_ar"], t),
          line.effect, " ".join(_in_words(line, names, t))) for line in lines],
        columns=["line", "id", "name", "effect", "told"])


def _in_words(line: Line, names: OwnNames, t: Messages, most: int | None = None) -> list[str]:
    told = [t(f"names.problem.{code}", value=isolate(value)) for code, value in line.problems]
    return told or [in_words(made, names, t) for made in line.changes[:most]]


def _row(line: Line, t: Messages) -> list[str]:
    told = _in_words(line, corpus().names, t, MOST_TOLD)
    if not line.problems and len(line.changes) > MOST_TOLD:
        told.append(t.plural("names.more_changes", len(line.changes) - MOST_TOLD))
    name = escape(both(line.cells["name_en"], line.cells["name_ar"], t))
    return [
        escape(t.number(line.number)),
        f'{name}<br><small dir="ltr"><bdi>{escape(line.entity_id or line.cells["id"])}</bdi></small>',
        f'<span class="m-state {"differ" if line.problems else ""}">{escape(t(f"names.effect.{line.effect}"))}</span>',
        "<br>".join(map(escape, told)),
    ]
