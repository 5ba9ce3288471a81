"""The Names page: the list in use, names that wait, decisions and their way back, tables in and out."""
import io

import pandas as pd
import pytest

from components.comparison import name_table, side_by_side
from components.comparison.scope import Scope
from components.corpus import Unreadable
from components.export.tables import to_csv
from components.reading import name_changes as change
from tests.unit.test_own_names import BELOTSERKOV, arabic_id, lock_story


@pytest.fixture
def told(corpus):
    return lock_story(corpus)


def button(page, key):
    return next(b for b in page.app.button if b.key and b.key.startswith(key))


@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize("view", ["list", "waiting", "decided", "file"])
def test_every_view_opens_in_both_languages(visit, told, lang, view):
    told.decide_names([change.ignored("place/vladivostok"), change.spelling(BELOTSERKOV, "en", "Belotserkov", "")])
    page = visit("names", lang, view=view, entity="country/KP")
    assert not page.faults


def test_the_list_gives_both_names_the_id_and_the_spellings_of_each_side(visit):
    page = visit("names")
    for told in ("North Korea", "كوريا الشمالية", "country/KP", 'lang="ar">الكوري الشمالي</bdi> 1'):
        assert told in page.html.replace("\u2068", "").replace("\u2069", "")
    page.app.text_input(key="find").set_value("أون").run()
    assert "person/kim-jong-un" in page.html and "country/KP" not in page.html


def test_a_name_joined_by_sound_waits_with_its_evidence_and_is_one_when_somebody_says_so(visit, told):
    page = visit("names", story="lock", view="waiting")
    assert "counted as one with" in page.html and "<mark>دميتري بيلوتسيركوف</mark>" in page.html
    assert "<mark>Dmitri Belotserkov</mark>" in page.html and "sound alike by" in page.html
    other = arabic_id(told)
    button(page, f"one-{other}").click().run()
    assert not page.faults and told.names.final(other) == BELOTSERKOV
    assert "are one from now on" in page.app.success[0].value
    assert f"one-{other}" not in {b.key for b in page.app.button}
    told.renew_names()
    page.app.button(key="undo").click().run()
    assert told.names.final(other) == other
    told.renew_names()


def test_mentions_says_that_a_name_was_joined_by_sound_and_takes_it_apart(visit, told):
    page = visit("mentions", story="lock", entity=BELOTSERKOV)
    assert "no list confirms" in page.html
    button(page, "joined-not").click().run()
    assert not page.faults and told.names.are_apart(arabic_id(told), BELOTSERKOV)
    assert "no list confirms" not in page.html
    page.app.button(key="undo").click().run()
    assert "no list confirms" in page.html


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_side_by_side_says_that_a_name_was_joined_by_sound_and_takes_it_apart(visit, told, lang):
    page = visit("side-by-side", lang, story="lock")
    assert "دميتري بيلوتسيركوف" in page.html and "Dmitri Belotserkov" in page.html
    [join] = side_by_side.compare(told, *side_by_side.best_pair(
        told, *(Scope(story="lock").selection(side) for side in ("ar", "en")))).joins
    assert (join.entity_id, join.linked_id, join.entity_type) == (arabic_id(told), BELOTSERKOV, "person")
    button(page, "joined-not").click().run()
    assert not page.faults and told.names.are_apart(arabic_id(told), BELOTSERKOV)
    assert not [b for b in page.app.button if b.key and b.key.startswith("joined-not")]


def test_a_name_is_corrected_on_its_card_and_the_way_back_stands_there(visit, told):
    page = visit("names", entity="country/KP")
    next(i for i in page.app.text_input if i.label == "English name").set_value("DPRK <i>")
    next(b for b in page.app.button if b.label == "Keep the change").click().run()
    assert not page.faults and told.names.told("country/KP").name_en == "DPRK <i>"
    assert "DPRK &lt;i&gt;" in page.html and "<i>" not in page.html
    assert "DPRK <i>" in " ".join(page.go("mentions").app.selectbox(key="entity").options)
    page = visit("names", entity="country/KP")
    button(page, "back-").click().run()
    assert told.names.told("country/KP").name_en == "North Korea"
    told.renew_names()


def test_of_two_people_who_rename_one_name_the_second_is_told_before_anything_is_overwritten(visit, told):
    def save(page):
        next(b for b in page.app.button if b.label == "Keep the change").click().run()

    page = visit("names", entity="country/KP")
    told.decide_names([change.called("country/KP", "en", "Theirs")])
    next(i for i in page.app.text_input if i.label == "English name").set_value("Mine")
    save(page)
    assert "Theirs" in page.app.warning[0].value and told.names.told("country/KP").name_en == "Theirs"
    save(page)
    assert not page.faults and told.names.told("country/KP").name_en == "Mine"
    assert next(i for i in page.app.text_input if i.label == "English name").value == "Mine"


def test_a_decision_taken_back_can_be_brought_back(visit, told):
    event = told.decide_names([change.ignored(BELOTSERKOV)])
    page = visit("names", view="decided")
    page.app.button(key=f"undo-{event}").click().run()
    assert told.names.final(BELOTSERKOV)
    page.app.button(key=f"undo-{event}").click().run()
    assert not told.names.final(BELOTSERKOV) and not page.faults


# -- tables --------------------------------------------------------------------------------------------


def table(*rows):
    frame = pd.DataFrame(rows, columns=[*name_table.COLUMNS])
    return frame.to_csv(index=False).encode()


def effects(corpus, *rows):
    return [line.effect for line in name_table.brought_in(corpus, table(*rows))]


def test_each_row_says_what_it_would_do(told):
    assert effects(
        told,
        ("person/oleg-kononov", "person", "Oleg Kononov", "أوليغ كونونوف", "", "", "", ""),
        ("country/KP", "", "DPRK", "", "", "", "", ""),
        ("country/RU", "country", "Russia", "", "", "", "", ""),
        (arabic_id(told), "", "", "", "", "", BELOTSERKOV, ""),
        ("place/vladivostok", "", "", "", "", "", "", "1"),
    ) == ["added", "changed", "unchanged", "merged", "ignored"]


def test_a_row_with_a_problem_is_refused_in_words_and_the_others_are_kept(told):
    lines = name_table.brought_in(told, table(
        ("nobody", "", "X", "", "", "", "", ""), ("person/x", "emperor", "X", "", "", "", "", ""),
        ("person/y", "", "", "", "", "", "", ""), ("person/z", "", "زيد", "", "", "", "", ""),
        ("person/w", "", "W", "", "", "", "person/unknown", ""), ("person/v", "", "V\u202ev", "", "", "", "", ""),
        ("person/u", "", "U U", "", "Vladimir Putin", "", "", ""), ("person/t", "", "T", "", "", "", "", "perhaps"),
        ("person/s", "", "S" * 200, "", "", "", "", ""), ("country/KP", "", "DPRK", "", "", "", "", ""),
        ("country/KP", "", "North", "", "", "", "", ""), ("person/r", "", "R R", "", "", "", "person/r", ""),
    ))
    assert [line.problems[0][0] if line.problems else line.effect for line in lines] == [
        "bad_id", "bad_type", "no_name", "wrong_script", "unknown_same_as", "hidden_characters", "other_has_it",
        "bad_mark", "too_long", "changed", "repeated", "same_as_itself"]
    name_table.keep(told, lines)
    assert told.names.told("country/KP").name_en == "DPRK" and told.names.listed == set()
    told.renew_names()


@pytest.mark.parametrize(("data", "code"), [
    (b"a,b\n1,2\n", "no_name_column"), (b"id,name_en\n", "no_rows"), (b"\x00\x01\x02\x03" * 50, "not_text"),
    (b"id\n" + b"person/x\n" * 20_001, "too_many_rows"), (b"x" * 8_000_001, "too_large"),
])
def test_a_file_that_is_no_table_of_names_says_why(told, data, code):
    with pytest.raises(Unreadable) as trouble:
        name_table.brought_in(told, data)
    assert trouble.value.code == code


def test_a_table_taken_away_changes_nothing_where_it_came_from_and_everything_elsewhere(told, tmp_path):
    from components.corpus import open_corpus

    other = arabic_id(told)
    told.decide_names([
        change.same(other, BELOTSERKOV), change.ignored("place/vladivostok"),
        change.variant("country/KP", "en", "=DPRK"), change.called("country/RU", "en", "Russian Federation"),
    ], {other: ("person", "", "دميتري بيلوتسيركوف"), BELOTSERKOV: ("person", "Dmitri Belotserkov", "")})
    told.renew_names()
    data = to_csv(name_table.exported(told, Scope()))
    assert not pd.read_csv(io.BytesIO(data)).map(lambda cell: str(cell).startswith(("=", "+", "@"))).any().any()
    lines = name_table.brought_in(told, data)
    assert not [line for line in lines if line.problems] and {line.effect for line in lines} == {"unchanged"}
    elsewhere = open_corpus(tmp_path / "elsewhere")
    name_table.keep(elsewhere, name_table.brought_in(elsewhere, data))
    names = elsewhere.names
    assert names.final(other) == BELOTSERKOV and not names.final("place/vladivostok")
    assert names.told("country/RU").name_en == "Russian Federation"
    assert ("country/KP", "en", "dprk") in names.forms
    elsewhere.renew_names()


def test_a_table_is_seen_before_it_is_kept_and_kept_by_one_event(visit, told):
    page = visit("names", view="file")
    page.app.file_uploader[0].upload("names.csv", table(
        ("country/KP", "", "DPRK", "", "", "", "", ""), ("nobody", "", "<b>X", "", "", "", "", "")), "text/csv").run()
    assert not page.faults and "is no identity of a name" in page.html and "&lt;b&gt;X" in page.html
    page.app.button(key="keep-names").click().run()
    assert told.names.told("country/KP").name_en == "DPRK"
    page.app.button(key="undo").click().run()
    assert told.names.told("country/KP").name_en == "North Korea"
