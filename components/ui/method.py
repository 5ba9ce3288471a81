"""The Method page: definitions, measured accuracy, limits."""

from __future__ import annotations

import csv
from functools import cache
from html import escape
from pathlib import Path

import pandas as pd
import streamlit as st

from components.text import glosses
from components.text.messages import Messages, isolate
from components.ui import page, take_away

SECTIONS = (
    "reading",
    "names",
    "dates",
    "quotes",
    "passages",
    "wording",
    "voices",
    "counting",
    "sampling",
    "honesty",
    "articles",
    "privacy",
)

# What the evaluation printed when the reader was last changed, and what tests/evaluation measured of the ledger:
# measure, part, figure, value.
_DATA = Path(__file__).resolve().parents[2] / "data"
# What makes the figures, at the root of the project.
COMMANDS = {"scores": "python ../shared/eval/score.py", "ledger": "python -m tests.evaluation.ledger_trial",
            "differences": "python -m tests.evaluation.planted"}
_ACCURACY = (_DATA / "accuracy.csv", _DATA / "accuracy_ledger.csv")


@cache
def _measured() -> list[dict[str, str]]:
    rows = []
    for table in _ACCURACY:
        with table.open(encoding="utf-8", newline="") as file:
            rows += csv.DictReader(file)
    return rows


def figure(measure: str, name: str, part: str = "") -> float:
    """One measured figure (precision, recall, f1 …) of a measure, or of a part of it, as the evaluation printed it."""
    return next(
        float(row["value"])
        for row in _measured()
        if row["measure"] == measure and row["figure"] == name and part in ("", row["part"])
    )


def sections(t: Messages) -> None:
    """Every section in words, then the measured accuracy as a table."""
    st.html(f'<div class="m-method">{"".join(_section(name, t) for name in SECTIONS)}</div>')
    if not glosses.available():
        st.warning(t("method.no_glosses"))
    commands = {name: isolate(command) for name, command in COMMANDS.items()}
    page.heading(t("method.accuracy"), t("method.accuracy.text"), t("method.accuracy.made", **commands))
    page.table([t(f"accuracy.{column}") for column in ("what", "part", "figures")], _rows(t))
    take_away.offer("accuracy", t("method.accuracy"), None, t, lambda: _frame(t), heads="accuracy")


def _section(name: str, t: Messages) -> str:
    told = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in t(f"method.{name}.text").split("\n\n"))
    return f'<section><h2>{escape(t(f"method.{name}"))}</h2>{told}</section>'


def _frame(t: Messages) -> pd.DataFrame:
    return pd.DataFrame(
        [(t(f"accuracy.{row['measure']}"), _part(row["part"], t), t(f"accuracy.{row['figure']}"), float(row["value"]))
         for row in _measured()], columns=["what", "part", "figures", "value"])


def _part(part: str, t: Messages) -> str:
    return t("accuracy.part." + part.lower().replace(" ", "_"))


def _rows(t: Messages) -> list[list[str]]:
    """One row per part of a measure, its figures in words."""
    figures: dict[tuple[str, str], list[str]] = {}
    for row in _measured():
        value = t.number(float(row["value"]), 3)
        figures.setdefault((row["measure"], row["part"]), []).append(f"{t('accuracy.' + row['figure'])} {value}")
    return [
        [
            escape(t(f"accuracy.{measure}")),
            escape(_part(part, t)),
            " · ".join(f"<bdi>{escape(figure)}</bdi>" for figure in found),
        ]
        for (measure, part), found in figures.items()
    ]
