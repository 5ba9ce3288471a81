"""Places that a sentence points back to without naming them: "It's also where Kim Jong Un came in 2019."."""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from components.reading.models import Mention, Reading

# A pronoun points at the place named last in its paragraph, at most this many sentences before.
REACH = 3
# "That's where …", "it was from there", "there, too"; not "there is", which points at nothing, and not the relative
# "in Russia, where …", whose place stands in the sentence itself.
_ENGLISH = re.compile(
    r"\b(?:that|it|this)(?:['’]s| is| was)(?: \w+)? (where)\b"
    r"|\b(?:from|to|near|over|arrived|went|came|go|going|travelled|traveled|met|stayed|live[sd]?) (there)\b",
    re.IGNORECASE,
)
# "إلى هناك", "من هناك", "وهناك التقى": without a preposition هناك is more often "there are".
_ARABIC = re.compile(r"(?:إلى|الى|من|حتى) (هناك|هنالك)\b")


def places(text: str, reading: Reading) -> Iterator[Mention]:
    """The words that stand for a place named earlier in their paragraph, as mentions of that place."""
    pattern = _ARABIC if reading.language == "ar" else _ENGLISH
    own: dict[int, list[Mention]] = {}
    for mention in reading.mentions:
        if mention.entity_type == "place" and mention.form in ("name", "short"):
            own.setdefault(mention.sentence_no, []).append(mention)
    latest, said_in, paragraph = None, -REACH, None
    for number, sentence in enumerate(reading.sentences):
        if sentence.paragraph != paragraph:
            latest, paragraph = None, sentence.paragraph
        named = own.get(sentence.number, ())
        if latest and not named and number - said_in <= REACH:
            found = pattern.search(text, sentence.start, sentence.end)
            if found:
                start, end = found.span(found.lastindex)
                yield replace(
                    latest, start=start, end=end, surface=text[start:end], form="pronoun", method="repeated",
                    sentence_no=sentence.number,
                )
                said_in = number
        if named:
            latest, said_in = named[-1], number
