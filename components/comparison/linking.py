"""Names that no list knows, joined across the two languages of one story by how they sound."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import pandas as pd

from components.text.names import best_matches, similarity

# At .80 a pair is a fair suggestion (the measure's own threshold for one story); from .88 on the joined pairs that were
# looked at in parallel news were right often enough to be shown joined, with their similarity beside them.
JOINED_FROM = 0.88
# Beyond this many new names on a side only the most frequent are compared: pairs grow with the product.
MOST_NAMES = 400
# English names that each Arabic one is compared with exactly. With 40 in place of 10, .8 % more names are found among
# a thousand, for four times the time (400 new names: 5 instead of 1.2 s when none of their words was met before).
LOOKED_AT_CLOSELY = 10
# … and what the quick comparison must give them (0..200). Of 139 pairs from JOINED_FROM on in fifty translated articles
# it gave 137 more than this, and less to five sixths of all that were looked at.
LIKELY_FROM = 120.0


def links(entities: pd.DataFrame, are_apart: Callable[[str, str], bool] = lambda one, other: False) -> pd.DataFrame:
    """Which Arabic discoveries are the same name as one of the English side.

    entities: one row per entity and side (entity_id, side, entity_type, entity_name_en, entity_name_ar, mentions).
    Gives one row per joined Arabic entity: entity_id, linked_id, name_en, name_ar, similarity (0..1).
    An English name is joined once, to the Arabic name nearest to it.
    are_apart: whether a person said of two ids that they are not one.
    """
    arabic = entities[(entities.side == "ar") & (entities.entity_name_en == "") & (entities.entity_name_ar != "")]
    english = entities[(entities.side == "en") & (entities.entity_name_en != "")]
    arabic = arabic[~arabic.entity_id.isin(english.entity_id)].nlargest(MOST_NAMES, "mentions")
    english = english.nlargest(MOST_NAMES * 2, "mentions")
    columns = ["entity_id", "linked_id", "name_en", "name_ar", "similarity"]
    if arabic.empty or english.empty:
        return pd.DataFrame(columns=columns)
    rows = []
    for kind, group in arabic.groupby("entity_type", sort=False):
        candidates = english[english.entity_type == kind]
        if candidates.empty:
            continue
        nearest = _nearest(tuple(group.entity_name_ar), tuple(candidates.entity_name_en))
        own, others = (list(zip(frame.entity_id, names, strict=True)) for frame, names in (
            (group, group.entity_name_ar), (candidates, candidates.entity_name_en)))
        for (entity_id, name_ar), (best, score) in zip(own, nearest, strict=True):
            if score < JOINED_FROM:
                continue
            linked_id, name_en = others[best]
            if not are_apart(entity_id, linked_id):
                rows.append((entity_id, linked_id, name_en, name_ar, score))
    frame = pd.DataFrame(rows, columns=columns).sort_values("similarity", ascending=False)
    return frame.drop_duplicates("linked_id").reset_index(drop=True)


@lru_cache(maxsize=64)
def _nearest(arabic: tuple[str, ...], english: tuple[str, ...]) -> tuple[tuple[int, float], ...]:
    """For each Arabic name the place of the English one that sounds most like it, and how alike they are; 0 for none.

    Kept, because the most frequent names of a large corpus are the same ones after an article more: 60 ms.
    """
    best = best_matches(arabic, english, LOOKED_AT_CLOSELY, LIKELY_FROM)
    return tuple((at, similarity(name, english[at]) if at >= 0 else 0.0) for name, at in zip(arabic, best, strict=True))
