"""The look of the page beyond Streamlit's theme: colours of sides and kinds, and right-to-left where it is safe."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit as st

from components.text.messages import Messages

_HERE = Path(__file__).resolve().parent

# Attributes of <html>, words that Streamlit has in English only, charts on paper: no Streamlit call can reach them.
_document = st.components.v2.component(
    "mirsad_document", js=(_HERE / "document" / "document.js").read_text(encoding="utf-8"))
# What Streamlit says of itself; the English catalogue has it as Streamlit writes it, a star for what is put in.
STREAMLIT = (
    "sidebar", "collapse_sidebar", "expand_sidebar", "pages", "open", "choose_date", "choose_month", "skip", "dismiss",
    "close", "no_results", "previous_month", "next_month", "home", "choose_one", "choose_many", "select_all",
    "decrement", "increment", "download_plot", "zoom", "pan", "zoom_in", "zoom_out", "reset_axes", "fullscreen",
    "close_fullscreen",
    "file_upload", "clear_value", "clear_all", "apply", "apply_ctrl", "apply_mac", "submit", "submit_ctrl",
    "submit_mac", "running", "stop", "connecting", "loading", "uploading", "search", "columns", "sort_ascending",
    "sort_descending", "autosize", "pin", "unpin", "hide", "format", "remove", "add", "help", "option", "options",
    "year", "month", "day", "month_list", "year_list", "next",
)

_turn_keys = st.components.v2.component("mirsad_keys", js=(_HERE / "keys" / "keys.js").read_text(encoding="utf-8"))


@cache
def _words(language: str) -> dict[str, str]:
    """Streamlit's own words, each with what stands for it in a language; none where they stand as they are."""
    own, theirs = Messages(language), Messages("en")
    return {} if language == "en" else {theirs(f"streamlit.{key}"): own(f"streamlit.{key}") for key in STREAMLIT}


@cache
def _css(name: str) -> str:
    # In one line: Streamlit looks how every line of what it is given is indented, at each run.
    return " ".join((_HERE / f"{name}.css").read_text(encoding="utf-8").split("\n"))


def apply(t: Messages) -> None:
    """Style this run of the page for its language."""
    sheets = [_css("page"), _css("print"), *([_css("rtl")] if t.direction == "rtl" else []), _uploader(t)]
    st.html("<style>" + "\n".join(sheets) + "</style>")
    with st.container(key="document-language"):
        # Another key for each language: what a component is told while it still loads can get lost.
        _document(key=f"document-{t.language}", data={
            "language": t.language, "direction": t.direction, "words": _words(t.language)})
        _turn_keys(key="keys")


def _uploader(t: Messages) -> str:
    """The uploader's own words, which Streamlit has in English only, put into the page's language."""
    words = {name: t(f"uploader.{name}").replace('"', "") for name in ("button", "limits", "refused")}
    zone = '[data-testid="stFileUploaderDropzone"]'
    return f"""
    {zone} [data-testid="stBaseButton-secondary"] [data-testid="stMarkdownContainer"] p {{ font-size: 0; }}
    {zone} [data-testid="stBaseButton-secondary"] [data-testid="stMarkdownContainer"] p::after {{
      content: "{words["button"]}"; font-size: 1rem; }}
    [data-testid="stFileUploaderDropzoneInstructions"] > * {{ display: none; }}
    [data-testid="stFileUploaderDropzoneInstructions"]::after {{ content: "{words["limits"]}"; color: var(--quiet);
      font-size: .9rem; }}
    [data-testid="stFileUploader"]:has([data-testid="stFileChip"][aria-invalid="true"])::after {{
      content: "{words["refused"]}"; display: block; margin-top: .5rem; font-weight: 600; }}
    """
