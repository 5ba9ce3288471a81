"""The menus under tables and charts, as a visitor uses them."""


def taken_away(page, name, kind):
    """Opens the menu of a table or chart; gives the button of a kind of file (csv, xlsx, png, svg)."""
    page.locator(f".st-key-take-{name} button").first.click()
    if kind in ("csv", "xlsx"):
        return page.locator(f".st-key-{kind}-{name} button").first
    return page.locator(f".st-key-pictures-{name}").get_by_role("button", name=kind.upper(), exact=True)
