"""Charsets both ways for the repair of mojibake: text back into the bytes it was misread from, bytes into text.

A text that was decoded with the wrong charset X goes back to its bytes by ``X.encode``.  Windows charsets leave some
bytes undefined and programs fill the gap with the C1 control of the same number; people also mix a Windows charset
with its ISO relative, which has C1 controls at 0x80-0x9F.  So the way back is wider than any codec of Python: every
C1 control stands for its own byte wherever no letter claims it.

Mappings come from Python's codecs, which follow unicode.org and WHATWG.
"""

from __future__ import annotations

import codecs
import re
from contextlib import suppress
from functools import cache

# The misreadings that a scraper meets, the commonest first.
ONE_BYTE = (
    "cp1252", "cp1251", "cp1250", "cp1253", "cp1254", "cp1257", "iso-8859-2", "mac_roman", "cp437",
    "cp1255", "cp1256", "cp1258", "cp874", "cp850", "cp852", "cp866", "koi8-r", "koi8-u", "mac_cyrillic",
    "iso-8859-5", "iso-8859-7", "iso-8859-15", "iso-8859-4", "iso-8859-6", "iso-8859-8", "iso-8859-10",
    "iso-8859-13", "iso-8859-16", "cp737", "cp775", "cp855", "cp857", "cp862", "mac_latin2", "mac_greek", "mac_turkish",
)  # fmt: skip
TWO_BYTE = ("gb18030", "cp932", "cp949", "big5", "euc_jp")

_FOUR_BYTES = re.compile(rb"[\x81-\xfe][\x30-\x39]")


class Charset:
    """One charset: ``name`` (for people), ``characters`` (all non-ASCII characters it can have shown)."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.wide = name in TWO_BYTE
        self.characters: frozenset[str] = frozenset()
        if not self.wide:
            self.high = "".join(_shown(name, byte) for byte in range(0x80, 0x100))
            table = {char: byte for byte, char in enumerate(self.high, 0x80)}
            for byte in range(0x80, 0xA0):
                table.setdefault(chr(byte), byte)
            self.characters = frozenset(table)
            self._quick = codecs.charmap_build("".join(map(chr, range(0x80))) + self.high)
            self._encoding = {ord(char): byte for char, byte in table.items()} | {i: i for i in range(0x80)}

    def encode(self, text: str) -> bytes | None:
        """The bytes that *text* was misread from, or None if this charset cannot have shown it."""
        try:
            if not self.wide:
                if self.name == "cp1252":
                    with suppress(UnicodeEncodeError):
                        return text.encode("latin-1")
                with suppress(UnicodeEncodeError):  # five times faster, where it will do
                    return codecs.charmap_encode(text, "strict", self._quick)[0]
                return codecs.charmap_encode(text, "strict", self._encoding)[0]
            data = text.encode(self.name)
        except UnicodeEncodeError:
            return None
        return None if self.name == "gb18030" and _FOUR_BYTES.search(data) else data

    def decode(self, data: bytes, cut: bool = False) -> str | None:
        """*data* read with this charset, or None if it cannot be; *cut*: the last character may be incomplete."""
        try:
            if cut and self.wide:
                return codecs.getincrementaldecoder(self.name)().decode(data)
            return data.decode(self.name)
        except UnicodeDecodeError:
            return None

    @property
    def runs(self) -> re.Pattern[str]:
        """Maximal runs of characters that are valid UTF-8 sequences when read back with this charset."""
        return _runs(self.name)


@cache
def charset(name: str) -> Charset:
    """The charset of that name (a name of Python's codecs)."""
    return Charset(name)


def utf8(data: bytes, cut: bool = False) -> str | None:
    """*data* as UTF-8, or None; *cut*: the last character may be incomplete.

    Surrogate pairs of CESU-8 are joined, and C0 80 is NUL (Java's modified UTF-8).
    """
    try:
        return codecs.utf_8_decode(data, "strict", not cut)[0]
    except UnicodeDecodeError:
        pass
    if b"\xed" not in data and b"\xc0\x80" not in data:
        return None
    try:
        loose = data.replace(b"\xc0\x80", b"\0").decode("utf-8", "surrogatepass")
        return loose.encode("utf-16", "surrogatepass").decode("utf-16")
    except UnicodeDecodeError:
        return None


def _shown(name: str, byte: int) -> str:
    try:
        return bytes([byte]).decode(name)
    except UnicodeDecodeError:
        return chr(byte)  # WHATWG and ftfy fill the gaps of Windows charsets with the Latin-1 character


@cache
def _runs(name: str) -> re.Pattern[str]:
    high = charset(name).high

    def those(first: int, last: int) -> str:
        found = set(high[first - 0x80 : last - 0x7F])
        if last < 0xC0:
            found |= {chr(byte) for byte in range(0x80, 0xA0)}
        return "[" + "".join(sorted(re.escape(char) for char in found)) + "]"

    tail = those(0x80, 0xBF)
    return re.compile(f"(?:{those(0xC2, 0xDF)}{tail}|{those(0xE0, 0xEF)}{tail}{{2}}|{those(0xF0, 0xF4)}{tail}{{3}})+")
