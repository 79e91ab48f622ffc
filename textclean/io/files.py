"""Files on disk: read, and written so that no reader ever sees half a file."""

from __future__ import annotations

import io
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO

from textclean.errors import UsageError
from textclean.io import compression

STDIN = "-"
_FRONT = 4096  # bytes of a pipe that are looked at
_OPEN_FILES = "/proc/self/fd"  # where Linux shows them, and from where one gets a name


Identity = tuple[int, ...]


def identity(status: os.stat_result | None) -> Identity:
    """Device, number, time of the last change and size: equal if and only if it is the same file, unchanged."""
    return (status.st_dev, status.st_ino, status.st_mtime_ns, status.st_size) if status else ()


@dataclass
class File:
    """A file to read; *name* is what the user called it.

    *ratio* limits what a compressed one may unpack to, see ``compressed``.  *opened* is what was found when it was
    opened: the name may lead to another file later.
    """

    name: str
    ratio: int = compression.RATIO
    opened: os.stat_result | None = None
    _stream: BinaryIO | None = None

    def __getstate__(self) -> dict[str, object]:
        """Without the open file: another process has no use for it."""
        return {**self.__dict__, "_stream": None}

    @property
    def path(self) -> Path:
        """Where it is."""
        return Path(self.name)

    def identity(self) -> Identity:
        """Which file was opened, and in which state; empty if none was."""
        return identity(self.opened)

    def position(self, done: int) -> int:
        """How many of its bytes on the disk have been read, given that *done* bytes of content are done."""
        if self._stream is None or not self.opened or not stat.S_ISREG(self.opened.st_mode):
            return done
        return self.opened.st_size if self._stream.closed else self._stream.tell()

    def open(self) -> AbstractContextManager[BinaryIO]:
        """Its bytes, uncompressed if the suffix says it is compressed."""
        stream = self.path.open("rb")
        self.opened = os.fstat(stream.fileno())
        self._stream = stream
        return compression.unpacked(stream, self.path, self.ratio)


@dataclass(frozen=True)
class StandardInput:
    """The standard input; *name* is what reports call it, *ratio* as for a file."""

    name: str = "<stdin>"
    ratio: int = compression.RATIO

    def identity(self) -> Identity:
        """Empty: what comes through a pipe is no file."""
        return ()

    def position(self, done: int) -> int:
        """How many of its bytes have been read: *done*."""
        return done

    def front(self) -> bytes:
        """The first bytes, which are still to come; nothing of a terminal, which would wait for them.

        OSError of a stream that is closed is left to who reads it.
        """
        stream = sys.stdin.buffer
        with suppress(OSError):
            if isinstance(stream, io.BufferedReader):
                return b"" if stream.isatty() else stream.peek(_FRONT)
            if stream.seekable():
                front = stream.read(_FRONT)
                stream.seek(-len(front), os.SEEK_CUR)
                return front
        return b""

    def open(self) -> AbstractContextManager[BinaryIO]:
        """The bytes as they come, uncompressed if they begin like a compressed file; the stream is left open."""
        if found := compression.signature(self.front()):
            return compression.unpacked_pipe(sys.stdin.buffer, found, self.name, self.ratio)
        return nullcontext(sys.stdin.buffer)


@dataclass(frozen=True)
class Held:
    """Bytes that are no file of their own: what is staged of the file *name*, as it would be checked out."""

    name: str
    data: bytes

    def identity(self) -> Identity:
        """Empty: it is no file."""
        return ()

    def position(self, done: int) -> int:
        """How many of its bytes have been read: *done*."""
        return done

    def open(self) -> AbstractContextManager[BinaryIO]:
        """The bytes."""
        return io.BytesIO(self.data)


Input = File | StandardInput | Held


class Replacement:
    """A new content for *path*: written beside it, put in its place at once by :meth:`commit`, or forgotten.

    Of a file that is there the mode, the owner where permitted, and with *times* the times are kept; a symbolic link
    stays and its *target* is replaced.  Whatever kills the process, the path holds the old content or the new one,
    never a part.  Where the system can do it (``O_TMPFILE``), the new file has no name until it is complete, so that
    nothing is left behind either; else it has a name that nobody can guess.  It is its owner's alone until then; mode,
    owner and times are set on the open file, not on a name that could lead elsewhere by then.

    *journal*: a part of it is worth something, so from the start it has a name that a person will find.
    """

    def __init__(self, path: Path, times: bool = False, journal: bool = False) -> None:
        self.target = path.resolve()
        self._path = path
        self._times = times
        self._folder, handle = (None, None) if journal else _unnamed(self.target.parent)
        self._temporary: Path | None = None
        if handle is None:
            import tempfile  # it loads much, and is seldom asked for

            prefix, suffix = (f"{_short(self.target.name)}.", ".part") if journal else (".replacing.", ".textclean")
            with about(path):
                handle, name = tempfile.mkstemp(prefix=prefix, suffix=suffix, dir=self.target.parent)
            self._temporary = Path(name)
        self.stream: IO[bytes] = os.fdopen(handle, "wb")

    def sync(self) -> None:
        """What was written so far is on the disk."""
        self.stream.flush()
        os.fsync(self.stream.fileno())

    def commit(self) -> None:
        """Make it complete, and take the place of the old file."""
        self.seal()
        self.place()

    def seal(self) -> None:
        """All of it on the disk, with the mode and the times of the old file."""
        with about(self._path):
            self.stream.flush()
            self._dress()
            self.sync()

    def place(self) -> None:
        """Take the place of the old file."""
        with about(self._path):
            if self._folder is None:
                self.stream.close()
                assert self._temporary is not None
                self._temporary.replace(self.target)
            else:
                self._name(self._folder)
        _sync(self.target.parent)
        self._close()

    def _name(self, folder: int) -> None:
        """Give the open file a name in the very *folder* it was made in, and with that the target's."""
        if not os.path.samestat(os.fstat(folder), self.target.parent.stat()):
            raise OSError("somebody else has moved its folder meanwhile")
        import secrets

        name = f".{secrets.token_hex(8)}.textclean"  # not made from the target's, which may be as long as names can be
        os.link(f"{_OPEN_FILES}/{self.stream.fileno()}", name, dst_dir_fd=folder, follow_symlinks=True)
        try:
            os.replace(name, self.target.name, src_dir_fd=folder, dst_dir_fd=folder)
        except BaseException:
            os.unlink(name, dir_fd=folder)
            raise

    def _dress(self) -> None:
        new = self.stream.fileno() if {os.chmod, os.utime} <= os.supports_fd else self._temporary
        assert new is not None
        try:
            status = self.target.lstat()
        except FileNotFoundError:
            os.chmod(new, 0o666 & ~_umask())  # noqa: PTH101  (an open file has no Path)
            return
        if stat.S_ISLNK(status.st_mode):
            raise OSError("somebody else has made it a symbolic link meanwhile")
        if hasattr(os, "chown"):
            with suppress(OSError):  # not ours to give: the mode still holds
                os.chown(new, status.st_uid, status.st_gid)
        os.chmod(new, status.st_mode & 0o7777)  # noqa: PTH101
        if self._times:
            os.utime(new, ns=(status.st_atime_ns, status.st_mtime_ns))

    def keep(self) -> Path | None:
        """Leave the old file as it was, and the new one where it is.  Its name, if it has one."""
        kept, self._temporary = self._temporary, None
        self.sync()
        return kept

    def forget(self) -> None:
        """Leave the old file as it was."""
        self._close()
        if self._temporary is not None:
            self._temporary.unlink(missing_ok=True)

    def _close(self) -> None:
        with suppress(OSError):  # on a full disk closing flushes, and fails again
            self.stream.close()
        if self._folder is not None:
            os.close(self._folder)
            self._folder = None


@contextmanager
def about(path: Path) -> Iterator[None]:
    """Errors are about *path*, the only name that a person knows; not about a temporary one."""
    try:
        yield
    except OSError as error:
        if error.errno is None:  # our own say it all
            raise
        raise OSError(error.errno, error.strerror, str(path)) from error


def _short(name: str) -> str:
    """The beginning of *name*, at most 200 bytes in the file system: names end at 255."""
    return os.fsencode(name)[:200].decode(sys.getfilesystemencoding(), "ignore")


def _unnamed(folder: Path) -> tuple[int | None, int | None]:
    """The *folder* and a new file in it without a name, both open; None twice where there is no such thing."""
    if not hasattr(os, "O_TMPFILE") or not Path(_OPEN_FILES).exists():
        return None, None
    try:
        opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError:
        return None, None
    try:
        return opened, os.open(".", os.O_TMPFILE | os.O_RDWR, 0o600, dir_fd=opened)
    except OSError:  # not on this kind of disk; if not in this folder at all, the next attempt will say so
        os.close(opened)
        return None, None


def _umask() -> int:
    """The mode bits that new files lack; it can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _sync(folder: Path) -> None:
    """Make the renaming itself last; not every system can open a folder."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    with suppress(OSError):
        os.fsync(handle)
    os.close(handle)


def check_writable(path: Path) -> None:
    """Raise UsageError if *path* may not be replaced: read-only files stay, though the folder would let us."""
    if not os.access(path, os.W_OK):
        raise UsageError(f"{path} is read-only; chmod u+w it first")
