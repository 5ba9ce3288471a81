"""How fast files are taken in from the command line with one process and with two, in how much memory, and again."""
from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from components.corpus import bulk, open_corpus
from tests.benchmarks import corpora, pool, report

ROOT = Path(__file__).resolve().parents[2]
HUNDRED_THOUSAND = 100_000
# Articles that a run starts with, while every process loads its tables: they are left out of the speed.
WARM_UP = 500


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks bulk")
    parser.add_argument("--articles", type=int, default=2_000, help="composed articles, half in each language")
    parser.add_argument("--child", nargs=3, help=argparse.SUPPRESS)
    told = parser.parse_args(arguments)
    if told.child:
        print(json.dumps(_taken_in(Path(told.child[0]), Path(told.child[1]), int(told.child[2]))))
        return
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "articles"
        _write(source, told.articles)
        for processes in (0, 1, 2):
            taken = _child(source, Path(folder) / f"corpus{processes}", processes)
            again = _child(source, Path(folder) / f"corpus{processes}", processes)
            rows.append([processes, taken["speed"], taken["speed"] / (rows[0][1] if rows else taken["speed"]),
                         HUNDRED_THOUSAND / taken["speed"] / 60, taken["own"], taken["warm"], taken["last"],
                         again["seconds"]])
    report.table(
        f"Taking in {told.articles:,} text files",
        ["processes", "articles/s", "times one", "100,000 would take, min", "ms of the saving process", "MB warm",
         "MB at the end", "again, s"],
        rows, [f"By the clock, without the first {WARM_UP} articles. 0: one process does it all; 1 and 2: so many "
               "read, beside the one that saves.",
               "ms: processor time per article; of the process that saves, as is the memory. The 100,000 are reckoned "
               f"from this run. {report.circumstances()}."])


def _write(folder: Path, articles: int) -> None:
    for language in pool.LANGUAGES:
        for number, text in enumerate(corpora.texts(language, articles // 2, seed=11)):
            file = folder / language / str(number // 500) / f"{number}.txt"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")


def _child(source: Path, corpus: Path, processes: int) -> dict[str, float]:
    answer = subprocess.run([sys.executable, "-m", "tests.benchmarks", "bulk", "--child", str(source), str(corpus),
                             str(processes)], capture_output=True, text=True, check=True, cwd=ROOT)
    return json.loads(answer.stdout.splitlines()[0])


def _taken_in(source: Path, folder: Path, processes: int) -> dict[str, float]:
    seen: list[tuple[int, float, float, float]] = []

    def progress(so_far: bulk.Report) -> None:
        if not seen or so_far.added > seen[-1][0]:
            seen.append((so_far.added, time.perf_counter(), time.process_time(), report.most_memory()))

    began = time.perf_counter()
    bulk.add(open_corpus(folder), [source], "Bulk", processes, progress)
    taken = {"seconds": time.perf_counter() - began}
    steps = [step for step in seen if step[0] >= WARM_UP]
    if len(steps) < 2:
        return taken
    first, last = steps[0], steps[-1]
    articles = last[0] - first[0]
    return taken | {"speed": articles / (last[1] - first[1]), "own": 1000 * (last[2] - first[2]) / articles,
                    "warm": first[3], "last": last[3]}
