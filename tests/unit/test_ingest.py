"""From a parsed file to a draft that a person can confirm."""
import datetime as dt

import pytest

from components.corpus import Parsed, Unreadable
from components.corpus.ingest import draft, headline

BODY = ("Turkey said on Monday that the grain corridor would stay open for four more months. Ships left Odesa in the "
        "morning, the defence ministry in Ankara announced, and more were to follow before the end of the week.\n"
        "Russia had left the agreement on Saturday, accusing Ukraine of an attack on its fleet in the Black Sea.")
FRENCH = ("La Turquie a annoncé lundi que le corridor céréalier resterait ouvert pendant quatre mois. Les navires ont "
          "quitté le port d'Odessa dans la matinée, selon le ministère de la Défense, et d'autres devaient suivre.")


def test_a_first_line_that_looks_like_a_headline_becomes_the_title_and_stays_in_the_text():
    made = draft(Parsed(f"Grain corridor stays open, Ankara says\n{BODY}"))
    assert made.title == "Grain corridor stays open, Ankara says" and made.text.startswith(made.title)


@pytest.mark.parametrize("first", ["Ships left Odesa in the morning.", "Ankara", "A word " * 40, "The corridor, which"])
def test_a_first_line_that_is_a_sentence_a_word_or_a_paragraph_is_no_title(first):
    assert headline(f"{first}\n{BODY}") == "" or not first.endswith((".", ",")) and len(first.split()) in range(3, 26)


def test_the_files_own_title_comes_before_the_first_line():
    assert draft(Parsed(f"Grain corridor stays open\n{BODY}", title="From the page")).title == "From the page"


def test_a_stated_date_is_kept_with_its_reason():
    made = draft(Parsed(BODY, published=dt.date(2022, 11, 1), published_reason="page_metadata"))
    assert (made.published_basis, made.published_reason) == ("stated", "page_metadata")


def test_without_a_date_the_draft_says_so():
    made = draft(Parsed(BODY))
    assert made.published is None and made.published_basis == "unknown" and "no_date" in made.problems


def test_a_third_language_is_refused_by_its_code():
    with pytest.raises(Unreadable) as error:
        draft(Parsed(FRENCH))
    assert (error.value.code, error.value.values) == ("third_language", {"language": "fr"})


def test_the_text_decides_the_language_and_a_wrong_statement_is_told():
    made = draft(Parsed(BODY, language="ar"))
    assert made.language == "en" and "language_differs" in made.problems


def test_a_short_text_is_taken_with_a_warning():
    assert "very_short" in draft(Parsed("Ships left Odesa in the morning, Ankara said.")).problems


def test_a_credit_line_names_the_outlet_where_nothing_else_does():
    assert draft(Parsed(f"{BODY}\nSource : BBC News")).outlet == "BBC News"
    assert draft(Parsed(f"{BODY}\nSource : BBC News", outlet="Example Daily")).outlet == "Example Daily"


def test_first_lines_are_enough_to_know_the_article_by():
    assert draft(Parsed(BODY)).first_lines.startswith("Turkey said") and len(draft(Parsed(BODY * 9)).first_lines) <= 400


@pytest.mark.parametrize("text", [
    "Grain corridor stays open, Ankara says\n3 May 2024\n" + BODY,
    "Grain corridor stays open for four months, Ankara says\nShips left Odesa.\n"
    "More were to follow before the end of the week, it added.",
    "تركيا تعلن بقاء ممر الحبوب مفتوحا أربعة أشهر\nغادرت السفن أوديسا.\nوأضافت الوزارة أن سفنا أخرى ستتبعها.",
])
def test_a_headline_is_one_above_a_date_or_a_text_of_few_lines_too(text):
    assert headline(text) == text.split("\n")[0]


def test_the_date_of_a_dateline_is_stated_by_the_text():
    made = draft(Parsed(f"Grain corridor stays open, Ankara says\nIstanbul, 1 November 2022 (Anadolu) — {BODY}"))
    assert made.published == dt.date(2022, 11, 1)
    assert (made.published_basis, made.published_reason) == ("stated", "date_in_dateline")
