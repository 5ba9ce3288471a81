"""Who speaks, in Arabic: the noun phrase that follows a verb of saying, or the one that it takes up again."""
from __future__ import annotations

from components.reading.quotes_cues import Cue, words_of
from components.reading.quotes_words import Speaker, Words
from components.text.arabic import fold
from components.text.words import proclitics

# Verb and subject are told apart by what may not stand inside a name: content markers, prepositions, adverbs of time.
CONTENT = words_of("ar", "content")
_PREPOSITIONS = words_of("ar", "boundary")
_ROLE, _OCCASION = words_of("ar", "role"), words_of("ar", "occasion")
_OBJECT, _ADDRESSEE, _TAKES_B = words_of("ar", "object"), words_of("ar", "addressee"), words_of("ar", "takes_b")
_ADVERBS = words_of("ar", "adverb")
_TAKES_PREPOSITION = frozenset(fold(w) for w in ("في", "من", "ب", "لدى"))
_TOPIC = frozenset(("اما", "واما"))
_LEADING = words_of("ar", "leading")
_SUFFIXED = frozenset(fold(w) for w in ("قوله", "قولها", "قولهم", "قولهما"))
# "المتحدث باسم وزارة الخارجية في جمهورية كوريا الديمقراطية الشعبية" has nine words.
LONGEST_PHRASE = 12
NEAR_SUBJECT = 5
_SUFFIXES = frozenset(
    stem + suffix for stem in ("علي", "الي", "ل", "ب", "من", "عن", "في", "لدي", "مع")
    for suffix in ("ه", "ها", "هم", "هما", "نا", "ي", "ك", "كم")) - {"مني", "بي"}
# طلب عدم ذكر اسمه: the word after one of these is a noun.
_WITHOUT = frozenset(("عدم", "دون", "بدون", "رفض", "من دون", "حد"))
_RELATIVE = frozenset(fold(w) for w in ("التي", "الذي", "الذين", "اللذين", "ما", "مما", "بما", "من", "الذى", "اللاتي"))
# عبر is a verb of saying only with عن: otherwise it is the preposition "through".
_EXPRESSED = frozenset(("عبر", "وعبر"))
# A participle inside a clause reports (قال مشيرا إلى أن); مكملة للمقاومة does not.
_LEADS_TO_CONTENT = frozenset(("الي", "علي", "عن", "من"))
# What may stand between a verb and its subject: قال لهم أمس الوزير.
_BETWEEN = _ADVERBS | _SUFFIXES
_DOCUMENTS = words_of("ar", "document")
_OF_A_SPEECH = frozenset(("فيه", "فيها", "خلاله", "خلالها"))
_INQUIRY = frozenset(fold(w) for w in ("تحقيق", "تحقيقات", "قضية", "قضايا", "محاكمة"))
_TO_GOD = frozenset(("الله", "المولي", "العلي"))


def is_content(words: Words, number: int) -> bool:
    """Whether a word begins what is said: إن, بأنه. The names آن and فان, which fold to the same keys, do not."""
    word, text = words.keys[number], words.tokens[number].text
    return word in CONTENT and not text.startswith("آ") and (word != "فان" or text != "فان")


def gender(words: Words, cue: Cue) -> str:
    """What a verb of saying shows of its subject: f, m or plural."""
    word = words.tokens[cue.first].text
    bare = word[1:] if word[0] in "وفس" and len(word) > 3 else word
    if word.endswith(("وا", "ون", "ين", "ات")):
        return "plural"
    return "f" if word.endswith(("ت", "ة", "ةً")) or bare[0] == "ت" and cue.report.form[0] not in "ت" else "m"


def is_in_relative_clause(words: Words, cue: Cue) -> bool:
    """Whether the cue only describes somebody or something: الموبقات التي حذر النبي منها."""
    return cue.first > 0 and words.keys[cue.first - 1] in _RELATIVE and not words.breaks(cue.first - 1)


def is_report(words: Words, cue: Cue, high: int) -> bool:
    """Whether a cue reports speech here: not in سائلا الله (a prayer) nor in بيان تابع للتنظيم (belonging to)."""
    after = cue.last + 1
    if cue.first and words.keys[cue.first - 1] in _WITHOUT and not words.breaks(cue.first - 1):
        return False
    if cue.report.form == "على ذمة" and _bare(words.keys[min(after, len(words.keys) - 1)]) in _INQUIRY:
        return False  # held pending an inquiry
    if words.keys[after:after + 2] == ["من", "العمر"]:
        return False  # يبلغ من العمر 29 عاما: so old is he
    if words.keys[cue.last] == "في" and cue.report.kind == "frame":
        return after < high and _bare(words.keys[after]) in _DOCUMENTS  # جاء في بيان, not جاء في وقت
    if cue.report.kind == "frame" or after >= high or words.breaks(cue.last):
        return True
    if cue.report.participle and cue.first and not words.breaks(cue.first - 1) and words.keys[cue.first][0] not in "وف":
        return is_content(words, after) or words.keys[after] in _LEADS_TO_CONTENT
    if words.keys[cue.first] in _EXPRESSED:
        return "عن" in words.keys[after:min(high, after + LONGEST_PHRASE)]
    if words.keys[after] in _TO_GOD and cue.report.form in ("سأل", "دعا", "ناشد"):
        return False
    return not (cue.report.form == "تابع" and words.keys[after][:1] == "ل" and len(words.keys[after]) != 2
                and words.keys[after] not in CONTENT)


def speaker(words: Words, cue: Cue, low: int, high: int) -> Speaker | None:
    """The speaker whom the cue names in its own sentence (words low to high, high exclusive), if it names any."""
    if words.keys[cue.last] in _SUFFIXED:
        return _quoted_through(words, cue, low)
    if cue.report.participle:
        # ودافع بوتين عن القرار قائلا: the subject of the sentence, where no verb of saying has named one.
        said = any(number in words.cue_firsts for number in range(low, cue.first))
        return None if said or _is_boundary(words.keys[low]) else _subject(words, low, cue.first)
    if cue.report.kind == "frame":
        return _frame(words, cue, high)
    if cue.last + 1 < high and fold(cue.report.form) in _TAKES_B \
            and words.keys[cue.last + 1][:1] == "ب":
        return None
    if cue.last + 1 < high and words.keys[cue.last + 1] in _OF_A_SPEECH:
        # ألقى القائد خطابا وصف فيه السقوط: the clause describes the speech, and its subject is the sentence's.
        return _subject(words, low, cue.first)
    if words.tokens[cue.first].text.endswith(("وا", "ون")):
        return _before_verb(words, cue, low)  # a verb before its subject stands in the singular
    # Present tense after its subject is the order of headlines: الرئيس الروسي يصف الاتهامات بأنها.
    headline = low < cue.first <= low + NEAR_SUBJECT and words.keys[cue.first][0] in "يت"
    before = _before_verb(words, cue, low) if headline else None
    return before or following(words, cue.last + 1, high) or _before_verb(words, cue, low)


def following(words: Words, first: int, high: int) -> Speaker | None:
    """The noun phrase that begins with the word `first`, up to a content marker, preposition, verb or punctuation."""
    if first >= high or first > 0 and words.breaks(first - 1):
        return None
    if words.keys[first:first + 2] == ["كل", "من"]:
        first += 2  # صرح كل من الشركة والبحرية
    while first + 1 < high and not words.breaks(first) and (
            words.keys[first] in _BETWEEN or words.tokens[first].text.endswith(("ً", "ًا"))):
        first += 1
    if first >= high or words.tokens[first].text[0].isdigit() or _has_preposition(words.tokens[first].text):
        return None
    at, with_role = first, False
    while at < high and at - first < LONGEST_PHRASE:
        word = words.keys[at]
        if is_content(words, at) or _is_addressee(word) or word in _ADVERBS or word in _SUFFIXES:
            break
        if at > first and (_is_possessed(words.tokens[at].text) or words.tokens[at].text.endswith(("ً", "ًا"))):
            break
        if word in _OBJECT or at in words.cue_firsts and not word.startswith("ال"):
            break
        if _is_boundary(word) and not _is_name_ali(words, at, high):
            inside = with_role and word in _TAKES_PREPOSITION and at + 1 < high and not words.breaks(at) and (
                words.keys[at + 1] not in _OCCASION and not is_content(words, at + 1))
            if not inside:
                break
        with_role = with_role or _bare(word) in _ROLE
        at += 1
        if at < high and words.breaks(at - 1):
            break
    last = at - 1
    while last >= first and _is_boundary(words.keys[last]):
        last -= 1
    return words.phrase(first, last) if last >= first and len(words.keys[last]) > 1 else None


def _frame(words: Words, cue: Cue, high: int) -> Speaker | None:
    """بحسب مراقبين، وفقا للمصدر، وفق ما نقلته الوكالة."""
    first = cue.last + 1
    if first >= high or words.breaks(cue.last):
        return None
    if words.keys[cue.last] in ("ما", "لما", "حسبما") and first + 1 < high:
        return following(words, first + 1, high)
    token = words.tokens[first]
    according = words.keys[cue.last].removeprefix("و") in ("فقا", "وفقا", "طبقا")
    if according and token.text[0] == "ل" and len(token.text) > 3:
        rest = following(words, first + 1, high) if first + 1 < high else None
        name = "ال" + token.text[2:] if token.text.startswith("لل") else token.text[1:]
        end = rest.end if rest else token.end
        return Speaker(token.start, end, name + words.text[token.end:end])
    return following(words, first, high)


def _before_verb(words: Words, cue: Cue, low: int) -> Speaker | None:
    """A subject that stands before its verb: وكان كيم شدد على، ديفيد باتون، أحد المحامين، قال إنه."""
    first = low
    while first < cue.first and words.keys[first] in _LEADING:
        first += 1
    if first == cue.first or _is_boundary(words.keys[first]) or is_content(words, first):
        return None
    if any(number in words.cue_firsts for number in range(low, cue.first)):
        return None
    topic = words.keys[low] in _TOPIC  # أما الكاتب فقال
    if words.tokens[cue.first].text[0] in "وف" and len(words.tokens[cue.first].text) > 3 and not topic:
        return None
    if words.breaks(cue.first - 1) or first > low:
        return _phrase_from(words, first, cue.first)
    return _subject(words, first, cue.first)


def _subject(words: Words, first: int, end: int) -> Speaker | None:
    """The subject of a sentence that begins with the word `first`: that noun, or the one after that verb."""
    if first >= end:
        return None
    word = words.keys[first]
    if word.startswith("ال") or word in _ROLE or _bare(word) in _ROLE:
        return _phrase_from(words, first, end)
    return following(words, first + 1, end)


def _phrase_from(words: Words, first: int, end: int) -> Speaker | None:
    at = first
    while at < end and not _is_boundary(words.keys[at]) and not is_content(words, at) and at - first < LONGEST_PHRASE:
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


def _is_possessed(word: str) -> bool:
    """Whether a noun has a possessive: مسؤوليته, بتصريحاتها. It is an object of the verb, not a part of a name."""
    return len(word) > 4 and word.endswith(("ته", "ها", "هم", "هما"))


def _has_preposition(word: str) -> bool:
    """Whether a preposition is written onto a common noun: بالإضافة, بمقارنة; not بلينكن."""
    return word.startswith(("بال", "كال")) or word.startswith("ب") and word.endswith("ة") and proclitics(word) == ("ب",)


def _is_addressee(word: str) -> bool:
    bare = word[1:] if word[:1] in "وف" else word
    return bare.startswith("لل") and len(bare) > 4 or bare in _ADDRESSEE


def _is_boundary(word: str) -> bool:
    return word in _PREPOSITIONS or word[:1] == "و" and len(word) > 3 and word[1:] in _PREPOSITIONS


def _is_name_ali(words: Words, at: int, high: int) -> bool:
    """Whether علي is the name and not the preposition على written without its two dots' difference."""
    if words.tokens[at].text != "علي":
        return False
    return at + 1 >= high or words.breaks(at) or not (words.keys[at + 1].startswith("ال") or is_content(words, at + 1))


def _bare(word: str) -> str:
    for clitics in ("وال", "ال", "و"):
        if word.startswith(clitics) and len(word) - len(clitics) > 2:
            return word[len(clitics):]
    return word
