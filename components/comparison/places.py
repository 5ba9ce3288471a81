"""Where the places and countries that are named lie."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pandas as pd

from components.reading.authority import load

# Degrees of a point inside each country's largest part, worked out from Natural Earth's outlines (public domain).
_COUNTRIES = Path(__file__).resolve().parents[2] / "data" / "country_places.csv"
PLACED = ("country", "place")


def located(entities: pd.DataFrame) -> pd.DataFrame:
    """The rows of comparison.mentions.by_entity that are places or countries, with lat and lon in degrees.

    lat and lon are NaN where no table knows where the place lies.
    """
    frame = entities[entities.entity_type.isin(PLACED)].copy()
    known = [where(entity_id) for entity_id in frame.entity_id]
    return frame.assign(lat=[lat for lat, _ in known], lon=[lon for _, lon in known])


def where(entity_id: str) -> tuple[float, float]:
    """Latitude and longitude of a known place or country in degrees, NaN for others."""
    if entity_id in _countries():
        return _countries()[entity_id]
    entity = load().entity(entity_id)
    extra = entity.extra if entity else {}
    return float(extra.get("lat") or "nan"), float(extra.get("lon") or "nan")


@cache
def _countries() -> dict[str, tuple[float, float]]:
    with _COUNTRIES.open(encoding="utf-8", newline="") as file:
        return {row["id"]: (float(row["lat"]), float(row["lon"])) for row in csv.DictReader(file)}
