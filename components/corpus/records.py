"""Many articles in one file: tables with a heading, and JSON lines."""
from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Mapping

from components.corpus.errors import Unreadable
from components.corpus.models import Parsed
from components.corpus.stated import day

# What a column may be called; compared without case, spaces and underscores.
COLUMNS = {
    "text": ("text", "body", "content", "articlebody", "articletext", "fulltext", "maintext", "النص", "نص", "المحتوى",
             "المتن"),
    "title": ("title", "headline", "heading", "العنوان", "عنوان"),
    "outlet": ("outlet", "source", "publisher", "newspaper", "site", "sitename", "المصدر", "الصحيفة", "الناشر",
               "الموقع"),
    "published": ("date", "published", "publishedat", "publicationdate", "datepublished", "publishdate", "pubdate",
                  "dateextracted", "التاريخ", "تاريخ النشر", "تاريخ"),
    "url": ("url", "link", "address", "الرابط"),
    "author": ("author", "authors", "byline", "الكاتب", "المؤلف"),
    "language": ("language", "lang", "اللغة"),
    "story": ("story", "event", "topic", "القصة", "الحدث", "الموضوع"),
    "tags": ("tags", "keywords", "labels", "الوسوم"),
}
# The limit is one for the whole process, so it is raised once and never lowered: no field is longer than its file.
csv.field_size_limit(max(csv.field_size_limit(), 200_000_000))

_NAMED = {re.sub(r"[\s_-]", "", name): column for column, names in COLUMNS.items() for name in names}
_LANGUAGES = {"ar": "ar", "ara": "ar", "arabic": "ar", "العربية": "ar", "عربي": "ar", "en": "en", "eng": "en",
              "english": "en", "الإنجليزية": "en"}


def _column(name: object) -> str:
    return _NAMED.get(re.sub(r"[\s_-]", "", str(name)).casefold().strip("\ufeff"), "")


def from_csv(source: str, text: str, limit: int, delimiter: str = "") -> list[Parsed]:
    """The rows of a table whose first row names the columns. Rows without text are left out.

    Raises Unreadable: no_text_column, broken_csv, too_many_articles, no_articles.
    """
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter or _delimiter(text))
    try:
        heading = next(rows, [])
        columns = {}
        for at, name in enumerate(heading):
            if (column := _column(name)) and column not in columns:
                columns[column] = at
        if "text" not in columns:
            raise Unreadable("no_text_column", columns=", ".join(name[:40] for name in heading[:20]))
        found = []
        for number, row in enumerate(rows, start=2):
            record = {column: row[at] for column, at in columns.items() if at < len(row)}
            if record.get("text", "").strip():
                found.append(_parsed(record, f"{source}:{number}"))
                if len(found) > limit:
                    raise Unreadable("too_many_articles", limit=limit)
    except csv.Error as error:
        raise Unreadable("broken_csv", line=rows.line_num) from error
    if not found:
        raise Unreadable("no_articles")
    return found


def _delimiter(text: str) -> str:
    """The separator that stands most often in the first line."""
    first = text.split("\n", 1)[0]
    return max(",;\t|", key=first.count)


def from_json(source: str, text: str, limit: int,
              rejected: Callable[[str, Unreadable], None] | None = None) -> list[Parsed]:
    """The articles of a file of JSON lines, or of one JSON list or object.

    Raises Unreadable: broken_json_line (only where `rejected` is None), no_text_column, too_many_articles, no_articles.
    """
    found, seen = [], set()
    for number, record in _json_records(text, rejected):
        if not isinstance(record, Mapping):
            _refuse(rejected, number, Unreadable("broken_json_line", line=number))
            continue
        named = {}
        for name, value in record.items():
            if (column := _column(name)) and named.get(column) in (None, ""):
                named[column] = value
        seen.update(str(name)[:40] for name in record)
        if isinstance(named.get("text"), str) and named["text"].strip():
            found.append(_parsed(named, f"{source}:{number}"))
            if len(found) > limit:
                raise Unreadable("too_many_articles", limit=limit)
    if not found:
        raise Unreadable("no_text_column", columns=", ".join(sorted(seen)[:20])) if seen else Unreadable("no_articles")
    return found


def _json_records(text: str, rejected):
    text = text.lstrip("\ufeff")
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        pass
    else:
        yield from enumerate(whole if isinstance(whole, list) else [whole], start=1)
        return
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError):
            _refuse(rejected, number, Unreadable("broken_json_line", line=number))
            continue
        yield number, record


def _refuse(rejected, number: int, trouble: Unreadable) -> None:
    if rejected is None:
        raise trouble
    rejected(str(number), trouble)


def _parsed(record: Mapping[str, object], source: str) -> Parsed:
    published, problem = day(record.get("published"))
    return Parsed(
        text=str(record["text"]),
        source_name=source,
        title=_string(record.get("title")),
        outlet=_string(record.get("outlet")),
        author=_string(record.get("author")),
        published=published,
        published_reason="column" if published else "",
        language=_LANGUAGES.get(_string(record.get("language")).casefold(), ""),
        url=_string(record.get("url")),
        story=_string(record.get("story")),
        tags=tuple(_tags(record.get("tags"))),
        problems=(problem,) if problem else (),
    )


def _string(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(_string(item) for item in value)
    if isinstance(value, Mapping):
        return _string(value.get("name") or value.get("title") or "")
    return " ".join(str(value).split()) if value is not None else ""


def _tags(value: object) -> list[str]:
    items = value if isinstance(value, list) else re.split(r"[|;,،]", _string(value))
    return [tag for tag in map(_string, items) if tag]
