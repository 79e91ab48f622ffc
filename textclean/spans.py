"""The only offset arithmetic in the package: apply edits, compose layers of them, look a place up.

A *hunk* says that ``source[start:end]`` became ``result[at:till]``.  Hunks are sorted and do not touch; every
character outside of them maps to itself, shifted by the lengths in front of it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import NamedTuple


class Hunk(NamedTuple):
    """``source[start:end]`` became ``result[at:till]``, in code points."""

    start: int
    end: int
    at: int
    till: int


def apply(text: str, edits: Iterable[tuple[int, int, str]]) -> tuple[str, list[Hunk]]:
    """Apply sorted edits ``(start, end, new)`` that do not overlap: the new text and its hunks.

    >>> apply("abc", [(1, 2, "xy")])
    ('axyc', [Hunk(start=1, end=2, at=1, till=3)])
    """
    pieces: list[str] = []
    hunks: list[Hunk] = []
    done = shift = 0
    for start, end, new in edits:
        pieces += text[done:start], new
        at, done = start + shift, end
        till = at + len(new)
        shift = till - end
        if hunks and hunks[-1].end == start:
            hunks[-1] = hunks[-1]._replace(end=end, till=till)
        else:
            hunks.append(Hunk(start, end, at, till))
    pieces.append(text[done:])
    return "".join(pieces), hunks


def compose(first: Sequence[Hunk], second: Sequence[Hunk]) -> list[Hunk]:
    """The hunks of ``a -> b`` followed by ``b -> c``, as hunks of ``a -> c``.

    Sweeps both lists; hunks that overlap or touch in *b* grow into one cluster.
    """
    if not first or not second:
        return list(first or second)
    # In b, a hunk of the first layer covers at:till, one of the second start:end.
    events = sorted([(h.at, h.till, 0, h) for h in first] + [(h.start, h.end, 1, h) for h in second])
    result: list[Hunk] = []
    before = after = 0  # shift a -> b and b -> c, left of the cluster
    index = 0
    while index < len(events):
        low, high = events[index][:2]
        grown_a = grown_c = 0  # how much longer b is than a, and c than b, inside the cluster
        while index < len(events) and events[index][0] <= high:
            _, stop, layer, hunk = events[index]
            high = max(high, stop)
            growth = (hunk.till - hunk.at) - (hunk.end - hunk.start)
            if layer:
                grown_c += growth
            else:
                grown_a += growth
            index += 1
        result.append(Hunk(low - before, high - before - grown_a, low + after, high + after + grown_c))
        before += grown_a
        after += grown_c
    return result


def to_source(hunks: Sequence[Hunk], at: int, till: int) -> tuple[int, int]:
    """Which span of the source became ``result[at:till]``?  A place inside a hunk means the whole hunk.

    >>> to_source([Hunk(1, 2, 1, 3)], 3, 4)
    (2, 3)
    """
    return _place(hunks, at, True), max(_place(hunks, at, True), _place(hunks, till, False))


_START = attrgetter("at")
_END = attrgetter("till")


def _place(hunks: Sequence[Hunk], at: int, opening: bool) -> int:
    """The source offset of result offset *at*, as the start (*opening*) or the end of a span."""
    if opening:
        index = bisect_right(hunks, at, key=_START) - 1
        if index >= 0 and (at < hunks[index].till or hunks[index].at == at):
            return hunks[index].start
    else:
        index = bisect_left(hunks, at, key=_END)
        if index < len(hunks) and hunks[index].at < at:
            return hunks[index].end
        if index < len(hunks) and hunks[index].till == at:  # a deletion that ends here
            return hunks[index].end
        index -= 1
    return at if index < 0 else at - hunks[index].till + hunks[index].end


def invert(hunks: Iterable[Hunk]) -> list[Hunk]:
    """The hunks of the way back.

    >>> invert([Hunk(1, 2, 1, 3)])
    [Hunk(start=1, end=3, at=1, till=2)]
    """
    return [Hunk(h.at, h.till, h.start, h.end) for h in hunks]
