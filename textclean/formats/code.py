"""Program code: comments are cleaned, everything else is only reported.

A look-alike or a zero-width character in a literal may be what a test is about or what a pattern looks for, and
``&#39;`` in a command is what it writes.  So a change outside of comments is held.  All of the file is one document:
what its comments prove counts, and what stands outside of them is told with the grade it has.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from textclean import ignores
from textclean.formats import comments, languages, sections
from textclean.formats.base import Block, Done, Note, Plain, Task
from textclean.formats.blocks import blocks
from textclean.formats.decoded import decoded_block, ignore_notes, strange_spots, written
from textclean.formats.holding import holding
from textclean.formats.text import FORMAT as TEXT
from textclean.formats.text import told_of
from textclean.pipeline import pipeline
from textclean.reports.findings import Spot, spots
from textclean.result import Change, Result

if TYPE_CHECKING:
    from textclean.decoding import Span

HELD = "in program code"
_LINE_ENDS = "\r\n\x0b\x0c\x85\u2028\u2029"  # some languages end a comment at each of them


class CodeFormat(Plain):
    """See the module."""

    suffixes = tuple(languages.BY_SUFFIX)

    def blocks(self, stream: BinaryIO, task: Task) -> Iterator[Block]:
        """Whole lines.  What is longer than a block has no comments that anybody could tell for sure."""
        return blocks(stream, task)

    def treat(self, block: Block, task: Task) -> Done:
        """Decode, find the comments, clean them, encode."""
        decoded = decoded_block(block, task)
        if decoded.text.startswith("<?xml"):  # Qt's translations are called .ts, too
            return TEXT.treat(block, task)
        known = languages.of(task.name, decoded.text)
        strange = [span for span in decoded.spans if span.why != "not reversible"]
        ignored = ignores.of(decoded.text, block.off, block.part)
        if ignored is None:
            result = _inspected(decoded.text, block, task)
        else:
            result = ignored.unmasked(_inspected(ignored.masked(), block, task))
        spans = comments.comments(decoded.text, known) if (result.changes or strange) and not block.part else []
        if task.keep and not all(_is_comment(decoded.text, spans, span) for span in strange):
            spans = []  # bytes that are to stay, whatever they are, would be written anew
        result = restricted(result, spans)
        if result.changes and not _same_code(result, spans, known):
            result = restricted(result, [])
        notes = [Note(problem) for problem in decoded.problems]
        if ignored is not None and task.ignores:
            result = ignored.applied(result)
            notes += ignore_notes(ignored, task)
        data, changed, refused = written(block, decoded, result.text, task)
        found = []
        if task.report:
            found = [*spots(result), *strange_spots(decoded, ignored if task.ignores else None)]
        if task.keep and not result.changes and not (strange and spans):
            data, changed, refused = None, False, ""
            found = [_held(spot) for spot in found]
        return told_of(block, task, decoded, result, (data, changed, refused), found, notes)


def _inspected(text: str, block: Block, task: Task) -> Result:
    cleaner = pipeline(**dict(task.settings))
    seen = sections.look(text.encode(), cleaner) if block.part else None
    return sections.inspect(text, seen, cleaner) if seen else cleaner.inspect(text)


def _held(spot: Spot) -> Spot:
    return spot._replace(findings=tuple(f._replace(held=f.held or HELD) for f in spot.findings))


def restricted(result: Result, spans: list[comments.Span]) -> Result:
    """*result* with the changes inside of *spans* only, each of which keeps its lines; the others are held."""

    def why(change: Change) -> str:
        keeps_lines = not any(c in change.old + change.new for c in _LINE_ENDS)
        return "" if keeps_lines and _inside(spans, change.start, change.end) else HELD

    return holding(result, why)


def _is_comment(text: str, spans: list[comments.Span], strange: Span) -> bool:
    """Is all that was read otherwise than the rest, and is not ASCII, in comments?"""
    return all(_inside(spans, at, at + 1) for at in range(strange.start, strange.end) if text[at] > "\x7f")


def _inside(spans: list[comments.Span], start: int, end: int) -> bool:
    at = bisect_right(spans, (start, end)) - 1
    found = spans[at : at + 2] if at >= 0 else spans[:1]
    return any(first < start and end <= last for first, last in found)


def _same_code(result: Result, spans: list[comments.Span], language: str) -> bool:
    """Is what stands outside of the comments the same, and are there as many comments as before?"""
    after = comments.code(result.text, comments.comments(result.text, language))
    return after == comments.code(result.before, spans)


FORMAT = CodeFormat()
