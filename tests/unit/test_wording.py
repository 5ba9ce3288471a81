"""What texts call people, places, organisations and events: each case a sentence as news writes it."""
import pytest

from components.comparison.scope import Scope
from components.comparison.wording import counted, designations
from components.corpus import Draft
from components.reading.designations import Named, designation, loosened
from components.text.words import tokens


def called(text, name, kind, language, others=(), country="", form="name"):
    """The designation of a name in a sentence; others: (surface, type, form, country) of what else it names."""

    def place(surface):
        start = text.index(surface)
        return start, start + len(surface)

    beside = [Named(*place(surface), *rest) for surface, *rest in others]
    return designation(text, tokens(text), Named(*place(name), kind, form, country), beside, language)


@pytest.mark.parametrize(("text", "name", "others", "said"), [
    ("North Korean leader Kim Jong Un has arrived.", "Kim Jong Un", [("North Korean", "country", "demonym", "KP")],
     "North Korean leader Kim Jong Un"),
    ("They will meet President Vladimir Putin there.", "Vladimir Putin", [], "President Vladimir Putin"),
    ("A defiant Putin told reporters so.", "Putin", [], "defiant Putin"),
    ("He met former German chancellor Angela Merkel.", "Angela Merkel", [("German", "country", "demonym", "DE")],
     "former German chancellor Angela Merkel"),
    ("Olaf and his ally Leonid Volkov left.", "Leonid Volkov", [], "his ally Leonid Volkov"),
    ("Macron, the outgoing French president, was wrong.", "Macron", [("French", "country", "demonym", "FR")],
     "Macron, the outgoing French president"),
    ("The embattled president, Volodymyr Zelensky, spoke.", "Volodymyr Zelensky", [],
     "embattled president, Volodymyr Zelensky"),
    ("In Moscow President Putin spoke.", "Putin", [("Moscow", "place", "name", "RU")], "President Putin"),
    ("The so-called “president” Nicolas Maduro must go.", "Nicolas Maduro", [], "so-called “president” Nicolas Maduro"),
])
def test_an_english_person_is_called_by_title_epithet_and_apposition(text, name, others, said):
    assert called(text, name, "person", "en", others).text == said


@pytest.mark.parametrize(("text", "name"), [
    ("The train Kim took has left.", "Kim"),
    ("It was quoted by Putin, who laughed.", "Putin"),
    ("After meeting Kim he left.", "Kim"),
    ("Those who supported Trump cheered.", "Trump"),
    ("With Putin, president Xi agreed.", "Putin"),
])
def test_words_beside_an_english_name_that_are_not_said_of_it_stay_outside(text, name):
    others = [("Xi", "person", "name", "CN")] if "Xi" in text else []
    assert called(text, name, "person", "en", others).text == name


@pytest.mark.parametrize(("text", "name", "kind", "said"), [
    ("They met in war-torn Syria today.", "Syria", "country", "war-torn Syria"),
    ("It is in the port city of Mariupol.", "Mariupol", "place", "port city of Mariupol"),
    ("New U.S. tariffs came.", "U.S.", "country", "U.S."),
    ("The militant group Hamas said so.", "Hamas", "organisation", "militant group Hamas"),
    ("Hezbollah, the armed movement, said nothing.", "Hezbollah", "organisation", "Hezbollah, the armed movement"),
])
def test_english_places_and_organisations_are_called_by_what_they_are_said_to_be(text, name, kind, said):
    assert called(text, name, kind, "en").text == said


@pytest.mark.parametrize(("text", "name", "others", "said"), [
    ("التقى الرئيس الروسي فلاديمير بوتين ضيفه.", "فلاديمير بوتين", [("الروسي", "country", "demonym", "RU")],
     "الرئيس الروسي فلاديمير بوتين"),
    ("ووصل زعيم كوريا الشمالية كيم جونغ أون.", "كيم جونغ أون", [("كوريا الشمالية", "country", "name", "KP")],
     "زعيم كوريا الشمالية كيم جونغ أون"),
    ("جرى ذلك للزعيم كيم في الشرق.", "كيم", [], "الزعيم كيم"),
    ("واستقبله وزير الموارد الطبيعية الروسي ألكسندر كوزلوف.", "ألكسندر كوزلوف",
     [("الروسي", "country", "demonym", "RU")], "وزير الموارد الطبيعية الروسي ألكسندر كوزلوف"),
    ("وقال نائب وزير الدفاع سيرغي ريابكوف ذلك.", "سيرغي ريابكوف", [], "نائب وزير الدفاع سيرغي ريابكوف"),
    ("وانتقد الطاغية فلاديمير بوتين الغرب.", "فلاديمير بوتين", [], "الطاغية فلاديمير بوتين"),
    ("ويقول آن تشان إيل، مدير المعهد العالمي: لا.", "آن تشان إيل", [("المعهد العالمي", "organisation", "name", "")],
     "آن تشان إيل، مدير المعهد العالمي"),
])
def test_an_arabic_person_is_called_by_the_title_before_the_name_or_in_apposition(text, name, others, said):
    assert called(text, name, "person", "ar", others, country="RU").text == said


@pytest.mark.parametrize(("text", "name", "others"), [
    # The American president told Putin: the nationality is another one than his.
    ("أبلغ الرئيس الأميركي بوتين بالقرار.", "بوتين", [("الأميركي", "country", "demonym", "US")]),
    ("استقبل الوزير كوزلوف بوتين في المطار.", "بوتين", [("كوزلوف", "person", "name", "RU")]),
    ("قال الرئيس إن بوتين لن يأتي.", "بوتين", []),
    ("نقل الوزير الرسالة لبوتين اليوم.", "بوتين", []),
])
def test_an_arabic_title_that_belongs_to_somebody_else_stays_outside(text, name, others):
    assert called(text, name, "person", "ar", others, country="RU").text == name


@pytest.mark.parametrize(("text", "name", "kind", "said"), [
    ("عاد إلى القدس المحتلة مساء.", "القدس", "place", "القدس المحتلة"),
    ("وصل إلى العاصمة كييف.", "كييف", "place", "العاصمة كييف"),
    ("انفجرت ذخيرة أوكرانيا القديمة.", "أوكرانيا", "country", "أوكرانيا"),
    ("في صحراء مصر الكبرى.", "مصر", "country", "مصر"),
])
def test_arabic_places_take_the_nouns_and_adjectives_that_are_theirs(text, name, kind, said):
    assert called(text, name, kind, "ar").text == said


def test_what_was_added_is_told_apart_from_the_name():
    found = called("وقال الرئيس بوتين ذلك.", "بوتين", "person", "ar")
    assert (found.text, found.added) == ("الرئيس بوتين", "الرئيس")
    assert called("Putin left.", "Putin", "person", "en").added == ""


def test_a_nationality_stands_for_itself():
    text = "The new Russian leader spoke."
    assert called(text, "Russian", "country", "en", form="demonym").text == "Russian"


@pytest.mark.parametrize("text", ["Kim", ", Kim ,", "Kim, ", "president “Kim", "-Kim-", "the of Kim of", "Kim\f,"])
def test_any_surroundings_of_a_name_are_stood(text):
    at = text.index("Kim")
    for language in ("en", "ar"):
        found = designation(text, tokens(text), Named(at, at + 3, "person"), [], language)
        assert 0 <= found.start <= at < at + 3 <= found.end <= len(text)


def test_particles_go_and_the_article_comes_back():
    assert loosened("وللزعيم ", "ar") == "الزعيم "
    assert loosened("بمدينة ", "ar") == "مدينة "
    assert loosened("وزير ", "ar") == "وزير "


def test_each_side_of_the_seed_story_has_its_own_titles_for_kim(corpus):
    table = counted(designations(corpus, Scope(), "person/kim-jong-un"))
    said = {(row.side, row.designation) for row in table.itertuples()}
    assert ("en", "North Korean leader Kim Jong Un") in said
    assert {("ar", "زعيم كوريا الشمالية كيم جونغ أون"), ("ar", "الزعيم كيم"), ("ar", "كيم")} <= said
    assert table.groupby("side").share.sum().tolist() == pytest.approx([1, 1])


def test_designations_lie_where_they_were_read(corpus):
    places = designations(corpus, Scope(), "person/vladimir-putin")
    for row in places.itertuples():
        text = corpus.text(row.article_id)
        assert row.surface in text[row.start:row.end]


def test_gender_and_article_of_a_nationality_do_not_make_it_another(corpus):
    table = counted(designations(corpus, Scope(), "country/RU"))
    arabic = table[(table.side == "ar") & (table.form == "demonym")]
    assert len(arabic) == 1
    assert arabic["count"].iloc[0] > 5
    assert "demonym" not in set(designations(corpus, Scope(demonyms=False), "country/RU").form)


def test_spellings_in_other_case_are_one_designation(corpus):
    corpus.save([Draft(text="PRESIDENT PUTIN spoke on Monday in Kazan.", language="en", story="x")])
    table = counted(designations(corpus, Scope(), "person/vladimir-putin"))
    assert table[(table.side == "en") & (table.key == "president putin")]["count"].tolist() == [2]


def test_a_capital_that_counts_as_its_country_is_one_of_the_countrys_designations(corpus):
    corpus.save([Draft(text="Moscow said on Monday that it would answer the sanctions.", language="en", story="x")])
    places = designations(corpus, Scope(story="x", capitals=True), "country/RU")
    assert places.designation.tolist() == ["Moscow"]
    assert designations(corpus, Scope(story="x"), "country/RU").empty
