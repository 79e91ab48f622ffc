"""Lines whose encodings are known: in a stream that was decided, each is settled for itself.

There are two: UTF-8, which a line proves, and another.  What a line is depends on nothing but its own bytes, so the
answer does not change with the pieces that the stream was cut into.  (``mixed`` finds out which encodings there are.)

Good UTF-8 with few multi-byte sequences may be an accident; there the language model chooses.  In a single-byte
encoding that takes an odd text (a capital letter before a sign, again and again), in East Asian ones a short line.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from textclean.decoding import codecs, detect, mixed, oddities, utf8
from textclean.decoding.span import Span
from textclean.evidence.priors import prior
from textclean.patterns import lazy

_PROVEN = 14  # bytes in whole sequences that are no accident in one line
_JUDGED, _LINE = 300, 400  # lines of a piece, and bytes of each, that the language model reads; the rest follow most
_ASCII = rb"[\x00-\x09\x0b-\x7f]*+"
_GOOD_LINE = lazy(rb"(?m)^" + _ASCII + rb"(?:(?:" + utf8.SEQUENCE + rb")++" + _ASCII + rb")++$")
_LEAD = lazy(rb"[\xc2-\xf4][\x80-\xbf]")


def decode(
    data: bytes, base: str, foreign: str, starts_inside: bool = False, ends_inside: bool = False
) -> tuple[str, tuple[Span, ...]]:
    """The text of *data* and its spans, as ``mixed.decode`` gives them.

    *base*: the encoding of most of the stream, which needs no span: "utf-8", or else the same as *foreign*, the
    encoding of what is not UTF-8 ("": unknown, it is undecodable).  *starts_inside*, *ends_inside*: *data* begins
    with the rest of a line, ends with the beginning of one; those are not judged as lines.
    """
    if base not in ("utf-8", "ascii"):
        return _legacy(data, base, starts_inside, ends_inside)
    if not foreign:
        return utf8.variants(data) if utf8.VARIANT.search(data) else codecs.decode(data, "utf-8")
    parts = mixed.parts_of(data)
    groups: list[list[mixed.Unit]] = [
        [[part.decode("utf-8")]]
        if fine
        else [mixed.with_strays(part)]
        if (starts_inside and at == 0) or (ends_inside and at == len(parts) - 1)
        else mixed.units_of(part, True)
        for at, (part, fine) in enumerate(parts)
    ]
    out = mixed.Pieces("utf-8")
    for group in mixed.half_good(groups, {}, foreign, 2, 0.0):
        for unit in group:
            for piece in unit:
                if isinstance(piece, str):
                    out.add(piece.encode("utf-8"), "utf-8", "")
                else:
                    out.add(piece, foreign, mixed.kind_of(unit, group))
    return "".join(out.texts), tuple(out.spans)


class _Line(NamedTuple):
    """``data[start:end]``: whole lines are UTF-8 but for the bytes in *unit*; *high* bytes are in whole sequences."""

    start: int
    end: int
    unit: mixed.Unit
    high: int


def _legacy(data: bytes, base: str, starts_inside: bool, ends_inside: bool) -> tuple[str, tuple[Span, ...]]:
    """Mostly in *base*, with lines of UTF-8 in it."""
    first = data.find(b"\n") + 1 if starts_inside else 0
    last = data.rfind(b"\n") + 1 if ends_inside else len(data)
    found = list(_candidates(data, first, last, codecs.table(base) is not None)) if first or not starts_inside else []
    out = mixed.Pieces(base)
    at = 0
    for line, good in zip(found, _judged(data, found, base), strict=True):
        if not good:
            continue
        out.add(data[at : line.start], base, "")
        for piece in line.unit:
            if isinstance(piece, str):
                out.add(piece.encode("utf-8"), "utf-8", "line of UTF-8")
            else:
                out.add(piece, base, "")
        at = line.end
    out.add(data[at:], base, "")
    return "".join(out.texts), tuple(out.spans)


def _candidates(data: bytes, first: int, last: int, single: bool) -> Iterator[_Line]:
    """The lines that are good UTF-8; beside a *single*-byte encoding those too that are so but for a few bytes."""
    if not single:
        for whole in _GOOD_LINE.finditer(data, first, last):
            yield _Line(*whole.span(), [whole.group().decode("utf-8")], mixed.high(whole.group()))
        return
    at = first
    while match := _LEAD.search(data, at, last):
        start = max(first, data.rfind(b"\n", first, match.start()) + 1)
        end = data.find(b"\n", match.start(), last)
        at = end = end if end >= 0 else last
        line = data[start:end]
        if mixed.is_utf8(line):
            yield _Line(start, end, [line.decode("utf-8")], mixed.high(line))
        elif mixed.mostly_utf8(line):
            yield _Line(start, end, mixed.with_strays(line), mixed.good(line))


def _judged(data: bytes, lines: list[_Line], base: str) -> list[bool]:
    """Is each of *lines* UTF-8?"""
    asked = [line for line in lines if line.high < _PROVEN][:_JUDGED]
    margin = -prior("bytes", "legacy_line_in_utf8") if codecs.table(base) else prior("bytes", "utf8_line_in_legacy")
    costs = oddities.nats(
        [detect.read(line.unit, base)[:_LINE] for line in asked]
        + [codecs.peek(data[line.start : line.end], base)[:_LINE] for line in asked]
    )
    better = {
        line.start
        for line, ours, theirs in zip(asked, costs, costs[len(asked) :], strict=False)
        if ours < theirs + margin
    }
    most = 2 * len(better) > len(asked)
    judged = {line.start for line in asked}
    return [line.high >= _PROVEN or (line.start in better if line.start in judged else most) for line in lines]
