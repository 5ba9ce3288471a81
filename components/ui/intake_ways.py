"""The ways in: files, a pasted text, web addresses; and what came in earlier and still waits to be looked over."""

from __future__ import annotations

import json

import streamlit as st

from components.corpus import fetching, waiting
from components.corpus.waiting import Intake
from components.text.messages import Messages, isolate
from components.ui import address, filters, page
from components.ui.asking import corpus

WAYS = ("files", "text", "addresses")
# What one upload may be; for more there is the command line. Each file's size is limited by server.maxUploadSize.
MOST_FILES = 1_000
MOST_BYTES = 500_000_000
# Fetched one after the other, so that no site is pressed; each may take up to fetching.SECONDS.
MOST_ADDRESSES = 200


def offer(t: Messages) -> Intake | None:
    """The chosen way; gives what came in by it, once."""
    address.field("way", "files", WAYS)
    way = st.segmented_control(
        t("intake.way"), WAYS, key="way", required=True, format_func=lambda name: t(f"intake.way.{name}"),
        label_visibility="collapsed",
    )
    return {"files": _files, "text": _text, "addresses": _addresses}[way](t)


def _files(t: Messages) -> Intake | None:
    generation = st.session_state.setdefault("_upload_generation", 0)
    # Any file may be chosen: which can't be read, and why, is said in the person's own language afterwards.
    chosen = st.file_uploader(t("intake.files"), accept_multiple_files=True, key=f"files-{generation}")
    page.note(t("intake.files_note", files=MOST_FILES, size=t.number(MOST_BYTES // 1_000_000),
                each=int(st.get_option("server.maxUploadSize"))))
    if not chosen:
        return None
    if len(chosen) > MOST_FILES or sum(file.size for file in chosen) > MOST_BYTES:
        st.error(t("intake.too_much", files=MOST_FILES, size=t.number(MOST_BYTES // 1_000_000)))
        return None
    made = waiting.make(corpus().folder, [(file.name, "file", file.getvalue()) for file in chosen])
    st.session_state["_upload_generation"] += 1
    return made


def _text(t: Messages) -> Intake | None:
    with st.form("pasted", border=False, clear_on_submit=False):
        text = st.text_area(t("intake.text"), height=260, key="pasted-text", placeholder=t("intake.text_hint"))
        left, middle, right = st.columns([2, 1, 1])
        title = left.text_input(t("article.title"), key="pasted-title")
        outlet = middle.text_input(t("article.outlet"), key="pasted-outlet")
        published = right.date_input(
            t("article.published"), None, filters.FIRST_DAY, filters.LAST_DAY, key="pasted-published",
            format="YYYY-MM-DD")
        sent = st.form_submit_button(t("intake.read"), icon=":material/menu_book:", type="primary")
    if not sent:
        return None
    if not text.strip():
        st.error(t("intake.nothing_pasted"))
        return None
    given = {"name": t("intake.pasted"), "text": text, "title": title, "outlet": outlet,
             "published": published and published.isoformat()}
    return waiting.make(corpus().folder, [(t("intake.pasted"), "text", json.dumps(given).encode())])


def _addresses(t: Messages) -> Intake | None:
    if not fetching.allowed():
        st.info(t("error.fetch_off"), icon=":material/public_off:")
        return None
    with st.form("addresses", border=False):
        text = st.text_area(t("intake.addresses"), height=180, key="addresses-text", placeholder="https://")
        page.note(t("intake.addresses_note", most=MOST_ADDRESSES))
        sent = st.form_submit_button(t("intake.fetch"), icon=":material/download:", type="primary")
    if not sent:
        return None
    addresses = list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))
    if not addresses or len(addresses) > MOST_ADDRESSES:
        st.error(t("intake.no_addresses") if not addresses else t("intake.too_many_addresses", most=MOST_ADDRESSES))
        return None
    return waiting.make(corpus().folder, [(line, "address", b"") for line in addresses])


def waiting_list(t: Messages) -> None:
    """What was not finished, by whomever: being read, waiting to be looked over, being kept; and what was, lately."""
    known = waiting.intakes(corpus().folder)
    _listed("intake.waiting", "", [one for one in known if one.phase != "kept"], t)
    _listed("intake.kept_lately", t("intake.kept_how", days=waiting.TOLD_DAYS),
            [one for one in known if one.phase == "kept"], t)


def _listed(heading: str, note: str, those: list[Intake], t: Messages) -> None:
    if not those:
        return
    page.heading(t(heading))
    if note:
        page.note(note)
    for one in those:
        with st.container(horizontal=True, vertical_alignment="center", key=f"waiting-{one.intake_id}"):
            st.text(_told(one, t), width="stretch")
            if st.button(t("intake.open"), icon=":material/arrow_forward:", key=f"open-{one.intake_id}"):
                st.query_params["intake"] = one.intake_id
                st.rerun()
            droppable = one.phase != "kept" and not one.busy
            if droppable and st.button(t("intake.discard"), icon=":material/delete:", key=f"drop-{one.intake_id}"):
                waiting.discard(one)
                st.rerun()


def _told(one: Intake, t: Messages) -> str:
    names = t.list([source.name for source in one.sources[:3]])
    more = len(one.sources) - 3
    return " · ".join([
        t.date(one.made.date()), isolate(names),
        t("articles.undone") if one.undone else t.plural("upload.kept", one.outcome.added) if one.phase == "kept"
        else t.plural("intake.articles_read", len(one.articles)),
        *([t.plural("intake.more_sources", more)] if more > 0 else []),
    ])
