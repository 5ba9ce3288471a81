"""What the voices page says on the seed story."""
import re


def test_the_speakers_of_the_seed_story_are_found_by_themselves(visit):
    page = visit("voices")
    assert not page.faults
    for name in ("Vladimir Putin", "Kim Jong-un", "آن تشان إيل", "فلاديمير تيخونوف", "analysts and observers"):
        assert name in page.html
    assert "nothing here is called significant" in page.html


def test_a_speaker_in_the_address_leaves_only_their_quotations(visit):
    page = visit("voices", speaker="person/vladimir-putin")
    assert page.app.selectbox(key="speaker").value == "person/vladimir-putin"
    assert "1 stretch of quoted" in page.html
    assert "not closed in the text" in page.html


def test_the_stance_of_the_verb_filters_the_quotations(visit):
    page = visit("voices", stance="doubting")
    assert re.search(r"<mark>[^<]*arms talks between Russia and North Korea", page.html)
    assert "<mark>زعيم" not in page.html


def test_a_search_finds_arabic_words_however_their_hamzas_are_written(visit):
    page = visit("voices", find="اولوية")
    assert "1 stretch" in page.html or "2 stretches" in page.html


def test_terms_in_marks_are_shown_apart_from_speech(visit):
    html = visit("voices").html
    assert html.index("Words that a text holds") < html.index("<mark>rogue states</mark>")


def test_the_page_speaks_arabic(visit):
    html = visit("voices", "ar").html
    assert "محللون ومراقبون" in html
    assert "لم يُغلق في النص" in html
