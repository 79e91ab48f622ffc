"""Compressed files, in and out, by suffix: .gz .bz2 .xz from the standard library, .zst with the extra ``[zst]``."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

from textclean.errors import UsageError

_MODULES = {".gz": ("gzip",), ".bz2": ("bz2",), ".xz": ("lzma",), ".zst": ("compression.zstd", "backports.zstd")}


def suffix(path: str | Path) -> str:
    """The suffix that names a compression, or nothing."""
    found = Path(path).suffix.lower()
    return found if found in _MODULES else ""


def reader(path: Path) -> BinaryIO:
    """The uncompressed bytes of *path*.  Damaged archives raise OSError when read."""
    found = suffix(path)
    if not found:
        return path.open("rb")
    return cast(BinaryIO, _Careful(_module(found).open(path, "rb"), path))


def writer(stream: IO[bytes], path: Path) -> IO[bytes]:
    """What to write to so that *stream* gets what the suffix of *path* says; close it before *stream*."""
    found = suffix(path)
    if not found:
        return stream
    if found == ".gz":  # no name and no time inside: the same text gives the same file
        import gzip

        return cast("IO[bytes]", gzip.GzipFile(filename="", mode="wb", fileobj=stream, mtime=0))
    return cast("IO[bytes]", _module(found).open(stream, "wb"))


def _module(found: str) -> Any:
    for name in _MODULES[found]:
        try:
            return importlib.import_module(name)
        except ImportError:
            continue
    raise UsageError(f"{found} files need the package backports.zstd; install textclean-restore[zst]")


class _Careful:
    """A reader whose errors about damaged data are all OSError and name the file."""

    def __init__(self, stream: Any, path: Path) -> None:
        self._stream = stream
        self._path = path

    def read(self, size: int = -1) -> bytes:
        return cast(bytes, self._guard(self._stream.read, size))

    def readline(self) -> bytes:
        return cast(bytes, self._guard(self._stream.readline))

    def __enter__(self) -> _Careful:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()

    def _guard(self, read: Any, *size: int) -> Any:
        try:
            return read(*size)
        except Exception as cause:  # EOFError, LZMAError, ZstdError, zlib.error: each library has its own
            raise OSError(f"{self._path} is damaged: {cause}") from cause
