"""Names and titles that may not be what they look like: a mark beside them, and a sentence that says why."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from components.text.lookalikes import doubts, turns
from components.text.messages import Messages, isolate
from components.ui import page

# A page of names or articles rarely holds one; a hostile file may hold hundreds.
MOST_TOLD = 5


def mark(name: str, t: Messages) -> str:
    """A badge as safe HTML, empty where there is nothing to doubt."""
    told = sentences([name], t)
    return f' <span class="m-tag m-doubt" title="{escape(told[0])}">{escape(t("doubt.mark"))}</span>' if told else ""


def note(names: Iterable[str], t: Messages) -> None:
    """What is to be doubted in these names, under what shows them."""
    told = sentences(names, t)
    page.listed([*told[:MOST_TOLD], *([t.plural("doubt.more", len(told) - MOST_TOLD)] if told[MOST_TOLD:] else [])])


def sentences(names: Iterable[str], t: Messages) -> list[str]:
    """A sentence for every word that may not be what it looks like."""
    told = []
    for name in dict.fromkeys(filter(None, names)):
        if turns(name):
            told.append(t("doubt.turns", name=isolate(name)))
        for word, scripts in doubts(name):
            key = "doubt.mixed" if len(scripts) > 1 else "doubt.passing"
            told.append(t(key, word=isolate(word), scripts=t.list([t.script_name(code) for code in scripts])))
    return list(dict.fromkeys(told))
