"""CSV and TSV: a cell of the chosen columns is a text; delimiters, quoting and line ends stay as they are.

The delimiter is the one of ``,`` ``;`` TAB ``|`` that the first row holds most of.  A cell keeps its quotes or their
absence; new quotes are set only where a restored cell could not be read back without them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, partial
from typing import BinaryIO, NamedTuple

from textclean.errors import UsageError
from textclean.formats import cells
from textclean.formats.cells import Cell, Look, Piece
from textclean.formats.decoded import blocks, decoded_block
from textclean.stream import Block, Done, Note, Plain, Task, line_end

_DELIMITERS = ",;\t|"
_MOST_NOTES = 3  # misplaced quotes of a block that are named one by one


class Shape(NamedTuple):
    """What the first row says about all: the delimiter, and the chosen columns from 0 (None: all)."""

    delimiter: str
    chosen: tuple[int, ...] | None
    header: tuple[str, ...]


class TableFormat(Plain):
    """See the module."""

    def blocks(self, stream: BinaryIO, task: Task) -> Iterator[Block]:
        """Whole rows, though a quoted cell may hold line ends; every block knows the first row."""
        shape: Shape | None = None
        for block in blocks(stream, task, row_end):
            if shape is None:
                shape = _shape(decoded_block(block, task).text, task.places)
            yield block._replace(context=shape)

    def treat(self, block: Block, task: Task) -> Done:
        """Clean the chosen columns of every row but the header."""
        return cells.treat(block, task, _cells)


def _cells(text: str, block: Block, task: Task, look: Look) -> Iterator[Cell | Note]:
    shape: Shape = block.context
    pattern = _field(shape.delimiter)
    row = column = 0
    at = line = counted = misplaced = 0  # *line* line ends before *counted*
    while at < len(text):
        match = pattern.match(text, at)
        if match is None:  # a quote that never closes, or text behind a closing one: the row goes by as it is
            end = text.find("\n", at) + 1 or len(text)
            misplaced += 1
            if misplaced <= _MOST_NOTES:
                line += text.count("\n", counted, at)
                counted = at
                yield Note("a cell with a misplaced quote; passed through", line + 1)
            at, row, column = end, row + 1, 0
            continue
        named = shape.chosen is None or column in shape.chosen
        if named and not (block.first and row == 0 and shape.header):
            value = match[2] if match[1] is None else match[1].replace('""', '"')
            if value and look(value, None):
                name = shape.header[column] if column < len(shape.header) else f"column {column + 1}"
                quoted = match[1] is not None
                start, end = match.span(1 if quoted else 2)
                pieces = list(_pieces(text, start, end, quoted))
                if quoted:
                    yield Cell(value, pieces, _doubled, name)
                else:
                    alone = column == 0 and match[3] != shape.delimiter
                    yield Cell(value, pieces, str, name, rewrite=partial(_wrapped, shape.delimiter, alone))
        at = match.end()
        if match[3] == shape.delimiter:
            column += 1
        else:
            row, column = row + 1, 0
    if misplaced > _MOST_NOTES:
        yield Note(f"and {misplaced - _MOST_NOTES} more cells with a misplaced quote; passed through")


def _doubled(new: str) -> str:
    return new.replace('"', '""')


def _wrapped(delimiter: str, alone: bool, new: str) -> str | None:
    """The cell in quotes, if it could not be read back without: *alone* in its row and empty, it would be no row."""
    needed = new.startswith('"') or (alone and not new) or any(c in new for c in (delimiter, "\r", "\n"))
    return f'"{_doubled(new)}"' if needed else None


def _pieces(text: str, start: int, end: int, quoted: bool) -> Iterator[Piece]:
    if not quoted or '"' not in text[start:end]:
        yield Piece(text[start:end], start, end)
        return
    for match in re.compile('""|[^"]+').finditer(text, start, end):
        escape = match[0] == '""'
        yield Piece('"' if escape else match[0], match.start(), match.end(), escape)


@cache
def _field(delimiter: str) -> re.Pattern[str]:
    """One cell and what ends it: quoted in group 1, else in group 2; the end in group 3."""
    d = re.escape(delimiter)
    return re.compile(rf'(?:"([^"]*(?:""[^"]*)*)"|([^"{d}\r\n][^{d}\r\n]*)?)({d}|\r\n|\n|\r|\Z)')


def _shape(text: str, names: tuple[str, ...]) -> Shape:
    first = text.split("\n", 1)[0]
    bare = re.sub(r'"[^"]*"', "", first)
    delimiter = max(_DELIMITERS, key=bare.count)
    row: list[str] = []
    at = 0
    while match := _field(delimiter).match(text, at):
        row.append(match[2] or "" if match[1] is None else match[1].replace('""', '"'))
        at = match.end()
        if match[3] != delimiter:
            break
    row = [name.strip() for name in row]
    if not names:
        return Shape(delimiter, None, tuple(row))
    return Shape(delimiter, tuple(_column(name, row) for name in names), tuple(row))


def _column(name: str, row: list[str]) -> int:
    if name in row:
        return row.index(name)
    if name.isascii() and name.isdigit() and 0 < int(name) <= len(row):
        return int(name) - 1
    raise UsageError(f"there is no column {name!r}; there are: {', '.join(row)} (or 1 to {len(row)})")


def row_end(data: bytes) -> int:
    """The end of the last line that ends outside of quotes; the last line's if there is none."""
    parity = data.count(b'"') % 2
    at = len(data)
    while at:
        before = data.rfind(b"\n", 0, at) + 1
        if not before:
            break
        parity ^= data.count(b'"', before, at) % 2
        if not parity:
            return before
        at = before - 1
    return line_end(data)


FORMAT = TableFormat()
