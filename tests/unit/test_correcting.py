"""Many articles corrected at once, by one event; nothing that somebody else changed is overwritten unseen."""
import datetime as dt
import errno
import os

import pytest

from components.corpus import Conflict, CorpusError, Draft, Selection, compaction, edits, open_corpus

TEXTS = [f"The minister visited port number {number} on Monday and spoke with its workers." for number in range(4)]


@pytest.fixture
def ids(corpus):
    return corpus.save([Draft(text, "en", outlet="AP", tags=("wire",)) for text in TEXTS]).added


@pytest.fixture
def other(corpus, corpus_folder):
    """Somebody else's corpus on the same folder."""
    return open_corpus(corpus_folder)


def test_many_articles_are_corrected_by_one_event_and_undone_by_one(corpus, ids):
    events = len(corpus.events())
    event = corpus.amend(ids, story="Ports", outlet="Reuters", add_tags=["sea"], remove_tags=["wire"])
    assert len(corpus.events()) == events + 1
    frame = corpus.articles(Selection(article_ids=ids))
    assert set(frame.story) == {"Ports"} and set(frame.outlet) == {"Reuters"}
    assert set(map(tuple, frame.tags)) == {("sea",)}
    assert set(corpus.mentions(Selection(article_ids=ids)).story) <= {"Ports"}
    assert len(corpus.articles(Selection(tags=("sea",)))) == len(ids)
    corpus.undo(event)
    frame = corpus.articles(Selection(article_ids=ids))
    assert set(frame.story) == {""} and set(frame.outlet) == {"AP"} and set(map(tuple, frame.tags)) == {("wire",)}


def test_tags_are_added_to_what_each_article_has(corpus, ids):
    corpus.correct(ids[0], tags=["port", "sea"])
    corpus.amend(ids, add_tags=["sea"])
    assert corpus.article(ids[0]).tags == ("port", "sea")
    assert corpus.article(ids[1]).tags == ("wire", "sea")
    corpus.amend(ids, remove_tags=["sea"])
    corpus.correct(ids[2], tags=["new"])
    assert [corpus.article(article).tags for article in ids[:3]] == [("port",), ("wire",), ("new",)]


def test_a_new_date_for_many_is_read_into_what_they_speak_of(corpus, ids):
    corpus.amend(ids, published=dt.date(2024, 5, 8))
    days = corpus.dates(Selection(article_ids=ids))
    assert len(days) == len(ids) and {str(day)[:10] for day in days.first_day} == {"2024-05-06"}


def test_amending_refuses_what_is_no_article_and_no_field_and_changes_nothing(corpus, ids):
    for wrong in ({"article_ids": [*ids, "nothere"], "outlet": "X"}, {"article_ids": ids, "text": "X"},
                  {"article_ids": ids, "add_tags": [1]}):
        with pytest.raises(CorpusError):
            corpus.amend(**wrong)
    assert set(corpus.articles(Selection(article_ids=ids)).outlet) == {"AP"}


def test_a_field_that_somebody_else_changed_meanwhile_is_not_overwritten(corpus, other, ids):
    opened = corpus.moment
    other.correct(ids[0], outlet="Reuters")
    with pytest.raises(Conflict) as refused:
        corpus.correct(ids[0], since=opened, outlet="AFP", author="A. Reporter")
    assert [(c.article_id, c.field, c.theirs) for c in refused.value.clashes] == [(ids[0], "outlet", "Reuters")]
    assert corpus.article(ids[0]).outlet == "Reuters" and corpus.article(ids[0]).author == ""
    corpus.correct(ids[0], since=corpus.moment, outlet="AFP")
    assert other.article(ids[0]).outlet == "AFP"


def test_other_fields_and_equal_values_are_no_conflict(corpus, other, ids):
    opened = corpus.moment
    other.correct(ids[0], outlet="Reuters", author="B. Reporter")
    corpus.correct(ids[0], since=opened, outlet="Reuters", title="Port")
    article = other.article(ids[0])
    assert (article.outlet, article.author, article.title) == ("Reuters", "B. Reporter", "Port")


def test_what_somebody_else_took_back_counts_as_changed(corpus, other, ids):
    event = corpus.correct(ids[0], outlet="Reuters")
    opened = corpus.moment
    other.undo(event)
    with pytest.raises(Conflict) as refused:
        corpus.correct(ids[0], since=opened, outlet="AFP")
    assert refused.value.clashes[0].theirs == "AP"


def test_many_at_once_tell_the_articles_that_somebody_else_changed(corpus, other, ids):
    opened = corpus.moment
    other.amend(ids[:2], story="Harbours", add_tags=["x"])
    with pytest.raises(Conflict) as refused:
        corpus.amend(ids, since=opened, story="Ports", remove_tags=["x"], add_tags=["y"])
    assert {(c.article_id, c.field) for c in refused.value.clashes} == {
        (article, field) for article in ids[:2] for field in ("story", "tags")}
    corpus.amend(ids, since=opened, add_tags=["y"])
    assert set(corpus.article(ids[0]).tags) == {"wire", "x", "y"}


def test_two_that_write_in_the_same_instant_do_not_overwrite_each_other(corpus, other, ids, monkeypatch):
    opened = corpus.moment
    append_all = corpus._journal.append_all

    def while_somebody_else_writes(told, *args, **kwargs):
        told = list(told)
        if any(kind == edits.CORRECT for kind, _, _ in told):
            monkeypatch.setattr(corpus._journal, "append_all", append_all)
            other.correct(ids[0], outlet="Reuters")
        return append_all(told, *args, **kwargs)

    monkeypatch.setattr(corpus._journal, "append_all", while_somebody_else_writes)
    with pytest.raises(Conflict):
        corpus.correct(ids[0], since=opened, outlet="AFP")
    assert corpus.article(ids[0]).outlet == other.article(ids[0]).outlet == "Reuters"
    assert "AFP" not in str(other.events().payload.tolist()), "what was refused was never written"
    # The other's turn is no reason against a change of something else.
    assert corpus.correct(ids[0], since=corpus.moment, author="A. Reporter")
    assert other.article(ids[0]).author == "A. Reporter"


def test_a_turn_that_was_over_long_ago_is_taken_by_nobody_again(corpus, other, ids, monkeypatch):
    opened, turns = corpus.moment, corpus.folder / "events"
    create = corpus._journal.place.create

    def while_it_slept(name, data):
        monkeypatch.setattr(corpus._journal.place, "create", create)
        other.correct(ids[0], outlet="Reuters")
        for _ in range(2):
            # Merged and removed, and the merged file as well: nothing but its memory is left of the turn.
            other.compact()
            compaction.remove_sources(other._storage.events, other._journal.merged, now=float("inf"))
            other.correct(ids[1], author="B. Reporter")
        assert not (turns / name).exists()
        create(name, data)

    monkeypatch.setattr(corpus._journal.place, "create", while_it_slept)
    with pytest.raises(Conflict):
        corpus.correct(ids[0], since=opened, outlet="AFP")
    for one in (corpus, other, open_corpus(corpus.folder)):
        assert one.article(ids[0]).outlet == "Reuters" and one.article(ids[1]).author == "B. Reporter"
    assert corpus.correct(ids[0], since=corpus.moment, outlet="AFP") and other.article(ids[0]).outlet == "AFP"


def test_turns_are_taken_where_a_file_can_not_have_two_names(corpus, other, ids, monkeypatch):
    def refuse(*_):
        raise OSError(errno.EPERM, "no links")

    monkeypatch.setattr(os, "link", refuse)
    corpus.correct(ids[0], outlet="Reuters")
    other.correct(ids[0], author="B. Reporter")
    place, name = corpus._journal.place, max(corpus._journal._names)
    with pytest.raises(FileExistsError):
        place.create(name, b"")
    assert open_corpus(corpus.folder).article(ids[0]).outlet == "Reuters" and not corpus.problems


def test_the_names_of_a_story_are_not_overwritten_either(corpus, other):
    opened = corpus.moment
    other.amend([], stories={"Ports": {"en": "Ports", "ar": "الموانئ"}})
    with pytest.raises(Conflict):
        corpus.amend([], since=opened, stories={"Ports": {"en": "The ports", "ar": "الموانئ"}})
    assert corpus.decisions("story")["Ports"]["en"] == "Ports"


def test_stories_without_articles_are_listed_where_asked_for(corpus, ids):
    corpus.amend([], stories={"Ports": {"en": "Ports", "ar": "الموانئ"}})
    assert "Ports" not in set(corpus.stories().story)
    listed = corpus.stories(with_empty=True).set_index("story")
    assert listed.articles["Ports"] == 0 and listed.name_ar["Ports"] == "الموانئ" and len(listed) == 3
    corpus.amend(ids, story="Ports")
    event = corpus.amend(ids, story="Harbours", stories={"Ports": None})
    assert set(corpus.stories(with_empty=True).story) == {"Harbours", "kim-putin-2023"}
    corpus.undo(event)
    assert corpus.stories().set_index("story").name_ar["Ports"] == "الموانئ"


def test_the_history_of_an_article_tells_each_field_before_and_after(corpus, ids):
    first = corpus.correct(ids[0], outlet="Reuters", title="Port")
    corpus.amend(ids, story="Ports", add_tags=["sea"])
    corpus.undo(first)
    corpus.correct(ids[0], outlet="AFP")
    told = [(c.kind, c.field, c.before, c.after, c.articles, c.undone) for c in corpus.history(ids[0])]
    assert told[0] == ("correct", "outlet", "AP", "AFP", 1, False)
    assert ("amend", "story", "", "Ports", 4, False) in told
    assert ("amend", "tags", ("wire",), ("wire", "sea"), 4, False) in told
    assert ("correct", "outlet", "AP", "Reuters", 1, True) in told
    assert told[-1][:2] == ("upload", "")
    event = corpus.delete([ids[0]])
    assert corpus.history(ids[0])[0].event_id == event
    with pytest.raises(CorpusError):
        corpus.history("nothere")
