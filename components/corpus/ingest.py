"""From what a file holds to a draft that a person can look over: language, title, outlet, date, and doubts."""
from __future__ import annotations

import re
from collections.abc import Sequence

from components.corpus import outlets
from components.corpus.errors import Unreadable
from components.corpus.models import Draft, Parsed
from components.corpus.schema import storable
from components.reading.models import Boilerplate

LANGUAGES = ("ar", "en")

# Headlines of news agencies stay under 120 characters; the longest seen on news sites have about 160.
HEADLINE_CHARACTERS = 160
HEADLINE_WORDS = (3, 25)
_ENDS_SENTENCE = re.compile(r"[.؟?!…:،,;؛]\s*$")
_FULL_STOP = re.compile(r"[.؟?!…][»”\"’)]*\s*$")
_LINES_AFTER_HEADLINE = 3
_QUESTION = re.compile(r"[؟?!]\s*$")

# Below this many words little can be compared; the reader is told, and the article is taken all the same.
SHORT_WORDS = 40

# Problems that a draft may carry, beside those of its file; all are message keys.
PROBLEMS = ("characters_lost", "pdf_order_unverified", "date_unclear", "date_impossible", "very_short",
            "language_differs", "no_date", "no_outlet")


def draft(parsed: Parsed) -> Draft:
    """What is to be saved of a parsed article, with everything that could be found out about it.

    Raises Unreadable: third_language, no_text.
    """
    from components.reading import boilerplate, dates
    from components.text.language import detect

    text = storable(parsed.text).strip("\n ")
    if not any(character.isalpha() for character in text):
        raise Unreadable("no_text")
    language = detect(text)
    if language not in LANGUAGES:
        raise Unreadable("no_text") if language == "und" else Unreadable("third_language", language=language)
    furniture = boilerplate.find(text, language)
    published, basis, reason = parsed.published, "stated", parsed.published_reason
    if published is None and (stated := dates.published_in(text, language)):
        published, reason = stated
    if published is None:
        basis, reason = "unknown", ""
    outlet = outlets.outlet_name(parsed.url, parsed.outlet, [item.value for item in furniture if item.kind == "credit"])
    problems = [*parsed.problems]
    if parsed.language and parsed.language != language:
        problems.append("language_differs")
    if len(text.split()) < SHORT_WORDS:
        problems.append("very_short")
    if published is None and not {"date_unclear", "date_impossible"} & set(problems):
        problems.append("no_date")
    if not outlet:
        problems.append("no_outlet")
    return Draft(
        text=text,
        language=language,
        title=storable(parsed.title).strip() or headline(text, furniture),
        outlet=storable(outlet),
        author=storable(parsed.author),
        published=published,
        published_basis=basis,
        published_reason=reason,
        url=storable(parsed.url),
        story=storable(parsed.story),
        tags=tuple(map(storable, parsed.tags)),
        source_name=storable(parsed.source_name),
        problems=tuple(dict.fromkeys(problems)),
    )


def headline(text: str, furniture: Sequence[Boilerplate] = ()) -> str:
    """The first line where it looks like a headline: short, no sentence with its full stop, followed by a longer text.

    A date or byline may stand between; in a text of a few lines, a sentence shorter than the headline may follow.

    >>> headline("Kim arrives in Russia\\nThe leader of North Korea has arrived by train, officials said on Tuesday.")
    'Kim arrives in Russia'
    """
    first, _, rest = text.lstrip("\n").partition("\n")
    line = first.strip()
    start = text.find(first)
    if any(item.start < start + len(first) and item.end > start for item in furniture):
        return ""
    words = len(line.split())
    if len(line) > HEADLINE_CHARACTERS or not HEADLINE_WORDS[0] <= words <= HEADLINE_WORDS[1]:
        return ""
    if _ENDS_SENTENCE.search(line) and not _QUESTION.search(line):
        return ""
    following = [other for other in rest.split("\n") if other.strip()][:_LINES_AFTER_HEADLINE]
    longer = any(len(other.split()) > words for other in following)
    sentence = bool(following and _FULL_STOP.search(following[0]) and len(rest.split()) > words)
    return line if longer or sentence else ""


def drafts(name: str, data: bytes) -> tuple[list[Draft], list[tuple[str, Unreadable]]]:
    """What is to be saved of a file, and what could not be read of it: (place in the file or '', why). Never raises.

    Files of risky kinds are parsed in another process (apart.py).
    """
    from components.corpus.apart import parse

    trouble: list[tuple[str, Unreadable]] = []
    try:
        found = parse(name, data, lambda place, error: trouble.append((place, error)))
    except Unreadable as error:
        return [], [*trouble, ("", error)]
    good = []
    for parsed in found:
        try:
            good.append(draft(parsed))
        except Unreadable as error:
            trouble.append((parsed.source_name if len(found) > 1 else "", error))
    return good, trouble
