"""From bytes to text, whichever encoding a newsroom or an old archive used."""
from __future__ import annotations

import codecs

from components.corpus.errors import Unreadable
from components.text.arabic import ARABIC_LETTER

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
         (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))

# Frequent words that tell the Arabic code pages apart: in the wrong one they come out as other letters.
_ARABIC_WORDS = (" في ", " من ", " على ", " إلى ", " أن ", " التي ", " عن ", " ما ", " قال ", " الذي ", " و", " ال")
_ARABIC_CODE_PAGES = ("windows-1256", "iso-8859-6", "mac_arabic")

# In Latin text high bytes are accents and curly quotes (under 0.06 of news in French); in Arabic code pages
# they are the letters (over 0.7).
_ARABIC_SHARE = 0.3

# A UTF-8 file cut off or with a few damaged bytes: up to this share of undecodable characters it is still read.
DAMAGED_SHARE = 0.01
# Text has hardly any control characters; a program or a picture has many.
CONTROL_SHARE = 0.02


def decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of a file and message keys of what was lost ("characters_lost"). Raises Unreadable: not_text.

    >>> decode("قال بوتين".encode("windows-1256"))[0]
    'قال بوتين'
    """
    text, problems = _decode(data)
    control = sum(1 for character in text[:20_000] if character < " " and character not in "\t\n\r\f\v")
    if control > CONTROL_SHARE * len(text[:20_000]):
        raise Unreadable("not_text")
    return text, problems


def _decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _lenient(data, name)
    if name := _utf16_without_bom(data):
        return _lenient(data, name)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        pass
    mostly = data.decode("utf-8", "replace")
    many_bytes = sum(1 for character in mostly if character > "\x7f" and character != "\ufffd")
    if mostly.count("\ufffd") <= DAMAGED_SHARE * len(mostly) and many_bytes > mostly.count("\ufffd"):
        return mostly, ("characters_lost",)
    return _code_page(data)


def _lenient(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    text = data.decode(name, "replace")
    lost = text.count("\ufffd")
    if lost > max(1, DAMAGED_SHARE * len(text)):
        raise Unreadable("not_text")
    return text, ("characters_lost",) if lost else ()


def _utf16_without_bom(data: bytes) -> str:
    """UTF-16 shows by its high bytes: 0 for Latin letters and spaces, 6 for Arabic ones, on every other place."""
    sample = data[:4000]
    if len(sample) < 4 or len(data) % 2:
        return ""
    for name, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        if sum(byte in (0, 6) for byte in high) > 0.9 * len(high) and 0 in high:
            return name
    return ""


def _code_page(data: bytes) -> tuple[str, tuple[str, ...]]:
    high = sum(byte > 0x7F for byte in data)
    letters = sum(byte > 0x7F or chr(byte).isalpha() for byte in data)
    if high < _ARABIC_SHARE * max(1, letters):
        text = data.decode("windows-1252", "replace")
        return text, ("characters_lost",) if "\ufffd" in text else ()
    best, best_score = "", -1
    for name in _ARABIC_CODE_PAGES:
        text = data.decode(name, "replace")
        score = sum(text.count(word) for word in _ARABIC_WORDS) - text.count("\ufffd")
        if score > best_score:
            best, best_score = text, score
    if not ARABIC_LETTER.search(best):
        raise Unreadable("not_text")
    return best, ("characters_lost",) if "\ufffd" in best else ()
