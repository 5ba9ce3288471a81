"""Which outlet an article is from: by the address of its page, or the name in its credit line."""
from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from components.text.arabic import fold

TABLE = Path(__file__).resolve().parents[2] / "data" / "outlets.csv"


@dataclass(frozen=True, slots=True)
class Outlet:
    """A news outlet of the table; its English name is what an article's `outlet` holds."""

    outlet_id: str
    name_en: str
    name_ar: str
    language: str
    country: str
    kind: str


@cache
def _table() -> tuple[dict[str, Outlet], dict[str, Outlet], dict[str, Outlet]]:
    """Outlets by English name, by domain, and by folded name or credit."""
    by_name, by_domain, by_credit = {}, {}, {}
    if not TABLE.exists():
        return by_name, by_domain, by_credit
    with open(TABLE, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            outlet = Outlet(row["id"], row["name_en"], row["name_ar"], row["language"], row["country"], row["kind"])
            by_name[outlet.name_en] = outlet
            for domain in _list(row["domains"]):
                by_domain.setdefault(domain.casefold(), outlet)
            for name in (outlet.name_en, outlet.name_ar, *_list(row["credits"])):
                if name:
                    by_credit.setdefault(_key(name), outlet)
    return by_name, by_domain, by_credit


def _list(cell: str) -> list[str]:
    return [item.strip() for item in cell.split("|") if item.strip()]


def _key(name: str) -> str:
    return " ".join(fold(word) for word in name.casefold().split())


def named(name: str) -> Outlet | None:
    """The outlet with this English name, as stored articles have it."""
    return _table()[0].get(name)


def by_address(url: str) -> Outlet | None:
    """The outlet that a page's address belongs to: the longest domain of the table that the host ends in.

    >>> by_address("not an address") is None
    True
    """
    try:
        host = (urlsplit(url if "//" in url else f"//{url}").hostname or "").casefold()
    except ValueError:
        return None
    parts = host.split(".")
    domains = _table()[1]
    # An edition may be a folder of the host: bbc.com/arabic before bbc.com.
    path = urlsplit(url).path.strip("/").split("/")[0].casefold() if "//" in url else ""
    for at in range(len(parts) - 1):
        domain = ".".join(parts[at:])
        found = domains.get(f"{domain}/{path}") or domains.get(domain)
        if found:
            return found
    return None


def by_credit(name: str, language: str = "") -> Outlet | None:
    """The outlet that a credit line or a page's site name means."""
    return _table()[2].get(_key(name))


def outlet_name(url: str, stated: str, credits: list[str]) -> str:
    """The outlet's name for an article: of the table where it is known, else as the page states it, else empty."""
    if found := by_address(url) or (by_credit(stated) if stated else None):
        return found.name_en
    if stated:
        return stated
    known = next(filter(None, map(by_credit, credits)), None)
    return known.name_en if known else next(filter(None, credits), "")
