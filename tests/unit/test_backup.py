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


def test_a_copy_during_which_files_are_merged_and_changed_lacks_nothing_of_before(corpus, tmp_path):
    ids = [corpus.save([draft(number)]).added[0] for number in range(4)]
    for article in ids:
        corpus.correct(article, outlet="The Paper")
    listed = []

    def copy(source, target):
        # Whoever copies a folder has listed it before the first file.
        if not listed:
            corpus.correct(ids[0], outlet="Another Paper")
            corpus.compact()
            corpus.save([draft(9)])
        listed.append(source)
        return shutil.copy2(source, target)

    shutil.copytree(corpus.folder / "articles", tmp_path / "backup" / "articles", copy_function=copy)
    listed.clear()
    shutil.copytree(corpus.folder / "events", tmp_path / "backup" / "events", copy_function=copy)
    backup = open_corpus(tmp_path / "backup")
    assert set(ids[1:]) <= set(backup.articles().article_id) and not backup.problems
    assert {backup.article(article).outlet for article in ids[1:]} == {"The Paper"}


def test_changes_of_an_earlier_version_count_among_those_of_this_one(corpus, monkeypatch):
    [article] = corpus.save([draft(1)]).added
    # An earlier version called files by time alone, and knew no turns.
    with monkeypatch.context() as earlier:
        earlier.setattr(type(corpus._storage.events), "takes_turns", False)
        first = corpus.correct(article, outlet="First", title="Kept")
    corpus.correct(article, outlet="Second")
    with monkeypatch.context() as earlier:
        earlier.setattr(type(corpus._storage.events), "takes_turns", False)
        open_corpus(corpus.folder).correct(article, author="A. Reporter")
    names = {path.name.partition("-")[0] for path in (corpus.folder / "events").glob("*.json")}
    assert "turn" in names and len(names) > 2
    for merged in (False, True):
        if merged:
            corpus.compact()
        found = open_corpus(corpus.folder).article(article)
        assert (found.outlet, found.title, found.author) == ("Second", "Kept", "A. Reporter")
    corpus.undo(first)
    assert open_corpus(corpus.folder).article(article).title == ""
