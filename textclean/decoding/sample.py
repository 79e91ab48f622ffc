"""The part of the bytes by which an encoding is judged: words that hold high bytes, with their neighbours.

What is ASCII is the same in every candidate and only says what language the text is in; a few hundred bytes tell as
much as the whole and cost a millisecond.
"""

from __future__ import annotations

from textclean.patterns import lazy

WINDOW = 1 << 16  # bytes looked at, from the first high byte on
SIZE = 600  # bytes of words weighed
_LEAST = 30  # bytes of plain words that are worth adding
_SHORT = 250  # bytes of data that are weighed as they are
_WORD = 400  # bytes of one unbroken word (a line, in East Asian text)
_HIGH = lazy(rb"[\x80-\xff]")
PARTING = lazy(rb"[\x00-\x2f]")


def words(data: bytes) -> bytes:
    """What is weighed: short *data* whole; else words with high bytes and the word before and after each, then others.

    From the front, a word once, up to a fixed amount; then a word for each high byte not seen so far.  The neighbours
    say what language the text is in.  Cut at bytes below 30, which are never the second byte of a character (but for
    GB 18030's rare four-byte forms).
    """
    first = _HIGH.search(data)
    if not first or len(data) <= _SHORT:
        return data[:SIZE]
    begin = max(0, first.start() - 40)
    window = data[begin : begin + WINDOW]
    spans: list[tuple[int, int]] = []
    seen: set[bytes] = set()
    room, at = SIZE, 0
    while room > 0 and (match := _HIGH.search(window, at)):
        start, end = _word(window, at, match.start())
        at = end
        if window[start:end] not in seen:
            seen.add(window[start:end])
            spans.append(_with_neighbours(window, start, min(end, start + _WORD), spans[-1][1] if spans else 0))
            room -= spans[-1][1] - spans[-1][0]
    met = set(b"".join(window[start:end] for start, end in spans))
    for byte in sorted(set(window) - met):
        found = window.find(byte, at) if byte > 0x7F and byte not in met else -1
        if found >= 0:  # else it stands in the rest of a long word only
            start, end = _word(window, at, found)
            if end - start <= _WORD:
                met |= set(window[start:end])
                spans.append(_with_neighbours(window, start, end, at))
    weighed = b"\n".join(window[start:end] for start, end in sorted(spans))
    return weighed + _plain(data, begin, SIZE - len(weighed))


def _plain(data: bytes, at: int, room: int) -> bytes:
    """Words of ASCII around *at*, *room* bytes at most: they say what language the text is in."""
    if room < _LEAST:
        return b""
    around = data[max(0, at - room) : at + room].split()[1:-1]
    return b"\n" + b" ".join(word for word in around if word.isascii())[:room]


def _word(window: bytes, floor: int, at: int) -> tuple[int, int]:
    """The word around *at*, not reaching below *floor*."""
    start = max(window.rfind(part, floor, at) for part in (b" ", b"\n", b'"', b"(", b"-")) + 1
    end = PARTING.search(window, at)
    return max(start, floor), end.start() if end else len(window)


def _with_neighbours(window: bytes, start: int, end: int, floor: int) -> tuple[int, int]:
    """The span widened by a word of up to 16 bytes on either side, where it is ASCII."""
    left = window.rfind(b" ", max(floor, start - 16), max(floor, start - 1)) + 1 or start
    right = window.find(b" ", end + 1, end + 16)
    left = left if window[left:start].isascii() else start
    return left, right if right > 0 and window[end:right].isascii() else end
