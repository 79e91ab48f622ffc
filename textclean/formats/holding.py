"""A result of which some changes are not made: they are held, and told."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import replace

from textclean.result import Change, Result
from textclean.spans import Hunk, splice


def holding(result: Result, why: Callable[[Change], str]) -> Result:
    """*result* with the changes of which *why* says nothing; the others are held for the reason that it gives."""
    made: list[Change] = []
    left: list[tuple[int, int, str]] = []
    shift = 0
    for change in result.changes:
        if reason := why(change):
            left.append((change.start, change.end, reason))
            continue
        at = change.start + shift
        made.append(change._replace(at=at, till=at + len(change.new)))
        shift += len(change.new) - len(change.old)
    if not left:
        return result
    reason_of = _Touching(left)
    fixes = tuple(fix for fix in result.fixes if not reason_of(fix.start, fix.end))
    reasons = ((fix, reason_of(fix.start, fix.end)) for fix in result.fixes)
    held = [*result.held, *(replace(fix, held=reason) for fix, reason in reasons if reason)]
    return replace(
        result,
        text=splice(result.before, [(c.start, c.end, c.new) for c in made]),
        fixes=fixes,
        held=tuple(sorted(held, key=lambda fix: (fix.start, fix.end, fix.rule))),
        changes=tuple(made),
        _hunks=tuple(Hunk(*change[:4]) for change in made),
    )


class _Touching:
    """The reason of the first of *spans*, sorted and disjoint, that a span touches; empty if there is none."""

    def __init__(self, spans: list[tuple[int, int, str]]) -> None:
        self._spans = spans
        self._ends = [end for _, end, _ in spans]

    def __call__(self, start: int, end: int) -> str:
        at = bisect_left(self._ends, start)
        return self._spans[at][2] if at < len(self._spans) and self._spans[at][0] <= end else ""
