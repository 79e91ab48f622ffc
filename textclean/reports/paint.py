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
    """Should standard output be coloured?  *asked*: auto, always or never.

    Where it is auto: NO_COLOR (https://no-color.org) says no, FORCE_COLOR (https://force-color.org) yes, if not empty;
    NO_COLOR wins.
    """
    if asked != "auto":
        return asked == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return os.environ.get("TERM") != "dumb" and sys.stdout.isatty()
