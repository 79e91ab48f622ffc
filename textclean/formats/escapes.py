"""Strings with escapes, as configuration files and catalogues have them: taken apart, and written anew."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from textclean.formats.cells import Cell, Look, Piece
from textclean.result import Change

# A pair of surrogates first: it stands for one character.
_ESCAPE = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\U[0-9a-fA-F]{8}|\\x[0-9a-fA-F]{2}"
    r"|\\\r?\n[ \t]*|\\.|[^\\]+",
    re.S,
)
_SIMPLE = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "e": "\x1b", "0": "\0", "a": "\a", "v": "\v"}


def pieces(text: str, start: int, end: int) -> list[Piece]:
    """``text[start:end]``, the inside of a string, as pieces.

    An escape that nobody knows stands for the character behind it; a backslash at the end of a line for nothing.
    """
    found = []
    for match in _ESCAPE.finditer(text, start, end):
        token = match[0]
        escape = token[0] == "\\" and len(token) > 1
        found.append(Piece(_meaning(token) if escape else token, match.start(), match.end(), escape))
    return found or [Piece("", start, end)]


def _meaning(token: str) -> str:
    sign = token[1]
    if sign in "uUx" and len(token) > 2:
        codes = [int(part, 16) for part in re.split(r"\\[uUx]", token)[1:]]
        if len(codes) == 2:
            return chr(0x10000 + ((codes[0] - 0xD800) << 10) + codes[1] - 0xDC00)
        return chr(codes[0]) if codes[0] < 0x110000 else token
    if sign in "\r\n":
        return ""
    return _SIMPLE.get(sign, sign)


def escaped(new: str, also: str = '"') -> str:
    r"""*new* for the inside of a string: backslashes, controls and the characters in *also* with a backslash.

    >>> print(escaped('a "b"\n'))
    a \"b\"\n
    """
    names = {"\n": "\\n", "\t": "\\t", "\r": "\\r", "\\": "\\\\"}
    return "".join(names.get(c, f"\\{c}" if c in also else f"\\u{ord(c):04x}" if c < " " else c) for c in new)


def in_ascii(new: str) -> str:
    r"""*new* with ``\uXXXX`` for each unit of UTF-16 beyond ASCII."""
    units = new.encode("utf-16be")
    return "".join(
        chr(code) if code < 128 else f"\\u{code:04x}"
        for code in (int.from_bytes(units[n : n + 2], "big") for n in range(0, len(units), 2))
    )


class Verbatim(Cell):
    """A text without escapes, in which some characters (*refused*) cannot stand: such a change is not made."""

    refused: str = ""

    def edit(self, change: Change) -> tuple[int, int, str] | None:
        """See :class:`Cell`."""
        return None if any(c in self.refused for c in change.new) else super().edit(change)


def verbatim(text: str, spans: Sequence[tuple[int, int]], name: str, refused: str = "\n") -> Verbatim:
    """The cell of *spans* of *text*, as lines of one document."""
    found: list[Piece] = []
    for start, end in spans:
        if found:
            found.append(Piece("\n", -1, -1))
        found.append(Piece(text[start:end], start, end))
    cell = Verbatim("".join(piece.value for piece in found), found, str, name)
    cell.refused = refused
    return cell


def cell(text: str, start: int, end: int, name: str, quote: Callable[[str], str], look: Look) -> Iterator[Cell]:
    """The cell of ``text[start:end]``, the inside of a string with escapes, if there is anything to do."""
    if start >= end:
        return
    found = pieces(text, start, end)
    value = "".join(piece.value for piece in found)
    if is_well_formed(value) and look(value, None):
        yield Cell(value, found, quote, name)


def is_well_formed(value: str) -> bool:
    """Is there no lone surrogate?  A string with one passes as it is: no text can stand for it."""
    return value.isascii() or _SURROGATE.search(value) is None


_SURROGATE = re.compile("[\ud800-\udfff]")
