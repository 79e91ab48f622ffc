"""Catalogues of gettext (``.po``, ``.pot``): translations and translators' comments are texts.

Never changed: ``msgid``, ``msgid_plural`` and ``msgctxt``, by which programs look up; references, flags, the header,
and obsolete entries.  Placeholders are protected as everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from textclean.formats.base import Block, Note, Task
from textclean.formats.cells import Cell, Look, Piece
from textclean.formats.escapes import escaped, is_well_formed, pieces, verbatim
from textclean.formats.whole import Whole

_LINE = re.compile(
    r"^[ \t]*(?:(?P<word>msgctxt|msgid_plural|msgid|msgstr(?:\[[0-9]+\])?)[ \t]*)?"
    r"\"(?P<string>(?:[^\"\\\n]|\\.)*)\"[ \t\r]*$"
    r"|^#(?:[ \t](?P<comment>[^\n\r]*))?",
    re.M,
)


def _cells(text: str, block: Block, task: Task, look: Look) -> Iterator[Cell | Note]:
    comments: list[tuple[int, int]] = []
    word = ""
    identifier = ""
    strings: list[tuple[int, int]] = []
    for line in _LINE.finditer(text):
        if line["string"] is None:
            if line["comment"]:
                comments.append(line.span("comment"))
            continue
        if line["word"]:
            yield from _translation(text, word, identifier, strings, look)
            word, strings = line["word"], []
            identifier = "" if word == "msgid" else identifier
        if word == "msgid":
            identifier += line["string"]
        strings.append(line.span("string"))
    yield from _translation(text, word, identifier, strings, look)
    found = verbatim(text, comments, "comment")
    if comments and look(found.value, None):
        yield found


def _translation(text: str, word: str, identifier: str, strings: list[tuple[int, int]], look: Look) -> Iterator[Cell]:
    if not word.startswith("msgstr") or not identifier:  # an empty msgid is that of the header
        return
    parts: list[Piece] = [piece for start, end in strings if end > start for piece in pieces(text, start, end)]
    value = "".join(part.value for part in parts)
    if value and is_well_formed(value) and look(value, None):
        yield Cell(value, parts, escaped, word)


FORMAT = Whole(_cells)
