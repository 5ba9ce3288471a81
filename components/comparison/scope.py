"""What a person is looking at: which articles, split into which two sides."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from components.corpus import Selection

SIDES = ("ar", "en")

# Articles, not words, are the independent samples: below this many on a side no significance between sides is shown.
FEWEST_ARTICLES = 5


@dataclass(frozen=True)
class Scope:
    """The articles under comparison and what of them is counted. Empty fields leave nothing out.

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

    def selection(self, side: str | None = None) -> Selection:
        """The articles of one side, or of both."""
        return Selection(
            story=self.story,
            languages=(side,) if side else SIDES,
            outlets=self.outlets,
            first_day=self.first_day,
            last_day=self.last_day,
            without=self.without,
        )
