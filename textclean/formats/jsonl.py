"""JSON lines: one record a line; the named fields are texts, every other byte of the line stays.

Only a line with a damaged field is taken apart; all others are parsed, to be checked, and passed on as they are.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, BinaryIO

from textclean.errors import unknown
from textclean.formats import cells
from textclean.formats.base import Block, Done, Note, Plain, Task
from textclean.formats.blocks import LineEnds, blocks
from textclean.formats.cells import Cell, Look, Piece

_DEFAULT = ("text",)
_MOST_NOTES = 3  # bad lines of a block that are named one by one
_MOST_NAMES = 20  # of fields, that are told
_DEEPEST = 200  # levels of lists and objects
# A string that never closes goes to the end, or every quotation mark in it would be tried as its beginning.
_NESTING = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)|[\[\]{}]', re.S)
_BLANK = " \t\r\n"
_ESCAPE = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|[^\\]+", re.S)
_DECODER = json.JSONDecoder(strict=False, parse_int=len)  # a number may have more digits than Python would read


class JsonlFormat(Plain):
    """See the module."""

    places = "field"

    def blocks(self, stream: BinaryIO, task: Task) -> Iterator[Block]:
        """Whole lines, of any length; with ``--line-buffered`` single ones as they come."""
        return blocks(stream, task, LineEnds())

    def treat(self, block: Block, task: Task) -> Done:
        """Clean the named fields of every line."""
        return cells.treat(block, task, _cells)


def _cells(text: str, block: Block, task: Task, look: Look) -> Iterator[Cell | Note]:
    paths = [tuple(field.split(".")) for field in task.places or _DEFAULT]
    bad: list[Note] = []
    known: dict[str, None] = {}
    missing = dict.fromkeys(paths)
    at = 0
    for number, line in enumerate(text.split("\n"), 1):
        if line and not line.isspace():
            try:
                record = _record(line)
            except _TooDeepError as error:
                bad.append(Note(f"{error}; passed through", number, failed=True, passed=1))
            except (ValueError, RecursionError) as error:
                bad.append(Note(f"no JSON ({error}); passed through", number, passed=1))
            else:
                values = [value for path in paths for value in _values(record, path)]
                if missing:
                    missing = {path: None for path in missing if not _values(record, path)}
                    if isinstance(record, dict) and len(known) < _MOST_NAMES:
                        known |= dict.fromkeys(record)
                if any(look(value, None) for value in values):
                    for path in paths:
                        yield from _taken_apart(line, at, path, look)
        at += len(line) + 1
    yield from bad[:_MOST_NOTES]
    if more := bad[_MOST_NOTES:]:
        told = f"and {len(more)} more lines that are no JSON, or nested too deep; passed through"
        yield Note(told, failed=any(note.failed for note in more), passed=len(more))
    if known and block.first:
        yield from _unknown(missing, known, bool(task.places))


def _unknown(missing: Iterable[tuple[str, ...]], known: dict[str, None], named: bool) -> Iterator[Note]:
    """What to say of the fields that no line of the first block has; who *named* one has made a mistake."""
    for path in missing:
        name = ".".join(path)
        hint = f"there are: {', '.join(known)}; name one with --field"
        if len(path) == 1 and "did you mean" in (near := str(unknown("field", name, known))):
            hint = near.partition("; ")[2]
        yield Note(f"no line has the field {name}; {hint}", failed=named)


class _TooDeepError(ValueError):
    """A record that not every Python can read."""


def _record(line: str) -> Any:
    """What *line* holds.  Raises ValueError if it is no JSON, or :class:`_TooDeepError`."""
    if line.count("[") + line.count("{") > _DEEPEST:
        depth = 0
        for token in _NESTING.findall(line):
            depth += token in ("[", "{")
            depth -= token in ("]", "}")
            if depth > _DEEPEST:
                raise _TooDeepError(f"nested deeper than {_DEEPEST}")
    return _DECODER.decode(line)


def _values(record: Any, path: tuple[str, ...]) -> list[str]:
    """The strings at *path*; a list on the way stands for each of its items."""
    if isinstance(record, list):
        return [value for item in record for value in _values(item, path)]
    if not path:
        return [record] if isinstance(record, str) else []
    if isinstance(record, dict) and path[0] in record:
        return _values(record[path[0]], path[1:])
    return []


def _taken_apart(line: str, offset: int, path: tuple[str, ...], look: Look) -> Iterator[Cell]:
    """The damaged cells at *path* of a line that begins at *offset* of the text."""
    for start, end in _spans(line, skip_blanks(line, 0), path):
        value = _DECODER.raw_decode(line, start)[0]
        if look(value, None):
            yield Cell(value, list(string_pieces(line, offset, start, end)), quoter(line[start:end]), ".".join(path))


def _spans(line: str, at: int, path: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """The spans of the string tokens at *path* below the value that begins at *at*.  Of equal keys the last counts."""
    if line[at] == '"' and not path:
        yield at, _DECODER.raw_decode(line, at)[1]
    elif line[at] == "[":
        for start in items(line, at):
            yield from _spans(line, start, path)
    elif line[at] == "{" and path:
        found = dict(members(line, at))
        if path[0] in found:
            yield from _spans(line, found[path[0]], path[1:])


def members(line: str, at: int) -> Iterator[tuple[str, int]]:
    """The keys of the object at *at*, each with the place of its value."""
    at = skip_blanks(line, at + 1)
    while line[at] != "}":
        key, at = _DECODER.raw_decode(line, at)
        at = skip_blanks(line, skip_blanks(line, at) + 1)
        yield key, at
        at = skip_blanks(line, _DECODER.raw_decode(line, at)[1])
        if line[at] == ",":
            at = skip_blanks(line, at + 1)


def items(line: str, at: int) -> Iterator[int]:
    """The places of the values of the list at *at*."""
    at = skip_blanks(line, at + 1)
    while line[at] != "]":
        yield at
        at = skip_blanks(line, _DECODER.raw_decode(line, at)[1])
        if line[at] == ",":
            at = skip_blanks(line, at + 1)


def skip_blanks(line: str, at: int) -> int:
    """The first place from *at* on that is no white space."""
    while at < len(line) and line[at] in _BLANK:
        at += 1
    return at


def string_pieces(line: str, offset: int, start: int, end: int) -> Iterator[Piece]:
    """The string token ``line[start:end]`` as pieces of a text in which *line* begins at *offset*."""
    for match in _ESCAPE.finditer(line, start + 1, end - 1):
        token = match[0]
        escape = token[0] == "\\"
        value = json.loads(f'"{token}"') if escape else token
        yield Piece(value, match.start() + offset, match.end() + offset, escape)
    if end - start == 2:
        yield Piece("", start + 1 + offset, end - 1 + offset)


def quoter(token: str) -> Callable[[str], str]:
    """How new text is written in *token*: in ASCII if it is all ASCII with escapes, else as it is."""
    ascii_only = token.isascii() and "\\u" in token
    return lambda new: json.dumps(new, ensure_ascii=ascii_only)[1:-1]


FORMAT = JsonlFormat()
