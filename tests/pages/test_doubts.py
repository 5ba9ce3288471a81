"""A name that is not what it looks like is marked wherever names and titles are shown, in both languages."""
import pytest

from components.corpus import Draft, open_corpus


@pytest.mark.parametrize(("lang", "told"), [("en", "mixes letters of several scripts"), ("ar", "تمزج الكلمة")])
def test_look_alike_letters_are_told(visit, corpus_folder, lang, told):
    text = "Vladimir Рutin has arrived in Pyongyang. Рutin met Kim Jong Un on Tuesday, officials said. " * 3
    [article] = open_corpus(corpus_folder).save(
        [Draft(text=text, language="en", title="Рutin arrives", outlet="ВВС News", story="kim-vostochny-2023")]).added
    for name, parameters in (("articles", {}), ("article", {"id": article}), ("names", {}),
                             ("side-by-side", {"article_en": article})):
        session = visit(name, lang=lang, **parameters)
        assert not session.faults
        if name != "side-by-side" or article in str(session.app.session_state["article_en"]):
            assert told in session.html, name
