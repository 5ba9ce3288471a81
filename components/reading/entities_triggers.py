"""Words that give a name away: titles, kinds of places and organisations, given names. Read from data/."""
from __future__ import annotations

from functools import cache
from typing import NamedTuple

from components.reading.name_keys import arabic_key, english_key, key_words
from components.reading.name_tables import DATA, listed, rows
from components.text.words import tokens


class Triggers(NamedTuple):
    """One language's tables, folded; titles of several words are tuples.

    before: titles that precede a person's name. opened: by first word, how many words the longest of them has.
    role: lower-case English nouns that do. kinds: by position in the name
    (last, first, of, before, role) the words that say what kind of thing is named. single: the titles of one word.
    english: an English spelling of each given name.
    """

    before: frozenset[tuple[str, ...]]
    longest_title: int
    opened: dict[str, int]
    role: frozenset[str]
    kinds: dict[str, dict[str, str]]
    given: frozenset[str]
    no_names: frozenset[str]
    single: frozenset[str]
    english: dict[str, str]

    def title_at(self, keys: list[str], at: int, last: int | None = None) -> int:
        """How many words of `keys` from `at` on, and before `last`, are a title of a person; the longest one counts."""
        longest = self.opened.get(keys[at], 0)
        for count in range(min(longest, (len(keys) if last is None else last) - at), 0, -1):
            if tuple(keys[at:at + count]) in self.before:
                return count
        return 0


@cache
def triggers(language: str) -> Triggers:
    """The tables of a language, read once."""
    fold = english_key if language == "en" else arabic_key
    before, role = set(), set()
    kinds: dict[str, dict[str, str]] = {}
    for row in rows(DATA / "titles.csv"):
        if row["language"] != language:
            continue
        words = tuple(fold(token.text) for token in tokens(row["title"]))
        if row["kind"] == "person":
            (role.add(words[-1]) if row["position"] == "role" else before.add(words))
        else:
            kinds.setdefault(row["position"], {})[words[-1]] = row["kind"]
    english = {
        key: listed(row["en"])[0]
        for row in reversed(rows(DATA / "names" / "given_names.csv"))
        for name in listed(row[language])
        for key in key_words(name, language)[:1]
    }
    no_names = {
        fold(word)
        for row in rows(DATA / "no_names.csv")
        if row["language"] == language
        for word in listed(row["words"])
    }
    opened: dict[str, int] = {}
    for title in before:
        opened[title[0]] = max(len(title), opened.get(title[0], 0))
    return Triggers(frozenset(before), max(opened.values(), default=0), opened, frozenset(role), kinds,
                    frozenset(english), frozenset(no_names),
                    frozenset(title[0] for title in before if len(title) == 1), english)
