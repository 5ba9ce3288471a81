"""The corpus from the command line: python -m components.corpus add | export | project | open | list"""
from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

import pandas as pd

from components.corpus import bulk
from components.corpus.columns import FIELDS
from components.corpus.errors import CorpusError, Unreadable
from components.corpus.files import coming
from components.corpus.parsers import ENDINGS
from components.corpus.store import Corpus, open_corpus
from components.text.messages import Messages

# Columns of an export, in this order; the text comes last, being long.
EXPORTED = ["article_id", "story", "language", "title", "outlet", "author", "published", "published_basis",
            "published_reason", "url", "tags", "word_count", "sentence_count", "source_name", "added", "text"]


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0: all went well, 1: some articles could not be read, 2: nothing could be done."""
    parser = argparse.ArgumentParser(prog="python -m components.corpus", description="Keep articles for Mirsad.")
    parser.add_argument("--corpus", help="the corpus: a folder, or an address such as s3://… "
                                         "(default: MIRSAD_CORPUS, else the user's data folder)")
    commands = parser.add_subparsers(dest="command", required=True)
    add = commands.add_parser("add", help="take in files, folders and web addresses",
                              description=f"Files that are read: {' '.join(sorted(ENDINGS))}")
    add.add_argument("paths", nargs="+", metavar="PATH", help="a file, a folder, or an address (http, https)")
    add.add_argument("--story", default="", help="the story of articles whose file names none")
    add.add_argument("--processes", type=int, default=2, help="how many read at once (0: this one process does it all)")
    add.add_argument("--columns", type=_columns, default={}, metavar="FIELD=COLUMN,…",
                     help=f"which column of a table holds what, where its name does not tell ({', '.join(FIELDS)})")
    add.add_argument("--fetch", action="store_true", help="get the pages of tables that list addresses without texts")
    add.add_argument("--report", type=Path, metavar="FILE.csv",
                     help="write what could not be read, and why, to a table")
    export = commands.add_parser("export", help="write all articles to a .csv, .jsonl or .parquet file")
    export.add_argument("file", type=Path)
    project = commands.add_parser("project", help="write everything (texts, readings, decisions, names) to one .zip")
    project.add_argument("file", type=Path)
    opening = commands.add_parser("open", help="take in what `project` wrote; what is here stays")
    opening.add_argument("file", type=Path)
    opening.add_argument("--prefer", choices=("here", "there"), default="here",
                         help="what counts where both know something differently (default: here)")
    opening.add_argument("--look", action="store_true", help="only say what would be done")
    commands.add_parser("list", help="show the stories and how many articles they have")
    told = parser.parse_args(arguments)
    try:
        corpus = open_corpus(told.corpus)
        if told.command == "add":
            return _add(corpus, told)
        if told.command == "project":
            return _project(corpus, told.file)
        if told.command == "open":
            return _open(corpus, told.file, told.prefer, told.look)
        return _export(corpus, told.file) if told.command == "export" else _list(corpus)
    except CorpusError as error:
        print(_sentence(error), file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\nInterrupted. What was saved stays; the same command goes on from there.", file=sys.stderr)
        return 130


def _columns(told: str) -> dict[str, str]:
    """The columns of "text=Body,title=Headline"."""
    pairs = [pair.partition("=") for pair in told.split(",") if pair.strip()]
    if wrong := [field for field, _, column in pairs if field.strip() not in FIELDS or not column.strip()]:
        raise argparse.ArgumentTypeError(f"{wrong[0]!r} is none of {', '.join(FIELDS)}, or has no column")
    return {field.strip(): column.strip() for field, _, column in pairs}


def _add(corpus: Corpus, told: argparse.Namespace) -> int:
    report = bulk.Report()
    try:
        bulk.add(corpus, told.paths, told.story, max(0, told.processes), _Bar(), told.columns, told.fetch, report)
    finally:
        if sys.stderr.isatty():
            print(file=sys.stderr)
        # Also of a run that was interrupted.
        for file, place, trouble in report.failures:
            print(f"{file}{':' if place else ''}{place}\t{_sentence(trouble)}")
        if told.report:
            _write_failures(report.failures, told.report)
    print(f"{report.added} added, {report.already} already there, {len(report.failures)} not read", file=sys.stderr)
    if report.failures:
        return 1
    if not report.added and not report.already:
        print("No files that could be read.", file=sys.stderr)
        return 2
    return 0


def _write_failures(failures: list[bulk.Failure], file: Path) -> None:
    rows = [(f.file, f.place, f.trouble.code, _sentence(f.trouble)) for f in failures]
    frame = pd.DataFrame(rows, columns=["file", "place", "code", "reason"])
    # A name that a spreadsheet would run as a formula gets an apostrophe before it.
    safe = frame.map(lambda cell: f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell)
    try:
        safe.to_csv(file, index=False, encoding="utf-8-sig", errors="replace")
    except OSError as error:
        print(f"{file}: {error.strerror or error}", file=sys.stderr)


class _Bar:
    """A progress bar on stderr; where that is no terminal, a line now and then."""

    WIDTH, LINE_SECONDS = 24, 10.0
    # The first files take longer, since every process loads its tables then.
    _SETTLED_SECONDS = 5.0

    def __init__(self) -> None:
        self._began = self._last = time.monotonic()

    def __call__(self, report: bulk.Report) -> None:
        now = time.monotonic()
        live = sys.stderr.isatty()
        finished = report.done == report.files
        if now - self._last < (0.1 if live else self.LINE_SECONDS):
            return
        self._last = now
        told = self._line(report, now - self._began, finished)
        print(f"\r{told}\033[K" if live else told, end="" if live else "\n", file=sys.stderr, flush=True)

    def _line(self, report: bulk.Report, seconds: float, finished: bool) -> str:
        share = report.bytes_done / report.bytes if report.bytes else report.done / max(1, report.files)
        filled = round(self.WIDTH * min(1.0, share))
        left = ""
        if 0 < share < 1 and seconds > self._SETTLED_SECONDS and not finished:
            left = f", about {_clock(seconds * (1 - share) / share)} left"
        return (f"[{'#' * filled}{'.' * (self.WIDTH - filled)}] {report.done}/{report.files} files, "
                f"{report.added} articles saved, {report.already} there, {len(report.failures)} not read, "
                f"{report.added / max(seconds, 0.001):.0f} a second, {_clock(seconds)}{left}")


def _clock(seconds: float) -> str:
    """A time as people read it.

    >>> _clock(75), _clock(3700)
    ('1:15', '1:01:40')
    """
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


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


def _project(corpus: Corpus, file: Path) -> int:
    # Whole or not at all, as everything else that is kept.
    with coming(file) as place:
        manifest = corpus.export_project(place)
    print(f"{manifest['articles']} articles and {manifest['events']} changes in {file}", file=sys.stderr)
    return 0


def _open(corpus: Corpus, file: Path, prefer: str, look: bool) -> int:
    try:
        found = corpus.look_into(file) if look else corpus.open_project(file, prefer)[0]
    except Unreadable as trouble:
        print(f"{file}\t{_sentence(trouble)}")
        return 2
    print(f"{len(found.new)} articles new, {len(found.already)} already here, {len(found.decided)} decisions new, "
          f"{found.conflicts} known differently", file=sys.stderr)
    if found.exact:
        print("Only the seed story is here: all becomes as in the project.", file=sys.stderr)
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


def _sentence(trouble: Unreadable | CorpusError) -> str:
    """The trouble as the interface says it."""
    english = Messages("en")
    values = {name: english.language_name(value) if name == "language" else value
              for name, value in trouble.values.items()}
    return english(f"error.{trouble.code}", **values)


if __name__ == "__main__":
    sys.exit(main())
