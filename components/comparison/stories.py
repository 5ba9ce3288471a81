"""Stories: which one a new article seems to belong to; made, renamed, merged, split and forgotten; tags renamed."""
from __future__ import annotations

from collections.abc import Iterable

from components.corpus import Corpus, CorpusError, Selection

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
    named = entities.group_by("story", "entity_id").agg(n=entities.mentions.sum())
    named = named.filter((named.n >= FEWEST_MENTIONS) & (named.story != ""))
    shared = named.group_by("story").agg(names=named.count())
    best = corpus.execute(shared.order_by(shared.names.desc(), "story").limit(1))
    return str(best.story[0]) if len(best) and best.names[0] >= SHARED_NAMES * len(wanted) else None


def make(corpus: Corpus, english: str, arabic: str) -> str:
    """Name a story that has no article yet; returns the event. Raises CorpusError where there is one of that name."""
    named = names(corpus, "", english, arabic)
    return corpus.amend([], stories={named["en"]: named})


def rename(corpus: Corpus, story: str, english: str, arabic: str, since: int | None = None) -> str:
    """Name a story anew in both languages; returns the event. Raises CorpusError as `make`, and Conflict."""
    return corpus.amend([], since=since, stories={story: names(corpus, story, english, arabic)})


def merge(corpus: Corpus, story: str, into: str) -> str:
    """Move all articles of a story into another one and forget its name, by one event, which is returned."""
    return corpus.amend(_of(corpus, story), story=into, stories={story: None})


def split(corpus: Corpus, article_ids: Iterable[str], english: str, arabic: str) -> str:
    """Move these articles into a new story, by one event, which is returned. Raises CorpusError as `make`."""
    named = names(corpus, "", english, arabic)
    return corpus.amend(article_ids, story=named["en"], stories={named["en"]: named})


def forget(corpus: Corpus, story: str) -> str:
    """Forget the name of a story that no article belongs to; returns the event. Raises CorpusError where one does."""
    if _of(corpus, story):
        raise CorpusError("story_not_empty", story=story)
    return corpus.amend([], stories={story: None})


def rename_tag(corpus: Corpus, tag: str, new: str) -> str:
    """Give every article that has the tag another one instead (none where `new` is empty); returns the event."""
    new = new.strip()
    articles = corpus.table("articles", Selection(tags=(tag,)))
    ids = corpus.execute(articles.select("article_id")).article_id
    return corpus.amend(ids, remove_tags=[tag], add_tags=[new] if new else [])


def _of(corpus: Corpus, story: str) -> list[str]:
    articles = corpus.table("articles", Selection(story=story))
    return list(corpus.execute(articles.select("article_id")).article_id)


def names(corpus: Corpus, story: str, english: str, arabic: str) -> dict[str, str]:
    """A story's names, the one standing in for the other where that is missing. Raises CorpusError: story_exists,
    story_unnamed.
    """
    english, arabic = english.strip(), arabic.strip()
    named = {"en": english or arabic, "ar": arabic or english}
    if not named["en"]:
        raise CorpusError("story_unnamed")
    others = corpus.stories(with_empty=True)
    others = others[others.story != story]
    for name in dict.fromkeys(named.values()):
        if name in {*others.story, *others.name_en, *others.name_ar}:
            raise CorpusError("story_exists", story=name)
    return named
