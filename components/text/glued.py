"""Arabic words that lost the space between them: fetched pages and PDF give جعلتالدورةالجديدة for three words."""
from __future__ import annotations

from functools import lru_cache

from components.text.arabic import without_marks
from components.text.words import zipf

# Ordinary words with all their clitics rarely reach this length; glued ones nearly always do.
SHORTEST_GLUED = 9
LONGEST_GLUED = 120
_LONGEST_PIECE = 14
# A piece that wordfreq has seen less than this (log10 per thousand million) is no piece: letters fall into rare
# "words" by accident.
COMMON_ENOUGH = 3.0
# Each further piece must pay for itself, in powers of ten.
PRICE_OF_A_CUT = 1.0
# What a letter costs that belongs to no known word: a name between the words.
PRICE_OF_A_STRANGE_LETTER = 2.6
# Running text has more letters to a word than this; names that fall apart by accident have fewer.
LETTERS_TO_A_PIECE = 3.5


@lru_cache(maxsize=20_000)
def pieces(word: str) -> tuple[tuple[int, int], ...]:
    """Where the words lie in an Arabic run of letters that is no word itself; () when it is one, or can't be parted.

    Offsets are code points into the word as given. Asks only for runs of SHORTEST_GLUED letters and more that general
    language has never seen.

    >>> ["جعلتالدورةالجديدة"[a:b] for a, b in pieces("جعلتالدورةالجديدة")]
    ['جعلت', 'الدورة', 'الجديدة']
    """
    if not SHORTEST_GLUED <= len(word) <= LONGEST_GLUED:
        return ()
    bare = without_marks(word)
    if len(bare) != len(word) or zipf(word, "ar") > 0:
        return ()
    best: list[tuple[float, int, bool]] = [(0.0, 0, True)]
    for end in range(1, len(word) + 1):
        choices = [(best[end - 1][0] + PRICE_OF_A_STRANGE_LETTER, end - 1, False)]
        for start in range(max(0, end - _LONGEST_PIECE), end - 1):
            known = zipf(word[start:end], "ar")
            if known >= COMMON_ENOUGH:
                choices.append((best[start][0] + 9 - known + PRICE_OF_A_CUT, start, True))
        best.append(min(choices))
    return _traced(best)


def _traced(best: list[tuple[float, int, bool]]) -> tuple[tuple[int, int], ...]:
    """The cheapest way to cut, read backwards; strange letters that stand together are one piece."""
    found: list[tuple[int, int, bool]] = []
    end = len(best) - 1
    while end:
        _, start, known = best[end]
        if not known and found and not found[-1][2] and found[-1][0] == end:
            found[-1] = (start, found[-1][1], False)
        else:
            found.append((start, end, known))
        end = start
    found.reverse()
    if sum(known for _, _, known in found) < 2 or len(best) - 1 < LETTERS_TO_A_PIECE * len(found):
        return ()
    return tuple((start, end) for start, end, _ in found)
