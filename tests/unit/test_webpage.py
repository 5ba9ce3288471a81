"""What is taken from a news page: the article's own text, and what the page states about itself."""
import datetime as dt

import pytest

from components.corpus.webpage import main_text, parse

LEAD = "Turkey said on Monday that the grain corridor would stay open for four more months, after a night of talks."
BODY = "The defence minister, Hulusi Akar, told reporters that ships would sail again on Tuesday, in calm weather."
END = "Russia had left the agreement on Saturday, accusing Kyiv of an attack on its fleet, which Kyiv did not confirm."
COMMENT = "I have never believed a word of it, and neither should you, because ships do as they please on that sea."

PAGE = f"""<!doctype html><html><head><title>Corridor stays open | Example News</title>
<meta property="og:site_name" content="Example News">
<meta property="article:published_time" content="2022-11-02T08:00Z">
<link rel="canonical" href="https://news.example/corridor"></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
<div class="widget"><h1>Corridor stays open</h1><p class="byline">By A. Reporter</p>
<div class="story-body"><p>{LEAD}</p><figure><img src="a.jpg"><figcaption>A ship, photographed from the quay, in a long
caption that says much, and shows little, of the port.</figcaption></figure><p>{BODY}</p>
<div class="related"><a href="/x">Ten more stories about ships that you may like to read today</a></div>
<p>Advertisement</p><p>{END}</p></div>
<div id="comments"><p>{COMMENT}</p><p>{COMMENT} {COMMENT}</p><p>{COMMENT} {COMMENT} {COMMENT}</p></div></div>
<footer><p>© 2024 Example News. All rights reserved, everywhere and for ever, in every medium and form.</p></footer>
</body></html>"""


def test_the_article_is_taken_without_menus_captions_advertisements_and_readers_comments():
    assert main_text(PAGE.encode()).split("\n") == [LEAD, BODY, END]


def page_of(*lines):
    return f"<html><body><article>{''.join(f'<p>{line}</p>' for line in lines)}</article></body></html>".encode()


def test_calls_to_subscribe_and_headlines_of_other_articles_under_one_are_no_part_of_it():
    others = ["More Great Example Stories", "Could a ship sail by the moon", "Ten captains who never slept"]
    told = main_text(page_of(LEAD, "Subscribe to our letter and never miss a ship.", BODY, END, *others))
    assert told.split("\n") == [LEAD, BODY, END]


def test_a_paragraph_that_only_begins_like_a_call_or_a_heading_stays():
    lines = ["قال الوزير إن السفن ستبحر من جديد يوم الثلاثاء إذا كان البحر هادئا وإن المفاوضات انتهت في الليل",
             "شارك في الاجتماع وزراء من أربع دول واستمر حتى الفجر في مدينة إسطنبول التركية على البحر",
             "المزيد من السفن سيصل غدا", "انضم إلى الاتفاق وزير الدفاع الذي وصل إلى المدينة قبل الاجتماع بساعة واحدة"]
    assert main_text(page_of(*lines)).split("\n") == lines


def test_the_page_states_its_title_outlet_address_and_date():
    article = parse("a.html", PAGE.encode())
    assert article.title == "Corridor stays open" and article.outlet == "Example News"
    assert article.url == "https://news.example/corridor"
    assert (article.published, article.published_reason) == (dt.date(2022, 11, 2), "page_metadata")


def test_a_copyright_year_is_no_publication_date():
    page = PAGE.replace('<meta property="article:published_time" content="2022-11-02T08:00Z">', "")
    assert parse("a.html", page.encode()).published is None


def test_linked_data_is_believed_before_the_other_metadata():
    data = '{"@graph": [{"@type": "NewsArticle", "datePublished": "2022-11-01", "author": [{"name": "A. Reporter"}]}]}'
    page = PAGE.replace("</head>", f'<script type="application/ld+json">{data}</script></head>')
    article = parse("a.html", page.encode())
    assert (article.published, article.published_reason) == (dt.date(2022, 11, 1), "page_data")
    assert article.author == "A. Reporter"


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1256", "utf-16"])
def test_an_arabic_page_is_read_in_the_encoding_that_it_declares(encoding):
    text = "قالت تركيا يوم الاثنين إن ممر الحبوب سيبقى مفتوحا أمام السفن التجارية، بعد ليلة من المحادثات مع موسكو."
    head = f'<html><head><meta charset="{encoding}"></head>'
    page = f"{head}<body><article><p>{text}</p><p>{text} أيضا</p></article></body>"
    assert main_text(page.encode(encoding)).split("\n")[0] == text


def test_an_article_set_in_several_columns_is_taken_whole():
    parts = ["".join(f"<p>{paragraph} Part {n}.</p>" for paragraph in (LEAD, BODY, END)) for n in range(3)]
    columns = "".join(f'<div><div class="grid body">{part}</div></div>' for part in parts)
    text = main_text(f"<html><body><main>{columns}</main></body></html>".encode())
    assert all(f"Part {n}" in text for n in range(3))


def test_broken_and_deep_pages_are_read_as_far_as_they_go():
    deep = "<div>" * 3000 + f"<p>{LEAD}</p><p>{BODY}</p>"
    assert LEAD in main_text(f"<html><body><p>{LEAD}<p>{BODY}<div></body>".encode())
    assert isinstance(main_text(deep.encode()), str)
    assert main_text(b"") == "" and main_text(b"\x00\xff<") is not None
