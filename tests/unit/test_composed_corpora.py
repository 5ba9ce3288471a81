"""The corpora that speed is measured on: every question has the answer that was composed into it."""
import pytest

from components.corpus import derived, open_corpus
from tests.benchmarks import corpora, queries


@pytest.mark.parametrize("laid_flat", [False, True])
def test_a_composed_corpus_answers_every_question_as_it_was_composed(tmp_path, monkeypatch, laid_flat):
    known = corpora.build(tmp_path / "corpus", 120)
    corpus = open_corpus(tmp_path / "corpus")
    if laid_flat:
        monkeypatch.setattr(derived, "WORTH_A_SET", 1)
        corpus.prepare()
    for name, ask, is_right in queries._questions(corpus, known):
        assert is_right(ask()), name
