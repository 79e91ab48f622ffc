"""Java properties: values and comments are texts; keys stay.

The syntax is that of ``java.util.Properties.load``: a value ends with its line unless a backslash stands there;
``\\uXXXX`` is a UTF-16 unit.  A value in ASCII with such escapes gets its new letters as escapes, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from textclean.formats.base import Block, Note, Task
from textclean.formats.cells import Cell, Look
from textclean.formats.escapes import cell, escaped, in_ascii, verbatim
from textclean.formats.whole import Whole

_LINE = re.compile(
    r"^[ \t\f]*(?:[#!](?P<comment>[^\n\r]*)"
    r"|(?P<key>(?:[^\s\\:=#!]|\\.)(?:[^\s\\:=]|\\.)*)[ \t\f]*[:= \t\f]?[ \t\f]*(?P<value>(?:[^\\\n\r]|\\\r?\n|\\.)*))",
    re.M,
)


def _cells(text: str, block: Block, task: Task, look: Look) -> Iterator[Cell | Note]:
    comments: list[tuple[int, int]] = []
    for line in _LINE.finditer(text):
        if line["key"] is None:
            comments.append(line.span("comment"))
            continue
        value = line["value"]
        ascii_only = value.isascii() and "\\u" in value
        yield from cell(text, *line.span("value"), line["key"], _in_ascii if ascii_only else _as_is, look)
    found = verbatim(text, comments, "comment")
    if comments and look(found.value, None):
        yield found


def _as_is(new: str) -> str:
    return escaped(new, "")


def _in_ascii(new: str) -> str:
    return in_ascii(escaped(new, ""))


FORMAT = Whole(_cells, held=frozenset({"entities"}))  # what a value holds may be markup
