"""TOML (version 1.0): string values and comments are texts; keys, numbers and dates stay."""

from __future__ import annotations

import re
from collections.abc import Iterator

from textclean.formats.base import Block, Note, Task
from textclean.formats.cells import Cell, Look
from textclean.formats.escapes import cell, escaped, verbatim
from textclean.formats.whole import Whole

_TOKEN = re.compile(
    r'#(?P<comment>[^\n\r]*)|"""(?P<long>(?:[^"\\]|\\.|"(?!""))*"{0,2})"""|'
    r"'''(?P<plain>(?:[^']|'(?!''))*'{0,2})'''"
    r'|"(?P<basic>(?:[^"\\\n]|\\.)*)"|' + r"'(?P<literal>[^'\n]*)'|(?P<sign>[\[\]{},=\n])",
    re.S,
)


class _Place:
    """Is a string a value here?  On the left of ``=``, and in the names of tables, it is a key."""

    def __init__(self) -> None:
        self.value = False
        self._open: list[str] = []

    def pass_sign(self, sign: str) -> None:
        if sign == "=":
            self.value = True
        elif sign in "[{":
            if self.value:  # else it is the name of a table
                self._open.append(sign)
            self.value = self.value and sign == "["
        elif sign in "]}":
            if self._open:
                self._open.pop()
                self.value = True
        elif sign == ",":
            self.value = bool(self._open) and self._open[-1] == "["
        elif not self._open:  # the end of a line
            self.value = False


def _cells(text: str, block: Block, task: Task, look: Look) -> Iterator[Cell | Note]:
    comments: list[tuple[int, int]] = []
    place = _Place()
    for token in _TOKEN.finditer(text):
        kind = token.lastgroup
        assert kind is not None
        if kind == "comment":
            comments.append(token.span(kind))
        elif kind == "sign":
            place.pass_sign(token[0])
        elif place.value and kind in ("basic", "long"):
            yield from cell(text, *token.span(kind), "", _long if kind == "long" else escaped, look)
        elif place.value and token[kind]:
            found = verbatim(text, [token.span(kind)], "", "'\n" if kind == "literal" else "'")
            if look(found.value, None):
                yield found
    found = verbatim(text, comments, "comment")
    if comments and look(found.value, None):
        yield found


def _long(new: str) -> str:
    """New text in a string of several lines, where a line break stands for itself."""
    return "\n".join(escaped(line) for line in new.split("\n"))


FORMAT = Whole(_cells, held=frozenset({"entities"}))  # what a value holds may be markup
