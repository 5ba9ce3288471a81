"""Tables to take away open safely in a spreadsheet."""
import csv
import io

import pandas as pd
import pytest

from components.export.tables import to_csv


def read(data):
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
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
