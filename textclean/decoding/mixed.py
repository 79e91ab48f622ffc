"""UTF-8 with foreign lines, fields or single bytes in it, and the mirror case: a legacy page with a line of UTF-8.

One foreign byte makes nearly every tool misread or drop the rest.  Here each line that is good UTF-8 is kept, all
others are pooled, one encoding is found for the pool, and each bad line is settled for itself: mostly UTF-8 with
stray bytes in it, fields of both kinds, or foreign as a whole.  Bytes are cut at LF and CR only.

Where little speaks for UTF-8 a good line may be one by accident (a short line of GBK): there the language model
chooses between the two readings, and so it does where a bad line has a little of both.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from textclean.decoding import codecs, detect, utf8
from textclean.decoding.span import Span

_SEQUENCE = re.compile(b"(?:" + utf8.SEQUENCE + b")+")
_GOOD_RUN = re.compile(rb"[\x00-\x7f]+|(?:" + utf8.SEQUENCE + rb")+")
_HIGH = bytes(range(0x80, 0x100))
_BITS = (3.0, 6.0, 9.0)  # how unlikely an accidental sequence of two, three, four bytes is, in legacy East Asian text
_PROVEN = 20.0  # bits above which good lines need no second opinion; each stray byte asks for one and a half more
_FIELDS = re.compile(rb"([\t,;]+)")
_POOL = 600  # bytes of bad lines by which their encoding is found
_CONTEXT = 120  # characters of good lines that say what language the text is in
_PREFERRED = 3.0  # nats for the UTF-8 reading of what is valid UTF-8
_UNREADABLE = 5.0  # nats a character: above, a line is not in the encoding of the pool

Finder = Callable[[Sequence[bytes | str], str], str]


def proof(line: bytes) -> float:
    """Bits of evidence that *line* is UTF-8: what its multi-byte sequences are worth."""
    text = b"".join(_SEQUENCE.findall(line)).decode("utf-8")
    return sum(_BITS[0 if char < "\u0800" else 1 if char < "\U00010000" else 2] for char in text)


def high(data: bytes) -> int:
    """How many bytes of *data* are above 7F."""
    return len(data) - len(data.translate(None, _HIGH))


def good(data: bytes) -> int:
    """How many bytes of *data* stand in whole multi-byte sequences."""
    return sum(map(len, _SEQUENCE.findall(data)))


def decode(data: bytes, foreign: Finder, proven: bool = False) -> tuple[str, tuple[Span, ...], str] | None:
    """The text of *data*, its spans, and the encoding of most of it; None if there is no UTF-8 in it.

    *foreign* finds the encoding of pieces (bytes unknown, str known) in a context.  *proven*: the document is UTF-8.
    """
    lines = data.splitlines(keepends=True)
    fine = [_is_utf8(line) for line in lines]
    bits = stray = 0.0
    for line, is_fine in zip(lines, fine, strict=True):
        if is_fine or _mostly_utf8(line):
            bits += 0.0 if line.isascii() else proof(line)
        else:
            stray += high(line) - good(line)
    if not bits and not proven:
        return None
    proven = proven or bits >= _PROVEN + 1.5 * stray
    units = [_units(line, proven) if not is_fine else [] for line, is_fine in zip(lines, fine, strict=True)]
    known = b"".join(line for line, is_fine in zip(lines, fine, strict=True) if is_fine and (proven or line.isascii()))
    context = known[: 3 * _CONTEXT].decode("utf-8", "ignore")[:_CONTEXT] + "\n"
    pooled = foreign(_pool([unit for group in units for unit in group]), context)
    if not proven:
        fine = _arbitrate(lines, fine, pooled)
        units = [group or ([[line]] if not is_fine else []) for line, is_fine, group in zip(lines, fine, units, strict=True)]
        if not any(is_fine and not line.isascii() for line, is_fine in zip(lines, fine, strict=True)) and not any(
            isinstance(piece, str) and not piece.isascii() for group in units for unit in group for piece in unit
        ):
            return None
    utf8_bytes = sum(high(line) for line, is_fine in zip(lines, fine, strict=True) if is_fine)
    out = _Pieces("utf-8" if proven or utf8_bytes >= stray else pooled)
    encodings = _second_opinion([unit for group in units for unit in group], pooled, foreign, context)
    for line, is_fine, group in zip(lines, fine, units, strict=True):
        if is_fine:
            out.add(line, "utf-8", "line of UTF-8")
        for unit in group:
            for piece in unit:
                if isinstance(piece, str):
                    out.add(piece.encode("utf-8"), "utf-8", "UTF-8")
                else:
                    out.add(piece, encodings.get(piece, pooled), _kind(piece, unit, group))
    return "".join(out.texts), tuple(out.spans), out.base


Unit = list[bytes | str]


def _units(line: bytes, proven: bool) -> list[Unit]:
    """The fields of a bad *line* (if they are of both kinds) as units; in a unit, bytes are foreign, str is UTF-8."""
    body = line.rstrip(b"\r\n")
    fields = [field for field in _FIELDS.split(body) if field]
    kinds = {_is_utf8(field) for field in fields if not field.isascii()}
    units: list[Unit] = []
    for field in fields if len(kinds) == 2 else [body]:
        if _is_utf8(field) and (proven or field.isascii() or proof(field) >= 12):
            units.append([field.decode("utf-8")])
        elif _mostly_utf8(field):
            units.append(_with_strays(field))
        else:
            units.append([field])
    return [*units, [line[len(body) :].decode("ascii")]]


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _mostly_utf8(line: bytes) -> bool:
    inside = good(line)
    return inside >= 4 and inside >= 3 * (high(line) - inside)


def _with_strays(line: bytes) -> Unit:
    """Runs of ASCII and UTF-8 as str, what is between them as bytes."""
    unit: Unit = []
    at = 0
    for match in _GOOD_RUN.finditer(line):
        if match.start() > at:
            unit.append(line[at : match.start()])
        unit.append(match.group().decode("utf-8"))
        at = match.end()
    return [*unit, line[at:]] if at < len(line) else unit


def _pool(units: list[Unit]) -> Unit:
    """What the foreign encoding is found by: the foreign units, each followed by a line end, up to a fixed amount."""
    pool: Unit = []
    size = 0
    whole = [unit for unit in units if any(isinstance(piece, bytes) for piece in unit)]
    for unit in sorted(whole, key=len):  # whole foreign lines first: they say more
        pool += [*unit, "\n"]
        size += sum(map(len, unit))
        if size > _POOL:
            break
    if len(pool) > 1 and all(len(unit) == 1 for unit in whole[:1]):
        joined = b"\n".join(piece for piece in pool if isinstance(piece, bytes))
        return [detect.words(joined), *[piece for unit in whole if len(unit) > 1 for piece in unit][:40]]
    return pool


def _arbitrate(lines: list[bytes], fine: list[bool], pooled: str) -> list[bool]:
    """For lines that are valid UTF-8, perhaps by accident: which of them read better as UTF-8 than in *pooled*?"""
    asked = [at for at, line in enumerate(lines) if fine[at] and not line.isascii()]
    readings = [lines[at][:400].decode("utf-8", "ignore") for at in asked]
    readings += [codecs.peek(lines[at][:400], pooled) for at in asked]
    costs = detect.nats(readings)
    kept = {at: costs[i] - _PREFERRED <= costs[i + len(asked)] for i, at in enumerate(asked)}
    return [kept.get(at, is_fine) for at, is_fine in enumerate(fine)]


def _second_opinion(units: list[Unit], pooled: str, foreign: Finder, context: str) -> dict[bytes, str]:
    """Foreign pieces that are unreadable in *pooled*, and the encoding that they have in common instead."""
    whole = [unit[0] for unit in units if len(unit) == 1 and isinstance(unit[0], bytes)]
    if len(whole) < 2:
        return {}
    texts = [codecs.peek(piece[:300], pooled) for piece in whole]
    odd = [
        piece
        for piece, text, cost in zip(whole, texts, detect.nats(texts), strict=True)
        if cost > _UNREADABLE * len(text) or "\ufffd" in text
    ]
    if not odd:
        return {}
    other = foreign([detect.words(b"\n".join(odd))], context)
    costs = detect.nats([codecs.peek(piece[:300], e) for e in (pooled, other) for piece in odd])
    return {piece: other for i, piece in enumerate(odd) if costs[i + len(odd)] + 6 < costs[i]}


def _kind(piece: bytes, unit: Unit, group: list[Unit]) -> str:
    if len(unit) > 1:
        return "stray byte" if len(piece) == 1 else "stray bytes"
    return "foreign line" if len(group) <= 2 else "foreign field"


class _Pieces:
    """Text and spans, built from left to right; *base* is the encoding that needs no span."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.texts: list[str] = []
        self.spans: list[Span] = []
        self.at = 0

    def add(self, raw: bytes, encoding: str, why: str) -> None:
        """Read *raw* in *encoding*; a span says so if that is not the base."""
        broken = utf8.VARIANT.search(raw) if encoding != self.base else None
        text, inner = utf8.variants(raw) if broken else codecs.decode(raw, encoding)
        at = 0
        for span in (*inner, None):
            end = span.start if span else len(text)
            if end > at and encoding != self.base and not text[at:end].isascii():
                piece = codecs.encode(text[at:end], encoding) if inner else raw
                self.spans.append(Span(self.at + at, self.at + end, encoding, piece, why))
            if span:
                self.spans.append(span._replace(start=span.start + self.at, end=span.end + self.at))
                at = span.end
        self.texts.append(text)
        self.at += len(text)
