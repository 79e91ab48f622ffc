"""Structured text that can only be taken apart as a whole: a file is one block."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from textclean.formats import cells
from textclean.formats.base import Block, Done, Plain, Task
from textclean.formats.decoded import refuse_no_text

MOST = 1 << 28  # bytes of a file: all of it is held in memory


def whole(stream: BinaryIO, task: Task, name: str, most: int) -> Iterator[Block]:
    """All of *stream* as one block.  Raises OSError for a file, a *name* to a person, of more than *most* bytes."""
    pieces = []
    left = most
    while piece := stream.read(1 << 20):
        pieces.append(piece)
        left -= len(piece)
        if left < 0:
            raise OSError(f"a {name} of more than {most >> 20} MiB; with --input text any size can be read")
    if pieces:
        refuse_no_text(pieces[0], task)
        yield Block(b"".join(pieces))


class Whole(Plain):
    """A format of which only the *cells* are known."""

    def __init__(self, find: cells.Cells, held: frozenset[str] = frozenset()) -> None:
        """*held*: the rules whose repairs are told only."""
        self._find, self._held = find, held

    def blocks(self, stream: BinaryIO, task: Task) -> Iterator[Block]:
        """The whole file.  Raises OSError for more than 256 MiB."""
        return whole(stream, task, "file", MOST)

    def treat(self, block: Block, task: Task) -> Done:
        """Clean the cells."""
        return cells.treat(block, task, self._find, self._held)
