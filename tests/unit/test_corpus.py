"""What a corpus keeps, gives back, corrects and undoes."""
import datetime as dt
import shutil

import pytest

from components.corpus import CorpusError, Draft, Selection, compaction, derived, files, flat, open_corpus
from components.corpus.storage import Folder

STORY = "Grain deal"
ENGLISH = (
    "Turkey said on Monday that the grain corridor would stay open.\n"
    "“We spoke with Moscow yesterday,” said Hulusi Akar. Two ships left Odesa with 40,000 tonnes of wheat."
)
ARABIC = (
    "قالت تركيا يوم الاثنين إن ممر الحبوب سيبقى مفتوحا.\n"
    "وأضاف وزير الدفاع خلوصي أكار: «تحدثنا مع موسكو أمس». وغادرت سفينتان ميناء أوديسا."
)


def english(**changes):
    given = {"text": ENGLISH, "language": "en", "outlet": "Reuters", "story": STORY, "tags": ("agency",),
             "published": dt.date(2022, 11, 1), "published_basis": "given", "published_reason": "by_hand"}
    return Draft(**given | changes)


def arabic(**changes):
    return Draft(**{"text": ARABIC, "language": "ar", "outlet": "Anadolu Agency", "story": STORY} | changes)


@pytest.fixture
def saved(corpus):
    """The ids of an English and an Arabic article that were added to the corpus."""
    return corpus.save([english(), arabic()]).added


def test_a_new_corpus_holds_the_seed_story_and_says_how_its_dates_are_known(corpus):
    frame = corpus.articles().set_index("language")
    assert list(frame.published.dt.strftime("%Y-%m-%d").loc[["en", "ar"]]) == ["2023-09-12", "2023-09-13"]
    assert set(frame.published_basis) == {"inferred"}
    assert "yesterday" in frame.published_reason["en"] and "أمس" in frame.published_reason_ar["en"]
    assert frame.outlet["en"] == "BBC News" and frame.outlet["ar"] == ""
    story = corpus.stories().iloc[0]
    assert (story.articles, story.arabic, story.english) == (2, 1, 1)
    assert story.name_en != story.name_ar


def test_every_offset_points_into_the_text_as_it_is_given_back(corpus, saved):
    for frame in (corpus.mentions(), corpus.dates(), corpus.quotes(), corpus.numbers()):
        assert len(frame)
        for row in frame.itertuples():
            assert corpus.text(row.article_id)[row.start:row.end] == row.surface
    for row in corpus.sentences().itertuples():
        assert corpus.text(row.article_id)[row.start:row.end] == row.text


def test_every_frame_names_the_article_that_a_row_belongs_to(corpus):
    keys = ["article_id", "story", "language", "outlet", "published"]
    for frame in (corpus.sentences(), corpus.mentions(), corpus.dates(), corpus.quotes(), corpus.numbers()):
        assert list(frame.columns[:5]) == keys
    assert {"entity_id", "entity_name_en", "entity_name_ar", "entity_type", "start", "end", "surface", "sentence_no"} \
        <= set(corpus.mentions().columns)


def test_the_reading_comes_back_as_it_was_made(corpus, saved):
    from components.reading import read

    assert corpus.reading(saved[0]) == read(ENGLISH, "en", dt.date(2022, 11, 1))


def test_the_same_text_again_is_already_there(corpus, saved):
    again = corpus.save([english(title="Another title"), arabic()])
    assert again.added == () and set(again.already) == set(saved) and again.event == ""
    assert corpus.article(saved[0]).title == ""


def test_the_same_text_twice_in_one_upload_is_kept_once(corpus):
    assert len(corpus.save([english(), english(), arabic()]).added) == 2


def test_invisible_characters_and_line_ends_make_no_other_article(corpus, saved):
    disguised = "\ufeff" + ENGLISH.replace("\n", "\r\n").replace("Moscow", "Mos\u200bcow")
    assert corpus.save([english(text=disguised)]).already == (saved[0],)


def test_what_was_saved_is_there_after_a_restart(corpus, saved, corpus_folder):
    again = open_corpus(corpus_folder)
    assert again.article(saved[0]) == corpus.article(saved[0])
    assert again.version == corpus.version


def test_another_process_or_session_sees_what_was_saved_and_its_version_changes(corpus, corpus_folder):
    other = open_corpus(corpus_folder)
    before = other.version
    corpus.save([english()])
    assert other.version != before
    assert len(other.articles(Selection(story=STORY))) == 1


def test_looking_changes_no_version(corpus, saved):
    before = corpus.version
    corpus.articles(), corpus.mentions(), corpus.stories(), corpus.events()
    assert corpus.version == before


@pytest.mark.parametrize(
    ("selection", "languages"),
    [
        (Selection(story=STORY), ["ar", "en"]),
        (Selection(story=STORY, languages=("ar",)), ["ar"]),
        (Selection(outlets=("Reuters",)), ["en"]),
        (Selection(tags=("agency", "other")), ["en"]),
        (Selection(story=STORY, first_day=dt.date(2022, 11, 1)), ["en"]),
        (Selection(story=STORY, last_day=dt.date(2022, 10, 31)), []),
    ],
)
def test_a_selection_restricts_every_frame_alike(corpus, saved, selection, languages):
    assert sorted(corpus.articles(selection).language) == languages
    assert sorted(set(corpus.sentences(selection).language)) == languages


def test_the_engine_answers_expressions_of_ones_own(corpus, saved):
    mentions = corpus.table("mentions", Selection(story=STORY))
    counted = corpus.execute(mentions.group_by("language").aggregate(count=mentions.count()))
    frame = corpus.mentions(Selection(story=STORY))
    assert dict(zip(counted.language, counted["count"], strict=True)) == frame.language.value_counts().to_dict()


def test_a_search_finds_arabic_words_whatever_their_spelling(corpus):
    corpus.save([arabic(text="زوِّدت الإدارةُ الجيشَ بأسلحة جديدة.")])
    search = corpus.table("search")
    assert len(corpus.execute(search.filter(search.search_text.contains(" زودت الاداره ")))) == 1


def test_a_correction_is_seen_everywhere_and_the_original_stays(corpus, saved):
    event = corpus.correct(saved[0], title="Corridor stays open", outlet="AP", story="Black Sea", tags=["wire"])
    article = corpus.article(saved[0])
    assert (article.title, article.outlet, article.story, article.tags) == \
        ("Corridor stays open", "AP", "Black Sea", ("wire",))
    assert set(corpus.mentions(Selection(article_ids=(saved[0],))).story) == {"Black Sea"}
    corpus.undo(event)
    assert corpus.article(saved[0]).outlet == "Reuters"


def test_the_last_correction_of_a_field_wins_and_others_stay(corpus, saved):
    corpus.correct(saved[0], title="First", author="A. Reporter")
    corpus.correct(saved[0], title="Second")
    article = corpus.article(saved[0])
    assert (article.title, article.author) == ("Second", "A. Reporter")


def test_a_corrected_publication_date_moves_the_days_that_the_text_speaks_of(corpus, saved):
    def yesterday():
        frame = corpus.dates(Selection(article_ids=(saved[0],)))
        return frame[frame.surface == "yesterday"].first_day.dt.date.tolist()

    assert yesterday() == [dt.date(2022, 10, 31)]
    event = corpus.correct(saved[0], published=dt.date(2023, 5, 10))
    assert yesterday() == [dt.date(2023, 5, 9)]
    assert corpus.article(saved[0]).published_basis == "given"
    undone = corpus.undo(event)
    assert yesterday() == [dt.date(2022, 10, 31)]
    corpus.undo(undone)
    assert yesterday() == [dt.date(2023, 5, 9)]
    corpus.correct(saved[0], published=None)
    assert yesterday() == [] and corpus.article(saved[0]).published_basis == "unknown"


def test_a_deleted_article_is_gone_until_the_deletion_is_undone(corpus, saved):
    event = corpus.delete([saved[0]])
    assert saved[0] not in set(corpus.articles().article_id)
    assert saved[0] not in set(corpus.mentions().article_id)
    with pytest.raises(CorpusError) as error:
        corpus.text(saved[0])
    assert error.value.code == "no_such_article"
    corpus.undo(event)
    assert corpus.text(saved[0]) == ENGLISH


def test_a_deleted_article_can_be_uploaded_anew_and_old_corrections_do_not_return(corpus, saved):
    corpus.correct(saved[0], title="Wrong title")
    corpus.delete([saved[0]])
    assert corpus.save([english(title="Right title")]).added == (saved[0],)
    assert corpus.article(saved[0]).title == "Right title"


def test_an_upload_can_be_undone_as_a_whole(corpus):
    upload = corpus.save([english(), arabic()])
    event = corpus.undo(upload.event)
    assert not len(corpus.articles(Selection(story=STORY)))
    corpus.undo(event)
    assert len(corpus.articles(Selection(story=STORY))) == 2


def test_the_seed_story_can_be_removed_and_brought_back(corpus, corpus_folder):
    seeds = list(corpus.articles().article_id)
    corpus.delete(seeds)
    assert not len(open_corpus(corpus_folder).articles())
    assert sorted(corpus.restore_seed().added) == sorted(seeds)
    assert len(corpus.articles()) == 2 and corpus.restore_seed().added == ()


def test_the_uploads_of_one_act_are_taken_back_and_brought_back_by_one_event(corpus):
    first, second = corpus.save([english()]), corpus.save([arabic()])
    events = len(corpus.events())
    undo = corpus.undo(first.event, second.event)
    assert not corpus.have([*first.added, *second.added]) and len(corpus.events()) == events + 1
    assert not open_corpus(corpus.folder).have(second.added)
    corpus.undo(undo)
    assert corpus.have([*first.added, *second.added]) == {*first.added, *second.added}
    with pytest.raises(CorpusError):
        corpus.undo(first.event, "never")
    assert corpus.have(first.added), "all or none"


def test_events_are_listed_newest_first_and_say_what_was_undone(corpus, saved):
    correction = corpus.correct(saved[0], title="T")
    corpus.undo(correction)
    events = corpus.events()
    assert list(events.kind[:3]) == ["undo", "correct", "upload"]
    assert events.set_index("event_id").undone[correction]
    assert events.articles[1] == (saved[0],)
    assert events["at"].is_monotonic_decreasing


def test_decisions_of_any_kind_are_kept_and_the_last_one_wins(corpus, corpus_folder):
    corpus.record("ledger", "a|b", {"state": "confirmed", "day": dt.date(2023, 9, 13)})
    last = corpus.record("ledger", "a|b", {"state": "rejected"})
    corpus.record("ledger", "c|d", {"state": "confirmed"})
    corpus.record("ledger", "c|d", None)
    assert open_corpus(corpus_folder).decisions("ledger") == {"a|b": {"state": "rejected"}}
    corpus.undo(last)
    assert corpus.decisions("ledger")["a|b"] == {"state": "confirmed", "day": "2023-09-13"}


@pytest.mark.parametrize(
    ("fields", "code"),
    [({"text": "other"}, "not_correctable"), ({"published": "soon"}, "bad_value"), ({"language": "fr"}, "bad_value"),
     ({"tags": "one"}, "bad_value"), ({"title": 5}, "bad_value")],
)
def test_a_correction_of_the_wrong_kind_is_refused_and_changes_nothing(corpus, saved, fields, code):
    before = corpus.version
    with pytest.raises(CorpusError) as error:
        corpus.correct(saved[0], **fields)
    assert error.value.code == code and corpus.version == before


def test_what_is_unknown_is_refused_by_name(corpus):
    for ask, code in ((lambda: corpus.delete(["nowhere"]), "no_such_article"),
                      (lambda: corpus.correct("nowhere", title="x"), "no_such_article"),
                      (lambda: corpus.undo("never"), "no_such_event")):
        with pytest.raises(CorpusError) as error:
            ask()
        assert error.value.code == code


def test_a_file_where_the_folder_should_be_is_a_clear_error(tmp_path):
    (tmp_path / "corpus").write_text("no folder")
    with pytest.raises(CorpusError) as error:
        open_corpus(tmp_path / "corpus")
    assert error.value.code == "not_a_folder"


def test_texts_with_half_characters_can_be_kept(corpus):
    article = corpus.save([english(text="Half \ud83d of a smile, said Kim.\x00")]).added[0]
    assert corpus.text(article) == "Half ? of a smile, said Kim."


def test_foreign_and_damaged_files_are_reported_and_the_rest_works(corpus, saved, corpus_folder):
    import pandas as pd

    whole = next((corpus_folder / "articles").glob("*.parquet")).read_bytes()
    (corpus_folder / "articles" / "cut.parquet").write_bytes(whole[: len(whole) // 2])
    (corpus_folder / "articles" / "empty.parquet").write_bytes(b"")
    pd.DataFrame({"a": [1]}).to_parquet(corpus_folder / "articles" / "foreign.parquet")
    (corpus_folder / "events" / "broken.json").write_text('{"events": [')
    (corpus_folder / "events" / "foreign.json").write_text("[1, 2]")
    for opened in (corpus, open_corpus(corpus_folder)):
        assert {(problem.file, problem.code) for problem in opened.problems} == {
            ("cut.parquet", "damaged_file"), ("empty.parquet", "damaged_file"), ("foreign.parquet", "foreign_file"),
            ("broken.json", "damaged_event"), ("foreign.json", "damaged_event"),
        }
        assert len(opened.articles()) == 4
    corpus.correct(saved[0], title="Still works")
    assert corpus.article(saved[0]).title == "Still works"


def test_merging_files_changes_no_answer(corpus, saved, corpus_folder):
    corpus.save([english(text=ENGLISH + " More.")])
    corpus.correct(saved[0], published=dt.date(2023, 5, 10))
    deletion = corpus.delete([saved[1]])
    corpus.record("ledger", "x", {"state": "confirmed"})

    def answers(opened):
        return [opened.articles().to_csv(), opened.mentions().to_csv(), opened.dates().to_csv(),
                opened.decisions("ledger"), opened.events().to_csv()]

    before = answers(corpus)
    corpus.compact()
    assert answers(corpus) == before and answers(open_corpus(corpus_folder)) == before
    for folder in ("articles", "events"):
        journal = corpus._shelf if folder == "articles" else corpus._journal
        compaction.remove_sources(Folder(corpus_folder / folder), journal.merged,
                                  now=dt.datetime.now().timestamp() + compaction.GRACE_SECONDS + 1)
        assert len(list((corpus_folder / folder).iterdir())) == 1
    assert answers(corpus) == before and answers(open_corpus(corpus_folder)) == before
    corpus.undo(deletion)
    assert corpus.text(saved[1]) == ARABIC


def test_two_processes_that_merge_at_once_leave_every_article_once(corpus, saved, corpus_folder):
    other = open_corpus(corpus_folder)
    planned = compaction.plan(corpus._shelf)
    same = compaction.plan(other._shelf)
    compaction.merge(Folder(corpus_folder / "articles"), planned)
    compaction.merge(Folder(corpus_folder / "articles"), same)
    assert sorted(corpus.articles().article_id) == sorted(other.articles().article_id)
    assert len(corpus.articles()) == 4


def test_a_query_survives_the_removal_of_merged_files_by_another_process(corpus, saved, corpus_folder):
    other = open_corpus(corpus_folder)
    other.articles()
    corpus.compact()
    compaction.remove_sources(Folder(corpus_folder / "articles"), corpus._shelf.merged,
                              now=dt.datetime.now().timestamp() + compaction.GRACE_SECONDS + 1)
    assert len(other.articles()) == 4


def test_an_older_reading_is_renewed_and_the_newer_kept(corpus, saved, monkeypatch):
    from components.reading import reader

    assert corpus.reread() == 0
    monkeypatch.setattr(reader, "READER_VERSION", reader.READER_VERSION + 1)
    monkeypatch.setattr(corpus, "_read", lambda *told: reader.read(*told))
    told = []
    assert corpus.reread(lambda done, total: told.append((done, total))) == 4
    assert told[-1] == (4, 4)
    assert {corpus.reading(article).reader_version for article in saved} == {reader.READER_VERSION}
    assert corpus.reread() == 0 and len(corpus.articles()) == 4


def test_a_corpus_of_an_earlier_mirsad_is_taken_over(corpus, saved, corpus_folder):
    import pyarrow.parquet as pq

    for path in list((corpus_folder / "articles").iterdir()):
        table = pq.read_table(path)
        quotes = [[{k: v for k, v in q.items() if k != "stance"} for q in row] for row in table["quotes"].to_pylist()]
        older = table.drop_columns(["quotes", "search_text"]).append_column("quotes", [quotes])
        pq.write_table(older.replace_schema_metadata(pq.read_metadata(path).metadata), path)
    later = open_corpus(corpus_folder)
    assert later.problems == () and len(later.articles()) == 4
    assert later.article(saved[0]) == corpus.article(saved[0]) and set(later.quotes().stance) == {""}
    assert later.reread() == 4
    assert later.reading(saved[0]).reader_version > 0 and len(open_corpus(corpus_folder).articles()) == 4


def test_stamps_go_on_where_the_clock_was_set_back():
    future = files.stamp(after="99999999999999999998-00000000")
    assert future > "99999999999999999998-00000000"


def everything(corpus) -> dict:
    """What the tables that are kept flat say."""
    entities = corpus.table("entities")
    tables = {"articles": corpus.table("articles").drop("place"), "entities": entities.drop("place")}
    tables |= {name: in_articles(corpus, name).drop("place") for name in ("postings", "spellings")}
    counted = {name: flat.tallied(entities, name) for name in flat.OF_ENTITIES}
    counted |= {"pairs": flat.paired(corpus.table("mentions")), "days": flat.spoken_of(corpus.table("dates"))}
    for name, (_, (some, *_)) in flat.ADDED_UP.items():
        kept = flat.added_up(corpus.table(name), name)
        tables |= {name: kept.filter(kept[some] > 0), f"{name} now": counted[name]}
    frames = {name: corpus.execute(table) for name, table in tables.items()}
    frames |= {name: getattr(corpus, name)() for name in ("mentions", "dates", "quotes")}
    found = {name: sorted(map(repr, frame.itertuples(index=False))) for name, frame in frames.items()}
    for name in flat.ADDED_UP:
        assert found[name] == found.pop(f"{name} now"), "what is kept added up comes to what is counted now"
    return found


def in_articles(corpus, name, selection=None):
    """The rows of a table that knows its articles by place only."""
    return corpus.table(name).inner_join(corpus.table("places", selection), "place")


def sets_of(folder) -> list[str]:
    return sorted(path.name for path in (folder / "derived").glob("*.articles.*"))


def test_laying_the_tables_flat_changes_no_answer(corpus, saved, corpus_folder, monkeypatch):
    before = everything(corpus)
    monkeypatch.setattr(derived, "WORTH_A_SET", 1)
    corpus.prepare()
    assert len(sets_of(corpus_folder)) == 1
    assert everything(corpus) == before == everything(open_corpus(corpus_folder))


def test_corrections_deletions_and_new_articles_reach_the_flat_tables(corpus, saved, corpus_folder, monkeypatch):
    monkeypatch.setattr(derived, "WORTH_A_SET", 1)
    corpus.prepare()
    monkeypatch.undo()
    corpus.correct(saved[0], outlet="A corrected outlet", published=dt.date(2024, 2, 2))
    assert set(corpus.mentions(Selection(article_ids=[saved[0]])).outlet) == {"A corrected outlet"}
    [new] = corpus.save([Draft(text="Egypt said that Egypt had written to the Egyptian press.", language="en")]).added
    entities = corpus.table("entities", Selection(article_ids=[new]))
    assert corpus.execute(entities.filter(entities.entity_id == "country/EG")).mentions.sum() == 3
    deletion = corpus.delete([saved[1]])
    assert corpus.mentions(Selection(article_ids=[saved[1]])).empty
    corpus.undo(deletion)
    assert not corpus.mentions(Selection(article_ids=[saved[1]])).empty
    kept = everything(corpus)
    shutil.rmtree(corpus_folder / "derived")
    assert everything(corpus) == kept


def test_postings_say_what_the_articles_lemmas_say_and_surfaces_how_names_are_written(
    corpus, saved, corpus_folder, monkeypatch
):
    monkeypatch.setattr(derived, "WORTH_A_SET", 1)
    corpus.prepare()
    monkeypatch.undo()
    corpus.correct(saved[0], outlet="A corrected outlet")
    corpus.delete([saved[1]])
    corpus.save([Draft(text="Egypt wrote to the Egyptian press.", language="en")])
    chosen = Selection(languages=("en",))
    told = [corpus.execute(table)
            for table in (corpus.table("lemmas", chosen), in_articles(corpus, "postings", chosen).drop("place"))]
    as_said, as_kept = (sorted(map(repr, frame[sorted(frame)].itertuples(index=False))) for frame in told)
    assert as_said == as_kept and any("A corrected outlet" in row for row in as_kept)
    surfaces = corpus.execute(corpus.table("surfaces"))
    written = set(zip(surfaces.spelled, surfaces.entity_id, strict=True))
    named = corpus.mentions()
    assert set(zip(named.surface.str.lower(), named.entity_id, strict=True)) <= written
    assert ("egyptian", "country/EG") in written


def test_an_article_is_found_whose_file_was_merged_away_since_the_question_was_put(corpus, saved, corpus_folder):
    question = corpus.table("sentences", Selection(article_ids=(saved[0],)))
    before = corpus.execute(question)
    another = open_corpus(corpus_folder)
    another.compact()
    assert not before.empty and corpus.execute(question).equals(before)
    assert corpus.text(saved[0]) == another.text(saved[0])


def test_a_flat_set_whose_articles_were_merged_away_no_longer_counts(corpus, saved, corpus_folder, monkeypatch):
    monkeypatch.setattr(derived, "WORTH_A_SET", 1)
    corpus.prepare()
    before, [old] = everything(corpus), sets_of(corpus_folder)
    corpus.compact()
    assert everything(corpus) == before
    assert set(sets_of(corpus_folder)) - {old}, "the merged file was laid flat"


def test_a_damaged_flat_file_is_thrown_away_and_the_question_answered(corpus, saved, corpus_folder, monkeypatch):
    monkeypatch.setattr(derived, "WORTH_A_SET", 1)
    corpus.prepare()
    before = everything(corpus)
    monkeypatch.undo()
    for path in (corpus_folder / "derived").glob("*.mentions.*"):
        path.write_bytes(path.read_bytes()[:100])
    assert everything(open_corpus(corpus_folder)) == before
    assert everything(corpus) == before


def test_where_nothing_can_be_laid_flat_every_question_is_answered(corpus, saved, corpus_folder, monkeypatch):
    before = everything(corpus)
    monkeypatch.setattr(derived, "WORTH_A_SET", 1)
    (corpus_folder / "derived").write_text("a file where the folder should be")
    with pytest.raises(CorpusError):
        corpus.prepare()
    assert everything(open_corpus(corpus_folder)) == before


def test_a_text_is_read_again_where_somebody_asks_for_it(corpus, saved):
    readings = len(corpus._shelf.rows[saved[0]])
    assert corpus.reread(article_ids=[saved[0], "unknown"]) == 1
    assert len(corpus._shelf.rows[saved[0]]) == readings + 1 and corpus.reread() == 0
