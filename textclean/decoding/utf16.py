"""UTF-16 and UTF-32 without a byte order mark, known by the pattern of their bytes.

A text of one script repeats one high byte (00 for Latin, 04 for Russian, 30 and 4E-9F for Japanese), so the bytes of
one parity vary and those of the other do not.  Where a blank or a line end is written there is a NUL besides.
"""

from __future__ import annotations

from textclean.decoding import codecs
from textclean.patterns import lazy

_SNIFF = 4096  # bytes looked at, from the start
# High bytes of blocks that hold no text: surrogates count as text in pairs, private use and the rest do not.
_EAST_ASIAN = lazy("[\t\n\r -~\u2010-\u2027\u3000-\u30ff\u4e00-\u9fff\uac00-\ud7af\uff00-\uff9f]")
_NO_TEXT = frozenset([*range(0xE0, 0xF9)])


def find(data: bytes) -> str | None:
    """The UTF-16 or UTF-32 form that *data* is written in, or None.  Asks for NULs or other C0 controls."""
    sniff = data[:_SNIFF]
    if len(sniff) < 4:
        return None
    if not sniff.isascii() and codecs.is_valid(sniff, "utf-8", cut=True):  # UTF-16 that was misread and written again
        return None
    if len(data) % 4 == 0:
        for encoding, zero in (("utf-32le", (3, 2)), ("utf-32be", (0, 1))):
            if not any(sniff[zero[0] :: 4]) and max(sniff[zero[1] :: 4]) <= 16 and _reads(sniff, encoding):
                return encoding
    # Not backspace and ESC: terminals write them.
    controls = len(sniff) - len(sniff.translate(None, bytes([*range(8), 11, *range(14, 27), *range(28, 32)])))
    if controls * 20 < len(sniff):
        return None
    found = [(_distinct(sniff, at), e) for at, e in ((0, "utf-16be"), (1, "utf-16le")) if _reads(sniff, e)]
    return min(found)[1] if found else None


def east_asian(data: bytes) -> str | None:
    """The UTF-16 form in which *data* would be Chinese, Japanese or Korean throughout, or None.

    There may be no control byte in it, so this is only a candidate: Latin words pair up to Han characters too.
    """
    sniff = data[:_SNIFF]
    if len(sniff) < 6:
        return None
    for encoding in ("utf-16le", "utf-16be"):
        text = codecs.peek(sniff[: len(sniff) // 2 * 2], encoding)
        if len(_EAST_ASIAN.findall(text)) * 20 >= len(text) * 19:
            return encoding
    return None


def _distinct(sniff: bytes, at: int) -> tuple[int, int]:
    """How many byte values the high half takes, and minus how often it is NUL: fewer, and more NULs, is likelier."""
    half = sniff[at::2]
    return len(set(half)), -half.count(0)


def follows_mark(data: bytes, encoding: str) -> bool:
    """Is *data*, which follows a byte order mark, text?  Of random bytes one unit in ten is none."""
    text = _front(data[:_SNIFF], encoding)
    return _bad(text) * 20 <= len(text) + 10


def _reads(sniff: bytes, encoding: str) -> bool:
    """Is it text: no broken unit, no control besides white space, next to nothing from blocks that hold no text?"""
    text = _front(sniff, encoding)
    return _bad(text) * 50 <= len(text) + 25 and ("32" in encoding or not _is_pairs(text))


def _front(sniff: bytes, encoding: str) -> str:
    """*sniff* in *encoding*, as far as it is whole units."""
    size = 4 if "32" in encoding else 2
    return codecs.decode(sniff[: len(sniff) // size * size], encoding)[0]


def _bad(text: str) -> int:
    """Characters that no text holds: broken units, controls besides white space, private use."""
    return sum(
        c == "\ufffd" or c < "\t" or "\r" < c < " " or "\x7f" <= c < "\xa0" or ord(c) >> 8 in _NO_TEXT for c in text
    )


def _is_pairs(text: str) -> bool:
    """Would it rather be ASCII with NULs between its records?  Then most units are two printable bytes, read as Han.

    Of real Han characters two in three have a byte above 7F; kana and Latin letters are no pairs (3041, 0041).
    """
    units = [divmod(ord(c), 256) for c in text if c < "\U00010000"]
    latin = sum(high < 0x20 for high, _ in units)
    pairs = sum(0x20 <= high < 0x7F and high != 0x30 and (not low or 0x20 <= low < 0x7F) for high, low in units)
    others = sum(high >= 0x20 and (high >= 0x7F or low >= 0x7F) for high, low in units)
    return pairs > 2 * others + 1 and 3 * pairs >= latin
