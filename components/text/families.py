"""A key under which an English word meets its relatives: announce, announced, announcement; labour, labor.

Only for comparing: keys are no words. Longer endings come off first, and never so much that fewer than
`SHORTEST_ROOT` letters remain.
"""
from __future__ import annotations

import re
from functools import lru_cache

SHORTEST_ROOT = 4

_ENDINGS = (
    "isations", "izations", "isation", "ization", "fulness", "ousness", "iveness", "ational", "abilities", "ibilities",
    "ability", "ibility", "ically", "ations", "itions", "ication", "encies", "ancies", "ically", "ation", "ition",
    "ments", "ities", "iness", "ingly", "ively", "ously", "fully", "ative", "itive", "ators", "ition", "ement", "ments",
    "ional", "ology", "ment", "ions", "able", "ible", "ency", "ancy", "ence", "ance", "ical", "ness", "less", "ious",
    "eous", "ship", "ists", "isms", "ings", "ised", "ized", "ises", "izes", "ator", "ians", "iest", "ion", "ity",
    "ies", "ied", "ier", "ize", "ise", "ify", "ous", "ive", "ful", "ist", "ism", "ial", "ual", "ian", "ean", "ese",
    "ish", "ing", "ant", "ent", "ary", "ory", "ers", "ors", "ate", "age", "ery", "est", "al", "ed", "er", "or", "ly",
    "ic", "ia", "ee", "en", "es", "an", "th", "e", "y", "s", "a",
)
_BY_LENGTH = tuple(sorted(set(_ENDINGS), key=len, reverse=True))
_BRITISH = (
    (re.compile(r"our(?=$|[a-z])"), "or"),
    (re.compile(r"(?<=[a-z])yse"), "yze"),
    (re.compile(r"(?<=[a-z]{3})tre$"), "ter"),
    (re.compile(r"ae|oe(?=[a-z]{3})"), "e"),
    (re.compile(r"ogue$"), "og"),
    (re.compile(r"programme"), "program"),
)
_DOUBLED = re.compile(r"([bdfglmnprt])\1$")


@lru_cache(maxsize=100_000)
def family(word: str) -> str:
    """The root that an English word shares with its derivations and its British or American twin.

    >>> family("announcement") == family("announced"), family("labour") == family("labor")
    (True, True)
    """
    root = word.lower()
    if len(root) > SHORTEST_ROOT:
        for british, american in _BRITISH:
            root = british.sub(american, root)
    for _ in range(2):
        for ending in _BY_LENGTH:
            if root.endswith(ending) and len(root) - len(ending) >= SHORTEST_ROOT:
                root = root[: len(root) - len(ending)]
                break
        else:
            break
    root = _DOUBLED.sub(r"\1", root)
    return root[:-1] + "i" if root.endswith("y") and len(root) > SHORTEST_ROOT else root
