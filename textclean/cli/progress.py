"""Progress on standard error: how much, how fast, what was found, how long still; on a terminal, or when asked."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable
from pathlib import Path

from textclean.io import compression
from textclean.io.files import STDIN

_EVERY = 0.2  # seconds between two looks
_FIRST = 1.0  # seconds before anything is shown: short work needs no bar


class Progress:
    """A line that is written over; *asked* is None where the terminal decides."""

    def __init__(self, asked: bool | None, quiet: bool, names: Iterable[str]) -> None:
        terminal = sys.stderr.isatty() and not sys.stdout.isatty()
        self._on = not quiet and (terminal if asked is None else asked)
        self._names = tuple(names)
        self._total: int | None = None
        self._start = self._next = 0.0
        self._done = self._found = 0
        self._shown = False

    def add(self, size: int, found: int) -> None:
        """*size* more bytes are done, and *found* more findings made."""
        if not self._on:
            return
        now = time.monotonic()
        if not self._start:
            self._start, self._next = now, now + _FIRST
            self._total = total(self._names)
        self._done += size
        self._found += found
        if now >= self._next:
            self._next = now + _EVERY
            self._shown = True
            text = line(self._done, self._total, now - self._start, self._found)
            sys.stderr.write(f"\r\x1b[K{text}" if sys.stderr.isatty() else f"{text}\n")
            sys.stderr.flush()

    def clear(self) -> None:
        """Take the line away, so that something else can be written."""
        if self._shown and sys.stderr.isatty():
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self._shown = False


def line(done: int, size: int | None, seconds: float, found: int) -> str:
    """The words.

    >>> line(30_000_000, 90_000_000, 2.0, 1234)
    '30.0 MB of 90.0 MB, 15.0 MB/s, 1,234 findings, 0:04 left'
    """
    rate = done / seconds if seconds else 0.0
    parts = [amount(done) + (f" of {amount(size)}" if size else ""), f"{amount(rate)}/s"]
    if found:
        parts.append(f"{found:,} finding{'s' * (found != 1)}")
    if size and rate and size >= done:
        left = round((size - done) / rate)
        hours, minutes = divmod(left // 60, 60)
        parts.append((f"{hours}:{minutes:02}" if hours else f"{minutes}") + f":{left % 60:02} left")
    return ", ".join(parts)


def amount(size: float) -> str:
    """Bytes in the unit that fits, in powers of a thousand."""
    for unit in ("B", "kB", "MB", "GB"):
        if size < 1000:
            return f"{size:.1f} {unit}" if unit != "B" else f"{size:.0f} B"
        size /= 1000
    return f"{size:.1f} TB"


def total(names: tuple[str, ...]) -> int | None:
    """All there is to read, in bytes; None where that cannot be told beforehand (a pipe, a compressed file)."""
    sizes = []
    for name in names:
        if name == STDIN or compression.suffix(name):
            return None
        try:
            files = [path for path in Path(name).rglob("*") if path.is_file()] if Path(name).is_dir() else [Path(name)]
            sizes += [path.stat().st_size for path in files]
        except OSError:
            continue
    return sum(sizes) or None
