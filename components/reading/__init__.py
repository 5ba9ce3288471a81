"""What one article says: `read(text)` gives its sentences, names, dates, quotes and numbers, each with its place."""
from components.reading.models import (
    Boilerplate,
    DateMention,
    Mention,
    Number,
    Quote,
    Reading,
    Sentence,
)

__all__ = ["Boilerplate", "DateMention", "Mention", "Number", "Quote", "Reading", "Sentence", "read"]


def __getattr__(name: str):
    # The nouns are wanted by modules that `read` itself is built from, so the reader is loaded only when asked for.
    if name == "read":
        from components.reading.reader import read

        return read
    raise AttributeError(name)
