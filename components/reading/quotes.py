"""Who is quoted in an article, saying what: direct speech, short quoted fragments, reported speech, terms at arm's length."""
from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from components.reading import quotes_speakers_ar, quotes_speakers_en
from components.reading.models import Mention, Quote, Sentence
from components.reading.quotes_cues import Cue
from components.reading.quotes_marks import Quoted, quoted
from components.reading.quotes_words import Speaker, Words
from components.text.words import tokens

# Below four words a quoted stretch is a fragment inside somebody else's sentence (“deeply concerned”) or a term.
WORDS_OF_SPEECH = 4
# A speaker's phrase after the quotation stands near: (“…,” the head of the agency's Moscow office, Ann Lee, told us).
NEAR_AFTER = 14
_MENTAL = frozenset("think believe feel hope wonder expect estimate predict".split())


def find(text: str, language: str, sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> list[Quote]:
    """What the article gives as somebody's words or holds at arm's length, in order of place.

    language: "ar" or "en". sentences and mentions of the article; without mentions no speaker has an id.
    Never raises on any string; time grows with the length of the text.

    >>> [(q.surface, q.speaker) for q in find("“We will not go there,” said Ann Lee.", "en", [], [])]
    [('We will not go there,', 'Ann Lee')]
    """
    return _Article(text, language, sentences, mentions).quotes()


class _Article:
    """One article while its quotations are attributed: its words, sentences, and who spoke last."""

    def __init__(self, text: str, language: str, sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> None:
        self.text, self.language = text, language
        self.quotations = quoted(text)
        self.words = Words(text, language, self.quotations)
        self.mentions = sorted(mentions, key=lambda m: (m.start, -m.end))
        self.mention_starts = [m.start for m in self.mentions]
        bounds = [(s.start, s.end) for s in sentences] or _paragraphs(text)
        self.bounds = sorted(bounds)
        self.bound_starts = [start for start, _ in self.bounds]
        self.numbers = {s.start: s.number for s in sentences}
        self.used: set[int] = set()
        self.cues = [cue for cue in self.words.cues if language != "en" or quotes_speakers_en.is_verb(
            self.words, cue, self.low_high(self.words.starts[cue.first])[0])]
        self.cue_starts = [cue.first for cue in self.cues]

    # -- places --------------------------------------------------------------------------------

    def sentence(self, position: int) -> tuple[int, int]:
        """The bounds of the sentence that holds a position."""
        at = bisect_right(self.bound_starts, position) - 1
        return self.bounds[at] if at >= 0 else (0, len(self.text))

    def word_range(self, start: int, end: int) -> tuple[int, int]:
        starts = self.words.starts
        return bisect_left(starts, start), bisect_left(starts, end)

    def low_high(self, position: int) -> tuple[int, int]:
        return self.word_range(*self.sentence(position))

    def cues_between(self, start: int, end: int) -> list[Cue]:
        low, high = self.word_range(start, end)
        return self.cues[bisect_left(self.cue_starts, low):bisect_left(self.cue_starts, high)]

    # -- quotations ----------------------------------------------------------------------------

    def quotes(self) -> list[Quote]:
        found: list[Quote] = []
        self.spoken: list[tuple[int, Speaker]] = []  # who spoke, by place, no pronouns
        previous: tuple[Quoted, Quote] | None = None
        for number, quotation in enumerate(self.quotations):
            following = self.quotations[number + 1].outer_start if number + 1 < len(self.quotations) else len(self.text)
            before = self.quotations[number - 1].outer_end if number else 0
            quote = self.attributed(quotation, before, following, previous)
            found.append(quote)
            if quote.kind == "direct":
                previous = (quotation, quote)
        return found

    def attributed(self, q: Quoted, before: int, following: int, previous: tuple[Quoted, Quote] | None) -> Quote:
        count = len(tokens(self.text, q.start, q.end))
        cue, direction = self.cue_of(q, following)
        speaker = self.speaker_of(cue, direction, q) if cue else None
        if previous and cue is None:
            speaker, cue = self.going_on(q, previous)
        kind = self.kind_of(q, count, cue, speaker)
        if kind == "scare":
            return self.quote(q, kind, None, None)
        if cue:
            self.used.add(cue.first)
        return self.quote(q, kind, speaker, cue)

    def quote(self, q: Quoted, kind: str, speaker: Speaker | None, cue: Cue | None) -> Quote:
        at = bisect_right(self.bound_starts, q.start) - 1
        number = self.numbers.get(self.bounds[at][0], 0) if at >= 0 else 0
        surface = ""
        if cue:
            surface = self.text[self.words.tokens[cue.first].start:self.words.tokens[cue.last].end]
        return Quote(
            q.start, q.end, self.text[q.start:q.end], kind, speaker.text if speaker else None,
            self.entity_in(speaker) if speaker else None, surface, cue.report.stance if cue else "", q.closed, number,
        )

    def kind_of(self, q: Quoted, count: int, cue: Cue | None, speaker: Speaker | None) -> str:
        if count >= WORDS_OF_SPEECH:
            return "direct"
        return "fragment" if cue and speaker else "scare"

    def cue_of(self, q: Quoted, following: int) -> tuple[Cue | None, str]:
        """The cue that governs a quotation, and whether it stands "before" or "after" it."""
        left_start = self.sentence(q.outer_start)[0]
        right_end = self.sentence(max(q.end - 1, q.start))[1]
        if right_end <= q.outer_end + 1:
            right_end = self.sentence(min(q.outer_end + 1, len(self.text)))[1] if self.text[q.end - 1] in "?!,؟،—" else q.outer_end
        newline = self.text.find("\n", q.outer_end)
        right_end = min(right_end, following, newline if newline >= 0 else len(self.text))
        left = self.cues_between(left_start, q.outer_start)
        right = self.cues_between(q.outer_end, right_end)
        first_word = bisect_left(self.words.starts, q.outer_end)
        near = [cue for cue in right if cue.first - first_word <= NEAR_AFTER]
        comma = self.text[q.end - 1] in ",?!—،؟" or self.text[q.outer_end:q.outer_end + 1] in (",", "،")
        if near and comma and not self.text[:q.outer_start].rstrip(" ")[-1:] == ":":
            return near[0], "after"
        if left:
            cue = left[-1]
            for earlier in reversed(left[:-1]):
                if cue.report.form in _MENTAL:
                    cue = earlier
            return cue, "before"
        if right:
            return right[0], "after"
        return None, ""

    def going_on(self, q: Quoted, previous: tuple[Quoted, Quote]) -> tuple[Speaker | None, Cue | None]:
        return None, None

    # -- speakers ------------------------------------------------------------------------------

    def speaker_of(self, cue: Cue, direction: str, q: Quoted) -> Speaker | None:
        low, high = self.low_high(self.words.starts[cue.first])
        if self.language == "ar":
            found = quotes_speakers_ar.speaker(self.words, cue, low, high)
            if found is None:
                found = self.last_before(self.words.starts[cue.first])
        else:
            first_word = bisect_left(self.words.starts, q.outer_end)
            if direction == "after":
                low = max(low, first_word)
            after_quote = direction == "after" and cue.first == first_word
            found = quotes_speakers_en.speaker(self.words, cue, low, high, after_quote)
        if found and not found.pronoun:
            self.spoken.append((found.start, found))
        return found

    def last_before(self, position: int) -> Speaker | None:
        for place, speaker in reversed(self.spoken):
            if place < position:
                return speaker
        return None

    def entity_in(self, speaker: Speaker) -> str | None:
        at = bisect_left(self.mention_starts, speaker.start)
        inside = []
        while at < len(self.mentions) and self.mentions[at].start < speaker.end:
            if self.mentions[at].end <= speaker.end:
                inside.append(self.mentions[at])
            at += 1
        people = [m for m in inside if m.entity_type == "person"]
        return (people or inside)[-1].entity_id if inside else None


def _paragraphs(text: str) -> list[tuple[int, int]]:
    bounds, position = [], 0
    for line in text.split("\n"):
        bounds.append((position, position + len(line)))
        position += len(line) + 1
    return bounds
