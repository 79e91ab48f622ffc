"""A charset as an object: text into bytes, bytes into text, and the characters it can show.

The mappings are those of Python's codecs, which follow unicode.org, and where the WHATWG Encoding Standard departs from
them, the standard's.  Two questions are asked of a charset, and they differ in the bytes that it leaves undefined:

* What do these bytes say?  (``decode``, ``table``)  An undefined byte says nothing.
* What bytes was this text before a program misread them?  (``encode``, ``high``, ``characters``, ``runs``)  Programs
  fill the gaps with the C1 control of the same number, or the Latin-1 character; and people mix a Windows charset with
  its ISO relative, which has C1 controls at 80-9F.  So every C1 control stands for its own byte wherever no letter
  claims it.
"""

from __future__ import annotations

import codecs
import re
from functools import cache, cached_property
from typing import Any

from textclean.charsets.rows import Row, named
from textclean.patterns import lazy, led

GAP = "\ufffe"  # in a table: no character
_FOUR_BYTES = lazy(rb"[\x81-\xfe][\x30-\x39]")
# Where the standard departs from Python's table of one byte each.
_STANDARD = {"windows-1255": {0xCA: "\u05ba"}, "koi8-u": {0xAE: "\u045e", 0xBE: "\u040e"}}
# The same where a character has several bytes: Python's, and the standard's.  JIS X 0208 signs are mapped as Microsoft
# did (the wave dash), Big5 signs as Microsoft did and not as Hong Kong, GB 18030 as of 2005.
_WIDE_STANDARD = {
    "euc_jp": ("\u301c\u2016\u2212\u00a2\u00a3\u00ac", "\uff5e\u2225\uff0d\uffe0\uffe1\uffe2"),
    "big5hkscs": (
        "\u2022\uff64\u203e\u223c\u2641\u2609\u00a5\u00a2\u00a3",
        "\u2027\ufe51\u00af\uff5e\u2295\u2299\uffe5\uffe0\uffe1",
    ),
    "gb18030": ("\ue7c7\u1e3f", "\u1e3f\ue7c7"),
}


# The bytes that Microsoft's tables (bestfit874.txt, bestfit1253.txt ... at unicode.org) give to private use, in a row
# from that character on, where Python's and the standard's have none.
_PRIVATE = {
    "windows-874": (b"\xdb\xdc\xdd\xde\xfc\xfd\xfe\xff", 0xF8C1),
    "windows-1253": (b"\xaa\xd2\xff", 0xF8F9),
    "windows-1255": (b"\xd9\xda\xdb\xdc\xdd\xde\xdf\xfb\xfc\xff", 0xF88D),
    "windows-1257": (b"\xa1\xa5", 0xF8FC),
}
# Windows charsets that the WHATWG standard also reads for ISO 8859-1, -9 and -11: a program may have shown either.
_ALSO_ISO = frozenset(("windows-1252", "windows-1254", "windows-874"))


class Charset:
    """One charset: what the table says of it (``row``, and its columns as attributes), and its characters.

    *wide*: it takes two bytes or more a character; then ``table``, ``high``, ``characters`` and ``runs`` are empty.
    """

    def __init__(self, row: Row) -> None:
        self.row = row
        self.name, self.codec, self.family, self.wide = row.name, row.codec, row.family, row.wide
        self.scripts, self.languages = row.scripts, row.languages
        self.prior = row.prior

    def __repr__(self) -> str:
        return f"charset({self.name!r})"

    def __reduce__(self) -> tuple[Any, ...]:
        return charset, (self.name,)

    @cached_property
    def table(self) -> str:
        """The characters of the 256 bytes, U+FFFE where there is none; empty if the charset is wide."""
        chars = list(self._of_the_codec)
        for byte, char in _STANDARD.get(self.name, {}).items():
            chars[byte] = char
        return "".join(chars)

    @cached_property
    def _of_the_codec(self) -> str:
        if not self.row.one_byte:
            return ""
        read = bytes(range(256)).decode(self.codec, "surrogateescape")
        first = {char: byte for byte, char in reversed(list(enumerate(read)))}
        # EBCDIC has U+001A for "nothing": only its first byte is it.
        return "".join(
            GAP if "\udc80" <= char <= "\udcff" or first[char] < byte else char for byte, char in enumerate(read)
        )

    @cached_property
    def high(self) -> str:
        """The characters that the bytes 80 to FF may have been shown as; no gaps."""
        return "".join(char if char != GAP else chr(byte) for byte, char in enumerate(self.table))[0x80:]

    @cached_property
    def characters(self) -> frozenset[str]:
        """All characters beyond ASCII that it may have shown."""
        return frozenset(self._bytes)

    @cached_property
    def _bytes(self) -> dict[str, int]:
        own = self.table[0x80:]
        found = {char: byte for byte, char in enumerate(own, 0x80) if char != GAP}
        # DOS, Mac and Windows charsets have characters of their own where ISO 8859 has C1 controls.
        controls = self.row.family not in ("dos", "mac", "windows") or self.name in _ALSO_ISO
        for byte, char in enumerate(self.high, 0x80):
            if byte < 0xA0 and (controls or self.table[byte] == GAP):
                found.setdefault(chr(byte), byte)
            for other in (char, self._of_the_codec[byte]):  # programs follow the standard or the vendor
                if other != GAP:
                    found.setdefault(other, byte)
        gaps, first = _PRIVATE.get(self.name, (b"", 0))
        return found | {chr(first + number): byte for number, byte in enumerate(gaps)}

    @cached_property
    def _quick(self) -> Any:
        return codecs.charmap_build(self.table)

    @cached_property
    def _encoding(self) -> dict[int, int]:
        low = {ord(char): byte for byte, char in enumerate(self.table[:0x80]) if char != GAP}
        return {ord(char): byte for char, byte in self._bytes.items()} | low

    def encode(self, text: str) -> bytes | None:
        """The bytes that *text* was misread from, or None if this charset cannot have shown it."""
        if self.wide:
            try:
                data = text.encode(self.codec)
            except UnicodeEncodeError:
                return None
            return None if self.codec == "gb18030" and _FOUR_BYTES.search(data) else data
        if self.name == "windows-1252":
            try:
                return text.encode("latin-1")
            except UnicodeEncodeError as error:
                if ord(text[error.start]) not in self._encoding:
                    return None
        try:
            return codecs.charmap_encode(text, "strict", self._quick)[0]  # five times faster, where it will do
        except UnicodeEncodeError as error:
            if ord(text[error.start]) not in self._encoding:
                return None
        if self.name == "windows-1252" and _SHOWN_OTHERWISE.search(text):
            return None
        try:
            return codecs.charmap_encode(text, "strict", self._encoding)[0]
        except UnicodeEncodeError:
            return None

    def decode(self, data: bytes, cut: bool = False) -> str | None:
        """*data* read with this charset, or None if it cannot be; *cut*: the last character may be incomplete."""
        try:
            if not self.wide:
                return codecs.charmap_decode(data, "strict", self.table)[0]
            if cut:
                return codecs.getincrementaldecoder(self.codec)().decode(data)
            return data.decode(self.codec)
        except UnicodeDecodeError:
            return None

    @cached_property
    def runs(self) -> re.Pattern[str]:
        """Maximal runs of characters that are valid UTF-8 sequences when read back with this charset."""
        tail = f"[{self._those(0x80, 0xBF)}]"
        one = led(
            (self._those(0xC2, 0xDF), tail),
            (self._those(0xE0, 0xEF), f"{tail}{{2}}"),
            (self._those(0xF0, 0xF4), f"{tail}{{3}}"),
        )
        return re.compile(f"{one}(?:{one})*")

    def _those(self, first: int, last: int) -> str:
        """The inside of a class of the characters that may stand for these bytes."""
        found = {char for char, byte in self._bytes.items() if first <= byte <= last}
        return "".join(sorted(re.escape(char) for char in found))


# C1 controls for which windows-1252 has shown a sign since its first version: beside such signs they are of another
# charset.  Those for which it got one in 1998 (80, 8E, 9E) may be both.
_SHOWN_OTHERWISE = lazy("[\x82-\x8c\x91-\x9c\x9f]")


def charset(name: str) -> Charset:
    """The charset of that name; a codec's name and the aliases of the table will do.

    Raises UsageError, with the near match, for a name that is not in the table.

    >>> charset("cp850").decode(b"caf\\x82"), charset("ibm-850") is charset("cp850")
    ('café', True)
    """
    return _charset(named(name))


@cache
def _charset(row: Row) -> Charset:
    return Charset(row)


def to_standard(text: str, codec: str) -> str:
    """*text*, which Python's *codec* gave, with the characters that the WHATWG Encoding Standard gives instead."""
    python, standard = _WIDE_STANDARD.get(codec, ("", ""))
    return text.translate(str.maketrans(python, standard)) if any(char in text for char in python) else text


def from_standard(text: str, codec: str) -> str:
    """The way back: *text* as Python's *codec* can write it."""
    python, standard = _WIDE_STANDARD.get(codec, ("", ""))
    return text.translate(str.maketrans(standard, python)) if any(char in text for char in standard) else text
