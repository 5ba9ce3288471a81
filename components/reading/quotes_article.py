"""One article while its quotations are attributed: its words, sentences and names, and the speaker of each cue."""
from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import regex

from components.reading import quotes_speakers_ar, quotes_speakers_en
from components.reading.entities_triggers import triggers
from components.reading.models import Mention, Sentence
from components.reading.quotes_cues import Cue, words_of
from components.reading.quotes_marks import quoted
from components.reading.quotes_words import Speaker, Words
from components.text.arabic import fold

# No sentence of a newspaper is longer, in characters; it keeps texts without any full stop readable in linear time.
LONGEST_SENTENCE = 1500
# Shorter stretches in marks are no speech that a verb would follow in inverted order (“…,” said Smith), in words.
SHORTEST_SPEECH = 4
# How far back the one for whom "he" stands is looked for: in cues, in names.
RECENT_CUES, RECENT_NAMES = 8, 12
# What an office is for or where, between the title and the name, in characters: في مجلس الأمن القومي.
LONGEST_OFFICE = 60
# A body between quotation marks, and perhaps a title, between an office and a name: الناطق باسم «الجيش الوطني» اللواء.
_QUOTED_BODY = regex.compile(r"\s[\"«“][^\"«»“”\n]{1,40}[\"»”]\s(?:\p{Arabic}+\s)?")
_PLURAL_OR_SELF = words_of("en", "pronoun") - {"he", "she"}
# Roles that bodies of people have.
_NO_PERSON = frozenset((
    "agency", "campaign", "company", "department", "government", "group", "ministry", "office", "party", "police",
))


class Article:
    """The words, sentences and names of an article, and who speaks where."""

    def __init__(self, text: str, language: str, sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> None:
        self.text, self.language = text, language
        self.quotations = quoted(text)
        names = [m.surface for m in mentions if m.form != "demonym"]
        self.words = Words(text, language, self.quotations, names)
        self.mentions = sorted(mentions, key=lambda m: (m.start, -m.end))
        self.mention_starts = [m.start for m in self.mentions]
        self.bounds = sorted((s.start, s.end) for s in sentences) or _paragraphs(text)
        self.bound_starts = [start for start, _ in self.bounds]
        self.numbers = {s.start: s.number for s in sentences}
        self.used: set[int] = set()
        self.outer_starts = [q.outer_start for q in self.quotations]
        self.names_in_marks: set[int] = set()
        self.outer_ends = [
            q.outer_end for q in self.quotations if text.count(" ", q.start, q.end) >= SHORTEST_SPEECH - 1]
        self.words.set_cues([cue for cue in self.words.cues if self.is_report(cue)])
        self.speakers = self.speakers_of_cues()

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
                speaker = self.quoted_name_after(cue) or speaker
                if speaker is None:
                    speaker = spoken.get(form) or spoken.get("last") or self.person_before(self.words.starts[cue.first])
                if speaker and not quotes_speakers_ar.is_in_relative_clause(self.words, cue):
                    spoken[form] = spoken["last"] = speaker
            if speaker:
                found[cue.first] = self.whole_name(speaker)
            before = cue
        return found

    def whole_name(self, speaker: Speaker) -> Speaker:
        """A speaker's phrase with all of a person's name that it touches: Theresa May, Will Wade are no modal verbs.

        In Arabic with all of a body's name that it begins: وزارة الصحة في غزة.
        """
        if speaker.pronoun:
            return speaker
        start, end = speaker.start, speaker.end
        if self.language == "ar":
            at = bisect_left(self.mention_starts, start)
            body = self.mentions[at] if at < len(self.mentions) else None
            if body and body.start == start and body.end > end and body.entity_type == "organisation":
                return Speaker(start, body.end, self.text[start:body.end])
            return self._without_object(self._up_to_name(speaker))
        at = bisect_left(self.mention_starts, start)
        for mention in self.mentions[max(0, at - 1):at + RECENT_NAMES]:
            if mention.start > end + 1:
                break
            whole = mention.start < start and mention.end >= end  # Doctors Without Borders
            if mention.end <= start or mention.entity_type != "person" and not (
                    mention.entity_type == "organisation" and whole):
                continue
            if mention.start < start or mention.end > end and self.text[end:mention.start] in ("", " "):
                start, end = min(start, mention.start), max(end, mention.end)
        return speaker if (start, end) == (speaker.start, speaker.end) else Speaker(start, end, self.text[start:end])

    def _up_to_name(self, speaker: Speaker) -> Speaker:
        """An Arabic title with what it is for, up to the name: المبعوث الأميركي الخاص للمناخ جون كيري.

        The name has to follow a definite noun or another name, to which it is apposed; behind a verb it is an object.
        """
        at = bisect_left(self.mention_starts, speaker.start)
        near = self.mentions[at:at + RECENT_NAMES]
        name = next((m for m in near if m.entity_type == "person"), None)
        if name is None or not speaker.end < name.start <= speaker.end + LONGEST_OFFICE:
            return speaker
        if _QUOTED_BODY.fullmatch(self.text, speaker.end, name.start):
            return Speaker(speaker.start, name.end, self.text[speaker.start:name.end])
        low, high = self.word_range(speaker.end, name.start)
        alone = high < len(self.words.starts) and self.words.starts[high] == name.start
        if low >= high or not alone or any(self.words.breaks(n) for n in range(low - 1, high)):
            return speaker
        apposed = self.words.keys[high - 1].startswith(("ال", "لل")) or any(m.end == name.start - 1 for m in near)
        reported = any(n in self.words.cue_firsts or quotes_speakers_ar.is_content(self.words, n)
                       for n in range(low, high))
        of_office = self.words.keys[low].startswith("لل") or self.words.keys[low] in ("في", "الي", "لدي")
        if not apposed or reported or not of_office:
            return speaker
        return Speaker(speaker.start, name.end, self.text[speaker.start:name.end])

    def _without_object(self, speaker: Speaker) -> Speaker:
        """An Arabic speaker's phrase up to their name, where what was spoken about follows at once.

        وصف رئيس الوزراء نتنياهو القضية بأنها; اتهمت جنوب أفريقيا إسرائيل: a name takes no second one, and no definite
        noun that is not somebody's title.
        """
        at = bisect_left(self.mention_starts, speaker.start)
        inside = [m for m in self.mentions[at:at + RECENT_NAMES] if m.end < speaker.end and m.form == "name"]
        for mention in inside:
            rest = self.text[mention.end:speaker.end].split()
            # A preposition of one letter may stand before the other name: قال كاميرون لهيئة الإذاعة البريطانية.
            other = next((m for m in self.mentions[at:at + RECENT_NAMES] if 0 < m.start - mention.end < 3), None)
            object_of = other is not None and other.form == "name" and mention.start == speaker.start
            # ألقى الشرع خطابا في الجامع: an indefinite object shows its case.
            object_shown = bool(rest) and len(rest[0]) > 3 and rest[0].endswith(("ا", "اً"))
            noun = mention.entity_type == "person" and other is None and (
                len(rest) == 1 and rest[0].startswith("ال") or object_shown)
            told = mention.entity_type == "person" and other is not None and bool(rest) and rest[0].startswith("ل")
            if object_of or told or noun and (fold(rest[0])[2:],) not in triggers("ar").before:
                return Speaker(speaker.start, mention.end, self.text[speaker.start:mention.end])
        return speaker

    def quoted_name_after(self, cue: Cue) -> Speaker | None:
        """A speaker whose name stands in marks between the verb and the rest of the sentence: وذكر "ليند" أن."""
        end = self.words.tokens[cue.last].end
        at = bisect_left(self.outer_starts, end)
        if cue.report.participle or at == len(self.quotations):
            return None
        q = self.quotations[at]
        if q.outer_start > end + 1 or len(self.words.within(q.start, q.end)) >= SHORTEST_SPEECH:
            return None
        behind = self.text[q.outer_end:q.outer_end + 3]
        if len(behind) < 3 or behind[0] != " " or not behind[1:].isalpha() or self.text.endswith(("ها", "هم"), 0, end):
            return None
        self.names_in_marks.add(q.start)
        return Speaker(q.start, q.end, self.text[q.start:q.end])

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
        for cue in reversed(self.words.cues[max(0, at - RECENT_CUES):at]):
            speaker = self.speakers.get(cue.first)
            if speaker and not speaker.pronoun and cue.report.kind == "verb" and self.may_be_person(speaker):
                return speaker
        return self.subject_before(pronoun.start) or self.person_before(pronoun.start)

    def may_be_person(self, speaker: Speaker) -> bool:
        """Whether "he" or "she" may stand for a phrase: a name or a role, not "the indictment", not "Syria"."""
        last = speaker.text.split()[-1]
        if not any(letter.isupper() for letter in last):  # al-Golani
            return last.lower() in words_of("en", "role") - _NO_PERSON
        entity_id = self.entity_in(speaker)
        return entity_id is None or entity_id.startswith("person/")

    def subject_before(self, position: int) -> Speaker | None:
        """The first person named in the sentence before the one that holds a position."""
        start = self.sentence(max(self.text_end_before(self.sentence(position)[0]) - 1, 0))[0]
        at = bisect_left(self.mention_starts, start)
        for mention in self.mentions[at:at + RECENT_NAMES]:
            if mention.entity_type == "person" and mention.end <= position:
                return Speaker(mention.start, mention.end, mention.surface)
        return None

    def person_before(self, position: int) -> Speaker | None:
        at = bisect_left(self.mention_starts, position)
        for mention in reversed(self.mentions[max(0, at - RECENT_NAMES):at]):
            if mention.entity_type == "person":
                return Speaker(mention.start, mention.end, mention.surface)
        return None

    def entity_in(self, speaker: Speaker) -> str | None:
        """The last person named in a speaker's phrase, the person named right after it, or the entity that opens it."""
        inside, behind = [], None
        for number in range(bisect_left(self.mention_starts, speaker.start), len(self.mentions)):
            mention = self.mentions[number]
            if mention.start > speaker.end + len(", "):
                break
            if mention.start >= speaker.end:
                behind = mention if self.text[speaker.end] in ",،" else None
            elif mention.end <= speaker.end and mention.form != "demonym":
                inside.append(mention)
        people = [m for m in inside if m.entity_type == "person" and not self.text.startswith(("'s", "’s"), m.end)]
        if people:
            return people[-1].entity_id
        if behind and behind.entity_type == "person":
            return behind.entity_id
        # The United Nations speaks; "a spokesman for the United Nations" is somebody else.
        opening = [m for m in inside if m.entity_type != "person" and m.start - speaker.start <= len("the ")]
        return opening[0].entity_id if opening else None



def _paragraphs(text: str) -> list[tuple[int, int]]:
    bounds, position = [], 0
    for line in text.split("\n"):
        bounds.append((position, position + len(line)))
        position += len(line) + 1
    return bounds
