"""Stories of two languages whose sentences are known to answer each other, made of the evaluation's parallel texts.

Translations are closer than independent reports, so the stories are also made looser: sentences left out on either
side, joined, and shortened word by word, without regard to what the other side keeps; and posts about one war are
mixed, so that what does not belong together shares its names all the same. The texts stay where they are: nothing of
them is kept.
"""
from __future__ import annotations

import csv
import hashlib
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from components.comparison.side_by_side import aliases_in
from components.comparison.units import Passage
from components.reading import read
from components.reading.models import Reading

DATA = Path(__file__).resolve().parents[3] / "shared" / "eval" / "data"
SIDES = ("en", "ar")
# What share of the words a report keeps, other words and words of names and numbers, English and Arabic. In Arabic no
# capital tells a name, so all its words are treated alike.
KEPT = {
    "translated": None,
    "shortened": {"en": (0.6, 0.8), "ar": (0.7, 0.7)},
    "retold": {"en": (0.42, 0.7), "ar": (0.48, 0.48)},
}
POST_WORDS = range(6, 46)
_NO_PROSE = re.compile(
    r"https?\S+|:=:|[#@]|\S*\.(?:com|ly|co|be|il)\S*|[^\w\s.,;:!?()\"'“”‘’«»،؛؟%$€£/–-]"
)


@dataclass(frozen=True)
class Line:
    """A sentence in both languages. `name` is its own in the evaluation's data."""

    name: str
    en: str
    ar: str


@dataclass
class Told:
    """One side of a story: its passages, and the lines that each of them holds."""

    passages: list[Passage]
    lines: list[frozenset[str]]
    reading: Reading


@dataclass(frozen=True)
class Story:
    """A story of both sides. kind: one of KEPT."""

    kind: str
    en: Told
    ar: Told


def held_out(name: str) -> bool:
    """Whether an article or a post is in the half that no figure was fitted on."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 2 == 1


def articles(data: Path = DATA) -> dict[str, list[Line]]:
    """News articles, translated by professionals (NTREX)."""
    found: dict[str, list[Line]] = defaultdict(list)
    for row in _rows(data / "ntrex-news" / "ntrex_en_ar.jsonl"):
        found[row["doc"]].append(Line(f"n{row['line']}", row["en"], row["ar"]))
    return found


def sentences(data: Path = DATA) -> list[Line]:
    """Sentences of news, a few of each article, translated by professionals (PUD)."""
    rows = _rows(data / "ud-pud-parallel" / "pud_parallel.jsonl")
    return [Line(row["sent_id"], row["en"], row["ar"]) for row in rows if row["sent_id"].startswith("n")]


def posts(data: Path = DATA) -> list[Line]:
    """Posts about one war in five languages, by machine translated into English and Arabic (FIGNEWS)."""
    csv.field_size_limit(10**8)
    found: dict[str, Line] = {}
    with (data / "fignews2024" / "FIGNEWS-2024-TEXT-IAA.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            own = row["Source Language"]
            en, ar = (
                " ".join(_NO_PROSE.sub(" ", row["Text" if own == name else f"{name} MT"]).replace("_", " ").split())
                for name in ("English", "Arabic")
            )
            if len(en.split()) in POST_WORDS and len(ar.split()) in POST_WORDS:
                found.setdefault(en[:40], Line(f"f{row['ID']}", en, ar))
    return list(found.values())


def _rows(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def stories(of_held_out: bool, data: Path = DATA) -> Iterator[Story]:
    """The stories of one half; every call gives the same ones."""
    chance = random.Random(5)
    documents = {name: lines for name, lines in articles(data).items() if held_out(name) == of_held_out}
    for name, lines in documents.items():
        own = random.Random(name)
        yield _told("translated", lines, own, left_out=0.25)
        yield _told("translated", lines, own, left_out=0.5)
        yield _told("translated", lines, own, left_out=0.3, joined=0.35)
        yield _told("shortened", lines, own, left_out=0.5, joined=0.25)
        yield _told("retold", lines, own, left_out=0.4, joined=0.25)
    names = list(documents)
    groups = [[line for name in names[n : n + 6] for line in documents[name]] for n in range(0, len(names), 6)]
    mixed = [post for post in posts(data) if held_out(post.name) == of_held_out]
    chance.shuffle(mixed)
    groups += [mixed[n : n + size] for size in (40, 120) for n in range(0, min(len(mixed), 480), size)]
    if of_held_out:
        rest = sentences(data)
        groups += [rest[n : n + 60] for n in range(0, len(rest), 60)]
    for lines in groups:
        for kind in KEPT:
            yield _told(kind, lines, chance, left_out=0.5)


def _told(kind: str, lines: Sequence[Line], chance: random.Random, left_out: float, joined: float = 0.0) -> Story:
    texts = loosened(kind, lines, chance, left_out, joined)
    readings = {side: read("\n".join(text for _, text in texts[side]), side) for side in SIDES}
    aliases = aliases_in(list(readings.values()), lambda one, other: False)
    return Story(kind, *(passages_of(side, texts[side], readings[side], aliases) for side in SIDES))


def loosened(
    kind: str, lines: Sequence[Line], chance: random.Random, left_out: float, joined: float = 0.0
) -> dict[str, list[tuple[frozenset[str], str]]]:
    """Each side's passages, some left out, some joined, shortened as the kind has it; with the lines they hold."""
    texts: dict[str, list[tuple[frozenset[str], str]]] = {}
    for side in SIDES:
        kept = [
            (frozenset([line.name]), shortened(getattr(line, side), KEPT[kind][side], chance) if KEPT[kind] else
             getattr(line, side))
            for line in lines
            if chance.random() >= left_out
        ]
        texts[side] = list(_joined(kept, joined, {"en": ", and ", "ar": "، و"}[side], chance))
    return texts


def shortened(text: str, kept: tuple[float, float], chance: random.Random) -> str:
    """The text without a part of its words."""
    words = [
        word for word in text.split()
        if chance.random() < kept[word[:1].isupper() or any(map(str.isdigit, word))]
    ]
    return " ".join(words) or text


def _joined(kept: list, share: float, glue: str, chance: random.Random) -> Iterator[tuple[frozenset[str], str]]:
    n = 0
    while n < len(kept):
        if n + 1 < len(kept) and chance.random() < share:
            (names, text), (more, rest) = kept[n : n + 2]
            yield names | more, text.rstrip(" .") + glue + rest
            n += 2
        else:
            yield kept[n]
            n += 1


def passages_of(side: str, texts: list[tuple[frozenset[str], str]], reading: Reading, aliases: dict[str, str]) -> Told:
    """Every text as a passage of its own, with what was read in it where it stands in the whole."""
    told, at = Told([], [], reading), 0
    for number, (names, text) in enumerate(texts):
        end = at + len(text)
        items = {
            kind: tuple(item for item in getattr(reading, kind) if at <= item.start and item.end <= end)
            for kind in ("mentions", "dates", "numbers")
        }
        items["mentions"] = tuple(
            replace(item, entity_id=aliases.get(item.entity_id, item.entity_id)) for item in items["mentions"]
        )
        told.passages.append(Passage(side, number, text, side, at, **items))
        told.lines.append(names)
        at = end + 1
    return told
