"""The corpus from the command line: folders in, files out, and no file stops the others."""
import json
import os

import pandas as pd
import pytest

from components.corpus import Selection, Unreadable, bulk, open_corpus
from components.corpus.__main__ import main
from components.corpus.workers import outcomes

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
