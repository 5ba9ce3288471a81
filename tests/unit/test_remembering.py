"""What was worked out is kept within bounds, worked out once, and forgotten when the corpus changes."""
import threading

import pandas as pd
import pytest

from components.comparison import mentions, overview, remembering
from components.comparison.remembering import Memory
from components.comparison.scope import Scope
from components.corpus import open_corpus
from components.reading import name_changes as change
from components.ui.ahead import first_questions


def together(*works):
    """Runs each in a thread of its own; fails where one has not ended after a minute."""
    threads = [threading.Thread(target=work, daemon=True) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not any(thread.is_alive() for thread in threads)


def test_it_holds_so_many_bytes_and_forgets_first_what_was_not_asked_for_longest():
    memory = Memory(most_bytes=100, weigh=len)
    for name in "abc":
        memory.recall(name, lambda: "x" * 30)
    memory.recall("a", lambda: pytest.fail("a is kept"))
    memory.recall("d", lambda: "x" * 40)
    assert memory.bytes == 100 and len(memory) == 3
    assert memory.recall("b", lambda: "anew") == "anew"
    memory.recall("huge", lambda: "x" * 101)
    assert memory.bytes <= 100 and memory.recall("huge", lambda: "anew") == "anew"


def test_what_many_ask_at_once_is_worked_out_once():
    memory, all_here, done = Memory(), threading.Barrier(6), []

    def ask():
        all_here.wait()
        memory.recall("answer", lambda: done.append(1))

    together(*[ask] * 6)
    assert done == [1]


def test_answers_made_of_one_another_never_wait_in_a_ring():
    memory, all_here = Memory(), threading.Barrier(12)

    def ask(number):
        all_here.wait()
        memory.recall(("whole", number), lambda: memory.recall("part", lambda: memory.recall("grain", lambda: 1)))

    def ask_for_a_part():
        all_here.wait()
        memory.recall("part", lambda: memory.recall("grain", lambda: 1))

    together(*[lambda number=number: ask(number) for number in range(6)], *[ask_for_a_part] * 6)
    assert memory.recall(("whole", 5), pytest.fail) == 1


def test_what_fails_is_tried_again():
    memory = Memory()
    with pytest.raises(ZeroDivisionError):
        memory.recall("answer", lambda: 1 / 0)
    assert memory.recall("answer", lambda: 7) == 7


def test_nobody_can_spoil_an_answer_for_others():
    memory = Memory()
    first = memory.recall("frame", lambda: (pd.DataFrame({"n": [1, 2]}), ["a"]))
    first[0].loc[0, "n"] = 9
    first[0]["more"] = 1
    first[1].append("b")
    frame, names = memory.recall("frame", pytest.fail)
    assert frame.to_dict("list") == {"n": [1, 2]} and names == ["a"]


def test_a_change_by_this_or_another_process_is_seen_by_the_next_question(corpus, corpus_folder):
    scope, elsewhere = Scope(), open_corpus(corpus_folder)

    def named():
        return set(remembering.asked(corpus, mentions.by_entity, scope).entity_id)

    before = named()
    assert "country/KP" in before
    event = elsewhere.decide_names([change.ignored("country/KP")])
    assert named() == before - {"country/KP"}
    assert remembering.asked(corpus, mentions.totals, scope).equals(mentions.totals(elsewhere, scope))
    elsewhere.undo(event)
    assert named() == before


def test_switches_of_names_leave_the_articles_as_they_are():
    scope = Scope(story="lock", outlets=("BBC",), types=("person",), demonyms=False, capitals=True, without=("a",))
    assert scope.any_names == Scope(story="lock", outlets=("BBC",), without=("a",))
    assert scope.any_names.selection() == scope.selection()


def test_what_the_front_page_asks_first_is_known_before_anybody_comes(corpus, monkeypatch):
    scope = first_questions(corpus)
    monkeypatch.setattr(corpus, "execute", lambda expression: pytest.fail("asked again"))
    assert scope == Scope() and remembering.asked(corpus, overview.differences, scope)
    assert list(remembering.asked(corpus, mentions.totals, scope).articles) == [1, 1]


def test_nothing_is_asked_ahead_of_a_corpus_without_articles_and_one_of_one_side_is_no_trouble(corpus):
    english, arabic = corpus.articles().sort_values("language", ascending=False).article_id
    corpus.delete([arabic])
    assert first_questions(corpus) == Scope()
    corpus.delete([english])
    assert first_questions(corpus) is None
