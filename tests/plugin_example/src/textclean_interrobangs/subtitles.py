"""Subtitles (of SubRip, here in files ``.cues``): the lines of a cue are one text; numbers and times stay.

A cue is a number, a line of times, the lines that are shown, and an empty line.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

from textclean.formats import cells
from textclean.formats.base import Block, Done, Note, Plain, Task
from textclean.formats.blocks import MOST, blocks
from textclean.formats.cells import Cell, Look, Piece

_CUE = re.compile(r"^([0-9]+)[ \t]*\r?\n[0-9:,. \t]+-->[^\n]*\n((?:[ \t]*[^\s][^\n]*(?:\n|\Z))+)", re.M)
_ENDS = re.compile(rb"\n\r?\n")


class CueEnds:
    """A cue ends with an empty line."""

    def last(self, data: bytes) -> int:
        return max((found.end() for found in _ENDS.finditer(data)), default=0)

    def first(self, data: bytes) -> int:
        found = _ENDS.search(data)
        return found.end() if found else 0

    def too_long(self) -> str:
        return f"a cue of more than {MOST >> 20} MiB; passed through"


class Subtitles(Plain):
    suffixes = (".cues",)

    def blocks(self, stream: BinaryIO, task: Task) -> Iterator[Block]:
        return blocks(stream, task, CueEnds())

    def treat(self, block: Block, task: Task) -> Done:
        return cells.treat(block, task, _cells)


def _cells(text: str, block: Block, task: Task, look: Look) -> Iterator[Cell | Note]:
    for cue in _CUE.finditer(text):
        if look(cue[2], True):  # <i> and <b> may stand in it
            yield Cell(cue[2], [Piece(cue[2], *cue.span(2))], str, f"cue {cue[1]}", True)


FORMAT = Subtitles()
