"""UTF-8 with foreign lines, fields or single bytes in it, and the mirror case: a legacy page with a line of UTF-8.

One foreign byte makes nearly every tool misread or drop the rest.  Here each line that is good UTF-8 is kept, all
others are pooled, one encoding is found for the pool, and each bad line is settled for itself: mostly UTF-8 with
stray bytes in it, fields of both kinds, or foreign as a whole.  Bytes are cut at LF and CR only.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable

from textclean.decoding import codecs, utf8
from textclean.decoding.span import Span

_SEQUENCE = re.compile(b"(?:" + utf8.SEQUENCE + b")+")
_HIGH = bytes(range(0x80, 0x100))
_BITS = {2: 3.0, 3: 6.0, 4: 9.0}  # how unlikely one accidental sequence of so many bytes is
_FIELDS = re.compile(rb"([\t,;]+)")
# Words and signs of one byte that a Western page may hold: what a stray byte is read as if nothing else is known.
WESTERN = "windows-1252"


def proof(line: bytes) -> float:
    """Bits of evidence that *line* is UTF-8: what its multi-byte sequences are worth."""
    bits = 0.0
    for run in _SEQUENCE.findall(line):
        for char in run.decode("utf-8"):
            bits += _BITS[2 if char < "\u0800" else 3 if char < "\U00010000" else 4]
    return bits


def high(data: bytes) -> int:
    """How many bytes of *data* are above 7F."""
    return len(data) - len(data.translate(None, _HIGH))


def good(data: bytes) -> int:
    """How many bytes of *data* stand in whole multi-byte sequences."""
    return sum(map(len, _SEQUENCE.findall(data)))


def split(data: bytes) -> tuple[list[bytes], list[bool]] | None:
    """The lines of *data*, and for each whether it is UTF-8 (ASCII is); None if too little speaks for UTF-8.

    A single line is worth its bits; among many lines an accident is likelier, so more are asked for.
    """
    lines = data.splitlines(keepends=True)
    valid = [_is_utf8(line) for line in lines]
    proven = [proof(line) if fine and not line.isascii() else 0.0 for line, fine in zip(lines, valid, strict=True)]
    bad = b"".join(line for line, fine in zip(lines, valid, strict=True) if not fine)
    good_bad = good(bad)
    stray = high(bad) - good_bad
    all_good = good_bad + sum(high(line) for line, bits in zip(lines, proven, strict=True) if bits)
    need = 14 + 2 * math.log2(1 + len(lines))
    if all_good >= 4 * stray and all_good >= 6:
        return lines, valid
    if max(proven, default=0.0) >= need or sum(proven) >= need + 3 * stray:
        mostly = all_good >= stray
        return lines, [
            fine and (mostly or line.isascii() or bits >= need) for line, fine, bits in zip(lines, valid, proven, strict=True)
        ]
    return None


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def decode(
    lines: list[bytes], fine: list[bool], foreign: Callable[[bytes], str]
) -> tuple[str, tuple[Span, ...], str]:
    """The text, its spans, and the encoding of the foreign part.  *foreign* finds the encoding of the pooled lines."""
    bad = [line for line, is_fine in zip(lines, fine, strict=True) if not is_fine]
    whole = [piece for line in bad for piece in _fields(line) if not _is_utf8(piece) and not _mostly_utf8(piece)]
    pooled = foreign(b"\n".join(whole)) if whole else WESTERN
    out = _Pieces()
    for line, is_fine in zip(lines, fine, strict=True):
        if is_fine:
            out.add(line.decode("utf-8"))
            continue
        body = line.rstrip(b"\r\n")
        for piece in _fields(body):
            if _is_utf8(piece) and (piece.isascii() or proof(piece) >= 6):
                out.add(piece.decode("utf-8"))
            elif _mostly_utf8(piece):
                _strays(out, piece, pooled)
            else:
                out.foreign(piece, pooled, "foreign line" if piece == body else "foreign field")
        out.add(line[len(body) :].decode("ascii"))
    return "".join(out.texts), tuple(out.spans), pooled


def _fields(line: bytes) -> list[bytes]:
    """The fields of *line* and what parts them, if they are of both kinds; else the line itself."""
    pieces = [piece for piece in _FIELDS.split(line) if piece]
    kinds = {_is_utf8(piece) for piece in pieces if not piece.isascii()}
    return pieces if len(kinds) == 2 else [line]


def _mostly_utf8(line: bytes) -> bool:
    inside = good(line)
    return inside >= 4 and inside >= 3 * (high(line) - inside)


def _strays(out: _Pieces, line: bytes, pooled: str) -> None:
    """Runs of UTF-8 kept; between them single bytes of the pooled encoding, if it is a single-byte one."""
    stray = pooled if codecs.table(pooled) else WESTERN
    wide = 3 * sum(len(run.decode("utf-8")) for run in _SEQUENCE.findall(line)) <= good(line)
    at = 0
    for match in re.finditer(rb"[\x00-\x7f]+|(?:" + utf8.SEQUENCE + rb")+", line):
        _stray(out, line[at : match.start()], stray, wide)
        out.add(match.group().decode("utf-8"))
        at = match.end()
    _stray(out, line[at:], stray, wide)


def _stray(out: _Pieces, run: bytes, encoding: str, wide: bool) -> None:
    """A broken piece of a three-byte sequence among others of its kind is damage; anything else was a letter."""
    if not run:
        return
    if utf8.VARIANT.search(run):
        text, spans = utf8.variants(run)
        out.add(text, spans)
    elif wide and len(run) < 3:
        out.add(*codecs.decode(run, "utf-8"))
    else:
        out.foreign(run, encoding, "stray byte" if len(run) == 1 else "stray bytes")


class _Pieces:
    """Text and spans, built from left to right."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.spans: list[Span] = []
        self.at = 0

    def add(self, text: str, spans: tuple[Span, ...] = ()) -> None:
        self.spans += [span._replace(start=span.start + self.at, end=span.end + self.at) for span in spans]
        self.texts.append(text)
        self.at += len(text)

    def foreign(self, raw: bytes, encoding: str, why: str) -> None:

        text, inner = codecs.decode(raw, encoding)
        spans: list[Span] = []
        at = 0
        for span in (*inner, None):
            end = span.start if span else len(text)
            if end > at:
                spans.append(Span(at, end, encoding, codecs.encode(text[at:end], encoding) if inner else raw, why))
            if span:
                spans.append(span)
                at = span.end
        self.add(text, tuple(spans))
