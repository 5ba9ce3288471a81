"""Who and what an article names."""
from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from components.reading import authority, entities, read
from components.reading.models import ENTITY_TYPES, Boilerplate, Sentence

SEED = Path(__file__).resolve().parents[2] / "data" / "seed"


def find(text, language, **more):
    return entities.find(text, language, [Sentence(0, 0, len(text), 0)], **more)


def ids(text, language):
    return [m.entity_id for m in find(text, language)]


def named(text, language):
    return {m.surface: m.entity_type for m in find(text, language)}


# -- known names ---------------------------------------------------------------------------------------


def test_both_languages_give_one_person_one_id():
    assert ids("Sergei Lavrov left.", "en") == ids("غادر سيرغي لافروف.", "ar") == ["person/sergei-lavrov"]


def test_conjunction_and_preposition_stay_outside_of_an_arabic_name():
    surfaces = [m.surface for m in find("زار روسيا والصين وعاد من بيونغ يانغ لبكين", "ar")]
    assert surfaces == ["روسيا", "الصين", "بيونغ يانغ", "بكين"]


def test_a_vowel_mark_inside_a_name_does_not_hide_it():
    [mention] = find("وصل إلى رُوسيا أمس", "ar")
    assert (mention.entity_id, mention.surface) == ("country/RU", "رُوسيا")


def test_the_conjunction_an_is_never_the_name_an():
    assert [m.surface for m in find("أكد أن الوضع هادئ، ويقول آن تشان إيل إن الأمر مختلف.", "ar")] == ["آن تشان إيل"]


def test_a_word_that_only_begins_with_a_letter_like_a_clitic_is_no_name():
    assert find("التقى وليد صديقا له", "ar") == [] or "place" not in named("التقى وليد صديقا له", "ar").values()


def test_the_pronoun_us_is_no_country():
    assert ids("He told us to wait for the US.", "en") == ["country/US"]


def test_names_in_a_line_of_capitals_are_found_and_its_other_words_are_no_names():
    assert ids("KIM JONG UN ARRIVES IN RUSSIA BY TRAIN", "en") == ["person/kim-jong-un", "country/RU"]


def test_a_nationality_is_marked_as_such_and_counts_for_its_country():
    [mention] = find("The Russian army moved.", "en")[:1]
    assert mention.entity_type in ("country", "organisation")
    [adjective] = find("وسائل إعلام روسية قالت ذلك", "ar")
    assert (adjective.entity_id, adjective.form) == ("country/RU", "demonym")


def test_latin_american_names_no_country():
    assert find("Latin American leaders met.", "en") == []


def test_a_fight_for_a_place_names_the_place():
    assert "country/UA" in ids("It supplied munitions for its war in Ukraine.", "en")
    assert "country/UA" in ids("تأثير كبير على الحرب في أوكرانيا", "ar")


def test_a_title_stays_outside_of_the_name():
    assert "Vladimir Putin" in named("He is due to meet President Vladimir Putin.", "en")
    assert "عبد الله الثاني" in named("قال الملك عبد الله الثاني إن بلاده مستعدة", "ar")


def test_a_users_own_name_is_found():
    known = authority.load().with_rows([{"id": "organisation/flumbix", "name_en": "Flumbix", "name_ar": "فلومبكس"}])
    assert [m.entity_id for m in find("ووقعت فلومبكس العقد", "ar", authority=known)] == ["organisation/flumbix"]


# -- short forms ---------------------------------------------------------------------------------------


def test_a_family_name_stands_for_the_person_named_in_full_before():
    mentions = find("Kim Jong Un has left. Kim took the train.", "en")
    assert [(m.entity_id, m.form, m.method) for m in mentions] == [
        ("person/kim-jong-un", "name", "known"),
        ("person/kim-jong-un", "short", "repeated"),
    ]


def test_kim_alone_is_not_the_leader_of_north_korea():
    assert "person/kim-jong-un" not in ids("Kim said the shop in Leeds was closed.", "en")


def test_a_family_name_of_two_people_stands_for_the_one_named_last():
    mentions = find("John Fenwick and Mary Fenwick spoke. Then Fenwick left.", "en")
    assert mentions[-1].entity_id == mentions[1].entity_id == "person/mary-fenwick"


def test_a_new_name_is_followed_to_its_short_form_in_arabic():
    mentions = find("التقى الوزير محمد المنسي بالوفد. وقال المنسي إن الوفد غادر.", "ar")
    assert [m.surface for m in mentions] == ["محمد المنسي", "المنسي"]
    assert mentions[0].entity_id == mentions[1].entity_id


def test_an_acronym_in_brackets_stands_for_the_name_before_it():
    mentions = find("The Metals Traders Association (MTA) met. The MTA decided nothing.", "en")
    assert {m.entity_id for m in mentions} == {"organisation/metals-traders-association"}
    assert len(mentions) == 3


# -- new names -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Russian Natural Resources Minister Piotr Zelkovic spoke.", "Piotr Zelkovic", "person"),
        ("It was reported by analyst Dorrit Hale on Monday.", "Dorrit Hale", "person"),
        ("The villagers of Oskerby, England, were asked.", "Oskerby", "place"),
        ("They met at the University of Oskerby last year.", "University of Oskerby", "organisation"),
        ("Shares in Brindlow Holdings fell.", "Brindlow Holdings", "organisation"),
        ("“It is over,” said Trenwick.", "Trenwick", "person"),
        ("They live in Zerzhinsk now.", "Zerzhinsk", "place"),
    ],
)
def test_new_english_names_are_found_with_their_kind(text, name, kind):
    assert named(text, "en").get(name) == kind


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("وقال المتحدث باسم الشركة كارستن فوغلباور إن العمل مستمر", "كارستن فوغلباور", "person"),
        ("وصل رئيس الوفد محمد بن راشد الخضيري إلى المطار", "محمد بن راشد الخضيري", "person"),
        ("انتقل إلى مدينة برونشتات مع أسرته", "برونشتات", "place"),
        ("درس في جامعة برونشتات ثلاث سنوات", "جامعة برونشتات", "organisation"),
        ("وأعلنت وزارة الدفاع الروسية ذلك", "وزارة الدفاع الروسية", "organisation"),
    ],
)
def test_new_arabic_names_are_found_with_their_kind(text, name, kind):
    assert named(text, "ar").get(name) == kind


def test_ordinary_words_at_the_beginning_of_a_sentence_are_no_names():
    assert find("Journalists usually know when. Meanwhile the talks go on. Several hours passed.", "en") == []


def test_months_religions_and_currencies_are_no_names():
    assert find("On Monday, 5 May, the Muslim holiday began.", "en") == []
    assert find("دفع مليون دولار في شهر أيلول قبل العيد", "ar") == []


def test_the_name_of_a_discovered_thing_is_empty_in_the_other_language():
    [mention] = find("“It is over,” said Trenwick.", "en")
    assert (mention.name_en, mention.name_ar, mention.method) == ("Trenwick", "", "discovered")


# -- the seed articles ---------------------------------------------------------------------------------

ENGLISH = {
    "Kim Jong Un", "Putin", "Kim", "North Korea", "Pyongyang", "Russia", "Moscow", "Ukraine", "US", "Soviet Union",
    "BBC News", "New York Times", "Eastern Economic Forum", "Vladivostok", "Ussuriysk", "Khabarovsk",
    "Vostochny Cosmodrome",
}
ARABIC = {
    "كيم جونغ أون", "كيم", "بوتين", "سيرغي شويغو", "سيرغي لافروف", "ألكسندر كوزلوف", "يوري غاغارين", "باك جونغ تشون",
    "جو تشون ريونغ", "آن تشان إيل", "فلاديمير تيخونوف", "ألكسندر لوكاشينكو", "مين أونغ هلاينغ", "وكالة فرانس برس",
    "كوريا الشمالية", "روسيا", "أوكرانيا", "موسكو", "بكين", "بيونغ يانغ", "فلاديفوستوك", "أنغارا", "سويوز-2",
    "جامعة أوسلو", "الصين",
}


@pytest.mark.parametrize(
    ("file", "language", "expected"),
    [("kim-arrives-in-russia.en.txt", "en", ENGLISH), ("kim-vostochny-summit.ar.txt", "ar", ARABIC)],
)
def test_all_names_of_a_seed_article_are_found(file, language, expected):
    assert expected <= set(named((SEED / file).read_text(encoding="utf-8"), language))


def test_two_spellings_of_the_cosmodrome_are_one_place():
    mentions = find((SEED / "kim-vostochny-summit.ar.txt").read_text(encoding="utf-8"), "ar")
    bases = {m.entity_id for m in mentions if "فوستوتشني" in m.surface or "فوستوشني" in m.surface}
    assert len(bases) == 1


# -- any text ------------------------------------------------------------------------------------------


def test_mentions_lie_in_their_sentence_and_outside_of_the_boilerplate():
    text = "Moscow, Russia\nKim Jong Un left. Then Lavrov came.\nSource : BBC News"
    sentences = [Sentence(0, 15, 32, 1), Sentence(1, 33, 50, 1)]
    outside = [Boilerplate(51, len(text), text[51:], "credit", "BBC News"), Boilerplate(0, 14, text[:14], "dateline")]
    mentions = entities.find(text, "en", sentences, outside=outside)
    assert [(m.surface, m.sentence_no) for m in mentions] == [("Kim Jong Un", 0), ("Lavrov", 1)]


PIECES = st.sampled_from([
    "Kim Jong Un", "Kim", "US", "the", "University of", "Mr.", "“", "”", "(", ")", ",", ". ", "\n", "’s", "-", "U.S.",
    "كيم", "جونغ أون", "الملك", "عبد", "بن", "أبو", "و", "لل", "ال", "وزارة", "آن", "أن", "ـ", "ِ", "مدينة", "قال",
    "\u200f", "2", "٣", "🙂", "\x00", "É", "\u0301",
])


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(
        st.text(max_size=200),
        st.lists(PIECES, max_size=40).map(" ".join),
        st.lists(PIECES, max_size=40).map("".join),
    ),
    st.sampled_from(["en", "ar"]),
)
def test_any_text_gives_mentions_that_are_in_it_and_do_not_overlap(text, language):
    end = 0
    for mention in find(text, language):
        assert text[mention.start:mention.end] == mention.surface != ""
        assert mention.start >= end
        assert mention.entity_type in ENTITY_TYPES
        end = mention.end


def test_latin_name_in_arabic_is_of_the_kind_that_the_arabic_word_before_it_says():
    text = "وقالت شركة Zorblat إن مصنعها في مدينة Querfeld، وأضافت Zorblat أن المدير John Smithers سيصل."
    mentions = read(text).mentions
    assert [(m.surface, m.entity_type) for m in mentions if m.surface.isascii()] == [
        ("Zorblat", "organisation"), ("Querfeld", "place"), ("Zorblat", "organisation"), ("John Smithers", "person")]
    assert mentions[0].name_en == "Zorblat"


def test_known_name_is_found_in_either_script_whatever_the_language():
    arabic = read("أطلقت وكالة NASA مركبة لـSpaceX من فلوريدا.").mentions
    assert {"NASA", "SpaceX"} <= {m.surface for m in arabic}
    english = read("He wrote فلاديمير بوتين on the wall, and nobody dared to wash it off.", "en").mentions
    assert [m.entity_id for m in english] == ["person/vladimir-putin"]


def test_english_sentence_in_an_arabic_text_gives_no_name_for_its_first_word():
    assert not read("وكتب على جدار المدرسة: The children said nothing at all، ثم خرج من الباب.").mentions


def test_and_he_begins_nobodys_name():
    text = "وصل النائب، وهو الجمهوري كيث روثفوس، إلى المدينة."
    assert [m.surface for m in read(text).mentions if m.entity_type == "person"] == ["كيث روثفوس"]


def test_title_before_a_name_is_no_family_name_of_somebody_else():
    found = read("The Cambodian leader Hun Sen met Sen. Bernie Sanders on Monday in the old palace.").mentions
    people = [(m.surface, m.entity_id) for m in found if m.entity_type == "person"]
    assert people == [("Hun Sen", "person/hun-sen"), ("Bernie Sanders", "person/bernie-sanders")]


def test_one_known_name_with_an_unknown_family_name_is_somebody_else():
    found = read("Adele Raemer, a teacher, opened the door. Raemer said that she had heard nothing.").mentions
    assert [(m.surface, m.entity_id) for m in found] == [
        ("Adele Raemer", "person/adele-raemer"), ("Raemer", "person/adele-raemer")]


@pytest.mark.parametrize("text", ["قال بن ركتاشي إن الطريق مغلق منذ أمس.", "ثم تحدث بن ركتاشي طويلا عن الطريق."])
def test_new_name_never_begins_with_son_of_nor_with_a_verb_before_it(text):
    surfaces = [m.surface for m in read(text).mentions]
    assert not any(surface.startswith(("بن", "قال", "تحدث")) for surface in surfaces)


def test_word_for_a_kind_of_place_stays_outside_of_the_mention_and_tells_whom_it_means():
    found = find("على ضفاف نهر النيجر وفي دولة قطر وقطاع غزة وجزيرة العرب", "ar")
    assert [(m.surface, m.entity_id) for m in found] == [
        ("النيجر", "place/niger-river"), ("قطر", "country/QA"), ("غزة", "place/gaza-strip"),
        ("جزيرة العرب", "place/arabian-peninsula")]


def test_family_name_whose_owner_the_article_does_not_name_is_nobody_known():
    [mention] = find("وأوضح أنان أن الخطة ما زالت قائمة", "ar")
    assert (mention.entity_type, mention.method) == ("person", "discovered")
    assert mention.entity_id != "person/kofi-annan"


@pytest.mark.parametrize(("text", "name"), [
    ("وأكد نصر الله أن الحرب لم تنته", "نصر الله"),
    ("وقال محمد علي إن الجسر سيفتح", "محمد علي"),
    ("وسار ابن عمه أبي زكريا يحيى إلى البحر", "أبي زكريا يحيى"),
])
def test_name_goes_on_to_its_last_word(text, name):
    assert name in named(text, "ar")


def test_preposition_on_is_not_taken_into_a_name_before_it():
    assert "محمد علي" not in named("عثر محمد علي شاطئ البحر", "ar")
