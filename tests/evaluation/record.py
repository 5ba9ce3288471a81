"""Writes what the evaluation measured into data/accuracy.csv, which the Method page shows, and into the README.

    python ../shared/eval/score.py --json scores.json
    python -m tests.evaluation.record scores.json

What is measured of the ledger is kept in a table of its own (`keep`), by the trials that measure it.
"""
from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TABLE = ROOT / "data" / "accuracy.csv"
LEDGER = ROOT / "data" / "accuracy_ledger.csv"
README = ROOT / "README.md"

# Of each measure, the figures that a reader of the dashboard can use; their names there.
FIGURES = {
    "precision": "precision", "recall": "recall", "f1": "f1", "accuracy": "accuracy", "found": "found",
    "exact": "exact", "value": "right_value", "worst error": "worst",
}


def rows(scores: dict) -> list[tuple[str, str, str, str]]:
    """(measure, part, figure, value) of everything in the scores."""
    return [
        (measure, part, FIGURES[figure], f"{value:.3f}")
        for measure, parts in scores.items()
        for part, figures in (parts or {}).items()
        for figure, value in figures.items()
        if figure in FIGURES
    ]


def table(found: Iterable[tuple[str, str, str, str]]) -> str:
    """Rows of measure, part, figure and value as a table for the README, one row per part of a measure."""
    parts: dict[tuple[str, str], list[str]] = {}
    for measure, part, figure, value in found:
        parts.setdefault((measure, part), []).append(f"{figure.replace('_', ' ')} {value}")
    lines = [f"| {measure} | {part} | {', '.join(figures)} |" for (measure, part), figures in parts.items()]
    return "\n".join(["| measure | of which | figures |", "|---|---|---|", *lines])


def write(path: Path, found: Sequence[tuple[str, str, str, str]], mark: str) -> None:
    """Write the rows as the table that the pages read, and between two marks of the README."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([("measure", "part", "figure", "value"), *found])
    before, _, rest = README.read_text(encoding="utf-8").partition(f"<!-- {mark} -->")
    _, _, after = rest.partition(f"<!-- /{mark} -->")
    README.write_text(f"{before}<!-- {mark} -->\n{table(found)}\n<!-- /{mark} -->{after}", encoding="utf-8")


def keep(measure: str, found: dict[str, dict[str, float]]) -> None:
    """Replace a measure's rows among what is measured of the ledger."""
    with LEDGER.open(encoding="utf-8", newline="") as file:
        kept = [tuple(row) for row in csv.reader(file)][1:]
    made = [(measure, part, name, f"{value:.3f}") for part, own in found.items() for name, value in own.items()]
    write(LEDGER, [*(row for row in kept if row[0] != measure), *made], "ledger")


def main() -> None:
    """Read the scores that are named on the command line and replace both tables."""
    write(TABLE, rows(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))), "accuracy")


if __name__ == "__main__":
    main()
