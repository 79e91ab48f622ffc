"""Where results go: standard output as bytes, or a file that appears only when it is complete."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, cast

from textclean.io.files import Replacement


@contextmanager
def opened(path: Path | None) -> Iterator[IO[bytes]]:
    """Standard output, or *path*, written beside and put in place at the end."""
    if path is None or str(path) == "-":
        with named("standard output"):
            stream = standard_output()
            yield stream
            stream.flush()
        return
    if path.exists() and not path.is_file():  # a device or a named pipe has no place to take
        with named(path), path.open("wb") as device:
            yield device
        return
    with named(path):
        new = Replacement(path)
        try:
            yield new.stream
            new.commit()
        except BaseException:
            new.forget()
            raise


@contextmanager
def named(path: str | Path) -> Iterator[None]:
    """Errors that do not say which file they are about are about *path*."""
    try:
        yield
    except OSError as error:
        if error.filename is None and not isinstance(error, BrokenPipeError):
            error.filename = str(path)
        raise


def standard_output() -> IO[bytes]:
    """As bytes.  With ``python -u`` or PYTHONUNBUFFERED it is a raw stream, which may take only a part of a write."""
    stream: Any = sys.stdout.buffer
    return cast("IO[bytes]", _Whole(stream)) if isinstance(stream, io.RawIOBase) else cast("IO[bytes]", stream)


class _Whole:
    """Writes all of it, or raises."""

    def __init__(self, stream: io.RawIOBase) -> None:
        self._stream = stream

    def write(self, data: bytes) -> int:
        left = memoryview(data)
        while left:
            left = left[self._stream.write(left) or 0 :]
        return len(data)

    def flush(self) -> None:
        self._stream.flush()
