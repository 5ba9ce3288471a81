"""Every page against axe-core's rules, in both languages and both themes."""
import pytest
from axe_playwright_python.sync_playwright import Axe

from components.ui.sitemap import PAGES
from tests.browser.waiting import settled

# Rules that are broken by what Streamlit itself draws, with the piece that does.
ALLOWED = {"presentation-role-conflict": "the drop zone of st.file_uploader has a role and a place in the tab order"}
LOOKS = (("en", "light"), ("ar", "dark"))


@pytest.mark.parametrize("name", [name for name, _ in PAGES])
def test_axe_finds_nothing_wrong(visit, reading_server, name):
    found = {}
    for language, theme in LOOKS:
        page = visit(f"{reading_server.url}/{'' if name == 'overview' else name}?lang={language}", theme=theme)
        page.get_by_role("heading", level=1).first.wait_for()
        settled(page)
        found |= {
            f"{language} {theme} {rule['id']}": [node["html"][:200] for node in rule["nodes"]]
            for rule in Axe().run(page).response["violations"] if rule["id"] not in ALLOWED
        }
    assert not found
