"""How a text introduces a speaker: the title before the name, or the description after it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from components.reading.quotes_cues import key, words_of
from components.reading.sources import unnamed
from components.text.words import tokens

# Longer stretches between commas tell a story; they don't introduce anybody, in words.
LONGEST_INTRODUCTION = 14
_ENDS = re.compile(r"[,،;؛:.!?؟\"“”«»(\n–—]")
_OPENS_EN = frozenset(("a", "an", "the", "one", "head", "chief", "former", "professor", "director", "president"))
# They tell nothing of who somebody is.
_COURTESIES = frozenset(("Mr", "Mrs", "Ms", "Miss", "السيد", "السيدة", "الأستاذ"))
_EDGES = " \t,،.'’\"“”«»-"


def introduction(sentence: str, speaker: str, names: Iterable[str], cue: str, language: str) -> str:
    """The title or description that comes with a speaker's name in a sentence, "" where none does.

    speaker: the phrase as the text has it; names: how the article writes the speaker's name; cue:
    the reporting verb, which a description may run into.

    >>> introduction("Ann Lee, a professor of law, said so.", "Ann Lee", ["Ann Lee"], "said", "en")
    'a professor of law'
    """
    at = sentence.find(speaker)
    if not speaker or at < 0:
        return ""
    name = max((name for name in names if name in speaker), key=len, default="")
    if not name:
        return ""
    before, _, rest = speaker.partition(name)
    before = re.sub(r"\A(?:the|The|a|A|an|An)\s", "", before).strip(_EDGES)
    if before and before not in _COURTESIES:
        return before
    behind = rest.strip(_EDGES) or _apposition(sentence[at + len(speaker):])
    behind = re.split(rf"\s{re.escape(cue)}\b", behind)[0] if cue else behind
    return behind if _introduces(behind, language) else ""


def _apposition(after: str) -> str:
    if after[:1] not in (",", "،", "("):
        return ""
    end = _ENDS.search(after, 1)
    return after[1:end.start() if end else len(after)].strip(_EDGES)


def _introduces(text: str, language: str) -> bool:
    words = [key(token.text, language) for token in tokens(text)]
    if not words or len(words) > LONGEST_INTRODUCTION:
        return False
    roles = words_of(language, "role")
    if language == "ar":
        first = words[0]
        return first in roles or first.removeprefix("ال") in roles or unnamed(text, "ar") is not None
    return words[0] in _OPENS_EN and (unnamed(text, "en") is not None or bool(roles & set(words))) or words[0] in roles
