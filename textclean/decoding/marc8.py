"""MARC-8 and its Latin set ANSEL: library records of the years before Unicode, read by name only.

Marks stand before their letter; escape sequences switch to Greek, Cyrillic, Arabic, Hebrew and East Asian sets.  The
tables are those of the Library of Congress as pymarc has them (MARC 21 Specifications, character sets part 2), which is
asked for with the extra ``marc``.  There is no way back: what was read keeps its bytes.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache

from textclean.errors import UsageError
from textclean.patterns import lazy

NAMES = frozenset(("marc-8", "ansel"))
_ASCII, _ANSEL, _EAST_ASIAN = 0x42, 0x45, 0x31
# A set named in two bytes and more: 94 or 96 characters, or several bytes each; into G0 or G1.  Or in one (in G0).
_ESCAPE = lazy(rb"\x1b(?:(\$?)([(),-]?)!?([B-E1-4NQS])|([bgps]))")
_CUSTOM = {b"g": 0x67, b"b": 0x62, b"p": 0x70, b"s": _ASCII}  # Greek symbols, subscript, superscript, back to ASCII


def decode(data: bytes) -> str:
    """The text of *data*, composed (NFC); U+FFFD for what no set has.  Raises UsageError where pymarc is lacking."""
    sets, odd = _tables()
    first, second = _ASCII, _ANSEL
    out: list[str] = []
    marks: list[str] = []
    at = 0
    while at < len(data):
        escape = _ESCAPE.match(data, at) if data[at] == 0x1B else None
        if escape:
            at = escape.end()
            if escape[4]:
                first = _CUSTOM[escape[4]]
            elif escape[2] in (b")", b"-"):
                second = ord(escape[3])
            else:
                first = ord(escape[3])
            continue
        used = second if data[at] > 0x80 else first
        size = 3 if used == _EAST_ASIAN and data[at] > 0x20 else 1
        code = int.from_bytes(data[at : at + size], "big")
        at += size
        char, is_mark = _character(code, sets.get(used, {}), odd)
        if is_mark:
            marks.append(char)
        else:
            out += [char, *marks]
            marks.clear()
    return unicodedata.normalize("NFC", "".join([*out, *marks]))


def _character(code: int, known: Mapping[int, tuple[int, int]], odd: Mapping[int, int]) -> tuple[str, bool]:
    """The character of *code* in a set, and whether it is a mark."""
    if code < 0x20 or code == 0x7F:
        return chr(code), False
    if code in known:
        char, is_mark = known[code]
        return chr(char), bool(is_mark)
    return chr(odd[code]) if code in odd else "\ufffd", False


@cache
def _tables() -> tuple[Mapping[int, Mapping[int, tuple[int, int]]], Mapping[int, int]]:
    """The sets by their final byte, and codes that are met though no set has them."""
    try:
        from pymarc import marc8_mapping
    except ImportError as cause:
        raise UsageError("the encodings marc-8 and ansel need pymarc: pip install '.[marc]'") from cause
    return marc8_mapping.CODESETS, marc8_mapping.ODD_MAP
