"""What survives: writers are killed at any moment, and all that they had been told is kept must still be there.

    python -m tests.evaluation.kills [--kills 1000] [--seed 5] [--folder FOLDER]

Two processes at a time work on one corpus folder as two replicas would: they save uploads of three articles, correct
one or three of them by one event, change one article that both want to change, remove uploads and take that back,
decide, keep an intake in batches, read articles anew as a later reader would, lay tables flat and merge files, whose
sources are deleted at once here. Half of them are killed after a random time, half at a random one of their file
operations. Between two lives a file may turn into one of an earlier Mirsad, so that the next ones are killed while they
take it over. After every kill a process that saw nothing of it opens the folder: each change that was acknowledged is
there, one that was not is there whole or not at all, one that was refused is not there, none of the article in common
stands upon another that its writer had not seen, each article is there once with one reading, and no file is unusable.
SIGKILL takes the process, not the disk's cache: what a power cut leaves depends on fsync, which no test here can see.
"""
from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

import pyarrow.parquet as pq

from components.corpus import Conflict, CorpusError, Draft, Selection, compaction, derived, open_corpus, taking, waiting
from components.corpus.schema import article_id
from components.reading import read, reader

# Forked from this process, which starts no threads and opens no corpus, so that no life pays for the imports.
PROCESSES = multiprocessing.get_context("fork")
STORY = "Ships"
# The article that both change: each says what stood there when it looked.
SHARED = "The ship of all writers left the port of Vladivostok on Tuesday."
# An article as the model knows it: outlet, author, tags. None: not there.
State = Mapping[str, tuple | None]
FRESH = ("", "", ())
# How many articles of its earlier lives a writer goes on working on.
REMEMBERED = 30


def text(name: str) -> str:
    return f"Kim Jong Un met Vladimir Putin in Vladivostok. The ship {name} left the port on Tuesday."


MENTIONS = len(read(text("0 of zero"), "en").mentions)


# -- a writer's life --------------------------------------------------------------------------


class Writer:
    """Changes one corpus until it is killed, telling of each change before and after."""

    def __init__(self, folder: Path, name: str, mine: dict, told: Connection, rng: random.Random):
        # Sources of merged files are deleted at once, and everything is worth a set of its own.
        compaction.GRACE_SECONDS = derived.GRACE_SECONDS = 0
        compaction.MANY_FILES, derived.WORTH_A_SET, taking.BATCH = 20, 1, 3
        reader.READER_VERSION += int(name.rpartition(".")[2])
        self.folder, self.name, self.mine, self.told, self.rng = folder, name, mine, told, rng
        self.corpus, self.number = open_corpus(folder), 0

    def live(self) -> None:
        self.told.send(("open", None))
        works = (self.save, self.save, self.correct, self.amend, self.remove, self.decide, self.contest, self.keep,
                 self.renew,                 self.corpus.prepare, self.corpus.compact)
        while True:
            work = self.rng.choice(works)
            try:
                work()
            except (OSError, CorpusError) as error:
                # The other one's merging may take a source away from under this one's: nothing was changed then.
                if work not in (self.corpus.prepare, self.corpus.compact):
                    raise
                self.told.send(("retreat", repr(error)))

    def change(self, effect: State, do: Callable[[], object]) -> None:
        self.told.send(("try", effect))
        do()
        self.told.send(("done", None))
        for key, value in effect.items():
            self.mine.pop(key, None)
            if value is not None:
                self.mine[key] = value

    def fresh(self) -> dict[str, str]:
        """Three new articles: identity -> text."""
        self.number += 1
        return {article_id(made): made for made in (text(f"{self.name} {self.number}.{n}") for n in range(3))}

    def uploads(self) -> list[str]:
        return [key for key in self.mine if " " not in key]

    def save(self) -> None:
        made = self.fresh()
        drafts = [Draft(text=one, language="en", story=STORY) for one in made.values()]
        self.change(dict.fromkeys(made, FRESH), lambda: self.corpus.save(drafts))

    def correct(self) -> None:
        if there := self.uploads():
            article, outlet = self.rng.choice(there), f"outlet {self.rng.random()}"
            self.change({article: (outlet, *self.mine[article][1:])},
                        lambda: self.corpus.correct(article, since=self.corpus.moment, outlet=outlet))

    def amend(self) -> None:
        if len(there := self.uploads()) >= 3:
            chosen, tag = self.rng.sample(there, 3), f"tag {self.rng.random()}"
            effect = {a: (self.mine[a][0], tag, (*self.mine[a][2], tag)) for a in chosen}
            self.change(effect, lambda: self.corpus.amend(chosen, add_tags=[tag], author=tag))

    def remove(self) -> None:
        if len(there := self.uploads()) >= 6:
            chosen = self.rng.sample(there, 2)
            before = {article: self.mine[article] for article in chosen}
            events: list[str] = []
            self.change(dict.fromkeys(chosen), lambda: events.append(self.corpus.delete(chosen)))
            if self.rng.random() < 0.7:
                self.change(before, lambda: self.corpus.undo(events[0]))

    def decide(self) -> None:
        subject, value = f"{self.name.partition('.')[0]} {self.rng.randrange(5)}", self.rng.random()
        self.change({f"decision {subject}": (value,)}, lambda: self.corpus.record("ledger", subject, {"value": value}))

    def contest(self) -> None:
        """Change what the other one changes too, unless it was quicker."""
        self.number += 1
        value, moment = f"{self.name} {self.number}", self.corpus.moment
        stood = self.corpus.article(article_id(SHARED)).outlet
        try:
            self.corpus.correct(article_id(SHARED), since=moment, outlet=value, author=stood)
            self.told.send(("won", value))
        except Conflict:
            self.told.send(("lost", value))

    def keep(self) -> None:
        """Go on with an intake that an earlier life left, or begin one; each batch of three is an upload."""
        mine = [one for one in waiting.intakes(self.folder) if one.asked and one.sources[0].name == self.slot]
        if not mine:
            made = self.fresh() | self.fresh()
            self.change({f"intake {key}": () for key in made}, lambda: mine.append(self._bring_in(list(made.values()))))
        taking.work(self.corpus, mine[0])
        waiting.discard(mine[0])

    @property
    def slot(self) -> str:
        return self.name.partition(".")[0]

    def _bring_in(self, texts: list[str]) -> waiting.Intake:
        made = waiting.make(self.folder, [(self.slot, "text", b"-")])
        for one in texts:
            made.add(made.sources[0], Draft(text=one, language="en", story="Kept", title="Kept"))
        made.write({"do": "read", "source": 0}, {"do": "compared"})
        made.begin("keep")
        return made

    def renew(self) -> None:
        if there := self.uploads():
            self.corpus.reread(article_ids=self.rng.sample(there, min(6, len(there))))


def live(folder: Path, name: str, mine: dict, told: Connection, seed: float, fatal: int) -> None:
    """A writer's process. fatal: the number of the file operation in the folder at which it dies; 0: it is killed."""
    rng, count = random.Random(seed), [0]

    def hook(event: str, arguments: tuple) -> None:
        writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
        changes = writes or event in ("os.rename", "os.link", "os.remove", "os.mkdir")
        if changes and str(arguments[0]).startswith(str(folder)):
            count[0] += 1
            if count[0] == fatal:
                os.kill(os.getpid(), signal.SIGKILL)

    if fatal:
        sys.addaudithook(hook)
    Writer(folder, name, mine, told, rng).live()


# -- what is there afterwards -----------------------------------------------------------------


def look(folder: Path, finish: bool) -> tuple[dict[str, tuple], list[str]]:
    """Open the folder as somebody new: what stands in it, and what is wrong with it in itself.

    finish: first go on with every intake.
    """
    corpus = open_corpus(folder)
    if finish:
        for one in waiting.intakes(folder):
            if one.asked:
                taking.work(corpus, one)
    wrong = [f"{problem.code}: {problem.file} {problem.detail}" for problem in corpus.problems]
    there: dict[str, tuple] = {}
    frame = corpus.articles()
    wrong += [f"article {one} is there twice" for one in frame.article_id[frame.article_id.duplicated()]]
    for row in frame[frame.story == STORY].itertuples():
        there[row.article_id] = (row.outlet, row.author, tuple(row.tags))
    mentions = Counter(corpus.mentions().article_id)
    entities = corpus.execute(corpus.table("entities", Selection(story=STORY)))
    flat = entities.groupby("article_id").mentions.sum()
    for article in there:
        if not mentions[article] == flat.get(article) == MENTIONS:
            wrong.append(f"article {article} has {mentions[article]} mentions, {flat.get(article)} of them flat")
    stood = ""
    events = corpus.events()[::-1]
    for payload in events[events.subject == article_id(SHARED)].payload:
        if payload["author"] != stood:
            wrong.append(f"{payload['outlet']} was put in the place of {stood}, where it had seen {payload['author']}")
        stood = payload["outlet"]
        there[f"contest {stood}"] = ()
    there |= {f"decision {subject}": (told["value"],) for subject, told in corpus.decisions("ledger").items()}
    there |= {f"intake {article}": () for article in frame.article_id[frame.story == "Kept"]}
    return there, wrong


def begin(folder: Path) -> None:
    """The corpus, and the article that both writers change."""
    open_corpus(folder).save([Draft(text=SHARED, language="en", title="all")])


def make_older(folder: Path, seed: float) -> None:
    """Turn one of the files into one of an earlier Mirsad, whose quotations had no stance."""
    path = random.Random(seed).choice(sorted((folder / "articles").glob("*.parquet")))
    table = pq.read_table(path)
    if "search_text" in table.column_names:
        quotes = [[{k: v for k, v in q.items() if k != "stance"} for q in row] for row in table["quotes"].to_pylist()]
        older = table.drop_columns(["quotes", "search_text"]).append_column("quotes", [quotes])
        pq.write_table(older.replace_schema_metadata(pq.read_metadata(path).metadata), path)


# -- the run ----------------------------------------------------------------------------------


@dataclass
class Outcome:
    """How it went: changes acknowledged; those in the middle of which a writer died, and how many of these came
    through; merges and flat tables given up because the other one had taken a source away; what is wrong.
    """

    kills: int = 0
    acknowledged: int = 0
    cut: int = 0
    cut_but_there: int = 0
    retreats: int = 0
    articles: int = 0
    won: set[str] = field(default_factory=set)
    lost: set[str] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)


class Life:
    """A writer at work, heard and ended by this process."""

    def __init__(self, folder: Path, slot: str, number: int, mine: dict, rng: random.Random):
        self.slot, self.tried, self.said, self.is_open = slot, [], 0, False
        self.fatal = rng.randrange(1, 80) if rng.random() < 0.5 else 0
        # Some die while they open the folder.
        self.from_start, self.seconds = rng.random() < 0.25, 1.5 if self.fatal else rng.uniform(0, 0.35)
        self.pipe, theirs = PROCESSES.Pipe(duplex=False)
        arguments = (folder, f"{slot}.{number}", mine, theirs, rng.random(), self.fatal)
        self.process = PROCESSES.Process(target=live, args=arguments, daemon=True)
        self.process.start()
        theirs.close()

    def end(self, outcome: Outcome) -> None:
        """Hear it until its time has come, and kill it."""
        until = time.monotonic() + (self.seconds if self.from_start else 60)
        while (left := until - time.monotonic()) > 0 and self._hear(left, outcome):
            if self.is_open and not self.from_start:
                self.from_start, until = True, time.monotonic() + self.seconds
        self.process.kill()
        self.process.join()
        while self._hear(0, outcome):
            pass
        outcome.kills += 1
        if self.process.exitcode != -signal.SIGKILL:
            outcome.wrong.append(f"a writer ended by itself: {self.process.exitcode}")

    def _hear(self, seconds: float, outcome: Outcome) -> bool:
        try:
            if not self.pipe.poll(seconds):
                return False
            what, told = self.pipe.recv()
        except (EOFError, OSError):
            return False
        self.is_open |= what == "open"
        outcome.retreats += what == "retreat"
        outcome.acknowledged += what == "done"
        self.said += what == "done"
        if what in ("won", "lost"):
            (outcome.won if what == "won" else outcome.lost).add(f"contest {told}")
        if what == "try":
            self.tried.append(told)
        return True


def run(folder: Path, kills: int, seed: int, progress: Callable[[Outcome], None] = lambda outcome: None) -> Outcome:
    """Kill so many writers, two at a time, and look after each pair. Stops at the first thing that is wrong."""
    rng, outcome = random.Random(seed), Outcome()
    # Loads what puts questions into SQL, for all lives to come.
    derived.Derived(folder / "derived")
    # All that has to be there, and whose it is.
    model: dict[str, tuple] = {}
    owner: dict[str, str] = {}
    _elsewhere(begin, folder)
    while outcome.kills < kills and not outcome.wrong:
        if rng.random() < 0.2:
            _elsewhere(make_older, folder, rng.random())
        lives = []
        for slot in ("a", "b"):
            mine = [key for key in model if owner[key] == slot][-REMEMBERED:]
            lives.append(Life(folder, slot, outcome.kills + 1, {key: model[key] for key in mine}, rng))
        for life in lives:
            life.end(outcome)
        there, wrong = _elsewhere(look, folder, False)
        outcome.wrong += wrong
        for life in lives:
            _count(life, model, owner, there, outcome)
        # What an intake brings in comes when it comes: at the end all of it must be there.
        said = {key: value for key, value in model.items() if not key.startswith("intake ")}
        outcome.wrong += [f"{key}: acknowledged, and not there" for key in outcome.won - there.keys()]
        outcome.wrong += [f"{key}: refused, and there" for key in outcome.lost & there.keys()]
        outcome.wrong += [f"{key}: {said.get(key)} was acknowledged, {there.get(key)} is there"
                          for key in said.keys() | there.keys()
                          if there.get(key) != said.get(key) and not key.startswith(("intake ", "contest "))]
        progress(outcome)
    if not outcome.wrong:
        there, outcome.wrong = _elsewhere(look, folder, True)
        outcome.articles = len(there)
        if missing := [key for key in model if key not in there]:
            outcome.wrong.append(f"brought in and never kept: {missing}")
    return outcome


def _count(life: Life, model: dict, owner: dict, there: dict, outcome: Outcome) -> None:
    """Bring the model up to date with what a writer did; of what it died in, all is there or nothing."""
    for number, effect in enumerate(life.tried):
        if number >= life.said:
            outcome.cut += 1
            if not all(there.get(key) == value for key, value in effect.items()):
                # Whatever is amiss now is told when the model is compared with what is there.
                continue
            outcome.cut_but_there += 1
        for key, value in effect.items():
            # Last in, last: so that the newest are worked on.
            model.pop(key, None)
            if value is not None:
                model[key], owner[key] = value, life.slot


def _elsewhere(function: Callable, *arguments: object) -> object:
    """What the function gives, in a process of its own: threads begun here would not survive the next fork."""
    ours, theirs = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(target=_answer, args=(function, arguments, theirs))
    process.start()
    theirs.close()
    answer = ours.recv()
    process.join()
    return answer


def _answer(function: Callable, arguments: tuple, told: Connection) -> None:
    told.send(function(*arguments))
    told.close()
    # DuckDB's threads need not be waited for.
    os._exit(0)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--folder", type=Path, help="a new folder; otherwise one that goes away afterwards")
    options = parser.parse_args()
    begun = time.monotonic()

    def progress(outcome: Outcome) -> None:
        if outcome.kills % 100 == 0:
            print(f"{outcome.kills} kills, {outcome.acknowledged} changes acknowledged", flush=True)

    with tempfile.TemporaryDirectory() as temporary:
        outcome = run(options.folder or Path(temporary) / "corpus", options.kills, options.seed, progress)
    print(*(f"WRONG: {wrong}" for wrong in outcome.wrong[:20]), sep="\n", end="")
    print(f"{outcome.kills} kills in {time.monotonic() - begun:.0f} s; {outcome.acknowledged} changes acknowledged; "
          f"{outcome.cut} cut off, of which {outcome.cut_but_there} came through whole; {outcome.retreats} merges "
          f"given up; {len(outcome.won)} contests won, {len(outcome.lost)} lost; {outcome.articles} articles and "
          f"decisions there; wrong: {len(outcome.wrong)}")
    return 1 if outcome.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
