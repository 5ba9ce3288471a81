"""Work on what came in: its files are read, what waits is compared with what is there, what was chosen is kept.

The work is done beside the pages and needs none of them: a small intake in a thread, a large one in a process of its
own, so that whoever reads the dashboard meanwhile does not wait. Each article is written down as it is read and each
batch as it is kept. A run that is cancelled, or ends with its server, loses at most the article in hand; starting again
goes on from there.
"""
from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from components.corpus import apart, ingest, people, tables
from components.corpus.alike import Incoming
from components.corpus.arrivals import Source
from components.corpus.errors import CorpusError, Unreadable
from components.corpus.models import Draft, Selection
from components.corpus.parsers import kind_of
from components.corpus.schema import article_id
from components.corpus.store import Corpus, open_corpus
from components.corpus.waiting import Intake, intake

# Articles kept by one write: about two seconds of reading, which is what a cancelled run does twice at most.
BATCH = 200
# From here on an intake gets a process of its own; starting that takes the imports, some seconds.
LARGE_BYTES, LARGE_ARTICLES, LARGE_CORPUS = 3_000_000, 300, 20_000
_TOLD_EVERY = 20
BEAT_SECONDS = 2.0
# Texts of the corpus that are compared at a time: some 15 MB.
_AT_A_TIME = 5_000
# Near-duplicates named per article; a wire text may have dozens.
MOST_ALIKE = 5
# What was said of columns is a decision like others: on record, and the last one on a heading wins.
_COLUMNS = "columns"

_ROOT = Path(__file__).parents[2]


class _Cancelled(Exception):
    """The person who asked for the work wants it no more."""


def start(corpus: Corpus, waiting: Intake, patience: float = 0.0) -> None:
    """Begin the work that an intake asks for, or go on with it, unless somebody is at it.

    patience: how many seconds to wait for the end, so that little work is done when the page is drawn.
    """
    if waiting.busy or not waiting.asked:
        return
    with contextlib.suppress(OSError):
        (waiting.folder / "at-work").touch()
    if _is_large(corpus, waiting) and _in_process(waiting, corpus):
        return
    thread = threading.Thread(target=_work_with_beat, args=(corpus, waiting), name="mirsad-intake", daemon=True)
    thread.start()
    thread.join(patience)


def work(corpus: Corpus, waiting: Intake) -> None:
    """Do what the intake asks for, to its end or until it is told to stop. Trouble is written into it."""
    try:
        if waiting.asked == "read":
            _read(corpus, waiting)
            _compare(corpus, waiting)
        elif waiting.asked == "keep":
            _keep(corpus, waiting)
        waiting.write({"do": "done"})
    except _Cancelled:
        return
    except CorpusError as error:
        # Where even that can't be written, the work is seen to have ended, and can be gone on with.
        with contextlib.suppress(CorpusError):
            waiting.write({"do": "stop", "code": error.code,
                           "values": {name: str(value) for name, value in error.values.items()}})


# -- reading ----------------------------------------------------------------------------------


def _read(corpus: Corpus, waiting: Intake) -> None:
    for source in waiting.unread():
        _recognise(corpus, waiting, source)
        if source.to_fetch:
            _fetch(waiting, source)
        else:
            _write_down(waiting, source, _outcomes(waiting, source))
        waiting.write({"do": "read", "source": source.number})


def _fetch(waiting: Intake, source: Source) -> None:
    """Get the pages whose addresses a table lists, one after the other, from where it was broken off."""
    try:
        # All at once: none of the few processes shall wait for the sites.
        listed = [*apart.run(tables.listed, source.name, waiting.data(source), source.columns)]
    except (OSError, Unreadable) as error:
        trouble = error if isinstance(error, Unreadable) else Unreadable("not_opened", reason=error.strerror or "")
        waiting.refuse(source.name, "", trouble, source.number)
        return
    waiting.write({"do": "pages", "source": source.number, "pages": len(listed)})
    for known in listed[source.fetched:]:
        _go_on(waiting)
        _write_down(waiting, source, ingest.fetched(known.url, known))
        waiting.write({"do": "page", "source": source.number}, durable=False)


def _write_down(waiting: Intake, source: Source, outcomes: Iterable[Draft | tuple[str, Unreadable]]) -> None:
    known = waiting.heard(source.number)
    for number, outcome in enumerate(outcomes):
        _go_on(waiting)
        # What was written down before an interruption is not written down again.
        if number < known:
            continue
        if isinstance(outcome, Draft):
            waiting.add(source, outcome)
        else:
            place, error = outcome
            waiting.refuse(source.name, place, error, source.number)


def remember_columns(corpus: Corpus, signature: str, columns: Mapping[str, str]) -> None:
    """Next time a table with this heading (tables.Layout.signature) comes in, its columns hold what they hold now."""
    corpus.record(_COLUMNS, signature, {"columns": dict(columns)})


def _recognise(corpus: Corpus, waiting: Intake, source: Source) -> None:
    """Note that a file is a table, and what a person said earlier of tables with its heading."""
    if source.kind != "file" or source.is_table:
        return
    with contextlib.suppress(OSError, Unreadable):
        data = waiting.data(source)
        if kind_of(source.name, data) in tables.KINDS and (layout := tables.layout(source.name, data)):
            waiting.is_table(source, corpus.decisions(_COLUMNS).get(layout.signature, {}).get("columns"))


def _outcomes(waiting: Intake, source: Source) -> Iterator[Draft | tuple[str, Unreadable]]:
    """The articles of a source, and what of it could not be read: (place, why)."""
    try:
        data = waiting.data(source)
    except OSError as error:
        yield "", Unreadable("not_opened", reason=error.strerror or type(error).__name__)
        return
    if source.kind == "text":
        yield from _pasted(data)
    elif source.kind == "address":
        yield from ingest.fetched(source.name)
    else:
        yield from ingest.each(source.name, data, source.columns)


def _pasted(data: bytes) -> Iterator[Draft | tuple[str, Unreadable]]:
    """A text that was pasted, with what the person said of it."""
    given = json.loads(data)
    drafts, troubles = ingest.pasted(given["text"], given["title"], given["outlet"], source_name=given["name"])
    for draft in drafts:
        if given["published"]:
            draft = replace(draft, published=dt.date.fromisoformat(given["published"]), published_basis="given",
                            published_reason="", problems=tuple(p for p in draft.problems if p != "no_date"))
        yield draft
    yield from troubles


def _go_on(waiting: Intake) -> None:
    if not waiting.asked:
        raise _Cancelled


# -- comparing --------------------------------------------------------------------------------


def _compare(corpus: Corpus, waiting: Intake) -> None:
    """Mark what is there already, and name near-duplicates, in the corpus and among what came in."""
    there = corpus.have(article.article_id for article in waiting.articles.values())
    waiting.write({"do": "there", "numbers": [n for n, a in waiting.articles.items() if a.article_id in there]})
    fresh = [n for n, article in waiting.articles.items() if article.article_id not in there and article.twin is None]
    found: dict[int, list[tuple[str | int, float]]] = {}
    for language in ingest.LANGUAGES:
        numbers = [n for n in fresh if waiting.articles[n].draft.language == language]
        if not numbers:
            continue
        incoming = Incoming(((n, waiting.whole(n).text) for n in numbers), lambda n: waiting.whole(n).text)
        for number in numbers:
            _go_on(waiting)
            for other, share in incoming.like(waiting.whole(number).text, but=number):
                found.setdefault(other, []).append((number, share))
        for other, text in _texts_there(corpus, language):
            _go_on(waiting)
            for number, share in incoming.like(text):
                found.setdefault(number, []).append((other, share))
    waiting.write(*({"do": "alike", "number": number, "found": sorted(pairs, key=lambda pair: -pair[1])[:MOST_ALIKE]}
                    for number, pairs in found.items()), {"do": "compared"})


def _texts_there(corpus: Corpus, language: str) -> Iterator[tuple[str, str]]:
    """Every article of the corpus in that language: its id and text, few enough at a time for memory to stay flat."""
    texts = corpus.table("texts", Selection(languages=[language])).select("article_id", "text")
    articles = corpus.table("articles", Selection(languages=[language]))
    many = int(corpus.execute(articles.agg(n=articles.count())).n.iloc[0]) > _AT_A_TIME
    # Identities are spread evenly over their first letters, which are those of RFC 4648 base32.
    letters = sorted("abcdefghijklmnopqrstuvwxyz234567")
    for first, following in zip(letters, [*letters[1:], "{"], strict=True) if many else [("", "{")]:
        part = texts.filter((texts.article_id >= first) & (texts.article_id < following))
        yield from corpus.execute(part).itertuples(index=False, name=None)


# -- keeping ----------------------------------------------------------------------------------


def _keep(corpus: Corpus, waiting: Intake) -> None:
    remaining = waiting.remaining()
    for begin in range(0, len(remaining), BATCH):
        numbers, drafts = remaining[begin:begin + BATCH], []
        there = corpus.have(waiting.articles[number].article_id for number in numbers)
        for place, number in enumerate(numbers):
            _go_on(waiting)
            if place % _TOLD_EVERY == 0:
                waiting.write({"do": "hand", "articles": place}, durable=False)
            draft = waiting.whole(number)
            if article_id(draft.text) in there:
                drafts.append(draft)
                continue
            try:
                drafts.append(replace(draft, reading=corpus.read(draft.text, draft.language, draft.published)))
            except Exception as error:  # one bad article must not end the run
                waiting.refuse(draft.title or draft.source_name, "",
                               Unreadable("parser_failed", kind=type(error).__name__))
        saved = corpus.save(drafts)
        waiting.write({"do": "kept", "numbers": numbers, "added": len(saved.added), "already": len(saved.already),
                       "event": saved.event})
    with contextlib.suppress(CorpusError):
        corpus.prepare()


# -- where the work is done -------------------------------------------------------------------


def _is_large(corpus: Corpus, waiting: Intake) -> bool:
    if waiting.asked == "keep":
        return len(waiting.remaining()) > LARGE_ARTICLES
    articles = corpus.table("articles")
    return (sum(source.size for source in waiting.unread()) > LARGE_BYTES
            or int(corpus.execute(articles.agg(n=articles.count())).n.iloc[0]) > LARGE_CORPUS)


def _in_process(waiting: Intake, corpus: Corpus) -> threading.Thread | None:
    """The work begun in a process of its own, and a thread that ends with it; None where none can be started."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(_ROOT), os.environ.get("PYTHONPATH", "")])}
    try:
        process = subprocess.Popen(
            [sys.executable, "-m", __name__, str(waiting.folder.parents[1]), waiting.intake_id, corpus.address],
            env=environment, cwd=_ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    except OSError:
        return None
    thread = threading.Thread(target=_hear, args=(process, corpus), name="mirsad-intake-end", daemon=True)
    thread.start()
    return thread


def _hear(process: subprocess.Popen, corpus: Corpus) -> None:
    """Count what the process did as done here; it says so every other second."""
    before = (0, 0.0, 0)
    with process:
        for line in process.stdout:
            with contextlib.suppress(ValueError, TypeError):
                so_far = tuple(json.loads(line))
                corpus.did_elsewhere(*(now - then for now, then in zip(so_far, before, strict=True)))
                before = so_far


def _work_with_beat(corpus: Corpus, waiting: Intake) -> None:
    """Work, and say every other second that somebody is at it."""
    over, parent = threading.Event(), os.getppid()

    def told() -> None:
        if __name__ == "__main__":
            with contextlib.suppress(OSError):
                print(json.dumps((corpus.read_articles, corpus.reading_seconds, corpus.saved_articles)), flush=True)

    def beat() -> None:
        while not over.wait(BEAT_SECONDS):
            told()
            if os.getppid() != parent and __name__ == "__main__":
                # The server that asked is gone, and with it whoever watches.
                os._exit(1)
            with contextlib.suppress(OSError):
                os.utime(waiting.folder / "at-work", (time.time(), time.time()))

    threading.Thread(target=beat, name="mirsad-intake-beat", daemon=True).start()
    try:
        with people.acting_as(waiting.by):
            work(corpus, waiting)
    finally:
        over.set()
        told()
        with contextlib.suppress(OSError):
            (waiting.folder / "at-work").unlink()


def _main(folder: str, intake_id: str, address: str) -> None:
    waiting = intake(Path(folder), intake_id)
    if waiting is not None:
        _work_with_beat(open_corpus(address), waiting)


if __name__ == "__main__":
    _main(*sys.argv[1:])
