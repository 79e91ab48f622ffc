"""Functions from string to string (ftfy, Unidecode, a user's own) as sources of edits.

Such a function says what a text should be, not where it changed it.  It is asked line by line (LF only), and each
line is taken apart at its ASCII runs: one edit for each changed run of other characters, where the ASCII around them
survived; else one edit for the part of the line between its first and its last change.  Never a diff: that costs
quadratic time, and invents places.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

_ASCII_RUNS = re.compile("([\x00-\x7f]+)")


class Change(NamedTuple):
    """``text[start:end]`` became *new*, in code points."""

    start: int
    end: int
    new: str


def changes(function: Callable[[str], str], value: str, lines: Iterable[tuple[int, int]]) -> Iterator[Change]:
    """What *function* changes on those *lines* of *value*, sorted as the lines are."""
    for start, end in lines:
        line = value[start:end]
        yield from differences(start, line, function(line))


def differences(at: int, before: str, after: str, parts: re.Pattern[str] = _ASCII_RUNS) -> Iterator[Change]:
    """The changes from *before*, which starts at *at*, to *after*; *parts* matches what must be the same in both.

    >>> list(differences(0, "a\\xc3\\xa9b \\xe9", "a\\xe9b \\xe9"))
    [Change(start=1, end=3, new='\xe9')]
    """
    if before == after:
        return
    old, new = parts.split(before), parts.split(after)
    if len(old) != len(new) or old[1::2] != new[1::2]:
        old, new = _aligned(old, new)
    for piece, other in zip(old, new, strict=True):
        if piece != other:
            start, end = _shared(piece, other)
            yield Change(at + start, at + len(piece) - end, other[start : len(other) - end])
        at += len(piece)


def _aligned(old: list[str], new: list[str]) -> tuple[list[str], list[str]]:
    """The pieces of two texts whose ASCII runs differ: those at either end that still agree, and one between."""
    most = min(len(old), len(new))
    first = last = 0
    while first + 1 < most and old[first + 1] == new[first + 1]:
        first += 2
    while last + 1 < most - first and old[-2 - last] == new[-2 - last]:
        last += 2
    head, tail = old[:first], old[len(old) - last :]
    head_new, tail_new = new[:first], new[len(new) - last :]
    middle, middle_new = old[first : len(old) - last], new[first : len(new) - last]
    # Where one run lost or won a blank, what is left of it still parts the pieces.
    if len(middle) > 2 and len(middle_new) > 2 and (kept := _shared(middle[-2], middle_new[-2])[1]):
        tail, tail_new = [middle[-2][-kept:], middle[-1], *tail], [middle_new[-2][-kept:], middle_new[-1], *tail_new]
        middle = [*middle[:-2], middle[-2][:-kept]]
        middle_new = [*middle_new[:-2], middle_new[-2][:-kept]]
    return [*head, "".join(middle), *tail], [*head_new, "".join(middle_new), *tail_new]


def _shared(old: str, new: str) -> tuple[int, int]:
    """How many characters *old* and *new* share at the start and at the end."""
    limit = min(len(old), len(new))
    start = 0
    while start < limit and old[start] == new[start]:
        start += 1
    end = 0
    while end < limit - start and old[-1 - end] == new[-1 - end]:
        end += 1
    return start, end
