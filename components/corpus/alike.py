"""Which of what is there an incoming text repeats, as components.corpus.duplicates counts, over any number of texts."""
from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from components.corpus.duplicates import THRESHOLD, grams, similarity

# Of the runs of four words of a long text every eighth, chosen by its hash, is enough to find its reprints by.
_ONE_IN = 8
# Texts with fewer runs than this are looked up by all of them.
_SHORT = 200
# Two texts are compared in full where they share so many of the chosen runs, or this part of them where they are short:
# of the fewest that are chosen of a long text (25), two at the threshold share five or more but for 5 in 10,000 times.
_WORTH, _WORTH_OF_SHORT = 5, 0.25
# Runs that very many share are a footer or a form letter: beyond so many holders they tell nothing more, and of the
# texts that share the rarest runs so many are compared in full. Without both, texts from one form cost their square.
_MOST_HOLDERS, _MOST_COMPARED = 50, 10
# Texts whose runs are kept at hand.
_AT_HAND = 500


class Incoming:
    """Texts that come in, each under a number, to be met with the texts that are there one after the other."""

    def __init__(self, texts: Iterable[tuple[int, str]], text_of: Callable[[int], str]):
        self._holders: dict[int, list[int]] = defaultdict(list)
        self._chosen: dict[int, int] = {}
        self._grams = lru_cache(maxsize=_AT_HAND)(lambda number: grams(text_of(number)))
        for number, text in texts:
            chosen = _chosen(grams(text))
            self._chosen[number] = len(chosen)
            for gram in chosen:
                if len(self._holders[gram]) < _MOST_HOLDERS:
                    self._holders[gram].append(number)

    def like(self, text: str, but: int | None = None) -> Iterator[tuple[int, float]]:
        """The incoming texts that this one repeats, or that repeat it, with their similarity; of many the nearest."""
        own = grams(text)
        shared, weight = Counter(), Counter()
        for gram in own & self._holders.keys():
            holders = self._holders[gram]
            for number in holders:
                shared[number] += 1
                weight[number] += 1 / len(holders)
        del weight[but]
        for number, _ in weight.most_common(_MOST_COMPARED):
            if shared[number] < min(_WORTH, _WORTH_OF_SHORT * self._chosen[number]):
                continue
            share = similarity(self._grams(number), own)
            if share >= THRESHOLD:
                yield number, share


def _chosen(own: frozenset[int]) -> frozenset[int]:
    return own if len(own) <= _SHORT else frozenset(gram for gram in own if gram % _ONE_IN == 0) or own
