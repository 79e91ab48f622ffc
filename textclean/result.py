"""What came of a text: the restored text, every change with its reason, and the way back.

Offsets count code points.  A ``Fix`` tells what a rule did and where in the caller's source; a ``Change`` is what
must be replayed or undone.  Changes carry the exact hunks, fixes explain them: two fixes may share one place
(an entity that hid a look-alike), and then there is one change.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from textclean.contract import Sure
from textclean.errors import UsageError
from textclean.spans import Hunk, invert, splice, to_source

if TYPE_CHECKING:
    from textclean.decoding import Decoded
    from textclean.evidence.trace import Note


@dataclass(frozen=True, slots=True)
class Fix:
    """One edit of one rule: *old* at ``source[start:end]`` should have been *new*.

    *old* is what the rule saw, which differs from the source where an earlier rule had been at work.  *held* is
    empty for an edit that was applied, else why it was not (``"guess"``, ``"inside a URL"``).
    """

    rule: str
    why: str
    sure: Sure
    start: int
    end: int
    old: str
    new: str
    held: str = ""


class Change(NamedTuple):
    """``source[start:end]``, which was *old*, became ``text[at:till]``, which is *new*."""

    start: int
    end: int
    at: int
    till: int
    old: str
    new: str


class Problem(NamedTuple):
    """A rule that raised: its edits were dropped, the text went on without it."""

    rule: str
    error: str


@dataclass(frozen=True, slots=True)
class Result:
    """What :func:`textclean.inspect` gives back.

    *considered* answers "why, and why not?": with ``trace=True``, each suspicious place with the hypotheses about it,
    in nats, or what stopped it.

    >>> import textclean
    >>> result = textclean.inspect("Th\\u0435 president")
    >>> result.text, result.undo() == "Th\\u0435 president"
    ('The president', True)
    """

    text: str
    before: str
    fixes: tuple[Fix, ...] = ()
    held: tuple[Fix, ...] = ()
    changes: tuple[Change, ...] = ()
    problems: tuple[Problem, ...] = ()
    settled: bool = True
    decoded: Decoded | None = None
    _hunks: tuple[Hunk, ...] = field(default=(), repr=False)
    considered: tuple[Note, ...] = ()

    @property
    def encoding(self) -> str | None:
        """The encoding the bytes were read as; None if the source was a str.  ``decoded`` holds the evidence."""
        return self.decoded.encoding if self.decoded else None

    @property
    def changed(self) -> bool:
        """Was anything changed?"""
        return bool(self.changes)

    def source(self, start: int, end: int) -> tuple[int, int]:
        """The span of the source (the decoded text, for bytes) that became ``text[start:end]``."""
        return to_source(self._hunks, start, end)

    def target(self, start: int, end: int) -> tuple[int, int]:
        """The span of ``text`` that ``source[start:end]`` became."""
        return to_source(invert(self._hunks), start, end)

    def replay(self, source: str | None = None) -> str:
        """The recorded changes made once more, on *source* (default: the text this result was made from).

        Raises :class:`~textclean.errors.UsageError` if *source* is another text.
        """
        given = self.before if source is None else source
        return _put(given, ((c.start, c.end, c.old, c.new) for c in self.changes))

    def show(self, colour: bool | None = None) -> None:
        """Print each damaged line, before and after, and what was found in it.

        *colour*: with colours; by default if standard output is a terminal and ``NO_COLOR`` is not set.
        """
        import os
        import sys

        wanted = sys.stdout.isatty() and "NO_COLOR" not in os.environ if colour is None else colour
        print(_report().lines(self, wanted), end="")

    def _repr_html_(self) -> str:
        """For notebooks: both sides of each damaged line."""
        shown: str = _report().fragment(self)
        return shown

    def undo(self, text: str | None = None) -> str | bytes:
        """The source, from the restored *text* (default: this result's) and the recorded changes.

        The very bytes, if bytes were given.  Raises :class:`~textclean.errors.UsageError` if *text* is another text.
        """
        given = self.text if text is None else text
        before = _put(given, ((c.at, c.till, c.new, c.old) for c in self.changes))
        return self.decoded.encode(before) if self.decoded else before


def _report() -> Any:
    """How people see a result; asked for by name, for reports stand above results."""
    return importlib.import_module("textclean.reports.notebook")


def _put(text: str, edits: Iterable[tuple[int, int, str, str]]) -> str:
    checked = []
    for start, end, expected, new in edits:
        if text[start:end] != expected:
            raise UsageError(
                f"this is not the text the changes were recorded for: {text[start:end]!r} instead of {expected!r} "
                f"at {start}:{end}; inspect the text anew"
            )
        checked.append((start, end, new))
    return splice(text, checked)
