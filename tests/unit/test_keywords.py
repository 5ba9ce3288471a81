"""The words that set a side apart. Expected values were worked out by hand, in the comments."""
import math
from collections import Counter

import pytest

from components.comparison import keywords
from components.comparison.keyness import dispersion
from components.comparison.keywords import GENERAL_WORDS, Counts, general, is_listed, occurrences, ranked
from components.comparison.scope import Scope
from components.corpus import Draft
from components.reading.own_words import bare, own_words


def counts(*articles):
    """Counts of articles given as lemma -> occurrences; their sizes are what they hold."""
    sizes = [sum(words.values()) for words in articles]
    total, spread = Counter(), {}
    for words in articles:
        total.update(words)
    for word in total:
        used = [words.get(word, 0) for words in articles]
        spread[word] = sum(map(bool, used)), dispersion(used, sizes)
    return Counts(total, spread, len(articles), sum(sizes))


def test_names_function_words_and_ordinals_are_taken_out_but_function_words_count_as_words():
    lemmas = [("kim", 3), ("the", 5), ("train", 2), ("th", 1)]
    assert own_words(lemmas, ["Kim", "Kim", "Kim"], "en") == (8, {"train": 2})


def test_a_word_that_is_a_name_and_a_word_counts_only_as_the_word():
    assert own_words([("may", 3)], ["May"], "en")[0] == 2


def test_the_corpus_counts_as_one_would_by_hand(corpus):
    corpus.save([draft("Alpha", n, word) for n, word in enumerate(("drought", "drought", "flood"))])
    rows = corpus.table("vocabulary", Scope().selection("en"))
    told = corpus.execute(rows.select("size", "words"))
    by_hand = [Counter({item["word"]: item["count"] for item in words}) for words in told.words]
    sizes = list(told["size"])
    found = Counts.of(corpus, rows)
    assert (found.articles, found.words, found.total) == (4, sum(sizes), dict(sum(by_hand, Counter())))
    for word, (articles, uneven) in found.spread.items():
        used = [words[word] for words in by_hand]
        assert articles == sum(map(bool, used))
        assert uneven == pytest.approx(dispersion(used, sizes), abs=1e-12)


def test_particles_left_on_an_arabic_lemma_go():
    assert bare("كمكان", "ar") == "مكان"
    assert bare("كتاب", "ar") == "كتاب"
    assert bare("train", "en") == "train"


def test_measures_are_those_of_the_counts():
    here = counts({"shell": 8, "train": 92}, {"train": 100})
    frame = ranked(here, {"shell": 2, "train": 198}, 200, "en").set_index("lemma")
    shell = frame.loc["shell"]
    # 8 of 200 against 2 of 200: expected 5 and 5; two doublings.
    assert shell.g2 == pytest.approx(2 * (8 * math.log(8 / 5) + 2 * math.log(2 / 5)))
    assert shell.log_ratio == pytest.approx(2)
    assert shell.per_1000_words == 40
    # All eight in one of two equal parts: .5, over 1 - .5.
    assert (shell.articles, shell.dispersion) == (1, pytest.approx(1))
    assert frame.loc["train"].articles == 2
    assert shell.log_odds > 0 > frame.loc["train"].log_odds


def test_words_are_ranked_by_the_conservative_log_ratio():
    here = counts({"sanction": 40, "train": 10, "say": 50})
    frame = ranked(here, {"sanction": 1, "train": 9, "say": 60}, 100, "en")
    assert frame.lemma.iloc[0] == "sanction"
    assert frame.lrc.is_monotonic_decreasing
    assert frame.lrc.iloc[0] > 0


def test_a_word_used_once_is_not_listed():
    assert ranked(counts({"shell": 1, "train": 2}), {}, 100, "en").lemma.tolist() == ["train"]
    assert ranked(counts(), {}, 100, "en").empty


def test_general_language_gathers_the_forms_of_a_lemma():
    # wordfreq gives each form its own share; that of the lemma is at least that of its plain form.
    import wordfreq

    found = general({"shell": 1, "ذخيرة": 1, "qqxyzzy": 1}, "en")
    assert found["shell"] > wordfreq.word_frequency("shell", "en") * GENERAL_WORDS
    assert found["qqxyzzy"] == 0
    assert general({"حرب": 1}, "ar")["حرب"] > wordfreq.word_frequency("حرب", "ar") * GENERAL_WORDS


def test_dictionary_words_are_told_from_names_that_were_missed():
    assert is_listed("train", "en")
    assert is_listed("ذخيرة", "ar")
    assert not is_listed("zzyqx", "en")
    assert not is_listed("ماتيراتزيف", "ar")


def test_the_seeds_are_set_apart_by_their_subject_and_nothing_is_called_significant(corpus):
    english = keywords.keywords(corpus, Scope(), "en")
    arabic = keywords.keywords(corpus, Scope(), "ar")
    assert not english.tested and not arabic.tested
    assert (english.reference, english.reference_articles, english.articles) == ("general", 0, 1)
    assert "space" in set(english.frame.lemma.head(5))
    assert {"ذخيرة", "زعيم", "فضاء"} <= set(arabic.frame.lemma.head(8))
    assert "ammunition" in arabic.frame.set_index("lemma").gloss["ذخيرة"]
    assert not {"kim", "russia", "putin"} & set(english.frame.lemma)


def draft(outlet, number, word):
    text = f"Report {number} of today. The {word} and the {word} came back, people said, and the market was calm."
    return Draft(text=text, language="en", outlet=outlet, story="market")


def test_chosen_outlets_are_compared_with_the_others_where_there_are_enough(corpus):
    corpus.save([draft("Alpha", n, "drought") for n in range(5)])
    corpus.save([draft(outlet, n + 10, "flood") for n, outlet in enumerate(("Beta", "Beta", "Beta", "Gamma"))])
    scope = Scope(story="market", outlets=("Alpha",))
    assert keywords.keywords(corpus, scope, "en").reference == "general"
    corpus.save([draft("Gamma", 20, "flood")])
    found = keywords.keywords(corpus, scope, "en")
    assert (found.reference, found.articles, found.reference_articles, found.tested) == ("outlets", 5, 5, True)
    assert found.frame.lemma.iloc[0] == "drought"
    assert found.frame.reference_count.iloc[0] == 0
    assert found.frame.set_index("lemma").lrc["market"] == 0


def test_one_other_outlet_is_no_comparison(corpus):
    corpus.save([draft("Alpha", n, "drought") for n in range(5)])
    corpus.save([draft("Beta", n + 10, "flood") for n in range(6)])
    found = keywords.keywords(corpus, Scope(story="market", outlets=("Alpha",)), "en")
    assert (found.reference, found.tested) == ("general", True)


def test_a_words_places_are_found_in_all_its_forms(corpus):
    places = occurrences(corpus, Scope(), "ar", "ذخيرة")
    assert [corpus.text(row.article_id)[row.start:row.end] for row in places.itertuples()] == [
        "بالذخيرة", "الذخائر", "ذخيرة"]
    frame = keywords.keywords(corpus, Scope(), "en").frame.set_index("lemma")
    for word in frame.index[:10]:
        assert len(occurrences(corpus, Scope(), "en", word)) == frame["count"][word]
    assert occurrences(corpus, Scope(), "en", "zeppelin").empty
