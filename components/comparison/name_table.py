"""The list of names as a table to take away, and such a table brought in: what each row would do, before it does it."""
from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from components.comparison.scope import Scope
from components.comparison.who_is_who import Wanted, listed
from components.corpus import Corpus, Unreadable
from components.corpus.encoding import decode
from components.reading import name_changes as change
from components.reading.authority import Entity
from components.reading.entities import discovered_id
from components.reading.models import ENTITY_TYPES
from components.reading.name_tables import listed as parts
from components.text.arabic import is_arabic

COLUMNS = ("id", "type", "name_en", "name_ar", "variants_en", "variants_ar", "same_as", "no_name")
FIGURES = ("mentions_ar", "mentions_en", "articles_ar", "articles_en")
MOST_ROWS, MOST_BYTES = 20_000, 8_000_000
LONGEST_NAME = 120
# What a row would do, and what may stand in its way.
EFFECTS = ("added", "changed", "merged", "ignored", "unchanged", "refused")
PROBLEMS = ("bad_id", "bad_type", "no_name", "wrong_script", "too_long", "hidden_characters", "repeated", "bad_mark",
            "unknown_same_as", "same_as_itself", "other_has_it")
_YES, _NO = ("1", "yes", "true", "نعم"), ("", "0", "no", "false", "لا")
# Controls, and marks that turn the direction of what stands beside them.
_HIDDEN = re.compile("[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_ID = re.compile(r"[a-z]+/\S(?:.*\S)?")
# to_csv puts this before a cell that a spreadsheet would run.
_SAVED_FROM_FORMULA = re.compile(r"'(?=[=+\-@\t\r])")


@dataclass
class Line:
    """A row of a table brought in. number: its line in the file, the heading is line 1. cells: by column.

    about: what is known of the entity with it: kind, English and Arabic name.
    effect: one of EFFECTS. problems: pairs of one of PROBLEMS and what it is about; one is enough to refuse the row.
    """

    number: int
    cells: dict[str, str]
    entity_id: str = ""
    effect: str = "unchanged"
    problems: list[tuple[str, str]] = field(default_factory=list)
    changes: list[dict] = field(default_factory=list)
    about: tuple[str, str, str] = ("", "", "")


def exported(corpus: Corpus, scope: Scope) -> pd.DataFrame:
    """Every name in the scope with everything decided about it, and what counts as another or as no name.

    One row per id; columns: COLUMNS and FIGURES. Brought in anywhere else, it leads to the same names.
    """
    names, authority, rows = corpus.names, corpus.authority, []
    for row in listed(corpus, scope, Wanted()).itertuples():
        entity = authority.entity(row.entity_id)
        spelled = {language: list(getattr(entity, f"variants_{language}", ())) for language in ("en", "ar")}
        for member in names.members(row.entity_id):
            for language in spelled:
                spelled[language] += names.variants.get((member, language), ())
        rows.append((
            row.entity_id, row.entity_type, row.name_en, row.name_ar,
            *("|".join(dict.fromkeys(spelled[language])) for language in ("en", "ar")), "", "",
            *(getattr(row, figure) for figure in FIGURES),
        ))
    for entity_id, told in names.by_id.items():
        if told.id != entity_id:
            about = names.about.get(entity_id)
            kind = about.type if about else entity_id.partition("/")[0]
            own = (about.name_en, about.name_ar) if about else ("", "")
            rows.append((entity_id, kind, *own, "", "", told.id, "" if told.id else "1", 0, 0, 0, 0))
    return pd.DataFrame(rows, columns=[*COLUMNS, *FIGURES]).drop_duplicates("id", ignore_index=True)


def brought_in(corpus: Corpus, data: bytes) -> list[Line]:
    """What each row of a CSV file would do. Raises Unreadable: too_large, not_text, broken_csv, no_name_column,
    too_many_rows, no_rows.
    """
    if len(data) > MOST_BYTES:
        raise Unreadable("too_large", limit_mb=MOST_BYTES // 1_000_000, size_mb=round(len(data) / 1_000_000, 1))
    lines = _lines(decode(data)[0])
    known = _Known(corpus, lines)
    for line in lines:
        known.judge(line)
    return lines


def keep(corpus: Corpus, lines: Iterable[Line]) -> str:
    """Write down what the rows say, all by one event, which is returned; rows that were refused are left out."""
    kept = [line for line in lines if line.changes and not line.problems]
    about = {line.entity_id: line.about for line in kept}
    return corpus.decide_names([made for line in kept for made in line.changes], about)


def _lines(text: str) -> list[Line]:
    first = text.split("\n", 1)[0]
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count))
    try:
        heading = [name.strip().strip("\ufeff").lower() for name in next(rows, [])]
        if not {"id", "name_en", "name_ar"} & set(heading):
            raise Unreadable("no_name_column", columns=", ".join(name[:40] for name in heading[:20]))
        found = []
        for row in rows:
            cells = dict.fromkeys(COLUMNS, "") | {
                name: _SAVED_FROM_FORMULA.sub("", cell.strip(), count=1)
                for name, cell in zip(heading, row, strict=False) if name in COLUMNS}
            if any(cells.values()):
                found.append(Line(rows.line_num, cells))
            if len(found) > MOST_ROWS:
                raise Unreadable("too_many_rows", limit=MOST_ROWS)
    except csv.Error as error:
        raise Unreadable("broken_csv", line=rows.line_num) from error
    if not found:
        raise Unreadable("no_rows")
    return found


class _Known:
    """What rows are judged by: the names as they are, and the other rows."""

    def __init__(self, corpus: Corpus, lines: list[Line]):
        self.names, self.authority = corpus.names, corpus.authority
        self._seen: set[str] = set()
        for line in lines:
            line.entity_id = _id(line.cells)
        wanted = {line.entity_id for line in lines} | {line.cells["same_as"] for line in lines}
        table = corpus.table("entities")
        rows = corpus.execute(
            table.filter(table.entity_id.isin(sorted(wanted)))
            .group_by("entity_id").agg(type=table.entity_type.max(), name_en=table.entity_name_en.max(),
                                       name_ar=table.entity_name_ar.max()))
        self._named = {row.entity_id: Entity(*row) for row in rows.itertuples(index=False)}
        self._in_file = {line.entity_id for line in lines}

    def judge(self, line: Line) -> None:
        """Fill in the line's effect, problems and changes."""
        cells, entity_id = line.cells, line.entity_id
        now = self.authority.entity(entity_id) or self._named.get(entity_id)
        line.problems = list(self._problems(line, now))
        if line.problems:
            line.effect = "refused"
            return
        self._seen.add(entity_id)
        cells["type"] = cells["type"] or (now.type if now else entity_id.partition("/")[0])
        line.about = (cells["type"], *(
            cells[name] or getattr(now, name, "") for name in ("name_en", "name_ar")))
        line.changes = self._changes(cells, entity_id, now)
        line.effect = (
            "unchanged" if not line.changes else "ignored" if cells["no_name"].lower() in _YES
            else "merged" if cells["same_as"] else "changed" if now else "added")

    def _problems(self, line: Line, now: Entity | None) -> Iterable[tuple[str, str]]:
        cells, entity_id = line.cells, line.entity_id
        for name, cell in cells.items():
            if _HIDDEN.search(cell):
                yield "hidden_characters", name
        if cells["type"] and cells["type"] not in ENTITY_TYPES:
            yield "bad_type", cells["type"]
        if not _ID.fullmatch(entity_id) or entity_id.partition("/")[0] not in ENTITY_TYPES or len(entity_id) > 200:
            yield ("bad_id", cells["id"]) if cells["id"] else ("no_name", "")
            return
        if entity_id in self._seen:
            yield "repeated", entity_id
        if cells["no_name"].lower() not in (*_YES, *_NO):
            yield "bad_mark", cells["no_name"]
        target = cells["same_as"]
        if target and target == entity_id:
            yield "same_as_itself", target
        elif target and not (self.authority.entity(target) or target in self._named or target in self._in_file):
            yield "unknown_same_as", target
        if now is None and not (cells["name_en"] or cells["name_ar"] or target or cells["no_name"]):
            yield "no_name", entity_id
        for language in change.LANGUAGES:
            yield from self._bad_names(cells, language, entity_id)

    def _bad_names(self, cells: Mapping[str, str], language: str, entity_id: str) -> Iterable[tuple[str, str]]:
        name, variants = cells[f"name_{language}"], parts(cells[f"variants_{language}"])
        for written in (name, *variants):
            if len(written) > LONGEST_NAME:
                yield "too_long", f"{written[:40]}…"
        if name and is_arabic(name) != (language == "ar"):
            yield "wrong_script", name
        for written in variants:
            other = None if written.startswith("?") else self.authority.named(written, language)
            if other and other.id not in (entity_id, cells["same_as"], self.names.final(entity_id)):
                yield "other_has_it", f"{written} ({other.id})"

    def _changes(self, cells: Mapping[str, str], entity_id: str, now: Entity | None) -> list[dict]:
        subject, names = self.names.subject(entity_id), self.names
        if cells["no_name"].lower() in _YES:
            return [] if not names.final(entity_id) else [change.ignored(subject)]
        if cells["same_as"]:
            same = names.final(entity_id) == names.final(cells["same_as"])
            return [] if same else [change.same(subject, cells["same_as"])]
        made = []
        if not names.final(entity_id):
            made.append(change.ignored(subject, False))
        if now is None:
            made.append(change.listed(subject))
        elif cells["type"] != now.type:
            made.append(change.typed(subject, cells["type"]))
        for language in change.LANGUAGES:
            name = cells[f"name_{language}"]
            if name and name != getattr(now, f"name_{language}", ""):
                made.append(change.called(subject, language, name))
            there = {*getattr(now, f"variants_{language}", ()), getattr(now, f"name_{language}", ""), name}
            made += [change.variant(subject, language, written)
                     for written in dict.fromkeys(parts(cells[f"variants_{language}"])) if written not in there]
        return made


def _id(cells: Mapping[str, str]) -> str:
    """The row's id; one that gives none gets that of its name, as a name found in a text would."""
    if cells["id"]:
        return cells["id"]
    language = "en" if cells["name_en"] else "ar"
    name = cells[f"name_{language}"]
    return discovered_id(name, cells["type"] or "person", language) if name else ""
