"""The pieces of the Wording page: labels in competition, designations of a name, words that set a side apart."""

from __future__ import annotations

from html import escape

import pandas as pd
import streamlit as st

from components.charts import wording as charts
from components.charts.mentions import display_name
from components.charts.palette import CONFIG, SIDE
from components.comparison import evidence as sentences
from components.comparison import keywords, labels, mentions, sampling, wording
from components.comparison.scope import FEWEST_ARTICLES, Scope
from components.export.clouds import cloud, cloud_png, cloud_svg
from components.text.messages import Messages, isolate
from components.ui import address, clicks, evidence, page, take_away
from components.ui.asking import ask, corpus, kept

PARTS = ("labels", "names", "words")
# Rows that a screen takes in: concepts in the chart, words in a list. The rest is in the download.
MOST_CONCEPTS = 8
MOST_WORDS = 20
_LISTED_WORDS = 80


def competing(scope: Scope, t: Messages) -> None:
    """Which label each side chooses for one thing."""
    within = scope.any_names
    found = ask(labels.references, within)
    if found.empty:
        st.info(t("wording.no_labels"))
        return
    sampled = ask(sampling.enough, within)
    shares = kept(lambda: labels.shares(found, sampled), "label shares", within)
    contrasts = kept(lambda: labels.contrasts(shares), "label contrasts", within)
    known, named = labels.table(), labels.concept_names()
    order = list(contrasts.concept)
    concepts = {concept: named[concept][t.language] for concept in order}
    drawn = [concept for concept in order if shares[shares.concept == concept].label.nunique() > 1] or order
    shown = {(c, name): label.name(t.language) for c in order for name, label in known[c].items()}
    clicks.follow("label-shares", "named_as")
    page.note(t("wording.labels_how") + " " + t("wording.labels_click"))
    st.plotly_chart(
        kept(
            lambda: charts.label_shares(shares, {c: concepts[c] for c in drawn[:MOST_CONCEPTS]}, shown, t),
            "label chart",
            within,
            t.language,
            t.digits,
        ),
        on_select="rerun",
        selection_mode="points",
        key="label-shares",
        config=CONFIG,
        alt=t("wording.labels_alt"),
    )
    page.note(t("wording.voices"))
    if shares.low.notna().any():
        page.note(t("wording.intervals", fewest=FEWEST_ARTICLES, resamples=sampling.RESAMPLES))
    take_away.offer(
        "labels", t("wording.part.labels"), scope, t, lambda: _readable(shares, concepts, shown), ["label-shares"],
        t("wording.labels_how"), codes={"stance": "stance", "voice": "voice"})
    chosen = st.session_state.get("named_as")
    if chosen and chosen != st.session_state.get("_named_as"):
        st.session_state["_named_as"] = chosen
        st.session_state["concept"], st.session_state["label"] = chosen
    page.heading(t("wording.one_concept"))
    first, second = st.columns(2)
    with first:
        concept = address.choice(t("wording.concept"), order, "concept", order[0], shown=concepts.__getitem__)
    own = shares[shares.concept == concept]
    options = list(dict.fromkeys(own.label))
    with second:
        label = address.choice(t("wording.label"), options, "label", placeholder=t("wording.all_labels"),
                               shown=lambda name: shown[concept, name])
    _label_table(own, shown, t)
    spans = found[(found.concept == concept) & ((found.label == label) if label else True)]
    behind = kept(lambda: sentences.in_sentences(corpus(), spans), "label sentences", within, concept, label)
    evidence.listing(behind, t, whole=lambda: sentences.in_sentences(corpus(), spans, take_away.ALL))


def _label_table(shares: pd.DataFrame, shown: dict, t: Messages) -> None:
    heads = [t("wording.label"), t("wording.stance"), t("side.en"), t("side.ar")]
    rows = []
    for (concept, label, stance), group in shares.groupby(["concept", "label", "stance"], sort=False):
        cells = [f"<bdi>{escape(shown[concept, label])}</bdi>", escape(t(f"stance.{stance}"))]
        for side in ("en", "ar"):
            own = group[group.side == side]
            cells.append("<br>".join(_used(row, side, t) for row in own.itertuples()) or "—")
        rows.append(cells)
    page.table(heads, rows)


def _used(row, side: str, t: Messages) -> str:
    said = " · ".join(f'<bdi lang="{side}">{escape(surface)}</bdi>' for surface in row.surfaces[:4])
    figure = t(
        "wording.of", count=int(row.count), references=int(row.references), share=t.percent(row.share)
    )
    if pd.notna(row.low):
        figure += " · " + t("interval.share", low=t.percent(row.low), high=t.percent(row.high))
    voice = "" if row.voice == "own" else f' <span class="m-tag">{escape(t(f"voice.{row.voice}"))}</span>'
    return f"{escape(figure)}{voice}<br><small>{said}</small>"


def _readable(shares: pd.DataFrame, concepts: dict, shown: dict) -> pd.DataFrame:
    return shares.assign(
        concept=shares.concept.map(concepts),
        label=[shown[row.concept, row.label] for row in shares.itertuples()],
    )


def named(scope: Scope, t: Messages) -> None:
    """What each side calls somebody or something."""
    entities = ask(mentions.by_entity, scope)
    if entities.empty:
        page.nothing_here(t)
        return
    names = {row.entity_id: display_name(row, t.language) for row in entities.itertuples()}
    by_name = sorted(names, key=lambda entity_id: names[entity_id].casefold())
    chosen = address.choice(
        t("mentions.entity"), by_name, "entity", _most_named(entities), shown=names.__getitem__)
    page.note(t("wording.names_how"))
    places = ask(wording.designations, scope, chosen)
    counted = wording.counted(places)
    for side, half in _halves("names"):
        with half:
            own = counted[counted.side == side]
            st.html(f'<h2 class="m-half">{page.side_mark(side, t)}</h2>')
            if own.empty:
                page.note(t("wording.not_named"))
                continue
            page.note(t.plural("wording.named_times", int(own.mentions.iloc[0])))
            _designation_table(own, side, t)
    title = t("take.designations", name=isolate(names[chosen]))
    take_away.offer("designations", title, scope, t, counted.drop(columns="key"), method=t("wording.names_how"))
    keys = {row.key: row.designation for row in counted.itertuples()}
    key = address.choice(t("wording.designation"), keys, "called", placeholder=t("wording.all_designations"),
                         shown=keys.__getitem__)
    spans = places[places.key == key] if key else places
    behind = kept(lambda: sentences.in_sentences(corpus(), spans), "designation sentences", scope, chosen, key)
    evidence.listing(behind, t, whole=lambda: sentences.in_sentences(corpus(), spans, take_away.ALL))


def _most_named(entities: pd.DataFrame) -> str:
    """The person whom the sides name most, both counting; where neither shares one, the most named of all."""
    wide = entities.pivot_table(index=["entity_id", "entity_type"], columns="side", values="count", aggfunc="sum")
    wide = wide.reindex(columns=["ar", "en"]).fillna(0).reset_index()
    wide["both"] = wide[["ar", "en"]].min(axis=1)
    wide["is_person"] = wide.entity_type == "person"
    people = wide[wide.is_person & (wide.both > 0)]
    return (people if len(people) else wide).nlargest(1, ["both", "ar", "en"]).entity_id.iloc[0]


def _designation_table(counted: pd.DataFrame, side: str, t: Messages) -> None:
    rows = [
        [
            f'<bdi lang="{side}">{escape(row.designation)}</bdi>',
            f'<span class="m-bar {side}" style="inline-size:{100 * row.share:.1f}%"></span>'
            f"{escape(t.number(row.count))} · {escape(t.percent(row.share))}",
        ]
        for row in counted.head(MOST_WORDS).itertuples()
    ]
    page.table([t("wording.designation"), t("wording.times")], rows)


def words(scope: Scope, t: Messages) -> None:
    """Which words set each side's articles apart within its language."""
    page.note(t("wording.words_how"))
    address.field("unlisted", False, read=address.flag)
    unlisted = st.toggle(t("wording.unlisted"), key="unlisted", help=t("wording.unlisted_help"))
    frames, chosen = {}, {}
    for side, half in _halves("words"):
        with half:
            st.html(f'<h2 class="m-half">{page.side_mark(side, t)}</h2>')
            found = ask(keywords.keywords, scope.any_names, side)
            frame = found.frame if unlisted else found.frame[found.frame.listed]
            if frame.empty:
                page.note(t("wording.no_words"))
                continue
            frames[side] = frame
            page.note(_compared(found, t))
            chosen[side] = _words_of(frame, found, side, scope, t)
    for side, word in chosen.items():
        if word:
            spans = ask(keywords.occurrences, scope.any_names, side, word)
            evidence.listing(sentences.in_sentences(corpus(), spans), t, f"word-{side}")
    if frames:
        table = pd.concat([frame.assign(side=side) for side, frame in frames.items()])
        take_away.offer(
            "words", t("wording.part.words"), scope, t, table, {f"words-{side}": t(f"side.{side}") for side in frames},
            t("wording.words_how"), read=False)


def _halves(name: str):
    """A column for each side, English left in either interface language."""
    with st.container(key=f"sides-{name}"):
        columns = st.columns(2)
    for column, side in zip(columns, ("en", "ar"), strict=True):
        yield side, column.container(key=f"half-{name}-{side}")


def _compared(found: keywords.Keywords, t: Messages) -> str:
    facts = t.list([t.plural("articles.count", found.articles), t.plural("words.count", found.words)])
    other = t.plural("articles.count", found.reference_articles) if found.reference == "outlets" else ""
    return t(f"wording.against.{found.reference}", facts=facts, others=other)


def _words_of(frame: pd.DataFrame, found: keywords.Keywords, side: str, scope: Scope, t: Messages) -> str | None:
    chart, field = f"words-{side}", f"word_{side}"
    # The conservative ratio takes words for independent, which those of a few articles are not.
    measure = "lrc" if found.tested else "log_ratio"
    clicks.follow(chart, field)
    st.plotly_chart(
        charts.words(frame, side, measure, t),
        on_select="rerun",
        selection_mode="points",
        key=chart,
        config=CONFIG,
        alt=t("wording.words_alt"),
    )
    _word_table(frame.head(MOST_WORDS), found.articles, measure, side, t)
    weights = dict(zip(frame.lemma.head(_LISTED_WORDS), frame["count"].head(_LISTED_WORDS), strict=True))
    st.image(_cloud(weights, side), alt=t("wording.cloud_alt", words=t.list(list(weights)[:10])))
    page.note(t("wording.cloud_how"))
    title = t("take.cloud", side=t(f"side.{side}"))
    take_away.offer(f"cloud-{side}", title, scope, t, method=t("wording.cloud_how"), drawn={
        "png": lambda about: cloud_png(weights, SIDE[side], about),
        "svg": lambda about: cloud_svg(weights, SIDE[side], about),
    })
    return address.choice(t("wording.word"), list(frame.lemma), field, placeholder=t("wording.choose_word"))


@st.cache_data(show_spinner=False, max_entries=40)
def _cloud(weights: dict[str, int], side: str) -> bytes:
    return cloud(weights, SIDE[side])


def _word_table(frame: pd.DataFrame, articles: int, measure: str, side: str, t: Messages) -> None:
    heads = [t("wording.word")] + ([t("wording.gloss")] if side == "ar" else [])
    heads += [t("wording.times"), t("wording.per_1000_words"), t(f"wording.{measure}")]
    rows = []
    for row in frame.itertuples():
        alone = articles > 1 and row.articles == 1
        tag = f' <span class="m-tag">{escape(t("wording.one_article"))}</span>' if alone else ""
        cells = [f'<bdi lang="{side}">{escape(row.lemma)}</bdi>{tag}']
        cells += [f'<bdi lang="en">{escape(row.gloss)}</bdi>'] if side == "ar" else []
        cells += [t.number(row.count), t.number(row.per_1000_words, 1), t.number(getattr(row, measure), 1)]
        rows.append(cells)
    page.table(heads, rows)
