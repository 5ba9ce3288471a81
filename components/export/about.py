"""What a table, a picture or a report says of itself: what it shows, of which articles, how made, when, by what."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

import components
from components.comparison.scope import Scope
from components.text.messages import Messages, isolate


@dataclass(frozen=True)
class About:
    """Names and values, in the language of the interface.

    title: what is shown. scope: (name, value) of everything that limits it. out_of: the sides' denominators, a sentence
    each. method: how the figures were made, where there is something to say. corpus: the state of the corpus.
    """

    title: str
    t: Messages = field(repr=False)
    scope: tuple[tuple[str, str], ...] = ()
    out_of: tuple[str, ...] = ()
    method: str = ""
    corpus: str = ""

    @property
    def right_to_left(self) -> bool:
        return self.t.direction == "rtl"

    @property
    def align(self) -> str:
        """Where a line begins."""
        return "right" if self.right_to_left else "left"

    @property
    def sheet(self) -> str:
        """What the sheet of a workbook that holds all this is called."""
        return self.t("about.sheet")

    def rows(self, cut: int = 0) -> list[tuple[str, str]]:
        """All of it, a name and a value each. cut: how many texts were too long for a cell."""
        rows = [(self.t("about.shown"), self.title), *self.scope]
        rows += [(self.t("about.out_of"), sentence) for sentence in self.out_of]
        if self.method:
            rows.append((self.t("about.method"), self.method))
        if cut:
            rows.append((self.t("about.cut"), self.t.plural("about.cut_cells", cut)))
        rows.append((self.t("about.made"), self.made_on))
        rows.append((self.t("about.made_by"), self.made_by))
        return rows

    @property
    def made_on(self) -> str:
        """Today, since nothing is made before it is taken away."""
        return self.t.date(dt.date.today())

    @property
    def made_by(self) -> str:
        return self.t("about.version", version=components.__version__, corpus=self.corpus or "–")

    @property
    def limits(self) -> str:
        """The scope in one line, for beneath the title of a picture."""
        return " · ".join(isolate(value) for _, value in self.scope)


def described(scope: Scope, story: str, t: Messages) -> tuple[tuple[str, str], ...]:
    """What limits the articles in scope, as (name, value); story: its name as it is shown, "" for all."""
    rows = [
        (t("scope.story"), story or t("scope.all_stories")),
        (t("scope.outlets"), t.list(list(scope.outlets)) if scope.outlets else t("scope.all_outlets")),
        (t("about.days"), _days(scope, t)),
    ]
    if scope.types:
        rows.append((t("scope.types"), t.list([t(f"kind.{kind}") for kind in scope.types])))
    counted = [
        t("about.demonyms") if scope.demonyms else t("about.no_demonyms"),
        *([t("about.capitals")] if scope.capitals else []),
        t("about.reprints") if scope.reprints else t("about.no_reprints"),
    ]
    rows.append((t("about.counted"), t.list(counted)))
    return tuple(rows)


def _days(scope: Scope, t: Messages) -> str:
    first, last = scope.first_day, scope.last_day
    if first and last:
        return t("dates.from_to", first=first, last=last)
    if first or last:
        return t("about.from", day=first) if first else t("about.until", day=last)
    return t("about.any_day")
