"""Lists of articles to choose from."""
import datetime as dt

from components.comparison import offering
from components.comparison.scope import Scope
from components.comparison.timeline import per_day, per_period
from components.corpus import Draft

EVERYTHING = Scope()


def test_the_newest_articles_are_offered_first(corpus):
    corpus.save([Draft("Rain fell on Cairo all night.", "en", title="Rain", published=dt.date(2024, 5, 1))])
    assert list(offering.offered(corpus, EVERYTHING, "en").title)[0] == "Rain"


def test_an_article_without_a_title_is_offered_by_its_first_words(corpus):
    corpus.save([Draft("Rain fell on Cairo all night. Shops stayed shut.", "en")])
    assert "Rain fell on Cairo all night." in set(offering.offered(corpus, EVERYTHING, "en").title)


def test_the_search_finds_a_title_an_outlet_and_words_of_the_text_in_another_spelling(corpus):
    corpus.save([Draft("اجتمع الوزراء في القاهرة لبحث الأزمة.", "ar", title="اجتماع", outlet="الصحيفة")])
    for words in ("اجتماع", "الصحيفة", "الازمه", "القاهر"):
        assert list(offering.offered(corpus, EVERYTHING, "ar", words).title) == ["اجتماع"], words
    assert offering.offered(corpus, EVERYTHING, "ar", "لا وجود لها").empty


def test_an_article_outside_of_the_scope_is_not_described(corpus):
    saved = corpus.save([Draft("Rain fell on Cairo all night.", "en", story="weather")])
    assert len(offering.described(corpus, EVERYTHING, saved.added)) == 1
    assert offering.described(corpus, Scope(story="another"), saved.added).empty


def test_pages_of_the_list_hold_every_article_once_oldest_first(corpus):
    corpus.save([Draft(f"Report number {n} came in late.", "en", published=dt.date(2020, 1, n)) for n in range(1, 8)])
    pages = [offering.listed(corpus, EVERYTHING, after, 3) for after in (0, 3, 6)]
    ids = [article_id for page in pages for article_id in page.article_id]
    assert len(ids) == len(set(ids)) == offering.count(corpus, EVERYTHING)
    assert [day.day for day in pages[0].published] == [1, 2, 3]


def test_articles_of_many_days_are_counted_by_a_period_that_fits_the_screen(corpus):
    corpus.save([Draft(f"Report number {n} came in late.", "en", published=dt.date(2000 + n, 1, 5)) for n in range(9)])
    days = per_day(corpus, Scope(story=""))
    name, counted = per_period(days)
    assert name == "month" and counted.articles.sum() == days.articles.sum() == 9
    assert counted.first_day.iloc[0] == dt.date(2000, 1, 1)
