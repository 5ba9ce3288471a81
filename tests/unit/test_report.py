"""The report stands alone, in either language, and every figure in it leads to sentences."""
import io
import re
import xml.etree.ElementTree as ET

import pypdf
import pytest

from components.comparison.mentions import totals
from components.comparison.scope import Scope
from components.corpus import Draft
from components.export import blocks as parts
from components.export.about import About, described
from components.export.report import report
from components.export.report_html import to_html
from components.export.report_pdf import to_pdf
from components.text.messages import Messages

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)> said Vladimir Putin in “<b>Moscow</b>” \u202emorf."


def made(corpus, language, scope=None):
    t, scope = Messages(language), scope or Scope()
    about = About(t("report.title", story="Kim"), t, described(scope, "", t), ("en", "ar"), "", corpus.version)
    return report(corpus, scope, about, "Trust.")


@pytest.fixture
def english(corpus):
    return made(corpus, "en")


@pytest.fixture
def arabic(corpus):
    return made(corpus, "ar")


def kinds(found, kind):
    return [block for block in found.blocks if isinstance(block, kind)]


def text_of(pdf):
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def test_it_has_all_its_sections_with_their_figures_from_the_corpus(corpus, english):
    t = Messages("en")
    heads = [block.text for block in kinds(english, parts.Heading) if block.level == 2]
    assert heads == [t(key) for key in (
        "report.compared", "overview.differences", "page.mentions", "page.timeline", "page.ledger",
        "wording.part.labels", "page.voices", "report.method", "page.articles")]
    words = {row.side: t.number(row.words) for row in totals(corpus, Scope()).itertuples()}
    cells = {cells for table in kinds(english, parts.Table) for cells, _ in table.rows}
    assert ("Words", words["en"], words["ar"]) in cells
    assert len(kinds(english, parts.Figure)) == 5
    assert sum(len(pair.english) + len(pair.arabic) > 0 for pair in kinds(english, parts.Pair)) > 20


def test_every_difference_and_every_row_of_names_leads_to_sentences_that_are_there(english):
    numbers = {one.number for one in english.sentences}
    assert numbers == set(range(1, len(numbers) + 1))
    differences = [block for block in kinds(english, parts.Paragraph) if block.side]
    assert differences and all(block.refs for block in differences)
    names = next(table for table in kinds(english, parts.Table) if table.heads[0] == "Name")
    assert all(refs for _, refs in names.rows)
    used = {number for block in differences for number in block.refs} | {
        number for table in kinds(english, parts.Table) for _, refs in table.rows for number in refs}
    assert used <= numbers


def test_a_sentence_is_as_it_stands_in_its_article(corpus, english):
    texts = set(corpus.sentences().text)
    assert all(one.text in texts for one in english.sentences)
    assert all(0 <= start < end <= len(one.text) for one in english.sentences for start, end in one.marks)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_page_stands_alone_and_runs_as_its_language_does(corpus, language):
    html = to_html(made(corpus, language)).decode()
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in html
    assert not re.findall(r"<(?:script|link|iframe|img)", html)
    assert not re.findall(r"""\b(?:src|href)="(?!#|data:)[^"]*|\burl\(["']?(?!["']|#|data:)[^)]*""", html)
    assert "default-src 'none'" in html
    for svg in re.findall(r"<svg.*?</svg>", html, re.S):
        ET.fromstring(svg)
    targets = set(re.findall(r'id="(n\d+)"', html))
    assert targets and set(re.findall(r'href="#(n\d+)"', html)) <= targets


def test_what_an_article_says_is_text_and_nothing_else(corpus):
    corpus.save([Draft(text=HOSTILE, language="en", outlet="<i>Outlet</i>", title="<u>Title</u>", story="x")])
    found = made(corpus, "en", Scope(story="x"))
    html = to_html(found).decode()
    assert not re.findall(r"<(?:script|img|i|u|b)\b", html)
    assert "&lt;script&gt;" in html
    assert "\u202e" not in html
    assert "<script>alert(1)</script>" in text_of(to_pdf(found))


def test_one_side_alone_makes_a_report_without_a_ledger(corpus):
    corpus.save([Draft(text="The harbour of Aden was closed on Monday.", language="en", story="x")])
    found = made(corpus, "ar", Scope(story="x"))
    assert not kinds(found, parts.Pair)
    assert to_html(found) and to_pdf(found).startswith(b"%PDF")


def test_the_arabic_of_the_pdf_can_be_read_out_of_it_in_its_order(arabic):
    pdf = to_pdf(arabic)
    text = text_of(pdf)
    for phrase in ("كوريا الشمالية", "فلاديمير بوتين", "ما تجري مقارنته", "الأسماء المذكورة"):
        assert phrase in text, phrase
        assert phrase[::-1] not in text
    assert "North Korea may seek co-operation from" in text
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    assert reader.trailer["/Root"]["/Lang"] == "ar"
    fonts = {font["/BaseFont"] for page in reader.pages for font in
             (entry.get_object() for entry in page["/Resources"]["/Font"].values())}
    assert all("Amiri" in name for name in fonts)
    links = [note.get_object() for page in reader.pages for note in page.get("/Annots", ())]
    assert links and all("/URI" not in str(link.get("/A", "")) for link in links)
    assert len([*_flat(reader.outline)]) > 5


def _flat(outline):
    for item in outline:
        if isinstance(item, list):
            yield from _flat(item)
        else:
            yield item
