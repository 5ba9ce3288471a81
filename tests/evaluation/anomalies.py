"""Whether processes that write to one corpus at once ever lose a change or show half of one.

    python -m tests.evaluation.anomalies [--writers 8] [--readers 8] [--rounds 12] [--folder FOLDER]

Each writer saves uploads of three articles, corrects the three by one event, and adds one to a number that stands in an
article which all of them change, reading it again whenever it is told that somebody else was quicker. Some of them lay
tables flat and merge files meanwhile. Each reader asks for everything over and over: of every upload there are three
articles that say the same, each with its mentions, and all that was acknowledged before the question is in the answer.
In the end the number is as high as it was raised, and no two writers were told that they raised the same one.
"""
from __future__ import annotations

import argparse
import multiprocessing
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from ctypes import c_int
from pathlib import Path

from components.corpus import Conflict, Corpus, Draft, Selection, compaction, derived, open_corpus
from components.reading import read

PROCESSES = multiprocessing.get_context("fork")
STORY = "Ships"
SHARED = "The ship of all writers left the port of Vladivostok on Tuesday."


def text(name: str) -> str:
    return f"Kim Jong Un met Vladimir Putin in Vladivostok. The ship {name} left the port on Tuesday."


MENTIONS = len(read(text("0 of zero"), "en").mentions)


def write(folder: Path, number: int, rounds: int, kept: list, told) -> None:
    """A writer. kept: how many uploads and how many corrections of each writer were acknowledged, for all to see."""
    compaction.MANY_FILES, derived.WORTH_A_SET = 30, 1
    corpus = open_corpus(folder)
    [shared] = corpus.save([Draft(text=SHARED, language="en", outlet="0")]).already
    raised, refused = [], 0
    for turn in range(rounds):
        names = [f"{number} {turn} {part}" for part in range(3)]
        saved = corpus.save([Draft(text=text(n), language="en", story=STORY, title=f"{number} {turn}") for n in names])
        kept[2 * number] += 1
        corpus.amend(saved.added, outlet=f"outlet {turn}", add_tags=[f"turn {turn}"])
        kept[2 * number + 1] += 1
        for wanted in attempts(corpus, shared):
            try:
                # Signed: two people who want the very same are not in each other's way.
                corpus.correct(shared, since=wanted[0], outlet=f"{wanted[1]}.{number}")
                raised.append(wanted[1])
                break
            except Conflict:
                refused += 1
                # Whoever lost waits a moment of their own, so that they do not meet again.
                time.sleep(0.002 * (1 + (number + refused) % 8))
        if turn % 4 == number % 4:
            (corpus.compact if number % 2 else corpus.prepare)()
    told.put((raised, refused))


def attempts(corpus: Corpus, article: str) -> Iterator[tuple[int, int]]:
    """(the moment, the number to write) of one attempt after the other."""
    while True:
        moment = corpus.moment
        yield moment, int(corpus.article(article).outlet.partition(".")[0]) + 1


def watch(folder: Path, kept: list, over, told) -> None:
    """A reader, until nobody writes any more."""
    corpus, wrong, answers = open_corpus(folder), [], 0
    while not wrong and not (over.is_set() and answers):
        before = list(kept)
        frame = corpus.articles(Selection(story=STORY))
        for title, upload in frame.groupby("title"):
            said = {(row.outlet, tuple(row.tags)) for row in upload.itertuples()}
            if len(upload) != 3 or len(said) != 1:
                wrong.append(f"of upload {title} there are {len(upload)} articles that say {said}")
        uploads = Counter(int(title.split()[0]) for title in frame.title.unique())
        corrected = Counter(int(title.split()[0]) for title in frame.title[frame.outlet != ""].unique())
        for writer in range(len(before) // 2):
            if uploads[writer] < before[2 * writer] or corrected[writer] < before[2 * writer + 1]:
                wrong.append(f"writer {writer} had been told of {before[2 * writer:2 * writer + 2]} uploads and "
                             f"corrections; a later question saw {uploads[writer]} and {corrected[writer]}")
        mentions = Counter(corpus.mentions(Selection(story=STORY)).article_id)
        if set(mentions.values()) - {MENTIONS}:
            wrong.append(f"articles with other than {MENTIONS} mentions: {mentions.most_common(2)}")
        answers += 1
    told.put((answers, wrong))


def run(folder: Path, writers: int, readers: int, rounds: int) -> tuple[dict[str, int], list[str]]:
    """(how it went, what was wrong)."""
    derived.Derived(folder / "derived")
    first = PROCESSES.Process(target=begin, args=(folder,))
    first.start(), first.join()
    kept, over = PROCESSES.Array(c_int, 2 * writers), PROCESSES.Event()
    written, seen = PROCESSES.SimpleQueue(), PROCESSES.SimpleQueue()
    at_work = [PROCESSES.Process(target=write, args=(folder, n, rounds, kept, written)) for n in range(writers)]
    watching = [PROCESSES.Process(target=watch, args=(folder, kept, over, seen)) for _ in range(readers)]
    for process in (*at_work, *watching):
        process.start()
    for process in at_work:
        process.join()
    over.set()
    for process in watching:
        process.join()
    wrong = [f"a process ended with {p.exitcode}" for p in (*at_work, *watching) if p.exitcode]
    if wrong:
        return {}, wrong
    told, found = [written.get() for _ in at_work], [seen.get() for _ in watching]
    raised = Counter(value for values, _ in told for value in values)
    wrong += [one for _, several in found for one in several]
    wrong += [f"{count} writers were told that they made it {value}" for value, count in raised.items() if count > 1]
    corpus = open_corpus(folder)
    number = int(corpus.articles().set_index("title").outlet["all"].partition(".")[0])
    if number != writers * rounds:
        wrong.append(f"raised {writers * rounds} times, it is {number}")
    if corpus.problems:
        wrong.append(f"unusable: {corpus.problems}")
    return {"uploads": writers * rounds, "answers": sum(n for n, _ in found), "refused": sum(n for _, n in told)}, wrong


def begin(folder: Path) -> None:
    """The corpus, and the article that all writers change."""
    open_corpus(folder).save([Draft(text=SHARED, language="en", title="all", outlet="0")])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--writers", type=int, default=8)
    parser.add_argument("--readers", type=int, default=8)
    parser.add_argument("--rounds", type=int, default=12)
    parser.add_argument("--folder", type=Path, help="a new folder; otherwise one that goes away afterwards")
    options = parser.parse_args()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary) / "corpus"
        went, wrong = run(folder, options.writers, options.readers, options.rounds)
    print(*(f"WRONG: {one}\n" for one in wrong[:20]), sep="", end="")
    print(f"{options.writers} writers, {options.readers} readers, {time.monotonic() - begun:.0f} s: {went}; "
          f"wrong: {len(wrong)}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
