"""Nothing that was acknowledged is lost, and nothing half there is seen: kills, and several processes at once."""
import multiprocessing
import os
import random
import signal
import threading
import time

import pytest

from components.corpus import Draft, Selection, derived, open_corpus
from components.reading.models import Mention, Reading, Sentence

KILLS = 15

# Children start from a server that has the imports behind it: a kill then takes a second, not five.
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["components.corpus.store", "components.reading.reader"])


def article(number: int, writer: str) -> Draft:
    text = f"Writer {writer} reports that ship {number} left the port."
    reading = Reading("en", (Sentence(0, 0, len(text), 0),),
                      (Mention(0, 6, text[:6], "person/writer", "person", "Writer", ""),), word_count=10)
    return Draft(text=text, language="en", title=f"{writer} {number}", story="Ships", reading=reading)


def save_until_killed(folder, writer, acknowledged):
    """Save, correct, lay flat and merge without end; tell of each only after the corpus has said that it is done."""
    derived.WORTH_A_SET = 1
    corpus = open_corpus(folder)
    for number in range(1_000_000):
        saved = corpus.save([article(3 * number + part, writer) for part in range(3)]).added
        acknowledged.send(("saved", saved))
        if number % 4 == 1:
            corpus.correct(saved[0], outlet=f"outlet {number}")
            acknowledged.send(("corrected", (saved[0], f"outlet {number}")))
        if number % 3 == 2:
            corpus.prepare()
        if number % 6 == 5:
            corpus.compact()


def save_some(folder, writer, count):
    derived.WORTH_A_SET = 1
    corpus = open_corpus(folder)
    for number in range(count):
        corpus.save([article(number, writer), article(number, "shared")])
        corpus.record("ledger", f"{writer} {number}", {"state": "confirmed"})
        corpus.prepare()
        assert corpus.mentions(Selection(story="Ships")).article_id.is_unique, "each article has one mention, once"


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL on Windows")
def test_kills_in_the_middle_of_saving_lose_nothing_and_leave_nothing_half_there(corpus_folder):
    random.seed(5)
    saved, corrected = [], {}
    for kill in range(KILLS):
        ours, theirs = PROCESSES.Pipe(duplex=False)
        child = PROCESSES.Process(target=save_until_killed, args=(corpus_folder, f"w{kill}", theirs))
        child.start()
        theirs.close()
        assert ours.poll(60), "the writer never came to save anything"
        time.sleep(random.uniform(0, 0.25))
        os.kill(child.pid, signal.SIGKILL)
        child.join()
        try:
            while ours.poll():
                what, told = ours.recv()
                if what == "saved":
                    saved.extend(told)
                else:
                    corrected[told[0]] = told[1]
        except EOFError:
            pass
    corpus = open_corpus(corpus_folder)
    frame = corpus.articles(Selection(story="Ships")).set_index("article_id")
    assert len(saved) >= 3 * KILLS and corpus.problems == ()
    assert set(saved) <= set(frame.index) and frame.index.is_unique
    assert {article: frame.outlet[article] for article in corrected} == corrected
    # One upload is three articles: whatever is there is there as a whole.
    assert len(frame) % 3 == 0
    assert len(corpus.mentions(Selection(story="Ships"))) == len(frame)
    assert len(corpus.articles()) == len(frame) + 2


def test_four_processes_that_save_at_once_lose_nothing(corpus_folder):
    children = [PROCESSES.Process(target=save_some, args=(corpus_folder, f"w{n}", 8)) for n in range(4)]
    for child in children:
        child.start()
    for child in children:
        child.join(60)
    assert [child.exitcode for child in children] == [0, 0, 0, 0]
    corpus = open_corpus(corpus_folder)
    titles = list(corpus.articles(Selection(story="Ships")).title)
    assert sorted(titles) == sorted(f"{writer} {n}" for writer in ("w0", "w1", "w2", "w3", "shared") for n in range(8))
    assert len(corpus.mentions(Selection(story="Ships"))) == 40
    assert len(corpus.decisions("ledger")) == 32 and len(corpus.articles()) == 42


def test_threads_that_save_and_ask_at_once_see_whole_uploads_only(corpus):
    troubles = []

    def write(writer):
        for number in range(6):
            corpus.save([article(2 * number, writer), article(2 * number + 1, writer)])

    def ask():
        try:
            for _ in range(12):
                assert len(corpus.articles(Selection(story="Ships"))) % 2 == 0
                assert len(corpus.sentences(Selection(story="Ships"))) % 2 == 0
        except Exception as error:
            troubles.append(error)

    threads = [threading.Thread(target=write, args=(f"t{n}",)) for n in range(3)]
    threads += [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not troubles
    assert len(corpus.articles(Selection(story="Ships"))) == 36
