"""What comes in waits on disk, survives whatever happens to its server, and is kept a batch at a time."""
import json

import pytest

from components.corpus import alike, duplicates, taking, waiting

ENGLISH = """Cairo talks on the dam resume
3 May 2024
Egyptian Foreign Minister Sameh Shoukry met Ethiopian officials in Cairo on Friday, his ministry said in a statement.
"We will not accept another delay of the talks on the dam," Shoukry told reporters after the meeting in the capital.
Delegations of the three countries are to meet again in Khartoum next week, an official of the ministry said.
"""
ARABIC = """استئناف المحادثات حول السد في القاهرة
الجمعة 3 مايو/أيار 2024
التقى وزير الخارجية المصري سامح شكري مسؤولين إثيوبيين في القاهرة يوم الجمعة، بحسب وزارته.
وقال شكري للصحفيين عقب الاجتماع: «لن نقبل تأخيرا آخر في المحادثات حول السد».
"""


def files(**texts):
    return [(f"{name}.txt", "file", text if isinstance(text, bytes) else text.encode()) for name, text in texts.items()]


@pytest.fixture
def took_in(corpus):
    """Makes an intake of files and reads it to its end."""
    def take(*sources):
        made = waiting.make(corpus.folder, sources)
        made.begin("read")
        taking.work(corpus, made)
        return made
    return take


def again(intake):
    """The intake as another process finds it on disk."""
    return waiting.Intake(intake.folder)


def test_files_are_read_and_what_could_not_be_is_told_with_its_reason(took_in):
    intake = took_in(*files(en=ENGLISH, ar=ARABIC, picture=b"\x89PNG\r\n\x1a\n\0\0", empty=b""))
    assert [one.draft.language for one in intake.articles.values()] == ["en", "ar"]
    assert [(trouble.name, trouble.error.code) for trouble in intake.troubles] == [
        ("picture.txt", "unknown_type"), ("empty.txt", "empty_file")]
    assert intake.phase == "look"


def test_another_process_finds_the_same_state_on_disk(took_in):
    intake = took_in(*files(en=ENGLISH, ar=ARABIC, empty=b""))
    intake.edit({0: {"title": "Talks", "published": None, "tags": ["dam"], "keep": False}})
    intake.into("The dam")
    found = again(intake)
    assert found.articles == intake.articles
    assert [str(trouble.error) for trouble in found.troubles] == ["empty_file"]
    assert (found.phase, found.story, found.revision) == (intake.phase, "The dam", intake.revision)
    draft = found.whole(0)
    assert draft.text == ENGLISH.strip()
    assert (draft.title, draft.published, draft.published_basis, draft.tags, draft.story) == (
        "Talks", None, "unknown", ("dam",), "The dam")


def test_a_line_that_a_crash_cut_off_takes_nothing_else_with_it(took_in):
    intake = took_in(*files(en=ENGLISH))
    journal = intake.folder / "journal"
    journal.write_bytes(journal.read_bytes() + b'{"do": "edit", "fields": {"0": {"ti')
    found = again(intake)
    found.edit({0: {"title": "Talks"}})
    assert again(found).articles[0].draft.title == "Talks"


def test_what_is_kept_is_in_the_corpus_with_its_corrections(took_in, corpus):
    intake = took_in(*files(en=ENGLISH, ar=ARABIC))
    intake.edit({0: {"outlet": "Nile Observer"}, 1: {"keep": False}})
    intake.begin("keep")
    taking.work(corpus, intake)
    assert intake.phase == "kept"
    assert (intake.outcome.added, intake.outcome.already) == (1, 0)
    kept = corpus.article(intake.articles[0].article_id)
    assert (kept.outlet, kept.text) == ("Nile Observer", ENGLISH.strip())
    assert not corpus.have([intake.articles[1].article_id])


def test_a_cancelled_run_keeps_what_was_finished_and_goes_on_when_started_again(took_in, corpus, monkeypatch):
    monkeypatch.setattr(taking, "BATCH", 2)
    lines = [json.dumps({"text": f"Report number {n}. {ENGLISH}", "title": f"Report {n}"}) for n in range(5)]
    intake = took_in(("five.jsonl", "file", "\n".join(lines).encode()))
    intake.edit({n: {"keep": True} for n in intake.articles})
    intake.begin("keep")
    save = corpus.save

    def save_and_be_cancelled(drafts):
        saved = save(drafts)
        intake.stop()
        return saved

    corpus.save = save_and_be_cancelled
    taking.work(corpus, intake)
    assert (intake.outcome.added, intake.phase, len(intake.remaining())) == (2, "look", 3)
    corpus.save = save
    found = again(intake)
    found.begin("keep")
    taking.work(corpus, found)
    assert (found.phase, found.outcome.added, len(found.outcome.events)) == ("kept", 5, 3)
    assert len(corpus.have(one.article_id for one in found.articles.values())) == 5


def test_reading_that_was_cut_short_goes_on_without_reading_an_article_twice(corpus):
    lines = [json.dumps({"text": f"Report number {n}. {ENGLISH}"}) for n in range(4)]
    intake = waiting.make(corpus.folder, [("four.jsonl", "file", "\n".join(lines).encode())])
    intake.begin("read")
    source = intake.sources[0]
    for number, outcome in enumerate(taking._outcomes(intake, source)):
        if number < 2:
            intake.add(source, outcome)
    found = again(intake)
    assert (found.asked, len(found.articles)) == ("read", 2)
    taking.work(corpus, found)
    assert [one.draft.source_name for one in found.articles.values()] == [f"four.jsonl:{n}" for n in range(1, 5)]


def test_what_is_there_already_is_not_chosen_and_a_twin_is_told(took_in, corpus):
    first = took_in(*files(en=ENGLISH))
    first.begin("keep")
    taking.work(corpus, first)
    second = took_in(*files(again=ENGLISH, ar=ARABIC, twin=ARABIC))
    assert [one.keep for one in second.articles.values()] == [False, True, False]
    assert [one.twin for one in second.articles.values()] == [None, None, 1]


def test_a_reprint_is_named_with_its_similarity(took_in, corpus):
    original = ENGLISH + "The talks had been broken off in December. Ethiopia began to fill the dam in 2020.\n" * 3
    first = took_in(*files(en=original))
    first.begin("keep")
    taking.work(corpus, first)
    second = took_in(*files(reprint="Dam talks go on\n" + original.split("\n", 1)[1], other="Exclusive. " + original))
    named = dict(second.articles[0].alike)
    assert named.keys() == {first.articles[0].article_id, 1}
    assert 0.8 < named[first.articles[0].article_id] < 1
    assert second.articles[0].keep


def test_the_corpus_is_compared_a_part_at_a_time_with_the_same_outcome(took_in, corpus, monkeypatch):
    whole = sorted(taking._texts_there(corpus, "en"))
    monkeypatch.setattr(taking, "_AT_A_TIME", 0)
    assert sorted(taking._texts_there(corpus, "en")) == whole != []


def test_a_full_disk_stops_the_run_with_its_reason_and_loses_nothing(took_in, corpus, monkeypatch):
    from components.corpus import CorpusError

    intake = took_in(*files(en=ENGLISH))
    intake.begin("keep")

    def full(drafts):
        raise CorpusError("not_saved", reason="No space left on device")

    corpus.save = full
    taking.work(corpus, intake)
    found = again(intake)
    assert (found.phase, found.stopped.code, found.remaining()) == ("look", "not_saved", [0])


def test_a_process_of_its_own_does_the_work_as_well_and_this_one_sees_it_and_counts_it(took_in, corpus):
    intake = took_in(*files(en=ENGLISH))
    intake.begin("keep")
    read, saved = corpus.read_articles, corpus.saved_articles
    taking._in_process(intake, corpus).join()
    intake.refresh()
    assert not intake.busy
    assert intake.phase == "kept" and len(corpus.articles()) == 3
    assert (corpus.read_articles - read, corpus.saved_articles - saved) == (1, 1) and corpus.reading_seconds > 0


def test_an_address_that_names_no_intake_opens_none(corpus):
    for name in ("", "..", "../articles", "12", "x" * 29):
        assert waiting.intake(corpus.folder, name) is None


def test_what_is_discarded_is_gone_for_everybody(took_in, corpus):
    intake = took_in(*files(en=ENGLISH))
    waiting.discard(intake)
    assert waiting.intakes(corpus.folder) == []
    assert waiting.intake(corpus.folder, intake.intake_id) is None


def test_texts_from_one_form_are_compared_with_few_others_and_the_nearest_is_found(monkeypatch):
    form = " ".join(f"form{n}" for n in range(80))
    texts = {n: form + " " + " ".join(f"own{n}x{m}" for m in range(70)) for n in range(300)}
    texts[300] = texts[7] + " and one word more"
    compared = []
    monkeypatch.setattr(alike, "similarity", lambda a, b: compared.append(1) or duplicates.similarity(a, b))
    incoming = alike.Incoming(texts.items(), texts.get)
    found = {n: dict(incoming.like(text, but=n)) for n, text in texts.items()}
    assert set(found[300]) == {7} and set(found[7]) == {300}
    assert not found[8]
    assert len(compared) <= 10 * len(texts)
