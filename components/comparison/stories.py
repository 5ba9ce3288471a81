"""Which story a new article seems to belong to."""
from __future__ import annotations

from collections.abc import Iterable

from components.corpus import Corpus

# Of two articles on one event the shorter one shares at least a third of its names with the story so far; articles of
# different events share the odd great power and little else.
SHARED_NAMES = 1 / 3
# A story is known by what it names in at least two sentences, so that passing mentions don't bind it to anything.
FEWEST_MENTIONS = 2


def suggest(corpus: Corpus, named: Iterable[str]) -> str | None:
    """The story whose names cover the most of the names given, or None where none covers SHARED_NAMES of them.

    named: entity ids of the new articles.
    """
    wanted = set(map(corpus.names.final, named)) - {""}
    entities = corpus.table("entities")
    entities = entities.filter(entities.entity_id.isin(sorted(wanted)))
    found = corpus.execute(entities.group_by("story", "entity_id").agg(n=entities.mentions.sum()))
    found = found[(found.n >= FEWEST_MENTIONS) & (found.story != "")]
    shares = found.groupby("story").size() / max(len(wanted), 1)
    return str(shares.idxmax()) if len(shares) and shares.max() >= SHARED_NAMES else None
