"""How often the ledger's states are right, on stories that are looser than translations.

    python -m tests.evaluation.ledger_trial [--fitted] [--data DIR] [--record]

prints, for the half that nothing was fitted on (with --fitted the other one): of the matched pairs, of the passages
called only here and of the undecided pairs, what share is right; of the passages that have a counterpart, what share
was matched with it; and undecided pairs per passage. --record writes them where the Ledger and the Method page read
them.
"""
from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from pathlib import Path

from components.comparison.passages import Matches, match
from tests.evaluation.record import LEDGER, keep
from tests.evaluation.stories import DATA, KEPT, SIDES, Story, stories

FIGURES = ("matched_right", "matched_found", "only_right", "undecided_right", "undecided_per_passage")


def counts(found: Matches, story: Story) -> Counter[str]:
    """What the ledger says of a story, and how much of it is right."""
    told = {"en": story.en, "ar": story.ar}
    lines = {side: dict(zip(range(len(told[side].lines)), told[side].lines, strict=True)) for side in SIDES}
    everything = {side: frozenset().union(*lines[side].values()) for side in SIDES}
    counted: Counter[str] = Counter()
    right_match: set[tuple[str, int]] = set()
    for point in found.all:
        if point.state == "only_here":
            other = "ar" if point.side == "en" else "en"
            own = point.english if point.side == "en" else point.arabic
            counted["only"] += 1
            counted["only_right"] += not lines[point.side][own.sentence_no] & everything[other]
            continue
        right = bool(lines["en"][point.english.sentence_no] & lines["ar"][point.arabic.sentence_no])
        counted[point.state] += 1
        counted[f"{point.state}_right"] += right
        if right and point.state == "matched":
            right_match |= {("en", point.english.sentence_no), ("ar", point.arabic.sentence_no)}
    for side in SIDES:
        other = "ar" if side == "en" else "en"
        answered = {n for n, names in lines[side].items() if names & everything[other]}
        counted["passages"] += len(lines[side])
        counted["answered"] += len(answered)
        counted["found"] += sum((side, n) in right_match for n in answered)
    return counted


def figures(counted: Counter[str]) -> dict[str, float]:
    """The counts as the shares that are told."""
    shares = [("matched_right", "matched"), ("found", "answered"), ("only_right", "only"),
              ("undecided_right", "undecided"), ("undecided", "passages")]
    return {
        name: counted[part] / counted[whole] if counted[whole] else 0.0
        for name, (part, whole) in zip(FIGURES, shares, strict=True)
    }


def measured(of_held_out: bool = True, data: Path = DATA) -> dict[str, dict[str, float]]:
    """The figures by kind of story, and of all together."""
    totals: dict[str, Counter[str]] = defaultdict(Counter)
    for story in stories(of_held_out, data):
        counted = counts(match(story.en.passages, story.ar.passages), story)
        totals[story.kind] += counted
        totals["all"] += counted
    return {kind: figures(totals[kind]) for kind in (*KEPT, "all")}


def main() -> None:
    """Measure, print, and record where asked to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--fitted", action="store_true", help="the half that the figures were fitted on")
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--record", action="store_true", help=f"write {LEDGER.name}")
    told = parser.parse_args()
    found = measured(not told.fitted, told.data)
    for kind, own in found.items():
        print(f"{kind:12}" + "  ".join(f"{name} {value:.3f}" for name, value in own.items()))
    if told.record:
        keep("ledger", found)


if __name__ == "__main__":
    main()
