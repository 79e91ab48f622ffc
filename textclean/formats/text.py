"""Plain text: a file is one document; of a long one each block of whole lines, without its quiet sections, is one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, BinaryIO

from textclean import ignores
from textclean.formats import sections
from textclean.formats.base import Block, Done, Note, Plain, Task
from textclean.formats.blocks import blocks
from textclean.formats.decoded import (
    beyond_ascii,
    decoded_block,
    ignore_notes,
    is_utf8_if_valid,
    strange_spots,
    written,
)
from textclean.pipeline import pipeline
from textclean.reports.diff import hunks
from textclean.reports.findings import Spot, spots
from textclean.result import Result

if TYPE_CHECKING:
    from textclean.decoding import Decoded

_SIGN = ignores.SIGN.encode()


class TextFormat(Plain):
    """See the module."""

    def blocks(self, stream: BinaryIO, task: Task) -> Iterator[Block]:
        """Whole lines, up to ``task.size`` bytes; with ``--line-buffered`` single lines as they come."""
        return blocks(stream, task)

    def treat(self, block: Block, task: Task) -> Done:
        """Decode, clean, encode."""
        cleaner = pipeline(**dict(task.settings))
        told = task.report or task.undo or task.diff
        seen = sections.look(block.data, cleaner) if block.part and is_utf8_if_valid(block, task) else None
        may_ignore = _SIGN in block.data or b"\0" in block.data or block.off is not None
        quick = seen is not None and beyond_ascii(block.data, seen.length) and not (seen.awake and told)
        if seen and quick and not may_ignore:  # so it is nearly always
            data = sections.clean(seen, cleaner)
            lines = block.data.count(b"\n") if told else 0
            return Done(data, data is not None, lines=lines, length=seen.length, reading="utf-8 (utf-8 valid)")
        decoded = decoded_block(block, task)
        ignored = ignores.of(decoded.text, block.off, block.part) if may_ignore else None
        text = decoded.text if ignored is None else ignored.masked()
        reading = f"{decoded.encoding} ({decoded.why})"
        notes = [Note(problem) for problem in decoded.problems]
        if block.part:
            if seen is None or ignored is not None or decoded.encoding not in ("ascii", "utf-8"):
                seen = sections.look(text.encode(), cleaner)
            assert seen is not None  # what was decoded is well-formed
            result = sections.inspect(text, seen, cleaner)
        elif told or ignored is not None:  # the changes are needed
            result = cleaner.inspect(text)
        else:
            result = Result(cleaner.clean(text), text)
        if ignored is not None:
            result = ignored.unmasked(result)
        if ignored is not None and task.ignores:
            result = ignored.applied(result)
            notes += ignore_notes(ignored, task)
        data, changed, refused = written(block, decoded, result.text, task)
        if not told:
            return Done(data, changed, notes=tuple(notes), refused=refused, reading=reading)
        found = spots(result) + strange_spots(decoded, ignored if task.ignores else None)
        return told_of(block, task, decoded, result, (data, changed, refused), found, notes)


def told_of(
    block: Block,
    task: Task,
    decoded: Decoded,
    result: Result,
    given: tuple[bytes | None, bool, str],
    found: Sequence[Spot],
    notes: Sequence[Note],
) -> Done:
    """What came of a block, for reports, a diff and the way back; *given* is what :func:`written` gave."""
    data, changed, refused = given
    way_back = None
    if task.undo:
        from textclean.io.undo import recorded

        way_back = recorded(block.data, decoded, result, data)
    return Done(
        data,
        changed,
        tuple(sorted(found, key=lambda spot: spot.line)),
        decoded.text.count("\n"),
        len(decoded.text),
        tuple(notes),
        hunks(result) if task.diff else (),
        refused,
        reading=f"{decoded.encoding} ({decoded.why})",
        undo=way_back,
    )


FORMAT = TextFormat()
