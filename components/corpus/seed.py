"""The seed story: two articles that stand in every new corpus, and what is known of them and how."""
from __future__ import annotations

import csv
import datetime as dt
from functools import cache
from pathlib import Path

from components.corpus.models import Draft
from components.corpus.schema import article_id
from components.text.arabic import freeze

FOLDER = Path(__file__).resolve().parents[2] / "data" / "seed"


@cache
def _rows() -> tuple[dict[str, str], ...]:
    with open(FOLDER / "articles.csv", encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def drafts() -> list[Draft]:
    """The seed articles, ready to be saved."""
    return [
        Draft(
            text=freeze((FOLDER / row["file"]).read_text(encoding="utf-8")),
            language=row["language"],
            title=row["title"],
            outlet=row["outlet"],
            published=dt.date.fromisoformat(row["published"]) if row["published"] else None,
            published_basis=row["published_basis"],
            published_reason=row["reason_en"],
            published_reason_ar=row["reason_ar"],
            story=row["story"],
            source_name=row["file"],
        )
        for row in _rows()
    ]


def stories() -> dict[str, dict[str, str]]:
    """The seed story's names: story -> {"en": …, "ar": …}."""
    return {row["story"]: {"en": row["story_en"], "ar": row["story_ar"]} for row in _rows()}


def article_ids() -> tuple[str, ...]:
    """The identities of the seed articles."""
    return tuple(article_id(draft.text) for draft in drafts())
