"""Reading the tables of data/ that names are found by."""
from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

DATA = Path(__file__).resolve().parents[2] / "data"


def listed(cell: str | None) -> tuple[str, ...]:
    """The values of a cell that holds several, separated by `|`."""
    return tuple(value for part in (cell or "").split("|") if (value := part.strip()))


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a table under data/; none where the file is missing."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def reporting_verbs(language: str) -> tuple[str, ...]:
    """All forms of one word of the verbs that report speech."""
    return tuple(
        form
        for row in rows(DATA / "reporting_verbs.csv")
        if row["language"] == language and row["kind"] == "verb"
        for form in listed(row["forms"])
        if " " not in form
    )


@cache
def cue_words(language: str, use: str) -> tuple[str, ...]:
    """The words of data/name_cues.csv for one use, as they are written there."""
    return tuple(
        word
        for row in rows(DATA / "name_cues.csv")
        if row["language"] == language and row["use"] == use
        for word in listed(row["words"])
    )
