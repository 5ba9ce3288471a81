"""Files and folders taken in by the thousand: read in several processes, saved in batches, never stopped by one file.

What was saved stays saved: an interrupted run is continued by starting it again, since a text that is there already
is recognised by its identity before it is read.
"""
from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from components.corpus.errors import CorpusError, Unreadable
from components.corpus.ingest import draft
from components.corpus.models import Draft
from components.corpus.parsers import FILE_BYTES, parse
from components.corpus.schema import article_id
from components.corpus.store import Corpus
from components.corpus.workers import outcomes

ENDINGS = {".txt", ".html", ".htm", ".xhtml", ".pdf", ".docx", ".csv", ".tsv", ".jsonl", ".ndjson", ".json"}

# Articles per file of the corpus: large enough that a hundred thousand make 200 files, small enough that little is
# done twice after an interruption.
BATCH = 500


@dataclass
class Report:
    """How a bulk run went: counts of articles, and (file or place in it, reason) for what could not be read."""

    added: int = 0
    already: int = 0
    failures: list[tuple[str, Unreadable]] = field(default_factory=list)


def files_in(paths: Iterable[str | Path]) -> list[Path]:
    """The files named, and in folders, however deep, the files of the kinds that can be read."""
    found = []
    for path in map(Path, paths):
        if path.is_dir():
            found.extend(sorted(file for file in path.rglob("*")
                                if file.is_file() and file.suffix.lower() in ENDINGS and not _hidden(file, path)))
        else:
            found.append(path)
    return list(dict.fromkeys(found))


def _hidden(file: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in file.relative_to(folder).parts)


def add(corpus: Corpus, paths: Iterable[str | Path], story: str = "", processes: int = 2,
        progress: Callable[[int, int, int], None] | None = None) -> Report:
    """Take in files and folders. Never raises for a file or an article; CorpusError where nothing can be saved.

    story: the story of articles whose file names none.
    progress: called with files read, files in all, and articles saved so far.
    """
    report, waiting = Report(), []
    files = files_in(paths)
    for article in _read(corpus, files, story, processes, report, progress):
        waiting.append(article)
        if len(waiting) >= BATCH:
            _save(corpus, waiting, report)
            waiting = []
    _save(corpus, waiting, report)
    with contextlib.suppress(CorpusError):
        corpus.prepare()
    if progress:
        progress(len(files), len(files), report.added)
    return report


def _save(corpus: Corpus, drafts: list[Draft], report: Report) -> None:
    if drafts:
        saved = corpus.save(drafts)
        report.added += len(saved.added)
        report.already += len(saved.already)


def _read(corpus: Corpus, files: list[Path], story: str, processes: int, report: Report, progress) -> Iterator[Draft]:
    """Drafts with their readings, of all articles that the corpus does not have yet."""
    seen: set[str] = set()

    def new() -> Iterator[Draft]:
        for number, (file, outcome) in enumerate(outcomes(drafts_of, files, processes), start=1):
            if progress:
                progress(number, len(files), report.added)
            if isinstance(outcome, Unreadable):
                report.failures.append((str(file), outcome))
                continue
            drafts, failures = outcome
            report.failures.extend((f"{file}:{place}", trouble) for place, trouble in failures)
            there = corpus.have([article_id(item.text) for item in drafts])
            for item in drafts:
                identity = article_id(item.text)
                if identity in there or identity in seen:
                    report.already += 1
                    continue
                seen.add(identity)
                yield replace(item, story=item.story or story)

    for item, outcome in outcomes(with_reading, new(), processes):
        if isinstance(outcome, Unreadable):
            report.failures.append((item.source_name, outcome))
        else:
            yield outcome


def drafts_of(path: Path) -> tuple[list[Draft], list[tuple[str, Unreadable]]]:
    """The drafts of a file, and what of it could not be read. Raises Unreadable where nothing could."""
    try:
        size = path.stat().st_size
        if size > FILE_BYTES:
            raise Unreadable("too_large", limit_mb=FILE_BYTES // 1_000_000, size_mb=round(size / 1_000_000, 1))
        data = path.read_bytes()
    except OSError as error:
        raise Unreadable("not_opened", reason=error.strerror or type(error).__name__) from error
    failures: list[tuple[str, Unreadable]] = []
    parsed = parse(path.name, data, lambda place, trouble: failures.append((place, trouble)))
    drafts = []
    for number, article in enumerate(parsed, start=1):
        try:
            drafts.append(draft(article))
        except Unreadable as trouble:
            if len(parsed) == 1:
                raise
            failures.append((article.source_name.rpartition(":")[2] or str(number), trouble))
    return drafts, failures


def with_reading(item: Draft) -> Draft:
    """The draft with its text read."""
    from components.reading import read

    return replace(item, reading=read(item.text, item.language, item.published))
