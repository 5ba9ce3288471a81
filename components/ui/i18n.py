"""The person's language on the page: the switch, and the messages that follow it."""

from __future__ import annotations

import streamlit as st

from components.text.messages import DIGITS, LANGUAGES, Messages
from components.ui import address

_NAMES = {"en": "English", "ar": "العربية"}


def current() -> Messages:
    """Messages in the language and digits of this session."""
    return Messages(st.session_state.get("lang") or preferred(), st.session_state.get("digits") or "western")


def preferred() -> str:
    """The browser's language where it is one of ours, else English."""
    code = (st.context.locale or "en").split("-")[0].lower()
    return code if code in LANGUAGES else "en"


def switch() -> Messages:
    """The language switch; gives the messages chosen."""
    address.field("lang", preferred(), LANGUAGES, always=True)
    st.segmented_control(
        "Language · اللغة",
        LANGUAGES,
        required=True,
        format_func=_NAMES.__getitem__,
        key="lang",
        label_visibility="collapsed",
        width="stretch",
    )
    return current()


def digits_switch(t: Messages) -> None:
    """Western or Arabic-Indic digits, offered in Arabic only."""
    if t.language == "ar":
        address.field("digits", "western", tuple(DIGITS))
        st.segmented_control(
            t("settings.digits"),
            tuple(DIGITS),
            required=True,
            key="digits",
            format_func=lambda name: t(f"settings.digits.{name}"),
        )
