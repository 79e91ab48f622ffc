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


def splice(text: str, edits: Iterable[tuple[int, int, str]]) -> str:
    """*text* with sorted edits ``(start, end, new)`` that do not overlap put in: one join.

    >>> splice("abc", [(1, 2, "xy")])
    'axyc'
    """
    pieces: list[str] = []
    done = 0
    for start, end, new in edits:
        pieces += text[done:start], new
        done = end
    pieces.append(text[done:])
    return "".join(pieces)


def is_quoted(text: str, start: int, end: int) -> bool:
    """Does ``text[start:end]`` stand by itself between two marks of a kind?  Then it is shown: 'a', "b", `c`, |d|.

    >>> is_quoted("the 'x' key", 5, 6), is_quoted("the 'xs' key", 5, 6)
    (True, False)
    """
    mark = text[start - 1 : start]
    return mark == text[end : end + 1] and mark in ("'", '"', "`", "|", "~")


def hunks_of(edits: Iterable[tuple[int, int, str]]) -> list[Hunk]:
    """The hunks that the same edits make; edits that touch become one hunk.

    >>> hunks_of([(1, 2, "xy")])
    [Hunk(start=1, end=2, at=1, till=3)]
    """
    hunks: list[Hunk] = []
    shift = 0
    for start, end, new in edits:
        at = start + shift
        till = at + len(new)
        shift = till - end
        if hunks and hunks[-1].end == start:
            hunks[-1] = hunks[-1]._replace(end=end, till=till)
        else:
            hunks.append(Hunk(start, end, at, till))
    return hunks


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

    A deletion that only touches the span is not counted in; an empty span where something was deleted is the deletion.

    >>> to_source([Hunk(1, 2, 1, 3)], 3, 4)
    (2, 3)
    """
    index = bisect_right(hunks, at, key=_AT) - 1
    first = hunks[index] if index >= 0 else Hunk(0, 0, 0, 0)
    inside = at < first.till or at == till == first.at
    start = first.start if inside else at - first.till + first.end
    if at == till and at <= first.till:
        return start, first.end
    index = bisect_left(hunks, till, key=_AT) - 1
    last = hunks[index] if index >= 0 else Hunk(0, 0, 0, 0)
    return start, max(start, last.end if till <= last.till else till - last.till + last.end)


_AT = attrgetter("at")


def invert(hunks: Iterable[Hunk]) -> list[Hunk]:
    """The hunks of the way back.

    >>> invert([Hunk(1, 2, 1, 3)])
    [Hunk(start=1, end=3, at=1, till=2)]
    """
    return [Hunk(h.at, h.till, h.start, h.end) for h in hunks]
