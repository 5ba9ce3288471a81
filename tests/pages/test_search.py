"""The Search page: what it shows for a query, and what its address holds."""
import re

from components.corpus import Draft


def lines(page, side):
    found = re.search(rf'<ol class="m-kwic {side}".*?</ol>', page.html, re.S)
    return re.findall(r"<summary>.*?<mark>(.*?)</mark>", found[0], re.S) if found else []


def test_a_query_in_the_address_is_answered_on_both_sides(visit):
    page = visit("search", q="Putin")
    assert not page.faults
    assert page.app.text_input(key="q").value == "Putin"
    assert "Vladimir Putin" in lines(page, "en") and "فلاديمير بوتين" in lines(page, "ar")
    assert 'lang="ar" dir="rtl"' in page.html


def test_without_a_query_the_page_says_how_to_ask(visit):
    page = visit("search")
    assert not page.faults and "m-kwic" not in page.html
    assert any("quotation marks" in element.value for element in page.app.markdown)


def test_a_wrong_query_gets_a_sentence_and_no_fault(visit):
    page = visit("search", q='"military operation')
    assert not page.faults
    assert [warning.value for warning in page.app.warning] == [
        "A quotation mark is not closed. Put one at the end of the phrase."]
    assert "علامة" in visit("search", "ar", q='"حرب').app.warning[0].value


def test_a_part_of_the_search_that_is_switched_off_stays_off_in_the_address(visit):
    page = visit("search", q="ammunition")
    assert "munitions" in lines(page, "en")
    pills = next(group for group in page.app.main.get("button_group") if "sought" in group.key)
    pills.set_value([code for code in pills.value if code != "en:munition"]).run()
    assert "munitions" not in lines(page, "en")
    assert page.app.query_params["off"] == "en:munition"


def test_a_new_query_forgets_what_was_switched_off(visit):
    page = visit("search", q="ammunition", off="en:munition")
    page.app.text_input(key="q").set_value("munition").run()
    assert "munitions" in lines(page, "en") and "off" not in page.app.query_params


def test_order_and_exactness_are_in_the_address(visit):
    page = visit("search", q="munitions")
    page.app.toggle(key="exact").set_value(True).run()
    page.app.segmented_control(key="sort").set_value("after").run()
    assert lines(page, "en") == ["munitions"] and lines(page, "ar") == []
    assert page.app.query_params["exact"] == "1" and page.app.query_params["sort"] == "after"


def test_many_lines_come_in_pages(visit, corpus):
    text = " ".join(f"Swallow number {n} came." for n in range(1, 121))
    corpus.save([Draft(text=text, language="en", outlet="Birds")])
    page = visit("search", q="swallow")
    assert len(lines(page, "en")) == 50
    page = visit("search", q="swallow", lines="2")
    assert len(lines(page, "en")) == 20 and 'start="101"' in page.html


def test_every_line_leads_to_its_article(visit, corpus):
    page = visit("search", q="Ussuriysk")
    article = corpus.articles().query("language == 'en'").article_id.iloc[0]
    assert f"timeline?lang=en&amp;article={article}" in page.html


def test_outlets_are_given_out_of_all_their_articles(visit):
    assert "1 of 1 articles" in visit("search", q="Kim").html


def test_what_articles_say_is_escaped_in_the_lines(visit, corpus):
    corpus.save([Draft(text="A <b>heron</b> & <script>alert(1)</script> a heron.", language="en", outlet="<i>Out</i>")])
    page = visit("search", q="heron")
    assert len(lines(page, "en")) == 2
    assert not re.search(r"<(script|b|i)>", page.html)


def test_nothing_found_is_said(visit):
    page = visit("search", q="xylophonist")
    assert not page.faults and any("Nothing was found" in info.value for info in page.app.info)
