"""JSON documents: string values are texts; names, numbers, order and white space stay byte for byte.

Read by its tokens (RFC 8259), not by a parser: duplicate names, ``NaN``, numbers of any length and comments, which
settings files have (JSON with Comments), pass as they are.  A string with a lone surrogate is no text, and passes too.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from textclean.formats.base import Block, Note, Task
from textclean.formats.cells import Cell, Look
from textclean.formats.escapes import is_well_formed
from textclean.formats.jsonl import quoter, string_pieces
from textclean.formats.whole import Whole

# A string that never closes goes to the end of its line; so does nothing else.
_TOKEN = re.compile(r'"(?:[^"\\\n]++|\\.)*+("?)|//[^\n]*|/\*.*?(?:\*/|\Z)', re.S)
_DECODER = json.JSONDecoder(strict=False)
_COLON = re.compile(r"[ \t\r\n]*:")


def _cells(text: str, block: Block, task: Task, look: Look) -> Iterator[Cell | Note]:
    name = ""
    for token in _TOKEN.finditer(text):
        start, end = token.span()
        if token[0][0] != '"':
            continue
        if not token[1]:
            yield Note("a string that never closes; it passes", text.count("\n", 0, start) + 1)
            continue
        try:
            value = _DECODER.decode(token[0]) if "\\" in token[0] else token[0][1:-1]
        except ValueError:
            yield Note("a string with a wrong escape; it passes", text.count("\n", 0, start) + 1)
            continue
        if _COLON.match(text, end):
            name = value
        elif is_well_formed(value) and look(value, None):
            yield Cell(value, list(string_pieces(text, 0, start, end)), quoter(token[0]), name)


FORMAT = Whole(_cells)
