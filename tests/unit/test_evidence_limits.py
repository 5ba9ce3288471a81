"""Evidence of an entity that a whole corpus speaks of."""
import datetime as dt

from components.comparison import evidence
from components.comparison.scope import Scope
from components.corpus import Draft


def test_the_newest_sentences_are_given_and_all_of_them_counted(corpus, monkeypatch):
    monkeypatch.setattr(evidence, "MOST_SENTENCES", 2)
    corpus.save([
        Draft(f"Rain fell on Cairo. Number {n} left Cairo for Lima.", "en", story="rain", published=dt.date(2024, 1, n))
        for n in (1, 2, 3)
    ])
    found = evidence.naming(corpus, Scope(story="rain"), "place/cairo")
    assert found.attrs["all"] == 6
    assert [day.day for day in found.published] == [3, 3]
    assert [text[slice(*marks[0])] for text, marks in zip(found.text, found.marks, strict=True)] == ["Cairo", "Cairo"]
