"""A unified diff, made from the recorded changes: no two texts are ever compared, so it costs what it prints."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from textclean.reports.paint import Paint
from textclean.reports.visible import visible
from textclean.result import Change, Result
from textclean.spans import splice

CONTEXT = 3  # unchanged lines around a change, as everywhere


class Hunk(NamedTuple):
    """Rows of a diff: each begins with a blank, ``-`` or ``+``.  *line* counts from 0 within the block."""

    line: int
    rows: tuple[str, ...]


def hunks(result: Result) -> tuple[Hunk, ...]:
    """The hunks of what *result* changed, with lines as in the decoded text."""
    groups: list[tuple[int, int, str]] = []
    for start, end, new in _groups(result):
        if groups and groups[-1][1] == start:
            groups[-1] = (groups[-1][0], end, groups[-1][2] + new)
        else:
            groups.append((start, end, new))
    return tuple(_hunks(result.before, groups))


def _groups(result: Result) -> Iterator[tuple[int, int, str]]:
    """Runs of changed lines: ``(start, end, new)`` in code points of the source, whole lines."""
    before = result.before
    index = 0
    changes = result.changes
    while index < len(changes):
        start = before.rfind("\n", 0, changes[index].start) + 1
        end = start
        inside: list[Change] = []
        while index < len(changes) and (changes[index].start <= end or not inside):
            # a change at the very start of the next line may have swallowed this line's end
            inside.append(changes[index])
            last = max(changes[index].end, changes[index].start + 1, end)
            end = end if end >= last and before[end - 1 : end] == "\n" else _line_end(before, last - 1)
            index += 1
        yield start, end, splice(before[start:end], [(c.start - start, c.end - start, c.new) for c in inside])


def _line_end(text: str, at: int) -> int:
    return text.find("\n", at) + 1 or len(text)


def _hunks(before: str, groups: list[tuple[int, int, str]]) -> Iterator[Hunk]:
    line = at = 0  # line number of code point *at*
    index = 0
    while index < len(groups):
        start, end, _ = groups[index]
        head = _back(before, start, at)
        line += before.count("\n", at, head)
        at = head
        rows = _rows(" ", before[head:start])
        while True:
            old, new = _rows("-", before[start:end]), _rows("+", groups[index][2])
            rows += old + new
            index += 1
            stop = _forward(before, end)
            if index == len(groups) or _back(before, groups[index][0], end) > stop:
                rows += _rows(" ", before[end:stop])
                break
            rows += _rows(" ", before[end : groups[index][0]])
            start, end, _ = groups[index]
        yield Hunk(line, tuple(rows))
        line += before.count("\n", at, stop)
        at = stop


def _back(text: str, at: int, least: int) -> int:
    """The start of the line that is CONTEXT lines before the line at *at*, not before *least*."""
    for _ in range(CONTEXT):
        if at <= least:
            return least
        at = text.rfind("\n", least, at - 1) + 1 or least
    return at


def _forward(text: str, at: int) -> int:
    for _ in range(CONTEXT):
        if at >= len(text):
            break
        at = _line_end(text, at)
    return at


def _rows(sign: str, lines: str) -> list[str]:
    """The lines, each with its sign and without its LF; a last line without LF is followed by the usual remark."""
    if not lines:
        return []
    rows = [sign + line for line in lines.split("\n")]
    if rows[-1] == sign:
        rows.pop()
    else:
        rows.append("\\ No newline at end of file")
    return rows


class Diff:
    """Prints hunks of one file after another, block by block.

    For a person, in colour or on a terminal, hidden characters are shown by code point; for a pipe it is a patch.
    """

    def __init__(self, colour: bool, terminal: bool = False) -> None:
        self._paint = Paint(colour)
        self._safe = colour or terminal
        self._path = ""
        self._grown = 0

    def write(self, path: str, found: Iterable[Hunk], line: int) -> str:
        """The hunks of a block that starts at *line* (from 0) of the file."""
        out: list[str] = []
        for hunk in found:
            if path != self._path:
                name = _named(path)
                out += [self._paint(f"--- {name}", bold=True), self._paint(f"+++ {name}\t(restored)", bold=True)]
                self._path = path
                self._grown = 0
            old = sum(row[0] in " -" for row in hunk.rows)
            new = sum(row[0] in " +" for row in hunk.rows)
            at = line + hunk.line + 1
            place = f"@@ -{at if old else at - 1},{old} +{at + self._grown if new else at + self._grown - 1},{new} @@"
            self._grown += new - old
            out.append(self._paint(place, fg="cyan"))
            out += [self._row(row) for row in hunk.rows]
        return "\n".join([*out, ""]) if out else ""

    def _row(self, row: str) -> str:
        if not self._safe:
            return row
        return self._paint(row[0] + visible(row[1:]), fg={"-": "red", "+": "green"}.get(row[0]))


def _named(path: str) -> str:
    """*path*; if it holds controls or quotes, in quotes with the bytes of all but ASCII in octal, as git does it."""
    if '"' not in path and "\\" not in path and (path.isprintable() or visible(path) == path):
        return path
    escaped = (chr(b) if 0x20 <= b < 0x7F and b not in b'"\\' else f"\\{b:03o}" for b in os.fsencode(path))
    return f'"{"".join(escaped)}"'
