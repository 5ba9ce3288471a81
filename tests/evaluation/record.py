"""Writes what the evaluation measured into data/accuracy.csv, which the Method page shows, and into the README.

    python ../shared/eval/score.py --json scores.json
    python -m tests.evaluation.record scores.json
"""
from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TABLE = ROOT / "data" / "accuracy.csv"
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


def told(scores: dict) -> str:
    """The scores as a table for the README, one row per part of a measure."""
    parts: dict[tuple[str, str], list[str]] = {}
    for measure, part, figure, value in rows(scores):
        parts.setdefault((measure, part), []).append(f"{figure.replace('_', ' ')} {value}")
    lines = [f"| {measure} | {part} | {', '.join(figures)} |" for (measure, part), figures in parts.items()]
    return "\n".join(["| measure | of which | figures |", "|---|---|---|", *lines])


def main() -> None:
    """Read the scores that are named on the command line and replace both tables."""
    scores = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("measure", "part", "figure", "value"))
        writer.writerows(rows(scores))
    before, _, rest = README.read_text(encoding="utf-8").partition("<!-- accuracy -->")
    _, _, after = rest.partition("<!-- /accuracy -->")
    README.write_text(f"{before}<!-- accuracy -->\n{told(scores)}\n<!-- /accuracy -->{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
