import pytest

from components.reading.boilerplate import find

BODY_AR = "قال الوزير إن المحادثات مستمرة منذ يومين في العاصمة.\nوأضاف أن الوفد سيعود غدا.\n"
BODY_EN = "The minister said the talks had gone on for two days.\nThe delegation returns tomorrow.\n"


def told(text, language):
    return [(b.kind, b.value, b.surface) for b in find(text, language)]


def test_comment_form_at_the_end_is_two_lines():
    text = BODY_AR + "\nاترك تعليقاً\n\nلن يتم نشر عنوان بريدك الإلكتروني. الحقول الإلزامية مشار إليها بـ *"
    assert [(kind, surface[:5]) for kind, _, surface in told(text, "ar")] == [
        ("comment_form", "اترك "), ("comment_form", "لن يت")]
    text = BODY_EN + "Leave a Reply\nYour email address will not be published. Required fields are marked *"
    assert [kind for kind, _, _ in told(text, "en")] == ["comment_form"] * 2


@pytest.mark.parametrize(("last", "value", "language"), [
    ("Source : BBC News", "BBC News", "en"),
    ("SOURCE: AL JAZEERA AND NEWS AGENCIES", "AL JAZEERA AND NEWS AGENCIES", "en"),
    ("AFP", "AFP", "en"),
    ("المصدر: الجزيرة + وكالات", "الجزيرة + وكالات", "ar"),
    ("(رويترز)", "رويترز", "ar"),
    ("المصدر : أ ف ب", "أ ف ب", "ar"),
])
def test_credit_line_tells_the_outlet_as_written(last, value, language):
    body = BODY_AR if language == "ar" else BODY_EN
    assert told(body + last, language) == [("credit", value, last)]


def test_credit_in_brackets_after_the_last_sentence_leaves_the_sentence():
    assert told("الأولى هنا.\nانتهت الزيارة اليوم. (رويترز)", "ar") == [("credit", "رويترز", "(رويترز)")]
    assert told("It began.\nThe visit ended on Friday. (AFP)", "en") == [("credit", "AFP", "(AFP)")]


@pytest.mark.parametrize(("text", "language", "pieces"), [
    ("Moscow, Russia\n" + BODY_EN, "en", [("dateline", "Moscow", "Moscow, Russia")]),
    ("LONDON (Reuters) - Oil rose.", "en", [("dateline", "LONDON", "LONDON"), ("credit", "Reuters", "(Reuters) -")]),
    ("KYIV, Ukraine (AP) — Oil rose.", "en", [("dateline", "KYIV", "KYIV, Ukraine"), ("credit", "AP", "(AP) —")]),
    ("WASHINGTON — The president spoke.", "en", [("dateline", "WASHINGTON", "WASHINGTON —")]),
    ("القاهرة (أ ف ب) – أعلنت مصر", "ar", [("dateline", "القاهرة", "القاهرة"), ("credit", "أ ف ب", "(أ ف ب) –")]),
    ("بيروت - رويترز\nقال الوزير.", "ar", [("dateline", "بيروت", "بيروت"), ("credit", "رويترز", "- رويترز")]),
    ("غزة ـ «القدس العربي»: قال", "ar", [("dateline", "غزة", "غزة"), ("credit", "القدس العربي", "ـ «القدس العربي»:")]),
])
def test_dateline_tells_place_and_agency(text, language, pieces):
    assert told(text, language) == pieces


@pytest.mark.parametrize(("line", "kind", "language"), [
    ("اقرأ أيضًا: مقتل ثلاثة في حادث سير", "related", "ar"),
    ("مواضيع ذات صلة", "related", "ar"),
    ("READ MORE: What we know so far", "related", "en"),
    ("شارك هذا المقال", "share", "ar"),
    ("Facebook Twitter WhatsApp", "share", "en"),
    ("Sign up for our daily newsletter", "share", "en"),
    ("جميع الحقوق محفوظة © 2023", "copyright", "ar"),
    ("© 2023 The Daily Post. All rights reserved.", "copyright", "en"),
    ("مصدر الصورة، Getty Images", "credit", "ar"),
    ("Image source, Getty Images", "credit", "en"),
])
def test_line_between_paragraphs_is_set_aside(line, kind, language):
    body = BODY_AR if language == "ar" else BODY_EN
    assert [(k, s) for k, _, s in told(body + line + "\n" + body, language)] == [(kind, line)]


def test_byline_names_its_people():
    assert told("By Anna Smith and John Brown\n" + BODY_EN, "en")[0][:2] == ("byline", "Anna Smith and John Brown")
    assert told("كتب: أحمد محمود\n" + BODY_AR, "ar")[0][:2] == ("byline", "أحمد محمود")


def test_label_takes_the_headline_that_it_announces_but_no_sentence():
    text = BODY_EN + "Read more\nWhat we know about the talks\n" + BODY_EN
    assert [s for _, _, s in told(text, "en")] == ["Read more", "What we know about the talks"]
    assert [s for _, _, s in told(BODY_EN + "Read more\n" + BODY_EN, "en")] == ["Read more"]


@pytest.mark.parametrize(("text", "language"), [
    ("By Friday the talks had failed.", "en"),
    ("Source of the leak, officials said, was unknown.", "en"),
    ("BREAKING - The talks failed.", "en"),
    ("Share prices on the London exchange fell.", "en"),
    ("Follow the money, he said on Twitter.", "en"),
    ("Smith, Jones", "en"),
    ("المصدر الذي طلب عدم ذكر اسمه قال إن الوفد غادر.", "ar"),
    ("كتب الرئيس على تويتر أن الأمر انتهى.", "ar"),
    ("وقالت وكالة رويترز إن الوفد وصل.", "ar"),
    ("شارك الوزير في الاجتماع.", "ar"),
    ("تقرير الأمم المتحدة عن اليمن", "ar"),
])
def test_sentence_that_begins_like_boilerplate_stays_in_the_article(text, language):
    assert told(text, language) == []
