"""Jupyter notebooks (nbformat 4): the sources of cells are texts, of code their comments; all else stays.

The lines of a cell are strings of a list; together they are one text.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial

from textclean.formats import comments
from textclean.formats.base import Block, Note, Task
from textclean.formats.cells import Cell, Look, Piece
from textclean.formats.code import restricted
from textclean.formats.escapes import is_well_formed
from textclean.formats.jsonl import items, members, quoter, skip_blanks, string_pieces
from textclean.formats.whole import Whole
from textclean.result import Result

_DECODER = json.JSONDecoder(strict=False, parse_int=len)


def _cells(text: str, block: Block, task: Task, look: Look) -> Iterator[Cell | Note]:
    try:
        notebook = _DECODER.decode(text)
        found = notebook["cells"]
    except (ValueError, RecursionError) as error:
        yield Note(f"no JSON ({error}); passed through")
        return
    except (KeyError, TypeError):
        yield Note("no notebook of nbformat 4 (it has no cells); passed through")
        return
    top = dict(members(text, skip_blanks(text, 0)))
    if not isinstance(found, list):
        return
    for number, start in enumerate(items(text, top["cells"]), 1):
        cell = found[number - 1]
        if not isinstance(cell, dict) or "source" not in cell:
            continue
        source = cell["source"]
        lines = source if isinstance(source, list) else [source]
        value = "".join(line for line in lines if isinstance(line, str))
        if value and is_well_formed(value) and look(value, None):
            place = dict(members(text, start))["source"]
            starts = list(items(text, place)) if isinstance(source, list) else [place]
            made = _cell(text, [at for at in starts if text[at] == '"'], value, f"cell {number}")
            if cell.get("cell_type") == "code":
                made.restrict = partial(_comments_only, language=_language(notebook))
            yield made


def _language(notebook: object) -> str:
    """The language of the code, as the kernel says it; Python if it says none."""
    try:
        return str(notebook["metadata"]["language_info"]["name"]).lower()  # type: ignore[index]
    except (KeyError, TypeError):
        return "python"


def _comments_only(result: Result, language: str) -> Result:
    """*result*, of a cell with code, with what is found outside of comments held."""
    return restricted(result, comments.comments(result.before, language))


def _cell(text: str, starts: list[int], value: str, name: str) -> Cell:
    pieces: list[Piece] = []
    token = ""
    for start in starts:
        end = _DECODER.raw_decode(text, start)[1]
        pieces += (piece for piece in string_pieces(text, 0, start, end) if piece.value)
        token += text[start:end]
    return Cell(value, pieces, quoter(token), name)


FORMAT = Whole(_cells)
