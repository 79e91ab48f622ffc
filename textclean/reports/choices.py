"""What a person may decide: each change may be refused, and each held edit accepted.

A choice is a place of the source.  All that are on make the text; so the text, the way back from it and the record of
what was done follow from which choices are on, and from nothing else.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import NamedTuple

from textclean.result import Change, Fix, Result
from textclean.spans import hunks_of, splice


class Choice(NamedTuple):
    """``source[start:end]``, in code points, becomes *new* if the choice is *on*, as it is from the start or not."""

    start: int
    end: int
    new: str
    on: bool


def choices(result: Result) -> list[Choice]:
    """All changes of *result*, and those held edits that could be made beside them, in the order of the text.

    Of held edits at one place the surest is offered.  An edit of text that an earlier rule had changed is none: its
    place in the source does not hold what the rule saw.
    """
    found = sorted(Choice(c.start, c.end, c.new, True) for c in result.changes)
    for fix in sorted(result.held, key=lambda fix: (-fix.sure, fix.start, fix.end)):
        if result.before[fix.start : fix.end] == fix.old != fix.new and not _overlaps(fix, found):
            insort(found, Choice(fix.start, fix.end, fix.new, False))
    return found


def _overlaps(fix: Fix, found: list[Choice]) -> bool:
    """Does *fix* share a place with one of *found*, which are sorted?  Two that touch could be put in either order."""
    at = bisect_left(found, (fix.start,))
    near = found[max(0, at - 1) : at + 1]
    return any(choice.start <= fix.end and fix.start <= choice.end for choice in near)


def decided(result: Result, on: Collection[int]) -> Result:
    """*result* with those choices made whose numbers are in *on*, and no others.

    Its text, changes and the way back are those of the choices; what was found and held stays told as it was.

    >>> import textclean
    >>> result = textclean.inspect("Th\\u0435 president of zero\\u200bwidth")
    >>> decided(result, {1}).text, decided(result, {1}).undo() == result.before
    ('Th\\u0435 president of zerowidth', True)
    """
    made = [choice for number, choice in enumerate(choices(result)) if number in on]
    edits = [(c.start, c.end, c.new) for c in made]
    text, hunks = splice(result.before, edits), tuple(hunks_of(edits))
    return replace(result, text=text, changes=tuple(_changes(result.before, made)), _hunks=hunks)


def _changes(before: str, made: Iterable[Choice]) -> Iterable[Change]:
    moved = 0
    for start, end, new, _ in made:
        yield Change(start, end, start + moved, start + moved + len(new), before[start:end], new)
        moved += len(new) - (end - start)
