"""Subtitles: SubRip (``.srt``), WebVTT (``.vtt``), SubStation Alpha (``.ass``, ``.ssa``).  What is shown is text.

Numbers, times, settings, styles and tags such as ``{\\i1}`` stay.  All that is shown is one document, as a viewer
sees it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from textclean.formats.base import Block, Note, Task
from textclean.formats.cells import Cell, Look, Piece
from textclean.formats.whole import Whole

# Lines of times, and the lines behind them up to an empty one.
_CUE = re.compile(r"^[^\n]*-->[^\n]*\n((?:[ \t]*[^\s][^\n]*(?:\n|\Z))+)", re.M)
_FIELDS = re.compile(
    r"^\[Events\][^\n]*\n(?:(?!\[)[^\n]*\n)*?Format:([^\n]*)", re.M
)  # their names; the text comes last
_USUAL = 9  # fields before the text
# What is no text in it: overrides, line breaks and hard spaces of SubStation Alpha; tags.
_TAG = re.compile(r"\{\\[^}\n]*\}|\\[Nnh]|</?[A-Za-z][^<>\n]{0,100}>|<[0-9:.]+>")


def _cells(text: str, block: Block, task: Task, look: Look) -> Iterator[Cell | Note]:
    pattern = _event(text) if "[Events]" in text else _CUE
    pieces: list[Piece] = []
    for shown in pattern.finditer(text):
        if pieces:
            pieces.append(Piece("\n", -1, -1))
        done, end = shown.span(1)
        for tag in _TAG.finditer(text, done, end):
            if tag.start() > done:
                pieces.append(Piece(text[done : tag.start()], done, tag.start()))
            if tag[0].startswith("\\"):
                pieces.append(Piece("\n" if tag[0] in ("\\N", "\\n") else "\u00a0", -1, -1))
            done = tag.end()
        if end > done:
            pieces.append(Piece(text[done:end], done, end))
    value = "".join(piece.value for piece in pieces)
    if value and look(value, False):
        yield Cell(value, pieces, str, "", False)


def _event(text: str) -> re.Pattern[str]:
    """A line of what is shown, as the file says that its lines are."""
    named = _FIELDS.search(text)
    before = named[1].count(",") if named else _USUAL
    return re.compile(rf"^(?:Dialogue|Comment):(?:[^,\n]*,){{{min(before, 99)}}}([^\n\r]*)", re.M)


FORMAT = Whole(_cells)
