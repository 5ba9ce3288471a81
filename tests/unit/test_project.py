"""A whole project goes to another machine and gives the same figures there; a hostile one gets nowhere."""
import hashlib
import io
import json
import zipfile

import pandas as pd
import pyarrow.parquet as pq
import pytest

from components.comparison import ledger, mentions, voices
from components.comparison.decisions import CONFIRMED, Decision, decide
from components.comparison.scope import Scope
from components.corpus import Draft, Unreadable, open_corpus, people
from components.corpus.__main__ import main
from components.corpus.errors import CorpusError
from components.corpus.seed import article_ids

HARBOUR = "The harbour of Aden was closed on Monday. Officials in Sanaa said that 12 ships had turned back."
MARKET = "أعلنت وزارة المالية في القاهرة خفض الأسعار. وقال الوزير إن القرار نهائي."


@pytest.fixture
def worked_on(corpus):
    """A corpus with a second story, corrections, a decision, a removed seed article and an undone upload."""
    saved = corpus.save([Draft(text=HARBOUR, language="en", story="harbour", outlet="Gulf Post")])
    corpus.correct(saved.added[0], title="Harbour closed", tags=("sea",))
    corpus.save([Draft(text=MARKET, language="ar", story="harbour")])
    regretted = corpus.save([Draft(text="A text that somebody regretted at once.", language="en")])
    corpus.undo(regretted.event)
    corpus.record("story", "harbour", {"en": "The harbour", "ar": "الميناء"})
    decide(corpus, Decision("a:1|b:2", CONFIRMED, ("a:1",), ("b:2",), note="looked up"))
    return corpus


@pytest.fixture
def elsewhere(tmp_path):
    return open_corpus(tmp_path / "elsewhere")


@pytest.fixture
def packed(worked_on, tmp_path):
    worked_on.export_project(tmp_path / "project.zip")
    return tmp_path / "project.zip"


def figures(corpus):
    scope = Scope()
    said = voices.attributions(corpus, scope)
    frames = [corpus.articles(), corpus.mentions(), corpus.dates(), corpus.quotes(), corpus.sentences(),
              mentions.by_entity(corpus, scope), mentions.totals(corpus, scope), said, corpus.stories(),
              ledger.as_frame(ledger.ledger(corpus, scope).points)]
    return frames, {kind: corpus.decisions(kind) for kind in ("story", "ledger")}


def assert_same(one, other):
    for frame, same in zip(figures(one)[0], figures(other)[0], strict=True):
        pd.testing.assert_frame_equal(frame, same)
    assert figures(one)[1] == figures(other)[1]


def rewritten(source, change):
    """The project with its files changed by `change`, manifest and hashes in order."""
    with zipfile.ZipFile(source) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(files.pop("manifest.json"))
    change(files)
    manifest["files"] = {name: {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
                         for name, data in files.items()}
    target = source.with_name("changed.zip")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in {**files, "manifest.json": json.dumps(manifest).encode()}.items():
            archive.writestr(name, data)
    return target


def test_a_project_opens_elsewhere_to_the_same_figures_to_the_digit(worked_on, packed, elsewhere):
    coming = elsewhere.look_into(packed)
    assert coming.exact
    assert len(coming.new) == 2 and set(coming.already) == set(article_ids())
    elsewhere.open_project(packed)
    assert_same(worked_on, elsewhere)
    assert_same(worked_on, open_corpus(elsewhere.folder))


def test_the_history_comes_along_and_what_was_undone_can_be_brought_back(worked_on, packed, elsewhere):
    elsewhere.open_project(packed)
    theirs = worked_on.events().event_id
    assert set(theirs) <= set(elsewhere.events().event_id)
    undo = next(event.event_id for event in worked_on.events().itertuples() if event.kind == "undo")
    elsewhere.undo(undo)
    assert any("regretted" in text for text in elsewhere.sentences().text)


def test_an_article_removed_in_the_project_is_not_there_elsewhere(worked_on, tmp_path, elsewhere):
    worked_on.delete(article_ids())
    worked_on.export_project(tmp_path / "p.zip")
    elsewhere.open_project(tmp_path / "p.zip")
    assert set(elsewhere.articles().article_id) == set(worked_on.articles().article_id)
    assert len(elsewhere.articles()) == 2


def test_a_project_written_after_compaction_opens_likewise(worked_on, tmp_path, elsewhere):
    worked_on.compact()
    worked_on.export_project(tmp_path / "p.zip")
    elsewhere.open_project(tmp_path / "p.zip")
    assert_same(worked_on, elsewhere)


def test_opened_where_there_is_something_it_adds_and_loses_nothing(worked_on, packed, elsewhere):
    own = elsewhere.save([Draft(text="Rain fell on the quiet town of Salt.", language="en", story="rain")])
    seed = article_ids()[0]
    elsewhere.correct(seed, title="Our title")
    before = elsewhere.articles()
    coming, saved = elsewhere.open_project(packed)
    assert not coming.exact and coming.left == 1
    assert set(coming.fields) == {seed} and coming.conflicts == 1
    assert len(saved.added) == 2
    after = elsewhere.articles().set_index("article_id")
    assert set(before.article_id) | set(saved.added) == set(after.index)
    assert after.title[seed] == "Our title"
    assert own.added[0] in after.index
    harbour = after[after.outlet == "Gulf Post"].iloc[0]
    assert (harbour.title, list(harbour.tags), harbour.story) == ("Harbour closed", ["sea"], "harbour")
    assert elsewhere.decisions("story")["harbour"] == {"en": "The harbour", "ar": "الميناء"}
    assert elsewhere.decisions("ledger") == worked_on.decisions("ledger")
    elsewhere.undo(saved.event)
    assert set(elsewhere.articles().article_id) == set(before.article_id)


def test_opened_twice_it_changes_nothing_more(packed, elsewhere):
    elsewhere.save([Draft(text="Rain fell on the quiet town of Salt.", language="en")])
    elsewhere.open_project(packed)
    version = elsewhere.version
    coming, saved = elsewhere.open_project(packed)
    assert not coming.anything and not saved.added
    assert elsewhere.version == version


def test_who_opens_it_decides_what_counts_where_both_know_something_differently(worked_on, packed, elsewhere):
    seed = article_ids()[0]
    elsewhere.correct(seed, title="Our title")
    elsewhere.record("story", "harbour", {"en": "Port", "ar": "المرفأ"})
    assert elsewhere.look_into(packed).differing == (("story", "harbour"),)
    elsewhere.open_project(packed, prefer="there")
    assert elsewhere.article(seed).title == worked_on.article(seed).title
    assert elsewhere.decisions("story")["harbour"]["en"] == "The harbour"


def test_a_removal_in_the_project_removes_nothing_here(worked_on, tmp_path, elsewhere):
    worked_on.delete(article_ids())
    worked_on.export_project(tmp_path / "p.zip")
    elsewhere.save([Draft(text="Rain fell on the quiet town of Salt.", language="en")])
    elsewhere.open_project(tmp_path / "p.zip")
    assert set(article_ids()) <= set(elsewhere.articles().article_id)


def test_only_an_administrator_opens_a_project(packed, elsewhere):
    with people.acting_as(people.Person("nour", "editor")), pytest.raises(CorpusError, match="not_allowed"):
        elsewhere.open_project(packed)


def test_the_command_line_writes_looks_and_opens(worked_on, tmp_path, capsys):
    place, target = str(tmp_path / "p.zip"), str(tmp_path / "other")
    assert main(["--corpus", str(worked_on.folder), "project", place]) == 0
    assert main(["--corpus", target, "open", place, "--look"]) == 0
    assert len(open_corpus(target).articles()) == 2
    assert main(["--corpus", target, "open", place]) == 0
    assert "2 articles new, 2 already here" in capsys.readouterr().err
    assert_same(worked_on, open_corpus(target))
    (tmp_path / "no.zip").write_bytes(b"PK\x03\x04nonsense")
    assert main(["--corpus", target, "open", str(tmp_path / "no.zip")]) == 2


def forge_text(files):
    name = next(name for name in files if name.endswith(".parquet"))
    table = pq.read_table(io.BytesIO(files[name]))
    at = table.schema.get_field_index("text")
    texts = [[f"{text} Forged." for text in table["text"].to_pylist()]]
    forged = table.set_column(at, table.schema.field("text"), texts)
    out = io.BytesIO()
    pq.write_table(forged, out)
    files[name] = out.getvalue()


def forge_place(files):
    name = next(name for name in files if name.endswith(".parquet"))
    table = pq.read_table(io.BytesIO(files[name]))
    rows = table.to_pylist()
    rows[0]["sentences"][0]["end"] = 10**6
    out = io.BytesIO()
    pq.write_table(table.from_pylist(rows, schema=table.schema), out)
    files[name] = out.getvalue()


def forge_event(**changed):
    def change(files):
        told = json.loads(files["events/events.json"])
        told["events"][0] |= changed
        files["events/events.json"] = json.dumps(told).encode()
    return change


@pytest.mark.parametrize(("change", "code"), [
    (lambda files: files.update({"../../etc/cron.d/x": b"* * * * * root sh"}), "foreign_in_project"),
    (lambda files: files.update({"articles/..\\..\\x.parquet": b"x"}), "foreign_in_project"),
    (lambda files: files.update({"/tmp/x": b"x"}), "foreign_in_project"),
    (lambda files: files.update({"setup.py": b"import os"}), "foreign_in_project"),
    (lambda files: files.update({"events/events.json": b"\0" * 20_000_000}), "zip_bomb"),
    (lambda files: files.update({"events/events.json": b"{}"}), "damaged_project"),
    (lambda files: files.update({"events/events.json": b"[" * 100_000}), "damaged_project"),
    (lambda files: files.pop("events/events.json"), "damaged_project"),
    (lambda files: files.update({f"articles/{'0' * 20}-00000000.parquet": b"PAR1 nonsense PAR1"}), "damaged_project"),
    (forge_text, "damaged_project"),
    (forge_place, "damaged_project"),
    (forge_event(event_id="../x"), "damaged_project"),
    (forge_event(kind="correct", payload={"published": "yesterday"}), "damaged_project"),
    (forge_event(kind="correct", payload={"text": "another"}), "damaged_project"),
    (forge_event(kind="delete", payload={"article_ids": 7}), "damaged_project"),
    (forge_event(payload="x"), "damaged_project"),
], ids=range(16))
def test_a_hostile_project_is_refused_and_nothing_is_touched(packed, elsewhere, tmp_path, change, code):
    before = elsewhere.version, sorted(path.name for path in tmp_path.rglob("*"))
    changed = rewritten(packed, change)
    with pytest.raises(Unreadable) as refused:
        elsewhere.open_project(changed)
    assert refused.value.code == code
    changed.unlink()
    assert (elsewhere.version, sorted(path.name for path in tmp_path.rglob("*"))) == before


@pytest.mark.parametrize("data", [b"", b"not a zip", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_project_is_told_so(elsewhere, tmp_path, data):
    (tmp_path / "x.zip").write_bytes(data)
    with pytest.raises(Unreadable, match="not_a_project"):
        elsewhere.look_into(tmp_path / "x.zip")


def test_a_truncated_or_altered_project_is_told_so(packed, elsewhere):
    data = packed.read_bytes()
    middle = data.index(b"PAR1") + 500
    packed.write_bytes(data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1:])
    with pytest.raises(Unreadable, match="damaged_project"):
        elsewhere.look_into(packed)
    packed.write_bytes(data[: len(data) // 2])
    with pytest.raises(Unreadable, match="not_a_project"):
        elsewhere.look_into(packed)


def test_a_project_of_a_later_version_is_told_so(packed, elsewhere):
    with zipfile.ZipFile(packed) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(files["manifest.json"]) | {"format": 99}
    with zipfile.ZipFile(packed, "w") as archive:
        for name, told in {**files, "manifest.json": json.dumps(manifest).encode()}.items():
            archive.writestr(name, told)
    with pytest.raises(Unreadable, match="newer_project"):
        elsewhere.look_into(packed)
