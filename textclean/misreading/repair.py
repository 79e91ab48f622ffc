"""A repair of one stretch of text, and the edits it comes to: one for each run of characters that changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from textclean.contract import Edit, Sure
from textclean.misreading import adapter, chains
from textclean.misreading.charsets import charset
from textclean.misreading.fees import Step

_BLANKS = re.compile("([\x00-\x2f]+)")  # never a trail byte in a two-byte charset


class Repair(NamedTuple):
    """``value[start:end]`` was *new* before *chain* befell it."""

    start: int
    end: int
    new: str
    chain: tuple[Step, ...]
    sure: Sure


def edits_of(value: str, made: list[Repair]) -> Iterator[Edit]:
    """The edits of all repairs *made* in *value*."""
    for repair in made:
        yield from differences_of(repair.start, value[repair.start : repair.end], repair.new, repair.chain, repair.sure)


def differences_of(at: int, before: str, after: str, chain: tuple[Step, ...], sure: Sure) -> Iterator[Edit]:
    """One edit for each changed run of non-ASCII characters of *before*, which starts at *at* in the document."""
    why = chains.why(chain)
    wide = any(charset(name).wide for step in chain for name in step if name != "utf-8")
    for start, end, new in adapter.differences(at, before, after, *([_BLANKS] if wide else [])):
        yield Edit(start, end, new, why, sure)


def places_of(made: list[Repair], line: str, start: int) -> list[int]:
    """Where each character of *line*, which starts at *start*, stood before the repairs *made*."""
    places: list[int] = []
    at = start
    for repair in made:
        places += range(at, repair.start)
        places += [repair.start] * len(repair.new)
        at = repair.end
    return [*places, *range(at, start + len(line))]
