"""The report for programs that want one value: a JSON array of what the JSON lines report has line by line."""

from __future__ import annotations

from collections.abc import Sequence

from textclean.reports.findings import Spot, Tally
from textclean.reports.jsonl import JsonlReport


class JsonReport:
    """See the module."""

    def __init__(self) -> None:
        self._lines = JsonlReport()
        self._between = ""

    def head(self) -> str:
        """The beginning of the array."""
        return "["

    def spots(self, path: str, found: Sequence[Spot]) -> str:
        """The objects, one on a line."""
        pieces = []
        for line in self._lines.spots(path, found).splitlines():
            pieces.append(f"{self._between}\n{line}")
            self._between = ","
        return "".join(pieces)

    def tail(self, tally: Tally) -> str:
        """The end of the array."""
        return "\n]\n"


def make(colour: bool) -> JsonReport:
    """The report; colours mean nothing here."""
    return JsonReport()
