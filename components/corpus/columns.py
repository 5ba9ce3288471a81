"""What the columns of a table, or the fields of a record, are called: which of them holds the text, the title, the day.

Beside everyday names these are the names in exports of Media Cloud (media_name, publish_date, text_content…), GDELT
(seendate, domain, DocumentIdentifier…) and NewsAPI (publishedAt, source.name, content…).
"""
from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from components.corpus.errors import Unreadable

# What a column may be called, the surest name first; compared without case, spaces, underscores and hyphens.
NAMES = {
    "text": ("text", "body", "fulltext", "articletext", "articlebody", "textcontent", "storytext", "maintext",
             "bodytext", "content", "النص", "نص", "نص المقال", "المحتوى", "المتن"),
    "title": ("title", "headline", "articletitle", "heading", "العنوان", "عنوان", "عنوان المقال"),
    "outlet": ("outlet", "medianame", "source", "source.name", "sourcename", "outletname", "publisher", "newspaper",
               "sitename", "site", "sourcecommonname", "canonicaldomain", "domain", "media", "المصدر", "الصحيفة",
               "الناشر", "الموقع", "الوسيلة"),
    "published": ("published", "date", "publishedat", "publicationdate", "datepublished", "publishdate", "pubdate",
                  "dateextracted", "seendate", "datetime", "day", "التاريخ", "تاريخ النشر", "تاريخ"),
    "url": ("url", "link", "address", "originalurl", "documentidentifier", "articleurl", "webpage", "الرابط",
            "العنوان الإلكتروني"),
    "author": ("author", "authors", "byline", "creator", "الكاتب", "المؤلف"),
    "language": ("language", "lang", "اللغة"),
    "story": ("story", "event", "topic", "القصة", "الحدث", "الموضوع"),
    "tags": ("tags", "keywords", "labels", "الوسوم"),
}
FIELDS = tuple(NAMES)
# A table of articles has ten columns, the widest export some hundred. One of thousands is something else.
MOST_COLUMNS = 1_000
# Of columns that a message names, so many, each cut to so many characters.
_TOLD, _TOLD_CHARACTERS = 20, 40


def _key(name: object) -> str:
    return re.sub(r"[\s_-]", "", str(name)).casefold().strip("\ufeff")


_FIELD = {_key(name): (field, rank) for field, names in NAMES.items() for rank, name in enumerate(names)}


def unique(heading: Sequence[object]) -> tuple[str, ...]:
    """The heading with a name of its own for every column. Raises Unreadable: too_many_columns.

    >>> unique(["text", "", "text"])
    ('text', '#2', 'text (2)')
    """
    if len(heading) > MOST_COLUMNS:
        raise Unreadable("too_many_columns", limit=MOST_COLUMNS, columns=len(heading))
    named: dict[str, None] = {}
    for at, cell in enumerate(heading, start=1):
        name = " ".join(str(cell if cell is not None else "").strip("\ufeff").split()) or f"#{at}"
        wanted, again = name, 2
        while name in named:
            name, again = f"{wanted} ({again})", again + 1
        named[name] = None
    return tuple(named)


def guessed(columns: Sequence[str]) -> dict[str, str]:
    """Which column each of our fields seems to be in: by its name, the surest name first.

    >>> guessed(["Headline", "publish_date", "content", "Body"])
    {'title': 'Headline', 'published': 'publish_date', 'text': 'Body'}
    """
    found: dict[str, tuple[int, str]] = {}
    for column in columns:
        field, rank = _FIELD.get(_key(column), ("", 0))
        if field and (field not in found or rank < found[field][0]):
            found[field] = rank, column
    return {field: column for field, (_, column) in found.items()}


def chosen(columns: Sequence[str], given: Mapping[str, str] | None) -> dict[str, str]:
    """The column of each field: as given, else as guessed. Raises Unreadable: no_such_column, no_text_column."""
    if given is None:
        wanted = guessed(columns)
    else:
        wanted = {field: column for field, column in given.items() if column}
        for column in wanted.values():
            if column not in columns:
                raise Unreadable("no_such_column", column=column[:_TOLD_CHARACTERS], columns=told(columns))
    if "text" not in wanted:
        raise Unreadable("no_text_column", columns=told(columns))
    return wanted


def told(columns: Sequence[str]) -> str:
    """The columns' names as a message gives them."""
    return ", ".join(name[:_TOLD_CHARACTERS] for name in columns[:_TOLD])
