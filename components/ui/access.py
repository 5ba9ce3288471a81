"""Signing in, where the server asks for it, and what the person who did may do.

Streamlit's own OpenID Connect does the signing in ([auth] in its secrets); [roles] there says who may do what:
lists of e-mail addresses or patterns (*@example.org) under viewer, editor and administrator.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase
from html import escape

import streamlit as st

from components.corpus import people
from components.corpus.people import ROLES, Person
from components.text.messages import Messages, isolate


def role_of(email: str, roles: Mapping[str, Sequence[str]]) -> str | None:
    """The highest role whose list names the address, or None; where there are no lists, everybody may look.

    >>> role_of("Nour@example.org", {"editor": ["*@example.org"], "administrator": ["head@example.org"]})
    'editor'
    >>> role_of("nour@elsewhere.org", {"editor": ["*@example.org"]}) is None
    True
    """
    if not roles:
        return "viewer"
    for role in reversed(ROLES):
        if any(fnmatchcase(email.casefold(), pattern.casefold()) for pattern in roles.get(role, ())):
            return role
    return None


def asked_for() -> bool:
    """Whether this server asks people to sign in."""
    return "auth" in _secrets()


def person() -> Person | None:
    """Who is signed in, with their role; None where nobody is, or somebody whom no list names."""
    if not asked_for():
        return people.AT_HOME
    email = str(st.user.get("email") or "") if st.user.get("is_logged_in") else ""
    # An address that its provider has not checked could be anybody's.
    if not email or st.user.get("email_verified") is False:
        return None
    role = role_of(email, _secrets().get("roles") or {})
    return Person(email, role) if role else None


def _at_work() -> Person:
    """As `person`, for the corpus: whoever is not known may look at most, which the gate does not let them."""
    return person() or Person("", "viewer")


def gate(t: Messages) -> None:
    """Let those in who may come in; everybody else sees what to do, and the run ends here."""
    people.identify_by(_at_work)
    if person() is not None:
        return
    st.title("Mirsad · مرصد", anchor=False)
    if st.user.get("is_logged_in"):
        st.warning(t("access.unknown", email=isolate(str(st.user.get("email") or "—"))), icon=":material/lock:")
        st.button(t("access.sign_out"), on_click=st.logout, icon=":material/logout:")
    else:
        st.html(f'<p class="m-lede">{escape(t("access.please"))}</p>')
        st.button(t("access.sign_in"), on_click=st.login, type="primary", icon=":material/login:")
    st.stop()


def account(t: Messages) -> None:
    """Who is signed in and as what, with the way out; nothing where nobody has to."""
    if not asked_for():
        return
    known = person()
    st.caption(t("access.who", name=isolate(known.name), role=t(f"access.role.{known.role}")))
    st.button(t("access.sign_out"), on_click=st.logout, icon=":material/logout:", key="sign-out")


def only(role: str, t: Messages) -> None:
    """For pages that are of no use to others: says so to whoever may not, and the run ends there."""
    if not may(role):
        st.info(t("error.not_allowed"), icon=":material/lock:")
        st.stop()


def may(role: str) -> bool:
    """Whether the person at work may do what takes at least this role; pages leave out what they may not."""
    return people.acting().may(role)


def may_undo(by: str) -> bool:
    """Whether the person at work may take back what somebody (a name as changes are signed) did."""
    return may(people.acting().to_undo(by))


def changing(t: Messages) -> bool:
    """Whether the person at work may change anything here; tells whoever may not why the page offers nothing to do."""
    if may("editor"):
        return True
    st.html(f'<p class="m-note">{escape(t("access.looking"))}</p>')
    return False


def _secrets() -> Mapping:
    # Asking for secrets where there is no file would put a warning on the page.
    return st.secrets if st.secrets.load_if_toml_exists() else {}
