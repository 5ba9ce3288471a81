import pytest

from components.text.names import best_matches, similarity, transliterate
from components.text.spelling import arabic_key, distance, latin_key

# A suggestion inside one story is made from here on.
SUGGESTED = 0.80


@pytest.mark.parametrize(("arabic", "english"), [
    ("كيم جونغ أون", "Kim Jong Un"),
    ("كيم جونج أون", "Kim Jong-un"),
    ("سيرغي لافروف", "Sergei Lavrov"),
    ("يوري غاغارين", "Yuri Gagarin"),
    ("فولوديمير زيلينسكي", "Volodymyr Zelenskyy"),
    ("نيكيتا خروتشوف", "Nikita Khrushchev"),
    ("ميخائيل غورباتشوف", "Mikhail Gorbachev"),
    ("بيونغ يانغ", "Pyongyang"),
    ("شي جين بينغ", "Xi Jinping"),
    ("رجب طيب أردوغان", "Recep Tayyip Erdoğan"),
    ("جان إيف لودريان", "Jean-Yves Le Drian"),
    ("عبد الفتاح السيسي", "Abdel-Fattah El-Sissi"),
    ("حسن نصر الله", "Hassan Nasrallah"),
    ("محمد بن سلمان", "Mohammed bin Salman"),
    ("سعد الدين الحريري", "Saad Hariri"),
    ("أشرف غني", "Ashraf Ghani"),
    ("لافروف سيرغي", "Sergei Lavrov"),
    ("جامعة أوسلو", "University of Oslo"),
    ("جورج دبليو بوش", "George W. Bush"),
])
def test_one_name_in_both_scripts_is_suggested(arabic, english):
    assert similarity(arabic, english) >= SUGGESTED


@pytest.mark.parametrize(("arabic", "english"), [
    ("سيرغي لافروف", "Sergei Shoigu"),
    ("بكين", "Putin"),
    ("كيم جونغ أون", "Kim Yo Jong"),
    ("موسكو", "Minsk"),
    ("محمد بن سلمان", "Mohammed bin Rashid"),
    ("فلاديمير بوتين", "Vladimir Tikhonov"),
    ("القدس", "Cairo"),
    ("جامعة القاهرة", "University of Oslo"),
])
def test_two_names_are_not_suggested_as_one(arabic, english):
    assert similarity(arabic, english) < SUGGESTED


def test_part_of_a_name_is_less_sure_than_the_whole():
    assert similarity("بوتين", "Vladimir Putin") < similarity("فلاديمير بوتين", "Vladimir Putin")


def test_names_find_their_spelling_among_others():
    english = ["Lukashenko", "Kozlov", "Angara", "Gagarin", "Vostochny", "Shoigu"]
    arabic = ["شويغو", "غاغارين", "جاجارين", "أنغارا", "فوستوشني", "كوزلوف", "لوكاشينكو"]
    assert [english[i] for i in best_matches(arabic, english)] == [
        "Shoigu", "Gagarin", "Gagarin", "Angara", "Vostochny", "Kozlov", "Lukashenko"]


def test_nothing_to_choose_from_gives_no_index():
    assert best_matches(["بوتين"], []) == [-1]
    assert best_matches([], ["Putin"]) == []


def test_letters_of_one_sound_cost_nothing():
    for arabic in ("غانا", "جانا"):
        assert distance(arabic_key(arabic), latin_key("Gana")) == 0
    assert distance(arabic_key("تشخوف"), latin_key("Chkhov")) < 0.3
    assert distance(arabic_key("بوتين"), latin_key("Lavrov")) > 2


@pytest.mark.parametrize(("arabic", "latin"), [
    ("كوزلوف", "Kuzluf"), ("كيم جونغ أون", "Kim Jung Un"), ("محمد بن سلمان", "Muhammad Bin Salman"),
    ("إيران", "Iran"), ("ليبيا", "Libiya"), ("الدحدوح", "Al-Dahduh"), ("باك جونغ تشون", "Bak Jung Chun"),
    ("زوِّدت", "Zudat"), ("٢٠٢٣", "2023"), ("", ""), ("🙂", ""),
])
def test_transliteration_can_be_read(arabic, latin):
    assert transliterate(arabic) == latin
