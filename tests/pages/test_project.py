"""The Articles page takes the whole project away and opens one, after saying what it would bring."""
import io

from components.corpus import Draft, open_corpus
from components.text.messages import Messages

t = Messages("en")


def packed(folder, title="Elsewhere"):
    there = open_corpus(folder)
    saved = there.save([Draft(text="The harbour of Aden was closed on Monday.", language="en", story="harbour")])
    there.correct(saved.added[0], title=title)
    there.record("ledger", "row", {"decided": "confirmed"})
    file = io.BytesIO()
    there.export_project(file)
    return file.getvalue()


def upload(page, data, name="project.zip"):
    page.app.file_uploader[0].set_value((name, data, "application/zip")).run()
    return page


def test_a_project_is_looked_over_taken_in_and_taken_out_again(visit, corpus, tmp_path):
    corpus.save([Draft(text="Rain fell on the quiet town of Salt.", language="en", story="rain")])
    page = upload(visit("articles"), packed(tmp_path / "there"))
    assert not page.faults
    for sentence in (t.plural("project.new", 1), t.plural("project.already", 2), t.plural("project.left", 1)):
        assert sentence in page.html
    assert len(corpus.articles()) == 3, "nothing happens before the button"
    page.app.button(key="project-do").click().run()
    assert not page.faults
    assert "Elsewhere" in set(corpus.articles().title) and corpus.decisions("ledger")
    page.app.button(key="undo").click().run()
    assert len(corpus.articles()) == 3 and not corpus.decisions("ledger"), "one act, one undo"


def test_where_only_the_seed_story_stands_the_page_says_that_all_becomes_as_in_the_project(visit, corpus, tmp_path):
    page = upload(visit("articles"), packed(tmp_path / "there"))
    assert t("project.exact") in page.html


def test_a_file_that_is_no_project_gets_its_sentence(visit, corpus):
    page = upload(visit("articles"), b"PK nonsense")
    assert page.faults == [t("error.not_a_project")]
    assert len(corpus.articles()) == 2
