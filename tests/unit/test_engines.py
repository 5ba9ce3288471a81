"""The same questions give the same answers, to the digit, on DuckDB and over Spark Connect: on Sail, which needs no
Java, and on a real Spark where there is one.
"""
import pandas as pd
import pytest

from components.comparison import (
    comentions,
    concordance,
    evidence,
    keywords,
    labels,
    ledger,
    mentions,
    offering,
    overview,
    reprints,
    sampling,
    timeline,
    voices,
    wording,
)
from components.comparison.scope import Scope
from components.corpus import Draft, Selection, open_corpus

KIM, RUSSIA = "person/kim-jong-un", "country/RU"
FRAMES = ("articles", "sentences", "mentions", "dates", "quotes", "stories")
QUESTIONS = {
    "totals": lambda c, s: mentions.totals(c, s),
    "by_entity": lambda c, s: mentions.by_entity(c, s),
    "by_outlet": lambda c, s: mentions.by_outlet(c, s, (KIM, RUSSIA)),
    "network": lambda c, s: comentions.network(c, s),
    "together": lambda c, s: comentions.together(c, s, KIM, RUSSIA),
    "naming": lambda c, s: evidence.naming(c, s, KIM),
    "published": lambda c, s: timeline.published(c, s),
    "per_day": lambda c, s: timeline.per_day(c, s),
    "spoken_of": lambda c, s: timeline.spoken_of(c, s),
    "labels": lambda c, s: labels.references(c, s),
    "designations": lambda c, s: wording.designations(c, s, KIM),
    "keywords": lambda c, s: keywords.keywords(c, s, "en"),
    "voices": lambda c, s: voices.attributions(c, s),
    "differences": lambda c, s: overview.differences(c, s),
    "intervals": lambda c, s: sampling.intervals(c, s, (KIM,)),
    "reprints": lambda c, s: reprints.find(c, s),
    "ledger": lambda c, s: ledger.ledger(c, s),
    "search for a name": lambda c, s: concordance.search(c, s, "Kim"),
    "search for words": lambda c, s: concordance.search(c, s, '(talks OR 2023) AND "agreed" NOT war'),
    "search totals": lambda c, s: concordance.totals(c, s),
    "listed": lambda c, s: offering.listed(c, s, 0, 25),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A corpus with corrections."""
    folder = tmp_path_factory.mktemp("engines") / "corpus"
    corpus = open_corpus(folder, engine="")
    article = corpus.save([
        Draft(text="The president visited Moscow on 13 September 2023. “We agreed,” Kim Jong Un said.", language="en",
              outlet="The Paper", story="Talks", tags=("summit",)),
        Draft(text="زار الرئيس الروسي فلاديمير بوتين بيونغ يانغ أمس، وقال إن المحادثات كانت بناءة.", language="ar"),
    ]).added[0]
    corpus.correct(article, title="Visit", outlet="Another Paper")
    return folder


@pytest.fixture(scope="module", params=["sail", "spark"])
def engines(folder, request):
    """The corpus as DuckDB sees it, and as another engine does."""
    server = request.getfixturevalue(request.param)
    return open_corpus(folder, engine=""), open_corpus(folder, engine=server.address)


def same(one, other):
    """Frames equal to the digit, wherever in an answer they stand."""
    if isinstance(one, pd.DataFrame):
        pd.testing.assert_frame_equal(one, other, check_exact=True)
    elif isinstance(one, (list, tuple)):
        assert len(one) == len(other)
        for ours, theirs in zip(one, other, strict=True):
            same(ours, theirs)
    elif hasattr(one, "__dataclass_fields__"):
        for name in one.__dataclass_fields__:
            same(getattr(one, name), getattr(other, name))
    elif isinstance(one, dict):
        assert one.keys() == other.keys()
        for key in one:
            same(one[key], other[key])
    else:
        assert one == other or (one != one and other != other)


@pytest.mark.parametrize("frame", FRAMES)
def test_a_frame_is_the_same_on_both_engines(engines, frame):
    with_duck, with_spark = engines
    same(getattr(with_duck, frame)(), getattr(with_spark, frame)())


def test_a_selection_is_the_same_on_both_engines(engines):
    with_duck, with_spark = engines
    for chosen in (Selection(story="Talks"), Selection(languages=("ar",)), Selection(tags=("summit",))):
        same(with_duck.mentions(chosen), with_spark.mentions(chosen))


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_is_answered_alike_on_both_engines(engines, question):
    with_duck, with_spark = engines
    same(QUESTIONS[question](with_duck, Scope()), QUESTIONS[question](with_spark, Scope()))
