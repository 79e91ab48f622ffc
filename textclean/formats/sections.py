"""Long text is no document that anybody wrote: a block of it holds many.  What nothing wakes in it goes by.

A block of a long source is cut at line ends into sections of a page.  Those that no rule has anything to look for
in, each by itself, are passed on as they are; all others are cleaned together, as one document: what a damaged line
proves still holds for the next.  So a word in a thousand pages costs a look at one page, and the pages around it
give no evidence, as they would give none if they were files.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import NamedTuple

from textclean import markup
from textclean.pipeline import Pipeline
from textclean.result import Fix, Result
from textclean.spans import hunks_of, splice
from textclean.text import Text

SIZE = 2048  # bytes of UTF-8, up to the end of the line

Span = tuple[int, int]


class Look(NamedTuple):
    """What a quick look at a block found: its *length*, the *ends* of its sections, and those that are *awake*.

    All in code points.
    """

    length: int
    ends: list[int]
    awake: list[Span]


def look(utf8: bytes, cleaner: Pipeline) -> Look | None:
    """Which sections of the block *utf8* some rule may find something in; None if that is no valid UTF-8."""
    found: list[Span] = []
    ends: list[int] = []
    at = start = 0
    while at < len(utf8):
        till = utf8.find(b"\n", at + SIZE) + 1 or len(utf8)
        try:
            section = Text.of(utf8[at:till])
        except UnicodeDecodeError:
            return None
        end = start + len(section.value)
        ends.append(end)
        if not cleaner.sleeps(section):
            found.append((start, end))
        at, start = till, end
    return Look(start, ends, found)


def inspect(text: str, seen: Look, cleaner: Pipeline) -> Result:
    """What there is to say about *text*, a block of a long source, at which a look was taken."""
    if not seen.awake:
        return Result(text, text)
    spans = _joined(seen.awake + _around(markup.over_lines(text), seen))
    tagged = markup.is_markup(text)
    found = cleaner.inspect("".join(text[start:end] for start, end in spans), markup=tagged)
    placed = _Places(spans)
    places = [(item.start, item.end) for item in (*found.fixes, *found.held)]
    if not all(placed.whole(*place) for place in (*places, *(change[:2] for change in found.changes))):
        return cleaner.inspect(text, markup=tagged)  # over a seam, where other text may stand between
    changes = []
    for change in found.changes:
        by = placed.shift(change.start)
        start, end, at, till = (place + by for place in change[:4])
        changes.append(change._replace(start=start, end=end, at=at, till=till))
    edits = [(change.start, change.end, change.new) for change in changes]
    return Result(
        splice(text, edits) if edits else text,
        text,
        tuple(map(placed.moved, found.fixes)),
        tuple(map(placed.moved, found.held)),
        tuple(changes),
        found.problems,
        found.settled,
        None,
        tuple(hunks_of(edits)),
    )


def _around(uncut: list[Span], seen: Look) -> list[Span]:
    """The sections of those spans *uncut*, which must not be cut, that touch one that is awake."""
    starts, ends = [start for start, _ in seen.awake], seen.ends
    more = []
    for start, end in uncut:
        first = bisect_right(ends, start)
        low, high = ends[first - 1] if first else 0, ends[min(bisect_right(ends, end - 1), len(ends) - 1)]
        near = bisect_right(starts, high - 1) - 1
        if near >= 0 and seen.awake[near][1] > low:
            more.append((low, high))
    return more


def _joined(spans: list[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


class _Places:
    """From places in the joined spans to those of the text."""

    def __init__(self, spans: list[Span]) -> None:
        self._starts = [start for start, _ in spans]
        self._ends = list(accumulate(end - start for start, end in spans))  # in the joined text

    def _section(self, at: int) -> int:
        return min(bisect_right(self._ends, at), len(self._ends) - 1)

    def whole(self, start: int, end: int) -> bool:
        """Is the span inside of one section?"""
        return self._section(start) == self._section(max(start, end - 1))

    def shift(self, at: int) -> int:
        """By how much the section that holds *at* was moved."""
        section = self._section(at)
        return self._starts[section] - (self._ends[section - 1] if section else 0)

    def moved(self, fix: Fix) -> Fix:
        """*fix* in the places of the text."""
        by = self.shift(fix.start)
        return Fix(fix.rule, fix.why, fix.sure, fix.start + by, fix.end + by, fix.old, fix.new, fix.held)
