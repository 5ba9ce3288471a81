"""Who may change the corpus, and whose name a change carries."""
import pytest

from components.corpus import CorpusError, Draft, open_corpus
from components.corpus.people import AT_HOME, Person, acting, acting_as, identify_by

NOUR, SAMI, HEAD, GUEST = (Person("nour", "editor"), Person("sami", "editor"), Person("head", "administrator"),
                           Person("guest", "viewer"))
TEXT = "Kim Jong Un has left Pyongyang by train, officials in Seoul said on Monday. He is on his way to Russia."


def saved(corpus, person):
    with acting_as(person):
        return corpus.save([Draft(text=TEXT, language="en", title="Kim leaves")])


def test_where_nobody_signs_in_everything_may_be_done_and_is_signed_by_nobody(corpus):
    article = corpus.save([Draft(text=TEXT, language="en")]).added[0]
    corpus.correct(article, title="Kim leaves")
    corpus.delete([article])
    assert set(corpus.events().by) == {""} and acting() == AT_HOME


def test_every_change_carries_who_made_it(corpus):
    upload = saved(corpus, NOUR)
    with acting_as(SAMI):
        correction = corpus.correct(upload.added[0], outlet="The Paper")
    by = corpus.events().set_index("event_id").by
    assert by[upload.event] == "nour" and by[correction] == "sami"
    assert corpus.article(upload.added[0]).added_by == "nour"


def test_who_made_a_change_is_still_known_after_opening_and_merging(corpus):
    upload = saved(corpus, NOUR)
    with acting_as(SAMI):
        correction = corpus.correct(upload.added[0], outlet="The Paper")
    corpus.compact()
    by = open_corpus(corpus.folder).events().set_index("event_id").by
    assert by[upload.event] == "nour" and by[correction] == "sami"


@pytest.mark.parametrize("change", [
    lambda corpus, article: corpus.save([Draft(text=TEXT + " More.", language="en")]),
    lambda corpus, article: corpus.correct(article, title="Mine"),
    lambda corpus, article: corpus.record("ledger", "row", {"state": "confirmed"}),
    lambda corpus, article: corpus.delete([article]),
    lambda corpus, article: corpus.undo(corpus.events().event_id[0]),
])
def test_a_viewer_changes_nothing(corpus, change):
    article = saved(corpus, NOUR).added[0]
    before = corpus.version
    with acting_as(GUEST), pytest.raises(CorpusError) as refused:
        change(corpus, article)
    assert refused.value.code == "not_allowed" and corpus.version == before


def test_an_editor_takes_back_only_what_is_their_own_and_an_administrator_everything(corpus):
    upload = saved(corpus, NOUR)
    with acting_as(SAMI), pytest.raises(CorpusError):
        corpus.undo(upload.event)
    with acting_as(NOUR):
        corpus.undo(corpus.undo(upload.event))
    assert corpus.have(upload.added)
    with acting_as(HEAD):
        corpus.undo(upload.event)
    assert not corpus.have(upload.added)


def test_an_act_of_which_another_did_a_part_takes_an_administrator_to_take_back(corpus):
    first = saved(corpus, NOUR)
    with acting_as(SAMI):
        second = corpus.save([Draft(text=TEXT + " More.", language="en")])
    with acting_as(NOUR), pytest.raises(CorpusError):
        corpus.undo(first.event, second.event)
    assert corpus.have(first.added)


def test_removing_articles_takes_an_administrator(corpus):
    article = saved(corpus, NOUR).added[0]
    with acting_as(NOUR), pytest.raises(CorpusError):
        corpus.delete([article])
    with acting_as(HEAD):
        corpus.delete([article])
    assert not corpus.have([article])


def test_the_interface_says_who_is_at_work_unless_a_thread_was_told(corpus):
    identify_by(lambda: GUEST)
    try:
        assert acting() == GUEST
        with acting_as(HEAD):
            assert acting() == HEAD
    finally:
        identify_by(lambda: AT_HOME)
