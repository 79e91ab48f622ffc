"""Charsets for the repair of mojibake: those of ``textclean.charsets``, by the names of Python's codecs, and UTF-8."""

from __future__ import annotations

import codecs
from functools import cache

from textclean import charsets
from textclean.charsets import Charset, rows, with_role

__all__ = ["ONE_BYTE", "TWO_BYTE", "Charset", "charset", "known_as", "utf8"]


def known_as(name: str) -> str:
    """``iso-8859-2``, but ``cp1252`` and ``mac_roman``: what people call it who read a traceback."""
    return name if name.startswith(("iso-", "koi8")) else rows()[name].codec.replace("big5hkscs", "big5")


# The misreadings that a scraper meets, the commonest first.
ONE_BYTE = tuple(known_as(name) for name in with_role("shown") if rows()[name].one_byte)
TWO_BYTE = tuple(known_as(name) for name in with_role("shown") if rows()[name].wide)


@cache
def charset(name: str) -> Charset:
    """``textclean.charsets.charset``, remembered by name, for it is asked for every word."""
    return charsets.charset(name)


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
