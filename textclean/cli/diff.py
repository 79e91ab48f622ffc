"""``textclean --diff``: what would change, as a unified diff in UTF-8."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

from textclean.cli.output import opened
from textclean.cli.running import Run
from textclean.reports.diff import Diff
from textclean.reports.paint import wanted


def diff(names: tuple[str, ...], given: Mapping[str, Any]) -> int:
    """Print the diff of every source; 1 if there is any."""
    run = Run(names, given, keep=True, text_only=True, diff=True)
    shown = not given["output"]
    printer = Diff(shown and wanted(given["color"]), shown and sys.stdout.isatty())
    found = False
    with opened(given["output"]) as target:
        for source, _, done in run.blocks():
            if done is not None:
                found = found or done.changed
                target.write(printer.write(source.name, done.hunks, done.lines).encode())
    return run.code(found)
