"""Plain text: blocks of whole lines; a block is one document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from textclean.formats.decoded import Ends, decoded_block, strange_spots, written
from textclean.pipeline import pipeline
from textclean.reports.diff import hunks
from textclean.stream import Block, Done, Note, Plain, Task, cut
from textclean.tool.findings import spots

if TYPE_CHECKING:
    from textclean.result import Result


class TextFormat(Plain):
    """See the module."""

    def blocks(self, stream: BinaryIO, task: Task) -> Iterator[Block]:
        """Whole lines, up to ``task.size`` bytes; with ``--line-buffered`` single lines as they come."""
        return decided(iter(stream.readline, b"") if task.line_buffered else cut(stream, task.size, Ends(task)), task)

    def treat(self, block: Block, task: Task) -> Done:
        """Decode, clean, encode."""
        cleaner = pipeline(dict(task.settings))
        decoded = decoded_block(block, task)
        notes = [Note(problem) for problem in decoded.problems]
        if not (task.report or task.undo or task.diff):
            text = cleaner.clean(decoded.text)
            data, changed, refused = written(block, decoded, text, task)
            return Done(data, changed, notes=tuple(notes), refused=refused)
        result: Result = cleaner.inspect(decoded.text)
        data, changed, refused = written(block, decoded, result.text, task)
        found = spots(result) + strange_spots(decoded)
        way_back = None
        if task.undo:
            from textclean.tool.undo import recorded

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


def decided(pieces: Iterator[bytes], task: Task) -> Iterator[Block]:
    """*pieces* as blocks; the first that is not ASCII decides the encoding of all that follow."""
    encoding: str | None = None
    first = True
    data = next(pieces, None)
    while data is not None:
        following = next(pieces, None) if not task.line_buffered else None
        if encoding is None and not task.encoding and following is not None and not data.isascii():
            encoding = decoded_block(Block(data), task).encoding
        yield Block(data, encoding, first)
        first = False
        data = following if not task.line_buffered else next(pieces, None)


FORMAT = TextFormat()
