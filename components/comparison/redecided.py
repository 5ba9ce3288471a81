"""Who speaks where people have decided about the names: worked out again from the article as it is named now."""

from __future__ import annotations

import pandas as pd

from components.corpus import Corpus, Selection
from components.reading.attributions import Said, attributions
from components.reading.speakers import Naming

# What the decisions may change of an attribution.
CHANGED = ["key", "source", "name_en", "name_ar", "country", "introduced"]


def redecided(corpus: Corpus, frame: pd.DataFrame) -> pd.DataFrame:
    """The attributions, those anew in whose article a name was decided about that had a say in who speaks.

    frame: the table of attributions with article_id and side; `meant` says which names had a say.
    """
    decided = {*corpus.names.by_id, *(entity_id for entity_id, _, _ in corpus.names.by_spelling)}
    if not decided:
        return frame
    touched = frame.article_id[[not decided.isdisjoint(meant) for meant in frame.meant]]
    if touched.empty:
        return frame
    chosen = Selection(article_ids=tuple(sorted(set(touched))))
    named: dict[str, list[Naming]] = {article_id: [] for article_id in chosen.article_ids}
    for row in corpus.mentions(chosen).itertuples():
        named[row.article_id].append(Naming(
            row.entity_id, row.entity_type, row.surface, row.entity_name_en, row.entity_name_ar))
    quotes = corpus.quotes(chosen)
    speakers = dict(zip(zip(quotes.article_id, quotes.start, quotes.end, quotes.kind, strict=True),
                        quotes.speaker_id.fillna(""), strict=True))
    frame = frame.copy()
    for (article_id, side), own in frame[frame.article_id.isin(named)].groupby(["article_id", "side"], sort=False):
        said = [
            Said(row.start, row.end, row.surface, row.kind, row.speaker,
                 speakers.get((article_id, row.start, row.end, row.kind), row.speaker_id), row.speaker_name, row.cue,
                 row.sentence_no, row.sentence, row.start - row.mark_start)
            for row in own.itertuples()
        ]
        found = attributions(said, named[article_id], side)
        frame.loc[own.index, CHANGED] = [[getattr(one, name) for name in CHANGED] for one in found]
    return frame
