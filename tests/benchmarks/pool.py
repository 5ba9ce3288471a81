"""Sentences to make articles from, in both languages, with what they say known because they were composed from it.

The templates are the benchmark's own (sentences.csv); the names in them come from data/names, most of them seldom and
a few of them often, as in news.
"""
from __future__ import annotations

import csv
import datetime as dt
import itertools
import random
import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from components.corpus.schema import search_text
from components.text import words
from components.text.transliteration import transliterate

HERE = Path(__file__).resolve().parent
NAMES = Path(__file__).resolve().parents[2] / "data" / "names"
LANGUAGES = ("ar", "en")
SENTENCES = 4_000

# A third of the people named in news are on no list: their Arabic and English names are joined by sound.
UNKNOWN_SHARE = 0.33
UNKNOWN_PEOPLE = 800

_MONTHS = {
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December"),
    "ar": ("يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر",
           "نوفمبر", "ديسمبر"),
}
_SPEECH = {
    "en": ("we will not wait for another winter", "the door is still open to anyone who means it",
           "this was a mistake and we have said so", "nobody asked the people who live here",
           "the figures speak for themselves", "there is work for years"),
    "ar": ("لن ننتظر شتاء آخر", "الباب لا يزال مفتوحا أمام كل من يريد", "كان ذلك خطأ وقد قلنا ذلك",
           "لم يسأل أحد سكان هذه المنطقة", "الأرقام تتحدث عن نفسها", "أمامنا عمل يمتد سنوات"),
}
_SLOT = re.compile(r"\{(\w+)\}")


@dataclass(slots=True)
class Composed:
    """A sentence and, with offsets into it, the rows that a reading of it holds, by column of the corpus."""

    text: str
    items: dict[str, list[dict]]
    search: str = ""
    lemmas: Counter = field(default_factory=Counter)
    words: int = 0


@cache
def sentences(language: str) -> tuple[Composed, ...]:
    """The pool of one language; the same at every call."""
    chance = random.Random(f"pool {language}")
    with open(HERE / "sentences.csv", encoding="utf-8", newline="") as file:
        templates = [row["template"] for row in csv.DictReader(file) if row["language"] == language]
    return tuple(_composed(chance.choice(templates), language, chance) for _ in range(SENTENCES))


@cache
def _entities() -> dict[str, tuple[list[dict], list[float]]]:
    """Entities by slot of a template, with the weight of each: the n-th is named 1/n as often as the first."""
    found = {}
    files = {"person": "people", "place": "places", "organisation": "organisations", "country": "countries"}
    chance = random.Random("entities")
    for slot, name in files.items():
        with open(NAMES / f"{name}.csv", encoding="utf-8", newline="") as file:
            rows = [{"entity_id": r["id"], "entity_type": r["type"], "en": r["name_en"], "ar": r["name_ar"]}
                    for r in csv.DictReader(file)]
        chance.shuffle(rows)
        found[slot] = rows, list(itertools.accumulate(1 / n for n in range(1, len(rows) + 1)))
    return found


@cache
def _unknown() -> list[tuple[str, str]]:
    """Names that no list holds, in English and Arabic."""
    chance = random.Random("unknown people")
    with open(NAMES / "given_names.csv", encoding="utf-8", newline="") as file:
        given = [(r["en"].split("|")[0], r["ar"].split("|")[0]) for r in csv.DictReader(file)]
    return [tuple(map(" ".join, zip(*chance.sample(given, 3), strict=True))) for _ in range(UNKNOWN_PEOPLE)]


def _named(slot: str, language: str, chance: random.Random) -> tuple[str, dict]:
    """A name to put into a sentence, and the mention that it makes there."""
    if slot == "person" and chance.random() < UNKNOWN_SHARE:
        english, arabic = chance.choice(_unknown())
        latin = english if language == "en" else transliterate(arabic)
        return (english if language == "en" else arabic), {
            "entity_id": "person/" + latin.lower().replace(" ", "-"), "entity_type": "person", "method": "discovered",
            "name_en": english if language == "en" else "", "name_ar": arabic if language == "ar" else ""}
    rows, weights = _entities()[slot]
    row = chance.choices(rows, cum_weights=weights)[0]
    return row[language], {"entity_id": row["entity_id"], "entity_type": row["entity_type"], "method": "known",
                           "name_en": row["en"], "name_ar": row["ar"]}


def _composed(template: str, language: str, chance: random.Random) -> Composed:
    pieces, at, items = [], 0, {"mentions": [], "dates": [], "quotes": [], "numbers": []}
    for number, piece in enumerate(_SLOT.split(template)):
        span = {"start": at}
        if number % 2 == 0:
            text = piece
        elif piece == "date":
            day = dt.date(2023, 1, 1) + dt.timedelta(days=min(int(chance.expovariate(1 / 90)), 700))
            text = f"{day.day} {_MONTHS[language][day.month - 1]} {day.year}"
            items["dates"].append(span | {"first_day": day, "last_day": day, "basis": "absolute",
                                          "calendar": "gregorian"})
        elif piece == "words":
            text = chance.choice(_SPEECH[language])
            items["quotes"].append(span | {"kind": "direct", "stance": "neutral", "closed": True, "speaker_name": "",
                                           "cue": "said" if language == "en" else "قال"})
        elif piece == "number":
            value = chance.randint(3, 9_000)
            text = f"{value:,}" if language == "en" else str(value)
            items["numbers"].append(span | {"value": float(value)})
        else:
            text, mention = _named(piece, language, chance)
            items["mentions"].append(span | mention | {"form": "name"})
        if number % 2:
            column = {"date": "dates", "words": "quotes", "number": "numbers"}.get(piece, "mentions")
            items[column][-1] |= {"end": at + len(text), "surface": text}
        pieces.append(text)
        at += len(text)
    whole = "".join(pieces)
    speaker = next((m for m in items["mentions"] if m["entity_type"] == "person"), None)
    for quote in items["quotes"]:
        quote |= {"speaker": speaker["surface"], "speaker_id": speaker["entity_id"]}
    return Composed(
        whole, items, search_text(whole).strip(),
        Counter(words.lemma(token.text, language) for token in words.tokens(whole) if not token.text[0].isdigit()),
        words.count_words(whole, language))
