"""Colours for a terminal, or none."""

from __future__ import annotations

import os
import sys
from typing import Any


class Paint:
    """``Paint(True)("x", fg="red")`` is red; ``Paint(False)`` gives the text back."""

    def __init__(self, on: bool) -> None:
        self._on = on

    def __call__(self, text: str, **style: Any) -> str:
        """*text* in that style of ``click.style``."""
        if not self._on:
            return text
        import click

        return click.style(text, **style)


def wanted(asked: str) -> bool:
    """Should standard output be coloured?  *asked*: auto, always or never; NO_COLOR wins over auto."""
    if asked != "auto":
        return asked == "always"
    return not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb" and sys.stdout.isatty()
