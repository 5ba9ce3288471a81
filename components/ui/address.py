"""The state of a view in the page's address, so that any view can be linked to and cited.

Streamlit's own binding of widgets writes the option as it is shown, which is another word in another language; here the
address holds the codes themselves.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection
from typing import Any

import streamlit as st


def field(
    key: str,
    default: Any,
    options: Collection | None = None,
    read: Callable[[str], Any] = str,
    always: bool = False,
) -> Any:
    """Tie the widget that is about to be drawn under this key to the parameter of the same name; gives its value.

    On first sight the value comes from the address, where that holds a valid one, else it is the default; afterwards
    the address follows the widget. A default that is a tuple makes it a parameter of several values. `read` turns the
    parameter's text into a value and raises ValueError where it is none; with `always` even the default is written.
    """
    many = isinstance(default, tuple)
    allowed = (lambda value: value in options) if options is not None else (lambda value: True)
    state = st.session_state
    if key not in state:
        found = _read(st.query_params.get_all(key), read, allowed)
        state[key] = (
            found if many and found else found[0] if found and not many else (list(default) if many else default)
        )
    elif many:
        # Set anew only where it differs: a widget whose value was set is built anew in the browser at every run.
        kept = [value for value in state[key] or () if allowed(value)]
        if kept != state[key]:
            state[key] = kept
    elif state[key] is not None and not allowed(state[key]):
        state[key] = default
    _write(key, state[key], default, always)
    return state[key]


def choice(
    label: str,
    options: Collection,
    key: str,
    default: Any = None,
    placeholder: str | None = None,
    shown: Callable[[Any], str] = str,
    always: bool = False,
) -> Any:
    """A select box whose choice is kept in the address; gives it.

    Without a default nothing need be chosen, which gives None; `shown` says how an option is called.
    """
    field(key, default, options, always=always)
    index = None if default is None else 0
    return st.selectbox(label, list(options), index, key=key, placeholder=placeholder, format_func=shown)


def day(text: str) -> dt.date:
    """A day in ISO form. Raises ValueError."""
    return dt.date.fromisoformat(text)


def flag(text: str) -> bool:
    """A switch: 1 or 0. Raises ValueError."""
    return {"1": True, "0": False}[text] if text in "10" and text else _no(text)


def _no(text: str):
    raise ValueError(text)


def parameters(*keys: str) -> dict[str, list[str]]:
    """The present values of some parameters, for a link to another page."""
    there = st.query_params.to_dict()
    return {key: st.query_params.get_all(key) for key in keys if key in there}


def _read(texts: list[str], read: Callable[[str], Any], allowed: Callable[[Any], bool]) -> list:
    found = []
    for text in texts:
        try:
            value = read(text)
        except ValueError:
            continue
        if allowed(value):
            found.append(value)
    return found


def _write(key: str, value: Any, default: Any, always: bool) -> None:
    if isinstance(default, tuple):
        texts, plain = [_text(item) for item in value], not value
    else:
        texts, plain = [_text(value)], value is None or value == default
    if plain and not (always and value is not None):
        if key in st.query_params:
            del st.query_params[key]
    elif st.query_params.get_all(key) != texts:
        st.query_params[key] = texts if isinstance(default, tuple) else texts[0]


def _text(value: Any) -> str:
    return str(int(value)) if isinstance(value, bool) else str(value)
