"""Long text is no document that anybody wrote: a block of it holds many.  What nothing wakes in it goes by.

A block of a long source is cut at line ends into sections of two pages, or one.  Those that no rule has anything to
look for in, each by itself, are passed on as they are; all others are cleaned together, as one document: what a
damaged line proves still holds for the next.  So a word in a thousand pages costs a look at one page, and the pages
around it give no evidence, as they would give none if they were files.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

from textclean import markup
from textclean.pipeline import Pipeline
from textclean.result import Change, Fix, Result
from textclean.spans import hunks_of, splice
from textclean.text import Text

LARGE, SMALL = 4096, 2048  # bytes of UTF-8, up to the end of the line


class Look(NamedTuple):
    """What a quick look at a block found: where sections end, in bytes and in code points, and which are *awake*.

    *edged* are the sections, from and to which byte, in which tags or fenced code may begin.
    """

    utf8: bytes
    tills: list[int]
    ends: list[int]
    awake: list[int]
    edged: list[tuple[int, int]]

    @property
    def length(self) -> int:
        """Of the block, in code points."""
        return self.ends[-1] if self.ends else 0


class Stretch(NamedTuple):
    """Some sections in a row: their place in the block in bytes and in code points."""

    at: int
    till: int
    start: int
    end: int


def look(utf8: bytes, cleaner: Pipeline) -> Look | None:
    """In which sections of the block *utf8* may some rule find something?  None if that is no valid UTF-8."""
    seen = Look(utf8, [], [], [], [])
    end = 0
    try:
        for at, till in _cut(utf8, 0, len(utf8), LARGE):
            large = utf8[at:till]
            if markup.may_begin(large):
                seen.edged.append((at, till))
            for last, length, awake in _sections(large, cleaner):
                if awake:
                    seen.awake.append(len(seen.ends))
                end += length
                seen.tills.append(at + last)
                seen.ends.append(end)
    except UnicodeDecodeError:
        return None
    return seen


def _sections(large: bytes, cleaner: Pipeline) -> Iterator[tuple[int, int, bool]]:
    """Where each ends in bytes, its length in code points, whether it is awake; *large* itself, if all of it sleeps."""
    whole = Text.of(large)
    if cleaner.sleeps(whole, glance=True):
        yield len(large), len(whole.value), False
        return
    for at, till in _cut(large, 0, len(large), SMALL):
        section = Text.of(large[at:till])
        yield till, len(section.value), not cleaner.sleeps(section)


def _cut(utf8: bytes, at: int, end: int, size: int) -> Iterator[tuple[int, int]]:
    """Pieces of whole lines of at least *size* bytes."""
    while at < end:
        till = utf8.find(b"\n", at + size, end) + 1 or end
        yield at, till
        at = till


def clean(seen: Look, cleaner: Pipeline) -> bytes | None:
    """The block restored; None if nothing was wrong."""
    stretches = _stretches(seen)
    if not stretches:
        return None
    if len(stretches) == 1:  # no seams: nobody need know where the changes are
        return _cleaned(seen, stretches[0], cleaner)
    stretches, found = _inspected(seen, stretches, cleaner)
    if not found.changes:
        return None
    pieces: list[bytes] = []
    done = passed = start = 0
    for stretch, end in zip(stretches, _ends(stretches), strict=True):
        while passed < len(found.changes) and (found.changes[passed].start < end or stretch is stretches[-1]):
            passed += 1
        last = found.changes[passed - 1] if passed else None
        new_end = end + (last.till - last.end if last else 0)
        pieces += seen.utf8[done : stretch.at], found.text[start:new_end].encode()
        done, start = stretch.till, new_end
    return b"".join((*pieces, seen.utf8[done:]))


def _cleaned(seen: Look, stretch: Stretch, cleaner: Pipeline) -> bytes | None:
    """The block with that *stretch* restored; None if nothing was wrong."""
    text = seen.utf8[stretch.at : stretch.till].decode()
    new = cleaner.clean(text, markup=markup.is_markup_in(seen.utf8, seen.edged))
    return None if new is text else seen.utf8[: stretch.at] + new.encode() + seen.utf8[stretch.till :]


def inspect(text: str, seen: Look, cleaner: Pipeline) -> Result:
    """What there is to say about *text*, the block at which a look was taken."""
    stretches = _stretches(seen)
    if not stretches:
        return Result(text, text)
    stretches, found = _inspected(seen, stretches, cleaner)
    placed = _Places(stretches)
    changes = tuple(map(placed.change, found.changes))
    edits = [(change.start, change.end, change.new) for change in changes]
    fixes = tuple(map(placed.fix, found.fixes))
    held = tuple(placed.fix(fix) for fix in found.held if placed.whole(fix.start, fix.end))
    new = splice(text, edits) if edits else text
    return Result(new, text, fixes, held, changes, found.problems, found.settled, None, tuple(hunks_of(edits)))


def _inspected(seen: Look, stretches: list[Stretch], cleaner: Pipeline) -> tuple[list[Stretch], Result]:
    """*stretches*, or all of the block, and what was found in the document that they make."""
    placed = _Places(stretches)
    tagged = markup.is_markup_in(seen.utf8, seen.edged)
    found = cleaner.inspect(b"".join(seen.utf8[s.at : s.till] for s in stretches).decode(), markup=tagged)
    places = [*((fix.start, fix.end) for fix in found.fixes), *(change[:2] for change in found.changes)]
    if all(placed.whole(*place) for place in places):
        return stretches, found
    # Something lies over a seam, where other text may stand between.
    return [Stretch(0, len(seen.utf8), 0, seen.length)], cleaner.inspect(seen.utf8.decode(), markup=tagged)


def _stretches(seen: Look) -> list[Stretch]:
    """The sections that are awake, with all of what must not be cut, joined where they follow each other."""
    awake = set(seen.awake)
    for at, till in markup.over_lines(seen.utf8, seen.edged) if awake else ():
        touched = range(bisect_right(seen.tills, at), bisect_left(seen.tills, till) + 1)
        if not awake.isdisjoint(touched):
            awake.update(touched)
    found: list[Stretch] = []
    for section in sorted(awake):
        before = (seen.tills[section - 1], seen.ends[section - 1]) if section else (0, 0)
        if found and found[-1].till == before[0]:
            found[-1] = found[-1]._replace(till=seen.tills[section], end=seen.ends[section])
        else:
            found.append(Stretch(before[0], seen.tills[section], before[1], seen.ends[section]))
    return found


def _ends(stretches: list[Stretch]) -> list[int]:
    """Where each of *stretches* ends when they are joined, in code points."""
    return list(accumulate(stretch.end - stretch.start for stretch in stretches))


class _Places:
    """From places in the joined stretches to those of the block."""

    def __init__(self, stretches: list[Stretch]) -> None:
        self._ends = _ends(stretches)
        self._by = [stretch.end - end for stretch, end in zip(stretches, self._ends, strict=True)]

    def _number(self, at: int) -> int:
        return min(bisect_right(self._ends, at), len(self._ends) - 1)

    def whole(self, start: int, end: int) -> bool:
        """Is the span inside of one stretch?"""
        return self._number(start) == self._number(max(start, end - 1))

    def change(self, change: Change) -> Change:
        """*change* in the places of the block."""
        by = self._by[self._number(change.start)]
        start, end, at, till = (place + by for place in change[:4])
        return Change(start, end, at, till, change.old, change.new)

    def fix(self, fix: Fix) -> Fix:
        """*fix* in the places of the block."""
        by = self._by[self._number(fix.start)]
        return Fix(fix.rule, fix.why, fix.sure, fix.start + by, fix.end + by, fix.old, fix.new, fix.held)
