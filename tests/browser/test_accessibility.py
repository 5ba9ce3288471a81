"""Every page against axe-core's rules, in both languages and both themes; where the keyboard is can be seen; nothing
moves for those who asked that nothing should."""
import pytest
from axe_playwright_python.sync_playwright import Axe

from components.charts.palette import GROUNDS
from components.corpus import open_corpus
from components.corpus.seed import article_ids
from components.export.report_html import to_html
from components.text.messages import LANGUAGES, Messages
from components.ui.sitemap import PAGES
from tests.browser.waiting import PAUSE, settled, until
from tests.unit.test_report import made

# Rules that are broken by what Streamlit itself draws on an otherwise empty page, with the piece that does.
ALLOWED = {"presentation-role-conflict": "the drop zone of st.file_uploader has a role and a place in the tab order"}
THEMES = dict(zip(("light", "dark"), GROUNDS, strict=True))
# What a page shows besides what it opens with; each is met in one language and one theme.
MORE = (
    ("mentions?view=network", "ar", "dark"), ("mentions?view=map", "en", "light"),
    ("mentions?entity=country/RU", "ar", "light"), ("wording?part=names", "en", "dark"),
    ("wording?part=words", "ar", "dark"), ("search?q=ammunition", "ar", "light"), ("names?view=waiting", "en", "dark"),
    (f"article?id={article_ids()[0]}", "ar", "dark"), ("mentions?from=2030-01-01", "ar", "light"),
    ("search?q=(", "en", "dark"),
)
# The pages, the scope and the page's own switches are stops; round the page once there are fewer than this.
FEWEST_STOPS, MOST_STOPS = len(PAGES) + 10, 90
GROUND = "ground => getComputedStyle(document.querySelector('.stApp')).backgroundColor === ground"
PAST_THE_PAGE = "!document.activeElement.closest('[data-testid=stMain]')"
AT_THE_MENU = "document.activeElement.closest('[class*=st-key-take-]') !== null"
# Whether the focused element, or what is drawn around it, has an outline or a ring; in components too.
# A page is walked so far, once its first things are told; the sidebar, which all share, on one page only.
MOST_WALKED = 25
WALKED = ("overview", "side-by-side", "ledger", "articles")
# What would still move, in components too.
MOVING = """() => {
  const every = (root) => [...root.querySelectorAll("*")].flatMap(
    (node) => node.shadowRoot ? [node, ...every(node.shadowRoot)] : [node]);
  return every(document).filter((node) => ["", "::before", "::after"].some((part) => {
    const style = getComputedStyle(node, part || null);
    return style.animationName !== "none" || style.transitionProperty !== "none" && parseFloat(style.transitionDuration)
      || style.scrollBehavior === "smooth";
  })).map((node) => node.outerHTML.slice(0, 120)).slice(0, 5);
}"""
RINGED = """() => {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  const told = (at.ariaLabel || at.innerText || at.tagName).slice(0, 60);
  for (let near = at, steps = 0; near instanceof Element && steps < 4; near = near.parentElement, steps += 1) {
    const style = getComputedStyle(near);
    if (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) return [told, true];
    if (style.boxShadow !== "none" && !style.boxShadow.includes("inset")) return [told, true];
  }
  return [told, false];
}"""


def shown(page):
    page.get_by_role("heading", level=1).first.wait_for()
    settled(page)


def themed(page, theme):
    """The page in a theme, once it has all of its colours."""
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    channels = ", ".join(str(int(THEMES[theme][at:at + 2], 16)) for at in (1, 3, 5))
    until(page, GROUND, f"rgb({channels})")


def wrong(page):
    return {rule["id"]: [node["html"][:200] for node in rule["nodes"]]
            for rule in Axe().run(page).response["violations"] if rule["id"] not in ALLOWED}


def focused(page):
    """What the keyboard is at, and whether a ring shows it, if only when the page has drawn itself again."""
    for _ in range(10):
        told, ringed = page.evaluate(RINGED)
        if ringed:
            break
        page.wait_for_timeout(PAUSE)
    return told, ringed


@pytest.mark.parametrize("name", [name for name, _ in PAGES])
def test_a_page_opens_from_this_server_alone_and_axe_finds_nothing_wrong(visit, reading_server, name):
    found, page = {}, None
    for language in LANGUAGES:
        address = f"{reading_server.url}/{'' if name == 'overview' else name}?lang={language}"
        if page is None:
            page = visit(address)
        else:
            page.goto(address)
        shown(page)
        page.get_by_role("heading", name=Messages(language)(f"page.{name}"), exact=True, level=1).wait_for()
        for theme in THEMES:
            themed(page, theme)
            found |= {f"{language} {theme} {rule}": where for rule, where in wrong(page).items()}
    assert not found
    assert page.evaluate(MOVING) == []
    if name in WALKED:
        page.locator("[data-testid=stMain]").focus()
        stops = []
        while len(stops) < MOST_WALKED:
            page.keyboard.press("Tab")
            if page.evaluate(PAST_THE_PAGE):
                break
            stops.append(focused(page))
        assert [told for told, ringed in stops if not ringed] == []
        assert stops, "nothing of the page is reached by keyboard"
    assert page.outside == []
    # Below a page's own address Streamlit asks for its health first, and gets 404.
    assert [fault for fault in page.faults if "404" not in fault] == []


@pytest.mark.parametrize(("address", "language", "theme"), MORE)
def test_axe_finds_nothing_wrong_further_in(visit, reading_server, address, language, theme):
    page = visit(f"{reading_server.url}/{address}&lang={language}")
    shown(page)
    themed(page, theme)
    assert not wrong(page)


def test_wherever_the_keyboard_goes_can_be_seen(visit, reading_server):
    page = visit(f"{reading_server.url}/mentions?lang=ar")
    shown(page)
    themed(page, "light")
    seen = []
    # Through the sidebar and the page's own controls, as far as the menu under the chart.
    while len(seen) < MOST_STOPS and not page.evaluate(AT_THE_MENU):
        page.keyboard.press("Tab")
        seen.append(focused(page))
    assert FEWEST_STOPS < len(seen) < MOST_STOPS
    assert [told for told, ringed in seen if not ringed] == []


def test_axe_finds_nothing_wrong_in_a_report(browser, tmp_path):
    page = browser.new_page()
    page.set_content(to_html(made(open_corpus(tmp_path / "corpus"), "ar")).decode())
    assert not wrong(page)
    page.close()
