"""Counting a capital that stands for its government (Moscow confirmed) as a mention of the country."""

from __future__ import annotations

from functools import lru_cache

import ibis
import ibis.expr.types as ir

from components.reading.authority import Authority
from components.reading.metonyms import government_of


def as_countries(mentions: ir.Table, authority: Authority) -> ir.Table:
    """The mentions, of which those that stand for a government name its country: id, type and both names.

    authority: the known names, under which the countries are shown.
    """
    stands = mentions.form == "metonym"
    return mentions.mutate(
        **{column: ibis.ifelse(stands, mentions.entity_id.substitute(of, else_=mentions[column]), mentions[column])
           for column, of in _governments(authority).items()}
    )


@lru_cache(maxsize=4)
def _governments(authority: Authority) -> dict[str, dict[str, str]]:
    """By column of a mention and capital, what stands there for the country."""
    found: dict[str, dict[str, str]] = {
        "entity_id": {}, "entity_type": {}, "entity_name_en": {}, "entity_name_ar": {}}
    for capital in authority.entities:
        country = authority.entity(government_of(capital, authority))
        if country:
            told = country.id, country.type, country.name_en, country.name_ar
            for column, value in zip(found, told, strict=True):
                found[column][capital] = value
    return found
