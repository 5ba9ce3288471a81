"""Which of what is there an incoming text repeats: exactly as components.corpus.duplicates counts, over any number."""
from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator

from components.corpus.duplicates import THRESHOLD, grams, similarity

# Of the runs of four words of a long text every eighth, chosen by its hash, is enough to find its reprints by.
_ONE_IN = 8
# Texts with fewer runs than this are looked up by all of them.
_SHORT = 200
# Two texts are compared in full where they share this part of the chosen runs of the incoming one. At the threshold at
# least half are shared, so of the fewest that are chosen (25) seven or more but for 7 in 1,000 times, of 50 always.
_WORTH = 0.25


class Incoming:
    """Texts that come in, each under a number, to be met with the texts that are there one after the other."""

    def __init__(self, texts: Iterable[tuple[int, str]], text_of: Callable[[int], str]):
        self._holders: dict[int, list[int]] = defaultdict(list)
        self._chosen: dict[int, int] = {}
        self._text_of = text_of
        for number, text in texts:
            chosen = _chosen(grams(text))
            self._chosen[number] = len(chosen)
            for gram in chosen:
                self._holders[gram].append(number)

    def like(self, text: str, but: int | None = None) -> Iterator[tuple[int, float]]:
        """The incoming texts that this one repeats, or that repeat it, with their similarity."""
        own = grams(text)
        shared = Counter(number for gram in own & self._holders.keys() for number in self._holders[gram])
        for number, count in shared.items():
            if number == but or count < _WORTH * self._chosen[number]:
                continue
            share = similarity(grams(self._text_of(number)), own)
            if share >= THRESHOLD:
                yield number, share


def _chosen(own: frozenset[int]) -> frozenset[int]:
    return own if len(own) <= _SHORT else frozenset(gram for gram in own if gram % _ONE_IN == 0) or own
