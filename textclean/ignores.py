"""Comments that tell textclean what to leave alone, in the comment syntax of any language.

``textclean: ignore[homoglyphs, bidi]`` holds for its own line, and if the comment is all there is on it, for the next;
without brackets it holds for all rules.  ``textclean: off[...]`` begins a block that ends with ``textclean: on`` or
with the text, however long that is.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass, field, replace

from textclean.patterns import lazy
from textclean.result import Change, Fix, Result
from textclean.spans import hunks_of, splice

SIGN = "textclean:"
_COMMENT = lazy(r"textclean:[ \t]*(ignore|off|on)\b(?:\[([^\]\n]{0,400})\])?")
_WORDS = lazy("[A-Za-z0-9]")
# What may stand in front of a comment that is alone on its line: the words that begin one.
_OPENERS = lazy(r"(?i)^[ \t]*(?:rem|dnl|comment)\b")


@dataclass
class _Ignore:
    """A comment: for the lines *first* to *last*, for *rules* (none: all); *used*: those that found something there.

    *goes_on*: the block began before the text, or does not end in it, so nobody knows whether it is used.
    """

    line: int
    first: int
    last: int
    rules: tuple[str, ...]
    used: set[str] = field(default_factory=set)
    goes_on: bool = False


class Ignores:
    """What the comments of one text say.  Lines count from 1.

    Of a *part* of a text *off* are the rules (none: all) of the block that is open where it begins, if there is one.
    A comment in one of *shown* (spans of code in prose) is shown, and not meant.
    """

    def __init__(
        self,
        text: str,
        off: tuple[str, ...] | None = None,
        part: bool = False,
        shown: Sequence[tuple[int, int]] = (),
    ) -> None:
        self._text = text
        self._ignores: list[_Ignore] = []
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]
        open_block: _Ignore | None = None
        if off is not None:
            open_block = _Ignore(1, 1, len(self._starts), off, goes_on=True)
            self._ignores.append(open_block)
        for comment in _COMMENT.finditer(text):
            if any(start <= comment.start() < end for start, end in shown):
                continue
            line = self.line(comment.start())
            rules = _rules(comment[2])
            if comment[1] == "ignore":
                alone = not _WORDS.search(_OPENERS.sub("", text[self._starts[line - 1] : comment.start()]))
                self._ignores.append(_Ignore(line, line, line + alone, rules))
            elif comment[1] == "off":
                open_block = _Ignore(line, line, len(self._starts), rules)
                self._ignores.append(open_block)
            elif open_block is not None:
                open_block.last = line
                open_block = None
        if open_block is not None:
            open_block.goes_on = open_block.goes_on or part

    def masked(self) -> str:
        """The text with ``_`` for names of rules in the comments: a text that speaks of damage is read otherwise."""
        return _COMMENT.sub(_mask, self._text)

    def unmasked(self, result: Result) -> Result:
        """*result*, of the masked text, as that of the text."""
        return _with(replace(result, before=self._text), result.changes, result.fixes, result.held)

    def applied(self, result: Result) -> Result:
        """*result* without what is to be left alone."""
        return without(result, lambda fix: self.cover(self.line(fix.start), fix.rule))

    def line(self, at: int) -> int:
        """The line of code point *at*."""
        return bisect_right(self._starts, at)

    def cover(self, line: int, rule: str) -> bool:
        """Is what *rule* finds in *line* to be left alone?"""
        found = False
        for ignore in self._ignores:
            if ignore.first <= line <= ignore.last and (not ignore.rules or rule in ignore.rules):
                ignore.used.add(rule)
                found = True
        return found

    def unused(self, on: Container[str]) -> list[tuple[int, str]]:
        """``(line, what to say)`` of comments that name rules, of those that are *on*, which found nothing there."""
        told = []
        for ignore in self._ignores:
            if ignore.goes_on:
                continue
            idle = [rule for rule in ignore.rules if rule in on and rule not in ignore.used]
            if idle or not (ignore.rules or ignore.used):
                what = f"nothing is found there by {' or '.join(idle) or 'any rule'}"
                told.append((ignore.line, f"unused ignore comment: {what}; take it away"))
        return told

    def names(self) -> list[tuple[int, str]]:
        """``(line, rule)`` for each rule that a comment names."""
        begun = [ignore for ignore in self._ignores if not ignore.goes_on or ignore.line > 1]
        return [(ignore.line, rule) for ignore in begun for rule in ignore.rules]


def _mask(comment: re.Match[str]) -> str:
    start = comment.start(2) - comment.start() if comment[2] else len(comment[0])
    return comment[0][:start] + re.sub("[A-Za-z_]", "_", comment[0][start:])


def _rules(listed: str | None) -> tuple[str, ...]:
    return tuple(name.strip() for name in (listed or "").split(",") if name.strip())


def of(
    text: str, off: tuple[str, ...] | None = None, part: bool = False, shown: Sequence[tuple[int, int]] = ()
) -> Ignores | None:
    """The comments of *text*, see :class:`Ignores`; None if none holds there."""
    return Ignores(text, off, part, shown) if SIGN in text or off is not None else None


_BLOCK = lazy(rb"textclean:[ \t]*(off|on)\b(?:\[([^\]\n]{0,400})\])?")


def left_open(data: bytes, off: tuple[str, ...] | None) -> tuple[str, ...] | None:
    """The rules of the block that is open behind *data*, the bytes of a part of a text; *off*: before it.

    In any encoding that extends ASCII, and in UTF-16.
    """
    if SIGN.encode() not in data and b"\0" not in data:
        return off
    for sign in _BLOCK.finditer(data.replace(b"\0", b"")):
        off = None if sign[1] == b"on" else _rules((sign[2] or b"").decode("latin-1"))
    return off


def without(result: Result, ignored: Callable[[Fix], bool]) -> Result:
    """*result* without the fixes that are *ignored*, and without the changes that only such fixes explain."""
    fixes = [fix for fix in result.fixes if not ignored(fix)]
    held = tuple(fix for fix in result.held if not ignored(fix))
    if len(fixes) == len(result.fixes):
        return result if len(held) == len(result.held) else _with(result, result.changes, result.fixes, held)
    gone = [fix for fix in result.fixes if fix not in fixes]
    kept = [
        change
        for change in result.changes
        if not any(_meet(change, fix) for fix in gone) or any(_meet(change, fix) for fix in fixes)
    ]
    return _with(result, tuple(kept), tuple(fixes), held)


def _meet(change: Change, fix: Fix) -> bool:
    return fix.start <= change.end and change.start <= fix.end


def _with(result: Result, changes: tuple[Change, ...], fixes: tuple[Fix, ...], held: tuple[Fix, ...]) -> Result:
    placed = []
    shift = 0
    for change in changes:
        at = change.start + shift
        placed.append(change._replace(at=at, till=at + len(change.new)))
        shift += len(change.new) - (change.end - change.start)
    edits = [(change.start, change.end, change.new) for change in placed]
    return Result(
        splice(result.before, edits) if edits else result.before,
        result.before,
        fixes,
        held,
        tuple(placed),
        result.problems,
        result.settled,
        result.decoded,
        tuple(hunks_of(edits)),
        result.considered,
    )
