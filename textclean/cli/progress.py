"""Progress on standard error by ``click.progressbar``: on a terminal, or when asked.

Counted are the bytes of the files as they lie on the disk, so that a compressed file is compared with itself.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from textclean.io.files import STDIN, Input

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

_FIRST = 1.0  # seconds before anything is shown: short work needs no bar
_EVERY = 0.2  # seconds between two looks
_EVERY_LINE = 5.0  # the same where every look is a line of a log


class Progress:
    """A bar for the sources *names*; *on*: is it to be shown?  Close it at the end: it hides the cursor."""

    def __init__(self, on: bool, names: Iterable[str]) -> None:
        self.on = on
        self._names = tuple(names)
        self._bar: ProgressBar[Any] | None = None
        self._next = time.monotonic() + _FIRST
        self._before = 0  # bytes of the sources that are complete
        self._here = 0  # and of the one that is being read
        self._found = 0

    def add(self, source: Input, size: int, found: int) -> None:
        """A block of *size* bytes of *source* is done, and *found* more findings were made."""
        if self.on:
            self._here = source.position(self._here + size)
            self._found += found
            self._show()

    def end(self) -> None:
        """A source is complete."""
        self._before += self._here
        self._here = 0

    def clear(self) -> None:
        """Take the bar away, so that something else can be written; the next look brings it back."""
        if self._bar is not None and sys.stderr.isatty():
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

    def close(self) -> None:
        """No more is to come."""
        if self._bar is not None:
            self.clear()
            self._bar.render_finish()
            self._bar = None

    def _show(self) -> None:
        now = time.monotonic()
        if now < self._next:
            return
        terminal = sys.stderr.isatty()
        self._next = now + (_EVERY if terminal else _EVERY_LINE)
        if self._bar is None:
            length = total(self._names)
            self._bar = click.progressbar(
                iter(int, 1) if length is None else None,  # without an end
                length,
                show_percent=length is not None,
                show_eta=length is not None,
                file=sys.stderr,
            )
        found = f", {self._found:,} finding{'s' * (self._found != 1)}" if self._found else ""
        self._bar.label = amount(self._before + self._here) + found
        self._bar.update(self._before + self._here - self._bar.pos)


def shown(asked: bool | None, quiet: bool, writes_files: bool) -> bool:
    """Is progress to be shown?  Where nobody said so (None): on a terminal that does not show the result, too."""
    if asked is None:
        asked = sys.stderr.isatty() and (writes_files or not sys.stdout.isatty())
    return asked and not quiet


def amount(size: float) -> str:
    """Bytes in the unit that fits, in powers of a thousand.

    >>> amount(30_000_000)
    '30.0 MB'
    """
    for unit in ("B", "kB", "MB", "GB"):
        if size < 1000:
            return f"{size:.1f} {unit}" if unit != "B" else f"{size:.0f} B"
        size /= 1000
    return f"{size:.1f} TB"


def total(names: Iterable[str]) -> int | None:
    """The sizes of all files on the disk, in bytes; None if standard input is among them."""
    size = 0
    for name in names:
        if name == STDIN:
            return None
        with suppress(OSError):
            size += Path(name).stat().st_size
    return size or None
