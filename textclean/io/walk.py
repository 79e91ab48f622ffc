"""Which files the names on a command line stand for: files, patterns, and folders, which are walked."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from glob import glob
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from textclean.errors import NotText
from textclean.io import compression
from textclean.io.files import STDIN
from textclean.io.globs import Globs

# What programs make, fetch or keep, and nobody wrote.  Folders whose name begins with a dot are left out anyway.
_USUAL = frozenset(("venv", "build", "dist", "vendor", "node_modules", "site-packages", "__pycache__"))
_SNIFF = 8192  # bytes by which a file found in a folder is judged; NULs behind them are seen when it is read
_IGNORE_FILE = ".gitignore"


def _nothing(text: str) -> None:
    """Nobody listens."""


class Walk:
    """How folders are walked.

    *exclude* are globs that begin at the folder of the settings file *origin*, or at the working directory.  *note*
    hears what a person may not expect, *failed* of folders that cannot be read; the walk goes on.  *has_format* says of
    a path that it names a file of a known kind, which is taken though it looks binary.  *only* says which files are
    wanted at all, and then hidden files and folders are looked at too, but for git's.  What *wants* does not want is
    not opened.
    """

    def __init__(
        self,
        exclude: Iterable[str] = (),
        origin: Path | None = None,
        note: Callable[[str], None] = _nothing,
        failed: Callable[[str], None] = _nothing,
        has_format: Callable[[str], bool] = lambda path: False,
        only: Callable[[str], bool] | None = None,
        wants: Callable[[str], bool] = lambda path: True,
    ) -> None:
        self._exclude = Globs(exclude, origin.parent if origin else Path())
        self._note = note
        self._failed = failed
        self._has_format = has_format
        self._only = only
        self._wants = wants

    def files(self, names: Iterable[str]) -> Iterator[str]:
        """The files that *names* stand for, folders in order of name; files named by the user are always taken.

        In folders, hidden files, symbolic links and what looks binary are left out, what ``.gitignore`` files say, the
        usual folders of programs, and what *exclude* matches: a link leads to a file that has its own name in the
        folder, or to one that nobody named.
        """
        for name in chain.from_iterable(map(_matching, names)):
            if name != STDIN and os.path.isdir(name):  # noqa: PTH112  (a path may be longer than the system takes)
                yield from self._below(name)
            elif name == STDIN or not self._exclude.match(name):
                yield name

    def _below(self, top: str) -> Iterator[str]:
        """All files below *top*.  No recursion: folders may be nested deeper than Python's stack."""
        ignored = _outer(top)
        stack = [(self._entries(top), ignored)]
        while stack:
            entries, ignored = stack[-1]
            entry = next(entries, None)
            if entry is None:
                stack.pop()
            elif self._wanted(entry, ignored):
                if entry.folder:
                    stack.append((self._entries(entry.path), [*ignored, *_own(entry.path)]))
                elif (self._only is not None and not self._only(entry.path)) or not self._wants(entry.path):
                    continue
                elif compression.suffix(entry.path) or self._has_format(entry.path) or not _binary(entry.path):
                    yield entry.path

    def _entries(self, folder: str) -> Iterator[Entry]:
        try:
            with os.scandir(folder) as found:
                entries = [
                    Entry(entry.name, entry.path, entry.is_dir(follow_symlinks=False))
                    for entry in found
                    if entry.is_dir(follow_symlinks=False) or entry.is_file(follow_symlinks=False)
                ]
        except OSError as error:
            self._failed(f"{folder}: {error.strerror or error}")
            return iter(())
        return iter(sorted(entries))

    def _wanted(self, entry: Entry, ignored: list[Globs]) -> bool:
        hidden = entry.name.startswith(".") and (self._only is None or entry.name == ".git")
        if hidden or self._exclude.match(entry.path, entry.folder):
            return False
        decisions = (globs.decide(entry.path, entry.folder) for globs in reversed(ignored))
        if next((decision for decision in decisions if decision is not None), False):
            return False
        if entry.folder and entry.name in _USUAL:
            self._note(f"{entry.path} is left out, as a folder that programs fill; to have it read, name it")
            return False
        return True


class Entry(NamedTuple):
    """A file or a *folder* in a folder."""

    name: str
    path: str
    folder: bool


def _outer(top: str) -> list[Globs]:
    """The ``.gitignore`` files that hold in *top*: its own, and those above it in the same repository.

    A folder that the user named is wanted, whatever those above say of it.
    """
    full = Path(os.path.abspath(top))  # noqa: PTH100
    above = [full, *full.parents]
    repository = next((n for n, folder in enumerate(above) if (folder / ".git").exists()), 0)
    found = [globs for folder in reversed(above[1 : repository + 1]) for globs in _own(str(folder))]
    if any(globs.match(str(full), folder=True) for globs in found):
        found = []
    return [*found, *_own(top)]


def _own(folder: str) -> list[Globs]:
    """What the ``.gitignore`` of *folder* says, if there is one that can be read."""
    path = os.path.join(folder, _IGNORE_FILE)  # noqa: PTH118
    with suppress(OSError), open(path, encoding="utf-8", errors="surrogateescape") as lines:  # noqa: PTH123
        return [Globs(lines.read().splitlines(), Path(folder))]
    return []


def _matching(name: str) -> list[str]:
    """The files that match a pattern, if no file has that very name: not every shell expands patterns."""
    if name != STDIN and any(c in name for c in "*?[") and not os.path.lexists(name):
        return sorted(glob(name, recursive=True)) or [name]  # noqa: PTH207  (a pattern may be absolute)
    return [name]


def _binary(path: str) -> bool:
    """Known by its front to be no text, as ``textclean.decoding.binary`` says."""
    from textclean.decoding import binary

    try:
        with open(path, "rb") as stream:  # noqa: PTH123
            head = stream.read(_SNIFF)
    except OSError:
        return False  # reading it will say what is wrong
    try:
        binary.refuse(head, head[head.index(b"\0") :] if b"\0" in head else b"")
    except NotText:
        return True
    return False
