"""Articles on their way in: read from files, shown, corrected, and only then kept."""

from __future__ import annotations

from dataclasses import replace
from html import escape

import streamlit as st

from components.comparison.stories import suggest
from components.corpus import CorpusError, Draft, Unreadable, ingest
from components.corpus.schema import article_id
from components.reading import read
from components.text.messages import Messages, isolate
from components.ui import filters, library
from components.ui.asking import corpus

ENDINGS = ("txt", "html", "htm", "pdf", "docx", "csv", "jsonl")
# Each preview is a form of its own; more of them than this would bury the button that keeps them.
MOST_PREVIEWS = 20
OPENING_SENTENCES = 2


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
    story = _story(drafts, generation, t)
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


def _story(drafts: list[Draft], generation: int, t: Messages) -> str:
    """The story that the person chooses or names; the one that shares their names is suggested."""
    known = list(corpus().stories().story)
    key = f"story-{generation}"
    suggested = suggest(corpus(), {m.entity_id for draft in drafts if draft.reading for m in draft.reading.mentions})
    if key not in st.session_state and suggested:
        st.session_state[key] = suggested
    story = st.selectbox(
        t("upload.story"),
        known,
        index=None,
        key=key,
        accept_new_options=True,
        placeholder=t("upload.story_hint"),
        format_func=lambda name: filters.story_name(name, t),
        help=t("upload.story_help"),
    )
    if suggested and story == suggested:
        st.html(f'<p class="m-note">{escape(t("upload.story_suggested"))}</p>')
    return story or ""


def _read(file) -> tuple[list[Draft], list[tuple[str, Unreadable]]]:
    """The drafts in a file and what could not be read of it; done once per file, not at every interaction."""
    known = st.session_state.setdefault("_drafts", {})
    if file.file_id not in known:
        found, trouble = ingest.drafts(file.name, file.getvalue())
        # Read once, for the preview and the suggestion of a story; what is kept unchanged is not read again.
        known[file.file_id] = (
            [replace(draft, reading=read(draft.text, draft.language, draft.published)) for draft in found],
            trouble,
        )
    return known[file.file_id]


def _preview(draft: Draft, key: str, t: Messages) -> Draft | None:
    """One article before it is kept, its fields open to correction; None where the person leaves it out."""
    with st.container(border=True, key=f"draft-{key}"):
        keep = st.checkbox(
            t("upload.keep_this", title=isolate(draft.title or draft.first_lines.split("\n")[0][:80])),
            True,
            key=f"keep-{key}",
        )
        _opening(draft, t)
        if doubts := [t(f"problem.{problem}") for problem in draft.problems]:
            st.warning("\n\n".join(doubts), icon=":material/help:")
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
        stripped = draft.reading.boilerplate
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
    if language != draft.language or published != draft.published:
        # It was read under another assumption; without a reading the corpus reads anew.
        changed["reading"] = None
    return replace(draft, **changed)


def _opening(draft: Draft, t: Messages) -> None:
    """The first sentences of the body, and whether the corpus has the very same text."""
    body = [draft.text[s.start : s.end] for s in draft.reading.sentences[:OPENING_SENTENCES]]
    direction = "rtl" if draft.language == "ar" else "ltr"
    st.html(
        f'<blockquote class="m-opening" lang="{draft.language}" dir="{direction}">{escape(" ".join(body))}</blockquote>'
    )
    if corpus().have([article_id(draft.text)]):
        st.info(t("upload.is_there"), icon=":material/content_copy:")


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
