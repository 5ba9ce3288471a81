"""The look of the page beyond Streamlit's theme: colours of sides and kinds, and right-to-left where it is safe."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit as st

from components.text.messages import Messages

_HERE = Path(__file__).resolve().parent

# The document's language and direction are attributes of <html>, which no Streamlit call can reach, and a way past the
# sidebar has to be the first thing in it.
_set_language = st.components.v2.component(
    "mirsad_document_language",
    js="""
    export default function ({ data }) {
      const main = document.querySelector("[data-testid=stMain]");
      document.documentElement.lang = data.language;
      document.documentElement.dataset.direction = data.direction;
      main.id = "page";
      const skip = document.querySelector("a.m-skip") ?? document.createElement("a");
      document.body.prepend(skip);
      Object.assign(skip, { className: "m-skip", href: "#page", textContent: data.skip, dir: data.direction });
      skip.onclick = (event) => {
        event.preventDefault();
        document.querySelector("[data-testid=stMain]").focus();
      };
    }
    """,
)


@cache
def _css(name: str) -> str:
    return (_HERE / f"{name}.css").read_text(encoding="utf-8")


def apply(t: Messages) -> None:
    """Style this run of the page for its language, and begin it with a way past the sidebar."""
    sheets = [_css("page"), *([_css("rtl")] if t.direction == "rtl" else []), _uploader(t)]
    st.html("<style>" + "\n".join(sheets) + "</style>")
    with st.container(key="document-language"):
        _set_language(key="document_language", data={
            "language": t.language, "direction": t.direction, "skip": t("document.skip")})


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
