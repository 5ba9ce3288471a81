"""Arabic names in Latin letters that a reader can say, where no real English form is known."""
from __future__ import annotations

import regex

from .arabic import is_arabic, western_digits
from .spelling import arabic_key, latin_key

_READABLE = {"ب": "b", "ت": "t", "ث": "th", "ج": "j", "ح": "h", "خ": "kh", "د": "d", "ذ": "dh", "ر": "r", "ز": "z",
             "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "غ": "gh", "ف": "f", "ق": "q", "ك": "k",
             "ل": "l", "م": "m", "ن": "n", "ه": "h", "ا": "a", "ع": "a", "ى": "a", "ة": "a", "ء": ""}
_WHOLE_WORDS = {"بن": "Bin", "ابن": "Ibn", "بنت": "Bint", "عبد": "Abd", "الله": "Allah", "محمد": "Muhammad"}
_GLIDES = {"و": ("w", "u"), "ي": ("y", "i")}
_GROUPS = regex.compile("تش|نغ(?![اويى])")
_GROUP_SOUNDS = {"تش": "č", "نغ": "ŋ"}
_SHORT_VOWEL = "a"
_VOWELS = frozenset("aiuAIU")
_OPEN_VOWELS = frozenset("اىة")
_WORD = regex.compile(r"[\p{L}\p{M}\p{Nd}'’ʼʻ`ʿʾـ]+")


def transliterate(arabic: str) -> str:
    """A readable Latin spelling of an Arabic name: the same each time, capitalised, for ids and as a stand-in name.

    Short vowels that Arabic does not write are given as "a" where a word could not be said without one.

    >>> transliterate("كوزلوف"), transliterate("الحسين بن طلال"), transliterate("كيم جونغ أون")
    ('Kuzluf', 'Al-Hasin Bin Talal', 'Kim Jung Un')
    """
    return " ".join(filter(None, map(_transliterated, _WORD.findall(western_digits(arabic)))))


def _transliterated(word: str) -> str:
    key = arabic_key(word)
    if not is_arabic(key):
        return word if word.isascii() else latin_key(word).capitalize()
    if key in _WHOLE_WORDS:
        return _WHOLE_WORDS[key]
    if key.startswith("ال") and len(key) > 4:
        return "Al-" + _spelt_out(key[2:])
    return _spelt_out(key)


def _spelt_out(key: str) -> str:
    if key[:2] in ("او", "اي"):
        key = key[1:] if len(key) > 2 else key
        key = {"و": "U", "ي": "I"}[key[0]] + key[1:] if key[0] in _GLIDES else key
    key = _GROUPS.sub(lambda m: _GROUP_SOUNDS[m[0]], key)
    out: list[str] = []
    for at, letter in enumerate(key):
        before, after = key[at - 1:at], key[at + 1:at + 2]
        if letter in _GLIDES:
            glide, vowel = _GLIDES[letter]
            said_before = bool(out) and out[-1][-1:] not in _VOWELS
            if letter == "ي" and said_before and after in _OPEN_VOWELS:
                sound = vowel + glide
            else:
                sound = glide if after in _OPEN_VOWELS or not before or before == "ا" and after in _GLIDES else vowel
        else:
            sound = {"č": "ch", "ŋ": "ng"}.get(letter) or _READABLE.get(letter, letter if letter.isalnum() else "")
        if sound and sound[0] not in _VOWELS and _needs_vowel(out, at, len(key)):
            out.append(_SHORT_VOWEL)
        if not (sound == "a" and out and out[-1] == "a"):
            out.append(sound)
    return "".join(out).capitalize()


def _needs_vowel(out: list[str], at: int, size: int) -> bool:
    """After a first consonant, and where a third would stand together or a word end on two."""
    said = [sound for sound in out if sound]
    if not said or said[-1][0] in _VOWELS:
        return False
    if len(said) == 1:
        return True
    return said[-2][0] not in _VOWELS or at == size - 1
