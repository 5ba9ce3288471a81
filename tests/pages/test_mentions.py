"""The Mentions page's views: bars with intervals, the network, the map, the outlets."""
import datetime as dt

from components.corpus import Draft

WIRE = ("Egypt and Jordan signed an accord on river water in Cairo on Monday after long talks between their ministers. "
        "Both sides called the last round of the negotiations frank and useful, and promised to publish the text.")
ENGLISH = (
    "Egypt and Jordan signed a water accord in Cairo. Farmers in the valley had waited for it since winter.",
    "The accord gives Jordan a larger share of the reservoir. Engineers will measure its level every week.",
    "Opposition deputies in Egypt asked who would pay for the pipes. The minister spoke of foreign loans.",
    "A summer drought had emptied the lake twice. Fishermen welcomed the news from Cairo with some doubt.",
    "Jordan will send a delegation to sign the annexes. Students read the treaty aloud in their schools.",
)
ARABIC = (
    "وقعت مصر والأردن اتفاقًا بشأن المياه في القاهرة. وكان المزارعون ينتظرونه منذ الشتاء.",
    "يمنح الاتفاق الأردن حصة أكبر من مياه الخزان. وسيقيس المهندسون منسوبه كل أسبوع.",
    "سأل نواب المعارضة في مصر عمن سيدفع ثمن الأنابيب. وتحدث الوزير عن قروض خارجية.",
    "كان الجفاف قد أفرغ البحيرة مرتين. ورحب الصيادون بالأنباء الواردة من القاهرة بحذر.",
    "سيرسل الأردن وفدًا لتوقيع الملاحق. وقرأ الطلاب نص المعاهدة بصوت عال في مدارسهم.",
)


def plain(page):
    """The page's text without the marks that keep a name's own direction."""
    return page.html.replace("\u2068", "").replace("\u2069", "")


def save(corpus, texts, language):
    corpus.save([
        Draft(text, language, outlet=f"Outlet {number}", published=dt.date(2024, 3, 1 + number), story="accord")
        for number, text in enumerate(texts)
    ])


def test_with_five_articles_a_side_the_bars_have_intervals_and_the_page_says_what_they_are(visit, corpus):
    save(corpus, ENGLISH, "en")
    save(corpus, ARABIC, "ar")
    page = visit("mentions", story="accord")
    assert "whole articles were drawn at random" in page.html
    assert "nothing here is called significant" not in page.html
    page.app.segmented_control(key="measure").set_value("count").run()
    assert "whole articles were drawn at random" not in page.html


def test_with_one_article_a_side_nothing_is_resampled(visit):
    assert "whole articles were drawn at random" not in visit("mentions").html


def test_reprints_are_left_out_and_counted_again_by_the_switch(visit, corpus):
    save(corpus, [WIRE, WIRE + " (Agencies)", "By our staff: " + WIRE], "en")
    page = visit("mentions", story="accord")
    assert "2 articles that reprint an earlier one are left out" in page.html
    assert "English: 1 article," in plain(page)
    page.app.toggle(key="reprints").set_value(True).run()
    assert "English: 3 articles," in plain(page)
    assert page.app.query_params["reprints"] == "1"
    assert "3 articles" in visit("articles", story="accord").html


def test_the_network_leads_to_the_sentences_that_name_both(visit):
    page = visit("mentions", view="network", pair="country/KP~country/RU")
    assert not page.faults
    assert page.app.selectbox(key="pair").value == "country/KP~country/RU"
    assert "<mark>كوريا الشمالية</mark>" in page.html and "<mark>روسيا</mark>" in page.html
    assert "expected by chance" in page.html


def test_an_unknown_pair_in_the_address_is_ignored(visit):
    page = visit("mentions", view="network", pair="country/KP~country/AQ")
    assert not page.faults and page.app.selectbox(key="pair").value is None


def test_the_map_opens_from_the_address_and_says_whose_outlines_it_draws(visit):
    for lang in ("en", "ar"):
        page = visit("mentions", lang, view="map")
        assert not page.faults
        assert "Natural Earth" in page.html


def test_every_view_of_an_arabic_visitor_opens(visit):
    for view in ("bars", "network", "map", "outlets"):
        assert not visit("mentions", "ar", view=view).faults
