"""Who speaks, in Arabic: the noun phrase that follows a verb of saying, or the one that it takes up again."""
from __future__ import annotations

from components.reading.quotes_cues import Cue, speaker_words
from components.reading.quotes_words import Speaker, Words
from components.text.arabic import fold

# Verb and subject are told apart by what may not stand inside a name: content markers, prepositions, adverbs of time.
CONTENT = frozenset(fold(w) for w in (
    "إن أن إنه أنه إنها أنها إنهم أنهم إنهما أنهما إني إنني أني أنني إننا أننا إنا بأن بأنه بأنها بأنهم بأنهما بأننا بأنني لأن لأنه "
    "أنهن بأنهن فإن وإن وأن وإنه وأنه وإنها وأنها ما ماذا لماذا هل كيف متى أين لن لم لا ليس قد لقد سوف"
).split())
_PREPOSITIONS = frozenset(fold(w) for w in (
    "في خلال عبر على إلى من عن بعد قبل أمام لدى عند ضمن حول منذ مع إثر حين عندما بينما لكن لكنه الذي التي الذين اللذين هو هي هم كما إذ "
    "حيث أثناء بشأن ردا تعليقا حتى كان كانت وهو وهي وهم بعدما فيما عقب ثم أو أي ذلك بحق ضد تجاه إزاء نحو بسبب نتيجة وسط بين وذلك وقد "
    "وكان بدوره بدورها أيضا فيه فيها به بها عليه عليها إليه إليها منه منها معه معها لدن بمناسبة بخصوص مؤخرا رسميا سابقا لاحقا "
    "اليوم أمس غدا السبت الأحد الاثنين الثلاثاء الأربعاء الخميس الجمعة صباح مساء يوم"
).split())
_ADVERBS = frozenset(fold(w) for w in "أمس اليوم أيضا لاحقا بدوره بدورها السبت الأحد الاثنين الثلاثاء الأربعاء الخميس الجمعة".split())
_TAKES_PREPOSITION = frozenset(fold(w) for w in ("في", "من", "ب", "لدى"))
_LEADING = frozenset(fold(w) for w in "كان وكان كانت وكانت لكن ولكن أما وأما فيما بينما حيث كما إذ وقد قد ثم".split())
_SUFFIXED = frozenset(fold(w) for w in "قوله قولها قولهم قولهما".split())
# "المتحدث باسم وزارة الخارجية في جمهورية كوريا الديمقراطية الشعبية" has nine words.
LONGEST_PHRASE = 12


def speaker(words: Words, cue: Cue, low: int, high: int) -> Speaker | None:
    """The speaker whom the cue names in its own sentence (words low to high, high exclusive), None if it names nobody."""
    if words.keys[cue.last] in _SUFFIXED:
        return _quoted_through(words, cue, low)
    if cue.report.participle:
        return None
    found = following(words, cue.last + 1, high)
    if found is None and cue.report.kind == "verb":
        return _before_verb(words, cue, low)
    return found


def following(words: Words, first: int, high: int) -> Speaker | None:
    """The noun phrase that begins with the word `first`, up to a content marker, preposition, verb or punctuation."""
    if first >= high or words.breaks(first - 1):
        return None
    while first < high and words.keys[first] in _ADVERBS and not words.breaks(first):
        first += 1
    roles, occasions = speaker_words()["ar", "role"], speaker_words()["ar", "occasion"]
    cue_starts = {cue.first for cue in words.cues}
    at = first
    while at < high and at - first < LONGEST_PHRASE:
        word = words.keys[at]
        if word in CONTENT or _is_addressee(word) or word in _ADVERBS:
            break
        if at > first and at in cue_starts and not _in_name(word):
            break
        if word in _PREPOSITIONS:
            inside = at > first and word in _TAKES_PREPOSITION and at + 1 < high and not words.breaks(at) and (
                any(_bare(words.keys[i]) in roles for i in range(first, at))
                and words.keys[at + 1] not in occasions and words.keys[at + 1] not in CONTENT)
            if not inside:
                break
        at += 1
        if at < high and words.breaks(at - 1):
            break
    last = at - 1
    while last >= first and words.keys[last] in _PREPOSITIONS:
        last -= 1
    return words.phrase(first, last) if last >= first else None


def _before_verb(words: Words, cue: Cue, low: int) -> Speaker | None:
    """A subject that stands before its verb: وكان كيم شدد على، ديفيد باتون، أحد المحامين، قال إنه."""
    first = low
    while first < cue.first and words.keys[first] in _LEADING:
        first += 1
    if first == cue.first:
        return None
    others = [other for other in words.cues if low <= other.first < cue.first]
    if others or words.keys[first] in _PREPOSITIONS or words.keys[first] in CONTENT:
        return None
    if first == low and not words.breaks(cue.first - 1) and cue.first - low > 6:
        return None
    if words.tokens[cue.first].text[0] in "وف" and len(words.tokens[cue.first].text) > 3:
        return None
    return _bounded(words, first, cue.first)


def _bounded(words: Words, first: int, end: int) -> Speaker | None:
    found = following(words, first, end) if first == 0 or not words.breaks(first - 1) else None
    if found is not None:
        return found
    at = first
    while at < end and words.keys[at] not in _PREPOSITIONS and words.keys[at] not in CONTENT and at - first < LONGEST_PHRASE:
        at += 1
        if at < end and words.breaks(at - 1):
            break
    return words.phrase(first, at - 1) if at > first else None


def _quoted_through(words: Words, cue: Cue, low: int) -> Speaker | None:
    """ونقلت الوكالة عن المسؤول قوله: the speaker stands between عن and قوله."""
    for at in range(cue.first - 1, max(low, cue.first - LONGEST_PHRASE) - 1, -1):
        if words.keys[at] == "عن" and at + 1 < cue.first:
            return words.phrase(at + 1, cue.first - 1)
    return None


def _is_addressee(word: str) -> bool:
    bare = word[1:] if word[:1] in "وف" else word
    return bare.startswith("لل") and len(bare) > 4 or bare in speaker_words()["ar", "addressee"]


def _bare(word: str) -> str:
    for clitics in ("وال", "ال", "و"):
        if word.startswith(clitics) and len(word) - len(clitics) > 2:
            return word[len(clitics):]
    return word


def _in_name(word: str) -> bool:
    """حسب, ذكر and the like after the article are names or nouns."""
    return word.startswith("ال")
