"""``textclean --diff``: what would change, as a unified diff in UTF-8."""

from __future__ import annotations

import sys

from textclean.cli.options import RunOptions
from textclean.cli.output import opened
from textclean.cli.running import Run
from textclean.reports.diff import Diff
from textclean.reports.paint import wanted


def diff(names: tuple[str, ...], asked: RunOptions) -> int:
    """Print the diff of every source; 1 if there is any."""
    run = Run(names, asked, keep=True, text_only=True, diff=True)
    shown = not asked.output
    printer = Diff(shown and wanted(asked.color), shown and sys.stdout.isatty())
    found = False
    with opened(asked.output) as target:
        for source, _, done in run.blocks():
            if done is not None:
                found = found or done.changed
                target.write(printer.write(source.name, done.hunks, done.lines).encode())
    return run.code(found)
