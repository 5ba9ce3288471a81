"""Points of a story: passages that say the same, gathered within a language and across the two."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from components.comparison.units import Passage, words
from components.text.words import is_function_word

# Two passages of one language say the same where they share this share of their words (Jaccard, function words left
# out): agencies' sentences as outlets shorten and edit them. Below it, sentences of one story only share its subject.
SAME_WORDING = 0.6
# Shorter passages have to be the same word for word.
FEWEST_WORDS = 4


@dataclass
class Gathered:
    """Groups of passages (by their numbers) that make one point; `seed` is the surest pair of them."""

    seed: tuple[int, int]
    english: list[int] = field(default_factory=list)
    arabic: list[int] = field(default_factory=list)


def alike(passages: Sequence[Passage]) -> list[list[int]]:
    """The passages of one language in groups of the same wording, each by its place in the list, in order.

    Prefix filtering (Chaudhuri, Ganti & Kaushik 2006): two sets that overlap enough share one of their rarest words.
    """
    sets = [_words(passage) for passage in passages]
    common = Counter(word for words_of_one in sets for word in words_of_one)
    groups: list[list[int]] = []
    leaders: dict[str, list[int]] = defaultdict(list)
    for n, own in enumerate(sets):
        rarest = sorted(own, key=lambda word: (common[word], word))[: len(own) - int(SAME_WORDING * len(own)) + 1]
        candidates = sorted({group for word in rarest for group in leaders[word]})
        found = next((group for group in candidates if _same(own, sets[groups[group][0]])), None)
        if found is None:
            for word in rarest:
                leaders[word].append(len(groups))
            groups.append([n])
        else:
            groups[found].append(n)
    return groups


def _words(passage: Passage) -> frozenset[str]:
    keys = [unit.key for unit in words(passage.text, passage.language)]
    content = frozenset(key for key in keys if not is_function_word(key, passage.language))
    return content if len(content) >= FEWEST_WORDS else frozenset([" ".join(keys) or passage.text])


def _same(a: frozenset[str], b: frozenset[str]) -> bool:
    return len(a & b) >= SAME_WORDING * len(a | b)


def gather(pairs: Iterable[tuple[int, int]]) -> list[Gathered]:
    """Pairs of matched passages (English, Arabic), the surest first, as points.

    A passage joins a point where it is matched with more than half of the point's passages of the other language, so
    that a sentence that answers parts of two others does not tie the whole story into one point.
    """
    pairs = list(pairs)
    matched = set(pairs)
    points: list[Gathered] = []
    of_english: dict[int, list[Gathered]] = defaultdict(list)
    of_arabic: dict[int, list[Gathered]] = defaultdict(list)
    for i, j in pairs:
        if any(j in point.arabic for point in of_english[i]):
            continue
        for point in of_english[i]:
            if 2 * sum((other, j) in matched for other in point.english) > len(point.english):
                point.arabic.append(j)
                of_arabic[j].append(point)
                break
        else:
            for point in of_arabic[j]:
                if 2 * sum((i, other) in matched for other in point.arabic) > len(point.arabic):
                    point.english.append(i)
                    of_english[i].append(point)
                    break
            else:
                point = Gathered((i, j), [i], [j])
                points.append(point)
                of_english[i].append(point)
                of_arabic[j].append(point)
    return points
