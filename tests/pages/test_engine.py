"""A page says that the engine is gone, and works again when it is back."""
import pytest

from components.text.messages import Messages, isolate
from tests.sail import Sail


@pytest.fixture
def sail(tmp_path, monkeypatch):
    server = Sail(tmp_path)
    monkeypatch.setenv("MIRSAD_ENGINE", server.address)
    yield server
    server.kill()


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_a_page_says_that_the_engine_is_gone_and_goes_on_when_it_is_back(visit, sail, lang):
    page = visit("mentions", lang, types="person", demonyms="0")
    assert [title.value for title in page.app.title] == [Messages(lang)("page.mentions")]
    assert page.faults == [Messages(lang)("error.engine_gone", address=isolate(sail.address))]
    sail.start()
    page.go("mentions")
    assert page.faults == [] and page.app.get("plotly_chart")
    assert page.app.session_state["types"] == ["person"] and page.app.session_state["demonyms"] is False
