"""Tables to take away open safely in a spreadsheet."""
import csv
import datetime as dt
import io
import zipfile

import openpyxl
import pandas as pd
import pytest

from components.comparison import comentions, concordance, labels, mentions, side_by_side, timeline, voices
from components.comparison import evidence as sentences
from components.comparison.keywords import keywords
from components.comparison.scope import Scope
from components.corpus.seed import article_ids
from components.export import tables
from components.export.about import About, described
from components.export.tables import to_csv, to_xlsx
from components.text.messages import Messages

HOSTILE = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＠"]


def read(data):
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def about(language="en", title="Names"):
    t = Messages(language)
    return About(title, t, described(Scope(outlets=("BBC",)), "", t), ("English: 3 articles.",), "Counted.", "abc")


def opened(frame, language="en", title="Names", shares=()):
    return openpyxl.load_workbook(io.BytesIO(to_xlsx(frame, about(language, title), shares)))


@pytest.mark.parametrize("start", HOSTILE)
def test_a_cell_that_would_run_as_a_formula_is_made_harmless(start):
    rows = read(to_csv(pd.DataFrame({"said": [f'{start}cmd|"/c calc"!A1']})))
    assert rows[1][0].startswith("'")


def test_a_heading_is_made_harmless_too():
    assert read(to_csv(pd.DataFrame({"=1": ["a"]})))[0] == ["'=1"]


def test_numbers_stay_numbers_and_arabic_stays_arabic():
    rows = read(to_csv(pd.DataFrame({"كلمة": ["«قمر»\nتجسس"], "n": [-2.5]})))
    assert rows == [["كلمة", "n"], ["«قمر»\nتجسس", "-2.5"]]


def test_the_file_begins_with_the_mark_that_spreadsheets_need():
    assert to_csv(pd.DataFrame({"a": ["ب"]})).startswith(b"\xef\xbb\xbf")


def test_days_lists_and_what_is_missing_are_plain_in_csv():
    frame = pd.DataFrame({"published": pd.to_datetime(["2023-09-13", None]), "tags": [["a", "b"], []],
                          "day": [dt.date(622, 7, 16), None]})
    assert read(to_csv(frame))[1:] == [["2023-09-13", "a | b", "0622-07-16"], ["", "", ""]]


@pytest.mark.parametrize("start", HOSTILE)
def test_no_cell_of_a_workbook_is_a_formula_and_its_text_is_as_it_was(start):
    said = f"{start}HYPERLINK(1)"
    data = to_xlsx(pd.DataFrame({said: [said], "n": [-2]}), about(title=said))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert not [name for name in archive.namelist() if b"<f>" in archive.read(name)]
    cell = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]["A2"]
    assert cell.data_type == "s"
    assert cell.value.replace("\n", "\r") == said.replace("\n", "\r")
    assert cell.quotePrefix


def test_days_are_days_numbers_are_numbers_and_shares_percentages():
    frame = pd.DataFrame({"day": pd.to_datetime(["2023-09-13", None]), "n": [3, 4], "share": [0.25, float("nan")],
                          "far": [dt.date(1, 1, 1), dt.date(9999, 12, 31)]})
    first, second = list(opened(frame, shares=[2]).worksheets[0].iter_rows(min_row=2))
    assert first[0].value == dt.datetime(2023, 9, 13)
    assert first[0].is_date and first[1].value == 3 and first[2].value == 0.25
    assert first[2].number_format == "0.0%"
    assert second[0].value is None and second[2].value is None
    assert first[3].value == "0001-01-01"


def test_the_sheet_stands_as_its_language_reads_and_its_head_stays_in_sight():
    for language, rtl in (("ar", True), ("en", False)):
        book = opened(pd.DataFrame({"a": [1]}), language)
        assert [bool(sheet.sheet_view.rightToLeft) for sheet in book] == [rtl, rtl]
        assert book.worksheets[0].freeze_panes == "A2"


def test_the_second_sheet_says_what_the_table_is():
    told = {row[0].value: row[1].value for row in opened(pd.DataFrame({"a": [1]})).worksheets[1]}
    assert told["What is shown"] == "Names"
    assert "BBC" in told["Outlets"]
    assert told["Out of"] == "English: 3 articles."
    assert told["How it was made"] == "Counted."
    assert "abc" in told["Made by"]


def test_what_no_sheet_holds_is_cut_and_said_or_goes_on_in_another(monkeypatch):
    monkeypatch.setattr(tables, "MOST_ROWS", 3)
    book = opened(pd.DataFrame({"a": ["x" * 40_000, "\x00\ud800\x1b[31m", "_x003D_1", "4", "5"]}, dtype=object))
    assert [sheet.max_row for sheet in book.worksheets[:3]] == [3, 3, 2]
    values = [cell.value for sheet in book.worksheets[:3] for cell in sheet["A"][1:]]
    assert len(values[0]) == 32_767
    assert values[1:] == ["?[31m", "_x005F_x003D_1", "4", "5"]
    assert "One text is longer" in {row[0].value: row[1].value for row in book.worksheets[-1]}["Cut"]


def test_an_empty_table_and_a_title_that_no_sheet_may_have_make_a_file():
    book = opened(pd.DataFrame({"a": []}), title="[a]:*?/\\" + "ن" * 60)
    assert book.worksheets[0].max_row == 1
    assert len(book.sheetnames[0]) <= 31


def test_every_column_that_can_be_taken_away_has_its_words(corpus):
    scope, ids = Scope(), article_ids()
    entities = mentions.by_entity(corpus, scope)
    said = voices.attributions(corpus, scope)
    found = concordance.search(corpus, scope, "putin")
    frames = {
        "totals": mentions.totals(corpus, scope), "entities": entities,
        "apart": mentions.sides_apart(entities, mentions.totals(corpus, scope)),
        "outlets": mentions.by_outlet(corpus, scope, tuple(entities.entity_id)),
        "edges": comentions.network(corpus, scope).edges.drop(columns=["first", "second"]),
        "published": timeline.published(corpus, scope), "spoken": timeline.spoken_of(corpus, scope),
        "labels": labels.shares(labels.references(corpus, scope)), "words": keywords(corpus, scope, "ar").frame,
        "said": said, "speakers": voices.by_speaker(said), "verbs": voices.by_verb(said),
        "sources": voices.by_source(said), "articles": corpus.articles(),
        "sentences": sentences.naming(corpus, scope, "country/RU").drop(columns="marks"),
        "counts": concordance.by_outlet(found, concordance.totals(corpus, scope)[0]),
    }
    for language in ("en", "ar"):
        t = Messages(language)
        assert not {column for frame in frames.values() for column in frame if not t.has(f"column.{column}")}
    english, arabic = (next(i for i in ids if corpus.article(i).language == side) for side in ("en", "ar"))
    pairs = side_by_side.as_frame(side_by_side.compare(corpus, arabic, english))
    assert pairs.english_sentence.dropna().is_monotonic_increasing
    assert set(pairs.english_sentence.dropna()) == set(range(1, corpus.article(english).sentence_count + 1))


def test_all_sentences_come_where_a_page_asks_for_some(corpus):
    some = sentences.naming(corpus, Scope(), "country/RU", most=3)
    assert len(some) == 3
    assert some.attrs["all"] == len(sentences.naming(corpus, Scope(), "country/RU")) > 3
