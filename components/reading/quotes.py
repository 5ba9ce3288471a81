"""Who is quoted in an article, saying what: speech, quoted fragments, reported speech, terms held at arm's length."""
from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from components.reading import quotes_speakers_ar, quotes_speakers_en
from components.reading.models import Mention, Quote, Sentence
from components.reading.quotes_article import LONGEST_SENTENCE, Article
from components.reading.quotes_cues import Cue, words_of
from components.reading.quotes_indirect import clause
from components.reading.quotes_marks import Quoted
from components.reading.quotes_words import Speaker

# Below four words a quoted stretch is a fragment inside somebody else's sentence (“deeply concerned”) or a term.
WORDS_OF_SPEECH = 4
# A cue stands near the quotation that it follows: “…,” the head of the agency's Moscow office, Ann Lee, told us.
NEAR_AFTER = 14
# Without a verb of saying in its sentence, an Arabic stretch of up to so many words is a term: a post, a law, a slogan.
# In English even those were speech more often than not (PolNeAR: recall falls by two points, precision gains none).
LONGEST_TERM = 6
# "Rogers:" before a quotation, or between a name in marks and the إن of what is said, in words.
FEW_WORDS = 6
# A cue next to the marks: said “…”, said that the “…”, told us he was “…”.
NEXT_TO_MARKS = 4
LONGEST_SIGNATURE = 80
_LABEL = re.compile(r"([A-Z][A-Z.\- ]{2,30}):\s")
_SIGNATURE = re.compile(
    r"[ \t\u00a0]{0,3}[―—–-]{1,2}[ \t\u00a0]{0,3}((?:[^\W\d_]|[ .'’\u00a0-]){3,60}?)[ .\u00a0]{0,3}(?:\n|\Z)")
_MENTAL = words_of("en", "mental")


def find(text: str, language: str, sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> list[Quote]:
    """What the article gives as somebody's words or holds at arm's length, in order of place.

    language: "ar" or "en". sentences and mentions of the article; without mentions no speaker has an id.
    Direct quotations, fragments and terms never overlap; reported speech may hold fragments and terms in it, but no
    direct quotation. Never raises on any string; time grows with the length of the text.

    >>> [(q.surface, q.speaker) for q in find("“We will not go there,” said Ann Lee.", "en", [], [])]
    [('We will not go there,', 'Ann Lee')]
    """
    return _Quotations(text, language, sentences, mentions).quotes()


class _Quotations(Article):
    """The quotations of one article, each with its cue, speaker and kind."""

    def quotes(self) -> list[Quote]:
        found: list[Quote] = []
        previous: tuple[Quoted, Speaker | None] | None = None
        for number, q in enumerate(self.quotations):
            following = self.quotations[number + 1].outer_start if number + 1 < len(self.quotations) else len(self.text)
            speaker, cue, direction = self.signed(q), None, ""
            if speaker is None:
                cue, direction = self.cue_of(q, following)
                speaker = self.speakers.get(cue.first) if cue else None
            if speaker is None:
                speaker, cue = self.going_on(q, previous, cue)
            kind = self.kind_of(q, cue, direction, speaker)
            if kind == "scare":
                found.append(self.quote(q.start, q.end, kind, None, None, q.closed))
                continue
            if cue:
                self.used.add(cue.first)
            found.append(self.quote(q.start, q.end, kind, speaker, cue, q.closed))
            previous = (q, speaker)
        found.extend(self.reported(found))
        return sorted(found, key=lambda quote: (quote.start, -quote.end))

    def quote(
        self, start: int, end: int, kind: str, speaker: Speaker | None, cue: Cue | None, closed: bool = True,
    ) -> Quote:
        at = bisect_right(self.bound_starts, start) - 1
        number = self.numbers.get(self.bounds[at][0], 0) if at >= 0 else 0
        named = self.name_for(speaker) if speaker and speaker.pronoun else speaker
        return Quote(
            start, end, self.text[start:end], kind,
            speaker=speaker.text if speaker else None,
            speaker_id=self.entity_in(named) if named else None,
            cue=self.text[self.words.tokens[cue.first].start:self.words.tokens[cue.last].end] if cue else "",
            stance=cue.report.stance if cue else "",
            closed=closed, sentence_no=number,
            speaker_name=named.text if named and speaker.pronoun else "",
        )

    # -- which cue governs a quotation ---------------------------------------------------------

    def cue_of(self, q: Quoted, following: int) -> tuple[Cue | None, str]:
        """The cue that governs a quotation, and whether it stands "before" or "after" it."""
        last, behind = self.text[q.end - 1], self.text[q.outer_end:q.outer_end + 1]
        right_end = self.sentence(max(q.end - 1, q.start))[1]
        if right_end <= q.outer_end + 1:
            # A sentence that ends inside the marks goes on after them: “Why?” he asked.
            right_end = self.sentence(min(q.outer_end + 1, len(self.text)))[1] if last in "?!,؟،—" else q.outer_end
        newline = self.text.find("\n", q.outer_end, q.outer_end + LONGEST_SENTENCE)
        right_end = min(right_end, following, newline if newline >= 0 else right_end)
        left = self.cues_between(self.sentence(q.outer_start)[0], q.outer_start)
        right = self.cues_between(q.outer_end, right_end)
        if self.language == "ar":
            # In Arabic the verb of saying comes first; a frame (بحسب مراقبين) may follow.
            verbs = [cue for cue in left if cue.report.kind == "verb"]
            # المتحدث الذي رفض ذكر اسمه: a verb that only describes the speaker yields to the one before it.
            verbs = [c for c in verbs if not quotes_speakers_ar.is_in_relative_clause(self.words, c)] or verbs
            return ((verbs or left)[-1], "before") if left else (right[0], "after") if right else (None, "")
        first_word = bisect_left(self.words.starts, q.outer_end)
        comma = last in ",?!—" or behind == ","
        if left and right and self.words.keys[right[0].first].endswith("ing"):
            right = []  # “…,” adding that: the participle begins another report
        if right and comma and not self.is_introduced(q) and right[0].first - first_word <= NEAR_AFTER:
            return right[0], "after"
        if left:
            return self.outermost(left, bisect_left(self.words.starts, q.outer_start)), "before"
        return (right[0], "after") if right else (None, "")

    def is_within_sentence(self, q: Quoted) -> bool:
        """Whether the quotation is a part of a sentence of the article's own, neither set apart nor introduced."""
        at = self.text_end_before(q.outer_start)
        return at > self.sentence(q.outer_start)[0] and self.text[at - 1] not in ":,،.!?؟"

    def is_name_line(self, low: int, high: int) -> bool:
        """Whether the words before a colon are a name at the head of a line, as in an interview."""
        start = self.words.starts[low]
        at_head = start == 0 or self.text[start - 1] == "\n"
        return at_head and high - low <= FEW_WORDS and (self.language == "ar" or all(
            token.text[0].isupper() for token in self.words.tokens[low:high]))

    def signed(self, q: Quoted) -> Speaker | None:
        """Whom a quotation names itself: “…” ― Ann Lee at the end of a line, or “LEE: …” in a transcript."""
        label = _LABEL.match(self.text, q.start, q.end)
        if label:
            return Speaker(label.start(1), label.end(1), label[1])
        signature = _SIGNATURE.match(self.text, q.outer_end, q.outer_end + LONGEST_SIGNATURE)
        if signature and len(signature[1].split()) <= FEW_WORDS and not signature[1][0].islower():
            return Speaker(signature.start(1), signature.end(1), signature[1])
        return None

    def outermost(self, cues: Sequence[Cue], end: int) -> Cue:
        """The cue before a quotation that governs it: the last one, if it is next to the marks, or the one around it.

        In "Lee says it shows a man who thinks he is “…”" Lee speaks, not he. end: the first word after the marks.
        """
        governing = cues[-1]
        if end - governing.last <= NEXT_TO_MARKS and governing.report.form not in _MENTAL:
            return governing
        for cue in reversed(cues[:-1]):
            speaker = self.speakers.get(cue.first)
            says = cue.report.kind == "verb" and cue.report.form not in _MENTAL
            if speaker and says and speaker.text.lower() != "it":
                return cue
        return governing

    def opens_paragraph(self, q: Quoted) -> bool:
        end = self.text_end_before(q.outer_start)
        return "\n" in self.text[end:q.outer_start] or end == 0

    def is_introduced(self, q: Quoted) -> bool:
        """Whether a colon stands before the quotation."""
        end = self.text_end_before(q.outer_start)
        return end > 0 and self.text[end - 1] == ":"

    def going_on(
        self, q: Quoted, previous: tuple[Quoted, Speaker | None] | None, cue: Cue | None,
    ) -> tuple[Speaker | None, Cue | None]:
        """The speaker of a quotation whose own sentence names none: from the sentence before it, or who spoke last."""
        told_until = self.sentence(max(previous[0].outer_end - 1, 0))[1] if previous else 0
        start = max(told_until, self.sentence(max(self.text_end_before(q.outer_start) - 1, 0))[0])
        low, high = self.word_range(start, q.outer_start)
        if low < high and cue is None:
            for earlier in reversed(self.cues_between(start, q.outer_start)):
                speaker = self.speakers.get(earlier.first)
                if speaker and (self.language == "en" or self.is_introduced(q) or self.opens_paragraph(q)):
                    return speaker, earlier
            if self.is_introduced(q) and self.is_name_line(low, high):
                return self.words.phrase(low, high - 1), None
            if self.language == "en" and (speaker := quotes_speakers_en.subject(self.words, low, high)):
                return speaker, None
        return (previous[1] if previous else None), cue

    def kind_of(self, q: Quoted, cue: Cue | None, direction: str, speaker: Speaker | None) -> str:
        words = self.words.within(q.start, q.end)
        spoken = direction == "after" and not self.is_within_sentence(q)  # “No,” she said
        if self.language == "en" and _is_title(words) and not spoken:
            return "scare"
        if len(words) >= WORDS_OF_SPEECH:
            term = self.language == "ar" and not cue and len(words) <= LONGEST_TERM and self.is_within_sentence(q)
            return "scare" if term else "direct"
        if not (cue and speaker and direction) or self.is_name(q, cue):
            return "scare"
        if self.language == "ar" and (len(words) == 1 or direction == "after") and not self.is_next_to_cue(q, cue):
            return "scare"
        return "fragment"

    def is_name(self, q: Quoted, cue: Cue | None) -> bool:
        """Whether a short quoted stretch is a name: an entity, or what follows a word such as "titled" or صحيفة."""
        if q.start in self.names_in_marks:
            return True
        at = bisect_left(self.mention_starts, q.outer_start)
        if at < len(self.mentions) and self.mentions[at].start <= q.start and self.mentions[at].end >= q.end:
            return True
        word = bisect_left(self.words.starts, q.outer_start) - 1
        if word < 0:
            return False
        naming = words_of(self.language, "naming")
        key = self.words.keys[word]
        if self.language == "en":
            return key in naming
        if key == "ب" and word > 0:
            key = self.words.keys[word - 1]  # يكنى بـ«أبو سالم»
        if key in ("ل", "ول") or key in naming or key[1:] in naming:
            return True  # قال لـ«الشرق الأوسط»: whom the speaker talked to
        return self.stands_in_speaker(q, cue)

    def is_next_to_cue(self, q: Quoted, cue: Cue) -> bool:
        """Whether a lone word in marks is what the cue reports: وصفه بأنه "ساحق"، قال إن "لا"، "لا"، قال الوزير."""
        word = bisect_left(self.words.starts, q.outer_start) - 1
        if cue.first > word:
            return self.text[q.outer_end:q.outer_end + 1] in ("،", ",")
        return word - cue.last <= 0 or word >= 0 and quotes_speakers_ar.is_content(self.words, word)

    def stands_in_speaker(self, q: Quoted, cue: Cue | None) -> bool:
        """Whether إن still comes: صرح المتحدث باسم شركة "سند" أن."""
        low, high = self.low_high(q.outer_start)
        after = bisect_left(self.words.starts, q.outer_end)
        if cue is None or cue.first < low or cue.first >= after:
            return False
        said = [number for number in range(cue.last + 1, min(high, after + FEW_WORDS))
                if quotes_speakers_ar.is_content(self.words, number)]
        return bool(said) and said[0] >= after

    # -- reported speech -----------------------------------------------------------------------

    def reported(self, marked: Sequence[Quote]) -> list[Quote]:
        """Reported speech of the cues that govern no direct quotation."""
        direct = [(q.start, q.end) for q in marked if q.kind == "direct"]
        direct_starts = [start for start, _ in direct]
        found: list[Quote] = []
        for cue in self.words.cues:
            position = self.words.starts[cue.first]
            bounds = self.sentence(position)
            low, high = self.word_range(*bounds)
            speaker = self.speakers.get(cue.first)
            span = clause(self.words, cue, low, high, bounds, speaker) if speaker else None
            if span is None or found and span[0] < found[-1].end or self.is_chain(cue, span):
                continue
            at = bisect_left(direct_starts, span[1]) - 1
            if at >= 0 and (direct[at][1] > span[0] or self.is_attribution(direct[at][1], span)):
                continue
            found.append(self.quote(*span, "indirect", speaker, cue))
        return found

    def is_chain(self, cue: Cue, span: tuple[int, int]) -> bool:
        """Whether a frame reports a report: وفقا لرويترز، قالت الحملة إن. It is the campaign that speaks."""
        inner = self.cues_between(*span)[:1] if cue.report.kind == "frame" else []
        return bool(inner) and self.words.starts[inner[0].first] == span[0] and inner[0].report.kind == "verb" and (
            inner[0].first in self.speakers)

    def is_attribution(self, quoted_until: int, span: tuple[int, int]) -> bool:
        """Whether a stretch only says who spoke the quotation before it: “…,” said Ann Lee, according to Reuters."""
        return span[0] - quoted_until <= len("”, ") and any(
            cue.first in self.used for cue in self.cues_between(*span))


def _is_title(words: Sequence[str]) -> bool:
    """“The Grapes of Wrath”: every word but the short ones begins with a capital."""
    if len(words) < 2:
        return bool(words) and words[0][0].isupper()
    long = [word for word in words if len(word) > 3]
    if len(words) >= WORDS_OF_SPEECH and all(word.isupper() for word in long):
        return False  # somebody shouts
    return bool(long) and all(word[0].isupper() for word in long) and words[-1][0].isupper() and not (
        len(words) < WORDS_OF_SPEECH and all(word[0].islower() for word in words[1:]))
