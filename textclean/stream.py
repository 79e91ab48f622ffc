"""Files and pipes of any size: sources are cut into blocks, each block is treated, results come back in order.

The document is a file or pipe of up to one block; longer text is cut at line ends into blocks of 4 MiB, each a
document of its own (without the sections that nothing wakes: ``textclean.formats.sections``).  The answer depends on
the block size only: never on the number of jobs or on how reads happen to be chunked.  At most a few blocks per job
are in memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, BinaryIO, NamedTuple, Protocol

from textclean.errors import NotText
from textclean.io import compression, pool
from textclean.reports.diff import Hunk
from textclean.reports.findings import Spot

if TYPE_CHECKING:
    from textclean.decoding.stream import Reading

BLOCK = 4 << 20  # bytes; large enough that the cost per block vanishes, small enough that a few of them are little


_PIECE = 1 << 20


class Block(NamedTuple):
    """A piece of a source: whole lines or records.  *reading*: how the stream is read here, None: by itself.

    *part*: the source has more blocks than this one.
    *context* is what the format needs to know from before (the header of a table).  *unreadable*: no block at all,
    the source broke off here, and why.  *passed*: not to be looked at, and why (empty: that has been said).
    """

    data: bytes
    reading: Reading | None = None
    first: bool = True
    context: Any = None
    unreadable: str = ""
    part: bool = False
    passed: str | None = None


class Note(NamedTuple):
    """A sentence for a person, and the line it is about: from 1 within the block, 0 if about all of it.

    *failed*: something could not be done, though the text went on.
    """

    text: str
    line: int = 0
    failed: bool = False


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

    *settings* are those of ``Pipeline``; *encoding* is the caller's word for the input and
    *transport* a header's; *keep* writes the source's
    own encoding instead of UTF-8; *text_only* refuses
    a file that is binary, and *no_nul* any with a NUL that is not UTF-16 or UTF-32; *report* asks for spots, *diff* for
    hunks, *undo* for the way back.
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


class Format(Protocol):
    """How one kind of file is cut into blocks and how a block is treated; see ``textclean.formats``.

    *is_text*: the file is text throughout, so one with NULs is damaged or of another kind.
    """

    is_text: bool

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

    def sink(self, stream: IO[bytes], path: Path) -> IO[bytes]:
        """*stream* itself, or what compresses for it."""
        return compression.writer(stream, path)


class Source(Protocol):
    """Something to read: a file or a standard stream."""

    @property
    def name(self) -> str:
        """What the user called it."""
        ...

    def open(self) -> AbstractContextManager[BinaryIO]:
        """The bytes, uncompressed."""
        ...


def run(sources: Iterable[tuple[Source, Task]], workers: int = 1) -> Iterator[tuple[Source, Block | None, Done | None]]:
    """Treat all blocks of all *sources*; yield ``(source, block, done)`` in order.

    The end of each source is marked by ``(source, None, None)``.  One that cannot be read gives a last ``Done`` with
    *failed*.
    """
    try:
        for (source, _, block), done in pool.ordered(_treat, _items(sources), workers):
            yield source, block, done
    except pool.WorkerKilledError as error:
        names = ", ".join(dict.fromkeys(source.name for source, _, _ in error.items))
        raise pool.WorkerKilledError(f"{names}: {error}") from error


Item = tuple[Source, Task, Block | None]


def _items(sources: Iterable[tuple[Source, Task]]) -> Iterator[Item]:
    from textclean import formats

    for source, task in sources:
        try:
            with source.open() as stream:
                if task.text_only and formats.find(task.format).is_text:
                    refuse_binary(stream, task.no_nul)
                for block in formats.find(task.format).blocks(stream, task):
                    yield source, task, block
        except NotText as error:
            yield source, task, Block(b"", unreadable=str(error))
        except OSError as error:
            yield source, task, Block(b"", unreadable=f"cannot be read: {error.strerror or error}")
        except MemoryError:
            yield source, task, Block(b"", unreadable="cannot be read: there is not enough memory")
        yield source, task, None


def _treat(item: Item) -> Done | None:
    from textclean import formats

    _, task, block = item
    if block is None:
        return None
    if block.unreadable:
        return Done(None, failed=block.unreadable)
    with _heard() as said:
        try:
            done = formats.find(task.format).treat(block, task)
        except NotText as error:
            return Done(None, failed=str(error))
        except MemoryError:
            return Done(None, failed="there is not enough memory to look at it; it was left as it was")
    return done._replace(notes=(*done.notes, *dict.fromkeys(said))) if said else done


@contextmanager
def _heard() -> Iterator[list[Note]]:
    """What the library logs meanwhile (a rule that failed, a text that did not settle), instead of standard error."""
    import logging

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said.append(Note(record.getMessage(), failed=record.levelno >= logging.ERROR))

    said: list[Note] = []
    logger, ear = logging.getLogger("textclean"), Ear()
    logger.addHandler(ear)
    logger.propagate = False
    try:
        yield said
    finally:
        logger.removeHandler(ear)
        logger.propagate = True


def refuse_binary(stream: BinaryIO, strict: bool) -> None:
    """Raise NotText if the file is binary, and else go back to its front; a pipe, which cannot go back, is not asked.

    It is looked through as far as its first NUL: a file that is text up to there must not be half done.
    """
    if not compression.rewind(stream):
        return
    from textclean.decoding import binary

    head = nul = b""
    packed = compression.is_unpacked(stream)  # then to its end: a bomb is to be called a bomb
    while (packed or not nul) and (piece := stream.read(_PIECE)):
        head = head or piece[: binary.HEAD]
        at = piece.find(b"\0") if not nul else -1
        nul = piece[at : at + binary.HEAD] if at >= 0 else nul
    binary.refuse(head, nul, strict)
    compression.rewind(stream)


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
