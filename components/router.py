"""The frame around every page: language, navigation, scope. Streamlit runs it from the top at each interaction."""

from __future__ import annotations

import logging
from pathlib import Path

import streamlit as st

from components.corpus import CorpusError
from components.serving import metrics
from components.ui import access, address, filters, i18n, library, style
from components.ui.sitemap import FRONT, LINKED, PAGES

log = logging.getLogger("mirsad")
_ROOT = Path(__file__).resolve().parents[1]
_STATIC = Path(__file__).resolve().parent / "static"


def _to_the_front() -> None:
    """Streamlit shows the first page at an address without a name; whoever writes its name is taken there."""
    st.switch_page(_ROOT / "pages" / f"{FRONT}.py", query_params=address.parameters(*st.query_params))


def main() -> None:
    """One run: the switch comes first, because everything after it speaks the chosen language."""
    # Before the list of pages, whose icons the browser would else ask another host for.
    mark = str(_STATIC / "mark.svg")
    st.set_page_config(page_title="Mirsad · مرصد", page_icon=mark, layout="wide")
    st.logo(str(_STATIC / "logo.svg"), size="large", icon_image=str(_STATIC / "mark.svg"))
    with st.sidebar:
        t = i18n.switch()
    style.apply(t)
    page = st.navigation(
        [
            st.Page(
                _ROOT / "pages" / f"{name.replace('-', '_')}.py",
                title=t(f"page.{name}"),
                icon=f":material/{icon}:",
                url_path="" if name == FRONT else name,
                default=name == FRONT,
                visibility="hidden" if (name, icon) in LINKED else "visible",
            )
            for name, icon in (*PAGES, *LINKED)
        ] + [st.Page(_to_the_front, title=t(f"page.{FRONT}"), url_path=FRONT, visibility="hidden")],
        # All of them: the button that shows the rest speaks English only.
        expanded=True,
        position="hidden" if access.person() is None else "sidebar",
    )
    st.set_page_config(page_title=t("document.title", page=page.title), page_icon=mark, layout="wide")
    access.gate(t)
    with st.sidebar:
        scope = st.container()
        i18n.digits_switch(t)
        access.account(t)
    begun = False
    try:
        with scope:
            filters.sidebar(t)
        library.incomplete(t)
        begun = True
        with metrics.page_run(page.url_path or FRONT):
            page.run()
    except CorpusError as error:
        if not begun:
            # The page would have begun with it.
            st.title(page.title, anchor=False)
        st.error(library.message(error, t), icon=":material/error:")
    except Exception:
        metrics.PAGE_FAULTS.labels(page.url_path or FRONT).inc()
        log.exception("page %s", page.url_path)
        st.error(t("fault"), icon=":material/error:")


main()
