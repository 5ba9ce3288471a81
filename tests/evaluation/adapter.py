"""What the evaluation asks of Mirsad, answered by the code that the app runs, with its ordinary settings."""
from __future__ import annotations

# Gold data know four kinds; a country is a place there, and an adjective of nationality is no name of a place.
KINDS = {"person": "person", "place": "place", "country": "place", "organisation": "organisation"}


def sentences(text, language):
    from components.text.sentences import sentences

    return sentences(text, language)


def entities(text, language):
    from components.reading import read

    return [
        (m.start, m.end, "other" if m.form == "demonym" else KINDS.get(m.entity_type, "other"), m.entity_id)
        for m in read(text, language).mentions
    ]


def dates(text, language, published):
    from components.reading import read

    return [(d.start, d.end, d.first_day, d.last_day) for d in read(text, language, published).dates]


def quotes(text, language):
    from components.reading import read

    return [(q.start, q.end, q.speaker) for q in read(text, language).quotes if q.kind == "direct"]


def align(english, arabic):
    from components.comparison.passages import align

    return align(english, arabic)


def best_matches(names, candidates):
    from components.text.names import best_matches

    return best_matches(names, candidates)


def main_text(html):
    from components.corpus.webpage import main_text

    return main_text(html)


def near_duplicates(texts):
    from components.corpus.duplicates import near_duplicates

    return near_duplicates(texts)


def log_likelihood(a, b, total_a, total_b):
    from components.comparison.keyness import log_likelihood

    return log_likelihood(a, b, total_a, total_b)
