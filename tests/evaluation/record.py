"""Writes what the evaluation measured into data/accuracy.csv, which the Method page shows.

    python ../shared/eval/score.py --json scores.json
    python -m tests.evaluation.record scores.json
"""
from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

TABLE = Path(__file__).resolve().parents[2] / "data" / "accuracy.csv"

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


def main() -> None:
    """Read the scores that are named on the command line and replace the table."""
    scores = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("measure", "part", "figure", "value"))
        writer.writerows(rows(scores))


if __name__ == "__main__":
    main()
