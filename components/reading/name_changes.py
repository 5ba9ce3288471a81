"""What a person may decide about a name, as it is written down: small records, each about an id of a reading."""
from __future__ import annotations

from collections.abc import Mapping

from components.reading.models import ENTITY_TYPES

LANGUAGES = ("en", "ar")
# What a change may be about; each with the fields that it carries beside `what` and `id`.
CHANGES = {
    "same": ("of",), "apart": ("of", "holds"), "name": ("language", "name"), "type": ("type",),
    "variant": ("language", "variant", "holds"), "ignored": ("holds",), "listed": ("holds",),
    "spelling": ("language", "surface", "of"),
}
Change = Mapping[str, object]


def same(entity_id: str, of: str) -> dict:
    """The first is the second, and counted as it."""
    return {"what": "same", "id": entity_id, "of": of}


def apart(entity_id: str, of: str, holds: bool = True) -> dict:
    """The two are not one, however alike they sound."""
    return {"what": "apart", "id": entity_id, "of": of, "holds": holds}


def called(entity_id: str, language: str, name: str) -> dict:
    """It is shown under this name in this language."""
    return {"what": "name", "id": entity_id, "language": language, "name": name}


def typed(entity_id: str, kind: str) -> dict:
    """It is of this kind (one of ENTITY_TYPES)."""
    return {"what": "type", "id": entity_id, "type": kind}


def variant(entity_id: str, language: str, spelling: str, holds: bool = True) -> dict:
    """It is written so as well; a spelling that begins with `?` counts only beside a full name (see Entity)."""
    return {"what": "variant", "id": entity_id, "language": language, "variant": spelling, "holds": holds}


def ignored(entity_id: str, holds: bool = True) -> dict:
    """It is no name."""
    return {"what": "ignored", "id": entity_id, "holds": holds}


def listed(entity_id: str, holds: bool = True) -> dict:
    """It is a name, and from now on a known one."""
    return {"what": "listed", "id": entity_id, "holds": holds}


def spelling(entity_id: str, language: str, surface: str, of: str | None) -> dict:
    """Where it is written so, another is meant (`of`), or no name ("" ); None takes that back."""
    return {"what": "spelling", "id": entity_id, "language": language, "surface": surface, "of": of}


def is_sound(change: object) -> bool:
    """Whether a change, which may come from anybody's file, has the fields that it should have."""
    if not isinstance(change, Mapping) or change.get("what") not in CHANGES or not _is_id(change.get("id")):
        return False
    for name in CHANGES[change["what"]]:
        value = change.get(name)
        if name == "holds":
            sound = isinstance(value, bool)
        elif name == "of" and change["what"] == "spelling":
            sound = value is None or value == "" or _is_id(value)
        elif name == "of":
            sound = _is_id(value) or value == "" and change["what"] == "same"
        elif name == "language":
            sound = value in LANGUAGES
        elif name == "type":
            sound = value in ENTITY_TYPES
        else:
            sound = isinstance(value, str) and (bool(value.strip()) or name == "name")
        if not sound:
            return False
    return True


def _is_id(value: object) -> bool:
    return isinstance(value, str) and "/" in value
