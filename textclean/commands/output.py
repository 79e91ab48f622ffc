"""Where results go: standard output as bytes, or a file that appears only when it is complete."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from textclean.tool.files import Replacement


@contextmanager
def opened(path: Path | None) -> Iterator[IO[bytes]]:
    """Standard output, or *path*, written beside and put in place at the end."""
    if path is None or str(path) == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    if path.exists() and not path.is_file():  # a device or a named pipe has no place to take
        with path.open("wb") as device:
            yield device
        return
    new = Replacement(path)
    try:
        yield new.stream
        new.commit()
    except BaseException:
        new.forget()
        raise
