"""Files and pipes of any size: sources are cut into blocks, each block is treated, results come back in order.

The document is a file or pipe of up to one block; longer text is cut at line ends into blocks of 4 MiB, each a
document of its own (without the sections that nothing wakes: ``textclean.formats.sections``).  The answer depends on
the block size only: never on the number of jobs or on how reads happen to be chunked.  At most a few blocks per job
are in memory.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import BinaryIO, Protocol

from textclean import formats
from textclean.errors import NotText
from textclean.formats.base import Block, Done, Note, Task
from textclean.io import compression, pool

_PIECE = 1 << 20  # bytes read at once on the search for a NUL
_BATCH = 1 << 16  # bytes of small files that go to a process together: a message costs as much as a look at one
_MOST = 32  # files in a batch, however small
_TOLD = 5  # names of files in one message


class Source(Protocol):
    """Something to read: a file or a standard stream."""

    @property
    def name(self) -> str:
        """What the user called it."""
        ...

    def open(self) -> AbstractContextManager[BinaryIO]:
        """The bytes, uncompressed."""
        ...


def run(
    sources: Iterable[tuple[Source, Task]], workers: int = 1, alone: float = 0.0
) -> Iterator[tuple[Source, Block | None, Done | None]]:
    """Treat all blocks of all *sources*; yield ``(source, block, done)`` in order.

    Of several *workers* none is started in the first *alone* seconds of work.
    The end of each source is marked by ``(source, None, None)``.  One that cannot be read gives a last ``Done`` with
    *failed*.
    """
    batches = _batches(_items(sources)) if workers > 1 else ([item] for item in _items(sources))
    try:
        for batch, done in pool.ordered(_treat_all, batches, workers, alone, _size):
            for (source, _, block), one in zip(batch, done, strict=True):
                yield source, block, one
    except pool.WorkerError as error:
        names = list(dict.fromkeys(source.name for batch in error.items for source, _, _ in batch))
        others = f" and {len(names) - _TOLD} others" if len(names) > _TOLD else ""
        raise type(error)(f"{', '.join(names[:_TOLD])}{others}: {error}") from error


Item = tuple[Source, Task, Block | None]


def _items(sources: Iterable[tuple[Source, Task]]) -> Iterator[Item]:
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


def _batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Small files together, with the ends of their sources; a block that is a part of one goes by itself, at once."""
    batch: list[Item] = []
    size = 0
    for item in items:
        block = item[2]
        batch.append(item)
        size += len(block.data) if block else 0
        if size >= _BATCH or len(batch) >= 2 * _MOST or (block and block.part) or item[1].line_buffered:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _size(batch: list[Item]) -> int:
    """Bytes of the blocks in *batch*."""
    return sum(len(block.data) for _, _, block in batch if block)


def _treat_all(batch: list[Item]) -> list[Done | None]:
    return [_treat(item) for item in batch]


def _treat(item: Item) -> Done | None:
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


class _Ear(logging.Handler):
    """Notes of what is logged."""

    def __init__(self, said: list[Note]) -> None:
        super().__init__()
        self._said = said

    def emit(self, record: logging.LogRecord) -> None:
        self._said.append(Note(record.getMessage(), failed=record.levelno >= logging.ERROR))


@contextmanager
def _heard() -> Iterator[list[Note]]:
    """What the library logs meanwhile (a rule that failed, a text that did not settle), instead of standard error."""
    said: list[Note] = []
    logger, ear = logging.getLogger("textclean"), _Ear(said)
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
