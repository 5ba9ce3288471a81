"""Which words set one collection of texts apart from another of the same language, and how evenly a word is spread.

Counts are of one word (a, b) in two collections of total_a and total_b words. Every measure is signed: positive where
the word is relatively more frequent in the first.
"""
from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

# A word that a collection never uses is taken as half an occurrence there, so that its ratio can be said (Hardie 2014).
UNSEEN = 0.5


def log_likelihood(a: float, b: float, total_a: float, total_b: float) -> float:
    """Signed log-likelihood G² in its two-term form: 3.84 is p < .05 for one word looked at alone.

    Dunning 1993 (Computational Linguistics 19), in the form of Rayson & Garside 2000 (ACL workshop on comparing
    corpora): 2·(a·ln(a/E₁) + b·ln(b/E₂)) with E the occurrences expected from the sizes. 0 where nothing was counted.
    """
    if a + b <= 0 or total_a <= 0 or total_b <= 0:
        return 0.0
    share = (a + b) / (total_a + total_b)
    g2 = 2 * (_surprise(a, total_a * share) + _surprise(b, total_b * share))
    return math.copysign(max(g2, 0.0), a * total_b - b * total_a)


def _surprise(observed: float, expected: float) -> float:
    return observed * math.log(observed / expected) if observed > 0 else 0.0


def log_ratio(a: float, b: float, total_a: float, total_b: float) -> float:
    """How many times as frequent, in doublings: 1 is twice, -1 half (Hardie 2014). 0 where nothing was counted."""
    if a + b <= 0 or total_a <= 0 or total_b <= 0:
        return 0.0
    return math.log2((a or UNSEEN) / total_a) - math.log2((b or UNSEEN) / total_b)


def lrc(a: float, b: float, total_a: float, total_b: float, words: int = 1, confidence: float = 0.95) -> float:
    """The conservative log ratio: the end of the log ratio's confidence interval that is nearer to no difference.

    0 where the interval holds 0. The interval is that of Clopper & Pearson 1934 for the share of the a + b occurrences
    that fell into the first collection, at the given confidence for `words` words looked at together (Bonferroni).
    Evert 2022, Measuring keyness (DH2022).
    """
    together = a + b
    if together <= 0 or total_a <= 0 or total_b <= 0:
        return 0.0
    if a * total_b < b * total_a:
        return -lrc(b, a, total_b, total_a, words, confidence)
    tail = (1 - confidence) / 2 / max(words, 1)
    even = total_a / (total_a + total_b)
    # The lower end lies above an even share only if so many occurrences were that unlikely at an even share.
    if _at_least(a, together, even) >= tail:
        return 0.0
    low = _reached(a, together, tail, even)
    return max(0.0, math.log2(low / (1 - low)) + math.log2(total_b / total_a))


def _reached(successes: float, trials: float, tail: float, low: float) -> float:
    """The chance at which so many successes or more have the probability `tail`; at `low` they have less.

    By Newton's method on the logarithm, which bends one way only, kept between what is too low and what is too high:
    five steps where halving takes fifty.
    """
    high = successes / trials
    # About where the normal curve has it.
    chance = high - math.sqrt(-2 * math.log(tail) * high * (1 - high) / trials)
    chance = chance if low < chance < high else (low + high) / 2
    for _ in range(100):
        reached = _at_least(successes, trials, chance)
        low, high = (chance, high) if reached < tail else (low, chance)
        step = 0.0
        if reached > 0:
            log_density = (
                math.lgamma(trials + 1) - math.lgamma(successes) - math.lgamma(trials - successes + 1)
                + (successes - 1) * math.log(chance) + (trials - successes) * math.log1p(-chance))
            step = math.log(reached / tail) * math.exp(math.log(reached) - log_density)
        better = chance - step
        if not (step and low < better < high):
            better = (low + high) / 2
        if abs(better - chance) <= 1e-14 * chance:
            return better
        chance = better
    return chance


def _at_least(successes: float, trials: float, chance: float) -> float:
    """The binomial probability of so many successes or more, by the regularised incomplete beta function."""
    if successes <= 0:
        return 1.0
    return _incomplete_beta(successes, trials - successes + 1, chance)


def _incomplete_beta(a: float, b: float, x: float) -> float:
    """I_x(a, b) by its continued fraction (Abramowitz & Stegun 26.5.8), evaluated by Lentz's method."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - _incomplete_beta(b, a, 1 - x)
    front = math.exp(
        math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    ) / a
    tiny = 1e-300
    c, d = 1.0, 1 / ((1 - (a + b) * x / (a + 1)) or tiny)
    fraction = d
    for m in range(1, 500):
        for term in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 / ((1 + term * d) or tiny)
            c = (1 + term / c) or tiny
            fraction *= c * d
        if abs(c * d - 1) < 1e-13:
            break
    return min(1.0, front * fraction)


def log_odds_prior(
    counts_a: Mapping[str, float], counts_b: Mapping[str, float], prior: Mapping[str, float], strength: float = 500.0
) -> dict[str, float]:
    """z scores of the log-odds ratio with an informative Dirichlet prior, for every word of either collection.

    prior: how frequent each word is in general language, on any scale; `strength` is how many words of general language
    the prior weighs as. A word that the prior lacks is given half of the rarest word's share. |z| > 1.96 is the usual
    mark. Monroe, Colaresi & Quinn 2008 (Political Analysis 16).
    """
    words = counts_a.keys() | counts_b.keys()
    floor = min((share for share in prior.values() if share > 0), default=1.0) / 2
    shares = {word: prior.get(word, 0.0) or floor for word in words}
    # Added up exactly, so that the order in which the words come changes no digit.
    scale = strength / math.fsum(shares.values()) if words else 0.0
    total_a, total_b = math.fsum(counts_a.values()), math.fsum(counts_b.values())
    scores = {}
    for word in words:
        pseudo = shares[word] * scale
        in_a, in_b = counts_a.get(word, 0.0) + pseudo, counts_b.get(word, 0.0) + pseudo
        out_a, out_b = total_a + strength - in_a, total_b + strength - in_b
        if out_a <= 0 or out_b <= 0:
            scores[word] = 0.0
            continue
        delta = math.log(in_a / out_a) - math.log(in_b / out_b)
        scores[word] = delta / math.sqrt(1 / in_a + 1 / in_b)
    return scores


def dispersion(counts: Sequence[float], sizes: Sequence[float]) -> float:
    """How unevenly a word is spread over parts: 0 as the parts' sizes would have it, 1 all in the smallest part.

    Deviation of proportions DP (Gries 2008, International Journal of Corpus Linguistics 13), normalised by its largest
    possible value (Lijffijt & Gries 2012). counts: the word's occurrences in each part; sizes: the parts' words.
    0 where the word never occurs or there is only one part.
    """
    parts = [(count, size) for count, size in zip(counts, sizes, strict=True) if size > 0]
    occurrences, words = sum(count for count, _ in parts), sum(size for _, size in parts)
    if occurrences <= 0 or len(parts) < 2:
        return 0.0
    deviation = sum(abs(count / occurrences - size / words) for count, size in parts) / 2
    return deviation / (1 - min(size for _, size in parts) / words)
