"""Where something is said, in either language."""
import datetime as dt

import pytest

from components.comparison import concordance
from components.comparison.concordance import by_outlet, ordered, search, totals
from components.comparison.expansion import plan, sought
from components.comparison.query import parse
from components.comparison.scope import Scope
from components.comparison.wordforms import keys
from components.corpus import Draft
from components.reading.authority import load
from components.text import glosses
from components.text.dictionary import arabic_for


def said(answer, side):
    return list(answer.lines[answer.lines.side == side].match)


def add(corpus, text, language, **given):
    return corpus.save([Draft(text=text, language=language, **given)]).added[0]


def test_a_name_is_found_on_both_sides_whichever_language_it_is_asked_in(corpus):
    english, arabic = search(corpus, Scope(), "Putin"), search(corpus, Scope(), "بوتين")
    assert said(english, "en") == said(arabic, "en") and set(said(english, "en")) == {"Putin", "Vladimir Putin"}
    assert len(said(english, "ar")) == len(said(arabic, "ar")) == 5
    assert all("بوتين" in match for match in said(english, "ar"))


def test_several_words_that_are_one_name_are_searched_for_as_that_name(corpus):
    answer = search(corpus, Scope(), "Kim Jong Un")
    assert answer.counts["person/kim-jong-un"] == len(answer.lines)
    assert "Kim" in said(answer, "en") and "كيم" in said(answer, "ar")


def test_a_nationality_finds_the_adjective_and_not_the_country(corpus):
    add(corpus, "Russia is large. A Russian ship left the port.", "en")
    answer = search(corpus, Scope(), "Russian")
    assert "Russian" in said(answer, "en") and "Russia" not in said(answer, "en")
    assert "روسية" in said(answer, "ar")


@pytest.mark.skipif(not glosses.available(), reason="no dictionary is installed")
def test_a_word_is_found_in_all_its_forms_and_in_its_translations(corpus):
    for query in ("ammunition", "ذخيرة"):
        answer = search(corpus, Scope(), query)
        assert {"بالذخيرة", "الذخائر"} <= set(said(answer, "ar"))
        assert {"ammunition", "munitions"} <= set(said(answer, "en"))


def test_what_was_searched_for_is_told_and_each_part_can_be_switched_off(corpus):
    whole = search(corpus, Scope(), "ammunition")
    codes = {a.code for term in whole.terms for a in term.alternatives}
    assert {"en:ammunition", "en:munition", "ar:ذخيرة"} <= codes
    part = search(corpus, Scope(), "ammunition", off=("en:munition",))
    assert "munitions" in said(whole, "en") and "munitions" not in said(part, "en")
    assert {a.code for term in part.terms for a in term.alternatives} == codes


def test_exactly_as_spelled_finds_no_other_form_and_no_translation(corpus):
    assert said(search(corpus, Scope(), "Munitions", exact=True), "en") == ["munitions"]
    assert search(corpus, Scope(), "munition", exact=True).lines.empty
    assert search(corpus, Scope(), "ammunition", exact=True).lines.side.eq("en").all()


def test_words_beside_each_other_have_to_stand_in_one_sentence(corpus):
    add(corpus, "The harbour was quiet. A lighthouse keeper sang. The harbour has a lighthouse.", "en")
    answer = search(corpus, Scope(), "harbour lighthouse")
    assert list(answer.lines.sentence_no) == [2]
    assert answer.lines.others.iloc[0] == [(18, 28)]


def test_a_phrase_is_found_in_its_order_and_in_other_forms_only_unless_exact(corpus):
    add(corpus, "Grey seals rest here. A seal, grey and old, barked. The grey seal left.", "en")
    assert said(search(corpus, Scope(), '"grey seal"'), "en") == ["Grey seals", "grey seal"]
    assert said(search(corpus, Scope(), '"grey seal"', exact=True), "en") == ["grey seal"]


def test_an_arabic_phrase_is_found_with_articles_and_pronouns(corpus):
    answer = search(corpus, Scope(), '"عملية عسكرية"')
    assert said(answer, "ar") == ["لعمليتها العسكرية"]


def test_either_both_and_not_are_obeyed(corpus):
    add(corpus, "Herons fish at dawn. Otters fish at dusk. Otters and herons sleep.", "en")

    def sentences(query):
        return list(search(corpus, Scope(), query).lines.sort_values("start").sentence_no)

    assert sentences("herons AND otters") == [2]
    assert sentences("herons NOT otters") == [0]
    assert sentences("herons OR dusk") == [0, 1, 2]
    assert sentences("(dawn OR dusk) AND otters") == [1]


def test_numbers_are_found_in_either_kind_of_digits(corpus):
    add(corpus, "اشترت المدينة ١٢٧٤ حافلة جديدة.", "ar")
    assert said(search(corpus, Scope(), "1274"), "ar") == ["١٢٧٤"]
    assert said(search(corpus, Scope(), "٢٠١٩"), "en") == ["2019"]


def test_a_line_is_the_sentence_cut_at_the_very_place_of_the_text(corpus):
    for query in ("كيم", "Putin", '"military operation"', "2019"):
        for line in search(corpus, Scope(), query).lines.itertuples():
            text = corpus.text(line.article_id)
            assert text[line.start:line.end] == line.match
            begin = line.start - len(line.before)
            assert text[begin:line.end + len(line.after)] == line.before + line.match + line.after


def test_a_name_that_no_list_has_is_found_under_its_other_script(corpus):
    add(corpus, "The engineer Mirgan Tarbishko spoke first. Mirgan Tarbishko left early.", "en", story="Dam")
    add(corpus, "تحدث المهندس ميرغان تاربيشكو أولا. وغادر ميرغان تاربيشكو مبكرا.", "ar", story="Dam")
    answer = search(corpus, Scope(story="Dam"), "Mirgan Tarbishko")
    assert set(said(answer, "en")) == {"Mirgan Tarbishko"}
    assert "ميرغان تاربيشكو" in said(answer, "ar")


def test_the_scope_is_obeyed(corpus):
    assert set(search(corpus, Scope(outlets=("BBC News",)), "Kim").lines.side) == {"en"}
    assert search(corpus, Scope(last_day=dt.date(1999, 1, 1)), "Kim").lines.empty


def test_boilerplate_is_not_searched(corpus):
    arabic = corpus.articles().query("language == 'ar'").article_id.iloc[0]
    assert "تعليق" in corpus.text(arabic)
    assert not (search(corpus, Scope(), "تعليقك").lines.article_id == arabic).any()


def test_outlets_are_counted_out_of_all_their_articles(corpus):
    for text in ("Wolves howl.", "Wolves hunt. A wolf sleeps.", "Cats purr."):
        add(corpus, text, "en", outlet="A")
    add(corpus, "Nothing of the kind.", "en", outlet="B")
    row, = by_outlet(search(corpus, Scope(), "wolf"), totals(corpus, Scope())[0]).itertuples()
    assert (row.outlet, row.articles, row.of, row.lines) == ("A", 2, 3, 3)


def test_lines_are_ordered_by_the_words_around_the_match(corpus):
    for text in ("Bring red kites to Zagreb.", "They flew green kites around.", "Buy blue kites made here."):
        add(corpus, text, "en")
    lines = search(corpus, Scope(), "kite").lines
    assert [line.split()[-1] for line in ordered(lines, "before").before] == ["blue", "green", "red"]
    assert [line.split()[0] for line in ordered(lines, "after").after] == ["around.", "made", "to"]


def test_with_more_articles_than_are_read_the_answer_says_so(corpus):
    for day in range(1, 6):
        add(corpus, f"Swifts returned on day {day}.", "en", published=dt.date(2024, 5, day))
    answer = search(corpus, Scope(), "swift", most=2)
    assert not answer.complete and answer.read["en"] == 2
    assert answer.articles.articles.sum() == 5
    assert list(answer.lines.published.dt.day) == [5, 4]
    assert search(corpus, Scope(), "swift", most=concordance.MOST_ARTICLES).complete


def test_words_written_together_with_others_meet_under_one_key():
    assert keys("ذخيرة") == keys("الذخائر") and keys("ذخيرة") < keys("وبذخيرتهم")
    assert not keys("والد") & keys("لد")


def test_a_name_written_as_a_name_is_not_looked_up_as_a_word():
    kinds = {a.kind for term in sought(plan(parse("Turkey"), load())) for a in term.alternatives}
    assert kinds == {"word", "name"}


@pytest.mark.skipif(not glosses.available(), reason="no dictionary is installed")
@pytest.mark.parametrize(("english", "arabic"), [("war", "حرب"), ("missiles", "صاروخ"), ("army", "جيش")])
def test_the_likeliest_arabic_word_comes_first(english, arabic):
    assert arabic_for(english)[0] == arabic


def test_an_unknown_word_has_no_arabic():
    assert arabic_for("xqzzv") == ()
