"""The voices page's pieces: denominators, speakers, speakers of both sides, the quotations themselves."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import pandas as pd
import streamlit as st

from components.comparison import sampling, voices
from components.comparison.scope import SIDES, Scope
from components.comparison.voices import KINDS, STANCES
from components.reading.sources import SOURCES
from components.text.arabic import fold
from components.text.messages import Messages
from components.ui import address, articles, filters, page, take_away
from components.ui.asking import ask, corpus, kept
from components.ui.evidence import highlighted, source_line

PAGE_SIZE = 25
# What the page's tables have as codes, and the families of messages that say them.
CODES = {"source": "voices.source", "stance": "voices.stance", "kind": "voices.form"}
# Quotations of a speaker that stand side by side before the rest is left to the table.
MOST_SIDE_BY_SIDE = 4
MOST_SHARED = 10
MOST_SPEAKERS = 40
MOST_VERBS = 4
_DIRECTION = {"ar": "rtl", "en": "ltr"}
_EXPORTED = ["side", "key", "name_en", "name_ar", "source", "country", "speaker", "introduced", "cue", "verb", "stance",
             "kind", "within", "closed", "words", "surface", "sentence", "outlet", "published", "title", "article_id",
             "sentence_no"]


def country_name(code: str, t: Messages) -> str:
    """A country's name in the interface language; "" for no code."""
    entity = corpus().authority.entity(f"country/{code}") if code else None
    return (entity.name_ar if t.language == "ar" else entity.name_en) if entity else code


def speaker_name(row, t: Messages) -> str:
    """A speaker's name in the interface language, an unnamed source with its country."""
    own, other = (row.name_ar, row.name_en) if t.language == "ar" else (row.name_en, row.name_ar)
    name = own or other or t("voices.source.unknown")
    if row.key.startswith("source/") and row.country:
        return t("voices.of_country", source=name, country=country_name(row.country, t))
    return name


def intervals(said: pd.DataFrame, scope: Scope) -> dict[str, pd.DataFrame]:
    """How far the shares of speakers (key), kinds of source and stances depend on which articles are here."""
    sampled = said if ask(sampling.enough, scope) else said[:0]
    return {
        part: kept(lambda part=part: voices.intervals(sampled, part), "voices intervals", scope, part)
        for part in ("key", "source", "stance")
    }


def about_intervals(measure: str, ends: dict[str, pd.DataFrame], t: Messages) -> None:
    """What the whiskers are, where there are any."""
    if measure == "share" and not ends["key"].empty:
        page.note(t("mentions.intervals", resamples=sampling.RESAMPLES))


def denominators(totals: pd.DataFrame, t: Messages) -> dict[str, str]:
    """Out of how much: a sentence by side."""
    return {
        row.side: t(
            "voices.denominators",
            side=t(f"side.{row.side}"),
            quotes=t.plural("voices.quotes", row.quotes),
            speakers=t.plural("voices.speakers", row.speakers),
            words=t.plural("words.count", row.words),
            share=t.percent(row.words / row.article_words if row.article_words else 0.0),
            articles=t.plural("articles.count", row.articles),
        )
        for row in totals.itertuples()
    }


def anonymity(totals: pd.DataFrame, t: Messages) -> None:
    """How much of each side's quotations comes from people without a name."""
    page.by_side({
        row.side: t(
            "voices.anonymity",
            side=t(f"side.{row.side}"),
            anonymous=row.anonymous,
            quotes=row.quotes,
            share=t.percent(row.anonymous / row.quotes),
        ) + (" " + t.plural("voices.unidentified", row.unknown) if row.unknown else "")
        for row in totals.itertuples() if row.quotes
    })


def table(speakers: pd.DataFrame, names: dict[str, str], t: Messages) -> None:
    """Everybody quoted, with how they are introduced and their figures on either side."""
    heads = [t(f"voices.column.{name}") for name in ("speaker", "who", "introduced", "en", "ar", "verbatim", "verbs")]
    rows, by_key = [], {}
    for row in speakers.itertuples():
        by_key.setdefault(row.key, {})[row.side] = row
    for key, sides in list(by_key.items())[:MOST_SPEAKERS]:
        first = next(iter(sides.values()))
        country = country_name(first.country, t)
        who = t(f"voices.source.{first.source}") + (f" · {country}" if country else "")
        rows.append([
            f"<bdi>{escape(names[key])}</bdi>",
            escape(who),
            "<br>".join(_introductions(row) for row in sides.values() if row.introduced) or "–",
            *[_figures(sides.get(side), t) for side in ("en", "ar")],
            "<br>".join(escape(t.percent(row.verbatim)) for row in sides.values()),
            "<br>".join(_verbs(row, t) for row in sides.values() if row.verbs) or "–",
        ])
    page.table(heads, rows)
    left = len(by_key) - MOST_SPEAKERS
    if left > 0:
        page.note(t("voices.more_speakers", shown=MOST_SPEAKERS, left=left))


def _introductions(row) -> str:
    return "<br>".join(f'<bdi lang="{row.side}">{escape(text)}</bdi>' for text in row.introduced[:3])


def _figures(row, t: Messages) -> str:
    if row is None:
        return "–"
    return escape(t("voices.figures", quotes=row.quotes, share=t.percent(row.share), words=row.words))


def _verbs(row, t: Messages) -> str:
    """The commonest verbs, each with its number where that is more than one."""
    return " · ".join(
        f'<bdi lang="{row.side}">{escape(verb)}</bdi>' + (f" ×{t.number(times)}" if times > 1 else "")
        for verb, times in list(row.verbs.items())[:MOST_VERBS]
    )


def both_sides(frame: pd.DataFrame, speakers: pd.DataFrame, names: dict[str, str], t: Messages) -> None:
    """The speakers whom both sides quote, what each side gives of them next to the other."""
    shared = speakers[speakers.both]
    if shared.empty:
        page.note(t("voices.none_shared"))
        return
    # People first: that both sides quote "officials" says less.
    keys = list(shared.sort_values("source", key=lambda kinds: kinds != "person", kind="stable").key.unique())
    st.html(filters.written(lambda: _shared(frame, keys[:MOST_SHARED], names, t), t, "speakers of both sides"))
    if len(keys) > MOST_SHARED:
        page.note(t("voices.more_shared", shown=MOST_SHARED, left=len(keys) - MOST_SHARED))


def _shared(frame: pd.DataFrame, keys: list[str], names: dict[str, str], t: Messages) -> str:
    said: dict[tuple[str, str], list] = {(key, side): [] for key in keys for side in SIDES}
    for row in frame[frame.key.isin(keys)].itertuples():
        if not row.within:
            said[row.key, row.side].append(row)
    shown = []
    for key in keys:
        cells = "".join(
            f'<div class="{side}">{_said(said[key, side], side, t)}</div>' for side in ("en", "ar"))
        shown.append(
            f'<section class="m-voice" dir="{t.direction}"><h3><bdi>{escape(names[key])}</bdi></h3>'
            f'<div class="m-pair" dir="ltr">{cells}</div></section>')
    return "".join(shown)


def _said(own: list, side: str, t: Messages) -> str:
    shown = "".join(
        f'<p lang="{side}" dir="{_DIRECTION[side]}">{highlighted(row.sentence, [(row.mark_start, row.mark_end)])}</p>'
        f'<small dir="{t.direction}">{source_line(row, t)}</small>'
        for row in own[:MOST_SIDE_BY_SIDE]
    )
    left = len(own) - MOST_SIDE_BY_SIDE
    return shown + (f'<small dir="{t.direction}">{escape(t("voices.more", left=left))}</small>' if left > 0 else "")


def chosen(frame: pd.DataFrame, names: dict[str, str], t: Messages) -> pd.DataFrame:
    """The filters over the quotations, kept in the address; gives the rows that pass them all."""
    by_name = sorted(names, key=lambda key: names[key].casefold())
    first, second = st.columns([2, 1], vertical_alignment="bottom")
    with first:
        speaker = address.choice(
            t("voices.speaker"), by_name, "speaker", placeholder=t("voices.all_speakers"), shown=names.__getitem__)
    with second:
        address.field("find", "")
        wanted = st.text_input(t("voices.find"), key="find")
    families = (("source", SOURCES), ("stance", STANCES), ("form", KINDS))
    for column, (place, options) in zip(st.columns(3), families, strict=True):
        with column:
            address.choice(t(f"voices.filter.{place}"), options, place, placeholder=t("voices.all"),
                           shown=lambda option, family=place: t(f"voices.{family}.{option}"))
    state = st.session_state
    for field, column in (("source", "source"), ("stance", "stance"), ("form", "kind")):
        if state.get(field):
            frame = frame[frame[column] == state[field]]
    if speaker:
        frame = frame[frame.key == speaker]
    if wanted and wanted.strip():
        needle = _folded(wanted)
        frame = frame[[needle in _folded(f"{row.sentence} {row.speaker}") for row in frame.itertuples()]]
    return frame


def _folded(text: str) -> str:
    return " ".join(fold(word) or word for word in text.casefold().split())


def listing(frame: pd.DataFrame, names: dict[str, str], t: Messages) -> None:
    """The quotations, PAGE_SIZE to a page, each marked in its sentence."""
    if frame.empty:
        st.info(t("voices.none_found"))
        return
    page.told(t.plural("voices.stretches", len(frame)))
    first = page.part(len(frame), PAGE_SIZE, t)
    heads = [t(f"voices.column.{name}") for name in ("speaker", "quote", "cue", "form")]
    shown = list(frame.iloc[first : first + PAGE_SIZE].itertuples())
    articles.look_up(shown)
    page.table(heads, [_row(row, names, t) for row in shown])


def _row(row, names: dict[str, str], t: Messages) -> list[str]:
    name = names.get(row.key, t("voices.source.unknown"))
    as_said = f'<br><small lang="{row.side}"><bdi>{escape(row.speaker)}</bdi></small>' if (
        row.speaker and row.speaker != name) else ""
    cue = f'<bdi lang="{row.side}">{escape(row.cue)}</bdi>' if row.cue else "–"
    gloss = f"<br><small>{escape(row.gloss)}</small>" if row.gloss and t.language == "en" else ""
    stance = f'<br><span class="m-tag">{escape(t(f"voices.stance.{row.stance}"))}</span>' if row.stance else ""
    open_end = "" if row.closed else f'<br><small>{escape(t("voices.not_closed"))}</small>'
    return [
        f"{page.side_mark(row.side, t)}<br><b><bdi>{escape(name)}</bdi></b>{as_said}",
        f'<p class="m-quoted" lang="{row.side}" dir="{_DIRECTION[row.side]}">'
        f"{highlighted(row.sentence, [(row.mark_start, row.mark_end)])}</p><small>{source_line(row, t)}</small>",
        cue + gloss + stance,
        escape(t(f"voices.form.{row.kind}")) + open_end,
    ]


def take(frame: pd.DataFrame, names: dict[str, str], scope: Scope, t: Messages) -> None:
    """All quotations that pass the filters, as a table to take away."""
    if not frame.empty:
        take_away.offer(
            "quotations", t("voices.quotations"), scope, t,
            lambda: frame[_EXPORTED].assign(name=frame.key.map(names)), codes=CODES)


def take_speakers(speakers: pd.DataFrame, names: dict[str, str], title: str, method: str, scope: Scope,
                  t: Messages) -> None:
    """Everybody quoted, as a table and a picture to take away."""
    take_away.offer(
        "speakers", title, scope, t, lambda: speakers.assign(name=speakers.key.map(names)), ["speaker-bars"], method,
        codes=CODES, read=False)


def take_part(name: str, title: str, frame: Callable[[], pd.DataFrame], scope: Scope, t: Messages) -> None:
    """A chart of shares, named like its key, as a table and a picture to take away."""
    take_away.offer(name, title, scope, t, frame, [name], codes=CODES)


def held_apart(terms: pd.DataFrame, t: Messages) -> None:
    """Terms in quotation marks that are nobody's speech, each in its sentence."""
    if terms.empty:
        page.note(t("voices.no_terms"))
        return
    items = [
        f'<li class="{row.side}"><p lang="{row.side}" dir="{_DIRECTION[row.side]}">'
        f"{highlighted(row.sentence, [(row.mark_start, row.mark_end)])}</p><small>{source_line(row, t)}</small></li>"
        for row in terms.head(PAGE_SIZE).itertuples()
    ]
    st.html(f'<ul class="m-evidence">{"".join(items)}</ul>')
    if len(terms) > PAGE_SIZE:
        page.note(t("evidence.more", shown=PAGE_SIZE))
