"""Which language an article is in: the script decides where it can, a model of letter sequences where it cannot."""
from __future__ import annotations

from functools import lru_cache
from itertools import islice

import py3langid.langid
import regex

# Languages whose news is likely to be uploaded beside Arabic and English. Left to choose among all it knows, the model
# calls standard Arabic `arz` and short English lines `lb`.
ARABIC_SCRIPT = ("fa", "ur", "sdh", "ps")
LATIN_SCRIPT = ("en", "fr", "es", "de", "it", "pt", "nl", "tr", "id", "sw", "pl", "so")
# Scripts that hardly share letters with others: the commonest language of the news in them.
_OTHER_SCRIPTS = {
    "ru": regex.compile(r"\p{Cyrillic}+"), "he": regex.compile(r"\p{Hebrew}+"),
    "ja": regex.compile(r"[\p{Hiragana}\p{Katakana}]+"), "ko": regex.compile(r"\p{Hangul}+"),
    "zh": regex.compile(r"\p{Han}+"), "el": regex.compile(r"\p{Greek}+"),
    "hi": regex.compile(r"\p{Devanagari}+"), "am": regex.compile(r"\p{Ethiopic}+"),
    "hy": regex.compile(r"\p{Armenian}+"), "th": regex.compile(r"\p{Thai}+"),
}
_OTHER_LETTER = regex.compile(
    r"[\p{Cyrillic}\p{Hebrew}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Han}\p{Greek}\p{Devanagari}\p{Ethiopic}"
    r"\p{Armenian}\p{Thai}]")
_ARABIC = regex.compile(r"(?:(?=\p{Arabic})[\p{L}\p{M}ـ])+")
_LATIN = regex.compile(r"\p{Latin}+")

# Enough to decide; an article's first pages say what the rest says.
_READ_AT_MOST = 6_000
# The model's time grows with the text, its certainty hardly: two hundred words put English hundreds ahead.
_WORDS_ASKED = 200
# An Arabic letter carries more of a word than a Latin one (short vowels are not written).
_ARABIC_LETTER_WORTH = 1.3
# Letters that Persian, Urdu, Kurdish or Pashto have and Arabic has not. Below this share the text is Arabic, however
# sure the model is of another: Arabic reports name Persian papers and people.
_NOT_ARABIC = regex.compile(r"[پچژگکیٹڈڑںھےہەڕڵۆێټډړښځڅۍې]")
_NOT_ARABIC_SHARE = 0.02
# Arabic typed on a Persian keyboard has ی and ک throughout, but also the article and these words: in 298 Arabic
# articles a third of the words (at least .12), in Persian news lines under .05.
_ARABIC_WORD = regex.compile(r"(?:[وفبك]?ال|لل)\p{Arabic}{3,}|فی|عن|من|علی|إلى|الى|الی|إلی|أن|إن|التي|التی|هذا|هذه")
_ARABIC_WORD_SHARE = 0.12
# How far (natural log) another language must be ahead of English in the model's score. On 770 lines of English news
# English was behind twice, by 0.3 and 16; lone names (Putin, Kim Jong Un) put it up to 3 behind; four words of French,
# Spanish, German or Italian put it 30 and more behind.
_AHEAD_OF_ENGLISH = 8.0
# Words that no other of these languages has. Of the first two hundred words of 219 English articles 6-19 in a hundred
# were such, in half of them at least 12: from 8 on more than half of a text is English, and no model need be asked.
_ENGLISH_WORDS = frozenset(("the", "The", "and", "And", "that", "with", "from", "said", "were", "this", "This", "they",
                            "They", "their", "which", "who", "would"))
_ENGLISH_WORD_SHARE = 0.08


@lru_cache(maxsize=2)
def _model(languages: tuple[str, ...]) -> py3langid.langid.LanguageIdentifier:
    model = py3langid.langid.LanguageIdentifier.from_model_file(py3langid.langid.MODEL_FILE)
    model.set_languages([code for code in languages if code in model.labels])
    return model


def detect(text: str) -> str:
    """ISO 639 code of the language that most of the text is in; "und" where there are no letters.

    Meant for a whole article: of a headline it may not be able to tell Spanish from Portuguese, and a lone name in
    Latin letters counts as English.

    >>> detect("The president arrived in Moscow on Tuesday."), detect("وصل الرئيس إلى موسكو (Moscow) يوم الثلاثاء")
    ('en', 'ar')
    """
    text = text.strip()[:_READ_AT_MOST]
    alphabet = "".join(set(text))
    arabic, latin = _letters(_ARABIC, text, alphabet) * _ARABIC_LETTER_WORTH, _letters(_LATIN, text, alphabet)
    if _OTHER_LETTER.search(alphabet):
        letters = {code: _letters(script, text, alphabet) for code, script in _OTHER_SCRIPTS.items()}
        other = max(letters, key=letters.__getitem__)
        if letters[other] > max(arabic, latin):
            return "ja" if other == "zh" and letters["ja"] else other
    if not arabic and not latin:
        return "und"
    if arabic >= latin:
        return _of_arabic_script(_ARABIC.findall(text)) if _NOT_ARABIC.search(alphabet) else "ar"
    return _of_latin_script([word[0] for word in islice(_LATIN.finditer(text), _WORDS_ASKED)])


def _letters(script: regex.Pattern, text: str, alphabet: str) -> int:
    """How many letters of a script a text has, its characters each given once in `alphabet`: that is soon searched."""
    return sum(map(text.count, "".join(script.findall(alphabet))))


def _of_arabic_script(words: list[str]) -> str:
    joined = " ".join(words)
    if len(_NOT_ARABIC.findall(joined)) < _NOT_ARABIC_SHARE * len(joined):
        return "ar"
    if sum(1 for word in words if _ARABIC_WORD.fullmatch(word)) >= _ARABIC_WORD_SHARE * len(words):
        return "ar"
    code = _model(ARABIC_SCRIPT).classify(joined)[0]
    return "ckb" if code == "sdh" else code  # the model knows Kurdish in this script by its southern form only


def _of_latin_script(words: list[str]) -> str:
    if sum(map(_ENGLISH_WORDS.__contains__, words)) >= _ENGLISH_WORD_SHARE * len(words):
        return "en"
    ranked = _model(LATIN_SCRIPT).rank(" ".join(words))
    code, score = ranked[0]
    return "en" if score - dict(ranked)["en"] < _AHEAD_OF_ENGLISH else code
