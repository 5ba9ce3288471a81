"""The ledger of a story with 50 articles a side: aligned passage by passage, from the corpus to the points."""
from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from components.comparison import ledger
from components.comparison.passages import match
from components.comparison.scope import Scope
from components.corpus import open_corpus
from components.text.glosses import glosses
from tests.benchmarks import corpora, report

ARTICLES, AIM = 50, 2_000.0


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks ledger")
    parser.add_argument("--articles", type=int, nargs="+", default=[10, ARTICLES, 200], help="a side")
    told = parser.parse_args(arguments)
    rows = []
    glosses("كتاب")
    for articles in told.articles:
        with tempfile.TemporaryDirectory(prefix="mirsad-bench-") as folder:
            corpora.build(Path(folder) / "corpus", 2 * articles)
            rows += _measured(open_corpus(Path(folder) / "corpus"), articles)
    report.table(
        "The ledger, milliseconds", ["articles a side", "step", "wall", "processor", "passages", "aim"], rows,
        [f"Aim: {ARTICLES} articles a side within {AIM:,.0f} ms. Single calls; no word is looked up yet. "
         f"{report.circumstances()}."])


def _measured(corpus, articles: int) -> list[list[object]]:
    scope, kept = Scope(), {}

    def weigh() -> None:
        kept["weighed"] = ledger.weigh(corpus, ledger.article_ids(corpus, scope))

    def matched() -> None:
        weighed = kept["weighed"]
        match(*([weighed.passages[side][group[0]] for group in weighed.groups[side]] for side in ("en", "ar")))

    rows = []
    for step, function in (("read and weigh", weigh), ("of which match, again", matched),
                           ("settle", lambda: ledger.settle(kept["weighed"], {}))):
        taken = report.once(function)
        passages = sum(map(len, kept["weighed"].passages.values()))
        aim = report.against(taken.wall, AIM) if step == "read and weigh" and articles == ARTICLES else ""
        rows.append([articles, step, taken.wall, taken.processor, passages, aim])
    return rows
