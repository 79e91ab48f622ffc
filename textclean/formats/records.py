"""Records of any length: a source is cut where a record ends, never inside of one.

A block is a few MiB of whole records.  A record that is longer than a block makes its block longer, up to a limit;
beyond that it goes by as it is, and the command says so and fails.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Generator, Iterator
from typing import BinaryIO, Protocol

from textclean.formats.decoded import Ends, decoded_block, own_encoding
from textclean.formats.text import decided
from textclean.stream import Block, Done, Note, Task, fill

MOST = 64 << 20  # bytes of a record that is looked at: all of it is held in memory

_WIDTHS = {"utf-16le": "<u2", "utf-16be": ">u2", "utf-32le": "<u4", "utf-32be": ">u4"}  # as numpy writes them
_SHIFTED = re.compile(rb"\x1b\$[^\n]*?(?=\x1b\(|\n|\Z)")  # ISO 2022: bytes that look like ASCII and are not


class RecordEnds(Protocol):
    """Where the records of a format end."""

    def last(self, data: bytes) -> int:
        """The end of the last record that ends in *data*, which begins with a record; 0 if none does."""
        ...

    def first(self, data: bytes) -> int:
        """The end of a record that began before *data*; 0 if it is not there, or cannot be known."""
        ...

    def too_long(self) -> str:
        """What to say of a record that is longer than the limit."""
        ...


class Units:
    """Bytes in which ASCII can be looked for: one for each code unit of the source's encoding."""

    def __init__(self, task: Task) -> None:
        self._task = task
        self._encoding: str | None = None

    def __call__(self, data: bytes) -> tuple[bytes, int]:
        """``(units, width)``: ASCII as it is, anything else above; *width* is the bytes of *data* for each."""
        if self._encoding is None:
            self._encoding = own_encoding(data, self._task)
        if self._encoding in _WIDTHS:
            import numpy as np  # seldom: it takes a tenth of a second

            kind = np.dtype(_WIDTHS[self._encoding])
            units = np.frombuffer(data, kind, len(data) // kind.itemsize)
            return np.minimum(units, 0x80).astype(np.uint8).tobytes(), kind.itemsize
        if self._encoding.startswith("iso-2022"):
            data = _SHIFTED.sub(lambda match: b"\x80" * len(match[0]), data)
        return data, 1


class LineEnds:
    """Every line is a record."""

    def __init__(self, task: Task) -> None:
        self._units = Units(task)

    def last(self, data: bytes) -> int:
        """See :class:`RecordEnds`."""
        units, width = self._units(data)
        return (units.rfind(b"\n") + 1) * width

    def first(self, data: bytes) -> int:
        """See :class:`RecordEnds`."""
        units, width = self._units(data)
        return (units.find(b"\n") + 1) * width

    def too_long(self) -> str:
        """See :class:`RecordEnds`."""
        return f"a line of more than {MOST >> 20} MiB; passed through"


def records(stream: BinaryIO, task: Task, ends: RecordEnds) -> Iterator[Block]:
    """The source in blocks of whole records; what is not to be looked at has ``passed`` set."""
    said: deque[str | None] = deque()

    def told() -> Iterator[bytes]:
        for data, passed in _pieces(stream, task, ends):
            said.append(passed)
            yield data

    for block in decided(told(), task):
        yield block._replace(passed=said.popleft())


def _pieces(stream: BinaryIO, task: Task, ends: RecordEnds) -> Iterator[tuple[bytes, str | None]]:
    """The bytes, and why they are not to be looked at (empty: that is said already; None: they are)."""
    rest = b""
    want = task.size
    while True:
        data = rest + fill(stream, max(0, want - len(rest)))
        if len(data) < want:
            if data:
                yield data, None
            return
        at = ends.last(data)
        if at:
            yield data[:at], None
            rest, want = data[at:], task.size
        elif want < MOST:
            rest, want = data, min(2 * want, max(MOST, task.size))
        else:
            rest, want = (yield from _too_long(stream, data, task, ends)), task.size


def _too_long(
    stream: BinaryIO, data: bytes, task: Task, ends: RecordEnds
) -> Generator[tuple[bytes, str | None], None, bytes]:
    """The pieces of a record that is too long; returns what has been read of the next one."""
    passed = ends.too_long()
    between = Ends(task)  # characters are not cut: somebody will count them
    while data:
        at = ends.first(data)
        if at:
            yield data[:at], passed
            return data[at:]
        at = between(data) if len(data) >= task.size else len(data)
        yield data[:at], passed
        passed = ""
        rest = data[at:]
        data = rest + fill(stream, max(0, task.size - len(rest)))
    return b""


def passed(block: Block, task: Task) -> Done:
    """What there is to say of a block that is not to be looked at."""
    text = decoded_block(block, task).text
    notes = (Note(block.passed, 1, failed=True),) if block.passed else ()
    return Done(None, lines=text.count("\n"), length=len(text), notes=notes)
