"""The corpus from the command line: folders in, files out, and no file stops the others."""
import json
import os

import pandas as pd
import pytest

from components.corpus import Parsed, Selection, Unreadable, bulk, large, open_corpus
from components.corpus.__main__ import main
from components.corpus.workers import outcomes
from tests.unit.test_ingest import FRENCH

ENGLISH = "Turkey said on Monday that the grain corridor would stay open. Ships left Odesa in the morning: {}."
ARABIC = "قالت تركيا يوم الاثنين إن ممر الحبوب سيبقى مفتوحا، وغادرت {} سفن ميناء أوديسا في الصباح."


@pytest.fixture
def folder(tmp_path):
    """A folder with English and Arabic articles, some of them deeper down, and some files that can't be read."""
    folder = tmp_path / "in"
    (folder / "deep" / "er").mkdir(parents=True)
    for number in range(3):
        (folder / f"en{number}.txt").write_text(ENGLISH.format(number), encoding="utf-8")
        (folder / "deep" / "er" / f"ar{number}.txt").write_bytes(ARABIC.format(number).encode("windows-1256"))
    lines = [json.dumps({"text": ENGLISH.format(9), "story": "Own"}), "{", json.dumps({"text": ENGLISH.format(0)})]
    (folder / "more.jsonl").write_text("\n".join(lines))
    (folder / "broken.pdf").write_bytes(b"no pdf")
    (folder / "picture.png").write_bytes(b"\x89PNG")
    return folder


def halve_or_die(number):
    if number == 7:
        os._exit(1)
    if number % 2:
        raise Unreadable("no_text")
    return number // 2


def test_folders_are_taken_in_and_failures_are_reported_with_their_reasons(corpus_folder, folder, capsys):
    assert main(["add", str(folder), "--story", "Grain"]) == 1
    told = capsys.readouterr()
    assert "7 added, 1 already there, 2 not read" in told.err
    failed = sorted(line.split("\t")[0].rpartition("/")[2] for line in told.out.splitlines())
    assert failed == ["broken.pdf", "more.jsonl:2"]
    stories = open_corpus(corpus_folder).stories().set_index("story").articles
    assert stories["Grain"] == 6 and stories["Own"] == 1


def test_the_same_command_again_adds_nothing(corpus, folder):
    first = bulk.add(corpus, [folder], "Grain", processes=0)
    again = bulk.add(corpus, [folder], "Grain", processes=0)
    assert first.added == 7 and (again.added, again.already) == (0, 8)
    frame = corpus.articles(Selection(story="Grain"))
    assert sorted(frame.language) == ["ar"] * 3 + ["en"] * 3 and (frame.word_count > 5).all()


def test_a_path_that_is_not_there_is_a_failure_among_others(corpus, folder):
    report = bulk.add(corpus, [folder / "en0.txt", folder / "nowhere.txt"], processes=0)
    assert report.added == 1 and [failure.trouble.code for failure in report.failures] == ["not_opened"]


@pytest.mark.parametrize("ending", ["csv", "jsonl", "parquet"])
def test_an_export_holds_every_article_with_its_text(corpus, tmp_path, ending):
    file = tmp_path / f"out.{ending}"
    assert main(["export", str(file)]) == 0
    frame = {"csv": pd.read_csv, "parquet": pd.read_parquet,
             "jsonl": lambda path: pd.read_json(path, lines=True)}[ending](file)
    texts = {corpus.text(article) for article in corpus.articles().article_id}
    assert set(frame.text) == texts and set(frame.language) == {"ar", "en"}


def test_an_export_can_be_taken_in_by_another_corpus(corpus, tmp_path):
    file = tmp_path / "out.csv"
    main(["export", str(file)])
    other = open_corpus(tmp_path / "other")
    other.delete(other.articles().article_id)
    assert bulk.add(other, [file], processes=0).added == 2
    assert set(other.articles().article_id) == set(corpus.articles().article_id)


def test_the_list_names_the_stories(corpus, capsys):
    assert main(["list"]) == 0
    assert "2\t1 ar\t1 en\t" in capsys.readouterr().out


def test_an_item_that_kills_its_process_is_named_and_the_others_are_done():
    found = dict(outcomes(halve_or_die, range(12), chunk=4))
    assert sorted(found) == list(range(12)) and found[10] == 5
    assert found[7].code == "worker_died" and found[3].code == "no_text"


def write_table(path, rows: int) -> None:
    """A table large enough to be read as a stream, with one row that is quoted wrongly."""
    filler = "Ships left Odesa in the morning and were expected in Istanbul. " * 60
    with open(path, "w", encoding="utf-8") as file:
        file.write("Headline,Body,Day\n")
        for number in range(rows):
            file.write(f'{number},"{ENGLISH.format(number)}\n{filler}",2022-11-01\n')
            if number == 1:
                file.write('bad,"quoted" wrongly,2022-11-01\n')


@pytest.mark.parametrize("encoding", ["utf-8-sig", "windows-1256"])
def test_a_large_table_is_read_as_a_stream_like_a_small_one(tmp_path, encoding):
    path = tmp_path / "archive.csv"
    write_table(path, 12)
    path.write_bytes(path.read_text(encoding="utf-8").replace("Odesa", "أوديسا").encode(encoding))
    small = bulk._articles_of((path, {}))
    streamed = [answer for answer in large.articles(path, {}) if not isinstance(answer, int)]
    assert [a for a in streamed if isinstance(a, Parsed)] == [a for a in small if isinstance(a, Parsed)]
    assert [str(a[1]) for a in streamed if isinstance(a, tuple)] == ["broken_csv (line=6)"]
    assert len(streamed) == 13


def test_large_files_are_taken_in_beside_small_ones(corpus, tmp_path, monkeypatch):
    monkeypatch.setattr(large, "FROM_BYTES", 2_000)
    write_table(tmp_path / "archive.csv", 3)
    (tmp_path / "lines.jsonl").write_text("\n".join(json.dumps({"text": ENGLISH.format(n)}) for n in range(20, 60)))
    (tmp_path / "small.txt").write_text(ENGLISH.format(99))
    report = bulk.add(corpus, [tmp_path], "Grain", processes=0)
    assert report.added == 44 and [(f.place, f.trouble.code) for f in report.failures] == [("4", "broken_csv")]
    assert report.done == report.files == 3 and report.bytes_done == report.bytes


def test_a_file_that_was_taken_in_whole_is_not_opened_again_until_it_changes(corpus, folder, monkeypatch):
    bulk.add(corpus, [folder], processes=0)
    opened = []
    monkeypatch.setattr(bulk, "_articles_of", lambda asked: opened.append(asked[0].name) or [])
    bulk.add(corpus, [folder], processes=0)
    assert sorted(opened) == ["broken.pdf", "more.jsonl"], "what was not read whole is tried again"
    opened.clear()
    (folder / "en0.txt").write_text(ENGLISH.format("new"))
    corpus.delete([corpus.articles(Selection(languages=["en"])).query("source_name == 'en1.txt'").article_id.iloc[0]])
    bulk.add(corpus, [folder], processes=0)
    assert {"en0.txt", "en1.txt"} <= set(opened), "so is what changed, and what was removed from the corpus"


def test_columns_are_named_on_the_command_line(corpus_folder, tmp_path, capsys):
    (tmp_path / "t.csv").write_text(f'a,b,date\nOpen,"{ENGLISH.format(1)}",2022-11-01\n')
    assert main(["add", str(tmp_path / "t.csv"), "--columns", "text=b,title=a"]) == 0
    made = open_corpus(corpus_folder).articles(Selection(languages=["en"])).query("title == 'Open'")
    assert len(made) == 1 and str(made.published.iloc[0])[:10] == "2022-11-01"
    with pytest.raises(SystemExit):
        main(["add", "x", "--columns", "body=b"])
    assert "'body' is none of text, title" in capsys.readouterr().err


def test_a_report_names_every_file_that_failed_and_why(corpus_folder, folder, tmp_path, monkeypatch):
    (folder / "=cmd.pdf").write_bytes(b"no pdf")
    monkeypatch.chdir(folder)
    (tmp_path / "fr.txt").write_text(FRENCH)
    (tmp_path / "long.csv").write_text(f'text\n"{ENGLISH.format(7)}"\n"{"word " * 110_000}"\n')
    assert main(["add", "=cmd.pdf", "more.jsonl", str(tmp_path / "fr.txt"), str(tmp_path / "long.csv"),
                 "--processes", "0", "--report", str(tmp_path / "r.csv")]) == 1
    rows = pd.read_csv(tmp_path / "r.csv", dtype=str).fillna("").sort_values("code")
    assert list(zip(rows.code, rows.file, rows.place, strict=True)) == [
        ("broken_json_line", "more.jsonl", "2"), ("broken_pdf", "'=cmd.pdf", ""),
        ("third_language", str(tmp_path / "fr.txt"), ""), ("too_long_article", str(tmp_path / "long.csv"), "3")]
    assert rows.reason.iloc[1] == "The PDF is damaged. Save it again from its source."
    assert "French" in rows.reason.iloc[2]


def test_addresses_of_a_list_are_fetched_where_that_is_asked_for(corpus, tmp_path):
    (tmp_path / "list.csv").write_text("title,url\nOpen,http://127.0.0.1/1\nShut,http://127.0.0.1/2\n")
    plain = bulk.add(corpus, [tmp_path], processes=0)
    assert [failure.trouble.code for failure in plain.failures] == ["addresses_only"]
    asked = bulk.add(corpus, [tmp_path, "ftp://x", "https://10.0.0.1/"], processes=0, fetch=True)
    assert sorted((f.file, f.trouble.code) for f in asked.failures) == [
        ("ftp:/x", "not_opened"), ("http://127.0.0.1/1", "fetch_private"), ("http://127.0.0.1/2", "fetch_private"),
        ("https://10.0.0.1/", "fetch_private")]
