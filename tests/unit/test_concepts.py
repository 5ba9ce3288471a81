from components.reading import concepts


def named(text, language):
    return [(text[c.start:c.end], c.concept, c.variant) for c in concepts.find(text, language)]


def test_a_label_is_found_with_whatever_is_written_onto_its_words():
    found = named("تزويد روسيا بالأسلحة اللازمة لعمليتها العسكرية في أوكرانيا", "ar")
    assert ("لعمليتها العسكرية", "armed-conflict", "عملية عسكرية") in found


def test_the_longest_label_at_a_place_wins():
    surfaces = [surface for surface, concept, _ in named("They call it a special military operation.", "en")
                if concept == "armed-conflict"]
    assert surfaces == ["special military operation"]


def test_competing_labels_of_both_languages_meet_in_one_concept():
    english = {concept for _, concept, _ in named("its war in the east", "en")}
    arabic = {concept for _, concept, _ in named("العملية العسكرية في الشرق", "ar")}
    assert english & arabic == {"armed-conflict"}


def test_words_that_name_no_concept_are_left_alone():
    assert named("", "ar") == []
    assert named("qwrt " * 3, "en") == []
    assert named("\x00🙂" + "و" * 500, "ar") == []
