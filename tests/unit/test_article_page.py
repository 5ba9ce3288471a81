"""What an article's own page shows: its marked text, where each fact came from, and which texts are nearly the same."""
import datetime as dt

from components.comparison import annotated, provenance
from components.corpus import Draft

TEXT = (
    "Cairo talks on the dam resume\n"
    "Egyptian Foreign Minister Sameh Shoukry met Ethiopian officials in Cairo on 3 May 2024, his ministry said.\n"
    "“We will not accept another delay of the talks in Cairo,” Shoukry told reporters after the meeting.\n"
    "Source : BBC News\n"
    "Leave a Reply\nYour email address will not be published. Required fields are marked *\n"
)


def kept(corpus, text=TEXT, **given):
    article_id = corpus.save([Draft(text, "en", **given)]).added[0]
    return corpus.article(article_id), corpus.reading(article_id)


def test_the_stretches_are_the_whole_text_and_each_mark_is_where_it_was_read(corpus):
    article, reading = kept(corpus)
    stretches = annotated.annotated(article, reading)
    assert "".join(stretch.text for stretch in stretches) == article.text
    marked = {(s.kind, s.text) for s in stretches if s.kind}
    assert ("person", "Sameh Shoukry") in marked and ("date", "3 May 2024") in marked
    assert any(s.text == "Cairo" and s.kind and s.quoted for s in stretches)
    assert any("Leave a Reply" in s.text and s.out for s in stretches)
    assert not any(s.out or s.quoted for s in stretches if "ministry said" in s.text)


def test_marks_that_overlap_or_reach_beyond_lose_no_character(corpus):
    for row in corpus.articles().itertuples():
        article = corpus.article(row.article_id)
        stretches = annotated.annotated(article, corpus.reading(row.article_id))
        assert "".join(stretch.text for stretch in stretches) == article.text
    article, reading = kept(corpus, "x")
    assert [s.text for s in annotated.annotated(article, reading)] == ["x"]


def test_each_fact_says_where_it_came_from(corpus):
    article, reading = kept(corpus, title="Cairo talks on the dam resume", outlet="BBC News",
                            published=dt.date(2024, 5, 3), published_basis="stated")

    def sources():
        told = provenance.facts(corpus.article(article.article_id), reading, corpus.history(article.article_id))
        return {fact.field: fact for fact in told}

    assert {name: fact.source for name, fact in sources().items()} == {
        "title": "first_line", "outlet": "credit", "author": "nowhere", "published": "date", "language": "recognised",
        "url": "nowhere"}
    event = corpus.correct(article.article_id, outlet="Ahram")
    fact = sources()["outlet"]
    assert (fact.source, fact.value, fact.change.before) == ("corrected", "Ahram", "BBC News")
    corpus.undo(event)
    assert sources()["outlet"].source == "credit"
    corpus.correct(article.article_id, url="https://www.bbc.com/news/1")
    assert sources()["outlet"].source == "address"


def test_nearly_the_same_texts_are_found_among_all_articles(corpus):
    article, _ = kept(corpus)
    near, _ = kept(corpus, TEXT.replace("Leave a Reply", "Write to us").replace("met Ethiopian", "received Ethiopian"))
    kept(corpus, "Cairo talks on the dam resume. Nothing else is the same here as there, in any of these words at all.")
    found = provenance.alike(corpus, article.article_id)
    assert [other for other, _ in found] == [near.article_id] and 0.5 <= found[0][1] < 1
    assert provenance.alike(corpus, corpus.articles().query("language == 'ar'").article_id.iloc[0]) == []
