"""Waiting for a page to be whole: Streamlit sends a page piece by piece, so what is counted must be waited for."""

# Milliseconds between two looks, and how often it is looked.
PAUSE, TRIES = 100, 450


def settled(page):
    """The page once its script has run to the end."""
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
    return page


def until(page, script, arg=None):
    """Once a script in the page answers true. Playwright's own waiting needs eval, which the page's policy forbids."""
    for _ in range(TRIES):
        if page.evaluate(script, arg):
            return
        page.wait_for_timeout(PAUSE)
    raise AssertionError(f"never came true: {script}")
