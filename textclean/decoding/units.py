"""Bytes in which ASCII can be looked for, whatever the encoding: a comma is a comma, and nothing else looks like one.

In UTF-16 a comma is two bytes, in ISO 2022 its byte is half of a kanji, in GBK a vertical bar is the second byte of
many characters.  Whoever looks for the structure of a file (line ends, quotes, delimiters) looks here.
"""

from __future__ import annotations

from textclean.decoding import codecs
from textclean.patterns import lazy

_NUMPY = {"utf-16le": "<u2", "utf-16be": ">u2", "utf-32le": "<u4", "utf-32be": ">u4"}
_PAIR = lazy(rb"[\x81-\xfe][\x40-\x7e\x80-\xfe]")
_JAPANESE_PAIR = lazy(rb"[\x81-\x9f\xe0-\xfc][\x40-\x7e\x80-\xfc]")
_PAIRS = {"gbk": _PAIR, "gb18030": _PAIR, "big5": _PAIR, "johab": _PAIR, "shift_jis": _JAPANESE_PAIR}


def units(data: bytes, encoding: str, state: bytes = b"") -> tuple[bytes, int]:
    """``(units, width)``: one byte for each *width* bytes of *data*, ASCII as it is and anything else above 7F.

    Of the bytes 40-7F that are the second half of a character only the vertical bar matters to anybody; they are
    looked at if there is one.  *state* as for ``codecs.decode``.

    >>> units("a,\u0100".encode("utf-16-le"), "utf-16le")
    (b'a,\\x80', 2)
    """
    if encoding in _NUMPY:
        import numpy as np  # seldom: it takes a tenth of a second

        kind = np.dtype(_NUMPY[encoding])
        wide = np.frombuffer(data, kind, len(data) // kind.itemsize)
        return np.minimum(wide, 0x80).astype(np.uint8).tobytes(), kind.itemsize
    if codecs.switches(encoding):
        from textclean.decoding import escapes  # rare

        return escapes.masked(data, encoding, state), 1
    if encoding in _PAIRS and b"|" in data:
        return _PAIRS[encoding].sub(b"\x80\x80", data), 1
    return data, 1
