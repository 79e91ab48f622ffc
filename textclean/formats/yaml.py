"""YAML (1.2): scalars that are values, and comments, are texts; keys, anchors, tags and indentation stay.

Read line by line by its indicators, not by a parser, for none keeps the places of escapes.  A plain scalar is changed
only to one that is read as the same kind of value: nothing that begins or holds an indicator, no number, no ``yes``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from textclean.formats.base import Block, Note, Task
from textclean.formats.cells import Cell, Look, Piece
from textclean.formats.escapes import Verbatim, cell, escaped, verbatim
from textclean.formats.whole import Whole
from textclean.result import Change, Result

_INDENT = re.compile(r"[ \t]*")
_ENTRIES = re.compile(r"(?:[-?][ \t]+)*")  # of lists and of mappings with complex keys
_PROPERTIES = re.compile(r"(?:[&!][^\s,\[\]{}]*(?:[ \t]+|(?=[\r\n]|\Z)))*")
_KEY = re.compile(
    r"(?:\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\n]|'')*'|[^\s#\"'\[\]{},&*!|>%@`-][^\n]*?|-[^\s\n][^\n]*?)"
    r"[ \t]*:(?=[ \t\n\r]|\Z)[ \t]*"
)
_BLOCK = re.compile(r"[|>][0-9+-]{0,2}[ \t]*(?:#[^\n]*)?\r?(?:\n|\Z)")
_DOUBLE = re.compile(r'"((?:[^"\\]|\\.)*)"', re.S)
_SINGLE = re.compile(r"'((?:[^']|'')*)'")
_PLAIN = re.compile(r"[^\s#][^\n\r#]*(?:(?<=[^\s])#[^\n\r#]*)*")
_FLOW_WORD = re.compile(r"[^\s\[\]{},\"'#&*!|>%@`][^\[\]{},\n\r]*")
_COMMENT = re.compile(r"(?<![^\s])#([^\n\r]*)")
_REFUSED = re.compile(r"[\n:#\[\]{},&*!|>'\"%@`\\]")
# What is read as another kind of value (YAML 1.1 and 1.2).
_NO_TEXT = re.compile(
    r"(?i)(?:[-+.]?[0-9][-+.0-9_:eExXoTtZa-fA-F ]*|[-+]?\.(?:inf|nan)|true|false|yes|no|on|off|y|n|null|~|)\Z"
)


class _Plain(Verbatim):
    """A scalar without quotes."""

    def edits(self, result: Result) -> list[tuple[int, int, str] | None]:
        """None for all changes of a scalar that would become another kind of value."""
        if _NO_TEXT.match(result.text.strip()) or result.text[:1] in "-?:" or result.text != result.text.strip():
            return [None] * len(result.changes)
        return super().edits(result)

    def edit(self, change: Change) -> tuple[int, int, str] | None:
        """See :class:`Cell`."""
        return None if _REFUSED.search(change.new) else super().edit(change)


class _Reader:
    """Goes through the text once."""

    def __init__(self, text: str, look: Look) -> None:
        self._text = text
        self._look = look
        self.comments: list[tuple[int, int]] = []
        self._at = 0

    def cells(self) -> Iterator[Cell]:
        """All values."""
        text = self._text
        while self._at < len(text):
            yield from self._line()
            end = text.find("\n", self._at)
            self._at = end + 1 if end >= 0 else len(text)

    def _line(self) -> Iterator[Cell]:
        text = self._text
        start = self._at
        at = _end(_INDENT, text, start)
        if text.startswith(("---", "...", "%"), start):
            at = start + 3 if text[start : start + 3] == "---" else text.find("\n", start)
            self._at = at = at if at >= 0 else len(text)
            at = _end(_INDENT, text, at)
        indent = at - start
        at = _end(_ENTRIES, text, at)
        at = _end(_PROPERTIES, text, at)
        if (key := _KEY.match(text, at)) is not None:
            at = _end(_PROPERTIES, text, key.end())
        self._at = at
        if (block := _BLOCK.match(text, at)) is not None:
            yield from self._block(block.end(), indent)
        else:
            yield from self._value(key[0].rstrip(": \t") if key else "")

    def _value(self, name: str) -> Iterator[Cell]:
        text, at = self._text, self._at
        sign = text[at : at + 1]
        if sign in ("[", "{"):
            yield from self._flow()
        elif (string := _DOUBLE.match(text, at)) is not None:
            yield from cell(text, *string.span(1), name, escaped, self._look)
            self._at = string.end()
        elif (string := _SINGLE.match(text, at)) is not None:
            yield from self._single(string, name)
            self._at = string.end()
        elif sign and sign not in "#\n\r*" and (plain := _PLAIN.match(text, at)) is not None:
            yield from self._plain(plain.start(), plain.end(), name)
            self._at = plain.end()
        self._comment()

    def _comment(self) -> None:
        end = self._text.find("\n", self._at)
        end = end if end >= 0 else len(self._text)
        if (comment := _COMMENT.search(self._text, self._at, end)) is not None:
            self.comments.append(comment.span(1))

    def _single(self, string: re.Match[str], name: str) -> Iterator[Cell]:
        start, end = string.span(1)
        parts = [
            Piece(part[0].replace("''", "'"), part.start(), part.end(), part[0] == "''")
            for part in re.compile("''|[^']+").finditer(self._text, start, end)
        ]
        value = "".join(part.value for part in parts)
        if value and self._look(value, None):
            yield Cell(value, parts, lambda new: new.replace("'", "''"), name)

    def _plain(self, start: int, end: int, name: str) -> Iterator[Cell]:
        value = self._text[start:end].rstrip()
        if value and self._look(value, None):
            yield _Plain(value, [Piece(value, start, start + len(value))], str, name)

    def _flow(self) -> Iterator[Cell]:
        """A list or mapping in brackets, over any number of lines."""
        text, at, depth = self._text, self._at, 0
        while at < len(text):
            c = text[at]
            if c in "[{":
                depth += 1
            elif c in "]}":
                depth -= 1
            elif (string := (_DOUBLE if c == '"' else _SINGLE).match(text, at)) is not None:
                if not re.compile(r"[ \t]*:").match(text, string.end()):
                    found = cell(text, *string.span(1), "", escaped, self._look)
                    yield from found if c == '"' else self._single(string, "")
                at = string.end() - 1
            elif c == "#" and text[at - 1] in " \t\n":
                end = text.find("\n", at)
                end = end if end >= 0 else len(text)
                self.comments.append((at + 1, end))
                at = end - 1
            elif (word := _FLOW_WORD.match(text, at)) is not None:
                key = re.compile(r"[^\n]*?:(?=[ \t])[ \t]*").match(word[0])
                start = at + (key.end() if key else 0)
                if not word[0].rstrip().endswith(":"):
                    yield from self._plain(start, word.end(), "")
                at = word.end() - 1
            at += 1
            if depth <= 0:
                break
        self._at = at

    def _block(self, at: int, indent: int) -> Iterator[Cell]:
        """A scalar of lines that are indented deeper than *indent*, up to the first that is not."""
        text = self._text
        start = at
        spans: list[tuple[int, int]] = []
        while at < len(text):
            end = text.find("\n", at)
            end = end if end >= 0 else len(text)
            inner = _end(_INDENT, text, at)
            if inner < end and text[inner] != "\r" and inner - at <= indent and not (indent == 0 and inner > at):
                break
            if inner < end:
                spans.append((inner, end - (text[end - 1] == "\r")))
            at = min(end + 1, len(text))
        self._at = max(start, at) - 1
        found = verbatim(text, spans, "")
        if spans and self._look(found.value, None):
            yield found


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at


def plain_values(text: str) -> list[tuple[int, int]]:
    """The spans of values and comments that stand for themselves, sorted, in code points.

    >>> plain_values("title: fine")
    [(7, 11)]
    """
    reader = _Reader(text, lambda value, markup: True)
    parts = [part for found in reader.cells() for part in found.pieces]
    return sorted([(part.start, part.end) for part in parts if part.start >= 0 and not part.escape] + reader.comments)


def may_stand_in_plain(new: str) -> bool:
    """Does *new* hold no sign that means something in a scalar without quotes?"""
    return not _REFUSED.search(new)


def _cells(text: str, block: Block, task: Task, look: Look) -> Iterator[Cell | Note]:
    reader = _Reader(text, look)
    yield from reader.cells()
    found = verbatim(text, sorted(reader.comments), "comment")
    if reader.comments and look(found.value, None):
        yield found


FORMAT = Whole(_cells, held=frozenset({"entities"}))  # what a value holds may be markup
