"""Charsets that are read by name only, in which a letter takes one byte or two: with its accent before it or behind it.

ISO 6937 (teletext, DVB) puts the accent before the letter, VNI (Vietnamese fonts of the nineties) behind it; TCVN3, the
"ABC" fonts, has a byte for each letter, but capitals for seven only: the others were set in a font of capitals.  IMAP
writes the names of mailboxes in a UTF-7 of its own (RFC 3501, section 5.1.3).  Nothing in the bytes tells them from
windows-1252 or ASCII, so they are never guessed.

Sources: ISO/IEC 6937:2001 with the euro sign of ETSI EN 300 468; TCVN 5712:1993 (VN3); VNI's tables, which are a tone
and a quality for each vowel.
"""

from __future__ import annotations

import base64
import binascii
import re
import unicodedata
from functools import cache

from textclean.patterns import lazy

IMAP = "imap-utf-7"
_IMAP_RUN = lazy(rb"&([A-Za-z0-9+,]*)-")
_TO_SHIFT = lazy("&|[^ -~]+")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"

# ISO 6937: the bytes A0 to BF and D0 to FF ("." for none), and the accents C1 to CF, which stand before their letter.
_SIGNS = "\xa0¡¢£€¥.§¤‘“«←↑→↓°±²³×µ¶·÷’”»¼½¾¿"
_OTHERS = "―¹®©™♪¬¦....⅛⅜⅝⅞\u2126ÆĐªĦ.ĲĿŁØŒºÞŦŊŉĸæđðħıĳŀłøœßþŧŋ\xad"
_ACCENTS = {
    0xC1: ("\u0300", ""), 0xC2: ("\u0301", "´"), 0xC3: ("\u0302", ""), 0xC4: ("\u0303", ""), 0xC5: ("\u0304", "¯"),
    0xC6: ("\u0306", "˘"), 0xC7: ("\u0307", "˙"), 0xC8: ("\u0308", "¨"), 0xCA: ("\u030a", "˚"),
    0xCB: ("\u0327", "¸"), 0xCD: ("\u030b", "˝"), 0xCE: ("\u0328", "˛"), 0xCF: ("\u030c", "ˇ"),
}  # fmt: skip

# VNI: the byte behind a plain vowel for each tone; the same with a circumflex and a breve, whose own bytes come first.
_TONES = ("", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323")
_PLAIN = (None, 0xF9, 0xF8, 0xFB, 0xF5, 0xEF)
_CIRCUMFLEX = (0xE2, 0xE1, 0xE0, 0xE5, 0xE3, 0xE4)
_BREVE = (0xEA, 0xE9, 0xE8, 0xFA, 0xFC, 0xEB)
_I = (None, 0xED, 0xEC, 0xE6, 0xF3, 0xF2)  # i has a byte of its own for each tone
_HORNED = {"ơ": 0xF4, "ư": 0xF6}
_D_STROKE, _Y_DOT = 0xF1, 0xEE

# TCVN3: the letters of each byte.
_TCVN3 = {
    0xA1: "ĂÂÊÔƠƯĐăâêôơưđ",
    0xB5: "àảãáạ", 0xBB: "ằẳẵắ", 0xC6: "ặầẩẫấậè",
    0xCE: "ẻẽéẹềểễếệìỉ", 0xDC: "ĩíịò",
    0xE1: "ỏõóọồổỗốộờởỡớợù",
    0xF1: "ủũúụừửữứựỳỷỹýỵ",
}  # fmt: skip


def decode(data: bytes, encoding: str) -> str:
    """The text of *data*; U+FFFD for a byte that is none.

    >>> decode(b"Espa\\xc4na", "iso-6937"), decode(b"tie\\xe1ng Vie\\xe4t", "vni"), decode(b"&AOk-t&AOk-", "imap-utf-7")
    ('España', 'tiếng Việt', 'été')
    """
    if encoding == IMAP:
        return _IMAP_RUN.sub(_shifted, data).decode("utf-8", "replace")
    table = _table(encoding)
    return _pattern(encoding).sub(lambda match: table.get(match[0], "\ufffd"), data.decode("latin-1"))


def encode(text: str, encoding: str) -> bytes:
    """*text* in *encoding*.  Raises UnicodeEncodeError where it has no bytes for a character."""
    if encoding == IMAP:
        return _TO_SHIFT.sub(_to_shift, text).encode("ascii")
    back = _back(encoding)
    out: list[str] = []
    for at, char in enumerate(text):
        if char > "\x7f" and char not in back:
            raise UnicodeEncodeError(encoding, text, at, at + 1, "no bytes for this character")
        out.append(back.get(char, char))
    return "".join(out).encode("latin-1")


def _shifted(match: re.Match[bytes]) -> bytes:
    """What a run of modified base64 spells, as UTF-8; the run itself if that is nothing."""
    if not match[1]:
        return b"&"
    try:
        run = base64.b64decode(match[1].replace(b",", b"/") + b"=" * (-len(match[1]) % 4), validate=True)
        return run.decode("utf-16-be").encode()
    except (binascii.Error, UnicodeError):
        return match[0]


def _to_shift(match: re.Match[str]) -> str:
    if match[0] == "&":
        return "&-"
    return f"&{base64.b64encode(match[0].encode('utf-16-be')).decode().rstrip('=').replace('/', ',')}-"


@cache
def _table(encoding: str) -> dict[str, str]:
    """The character of each sequence of bytes, which is spelled in ISO 8859-1."""
    if encoding == "iso-6937":
        return _iso_6937()
    if encoding == "vni":
        small = _vni()
        capitals = {_capital(form): char.upper() for form, char in small.items()}
        mixed = {form[0].upper() + form[1:]: char.upper() for form, char in small.items() if form[0] in _LETTERS}
        return _windows() | mixed | capitals | small
    letters = {chr(first + at): char for first, chars in _TCVN3.items() for at, char in enumerate(chars)}
    return _windows() | {"\xa0": "\xa0"} | letters


def _windows() -> dict[str, str]:
    """The quotation marks and dashes of windows-1252, which Vietnamese fonts keep."""
    return {chr(byte): bytes([byte]).decode("cp1252") for byte in (0x85, *range(0x91, 0x98))}


def _iso_6937() -> dict[str, str]:
    found = {chr(0xA0 + at): char for at, char in enumerate(_SIGNS) if char != "."}
    found |= {chr(0xD0 + at): char for at, char in enumerate(_OTHERS) if char != "."}
    for accent, (mark, spacing) in _ACCENTS.items():
        for letter in _LETTERS + _LETTERS.upper():
            char = unicodedata.normalize("NFC", letter + mark)
            if len(char) == 1:
                found[chr(accent) + letter] = char
        if spacing:
            found[chr(accent) + " "] = spacing
    return found


def _vni() -> dict[str, str]:
    """The small letters."""
    found = {chr(_D_STROKE): "\u0111", chr(_Y_DOT): "\u1ef5"}
    found |= {chr(byte): _with(letter, "") for letter, byte in _HORNED.items()}
    for at, tone in enumerate(_TONES):
        for letter, quality, marks in (
            *((vowel, "", _PLAIN) for vowel in "aeouy"),
            *((vowel, "\u0302", _CIRCUMFLEX) for vowel in "aeo"),
            ("a", "\u0306", _BREVE),
        ):
            if (mark := marks[at]) is not None and (letter, tone) != ("y", "\u0323"):
                found[letter + chr(mark)] = _with(letter + quality, tone)
        for letter, byte in _HORNED.items():
            if (mark := _PLAIN[at]) is not None:
                found[chr(byte) + chr(mark)] = _with(letter, tone)
        if (mark := _I[at]) is not None:
            found[chr(mark)] = _with("i", tone)
    return found


def _with(letter: str, tone: str) -> str:
    return unicodedata.normalize("NFC", letter + tone)


def _capital(form: str) -> str:
    """*form* with its letter and its mark as capitals, whose bytes are 20 (hex) lower."""
    return "".join(chr(ord(char) - 0x20) for char in form)


@cache
def _pattern(encoding: str) -> re.Pattern[str]:
    forms = sorted(_table(encoding), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, forms)) + "|[\x80-\xff]")


@cache
def _back(encoding: str) -> dict[str, str]:
    table = _table(encoding)
    forms = sorted(table, key=lambda form: form.islower() or form.isupper())  # of several, that of one case
    return {table[form]: form for form in forms}
