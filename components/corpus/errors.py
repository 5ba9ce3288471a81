"""What can go wrong with a file or with the corpus folder, as message keys that the interface has sentences for."""
from __future__ import annotations

from typing import NamedTuple

# Every code that `Unreadable` carries, with the names of its values. The interface translates each of them.
UNREADABLE = {
    "empty_file": (),
    "no_text": (),
    "too_large": ("limit_mb", "size_mb"),
    "too_many_articles": ("limit",),
    "too_long_article": ("limit", "length"),
    "unknown_type": ("name",),
    "not_text": (),
    "third_language": ("language",),
    "broken_html": (),
    "broken_mhtml": (),
    "no_article_in_page": (),
    "broken_pdf": (),
    "encrypted_pdf": (),
    "image_only_pdf": ("pages",),
    "reversed_pdf": ("percent",),
    "too_many_pages": ("limit", "pages"),
    "broken_docx": (),
    "encrypted_docx": (),
    "broken_odt": (),
    "encrypted_odt": (),
    "broken_rtf": (),
    "broken_xlsx": (),
    "broken_zip": (),
    "encrypted_zip": (),
    "not_a_project": (),
    "newer_project": (),
    "damaged_project": ("file",),
    "foreign_in_project": ("file",),
    "nested_zip": (),
    "too_many_members": ("limit",),
    "other_files": ("count",),
    "zip_bomb": ("limit_mb",),
    "xml_bomb": (),
    "broken_csv": ("line",),
    "no_name_column": ("columns",),
    "no_rows": (),
    "too_many_rows": ("limit",),
    "no_text_column": ("columns",),
    "no_such_column": ("column", "columns"),
    "too_many_columns": ("limit", "columns"),
    "addresses_only": ("count",),
    "addresses_among": ("count",),
    "broken_json_line": ("line",),
    "no_articles": (),
    "too_slow": ("seconds",),
    "too_much_memory": (),
    "parser_failed": ("kind",),
    "not_opened": ("reason",),
    "worker_died": (),
    "fetch_off": (),
    "fetch_address": (),
    "fetch_scheme": (),
    "fetch_port": ("port",),
    "fetch_private": ("host",),
    "fetch_unknown_host": ("host",),
    "fetch_timeout": ("seconds",),
    "fetch_too_large": ("limit_mb",),
    "fetch_too_many_redirects": ("limit",),
    "fetch_status": ("status",),
    "fetch_certificate": ("host",),
    "fetch_failed": ("host",),
}

# Every code of `CorpusError`, likewise.
CORPUS_ERRORS = {
    "not_a_folder": ("path",),
    "not_writable": ("path", "reason"),
    "not_saved": ("reason",),
    "storage_address": ("address", "reason"),
    "storage_client": ("address",),
    "storage_gone": ("address",),
    "no_such_article": ("article_id",),
    "no_such_event": ("event_id",),
    "not_correctable": ("field",),
    "bad_value": ("field", "value"),
    "changed_meanwhile": ("articles",),
    "decided_meanwhile": (),
    "story_exists": ("story",),
    "story_not_empty": ("story",),
    "story_unnamed": (),
    "unknown_format": ("path",),
    "not_allowed": ("role",),
    "engine_address": ("address",),
    "engine_client": (),
    "engine_gone": ("address",),
    "engine_failed": ("reason",),
    "engine_lacks": ("package",),
    "engine_differs": (),
    "engine_blind": ("folder",),
}

# Every code of `Problem`: what is amiss with a file in the corpus folder while the rest works.
PROBLEMS = ("damaged_file", "foreign_file", "newer_file", "not_taken_over", "damaged_event")


class _Coded(Exception):
    codes: dict[str, tuple[str, ...]] = {}

    def __init__(self, code: str, **values: object):
        assert set(values) == set(self.codes[code]), (code, values)
        super().__init__(code, values)
        self.code = code
        self.values = values

    def __str__(self) -> str:
        told = ", ".join(f"{name}={value}" for name, value in self.values.items())
        return f"{self.code}" + (f" ({told})" if told else "")

    def __reduce__(self):
        return _rebuild, (type(self), self.code, self.values)


def _rebuild(kind, code, values):
    return kind(code, **values)


class Unreadable(_Coded):
    """A file, or a part of it, that no article can be had from. `code` is a key of UNREADABLE, `values` as it says."""

    codes = UNREADABLE


class CorpusError(_Coded):
    """Something asked of the corpus that it can't do. `code` is a key of CORPUS_ERRORS, `values` as it says."""

    codes = CORPUS_ERRORS


class Conflict(CorpusError):
    """Somebody else changed the same field of the same article since the person began; nothing was written.

    clashes: what stands there now, for each field that both changed.
    """

    def __init__(self, clashes: tuple[Clash, ...]):
        super().__init__("changed_meanwhile", articles=len({clash.article_id for clash in clashes}))
        self.clashes = clashes

    def __reduce__(self):
        return Conflict, (self.clashes,)


class Clash(NamedTuple):
    """A field of an article, and the value that somebody else gave it. In a clash over a story's names, the article_id
    is empty.
    """

    article_id: str
    field: str
    theirs: object
