"""What stands beside a name tells what it names: sentences as newsrooms write them, in both languages."""
from __future__ import annotations

import datetime as dt

import pytest

from components.reading import authority, read


def kinds(text):
    return {mention.surface: mention.entity_type for mention in read(text).mentions}


def ids(text):
    return {mention.surface: mention.entity_id for mention in read(text).mentions}


@pytest.mark.parametrize(("text", "name"), [
    ("Rescuers reached the village of Moulay Tahar on Saturday.", "Moulay Tahar"),
    ("Crowds met in front of the Zarhouni mosque after prayers.", "Zarhouni"),
    ("Fans filled Casablanca's Mohammed V Square until dawn.", "Mohammed V Square"),
    ("They lost at the Learning City Stadium on Tuesday.", "Learning City Stadium"),
    ("وصلت الفرق إلى قرية مولاي الطاهر صباح السبت.", "مولاي الطاهر"),
    ("وقصفت الطائرات مدينة بحري فجر الخميس.", "بحري"),
    ("ونزح السكان من حي كافوري إلى الجنوب.", "كافوري"),
    ("واحتفل الآلاف في ساحة محمد الخامس حتى الفجر.", "ساحة محمد الخامس"),
])
def test_place_is_one_be_it_called_after_a_person(text, name):
    assert kinds(text).get(name) == "place"


@pytest.mark.parametrize(("text", "name"), [
    ("He is the former co-chief and the founder of Velodrine, a maker of bicycles.", "Velodrine"),
    ("The Velodrine chief executive, who joined in 2019, will stay.", "Velodrine"),
    ("The goalkeeper, who plays for Torrelva, saved twice.", "Torrelva"),
    ("Britain's Competition and Markets Authority is watching.", "Competition and Markets Authority"),
    ("وقال الرئيس التنفيذي السابق لشركة فيلودرين إن العرض قائم.", "فيلودرين"),
    ("ذكرت قناة القاهرة الإخبارية أن المعبر سيفتح.", "قناة القاهرة الإخبارية"),
])
def test_firm_or_body_is_told_by_what_is_said_of_it(text, name):
    assert kinds(text).get(name) == "organisation"


def test_name_that_needs_telling_is_the_known_one_beside_others_of_its_kind():
    found = ids("Shares of Microsoft rose; Google parent Alphabet, Meta and Amazon were little changed.")
    assert (found["Alphabet"], found["Meta"]) == ("organisation/alphabet-inc", "organisation/meta-platforms")
    assert "organisation/meta-platforms" not in ids("The play within the play is called Meta by its author.").values()


def test_word_for_its_kind_before_a_known_body_leaves_it_the_same_body():
    assert ids("أكدت المديرة العامة لمنظمة اليونسكو ذلك.") == {"منظمة اليونسكو": "organisation/unesco"}
    assert ids("وأغلقت بورصة ناسداك على ارتفاع.") == {"بورصة ناسداك": "organisation/nasdaq"}


@pytest.mark.parametrize("text", [
    "Iran's National Security Council met on Monday.",
    "وقال المتحدث باسم مجلس الأمن القومي في المؤتمر إن الاجتماع انتهى.",
])
def test_body_whose_like_every_country_has_is_not_taken_for_another_ones(text):
    assert not {"organisation/us-national-security-council", "organisation/un-security-council"} & set(
        ids(text).values())
    assert "organisation/us-national-security-council" in ids("The US National Security Council met.").values()


def test_title_of_somebodys_is_no_name_and_a_name_that_means_a_title_is_one():
    assert "أمينه" not in kinds("ورحب الحزب بالاتفاق، وقال أمينه العام حسن نصر الله إنه تحول جيد.")
    assert kinds("وصل مستشار الأمن الوطني السعودي مساعد بن محمد العيبان.")["مساعد بن محمد العيبان"] == "person"
    assert kinds("وقال وزير الخارجية العراقي ناجي صبري ذلك.")["ناجي صبري"] == "person"


def test_person_who_is_told_about_is_none_of_the_places_before():
    assert kinds("In Khan Younis, Ghada, a mother of five, was crying.") == {"Khan Younis": "place", "Ghada": "person"}


def test_what_somebody_shouts_is_no_name_but_names_in_it_are():
    assert kinds('He wrote: "WE HAVE A DEAL FOR THE HOSTAGES IN THE MIDDLE EAST."') == {"MIDDLE EAST": "place"}


def test_gaza_is_the_strip_in_both_languages_unless_the_city_is_said():
    for text in ("Aid reached Gaza.", "Aid reached the Gaza Strip.", "وصلت المساعدات إلى غزة.", "إلى قطاع غزة."):
        assert set(ids(text).values()) == {"place/gaza-strip"}, text
    for text in ("Aid reached Gaza City.", "وصلت المساعدات إلى مدينة غزة."):
        assert set(ids(text).values()) == {"place/gaza-city"}, text


def test_counted_people_are_no_year():
    assert not read("ارتفعت حصيلة الزلزال إلى 2012 قتيلا و2059 مصابا.").dates
    [year] = read("وقعت الحرب في 2012 ثم انتهت.").dates
    assert year.first_day == dt.date(2012, 1, 1)


def test_month_by_both_of_its_names_is_one_date():
    [date] = read("بلغ التضخم مستوى قياسيا في سبتمبر أيلول 2023.").dates
    assert (date.surface, date.first_day) == ("سبتمبر أيلول 2023", dt.date(2023, 9, 1))


def said(text):
    return [(q.surface, q.speaker_id or q.speaker) for q in read(text).quotes]


def test_two_statements_in_one_sentence_keep_their_own_speakers():
    assert said("More than 46,700 people have been killed, according to the Gaza health ministry; some fled.") == [
        ("More than 46,700 people have been killed", "organisation/gaza-health-ministry")]
    text = "ذكرت صحيفة الغد أن معبر رفح سيفتح غدا، فيما قالت وكالة الأونروا إن الشاحنات ما زالت تنتظر."
    assert [surface for surface, _ in said(text)] == ["معبر رفح سيفتح غدا", "الشاحنات ما زالت تنتظر"]


def test_body_is_quoted_under_its_whole_name():
    assert said("وبحسب وزارة الصحة في غزة، بلغ عدد القتلى سبعة منذ أمس.")[0][1] == "organisation/gaza-health-ministry"


def test_he_is_no_body_that_spoke_in_between():
    text = ("Doctors Without Borders said its hospital was full. Army chief Abdel Fattah al-Burhan told reporters that "
            "he saw no partner. \"We do not have another option than this one,\" he said.")
    assert said(text)[-1][1] == "person/abdel-fattah-al-burhan"


@pytest.mark.parametrize(("text", "first"), [
    ("DOHA/CAIRO, Jan 15 (Reuters) - Negotiators reached a deal on Wednesday. It holds.", "Negotiators"),
    ("الدوحة/القاهرة - الجزيرة نت ووكالات\nأعلن الوسطاء مساء الأربعاء نجاح جهودهم في التوصل إلى اتفاق.", "أعلن"),
])
def test_dateline_of_two_towns_is_no_sentence(text, first):
    assert text[read(text).sentences[0].start:].startswith(first)


@pytest.mark.parametrize(("text", "name", "kind"), [
    ("A Turkish company, Arsel Construction, repaired the wall.", "Arsel Construction", "organisation"),
    ("Researchers at Climate Analytics say that it must fall.", "Climate Analytics", "organisation"),
    ("The toll was given by the Libyan Red Crescent on Monday.", "Libyan Red Crescent", "organisation"),
    ("The valley of Wadi Derna was searched again.", "Wadi Derna", "place"),
    ("ضربت العاصفة «دانيال» الساحل ليل الأحد.", "دانيال", "event"),
    ("كتب على منصة «إكس» أن الاتفاق مهم.", "إكس", "organisation"),
    ("ضربت السيول مدن الجبل الأخضر ليل الأحد.", "الجبل الأخضر", "place"),
    ("وأشارت المحامية عادلة هاشم إلى ذلك.", "عادلة هاشم", "person"),
    ("وأعلنت القاضية الأميركية جوان دونوهيو القرار.", "جوان دونوهيو", "person"),
    ("وقال طه مفتاح (39 سنة) إن الطريق مغلق.", "طه مفتاح", "person"),
    ("OceanGate Expeditions, the company that ran the trip, named them.", "OceanGate Expeditions", "organisation"),
    ("David Lochridge, OceanGate's former director, had warned.", "OceanGate", "organisation"),
    ("A vehicle from the Canadian ship Horizon Arctic found it.", "Horizon Arctic", "product"),
    ('عثرت عليه السفينة الكندية "هورايزن أركتيك" أمس.', "هورايزن أركتيك", "product"),
    ('ونعت شركة "أوشن غيت إكسبيديشنز" الضحايا.', "أوشن غيت إكسبيديشنز", "organisation"),
    ("وقال مصدر في وزارة الطاقة لوكالة الأنباء السعودية ذلك.", "وكالة الأنباء السعودية", "organisation"),
])
def test_kind_is_what_the_words_beside_a_name_say(text, name, kind):
    assert kinds(text).get(name) == kind


def test_given_name_that_may_be_a_title_stays_in_the_name():
    assert ids("Summit president Sultan Al Jaber spoke.") == {"Sultan Al Jaber": "person/sultan-al-jaber"}
    assert ids("وقال الدكتور سلطان بن أحمد الجابر ذلك.") == {"سلطان بن أحمد الجابر": "person/sultan-al-jaber"}


def test_father_of_somebody_is_known_in_every_case():
    assert ids("أحمد الشرع، المعروف بأبي محمد الجولاني، تحدث.").get("أبي محمد الجولاني") == "person/ahmed-al-sharaa"


def test_he_is_who_spoke_last_be_it_under_a_name_with_an_article():
    text = ("The premier Omar Jalali said it was ready. Abu Mohammed al-Golani visited the mosque and called the fall "
            "\"a victory for the whole nation.\" He told hundreds of people that it had been a farm.")
    assert said(text)[-1][1] == "person/ahmed-al-sharaa"


def test_relative_of_somebody_known_is_not_whoever_else_bears_the_name():
    assert "person/saddam-hussein" not in ids("Khalifa Haftar's son Saddam heads the committee.").values()


def test_family_name_without_its_article_is_the_same_person():
    found = ids("Mayor Abdulmenam al-Ghaithi was suspended. Mr Ghaithi denies it.")
    assert found["Ghaithi"] == found["Abdulmenam al-Ghaithi"]


@pytest.mark.parametrize(("text", "speaker"), [
    ("وأشاد المبعوث الأميركي الخاص للمناخ جون كيري بالاتفاق، معتبرا أنه «يبعث برسائل قوية إلى العالم».",
     "المبعوث الأميركي الخاص للمناخ جون كيري"),
    ("ووصف رئيس الوزراء بنيامين نتنياهو القضية بأنها «عالم مقلوب رأسا على عقب».", "رئيس الوزراء بنيامين نتنياهو"),
    ("وألقى القائد أحمد الشرع خطابا في الجامع وصف فيه سقوط الأسد بأنه «نصر للأمة كلها اليوم».",
     "القائد أحمد الشرع"),
    ("وبحسب الناطق باسم «الجيش الوطني» اللواء أحمد المسماري، فقد بلغ عدد الضحايا 3868 قتيلا.",
     "الناطق باسم «الجيش الوطني» اللواء أحمد المسماري"),
    ("وقال المخرج جيمس كاميرون لهيئة الإذاعة البريطانية إنه صدم من التشابه.", "المخرج جيمس كاميرون"),
    ("واتهمت جنوب أفريقيا إسرائيل بارتكاب «أعمال كثيرة من هذا النوع».", "جنوب أفريقيا"),
])
def test_speaker_is_the_title_with_its_name_and_no_object(text, speaker):
    assert [quote.speaker for quote in read(text).quotes if quote.kind != "scare"] == [speaker]


def test_being_held_pending_an_inquiry_is_no_report():
    assert not read("أمر النائب العام بحبس ثمانية مسؤولين على ذمة التحقيق في انهيار السد.").quotes


def test_what_the_article_goes_on_to_say_is_not_put_into_the_speakers_mouth():
    assert [surface for surface, _ in said(
        "The death toll stands at 3,868, according to the LNA, though the Red Crescent has put it far higher.")] == [
            "The death toll stands at 3,868"]


def test_whoever_shouts_is_quoted():
    [quote] = read('Donald Trump wrote on Truth Social: "WE HAVE A DEAL FOR THE HOSTAGES."').quotes
    assert (quote.kind, quote.speaker) == ("direct", "Donald Trump")


def test_text_that_ends_within_a_title_is_read():
    assert read("وقال المبعوث الخاص للمناخ وترامب").mentions


@pytest.mark.parametrize(("text", "entity_id"), [
    ("The premier, Mohammed Ghazi Jalali, said it was ready.", "person/mohammad-ghazi-al-jalali"),
    ("The army chief, Abdul Fattah Burhan, left.", "person/abdel-fattah-al-burhan"),
])
def test_person_is_known_under_another_spelling_of_the_given_name(text, entity_id):
    assert entity_id in ids(text).values()


def test_names_of_given_names_alone_are_many_peoples():
    assert not any(found in authority.load().entities for found in ids("A teacher, Mahmood Yousef, left.").values())


def test_being_so_old_is_no_report():
    text = 'وقال عمر ضاهر، وهو محام يبلغ من العمر 29 عاما، في ساحة المدينة: "لا أصدق ما يحدث هنا".'
    assert [quote.cue for quote in read(text).quotes] == ["وقال"]
