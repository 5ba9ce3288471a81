"""Expected values are derived by hand, in the comments, except where a publication is named."""
import math

import pytest

from components.comparison.keyness import dispersion, log_likelihood, log_odds_prior, log_ratio, lrc


def test_log_likelihood_compares_what_was_counted_with_what_sizes_would_give():
    # 30 and 10 in collections of equal size: 20 expected on each side, 2(30 ln 1.5 + 10 ln 0.5).
    assert log_likelihood(30, 10, 1000, 1000) == pytest.approx(2 * (30 * math.log(1.5) + 10 * math.log(0.5)))


def test_log_likelihood_is_signed_by_the_side_that_uses_the_word_more_often():
    assert log_likelihood(10, 30, 1000, 1000) == pytest.approx(-log_likelihood(30, 10, 1000, 1000))
    # 10 of 100 words are relatively more than 30 of 1,000.
    assert log_likelihood(10, 30, 100, 1000) > 0


def test_log_likelihood_of_a_word_that_one_side_never_uses_has_one_term():
    # 8 expected once on each side of 4: 2 · 8 ln 2.
    assert log_likelihood(8, 0, 500, 500) == pytest.approx(16 * math.log(2))


@pytest.mark.parametrize(("both", "first_only", "second_only", "neither", "published"), [
    (110, 2442, 111, 29114, 270.72), (29, 13, 123, 31612, 263.90), (31, 23, 139, 31584, 256.84)])
def test_log_likelihood_is_that_of_published_word_pairs(both, first_only, second_only, neither, published):
    # Dunning 1993, Computational Linguistics 19(1), the table of word pairs by -2 log λ: "the swiss", "can be",
    # "previous year". All four cells of a table are the words counted and, in the same two collections, all others.
    after_the_first, elsewhere = both + first_only, second_only + neither
    found = log_likelihood(both, second_only, after_the_first, elsewhere)
    others = log_likelihood(first_only, neither, after_the_first, elsewhere)
    assert abs(found) + abs(others) == pytest.approx(published, abs=0.005)


def test_equal_use_and_no_use_give_no_keyness():
    assert log_likelihood(5, 10, 500, 1000) == pytest.approx(0)
    for measure in (log_likelihood, log_ratio, lrc):
        assert measure(0, 0, 500, 1000) == 0
        assert measure(3, 0, 500, 0) == 0


def test_log_ratio_counts_doublings():
    assert log_ratio(40, 10, 1000, 1000) == pytest.approx(2)
    assert log_ratio(10, 40, 1000, 1000) == pytest.approx(-2)
    assert log_ratio(10, 20, 1000, 2000) == pytest.approx(0)


def test_log_ratio_gives_the_published_values():
    # Hardie 2014, "Log Ratio: an informal introduction": as frequent, two, four, eight times as frequent: 0, 1, 2, 3.
    published = {1: 0, 2: 1, 4: 2, 8: 3}
    assert {times: log_ratio(50 * times, 50, 10**6, 10**6) for times in published} == pytest.approx(published)


def test_log_ratio_takes_an_unused_word_as_half_an_occurrence():
    assert log_ratio(8, 0, 1000, 1000) == pytest.approx(4)
    assert log_ratio(0, 8, 1000, 1000) == pytest.approx(-4)


def test_conservative_log_ratio_of_a_word_of_one_side_follows_the_closed_form():
    # All 10 of 10: the lower Clopper-Pearson end is .025 ** (1/10), and its odds are the ratio at equal sizes.
    end = 0.025 ** (1 / 10)
    assert lrc(10, 0, 5000, 5000) == pytest.approx(math.log2(end / (1 - end)), abs=1e-6)


def test_conservative_log_ratio_uses_the_exact_binomial_interval():
    # 15 of 20: the exact 95% interval is .5090 to .9134, a textbook value of Clopper & Pearson's method.
    assert lrc(15, 5, 1000, 1000) == pytest.approx(math.log2(0.5090 / 0.4910), abs=0.001)


def test_conservative_log_ratio_rests_on_the_published_interval():
    # 682 of 925, Conover 1971 p. 97, in the manual of R's binom.test: the exact 95% interval is .7076683 to .7654066.
    assert lrc(682, 243, 10**6, 10**6) == pytest.approx(math.log2(0.7076683 / 0.2923317), abs=1e-5)
    assert lrc(243, 682, 10**6, 10**6) == pytest.approx(-math.log2(0.7076683 / 0.2923317), abs=1e-5)


def test_conservative_log_ratio_is_zero_where_chance_would_do():
    assert lrc(12, 8, 1000, 1000) == 0
    assert lrc(15, 5, 1000, 1000, words=5000) == 0


def test_conservative_log_ratio_is_nearer_to_zero_than_the_log_ratio_and_mirrors():
    assert 0 < lrc(90, 30, 10_000, 10_000, words=100) < log_ratio(90, 30, 10_000, 10_000)
    assert lrc(30, 90, 10_000, 10_000) == pytest.approx(-lrc(90, 30, 10_000, 10_000))


def test_conservative_log_ratio_stands_large_counts():
    assert lrc(400_000, 100_000, 10**8, 10**8) == pytest.approx(2, abs=0.02)


def test_log_odds_follow_the_formula_with_a_flat_prior():
    # Prior 2 + 2 of 4 words: war 8+2 against 2+2 out of 10 words and 4 prior words on each side.
    scores = log_odds_prior({"war": 8, "peace": 2}, {"war": 2, "peace": 8}, {"war": 1, "peace": 1}, strength=4)
    delta = math.log(10 / 4) - math.log(4 / 10)
    assert scores["war"] == pytest.approx(delta / math.sqrt(1 / 10 + 1 / 4))
    assert scores["peace"] == pytest.approx(-scores["war"])


def test_a_strong_prior_draws_common_words_towards_no_difference():
    here, there = {"the": 60, "artillery": 9, "said": 931}, {"the": 50, "artillery": 0, "said": 950}
    scores = log_odds_prior(here, there, {"the": 0.05, "artillery": 0.001, "said": 0.949}, strength=1000)
    assert abs(scores["the"]) < 1.96 < scores["artillery"]


def test_log_odds_of_nothing_are_nothing():
    assert log_odds_prior({}, {}, {}) == {}


def test_dispersion_gives_the_value_of_the_paper():
    # Gries 2008, the example of five parts with 9, 10, 10, 10 and 11 words: DP of the word a is .18, over 1 - .18.
    assert dispersion([1, 2, 3, 4, 5], [9, 10, 10, 10, 11]) == pytest.approx(0.18 / 0.82)


def test_dispersion_runs_from_even_to_all_in_the_smallest_part():
    assert dispersion([1, 2, 3], [100, 200, 300]) == pytest.approx(0)
    assert dispersion([4, 0, 0], [100, 200, 300]) == pytest.approx(1)
    assert dispersion([0, 0], [100, 200]) == 0
