"""Reading one article: from a text to everything that the comparison needs to know of it."""
from __future__ import annotations

import datetime as dt
import gc
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from operator import mul

from components.reading import boilerplate, dates, entities, quotes
from components.reading.authority import Authority
from components.reading.models import Boilerplate, Number, Reading, Sentence
from components.text import numbers, words
from components.text.arabic import is_arabic
from components.text.language import detect
from components.text.sentences import sentences as split_sentences

LANGUAGES = ("ar", "en")

# New objects between two passes of the collector over the young ones: 5,000 saves nine tenths of what 30,000 does.
COLLECTED_EVERY = 5_000

# Raised whenever the reader would answer otherwise for the same text, so that stored readings can be renewed.
READER_VERSION = 5


def read(
    text: str,
    language: str | None = None,
    published: dt.date | None = None,
    authority: Authority | None = None,
) -> Reading:
    """Sentences, mentions, dates, quotes, numbers and lemma counts of one article.

    text: the article as stored; every offset in the answer is a code point into this very string.
    language: "ar" or "en"; detected where it is None. A text in any other language is read by the rules of the
        script that it is written in: refusing it is the business of whoever takes articles in.
    published: the day the article appeared. Without it relative dates ("yesterday") are left out.
    authority: the names to know; the ones that ship with Mirsad where it is None.

    Never raises on any string.

    >>> [m.entity_id for m in read("Kim Jong Un has left Pyongyang.").mentions]
    ['person/kim-jong-un', 'place/pyongyang']
    """
    language = _readable(language or detect(text), text)
    furniture = tuple(boilerplate.find(text, language))
    sentences = tuple(_sentences(text, language, furniture))
    mentions = entities.find(text, language, sentences, authority, outside=furniture)
    found_dates = dates.find(text, language, published, sentences)
    found_quotes = quotes.find(text, language, sentences, mentions)
    used = Counter(token.text for s in sentences for token in words.tokens(text, s.start, s.end))
    found_numbers = _numbers(text, language, sentences)
    settle(language)
    return Reading(
        language=language,
        sentences=sentences,
        mentions=_numbered(mentions, sentences),
        dates=_numbered(found_dates, sentences),
        quotes=_numbered(found_quotes, sentences),
        numbers=_numbered(found_numbers, sentences),
        boilerplate=furniture,
        lemmas=_lemmas(used, language),
        word_count=sum(map(mul, used.values(), map(words.words_in(language).__getitem__, used))),
        reader_version=READER_VERSION,
    )


@cache
def settle(language: str = "") -> None:
    """Have the collector pass over what the first article of a language has loaded, which is never given up.

    Going through the tables again and again for garbage took a fifth of the time of reading; and an article makes
    thousands of small objects but hardly any rings of them, so that looking every 700 objects took another tenth.
    """
    gc.collect()
    gc.freeze()
    young, *old = gc.get_threshold()
    if young:  # zero: whoever runs this process wants no collector
        gc.set_threshold(max(young, COLLECTED_EVERY), *old)


def _readable(language: str, text: str) -> str:
    return language if language in LANGUAGES else "ar" if is_arabic(text) else "en"


def _sentences(text: str, language: str, furniture: Sequence[Boilerplate]) -> Iterator[Sentence]:
    """The body's sentences: paragraph by paragraph, around what is no part of the article."""
    number = 0
    for paragraph, (start, end) in enumerate(_body(text, furniture)):
        for first, last in split_sentences(text, language, start, end):
            yield Sentence(number, first, last, paragraph)
            number += 1


def _body(text: str, furniture: Sequence[Boilerplate]) -> Iterator[tuple[int, int]]:
    """The stretches of text between line ends that lie outside of the furniture."""
    outside = sorted((item.start, item.end) for item in furniture)
    position = 0
    for line in text.split("\n"):
        start, end = position, position + len(line)
        position = end + 1
        for cut_start, cut_end in outside:
            if cut_start >= end or cut_end <= start:
                continue
            if text[start:cut_start].strip():
                yield start, cut_start
            start = max(start, cut_end)
        if start < end and text[start:end].strip():
            yield start, end


def _numbers(text: str, language: str, sentences: Sequence[Sentence]) -> list[Number]:
    starts = [sentence.start for sentence in sentences]
    return [Number(start, end, text[start:end], value, max(0, bisect_right(starts, start) - 1))
            for start, end, value in numbers.numbers(text, language)]


def _numbered(items, sentences: Sequence[Sentence]) -> tuple:
    """The items that begin inside a sentence, in order, each told the number of its sentence."""
    numbered, at = [], 0
    for item in sorted(items, key=lambda item: (item.start, -item.end)):
        while at < len(sentences) and sentences[at].end <= item.start:
            at += 1
        if at == len(sentences):
            break
        if sentences[at].start <= item.start:
            same = item.sentence_no == sentences[at].number
            numbered.append(item if same else replace(item, sentence_no=sentences[at].number))
    return tuple(numbered)


def _lemmas(used: Mapping[str, int], language: str) -> dict[str, int]:
    counts: dict[str, int] = {}
    lemmas = words.lemmas(language)
    for word, times in used.items():
        if not word[0].isdigit():
            lemma = lemmas[word]
            counts[lemma] = counts.get(lemma, 0) + times
    return counts
