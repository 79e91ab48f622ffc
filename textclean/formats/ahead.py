"""A stream that can be looked at before it is read, and read line by line whatever a line end is."""

from __future__ import annotations

from collections.abc import Iterator
from io import BufferedReader
from typing import BinaryIO


class Ahead:
    """Reads *stream*; raw streams give less than asked for at a time, this does so at the end only.

    A terminal is not asked again after its end: it would wait for a second Ctrl-D.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._held = b""
        self._ended = False

    def read(self, size: int) -> bytes:
        """The next *size* bytes, or what is left."""
        self.peek(size)
        given, self._held = self._held[:size], self._held[size:]
        return given

    def peek(self, size: int) -> bytes:
        """The next bytes, at least *size* of them or what is left; they are still to be read."""
        missing = size - len(self._held)
        if missing <= 0 or self._ended:
            return self._held
        pieces = [self._held]
        while missing and (piece := self._stream.read(missing)):
            pieces.append(piece)
            missing -= len(piece)
            if isinstance(self._stream, BufferedReader):
                break
        self._ended = missing > 0
        self._held = b"".join(pieces)
        return self._held


def lines(stream: BinaryIO, first: bytes, new_line: bytes) -> Iterator[bytes]:
    """The lines of *stream* as they come.  *first* was read up to a byte 0A, which may be the middle of *new_line*."""
    line, unit = first, len(new_line)
    while line:
        while line.endswith(b"\n"):
            line += stream.read(-len(line) % unit) if len(line) % unit else b""
            if line.endswith(new_line) or not (more := stream.readline()):
                break
            line += more
        yield line
        line = stream.readline()
