"""What a format is: it cuts a source into blocks of whole records and treats each block in any process.

The contract between formats and what drives them (``textclean.stream``); docs/write-a-format.md explains it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, BinaryIO, NamedTuple, Protocol, runtime_checkable

from textclean.io import compression
from textclean.reports.diff import Hunk
from textclean.reports.findings import Spot

if TYPE_CHECKING:
    from textclean.decoding.stream import Reading

PLACES = ("field", "column", "attribute", "")  # settings that name what to clean in a record
BLOCK = 4 << 20  # bytes; large enough that the cost per block vanishes, small enough that a few of them are little


class Block(NamedTuple):
    """A piece of a source: whole lines or records.  *reading*: how the stream is read here, None: by itself.

    *part*: the source has more blocks than this one.
    *context* is what the format needs to know from before (the header of a table).  *unreadable*: no block at all,
    the source broke off here, and why.  *passed*: not to be looked at, and why (empty: that has been said).
    *off*: the rules of an ignore block that is open where this one begins (``textclean.ignores``).
    """

    data: bytes
    reading: Reading | None = None
    first: bool = True
    context: Any = None
    unreadable: str = ""
    part: bool = False
    passed: str | None = None
    off: tuple[str, ...] | None = None


class Note(NamedTuple):
    """A sentence for a person, and the line it is about: from 1 within the block, 0 if about all of it.

    *failed*: something could not be done, though the text went on.  *passed*: how many records or cells were not
    looked at.
    """

    text: str
    line: int = 0
    failed: bool = False
    passed: int = 0


class Done(NamedTuple):
    """What came of a block: *data* (None: the block's own bytes), and what reports need.

    *lines* and *length* (code points) are how far the next block's places are shifted.  *notes* are for a person,
    *hunks* a diff, *refused* says why the result cannot be written, *failed* why the block could not be
    read as text, *reading* how it was decoded, *undo* is the way back.
    """

    data: bytes | None
    changed: bool = False
    spots: tuple[Spot, ...] = ()
    lines: int = 0
    length: int = 0
    notes: tuple[Note, ...] = ()
    hunks: tuple[Hunk, ...] = ()
    refused: str = ""
    failed: str = ""
    reading: str = ""
    undo: dict[str, Any] | None = None


@dataclass(frozen=True)
class Task:
    """What to do with every block of a source.  Small, and picklable for worker processes.

    *settings* are those of ``Pipeline``; *name* is what the source is called; *encoding* is the caller's word for the
    input and *transport* a header's; *keep* writes the source's own encoding instead of UTF-8; *text_only* refuses a
    file that is binary, and *no_nul* any with a NUL that is not UTF-16 or UTF-32; *report* asks for spots, *diff* for
    hunks, *undo* for the way back.  *earlier* are the bytes of an earlier version of the source, for the format
    ``history``.  *ignores* heeds ignore comments.
    """

    settings: Mapping[str, Any]
    format: str = "text"
    encoding: str | None = None
    transport: str | None = None
    keep: bool = False
    text_only: bool = False
    no_nul: bool = False
    report: bool = False
    diff: bool = False
    undo: bool = False
    places: tuple[str, ...] = ()
    markup: bool | None = None
    line_buffered: bool = False
    size: int = BLOCK
    earlier: bytes | None = None
    ignores: bool = False
    name: str = ""


@runtime_checkable
class Format(Protocol):
    """How one kind of file is cut into blocks and how a block is treated; see ``textclean.formats``.

    *is_text*: the file is text throughout, so one with NULs is damaged or of another kind.
    *suffixes*: those of its files, with the dot and in lower case (those of our own stand in ``textclean.formats``).
    *places*: the setting that names what to clean in a record, and comes as ``task.places``; one of ``PLACES``.
    """

    is_text: bool
    suffixes: tuple[str, ...]
    places: str

    def blocks(self, stream: BinaryIO, task: Task) -> Iterator[Block]:
        """The source in pieces, bounded in memory."""
        ...

    def treat(self, block: Block, task: Task) -> Done:
        """Clean one block; runs in any process."""
        ...

    def sink(self, stream: IO[bytes], path: Path) -> IO[bytes]:
        """What takes the blocks of a result and writes the file at *path* to *stream*; closed before *stream*."""
        ...


class Plain:
    """A format whose file is its blocks, one after the other, and text throughout."""

    is_text = True
    suffixes: tuple[str, ...] = ()
    places = ""

    def sink(self, stream: IO[bytes], path: Path) -> IO[bytes]:
        """*stream* itself, or what compresses for it."""
        return compression.writer(stream, path)


def fill(stream: BinaryIO, size: int) -> bytes:
    """Exactly *size* bytes, or what is left.  Raw streams give less at a time; a buffered one only at its end.

    A terminal must not be asked again after its end: it would wait for a second Ctrl-D.
    """
    data = stream.read(size)
    if len(data) == size or not data or isinstance(stream, BufferedReader):
        return data
    pieces = [data]
    missing = size - len(data)
    while missing and (more := stream.read(missing)):
        pieces.append(more)
        missing -= len(more)
    return b"".join(pieces)
