"""Who gets to speak on each side, how much, and how their words are introduced."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pandas as pd

from components.comparison.mentions import added_up, joined_by_sound, most_named
from components.comparison.newest import sided_newest
from components.comparison.redecided import redecided
from components.comparison.sampling import shares
from components.comparison.scope import SIDES, Scope
from components.corpus import Corpus
from components.reading.attributions import glosses
from components.reading.sources import SOURCES
from components.reading.speakers import UNKNOWN

MEASURES = ("quotes", "words", "share")
STANCES = ("neutral", "assertive", "doubting", "denying")
KINDS = ("direct", "fragment", "indirect")

ATTRIBUTIONS = [
    "article_id", "side", "outlet", "published", "published_basis", "title", "sentence_no", "sentence", "mark_start",
    "mark_end", "surface", "kind", "within", "closed", "speaker", "key", "source", "name_en", "name_ar", "country",
    "introduced", "cue", "verb", "gloss", "stance", "words",
]
# What of the table in the corpus that has these columns is asked for besides: always, and where names were decided.
_BEHIND, _OF_NAMES = ["start", "end"], ["speaker_id", "speaker_name", "meant"]
# What is not known of a quotation that nobody is said to have said.
_UNKNOWN = dict.fromkeys(["speaker", "speaker_id", "speaker_name", "cue"], "")


def attributions(corpus: Corpus, scope: Scope) -> pd.DataFrame:
    """One row per stretch that an article gives as somebody's words, terms held at arm's length left out.

    Columns: ATTRIBUTIONS. sentence: the text of the sentence in which it begins; mark_start, mark_end: where in it.
    within: whether it lies inside a reported clause that has a row of its own, so that its words are counted there.
    speaker: as the text has it here. key, source, name_en, name_ar, country: who that is (see speakers.Voice).
    introduced: the title or description given with the name here, or the words for an unnamed source; "" for none.
    verb: the cue's dictionary form, gloss: its English meaning. words: of the stretch, Arabic clitics split.
    """
    frame = _quotations(corpus, scope, scare=False)
    if frame.empty:
        return frame[ATTRIBUTIONS]
    frame = redecided(corpus, frame)
    _name(corpus, scope, frame)
    meanings = glosses()
    frame["gloss"] = frame.verb.map(lambda verb: meanings.get(verb, "")).where(frame.side == "ar", "")
    return frame[ATTRIBUTIONS]


def held_apart(corpus: Corpus, scope: Scope) -> pd.DataFrame:
    """Terms in quotation marks that are nobody's speech. One row per term and place; columns: the first eleven of
    ATTRIBUTIONS. Names in quotation marks are left out.
    """
    return _quotations(corpus, scope, scare=True)[ATTRIBUTIONS[:11]]


def _quotations(corpus: Corpus, scope: Scope, scare: bool) -> pd.DataFrame:
    """The quotations that are terms held apart, or all others, as they are told in the corpus; the newest first."""
    rows = sided_newest(corpus, scope, "attributions").fill_null(_UNKNOWN)
    rows = rows.filter((rows.kind == "scare") & ~rows.named if scare else rows.kind != "scare")
    rows = rows.join(sided_newest(corpus, scope, "articles").select("article_id", "title", "published_basis"),
                     "article_id")
    known = [name for name in ATTRIBUTIONS if name in rows.columns]
    frame = corpus.execute(rows.select(*known, *_BEHIND, *(_OF_NAMES if corpus.names else []))).assign(gloss="")
    return frame.sort_values(["published", "article_id", "start", "end"], ascending=[False, True, True, False],
                             na_position="last", kind="stable", ignore_index=True)


def _name(corpus: Corpus, scope: Scope, frame: pd.DataFrame) -> None:
    """Put speakers whose names were joined by sound under one id, and everybody under the names of the whole scope."""
    scope = replace(scope, types=(), demonyms=True, capitals=False)
    links = joined_by_sound(corpus, scope)
    joined = dict(zip(links.entity_id, links.linked_id, strict=True))
    named = ~frame.key.str.contains(rf"^(?:said/|source/|{UNKNOWN}$)")
    ids = set(frame.key[named])
    ids |= {joined[entity_id] for entity_id in ids & joined.keys()}
    ids |= {entity_id for entity_id, linked in joined.items() if linked in ids}
    if not ids:
        return
    names = _names(corpus, scope, ids)
    shown = [joined.get(entity_id, entity_id) for entity_id in names.entity_id]
    names = names.assign(entity_id=shown).groupby("entity_id")[["entity_name_en", "entity_name_ar"]].max()
    moved = named & frame.key.isin(list(joined))
    frame.loc[moved, "key"] = frame.key[moved].map(joined)
    for name in ("name_en", "name_ar"):
        told = names[f"entity_{name}"].reindex(frame.key).set_axis(frame.index)
        frame[name] = told.where(named & told.notna(), frame[name])


def _names(corpus: Corpus, scope: Scope, ids: set[str]) -> pd.DataFrame:
    """What some entities are called in the scope: entity_id, entity_name_en, entity_name_ar; several rows of some."""
    columns = ["entity_id", "entity_name_en", "entity_name_ar"]
    known = most_named(corpus, scope)
    known = known[known.entity_id.isin(ids)][columns]
    if not (rest := sorted(ids - set(known.entity_id))):
        return known
    tallies = added_up(corpus, scope)
    tallies = tallies.filter(tallies.entity_id.isin(rest))
    found = corpus.execute(tallies.group_by("entity_id").agg(
        entity_name_en=tallies.entity_name_en.max(), entity_name_ar=tallies.entity_name_ar.max(),
        articles=tallies.articles.sum()))
    return pd.concat([known, found[found.articles > 0][columns]], ignore_index=True)


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
    side_quotes, side_words = Counter(), Counter()
    groups: dict[tuple[str, str], list] = {}
    for row in frame.itertuples():
        if not row.within:
            side_quotes[row.side] += 1
            side_words[row.side] += row.words
        if row.source != "unknown":
            groups.setdefault((row.side, row.key), []).append(row)
    rows = []
    for (side, who), group in groups.items():
        own = [row for row in group if not row.within]
        if not own:
            continue
        words = int(sum(row.words for row in own))
        introduced = Counter(row.introduced for row in group if row.introduced)
        verbs: dict[tuple, str] = {}
        for row in group:
            if row.verb:
                # As in _times: each of a sentence once.
                verbs.setdefault((row.article_id, row.sentence_no, row.cue), row.verb)
        rows.append({
            "side": side, "key": who, "source": own[0].source, "name_en": max(row.name_en for row in own),
            "name_ar": max(row.name_ar for row in own), "country": max(row.country for row in own),
            "quotes": len(own), "share": len(own) / side_quotes[side], "words": words,
            "share_of_words": words / max(int(side_words[side]), 1),
            "verbatim": sum(row.words for row in group if row.kind != "indirect") / max(words, 1),
            "indirect": sum(row.kind == "indirect" for row in own) / len(own),
            "articles": len({row.article_id for row in own}),
            "introduced": [text for text, _ in introduced.most_common()],
            "verbs": dict(Counter(verbs.values()).most_common()),
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
