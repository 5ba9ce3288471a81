"""A backup is a copy of the folder, made at any moment; restoring is copying it back."""
import shutil
import threading

import pandas as pd

from components.corpus import Draft, open_corpus


def draft(number):
    text = f"Kim Jong Un met Vladimir Putin in Russia, report {number} says. They spoke for hours."
    return Draft(text=text, language="en")


def test_a_restored_copy_gives_the_same_figures_and_the_same_history(corpus, tmp_path):
    ids = corpus.save([draft(1), draft(2)]).added
    corpus.correct(ids[0], title="Corrected", tags=("summit",))
    corpus.delete([ids[1]])
    corpus.record("ledger", "row", {"state": "confirmed"})
    shutil.copytree(corpus.folder, tmp_path / "backup")
    before, history = corpus.mentions(), corpus.events()
    shutil.rmtree(corpus.folder)
    shutil.copytree(tmp_path / "backup", corpus.folder)
    restored = open_corpus(corpus.folder)
    pd.testing.assert_frame_equal(restored.mentions(), before)
    pd.testing.assert_frame_equal(restored.events(), history)
    assert restored.decisions("ledger") == {"row": {"state": "confirmed"}} and not restored.problems


def test_a_copy_made_while_articles_are_saved_has_all_that_was_acknowledged_before(corpus, tmp_path):
    acknowledged, stop = [], threading.Event()

    def keep_saving():
        for number in range(200):
            acknowledged.extend(corpus.save([draft(number)]).added)
            if stop.is_set():
                return

    saving = threading.Thread(target=keep_saving)
    saving.start()
    while len(acknowledged) < 3:
        saving.join(0.01)
    before = set(acknowledged)
    shutil.copytree(corpus.folder, tmp_path / "backup", ignore=shutil.ignore_patterns("*.tmp"))
    stop.set()
    saving.join()
    copy = open_corpus(tmp_path / "backup")
    assert before <= set(copy.articles().article_id) and not copy.problems
