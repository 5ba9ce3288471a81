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
from components.reading.reader import read

__all__ = ["Boilerplate", "DateMention", "Mention", "Number", "Quote", "Reading", "Sentence", "read"]
