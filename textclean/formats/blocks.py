"""A source of any size in blocks: each ends where a record ends, and knows how the stream is read there.

A block is a few MiB of whole records.  A record that is longer than a block makes its block longer, up to a limit;
beyond that it goes by as it is, and the command says so and fails.  Plain text has no records: its blocks end at line
ends where there are any, else between two characters.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from functools import partial
from typing import TYPE_CHECKING, BinaryIO, Protocol, cast

from textclean import ignores
from textclean.formats.ahead import Ahead, lines
from textclean.formats.base import Block, Done, Note, Task, fill
from textclean.formats.decoded import decoded_block, refuse_no_text

if TYPE_CHECKING:
    from textclean.decoding.stream import Front

MOST = 64 << 20  # bytes of a record that is looked at: all of it is held in memory


class RecordEnds(Protocol):
    """Where the records of a format end, in data of one byte for each code unit (see ``textclean.decoding.units``)."""

    def last(self, data: bytes) -> int:
        """The end of the last record that ends in *data*, which begins with a record; 0 if none does."""
        ...

    def first(self, data: bytes) -> int:
        """The end of a record that began before *data*; 0 if it is not there, or cannot be known."""
        ...

    def too_long(self) -> str:
        """What to say of a record that is longer than the limit."""
        ...


class LineEnds:
    """Every line is a record."""

    def last(self, data: bytes) -> int:
        """See :class:`RecordEnds`."""
        return data.rfind(b"\n") + 1

    def first(self, data: bytes) -> int:
        """See :class:`RecordEnds`."""
        return data.find(b"\n") + 1

    def too_long(self) -> str:
        """See :class:`RecordEnds`."""
        return f"a line of more than {MOST >> 20} MiB; passed through"


def blocks(stream: BinaryIO, task: Task, ends: RecordEnds | None = None) -> Iterator[Block]:
    """*stream* in blocks of about ``task.size`` bytes, of whole records or of text (None); or in lines, as they come.

    What the front of a long stream proves of its encoding holds for all of its blocks; what fits one block is read by
    itself.  A record that is not to be looked at has ``passed`` set.  Raises NotText if the source is an archive, an
    image or the like: that is decided here, at its front, for all of it.
    """
    from textclean.decoding.stream import WINDOW, Front

    front = Front(transport=task.transport, encoding=task.encoding)
    if task.line_buffered:
        yield from _lines(stream, front, task)
        return
    source = Ahead(stream)
    pieces = _pieces(cast("BinaryIO", source), partial(source.peek, WINDOW), front, task, ends)
    found = next(pieces, None)
    first = True
    off: tuple[str, ...] | None = None
    while found is not None:
        data, passed = found
        if first:
            refuse_no_text(data, task)
        reading = front.reading(data) if front.asked else None  # what needs no end is all there is
        found = next(pieces, None)
        part = found is not None or not first
        yield Block(data, reading if part else None, first, part=part, passed=passed, off=off)
        off = ignores.left_open(data, off) if part and task.ignores else None
        first = False


def _pieces(
    stream: BinaryIO, ahead: Callable[[], bytes], front: Front, task: Task, ends: RecordEnds | None
) -> Generator[tuple[bytes, str | None], None, None]:
    """The bytes, and why they are not to be looked at (empty: that is said already; None: they are)."""
    rest = b""
    want = task.size
    while True:
        data = rest + fill(stream, max(0, want - len(rest)))
        if len(data) < want:
            if data:
                yield data, None
            return
        front.look(data, ahead)
        at = _last(front, data, ends) if ends else front.end(data)
        if at:
            yield data[:at], None
            rest, want = data[at:], task.size
        elif want < MOST:
            rest, want = data, min(2 * want, max(MOST, task.size))
        else:
            assert ends is not None  # text ends anywhere
            rest, want = (yield from _too_long(stream, ahead, front, data, task, ends)), task.size


def _last(front: Front, data: bytes, ends: RecordEnds) -> int:
    """The end of the last record of *data*, which begins with one and maybe with a mark; 0 if none ends in there."""
    mark = len(front.mark)
    units, width = front.units(data[mark:])
    at = ends.last(units)
    return mark + at * width if at else 0


def _too_long(
    stream: BinaryIO, ahead: Callable[[], bytes], front: Front, data: bytes, task: Task, ends: RecordEnds
) -> Generator[tuple[bytes, str | None], None, bytes]:
    """The pieces of a record that is too long; returns what has been read of the next one."""
    passed = ends.too_long()
    while data:
        units, width = front.units(data)
        at = ends.first(units) * width
        if at:
            yield data[:at], passed
            return data[at:]
        # Characters are not cut: somebody will count them.
        at = front.end(data) if len(data) >= task.size else len(data)
        yield data[:at], passed
        passed = ""
        rest = data[at:]
        data = rest + fill(stream, max(0, task.size - len(rest)))
        if data:
            front.look(data, ahead)
    return b""


def _lines(stream: BinaryIO, front: Front, task: Task) -> Iterator[Block]:
    """Each line as a block, at once."""
    first = stream.readline()
    refuse_no_text(first, task)
    for number, line in enumerate(lines(stream, first, front.new_line(first))):
        yield Block(line, front.line(line), number == 0, part=number > 0)


def passed(block: Block, task: Task) -> Done:
    """What there is to say of a block that is not to be looked at."""
    text = decoded_block(block, task).text
    notes = (Note(block.passed, 1, failed=True, passed=1),) if block.passed else ()
    return Done(None, lines=text.count("\n"), length=len(text), notes=notes)
