"""Pages run in process, each test on a corpus of its own."""
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

ROUTER = Path(__file__).resolve().parents[2] / "components" / "router.py"


class Visit:
    """A visitor's session, with what the tests look at on a page."""

    def __init__(self, lang, parameters):
        self.app = AppTest.from_file(str(ROUTER), default_timeout=120)
        for key, value in {"lang": lang, **parameters}.items():
            self.app.query_params[key] = value
        self.app.run()

    def go(self, name):
        kept = dict(self.app.query_params)
        self.app.switch_page(f"../pages/{name.replace('-', '_')}.py")
        for key, value in kept.items():
            self.app.query_params[key] = value
        self.app.run()
        return self

    @property
    def html(self):
        return "\n".join(element.proto.body for element in self.app.main.get("html"))

    @property
    def faults(self):
        return [error.value for error in self.app.exception] + [error.value for error in self.app.error]


@pytest.fixture
def visit(corpus_folder):
    """Opens a page as a new visitor, in a language and with further parameters of the address."""
    st.cache_data.clear()
    st.cache_resource.clear()

    def open_page(name="overview", lang="en", **parameters):
        session = Visit(lang, parameters)
        return session if name == "overview" else session.go(name)

    yield open_page
    st.cache_data.clear()
    st.cache_resource.clear()
