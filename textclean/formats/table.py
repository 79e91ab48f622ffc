"""CSV and TSV: a cell of the chosen columns is a text; delimiters, quoting and line ends stay as they are.

The delimiter is the one of ``,`` ``;`` TAB ``|`` that the first row holds most of.  A cell keeps its quotes or their
absence; new quotes are set only where a restored cell could not be read back without them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, partial
from typing import BinaryIO, NamedTuple

from textclean.errors import UsageError
from textclean.formats import cells
from textclean.formats.base import Block, Done, Note, Plain, Task
from textclean.formats.blocks import MOST, blocks
from textclean.formats.cells import Cell, Look, Piece
from textclean.formats.decoded import decoded_block

_DELIMITERS = ",;\t|"
_MOST_NOTES = 3  # misplaced quotes of a block that are named one by one


class Shape(NamedTuple):
    """What the first row says about all: the delimiter, and the chosen columns from 0 (None: all)."""

    delimiter: str
    chosen: tuple[int, ...] | None
    header: tuple[str, ...]


class TableFormat(Plain):
    """See the module."""

    places = "column"

    def blocks(self, stream: BinaryIO, task: Task) -> Iterator[Block]:
        """Whole rows, though a quoted cell may hold line ends and be of any length; every block knows the first row."""
        shape: Shape | None = None
        for block in blocks(stream, replace(task, line_buffered=False), RowEnds()):
            if shape is None and block.passed is None:
                shape = _shape(decoded_block(block, task).text, task.places)
            yield block._replace(context=shape)

    def treat(self, block: Block, task: Task) -> Done:
        """Clean the chosen columns of every row but the header."""
        return cells.treat(block, task, _cells)


class RowEnds:
    """Where rows end: at line ends outside of quoted cells, as the ``csv`` module reads them."""

    def __init__(self) -> None:
        self._delimiter = b""

    def last(self, data: bytes) -> int:
        """See :class:`~textclean.formats.blocks.RecordEnds`."""
        delimiter = self._delimiter or delimiter_of(data.decode("latin-1")).encode()
        end = row_end(data, delimiter)
        if end:  # the first row is whole
            self._delimiter = delimiter
        return end

    def first(self, data: bytes) -> int:
        """See :class:`~textclean.formats.blocks.RecordEnds`: where quotes went wrong, nobody knows."""
        return 0

    def too_long(self) -> str:
        """See :class:`~textclean.formats.blocks.RecordEnds`."""
        return f"a row of more than {MOST >> 20} MiB (a quote that never closes?); it and all below passed through"


def row_end(data: bytes, delimiter: bytes) -> int:
    """The end of the last row that ends in *data*, which begins with a row; 0 if none does.

    >>> row_end(b'a,"b\\nc"\\nd 5" e\\nf', b","), row_end(b'a,"b\\nc', b",")
    (15, 0)
    """
    end = at = 0
    if b'"' in data:
        for cell in _quoted(delimiter).finditer(data):
            end = _line_end(data, at, cell.start()) or end
            at = cell.end()
            if not cell[1]:
                break
    return _line_end(data, at, len(data)) or end


def _line_end(data: bytes, at: int, till: int) -> int:
    """The end of the last line that ends in ``data[at:till]``, else 0.  CR LF is one end, whatever comes later."""
    end = data.rfind(b"\n", at, till) + 1
    lone = data.rfind(b"\r", max(at, end), min(till, len(data) - 1)) + 1
    return lone or end


@cache
def _quoted(delimiter: bytes) -> re.Pattern[bytes]:
    """A quoted cell, up to the quote that closes it (group 1), or to the end of the data."""
    return re.compile(rb'(?<![^%b\r\n])"[^"]*+(?:""[^"]*+)*+("?)' % re.escape(delimiter))


def _cells(text: str, block: Block, task: Task, look: Look) -> Iterator[Cell | Note]:
    shape: Shape = block.context
    pattern = _field(shape.delimiter)
    row = column = at = 0
    misplaced: list[tuple[int, int]] = []
    while at < len(text):
        match = pattern.match(text, at)
        assert match is not None
        named = shape.chosen is None or column in shape.chosen
        if match[2] not in (None, '"'):
            misplaced.append(match.span())
        elif named and not (block.first and row == 0 and shape.header):
            value = match[3] if match[1] is None else match[1].replace('""', '"')
            if value and look(value, None):
                yield _cell(text, match, value, shape, column)
        at = match.end()
        column += 1
        if match[4] != shape.delimiter:
            row, column = row + 1, 0
    yield from _misplaced(text, misplaced)


def _cell(text: str, match: re.Match[str], value: str, shape: Shape, column: int) -> Cell:
    name = shape.header[column] if column < len(shape.header) else f"column {column + 1}"
    quoted = match[1] is not None
    start, end = match.span(1 if quoted else 3)
    pieces = list(_pieces(text, start, end, quoted))
    if quoted:
        return Cell(value, pieces, _doubled, name)
    alone = column == 0 and match[4] != shape.delimiter
    return Cell(value, pieces, str, name, rewrite=partial(_wrapped, shape.delimiter, alone))


def _misplaced(text: str, cells: list[tuple[int, int]]) -> Iterator[Note]:
    """What to say of *cells* with text behind the closing quote, or without one.  Whole lines that are lost fail."""
    line = counted = 0
    for number, (start, end) in enumerate(cells):
        line += text.count("\n", counted, start)
        counted = start
        lines = text.count("\n", start, end - 1)
        if lines:
            told = f"a cell with a misplaced quote goes on for {lines} more lines; passed through"
            yield Note(told, line + 1, failed=True, passed=1)
        elif number < _MOST_NOTES:
            yield Note("a cell with a misplaced quote; passed through", line + 1, passed=1)
    if len(cells) > _MOST_NOTES:
        more = len(cells) - _MOST_NOTES
        yield Note(f"and {more} more cells with a misplaced quote; passed through", passed=more)


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
    """One cell and what ends it: quoted in group 1, else in group 3; the end in group 4.

    Group 2 is the closing quote with the misplaced text behind it; empty, if the quote never closes.
    """
    d = re.escape(delimiter)
    quoted = rf'"([^"]*+(?:""[^"]*+)*+)("[^{d}\r\n]*+|\Z)'
    return re.compile(rf'(?:{quoted}|([^"{d}\r\n][^{d}\r\n]*+|))({d}|\r\n|\n|\r|\Z)')


_FIRST_ROW = re.compile(r'(?:(?<![^,;\t|\r\n])"[^"]*+(?:""[^"]*+)*+"?|[^\r\n])*+')
_IN_QUOTES = re.compile(r'(?<![^,;\t|\r\n])"[^"]*+(?:""[^"]*+)*+"?')


def delimiter_of(text: str) -> str:
    """The delimiter of the table that begins with *text*: the likely one that its first row holds most of."""
    first = _FIRST_ROW.match(text)
    bare = _IN_QUOTES.sub("", first[0] if first else "")
    return max(_DELIMITERS, key=bare.count)


def _shape(text: str, names: tuple[str, ...]) -> Shape:
    delimiter = delimiter_of(text)
    row: list[str] = []
    at = 0
    while match := _field(delimiter).match(text, at):
        row.append(match[3] or "" if match[1] is None else match[1].replace('""', '"'))
        at = match.end()
        if match[4] != delimiter:
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


FORMAT = TableFormat()
