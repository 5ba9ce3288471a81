"""What a person is looking at: which articles, split into which two sides."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

import ibis
import ibis.expr.types as ir

from components.corpus import Corpus, Selection

SIDES = ("ar", "en")

# Articles, not words, are the independent samples: below this many on a side no significance between sides is shown.
FEWEST_ARTICLES = 5


@dataclass(frozen=True)
class Side:
    """One of the two sides: the articles of a language, or those of some outlets or with some tags.

    slot: its name in every frame, and its place and colour on every page: one of SIDES, which are called after what
    stands there by default.
    """

    slot: str
    languages: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


BY_LANGUAGE = tuple(Side(slot, languages=(slot,)) for slot in SIDES)


def named_sides(arabic_slot: Side, english_slot: Side) -> tuple[Side, Side]:
    """Two sides of outlets and tags, in the order of SIDES. An article that would be of both is of the one in the
    English slot, which is read first.
    """
    return replace(arabic_slot, slot=SIDES[0]), replace(english_slot, slot=SIDES[1])


@dataclass(frozen=True)
class Scope:
    """The articles under comparison and what of them is counted. Empty fields leave nothing out.

    sides: the two sides, in the order of SIDES; articles of neither are left out.
    first_day, last_day: publication dates, both included; articles without a date are kept only where both are None.
    types: the entity types to count. demonyms: whether "Russian" counts as a mention of Russia. capitals: whether
    "Moscow" counts as a mention of Russia where it stands for the government.
    reprints: whether every reprint of one wire text counts. without: ids of the articles that are left out, as
    comparison.reprints finds them.
    """

    story: str | None = None
    outlets: tuple[str, ...] = ()
    first_day: dt.date | None = None
    last_day: dt.date | None = None
    types: tuple[str, ...] = ()
    demonyms: bool = True
    capitals: bool = False
    reprints: bool = False
    without: tuple[str, ...] = ()
    sides: tuple[Side, Side] = BY_LANGUAGE

    @property
    def by_language(self) -> bool:
        """Whether Arabic is compared with English, so that the language of an article is its side."""
        return self.sides == BY_LANGUAGE

    @property
    def of_whole_outlets(self) -> bool:
        """Whether all articles of the outlets in scope are in it, so that what is kept added up by outlet serves."""
        of_tags = not self.by_language and any(side.tags for side in self.sides)
        return not (self.story is not None or self.first_day or self.last_day or self.without or of_tags)

    @property
    def any_names(self) -> Scope:
        """The same articles, whatever names are counted: what questions are asked of that count none, so that one
        answer serves all.
        """
        return replace(self, types=(), demonyms=True, capitals=False)

    def selection(self, side: str | None = None) -> Selection:
        """The articles of one side, or of both."""
        chosen = Selection(
            story=self.story,
            languages=SIDES,
            outlets=self.outlets,
            first_day=self.first_day,
            last_day=self.last_day,
            without=self.without,
        )
        if self.by_language:
            return replace(chosen, languages=(side,)) if side else chosen
        first, second = self.sides
        if side == first.slot:
            return replace(chosen, of_outlets=first.outlets, of_tags=first.tags, not_of_outlets=second.outlets,
                           not_of_tags=second.tags)
        if side == second.slot:
            return replace(chosen, of_outlets=second.outlets, of_tags=second.tags)
        return replace(chosen, of_outlets=(*first.outlets, *second.outlets), of_tags=(*first.tags, *second.tags))


def sided(corpus: Corpus, scope: Scope, name: str, article_ids: tuple[str, ...] = ()) -> ir.Table:
    """A table of the corpus within the scope, or these articles of it, with the `side` of each row."""
    if scope.by_language:
        table = corpus.table(name, replace(scope.selection(), article_ids=article_ids))
        return table.mutate(side=table.language)
    halves = [
        corpus.table(name, replace(scope.selection(side), article_ids=article_ids)).mutate(side=ibis.literal(side))
        for side in SIDES
    ]
    return halves[0].union(halves[1], distinct=False)
