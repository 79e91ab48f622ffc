"""Markdown: running text is cleaned; code, targets of links, tags and keys of front matter stay.

All of the file is one document.  What is found in code, links and tags is held and told, for it may be an example, and
a target must stay what it is.  But a file that was read in the wrong charset was so throughout: what a rule of that
stage restores in running text it restores in code, too.  No change makes a sign of Markdown, or takes away what keeps
one from its meaning; if the blocks of the result are not those of the source all the same, nothing is changed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import BinaryIO

from textclean import ignores, rule_registry
from textclean.contract import Stage
from textclean.formats import commonmark, yaml
from textclean.formats.base import Block, Done, Note, Plain, Task
from textclean.formats.blocks import blocks
from textclean.formats.decoded import decoded_block, ignore_notes, strange_spots, written
from textclean.formats.holding import holding
from textclean.formats.text import FORMAT as TEXT
from textclean.formats.text import told_of
from textclean.pipeline import pipeline
from textclean.reports.findings import spots
from textclean.result import Change, Result

SIGN = "it would be a sign of Markdown"
LINE_END = "line ends mean something in Markdown"
STRUCTURE = "the blocks of the document would be others"
_SIGNS = re.compile(r"[*_`~\[\]<>#|\\&]")
_BREAK = re.compile("[ \t]*(?:\r?\n|\\Z)")


class MarkdownFormat(Plain):
    """See the module."""

    def blocks(self, stream: BinaryIO, task: Task) -> Iterator[Block]:
        """Whole lines.  What is longer than a block is read as plain text: nobody knows what its middle is in."""
        return blocks(stream, task)

    def treat(self, block: Block, task: Task) -> Done:
        """Decode, clean, hold what is not running text, encode."""
        if block.part:
            return TEXT.treat(block, task)
        decoded = decoded_block(block, task)
        code = commonmark.document(decoded.text).spans if ignores.SIGN in decoded.text else []
        shown = [(span.start, span.end) for span in code if span.kind == commonmark.CODE]
        ignored = ignores.of(decoded.text, shown=shown)
        text = decoded.text if ignored is None else ignored.masked()
        cleaner = pipeline(**dict(task.settings))
        told = task.report or task.undo or task.diff
        if not told and ignored is None and cleaner.clean(text, markup=True) is text:
            result = Result(text, text)
        else:
            result = restricted(cleaner.inspect(text, markup=True))
        notes = [Note(problem) for problem in decoded.problems]
        if ignored is not None:
            result = ignored.unmasked(result)
        if ignored is not None and task.ignores:
            result = ignored.applied(result)
            notes += ignore_notes(ignored, task)
        given = written(block, decoded, result.text, task)
        found = spots(result) + strange_spots(decoded, ignored if task.ignores else None) if task.report else []
        return told_of(block, task, decoded, result, given, found, notes)


def restricted(result: Result) -> Result:
    """*result* with what is not running text held (see the module)."""
    if not result.changes:
        return result
    before = commonmark.document(result.before)
    made = holding(result, _Judge(result, before))
    if made.changes and commonmark.document(made.text).shape != before.shape:
        return holding(made, lambda change: STRUCTURE)
    return made


class _Judge:
    """Why a change must not be made; empty if it may."""

    def __init__(self, result: Result, document: commonmark.Document) -> None:
        self._text = result.before
        self._document = document
        self._starts = [span.start for span in document.spans]
        misread = [fix for fix in result.fixes if _is_redecoding(fix.rule)]
        self._trusted = {fix.rule for fix in misread if not self._span(fix.start, fix.end)}
        self._misread = sorted((fix.start, fix.end) for fix in misread if fix.rule in self._trusted)

    def __call__(self, change: Change) -> str:
        old, new = change.old, change.new
        if old.count("\n") != new.count("\n") or ("\r" in old and "\r" not in new and "\n" not in new):
            return LINE_END
        kind = self._span(change.start, change.end)
        if kind and not self._was_misread(change):
            return kind
        if any(sign not in old for sign in _SIGNS.findall(new)):
            return SIGN
        if change.end <= self._document.front and not yaml.may_stand_in_plain(new):
            return commonmark.FRONT
        return self._dropped(change) if len(new) < len(old) and not new.strip() else ""

    def _span(self, start: int, end: int) -> str:
        """The kind of the span that ``text[start:end]`` meets; empty if all of it is running text."""
        at = bisect_right(self._starts, max(start, end - 1)) - 1
        span = self._document.spans[at] if at >= 0 else None
        return span.kind if span and (span.end > start) else ""

    def _was_misread(self, change: Change) -> bool:
        at = bisect_right(self._misread, (change.start, len(self._text)))
        return any(s <= change.start and change.end <= e for s, e in self._misread[max(0, at - 2) : at + 1])

    def _dropped(self, change: Change) -> str:
        """Is what goes between a sign and what it would mean something to, or does it end a line?"""
        around = self._text[max(0, change.start - 1) : change.start] + self._text[change.end : change.end + 1]
        if _SIGNS.search(around):
            return SIGN
        if "  " in change.old and _BREAK.match(self._text, change.end):
            return LINE_END
        return ""


def _is_redecoding(rule: str) -> bool:
    known = rule_registry.rules().get(rule)
    return known is not None and known.stage is Stage.REDECODE


FORMAT = MarkdownFormat()
