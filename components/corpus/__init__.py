"""The articles kept: `open_corpus()` gives the corpus, everything else here is a noun that goes in or comes out."""
from components.corpus.correcting import Change
from components.corpus.errors import CORPUS_ERRORS, PROBLEMS, UNREADABLE, Clash, Conflict, CorpusError, Unreadable
from components.corpus.models import (
    CORRECTABLE,
    PUBLISHED_BASES,
    Article,
    Draft,
    Event,
    Parsed,
    Problem,
    Saved,
    Selection,
)
from components.corpus.store import Corpus, open_corpus

__all__ = [
    "CORPUS_ERRORS", "CORRECTABLE", "PROBLEMS", "PUBLISHED_BASES", "UNREADABLE", "Article", "Change", "Clash",
    "Conflict", "Corpus", "CorpusError", "Draft", "Event", "Parsed", "Problem", "Saved", "Selection", "Unreadable",
    "open_corpus",
]
