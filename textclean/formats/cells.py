"""Cells: pieces of a structured file that are a text of their own, and how a change in one is written back.

A cell's value is put together from pieces of the file's text: stretches that stand for themselves, and escapes
(``\\u0435`` in JSON, ``&eacute;`` in HTML, ``""`` in a table) that stand for other characters.  Only the pieces that
a change touches are written anew; every other character of the file stays as it is.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate, pairwise
from typing import NamedTuple, Protocol

from textclean import ignores
from textclean.formats.answers import Answers
from textclean.formats.base import Block, Done, Note, Task
from textclean.formats.blocks import passed
from textclean.formats.decoded import decoded_block, ignore_notes, strange_spots, written
from textclean.pipeline import pipeline
from textclean.reports.diff import hunks
from textclean.reports.findings import Spot, spots
from textclean.result import Change, Result
from textclean.spans import splice

HELD = "a reference may be meant in a value"
FileEdit = tuple[int, int, str]  # text[start:end] of the file becomes the new text


class Piece(NamedTuple):
    """``text[start:end]`` of the file stands for *value*: as it is, or as an *escape* that cannot be cut.

    *start* < 0: it stands for nothing in the file (the end of a paragraph).
    """

    value: str
    start: int
    end: int
    escape: bool = False


@dataclass
class Cell:
    """One text inside of a file: its *value*, the *pieces* it is made of, and *quote*, which writes new text there.

    *rewrite* gives the whole cell anew, where the whole new value cannot be written piece by piece, else None.
    *amend* gives the edits that the others make needed besides.  *restrict* holds what is not to be changed in it.
    """

    value: str
    pieces: Sequence[Piece]
    quote: Callable[[str], str]
    name: str = ""
    markup: bool | None = None
    rewrite: Callable[[str], str | None] | None = None
    amend: Callable[[list[FileEdit]], list[FileEdit]] | None = None
    restrict: Callable[[Result], Result] | None = None

    @cached_property
    def _starts(self) -> list[int]:
        """Where each piece begins in the value."""
        return [0, *accumulate(len(piece.value) for piece in self.pieces)][:-1]

    def edit(self, change: Change) -> tuple[int, int, str] | None:
        """*change* of the value as an edit of the file's text; None if it lies across a gap of the file."""
        first = bisect_right(self._starts, change.start) - 1
        last = max(first, bisect_right(self._starts, max(change.start, change.end - 1)) - 1)
        touched = self.pieces[first : last + 1]
        if any(piece.start < 0 for piece in touched) or any(a.end != b.start for a, b in pairwise(touched)):
            return None
        head, tail = touched[0], touched[-1]
        before, after = change.start - self._starts[first], change.end - self._starts[last]
        start, end, new = head.start + before, tail.start + after, self.quote(change.new)
        if head.escape:  # all of it or nothing
            start, new = head.start, self.quote(head.value[:before]) + new
        if tail.escape:
            end, new = tail.end, new + self.quote(tail.value[after:])
        return start, end, new

    def edits(self, result: Result) -> list[tuple[int, int, str] | None]:
        """All changes of *result* as edits of the file's text; None for those that cannot be made."""
        anew = self.rewrite(result.text) if self.rewrite and result.changes else None
        if anew is not None:
            return [(self.pieces[0].start, self.pieces[-1].end, anew)]
        return [self.edit(part) for change in result.changes for part in _parts(change)]

    def place(self, at: int) -> int:
        """The offset in the file's text of code point *at* of the value."""
        if not self.pieces:
            return 0
        index = max(0, bisect_right(self._starts, at) - 1)
        piece = self.pieces[index]
        return max(0, piece.start) + (0 if piece.escape else at - self._starts[index])


def _parts(change: Change) -> Iterator[Change]:
    """*change*, or one change for each character that differs, where character stands for character."""
    if len(change.old) != len(change.new):
        yield change
        return
    for n, (old, new) in enumerate(zip(change.old, change.new, strict=True)):
        if old != new:
            at, till = change.start + n, change.at + n
            yield Change(at, at + 1, till, till + 1, old, new)


Look = Callable[[str, bool | None], bool]  # is there anything to do, or to say, about a value (which is markup)?


class Cells(Protocol):
    """What a structured format knows: the cells of a block that *look* says are damaged, and what to tell a person."""

    def __call__(self, text: str, block: Block, task: Task, look: Look) -> Iterator[Cell | Note]:
        """In the order of the text."""
        ...


def treat(block: Block, task: Task, cells: Cells, held: frozenset[str] = frozenset()) -> Done:
    """Clean the cells of one block, each a document of its own; what the rules *held* find is told and stays."""
    if block.passed is not None:
        return passed(block, task)
    known = Answers(pipeline(**dict(task.settings)), task.report)
    decoded = decoded_block(block, task)
    text = decoded.text
    edits: list[tuple[int, int, str]] = []
    found: list[Spot] = []
    notes = [Note(note) for note in decoded.problems]
    lines = _LineEnds(text)
    ignored = ignores.of(text, block.off, block.part) if task.ignores else None
    for cell in cells(text, block, task, known.damaged):
        if isinstance(cell, Note):
            notes.append(cell)
            continue
        result = known.inspect(cell.value, cell.markup)
        result = cell.restrict(result) if cell.restrict else result
        if held.intersection(fix.rule for fix in result.fixes):
            result = _holding(result, held)
        if ignored is not None:
            result = ignores.without(
                result,
                lambda fix, cell=cell: ignored.cover(ignored.line(cell.place(fix.start)), fix.rule),  # type: ignore[misc]
            )
        made = cell.edits(result)
        possible = [edit for edit in made if edit is not None]
        edits += possible + (cell.amend(possible) if cell.amend else [])
        if None in made:
            notes.append(Note(f"{made.count(None)} changes across markup were not made", lines.at(cell.place(0))[0]))
        if task.report:
            found += [_placed(spot, cell, lines) for spot in spots(result, cell=cell.name)]
    notes += ignore_notes(ignored, task)
    whole = _result(text, sorted(edits))
    data, changed, refused = written(block, decoded, whole.text, task)
    way_back = None
    if task.undo:
        from textclean.io.undo import recorded

        way_back = recorded(block.data, decoded, whole, data)
    return Done(
        data,
        changed,
        tuple(sorted(found + strange_spots(decoded, ignored), key=_start)) if task.report else (),
        text.count("\n"),
        len(text),
        tuple(notes),
        hunks(whole) if task.diff else (),
        refused,
        reading=f"{decoded.encoding} ({decoded.why})",
        undo=way_back,
    )


def _holding(result: Result, rules: frozenset[str]) -> Result:
    """*result* with what *rules* found held."""
    told = tuple(replace(fix, held=HELD) for fix in result.fixes if fix.rule in rules)
    kept = ignores.without(result, lambda fix: fix.rule in rules)
    return replace(kept, held=tuple(sorted((*result.held, *told), key=lambda fix: (fix.start, fix.end, fix.rule))))


def _start(spot: Spot) -> int:
    return min(finding.start for finding in spot.findings)


def _result(text: str, edits: list[tuple[int, int, str]]) -> Result:
    """The edits of the file's text as a result, for the diff and the way back."""
    changes = []
    shift = 0
    for start, end, new in edits:
        changes.append(Change(start, end, start + shift, start + shift + len(new), text[start:end], new))
        shift += len(new) - (end - start)
    return Result(splice(text, edits) if edits else text, text, changes=tuple(changes))


class _LineEnds:
    """Line and column of an offset, from one list of line starts."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self._text))]

    def at(self, offset: int) -> tuple[int, int]:
        """Both from 1."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


def _placed(spot: Spot, cell: Cell, lines: _LineEnds) -> Spot:
    """*spot* with the lines, columns and offsets of the file instead of those of the cell."""
    moved = []
    for finding in spot.findings:
        start = cell.place(finding.start)
        end = max(start, cell.place(finding.end - 1) + 1) if finding.end > finding.start else start
        (line, column), (end_line, end_column) = lines.at(start), lines.at(end)
        moved.append(
            finding._replace(line=line, column=column, end_line=end_line, end_column=end_column, start=start, end=end)
        )
    return spot._replace(line=moved[0].line, findings=tuple(moved))
