"""Findings in, words out: one module for each kind of reader."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from typing import Protocol

from textclean.reports.findings import Spot, Tally

FORMATS = ("text", "full", "json", "jsonl", "sarif", "github", "html")


class Report(Protocol):
    """What a report writes, piece by piece: a head, each file's spots as they come, a tail."""

    def head(self) -> str:
        """Before everything."""
        ...

    def spots(self, path: str, found: Sequence[Spot]) -> str:
        """For some spots of the file at *path*; called again as blocks come."""
        ...

    def tail(self, tally: Tally) -> str:
        """After everything."""
        ...


def find(name: str, *, colour: bool = False) -> Report:
    """The report of that name, one of ``FORMATS``."""
    return importlib.import_module(f"textclean.reports.{name}").make(colour)  # type: ignore[no-any-return]
