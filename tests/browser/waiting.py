"""Waiting for a page to be whole: Streamlit sends a page piece by piece, so what is counted must be waited for."""


def settled(page):
    """The page once its script has run to the end."""
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
    return page
