"""The corpus from the command line: python -m components.corpus add PATH… | export FILE | list"""
from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

import pandas as pd

from components.corpus import bulk
from components.corpus.errors import CorpusError, Unreadable
from components.corpus.store import Corpus, open_corpus
from components.text.messages import Messages

# Columns of an export, in this order; the text comes last, being long.
EXPORTED = ["article_id", "story", "language", "title", "outlet", "author", "published", "published_basis",
            "published_reason", "url", "tags", "word_count", "sentence_count", "source_name", "added", "text"]


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0: all went well, 1: some articles could not be read, 2: nothing could be done."""
    parser = argparse.ArgumentParser(prog="python -m components.corpus", description="Keep articles for Mirsad.")
    parser.add_argument("--corpus", help="the corpus folder (default: MIRSAD_CORPUS, else the user's data folder)")
    commands = parser.add_subparsers(dest="command", required=True)
    add = commands.add_parser("add", help="take in files and folders (.txt .html .pdf .docx .csv .jsonl)")
    add.add_argument("paths", nargs="+", metavar="PATH")
    add.add_argument("--story", default="", help="the story of articles whose file names none")
    add.add_argument("--processes", type=int, default=2, help="how many read at once (0: this one process does it all)")
    export = commands.add_parser("export", help="write all articles to a .csv, .jsonl or .parquet file")
    export.add_argument("file", type=Path)
    commands.add_parser("list", help="show the stories and how many articles they have")
    told = parser.parse_args(arguments)
    try:
        corpus = open_corpus(told.corpus)
        if told.command == "add":
            return _add(corpus, told.paths, told.story, max(0, told.processes))
        return _export(corpus, told.file) if told.command == "export" else _list(corpus)
    except CorpusError as error:
        print(_sentence("corpus_error", error), file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\nInterrupted. What was saved stays; the same command goes on from there.", file=sys.stderr)
        return 130


def _add(corpus: Corpus, paths: list[str], story: str, processes: int) -> int:
    report = bulk.add(corpus, paths, story, processes, _Bar())
    print(f"{report.added} added, {report.already} already there, {len(report.failures)} not read", file=sys.stderr)
    for place, trouble in report.failures:
        print(f"{place}\t{_sentence('unreadable', trouble)}")
    if report.failures:
        return 1
    if not report.added and not report.already:
        print("No files that could be read.", file=sys.stderr)
        return 2
    return 0


class _Bar:
    """A progress bar on stderr; where that is no terminal, a line now and then."""

    WIDTH, LINE_SECONDS = 30, 10.0

    def __init__(self) -> None:
        self._began = self._last = time.monotonic()

    def __call__(self, done: int, total: int, saved: int) -> None:
        now = time.monotonic()
        live, finished = sys.stderr.isatty(), done == total
        if now - self._last < (0.1 if live else self.LINE_SECONDS) and not finished:
            return
        self._last = now
        filled = self.WIDTH * done // max(1, total)
        line = f"[{'#' * filled}{'.' * (self.WIDTH - filled)}] {done}/{total} files, {saved} articles saved, " \
               f"{now - self._began:.0f} s"
        print(f"\r{line}" if live else line, end="" if live else "\n", file=sys.stderr, flush=True)
        if live and finished and saved:
            print(file=sys.stderr)


def _export(corpus: Corpus, file: Path) -> int:
    articles = corpus.articles()
    texts = corpus.execute(corpus.table("texts").select("article_id", "text"))
    frame = articles.merge(texts, on="article_id")[EXPORTED]
    kind = file.suffix.lower()
    try:
        if kind == ".parquet":
            frame.to_parquet(file, index=False)
        elif kind in (".csv", ".jsonl"):
            _write_text(frame, file, kind)
        else:
            print("The file's name has to end in .csv, .jsonl or .parquet.", file=sys.stderr)
            return 2
    except OSError as error:
        print(f"{file}: {error.strerror or error}", file=sys.stderr)
        return 2
    print(f"{len(frame)} articles in {file}", file=sys.stderr)
    return 0


def _write_text(frame: pd.DataFrame, file: Path, kind: str) -> None:
    plain = frame.assign(
        published=frame.published.dt.strftime("%Y-%m-%d"), added=frame.added.dt.strftime("%Y-%m-%dT%H:%M:%SZ"))
    if kind == ".csv":
        # With the mark at its beginning Excel reads the Arabic; tags are joined as the tables in data/ have lists.
        plain.assign(tags=plain.tags.map("|".join)).to_csv(file, index=False, encoding="utf-8-sig")
    else:
        plain.to_json(file, orient="records", lines=True, force_ascii=False)


def _list(corpus: Corpus) -> int:
    for story in corpus.stories().itertuples():
        print(f"{story.articles}\t{story.arabic} ar\t{story.english} en\t{story.name_en}")
    for problem in corpus.problems:
        print(f"{problem.file}: {problem.code}", file=sys.stderr)
    return 0


def _sentence(family: str, trouble: Unreadable | CorpusError) -> str:
    """The trouble as a sentence where the catalogue has one, else as its code with its values."""
    messages, key = Messages("en"), f"{family}.{trouble.code}"
    return messages(key, **trouble.values) if messages.has(key) else str(trouble)


if __name__ == "__main__":
    sys.exit(main())
