"""Nothing that was acknowledged is lost, and nothing half there is seen: kills, and several processes at once."""
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from components.corpus import Draft, Selection
from components.reading.models import Mention, Reading, Sentence

ROOT = Path(__file__).resolve().parents[2]

def article(number: int, writer: str) -> Draft:
    text = f"Writer {writer} reports that ship {number} left the port."
    reading = Reading("en", (Sentence(0, 0, len(text), 0),),
                      (Mention(0, 6, text[:6], "person/writer", "person", "Writer", ""),), word_count=10)
    return Draft(text=text, language="en", title=f"{writer} {number}", story="Ships", reading=reading)


def program(*arguments):
    """What a program of tests/evaluation prints last, in a process that has no threads to fork from."""
    done = subprocess.run([sys.executable, "-m", *arguments], cwd=ROOT, capture_output=True, text=True, timeout=240)
    told = [line for line in done.stdout.splitlines() if "wrong: " in line]
    assert done.returncode == 0 and told, done.stdout + done.stderr
    return told[-1]


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL on Windows")
def test_kills_in_the_middle_of_any_change_lose_nothing_and_leave_nothing_half_there():
    told = program("tests.evaluation.kills", "--kills", "20")
    assert "20 kills" in told and "wrong: 0" in told and " 0 changes" not in told


@pytest.mark.skipif(os.name == "nt", reason="processes are forked")
def test_writers_and_readers_at_once_lose_no_change_and_see_no_half():
    told = program("tests.evaluation.anomalies", "--writers", "3", "--readers", "2", "--rounds", "2")
    assert "wrong: 0" in told and "'uploads': 6" in told


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
