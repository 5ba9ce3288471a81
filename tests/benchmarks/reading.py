"""How fast and in how much memory `read` reads, part by part, and beside spaCy with the same names."""
from __future__ import annotations

import argparse
import cProfile
import datetime as dt
import json
import os
import pstats
import subprocess
import sys
import time
from pathlib import Path

from components.reading import boilerplate, dates, entities, quotes, reader
from components.reading.reader import read
from components.text import numbers
from components.text.language import detect
from components.text.sentences import sentences
from tests.benchmarks import corpora, pool, report

ROOT = Path(__file__).resolve().parents[2]
PUBLISHED = dt.date(2023, 9, 13)
AIM, MEMORY_AIM = 150, 600
# Where `make bench SPACY=1` puts spaCy, which is no dependency of Mirsad.
PEER = ROOT / ".venv-spacy" / "bin" / "python"

# Function that does a part's work -> the part. What they call counts to them.
_PARTS = {
    "entities": entities.find, "dates": dates.find, "quotes": quotes.find, "numbers": numbers.numbers,
    "sentences": sentences, "boilerplate": boilerplate.find, "language": detect, "lemmas": reader._lemmas,
}


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks reading")
    parser.add_argument("--texts", type=Path, help="a folder of .txt files to read in place of composed articles")
    parser.add_argument("--articles", type=int, default=400, help="composed articles of each language")
    parser.add_argument("--memory", type=int, default=10_000, help="articles that one process reads; 0 leaves it out")
    parser.add_argument("--child", type=int, help=argparse.SUPPRESS)
    told = parser.parse_args(arguments)
    if told.child:
        print(json.dumps(_grown(told.child)))
        return
    texts = _texts(told)
    cold = {language: report.once(lambda own=own: _read(own[:1])).wall for language, own in texts.items() if own}
    rows = []
    for language, own in texts.items():
        if own:
            rows.append(_speed(language, own, cold[language]))
    report.table(
        "Reading articles, one process", ["language", "articles", "words each", "articles/s", "words/s",
                                          "400-word articles/s", "first article, ms", "aim"],
        rows, [f"Processor time, after 20 articles that are thrown away. Aim: {AIM} articles of 400 words a second. "
               f"{report.circumstances()}."])
    for language, own in texts.items():
        if own:
            _breakdown(language, own[:150])
    _peer(texts)
    if told.memory:
        _memory(told.memory)


def _texts(told: argparse.Namespace) -> dict[str, list[str]]:
    if not told.texts:
        return {language: corpora.texts(language, told.articles) for language in pool.LANGUAGES}
    found = {language: [] for language in pool.LANGUAGES}
    for path in sorted(told.texts.rglob("*.txt")):
        text = path.read_text(encoding="utf-8", errors="replace")
        if (language := detect(text)) in found:
            found[language].append(text)
    return found


def _read(texts: list[str]) -> None:
    for text in texts:
        read(text, None, PUBLISHED)


def _speed(language: str, texts: list[str], cold: float) -> list[object]:
    timed = texts[20:] if len(texts) > 40 else texts
    _read(texts[:20])
    taken = report.once(lambda: _read(timed)).processor / 1000
    count = sum(len(text.split()) for text in timed)
    comparable = count / 400 / taken
    return [language, len(timed), count / len(timed), len(timed) / taken, count / taken, comparable, cold,
            "reached" if comparable >= AIM else f"{comparable / AIM:.0%} of the aim"]


def _breakdown(language: str, texts: list[str]) -> None:
    profile = cProfile.Profile()
    profile.runcall(_read, texts)
    found = pstats.Stats(profile).stats
    whole = max(row[3] for row in found.values())
    rows = []
    for part, function in _PARTS.items():
        code = getattr(function, "__wrapped__", function).__code__
        spent = found.get((code.co_filename, code.co_firstlineno, code.co_name), (0, 0, 0, 0.0))[3]
        rows.append([part, 1000 * spent / len(texts), f"{spent / whole:.0%}"])
    rows.sort(key=lambda row: -row[1])
    report.table(f"Where the time goes ({language})", ["part", "ms/article", "share"], rows,
                 ["Under the profiler, which makes many small calls look dearer than they are."])


def _peer(texts: dict[str, list[str]]) -> None:
    """spaCy's blank pipeline with an EntityRuler of the same names: tokens, sentences and known names, no more."""
    python = os.environ.get("MIRSAD_SPACY") or (str(PEER) if PEER.exists() else sys.executable)
    rows = []
    for language, own in texts.items():
        answer = subprocess.run(
            [python, str(Path(__file__).with_name("peer_spacy.py")), language], capture_output=True, text=True,
            input=json.dumps({"names": _spellings(language), "texts": own[:200]}), check=False)
        if answer.returncode:
            print("spaCy: not installed (make bench SPACY=1 installs it into a folder of its own)\n", flush=True)
            return
        peer = json.loads(answer.stdout)
        mine = report.once(lambda own=own, language=language: _known_names(own[:200], language)).processor / 1000
        count = min(len(own), 200)
        rows.append([language, count / peer["seconds"], count / mine, peer["mentions"], peer["megabytes"]])
    report.table(
        "Sentences and known names only, articles/s",
        ["language", f"spaCy {peer['version']}", "Mirsad (also new names)", "spaCy's mentions", "spaCy's memory, MB"],
        rows)


def _spellings(language: str) -> list[str]:
    from components.reading.authority import load

    names = set()
    for entity in load().entities.values():
        names.update([getattr(entity, f"name_{language}"), *getattr(entity, f"variants_{language}", ())])
    return sorted(name for name in names if name and not name.startswith("?"))


def _known_names(texts: list[str], language: str) -> None:
    for text in texts:
        cut = tuple(reader._sentences(text, language, ()))
        entities.find(text, language, cut)


def _memory(articles: int) -> None:
    answer = subprocess.run([sys.executable, "-m", "tests.benchmarks", "reading", "--child", str(articles)],
                            capture_output=True, text=True, check=True, cwd=ROOT)
    taken = json.loads(answer.stdout.splitlines()[0])
    report.table("Memory of one reading process, MB",
                 ["articles", "before", "after 100", "after all", "articles/s by the clock", "aim"],
                 [[articles, taken["before"], taken["warm"], taken["after"], taken["speed"],
                   report.against(taken["after"], MEMORY_AIM)]])


def _grown(articles: int) -> dict[str, float]:
    """What this process holds before, after 100 and after all articles, both languages in turn."""
    both = [text for pair in zip(*(corpora.texts(language, articles // 2, seed=9) for language in pool.LANGUAGES),
                                 strict=True) for text in pair]
    found = {"before": report.most_memory()}
    _read(both[:100])
    found["warm"] = report.most_memory()
    begun = time.perf_counter()
    _read(both[100:])
    found["speed"] = (len(both) - 100) / (time.perf_counter() - begun)
    return found | {"after": report.most_memory()}
