"""What is known of each word, looked up once: articles go on using words that others have used before."""
from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

Answer = TypeVar("Answer")

# An Arabic and an English newspaper use about so many forms in a month.
MOST_WORDS = 60_000


class Remembered(dict, Generic[Answer]):
    """A function's answers by word, as a dictionary that fills itself and never grows beyond `most` words.

    A reader asks after every word of an article, and for that `map(table.__getitem__, words)` takes a third of the
    time of a call to a function with `lru_cache`, and half its memory. Full, it forgets everything: news repeats its
    words so much that the next few articles bring back what matters.

    >>> lengths = Remembered(len, most=2)
    >>> lengths["said"], lengths["told"], sorted(lengths), lengths["asked"], sorted(lengths)
    (4, 4, ['said', 'told'], 5, ['asked'])
    """

    __slots__ = ("answer", "most")

    def __init__(self, answer: Callable[[str], Answer], most: int = MOST_WORDS) -> None:
        super().__init__()
        self.answer, self.most = answer, most

    def __missing__(self, word: str) -> Answer:
        found = self.answer(word)
        if len(self) >= self.most:
            self.clear()
        self[word] = found
        return found
