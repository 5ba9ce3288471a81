"""Files and folders taken in by the thousand: read in several processes, saved in batches, never stopped by one file.

What was saved stays saved: an interrupted run is continued by starting it again. A file that was taken in whole is not
opened again, and a text that is there already is recognised by its identity before it is read.
"""
from __future__ import annotations

import contextlib
import itertools
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa

from components.corpus import apart, ingest, large, parsers, readied, tables
from components.corpus.errors import CorpusError, Unreadable
from components.corpus.models import Draft, Parsed
from components.corpus.parsers import ENDINGS
from components.corpus.schema import article_id
from components.corpus.store import Corpus
from components.corpus.taken import Taken, mark_of
from components.corpus.workers import CHUNK

# Articles per file of the corpus: large enough that a hundred thousand make 200 files, small enough that little is
# done twice after an interruption.
BATCH = 500
# A page or a document may take seconds, so fewer are handed over at once than texts to read.
_FILES_AT_ONCE = 8


class Failure(NamedTuple):
    """What could not be read: the file, the place in it (empty: all of it), and why."""

    file: str
    place: str
    trouble: Unreadable


@dataclass
class Report:
    """How a bulk run goes: files and bytes in all and done with, articles added and already there, and failures."""

    files: int = 0
    done: int = 0
    bytes: int = 0
    bytes_done: int = 0
    added: int = 0
    already: int = 0
    failures: list[Failure] = field(default_factory=list)


def add(corpus: Corpus, paths: Iterable[str | Path], story: str = "", processes: int = 2,
        progress: Callable[[Report], None] = lambda report: None, columns: Mapping[str, str] | None = None,
        fetch: bool = False, report: Report | None = None) -> Report:
    """Take in files, folders and web addresses. Never raises for a file or an article; CorpusError where nothing can
    be saved.

    story: the story of articles whose file names none. progress: called with the report, which grows meanwhile.
    columns: of tables, the columns of some fields by name; the others are guessed.
    fetch: get the pages of tables that list addresses only. report: one to write into, for who may be interrupted.
    """
    run = _Run(corpus, story, processes, progress, columns or {}, fetch, report or Report())
    run.all(list(paths))
    return run.report


def files_in(paths: Iterable[str | Path]) -> Iterator[Path]:
    """The files named, and in folders, however deep, the files of the kinds that can be read; each once, in order."""
    named = list(dict.fromkeys(map(Path, paths)))
    for path in named:
        # A folder may be named beside what lies in it.
        if not any(_lies_in(path, other) for other in named):
            yield from _under(path) if path.is_dir() else [path]


def _lies_in(path: Path, folder: Path) -> bool:
    """Whether the path is met with when the folder is gone through."""
    return folder in path.parents and not any(part.startswith(".") for part in path.relative_to(folder).parts) and (
        path.is_dir() or (path.suffix.lower() in ENDINGS and path.is_file()))


def _under(folder: Path) -> Iterator[Path]:
    try:
        with os.scandir(folder) as entries:
            found = sorted((entry.name, entry.is_dir(follow_symlinks=False)) for entry in entries)
    except OSError:
        return
    for name, is_folder in found:
        path = folder / name
        if name.startswith("."):
            continue
        if is_folder:
            yield from _under(path)
        elif path.suffix.lower() in ENDINGS and path.is_file():
            yield path


@dataclass
class _Run:
    """One bulk run: where it saves to, how it was asked for, and how far it is."""

    corpus: Corpus
    story: str
    processes: int
    progress: Callable[[Report], None]
    columns: Mapping[str, str]
    fetch: bool
    report: Report

    def all(self, paths: list[str | Path]) -> None:
        addresses = [str(path) for path in paths if str(path).startswith(("http://", "https://"))]
        named = [path for path in paths if str(path) not in addresses]
        self.report.files = len(addresses)
        for file in self._files(named):
            self.report.files += 1
            self.report.bytes += _size(file)
        self.taken, self.names = Taken(self.corpus.folder), self.corpus.names
        # Failures of which only the file's name is known, by that: their numbers in the report.
        self.pathless: dict[str, list[int]] = {}
        # Asked once: what others add meanwhile is noticed when it is saved.
        there = self.corpus.execute(self.corpus.table("articles").select("article_id"))
        self.seen = set(there.article_id)
        waiting: list[pa.Table] = []
        for rows in self._read(self._new(named, addresses)):
            waiting.append(rows)
            if sum(map(len, waiting)) >= BATCH:
                self._save(waiting)
                waiting = []
            self.progress(self.report)
        self._save(waiting)
        self._find_paths(named)
        with contextlib.suppress(CorpusError):
            self.corpus.prepare()
        self.progress(self.report)

    def _files(self, named: list[str | Path]) -> Iterator[Path]:
        """The files to take in. Listed anew whenever they are needed: of a hundred thousand, a list takes 50 MB."""
        own = self.corpus.folder
        # What the corpus itself is made of is no news.
        return (file for file in files_in(named) if own not in file.absolute().parents)

    def _read(self, articles: Iterator[Draft | Parsed]) -> Iterator[pa.Table]:
        """The articles read, as rows; those that can't be read go into the report."""
        decided = readied.told(self.names.payloads)
        parts = iter(lambda: tuple(itertools.islice(articles, CHUNK)), ())
        doubtful: list[Draft | Parsed] = []
        asked = (readied.Asked(part, decided) for part in parts)
        for part, outcome in self.corpus.outcomes(readied.readied, asked, self.processes, 1):
            if isinstance(outcome, Unreadable):
                # One of them has ended or blocked its process: each by itself shows which.
                doubtful.extend(part.articles)
            else:
                yield self._of_part(part, outcome)
        asked = (readied.Asked((item,), decided) for item in doubtful)
        for part, outcome in self.corpus.outcomes(readied.readied, asked, self.processes, 1):
            if isinstance(outcome, Unreadable):
                self._failed_article(part.articles[0], outcome)
            else:
                yield self._of_part(part, outcome)

    def _of_part(self, part: readied.Asked, outcome: readied.Readied) -> pa.Table:
        for place, trouble in outcome.troubles:
            self._failed_article(part.articles[place], trouble)
        return outcome.table

    def _save(self, waiting: list[pa.Table]) -> None:
        if rows := pa.concat_tables(waiting) if waiting else None:
            saved = self.corpus.keep(rows, self.names.forms)
            self.report.added += len(saved.added)
            self.report.already += len(saved.already)
        self.taken.keep(self.corpus.have)

    def _new(self, named: list[str | Path], addresses: list[str]) -> Iterator[Draft | Parsed]:
        """All articles that the corpus does not have yet."""
        larges: list[Path] = []
        asked = ((file, self.columns) for file in self._fresh(named, larges))
        for (file, _), outcome in self.corpus.outcomes(_articles_of, asked, self.processes, _FILES_AT_ONCE):
            yield from self._of_file(file, iter([("", outcome)] if isinstance(outcome, Unreadable) else outcome))
        for file in larges:
            answers = apart.run(large.articles, file, self.columns, seconds_in_all=None)
            yield from self._of_file(file, answers)
        for address in addresses:
            yield from self._fetched(address)
            self._done(None)

    def _fresh(self, named: list[str | Path], larges: list[Path]) -> Iterator[Path]:
        """The files that were not taken in before, but for the large ones, which are put aside."""
        for file in self._files(named):
            known = self.taken.articles(mark_of(file, self.columns))
            if known and self.seen.issuperset(known):
                self.report.already += len(known)
                self._done(file)
            elif large.is_large(file, _size(file)):
                larges.append(file)
            else:
                yield file

    def _of_file(self, file: Path, answers: Iterator) -> Iterator[Draft | Parsed]:
        """The new articles among a file's answers, which are articles, failures, and for large files bytes read."""
        before, sound, identities = self.report.bytes_done, True, []
        mark = mark_of(file, self.columns)
        try:
            for answer in answers:
                if isinstance(answer, int):
                    self.report.bytes_done = before + answer
                elif isinstance(answer, Parsed):
                    identities.append(article_id(answer.text))
                    yield from self._unless_there(answer, identities[-1])
                else:
                    sound = False
                    yield from self._listed(file, *answer)
        except Unreadable as trouble:
            sound = False
            yield from self._listed(file, "", trouble)
        self.report.bytes_done = before
        self._done(file)
        if sound:
            self.taken.note(mark, identities)

    def _unless_there(self, item: Draft | Parsed, identity: str) -> Iterator[Draft | Parsed]:
        if identity in self.seen:
            self.report.already += 1
            return
        self.seen.add(identity)
        yield replace(item, story=item.story or self.story)

    def _listed(self, file: Path, place: str, trouble: Unreadable) -> Iterator[Draft]:
        """A failure; or the pages whose addresses a table lists, where they are to be fetched."""
        listed = []
        if trouble.code in ("addresses_only", "addresses_among") and not place and self.fetch:
            with contextlib.suppress(Unreadable, OSError):
                listed = [*apart.run(tables.listed, file.name, file.read_bytes(), self.columns)]
        if not listed:
            self._failed(str(file), place, trouble)
        for known in listed:
            yield from self._fetched(known.url, known)

    def _fetched(self, address: str, known: Parsed | None = None) -> Iterator[Draft]:
        for answer in ingest.fetched(address, known):
            if isinstance(answer, Draft):
                yield from self._unless_there(answer, article_id(answer.text))
            else:
                self._failed(address, "", answer[1])

    def _failed(self, file: str, place: str, trouble: Unreadable) -> None:
        self.report.failures.append(Failure(file, place.removeprefix(Path(file).name).lstrip(":"), trouble))

    def _failed_article(self, item: Draft | Parsed, trouble: Unreadable) -> None:
        file, place = _file_and_place(item)
        self.report.failures.append(Failure(file, place, trouble))
        self.pathless.setdefault(file.partition("/")[0], []).append(len(self.report.failures) - 1)

    def _find_paths(self, named: list[str | Path]) -> None:
        """Give failures the path of their file: an article knows its name only. Of several of one name none is told."""
        paths: dict[str, list[Path]] = {name: [] for name in self.pathless}
        for file in self._files(named) if paths else ():
            if file.name in paths:
                paths[file.name].append(file)
        for name, found in paths.items():
            for at in self.pathless[name] if len(found) == 1 else ():
                failure = self.report.failures[at]
                self.report.failures[at] = failure._replace(file=f"{found[0].parent / failure.file}")

    def _done(self, file: Path | None) -> None:
        self.report.done += 1
        self.report.bytes_done += _size(file) if file else 0
        self.progress(self.report)


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0


def _file_and_place(item: Draft | Parsed) -> tuple[str, str]:
    file, _, place = item.source_name.rpartition(":")
    return (file, place) if file and place.isdecimal() else (item.source_name, "")


def _articles_of(asked: tuple[Path, Mapping[str, str]]) -> list[Parsed | tuple[str, Unreadable]]:
    """The articles of a file, and what of it could not be read. Raises Unreadable where all of it can't."""
    path, columns = asked
    try:
        size = path.stat().st_size
        if size > parsers.FILE_BYTES:
            raise parsers.too_large(size)
        data = path.read_bytes()
    except OSError as error:
        raise Unreadable("not_opened", reason=error.strerror or type(error).__name__) from error
    answers, found = parsers.with_troubles(path.name, data, tables.completed(path.name, data, columns)), []
    try:
        found.extend(ingest.frozen(answer) if isinstance(answer, Parsed) else answer for answer in answers)
    except Unreadable as trouble:
        found.append(("", trouble))
    return found
