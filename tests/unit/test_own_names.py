"""What people decide about names: laid over what was read, true everywhere at once, taken back without a trace."""
import datetime as dt
from dataclasses import replace

import pytest

from components.comparison import comentions, evidence
from components.comparison.concordance import search
from components.comparison.mentions import by_entity, totals
from components.comparison.scope import Scope
from components.comparison.side_by_side import compare
from components.comparison.voices import attributions
from components.corpus import Draft, Selection, derived, flat, open_corpus
from components.reading import name_changes as change
from components.reading import read
from components.reading.authority import load
from components.reading.own_names import added_up

ENGLISH = ('Dmitri Belotserkov told reporters that the lock at Vasyugan was safe. "The lock will hold," said '
           "Belotserkov. Engineers from Hydrovolk Group agreed with Dmitri Belotserkov.")
ARABIC = ("قال المهندس دميتري بيلوتسيركوف إن السد آمن. وأضاف بيلوتسيركوف أن الخبراء راضون. "
          "والتقى المهندس دميتري بيلوتسيركوف بالصحفيين.")
BELOTSERKOV = "person/dmitri-belotserkov"


def lock_story(corpus):
    """A story in which both sides name an engineer whom no list has."""
    corpus.save([
        Draft(ENGLISH, "en", outlet="Lock Times", published=dt.date(2024, 5, 1), story="lock"),
        Draft(ARABIC, "ar", outlet="سد", published=dt.date(2024, 5, 2), story="lock"),
    ])
    return corpus


@pytest.fixture
def told(corpus):
    return lock_story(corpus)


def named(corpus, story="lock"):
    frame = by_entity(corpus, Scope(story=story))
    return {(row.side, row.entity_id): row for row in frame.itertuples()}


def arabic_id(corpus):
    mentions = corpus.mentions()
    found = mentions[(mentions.language == "ar") & mentions.surface.str.contains("دميتري") & (mentions.story == "lock")]
    return found.entity_id.iloc[0]


def own(*payloads):
    return added_up(load(), payloads)


def made(*changes, **about):
    return {"changes": list(changes), "about": about}


# -- adding decisions up -------------------------------------------------------------------------------


def test_the_last_decision_on_the_same_thing_counts():
    names = own(made(change.same("person/a", "person/b")), made(change.same("person/a", "person/c")))
    assert names.final("person/a") == "person/c" and names.final("person/b") == "person/b"
    withdrawn = own(made(change.same("person/a", "person/b")), made(change.same("person/a", "")))
    assert withdrawn.final("person/a") == "person/a"


def test_a_chain_of_merges_ends_at_its_last_and_a_ring_at_one_of_them():
    names = own(made(change.same("person/a", "person/b"), change.same("person/b", "person/c")))
    assert names.final("person/a") == "person/c" and names.members("person/c") == ("person/c", "person/a", "person/b")
    ring = own(made(change.same("person/a", "person/b")), made(change.same("person/b", "person/a")))
    assert ring.final("person/a") == ring.final("person/b") == "person/a"


def test_keeping_two_apart_takes_back_that_they_were_one():
    names = own(made(change.same("person/a", "person/b")), made(change.apart("person/b", "person/a")))
    assert names.final("person/a") == "person/a" and names.are_apart("person/a", "person/b")


def test_a_merged_entity_takes_the_name_that_it_lacks_from_the_other():
    names = own(made(change.same("person/x", "person/y"), **{
        "person/x": ("person", "", "سين"), "person/y": ("person", "Why", "")}))
    assert names.told("person/x")[1:] == ("person", "Why", "سين") == names.told("person/y")[1:]


def test_another_kind_is_another_id_and_never_one_that_somebody_else_has():
    names = own(made(change.typed("person/hack-forums", "organisation"), **{
        "person/hack-forums": ("person", "Hack Forums", "")}))
    assert names.told("person/hack-forums")[:3] == ("organisation/hack-forums", "organisation", "Hack Forums")
    assert names.subject("organisation/hack-forums") == "person/hack-forums"
    taken = own(made(change.typed("person/moscow", "place")))
    assert taken.final("person/moscow") == "place/moscow-2" and taken.final("place/moscow") == "place/moscow"


def test_a_known_name_changes_its_name_and_is_still_found_under_the_old_one():
    names = own(made(change.called("person/kim-jong-un", "en", "Kim Jong-eun")))
    assert names.told("person/kim-jong-un").name_en == "Kim Jong-eun"
    assert names.authority.named("Kim Jong Un", "en").name_en == "Kim Jong-eun"
    assert [m.entity_id for m in read("Kim Jong Eun met Kim Jong Un.", authority=names.reader).mentions] == [
        "person/kim-jong-un", "person/kim-jong-un"]


def test_merged_names_are_read_as_ever_and_looked_up_as_one():
    names = own(made(change.same("place/pyongyang", "country/KP")))
    assert names.reader.entity("place/pyongyang") and not names.authority.entity("place/pyongyang")
    assert names.authority.named("Pyongyang", "en").id == "country/KP"
    assert names.applied(read("He left Pyongyang.")).mentions[0].entity_id == "country/KP"


def test_a_lone_word_is_looked_for_in_every_text_only_where_a_person_gave_it():
    linked = own(made(change.same("person/hant", "person/hunt"), **{
        "person/hant": ("person", "", "هنت"), "person/hunt": ("person", "Hunt", "")}))
    assert not linked.forms
    given = own(made(change.listed("person/hunt"), change.variant("person/hunt", "en", "Hunt"), **{
        "person/hunt": ("person", "Hunt", "")}))
    assert given.forms == {("person/hunt", "en", "hunt")}


def test_what_is_no_decision_is_left_out():
    assert not own({"changes": [{"what": "same", "id": 3}, {"what": "hack", "id": "person/a"}, "x"], "about": [1]},
                   {"changes": "all"}, made(change.typed("person/a", "emperor"), change.same("person/a", "nobody")))


# -- in a corpus ---------------------------------------------------------------------------------------


def test_names_joined_by_sound_are_apart_once_somebody_says_so_and_joined_again_when_that_is_undone(told):
    before = named(told)
    assert before["ar", BELOTSERKOV].similarity >= 0.88
    event = told.decide_names([change.apart(arabic_id(told), BELOTSERKOV)])
    assert ("ar", BELOTSERKOV) not in named(told) and ("ar", arabic_id(told)) in named(told)
    told.undo(event)
    assert named(told)["ar", BELOTSERKOV].count == before["ar", BELOTSERKOV].count


def test_a_link_holds_for_every_question_and_is_no_suggestion_any_more(told):
    other = arabic_id(told)
    told.decide_names([change.same(other, BELOTSERKOV)], {
        other: ("person", "", "دميتري بيلوتسيركوف"), BELOTSERKOV: ("person", "Dmitri Belotserkov", "")})
    told.renew_names()
    scope = Scope(story="lock")
    found = named(told)["ar", BELOTSERKOV]
    assert found.similarity != found.similarity
    assert (found.name_en, found.name_ar) == ("Dmitri Belotserkov", "دميتري بيلوتسيركوف")
    assert set(evidence.naming(told, scope, BELOTSERKOV).language) == {"ar", "en"}
    assert {"ar", "en"} <= set(search(told, scope, "Dmitri Belotserkov").lines.side)
    assert set(attributions(told, scope).key) >= {BELOTSERKOV}
    ids = told.articles(scope.selection()).set_index("language").article_id
    assert BELOTSERKOV not in compare(told, ids["ar"], ids["en"]).only["ar"]
    assert set(told.mentions(scope.selection("ar")).entity_id) == {BELOTSERKOV}


@pytest.mark.parametrize("flat", [False, True])
def test_entities_are_counted_as_their_mentions_are_whatever_was_decided(told, flat, monkeypatch):
    from components.corpus import derived

    if flat:
        monkeypatch.setattr(derived, "WORTH_A_SET", 1)
        told.prepare()
    told.decide_names([
        change.same("place/pyongyang", "country/KP"), change.ignored("place/vladivostok"),
        change.typed("organisation/bbc", "product"), change.called("country/RU", "en", "Russian Federation"),
        change.spelling("country/US", "en", "Washington", "place/washington-2"),
    ])
    mentions, scope = told.mentions(), Scope()
    counted = mentions.groupby(["language", "entity_id"]).size()
    frame = by_entity(told, scope).set_index(["side", "entity_id"])
    for key, count in counted.items():
        if frame["similarity"].isna().get(key, False):
            assert frame["count"][key] == count, key
    sentences = mentions.groupby(["language", "entity_id"]).apply(
        lambda rows: len(rows[["article_id", "sentence_no"]].drop_duplicates()), include_groups=False)
    assert frame.sentences["en", "country/KP"] == sentences["en", "country/KP"]
    assert "place/pyongyang" not in set(mentions.entity_id) and "place/vladivostok" not in set(mentions.entity_id)
    assert set(mentions.entity_name_en[mentions.entity_id == "country/RU"]) == {"Russian Federation"}
    assert totals(told, scope).mentions.sum() == len(mentions)


def test_an_ignored_name_is_no_speaker_and_comes_back_with_undo(told):
    event = told.decide_names([change.ignored(BELOTSERKOV)])
    assert BELOTSERKOV not in set(told.mentions().entity_id) | set(told.quotes().speaker_id)
    told.undo(event)
    assert BELOTSERKOV in set(told.mentions().entity_id) and BELOTSERKOV in set(told.quotes().speaker_id)


def test_a_spelling_can_be_split_off(told):
    told.decide_names([change.spelling(BELOTSERKOV, "en", "Belotserkov", "person/other-belotserkov")], {
        "person/other-belotserkov": ("person", "Another Belotserkov", "")})
    mentions = told.mentions()
    split = mentions[mentions.entity_id == "person/other-belotserkov"]
    assert set(split.surface) == {"Belotserkov"} and set(split.entity_name_en) == {"Another Belotserkov"}
    assert BELOTSERKOV in set(mentions.entity_id)


def test_an_added_spelling_is_read_in_what_is_stored_in_what_comes_and_no_more_after_undo(told):
    text = "Everybody at the lock calls the engineer the dambuilder, and the dambuilder smiles."
    known = {BELOTSERKOV: ("person", "Dmitri Belotserkov", "")}

    def found():
        mentions = told.mentions()
        return sorted(mentions.surface[(mentions.entity_id == BELOTSERKOV) & (mentions.form == "name")])

    before = found()
    told.save([Draft(text.replace("dambuilder", "Dambuilder"), "en", story="lock")])
    event = told.decide_names([change.variant(BELOTSERKOV, "en", "Dambuilder")], known)
    told.renew_names()
    assert found().count("Dambuilder") == 2
    later = Draft("The Dambuilder slept.", "en", story="lock", reading=read("The Dambuilder slept.", "en"))
    told.save([later])
    assert found().count("Dambuilder") == 3
    told.undo(event)
    told.renew_names()
    assert found() == before and not told.names_waiting


def test_only_the_articles_in_which_a_new_spelling_stands_are_read_again(told):
    told.decide_names([change.variant("country/RU", "ar", "بلاد الدب")])
    assert told.renew_names() == 0 and not told.names_waiting
    told.save([Draft("سافر الوزير إلى بلاد الدب وعاد.", "ar", story="lock")])
    assert "country/RU" in set(told.mentions()[lambda m: m.surface == "بلاد الدب"].entity_id)


def test_what_one_decides_another_sees_on_the_next_question(told, corpus_folder):
    other = open_corpus(corpus_folder)
    event = told.decide_names([change.ignored(BELOTSERKOV)])
    assert BELOTSERKOV not in set(other.mentions().entity_id)
    other.undo(event)
    assert BELOTSERKOV in set(told.mentions().entity_id)


def test_a_renewal_that_was_cut_short_is_finished_when_the_corpus_is_opened_again(told, corpus_folder, monkeypatch):
    monkeypatch.setattr(type(told), "catch_up", lambda self: None)
    told.save([Draft("The Dambuilder slept.", "en", story="lock")])
    told.decide_names([change.variant(BELOTSERKOV, "en", "Dambuilder")], {BELOTSERKOV: ("person", "D B", "")})
    assert told.names_waiting
    monkeypatch.undo()
    again = open_corpus(corpus_folder)
    again.renew_names()
    assert "Dambuilder" in set(again.mentions().surface) and not again.names_waiting


def test_what_is_kept_added_up_follows_every_kind_of_decision(told, monkeypatch):
    monkeypatch.setattr(derived, "WORTH_A_SET", 1)
    told.prepare()
    monkeypatch.undo()
    arabic, before = arabic_id(told), by_entity(told, Scope())
    told.decide_names([
        change.called("country/RU", "en", "The Russian side"), change.same("place/pyongyang", "country/KP"),
        change.same(arabic, BELOTSERKOV), change.ignored("organisation/hydrovolk-group"),
        change.typed("place/moscow", "organisation"), change.spelling("person/kim-jong-un", "en", "Kim", ""),
    ])
    told.correct(told.articles(Selection(story="lock")).article_id.iloc[0], outlet="Another outlet")
    for name in reversed(flat.OF_ENTITIES):
        tallies = flat.added_up(told.table(name), name)
        kept = told.execute(tallies.filter(tallies.articles > 0))
        counted = told.execute(flat.tallied(told.table("entities"), name))
        assert sorted(kept.itertuples(index=False)) == sorted(counted.itertuples(index=False))
    # Of some days it is counted sentence by sentence, of all of them as it is kept.
    days = Scope(first_day=dt.date(2000, 1, 1))
    assert len(told.articles(days.selection())) == len(told.articles())
    for demonyms in (True, False):
        edges = [comentions.network(told, replace(scope, demonyms=demonyms)).edges for scope in (days, Scope())]
        assert len(edges[0]) > 20 and edges[0].equals(edges[1])
    assert int(counted.mentions.sum()) == len(told.mentions()) < int(before["count"].sum())
    russia = [frame[frame.entity_id == "country/RU"].set_index("side") for frame in (before, by_entity(told, Scope()))]
    assert (russia[0]["count"] == russia[1]["count"]).all() and set(russia[1].name_en) == {"The Russian side"}


def test_decisions_about_more_ids_than_a_query_holds_are_joined(told, monkeypatch):
    from components.corpus import renamed

    monkeypatch.setattr(renamed, "IDS_IN_QUERY", 1)
    quotes = len(told.quotes())
    told.decide_names([change.same("place/pyongyang", "country/KP"), change.ignored(BELOTSERKOV)])
    ids = set(told.mentions().entity_id)
    assert "place/pyongyang" not in ids and BELOTSERKOV not in ids and "country/KP" in ids
    assert len(told.quotes()) == quotes
