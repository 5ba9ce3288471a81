"""Articles on their way in: read from files, shown, corrected, and only then kept."""

from __future__ import annotations

from dataclasses import replace
from html import escape

import streamlit as st

from components.corpus import CorpusError, Draft, Unreadable, ingest
from components.reading import boilerplate
from components.text.messages import Messages, isolate
from components.ui import filters, library
from components.ui.asking import corpus

ENDINGS = ("txt", "html", "htm", "pdf", "docx", "csv", "jsonl")
# Each preview is a form of its own; more of them than this would bury the button that keeps them.
MOST_PREVIEWS = 20


def form(t: Messages) -> None:
    """The uploader, the previews of what was read, and the button that keeps them."""
    generation = st.session_state.setdefault("_upload_generation", 0)
    files = st.file_uploader(
        t("upload.files"),
        type=ENDINGS,
        accept_multiple_files=True,
        key=f"files-{generation}",
        help=t("upload.help"),
    )
    if not files:
        return
    drafts: list[Draft] = []
    for file in files:
        found, trouble = _read(file)
        drafts += found
        for place, error in trouble:
            where = " · ".join(isolate(part) for part in (file.name, place) if part)
            st.error(f"{where}: {library.message(error, t)}", icon=":material/error:")
    if not drafts:
        return
    stories = corpus().stories()
    story = st.selectbox(
        t("upload.story"),
        list(stories.story),
        key=f"story-{generation}",
        accept_new_options=True,
        format_func=lambda name: filters.story_name(name, t),
        help=t("upload.story_help"),
        required=True,
    )
    st.html(f'<p class="m-note">{escape(t.plural("upload.found", len(drafts)))}</p>')
    kept = []
    for number, draft in enumerate(drafts):
        if number < MOST_PREVIEWS:
            draft = _preview(draft, f"{generation}-{number}", t)
        if draft is not None:
            kept.append(replace(draft, story=draft.story or story or ""))
    if len(drafts) > MOST_PREVIEWS:
        st.info(t("upload.more", shown=MOST_PREVIEWS, more=len(drafts) - MOST_PREVIEWS))
    if kept and st.button(t.plural("upload.keep", len(kept)), type="primary", icon=":material/save:", key="keep"):
        _keep(kept, t)


def _read(file) -> tuple[list[Draft], list[tuple[str, Unreadable]]]:
    """The drafts in a file and what could not be read of it; done once per file, not at every interaction."""
    known = st.session_state.setdefault("_drafts", {})
    if file.file_id not in known:
        known[file.file_id] = ingest.drafts(file.name, file.getvalue())
    return known[file.file_id]


def _preview(draft: Draft, key: str, t: Messages) -> Draft | None:
    """One article before it is kept, its fields open to correction; None where the person leaves it out."""
    with st.container(border=True, key=f"draft-{key}"):
        keep = st.checkbox(
            t("upload.keep_this", title=isolate(draft.title or draft.first_lines.split("\n")[0][:80])),
            True,
            key=f"keep-{key}",
        )
        for problem in draft.problems:
            st.warning(t(f"problem.{problem}"))
        left, right = st.columns(2)
        with left:
            title = st.text_input(t("article.title"), draft.title, key=f"title-{key}")
            outlet = st.text_input(t("article.outlet"), draft.outlet, key=f"outlet-{key}")
        with right:
            language = st.selectbox(
                t("article.language"),
                ("ar", "en"),
                ("ar", "en").index(draft.language),
                key=f"language-{key}",
                format_func=lambda side: t(f"side.{side}"),
            )
            published = st.date_input(
                t("article.published"),
                draft.published,
                filters.FIRST_DAY,
                filters.LAST_DAY,
                key=f"published-{key}",
                format="YYYY-MM-DD",
                help=_how_dated(draft, t),
            )
        st.html(f'<p class="m-note">{escape(_how_dated(draft, t))}</p>')
        stripped = boilerplate.find(draft.text, draft.language)
        with st.expander(t.plural("upload.text", len(stripped))):
            library.stored_text(draft.text, stripped, language)
    if not keep:
        return None
    changed = {"title": title, "outlet": outlet, "language": language}
    if published != draft.published:
        changed |= {
            "published": published,
            "published_basis": "given" if published else "unknown",
            "published_reason": "",
            "published_reason_ar": "",
        }
    return replace(draft, **changed)


def _how_dated(draft: Draft, t: Messages) -> str:
    reason = f"reason.{draft.published_reason}"
    return t(f"basis.{draft.published_basis}.long") + (" " + t(reason) if t.has(reason) else "")


def _keep(drafts: list[Draft], t: Messages) -> None:
    try:
        with st.spinner(t("upload.keeping")):
            saved = corpus().save(drafts)
    except CorpusError as error:
        st.error(library.message(error, t))
        return
    st.session_state["_upload_generation"] += 1
    st.session_state["_drafts"] = {}
    told = [t.plural("upload.kept", len(saved.added))] if saved.added else []
    if saved.already:
        told.append(t.plural("upload.already", len(saved.already)))
    st.session_state["_last_change"] = (saved.event, " ".join(told))
    st.rerun()
