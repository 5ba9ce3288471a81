"""From bytes to text, whichever encoding a newsroom or an old archive used."""
from __future__ import annotations

import codecs
import re
from typing import NamedTuple

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
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_NO_LATIN_LETTERS = bytes(byte for byte in range(256) if byte > 0x7F or not chr(byte).isalpha())


class Decoded(NamedTuple):
    """A file's text; message keys of what went half wrong (characters_lost, mixed_encodings); the encoding guessed.

    encoding: as people know it (UTF-8, UTF-16, windows-1256…); of a file that mixes two, both with a plus between.
    """

    text: str
    problems: tuple[str, ...]
    encoding: str


def decode(data: bytes) -> Decoded:
    """The text of a file, by its byte-order mark or by what its bytes can be. Raises Unreadable: not_text.

    >>> decode("قال بوتين".encode("windows-1256"))
    Decoded(text='قال بوتين', problems=(), encoding='windows-1256')
    """
    found = _decode(data)
    sample = found.text[:20_000]
    if len(_CONTROL.findall(sample)) > CONTROL_SHARE * len(sample):
        raise Unreadable("not_text")
    return found


def _decode(data: bytes) -> Decoded:
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _lenient(data, name)
    if name := _utf16_without_bom(data):
        return _lenient(data, name)
    try:
        return Decoded(data.decode("utf-8"), (), "UTF-8")
    except UnicodeDecodeError:
        pass
    if mixed := _mixed(data):
        return mixed
    text = data.decode("utf-8", "replace")
    if text.count("\ufffd") <= DAMAGED_SHARE * len(text) and _letters_beyond_ascii(text) > text.count("\ufffd"):
        return Decoded(text, ("characters_lost",), "UTF-8")
    return _code_page(data)


def _letters_beyond_ascii(text: str) -> int:
    return len(text) - len(text.encode("ascii", "ignore")) - text.count("\ufffd")


def _lenient(data: bytes, name: str) -> Decoded:
    text = data.decode(name, "replace")
    lost = text.count("\ufffd")
    if lost > max(1, DAMAGED_SHARE * len(text)):
        raise Unreadable("not_text")
    return Decoded(text, ("characters_lost",) if lost else (), name.upper()[:6].rstrip("-"))


def _utf16_without_bom(data: bytes) -> str:
    """UTF-16 shows by its high bytes: 0 for Latin letters and spaces, 6 for Arabic ones, on every other place."""
    sample = data[:4000]
    if len(sample) < 4 or len(data) % 2:
        return ""
    for name, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        if high.count(0) + high.count(6) > 0.9 * len(high) and 0 in high:
            return name
    return ""


def _mixed(data: bytes) -> Decoded | None:
    """A file put together from parts in UTF-8 and in a code page, line by line; None where it is no such file.

    In a code page hardly any line with letters beyond ASCII happens to be UTF-8, so some lines that are, beside
    others that have nothing of it, tell a mixture from a damaged file.
    """
    lines = data.split(b"\n")
    foreign, told = [], False
    for at, line in enumerate(lines):
        try:
            told |= _letters_beyond_ascii(line.decode("utf-8")) > 3
        except UnicodeDecodeError:
            text = line.decode("utf-8", "replace")
            if text.count("\ufffd") <= _letters_beyond_ascii(text):
                return None
            foreign.append(at)
    if not told or not foreign:
        return None
    try:
        other = _code_page(b"\n".join(lines[at] for at in foreign))
    except Unreadable:
        return None
    decoded = iter(other.text.split("\n"))
    theirs = {at: next(decoded, "") for at in foreign}
    text = "\n".join(theirs[at] if at in theirs else line.decode("utf-8") for at, line in enumerate(lines))
    return Decoded(text, ("mixed_encodings", *other.problems), f"UTF-8 + {other.encoding}")


def _code_page(data: bytes) -> Decoded:
    high = len(data.translate(None, bytes(range(0x80))))
    letters = high + len(data.translate(None, _NO_LATIN_LETTERS))
    if high < _ARABIC_SHARE * max(1, letters):
        text = data.decode("windows-1252", "replace")
        return Decoded(text, ("characters_lost",) if "\ufffd" in text else (), "windows-1252")
    best, best_name, best_score = "", "", -1
    for name in _ARABIC_CODE_PAGES:
        text = data.decode(name, "replace")
        score = sum(text.count(word) for word in _ARABIC_WORDS) - text.count("\ufffd")
        if score > best_score:
            best, best_name, best_score = text, name, score
    if not ARABIC_LETTER.search(best):
        raise Unreadable("not_text")
    return Decoded(best, ("characters_lost",) if "\ufffd" in best else (),
                   "MacArabic" if best_name == "mac_arabic" else best_name)
