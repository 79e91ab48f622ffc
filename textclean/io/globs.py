"""Globs with the meaning they have in ``.gitignore`` (gitignore(5)), by pathspec.

``*.md`` matches a name in any folder, ``docs/*.md`` a path below the base, ``vendor/`` a folder with all that is in it,
``**`` any number of folders; of several globs the last that matches decides, and ``!`` takes back.

pathspec makes regular expressions of them, whose time grows by a power with every ``*``; whoever wrote the
``.gitignore`` of a folder that is looked at could stop the program with one line.  Here what stands between two ``*``
takes its first place and keeps it, which finds the same (it is how Python's ``fnmatch`` does it).
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from textclean.errors import UsageError

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec


class Globs:
    """Some globs, and the folder *base* that their paths begin at.  Raises UsageError for one that has no meaning."""

    def __init__(self, globs: Iterable[str], base: Path) -> None:
        self._spec = _compiled(tuple(globs))
        self._base = os.path.abspath(base)  # noqa: PTH100  (links are not followed)

    def decide(self, path: str, folder: bool = False) -> bool | None:
        """Does a glob match the file (or *folder*) at *path*, or a folder above it?  None if no glob says anything."""
        if self._spec is None:
            return None
        full = os.path.abspath(path)  # noqa: PTH100
        below = os.path.relpath(full, self._base) if _is_below(full, self._base) else full.lstrip("/\\")
        return self._spec.check_file(below + "/" if folder else below).include

    def match(self, path: str, folder: bool = False) -> bool:
        """Does a glob match?"""
        return bool(self.decide(path, folder))


def _is_below(path: str, base: str) -> bool:
    return path.startswith(base if base.endswith(os.sep) else base + os.sep)


@lru_cache(maxsize=256)
def _compiled(globs: tuple[str, ...]) -> GitIgnoreSpec | None:
    if not globs:
        return None
    from pathspec import GitIgnoreSpec  # takes 10 ms, and is asked for only where there are globs or folders

    try:
        spec = GitIgnoreSpec.from_lines(glob.removeprefix("./") for glob in globs)
    except ValueError as cause:
        raise UsageError(f"{', '.join(globs)}: {cause}") from cause
    for pattern in spec.patterns:
        if pattern.regex is not None:
            pattern.regex = re.compile(_without_backtracking(pattern.regex.pattern), pattern.regex.flags)
    return spec


# What pathspec writes for "**/" in front, "/**/" and "*"; and for anything else of one character in a part of a path.
_ANY_ABOVE, _ANY_BETWEEN, _ANY = "^(?:.+/)?", "(?:/.+)?/", "[^/]*"
_CHARACTER = r"(?:\\.|\[\^?\]?[^\]]*\](?!\*)|[^\\\[/()])"
_BETWEEN_TWO = re.compile(rf"(?:\[\^/\]\*)+({_CHARACTER}*+)(?=\[\^/\]\*)", re.S)


def _without_backtracking(pattern: str) -> str:
    """*pattern*, a regular expression by pathspec, so that its time grows with the square of a path at most."""
    first, *more = pattern.split(_ANY_BETWEEN)
    for index, part in enumerate(more[:-1]):
        more[index] = f"(?>(?:/[^/]+)*?/{part}(?=/))"
    if more and first.startswith(_ANY_ABOVE):
        first = f"^(?>(?:[^/]+/)*?{first.removeprefix(_ANY_ABOVE)}(?=/))"
    joined = "".join([first, *more[:-1], *(_ANY_BETWEEN + last for last in more[-1:])])
    return _BETWEEN_TWO.sub(rf"(?>{_ANY}?\1)", joined)
