"""From what a file holds to a draft that a person can look over: language, title, outlet, date, and doubts."""
from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from components.corpus import apart, fetching, outlets, parsers
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
PROBLEMS = ("characters_lost", "mixed_encodings", "pdf_order_unverified", "text_cut", "hidden_characters",
            "date_unclear", "date_impossible", "very_short", "language_differs", "no_date", "no_outlet")

# Characters that turn round what is shown of a line, or are not shown at all. In names and titles none has a right
# to be; in a text the marks that only keep directions apart are usual, those that override them are not.
_HIDDEN_IN_NAMES = re.compile(r"[\u202A-\u202E\u2066-\u2069\x00-\x08\x0B\x0C\x0E-\x1F\x7F]")
_HIDDEN_IN_TEXT = re.compile(r"[\u202D\u202E]")

# A file's article, or the place in it (empty: the file itself) and the reason why none could be had.
Found = Draft | tuple[str, Unreadable]


def draft(parsed: Parsed) -> Draft:
    """What is to be saved of a parsed article, with everything that could be found out about it.

    Raises Unreadable: third_language, no_text.
    """
    from components.reading import boilerplate, dates
    from components.text.language import detect

    text = _frozen(parsed.text)
    if len(text) > parsers.CHARACTERS_PER_ARTICLE:
        # One letter may stand for eighteen; what a text has in the end is what counts.
        raise Unreadable("too_long_article", limit=parsers.CHARACTERS_PER_ARTICLE, length=len(text))
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
    if _hides(parsed):
        problems.append("hidden_characters")
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
        title=named(parsed.title) or headline(text, furniture),
        outlet=named(outlet),
        author=named(parsed.author),
        published=published,
        published_basis=basis,
        published_reason=reason,
        url=storable(parsed.url),
        story=named(parsed.story),
        tags=tuple(filter(None, map(named, parsed.tags))),
        source_name=named(parsed.source_name),
        problems=tuple(dict.fromkeys(problems)),
        encoding=parsed.encoding,
    )


def frozen(parsed: Parsed, encoding: str = "") -> Parsed:
    """The article with its text as `draft` will have it, so that its identity can be told before."""
    return replace(parsed, text=_frozen(parsed.text), encoding=encoding or parsed.encoding)


def _frozen(text: str) -> str:
    return storable(text).strip("\n ")


def named(name: str) -> str:
    """A name or title as it may be kept and shown: on one line, with nothing in it that is not seen.

    >>> named("report\u202efdp.exe\\x00\\n")
    'reportfdp.exe'
    """
    return " ".join(storable(name).split())


def _hides(parsed: Parsed) -> bool:
    names = (parsed.title, parsed.outlet, parsed.author, parsed.source_name, parsed.story, *parsed.tags)
    return any(map(_HIDDEN_IN_NAMES.search, names)) or bool(_HIDDEN_IN_TEXT.search(parsed.text))


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


def drafts(name: str, data: bytes, columns: Mapping[str, str] | None = None,
           address: str = "") -> tuple[list[Draft], list[tuple[str, Unreadable]]]:
    """What is to be saved of a file, and what could not be read of it: (place in the file or '', why). Never raises.

    columns: of a table, which column each of our fields (columns.FIELDS) is in; a field that is not in it is in none.
        None: guessed by the columns' names.
    address: where it was fetched from, for articles that state no address.
    """
    return _sorted(each(name, data, columns, address))


def each(name: str, data: bytes, columns: Mapping[str, str] | None = None, address: str = "") -> Iterator[Found]:
    """As `drafts`, one after the other as they are found, so that long files can show progress and be broken off.

    Worked out in another process, with limits (apart.py).
    """
    try:
        # Refused before it is handed over.
        parsers.checked_kind(name, data)
        yield from apart.run(found, name, data, columns, address)
    except Unreadable as error:
        yield "", error


def pasted(text: str, title: str = "", outlet: str = "", url: str = "",
           source_name: str = "") -> tuple[list[Draft], list[tuple[str, Unreadable]]]:
    """What is to be saved of a text that was pasted, as if it came in a .txt; title and so on where a person gave them.

    A title is that of the only article: where the text holds several, each has its own.
    """
    if len(text) > parsers.PAGE_BYTES:
        return [], [("", parsers.too_large(len(text), parsers.PAGE_BYTES))]
    return _sorted(_of_run(apart.run(_pasted, text, title, outlet, url, source_name)))


def fetched(address: str, known: Parsed | None = None,
            fetch: Callable[[str], fetching.Fetched] = fetching.fetch) -> Iterator[Found]:
    """The articles at a web address. known: what a list of addresses tells of it (tables.listed). Never raises."""
    try:
        page = fetch(address)
    except Unreadable as error:
        yield address, error
        return
    for made in each(page.name, page.data, None, page.address):
        yield _completed(made, known) if isinstance(made, Draft) else (address, made[1])


def _completed(made: Draft, known: Parsed | None) -> Draft:
    """The draft with what it has not, as far as the list that its address came from knows it."""
    if known is None:
        return made
    told = {field: value for field, value in {
        "title": named(known.title), "outlet": outlets.outlet_name("", named(known.outlet), []),
        "author": named(known.author), "story": named(known.story), "tags": tuple(filter(None, map(named, known.tags))),
    }.items() if value and not getattr(made, field)}
    if made.published is None and known.published:
        told |= {"published": known.published, "published_basis": "stated", "published_reason": known.published_reason}
    answered = {"no_outlet": "outlet", "no_date": "published"}
    left = tuple(problem for problem in made.problems if answered.get(problem) not in told)
    return replace(made, **told, problems=left)


def found(name: str, data: bytes, columns: Mapping[str, str] | None = None, address: str = "") -> Iterator[Found]:
    """As `each`, in this process. Raises Unreadable where the file as a whole can't be read."""
    yield from _drafted(parsers.with_troubles(name, data, columns), address)


def _pasted(text: str, title: str, outlet: str, url: str, source_name: str) -> Iterator[Found]:
    if not text.strip():
        raise Unreadable("empty_file")
    parts = list(parsers.of_text(source_name, text))
    if len(parts) == 1:
        parts = [replace(parts[0], title=title, url=url)]
    yield from _drafted((replace(part, outlet=outlet) for part in parts), "")


def _drafted(known: Iterable[Parsed | tuple[str, Unreadable]], address: str) -> Iterator[Found]:
    """Drafts of parsed articles; what could not be read is handed on."""
    held, count = None, 0
    for parsed in known:
        if held:
            yield held
            held = None
        if not isinstance(parsed, Parsed):
            yield parsed
            continue
        count += 1
        try:
            yield draft(replace(parsed, url=parsed.url or address))
        except Unreadable as error:
            held = parsed.source_name, error
    if held:
        # What is wrong with the only article is wrong with the file.
        yield (held[0] if count > 1 else ""), held[1]


def _of_run(answers: Iterator[Found]) -> Iterator[Found]:
    try:
        yield from answers
    except Unreadable as error:
        yield "", error


def _sorted(answers: Iterable[Found]) -> tuple[list[Draft], list[tuple[str, Unreadable]]]:
    good: list[Draft] = []
    trouble: list[tuple[str, Unreadable]] = []
    for answer in answers:
        if isinstance(answer, Draft):
            good.append(answer)
        else:
            trouble.append(answer)
    return good, trouble
