"""Words that may not be what they look like are told; what newsrooms write every day is not."""
import pytest

from components.text.lookalikes import doubts, turns


@pytest.mark.parametrize(("name", "word", "scripts"), [
    ("Vladimir Рutin", "Рutin", ("Cyrl", "Latn")),
    ("Vladimir Puτin", "Puτin", ("Grek", "Latn")),
    ("Gهogle News", "Gهogle", ("Arab", "Latn")),
    ("ВВС News", "ВВС", ("Cyrl",)),
    ("BBС", "BBС", ("Cyrl", "Latn")),
])
def test_letters_that_pass_for_others_are_found(name, word, scripts):
    assert [(doubt.word, doubt.scripts) for doubt in doubts(name)] == [(word, scripts)]


@pytest.mark.parametrize("name", [
    "Vladimir Putin", "قالت الـBBC إن بوتين وصل", "وCNN والـFBI", "Владимир Путин", "Κυριάκος Μητσοτάκης",
    "Москва and Kyiv", "Emmanuel Macron à Québec", "كيم جونغ أون", "Soyuz-2 (سويوز-2)", "习近平 Xi Jinping", "",
])
def test_what_is_written_every_day_is_not_doubted(name):
    assert not doubts(name)


def test_characters_that_turn_a_name_round_are_seen():
    assert turns("report\u202efdp.exe") and not turns("تقرير report")
