"""Who is quoted in an article, saying what: speech, quoted fragments, reported speech, terms held at arm's length."""
from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from components.reading import quotes_speakers_ar, quotes_speakers_en
from components.reading.models import Mention, Quote, Sentence
from components.reading.quotes_cues import Cue, words_of
from components.reading.quotes_indirect import clause
from components.reading.quotes_marks import Quoted, quoted
from components.reading.quotes_words import Speaker, Words
from components.text.words import tokens

# Below four words a quoted stretch is a fragment inside somebody else's sentence (“deeply concerned”) or a term.
WORDS_OF_SPEECH = 4
# A cue stands near the quotation that it follows: “…,” the head of the agency's Moscow office, Ann Lee, told us.
NEAR_AFTER = 14
# "Rogers:" before a quotation, or between a name in marks and the إن of what is said, in words.
FEW_WORDS = 6
# A cue next to the marks: said “…”, said that the “…”, told us he was “…”.
NEXT_TO_MARKS = 4
# No sentence of a newspaper is longer, in characters; it keeps texts without any full stop readable in linear time.
LONGEST_SENTENCE = 1500
LONGEST_SIGNATURE = 80
_LABEL = re.compile(r"([A-Z][A-Z.\- ]{2,30}):\s")
_SIGNATURE = re.compile(r"[ \t\u00a0]{0,3}[―—–-]{1,2}[ \t\u00a0]{0,3}((?:[^\W\d_]|[ .'’\u00a0-]){3,60}?)[ .\u00a0]{0,3}(?:\n|\Z)")
_MENTAL = words_of("en", "mental")
_PLURAL_OR_SELF = words_of("en", "pronoun") - {"he", "she"}


def find(text: str, language: str, sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> list[Quote]:
    """What the article gives as somebody's words or holds at arm's length, in order of place.

    language: "ar" or "en". sentences and mentions of the article; without mentions no speaker has an id.
    Direct quotations, fragments and terms never overlap; reported speech may hold fragments and terms in it, but no
    direct quotation. Never raises on any string; time grows with the length of the text.

    >>> [(q.surface, q.speaker) for q in find("“We will not go there,” said Ann Lee.", "en", [], [])]
    [('We will not go there,', 'Ann Lee')]
    """
    return _Article(text, language, sentences, mentions).quotes()


class _Article:
    """One article while its quotations are attributed: its words, its sentences, and who spoke last."""

    def __init__(self, text: str, language: str, sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> None:
        self.text, self.language = text, language
        self.quotations = quoted(text)
        self.words = Words(text, language, self.quotations, [m.surface for m in mentions if m.form != "demonym"])
        self.mentions = sorted(mentions, key=lambda m: (m.start, -m.end))
        self.mention_starts = [m.start for m in self.mentions]
        self.bounds = sorted((s.start, s.end) for s in sentences) or _paragraphs(text)
        self.bound_starts = [start for start, _ in self.bounds]
        self.numbers = {s.start: s.number for s in sentences}
        self.used: set[int] = set()
        self.outer_ends = [q.outer_end for q in self.quotations if text.count(" ", q.start, q.end) >= WORDS_OF_SPEECH - 1]
        self.words.set_cues([cue for cue in self.words.cues if self.is_report(cue)])
        self.speakers = self.speakers_of_cues()

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

    # -- places --------------------------------------------------------------------------------

    def sentence(self, position: int) -> tuple[int, int]:
        """The bounds of the sentence that holds a position, or of the one before it."""
        at = bisect_right(self.bound_starts, position) - 1
        start, end = self.bounds[at] if at >= 0 else (0, len(self.text))
        return max(start, position - LONGEST_SENTENCE), min(end, position + LONGEST_SENTENCE)

    def word_range(self, start: int, end: int) -> tuple[int, int]:
        return bisect_left(self.words.starts, start), bisect_left(self.words.starts, end)

    def low_high(self, position: int) -> tuple[int, int]:
        return self.word_range(*self.sentence(position))

    def cues_between(self, start: int, end: int) -> list[Cue]:
        low, high = self.word_range(start, end)
        order = self.words.cue_order
        return self.words.cues[bisect_left(order, low):bisect_left(order, high)]

    def text_end_before(self, position: int) -> int:
        """Where the text before a position ends, white space passed over."""
        least = max(0, position - LONGEST_SENTENCE)
        while position > least and self.text[position - 1].isspace():
            position -= 1
        return position

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
        """The cue before a quotation that governs it: the last one, if it stands next to the marks, or the one around it.

        In "Clinton says it shows a man who thinks he is “…”" Clinton speaks, not he. end: the first word after the marks.
        """
        governing = cues[-1]
        if end - governing.last <= NEXT_TO_MARKS and governing.report.form not in _MENTAL:
            return governing
        for cue in reversed(cues[:-1]):
            speaker = self.speakers.get(cue.first)
            if speaker and cue.report.kind == "verb" and cue.report.form not in _MENTAL and speaker.text.lower() != "it":
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
        words = tokens(self.text, q.start, q.end)
        if self.language == "en" and _is_title([word.text for word in words]):
            return "scare"
        if len(words) >= WORDS_OF_SPEECH:
            return "direct"
        return "fragment" if cue and speaker and direction and not self.is_name(q, cue) else "scare"

    def is_name(self, q: Quoted, cue: Cue | None) -> bool:
        """Whether a short quoted stretch is a name: an entity, or what follows a word such as "titled" or صحيفة."""
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

    def stands_in_speaker(self, q: Quoted, cue: Cue | None) -> bool:
        """Whether إن still comes: صرح المتحدث باسم شركة "سند" أن."""
        low, high = self.low_high(q.outer_start)
        after = bisect_left(self.words.starts, q.outer_end)
        if cue is None or cue.first < low or cue.first >= after:
            return False
        return not any(quotes_speakers_ar.is_content(self.words, number) for number in range(cue.last + 1, after)) and any(
            quotes_speakers_ar.is_content(self.words, number) for number in range(after, min(high, after + FEW_WORDS)))

    # -- speakers ------------------------------------------------------------------------------

    def is_report(self, cue: Cue) -> bool:
        low, high = self.low_high(self.words.starts[cue.first])
        if self.language == "ar":
            return quotes_speakers_ar.is_report(self.words, cue, high)
        return quotes_speakers_en.is_verb(self.words, cue, low)

    def speakers_of_cues(self) -> dict[int, Speaker]:
        """The speaker of each cue that has one, by the cue's first word.

        A cue that names nobody takes the speaker of an earlier cue in its sentence (he shrugged, saying); in Arabic,
        where the verb carries its pronoun, that of the last verb of saying (وأضاف أن).
        """
        found: dict[int, Speaker] = {}
        spoken: dict[str, Speaker] = {}  # who spoke last, and who spoke last with a verb of this gender
        before: Cue | None = None
        for cue in self.words.cues:
            low, high = self.low_high(self.words.starts[cue.first])
            speaker = self.named_by(cue, low, high)
            if speaker is None and before is not None and before.first >= low:
                speaker = found.get(before.first)
            if self.language == "ar" and cue.report.kind == "verb":
                form = quotes_speakers_ar.gender(self.words, cue)
                if speaker is None:
                    speaker = spoken.get(form) or spoken.get("last") or self.person_before(self.words.starts[cue.first])
                if speaker and not quotes_speakers_ar.is_in_relative_clause(self.words, cue):
                    spoken[form] = spoken["last"] = speaker
            if speaker:
                found[cue.first] = speaker
            before = cue
        return found

    def named_by(self, cue: Cue, low: int, high: int) -> Speaker | None:
        if self.language == "ar":
            return quotes_speakers_ar.speaker(self.words, cue, low, high)
        at = bisect_right(self.outer_ends, self.words.starts[cue.first]) - 1
        first_word = bisect_left(self.words.starts, self.outer_ends[at]) if at >= 0 else -1
        if first_word == cue.first and (speaker := quotes_speakers_en.speaker(self.words, cue, low, high, True)):
            return speaker
        return quotes_speakers_en.speaker(self.words, cue, low, high, False)

    def name_for(self, pronoun: Speaker) -> Speaker | None:
        """Whom "he" or "she" stands for: the last one who spoke before it, or else the last person named."""
        if pronoun.text.lower() in _PLURAL_OR_SELF:
            return None
        word = bisect_left(self.words.starts, pronoun.start)
        at = bisect_left(self.words.cue_order, word)
        for cue in reversed(self.words.cues[max(0, at - 8):at]):
            speaker = self.speakers.get(cue.first)
            if speaker and not speaker.pronoun and cue.report.kind == "verb":
                return speaker
        return self.person_before(pronoun.start)

    def person_before(self, position: int) -> Speaker | None:
        at = bisect_left(self.mention_starts, position)
        for mention in reversed(self.mentions[max(0, at - 12):at]):
            if mention.entity_type == "person":
                return Speaker(mention.start, mention.end, mention.surface)
        return None

    def entity_in(self, speaker: Speaker) -> str | None:
        """The last person named in a speaker's phrase, or the last entity."""
        inside = []
        for mention in self.mentions[bisect_left(self.mention_starts, speaker.start):]:
            if mention.start >= speaker.end:
                break
            if mention.end <= speaker.end and mention.form != "demonym":
                inside.append(mention)
        people = [mention for mention in inside if mention.entity_type == "person"]
        return (people or inside)[-1].entity_id if inside else None

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
            if span is None or found and span[0] < found[-1].end:
                continue
            at = bisect_left(direct_starts, span[1]) - 1
            if at >= 0 and direct[at][1] > span[0]:
                continue
            found.append(self.quote(*span, "indirect", speaker, cue))
        return found


def _is_title(words: Sequence[str]) -> bool:
    """“The Grapes of Wrath”: every word but the short ones begins with a capital."""
    if len(words) < 2:
        return bool(words) and words[0][0].isupper()
    long = [word for word in words if len(word) > 3]
    return bool(long) and all(word[0].isupper() for word in long) and words[-1][0].isupper() and not (
        len(words) < WORDS_OF_SPEECH and all(word[0].islower() for word in words[1:]))


def _paragraphs(text: str) -> list[tuple[int, int]]:
    bounds, position = [], 0
    for line in text.split("\n"):
        bounds.append((position, position + len(line)))
        position += len(line) + 1
    return bounds
