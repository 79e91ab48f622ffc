"""``textclean --diff``: what would change, as a unified diff, each file in its own encoding."""

from __future__ import annotations

import sys

from textclean.cli.options import RunOptions
from textclean.cli.output import opened
from textclean.cli.running import Run
from textclean.reports.diff import Diff
from textclean.reports.paint import wanted

_BOM = b"\xef\xbb\xbf"


def diff(names: tuple[str, ...], asked: RunOptions) -> int:
    """Print the diff of every source; 1 if there is any."""
    run = Run(names, asked, keep=True, ignores=True, text_only=True, diff=True)
    shown = not asked.output
    printer = Diff(shown and wanted(asked.color), shown and sys.stdout.isatty())
    found = False
    bom = b""
    with opened(asked.output) as target:
        for source, block, done in run.blocks():
            if block is None or done is None:
                continue
            found = found or done.changed
            if block.first:
                bom = _BOM if block.data.startswith(_BOM) else b""
            encoding = done.reading.partition(" ")[0]
            target.write(printer.write(source.name, done.hunks, done.lines, encoding, bom))
    return run.code(found)
