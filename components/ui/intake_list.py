"""What waits, as a list to read: by eye, by ear and with find-in-page, none of which the table's canvas allows."""

from __future__ import annotations

from html import escape
from urllib.parse import urlencode

import streamlit as st

from components.corpus import Selection
from components.corpus.arrivals import Waiting
from components.corpus.waiting import Intake
from components.text.messages import Messages, isolate
from components.ui import address, articles, filters, page
from components.ui.asking import corpus

_OPENING_CHARACTERS = 90


def show(one: Intake, numbers: list[int], there: set[str], t: Messages) -> None:
    """The articles of this page of the table, each with what is to be known before it is kept."""
    page.heading(t("intake.list"))
    known = titles(one, numbers)
    items = "".join(_item(one, one.articles[number], there, known, t) for number in numbers)
    st.html(f'<ol class="m-waiting">{items}</ol>')


def _item(one: Intake, row: Waiting, there: set[str], known: dict[str, str], t: Messages) -> str:
    draft = row.draft
    day = t.date(draft.published) if draft.published else ""
    facts = [
        page.side_mark(draft.language, t),
        f"<bdi>{escape(draft.outlet or t('outlet.unknown'))}</bdi>",
        escape(f"{day} ({t(f'basis.{draft.published_basis}')})" if day else t("basis.unknown")),
        f"<bdi>{escape(filters.story_name(draft.story or one.story, t))}</bdi>" if draft.story or one.story else "",
    ]
    told = [escape(doubt) for doubt in doubts(row, there, t)] + alike(one, row, known, t)
    told = f"<ul>{''.join(f'<li>{sentence}</li>' for sentence in told)}</ul>" if told else ""
    left = "" if row.keep else f' <span class="m-tag">{escape(t("intake.not_kept"))}</span>'
    link = look_link(one, row.number)
    return (
        f'<li value="{row.number + 1}" class="{draft.language}{"" if row.keep else " out"}">'
        f'<a href="{escape(link)}" target="_self"><bdi>{escape(name(row))}</bdi></a>{left}'
        f"<small>{' · '.join(fact for fact in facts if fact)}</small>{told}</li>"
    )


def look_link(one: Intake, number: int) -> str:
    """The address of this page with one article opened."""
    kept = address.parameters("lang", "digits", "story")
    return "add?" + urlencode(kept | {"intake": one.intake_id, "look": number + 1}, doseq=True)


def name(row: Waiting) -> str:
    """The title, or where there is none the first words."""
    return row.draft.title or opening(row)


def opening(row: Waiting) -> str:
    """The first words of the text."""
    words = " ".join(row.draft.first_lines.split())
    return words if len(words) <= _OPENING_CHARACTERS else words[:_OPENING_CHARACTERS].rsplit(" ", 1)[0] + "…"


def doubts(row: Waiting, there: set[str], t: Messages) -> list[str]:
    """What a person should look at, in plain sentences; what was entered meanwhile is doubted no more."""
    settled = {"no_date", "date_unclear", "date_impossible"} if row.draft.published else set()
    settled |= {"no_outlet"} if row.draft.outlet else set()
    told = [t(f"problem.{problem}") for problem in row.draft.problems if problem not in settled]
    if row.article_id in there:
        told.append(t("upload.is_there"))
    if row.twin is not None:
        told.append(t("intake.twin", number=row.twin + 1))
    return told


def titles(one: Intake, numbers: list[int]) -> dict[str, str]:
    """The title, or the first words, of the corpus's articles that these nearly repeat."""
    wanted = {str(other) for n in numbers for other, _ in one.articles[n].alike if isinstance(other, str)}
    if not wanted:
        return {}
    frame = corpus().articles(Selection(article_ids=sorted(wanted)))
    return articles.titles(tuple(zip(frame.article_id, frame.title, strict=True)))


def alike(one: Intake, row: Waiting, known: dict[str, str], t: Messages) -> list[str]:
    """A sentence as safe HTML for every text that this one nearly repeats, which links to it."""
    told = []
    for other, share in row.alike:
        if isinstance(other, str):
            if other not in known:
                continue
            side = row.draft.language
            link, title = filters.link("side-by-side", **{f"article_{side}": other}), known[other]
            place = "there"
        else:
            if other not in one.articles:
                continue
            link, title, place = look_link(one, other), name(one.articles[other]), "here"
        marked = f'\ue000{isolate(title)}\ue001'
        sentence = escape(t(f"intake.alike_{place}", share=t.percent(share), title=marked))
        told.append(sentence.replace("\ue000", f'<a href="{escape(link)}" target="_self">').replace("\ue001", "</a>"))
    return told
