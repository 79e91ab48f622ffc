"""What do characters that nobody sees say?  Hidden messages, decoded for the reader of a report.

Known ways of smuggling, each undone here: two or more zero-width characters as the digits of characters (binary,
base 3 to 6, with or without a separator), tag characters as shifted ASCII, variation selectors as bytes.  Deciding
whether something is a message is the rules' business; this module only reads it, and gives None if it cannot.
"""

from __future__ import annotations

import itertools
import math

LONGEST = 200  # code points of a message that are decoded and quoted; the rest is only counted


def quoted(message: str | None) -> str:
    """``" hiding 'message'"``, or nothing if there is none; a long one is cut.

    >>> quoted("run me"), quoted(None)
    (" hiding 'run me'", '')
    """
    if not message:
        return ""
    return f" hiding {message[:LONGEST]!r}" + ("..." if len(message) > LONGEST else "")


def from_tags(run: str) -> str | None:
    """Tag characters U+E0020-E007E are ASCII shifted by U+E0000.

    >>> from_tags("\\U000e0068\\U000e0069")
    'hi'
    """
    return _read("".join(chr(ord(c) - 0xE0000) for c in run if 0xE0020 <= ord(c) <= 0xE007E))


def from_selectors(run: str) -> str | None:
    """Variation selectors as bytes: U+FE00-FE0F are 0-15, U+E0100-E01EF are 16-255.  UTF-8.

    >>> from_selectors("\\U000e0158\\U000e0159")
    'hi'
    """
    codes = [ord(c) for c in run]
    return _utf8(bytes(c - 0xFE00 if c < 0xFE10 else c - 0xE0100 + 16 for c in codes))


def from_digits(run: str) -> str | None:
    """Zero-width characters as digits: of bytes (8 or 7 bits), of UTF-16 units, or of separated numbers.

    The digits may stand for either value, so each reading is tried; the first that is text wins.

    >>> from_digits("".join("\\u200b\\u200c"[int(bit)] for bit in f"{ord('k'):08b}"))
    'k'
    """
    run = run[: LONGEST * 16]
    kinds = sorted(set(run))
    if not 2 <= len(kinds) <= 6:
        return None
    orders = list(itertools.permutations(kinds)) if len(kinds) < 4 else [tuple(kinds), tuple(reversed(kinds))]
    for order in orders:
        base = len(order)
        digits = [order.index(c) for c in run]
        for width in (8, 7) if base == 2 else (math.ceil(math.log(256, base)),):
            if (found := _utf8(_numbers(digits, base, width))) is not None:
                return found
        width = 16 if base == 2 else math.ceil(math.log(65536, base))
        wide = _numbers(digits, base, width)
        if max(wide, default=0x3000) < 0x3000 and (found := _read("".join(map(chr, wide)))) is not None:
            return found  # from U+3000 on, noise reads as Han
    for gap in kinds:
        rest = [kind for kind in kinds if kind != gap]
        for order in itertools.permutations(rest) if len(rest) == 2 else []:
            pieces = [piece for piece in run.split(gap) if piece]
            codes = [int("".join(str(order.index(c)) for c in piece), 2) for piece in pieces if len(piece) <= 20]
            if (found := _read("".join(chr(c) for c in codes if c <= 0x10FFFF))) is not None:
                return found
    return None


def _numbers(digits: list[int], base: int, width: int) -> list[int]:
    """The digits, *width* at a time, as numbers; none if they do not come out even."""
    if len(digits) % width:
        return []
    numbers = []
    for at in range(0, len(digits), width):
        number = 0
        for digit in digits[at : at + width]:
            number = number * base + digit
        numbers.append(number)
    return numbers if all(n < 0x110000 for n in numbers) else []


def _utf8(numbers: list[int] | bytes) -> str | None:
    try:
        return _read(bytes(numbers).decode("utf-8"))
    except ValueError:  # not bytes, or not UTF-8
        return None


def _read(message: str) -> str | None:
    """The message, if it is one: nothing but printable characters and white space."""
    message = message.rstrip("\x00")
    for c in map(ord, message):
        if not (0x20 <= c < 0x7F or c in (9, 10, 13) or 0xA0 <= c < 0xD800 or 0xF900 <= c < 0xE0000):
            return None
    return message or None
