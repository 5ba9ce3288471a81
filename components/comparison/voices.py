"""Who gets to speak on each side, how much, and how their words are introduced."""

from __future__ import annotations

import csv
from functools import cache

import pandas as pd

from components.comparison.introductions import introduction
from components.comparison.newest import newest
from components.comparison.sampling import shares
from components.comparison.scope import SIDES, Scope
from components.comparison.sources import DATA, SOURCES
from components.comparison.speakers import Speakers, with_short_names
from components.corpus import Corpus
from components.reading.quotes_cues import find_cues, key
from components.text.words import count_words, tokens

MEASURES = ("quotes", "words", "share")
STANCES = ("neutral", "assertive", "doubting", "denying")
KINDS = ("direct", "fragment", "indirect")

ATTRIBUTIONS = [
    "article_id", "side", "outlet", "published", "published_basis", "title", "sentence_no", "sentence", "mark_start",
    "mark_end", "surface", "kind", "within", "closed", "speaker", "key", "source", "name_en", "name_ar", "country",
    "introduced", "cue", "verb", "gloss", "stance", "words",
]


def attributions(corpus: Corpus, scope: Scope) -> pd.DataFrame:
    """One row per stretch that an article gives as somebody's words, terms held at arm's length left out.

    Columns: ATTRIBUTIONS. sentence: the text of the sentence in which it begins; mark_start, mark_end: where in it.
    within: whether it lies inside a reported clause that has a row of its own, so that its words are counted there.
    speaker: as the text has it here. key, source, name_en, name_ar, country: who that is (see speakers.Voice).
    introduced: the title or description given with the name here, or the words for an unnamed source; "" for none.
    verb: the cue's dictionary form, gloss: its English meaning. words: of the stretch, Arabic clitics split.
    """
    chosen = [newest(corpus, scope, side) for side in SIDES]
    quotes = pd.concat([corpus.quotes(selection) for selection in chosen], ignore_index=True)
    quotes = quotes[quotes.kind != "scare"]
    if quotes.empty:
        return pd.DataFrame(columns=ATTRIBUTIONS)
    frame = _in_sentences(corpus, chosen, quotes)
    frame = frame.fillna({"speaker": "", "speaker_id": "", "speaker_name": "", "cue": ""})
    named = pd.concat([corpus.mentions(selection) for selection in chosen], ignore_index=True)
    speakers = Speakers(corpus, scope, named)
    said = frame[["speaker", "speaker_id", "speaker_name"]].itertuples(index=False)
    voices = [speakers.voice(article, side, *who) for article, side, who in zip(
        frame.article_id, frame.side, said, strict=True)]
    frame[["key", "source", "name_en", "name_ar", "country"]] = voices
    frame = with_short_names(frame)
    frame["introduced"] = [
        row.speaker
        if row.key.startswith("source/")
        else introduction(row.sentence, row.speaker, speakers.surfaces(row.article_id, row.key), row.cue, row.side)
        for row in frame.itertuples()
    ]
    verbs = [_verb(cue, side) for cue, side in zip(frame.cue, frame.side, strict=True)]
    frame[["verb", "gloss"]] = verbs
    frame["words"] = [count_words(text, side) for text, side in zip(frame.surface, frame.side, strict=True)]
    frame["within"] = _within(frame)
    return frame[ATTRIBUTIONS].reset_index(drop=True)


def held_apart(corpus: Corpus, scope: Scope) -> pd.DataFrame:
    """Terms in quotation marks that are nobody's speech. One row per term and place; columns: the first eleven of
    ATTRIBUTIONS. Names in quotation marks are left out.
    """
    chosen = [newest(corpus, scope, side) for side in SIDES]
    quotes = pd.concat([corpus.quotes(selection) for selection in chosen], ignore_index=True)
    quotes = quotes[quotes.kind == "scare"]
    if quotes.empty:
        return pd.DataFrame(columns=ATTRIBUTIONS[:11])
    names = pd.concat([corpus.mentions(selection) for selection in chosen], ignore_index=True)
    names = names[names.form != "demonym"][["article_id", "sentence_no", "start", "end"]]
    pairs = quotes.reset_index().merge(names, on=["article_id", "sentence_no"], suffixes=("", "_name"))
    named = pairs[(pairs.start_name <= pairs.start) & (pairs.end_name >= pairs.end)]["index"]
    return _in_sentences(corpus, chosen, quotes.drop(index=named.unique()))[ATTRIBUTIONS[:11]].reset_index(drop=True)


def totals(frame: pd.DataFrame, read: pd.DataFrame) -> pd.DataFrame:
    """The denominators. read: as mentions.totals. One row per side, in the order of SIDES.

    Columns: side, articles, quoting (articles that quote anybody), article_words, quotes, words (given to speakers),
    verbatim (of these words, the ones in quotation marks), speakers, anonymous (quotes of unnamed people), unknown.
    """
    rows, whole_side = [], read.set_index("side")
    for side in SIDES:
        own = frame[frame.side == side]
        whole = own[~own.within.astype(bool)]
        rows.append({
            "side": side, "articles": int(whole_side.articles[side]), "quoting": own.article_id.nunique(),
            "article_words": int(whole_side.words[side]), "quotes": len(whole), "words": int(whole.words.sum()),
            "verbatim": int(own.words[own.kind != "indirect"].sum()),
            "speakers": whole.key[whole.source != "unknown"].nunique(),
            "anonymous": int((whole.source == "anonymous").sum()), "unknown": int((whole.source == "unknown").sum()),
        })
    return pd.DataFrame(rows)


def by_speaker(frame: pd.DataFrame) -> pd.DataFrame:
    """One row per speaker and side that quotes them, the most quoted first; speakers that nobody names left out.

    frame: attributions. Columns: side, key, source, name_en, name_ar, country, quotes, share (of the side's quotes),
    words, share_of_words, verbatim (share of the words that stands in marks), indirect (share of the quotes), articles,
    introduced (the descriptions given, the commonest first), verbs (verb -> times), both (whether both sides quote
    them).
    """
    whole = frame[~frame.within.astype(bool)]
    known = frame[frame.source != "unknown"]
    side_quotes, side_words = whole.groupby("side").size(), whole.groupby("side").words.sum()
    rows = []
    for (side, who), group in known.groupby(["side", "key"], sort=False):
        own = group[~group.within.astype(bool)]
        if own.empty:
            continue
        words = int(own.words.sum())
        first = own.iloc[0]
        introduced = group.introduced[group.introduced != ""].value_counts()
        rows.append({
            "side": side, "key": who, "source": first.source, "name_en": own.name_en.max(),
            "name_ar": own.name_ar.max(), "country": own.country.max(), "quotes": len(own),
            "share": len(own) / side_quotes[side], "words": words,
            "share_of_words": words / max(int(side_words[side]), 1),
            "verbatim": group.words[group.kind != "indirect"].sum() / max(words, 1),
            "indirect": (own.kind == "indirect").mean(), "articles": own.article_id.nunique(),
            "introduced": list(introduced.index), "verbs": _times(group).verb.value_counts().to_dict(),
        })
    columns = ["side", "key", "source", "name_en", "name_ar", "country", "quotes", "share", "words", "share_of_words",
               "verbatim", "indirect", "articles", "introduced", "verbs"]
    speakers = pd.DataFrame(rows, columns=columns)
    if not speakers.empty:
        names = speakers.groupby("key")
        for name in ("name_en", "name_ar", "country"):
            speakers[name] = names[name].transform("max")
    speakers["both"] = speakers.key.duplicated(keep=False)
    return speakers.sort_values(["quotes", "words"], ascending=False, kind="stable", ignore_index=True)


def by_verb(frame: pd.DataFrame) -> pd.DataFrame:
    """One row per side, stance and reporting verb or phrase, the commonest first.

    Columns: side, stance, verb, gloss, times, share (of the side's reporting verbs). A verb that governs several
    stretches of one sentence is counted once.
    """
    said = _times(frame)
    said = said[said.stance.isin(STANCES)]
    counted = said.groupby(["side", "stance", "verb", "gloss"], as_index=False).size().rename(columns={"size": "times"})
    counted["share"] = counted.times / counted.groupby("side").times.transform("sum")
    return counted.sort_values("times", ascending=False, kind="stable", ignore_index=True)


def by_source(frame: pd.DataFrame) -> pd.DataFrame:
    """One row per side and kind of source (sources.SOURCES), zeros included.

    Columns: side, source, quotes, share (of the side's quotes), words.
    """
    whole = frame[~frame.within.astype(bool)]
    rows = []
    for side in SIDES:
        own = whole[whole.side == side]
        rows += [
            {"side": side, "source": source, "quotes": int((own.source == source).sum()),
             "share": float((own.source == source).mean()) if len(own) else 0.0,
             "words": int(own.words[own.source == source].sum())}
            for source in SOURCES
        ]
    return pd.DataFrame(rows)


def intervals(frame: pd.DataFrame, part: str) -> pd.DataFrame:
    """How far the shares of speakers (part "key"), kinds of source ("source") or stances ("stance") would move had
    other articles been read: side, the part, low, high, as sampling.shares gives them.
    """
    if part == "stance":
        said = _times(frame)
        return shares(said[said.stance.isin(STANCES)], [part])
    return shares(frame[~frame.within.astype(bool)], [part])


def _times(frame: pd.DataFrame) -> pd.DataFrame:
    """Each reporting verb of each sentence once."""
    said = frame[frame.verb != ""]
    return said.drop_duplicates(["article_id", "sentence_no", "cue", "key"])


def _in_sentences(corpus: Corpus, chosen: list, quotes: pd.DataFrame) -> pd.DataFrame:
    sentences = pd.concat([corpus.sentences(selection) for selection in chosen], ignore_index=True)
    sentences = sentences[["article_id", "sentence_no", "start", "text"]]
    sentences = sentences.rename(columns={"start": "sentence_start", "text": "sentence"})
    articles = pd.concat([corpus.articles(selection) for selection in chosen], ignore_index=True)
    frame = quotes.rename(columns={"language": "side"}).merge(sentences, on=["article_id", "sentence_no"])
    frame = frame.merge(articles[["article_id", "title", "published_basis"]], on="article_id")
    frame["mark_start"] = frame.start - frame.sentence_start
    frame["mark_end"] = frame.end - frame.sentence_start
    # A quotation that runs over several sentences is shown whole, behind the beginning of its first one.
    frame["sentence"] = [
        row.sentence if row.mark_end <= len(row.sentence) else row.sentence[: row.mark_start] + row.surface
        for row in frame.itertuples()
    ]
    return frame.sort_values(["published", "article_id", "start", "end"], ascending=[False, True, True, False],
                             na_position="last", kind="stable", ignore_index=True)


def _within(frame: pd.DataFrame) -> list[bool]:
    """Whether each row lies inside a reported clause of another row of its sentence."""
    indirect = frame[frame.kind == "indirect"]
    outer: dict[tuple[str, int], list[tuple[int, int]]] = {}
    for row in indirect.itertuples():
        outer.setdefault((row.article_id, row.sentence_no), []).append((row.mark_start, row.mark_end))
    return [
        row.kind != "indirect" and any(
            start <= row.mark_start and row.mark_end <= end
            for start, end in outer.get((row.article_id, row.sentence_no), ()))
        for row in frame.itertuples()
    ]


@cache
def _glosses() -> dict[str, str]:
    with (DATA / "reporting_verbs.csv").open(encoding="utf-8", newline="") as rows:
        return {row["form"]: row["english"] for row in csv.DictReader(rows) if row["language"] == "ar"}


@cache
def _verb(cue: str, language: str) -> tuple[str, str]:
    found = find_cues([key(token.text, language) for token in tokens(cue)], language) if cue else []
    form = found[0].report.form if found else cue
    return form, _glosses().get(form, "") if language == "ar" else ""
