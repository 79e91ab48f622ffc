"""What was found in a file, place by place: a ``Result`` turned into lines and columns for reports.

Lines and columns count from 1; columns and offsets are code points.  A ``Spot`` is one damaged line (or several,
where one change crosses a line end) with everything found in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from textclean.result import Change, Fix, Result
from textclean.spans import Hunk, hunks_of, splice


class Finding(NamedTuple):
    """One fix or held edit, with its place in the file; *held* says why it was not applied (empty: it was).

    *at* and *till* are its place in ``Spot.before``; *level* says how dangerous it is (``textclean.reports.levels``).
    """

    rule: str
    why: str
    sure: str
    line: int
    column: int
    end_line: int
    end_column: int
    start: int
    end: int
    old: str
    new: str
    held: str
    at: int = 0
    till: int = 0
    level: str = "warning"


class Spot(NamedTuple):
    """Damaged line *line* of the file: the text *before* and *after*, without the line end, and what was found.

    *changes* are the places of *before* that became places of *after*; *cell* names the place in a structured file.
    """

    line: int
    before: str
    after: str
    findings: tuple[Finding, ...]
    changes: tuple[Hunk, ...] = ()
    cell: str = ""


@dataclass
class Tally:
    """Counts of one run: files, those besides that could not be read, those of them that changed, and those of which
    a part was passed over though it was asked for; bytes, lines, records and cells that were passed over; changes and
    held edits by rule.
    """

    files: int = 0
    failed: int = 0
    changed: int = 0
    partly: int = 0
    size: int = 0
    lines: int = 0
    passed: int = 0
    fixes: Counter[str] = field(default_factory=Counter)
    held: Counter[str] = field(default_factory=Counter)

    def add(self, spots: Iterable[Spot]) -> None:
        """Count what *spots* hold."""
        for spot in spots:
            for finding in spot.findings:
                (self.held if finding.held else self.fixes)[finding.rule] += 1


def spots(result: Result, line: int = 1, offset: int = 0, cell: str = "") -> list[Spot]:
    """The damaged lines of *result*; its text starts at *line* and code point *offset* of the file.

    *cell* names the place inside a record (``text``, ``row 3, column body``) where the text is not a whole file.
    """
    if not (result.fixes or result.held):
        return []
    return list(_spots(result, line, offset, cell))


def moved(found: Iterable[Spot], lines: int, length: int) -> tuple[Spot, ...]:
    """*found* in a block that starts *lines* lines and *length* code points into the file."""
    if not lines and not length:
        return tuple(found)
    return tuple(
        spot._replace(
            line=spot.line + lines,
            findings=tuple(
                f._replace(line=f.line + lines, end_line=f.end_line + lines, start=f.start + length, end=f.end + length)
                for f in spot.findings
            ),
        )
        for spot in found
    )


def _spots(result: Result, line: int, offset: int, cell: str) -> Iterator[Spot]:
    before = result.before
    fixes = sorted((*result.fixes, *result.held), key=lambda fix: (fix.start, fix.end))
    changes = list(result.changes)
    place = _Lines(before, line)
    index = made = 0
    while index < len(fixes):
        start, end = place.line_of(fixes[index].start)
        here: list[Fix] = []
        inside: list[Change] = []
        while True:  # grow the line until no fix and no change crosses its end
            old = end
            while index < len(fixes) and (
                fixes[index].start < end or fixes[index].start == start or end == len(before)
            ):
                here.append(fixes[index])
                if fixes[index].end > end:
                    end = place.line_of(fixes[index].end - 1)[1]
                index += 1
            while made < len(changes) and (changes[made].start < end or end == len(before)):
                inside.append(changes[made])
                if changes[made].end > end:
                    end = place.line_of(changes[made].end - 1)[1]
                made += 1
            if end == old:
                break
        source = before[start:end]
        shifted = [(c.start - start, c.end - start, c.new) for c in inside if c.start >= start]
        after = splice(source, shifted)
        found = tuple(_finding(fix, place, offset, start) for fix in here)
        yield Spot(place.at(start)[0], _bare(source), _bare(after), found, tuple(hunks_of(shifted)), cell)


def _finding(fix: Fix, place: _Lines, offset: int, start: int) -> Finding:
    row, column = place.at(fix.start)
    end_row, end_column = place.at(fix.end)
    sure = fix.sure.name.lower()
    return Finding(
        fix.rule,
        fix.why,
        sure,
        row,
        column,
        end_row,
        end_column,
        fix.start + offset,
        fix.end + offset,
        fix.old,
        fix.new,
        fix.held,
        fix.start - start,
        fix.end - start,
    )


def _bare(line: str) -> str:
    return line[:-1] if line.endswith("\n") else line


class _Lines:
    """Line and column of an offset.  Offsets come roughly in order, so lines are counted on the way."""

    def __init__(self, text: str, first: int) -> None:
        self._text = text
        self._seen = self._start = 0
        self._row = first

    def line_of(self, at: int) -> tuple[int, int]:
        """The span of the line that holds *at*, its line end included."""
        end = self._text.find("\n", at) + 1
        return self._text.rfind("\n", 0, at) + 1, end or len(self._text)

    def at(self, offset: int) -> tuple[int, int]:
        """Line and column of *offset*, both from 1."""
        if offset < self._start:
            self._row -= self._text.count("\n", offset, self._start)
            self._start = self._text.rfind("\n", 0, offset) + 1
        elif offset > self._seen:
            self._row += self._text.count("\n", self._seen, offset)
            self._start = self._text.rfind("\n", self._seen, offset) + 1 or self._start
        self._seen = offset
        return self._row, offset - self._start + 1
