"""What people decided about names, laid over the authority list: who is one, who is not, and how they are called.

Decisions are changes, each about one id as the reader gives it. They are added up in the order in which they were made,
and the last one on the same thing counts; leaving one out leaves no trace of it. A decision never changes a reading: a
reading keeps the ids that the reader gave, and `OwnNames` says what each of them stands for.
"""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

from components.reading.authority import Authority
from components.reading.models import Reading
from components.reading.name_changes import LANGUAGES, Change, is_sound
from components.reading.name_keys import key_words


class Told(NamedTuple):
    """An entity as it is shown: empty fields are not known."""

    id: str
    type: str = ""
    name_en: str = ""
    name_ar: str = ""


@dataclass(frozen=True)
class OwnNames:
    """All decisions in force over a list of known names (`base`). Never changed after `added_up` made it.

    same: id -> the id that it is. pairs_apart: pairs of ids. names: (id, language) -> name. types: id -> kind.
    variants: (id, language) -> spellings. ignored, listed: ids. spellings: (id, language, surface) -> id or "".
    about: what was known of an id when something was decided about it. payloads: what it was all added up from.
    """

    base: Authority
    same: dict[str, str] = field(default_factory=dict)
    pairs_apart: set[frozenset[str]] = field(default_factory=set)
    names: dict[tuple[str, str], str] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    variants: dict[tuple[str, str], dict[str, None]] = field(default_factory=dict)
    ignored: set[str] = field(default_factory=set)
    listed: set[str] = field(default_factory=set)
    spellings: dict[tuple[str, str, str], str] = field(default_factory=dict)
    about: dict[str, Told] = field(default_factory=dict)
    payloads: tuple[Mapping, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.same or self.pairs_apart or self.names or self.types or self.variants or self.ignored
                    or self.listed or self.spellings)

    def final(self, entity_id: str) -> str:
        """The id under which an id of a reading counts, "" where it is no name."""
        seen: dict[str, None] = {}
        while entity_id not in seen:
            if entity_id in self.ignored:
                return ""
            seen[entity_id] = None
            entity_id = self._next(entity_id)
        ring = list(seen)[list(seen).index(entity_id):]
        # Two people may each have said of one that it is the other.
        return min(ring)

    def _next(self, entity_id: str) -> str:
        if entity_id in self.same:
            return self.same[entity_id]
        return self._retyped.get(entity_id, entity_id)

    @cached_property
    def _retyped(self) -> dict[str, str]:
        """Ids say the kind, so that another kind is another id: one that nobody else has."""
        found: dict[str, str] = {}
        for entity_id, kind in self.types.items():
            prefix, _, rest = entity_id.partition("/")
            known = self.base.entity(entity_id)
            if prefix == kind or known and known.type == kind:
                continue
            new, number = f"{kind}/{rest}", 1
            while self.base.entity(new) or new in found.values():
                number += 1
                new = f"{kind}/{rest}-{number}"
            found[entity_id] = new
        return found

    def subject(self, entity_id: str) -> str:
        """The id to decide about where this one is shown: the reader's own, not one that a new kind gave it."""
        return next((old for old, new in self._retyped.items() if new == entity_id), entity_id)

    @cached_property
    def _members(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for entity_id in self._decided:
            if (final := self.final(entity_id)) and final != entity_id:
                found.setdefault(final, []).append(entity_id)
        return found

    @cached_property
    def _decided(self) -> tuple[str, ...]:
        """Every id that some decision speaks of, and what it leads to."""
        ids = dict.fromkeys((
            *self.same, *self.same.values(), *self._retyped, *self._retyped.values(), *self.types, *self.ignored,
            *(entity_id for entity_id, _ in self.names), *(entity_id for entity_id, _ in self.variants), *self.listed,
            *(entity_id for entity_id, _, _ in self.spellings), *filter(None, self.spellings.values()),
        ))
        return tuple(ids)

    def members(self, entity_id: str) -> tuple[str, ...]:
        """The ids of readings that count as this one, itself first."""
        return (entity_id, *self._members.get(entity_id, ()))

    def told(self, entity_id: str) -> Told:
        """How an id of a reading is shown; fields that neither the list nor a decision knows are empty."""
        final = self.final(entity_id)
        if not final:
            return Told("")
        kinds = [self.types[member] for member in reversed(self.members(final))
                 if member in self.types and (member == final or self._retyped.get(member) == final)]
        known = self.base.entity(final)
        kind = kinds[-1] if kinds else known.type if known else final.partition("/")[0]
        return Told(final, kind, self._name(final, "en"), self._name(final, "ar"))

    def _name(self, final: str, language: str) -> str:
        for member in self.members(final):
            known, about = self.base.entity(member), self.about.get(member)
            for name in (self.names.get((member, language), ""), getattr(known, f"name_{language}", ""),
                         getattr(about, f"name_{language}", "")):
                if name:
                    return name
        return ""

    def are_apart(self, one: str, other: str) -> bool:
        """Whether somebody said that the two are not one."""
        return frozenset((one, other)) in self._apart

    @cached_property
    def _apart(self) -> frozenset[frozenset[str]]:
        return frozenset(frozenset(map(self.final, pair)) for pair in self.pairs_apart)

    @cached_property
    def shown_under(self) -> frozenset[str]:
        """The ids under which those are shown about whom anything but `apart` was decided."""
        return frozenset(final for entity_id in self._decided if (final := self.final(entity_id)))

    @cached_property
    def by_id(self) -> dict[str, Told]:
        """What ids of readings stand for; ids that stand for themselves under their own names are left out."""
        return {entity_id: self.told(entity_id) for entity_id in self._decided}

    @cached_property
    def by_spelling(self) -> dict[tuple[str, str, str], Told]:
        """What ids of readings stand for where they are written in a certain way: (id, language, surface)."""
        return {key: self.told(of) if of else Told("") for key, of in self.spellings.items()}

    @cached_property
    def decided(self) -> frozenset[str]:
        """Ids of readings whose mentions may count under another id or name, and ids that such mentions count under."""
        return frozenset({*self.by_id, *(entity_id for entity_id, _, _ in self.by_spelling)})

    def applied(self, reading: Reading) -> Reading:
        """The reading with everybody under the id and names that were decided."""
        if not self:
            return reading
        mentions = []
        for mention in reading.mentions:
            told = self._of(mention.entity_id, reading.language, mention.surface)
            if told is None:
                mentions.append(mention)
            elif told.id:
                mentions.append(replace(
                    mention, entity_id=told.id, entity_type=told.type or mention.entity_type,
                    name_en=told.name_en or mention.name_en, name_ar=told.name_ar or mention.name_ar))
        quotes = [
            quote if (told := self._of(quote.speaker_id or "", reading.language, quote.speaker or "")) is None
            else replace(quote, speaker_id=told.id or None) for quote in reading.quotes
        ]
        return replace(reading, mentions=tuple(mentions), quotes=tuple(quotes))

    def _of(self, entity_id: str, language: str, surface: str) -> Told | None:
        by_spelling = self.by_spelling.get((entity_id, language, surface))
        return by_spelling if by_spelling is not None else self.by_id.get(entity_id)

    # -- the list of names -----------------------------------------------------------------------------

    @cached_property
    def authority(self) -> Authority:
        """The known names as people see them: with what was added, under the names given, the merged ones merged."""
        if not self:
            return self.base
        ids = {final for entity_id in self._decided if (final := self.final(entity_id))}
        rows = [self._row(entity_id, self._all_spellings) for entity_id in sorted(ids)]
        with_rows = self.base.with_rows(row for row in rows if row)
        moved = {e: final for e in self._decided if (final := self.final(e)) != e}
        return with_rows.with_moved(moved)

    @cached_property
    def reader(self) -> Authority:
        """The known names to read with. Only ever more than the list that ships: what is merged or ignored is read as
        it always was, so that taking a decision back needs no new reading.
        """
        rows = [row for entity_id in self._taught if (row := self._row(entity_id, self._safe_spellings))]
        return self.base.with_rows(rows) if rows else self.base

    @cached_property
    def _taught(self) -> list[str]:
        """Finals that the reader is told of: those with a spelling of their own, and those taken into the list."""
        ids = (*self.listed, *(e for e, _ in self.variants), *(e for e, _ in self.names),
               *(e for pair in self.same.items() for e in pair))
        return sorted({final for entity_id in ids if (final := self.final(entity_id))})

    @cached_property
    def forms(self) -> frozenset[tuple[str, str, str]]:
        """What the reader is told beyond the list that ships: (id, language, folded words of a spelling)."""
        found = set()
        for entity_id in self._taught:
            for language, spellings in self._safe_spellings(entity_id).items():
                for written in spellings:
                    mark = "?" if written.startswith("?") else ""
                    if words := " ".join(key_words(written.lstrip("? "), language)):
                        found.add((entity_id, language, mark + words))
        return frozenset(found)

    def _row(self, entity_id: str, spellings_of) -> dict[str, str] | None:
        spellings = {language: list(dict.fromkeys(found)) for language, found in spellings_of(entity_id).items()}
        told, known = self.told(entity_id), self.base.entity(entity_id)
        if not known and not any(spellings.values()):
            return None
        row = {"id": entity_id, "type": told.type}
        for language in LANGUAGES:
            name = getattr(told, f"name_{language}")
            plain = [written for written in spellings[language] if not written.startswith("?")]
            shipped = getattr(known, f"name_{language}", "")
            shown = name if name in plain else shipped or (plain[0] if plain else "")
            row[f"name_{language}"] = shown
            row[f"variants_{language}"] = "|".join(written for written in spellings[language] if written != shown)
        return row if row["name_en"] or row["name_ar"] else None

    def _all_spellings(self, final: str) -> dict[str, list[str]]:
        told = self.told(final)
        return {language: [name for name in (getattr(told, f"name_{language}"), *(
            name for member in self.members(final) for name in self._spellings(member, language))) if name]
                for language in LANGUAGES}

    def _safe_spellings(self, final: str) -> dict[str, list[str]]:
        """Spellings that may be looked for in every text: a lone word only where a person gave it as a spelling, for
        many a family name is an ordinary word or somebody else's name too.
        """
        found = {}
        for language in LANGUAGES:
            members = [m for m in self.members(final) if m == final or not self.base.entity(m)]
            given = [name for member in members for name in self.variants.get((member, language), ())]
            names = [name for member in members for name in self._spellings(member, language) if " " in name]
            shipped = self.base.entity(final)
            known = getattr(shipped, f"name_{language}", "")
            found[language] = [name for name in dict.fromkeys((*names, *given)) if name != known]
        return found

    def _spellings(self, member: str, language: str) -> list[str]:
        about = self.about.get(member)
        found = [self.names.get((member, language), ""), getattr(about, f"name_{language}", "")]
        return [name for name in (*found, *self.variants.get((member, language), ())) if name]


def added_up(base: Authority, payloads: Iterable[Mapping]) -> OwnNames:
    """What decisions say, given in order of time: each {"changes": [...], "about": {id: [type, English, Arabic]}}.

    What can't be understood is left out.
    """
    own = OwnNames(base, payloads=tuple(payloads))
    for payload in own.payloads:
        about = payload.get("about")
        for entity_id, told in about.items() if isinstance(about, Mapping) else ():
            if isinstance(told, (list, tuple)) and len(told) == 3 and all(isinstance(part, str) for part in told):
                own.about[entity_id] = Told(entity_id, *told)
        changes = payload.get("changes")
        for change in changes if isinstance(changes, (list, tuple)) else ():
            if is_sound(change):
                _add(own, change)
    return own


def _add(own: OwnNames, change: Change) -> None:
    what, entity_id = change["what"], change["id"]
    if what == "same":
        own.same.pop(entity_id, None)
        own.ignored.discard(entity_id)
        if change["of"] and change["of"] != entity_id:
            own.same[entity_id] = change["of"]
            own.pairs_apart.discard(frozenset((entity_id, change["of"])))
    elif what == "apart":
        pair = frozenset((entity_id, change["of"]))
        _hold(own.pairs_apart, pair, change["holds"])
        for one, other in ((entity_id, change["of"]), (change["of"], entity_id)):
            if change["holds"] and own.same.get(one) == other:
                del own.same[one]
    elif what == "name":
        own.names[entity_id, change["language"]] = change["name"].strip()
    elif what == "type":
        own.types[entity_id] = change["type"]
    elif what == "variant":
        written = own.variants.setdefault((entity_id, change["language"]), {})
        written.pop(change["variant"].strip(), None)
        if change["holds"]:
            written[change["variant"].strip()] = None
    elif what == "spelling":
        key = (entity_id, change["language"], change["surface"])
        if change["of"] is None:
            own.spellings.pop(key, None)
        else:
            own.spellings[key] = change["of"]
    else:
        _hold(own.ignored if what == "ignored" else own.listed, entity_id, change["holds"])


def _hold(found: set, item: object, holds: object) -> None:
    if holds:
        found.add(item)
    else:
        found.discard(item)
