"""The words of an article that are no part of a name, counted under their dictionary forms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache, lru_cache

from components.text.remembered import Remembered
from components.text.words import is_function_word, lemma, proclitics, tokens

# What the tokens of 19th and 2nd leave behind their digits.
_ORDINAL_ENDINGS = frozenset({"st", "nd", "rd", "th"})


def own_words(lemmas: Iterable[tuple[str, int]], names: Iterable[str], language: str) -> tuple[int, dict[str, int]]:
    """How many words an article has besides names, and how often it uses each that says something.

    lemmas: of the whole article, with their occurrences; names: as the article writes them, each as often as it does.
    """
    written = _written(language)
    named = Counter(form for name in names for form in written[name])
    counted, size, found = _counted(language), 0, {}
    for form, count in lemmas:
        left = count - named.get(form, 0)
        if left > 0:
            size += left
            if word := counted[form]:
                found[word] = found.get(word, 0) + left
    return size, found


@cache
def _written(language: str) -> Remembered[tuple[str, ...]]:
    """The dictionary forms of a name's words."""
    return Remembered(lambda name: tuple(lemma(token.text, language) for token in tokens(name)))


@cache
def _counted(language: str) -> Remembered[str]:
    """Under which word a dictionary form is counted; "" for function words and what is left of numbers."""
    return Remembered(lambda form: bare(form, language) if _says_something(form, language) else "")


def _says_something(form: str, language: str) -> bool:
    return len(form) > 1 and not is_function_word(form, language) and form not in _ORDINAL_ENDINGS


@lru_cache(maxsize=100_000)
def bare(word: str, language: str) -> str:
    """A dictionary form without the particles that the lemmatiser left on a word that it does not know (كمكان: مكان).
    """
    taken = len(proclitics(word)) if language == "ar" else 0
    return lemma(word[taken:], language) if taken else word
