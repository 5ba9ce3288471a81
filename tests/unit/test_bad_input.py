"""What people hand over by mistake or in order to harm: each has its sentence, and nothing that was kept is touched."""
import contextlib
import csv
import io
import json
import time
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from components.comparison import name_table
from components.corpus import (
    UNREADABLE,
    Parsed,
    Unreadable,
    archives,
    bulk,
    columns,
    ingest,
    large,
    parsers,
    records,
    spreadsheets,
    tables,
)
from components.corpus.parsers import parse
from components.text.arabic import freeze
from components.text.messages import LANGUAGES, Messages
from tests.unit.test_formats import PAGE, an_mhtml, an_odt, an_rtf, an_xlsx
from tests.unit.test_hostile_files import DAMAGE, damaged, is_read_or_refused
from tests.unit.test_hostile_files import WHOLE as PLAIN
from tests.unit.test_ingest import FRENCH
from tests.unit.test_parsers import ARABIC, BOMB, ENGLISH, a_docx, a_pdf, code_of, locked, refused, zipped

SOUND = an_xlsx(("text",), (ENGLISH,))


def a_locked_zip() -> bytes:
    """An archive whose file says that it asks for a password."""
    data = bytearray(zipped({"a.txt": ENGLISH.encode()}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    return bytes(data)


def with_part(data: bytes, part: str, content: bytes) -> bytes:
    """The archive with one of its parts put in place of what it had."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return zipped({name: content if name == part else archive.read(name) for name in archive.namelist()})


HOSTILE = [
    ("empty_file", "a.csv", b""),
    ("empty_file", "a.pdf", b"\0" * 5_000),
    ("not_text", "a.txt", bytes(range(256)) * 40),
    ("unknown_type", "a.txt", b"\x7fELF" + bytes(200)),
    ("broken_pdf", "a.pdf", a_pdf(ENGLISH)[:300]),
    ("encrypted_pdf", "a.txt", locked(a_pdf(ENGLISH))),
    ("image_only_pdf", "a.pdf", a_pdf("", "", "")),
    ("reversed_pdf", "a.pdf", a_pdf(f"{ARABIC[:90]}\n{ARABIC[90:]}")),
    ("too_large", "a.txt", b"word " * 40_000_000),
    ("too_large", "a.html", b"<html>" + b" " * parsers.PAGE_BYTES),
    ("zip_bomb", "a.zip", zipped({"a.txt": b"a" * 20_000_000})),
    ("zip_bomb", "a.xlsx", with_part(SOUND, "xl/workbook.xml", b" " * (spreadsheets.XML_BYTES + 1))),
    ("xml_bomb", "a.xlsx", with_part(SOUND, "xl/worksheets/sheet1.xml", BOMB)),
    ("xml_bomb", "a.odt", an_odt("", **{"settings.xml": BOMB})),
    ("broken_odt", "a.odt", an_odt("")[:-40]),
    ("broken_odt", "a.odt", zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<a/>"})),
    ("encrypted_odt", "a.odt", an_odt("", **{"META-INF/manifest.xml": b"<m:encryption-data/>"})),
    ("broken_rtf", "a.rtf", an_rtf(ENGLISH)[:-30]),
    ("broken_rtf", "a.rtf", ENGLISH.encode()),
    ("broken_xlsx", "a.xlsx", SOUND[:2_000]),
    ("no_articles", "a.xlsx", an_xlsx()),
    ("broken_mhtml", "a.mhtml", b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n\nnothing"),
    ("broken_zip", "a.zip", b"no archive"),
    ("broken_zip", "a.zip", zipped({"a.txt": b"words"})[:30]),
    ("nested_zip", "a.zip", zipped({"b.zip": zipped({"a.txt": ENGLISH.encode()})})),
    ("nested_zip", "a.zip", zipped({"b.txt": zipped({"a.txt": ENGLISH.encode()})})),
    ("encrypted_zip", "a.zip", a_locked_zip()),
    ("other_files", "a.zip", zipped({"a.png": b"\x89PNG", "b.css": b"p {}"})),
    ("unknown_type", "a.pptx", zipped({"ppt/presentation.xml": b"<p/>"})),
    ("unknown_type", "a.epub", zipped({"mimetype": b"application/epub+zip"})),
    ("too_many_columns", "a.csv", ("text," + ",".join(map(str, range(10_000)))).encode()),
    ("too_many_columns", "a.xlsx", an_xlsx(tuple(range(columns.MOST_COLUMNS + 1)))),
    ("too_many_columns", "a.json", json.dumps([dict.fromkeys(map(str, range(10_000)), 1)]).encode()),
    ("no_text_column", "a.csv", b"Name;Age\nKim;39\n"),
    ("broken_csv", "a.csv", f'text,title\n"{ENGLISH}" he said,Open\n'.encode()),
    ("broken_csv", "a.csv", f'text,title\n"{ENGLISH},Open\n{ENGLISH},Open\n'.encode()),
    ("addresses_only", "a.csv", b"title,url\nOpen,https://e.org/1\n"),
    ("third_language", "a.txt", FRENCH.encode()),
    ("too_long_article", "a.txt", b"word " * 1_000_000),
]


@pytest.mark.parametrize(("code", "name", "data"), HOSTILE, ids=[f"{row[0]}-{at}" for at, row in enumerate(HOSTILE)])
def test_each_bad_file_has_its_sentence_in_both_languages(code, name, data):
    try:
        # As ingest.drafts does it, but in this process: the rules are the same.
        found = list(ingest.found(name, data))
    except Unreadable as trouble:
        found = [("", trouble)]
    codes = [answer[1].code for answer in found if isinstance(answer, tuple)]
    assert code in codes and not any(isinstance(answer, ingest.Draft) for answer in found)
    trouble = next(answer[1] for answer in found if answer[1].code == code)
    assert set(trouble.values) == set(UNREADABLE[code])
    for language in LANGUAGES:
        assert Messages(language)(f"error.{code}", **trouble.values)


def test_two_hundred_megabytes_are_refused_before_they_are_handed_over():
    [(_, trouble)] = ingest.drafts("a.csv", bytes(200_000_000))[1]
    assert (trouble.code, trouble.values) == ("too_large", {"limit_mb": 100, "size_mb": 200.0})


def test_nothing_that_was_kept_is_touched_by_bad_files(corpus, tmp_path):
    folder = tmp_path / "bad"
    folder.mkdir()
    for number, (_, name, data) in enumerate(HOSTILE):
        (folder / f"{number}{name}").write_bytes(data[:25_000_000])
    before = {path: path.read_bytes() for path in corpus.folder.rglob("*") if path.is_file()}
    report = bulk.add(corpus, [folder], processes=0)
    assert report.added == 0 and len(report.failures) >= len(HOSTILE) - 2
    assert {path: path.read_bytes() for path in before} == before


def test_one_bad_member_of_an_archive_does_not_lose_the_others():
    members = {"bomb.txt": b"a" * 5_000_000, "bad.pdf": b"no pdf", "b.zip": zipped({"x": b""}),
               "fr.txt": FRENCH.encode(), "good.txt": ENGLISH.encode(),
               "rows.csv": f'text\n"{ARABIC}"\n"x" y\n'.encode(), "a.png": b"\x89PNG"}
    found, trouble = ingest.drafts("all.zip", zipped(members))
    assert [made.source_name for made in found] == ["all.zip/good.txt", "all.zip/rows.csv:2"]
    assert [(place.rpartition("/")[2], error.code) for place, error in trouble] == [
        ("bomb.txt", "zip_bomb"), ("bad.pdf", "broken_pdf"), ("b.zip", "nested_zip"), ("fr.txt", "third_language"),
        ("rows.csv:3", "broken_csv"), ("", "other_files")]


def test_an_archive_that_unpacks_to_too_much_in_all_is_refused(monkeypatch):
    monkeypatch.setattr(archives, "UNPACKED_BYTES", 1_000)
    assert code_of("a.zip", zipped({f"{n}.txt": (ENGLISH * 3).encode() for n in range(9)})) == "zip_bomb"
    monkeypatch.setattr(archives, "MEMBERS", 2)
    assert refused("a.zip", zipped({f"{n}.txt": b"" for n in range(3)})).values == {"limit": 2}


def test_a_member_that_lies_about_its_size_is_counted_while_it_unpacks(monkeypatch):
    data = bytearray(zipped({"a.txt": b"word " * 100_000}))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.index(mark) + offset
        data[at:at + 4] = (50).to_bytes(4, "little")
    told = []
    with pytest.raises(Unreadable):
        parse("a.zip", bytes(data), lambda place, trouble: told.append(trouble.code))
    assert told == ["broken_zip"]


def test_a_path_that_climbs_out_of_an_archive_leads_nowhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    articles = parse("a.zip", zipped({"../../evil.txt": ENGLISH.encode(), "C:\\Windows\\evil.txt": ARABIC.encode(),
                                      "/etc/evil.txt": f"{ENGLISH} Again.".encode()}))
    assert [a.source_name for a in articles] == ["a.zip/evil.txt", "a.zip/C:/Windows/evil.txt", "a.zip/etc/evil.txt"]
    assert not list(tmp_path.iterdir())


def test_entities_of_xml_are_not_resolved():
    secret = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY s SYSTEM "file:///etc/passwd">]><x>&s;</x>'
    assert code_of("a.odt", an_odt("", **{"styles.xml": secret})) == "xml_bomb"
    assert code_of("a.docx", zipped({"word/document.xml": secret})) == "xml_bomb"


def test_a_row_that_is_quoted_wrongly_is_told_and_the_rows_around_it_are_read():
    rows = f'text,title\n"{ENGLISH}",One\n"{ENGLISH}" and,Two\n"{ARABIC}",Three\n'
    told = []
    articles = parse("a.csv", rows.encode(), lambda place, trouble: told.append((place, str(trouble))))
    assert [a.title for a in articles] == ["One", "Three"] and told == [("3", "broken_csv (line=3)")]


def test_a_quotation_mark_that_never_closes_costs_its_own_row_only():
    rows = f'text,title\n"{ENGLISH}\nand more\n"{ARABIC}",Kept\n"two\nlines, or three",Kept too\n'
    told = []
    articles = parse("a.csv", rows.encode(), lambda place, trouble: told.append(trouble.values))
    assert [a.title for a in articles] == ["Kept", "Kept too"] and told == [{"line": 2}]


def test_a_table_broken_all_over_is_given_up_soon():
    rows = "text,title\n" + '"a" b,c\n' * (records.BROKEN_ROWS + 5)
    told = []
    with pytest.raises(Unreadable) as error:
        parse("a.csv", rows.encode(), lambda *trouble: told.append(trouble))
    assert error.value.code == "broken_csv" and len(told) == records.BROKEN_ROWS


def test_quotation_marks_in_a_table_with_tabs_are_letters_where_nothing_is_quoted():
    rows = f'text\ttitle\n"Yes," he said. {ENGLISH}\tOne\n"No," she said. {ENGLISH}\tTwo\n'
    assert [a.text[:5] for a in parse("a.tsv", rows.encode())] == ['"Yes,', '"No,"']


def test_a_file_of_two_encodings_is_decoded_line_by_line_and_says_so():
    lines = [f"{ENGLISH}".encode(), ARABIC.encode("utf-8"), ARABIC.encode("windows-1256"), ARABIC.encode("utf-8")]
    [made], _ = ingest.drafts("a.txt", b"\n".join(lines))
    assert made.text.split("\n")[1:] == [ARABIC] * 3 and "mixed_encodings" in made.problems
    assert made.encoding == "UTF-8 + windows-1256"


def test_an_article_of_one_word_is_taken_with_a_warning():
    [made], _ = ingest.drafts("a.txt", "بوتين".encode())
    assert made.text == "بوتين" and "very_short" in made.problems


def test_a_date_in_the_future_is_no_publication_date():
    [made], _ = ingest.drafts("a.csv", f'text,date\n"{ENGLISH}",2199-01-01\n'.encode())
    assert made.published is None and "date_impossible" in made.problems


def test_controls_and_overrides_in_titles_and_file_names_are_taken_out_and_told():
    table = f'text,title,outlet\n"{ENGLISH}","Corridor \u202etxet\u202c\x07 open","Reu\u2067ters"\n'
    [made], _ = ingest.drafts("report\u202efdp.csv", table.encode())
    assert (made.title, made.outlet, made.source_name) == ("Corridor txet open", "Reuters", "reportfdp.csv:2")
    assert "hidden_characters" in made.problems
    plain, _ = ingest.drafts("a.txt", f"{ARABIC}\u200f {ARABIC}".encode())
    assert "hidden_characters" not in plain[0].problems


def test_every_problem_of_a_draft_has_its_sentence():
    for language in LANGUAGES:
        assert all(Messages(language).has(f"problem.{problem}") for problem in ingest.PROBLEMS)


def test_marks_heaped_on_one_letter_take_no_time():
    # Left as they are, they would keep NFC busy for half an hour.
    heaped = "a" + "\u0301\u0316" * 500_000
    began = time.process_time()
    assert len(freeze(heaped + " letter")) < 50
    assert time.process_time() - began < 20
    [(_, trouble)] = ingest.drafts("a.txt", heaped.encode())[1]
    assert trouble.code == "too_long_article"


def test_letters_that_stand_for_many_count_as_many():
    [(_, trouble)] = ingest.drafts("a.txt", (ARABIC + "\ufdfa" * 100_000).encode())[1]
    assert trouble.code == "too_long_article" and trouble.values["length"] > 1_000_000


WHOLE = {
    "a.odt": an_odt(f"<text:p>{ENGLISH}</text:p><text:p>{ARABIC}</text:p>"),
    "a.rtf": an_rtf(f"{ENGLISH}\n{ARABIC}"),
    "a.xlsx": an_xlsx(("text", "title", "date"), (ENGLISH, "Open", "2022-11-01"), (ARABIC, "ممر", None)),
    "a.mhtml": an_mhtml(PAGE, "utf-8"),
    "a.zip": zipped({"a.txt": ENGLISH.encode(), "b.csv": f'text\n"{ARABIC}"\n'.encode(), "c.docx": a_docx(ENGLISH)}),
    "api.json": json.dumps({"articles": [{"content": ENGLISH, "source": {"name": "Reuters"}}]}).encode(),
    "several.txt": f"{ENGLISH} {ENGLISH}\n---\n{ARABIC} {ARABIC}".encode("windows-1256", "replace"),
}
FUZZED = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize("name", sorted(WHOLE))
def test_the_files_are_sound_before_they_are_damaged(name):
    assert parse(name, WHOLE[name])


@FUZZED
@given(st.sampled_from(sorted(WHOLE)), DAMAGE, st.floats(0, 1))
def test_a_damaged_file_of_any_kind_is_read_or_refused(name, damage, share):
    whole = WHOLE[name]
    is_read_or_refused(name, damaged(whole[:int(share * len(whole))] if share < 0.5 else whole, damage))


def test_files_of_every_kind_that_is_read_are_damaged_in_these_tests():
    kinds = {parsers.kind_of(name, data) for name, data in {**WHOLE, **PLAIN}.items()}
    assert kinds == {*parsers._DOCUMENTS, *tables.KINDS, "zip", "text"}


TABLES = {name: data for name, data in {**WHOLE, **PLAIN}.items() if parsers.kind_of(name, data) in tables.KINDS}


@FUZZED
@given(st.sampled_from(sorted(TABLES)), DAMAGE)
def test_a_damaged_table_is_laid_out_and_its_addresses_are_listed_or_it_is_refused(name, damage):
    data = damaged(TABLES[name], damage)
    for question in (tables.laid_out, tables.listed):
        with contextlib.suppress(Unreadable):
            assert all(answer is not None for answer in question(name, data))


@settings(FUZZED, max_examples=40)
@given(st.sampled_from(["a.csv", "a.tsv", "a.jsonl"]), DAMAGE)
def test_a_damaged_table_that_is_read_by_lines_is_read_or_refused(tmp_path_factory, name, damage):
    file = tmp_path_factory.getbasetemp() / f"damaged-{name}"
    file.write_bytes(damaged(TABLES[name], damage))
    with contextlib.suppress(Unreadable):
        for answer in large.articles(file, {}):
            assert isinstance(answer, int | Parsed) or answer[1].code in UNREADABLE


@settings(FUZZED, max_examples=60)
@given(st.sampled_from(sorted({**WHOLE, **PLAIN})), DAMAGE)
def test_what_a_damaged_file_still_gives_becomes_drafts_or_reasons(name, damage):
    with contextlib.suppress(Unreadable):
        for answer in ingest.found(name, damaged({**WHOLE, **PLAIN}[name], damage)):
            assert isinstance(answer, ingest.Draft) or answer[1].code in UNREADABLE


NAMES = """id,type,name_en,name_ar,variants_en,variants_ar,same_as,no_name
person/kim-jong-un,person,Kim Jong-un,كيم جونغ أون,Kim|?Kim Jong,كيم,,
,place,Odesa,أوديسا,,,,
person/nobody,person,Nobody,,,,person/kim-jong-un,1
"""


@settings(FUZZED, suppress_health_check=list(HealthCheck))
@given(DAMAGE)
def test_a_damaged_table_of_names_is_shown_row_by_row_or_refused(corpus, damage):
    with contextlib.suppress(Unreadable):
        assert all(line.number > 1 for line in name_table.brought_in(corpus, damaged(NAMES.encode(), damage)))


PARTS = [("a.odt", "content.xml"), ("a.odt", "meta.xml"), ("a.xlsx", "xl/worksheets/sheet1.xml"),
         ("a.xlsx", "xl/workbook.xml"), ("a.xlsx", "xl/styles.xml"), ("a.xlsx", "[Content_Types].xml"),
         ("a.zip", "a.txt"), ("a.zip", "b.csv"), ("a.zip", "c.docx")]


@FUZZED
@given(st.sampled_from(PARTS), DAMAGE)
def test_a_package_with_damaged_parts_is_read_or_refused(part, damage):
    name, inside = part
    with zipfile.ZipFile(io.BytesIO(WHOLE[name])) as archive:
        content = archive.read(inside)
    is_read_or_refused(name, with_part(WHOLE[name], inside, damaged(content, damage)))


@FUZZED
@given(st.lists(st.lists(st.text(st.sampled_from('ab",;\t\n\r"ا'), max_size=6), max_size=4), max_size=6),
       st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]))
def test_a_table_that_was_written_soundly_is_never_called_broken(rows, quoting):
    out = io.StringIO()
    csv.writer(out, quoting=quoting).writerows([["text", "title"], *rows])
    table = records.from_csv(out.getvalue(), ",")
    assert not [row for _, row in table.rows if isinstance(row, Unreadable)]
