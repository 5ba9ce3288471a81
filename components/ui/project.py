"""The whole project, taken away in one file and opened elsewhere."""

from __future__ import annotations

import datetime as dt
import io
import tempfile
from pathlib import Path

import streamlit as st

from components.corpus import CorpusError, Unreadable
from components.corpus.project import Coming
from components.text.messages import Messages
from components.ui import access, library, page
from components.ui.asking import corpus

PREFER = ("here", "there")


def section(t: Messages) -> None:
    """Take the project away; open one, after a look at what it would bring."""
    page.heading(t("project.title"))
    page.note(t("project.what"))
    kept = corpus()
    st.download_button(
        t("project.take"), lambda: _packed(kept), f"mirsad-{dt.date.today().isoformat()}.zip", "application/zip",
        icon=":material/folder_zip:", key="project-zip", on_click="ignore")
    if not access.may("administrator"):
        page.note(t("project.administrators"))
        return
    with st.expander(t("project.open"), icon=":material/unarchive:"):
        _opening(t)


def _packed(kept) -> bytes:
    file = io.BytesIO()
    kept.export_project(file)
    return file.getvalue()


def _opening(t: Messages) -> None:
    generation = st.session_state.setdefault("_project_generation", 0)
    file = st.file_uploader(t("project.file"), type="zip", key=f"project-file-{generation}")
    if file is None:
        page.note(t("project.larger"))
        return
    with tempfile.TemporaryDirectory(prefix="mirsad-") as folder:
        place = Path(folder) / "project.zip"
        place.write_bytes(file.getbuffer())
        try:
            with st.spinner(t("project.looking")):
                coming = _looked_into(place, file.file_id, t)
            prefer = _preview(coming, t)
            if coming.anything and st.button(t("project.do"), type="primary", key="project-do"):
                with st.spinner(t("project.opening")):
                    _, saved = corpus().open_project(place, prefer)
                st.session_state["_project_generation"] = generation + 1
                library.done(saved.event, t("project.done"), *saved.others)
        except (CorpusError, Unreadable) as error:
            st.error(library.message(error, t))


def _looked_into(place: Path, file_id: str, t: Messages) -> Coming:
    """What opening the file would do, found out once for as long as neither it nor the corpus changes."""
    known = (file_id, corpus().version)
    if st.session_state.get("_project", (None,))[0] != known:
        st.session_state["_project"] = (known, corpus().look_into(place))
    return st.session_state["_project"][1]


def _preview(coming: Coming, t: Messages) -> str:
    """Says what would happen; gives what is to count where both know something differently."""
    told = [t.plural("project.new", len(coming.new)), t.plural("project.already", len(coming.already)),
            t.plural("project.decided", len(coming.decided))]
    if coming.exact:
        told.append(t("project.exact"))
    elif coming.left:
        told.append(t.plural("project.left", coming.left))
    for sentence in told:
        page.note(sentence)
    if not coming.anything:
        st.info(t("project.nothing"))
    if not coming.conflicts or coming.exact:
        return "here"
    page.note(t.plural("project.conflicts", coming.conflicts))
    return st.radio(t("project.prefer"), PREFER, key="project-prefer", horizontal=True,
                    format_func=lambda name: t(f"project.prefer.{name}"))
