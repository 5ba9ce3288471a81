"""Text files that hold several articles: those between lines of dashes, or far apart and each with a headline."""
from __future__ import annotations

import re

# A line of nothing but dashes, as people put it between texts.
_RULE = re.compile(r"^[ \t]*-{3,}[ \t]*$", re.MULTILINE)
# Paragraphs stand one empty line apart, sections two.
_GAP = re.compile(r"\n(?:[ \t]*\n){3,}")
# The shortest news in brief have some thirty words; a signature or an editor's note under a line of dashes has fewer.
FEWEST_WORDS = 25
# A gap is a weaker sign than a line of dashes: what it sets apart has to look like an article, headline and all.
FEWEST_WORDS_WITHOUT_RULE = 40


def split(text: str) -> list[str]:
    """The articles of a text file; the whole text as the only one where it is not sure that there are several.

    >>> len(split("A text about one thing." * 9 + "\\n---\\n" + "A text about another." * 9))
    2
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _by_rules(text) or _by_gaps(text) or [text]


def _by_rules(text: str) -> list[str]:
    """Parts between lines of dashes. A short part belongs to the one before it (the first to the one behind it)."""
    rules, parts = _RULE.findall(text), []
    for number, piece in enumerate(_RULE.split(text)):
        if parts and min(len(piece.split()), len(parts[-1].split())) < FEWEST_WORDS:
            parts[-1] += rules[number - 1] + piece
        else:
            parts.append(piece)
    return parts if len(parts) > 1 else []


def _by_gaps(text: str) -> list[str]:
    from components.corpus.ingest import headline

    parts = [part.strip("\n") for part in _GAP.split(text.strip("\n"))]
    sound = all(len(part.split()) >= FEWEST_WORDS_WITHOUT_RULE and headline(part) for part in parts)
    return parts if len(parts) > 1 and sound else []
