"""Reported speech without marks: which words of a sentence are the reported ones."""
from __future__ import annotations

from bisect import bisect_right

from components.reading.quotes_cues import Cue, words_of
from components.reading.quotes_speakers_ar import is_content
from components.reading.quotes_words import Speaker, Words
from components.text.arabic import fold

# Between an Arabic verb of saying and the إن of what is said stand the speaker, an apposition, the occasion.
FAR_CONTENT_AR = 18
# Between an English verb and its "that": told the Associated Press on Friday that.
FAR_CONTENT_EN = 7
FEWEST_WORDS = 3
_BARE_MARKERS = frozenset(("ان", "بان", "وان", "فان"))
_SAYING = frozenset(("قال",))
# The toll stands at 3,868, according to the army, though others put it higher: what follows is the article's own.
_GOES_ON = frozenset((
    "though", "although", "while", "but", "whereas", "which", "who", "اذ", "حيث", "مما", "فيما", "بينما", "لكن"))
_MEANWHILE = frozenset(("فيما", "بينما", "كما"))
# What parts two statements in one sentence.
_PARTS = (";", "؛")
# Verbs that take a clause without "that": they said prices would rise.
_CLAUSE_VERBS = words_of("en", "clause_verb")
_CLAUSE_STARTS = words_of("en", "clause_start")


def clause(
    words: Words, cue: Cue, low: int, high: int, bounds: tuple[int, int], speaker: Speaker,
) -> tuple[int, int] | None:
    """Start and end of what a cue reports, None where it reports no clause.

    low, high: the words of the sentence, high exclusive; bounds: its place in the text.
    """
    first = _content_ar(words, cue, high) if words.language == "ar" else _content_en(words, cue, high)
    if first is not None:
        last = _cut(words, first, high)
    elif cue.report.kind == "frame" and speaker.start == _next_start(words, cue):
        first, last = _around_frame(words, cue, low, high, speaker)
    elif words.language == "en" and cue.last + 1 == high or cue.first > low and cue.report.form == "say":
        first, last = _before_tail(words, cue, low, speaker)
    else:
        return None
    if first is None or last - first < FEWEST_WORDS:
        return None
    start, end = words.tokens[first].start, words.tokens[last - 1].end
    return (start, end) if bounds[0] <= start < end <= bounds[1] else None


def _content_ar(words: Words, cue: Cue, high: int) -> int | None:
    if cue.report.kind == "frame":
        return None
    low, end = bisect_right(words.cue_order, cue.last), min(high, cue.last + FAR_CONTENT_AR)
    participles = {
        after.first for after in words.cues[low:low + FAR_CONTENT_AR]
        if after.first < end and after.report.participle and fold(after.report.form) not in _SAYING
    }
    for at in range(cue.last + 1, end):
        word = words.keys[at]
        if at in participles:
            return None  # وتابع “…” مضيفا أن: what follows is the participle's
        if is_content(words, at):
            return at + 1 if word in _BARE_MARKERS else at
        if "\n" in words.gap(at - 1) or "." in words.gap(at - 1):
            return None
    return None


def _content_en(words: Words, cue: Cue, high: int) -> int | None:
    if cue.report.kind == "frame":
        return None
    for at in range(cue.last + 1, min(high, cue.last + FAR_CONTENT_EN)):
        if words.keys[at] == "that":
            return at + 1
        if words.breaks(at - 1):
            return None
    after = cue.last + 1
    if cue.report.form in _CLAUSE_VERBS and after < high and not words.breaks(cue.last) and (
            words.keys[after] in _CLAUSE_STARTS or words.tokens[after].text[0].isupper()):
        return after
    return None


def _cut(words: Words, first: int, high: int) -> int:
    """Where the clause ends: with its sentence, or before a participle that begins another report (, adding that)."""
    for number in range(bisect_right(words.cue_order, first), len(words.cues)):
        cue = words.cues[number]
        if cue.first >= high:
            break
        if words.breaks(cue.first - 1) and (
                cue.report.participle or words.keys[cue.first].endswith("ing")):
            return cue.first
        if words.keys[cue.first - 1] in _MEANWHILE and cue.first - 1 > first and words.breaks(cue.first - 2):
            return cue.first - 1  # إن المعبر سيفتح، فيما قالت الوكالة
    return high


def _around_frame(words: Words, cue: Cue, low: int, high: int, speaker: Speaker) -> tuple[int | None, int]:
    after = cue.last + 1
    while after < high and words.tokens[after].start < speaker.end:
        after += 1
    low = next((n + 1 for n in range(cue.first - 1, low - 1, -1) if words.gap(n)[:1] in _PARTS), low)
    high = next((n + 1 for n in range(after, high - 1) if words.gap(n)[:1] in _PARTS), high)
    if after < high and words.gap(after - 1)[:1] in _PARTS:
        high = after  # more have died, according to the ministry; some fled
    if cue.first - low > high - after or after < high and words.keys[after] in _GOES_ON and words.breaks(after - 1):
        return low, cue.first
    return (after, high) if after < high else (None, 0)


def _before_tail(words: Words, cue: Cue, low: int, speaker: Speaker) -> tuple[int | None, int]:
    """Prices will rise, analysts say."""
    last = cue.first
    while last > low and words.tokens[last - 1].start >= speaker.start:
        last -= 1
    return (low, last) if last > low and words.gap(last - 1)[:1] == "," else (None, 0)


def _next_start(words: Words, cue: Cue) -> int:
    return words.tokens[cue.last + 1].start if cue.last + 1 < len(words.tokens) else -1
