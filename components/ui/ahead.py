"""What a new server does before its first visitor comes, who would wait for it else: code, word tables and the plans of
questions are loaded by asking what the pages ask first, of the newest story.
"""
from __future__ import annotations

from dataclasses import replace

from components.charts import mentions as charts
from components.comparison import labels, ledger, mentions, overview, reprints, timeline, voices
from components.comparison.remembering import asked
from components.comparison.scope import Scope
from components.corpus import Corpus
from components.text.messages import Messages

# A story of more articles than this is not asked about beforehand: a server is to be ready within seconds.
MOST_ARTICLES = 200
_QUESTIONS = (mentions.totals, overview.differences, timeline.per_day, timeline.spoken_of, voices.attributions,
              labels.references)


def first_questions(corpus: Corpus) -> Scope | None:
    """Ask them; the answers stay remembered. Gives the scope that was asked about, None where there is none."""
    stories = corpus.stories()
    if stories.empty or stories.articles.iloc[0] > MOST_ARTICLES:
        return None
    # With one story, as at first, a visitor who has chosen none sees all.
    scope = Scope(story=stories.story.iloc[0] if len(stories) > 1 else None)
    scope = replace(scope, without=asked(corpus, reprints.find, scope).surplus)
    for question in _QUESTIONS:
        asked(corpus, question, scope)
    ledger.ledger(corpus, scope)
    entities = asked(corpus, mentions.by_entity, scope)
    if not entities.empty:
        charts.diverging_bars(entities, mentions.MEASURES[0], Messages())
    return scope
