"""The least that a Streamlit app can be: what Mirsad's pages are measured against."""
import streamlit as st


def _page(name: str):
    def draw() -> None:
        st.title(name)
        st.write(f"Switch: {st.session_state.demonyms}")

    return st.Page(draw, title=name, url_path=name)


page = st.navigation([_page("first"), _page("second")])
with st.sidebar:
    st.toggle("Switch", True, key="demonyms")
page.run()
