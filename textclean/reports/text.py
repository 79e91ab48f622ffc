"""The short report for people: one line for what a rule found in a line of the file, as linters do it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from textclean.reports.findings import Finding, Spot, Tally
from textclean.reports.full import COLOURS
from textclean.reports.paint import Paint
from textclean.reports.visible import visible
from textclean.reports.wording import stated, summary, unseen
from textclean.spans import Hunk

_MOST = 50  # lines for a file
_WORDS = 3  # in a line
_LONGEST = 40  # code points of one, on either side of the arrow
_BLANKS = " \t\r\n"
_LEAD = 16  # code points that may stand before and behind a change in its word


class TextReport:
    """See the module."""

    def __init__(self, paint: Paint) -> None:
        self._paint = paint
        self._path = ""
        self._lines = 0

    def head(self) -> str:
        """Nothing."""
        return ""

    def spots(self, path: str, found: Sequence[Spot]) -> str:
        """At most so many lines for a file."""
        out = self._rest() if path != self._path else ""
        self._path = path
        for spot in found:
            for group in _groups(spot):
                self._lines += 1
                if self._lines <= _MOST:
                    out += self._line(path, spot, group) + "\n"
        return out

    def tail(self, tally: Tally) -> str:
        """One line for the whole run."""
        return f"{self._rest()}{summary(tally)}\n"

    def _rest(self) -> str:
        """How many lines of the last file were not shown."""
        more, self._lines = self._lines - _MOST, 0
        return f"{_file(self._path)}: and {more:,} more; --output-format jsonl lists them all\n" if more > 0 else ""

    def _line(self, path: str, spot: Spot, group: list[Finding]) -> str:
        first = group[0]
        paint = self._paint
        place = paint(f"{_file(path)}:{first.line}:{first.column}", bold=True)
        cell = f" ({visible(spot.cell)})" if spot.cell else ""
        rule = paint(first.rule, fg="blue" if first.held else COLOURS[first.sure])
        state = stated(first)
        return f"{place}{cell}: {rule} {_words(spot, group)} ({visible(state)})"


def _file(path: str) -> str:
    """*path*; "::" at the start of a line is a command to GitHub."""
    return visible(f"./{path}" if path.startswith(":") else path)


def _groups(spot: Spot) -> list[list[Finding]]:
    """The findings of a line by rule, by grade, by why they are held."""
    groups: dict[tuple[str, ...], list[Finding]] = {}
    for finding in spot.findings:
        groups.setdefault((finding.rule, finding.sure, finding.held, finding.level), []).append(finding)
    return list(groups.values())


def _words(spot: Spot, group: list[Finding]) -> str:
    """The damaged words and what becomes of them; one that comes again is told once."""
    if not any(finding.old or finding.new for finding in group) or group[0].rule == "decoding":
        shown = dict.fromkeys(f"{visible(f.why)}" for f in group)
    else:
        rule = group[0].rule
        shown = dict.fromkeys(_arrow(old, new, unseen(rule, old, new)) for old, new in _pairs(spot, group))
    listed = ", ".join(list(shown)[:_WORDS])
    return listed if len(shown) <= _WORDS else f"{listed} and {len(shown) - _WORDS} more"


def _arrow(old: str, new: str, gone: frozenset[str]) -> str:
    return f"{_cut(old, gone)} \N{RIGHTWARDS ARROW} {_cut(new, frozenset()) or 'nothing'}"


def _cut(text: str, gone: frozenset[str]) -> str:
    return visible(text if len(text) <= _LONGEST else text[: _LONGEST - 3] + "...", gone)


def _pairs(spot: Spot, group: list[Finding]) -> Iterator[tuple[str, str]]:
    """Each word of the line *before* that a finding touches, and what it is *after*; words that meet are one."""
    before = spot.before
    if group[0].held:
        for finding in group:
            start, end = _word(before, finding.at, finding.till)
            yield before[start:end], before[start : finding.at] + finding.new + before[finding.till : end]
        return
    words: list[tuple[int, int]] = []
    for finding in sorted(group, key=lambda f: f.at):
        start, end = _word(before, finding.at, finding.till)
        if words and start <= words[-1][1]:
            words[-1] = words[-1][0], max(end, words[-1][1])
        else:
            words.append((start, end))
    for start, end in words:
        yield _pair(spot, start, end)


def _pair(spot: Spot, start: int, end: int) -> tuple[str, str]:
    """``before[start:end]`` and what it became, with all of the changes that reach into it."""
    changes = spot.changes
    first = bisect_left(changes, start, key=lambda change: change.end)
    last = max(first, bisect_left(changes, end, key=lambda change: change.start))
    shift = _shift(changes, first)
    if first < last:
        start, end = min(start, changes[first].start), max(end, changes[last - 1].end)
    return spot.before[start:end], spot.after[start + shift : end + _shift(changes, last)]


def _shift(changes: Sequence[Hunk], count: int) -> int:
    """How much longer the first *count* changes made the line."""
    return changes[count - 1].till - changes[count - 1].end if count else 0


def _word(text: str, start: int, end: int) -> tuple[int, int]:
    """From blank to blank around *start* to *end*, not far."""
    least, most = max(0, start - _LEAD), min(len(text), end + _LEAD)
    while start > least and text[start - 1] not in _BLANKS:
        start -= 1
    while end < most and text[end] not in _BLANKS:
        end += 1
    return start, end


def make(colour: bool) -> TextReport:
    """The report, with or without colours."""
    return TextReport(Paint(colour))
