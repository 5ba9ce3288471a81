"""What files are read, how, and the reason given for each that can't be."""
import datetime as dt
import io
import json
import zipfile

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from components.corpus import UNREADABLE, Unreadable, packages, parsers, pdf
from components.corpus.parsers import parse

ENGLISH = "Turkey said on Monday that the grain corridor would stay open – “for now”, officials in Ankara said."
ARABIC = ("قالت تركيا يوم الاثنين إن ممر الحبوب سيبقى مفتوحا أمام السفن التجارية في البحر الأسود، وأضاف وزير الدفاع "
          "أن المحادثات مع موسكو مستمرة من أجل تمديد الاتفاق لمدة أربعة أشهر أخرى على الأقل.")



def refused(name: str, data: bytes) -> Unreadable:
    with pytest.raises(Unreadable) as error:
        parse(name, data)
    return error.value


def code_of(name: str, data: bytes) -> str:
    return refused(name, data).code


def a_pdf(*pages: str) -> bytes:
    """A PDF whose pages say these lines, each letter written by its code point and named by a ToUnicode map."""
    cmap = (b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def 1 begincodespacerange "
            b"<0000> <FFFF> endcodespacerange 2 beginbfrange <0000> <00FF> <0000> <0600> <06FF> <0600> endbfrange "
            b"endcmap end end")
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"",
               b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [4 0 R] "
               b"/ToUnicode 5 0 R >>",
               b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << /Registry (Adobe) /Ordering "
               b"(Identity) /Supplement 0 >> /DW 500 >>",
               b"<< /Length %d >> stream\n%s\nendstream" % (len(cmap), cmap)]
    kids = []
    for page in pages:
        shown = b"".join(b"<%s> Tj T* " % line.encode("utf-16-be").hex().encode() for line in page.split("\n"))
        content = b"BT /F1 12 Tf 14 TL 50 800 Td " + shown + b"ET"
        objects.append(b"<< /Length %d >> stream\n%s\nendstream" % (len(content), content))
        objects.append(b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 850] /Contents %d 0 R "
                       b"/Resources << /Font << /F1 3 0 R >> >> >>" % len(objects))
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    out, places = io.BytesIO(), []
    out.write(b"%PDF-1.7\n")
    for number, body in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start))
    return out.getvalue()


def locked(data: bytes) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def a_docx(*paragraphs: str, **properties: str) -> bytes:
    document, out = docx.Document(), io.BytesIO()
    for name, value in properties.items():
        setattr(document.core_properties, name, value)
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.save(out)
    return out.getvalue()


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1256"])
@pytest.mark.parametrize("text", [ARABIC, ARABIC * 30])
def test_arabic_text_is_read_in_every_encoding(encoding, text):
    assert parse("a.txt", text.encode(encoding))[0].text == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_english_text_with_curly_quotes_is_read_in_every_encoding(encoding):
    assert parse("a.txt", ENGLISH.encode(encoding))[0].text == ENGLISH


def test_iso_arabic_is_told_from_windows_arabic():
    text = ARABIC.replace("،", ",")
    assert parse("a.txt", text.encode("iso-8859-6"))[0].text == text


def test_a_text_file_cut_inside_a_letter_is_read_and_says_that_characters_are_lost():
    article = parse("a.txt", (ARABIC * 5).encode()[:-7] + b"\xd8")[0]
    assert article.problems == ("characters_lost",) and article.text.startswith("قالت تركيا")


def test_the_bytes_decide_what_a_file_is_not_its_name():
    assert ENGLISH[:6] in parse("a.txt", a_pdf("Turkey said on Monday that the corridor would stay open"))[0].text
    assert parse("article.txt", a_docx(ENGLISH))[0].text == ENGLISH
    assert code_of("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256))) == "unknown_type"


def test_word_documents_give_their_paragraphs_tables_title_and_author():
    document = docx.Document(io.BytesIO(a_docx(ENGLISH, title="Corridor stays open", author="A. Reporter")))
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Ships", "فوستوتشني"
    out = io.BytesIO()
    document.save(out)
    article = parse("a.docx", out.getvalue())[0]
    assert article.text == f"{ENGLISH}\nShips\tفوستوتشني"
    assert (article.title, article.author) == ("Corridor stays open", "A. Reporter")


def test_an_arabic_pdf_drawn_as_it_is_seen_is_read_and_marked_unverified():
    lines = [ARABIC[:90].strip(), ARABIC[90:].strip()]
    article = parse("a.pdf", a_pdf("\n".join(line[::-1] for line in lines)))[0]
    assert "قالت تركيا" in article.text and "البحر الأسود" in article.text
    assert article.problems == ("pdf_order_unverified",)


def test_an_arabic_pdf_whose_letters_come_out_reversed_is_refused_with_the_share_of_known_words():
    trouble = refused("a.pdf", a_pdf(f"{ARABIC[:90]}\n{ARABIC[90:]}"))
    assert trouble.code == "reversed_pdf" and trouble.values["percent"] < 100 * pdf.READABLE_SHARE


def test_lines_of_a_pdf_are_joined_to_paragraphs_without_running_heads():
    lines = ["The corridor for grain ships stays open, the ministry in", "Ankara announced on Monday after inter-",
             "national talks. It will be reviewed in four months."]
    pages = ["\n".join(["Daily News 11", *lines, f"{number}"]) for number in range(1, 4)]
    joined = pdf.paragraphs(pages)
    assert "the ministry in Ankara announced on Monday after international talks." in joined
    assert "Daily News" not in joined


def test_a_table_gives_an_article_per_row_whatever_the_columns_are_called():
    rows = "Headline;Body;Source;Date\nOpen;" + ENGLISH.replace(";", ",") + ";Reuters;2022-11-01\nEmpty;;AP;\n"
    (article,) = parse("t.csv", rows.encode())
    assert (article.title, article.outlet, article.published, article.source_name) == \
        ("Open", "Reuters", dt.date(2022, 11, 1), "t.csv:2")
    arabic = f"العنوان\tالنص\tالمصدر\tالتاريخ\nالممر\t{ARABIC}\tالأناضول\t1 نوفمبر 2022\n"
    (article,) = parse("t.tsv", arabic.encode("utf-16"))
    assert (article.text, article.outlet, article.published) == (ARABIC, "الأناضول", dt.date(2022, 11, 1))


def test_json_lines_give_an_article_each_and_broken_lines_are_told():
    lines = [json.dumps({"content": ENGLISH, "source": {"name": "Reuters"}, "publishedAt": "2022-11-01T10:00:00Z",
                         "authors": ["A", "B"], "story": "Grain"}), '{"content": ', json.dumps({"content": ARABIC})]
    told = []
    articles = parse("a.jsonl", "\n".join(lines).encode(), lambda place, trouble: told.append((place, trouble.code)))
    assert [article.text for article in articles] == [ENGLISH, ARABIC]
    first = articles[0]
    assert (first.outlet, first.author, first.story) == ("Reuters", "A, B", "Grain")
    assert first.published == dt.date(2022, 11, 1)
    assert told == [("2", "broken_json_line")]
    assert refused("a.jsonl", "\n".join(lines).encode()).values == {"line": 2}


def test_a_json_list_is_read_like_json_lines():
    assert len(parse("a.json", json.dumps([{"text": ENGLISH}, {"text": ARABIC}]).encode())) == 2


def test_a_date_that_may_be_two_days_is_left_open():
    (article,) = parse("t.csv", f"text,date\n\"{ENGLISH}\",03/04/2023\n".encode())
    assert article.published is None and article.problems == ("date_unclear",)


BOMB = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'

REFUSED = [
    ("empty_file", "a.txt", b" \n\x00"),
    ("no_text", "a.txt", b"12345 - 6789 ..."),
    ("broken_xlsx", "a.xlsx", b"PK\x03\x04 a table"),
    ("not_text", "a.txt", bytes(range(32)) * 10),
    ("too_long_article", "a.txt", b"word " * 100_001),
    ("no_article_in_page", "a.html", b"<html><body><nav><a href='/'>Home</a></nav></body></html>"),
    ("broken_pdf", "a.pdf", b"no pdf at all"),
    ("broken_pdf", "a.pdf", b"%PDF-1.7\n1 0 obj"),
    ("encrypted_pdf", "a.pdf", locked(a_pdf("A text that is locked away from us all"))),
    ("image_only_pdf", "a.pdf", a_pdf("1", "2")),
    ("broken_docx", "a.docx", b"no zip at all"),
    ("broken_docx", "a.docx", a_docx(ENGLISH)[:2000]),
    ("encrypted_docx", "a.docx", b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le")),
    ("xml_bomb", "a.docx", zipped({"word/document.xml": BOMB})),
    ("zip_bomb", "a.docx", zipped({"word/document.xml": b" " * (packages.XML_BYTES + 1)})),
    ("no_text_column", "a.csv", b"name,age\nKim,39\n"),
    ("no_text_column", "a.jsonl", b'{"name": "Kim"}'),
    ("no_articles", "a.csv", b"text,title\n,Kim\n"),
    ("broken_json_line", "a.jsonl", b'{"text": "Kim'),
]


@pytest.mark.parametrize(("code", "name", "data"), REFUSED, ids=[f"{row[0]}-{at}" for at, row in enumerate(REFUSED)])
def test_what_can_not_be_read_is_refused_with_its_reason(code, name, data):
    assert code_of(name, data) == code


def test_limits_are_kept(monkeypatch):
    monkeypatch.setattr(parsers, "PAGE_BYTES", 50)
    assert refused("a.txt", ENGLISH.encode()).code == "too_large"
    monkeypatch.setattr(parsers, "ARTICLES_PER_FILE", 2)
    assert refused("a.csv", b"text\n" + b"a text\n" * 3).values == {"limit": 2}
    monkeypatch.undo()
    monkeypatch.setattr(pdf, "PAGES", 1)
    assert refused("a.pdf", a_pdf("Two pages of text are one too many", "here")).code == "too_many_pages"
    monkeypatch.setattr(pdf, "SECONDS", -1.0)
    assert refused("a.pdf", a_pdf("It takes too long to read this page")).code == "too_slow"


def test_a_zip_that_lies_about_its_size_is_refused():
    data = bytearray(zipped({"word/document.xml": b"<w>" + b"a" * 100_000 + b"</w>"}))
    at = data.rindex(b"PK\x01\x02")
    data[at + 24:at + 28] = (50).to_bytes(4, "little")
    assert code_of("a.docx", bytes(data)) == "broken_docx"


def test_the_values_of_every_code_are_as_the_table_says():
    for code, name, data in REFUSED:
        trouble = refused(name, data)
        assert set(trouble.values) == set(UNREADABLE[code])
        assert code in str(trouble)


NAMES = st.sampled_from(["a.txt", "a.html", "a.pdf", "a.docx", "a.csv", "a.tsv", "a.json", "a.jsonl", "a", "..", ""])
SEEDS = st.sampled_from([b"", b"%PDF-1.7\n", b"PK\x03\x04", b"<html><body><p>", b'{"text": "', b"text,date\n",
                         ARABIC.encode(), ARABIC.encode("cp1256"), a_pdf(ENGLISH), a_docx(ENGLISH), b"\xff\xfe",
                         b'<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": '])


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(NAMES, SEEDS, st.binary(max_size=300), st.integers(0, 4000))
def test_no_bytes_make_a_parser_raise_anything_but_unreadable(name, seed, noise, at):
    damaged = seed[:at] + noise + seed[at + len(noise):]
    try:
        found = parse(name, damaged)
    except Unreadable as trouble:
        assert set(trouble.values) == set(UNREADABLE[trouble.code])
    else:
        assert all(article.text.strip() for article in found)
