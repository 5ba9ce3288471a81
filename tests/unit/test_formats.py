"""Every kind of file that newsrooms and archives hand over gives its articles, with what it says about them."""
import datetime as dt
import email.mime.multipart
import email.mime.text
import io
import json

import openpyxl
import pytest

from components.corpus import columns, ingest, several, tables
from components.corpus.parsers import parse
from tests.unit.test_parsers import ARABIC, ENGLISH, a_docx, zipped

ODT_TYPE = b"application/vnd.oasis.opendocument.text"
OASIS = "urn:oasis:names:tc:opendocument:xmlns"
NAMESPACES = " ".join([*(f'xmlns:{part}="{OASIS}:{part}:1.0"' for part in ("office", "text", "table", "meta")),
                       'xmlns:dc="http://purl.org/dc/elements/1.1/"'])
PAGE = ("<html><head><title>Corridor stays open</title></head><body><article>" + f"<p>{ENGLISH}</p>" * 4
        + "</article></body></html>")


def an_odt(body: str, **more: bytes) -> bytes:
    meta = (f"<office:document-meta {NAMESPACES}><office:meta><dc:title>Corridor</dc:title><meta:initial-creator>A. "
            "Reporter</meta:initial-creator></office:meta></office:document-meta>")
    content = (f"<office:document-content {NAMESPACES}><office:body><office:text>{body}</office:text></office:body>"
               "</office:document-content>")
    return zipped({"mimetype": ODT_TYPE, "content.xml": content.encode(), "meta.xml": meta.encode()} | more)


def an_xlsx(*rows: tuple, sheets: int = 1) -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    for _ in range(1, sheets):
        book.create_sheet()
    for row in rows:
        book.worksheets[-1].append(row)
    book.save(out)
    return out.getvalue()


def an_mhtml(page: str, charset: str) -> bytes:
    letter = email.mime.multipart.MIMEMultipart("related", type="text/html")
    letter["Snapshot-Content-Location"] = "https://example.org/corridor"
    letter.attach(email.mime.text.MIMEText(page, "html", charset))
    return letter.as_bytes()


def an_rtf(text: str) -> bytes:
    def written(letter: str) -> str:
        return letter if letter < "\x80" else f"\\u{ord(letter)}?"

    body = "".join(map(written, text)).replace("\n", "\\par\n")
    return ("{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0 Arial;}}{\\info{\\title Corridor}{\\author A. Reporter}}"
            f"\\f0 {body}\\par}}").encode("ascii")


@pytest.mark.parametrize(("encoding", "told"), [
    ("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("utf-16", "UTF-16"), ("utf-16-le", "UTF-16"),
    ("windows-1256", "windows-1256")])
def test_the_guessed_encoding_of_a_text_is_told(encoding, told):
    [made], _ = ingest.drafts("a.txt", ARABIC.encode(encoding))
    assert (made.text, made.encoding) == (ARABIC, told)


def test_a_western_code_page_is_told_and_formats_that_state_their_encoding_guess_none():
    assert parse("a.txt", ENGLISH.encode("windows-1252"))[0].encoding == "windows-1252"
    assert parse("a.docx", a_docx(ENGLISH))[0].encoding == ""


def test_opendocument_text_gives_paragraphs_tables_title_and_author_without_notes():
    article = parse("a.odt", an_odt(
        f"<text:h>Ships</text:h><text:p>{ENGLISH}<text:note><text:p>a note</text:p></text:note></text:p>"
        "<text:section><text:p>Two<text:s text:c='2'/>spaces<text:line-break/>and a <text:span>line</text:span>"
        "</text:p></text:section>"
        "<table:table><table:table-row><table:table-cell><text:p>Odesa</text:p></table:table-cell><table:table-cell>"
        f"<text:p>أوديسا</text:p></table:table-cell></table:table-row></table:table><text:p>{ARABIC}</text:p>"))[0]
    assert article.text == f"Ships\n{ENGLISH}\nTwo  spaces\nand a line\nOdesa\tأوديسا\n{ARABIC}"
    assert (article.title, article.author) == ("Corridor", "A. Reporter")


def test_rich_text_gives_arabic_however_it_is_written():
    article = parse("a.rtf", an_rtf(f"{ENGLISH}\n{ARABIC}"))[0]
    assert article.text.strip() == f"{ENGLISH}\n{ARABIC}" and article.title == "Corridor"
    by_code_page = b"{\\rtf1\\ansi\\ansicpg1256 " + ARABIC.encode("windows-1256") + b"\\par}"
    assert parse("a.rtf", by_code_page)[0].text.strip() == ARABIC


def test_a_saved_page_gives_its_article_and_the_address_it_was_saved_from():
    article = parse("a.mhtml", an_mhtml(PAGE, "utf-8"))[0]
    assert article.text.startswith(ENGLISH) and article.url == "https://example.org/corridor"
    arabic = PAGE.replace(ENGLISH, ARABIC)
    assert parse("saved.txt", an_mhtml(arabic, "windows-1256"))[0].text.startswith(ARABIC)


def test_a_spreadsheet_gives_an_article_per_row_of_its_first_sheet_with_content():
    data = an_xlsx(("Headline", "Body", "Date", "Source"), ("Open", ENGLISH, dt.datetime(2022, 11, 1, 9), "Reuters"),
                   (None, None, None, None), ("ممر", ARABIC, "2022-11-02", None), sheets=2)
    first, second = parse("a.xlsx", data)
    assert (first.title, first.text, first.outlet) == ("Open", ENGLISH, "Reuters")
    assert first.published == dt.date(2022, 11, 1)
    assert (second.text, second.published, second.source_name) == (ARABIC, dt.date(2022, 11, 2), "a.xlsx:4")


def test_a_text_that_a_cell_could_not_hold_is_marked_as_cut():
    long = (ENGLISH + " ") * 400
    assert parse("a.xlsx", an_xlsx(("text",), (long[:32_767],)))[0].problems == ("text_cut",)


def test_columns_are_mapped_as_the_person_says():
    table = f"x;y;z\nOpen;{ENGLISH};1/11/2022\n".encode()
    assert ingest.drafts("a.csv", table)[1][0][1].code == "no_text_column"
    [made], trouble = ingest.drafts("a.csv", table, {"text": "y", "title": "x"})
    assert (made.text, made.title, made.published, trouble) == (ENGLISH, "Open", None, [])
    [(_, trouble)] = ingest.drafts("a.csv", table, {"text": "w"})[1]
    assert (trouble.code, trouble.values) == ("no_such_column", {"column": "w", "columns": "x, y, z"})


@pytest.mark.parametrize(("name", "data"), [
    ("a.csv", f"Headline,Body,,Body\nOpen,{ENGLISH.replace(',', '')},1,2\n".encode()),
    ("a.tsv", f"Headline\tBody\t\tBody\nOpen\t{ENGLISH}\t1\t2\n".encode("utf-16")),
    ("a.xlsx", an_xlsx(("Headline", "Body", None, "Body"), ("Open", ENGLISH, 1, 2)))])
def test_the_layout_of_a_table_names_its_columns_and_shows_its_first_rows(name, data):
    found = tables.layout(name, data)
    assert found.columns == ("Headline", "Body", "#3", "Body (2)")
    assert found.guessed == {"title": "Headline", "text": "Body"}
    assert found.sample[0][0] == "Open" and found.sample[0][2:] == ("1", "2")
    assert found.signature == next(tables.laid_out("b.csv", b"Headline,Body,,Body\n")).signature
    assert found.signature != next(tables.laid_out("b.csv", b"Headline,Text,,Body\n")).signature


def test_records_have_a_layout_and_other_files_have_none():
    found = tables.layout("a.jsonl", b'{"a": 1, "text": "x"}\n{"b": [2], "text": "y"}')
    assert found.columns == ("a", "text", "b") and found.sample == (("1", "x", ""), ("", "y", "[2]"))
    assert tables.layout("a.txt", ENGLISH.encode()) is None and tables.layout("a.csv", b"") is None


def test_a_newsapi_answer_gives_its_articles_and_says_that_their_texts_are_cut():
    answer = {"status": "ok", "totalResults": 1, "articles": [{
        "source": {"id": None, "name": "Reuters"}, "author": "A. Reporter", "title": "Open", "description": "Short",
        "url": "https://example.org/1", "publishedAt": "2022-11-01T10:00:00Z", "content": f"{ENGLISH}… [+3127 chars]"}]}
    [article] = parse("a.json", json.dumps(answer).encode())
    assert (article.outlet, article.author, article.published) == ("Reuters", "A. Reporter", dt.date(2022, 11, 1))
    assert article.text == f"{ENGLISH}…" and article.problems == ("text_cut",)


def test_media_cloud_stories_with_texts_are_read_by_their_field_names():
    rows = (f'id,publish_date,article_title,url,language,media_name,text_content\n1,2022-11-01,Open,https://e.org/1,en,'
            f'e.org,"{ENGLISH}"\n')
    [article] = parse("mc.csv", rows.encode())
    assert (article.title, article.outlet, article.published, article.language, article.url, article.text) == \
        ("Open", "e.org", dt.date(2022, 11, 1), "en", "https://e.org/1", ENGLISH)


GDELT = json.dumps({"articles": [
    {"url": f"https://e.org/{number}", "title": title, "seendate": f"2022110{number}T101500Z", "domain": "e.org",
     "language": language} for number, title, language in ((1, "Open", "English"), (2, "ممر", "Arabic"))]})


def test_exports_of_gdelt_and_media_cloud_without_texts_are_told_as_lists_of_addresses():
    [(_, trouble)] = ingest.drafts("gdelt.json", GDELT.encode())[1]
    assert (trouble.code, trouble.values) == ("addresses_only", {"count": 2})
    media_cloud = b"id,indexed_date,language,media_name,media_url,publish_date,title,url\n1,,en,e,e,,T,https://e.org/1\n"
    assert ingest.drafts("mc.csv", media_cloud)[1][0][1].code == "addresses_only"


def test_a_list_of_addresses_tells_what_it_knows_of_each_article():
    first, second = tables.listed("gdelt.json", GDELT.encode())
    assert (first.url, first.title, first.outlet, first.published, first.language, first.text) == \
        ("https://e.org/1", "Open", "e.org", dt.date(2022, 11, 1), "en", "")
    assert second.published == dt.date(2022, 11, 2)


def test_a_day_is_read_in_gdelts_spelling_without_separators():
    [article] = parse("a.csv", f'DATE,DocumentIdentifier,text\n20221101101500,https://e.org,"{ENGLISH}"\n'.encode())
    assert article.published == dt.date(2022, 11, 1) and article.url == "https://e.org"


def test_surer_names_win_over_vaguer_ones():
    assert columns.guessed(["content", "Source", "media_name", "full text"]) == \
        {"text": "full text", "outlet": "media_name"}


def test_an_archive_gives_the_articles_of_all_its_files():
    data = zipped({"a.txt": ENGLISH.encode(), "deep/b.csv": f'text\n"{ARABIC}"\n"{ENGLISH}"\n'.encode(),
                   "c.docx": a_docx(ENGLISH), "__MACOSX/a.txt": b"\0", ".DS_Store": b"\0"})
    articles = parse("all.zip", data)
    assert [a.source_name for a in articles] == ["all.zip/a.txt", "all.zip/deep/b.csv:2", "all.zip/deep/b.csv:3",
                                                 "all.zip/c.docx"]


LONG = f"{ENGLISH} {ENGLISH}"


def test_a_text_file_with_lines_of_dashes_holds_several_articles():
    articles = parse("a.txt", f"First headline here\n\n{LONG}\n---\n{ARABIC}\n{ARABIC}\n-----\n{LONG}".encode())
    assert [a.source_name for a in articles] == ["a.txt:1", "a.txt:2", "a.txt:3"]
    assert articles[1].text.strip() == f"{ARABIC}\n{ARABIC}"


@pytest.mark.parametrize("text", [
    f"{LONG}\n\n\n\n{LONG}\n\n\n\n\n{LONG}",
    f"{LONG}\n---\nReporting by A. Reporter; editing by B. Editor",
    f"Headline of it all\n---\n{LONG}",
    f"{LONG}\n\n{LONG}\n\n* * *\n\n{LONG}",
    "---\n---\n---",
])
def test_an_ordinary_article_with_gaps_a_signature_or_an_underlined_headline_stays_one(text):
    assert several.split(text) == [text]


def test_articles_far_apart_each_under_its_headline_are_several():
    text = f"Corridor stays open for months\n{LONG}\n{LONG}"
    assert several.split(f"{text}\n\n\n\n{text}") == [text, text]


def test_pasted_text_is_read_like_a_text_file():
    [made], trouble = ingest.pasted(LONG, title="Corridor", outlet="Reuters", url="https://e.org/1")
    assert (made.text, made.title, made.outlet, made.url, trouble) == \
        (LONG, "Corridor", "Reuters", "https://e.org/1", [])
    several_made, _ = ingest.pasted(f"{LONG}\n---\n{LONG} More.", title="Corridor")
    assert [made.title for made in several_made] == ["", ""]
    assert ingest.pasted(" \n")[1][0][1].code == "empty_file"
