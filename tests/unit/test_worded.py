"""What an article's words come to is the same told afresh or laid flat, and follows what is corrected and decided."""
import datetime as dt

import pandas as pd
import pytest

from components.comparison import keywords, labels, voices, wording
from components.comparison.scope import Scope
from components.corpus import Draft, derived, fresh, open_corpus, worded
from components.reading.name_changes import same as same_as

ENGLISH = (
    "PARIS - The war goes on, two senior officials said on Tuesday.\n"
    "President Vladimir Putin said: “This is a military operation.” Putin spoke in Moscow.\n"
    "Maria Keller, a professor of trade law, claimed that the “special regime” was over.\n")
ARABIC = "قال الرئيس الروسي فلاديمير بوتين إن الحرب مستمرة. ووصل بوتين إلى موسكو أمس.\n"
PUTIN = "person/vladimir-putin"


def answers(corpus):
    scope = Scope()
    found = {
        "labels": labels.references(corpus, scope),
        "designations": wording.designations(corpus, scope, PUTIN),
        "voices": voices.attributions(corpus, scope),
        "terms": voices.held_apart(corpus, scope),
    }
    return found | {side: keywords.keywords(corpus, scope, side).frame for side in ("ar", "en")}


def same(one, other):
    assert one.keys() == other.keys()
    for name in one:
        pd.testing.assert_frame_equal(one[name], other[name])


@pytest.fixture
def saved(corpus):
    return corpus.save([
        Draft(text=ENGLISH, language="en", outlet="The Paper", published=dt.date(2023, 9, 1), story="s"),
        Draft(text=ARABIC, language="ar", outlet="الجريدة", story="s")]).added


def test_laid_flat_or_told_afresh_the_answers_are_the_same(corpus, saved, corpus_folder, monkeypatch):
    before = answers(corpus)
    assert all(len(frame) for frame in before.values())
    monkeypatch.setattr(derived, "WORTH_A_SET", 1)
    corpus.prepare()
    same(answers(corpus), before)
    monkeypatch.undo()
    # Some laid flat, some not, one corrected and one gone.
    corpus.save([Draft(text=ENGLISH + "The invasion was condemned.", language="en", story="s")])
    corpus.correct(saved[0], outlet="Another Paper")
    corpus.delete([saved[1]])
    mixed = answers(corpus)
    assert "Another Paper" in set(mixed["voices"].outlet)
    assert saved[1] not in set(mixed["designations"].article_id)
    (corpus_folder / "derived").rename(corpus_folder / "gone")
    same(answers(open_corpus(corpus_folder)), mixed)


def test_a_decision_about_a_name_reaches_designations_and_speakers(corpus, saved, monkeypatch):
    monkeypatch.setattr(derived, "WORTH_A_SET", 1)
    corpus.prepare()
    corpus.decide_names([same_as(PUTIN, "person/somebody-else")])
    said = voices.attributions(corpus, Scope(story="s"))
    assert "person/somebody-else" in set(said.key) and PUTIN not in set(said.key)
    assert len(wording.designations(corpus, Scope(story="s"), "person/somebody-else")) == 4


def test_what_can_not_be_told_yet_is_left_out_and_counted_until_it_is_laid_flat(corpus_folder, monkeypatch):
    monkeypatch.setattr(fresh, "MOST_ROWS", 1)
    corpus = open_corpus(corpus_folder)
    for text in (ENGLISH, ENGLISH + "The invasion was condemned."):
        corpus.save([Draft(text=text, language="en", story="s")])
    scope = Scope(story="s")
    assert set(labels.references(corpus, scope).article_id) == {corpus.articles().article_id.iloc[-1]}
    version, left_out = corpus.version, corpus.left_out
    assert left_out == 3
    monkeypatch.setattr(derived, "WORTH_A_SET", 1)
    corpus.prepare()
    assert corpus.left_out == 0 and corpus.version != version
    assert labels.references(corpus, scope).article_id.nunique() == 2


def test_tables_made_with_other_knowledge_are_not_taken_for_todays(monkeypatch):
    before = derived._shape()
    monkeypatch.setattr(worded, "knowledge", lambda: "other")
    assert derived._shape() != before
