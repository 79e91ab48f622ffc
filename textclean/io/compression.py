"""Compressed files, in and out, by suffix: .gz .bz2 .xz from the standard library, .zst with the extra ``[zst]``.

They are read as they unpack, in flat memory.  A file that unpacks to many times its size is refused all the same: the
results of a bomb would fill the disk.
"""

from __future__ import annotations

import importlib
import os
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

from textclean.errors import UsageError

RATIO = 500  # times its size that a file may unpack to; text reaches 100, and gzip allows 1032
_HARMLESS = 1 << 28  # unpacked bytes that are never too many
_PIECE = 1 << 20
_MODULES = {".gz": ("gzip",), ".bz2": ("bz2",), ".xz": ("lzma",), ".zst": ("compression.zstd", "backports.zstd")}


_SIGNATURES = {b"\x1f\x8b\x08": ".gz", b"BZh": ".bz2", b"\xfd7zXZ\0": ".xz", b"\x28\xb5\x2f\xfd": ".zst"}


def signature(head: bytes) -> str:
    """The suffix of the compression that bytes beginning with *head* are in, or nothing."""
    found = next((suffix for sign, suffix in _SIGNATURES.items() if head.startswith(sign)), "")
    return "" if found == ".bz2" and head[4:10] != b"1AY&SY" else found  # text may begin with BZh


def suffix(path: str | Path) -> str:
    """The suffix that names a compression, or nothing."""
    found = Path(path).suffix.lower()
    return found if found in _MODULES else ""


def reader(path: Path, ratio: int = RATIO) -> BinaryIO:
    """The uncompressed bytes of *path*; see :func:`unpacked`."""
    return unpacked(path.open("rb"), path, ratio)


def unpacked(stream: BinaryIO, path: Path, ratio: int = RATIO) -> BinaryIO:
    """The uncompressed bytes of *stream*, which is the open file at *path*; closing it closes the stream.

    OSError is raised when damaged data are read, and when they come to more than *ratio* (0: any) times the file's
    size and more than 256 MiB.
    """
    found = suffix(path)
    if not found:
        return stream
    most = max(_HARMLESS, ratio * os.fstat(stream.fileno()).st_size) if ratio else 0
    return cast(BinaryIO, _Careful(stream, _module(found).open(stream, "rb"), path, most))


def unpacked_pipe(stream: BinaryIO, found: str, name: str, ratio: int = RATIO) -> BinaryIO:
    """The uncompressed bytes of a pipe, compressed as the suffix *found* says; limited as :func:`unpacked` does it."""
    packed = _Counted(stream)
    return cast(BinaryIO, _Careful(stream, _module(found).open(packed, "rb"), Path(name), _HARMLESS, packed, ratio))


class _Counted:
    """Counts what is read."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.count = 0

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self.count += len(data)
        return data


def is_unpacked(stream: BinaryIO) -> bool:
    """Is it the content of a compressed file, as :func:`unpacked` gives it?"""
    return isinstance(stream, _Careful)


def rewind(stream: BinaryIO) -> bool:
    """Go back to the front of *stream*, unpacked or not; False if it is a pipe and cannot."""
    if isinstance(stream, _Careful):
        return stream.rewind()
    if not stream.seekable():
        return False
    stream.seek(0)
    return True


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
    """A reader whose errors about damaged data are all OSError and name the file; it gives *most* bytes (0: any).

    Of a pipe it gives *ratio* times as much as was read of what is *packed*, if that is more (0: any).
    """

    def __init__(
        self, file: BinaryIO, stream: Any, path: Path, most: int, packed: _Counted | None = None, ratio: int = 0
    ) -> None:
        self._packed = packed
        self._ratio = ratio
        self._file = file
        self._stream = stream
        self._path = path
        self._most = most
        self._given = 0

    def read(self, size: int = -1) -> bytes:
        if size >= 0:
            return self._guard(self._stream.read, size)
        return b"".join(iter(lambda: self._guard(self._stream.read, _PIECE), b""))

    def readline(self, size: int = -1) -> bytes:
        pieces: list[bytes] = []
        while size and (piece := self._guard(self._stream.readline, _PIECE if size < 0 else min(size, _PIECE))):
            pieces.append(piece)
            size -= len(piece) if size > 0 else 0
            if piece.endswith(b"\n"):
                break
        return b"".join(pieces)

    def rewind(self) -> bool:
        """Back to the front, if the file can do that."""
        if self._packed is not None or not self._file.seekable():
            return False
        self._stream.seek(0)
        self._given = 0
        return True

    def __enter__(self) -> _Careful:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()
        if self._packed is None:  # standard input is not ours to close
            self._file.close()

    def _guard(self, read: Any, size: int) -> bytes:
        try:
            data: bytes = read(size)
        except Exception as cause:  # EOFError, LZMAError, ZstdError, zlib.error: each library has its own
            raise OSError(f"{self._path} is damaged: {cause}") from cause
        self._given += len(data)
        if self._packed is not None:
            self._most = max(_HARMLESS, self._ratio * self._packed.count) if self._ratio else 0
        if self._most and self._given > self._most:
            raise OSError(
                f"{self._path} unpacks to more than {self._most >> 20} MiB, many times its size; if you trust it, "
                "allow more with --max-ratio (0: no limit)"
            )
        return data
