import pytest

from components.text.language import detect


@pytest.mark.parametrize(("text", "code"), [
    ("North Korean leader Kim Jong Un has arrived in Russia by train.", "en"),
    ("MOSCOW: LEADERS MEET", "en"),
    ("Putin", "en"),
    ("التقى الرئيس الروسي زعيم كوريا الشمالية", "ar"),
    ("نشرت صحيفة New York Times وموقع Bellingcat تقريرا عن شركة SpaceX اليوم", "ar"),
    ("قال متحدث إن صحيفة کیهان نشرت الخبر أمس في طهران", "ar"),
    ("أكد الرئیس الإیرانی فی طهران أن المفاوضات مستمرة", "ar"),
    ("کیم جونگ اون رهبر کره شمالی وارد روسیه شد و با پوتین دیدار کرد", "fa"),
    ("شمالی کوریا کے رہنما کم جونگ ان روس پہنچ گئے ہیں", "ur"),
    ("Le président russe a reçu mardi son homologue nord-coréen à Moscou", "fr"),
    ("El presidente ruso recibió el martes a su homólogo norcoreano", "es"),
    ("Президент прибыл в Москву", "ru"),
    ("プーチン大統領は会談した", "ja"),
    ("金正恩抵达俄罗斯", "zh"),
])
def test_language_of_a_line_of_news(text, code):
    assert detect(text) == code


@pytest.mark.parametrize("text", ["", "  \n", "12:30 — ٢٠٢٣", "🙂🙂", "\x00\x01"])
def test_text_without_letters_has_no_language(text):
    assert detect(text) == "und"


def test_arabic_article_with_long_english_credits_stays_arabic():
    article = "وصل الوفد إلى العاصمة صباح اليوم وبدأت المحادثات بعد الظهر بحضور الوزراء. " * 5
    assert detect("Photo: Getty Images / Anadolu Agency via Reuters\n" + article) == "ar"
