"""UTF-16 that was read with one byte a character: beside each letter stands the number of its block, often a NUL.

Windows calls it "Unicode", and PowerShell redirects to it.  A byte order mark in front, as the charset shows it, tells
which charset that was and which byte comes first (RFC 2781, section 3.2).  Without one the text must be more than
ASCII: of ASCII with NULs only these have to go, and names of one letter that NULs end look the same.
"""

from __future__ import annotations

import unicodedata
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator

from textclean.contract import Doubt, Edit, Sure
from textclean.patterns import lazy

LEAST = 8  # code points
SHARE = 16  # one character of so many is the number of a block at least: blanks and line ends have a NUL
_BLOCKS = "\0\1\2\3\4\5\6"  # Latin to Arabic
_BLOCK = lazy(b"[\0-\6]")
_PRINTED = bytes(0x20 <= byte <= 0x7E for byte in range(256))  # letters of ASCII: two of them name an ideograph
_MARKS = {BOM_UTF16_LE: "utf-16-le", BOM_UTF16_BE: "utf-16-be"}
# Line ends where a program took each of the bytes 0D and 0A for one, and wrote both for it.
_BROKEN = {"utf-16-le": lazy(b"\r\n(?=\0|\\Z)"), "utf-16-be": lazy(b"(?<=\0)\r\n")}


def whole(value: str) -> Iterator[Edit | Doubt]:
    """The edit that makes *value* what it was, if all of it is UTF-16; held where charsets read it differently.

    >>> list(whole("\\xff\\xfeH\\0i\\0\\n\\0&\\x04!\\0"))
    [Edit(start=0, end=12, new='Hi\\n\\u0426!', why='utf-16-le read as cp1252', sure=<Sure.CERTAIN: 3>)]
    """
    if len(value) < LEAST:
        return
    from textclean.mojibake import chains  # hardly any text has need of it
    from textclean.mojibake.charsets import charset

    for name in chains.shown_as(value[:2]) if min(value[:2]) > "\x7f" else ():
        order = _MARKS.get(charset(name).encode(value[:2]) or b"")
        data = charset(name).encode(value) if order else None
        if order and data and (new := _read(data[2:], order)) is not None:
            yield Edit(0, len(value), new, f"{order} read as {name}", Sure.CERTAIN)
            return
    if sum(map(value.count, _BLOCKS)) * SHARE < len(value):
        return
    read: dict[bytes, str] = {}
    for name in chains.shown_as(value):
        read.setdefault(charset(name).encode(value) or b"", name)
    found: dict[str, str] = {}
    for data, name in read.items():
        for order in _MARKS.values():
            new = _read(data, order, paired=True)
            if new is not None and not new.isascii():
                found.setdefault(new, f"{order} read as {name}")
    for new, why in list(found.items())[:1]:
        sure = Sure.CERTAIN if len(found) == 1 else Sure.LIKELY if why.endswith("cp1252") else Sure.GUESS
        yield Edit(0, len(value), new, why, sure)
        if sure is Sure.GUESS:
            yield Doubt(0, len(value))


def _is_paired(data: bytes, order: str) -> bool:
    """Do the numbers of blocks in *data* stand where *order* has them, and few pairs of printed characters?"""
    second = order == "utf-16-le"
    right, wrong = (len(_BLOCK.findall(data[at::2])) for at in (second, not second))
    if right * SHARE < len(data) or wrong * 9 > right:
        return False
    printed = data.translate(_PRINTED)
    pairs = int.from_bytes(printed[::2], "little") & int.from_bytes(printed[1::2], "little")
    return pairs.bit_count() * 6 <= len(data)


def _read(data: bytes, order: str, paired: bool = False) -> str | None:
    """*data* as text, or None where it is none: it has characters that no text has, or its bytes must be *paired*."""
    data = _BROKEN[order].sub(b"\n", data)
    if paired and not _is_paired(data, order):
        return None
    if order == "utf-16-le" and len(data) % 2:
        data += b"\0"  # a line that was cut behind its line feed
    try:
        text = data.decode(order)
    except UnicodeDecodeError:
        return None
    kinds = {unicodedata.category(char) for char in {*text}.difference("\t\n\r\f")}
    return None if not text or kinds & {"Cc", "Cn", "Co", "Cs"} else text
