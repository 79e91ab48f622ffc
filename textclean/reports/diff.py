"""A unified diff, made from the recorded changes: no two texts are ever compared, so it costs what it prints."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from textclean.reports.paint import Paint
from textclean.reports.visible import visible
from textclean.result import Change, Result
from textclean.spans import splice

CONTEXT = 3  # unchanged lines around a change, as everywhere
_AS_UTF_8 = frozenset(("utf-8", "ascii", "utf-16le", "utf-16be", "utf-32le", "utf-32be", ""))


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

    For a person, in colour or on a terminal, hidden characters are shown by code point, and in colour the characters
    that changed are set off; for a pipe it is a patch, in the encoding of the file that it is for.
    """

    def __init__(self, colour: bool, terminal: bool = False) -> None:
        self._paint = Paint(colour)
        self._colour = colour
        self._safe = colour or terminal
        self._path = ""
        self._grown = 0

    def write(self, path: str, found: Iterable[Hunk], line: int, encoding: str = "utf-8", bom: bytes = b"") -> bytes:
        """The hunks of a block that starts at *line* (from 0) of the file, which begins with *bom*."""
        out: list[bytes] = []
        for hunk in found:
            if path != self._path:
                name = _named(path)
                out.append(self._paint(f"--- {name}", bold=True).encode())
                out.append(self._paint(f"+++ {name}\t(restored)", bold=True).encode())
                self._path = path
                self._grown = 0
            old = sum(row[0] in " -" for row in hunk.rows)
            new = sum(row[0] in " +" for row in hunk.rows)
            at = line + hunk.line + 1
            place = f"@@ -{at if old else at - 1},{old} +{at + self._grown if new else at + self._grown - 1},{new} @@"
            self._grown += new - old
            out.append(self._paint(place, fg="cyan").encode())
            if self._safe:
                out += [row.encode() for row in self._shown(hunk.rows)]
            else:
                out += _encoded(hunk.rows, encoding, bom if at == 1 else b"")
        return b"\n".join([*out, b""]) if out else b""

    def _shown(self, rows: Sequence[str]) -> Iterator[str]:
        """The rows for a person."""
        marked = _marked(rows) if self._colour else {}
        for number, row in enumerate(rows):
            colour = {"-": "red", "+": "green"}.get(row[0])
            if number not in marked:
                yield self._paint(row[0] + visible(row[1:]), fg=colour)
                continue
            shown = self._paint(row[0], fg=colour)
            at = 1
            for start, end in marked[number]:
                shown += self._paint(visible(row[at:start]), fg=colour) if start > at else ""
                shown += self._paint(visible(row[start:end]), fg=colour, reverse=True)
                at = end
            yield shown + (self._paint(visible(row[at:]), fg=colour) if at < len(row) else "")


def _encoded(rows: Iterable[str], encoding: str, bom: bytes) -> Iterator[bytes]:
    """The rows as the lines of the file are: git and patch compare bytes.

    UTF-16 and the like no patch program can read, and what an encoding cannot hold is not in the file: both in UTF-8.
    """
    from textclean.decoding import codecs

    marks = {" ": bom, "-": bom, "+": bom}  # the first line, old and new
    for row in rows:
        try:
            data = codecs.encode(row[1:], encoding) if encoding not in _AS_UTF_8 else row[1:].encode()
        except (UnicodeEncodeError, LookupError):
            data = row[1:].encode()
        yield row[0].encode() + marks.pop(row[0], b"") + data
        if row[0] == " ":
            marks.clear()


def _marked(rows: Sequence[str]) -> dict[int, list[tuple[int, int]]]:
    """By number of row, what differs between a ``-`` row and the ``+`` row that it became."""
    found: dict[int, list[tuple[int, int]]] = {}
    number = 0
    while number < len(rows):
        old = number
        while number < len(rows) and rows[number][0] == "-":
            number += 1
        new = number
        while number < len(rows) and rows[number][0] == "+":
            number += 1
        if new - old == number - new:
            for n in range(new - old):
                found[old + n], found[new + n] = _differences(rows[old + n], rows[new + n])
        number = max(number, old + 1)
    return found


def _differences(old: str, new: str) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """What differs, word by word if there are equally many; each word is compared from both ends only."""
    olds, news = old[1:].split(" "), new[1:].split(" ")
    if len(olds) != len(news):
        olds, news = [old[1:]], [new[1:]]
    left: list[tuple[int, int]] = []
    right: list[tuple[int, int]] = []
    at = to = 1
    for a, b in zip(olds, news, strict=True):
        if a != b:
            same = _common(a, b)
            rest = _common(a[same:][::-1], b[same:][::-1])
            left.append((at + same, at + len(a) - rest))
            right.append((to + same, to + len(b) - rest))
        at += len(a) + 1
        to += len(b) + 1
    return [(s, e) for s, e in left if s < e], [(s, e) for s, e in right if s < e]


def _common(a: str, b: str) -> int:
    """How many characters they have in common at the beginning."""
    return next((n for n, (c, d) in enumerate(zip(a, b, strict=False)) if c != d), min(len(a), len(b)))


def _named(path: str) -> str:
    """*path*; if it holds controls or quotes, in quotes with the bytes of all but ASCII in octal, as git does it."""
    if '"' not in path and "\\" not in path and (path.isprintable() or visible(path) == path):
        return path
    escaped = (chr(b) if 0x20 <= b < 0x7F and b not in b'"\\' else f"\\{b:03o}" for b in os.fsencode(path))
    return f'"{"".join(escaped)}"'
