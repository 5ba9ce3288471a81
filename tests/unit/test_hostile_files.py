"""Files cut short, damaged and made to harm: an article or a reason, whatever the bytes are."""
import csv
import io
import json
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from components.corpus import UNREADABLE, Unreadable
from components.corpus.parsers import parse
from components.corpus.workers import outcomes
from tests.unit.test_parsers import ARABIC, ENGLISH, a_docx, a_pdf, code_of, refused

PAGE = (f"<!doctype html><html lang='en'><head><meta charset='utf-8'><title>Corridor</title>"
        f"<script type='application/ld+json'>{{\"@type\": \"NewsArticle\", \"datePublished\": \"2022-11-01\"}}</script>"
        f"</head><body><nav><a href='/'>Home</a></nav><article><h1>Corridor</h1>"
        f"{''.join(f'<p>{ENGLISH}</p><p>{ARABIC}</p>' for _ in range(4))}</article></body></html>")
ROWS = [{"text": ENGLISH, "title": "Corridor", "published": "2022-11-01", "tags": "a|b"}, {"text": ARABIC}]
TABLE = f'text,title,published\n"{ENGLISH}",Corridor,2022-11-01\n"{ARABIC}",ممر,1/11/2022\n'
DOCUMENT = a_docx(ENGLISH, ARABIC, title="Corridor", author="Staff")

WHOLE = {
    "a.txt": f"{ENGLISH}\n{ARABIC}".encode(),
    "arabic.txt": ARABIC.encode("cp1256"),
    "wide.txt": ARABIC.encode("utf-16"),
    "a.html": PAGE.encode(),
    "a.csv": TABLE.encode(),
    "a.tsv": TABLE.replace(",", "\t").encode(),
    "a.jsonl": "\n".join(map(json.dumps, ROWS)).encode(),
    "a.json": json.dumps(ROWS, ensure_ascii=False).encode(),
    "a.pdf": a_pdf(ENGLISH, ENGLISH),
    "a.docx": DOCUMENT,
}
NAMES = st.sampled_from(sorted(WHOLE))
DAMAGE = st.lists(st.tuples(st.floats(0, 1), st.sampled_from(["cut out", "double", "overwrite"]),
                            st.binary(min_size=1, max_size=12)), max_size=6)
FUZZED = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def damaged(data: bytes, damage) -> bytes:
    for place, how, noise in damage:
        at = int(place * len(data))
        if how == "cut out":
            data = data[:at] + data[at + len(noise):]
        elif how == "double":
            data = data[:at] + data[max(0, at - 40):at] + data[at:]
        else:
            data = data[:at] + noise + data[at + len(noise):]
    return data


def is_read_or_refused(name: str, data: bytes) -> None:
    try:
        found = parse(name, data)
    except Unreadable as trouble:
        assert set(trouble.values) == set(UNREADABLE[trouble.code])
        # That code is for what nobody foresaw; whatever these tests come upon deserves a reason of its own.
        assert trouble.code != "parser_failed", (trouble.values, data)
    else:
        assert found and all(article.text.strip() for article in found)


@pytest.mark.parametrize("name", sorted(WHOLE))
def test_the_files_are_sound_before_they_are_damaged(name):
    assert parse(name, WHOLE[name])


@FUZZED
@given(NAMES, st.floats(0, 1))
def test_a_file_cut_short_anywhere_is_read_or_refused(name, share):
    is_read_or_refused(name, WHOLE[name][:int(share * len(WHOLE[name]))])


@FUZZED
@given(NAMES, DAMAGE)
def test_a_damaged_file_is_read_or_refused(name, damage):
    is_read_or_refused(name, damaged(WHOLE[name], damage))


@FUZZED
@given(st.sampled_from(["word/document.xml", "docProps/core.xml", "[Content_Types].xml",
                        "word/_rels/document.xml.rels"]), DAMAGE)
def test_a_word_document_with_damaged_parts_is_read_or_refused(part, damage):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(DOCUMENT)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, damaged(source.read(name), damage if name == part else ()))
    is_read_or_refused("a.docx", out.getvalue())


@pytest.mark.parametrize("data", [b"<!-- nothing -->", b"<!doctype html>", b"<?xml version='1.0'?>"])
def test_a_page_without_any_element_is_broken(data):
    assert code_of("a.html", data) == "broken_html"


def test_a_table_with_a_field_that_never_ends_is_broken_and_says_where():
    limit = csv.field_size_limit(500)
    try:
        trouble = refused("a.csv", b'text,title\nA text,a title\n"' + b"and so on\n" * 100)
    finally:
        csv.field_size_limit(limit)
    assert trouble.code == "broken_csv" and trouble.values["line"] >= 3


def test_brackets_within_brackets_without_end_break_no_parser():
    for name in ("a.json", "a.jsonl"):
        assert code_of(name, b'{"text": ' + b"[" * 100_000) == "broken_json_line"
    assert code_of("a.html", b"<div>" * 20_000) == "no_article_in_page"


def test_what_nobody_foresaw_is_told_by_its_kind():
    [(_, trouble)] = outcomes(len, [5], processes=0)
    assert (trouble.code, trouble.values) == ("parser_failed", {"kind": "TypeError"})
